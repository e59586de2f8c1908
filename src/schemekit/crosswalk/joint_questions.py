"""The questions of a joint audit: one for each requirement, what both ask alike asked once.

Where no rule can tell which side asks more, both forms are asked, and nothing is counted as saved: a saving is told
only where it is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from schemekit.crosswalk.lined_up import Way
from schemekit.crosswalk.paired_clauses import PairedClause

_PERCENT = 100


class Ask(Enum):
    """In which form a question is asked; the words are those that are shown."""

    ONCE = "once for both"
    OUR_FORM = "once, in our stricter form"
    THEIR_FORM = "once, in their stricter form"
    BOTH_FORMS = "in both forms"
    OURS = "for ours only"
    THEIRS = "for theirs only"


_FORMS = {Way.SAME: Ask.ONCE, Way.STRICTER: Ask.THEIR_FORM, Way.LOOSER: Ask.OUR_FORM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Shape: `pair` has the requirement of each side that has one; `notes` what an auditor should know.

    A joint audit asks `count` things by it: two where both forms are asked.
    """

    pair: PairedClause
    ask: Ask
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many questions it really is."""
        return self.of_ours + self.of_theirs if self.ask is Ask.BOTH_FORMS else 1

    @property
    def of_ours(self) -> int:
        """How many questions ours alone would ask for it."""
        return int(self.pair.ours is not None and self.pair.ours.is_requirement)

    @property
    def of_theirs(self) -> int:
        """How many questions theirs alone would ask for it."""
        return int(self.pair.theirs is not None and self.pair.theirs.is_requirement)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointFigures:
    """How many questions each audit asks alone, and a joint one. Units: counts; `saved_percent` of both alone."""

    ours_alone: int
    theirs_alone: int
    joint: int

    @property
    def saved(self) -> int:
        """How many questions are not asked a second time."""
        return self.ours_alone + self.theirs_alone - self.joint

    @property
    def saved_percent(self) -> float:
        """The share of all questions of both audits alone."""
        alone = self.ours_alone + self.theirs_alone
        return _PERCENT * self.saved / alone if alone else 0.0

    def to_mapping(self) -> dict[str, object]:
        """The figures as `--json` prints them."""
        return {"ours_alone": self.ours_alone, "theirs_alone": self.theirs_alone, "joint": self.joint,
                "saved": self.saved, "saved_percent": round(self.saved_percent, 1)}


def questions(pairs: Sequence[PairedClause]) -> tuple[Question, ...]:
    """The questions of a joint audit, in the order of the pairs: of clauses alone that require something."""
    return tuple(_question(pair) for pair in pairs
                 if any(side is not None and side.is_requirement for side in (pair.ours, pair.theirs)))


def figures(asked: Sequence[Question]) -> JointFigures:
    """What is asked alone, and together."""
    return JointFigures(ours_alone=sum(one.of_ours for one in asked), theirs_alone=sum(one.of_theirs for one in asked),
                        joint=sum(one.count for one in asked))


def _question(pair: PairedClause) -> Question:
    if pair.theirs is None or pair.ours is None:
        return Question(pair=pair, ask=Ask.THEIRS if pair.ours is None else Ask.OURS, notes=tuple(_seen(pair)))
    ask = _FORMS.get(pair.way, Ask.BOTH_FORMS)
    return Question(pair=pair, ask=ask, notes=tuple(_notes(pair, ask)))


def _seen(pair: PairedClause) -> Iterator[str]:
    if pair.through:
        yield f"Compare with {'; '.join(pair.through)}: it may become one question once a person has compared them"
    elif pair.told and pair.ours is not None and pair.theirs is None:
        yield from pair.told


def _notes(pair: PairedClause, ask: Ask) -> Iterator[str]:
    if ask is Ask.ONCE:
        return
    words = {Ask.OUR_FORM: "Theirs asks less", Ask.THEIR_FORM: "Ours asks less",
             Ask.BOTH_FORMS: "The two are worded differently: ask both until a person has compared them"}[ask]
    yield f"{words}{': ' if pair.told else ''}{'; '.join(pair.told)}"
    for side, name in ((pair.ours, "ours"), (pair.theirs, "theirs")):
        if side is not None and not side.is_requirement:
            yield f"No requirement of {name}, where it is a {side.force.value}"
