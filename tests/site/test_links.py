"""'Every link, anchor and image is checked', on the pages as they are served; nothing runs that we did not write."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest


class Links(HTMLParser):
    """What a page leads to, shows and runs."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.scripts: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        self.targets += [found[name] for name in ("href", "src") if name in found and tag != "form"]
        self.handlers += [f"{name}={value}" for name, value in found.items() if name.startswith("on")]
        if tag == "script":
            self.scripts.append(found.get("src", "inline"))


@pytest.fixture(scope="module")
def pages(built_library_site: Path) -> dict[str, Links]:
    found = {}
    for file in sorted(built_library_site.rglob("*.html")):
        links = Links()
        links.feed(file.read_text(encoding="utf-8"))
        found[file.relative_to(built_library_site).as_posix()] = links
    return found


def test_every_link_leads_to_something(pages: dict[str, Links], built_library_site: Path) -> None:
    dead = []
    for page, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or page == "404.html":
                continue
            path = posixpath.join(posixpath.dirname(page), unquote(parts.path)) if parts.path else page
            path = posixpath.normpath(path)
            if path.endswith("/.") or path == "." or (built_library_site / path).is_dir():
                path = posixpath.normpath(f"{path}/index.html")
            if not (built_library_site / path).is_file():
                dead.append(f"{page}: {target}")
            elif parts.fragment and path in pages and unquote(parts.fragment) not in pages[path].ids and not (
                    parts.fragment.startswith("__")):
                dead.append(f"{page}: {target} (no such place on it)")
    assert dead == []


def test_what_runs_is_ours_or_the_themes(pages: dict[str, Links]) -> None:
    """The theme's own inline scripts are its few; no handler stands in any tag."""
    assert {handler for links in pages.values() for handler in links.handlers} == set()
    loaded = {posixpath.basename(script) for links in pages.values() for script in links.scripts}
    assert {name for name in loaded if not re.fullmatch(r"inline|schemekit\.js|bundle\.\w+\.min\.js|workers\..*", name)
            } == set()


def test_every_page_has_a_title_of_its_own(built_library_site: Path) -> None:
    titles: dict[str, list[str]] = {}
    for file in built_library_site.rglob("index.html"):
        title = re.search(r"<title>(.*?)</title>", file.read_text(encoding="utf-8"), re.DOTALL)
        assert title, file
        titles.setdefault(title[1], []).append(file.parent.name)
    assert {title: places for title, places in titles.items() if len(places) > 1} == {}
