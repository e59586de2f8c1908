"""What the renderer warns of, said as everything else here is: what is wrong, why it matters, and what mends it.

Hand-written pages are looked through before they are rendered (`docs_links`), so what comes here is of made pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_OF_PAGE = re.compile(r"Doc file '(?P<page>[^']*)' contains an? (?:[a-z]+ )*link '(?P<link>[^']*)', ?(?P<rest>.*)")
_KINDS = (
    ("does not contain an anchor", "a link leads to a place that is not on its page", "no heading there has that id"),
    ("no such anchor", "a link leads to a place that is not on this page", "no heading of the page has that id"),
    ("is not found", "a link leads nowhere", "no page or file is there"),
    ("", "a link cannot be followed on every host", "it is not relative to its page"),
)
_OF_MENU = re.compile(r"A (?:reference to|relative path to) '(?P<page>[^']*)' is included in the 'nav'")


def in_our_words(warning: str, titles: Mapping[str, str]) -> str:
    """One warning. Shape: `titles` gives each page's title by its path."""
    found = _OF_PAGE.match(warning)
    if found:
        page = found["page"]
        what, why = next((what, why) for sign, what, why in _KINDS if sign in found["rest"])
        return f"{_named(page, titles)}: {what}: {found['link']}; {why}; {_fix(page)}"
    menu = _OF_MENU.match(warning)
    if menu:
        return f"mkdocs.yml: the menu names a page that is not there: {menu['page']}; nothing can be shown for it; " \
               "correct the line under nav, or take it out"
    return f"the renderer says: {warning.rstrip('.')}; the page may not look as it should; look at it in the folder " \
           "site, and report this if nothing of yours is named"


def _named(page: str, titles: Mapping[str, str]) -> str:
    title = titles.get(page, "")
    return f"{page} ({title})" if title and not _is_written(page) else page


def _is_written(page: str) -> bool:
    return page == "index.md" or page.startswith("docs/")


def _fix(page: str) -> str:
    if _is_written(page):
        return "correct it, or take the link out"
    module = page.partition("/")[0]
    return f"this page is made: correct the link in the texts of {module}, or report it if it stands in none of them"
