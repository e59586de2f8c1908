"""What a reviewer looks at first in a changed clause: its binding verb, its figures, the values that stood in it.

A first look, by the words alone; how much a change matters is for the reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.links_only import lacks_only_links
from schemekit.text.force import force_of, is_stronger

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LINK = re.compile(r"\]\([^)]{0,500}\)")


def signals(change: ClauseChange, language: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """What stands out in an adapted clause, in words; empty where nothing of this kind changed.

    `values` are the parameters that the source's clause uses, each as it stands in the text.
    """
    if change.source is None or change.mine is None:
        return ()
    if lacks_only_links(change):
        return ("only links are missing",)
    before, now = _LINK.sub("]", change.source.body), _LINK.sub("]", change.mine.body)
    return (*_force(before, now, language), *_figures(before, now), *_values(before, now, values))


def _force(before: str, now: str, language: str) -> Iterator[str]:
    old, new = force_of(before, language), force_of(now, language)
    if old is not new:
        yield f"{'stronger' if is_stronger(new, old) else 'weaker'}: {old.value} became {new.value}"


def _figures(before: str, now: str) -> Iterator[str]:
    old, new = Counter(_FIGURE.findall(before)), Counter(_FIGURE.findall(now))
    gone, come = sorted((old - new).elements()), sorted((new - old).elements())
    if gone and come:
        yield f"figures: {', '.join(gone)} became {', '.join(come)}"
    elif gone or come:
        yield f"{'new figures' if come else 'figures gone'}: {', '.join(gone or come)}"


def _values(before: str, now: str, values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if value and value in before and value not in now:
            yield f"{name} ({value}) no longer stands in it"
