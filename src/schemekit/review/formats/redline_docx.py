"""A comparison as a Word redline: two papers, and a remark for each clause with what the change means and why."""

from __future__ import annotations

from importlib import import_module

from schemekit.model.paper import Paper, PaperPart
from schemekit.model.signal import Direction
from schemekit.review.comparison import Comparison, Side
from schemekit.review.told import done_to, reason_of, summary_lines, value_line, with_unit
from schemekit.text.told_signal import told_line

REMARK_LIMIT = 4_000   # characters: what Word shows of a comment without a scroll bar is a tenth of it


def docx_of(comparison: Comparison, *, author: str, date: str) -> bytes:
    """The later text with every change tracked against the earlier one. Units: `date` is YYYY-MM-DD.

    Raises: MissingPartError where the part for Word is not installed.
    """
    redline = import_module("schemekit.word.redline").redline_docx
    document: bytes = redline(paper_of(comparison, comparison.before), paper_of(comparison, comparison.after),
                              remarks_of(comparison), author=author, date=date)
    return document


def paper_of(comparison: Comparison, side: Side) -> Paper:
    """One side as a paper, its annexes behind it; both sides have the same parts, empty where a text is not there."""
    is_before = side is comparison.before
    parts = tuple(
        PaperPart(title=text.title, file=text.file, markdown=text.before if is_before else text.after)
        for text in comparison.texts
    )
    named = (("Text", f"{side.name} ({side.owner})" if side.owner not in side.name else side.name),)
    # What the earlier text is called is put below by the redline itself.
    facts = named if is_before else (*named, ("Changes", ". ".join(summary_lines(comparison))), *_values(comparison))
    return Paper(title=comparison.title, parts=parts, language=comparison.language, owner=side.owner, facts=facts)


def remarks_of(comparison: Comparison) -> dict[tuple[str, str], str]:
    """What is written beside each changed clause, by its document's file and its id."""
    found = {}
    for clause in comparison.changed:
        lines = [f"{signal.kind.value.capitalize()}: {told_line(signal, comparison.titles)}"
                 for signal in clause.signals]
        what = done_to(clause, comparison)
        lines = [*([what.capitalize()] if what else []), *lines]
        if reason := reason_of(clause):
            lines.append(f"Reason: {reason}")
        found[clause.file, clause.change.id] = "\n".join(lines)[:REMARK_LIMIT]
    return found


def _values(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """The values that are stricter, looser or out of range, as rows of the title block; others are counted there."""
    return tuple(
        (value.title, f"{with_unit(value.before, value)} became {with_unit(value.after, value)}, {value_line(value)}"
         + (f". Reason: {value.reason}" if value.reason else "")) for value in comparison.values
        if value.direction is not Direction.OTHER or not value.is_in_range
    )
