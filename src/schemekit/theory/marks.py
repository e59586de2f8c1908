"""Marks: the short names, A1 and R1, by which pictures and lists point at assumptions and risks."""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.model.theory_of_change import Arrow, TheoryOfChange


def assumption_marks(theory: TheoryOfChange) -> Mapping[str, str]:
    """The mark of each assumption, by its id, in the order of the file."""
    return {item.id: f"A{number}" for number, item in enumerate(theory.assumptions, 1)}


def marks_on(arrow: Arrow, marks: Mapping[str, str]) -> tuple[str, ...]:
    """The marks of the assumptions under which an arrow holds."""
    return tuple(marks[name] for name in arrow.assumptions if name in marks)


def risk_marks(theory: TheoryOfChange) -> Mapping[str, tuple[str, ...]]:
    """For each step that risks come with, by its id, the marks of these."""
    found: dict[str, tuple[str, ...]] = {}
    for number, risk in enumerate(theory.risks, 1):
        if risk.step:
            found[risk.step] = (*found.get(risk.step, ()), f"R{number}")
    return found
