"""What was found in one sentence: a signal, and the words on both sides that it accounts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.token import Hit

_PASSAGE = 1_500
"""Characters of a passage that a signal carries; of a longer one those around its words."""
_SHOWN = 70

Span = tuple[int, int]
NO_WORDS: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A signal with the tokens that it accounts for, from one to before another on each side."""

    signal: Signal
    old: Span = NO_WORDS
    new: Span = NO_WORDS


def found(
    pair: SentencePair, kind: SignalKind, rule: str, words: str, *, old: Span = NO_WORDS, new: Span = NO_WORDS,
    direction: Direction = Direction.OTHER, parameter: str = "", unit: str = "", reference: str = "",
) -> Found:
    """A finding about a sentence. Shape: `words` without the direction, which is put behind them."""
    before, after = pair.old.words(*old), pair.new.words(*new)
    told = f"{words}: {direction.value}" if direction.value else words
    return Found(
        Signal(kind=kind, words=told, rule=rule, direction=direction, before=before, after=after,
               passage_before=passage(pair.old.text, before), passage_after=passage(pair.new.text, after),
               parameter=parameter, unit=unit, reference=reference),
        old, new,
    )


def span(hit: Hit | None) -> Span:
    """The tokens of a phrase; none where there is none."""
    return (hit.first, hit.last) if hit is not None else NO_WORDS


def passage(text: str, words: str) -> str:
    """A passage as a signal carries it: whole, or what stands around its words."""
    text = text.strip()
    if len(text) <= _PASSAGE:
        return text
    at = max(text.find(words), 0)
    start = max(0, min(at - _PASSAGE // 4, len(text) - _PASSAGE))
    return text[start : max(start + _PASSAGE, at + len(words))]


def quoted(text: str) -> str:
    """The first words of a passage, on one line."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[:_SHOWN].rsplit(' ', 1)[0]} …'"


def turned(words: str) -> str:
    """Words on one line, cut where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"


def span_of(where: range) -> Span:
    """The tokens of a stretch; none where it is empty."""
    return (where.start, where.stop) if where else NO_WORDS


def exchange(pair: SentencePair, old: Span, new: Span) -> str:
    """What became of some words, told in one line."""
    before, after = turned(pair.old.words(*old)), turned(pair.new.words(*new))
    if before and after:
        return f"'{before}' became '{after}'"
    return f"new: '{after}'" if after else f"gone: '{before}'"


def became(before: str, after: str) -> str:
    """What became of some words, told by themselves; one side is empty where they only came or went."""
    return f"{before} became {after}" if before and after else f"{after} came in" if after else f"{before} is gone"


def without(gaps: Sequence[Gap], told: Sequence[Found]) -> list[Gap]:
    """What is left of stretches when the words of some findings are taken away."""
    olds = {at for item in told for at in range(*item.old)}
    news = {at for item in told for at in range(*item.new)}
    left = []
    for gap in gaps:
        old, new = [at for at in gap.old if at not in olds], [at for at in gap.new if at not in news]
        if old or new:
            left.append(Gap(_range(old), _range(new)))
    return left


def _range(places: Sequence[int]) -> range:
    return range(places[0], places[-1] + 1) if places else range(0)
