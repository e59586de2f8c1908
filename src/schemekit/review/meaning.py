"""What a change means: the one place that asks the rules of significance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.review.held import Held
from schemekit.text.comparing.diff import ClauseChange, Kind
from schemekit.text.force import force_of, is_stronger, verbs_in

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_STRUCTURE = (Kind.MOVED, Kind.SPLIT, Kind.JOINED, Kind.RENUMBERED)


class Meaning:
    """Tells what the changes between two sides mean. Shape: made once for a comparison, asked for each clause."""

    def __init__(self, before: Held, after: Held, language: str) -> None:
        self._before, self._after, self._language = before, after, language

    def signals_of(self, change: ClauseChange) -> tuple[Signal, ...]:
        """The signals of a change, the most weighty first; none for a clause that is the same."""
        if not change.kinds:
            return ()
        return tuple(sorted(self._found(change), key=lambda signal: signal.kind.rank))

    def _found(self, change: ClauseChange) -> Iterator[Signal]:
        before, after = change.before, change.after
        old, new = force_of(before, self._language), force_of(after, self._language)
        if old is not new:
            direction = Direction.STRONGER if is_stronger(new, old) else Direction.WEAKER
            was, now = verbs_in(before, old, self._language), verbs_in(after, new, self._language)
            yield Signal(kind=SignalKind.FORCE, rule="force", direction=direction, before=" ".join(was[:1]),
                         after=" ".join(now[:1]), words=f"{old.value} became {new.value}: {direction.value}")
        figures, others = Counter(_FIGURE.findall(before)), Counter(_FIGURE.findall(after))
        gone, come = sorted((figures - others).elements()), sorted((others - figures).elements())
        if (gone or come) and not change.told_with:
            yield Signal(kind=SignalKind.NUMBER, rule="figure", before=", ".join(gone), after=", ".join(come),
                         words=f"{', '.join(gone) or 'nothing'} became {', '.join(come) or 'nothing'}")
        kinds = change.kinds
        told = ", ".join(kind.value for kind in _STRUCTURE if kind in kinds)
        if told:
            yield Signal(kind=SignalKind.STRUCTURE, rule="structure", words=told)
        if Kind.PARAMETER in kinds:
            yield Signal(kind=SignalKind.PARAMETER, rule="value", words="only values differ")
        if kinds & {Kind.REWORDED, Kind.ADDED, Kind.REMOVED, Kind.RETITLED}:
            yield Signal(kind=SignalKind.WORDING, rule="words", words="other words")
        elif Kind.REWRAPPED in kinds:
            yield Signal(kind=SignalKind.EDITORIAL, rule="layout", words="laid out otherwise, the same words")
