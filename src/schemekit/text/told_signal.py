"""What a change means, as a member of a board reads it: `“shall” became “should” (weaker)`, `“not” was taken out`.

What the rules find is worded in `significance`, tersely, for screens and for programs; for papers it is said here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from schemekit.model.signal import Signal, SignalKind

_LONGEST = 2_000   # signs that are looked at; what is longer is told as it is
_OURS = re.compile(
    r"(?:the|an?|one more|some)\s(?:\w+\s){0,2}?(?:permission|exemption|duty|prohibition|promise|expectation|"
    r"recommendation|footnote|item|list|row|column|columns|table|cell|letter|character|clause|heading|passage|"
    r"definition|meaning|sentence|paragraph|condition|exception|word|words|link|title|picture)\b")
"""Begins with a noun of ours, and not with words of the text."""
_QUOTED = re.compile(r"(?<!\w)'([^']*(?:'(?=\w)[^']*)*)'(?!\w)")
_TELL: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?P<of>the meaning is put otherwise): (?P<rest>.+)"), lambda at: f"{at['of']}: {_said(at['rest'])}"),
    (re.compile(r"gone: (?P<what>.+)"), lambda at: f"taken out: {_quote(at['what'])}"),
    (re.compile(r"new: (?P<what>.+)"), lambda at: f"put in: {_quote(at['what'])}"),
    (re.compile(r"(?P<of>words|reference|time limit|figure|number) gone: (?P<what>.+)"),
     lambda at: f"{at['of']} taken out: {_quote(at['what'])}"),
    (re.compile(r"(?P<of>new (?:words|reference|time limit|figure|number)): (?P<what>.+)"),
     lambda at: f"{at['of']}: {_quote(at['what'])}"),
    (re.compile(r"(?P<what>.+?) is gone(?P<rest>(?:: | under ).+)?"),
     lambda at: f"{_quote(at['what'])} was taken out{at['rest'] or ''}"),
    (re.compile(r"(?P<what>.+?) came in(?P<rest>(?:: | under ).+)?"),
     lambda at: f"{_quote(at['what'])} was put in{at['rest'] or ''}"),
    (re.compile(r"(?P<what>.+?) (?:became|->) (?P<to>.+)"),
     lambda at: f"{_quote(at['what'])} became {_quote(at['to'])}"),
)
"""How the terse words are said, the first that fits."""


_LINK = re.compile(r"(?<![\w./-])(?P<path>(?:[\w.-]+/)*+[\w-]++\.md)(?:#(?P<clause>[\w-]+))?")
"""A link to a document, as a text has it."""


def told_signal(signal: Signal, titles: Mapping[str, str]) -> str:
    """A signal in plain words, without its direction and reference.

    Shape: `titles` are those of parameters by name, and of documents by file.
    """
    if signal.kind is SignalKind.PARAMETER and signal.parameter:
        return _value(signal, titles.get(signal.parameter) or signal.parameter)
    return _LINK.sub(lambda at: _document(at, titles), _said(_bare(signal)))


def told_line(signal: Signal, titles: Mapping[str, str]) -> str:
    """A signal in plain words, with which way it goes and what the value rests on."""
    beside = "; ".join(part for part in (signal.direction.value, signal.reference) if part)
    return f"{told_signal(signal, titles) or signal.kind.value}{f' ({beside})' if beside else ''}"


def told_lines(signals: Sequence[Signal], titles: Mapping[str, str], most: int = 0) -> tuple[str, ...]:
    """Signals in plain words, each once. Shape: at most `most`, with how many more there are; all of them for 0."""
    lines = tuple(dict.fromkeys(told_line(signal, titles) for signal in signals))
    more = len(lines) - most if most else 0
    return (*lines[:most], f"and {more} more") if more > 0 else lines


def _bare(signal: Signal) -> str:
    """The words without direction and reference."""
    words = signal.bare_words
    return words.removesuffix(f": {signal.direction.value}") if signal.direction.value else words


def _value(signal: Signal, title: str) -> str:
    words = _bare(signal).removeprefix(f"{signal.parameter} ")
    if words.endswith(" no longer stands in it"):
        return f"{title}: the value {words.removesuffix(' in it')} in the clause"
    return f"{title}: {words.replace(' -> ', ' became ', 1)}"


def _document(at: re.Match[str], titles: Mapping[str, str]) -> str:
    """What people call the document that a link leads to, with its clause; of another module, by that one's name."""
    parts = [part for part in at["path"].split("/") if part not in (".", "..")]
    is_other = len(parts) > 1 and parts[-1] == "policy.md"
    name = parts[-2] if is_other else parts[-1].removesuffix(".md")
    title = titles.get("/".join(parts)) or _name(name)[:1].upper() + _name(name)[1:]
    return f"{title}: {_name(at['clause'])}" if at["clause"] else title


def _name(words: str) -> str:
    return words.replace("-", " ").replace("_", " ")


def _said(words: str) -> str:
    if len(words) > _LONGEST:
        return words
    told = next((tell(found) for pattern, tell in _TELL if (found := pattern.fullmatch(words))), words)
    return _QUOTED.sub(r"“\1”", told)


def _quote(words: str) -> str:
    """Words of the text between quotation marks; ours as they are."""
    return words if words[:1] in "'“" or _OURS.match(words) else f"“{words}”"
