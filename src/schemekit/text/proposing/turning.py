"""Turning words back into blanks: which of a scheme's new words are the values of its parameters.

Certain are names and addresses that can mean nothing else, and a value that only moved with the words around it. A bare
number that equals a value is asked about and left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemekit.text.document import comparable
from schemekit.text.proposing.aligning import Edit, Span
from schemekit.text.proposing.filling import Filling, pattern_of, stands_alone
from schemekit.text.proposing.rewriting import blank

BLANK_WEIGHT = 4
_AROUND = 24
_QUESTIONS = 100
_WORD_BEFORE = re.compile(r"(\w+)\W{0,3}$")
_WORD_AFTER = re.compile(r"\W{0,3}?(\w+)")
_REACH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedBack:
    """Words of the scheme that became a blank. `how` is name, moved, or asked."""

    name: str
    words: str
    around: str
    how: str

    def to_mapping(self) -> dict[str, str]:
        """As `--json` prints it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words that may be the value of one of some parameters, and were left as words."""

    words: str
    around: str
    names: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """As `--json` prints it."""
        return {"words": self.words, "around": self.around, "names": list(self.names)}


def units_in(text: str, form: re.Pattern[str] | None, blanks: Sequence[Span] = ()) -> list[tuple[Span, int]]:
    """The stretches of a text that count as one word: blanks, and names that are written like one."""
    found: list[tuple[Span, int]] = []
    at = 0
    for start, end in (*blanks, (len(text), len(text))):
        matches = form.finditer(text, at, start) if form else ()
        found += (((match.start(), match.end()), 1) for match in matches)
        if start < end:
            found.append(((start, end), BLANK_WEIGHT))
        at = end
    return found


@dataclass(slots=True, kw_only=True)
class WordTurner:
    """The scheme's text of one clause, and what its parameters read as.

    Shape: `used` are the parameters that the source's clause has; `forms` are the words they show there.
    """

    text: str
    fillings: Sequence[Filling]
    used: frozenset[str]
    forms: tuple[str, ...]
    form: re.Pattern[str] | None = None
    units: tuple[Span, ...] = ()
    turned_back: list[TurnedBack] = field(default_factory=list)
    _asked: dict[Span, Question] = field(default_factory=dict)
    _certain: dict[str, list[Filling]] = field(default_factory=dict)
    _askable: tuple[Filling, ...] = ()

    def __post_init__(self) -> None:
        """Find what is written like a value."""
        for filling in self.fillings:
            if filling.is_certain:
                self._certain.setdefault(comparable(filling.words), []).append(filling)
        self._askable = tuple(filling for filling in self.fillings if filling.is_askable)
        forms = {*self.forms, *(filling.words for filling in self.fillings if filling.is_certain)}
        longest_first = sorted(forms, key=lambda words: (-len(words), words))
        patterns = [pattern_of(words) for words in longest_first if words.strip()]
        self.form = re.compile("|".join(patterns)) if patterns else None
        self.units = tuple(span for span, _ in units_in(self.text, self.form))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What was asked, in the order of the text."""
        return tuple(self._asked[span] for span in sorted(self._asked))[:_QUESTIONS]

    def turned(self, edit: Edit, old: str, removed: Mapping[int, str]) -> str:
        """The new words of an edit, with blanks for the values in them. `removed` are blanks that went, by place."""
        words, at = [], edit.new_start
        first = bisect_left(self.units, (edit.new_start, edit.new_start))
        for start, end in self.units[first : bisect_left(self.units, (edit.new_end, edit.new_end))]:
            if end <= edit.new_end:
                name = self._name_of((start, end), old, removed)
                if name:
                    self._ask(at, start)
                    words += [self.text[at:start], blank(name)]
                    at = end
        self._ask(at, edit.new_end)
        return "".join(words) + self.text[at : edit.new_end]

    def _name_of(self, span: Span, old: str, removed: Mapping[int, str]) -> str:
        """The parameter that a stretch certainly is the value of; empty where it is not certain."""
        start, end = span
        words = self.text[start:end]
        if not stands_alone(self.text, start, end):
            return ""
        found = self._certain.get(comparable(words), [])
        chosen = found if len(found) < 2 else [filling for filling in found if filling.name in self.used]
        if len(chosen) == 1:
            return self._told(chosen[0].name, span, "asked" if chosen[0].is_asked else "name")
        if found:
            self._question(span, tuple(filling.name for filling in found))
            return ""
        moved = {name for place, name in removed.items()
                 if old.startswith(words, place) and self._moved(span, old, place)}
        moved -= {filling.name for filling in self.fillings if filling.is_settled}
        return self._told(moved.pop(), span, "moved") if len(moved) == 1 else ""

    def _moved(self, span: Span, old: str, place: int) -> bool:
        """Whether a value stands beside a word that it stood beside in the source."""
        start, end = span
        then = place + end - start
        after = _WORD_AFTER.match(old, then, then + _REACH), _WORD_AFTER.match(self.text, end, end + _REACH)
        before = (_WORD_BEFORE.search(old[max(0, place - _REACH) : place]),
                  _WORD_BEFORE.search(self.text[max(0, start - _REACH) : start]))
        return any(left and right and left[1] == right[1] for left, right in (after, before))

    def _told(self, name: str, span: Span, how: str) -> str:
        self.turned_back.append(TurnedBack(name=name, words=self.text[span[0] : span[1]], how=how,
                                           around=self._around(span)))
        return name

    def _ask(self, start: int, end: int) -> None:
        """Note what may be a value in a stretch that stays as words."""
        named: dict[Span, list[Filling]] = {}
        stretch = self.text[start:end]
        for filling in self._askable if stretch.strip() else ():
            if filling.words in stretch:
                for match in re.compile(pattern_of(filling.words)).finditer(self.text, start, end):
                    if stands_alone(self.text, *match.span()):
                        named.setdefault(match.span(), []).append(filling)
        for span, found in named.items():
            self._question(span, self._likely(span, found))

    def _likely(self, span: Span, found: Sequence[Filling]) -> tuple[str, ...]:
        """The parameters with the unit that follows, else those of this clause, else all."""
        following = self.text[span[1] : span[1] + _REACH].split("\n")[0].strip()
        for chosen in ([f for f in found if f.unit and following.startswith(f.unit)],
                       [f for f in found if f.name in self.used]):
            if chosen:
                return tuple(filling.name for filling in chosen)
        return tuple(filling.name for filling in found)

    def _question(self, span: Span, names: tuple[str, ...]) -> None:
        words = self.text[span[0] : span[1]]
        self._asked.setdefault(span, Question(words=words, around=self._around(span), names=names))

    def _around(self, span: Span) -> str:
        start, end = span
        before = self.text[max(0, start - _AROUND) : start].split("\n")[-1]
        after = self.text[end : end + _AROUND].split("\n")[0]
        return f"{before}{self.text[start:end]}{after}".strip()
