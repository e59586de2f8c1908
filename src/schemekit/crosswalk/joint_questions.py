"""The questions of a joint audit: one for each requirement, what both ask alike asked once.

Where no rule can tell which side asks more, both forms are asked, and nothing is counted as saved: a saving is told
only where it is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from schemekit.crosswalk.lined_up import Way
from schemekit.crosswalk.paired_clauses import Demand, PairedClause

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
_ALIKE = 0.5   # share of the words from which two sentences are forms of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: is this met?

    Shape: `pair` are the clauses it is of, `ours` and `theirs` what each asks in it, None on the side that does not;
    `notes` what an auditor should know. A joint audit asks `count` things by it: two where both forms are asked.
    """

    pair: PairedClause
    ask: Ask
    ours: Demand | None
    theirs: Demand | None
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many questions it really is."""
        return self.of_ours + self.of_theirs if self.ask is Ask.BOTH_FORMS else 1

    @property
    def of_ours(self) -> int:
        """How many questions ours alone would ask for it."""
        return int(self.ours is not None)

    @property
    def of_theirs(self) -> int:
        """How many questions theirs alone would ask for it."""
        return int(self.theirs is not None)


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


def questions(pairs: Sequence[PairedClause], *, has_words: bool = True) -> tuple[Question, ...]:
    """The questions of a joint audit, in the order of the pairs; what informs or defines is not asked.

    Shape: `has_words` is false where their words may not be copied: then no note says what differs.
    """
    return tuple(question for pair in pairs for question in _questions(pair, has_words=has_words))


def figures(asked: Sequence[Question]) -> JointFigures:
    """What is asked alone, and together."""
    return JointFigures(ours_alone=sum(one.of_ours for one in asked), theirs_alone=sum(one.of_theirs for one in asked),
                        joint=sum(one.count for one in asked))


def _questions(pair: PairedClause, *, has_words: bool) -> Iterator[Question]:
    ours = list(pair.ours.demands) if pair.ours is not None else []
    theirs = list(pair.theirs.demands) if pair.theirs is not None else []
    beside = dict(_beside(ours, theirs))
    form = _FORMS.get(pair.way, Ask.BOTH_FORMS)
    taken = set(beside.values())
    for place, mine in enumerate(ours):
        hers = theirs[beside[place]] if place in beside else None
        ask = Ask.OURS if hers is None else Ask.ONCE if mine.key == hers.key else form
        yield _question(pair, ask, mine, hers, has_words=has_words)
    for place, other in enumerate(theirs):
        if place not in taken:
            yield _question(pair, Ask.THEIRS, None, other, has_words=has_words)


def _beside(ours: Sequence[Demand], theirs: Sequence[Demand]) -> Iterator[tuple[int, int]]:
    """Which of theirs is a form of which of ours, by their places: the same words first, then the most alike."""
    likeness = sorted(((-_share(mine, hers), at, there) for at, mine in enumerate(ours)
                       for there, hers in enumerate(theirs)))
    seen, taken = set[int](), set[int]()
    for share, at, there in likeness:
        if -share >= _ALIKE and at not in seen and there not in taken:
            seen.add(at)
            taken.add(there)
            yield at, there


def _share(mine: Demand, hers: Demand) -> float:
    """How much of the words two demands share. Units: 0 to 1; more than 1 where they are the same."""
    if mine.key == hers.key:
        return 2.0
    return SequenceMatcher(None, mine.key.split(), hers.key.split(), autojunk=False).ratio()


def _question(
    pair: PairedClause, ask: Ask, ours: Demand | None, theirs: Demand | None, *, has_words: bool
) -> Question:
    return Question(pair=pair, ask=ask, ours=ours, theirs=theirs,
                    notes=(*_notes(pair, ask, has_words=has_words), *_forces(ours, theirs)))


def _notes(pair: PairedClause, ask: Ask, *, has_words: bool) -> Iterator[str]:
    if pair.through:
        yield f"Compare with {'; '.join(pair.through)}: it may become one question once a person has compared them"
    elif pair.ours is None and pair.way.is_open:
        yield from pair.told[:1]
    words = {Ask.OUR_FORM: "Theirs asks less", Ask.THEIR_FORM: "Ours asks less",
             Ask.OURS: "Theirs does not ask this", Ask.THEIRS: "Ours does not ask this",
             Ask.BOTH_FORMS: "Worded differently, so ask both until a person has compared them"}.get(ask)
    if words and pair.ours is not None and pair.theirs is not None:
        told = "; ".join(pair.told) if has_words else ""
        yield f"{words}{': ' if told else ''}{told}"


def _forces(ours: Demand | None, theirs: Demand | None) -> Iterator[str]:
    """Who only recommends it."""
    sides = {name: side.is_recommended for name, side in (("ours", ours), ("theirs", theirs)) if side is not None}
    if all(sides.values()):
        yield "Recommended, not required"
    elif any(sides.values()):
        required, recommended = sorted(sides, key=lambda name: sides[name])
        yield f"Required by {required}, recommended by {recommended}"
