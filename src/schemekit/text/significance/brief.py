"""Brief: what stands out in a change, in few words, for screens that have one line for a clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from schemekit.model.signal import Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.links_only import lacks_only_links
from schemekit.text.significance.classify import signals_of
from schemekit.text.significance.context import Context
from schemekit.text.significance.marks import UNSEEN

MOST = 3
_LONGEST = 90
_NAMED = frozenset({SignalKind.ACTOR, SignalKind.SCOPE})
"""Kinds that are named before their words, which alone would not say what changed."""
_LIGHT = {
    SignalKind.WORDING: "other words",
    SignalKind.STRUCTURE: "",
    SignalKind.EDITORIAL: "spelling or layout only",
}


def brief(change: ClauseChange, context: Context, *, has_light: bool = True) -> tuple[str, ...]:
    """What stands out in a changed clause, the most weighty first, at most a few; nothing for one that is the same.

    Without `has_light`, nothing is said of other words, structure and layout: where that is told already.
    """
    return brief_of(change, partial(signals_of, change, context), has_light=has_light)


def brief_of(
    change: ClauseChange, meaning: Callable[[], Sequence[Signal]], *, has_light: bool = True
) -> tuple[str, ...]:
    """The same, by somebody who knows its signals; `meaning` is asked for them where they are needed."""
    if not change.kinds:
        return ()
    if lacks_only_links(change):
        return ("only links are missing",)
    signals = meaning()
    if not has_light or not (change.before and change.after):
        signals = [signal for signal in signals if signal.kind not in _LIGHT]
    return told_briefly(signals)


def told_briefly(signals: Sequence[Signal]) -> tuple[str, ...]:
    """The first few signals in words, and how many more there are; of a light change only what kind of change it is."""
    weighty = [signal for signal in signals if signal.kind not in _LIGHT or signal.rule in UNSEEN]
    if not weighty:
        return tuple(_cut(_LIGHT[signal.kind] or signal.words) for signal in signals[:1])
    words = list(dict.fromkeys(_cut(f"{signal.kind.value}: {signal.words}" if signal.kind in _NAMED else signal.words)
                               for signal in weighty))
    more = len(words) - MOST
    return (*words[:MOST], *((f"and {more} more",) if more > 0 else ()))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
