"""All that is told of two theories of change: the comparison, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from schemekit.model.match_answer import MatchAnswer
from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.theory.comparison import TheoryComparison
from schemekit.theory.language import language_of, unread_words
from schemekit.theory.leads import Gap, Lead, SharedRisk, gaps, leads, shared_risks
from schemekit.theory.pairing import compare_theories
from schemekit.theory.suggestion import Suggestion, suggestions

_MOST = 5   # actors that are named; more are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReport:
    """Two theories side by side. Shape: what is in `leads` is not in the comparison, as it is about assumptions."""

    comparison: TheoryComparison
    leads: tuple[Lead, ...]
    gaps: tuple[Gap, ...]
    risks: tuple[SharedRisk, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def title(self) -> str:
        """Whose theories they are."""
        left, right = self.comparison.left, self.comparison.right
        return f"{left.organisation_name} and {right.organisation_name}"

    @property
    def scope_words(self) -> tuple[str, ...]:
        """What the scopes have in common, and what could not be compared, as sentences."""
        unread = unread_words(self.comparison.left, self.comparison.right)
        told = [unread] if unread else []
        for key, (shared, both) in self.comparison.scope.items():
            if shared:
                told.append(f"{key.capitalize()} in common: {', '.join(shared)}.")
            elif both:
                told.append(f"No {key} in common.{self._actors_of_steps if key == 'actors' else ''}")
        if self.comparison.is_cross_sector:
            told.append("They work with different materials: what they share is learning across sectors.")
        told += [words for theory in (self.comparison.left, self.comparison.right)
                 if (words := _unthemed(theory))]
        return tuple(told)

    @property
    def _actors_of_steps(self) -> str:
        """Whom steps of both name all the same: scopes say for whom a theory is, and steps who acts."""
        left, right = ({step.actor.casefold(): step.actor for step in theory.steps if step.actor}
                       for theory in (self.comparison.left, self.comparison.right))
        shared = [left[actor] for actor in left if actor in right]
        more = f" and {len(shared) - _MOST} more" if len(shared) > _MOST else ""
        return f" Steps of both name {', '.join(shared[:_MOST])}{more}." if shared else ""

    def to_mapping(self) -> dict[str, object]:
        """The report as `--json` prints it."""
        found = self.comparison
        return {
            "left": found.left.key, "right": found.right.key,
            "languages": [language_of(found.left), language_of(found.right)],
            "words_compared": not unread_words(found.left, found.right),
            "overlap": found.overlap.to_mapping(),
            "levels": [{"level": level.value, **overlap.to_mapping()} for level, overlap in found.overlaps.items()],
            "arrows": found.arrows_shared.to_mapping(),
            "arrows_of_one": [{"side": side, "from": source, "to": target}
                              for side, source, target in found.arrows_of_one],
            "scope": [{"part": key, "shared": list(shared), "both_name_some": both}
                      for key, (shared, both) in found.scope.items()],
            "cross_sector": found.is_cross_sector,
            "same": [pair.to_mapping() for pair in found.same],
            "ask": [pair.to_mapping() for pair in found.asked],
            "tensions": [pair.to_mapping() for pair in found.tensions],
            "left_only": [step.id for step in found.left_only], "right_only": [step.id for step in found.right_only],
            "routes": [route.to_mapping() for route in found.routes],
            "leads": [lead.to_mapping() for lead in self.leads], "gaps": [gap.to_mapping() for gap in self.gaps],
            "unwatched": [{"theory": theory.key, "assumption": item.id, "statement": item.statement}
                          for theory in (found.left, found.right) for item in theory.unwatched],
            "risks": [risk.to_mapping() for risk in self.risks],
            "suggestions": [item.to_mapping() for item in self.suggestions],
            "stale": [answer.to_mapping() for answer in found.stale],
        }


def _unthemed(theory: TheoryOfChange) -> str:
    """What is said where most steps name no theme, which decides most of a score."""
    without = sum(not step.themes for step in theory.steps)
    if 2 * without <= len(theory.steps):
        return ""
    named = len(theory.steps) - without
    many = f"Only {named} of {len(theory.steps)} steps" if named else "No step"
    return (f"{many} of {theory.organisation_name} {'name' if named > 1 else 'names'} a theme, and words alone "
            "seldom meet: little is found until each step has one ('schemekit toc themes' lists them).")


def pair_reports(theories: Sequence[TheoryOfChange], answers: Sequence[MatchAnswer] = ()) -> tuple[PairReport, ...]:
    """A report for each two of the theories, in the order in which these are named."""
    return tuple(_report(left, right, answers) for left, right in combinations(theories, 2))


def _report(left: TheoryOfChange, right: TheoryOfChange, answers: Sequence[MatchAnswer]) -> PairReport:
    comparison = compare_theories(left, right, answers)
    found = leads(left, right)
    return PairReport(comparison=comparison, leads=found, gaps=gaps(comparison), risks=shared_risks(comparison),
                      suggestions=suggestions(comparison, found))
