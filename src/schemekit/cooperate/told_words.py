"""What differs between a clause of ours and theirs, in words: two that stand side by side, neither became the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from schemekit.crosswalk.side_by_side import with_unit
from schemekit.model.signal import Signal, SignalKind
from schemekit.review.comparison import ComparedValue
from schemekit.text.comparing.quotation import contrasted

_MOST_TOLD = 4   # signals of one clause
OVER, _GONE = "parameter.over", "parameter.gone"   # rules of text/significance
_DIGIT = re.compile(r"\d")
HIDDEN = "layout.hidden"
"""The rule of words that stay in the file, and no longer as words that bind."""
_HIDES = re.compile(r"(the duty|part of the duty|what (?:is|was) said) (is now|was) ")


WITHOUT_MEANING = (SignalKind.STRUCTURE, SignalKind.EDITORIAL)


def has_meaning(signal: Signal) -> bool:
    """Whether a signal may be of another provision; words that one side has as a note are, whatever the layout."""
    return signal.kind not in WITHOUT_MEANING or signal.rule == HIDDEN


def told_value(value: ComparedValue) -> str:
    """A value with its figures on both sides, or on the one that uses it."""
    if not (value.before and value.after):
        side, words = ("ours", value.before) if value.before else ("theirs", value.after)
        return f"{value.title}: used by {side} only, {_with_unit(words, value)}"
    return f"{value.title}: ours {_with_unit(value.before, value)}, theirs {_with_unit(value.after, value)}"


def as_our_value(value: ComparedValue) -> str:
    """What has to be added where only a value is looser."""
    return f"{value.title}: {_with_unit(value.before, value)}"


def told_words(signals: Sequence[Signal], values: Mapping[str, ComparedValue]) -> tuple[str, ...]:
    """What differs, told of two that stand side by side: neither became the other.

    Shape: a value with its figures; of words the part of the sentence they stand in, whatever number of rules found
    something in it.
    """
    lines = list(dict.fromkeys(line for signal in signals for line in _told_signal(signal, values)))
    more = len(lines) - _MOST_TOLD
    return (*lines[:_MOST_TOLD], f"and {more} more") if more > 0 else tuple(lines)


def _told_signal(signal: Signal, values: Mapping[str, ComparedValue]) -> Iterator[str]:
    if signal.parameter in values and (told := _told_of_value(signal, values[signal.parameter])):
        yield told
        return
    if signal.rule == HIDDEN:
        yield _told_hidden(signal)
        return
    phrases = contrasted(signal.passage_before, signal.passage_after)
    for ours, theirs in phrases or ((signal.before, signal.after),):
        sides = [f"{side} “{words}”" for side, words in (("ours", ours), ("theirs", theirs)) if words]
        yield ", ".join(sides) if len(sides) == 2 else f"only {sides[0]}" if sides else signal.words


def _told_of_value(signal: Signal, value: ComparedValue) -> str:
    """A value of a clause in which theirs may have put other words over it; empty where these are no figure.

    What the words say is told, and never the lock, which goes on saying what was filled in.
    """
    if signal.rule not in (OVER, _GONE):
        return told_value(value)
    if signal.rule == OVER and not _DIGIT.search(signal.after):
        return ""
    is_bare = signal.after.replace(".", "").replace(",", "").isdigit()
    theirs = with_unit(signal.after, value.unit) if is_bare else signal.after or "does not say it"
    return f"{value.title}: ours {_with_unit(value.before, value)}, theirs {theirs}"


def _with_unit(words: str, value: ComparedValue) -> str:
    return f"{words} {value.unit}".strip()


def _told_hidden(signal: Signal) -> str:
    """Words that one side has as a comment, code or struck out: that side has less by them, and not more."""
    words = signal.words.removesuffix(f": {signal.direction.value}" if signal.direction.value else "")
    found = _HIDES.match(words)
    if found is None:
        return words
    side = "theirs" if found[2] == "is now" else "ours"
    return f"in {side}, {found[1]} is {words[found.end() :].replace(' and binds now', '', 1)}"
