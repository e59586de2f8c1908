"""What was judged of one module on one item: by its source, and by the scheme itself, and what the two come to.

Basis: docs/decisions/0031-a-scheme-judges-beside-its-source.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemekit.crosswalk.evidence import ClauseState, Evidence, ModuleStanding, Standing, best_of, weight
from schemekit.model.crosswalk import CrosswalkRow, JointJudgement


@dataclass(frozen=True, slots=True)
class JudgedModule:
    """Shape: `evidence`, `gaps` and `joint` in the order of the rows, those of the source before the scheme's own."""

    module: str
    evidence: Sequence[Evidence]
    gaps: Sequence[CrosswalkRow]
    joint: Sequence[JointJudgement]

    def standing(self) -> ModuleStanding:
        """Where it stands, with what the scheme judged itself and without it."""
        sources = self._without_own()
        alone = _standing(sources.evidence, sources.joint)
        has_own = len(sources.evidence) + len(sources.joint) < len(self.evidence) + len(self.joint)
        standing = self._with_own(sources) if has_own or self._has_own_gap() else alone
        left = [one for one in _counting(self.evidence) if one.asks and not one.state.is_gone]
        return ModuleStanding(module=self.module, by_others=alone, standing=standing,
                              is_anew=standing is Standing.PARTLY and bool(left)
                              and all(one.is_to_be_judged_anew for one in left))

    def weakened(self) -> tuple[Evidence, ...]:
        """The source's evidence that counts for less than it was judged, and that the scheme did not judge anew."""
        judged_anew = {one.clause for one in self.evidence if one.is_own and not one.is_changed}
        return tuple(one for one in self.evidence
                     if one.asks and one.is_changed and not one.is_own and one.clause not in judged_anew)

    def untouched(self) -> Standing:
        """Where it would stand with the source's clauses and values, as others judged it."""
        sources = self._without_own()
        return _standing([replace(one, state=ClauseState.KEPT, is_doubted=False) if one.is_changed else one
                          for one in sources.evidence], sources.joint)

    def _without_own(self) -> JudgedModule:
        return JudgedModule(self.module, [one for one in self.evidence if not one.is_own],
                            [gap for gap in self.gaps if not gap.is_own],
                            [joint for joint in self.joint if not joint.is_own])

    def _has_own_gap(self) -> bool:
        return any(gap.is_own for gap in self.gaps)

    def _with_own(self, sources: JudgedModule) -> Standing:
        if self._has_own_gap():
            return Standing.NOT_ADDRESSED
        counting = _counting(self.evidence)
        own = [joint for joint in self.joint if joint.is_own]
        asked = [one for one in sources.evidence if one.asks]
        holds = all(one in counting for one in asked)   # nothing that the source judged counts otherwise
        is_of_the_same = holds and len(asked) == sum(one.asks for one in counting)
        if own and sources.joint and is_of_the_same and not any(one.is_changed for one in asked):
            weakest = min((*own, *sources.joint), key=lambda joint: weight(joint.relation))
            return _standing(counting, (weakest,))
        return best_of([_standing(counting, own), *([_standing(asked, sources.joint)] if holds else [])])


def _counting(evidence: Sequence[Evidence]) -> list[Evidence]:
    """One judgement for each clause: of its source's and the scheme's own the one that counts."""
    of_source = {one.clause: one for one in evidence if not one.is_own}
    counting = dict(of_source)
    for own in (one for one in evidence if one.is_own):
        source = of_source.get(own.clause)
        is_lower = source is not None and weight(own.relation) < weight(source.relation)
        is_of_other_words = source is not None and source.is_changed and not own.is_changed
        if source is None or is_lower or is_of_other_words:
            counting[own.clause] = own
    return list(counting.values())


def _standing(evidence: Sequence[Evidence], joint: Sequence[JointJudgement]) -> Standing:
    """What one module's clauses come to for an item, as the scheme has them."""
    asking = [one for one in evidence if one.asks]
    left = [one for one in asking if not one.state.is_gone]
    if any(one.relation.is_whole and not one.is_changed for one in left):
        return Standing.ADDRESSES
    is_whole = any(together.relation.is_whole for together in joint)
    if is_whole and asking and not any(one.is_changed for one in asking):
        return Standing.ADDRESSES
    return Standing.PARTLY if left else Standing.NOT_ADDRESSED
