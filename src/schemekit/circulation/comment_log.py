"""Comment logs: what others proposed as a table that goes out to people with a spreadsheet, and comes back.

Going out, every proposed change of a module is a row. Coming back, a new row becomes a comment, or a change where it
says exactly which words to exchange. A response or a disposition answers the row it stands in, once somebody asked for
that: whoever sent the log back may have written it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from schemekit.adopt.clause_names import ClauseNames
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.writing import reading, save, writing
from schemekit.circulation.answer import AnswerReport, answered
from schemekit.circulation.log_plan import LogPlan, Waiting, planned
from schemekit.circulation.log_row import row_of
from schemekit.circulation.proposals import PlacedProposal, placed
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Step
from schemekit.text.comment_rows import COLUMNS, DISPOSITIONS, TYPES, LogRow, log_rows
from schemekit.text.csv_rows import TooMuchError, csv_bytes, rows_of_csv

ENDINGS = ("xlsx", "csv")
_WIDTHS = (9, 22, 26, 12, 48, 48, 40, 13)
_SPARE = 60
_CLAUSES = "Clauses"
_HOW = (
    ("commenter", "Your name, and the body that you speak for."),
    ("clause", "Its number, its heading, or the id from the sheet Clauses; empty for the whole text."),
    ("type", "general, technical or editorial."),
    ("comment", "What you think, and why."),
    ("proposed change", "The words that you want. To have them put in exactly as they are, write: "
                        "Replace: “old words” By: “new words”, or: Delete: “old words”"),
    ("id, response, disposition", "These are filled in by whoever sends this log."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """What a log brought.

    Shape: `added` are new, in the order of the text; `known` counts rows that the record has as they are; `notes` tell
    what was left out or left open, with the row; `answers` what came of the dispositions, and `waiting` are those that
    were not carried out.
    """

    module: str
    added: tuple[PlacedProposal, ...]
    answers: AnswerReport
    known: int
    notes: tuple[str, ...]
    typed: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """What came in as `--json` prints it."""
        return {
            "module": self.module, "added": [item.to_mapping() for item in self.added],
            "answered": [item.to_mapping() for item in self.answers.answered],
            "unanswered": [item.to_mapping() for item in self.answers.unanswered],
            "unreasoned": list(self.answers.unreasoned), "locked": list(self.answers.locked),
            "written_over": list(self.answers.written_over),
            "waiting": [item.to_mapping() for item in self.waiting],
            "typed": list(self.typed), "known": self.known, "notes": list(self.notes),
        }


def log_bytes(root: Path, module: str, ending: str, *, is_blank: bool = False) -> tuple[bytes, int]:
    """A module's comment log as a spreadsheet or as CSV, and how many rows it has; a blank one to be filled in.

    Raises: UnknownNameError, MissingPartError.
    """
    adoption = read_adoption(reading(root), module)
    found = () if is_blank else placed(adoption, adoption.record.proposals)
    rows = tuple(row_of(item, adoption.record.decisions) for item in found)
    if ending == "csv":
        return csv_bytes([COLUMNS, *rows]), len(rows)
    return _workbook(adoption, rows, is_blank=is_blank), len(rows)


def receive_log(
    root: Path, module: str, data: bytes, given: str, *, is_dry: bool = False, with_answers: bool = False
) -> LogReport:
    """Take in a log: new rows, and `with_answers` those to what is open; with `is_dry` only tell what would come of it.

    Shape: `given` is the file as it was named, with its folder; it says by its ending what is in it.
    Raises: UnknownNameError, UsageError for a file that is no log or another module's, HostileContentError.
    """
    rows, notes = _log(data, given, module, reading(root).lock().entries.keys())
    if is_dry:
        folder = reading(root)
        return _taken(folder, read_adoption(folder, module), rows, notes, with_answers=with_answers)[1]
    with writing(root) as folder:
        changes, report = _taken(folder, read_adoption(folder, module), rows, notes, with_answers=with_answers)
        if changes:
            save(folder, Step(changes=changes))
        return report


def _taken(
    folder: SchemeFolder, adoption: Adoption, rows: Sequence[LogRow], notes: Sequence[str], *, with_answers: bool
) -> tuple[dict[str, bytes | None], LogReport]:
    plan = planned(adoption, rows, with_answers=with_answers)
    changes: dict[str, bytes | None] = {}
    answers = AnswerReport(module=adoption.id)
    if plan.record != adoption.record or plan.answers:
        changes, answers = answered(folder, adoption, plan.answers, plan.record)
    return changes, _report(adoption, plan, answers, notes)


def _report(adoption: Adoption, plan: LogPlan, answers: AnswerReport, notes: Sequence[str]) -> LogReport:
    with_record = replace(adoption, record=plan.record)
    return LogReport(module=adoption.id, added=placed(with_record, plan.added), answers=answers, known=plan.known,
                     notes=(*notes, *plan.notes), typed=plan.typed, waiting=plan.waiting)


def _workbook(adoption: Adoption, rows: tuple[tuple[str, ...], ...], *, is_blank: bool) -> bytes:
    from schemekit.word.spreadsheet import Column, Sheet, workbook_bytes

    choices = {"type": TYPES, "disposition": DISPOSITIONS}
    columns = tuple(
        Column(heading=name, width=width, choices=choices.get(name, ()),
               choices_from=_CLAUSES if name == "clause" else "")
        for name, width in zip(COLUMNS, _WIDTHS, strict=True)
    )
    log = Sheet(title=adoption.id, columns=columns, rows=rows, spare=_SPARE if is_blank else 20)
    clauses = Sheet(title=_CLAUSES, columns=(Column(heading="clause", width=70),), rows=tuple(_clauses(adoption)))
    how = Sheet(title="How to fill this in", rows=_HOW,
                columns=(Column(heading="column", width=26), Column(heading="what to write", width=90)))
    return workbook_bytes([log, clauses, how], f"{adoption.module.title}: comments")


def _clauses(adoption: Adoption) -> Iterator[tuple[str]]:
    names = ClauseNames(adoption)
    for file, document in names.documents.items():
        if file != adoption.main_file and not document.clauses:
            yield (file,)
        for clause in document.clauses:
            yield (f"{names.label(file, clause)} (#{clause.id})",)


def _log(data: bytes, given: str, module: str, adopted: Collection[str]) -> tuple[tuple[LogRow, ...], list[str]]:
    """The rows of a log and what is to be told of them. Raises: UsageError."""
    notes: list[str] = []
    name = Path(given).name
    if name.lower().endswith(".csv"):
        try:
            rows = log_rows(rows_of_csv(data))
        except TooMuchError as error:
            raise UsageError(f"{name} is no comment log", why=f"it has {error}",
                             fix="check that this is the file you meant") from None
    elif name.lower().endswith(".xlsx"):
        rows, notes = _of_workbook(data, given, module, adopted)
    elif name.lower().endswith(".docx"):
        raise UsageError(f"{name} is a Word file, and no comment log", why="its changes are read against what was sent",
                         fix=f"schemekit receive {quote(given)}")
    else:
        raise UsageError(f"{name} is neither .xlsx nor .csv", why="a comment log is a spreadsheet, or rows with commas",
                         fix="save it as .xlsx in Excel or LibreOffice, and try again")
    if rows is None:
        raise UsageError(f"{name} has no row of headings", why="its columns would have to be guessed",
                         fix=f"write them above the comments: {', '.join(COLUMNS)}")
    return rows, notes


def _of_workbook(
    data: bytes, given: str, module: str, adopted: Collection[str]
) -> tuple[tuple[LogRow, ...] | None, list[str]]:
    from schemekit.word.spreadsheet import sheets_of

    name = Path(given).name
    logs = [(sheet, rows) for sheet in sheets_of(data, name) if (rows := log_rows(sheet.rows)) is not None]
    for sheet, rows in sorted(logs, key=lambda one: one[0].is_hidden):   # what people saw comes first
        if sheet.title != module[:31] and sheet.title in adopted:
            raise UsageError(f"{name} is the comment log of {sheet.title}", why="its sheet bears that name",
                             fix=f"schemekit comments {sheet.title} --from {quote(given)}")
        cells = ", ".join(sheet.formulas[:5])
        notes = [f"{cells}: a formula, which is read as its words and never worked out"] if cells else []
        notes += [f"the sheet '{sheet.title}' is hidden, and was read"] if sheet.is_hidden else []
        notes += [f"{told} hidden in the sheet '{sheet.title}', and what stands there was read"
                  for told in sheet.hidden]
        return rows, notes + [f"the sheet '{other.title}'{' is hidden, and' if other.is_hidden else ''} holds a log"
                              " too, which was not read" for other, _ in logs if other is not sheet]
    return None, []

