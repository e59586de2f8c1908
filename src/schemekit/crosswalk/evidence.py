"""Evidence: what a clause is to an item of a framework, as somebody judged it, and what a scheme made of the clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, MappingJudgement, Relation


class ClauseState(Enum):
    """What a scheme made of a clause of its source, or of one that it judged itself.

    LOOSENED: a value or a verb in it asks less than the one that was judged, and all else stays.
    TURNED: its words are others by a value of which the module does not say whether it asks less.
    ADAPTED: it reads otherwise, and nobody can tell without reading whether it still asks what was judged.
    TAKEN_BACK: no duty is left in it, or words came in that undo it. DROPPED: the scheme does not have it.
    OVERTAKEN: the scheme judged other words than those that stand there now.
    """

    KEPT = "kept"
    LOOSENED = "loosened"
    TURNED = "turned"
    ADAPTED = "adapted"
    TAKEN_BACK = "taken back"
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"

    @property
    def is_gone(self) -> bool:
        """Whether nothing is left of what was judged: it counts for nothing."""
        return self in (ClauseState.TAKEN_BACK, ClauseState.DROPPED)

    @property
    def is_other(self) -> bool:
        """Whether the words are others than were judged: they count for part at most, and are to be judged anew."""
        return self in (ClauseState.TURNED, ClauseState.ADAPTED, ClauseState.OVERTAKEN)


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
class Evidence(MappingJudgement):
    """One clause that has to do with an item: what it is to the item, who says so, and what the scheme made of it.

    Shape: `module_version` is the release whose words were judged, `scheme_version` the release that the scheme has.
    `is_doubted`: other words of the text may take back what the clause asks.
    """

    module: str
    clause: str
    state: ClauseState
    module_version: str
    scheme_version: str
    is_doubted: bool = False

    @property
    def name(self) -> str:
        """`grievance#acknowledgement`."""
        return f"{self.module}#{self.clause}"

    @property
    def asks(self) -> bool:
        """Whether the clause, as it was judged, asks any of the item."""
        return weight(self.relation) > 0

    @property
    def is_changed(self) -> bool:
        """Whether the clause is no longer as it was judged."""
        return self.state is not ClauseState.KEPT or self.is_doubted

    @property
    def is_to_be_judged_anew(self) -> bool:
        """Whether it counts for part only until somebody reads the words that stand there."""
        return not self.state.is_gone and (self.state.is_other or self.is_doubted)

    @property
    def strength(self) -> int:
        """How much it counts: as it was judged, for part at most, for nothing."""
        return 0 if self.state.is_gone else 2 - self.is_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStanding:
    """What one module comes to by itself.

    Shape: `by_others` is that without what the scheme judged itself; `is_anew` says that it stands at partly only by
    clauses that are to be judged anew.
    """

    module: str
    standing: Standing
    by_others: Standing
    is_anew: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it would stand elsewhere without the scheme's own judgement."""
        return self.standing is not self.by_others


def weight(relation: Relation) -> int:
    """How much of an item is asked: nothing, part, all."""
    return 2 if relation.is_whole else int(relation.is_part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Words of a module's text that may take back what its other clauses ask.

    Shape: `clause` is the id of the clause they stand in, `place` the file and line, `words` what was found there,
    `digest` that of the clause. `reaches_all`: they speak of the whole text, or define its terms; else they are doubted
    only where nobody mapped the clause itself.
    """

    clause: str
    place: str
    words: str
    digest: str = ""
    reaches_all: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedClauses:
    """The clauses of one module as a scheme has them.

    Shape: `states` by clause id; a clause that is not named is one that the scheme does not have. `version` is the
    release that the scheme's text goes back to. `digests` are those of the clauses as they stand, by id, for what the
    scheme judged itself; they may be left out where it judged nothing. `silent` are clauses without words. `told` says
    of a changed clause by which words it counts for less, `by_values` names the values that did it, and `words` is the
    digest of what stands there. `doubts` are words elsewhere in the text.
    """

    module: str
    version: str
    states: Mapping[str, ClauseState]
    digests: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict)
    by_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def state_of(self, row: CrosswalkRow) -> ClauseState:
        """What became of the clause of a row since it was judged."""
        if not row.is_own:
            return self.states.get(row.clause, ClauseState.DROPPED)
        now = self.digests.get(row.clause)
        if now is None:
            return ClauseState.DROPPED
        if row.text_sha256 == now:
            return ClauseState.KEPT
        if row.clause in self.silent or (row.text_sha256 and self.states.get(row.clause) is ClauseState.TAKEN_BACK):
            return ClauseState.TAKEN_BACK   # whatever was judged, it is not what stands there
        return ClauseState.OVERTAKEN if row.text_sha256 else ClauseState.KEPT

    def doubts_about(self, crosswalk: Crosswalk) -> tuple[Doubt, ...]:
        """The doubts about what a crosswalk says of the module's clauses.

        Shape: of a scheme's own crosswalk those that it does not settle: it has a row about the doubted clause, with
        the digest of its words as they stand. A source's crosswalk settles none: it was written before.
        """
        settled = {(row.clause, row.text_sha256) for row in crosswalk.rows if row.is_own and row.text_sha256}
        mapped = {row.clause for row in crosswalk.rows if weight(row.relation)}
        return tuple(doubt for doubt in self.doubts if (doubt.clause, doubt.digest) not in settled
                     and (doubt.reaches_all or doubt.clause not in mapped))
