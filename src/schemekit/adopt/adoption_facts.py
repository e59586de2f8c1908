"""The facts of an adoption as every paper about it tells them, beginning with how it corresponds to its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemekit.adopt.correspondence import degree_of, modified_because, not_equivalent_because
from schemekit.adopt.derogations import derogation_lines
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.todo import DONE


def correspondence_facts(adoption: Adoption, today: date) -> Iterator[tuple[str, str]]:
    """How a text corresponds to its source, why, and what was done to its clauses. Shape: label and words."""
    degree = degree_of(adoption)
    yield "Correspondence", f"{degree.value}, {degree.words} (ISO/IEC Guide 21-1)"
    if distance := not_equivalent_because(adoption):
        yield "Not equivalent because", "; ".join(distance)
    if told := derogation_lines(adoption, today):
        yield "Derogations", "; ".join(told)
    if change := modified_because(adoption):
        yield "Modified because", "; ".join(change)
    yield "Clauses", ", ".join(f"{count} {DONE[verb]}" for verb, count in adoption.counts.items() if count)
