"""The clauses of a module's documents, as people name them in a comment log: by number, heading or id, or several.

Numbers move when a clause comes in above, so that a heading or an id outweighs the number beside it, and what was made
of it is told. Nothing is guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.adopt.clause_names import ClauseNames
from schemekit.adopt.outcome import Adoption
from schemekit.text.comment_rows import plain_words
from schemekit.text.deciding.proposed import only_place, reaches
from schemekit.text.printed import printed_place, with_links_of

_LONGEST = 300   # characters of a cell that are looked at
_NAMED = re.compile(r"\(?#([^\s()#]{1,260})\)?\s*$")
_WORD = r"(?:clauses?|annexe?|sections?|articles?|art|§|no|nr)?[.:]?\s*"
_NUMBER = re.compile(_WORD + r"((?:[A-Za-z]{1,2}\.)?\d{1,4}(?:\.\d{1,4}){0,6})\b[.)]?\s*(.*)",
                     re.IGNORECASE | re.DOTALL)
_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)")
_BETWEEN = re.compile(r"\s*+[;,&/\n]\s*+|\s++(?:and|or|to|et|ou|y|e|und)\s++", re.IGNORECASE)
_MORE = re.compile(_WORD + r"(?:[A-Za-z]{1,2}\.)?\d{1,4}(?:\.\d{1,4}){0,6}\b", re.IGNORECASE)
_PART = re.compile(r"(?:para|sub|sentence|line|bullet|item|note|point|list|first|second|third|last|table|page)",
                   re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedClause:
    """What a cell was taken for.

    Shape: `told` is what a person has to be told of it; with `is_partial` the cell says more than `clause` does.
    """

    file: str = ""
    clause: str = ""
    told: str = ""
    is_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedExchange:
    """Words of a text and those that are to stand in their place. Shape: `told` is what a person has to be told."""

    clause: str
    before: str
    after: str
    told: str = ""


class LogClauses:
    """The clauses of a module's documents, each found by what people call it."""

    def __init__(self, adoption: Adoption) -> None:
        self._main = adoption.main_file
        self._by_id: dict[str, tuple[str, str]] = {}
        self._by_number: dict[str, tuple[str, str]] = {}
        self._by_heading: dict[str, list[tuple[str, str]]] = {}
        self._label: dict[tuple[str, str], tuple[str, str]] = {}
        self._texts: dict[str, str] = {}
        self._reach: dict[str, dict[str, tuple[int, int]]] = {}
        names = ClauseNames(adoption)
        for file, document in names.documents.items():
            name = "" if file == adoption.main_file else file
            self._texts[name] = document.text
            self._reach[name] = reaches(self._texts[name])
            for clause in document.clauses:
                found = name, clause.id
                self._by_id.setdefault(clause.id, found)
                self._by_number.setdefault(names.number(file, clause).upper(), found)
                self._by_heading.setdefault(plain_words(clause.heading), []).append(found)
                self._label.setdefault(found, (names.number(file, clause), names.label(file, clause)))

    def find(self, cell: str) -> NamedClause:
        """The clause that somebody named; the whole text where there is none of that name."""
        words = cell.strip()
        if not words or words == self._main:
            return NamedClause()
        if words in self._texts:
            return NamedClause(file=words)
        found = next(self._sure(words), None)
        if found is not None:
            return NamedClause(file=found[0], clause=found[1], told=self._moved(words, found))
        if several := self._several(words):
            return several
        found = next(self._by_place(words), None)
        if found is not None:
            return NamedClause(file=found[0], clause=found[1], told=self._otherwise_called(words, found))
        return NamedClause(is_partial=True, told=f"there is no clause '{_short(words)}'; the row is kept for the whole "
                                                 "text")

    def place(self, file: str, clause: str, words: tuple[str, str]) -> PlacedExchange | None:
        """Where words stand that are to be exchanged, as in the text or as printed; None where not exactly once."""
        reach, text = self._reach.get(file, {}), self._texts.get(file, "")
        before, after = words
        at = only_place(text, before, reach.get(clause))
        if at is None:
            found = printed_place(text, before, reach.get(clause), are_gone=not after)
            if found is None:
                return None
            at, before = found[0], text[slice(*found)]
            after = with_links_of(before, after)
        where, told = self._named(file, clause, at)
        return PlacedExchange(clause=where, before=before, after=after, told=told)

    def _named(self, file: str, clause: str, at: int) -> tuple[str, str]:
        """The clause of a place, and what is to be told where the row names another one."""
        reach = self._reach.get(file, {})
        where = next((name for name, (begin, end) in reach.items() if begin <= at < end), "")
        if not clause or where == clause:
            return where, ""
        label = self._label.get((file, where), ("", "the beginning"))[1]
        return where, f"the words do not stand in the clause that the row names, but in '{_short(label)}'"

    def _sure(self, words: str) -> Iterator[tuple[str, str]]:
        """By its id, or by its heading where only one has it; a number before it counts for nothing then."""
        named = _NAMED.search(words[-_LONGEST:])
        if named and named[1] in self._by_id:
            yield self._by_id[named[1]]
        if words in self._by_id:
            yield self._by_id[words]
        numbered = _NUMBER.fullmatch(words[:_LONGEST])
        for heading in (words, numbered[2] if numbered else ""):
            headings = self._by_heading.get(plain_words(heading), []) if heading.strip() else []
            if len(headings) == 1:
                yield headings[0]
            elif numbered and self._by_number.get(numbered[1].upper()) in headings:
                yield self._by_number[numbered[1].upper()]

    def _by_place(self, words: str) -> Iterator[tuple[str, str]]:
        """By its number, and by what a spreadsheet made of 4.2: the fourth of February."""
        numbered = _NUMBER.fullmatch(words[:_LONGEST])
        if numbered and numbered[1].upper() in self._by_number and not self._is_ambiguous(numbered[2]):
            yield self._by_number[numbered[1].upper()]
        if day := _DAY.fullmatch(words):
            for number in (f"{int(day[2])}.{int(day[1])}", f"{int(day[1])}.{int(day[2])}"):
                if number in self._by_number:
                    yield self._by_number[number]

    def _is_ambiguous(self, heading: str) -> bool:
        return bool(heading.strip()) and plain_words(heading) in self._by_heading

    def _several(self, words: str) -> NamedClause | None:
        """The first of several clauses; None where the cell names one."""
        first, *others = (part for part in _BETWEEN.split(words[:_LONGEST]) if part)
        if not any(_MORE.match(part) or part.startswith("#") or part in self._by_id for part in others):
            return None
        found = next((place for part in (first, *others) for place in (*self._sure(part), *self._by_place(part))), None)
        if found is None:
            return None
        return NamedClause(
            file=found[0], clause=found[1], is_partial=True,
            told=f"'{_short(words)}' names several clauses; the row is filed under '{self._label[found][1]}'")

    def _moved(self, words: str, found: tuple[str, str]) -> str:
        """What is to be told where the number in a cell is not the clause's own any more."""
        numbered = _NUMBER.fullmatch(words[:_LONGEST])
        number, label = self._label[found]
        if numbered is None or not numbered[2].strip() or numbered[1].upper() == number:
            return ""
        now = self._by_number.get(numbered[1].upper())
        told = f"{numbered[1]} is '{self._label[now][1]}' now" if now else f"there is no {numbered[1]} now"
        return f"'{_short(words)}': {told}; the row is filed under '{label}'"

    def _otherwise_called(self, words: str, found: tuple[str, str]) -> str:
        """What is to be told where a clause has the number, but not the heading."""
        numbered = _NUMBER.fullmatch(words[:_LONGEST])
        rest = numbered[2].strip() if numbered else ""
        if not rest[:1].isupper() or _PART.match(rest):
            return ""
        return f"no clause is called '{_short(rest)}'; the row is filed under '{self._label[found][1]}', by its number"


def _short(words: str) -> str:
    return " ".join(words.split())[:60]
