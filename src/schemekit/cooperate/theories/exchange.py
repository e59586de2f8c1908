"""Theories of change as spreadsheets and CSV, out and in: what people fill in who do not write YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.records import COOPERATION_FOLDER
from schemekit.cooperate.start import own_answers
from schemekit.cooperate.template import files_made_from
from schemekit.cooperate.theories.records import held_theory, theory_ids, theory_path
from schemekit.cooperate.theories.start import COMPONENT, refuse_theory_id
from schemekit.errors import UsageError
from schemekit.files.schemas import checked_data
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import write_yaml
from schemekit.model.finding import Finding, FindingsError, Severity, gathered, has_errors, ordered
from schemekit.model.theory_of_change import Direction, Level, TheoryOfChange
from schemekit.text.csv_rows import TooMuchError, csv_bytes, rows_of_csv
from schemekit.theory.lint import lint_theory
from schemekit.theory.sheet import (
    ABOUT,
    COLUMNS,
    ReadTheory,
    Rows,
    blank_tables,
    parted,
    read_tables,
    tables_of,
)
from schemekit.theory.vocabulary import vocabulary

ENDINGS = ("xlsx", "csv")
_HEADER = """yaml-language-server: $schema=https://example.org/schemekit/schemas/theory-of-change.schema.json

Taken from a sheet. 'schemekit toc export' makes a sheet of it again; 'schemekit toc check' tells what is missing."""
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
    ("Leads to", "The ids of the steps that this one leads to, with ; between them."),
    ("Assumption", "What has to hold so that it leads there, and is not in your own hands. One a line."),
    ("Watched by", "Who looks whether it holds, how and when."),
    ("Themes", "Codes from the sheet Themes, with ; between them. By these others find what you have in common."),
    ("SDG targets", "Numbers such as 6.4, with ; between them."),
    ("Actor", "Who acts or changes."),
    ("Direction", "increase, decrease, maintain or establish: which way the matter of the themes goes."),
    ("Indicators", "How one sees that it happened. One a line (Alt+Enter)."),
    ("Years", "After how many years it is expected."),
    ("Then", "schemekit toc import THIS-FILE --as ID"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTheory:
    """What came of a sheet. Shape: `warnings` are findings that do not stand in the way."""

    theory: TheoryOfChange
    file: str
    is_new: bool
    has_changed: bool
    warnings: tuple[Finding, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.theory.id, "file": self.file, "new": self.is_new, "changed": self.has_changed,
                "steps": len(self.theory.steps), "arrows": len(self.theory.arrows),
                "assumptions": len(self.theory.assumptions), "risks": len(self.theory.risks),
                "warnings": len(self.warnings)}


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


def theory_of_sheet(data: bytes, name: str, own: Mapping[str, object]) -> tuple[TheoryOfChange, tuple[Finding, ...]]:
    """The theory that a sheet holds, with the findings that do not stand in the way.

    Raises: FindingsError with sheet, row and column of everything that does; UsageError for a file that is no sheet.
    """
    read = read_tables(_tables(data, name), own)
    if read.troubles:
        raise FindingsError([Finding(
            code=trouble.code, file=f"{name}, {trouble.cell.sheet}", line=trouble.cell.row,
            column=trouble.cell.column, found=trouble.found, wanted=trouble.wanted, fix=trouble.fix,
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
    return theory, findings


_BROKEN = ("-unknown", "-twice", "-to-itself")
"""The findings of what cannot be drawn or compared; what is only missing can be added later."""


def _tables(data: bytes, name: str) -> list[tuple[str, Rows, int]]:
    if name.lower().endswith(".csv"):
        try:
            return list(parted(rows_of_csv(data)))
        except TooMuchError as error:
            raise UsageError(f"{name} is no theory of change", why=f"it has {error}",
                             fix="check that this is the file you meant") from None
    if name.lower().endswith(".xlsx"):
        from schemekit.word.spreadsheet import sheets_of

        sheets = sheets_of(data, name)
        formulas = [Finding(code="sheet-formula", file=f"{name}, {sheet.title}", found=f"a formula in {cell}",
                            wanted="words or numbers", fix="copy its value over it (paste special, values)",
                            why="nothing is computed here, and what it shows would be lost")
                    for sheet in sheets for cell in sheet.formulas if sheet.title in COLUMNS]
        if formulas:
            raise FindingsError(formulas)
        return [(sheet.title, sheet.rows, 0) for sheet in sheets]
    raise UsageError(f"{name} is neither .xlsx nor .csv", why="a sheet is a spreadsheet, or rows with commas",
                     fix="save it as .xlsx in Excel or LibreOffice, and try again")


def _in_sheet(finding: Finding, read: ReadTheory, name: str) -> Finding:
    cell = read.cell(finding.path)
    if cell is None:
        return replace(finding, file=name)
    return replace(finding, file=f"{name}, {cell.sheet}", line=cell.row, column=cell.column)


def import_theory(root: Path, data: bytes, name: str, theory_id: str, *, is_replacing: bool) -> ImportedTheory:
    """Take a sheet in as one of the scheme's theories; a new one gets a narrative to be written.

    Raises: FindingsError, UsageError where one is there already and `is_replacing` is not said.
    """
    with writing(root) as folder:
        is_new = theory_id not in theory_ids(folder)
        own = own_answers(folder)
        facts: dict[str, object] = {"id": theory_id, "organisation.id": own["our_id"],
                                    "organisation.name": own["our_name"], "title": "Theory of change"}
        before = None if is_new else held_theory(folder, theory_id)
        if is_new:
            refuse_theory_id(folder, theory_id)
        elif not is_replacing:
            raise UsageError(f"there is a theory of change '{theory_id}' already",
                             why="what is in it would be written over",
                             fix="say --replace; the earlier one stays in the scheme's history")
        theory, warnings = theory_of_sheet(data, name, facts)
        changes: dict[str, bytes] = {}
        if is_new and not theory.narrative:
            theory = replace(theory, narrative="narrative.md")
            made = files_made_from(COMPONENT, {**own, "id": theory_id, "title": theory.title})
            changes[f"{COOPERATION_FOLDER}/{theory_id}/narrative.md"] = made["narrative.md"]
        path = theory_path(theory_id)
        has_changed = before is None or before.theory != theory
        if has_changed:
            changes[path] = write_yaml(theory.to_mapping(), _HEADER).encode()
            held_theory(folder.with_changes(changes), theory_id)
            words = f"{'Take in' if is_new else 'Renew'} theory of change {theory_id} from {name}"
            save(folder, Step(changes=changes, commit=Commit(message=words[:200], paths=tuple(sorted(changes)))))
        return ImportedTheory(theory=theory, file=path, is_new=is_new, has_changed=has_changed, warnings=warnings)


