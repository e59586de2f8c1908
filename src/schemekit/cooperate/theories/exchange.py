"""Theories of change as spreadsheets and CSV, out and in: what people fill in who do not write YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from schemekit.cooperate.theories.given_tables import given_tables
from schemekit.files.schemas import checked_data
from schemekit.model.finding import Finding, FindingsError, Severity, gathered, has_errors, ordered
from schemekit.model.theory_of_change import Direction, Level, TheoryOfChange
from schemekit.text.csv_rows import csv_bytes
from schemekit.theory.lint import lint_theory
from schemekit.theory.read_theory import Cell, ReadTheory
from schemekit.theory.sheet import ABOUT, Rows, blank_tables, facts_of, tables_of
from schemekit.theory.sheet_reading import read_tables
from schemekit.theory.vocabulary import vocabulary
from schemekit.word.hidden_cells import column_letters

ENDINGS = ("xlsx", "csv")
_WIDTHS = {"Statement": 60, "Assumption": 50, "Risk": 50, "Words": 70, "Watched by": 36, "Indicators": 40,
           "Response": 44, "Leads to": 26, "Themes": 26, "References": 24, "What": 20, "Actor": 20, "About": 22}
_LMH = ("low", "medium", "high")
_CHOICES = {"Level": tuple(level.value for level in Level), "Direction": tuple(way.value for way in Direction),
            "Kind": ("contributes", "necessary", "sufficient", "enables", "blocks"), "Strength": ("1", "2", "3"),
            "Evidence": ("none", "expert", "study"), "Confidence": _LMH, "Likelihood": _LMH, "Impact": _LMH}
_SPARE = 60
_HOW = (
    ("Steps", "One row for each box of the diagram. What you do are strategies, what that makes are outputs, what "
              "changes for others are outcomes, and what it is all for are impacts."),
    ("Id", "A short name of small letters, digits and hyphens, such as train-auditors. If it is empty, one is made."),
    ("Level", "input, strategy, output, outcome-short, outcome-mid, outcome-long or impact."),
    ("Leads to", "The ids or the statements of the steps that this one leads to, with ; between them. Where there is "
                 "a sheet Arrows, an arrow is gone once it stands in neither."),
    ("Assumption", "What has to hold so that it leads there, and is not in your own hands. One a line."),
    ("Watched by", "Who looks whether it holds, how and when."),
    ("Themes", "Codes or labels from the sheet Themes, with ; between them. By these others find what you have in "
               "common."),
    ("SDG targets", "Numbers such as 6.4, with ; between them."),
    ("Actor", "Who acts or changes."),
    ("Direction", "increase, decrease, maintain or establish: which way the matter of the themes goes."),
    ("Indicators", "How one sees that it happened. One a line (Alt+Enter)."),
    ("Years", "After how many years it is expected."),
    ("Then", "schemekit toc import THIS-FILE --as ID"),
)


def sheet_of(theory: TheoryOfChange, ending: str) -> bytes:
    """A theory as a spreadsheet or CSV. Raises: MissingPartError."""
    return _written(tables_of(theory), ending, f"{theory.organisation_name}: {theory.title}", spare=10)


def blank_sheet(ending: str, own: Mapping[str, str]) -> bytes:
    """A sheet to be filled in. Raises: MissingPartError."""
    facts = {"organisation.id": own.get("our_id", ""), "organisation.name": own.get("our_name", ""),
             "title": "Theory of change", "version": "0.1", "status": "draft", "publish": "no"}
    return _written(blank_tables(facts), ending, "Theory of change", spare=_SPARE)


def _written(tables: Mapping[str, Rows], ending: str, title: str, *, spare: int) -> bytes:
    if ending == "csv":
        rows: list[tuple[str, ...]] = []
        for name, table in tables.items():
            rows += [(f"# {name}",), *table, ()]
        return csv_bytes(rows)
    from schemekit.word.spreadsheet import Column, Sheet, workbook_bytes

    sheets = [Sheet(title=name, rows=table[1:], spare=0 if name == ABOUT else spare, columns=tuple(
        Column(heading=heading, width=_WIDTHS.get(heading, 15), choices=_CHOICES.get(heading, ()))
        for heading in table[0])) for name, table in tables.items()]
    known = vocabulary()
    themes = tuple((theme.code, theme.label, known.label(theme.parents[0]), ", ".join(theme.targets))
                   for theme in known.leaves)
    sheets.append(Sheet(title="Themes", rows=themes, columns=(
        Column(heading="Code", width=28), Column(heading="Theme", width=50), Column(heading="Area", width=34),
        Column(heading="Nearest SDG targets", width=22))))
    sheets.append(Sheet(title="How to fill this in", rows=_HOW, columns=(
        Column(heading="Column", width=18), Column(heading="What to write", width=100))))
    return workbook_bytes(sheets, title)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTheory:
    """The theory that a sheet holds.

    Shape: `findings` do not stand in the way; `unread` tells what stands above the headings of its tables.
    """

    theory: TheoryOfChange
    findings: tuple[Finding, ...]
    unread: tuple[str, ...]


def theory_of_sheet(
    data: bytes, name: str, own: Mapping[str, object], before: TheoryOfChange | None = None
) -> SheetTheory:
    """The theory that a sheet holds.

    Shape: `own` are facts for which the sheet has no row; `before` is the theory whose place it takes.
    Raises: FindingsError with sheet, row and column of everything that does; UsageError for a file that is no sheet.
    """
    earlier: Mapping[str, Any] = before.to_mapping() if before else {}
    given = given_tables(data, name)
    read = read_tables([(table.name, table.rows, table.before) for table in given if table.rows or table.name],
                       {**own, **facts_of(earlier)}, earlier)
    if read.troubles:
        raise FindingsError([Finding(
            code=trouble.code, file=f"{name}, {trouble.cell.sheet}", line=trouble.cell.row,
            column=trouble.cell.column, found=trouble.found, wanted=trouble.wanted, fix=trouble.fix,
            where=_where(trouble.cell, read, name),
            why="nothing of a sheet is left out silently") for trouble in read.troubles])
    try:
        theory = TheoryOfChange.from_mapping(checked_data(read.data, "theory-of-change", name))
    except FindingsError as error:
        raise FindingsError([_in_sheet(finding, read, name) for finding in error.findings]) from None
    findings = ordered(gathered(
        _in_sheet(finding, read, name) for finding in lint_theory(theory, name, lambda _: (0, 0))))
    broken = tuple(finding for finding in findings
                   if finding.severity is Severity.ERROR and finding.code.endswith(_BROKEN))
    if has_errors(broken):
        raise FindingsError(broken)
    return SheetTheory(theory=theory, findings=findings, unread=tuple(table.unread for table in given if table.unread))


_BROKEN = ("-unknown", "-twice", "-to-itself")
"""The findings of what cannot be drawn or compared; what is only missing can be added later."""


def _in_sheet(finding: Finding, read: ReadTheory, name: str) -> Finding:
    cell = read.cell(finding.path)
    if cell is None:
        return replace(finding, file=name)
    return replace(finding, file=f"{name}, {cell.sheet}", line=cell.row, column=cell.column, path="",
                   where=_where(cell, read, name))


def _where(cell: Cell, read: ReadTheory, name: str) -> str:
    """A place as whoever filled in the sheet sees it: its sheet, row and column with its heading."""
    heading = read.headings.get((cell.sheet, cell.column))
    column = f", column {column_letters(cell.column)}" if cell.column else ""
    return f"{name}, {cell.sheet}, row {cell.row}{column}{f' ({heading})' if heading else ''}"
