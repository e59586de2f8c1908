"""A library as its site publishes it: its catalogue, read from the web or from a folder, without any copy of its texts.

What a site says of itself proves nothing: a catalogue is there to look round in. Adopting fetches the library itself,
and holds what comes against its ledger.
"""

from __future__ import annotations

import re
from pathlib import Path

from schemekit.errors import LibraryError, OfflineError, UsageError
from schemekit.files.given import read_given
from schemekit.files.json_text import read_json
from schemekit.files.schemas import checked_data
from schemekit.files.web_file import WebLimits, fetched
from schemekit.model.catalogue import CATALOGUE_FILE, Catalogue
from schemekit.model.finding import FindingsError

LIMITS = WebLimits()
_TYPES = frozenset({"application/json", "application/octet-stream", "text/json", "text/plain"})
_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_TOLD_SIZE = 2_000_000   # bytes; of more, telling what is wrong with each part would take too long


def is_published(text: str) -> bool:
    """Whether words name a site or a file, and no library by its name."""
    return "/" in text or "\\" in text or text in (".", "..") or text.endswith(".json")


def read_published(text: str, base: Path, *, offline: bool) -> Catalogue:
    """The catalogue at an address of the web or a path, of a site or of the file itself.

    Shape: a relative path starts at `base`.
    Raises: OfflineError where the network would be needed; HostileContentError for an address that is refused;
    LibraryError and UsageError where no catalogue is there.
    """
    data = _from_web(text, offline=offline) if _WEB.match(text) else _from_disk(base / Path(text).expanduser())
    try:
        told = checked_data(read_json(data, text), "catalogue", CATALOGUE_FILE, is_told=len(data) <= _TOLD_SIZE)
    except FindingsError as error:
        first = error.findings[0]
        raise LibraryError(
            f"{text} is no catalogue that can be read here",
            why=f"{first.path or 'it'}: found {first.found}, wanted {first.wanted}",
            fix="ask its maintainer to build the site anew, or bring schemekit up to date",
        ) from None
    return Catalogue.from_mapping(told)


def _from_web(text: str, *, offline: bool) -> bytes:
    if offline:
        raise OfflineError(f"{text[:200]} is on the network", why="--offline was asked for",
                           fix="leave it out, or name a catalogue.json on this computer")
    if "?" in text or "#" in text:
        raise UsageError(f"'{text[:200]}' is more than an address", why="it has a '?' or '#' in it",
                         fix="name the site, or its catalogue.json")
    address = text if text.endswith(".json") else f"{text.rstrip('/')}/{CATALOGUE_FILE}"
    return fetched(address, _TYPES, LIMITS)


def _from_disk(place: Path) -> bytes:
    return read_given(place / CATALOGUE_FILE if place.is_dir() else place, LIMITS.size)
