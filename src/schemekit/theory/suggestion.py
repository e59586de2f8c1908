"""Which type of cooperation two theories of change suggest, each with the reason that speaks for it.

A suggestion is where to begin to talk. It is never more: what two organisations want to do together, they decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.model.theory_of_change import Level, Step
from schemekit.theory.comparison import StepPair, TheoryComparison
from schemekit.theory.leads import Lead
from schemekit.theory.likeness import actor_groups
from schemekit.theory.vocabulary import vocabulary

_REQUIREMENTS = "requirements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A type of cooperation and what speaks for it.

    Shape: `type` is one of cooperation.yaml's, or plug-and-play; `evidence` are pairs of step ids, left and right, or
    the assumption and step of a lead.
    """

    type: str
    reason: str
    evidence: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The type as a sentence names it."""
        return self.type.replace("-", " ")

    def to_mapping(self) -> dict[str, object]:
        """The suggestion as `--json` prints it."""
        return {"type": self.type, "reason": self.reason, "evidence": [list(pair) for pair in self.evidence]}


def suggestions(comparison: TheoryComparison, found: tuple[Lead, ...]) -> tuple[Suggestion, ...]:
    """What the two could do together, that with most behind it first."""
    every = [*_joint_project(comparison, found), *_plug_and_play(comparison), *_recognition(comparison),
             *_shared_process(comparison), *_harmonisation(comparison), *_working_group(comparison, found)]
    # A working group is where everything can begin, and is named last unless there is nothing else.
    return tuple(sorted(every, key=lambda item: (item.type == "working-group", -len(item.evidence), item.type)))


def _joint_project(comparison: TheoryComparison, found: tuple[Lead, ...]) -> Iterator[Suggestion]:
    routes = [route for route in comparison.routes if route.left_only or route.right_only]
    sure = [lead for lead in found if lead.is_sure and not lead.is_threat]
    reasons = []
    if routes:
        best = next((route for route in routes if route.is_complementary), routes[0])
        who = "each" if best.is_complementary else "one"
        reasons.append(f"{_count(len(routes), 'outcome is', 'outcomes are')} shared and reached in different ways, "
                       f"such as {_quoted(best.outcome.left)}: {who} has strategies that the other has not")
    if sure:
        many = _count(len(sure), "assumption of the one is", "assumptions of the one are")
        reasons.append(f"{many} what the other works for, such as {_quoted(sure[0].step)}")
    if reasons:
        yield Suggestion(type="joint-project", reason="; ".join(reasons),
                         evidence=(*_ids([route.outcome for route in routes]),
                                   *((lead.assumption.id, lead.step.id) for lead in sure)))


def _plug_and_play(comparison: TheoryComparison) -> Iterator[Suggestion]:
    pairs = [pair for pair in comparison.same if _is_doing(pair) and not _is_about(pair, _REQUIREMENTS)]
    if pairs:
        yield Suggestion(
            type="plug-and-play", evidence=_ids(pairs),
            reason=f"{_count(len(pairs), 'strategy or output is', 'strategies and outputs are')} the same, such as "
                   f"{_quoted(pairs[0].left)}: one of them can take over the other's procedure or material")


def _recognition(comparison: TheoryComparison) -> Iterator[Suggestion]:
    pairs = [pair for pair in comparison.same if set(pair.left.references) & set(pair.right.references)
             or (_is_doing(pair) and _has_theme(pair, "standard-setting"))]
    if pairs:
        yield Suggestion(
            type="recognition", evidence=_ids(pairs),
            reason=f"{_count(len(pairs), 'step asks', 'steps ask')} the same of operators, such as "
                   f"{_quoted(pairs[0].left)}: what one has found to be met, the other need not ask again")


def _shared_process(comparison: TheoryComparison) -> Iterator[Suggestion]:
    places, both = comparison.scope["places"]
    assured = [pair for pair in comparison.same if _is_doing(pair) and _is_about(pair, _REQUIREMENTS)
               and not _has_theme(pair, "standard-setting")]
    clients = [pair for pair in comparison.same if _is_doing(pair)
               and actor_groups(pair.left.actor) & actor_groups(pair.right.actor)]
    if assured:
        yield Suggestion(
            type="shared-process", evidence=_ids(assured),
            reason=f"both run {_quoted(assured[0].left)}" + (f", and both in {places[0]}" if places else "")
                   + ": one process could serve both")
    elif clients and (places or not both):
        yield Suggestion(
            type="shared-process", evidence=_ids(clients),
            reason=f"both serve {clients[0].left.actor}" + (f" in {places[0]}" if places else "")
                   + ": they could be asked, visited and trained once")


def _harmonisation(comparison: TheoryComparison) -> Iterator[Suggestion]:
    pairs = [pair for pair in comparison.same if _has_theme(pair, "standard-setting")]
    shared, total = comparison.overlap.shared, comparison.overlap.total
    if pairs and not comparison.is_cross_sector and total and shared / total >= 0.5:
        yield Suggestion(
            type="harmonisation", evidence=_ids(pairs),
            reason=f"both set standards in one sector and share {shared} of {total} steps: one text could do for both")


def _working_group(comparison: TheoryComparison, found: tuple[Lead, ...]) -> Iterator[Suggestion]:
    open_leads = [lead for lead in found if lead.is_threat or not lead.is_sure]
    evidence = [(lead.assumption.id, lead.step.id) for lead in open_leads]
    evidence += [*_ids(comparison.asked), *_ids(comparison.tensions)]
    if evidence:
        told = [_count(number, one, many) for number, one, many in (
            (len(comparison.asked), "pair that only people can judge", "pairs that only people can judge"),
            (len(comparison.tensions), "tension", "tensions"),
            (len(open_leads), "assumption that the other may bear on", "assumptions that the other may bear on"))
            if number]
        yield Suggestion(type="working-group", evidence=tuple(evidence), reason=f"to be talked over: {', '.join(told)}")


def _is_doing(pair: StepPair) -> bool:
    return pair.level.rank <= Level.OUTPUT.rank


def _is_about(pair: StepPair, area: str) -> bool:
    known = vocabulary()
    return all(any(known.area(code) == area for code in step.themes) for step in (pair.left, pair.right))


def _has_theme(pair: StepPair, code: str) -> bool:
    return code in pair.left.themes and code in pair.right.themes


def _ids(pairs: list[StepPair] | tuple[StepPair, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((pair.left.id, pair.right.id) for pair in pairs)


def _quoted(step: Step) -> str:
    """A step's words within a sentence."""
    return f"“{step.statement.rstrip('.')}”"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
