"""The parts of a judgement as words in a file: read one by one, each with what is to be done where it is none.

Shared by all formats that come as a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from schemekit.interchange.exchanged import Refusal
from schemekit.model.crosswalk import Confidence, Relation

LONGEST = {"rationale": 2000, "judge": 200, "note": 2000, "reviewed_by": 200}
_SHOWN = 80
_CLAUSE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ITEM = re.compile(r"[0-9A-Za-z]+([.-][0-9A-Za-z]+)*")
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_Word = TypeVar("_Word", bound=Enum)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is wrong with a file, which rows are not taken for it, and what of it a crosswalk has no place for.

    Shape: `left` counts what was left out, or told in other words, by what it is called.
    """

    refusals: list[Refusal] = field(default_factory=list)
    unread: set[tuple[bool, str, str]] = field(default_factory=set)
    left: Counter[str] = field(default_factory=Counter)

    def notes(self) -> tuple[str, ...]:
        """A line for each thing that the file says and a crosswalk does not."""
        return tuple(f"not taken over: {what} ({number})" for what, number in self.left.items() if number)


class Cells:
    """The cells of one row, by the names of their columns; what is wrong with them is gathered.

    Shape: `where` tells for a column where its cell stands.
    """

    def __init__(self, values: dict[str, str], where: Callable[[str], str], gathered: Gathered) -> None:
        self._values, self._where, self._gathered = values, where, gathered
        self.is_sound = True

    def refuse(self, column: str, found: str, fix: str) -> None:
        """Gather that a cell cannot be taken."""
        self.is_sound = False
        self._gathered.refusals.append(Refusal(place=self._where(column), found=found, fix=fix))

    def given_up(self, *, is_joint: bool, clause: str, item: str) -> None:
        """Say that the row is not taken, and what it was about."""
        self._gathered.unread.add((is_joint, clause, item))

    def word(self, column: str) -> str:
        """A cell that holds an id or a word of a list."""
        return self._values.get(column, "").strip()

    def one_of(self, column: str, kind: type[_Word]) -> _Word | None:
        """A cell that holds a word of a list. It may be written with capital letters."""
        word = self.word(column).lower()
        try:
            return kind(word)
        except ValueError:
            known = ", ".join(str(one.value) for one in kind)
            self.refuse(column, f"'{self.word(column)[:_SHOWN]}'" if word else "nothing", f"write one of: {known}")
            return None

    def relation(self, column: str = "relation") -> Relation | None:
        """The relation."""
        return self.one_of(column, Relation)

    def confidence(self, column: str = "confidence") -> Confidence | None:
        """The confidence."""
        return self.one_of(column, Confidence)

    def text(self, column: str) -> str:
        """A cell with words of a person."""
        words = self._values.get(column, "")
        if len(words) > LONGEST[column]:
            self.refuse(column, f"{len(words):,} characters", f"write at most {LONGEST[column]:,}")
        return words

    def clause(self, column: str = "clause") -> str:
        """The id of a clause, or nothing."""
        return self._id(column, _CLAUSE, 80, "a clause")

    def item(self, column: str = "item") -> str:
        """The id of an item."""
        if not self.word(column):
            self.refuse(column, "no item", "choose the item that the row is about, or empty the row")
        return self._id(column, _ITEM, 60, "an item")

    def day(self, column: str = "date") -> str:
        """A day, or nothing."""
        word = self.word(column)
        if word and not _DATE.fullmatch(word):
            self.refuse(column, f"'{word[:_SHOWN]}'", "write the day as YYYY-MM-DD")
        return word

    def review(self, *, has_place: bool = True) -> tuple[str | None, str | None]:
        """Who reviewed the judgement and when: both or neither. Shape: None where the file has no place for it."""
        if not has_place:
            return None, None
        who, when = self.text("reviewed_by").strip(), self.day("reviewed")
        if who and not when:
            self.refuse("reviewed", "no day of the review", "write it as YYYY-MM-DD, or empty 'reviewed_by'")
        elif when and not who:
            self.refuse("reviewed_by", "no reviewer", "write who reviewed the row, or empty 'reviewed'")
        return who, when

    def _id(self, column: str, form: re.Pattern[str], limit: int, what: str) -> str:
        word = self.word(column)
        if word and (len(word) > limit or not form.fullmatch(word)):
            self.refuse(column, f"'{word[:_SHOWN]}', which cannot be the id of {what}", "choose one from the list")
        return word
