"""Footnotes: what a note says holds for the sentence that its mark stands in, wherever the note itself stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.rules import vocabulary
from schemekit.text.significance.binding import DUTIES, binding_hits
from schemekit.text.significance.context import Context
from schemekit.text.significance.found import passage, quoted
from schemekit.text.significance.reading import Sentence

_MARK = re.compile(r"\[\^([^\]\s]{1,50})\](?!:)")
_NOTE = re.compile(r"(?m)^ {0,3}\[\^([^\]\s]{1,50})\]:[ \t]*(.*)$")
_MOST = 20   # told of one clause


def notes_of(text: str) -> Mapping[str, str]:
    """The footnotes of a document: the first line of each, by its mark."""
    return {name: words.strip() for name, words in _NOTE.findall(text)} if "[^" in text else {}


def footnote_signals(change: ClauseChange, context: Context) -> Iterator[Signal]:
    """Notes that came to a clause, left it or say something else now: told with the clause, as what limits it."""
    if not (context.notes_before or context.notes_after) or not (change.before and change.after):
        return
    marks = [list(dict.fromkeys(_MARK.findall(side))) for side in (change.before, change.after)]
    for name in list(dict.fromkeys((*marks[0], *marks[1])))[:_MOST]:
        before = context.notes_before.get(name, "") if name in marks[0] else ""
        after = context.notes_after.get(name, "") if name in marks[1] else ""
        if before != after:
            yield _signal(change, context, name, before, after)


def _signal(change: ClauseChange, context: Context, name: str, before: str, after: str) -> Signal:
    words = vocabulary(context.language)
    hedged = [bool(Sentence(note, words).of("hedge")) for note in (before, after)]
    has_duty = any(hit.rule.says in DUTIES for hit in binding_hits(Sentence(change.after, words)))
    told = f"the footnote [^{name}]"
    if before and after:
        told += f" said {quoted(before)} and says {quoted(after)}"
    else:
        told += f" came in: {quoted(after)}" if after else f" is gone: {quoted(before)}"
    kind, direction = SignalKind.SCOPE, Direction.OTHER
    if has_duty and hedged[0] != hedged[1]:
        kind, direction = SignalKind.FORCE, Direction.WEAKER if hedged[1] else Direction.STRONGER
        told += f": {direction.value}"
    return Signal(kind=kind, words=told, rule=f"{kind.value}.footnote", direction=direction,
                  before=before, after=after, passage_before=passage(before, ""), passage_after=passage(after, ""))
