"""Coverage: what a scheme's clauses come to for each item of a framework, as somebody judged it.

It counts what the scheme really has: a clause that was adapted, or whose values ask less, is no longer what was
judged, and one that was dropped is evidence of nothing. It never says that a scheme meets a framework; it says who
judged what, and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from schemekit.model.crosswalk import Confidence, Crosswalk, CrosswalkRow, JointJudgement, Relation
from schemekit.model.framework import Framework, FrameworkItem


class ClauseState(Enum):
    """What a scheme made of a clause of its source.

    LOOSENED: its words stay, and a value in them asks less than the one that was judged.
    """

    KEPT = "kept"
    LOOSENED = "loosened"
    ADAPTED = "adapted"
    DROPPED = "dropped"


class Standing(Enum):
    """What an item of a framework is to a scheme; the words are those that are shown."""

    ADDRESSES = "addresses"
    PARTLY = "partly"
    NOT_ADDRESSED = "not addressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One clause that has to do with an item: what it is to the item, who says so, and what the scheme made of it.

    Shape: `module_version` is the release whose words were judged, `scheme_version` the release that the scheme has.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCoverage:
    """What a scheme has on one item.

    Shape: `evidence` in the order of the modules and rows, what was dropped included; `joint` are judgements on all of
    a module's clauses together, by module; `gaps` are the reasons judges gave why a module has nothing on the item;
    `lowered_by` are the clauses, as MODULE#CLAUSE, without whose change the item would stand higher; `is_judged` is
    False where nobody has judged the item or anything below it. `modules` is what each module that was judged comes to
    by itself, in the order of the modules; a heading that takes the standing of its items has none.
    """

    item: FrameworkItem
    depth: int
    standing: Standing
    evidence: tuple[Evidence, ...] = ()
    joint: tuple[tuple[str, JointJudgement], ...] = ()
    gaps: tuple[tuple[str, CrosswalkRow], ...] = ()
    lowered_by: tuple[str, ...] = ()
    is_judged: bool = True
    modules: tuple[tuple[str, Standing], ...] = ()

    @property
    def judges(self) -> tuple[str, ...]:
        """Who judged it, each once, in the order of the evidence."""
        named = [*(item.judge for item in self.evidence), *(joint.judge for _, joint in self.joint),
                 *(gap.judge for _, gap in self.gaps)]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedClauses:
    """The clauses of one module as a scheme has them.

    Shape: `states` by clause id; a clause that is not named is one that the scheme does not have. `version` is the
    release that the scheme's text goes back to.
    """

    module: str
    version: str
    states: Mapping[str, ClauseState]


def coverage(
    framework: Framework, crosswalks: Iterable[Crosswalk], adopted: Iterable[AdoptedClauses]
) -> tuple[ItemCoverage, ...]:
    """What a scheme has on each item of a framework, in the framework's order, headings with what stands below them.

    Shape: crosswalks to other frameworks, to another version of this one, or of modules that were not adopted count
    for nothing. An item is addressed where a clause that was kept asks all of it, or where all the clauses that were
    judged together are kept; partly where only some of it is asked, or where the scheme loosened, adapted or dropped
    a clause that was counted on; else not. What only supports an item is told and counts for nothing. A heading with no
    judgement of its own takes that of its items: addressed where all are, not addressed where none is, else partly.
    Basis: docs/frameworks-and-crosswalks.md.
    """
    schemes = {item.module: item for item in adopted}
    judged = [_Judged.of(walk, schemes[walk.module]) for walk in crosswalks
              if (walk.framework, walk.framework_version) == (framework.id, framework.version)
              and walk.module in schemes]
    by_item = _by_item(judged)
    under, order = framework.below(), tuple(framework.walk())
    found: dict[str, ItemCoverage] = {}
    for depth, item in reversed(order):
        below = [found[child.id] for child in under.get(item.id, ())]
        found[item.id] = _item(item, depth, by_item.get(item.id, ()), below)
    return tuple(found[item.id] for _, item in order)


def counted(items: Sequence[ItemCoverage]) -> tuple[ItemCoverage, ...]:
    """The items that are counted: those that have a judgement with none below it, and those at the bottom without one.

    Shape: `items` as `coverage` gives them, each before those below it; in their order.
    """
    below: dict[str, list[ItemCoverage]] = {}   # by the item they stand under
    for one in reversed(items):
        parts = below.pop(one.item.id, [])
        if not parts or (one.is_judged and not any(part.is_judged for part in parts)):
            parts = [one]
        below.setdefault(one.item.parent, []).extend(parts)
    taken = {one.item.id for one in below.get("", [])}
    return tuple(one for one in items if one.item.id in taken)


UNJUDGED_LISTED = 40
"""So many items that nobody has judged are listed; of a framework of hundreds, the number of the others is told."""


def listed(items: Sequence[ItemCoverage]) -> tuple[ItemCoverage, ...]:
    """The items that people are shown: all, or only those that somebody judged where too many are left."""
    judged = tuple(item for item in items if item.is_judged)
    return tuple(items) if len(items) - len(judged) <= UNJUDGED_LISTED else judged


def rank(standing: Standing) -> int:
    """How high a standing is, the lowest being 0."""
    return (Standing.NOT_ADDRESSED, Standing.PARTLY, Standing.ADDRESSES).index(standing)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A crosswalk beside what the scheme has of its module, its judgements by item."""

    walk: Crosswalk
    scheme: AdoptedClauses
    rows: Mapping[str, tuple[CrosswalkRow, ...]]
    joint: Mapping[str, JointJudgement]

    @classmethod
    def of(cls, walk: Crosswalk, scheme: AdoptedClauses) -> _Judged:
        return cls(walk, scheme, walk.by_item(), {joint.item: joint for joint in walk.together})


