"""What a site's owner may choose: the few safe lines of mkdocs.yml that are read, and everything else left unread.

mkdocs.yml can name programs that run while a site is built. So the renderer never sees the owner's file: it gets one
that is made here, and of the owner's only the lines below are taken over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schemekit.files.given import read_given
from schemekit.files.paths import check_path, inside
from schemekit.files.yaml import read_yaml
from schemekit.model.finding import Finding, FindingsError
from schemekit.site.look.colours import COLOURS, DEFAULT
from schemekit.site.page import NavEntry

SETTINGS_FILE = "mkdocs.yml"
DOCS_FOLDER = "docs"
LANGUAGES = frozenset((
    "af", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi",
    "fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kn", "ko", "ku-IQ", "lb", "lt", "lv",
    "mk", "mn", "ms", "my", "nb", "nl", "nn", "pl", "pt", "pt-BR", "ro", "ru", "sa", "sh", "si", "sk", "sl", "sq",
    "sr", "sv", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh", "zh-Hant", "zh-TW",
))
"""Those that the theme speaks; it stops at another, so that the frame of such a site is in English."""
_READ = ("site_name", "site_description", "site_url", "repo_url", "copyright", "nav", "theme", "docs_dir")
_READ_OF_THEME = frozenset({"name", "language", "palette"})
_ALL_READ = "site_name, site_description, site_url, repo_url, copyright, nav, theme.language and theme.palette.primary"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_WORDS_LIMIT, _ENTRIES_LIMIT, _NAV_DEPTH = 500, 2_000, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """How a site is called and looks.

    Shape: `address` is where it will be published, ending in a slash, or empty; `nav` is the menu of the hand-written
    pages by path below docs/; `colour` one of `look.colours`.
    """

    name: str
    description: str = ""
    address: str = ""
    repository: str = ""
    copyright: str = ""
    language: str = ""
    colour: str = DEFAULT
    nav: tuple[NavEntry, ...] = ()

    def named(self, name: str, language: str = "en") -> SiteSettings:
        """The same, called `name` and in a language where the owner gave none."""
        return replace(self, name=self.name or name, language=self.language or spoken(language))


def read_settings(root: Path) -> tuple[SiteSettings, tuple[str, ...]]:
    """The settings in a folder's mkdocs.yml, and a line for each part of the file that is not read.

    Raises: FindingsError for a file that is no YAML, or says something that is no name, address or path.
    """
    place = inside(root, SETTINGS_FILE)
    if not place.is_file():
        return SiteSettings(name=""), ()
    data = read_yaml(read_given(place), SETTINGS_FILE).data
    if not isinstance(data, Mapping):
        raise FindingsError([_finding("the whole file", "lines such as 'site_name: Our scheme'")])
    findings: list[Finding] = []
    settings = _settings(data, findings)
    if findings:
        raise FindingsError(findings)
    unread = [*sorted(str(key) for key in data if key not in _READ), *_unread_of_theme(data)]
    notes = (f"{SETTINGS_FILE}: {', '.join(unread)} not read; what is: {_ALL_READ}",) if unread else ()
    return settings, (*notes, *_unknown_colours(data))


def _unread_of_theme(data: Mapping[str, Any]) -> list[str]:
    """The lines of the theme that are not read. `font: false` is what every site has anyway."""
    theme = data.get("theme")
    lines = theme.items() if isinstance(theme, Mapping) else ()
    return sorted(f"theme.{key}" for key, value in lines
                  if key not in _READ_OF_THEME and not (key == "font" and value is False))


def _settings(data: Mapping[str, Any], findings: list[Finding]) -> SiteSettings:
    theme = data.get("theme")
    theme = theme if isinstance(theme, Mapping) else {}
    language = str(theme.get("language") or "")
    if language and not _LANGUAGE.fullmatch(language):
        findings.append(_finding(f"theme.language: {language[:40]!r}", "a code such as en, fr or pt-BR"))
    return SiteSettings(
        name=_words(data, "site_name", findings),
        description=_words(data, "site_description", findings),
        address=_address(data, "site_url", findings),
        repository=_address(data, "repo_url", findings).rstrip("/"),
        copyright=_words(data, "copyright", findings),
        language=spoken(language) if language else "",
        colour=next((colour for colour in _colours(data) if colour in COLOURS), DEFAULT),
        nav=_menu(data, findings),
    )


def _menu(data: Mapping[str, Any], findings: list[Finding]) -> tuple[NavEntry, ...]:
    """The menu, which every page holds."""
    entries = tuple(_entries(data.get("nav") or (), findings, 0))
    if _counted(entries) > _ENTRIES_LIMIT:
        findings.append(_finding(f"nav of {_counted(entries)} lines", f"at most {_ENTRIES_LIMIT}"))
    return entries


def _counted(entries: Sequence[NavEntry]) -> int:
    return sum(1 + _counted(entry.entries) for entry in entries)


def spoken(language: str) -> str:
    """The language as the theme knows it: `fr` for fr-CA."""
    known = (language, language.partition("-")[0])
    return next((name for name in known if name in LANGUAGES), "en")


def _words(data: Mapping[str, Any], key: str, findings: list[Finding]) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, (str, int, float)) or len(str(value)) > _WORDS_LIMIT:
        findings.append(_finding(f"{key}", f"at most {_WORDS_LIMIT} characters"))
        return ""
    return " ".join(str(value).split())


def _address(data: Mapping[str, Any], key: str, findings: list[Finding]) -> str:
    value = data.get(key)
    if not value:
        return ""
    try:
        parts = urlsplit(str(value))
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or re.search(r"[\s<>\"'\\]", str(value)):
        findings.append(_finding(f"{key}: {str(value)[:60]!r}", "an address such as https://example.org/handbook/"))
        return ""
    return f"{str(value).rstrip('/')}/"


def _colours(data: Mapping[str, Any]) -> list[str]:
    """The colours that are named, ours or not, as mkdocs lays them out: in one palette or a list of them."""
    theme = data.get("theme")
    palette = theme.get("palette") if isinstance(theme, Mapping) else None
    items = palette if isinstance(palette, Sequence) and not isinstance(palette, str) else (palette,)
    return [str(item["primary"]) for item in items if isinstance(item, Mapping) and item.get("primary")]


def _unknown_colours(data: Mapping[str, Any]) -> tuple[str, ...]:
    named = _colours(data)
    if not named or any(colour in COLOURS for colour in named):
        return ()
    return (f"{SETTINGS_FILE}: the colour {named[0][:40]!r} is not known, so the site is {DEFAULT}; "
            f"there are {', '.join(COLOURS)}",)


def _entries(data: Any, findings: list[Finding], depth: int) -> list[NavEntry]:
    if not isinstance(data, Sequence) or isinstance(data, str) or len(data) > _ENTRIES_LIMIT or depth > _NAV_DEPTH:
        findings.append(_finding("nav", "a list of pages, each 'Title: page.md' or a page"))
        return []
    entries = []
    for item in data:
        title, target = next(iter(item.items()), ("", "")) if isinstance(item, Mapping) else ("", item)
        if isinstance(target, str) and target.endswith(".md"):
            entries.append(NavEntry(str(title), check_path(target)))
        elif isinstance(target, Sequence) and not isinstance(target, str):
            entries.append(NavEntry(str(title), entries=tuple(_entries(target, findings, depth + 1))))
        else:
            findings.append(_finding(f"nav: {str(target)[:60]!r}", "a page of docs/ such as index.md"))
    return entries


def _finding(found: str, wanted: str) -> Finding:
    return Finding(code="site-settings", file=SETTINGS_FILE, found=found, wanted=wanted,
                   why="the site is made from these lines", fix=f"correct it in {SETTINGS_FILE}, or take it out")
