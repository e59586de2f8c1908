"""A theory of change: what an organisation does, what should follow from it, and what it takes for granted.

Here are the records of cooperation/ID/theory-of-change.yaml. What is wrong with one is found in `theory.lint`, how two
are alike in `theory.comparison`, how one is drawn in `theory.layout`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any


class Level(Enum):
    """Where a step stands between what is put in and what changes in the world.

    Basis: ISEAL Code 1.1 (outcomes and impacts at three horizons, strategies); Common Impact Data Standard.
    """

    INPUT = "input"
    STRATEGY = "strategy"
    OUTPUT = "output"
    OUTCOME_SHORT = "outcome-short"
    OUTCOME_MID = "outcome-mid"
    OUTCOME_LONG = "outcome-long"
    IMPACT = "impact"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return _RANKS[self.value]

    @property
    def words(self) -> str:
        """The level as a sentence names it."""
        return _WORDS[self.value]

    @property
    def plural(self) -> str:
        """Several of it, as a heading or a sentence names them."""
        return f"{self.words[:-1]}ies" if self.words.endswith("y") else f"{self.words}s"

    @property
    def is_change(self) -> bool:
        """Whether it is a change in the world, and not what the organisation does or makes itself."""
        return self.rank >= _RANKS["outcome-short"]

    @property
    def is_action(self) -> bool:
        """Whether it is what the organisation does."""
        return self in (Level.INPUT, Level.STRATEGY)


_WORDS = {"input": "input", "strategy": "strategy", "output": "output", "outcome-short": "short-term outcome",
          "outcome-mid": "medium-term outcome", "outcome-long": "long-term outcome", "impact": "impact"}
_RANKS = {value: rank for rank, value in enumerate(_WORDS)}


class Direction(Enum):
    """Which way the matter of a step goes."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    ESTABLISH = "establish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One box of a theory.

    Shape: `actor` is who changes; `themes` are codes of the theme list; `direction` is None where none is said.
    Units: `years` from the start until it is expected; None where nobody said.
    """

    id: str
    level: Level
    statement: str
    actor: str = ""
    direction: Direction | None = None
    themes: tuple[str, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """What leads to what.

    Shape: `kind` is contributes, necessary, sufficient, enables or blocks; `evidence` none, expert or study;
    `assumptions` are the ids of those under which it holds. Units: `strength` 1 (weak) to 3 (strong).
    """

    source: str
    target: str
    kind: str = "contributes"
    strength: int = 2
    evidence: str = "none"
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What has to hold for arrows to hold, and is not in the organisation's own hands.

    Shape: `watched_by` is who looks whether it holds, and how; `themes` and `about_actor` say what it is about, so that
    an outcome of somebody else can be found in it; `direction` which way that has to go. `confidence` is low, medium,
    high or empty.
    """

    id: str
    statement: str
    held_by: str = ""
    about_actor: str = ""
    themes: tuple[str, ...] = ()
    direction: Direction | None = None
    confidence: str = ""
    watched_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What could go wrong or come of it unasked. Shape: `likelihood` and `impact` are low, medium, high or empty."""

    id: str
    statement: str
    step: str = ""
    likelihood: str = ""
    impact: str = ""
    response: str = ""


@dataclass(frozen=True, kw_only=True)
class TheoryOfChange:
    """A theory of change.

    Shape: one cooperation/ID/theory-of-change.yaml; `scope` maps commodities, stages, places and actors to words.
    `is_public` says whether the scheme's website shows it. Units: `date` and `review_due` are YYYY-MM-DD or empty;
    `language` is a BCP 47 code or empty.
    Basis: schemas/theory-of-change.schema.json.
    """

    id: str
    organisation: str
    organisation_name: str
    title: str
    version: str = ""
    status: str = "draft"
    date: str = ""
    review_due: str = ""
    licence: str = ""
    language: str = ""
    is_public: bool = False
    narrative: str = ""
    summary: str = ""
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    risks: tuple[Risk, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> TheoryOfChange:
        """Make the record from a mapping that the schema has already accepted; words come in single lines."""
        scope = {key: _lines(words) for key, words in (data.get("scope") or {}).items()}
        return cls(
            id=data["id"], organisation=data["organisation"]["id"],
            organisation_name=one_line(data["organisation"]["name"]),
            title=one_line(data["title"]), version=data.get("version") or "", status=data.get("status") or "draft",
            date=data.get("date") or "", review_due=data.get("review_due") or "", licence=data.get("licence") or "",
            language=data.get("language") or "",
            is_public=data.get("publish") is True, narrative=data.get("narrative") or "",
            summary=one_line(data.get("summary")), scope={key: words for key, words in scope.items() if words},
            steps=tuple(map(_step, data.get("steps") or ())),
            arrows=tuple(map(_arrow, data.get("arrows") or ())),
            assumptions=tuple(map(_assumption, data.get("assumptions") or ())),
            risks=tuple(map(_risk, data.get("risks") or ())),
        )

    def to_mapping(self) -> dict[str, object]:
        """The theory as its file holds it, without what is empty."""
        return _filled({
            "format": 1, "id": self.id, "title": self.title,
            "organisation": {"id": self.organisation, "name": self.organisation_name}, "version": self.version,
            "status": self.status, "date": self.date, "review_due": self.review_due, "licence": self.licence,
            "language": self.language,
            "publish": self.is_public or None, "narrative": self.narrative, "summary": self.summary,
            "scope": {key: list(words) for key, words in self.scope.items()},
            "steps": [_filled({
                "id": step.id, "level": step.level.value, "statement": step.statement, "actor": step.actor,
                "direction": step.direction.value if step.direction else "", "themes": list(step.themes),
                "sdg_targets": list(step.sdg_targets), "references": list(step.references),
                "indicators": list(step.indicators), "years": step.years}) for step in self.steps],
            "arrows": [_filled({
                "from": arrow.source, "to": arrow.target, "kind": arrow.kind, "strength": arrow.strength,
                "evidence": arrow.evidence, "assumptions": list(arrow.assumptions)}) for arrow in self.arrows],
            "assumptions": [_filled({
                "id": item.id, "assumption": item.statement, "held_by": item.held_by, "about_actor": item.about_actor,
                "themes": list(item.themes), "direction": item.direction.value if item.direction else "",
                "confidence": item.confidence, "watched_by": item.watched_by})
                for item in self.assumptions],
            "risks": [_filled({
                "id": item.id, "risk": item.statement, "step": item.step, "likelihood": item.likelihood,
                "impact": item.impact, "response": item.response}) for item in self.risks],
        })

    @property
    def key(self) -> str:
        """By which name it is known to others: its organisation's and its own."""
        return f"{self.organisation}/{self.id}"

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """Its steps by id; of two with one id the first."""
        return {step.id: step for step in reversed(self.steps)}

    @cached_property
    def ordered(self) -> tuple[Step, ...]:
        """Its steps from what is put in to what changes, then by id: their place in the file says nothing."""
        return tuple(sorted(self.steps, key=lambda step: (step.level.rank, step.id)))

    @cached_property
    def arrows_from(self) -> Mapping[str, tuple[Arrow, ...]]:
        """For each step the arrows that leave it for a step that is there, by where they lead."""
        found: dict[str, list[Arrow]] = {step.id: [] for step in self.steps}
        for arrow in sorted(self.arrows, key=lambda arrow: (arrow.target, arrow.kind)):
            if arrow.source in found and arrow.target in found:
                found[arrow.source].append(arrow)
        return {name: tuple(arrows) for name, arrows in found.items()}

    @property
    def unwatched(self) -> tuple[Assumption, ...]:
        """The assumptions of which nobody looks whether they hold."""
        return tuple(item for item in self.assumptions if not item.watched_by.strip())

    @cached_property
    def leads_to(self) -> Mapping[str, tuple[str, ...]]:
        """For each step the steps that it leads to, sorted; what it blocks is not among them."""
        found: dict[str, set[str]] = {step.id: set() for step in self.steps}
        for arrow in self.arrows:
            if arrow.kind != "blocks" and arrow.source in found and arrow.target in found:
                found[arrow.source].add(arrow.target)
        return {name: tuple(sorted(targets)) for name, targets in found.items()}

    def reached_from(self, start: str) -> frozenset[str]:
        """Every step that a step leads to, over however many others; itself only where there is a loop."""
        seen: set[str] = set()
        waiting = list(self.leads_to.get(start, ()))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += self.leads_to[name]
        return frozenset(seen)

    @cached_property
    def actions_behind(self) -> Mapping[str, frozenset[str]]:
        """For each step the strategies and inputs from which a path leads to it."""
        found: dict[str, set[str]] = {step.id: set() for step in self.steps}
        for step in self.steps:
            if step.level.is_action:
                for name in self.reached_from(step.id):
                    found[name].add(step.id)
        return {name: frozenset(starts) for name, starts in found.items()}