def _by_item(judged: Sequence[_Judged]) -> dict[str, list[_Judged]]:
    """The crosswalks that say something on each item: most say something on a few only."""
    found: dict[str, list[_Judged]] = {}
    for one in judged:
        for item in dict.fromkeys((*one.rows, *one.joint)):
            found.setdefault(item, []).append(one)
    return found


def _item(
    item: FrameworkItem, depth: int, judged: Sequence[_Judged], below: Sequence[ItemCoverage]
) -> ItemCoverage:
    evidence: list[Evidence] = []
    joint: list[tuple[str, JointJudgement]] = []
    gaps: list[tuple[str, CrosswalkRow]] = []
    now, untouched = [Standing.NOT_ADDRESSED], [Standing.NOT_ADDRESSED]
    modules: list[tuple[str, Standing]] = []
    for one in judged:
        rows, together = one.rows.get(item.id, ()), one.joint.get(item.id)
        here = [_evidence(row, one.walk, one.scheme) for row in rows if not row.is_gap]
        evidence += here
        joint += [(one.walk.module, together)] if together else []
        gaps += [(one.walk.module, row) for row in rows if row.is_gap]
        now.append(_standing(here, together))
        modules.append((one.walk.module, now[-1]))
        untouched.append(_standing([replace(clause, state=ClauseState.KEPT) for clause in here], together))
    if below and not gaps and not any(_counts(one) for one in evidence):
        return ItemCoverage(item=item, depth=depth, standing=_of_heading(below), evidence=tuple(evidence),
                            lowered_by=tuple(dict.fromkeys(name for part in below for name in part.lowered_by)),
                            is_judged=bool(evidence) or any(part.is_judged for part in below))
    best = max(now, key=rank)
    is_lowered = rank(best) < rank(max(untouched, key=rank))
    changed = tuple(f"{one.module}#{one.clause}" for one in evidence if _counts(one) and _is_changed(one))
    return ItemCoverage(
        item=item, depth=depth, standing=best, evidence=tuple(evidence), joint=tuple(joint), gaps=tuple(gaps),
        lowered_by=changed if is_lowered else (), is_judged=bool(evidence or gaps),
        modules=tuple(modules),
    )


def _evidence(row: CrosswalkRow, walk: Crosswalk, scheme: AdoptedClauses) -> Evidence:
    return Evidence(
        module=walk.module, clause=row.clause, relation=row.relation,
        state=scheme.states.get(row.clause, ClauseState.DROPPED), rationale=row.rationale, confidence=row.confidence,
        judge=row.judge, date=row.date, module_version=walk.module_version, scheme_version=scheme.version,
    )


def _standing(evidence: Sequence[Evidence], together: JointJudgement | None) -> Standing:
    """What one module's clauses come to for an item, as the scheme has them."""
    asking = [one for one in evidence if _counts(one)]
    left = [one for one in asking if one.state is not ClauseState.DROPPED]
    if any(one.relation.is_whole and one.state is ClauseState.KEPT for one in left):
        return Standing.ADDRESSES
    if together and together.relation.is_whole and asking and not any(_is_changed(one) for one in asking):
        return Standing.ADDRESSES
    return Standing.PARTLY if left else Standing.NOT_ADDRESSED


def _counts(one: Evidence) -> bool:
    return one.relation.is_whole or one.relation.is_part


def _is_changed(one: Evidence) -> bool:
    return one.state is not ClauseState.KEPT


def _of_heading(below: Sequence[ItemCoverage]) -> Standing:
    standings = {part.standing for part in below}
    return standings.pop() if len(standings) == 1 else Standing.PARTLY
