"""Coverage: what a scheme's clauses come to for each item of a framework, as somebody judged it.

It counts what the scheme really has: a clause that was adapted, or whose values ask less, is no longer what was
judged, and one that was dropped, emptied or turned round is evidence of nothing. It never says that a scheme meets a
framework; it says who judged what, and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemekit.crosswalk.evidence import AdoptedClauses, Evidence, ModuleStanding, Standing, best_of, rank
from schemekit.crosswalk.judged_module import JudgedModule
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement
from schemekit.model.framework import Framework, FrameworkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCoverage:
    """What a scheme has on one item.

    Shape: `evidence` in the order of the modules and rows, what was dropped included; `joint` are judgements on all of
    a module's clauses together, by module; `gaps` are the reasons judges gave why a module has nothing on the item;
    `lowered_by` are the clauses, as MODULE#CLAUSE, that count for less than they were judged, whether or not the item
    stands lower by it; `untouched` is where it would stand with the source's clauses and values. `is_anew` says that it
    stands at partly by nothing but clauses that are to be judged anew; `is_judged` is False where nobody has judged the
    item or anything below it. `modules` is what each module that was judged comes to
    by itself, in the order of the modules; a heading that takes the standing of its items has none. `by_others` is
    what the item stands at without what the scheme judged itself, None where nobody else judged it.
    """

    item: FrameworkItem
    depth: int
    standing: Standing
    evidence: tuple[Evidence, ...] = ()
    joint: tuple[tuple[str, JointJudgement], ...] = ()
    gaps: tuple[tuple[str, CrosswalkRow], ...] = ()
    lowered_by: tuple[str, ...] = ()
    is_judged: bool = True
    modules: tuple[ModuleStanding, ...] = ()
    by_others: Standing | None = None
    is_anew: bool = False
    untouched: Standing | None = None

    @property
    def is_lower(self) -> bool:
        """Whether it stands lower than it would with the source's clauses and values."""
        return self.untouched is not None and rank(self.standing) < rank(self.untouched)

    @property
    def judges(self) -> tuple[str, ...]:
        """Who judged it, each once, in the order of the evidence."""
        named = [*(item.judged_by for item in self.evidence), *(joint.judged_by for _, joint in self.joint),
                 *(gap.judged_by for _, gap in self.gaps)]
        return tuple(dict.fromkeys(named))

    @property
    def has_own_judgements(self) -> bool:
        """Whether the scheme judged anything of it itself."""
        return (any(one.is_own for one in self.evidence) or any(gap.is_own for _, gap in self.gaps)
                or any(joint.is_own for _, joint in self.joint))

    @property
    def is_own(self) -> bool:
        """Whether it would stand elsewhere, or be judged by nobody, without what the scheme judged itself."""
        return self.is_judged and self.by_others is not self.standing


def coverage(
    framework: Framework, crosswalks: Iterable[Crosswalk], adopted: Iterable[AdoptedClauses]
) -> tuple[ItemCoverage, ...]:
    """What a scheme has on each item of a framework, in the framework's order, headings with what stands below them.

    Shape: crosswalks to other frameworks, to another version of this one, or of modules that were not adopted count
    for nothing. An item is addressed where a clause that was kept asks all of it, or where all the clauses that were
    judged together are kept; partly where only some of it is asked, or where the scheme loosened, adapted or dropped
    a clause that was counted on, or put words beside it that may take it back; else not. A clause of which no duty is
    left counts as one that was dropped. What only supports an item is told and counts for nothing. A heading with no
    judgement of its own takes that of its items: addressed where all are, not addressed where none is, else partly.
    What the scheme judged itself stands beside its source's judgement. Of two about one clause the less favourable
    counts, unless the scheme changed the clause, as the source then judged other words.
    Basis: docs/frameworks-and-crosswalks.md, docs/decisions/0031-a-scheme-judges-beside-its-source.md.
    """
    schemes = {item.module: item for item in adopted}
    by_item = _by_item(_by_module(
        (walk for walk in crosswalks if (walk.framework, walk.framework_version) == (framework.id, framework.version)),
        schemes))
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


@dataclass(frozen=True, slots=True)
class _Judged:
    """All that was judged of one module, by the item that it is about."""

    module: str
    evidence: Mapping[str, Sequence[Evidence]]
    gaps: Mapping[str, Sequence[CrosswalkRow]]
    joint: Mapping[str, Sequence[JointJudgement]]


def _by_module(crosswalks: Iterable[Crosswalk], schemes: Mapping[str, AdoptedClauses]) -> list[_Judged]:
    """What was judged of each module that the scheme has: by its source, and by the scheme itself."""
    walks: dict[str, list[Crosswalk]] = {}
    for walk in crosswalks:
        if walk.module in schemes:
            walks.setdefault(walk.module, []).append(walk)
    return [_judged(schemes[module], several) for module, several in walks.items()]


