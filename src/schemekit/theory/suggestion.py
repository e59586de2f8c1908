"""Which type of cooperation two theories of change suggest, each with the reason that speaks for it.

A suggestion is where to begin to talk. It is never more: what two organisations want to do together, they decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.model.theory_of_change import Assumption, Level, Step
from schemekit.theory.comparison import StepPair, TheoryComparison
from schemekit.theory.leads import Lead
from schemekit.theory.likeness import actor_groups
from schemekit.theory.vocabulary import vocabulary

_REQUIREMENTS = "requirements"
_OWN_PEOPLE = frozenset({"the scheme", "assurance"})
_PLACE_BOUND = frozenset({"communities", "government", "civil society"})
"""Groups of actors whom a scheme works through, and whom schemes of other materials can share by their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a suggestion: a step of each theory, left and right, or the assumption and step of a lead."""

    one: Step | Assumption
    other: Step

    @property
    def words(self) -> str:
        """Both in their own words."""
        return f"{_quoted(self.one)} – {_quoted(self.other)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A type of cooperation and what speaks for it.

    Shape: `type` is one of cooperation.yaml's, plug-and-play, or learning-across-sectors where the two do alike things
    for other materials.
    """

    type: str
    reason: str
    evidence: tuple[Evidence, ...]

    @property
    def words(self) -> str:
        """The type as a sentence names it."""
        return self.type.replace("-", " ")

    def to_mapping(self) -> dict[str, object]:
        """The suggestion as `--json` prints it."""
        return {"type": self.type, "reason": self.reason,
                "evidence": [[item.one.id, item.other.id] for item in self.evidence]}


def suggestions(comparison: TheoryComparison, found: tuple[Lead, ...]) -> tuple[Suggestion, ...]:
    """What the two could do together, that with most behind it first."""
    every = [*_joint_project(comparison, found), *_plug_and_play(comparison), *_recognition(comparison),
             *_shared_process(comparison), *_learning(comparison), *_harmonisation(comparison),
             *_working_group(comparison, found)]
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
                         evidence=(*_of([route.outcome for route in routes]), *_of_leads(sure)))


def _plug_and_play(comparison: TheoryComparison) -> Iterator[Suggestion]:
    pairs = [pair for pair in comparison.same if _is_doing(pair) and not _is_about(pair, _REQUIREMENTS)]
    if pairs:
        yield Suggestion(
            type="plug-and-play", evidence=_of(pairs),
            reason=f"{_count(len(pairs), 'strategy or output is', 'strategies and outputs are')} the same, such as "
                   f"{_quoted(pairs[0].left)}: one of them can take over the other's procedure or material")


def _recognition(comparison: TheoryComparison) -> Iterator[Suggestion]:
    pairs = _asking(comparison)
    if pairs and _may_meet(comparison, "commodities", "stages"):
        yield Suggestion(
            type="recognition", evidence=_of(pairs),
            reason=f"{_count(len(pairs), 'step asks', 'steps ask')} the same of operators, such as "
                   f"{_quoted(pairs[0].left)}: what one has found to be met, the other need not ask again")


def _shared_process(comparison: TheoryComparison) -> Iterator[Suggestion]:
    places, both = comparison.scope["places"]
    is_one_field = _may_meet(comparison, "commodities", "stages", "actors")
    assured = _assuring(comparison) if is_one_field else []
    clients = [pair for pair in comparison.same if _is_doing(pair) and _have_clients(pair, is_one_field=is_one_field)]
    if assured:
        yield Suggestion(
            type="shared-process", evidence=_of(assured),
            reason=f"both run {_quoted(assured[0].left)}" + (f", and both in {places[0]}" if places else "")
                   + ": one process could serve both")
    elif clients and (places or not both):
        yield Suggestion(
            type="shared-process", evidence=_of(clients),
            reason=f"both serve {clients[0].left.actor}" + (f" in {places[0]}" if places else "")
                   + ": they could be asked, visited and trained once")


def _learning(comparison: TheoryComparison) -> Iterator[Suggestion]:
    """What is alike and cannot be shared, as the two work on other materials: the scope comes before the steps."""
    pairs = [] if _may_meet(comparison, "commodities", "stages") else [
        pair for pair in comparison.same if pair in (*_asking(comparison), *_assuring(comparison))]
    if pairs:
        yield Suggestion(
            type="learning-across-sectors", evidence=_of(pairs),
            reason=f"both do {_quoted(pairs[0].left)}, for other commodities and other stages: neither can rely on "
                   "what the other found, and each can learn how the other does it")


def _asking(comparison: TheoryComparison) -> list[StepPair]:
    """The pairs that ask the same of operators."""
    return [pair for pair in comparison.same if set(pair.left.references) & set(pair.right.references)
            or (_is_doing(pair) and _has_theme(pair, "standard-setting"))]


def _assuring(comparison: TheoryComparison) -> list[StepPair]:
    """The pairs that find out whether what is asked is met."""
    return [pair for pair in comparison.same if _is_doing(pair) and _is_about(pair, _REQUIREMENTS)
            and not _has_theme(pair, "standard-setting")]


def _may_meet(comparison: TheoryComparison, *parts: str) -> bool:
    """Whether the scopes have one of these parts in common, or one of the two names none of them."""
    named = [any(theory.scope.get(part) for part in parts) for theory in (comparison.left, comparison.right)]
    return not all(named) or any(comparison.scope[part][0] for part in parts)


def _have_clients(pair: StepPair, *, is_one_field: bool) -> bool:
    """Whether both serve the same people. Shape: where they work on other materials, only who lives in one place is."""
    groups = (actor_groups(pair.left.actor) & actor_groups(pair.right.actor)) - _OWN_PEOPLE
    return bool(groups if is_one_field else groups & _PLACE_BOUND)


def _harmonisation(comparison: TheoryComparison) -> Iterator[Suggestion]:
    pairs = [pair for pair in comparison.same if _has_theme(pair, "standard-setting")]
    shared, total = comparison.overlap.shared, comparison.overlap.total
    if pairs and not comparison.is_cross_sector and total and shared / total >= 0.5:
        yield Suggestion(
            type="harmonisation", evidence=_of(pairs),
            reason=f"both set standards in one sector and share {shared} of {total} steps: one text could do for both")


def _working_group(comparison: TheoryComparison, found: tuple[Lead, ...]) -> Iterator[Suggestion]:
    open_leads = [lead for lead in found if lead.is_threat or not lead.is_sure]
    evidence = [*_of_leads(open_leads), *_of(comparison.asked), *_of(comparison.tensions)]
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


def _of(pairs: Sequence[StepPair]) -> tuple[Evidence, ...]:
    return tuple(Evidence(one=pair.left, other=pair.right) for pair in pairs)


def _of_leads(found: Sequence[Lead]) -> tuple[Evidence, ...]:
    return tuple(Evidence(one=lead.assumption, other=lead.step) for lead in found)


def _quoted(step: Step | Assumption) -> str:
    """A step's or an assumption's words within a sentence."""
    return f"“{step.statement.rstrip('.')}”"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
