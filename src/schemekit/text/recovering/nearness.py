"""How near two texts are: the share of words that stand in the same company, wherever in the text that is.

Headings, numbers and order may have changed: a copy is told by its words. Time grows with the length of the texts only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemekit.text.document import Document, comparable
from schemekit.text.recovering.clause_template import ClauseTemplate, walk
from schemekit.text.template import Literal

RUN = 3
"""Words in a row that have to be the same; three are shared by chance in one of a hundred places of unrelated prose."""
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\w+|[^\w\s]")
Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearness:
    """Two texts compared. Units: words of both sides together; `common` of the `total` stand in both."""

    common: int
    total: int

    @property
    def share(self) -> Fraction:
        """The share of common words, from 0 to 1; nothing is as near as can be to nothing."""
        return Fraction(self.common, self.total) if self.total else Fraction(1)

    @property
    def apart(self) -> int:
        """How many words stand on one side only."""
        return self.total - self.common

    def __add__(self, other: Nearness) -> Nearness:
        """Two pairs of texts taken together."""
        return Nearness(self.common + other.common, self.total + other.total)


class Words:
    """A text's words in runs that are compared without looking across their ends: clauses, or words between blanks."""

    def __init__(self, runs: Iterable[Sequence[str]]) -> None:
        self.runs = [run for run in runs if run]
        self.count = sum(map(len, self.runs))
        self._grams = [_grams(run) for run in self.runs]
        self.counted: Counter[Gram] = Counter(gram for grams in self._grams for gram in grams)

    @classmethod
    def of_document(cls, document: Document) -> Words:
        """The words of a document, a run for each clause; ids, wrapping and typographic quotes do not matter."""
        return cls(_WORD.findall(clause.comparable) for clause in (document.beginning, *document.clauses))

    @classmethod
    def and_marks_of(cls, document: Document) -> Words:
        """The same with every comma and bracket: what tells two texts apart that have the same words."""
        return cls(_MARK.findall(clause.comparable) for clause in (document.beginning, *document.clauses))

    @classmethod
    def of_template(cls, clauses: Iterable[ClauseTemplate]) -> Words:
        """The words of a template, of both branches of its conditions, with every blank as an end."""
        return cls(_WORD.findall(comparable(part.text)) for clause in clauses for part in walk(clause.parts)
                   if isinstance(part, Literal))

    @classmethod
    def of_text(cls, text: str) -> Words:
        """The words of one passage."""
        return cls([_WORD.findall(comparable(text))])

    def covered(self, budget: Counter[Gram]) -> int:
        """How many words stand in a run that the budget still holds; a run that stands twice needs two there."""
        left, found = dict(budget), 0
        for run, grams in zip(self.runs, self._grams, strict=True):
            upto = 0
            for place, gram in enumerate(grams):
                if left.get(gram, 0) > 0:
                    left[gram] -= 1
                    end = min(place + RUN, len(run))
                    found += end - max(upto, place)
                    upto = end
        return found


def nearness(first: Words, second: Words) -> Nearness:
    """How many words of the two stand in runs that both have."""
    both = first.counted & second.counted
    return Nearness(first.covered(both) + second.covered(both), first.count + second.count)


def _grams(run: Sequence[str]) -> list[Gram]:
    if len(run) <= RUN:
        return [tuple(run)]
    return list(zip(run, run[1:], run[2:], strict=False))
