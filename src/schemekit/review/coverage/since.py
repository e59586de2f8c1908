"""What a change cost: the items of a framework that stand elsewhere than at an earlier state of the scheme, or have
other evidence behind them, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from schemekit.adopt.crosswalks import coverage_of
from schemekit.adopt.own_crosswalks import own_crosswalk_files
from schemekit.adopt.past_scheme import scheme_as_of
from schemekit.adopt.writing import reading
from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState, Evidence, rank
from schemekit.crosswalk.told import DOUBTED, STATES, standing_words, state_words
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.crosswalk import SELF
from schemekit.review.coverage.asked import Wanted, frameworks_asked
from schemekit.review.coverage.clause import NO_REASON
from schemekit.review.coverage.covered import Cause, Coverage, FrameworkCoverage, ItemChange
from schemekit.review.coverage.of_scheme import ReadScheme


def with_changes(root: Path, now: Coverage, wanted: Wanted, name: str) -> Coverage:
    """A scheme's coverage with what became of each item since a saved state.

    Raises: UnknownNameError where there is no such state; UsageError without a history.
    """
    present = dict(now.modules)
    with scheme_as_of(root, name) as place:
        folder = SchemeFolder(place)
        there = {*folder.lock().entries, *own_crosswalk_files(folder)}
        kept = tuple(module for module in wanted.modules if module in there)
        # Of modules that were asked for and were not there yet, nothing was there.
        then = None if wanted.modules and not kept else ReadScheme.of(folder, kept)
        past = dict(then.modules) if then else {}
        causes = _Causes(now, past, _gone(root, set(past) - set(present)),
                         [module.clauses for module in then.all_mapped] if then else ())
        shown = (*now.frameworks, *_no_longer(root, now, wanted, then))
        frameworks = tuple(
            replace(one, changes=tuple(causes.of(one, coverage_of(one.framework, then.all_mapped if then else ()))))
            for one in shown
        )
    return replace(now, frameworks=frameworks, since=name)


def _gone(root: Path, modules: set[str]) -> dict[str, str]:
    """Modules that the scheme has no more. Shape: each with what is told of it."""
    scheme = reading(root).scheme()
    return {module: "still in scheme.yaml, and not adopted" if module in scheme.modules else "taken out of the scheme"
            for module in modules}


def _no_longer(root: Path, now: Coverage, wanted: Wanted, then: ReadScheme | None) -> Iterator[FrameworkCoverage]:
    """The frameworks to which something was mapped then, and nothing is now."""
    if wanted.frameworks or then is None:
        return
    shown = {(one.framework.id, one.framework.version) for one in now.frameworks}
    for framework in frameworks_asked((), then.frameworks(root), then.crosswalks):
        if (framework.id, framework.version) not in shown:
            yield FrameworkCoverage(framework=framework, items=coverage_of(framework, ()))


class _Causes:
    """Finds for an item what became of the clauses behind it."""

    def __init__(
        self, now: Coverage, past: dict[str, str], gone: dict[str, str], then: Iterable[AdoptedClauses]
    ) -> None:
        self._now, self._past, self._gone = now, past, gone
        self._words_then, self._words_now = _words_of(then), _words_of(now.adopted)
        self._present = dict(now.modules)

    def of(self, one: FrameworkCoverage, before: tuple[ItemCoverage, ...]) -> Iterator[ItemChange]:
        earlier = {item.item.id: item for item in before}
        counted = {item.item.id for item in one.counted}
        for item in one.items:
            then = earlier[item.item.id]
            if item.item.id not in counted:
                continue
            step = _place(item) - _place(then)
            less, more = self._weighed(then, item)
            if step or less or more:
                yield ItemChange(item=item, before=standing_words(then), step=step, has_less=less,
                                 causes=tuple(self._between(then, item)))

    def _weighed(self, then: ItemCoverage, now: ItemCoverage) -> tuple[bool, bool]:
        """Whether any clause behind an item counts for less than it did, and whether any counts for more."""
        was, has = ({(one.module, one.clause, one.is_own): one for one in item.evidence if one.asks}
                    for item in (then, now))
        steps = [_strength(has.get(key)) - _strength(was.get(key)) for key in {*was, *has}]
        # Below its default a value can be looser still, and other words can be other words again.
        again = any(self._is_changed_again(was[key], has[key]) for key in was.keys() & has.keys())
        return again or any(step < 0 for step in steps), any(step > 0 for step in steps)

    def _is_changed_again(self, old: Evidence, new: Evidence) -> bool:
        is_less = new.is_changed and old.is_changed and not new.state.is_gone and not new.is_own
        return is_less and self._words_then.get(old.name) != self._words_now.get(new.name)

    def _between(self, then: ItemCoverage, now: ItemCoverage) -> Iterator[Cause]:
        was = {(one.module, one.clause, one.is_own): one for one in then.evidence}
        has = {(one.module, one.clause, one.is_own): one for one in now.evidence}
        told: set[str] = set()
        for key in dict.fromkeys((*was, *has)):
            module, clause, _ = key
            old, new = was.get(key), has.get(key)
            if (old is None or new is None) and self._is_whole(module):
                if module not in told:
                    told.add(module)
                    yield Cause(module=module, clause="", words=self._whole(module))
            elif words := self._words(old, new):
                known = self._now.clauses.get((module, clause))
                is_changed = known is not None and new is not None and new.state is not ClauseState.KEPT
                reason = (known.reason or NO_REASON) if known and is_changed else ""
                yield Cause(module=module, clause=clause, words=words, reason=reason)
        yield from _of_the_whole(then, now)

    def _is_whole(self, module: str) -> bool:
        return module not in self._past or module not in self._present

    def _whole(self, module: str) -> str:
        return self._gone.get(module, "adopted since")

    def _words(self, old: Evidence | None, new: Evidence | None) -> str:
        """What became of one clause that bears on the item; nothing where nothing did."""
        if old is None and new is not None:
            by = f"by {SELF}" if new.is_own else f"in {self._step(new.module)}"
            return f"mapped to it since, {by}"
        if old is not None and new is None:
            return f"no longer mapped to it, since {self._step(old.module)}" if not old.is_own else \
                f"no longer mapped to it by {SELF}"
        if old is None or new is None:
            return ""
        if old.state is not new.state:
            known = self._now.clauses.get((new.module, new.clause))
            if new.state is ClauseState.KEPT:
                return f"as the source has it again (was {state_words(old)})"
            return (known.did if known else "") or STATES[new.state]
        if old.is_doubted is not new.is_doubted:
            return f"now {DOUBTED}" if new.is_doubted else f"no longer so that {DOUBTED}"
        if self._is_changed_again(old, new):
            known = self._now.clauses.get((new.module, new.clause))
            return f"changed again: {known.did if known else state_words(new)}"
        if old.relation is not new.relation:
            return f"judged anew by {new.judged_by} on {new.date}: {old.relation.value} became {new.relation.value}"
        return ""

    def _step(self, module: str) -> str:
        before, after = self._past.get(module, ""), self._present.get(module, "")
        return f"{before} became {after}" if before != after else f"version {after}"


def _of_the_whole(then: ItemCoverage, now: ItemCoverage) -> Iterator[Cause]:
    """Judgements on a module as a whole that are others than they were: of its clauses together, of its gaps."""
    gaps = {(module, gap.is_own) for module, gap in then.gaps}
    for module, gap in now.gaps:
        if (module, gap.is_own) not in gaps:
            judge = SELF if gap.is_own else "its judge"
            yield Cause(module=module, clause="", words=f"{judge} states a gap here", reason=gap.rationale)
    was, has = ({(module, joint.is_own): joint for module, joint in item.joint} for item in (then, now))
    for key in sorted(was.keys() & has.keys()):
        if was[key].relation is not has[key].relation:
            yield Cause(module=key[0], clause="", words=f"its clauses together were judged anew: "
                        f"{was[key].relation.value} became {has[key].relation.value}")
    for key in sorted(has.keys() - was.keys()):
        if key[1]:
            yield Cause(module=key[0], clause="", words=f"its clauses were judged together since, by {SELF}",
                        reason=has[key].rationale)


def _words_of(modules: Iterable[AdoptedClauses]) -> dict[str, str]:
    """The digests of changed clauses, by MODULE#CLAUSE."""
    return {f"{one.module}#{clause}": digest for one in modules for clause, digest in one.words.items()}


def _place(item: ItemCoverage) -> int:
    """How high an item stands: judged by nobody, not addressed, to be judged anew, partly, addressed."""
    standing = rank(item.standing)
    return 2 * standing + (not item.is_anew) if item.is_judged else -1


def _strength(one: Evidence | None) -> int:
    return one.strength if one is not None else 0

