"""Suggestions as a sheet to judge in, and as data."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.model.crosswalk import Confidence, Relation
from schemekit.review.suggesting.ranking import ClauseSuggestions
from schemekit.text.csv_rows import csv_bytes

ENDINGS = ("xlsx", "csv")
_COLUMNS = (
    ("module", 16), ("clause", 22), ("clause as cited", 26), ("the text", 60), ("framework", 14), ("version", 9),
    ("item", 12), ("label", 40), ("rank", 6), ("words that matched", 30), ("judged already", 22),
    ("relation", 13), ("rationale", 44), ("confidence", 12), ("judge", 20), ("date", 12),
)
_TO_FILL = 5   # the last columns, which whoever judges fills in


def rows_of(found: Sequence[ClauseSuggestions]) -> list[tuple[str, ...]]:
    """A row for each proposal. Shape: the last columns are empty, for whoever judges."""
    return [(one.module, one.clause, one.label, one.text, item.framework.id, item.framework.version, item.item.id,
             item.item.label(), str(item.rank), ", ".join(item.words),
             f"{item.judged.relation.value}, {item.judged.judge}, {item.judged.date}" if item.judged else "",
             *("",) * _TO_FILL)
            for one in found for item in one.found]


def csv_of(found: Sequence[ClauseSuggestions]) -> bytes:
    """The sheet as CSV."""
    return csv_bytes([[heading for heading, _ in _COLUMNS], *rows_of(found)])


def xlsx_of(found: Sequence[ClauseSuggestions]) -> bytes:
    """The sheet as a spreadsheet, with the relations to choose from. Raises: MissingPartError."""
    from schemekit.word.spreadsheet import Column, Sheet, workbook_bytes

    choices = {"relation": tuple(relation.value for relation in Relation),
               "confidence": tuple(confidence.value for confidence in Confidence)}
    columns = tuple(Column(heading=heading, width=width, choices=choices.get(heading, ()))
                    for heading, width in _COLUMNS)
    sheet = Sheet(title="Suggestions", columns=columns, rows=tuple(rows_of(found)))
    return workbook_bytes([sheet], "Suggested mappings, to be judged")


def data_of(found: Sequence[ClauseSuggestions]) -> dict[str, object]:
    """The suggestions as `--json` prints them. Basis: schemas/reports/suggest.schema.json."""
    return {"clauses": [{
        "module": one.module, "clause": one.clause, "label": one.label,
        "suggestions": [{
            "framework": item.framework.id, "version": item.framework.version, "item": item.item.id,
            "label": item.item.label(), "rank": item.rank, "words": list(item.words),
            "judged": {"relation": item.judged.relation.value, "judge": item.judged.judge, "date": item.judged.date}
            if item.judged else None,
        } for item in one.found],
    } for one in found]}
