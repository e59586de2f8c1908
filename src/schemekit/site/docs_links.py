"""Where the links of hand-written pages lead, and what is told of those that lead nowhere."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from schemekit.site.anchors import Anchors
from schemekit.site.page import link_to
from schemekit.site.pictures import PICTURES
from schemekit.site.settings import DOCS_FOLDER
from schemekit.text.web.addresses import ANCHOR, LINK, NOTE, PICTURE, REFERENCE, RUNNING, UNREAD, Missing

_NO_PLACE = "a link leads to a place that is not on its page"
_ELSEWHERE = "a picture of another site is not shown"
_MEND = "correct it, or take the link out"
_REASONS = {
    LINK: ("no page, picture or file is there", _MEND),
    ANCHOR: ("no heading of this page has that id", _MEND),
    _NO_PLACE: ("no heading of that page has that id", _MEND),
    RUNNING: ("pages lead to https, http and mailto only", _MEND),
    UNREAD: ("so it stands on the page in its brackets", "write < and > around an address with blanks; pages lead "
             "elsewhere by https, http and mailto only"),
    REFERENCE: ("so the words stand on the page in their brackets",
                r"give the address as [name]: page.md, or write \[ for a bracket that is meant"),
    NOTE: ("so the mark stands on the page in its brackets",
           r"give its words as [^name]: words, or write \[ for a bracket that is meant"),
    PICTURE: (f"no picture of that name is in {DOCS_FOLDER}", "put it there, or take it out of the page"),
    _ELSEWHERE: ("a page loads nothing from another host", f"put a copy into {DOCS_FOLDER} and show that"),
}
"""Why each is told, and what mends it."""
_LIKE = 0.75   # a page is called nothing like another by chance
_GUESSES, _NAMES = 50, 2_000   # looking for a like name takes a while, and a stranger's page may hold any number


@dataclass(slots=True)
class Leads:
    """Where links lead. Shape: `own` by path below docs/, `sources` by path below `root`, `places` by address."""

    root: Path
    own: Mapping[str, str]
    sources: Mapping[str, str]
    places: Mapping[str, str]
    repository: str
    anchors: Anchors
    guesses: int = field(default=_GUESSES, init=False)

    def to(self, target: str, path: str) -> str:
        """The place on the site, or the whole address elsewhere, of a link on the page `path`; empty: nowhere."""
        if target.startswith("/"):
            address = target.lstrip("/")
            return self.places.get(address) or self.places.get(f"{address}/", "")
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        outside = posixpath.normpath(posixpath.join(DOCS_FOLDER, named))
        found = (self.own.get(named) or self.sources.get(outside) or self.own.get(f"{named}/index.md")
                 or self.own.get(f"{named}/README.md"))
        if found:
            return found
        # Not `Path.exists`, which fails for an address that can be the name of no file.
        is_there = not outside.startswith("..") and os.path.exists(self.root / outside)  # noqa: PTH110
        return f"{self.repository}/blob/HEAD/{outside}" if self.repository and is_there else ""

    def is_outside(self, found: str) -> bool:
        """Whether what was found is a whole address elsewhere."""
        return bool(self.repository) and found.startswith(f"{self.repository}/")

    def near(self, target: str, path: str) -> str:
        """What a link that leads nowhere may have meant; empty for nothing like it."""
        if target.startswith("/"):
            return self.like(target, (f"/{address}" for address in self.places))
        folder = posixpath.dirname(path) or "."
        return self.like(target, (posixpath.relpath(own, folder) for own in self.own))

    def like(self, name: str, names: Iterable[str]) -> str:
        """The likest of some names; empty for none, and once enough was guessed."""
        if self.guesses <= 0:
            return ""
        self.guesses -= 1
        some = [found for found, _ in zip(names, range(_NAMES), strict=False)]
        return next(iter(get_close_matches(name[:200], some, n=1, cutoff=_LIKE)), "")


class PageLinks:
    """The links of one page. Shape: `path` below docs/, `here` its place on the site; `told` has a line a fault."""

    def __init__(self, leads: Leads, path: str, here: str) -> None:
        self._leads, self._path, self._here = leads, path, here
        self._because: dict[str, tuple[str, str]] = {}
        self.told: list[str] = []

    def link(self, address: str) -> str:
        """Where a link leads; empty for nowhere."""
        target, mark, anchor = address.partition("#")
        found = self._leads.to(target, self._path) if target else self._here
        if not found:
            self._because[address] = (LINK, self._leads.near(target, self._path))
            return ""
        if self._leads.is_outside(found):
            return f"{found}{mark}{anchor}"
        ids = self._leads.anchors(found) if anchor else None
        if ids is not None and anchor not in ids:
            near = self._leads.like(anchor, sorted(ids))
            self._because[address] = (ANCHOR if found == self._here else _NO_PLACE, f"#{near}" if near else "")
            return ""
        return f"{link_to(found, self._here) if target else ''}{mark}{anchor}"

    def picture(self, address: str) -> str:
        """Where a picture is; empty where it is not there."""
        leads = self._leads
        named = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), address))
        found = leads.places.get(address[1:], "") if address.startswith("/") else leads.own.get(named, "")
        if found.endswith(PICTURES):
            return link_to(found, self._here)
        is_elsewhere = "//" in address
        self._because[address] = (_ELSEWHERE, "") if is_elsewhere else (PICTURE, leads.near(address, self._path))
        return ""

    def tell(self, missing: Missing) -> None:
        """Keep a line for what is not there."""
        what, near = self._because.get(missing.address, (missing.what, ""))
        why, fix = _REASONS[what]
        self.told.append(f"{DOCS_FOLDER}/{self._path}:{missing.line}: {what}: {missing.address}; {why}; "
                         f"{f'did you mean {near}?' if near else fix}")
