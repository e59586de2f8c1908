"""A theory of change in words: a nested list that says all that the picture shows, for who reads or listens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from schemekit.model.theory_of_change import Arrow, Step, TheoryOfChange
from schemekit.theory.looks import KINDS
from schemekit.theory.markdown import md
from schemekit.theory.marks import assumption_marks, marks_on, risk_marks
from schemekit.theory.vocabulary import vocabulary

_STRENGTH = {1: "weak", 2: "", 3: "strong"}
_EVIDENCE = {"none": "", "expert": "in the view of experts", "study": "as studies show"}


def outline(theory: TheoryOfChange, heading: int = 1) -> str:
    """The theory as Markdown. Shape: `heading` is the level of its first heading."""
    return "\n".join(_lines(theory, "#" * heading)) + "\n"


def _lines(theory: TheoryOfChange, sign: str) -> Iterator[str]:
    yield f"{sign} {md(theory.organisation_name)}: {md(theory.title)}"
    facts = [f"version {theory.version}" if theory.version else "", theory.status, theory.date]
    yield f"\n{md(', '.join(fact for fact in facts if fact))}"
    if theory.summary:
        yield f"\n{md(theory.summary)}"
    scope = [f"{key}: {', '.join(words)}" for key, words in theory.scope.items()]
    if scope:
        yield f"\nScope: {md('; '.join(scope))}"
    marks, risky = assumption_marks(theory), risk_marks(theory)
    for level, own in groupby(theory.ordered, key=lambda step: step.level):
        yield f"\n{sign}# {level.plural.capitalize()}\n"
        for step in own:
            yield from _step(theory, step, marks, risky.get(step.id, ()))
    if theory.assumptions:
        yield f"\n{sign}# Assumptions\n"
        for number, item in enumerate(theory.assumptions, 1):
            watched = f"Watched by: {item.watched_by}" if item.watched_by else "Nobody watches it"
            yield f"- **A{number}** {md(item.statement)}"
            yield f"    - {md(watched)}"
    if theory.risks:
        yield f"\n{sign}# Risks and effects that nobody wants\n"
        for number, risk in enumerate(theory.risks, 1):
            told = ", ".join(part for part in (f"likelihood {risk.likelihood}" if risk.likelihood else "",
                                               f"impact {risk.impact}" if risk.impact else "") if part)
            yield f"- **R{number}** {md(risk.statement)}{f' ({told})' if told else ''}"
            if risk.response:
                yield f"    - Answer: {md(risk.response)}"


def _step(theory: TheoryOfChange, step: Step, marks: Mapping[str, str], risks: Sequence[str]) -> Iterator[str]:
    yield f"- {md(step.statement)}"
    known = vocabulary()
    about = [f"who: {step.actor}" if step.actor else "",
             f"themes: {', '.join(map(known.label, step.themes))}" if step.themes else "",
             f"SDG targets: {', '.join(step.sdg_targets)}" if step.sdg_targets else "",
             f"within {step.years} {'year' if step.years == 1 else 'years'}" if step.years else ""]
    told = "; ".join(part for part in about if part)
    if told:
        yield f"    - {md(told[0].upper() + told[1:])}"
    for indicator in step.indicators:
        yield f"    - Measured by: {md(indicator)}"
    for arrow in theory.arrows_from[step.id]:
        yield f"    - {_leads(theory, arrow, marks)}"
    if risks:
        yield f"    - Comes with {', '.join(risks)}"


def _leads(theory: TheoryOfChange, arrow: Arrow, marks: Mapping[str, str]) -> str:
    how = KINDS[arrow.kind][0]
    told = f"{how[0].upper()}{how[1:]}: {md(theory.by_id[arrow.target].statement)}"
    named = ", ".join(marks_on(arrow, marks))
    extra = [_STRENGTH[arrow.strength], _EVIDENCE[arrow.evidence], f"if {named} holds" if named else ""]
    behind = ", ".join(part for part in extra if part)
    return f"{told} ({behind})" if behind else told