def one_line(text: str | None) -> str:
    """Words without the line ends and double blanks that a file folds them with."""
    return " ".join((text or "").split())


def _lines(items: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for words in map(one_line, items or ()) if words))


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None and value not in ("", [], {})}


def _step(data: Mapping[str, Any]) -> Step:
    direction = data.get("direction")
    return Step(
        id=data["id"], level=Level(data["level"]), statement=one_line(data["statement"]),
        actor=one_line(data.get("actor")), direction=Direction(direction) if direction else None,
        themes=_lines(data.get("themes")), sdg_targets=_lines(data.get("sdg_targets")),
        references=_lines(data.get("references")), indicators=_lines(data.get("indicators")), years=data.get("years"),
    )


def _arrow(data: Mapping[str, Any]) -> Arrow:
    return Arrow(source=data["from"], target=data["to"], kind=data.get("kind") or "contributes",
                 strength=data.get("strength") or 2, evidence=data.get("evidence") or "none",
                 assumptions=_lines(data.get("assumptions")))


def _assumption(data: Mapping[str, Any]) -> Assumption:
    direction = data.get("direction")
    return Assumption(
        direction=Direction(direction) if direction else None,
        id=data["id"], statement=one_line(data["assumption"]), held_by=one_line(data.get("held_by")),
        about_actor=one_line(data.get("about_actor")), themes=_lines(data.get("themes")),
        confidence=data.get("confidence") or "", watched_by=one_line(data.get("watched_by")),
    )


def _risk(data: Mapping[str, Any]) -> Risk:
    return Risk(id=data["id"], statement=one_line(data["risk"]), step=data.get("step") or "",
                likelihood=data.get("likelihood") or "", impact=data.get("impact") or "",
                response=one_line(data.get("response")))
