"""'Raw HTML and scripts from a module never reach a page (hostile module in the tests)': from a forged library on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemekit.model.finding import FindingsError
from schemekit.site.config import EXTENSIONS
from schemekit.site.making import SiteRequest, made_site
from tests.bench.samples import Size, module_files
from tests.builders import LibraryBuilder
from tests.text.web.test_page_text import Seen

markdown = pytest.importorskip("markdown", reason="the extra 'docs' is not installed")

WORDS = """
Look\\![a](https://evil.example/p.gif) and &excl;[b](https://evil.example/q.gif). { onclick=alert(1) }
{: style="display:none" onmouseover="alert(1)" }

Marks \ue000acknowledge_days\ue001b\ue002 \x02wzxhzdk:0\x03 \ue003 and [ref][x].

[x]: https://example.org/ "title\\" onclick=alert(1)"

- one { .a onfocus=alert(1) }

```html
<script>alert(1)</script>
```
"""
NAMES = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) {: onclick=x }'


def library(folder: Path, words: str = "", **data: str) -> LibraryBuilder:
    """A library that released a module with these words, and these lines of its module.yaml replaced."""
    files = module_files("grievance", Size(clauses=3, sentences=1))
    policy = next(path for path in files if path.endswith("policy.md"))
    files[policy] += words
    for line, other in data.items():
        start = files["module.yaml"].index(f"{line}: ")
        end = files["module.yaml"].index("\n", start)
        files["module.yaml"] = f"{files['module.yaml'][:start]}{line}: '{other}'{files['module.yaml'][end:]}"
    made = LibraryBuilder(folder)
    made.release("grievance", "1.0.0", files)
    return made


def seen(root: Path) -> dict[str, Seen]:
    """Every page as its reader sees it."""
    _, site, _ = made_site(SiteRequest(here=root, today=date(2026, 11, 28)))
    names = [item if isinstance(item, str) else next(iter(item)) for item in EXTENSIONS]
    found = {}
    for page in site.pages:
        found[page.path] = Seen()
        found[page.path].feed(markdown.Markdown(extensions=names).convert(page.markdown))
    return found


def problems(pages: dict[str, Seen]) -> dict[str, list[str]]:
    """What came onto pages that is no word; the form's place names its own data."""
    own = "data-module=module.json"
    found = {path: [item for item in page.problems if item != own] for path, page in pages.items()}
    return {path: items for path, items in found.items() if items}


def test_words_of_a_text_stay_words(tmp_path: Path) -> None:
    pages = seen(library(tmp_path, WORDS).path)
    assert problems(pages) == {}
    text = pages["grievance/1.0.0/index.md"]
    assert "onclick=alert(1)" in "".join(text.words)
    assert not any(link.endswith(".gif") and "evil" in link for link in text.images)


@pytest.mark.parametrize("name", ["a=\"x\"onclick=alert(1)", "onclick=alert(1)", "__config"])
def test_an_id_of_a_text_is_no_attribute(tmp_path: Path, name: str) -> None:
    """Nor does it take the place of the theme's own `__config`, without which no script of the theme runs."""
    made = library(tmp_path, f"\n## Evil {{ #{name} }}\n\nWords.\n")
    made.release("grievance", "1.1.0", module_files("grievance", Size(clauses=3, sentences=1)))
    _, site, _ = made_site(SiteRequest(here=made.path, today=date(2026, 11, 28)))
    for page in site.pages:
        assert f"#{name} }}" not in page.markdown, page.path
    assert problems(seen(made.path)) == {}


@pytest.mark.parametrize("rows", ['a,b\n"' + "x" * 200_000 + '",c\n', ",".join("a" * 3_000) + "\nx" * 190])
def test_a_register_beyond_reason_is_shown_in_part(tmp_path: Path, rows: str) -> None:
    """A cell that no reader of CSV takes; heads under which each short row would be filled up."""
    files = module_files("grievance", Size(clauses=3, sentences=1))
    line = "documents:\n  - {file: log.csv, title: Log, kind: register}\n"
    files |= {"{{cookiecutter.module}}/log.csv": rows,
              "module.yaml": files["module.yaml"].replace("documents:\n", line)}
    made = LibraryBuilder(tmp_path)
    made.release("grievance", "1.0.0", files)
    _, site, _ = made_site(SiteRequest(here=made.path, today=date(2026, 11, 28)))
    page = next(page for page in site.pages if page.path == "grievance/1.0.0/log/index.md")
    assert max(line.count("|") for line in page.markdown.splitlines()) <= 101


def test_names_stay_words(tmp_path: Path) -> None:
    pages = seen(library(tmp_path, title=NAMES, summary=NAMES, audience=NAMES).path)
    assert problems(pages) == {}
    assert "onerror=alert(1)" in "".join(pages["catalogue/index.md"].words)


def test_raw_html_is_refused_when_the_release_is_read(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as refused:
        seen(library(tmp_path, "\n<script>alert(1)</script>\n").path)
    assert "raw HTML" in str(refused.value.findings[0])
