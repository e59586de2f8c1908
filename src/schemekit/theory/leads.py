"""Where one theory can help another: what one takes for granted and the other brings about, gaps, shared risks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemekit.model.theory_of_change import Assumption, Level, Risk, Step, TheoryOfChange
from schemekit.theory.comparison import TheoryComparison
from schemekit.theory.language import is_read
from schemekit.theory.likeness import POSSIBLE, SAME, Corpus, Likeness, likeness_of_assumption, texts_alike

_BROUGHT_ABOUT = frozenset({Level.OUTPUT, Level.OUTCOME_SHORT, Level.OUTCOME_MID, Level.OUTCOME_LONG})
_RISK_ALIKE, _RISK_ON_SAME = 0.5, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An assumption of one theory that is an output or outcome of another: the best reason to talk.

    Shape: `is_threat` where the outcome goes the other way, so that the assumption fails as the other succeeds.
    `is_sure` of a score from 0.70 with a theme; others are for a person to look at. `is_unwatched` where the one who
    relies on it does not look whether it holds.
    """

    holder: TheoryOfChange
    assumption: Assumption
    giver: TheoryOfChange
    step: Step
    likeness: Likeness
    is_sure: bool
    is_unwatched: bool
    is_threat: bool = False

    @property
    def words(self) -> str:
        """The lead in a sentence or two."""
        way = "against" if self.is_threat else "for"
        told = (f"{self.holder.organisation_name} takes for granted: “{self.assumption.statement}” "
                f"{self.giver.organisation_name} works {way} it: “{self.step.statement}”")
        if self.is_unwatched and self.step.indicators:
            told += f" It measures: {self.step.indicators[0]}; nobody at {self.holder.organisation_name} watches it."
        return told

    def to_mapping(self) -> dict[str, object]:
        """The lead as `--json` prints it."""
        return {"holder": self.holder.key, "assumption": self.assumption.id,
                "assumption_statement": self.assumption.statement, "giver": self.giver.key, "step": self.step.id,
                "step_statement": self.step.statement, **self.likeness.to_mapping(), "sure": self.is_sure,
                "unwatched": self.is_unwatched, "threat": self.is_threat}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An outcome that no strategy of a theory leads to. Shape: `helper` is the other theory where one of it does."""

    theory: TheoryOfChange
    step: Step
    helper: TheoryOfChange | None

    def to_mapping(self) -> dict[str, object]:
        """The gap as `--json` prints it."""
        return {"theory": self.theory.key, "step": self.step.id, "statement": self.step.statement,
                "helper": self.helper.key if self.helper else ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRisk:
    """A risk that both name. Shape: `score` is how alike the words are."""

    left: Risk
    right: Risk
    score: float

    def to_mapping(self) -> dict[str, object]:
        """The risk as `--json` prints it."""
        return {"left": self.left.id, "left_statement": self.left.statement, "right": self.right.id,
                "right_statement": self.right.statement, "score": self.score}


def leads(one: TheoryOfChange, other: TheoryOfChange) -> tuple[Lead, ...]:
    """The leads both ways, the surest first: for each assumption what of the other theory comes nearest to it."""
    corpus = Corpus.of(sorted([step.statement for theory in (one, other) for step in theory.steps]
                              + [item.statement for theory in (one, other) for item in theory.assumptions]),
                       is_read=is_read(one) and is_read(other))
    found = [*_leads(one, other, corpus), *_leads(other, one, corpus)]
    return tuple(sorted(found, key=lambda lead: (lead.is_threat, not lead.is_sure, -lead.likeness.score,
                                                 lead.holder.key, lead.assumption.id)))


def _leads(holder: TheoryOfChange, giver: TheoryOfChange, corpus: Corpus) -> Iterator[Lead]:
    steps = [step for step in giver.ordered if step.level in _BROUGHT_ABOUT]
    nobody_looks = {item.id for item in holder.unwatched}
    for item in sorted(holder.assumptions, key=lambda item: item.id):
        scored = [(likeness_of_assumption(item, step, corpus), step) for step in steps]
        for is_threat in (False, True):
            fitting = [pair for pair in scored if pair[0].is_contrary == is_threat]
            # Of equals the later step, which is nearer to what is taken for granted than what was made for it.
            best, step = max(fitting, key=lambda pair: (pair[0].score, pair[1].level.rank, pair[1].id),
                             default=(None, None))
            if best is not None and step is not None and best.score >= POSSIBLE:
                yield Lead(holder=holder, assumption=item, giver=giver, step=step, likeness=best,
                           is_sure=_is_sure(item, best),
                           is_unwatched=item.id in nobody_looks, is_threat=is_threat)


def _is_sure(item: Assumption, best: Likeness) -> bool:
    """Whether a score is enough: not where one of them denies, or they go opposite ways and may name two things."""
    is_open = best.is_denied or (best.is_opposed and not best.is_contrary)
    return best.score >= SAME and not is_open and (bool(item.themes) or best.has_same_words)


def gaps(comparison: TheoryComparison) -> tuple[Gap, ...]:
    """The outcomes of both that none of their own strategies leads to, and whether the other gets there."""
    left_of = {right: left for left, right in comparison.right_of.items()}
    found = [*_gaps(comparison.left, comparison.right, comparison.right_of),
             *_gaps(comparison.right, comparison.left, left_of)]
    return tuple(found)


def _gaps(theory: TheoryOfChange, other: TheoryOfChange, same: Mapping[str, str]) -> Iterator[Gap]:
    for step in theory.ordered:
        if step.level.is_change and not theory.actions_behind[step.id]:
            reached = bool(other.actions_behind.get(same.get(step.id, "")))
            yield Gap(theory=theory, step=step, helper=other if reached else None)


def shared_risks(comparison: TheoryComparison) -> tuple[SharedRisk, ...]:
    """The risks that both name, by their words or because they come with steps that both have."""
    left, right = comparison.left, comparison.right
    corpus = Corpus.of(sorted(risk.statement for risk in (*left.risks, *right.risks)),
                       is_read=is_read(left) and is_read(right))
    found = []
    for one in sorted(left.risks, key=lambda risk: risk.id):
        for other in sorted(right.risks, key=lambda risk: risk.id):
            score = round(texts_alike(one.statement, other.statement, corpus), 4)
            on_same = bool(one.step) and comparison.right_of.get(one.step) == other.step
            if score >= _RISK_ALIKE or (on_same and score >= _RISK_ON_SAME):
                found.append(SharedRisk(left=one, right=other, score=score))
    return tuple(sorted(found, key=lambda risk: (-risk.score, risk.left.id, risk.right.id)))
