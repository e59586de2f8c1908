"""Evidence: what a clause is to an item of a framework, as somebody judged it, and what a scheme made of the clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from schemekit.model.crosswalk import Confidence, CrosswalkRow, Relation, judge_words, review_words


class ClauseState(Enum):
    """What a scheme made of a clause of its source, or of one that it judged itself.

    LOOSENED: its words stay, and a value in them asks less than the one that was judged.
    OVERTAKEN: the scheme judged other words than those that stand there now.
    """

    KEPT = "kept"
    LOOSENED = "loosened"
    ADAPTED = "adapted"
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"


class Standing(Enum):
    """What an item of a framework is to a scheme; the words are those that are shown."""

    ADDRESSES = "addresses"
    PARTLY = "partly"
    NOT_ADDRESSED = "not addressed"


def rank(standing: Standing) -> int:
    """How high a standing is, the lowest being 0."""
    return (Standing.NOT_ADDRESSED, Standing.PARTLY, Standing.ADDRESSES).index(standing)


def best_of(standings: Iterable[Standing]) -> Standing:
    """The highest of several; not addressed where there is none."""
    return max(standings, key=rank, default=Standing.NOT_ADDRESSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One clause that has to do with an item: what it is to the item, who says so, and what the scheme made of it.

    Shape: `module_version` is the release whose words were judged, `scheme_version` the release that the scheme has.
    `is_own`: the scheme judged its own text. `reviewed_by` and `reviewed` as in a row.
    """

    module: str
    clause: str
    relation: Relation
    state: ClauseState
    rationale: str
    confidence: Confidence
    judge: str
    date: str
    module_version: str
    scheme_version: str
    is_own: bool = False
    reviewed_by: str = ""
    reviewed: str = ""

    @property
    def asks(self) -> bool:
        """Whether the clause, as it was judged, asks any of the item."""
        return weight(self.relation) > 0

    @property
    def is_changed(self) -> bool:
        """Whether the clause is no longer as it was judged."""
        return self.state is not ClauseState.KEPT

    @property
    def judged_by(self) -> str:
        """Who judged it, as people are told."""
        return judge_words(self.judge, is_own=self.is_own)

    @property
    def review(self) -> str:
        """Who reviewed it and when, as people are told; nothing where nobody did."""
        return review_words(self.reviewed_by, self.reviewed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStanding:
    """What one module comes to by itself. Shape: `by_others` is that without what the scheme judged itself."""

    module: str
    standing: Standing
    by_others: Standing

    @property
    def is_own(self) -> bool:
        """Whether it would stand elsewhere without the scheme's own judgement."""
        return self.standing is not self.by_others


def weight(relation: Relation) -> int:
    """How much of an item is asked: nothing, part, all."""
    return 2 if relation.is_whole else int(relation.is_part)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedClauses:
    """The clauses of one module as a scheme has them.

    Shape: `states` by clause id; a clause that is not named is one that the scheme does not have. `version` is the
    release that the scheme's text goes back to. `digests` are those of the clauses as they stand, by id, for what the
    scheme judged itself; they may be left out where it judged nothing.
    """

    module: str
    version: str
    states: Mapping[str, ClauseState]
    digests: Mapping[str, str] = field(default_factory=dict)

    def state_of(self, row: CrosswalkRow) -> ClauseState:
        """What became of the clause of a row since it was judged."""
        if not row.is_own:
            return self.states.get(row.clause, ClauseState.DROPPED)
        now = self.digests.get(row.clause)
        if now is None:
            return ClauseState.DROPPED
        return ClauseState.KEPT if row.text_sha256 in ("", now) else ClauseState.OVERTAKEN