def _judged(scheme: AdoptedClauses, crosswalks: Sequence[Crosswalk]) -> _Judged:
    evidence: dict[str, list[Evidence]] = {}
    gaps: dict[str, list[CrosswalkRow]] = {}
    joint: dict[str, list[JointJudgement]] = {}
    for walk in crosswalks:
        is_doubted = bool(scheme.doubts_about(walk)) if scheme.doubts else False
        for row in walk.rows:
            if row.is_gap:
                gaps.setdefault(row.item, []).append(row)
            else:
                evidence.setdefault(row.item, []).append(_evidence(row, walk, scheme, is_doubted=is_doubted))
        for together in walk.together:
            joint.setdefault(together.item, []).append(together)
    return _Judged(scheme.module, evidence, gaps, joint)


def _evidence(row: CrosswalkRow, walk: Crosswalk, scheme: AdoptedClauses, *, is_doubted: bool) -> Evidence:
    return Evidence(
        module=walk.module, clause=row.clause, relation=row.relation, state=scheme.state_of(row),
        rationale=row.rationale, confidence=row.confidence, judge=row.judge, date=row.date,
        module_version=walk.module_version, scheme_version=scheme.version, is_own=row.is_own,
        is_doubted=is_doubted, reviewed_by=row.reviewed_by, reviewed=row.reviewed,
    )


def _by_item(judged: Sequence[_Judged]) -> dict[str, list[_Judged]]:
    """The modules on which something was said for each item: on most items only of a few."""
    found: dict[str, list[_Judged]] = {}
    for one in judged:
        for item in dict.fromkeys((*one.evidence, *one.gaps, *one.joint)):
            found.setdefault(item, []).append(one)
    return found


def _item(
    item: FrameworkItem, depth: int, judged: Sequence[_Judged], below: Sequence[ItemCoverage]
) -> ItemCoverage:
    here = [JudgedModule(one.module, one.evidence.get(item.id, ()), one.gaps.get(item.id, ()),
                          one.joint.get(item.id, ())) for one in judged]
    evidence = tuple(row for module in here for row in module.evidence)
    gaps = tuple((module.module, gap) for module in here for gap in module.gaps)
    if below and not gaps and not any(one.asks for one in evidence):
        return _heading(item, depth, evidence, below)
    modules = tuple(module.standing() for module in here)
    best = best_of(module.standing for module in modules)
    by_others = best_of(module.by_others for module in modules)
    untouched = best_of(module.untouched() for module in here)
    weakened = (f"{one.module}#{one.clause}" for module in here for one in module.weakened())
    anew = [module.is_anew for module in modules if module.standing is best]
    is_judged_by_others = any(not one.is_own for one in evidence) or any(not gap.is_own for _, gap in gaps)
    return ItemCoverage(
        item=item, depth=depth, standing=best, evidence=evidence, gaps=gaps,
        joint=tuple((module.module, joint) for module in here for joint in module.joint),
        lowered_by=tuple(dict.fromkeys(weakened)), untouched=untouched if is_judged_by_others else None,
        is_judged=bool(evidence or gaps), modules=modules, by_others=by_others if is_judged_by_others else None,
        is_anew=best is Standing.PARTLY and all(anew),
    )


def _heading(
    item: FrameworkItem, depth: int, evidence: tuple[Evidence, ...], below: Sequence[ItemCoverage]
) -> ItemCoverage:
    """An item that takes its standing from those below it."""
    others = [part.by_others for part in below]
    is_judged_by_others = any(other is not None for other in others) or any(not one.is_own for one in evidence)
    standing = _of_all([part.standing for part in below])
    asked = [part for part in below if part.standing is not Standing.NOT_ADDRESSED]
    untouched = _of_all([part.untouched or Standing.NOT_ADDRESSED for part in below])
    return ItemCoverage(
        item=item, depth=depth, standing=standing, evidence=evidence,
        is_anew=standing is Standing.PARTLY and all(part.is_anew for part in asked),
        untouched=untouched if is_judged_by_others else None,
        lowered_by=tuple(dict.fromkeys(name for part in below for name in part.lowered_by)),
        is_judged=bool(evidence) or any(part.is_judged for part in below),
        by_others=_of_all([other or Standing.NOT_ADDRESSED for other in others]) if is_judged_by_others else None,
    )


def _of_all(standings: Sequence[Standing]) -> Standing:
    return standings[0] if len(set(standings)) == 1 else Standing.PARTLY
