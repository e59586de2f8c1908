"""Sample addresses on a scheme's own pages: a new scheme is made with one, and `set` changes the policies alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemekit.site.handbook.complaints_page import is_sample
from schemekit.site.settings import DOCS_FOLDER

_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200}\b")
_MOST = 5   # that are told


def sample_notes(texts: Mapping[str, str], contact: str) -> tuple[str, ...]:
    """A line for each sample address that would be published.

    Shape: `texts` are the hand-written pages by path below docs/; `contact` the address that the policies give.
    """
    instead = contact if contact and not is_sample(contact) else "one that is read every working day"
    found = tuple(f"{DOCS_FOLDER}/{path}:{line}: {address} is a sample, and nobody reads what is sent there; write "
                  f"{instead} instead" for path, line, address in _samples(texts))
    more = len(found) - _MOST
    return (*found[:_MOST], f"{more} more sample addresses stand in {DOCS_FOLDER}/") if more > 0 else found


def _samples(texts: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    for path, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            for address in dict.fromkeys(_ADDRESS.findall(line)):
                if is_sample(address):
                    yield path, number, address
