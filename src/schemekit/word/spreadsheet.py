"""Spreadsheets (.xlsx): the one door to openpyxl. Cells are text on the way out, and words on the way in.

Nothing is evaluated: what looks like a formula is written as text, and one in a file that came is told as its words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from schemekit.errors import HostileContentError, MissingPartError, UsageError
from schemekit.word.column_widths import fitted_widths
from schemekit.word.docx_file import DATE
from schemekit.word.hidden_cells import hidden_of
from schemekit.word.package import read_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS, MOST_CELLS, MOST_SHEETS = 20_000, 100, 20
_LONGEST_FILE = 10_000_000   # bytes; a log of five thousand comments has less than one million
CELL_LIMIT = 32_767          # characters of a cell. Basis: ECMA-376, and what Excel opens
_LONGEST_ESCAPED = 7 * CELL_LIMIT   # each of them may be written as an escape (_x0009_)
_MOST_SIGNS = 20_000_000     # characters of all cells
_CUT = " […]"
_LINE, _HIGHEST = 15, 400    # points; a row can be 409 high
_CORE = "docProps/core.xml"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, BadZipFile, SyntaxError, OverflowError)
"""What openpyxl raises where the parts of a file do not fit together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet. Shape: `choices` are offered in a list, other words can be typed.

    Units: `width` is in characters, the most that it gets: where all columns together are too wide to be read on a
    printed page, each gets less. `choices_from` names a sheet whose first column holds the choices, where they are too
    many to list.
    """

    heading: str
    width: int
    choices: tuple[str, ...] = ()
    choices_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with headings. Shape: `spare` empty rows below are made ready to be filled in."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    spare: int = 0


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet of a file that came: its cells as words.

    Shape: `formulas` names the cells that held one (B7); `hidden` tells which rows and columns people do not see.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    formulas: tuple[str, ...] = ()
    is_hidden: bool = False
    hidden: tuple[str, ...] = ()


def workbook_bytes(sheets: Sequence[Sheet], title: str) -> bytes:
    """A spreadsheet with these sheets; the same ones give the same bytes. Raises: MissingPartError."""
    _need()
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title[:31]), sheet)
    file = io.BytesIO()
    book.save(file)
    return _stable(file.getvalue(), title)


def sheets_of(data: bytes, name: str) -> tuple[ReadSheet, ...]:
    """The sheets of a spreadsheet that came from anybody. Shape: `name` is what messages call the file.

    Raises: HostileContentError, UsageError for one with too much in it, MissingPartError.
    """
    _need()
    from openpyxl import load_workbook

    if len(data) > _LONGEST_FILE:
        most = f"{_LONGEST_FILE // 1_000_000} MB"
        raise UsageError(f"{name} is too large", why=f"it has more than {most}, and no sheet that is sent round has",
                         fix="check that this is the file you meant")
    try:
        package = read_workbook(data, name)
        unseen = hidden_of(package)
        book = load_workbook(io.BytesIO(package.packed()), read_only=True, data_only=False, keep_links=False)
        room = _Room(name)
        return tuple(ReadSheet(sheet.title, *_read(sheet, room), is_hidden=sheet.sheet_state != "visible",
                               hidden=unseen.get(sheet.title, ())) for sheet in book.worksheets[:MOST_SHEETS])
    except _BROKEN as error:
        raise HostileContentError(f"{name} was not read", why="it is damaged, or no spreadsheet",
                                  fix="open it in Excel or LibreOffice, save it as .xlsx, and try again") from error


def _need() -> None:
    try:
        import openpyxl  # noqa: F401  # asked for before it is needed, so that its lack is told in words
    except ImportError:
        raise MissingPartError("openpyxl, which reads and writes spreadsheets", "word") from None


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="BFBFBF")
    border = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    head = (Font(name="Calibri", size=11, bold=True, color="FFFFFF"), PatternFill("solid", start_color="1F4E5F"))
    blank = ("",) * len(sheet.columns)
    names = tuple(column.heading for column in sheet.columns)
    for number, row in enumerate((names, *sheet.rows, *(blank,) * sheet.spare), 1):
        for place, words in enumerate(row, 1):
            cell = page.cell(number, place)
            cell.number_format = "@"   # text, so that 4.10 typed here stays 4.10
            cell.alignment, cell.border = wrapped, border
            if words:
                cell.value, cell.data_type = _cell_text(words), "s"
                cell.quotePrefix = bool(_FORMULA.match(words))
            if number == 1:
                cell.font, cell.fill = head
    fitted = fitted_widths(sheet.columns, sheet.rows, has_spare=bool(sheet.spare))
    for place, width in enumerate(fitted.widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.row_dimensions[1].height = max(22, _height(names, fitted.widths))
    for number, row in enumerate(sheet.rows, 2):   # empty rows grow by themselves when they are filled in
        page.row_dimensions[number].height = _height(row, fitted.widths)
    page.freeze_panes = "A2"
    last = f"{get_column_letter(len(sheet.columns))}{1 + len(sheet.rows) + sheet.spare}"
    page.auto_filter.ref = f"A1:{last}"
    _offer(page, sheet)
    _print_setup(page, fitted.pages)
    # Of the rows to be filled in a few are printed, and not pages of empty ones.
    page.print_area = f"A1:{get_column_letter(len(sheet.columns))}{1 + len(sheet.rows) + min(sheet.spare, _PRINTED)}"


_PRINTED = 5


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """The height that the words of a row take, in points: no program works it out when it opens a file."""
    lines = [sum(max(ceil(len(line) / (width * 0.9)), 1) for line in words.split("\n"))
             for words, width in zip(row, widths, strict=False)]
    return min(_LINE * max(lines, default=1) + 3, _HIGHEST)


def _offer(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    bottom = max(1 + len(sheet.rows) + sheet.spare, 2)
    for place, column in enumerate(sheet.columns, 1):
        if not column.choices and not column.choices_from:
            continue
        listed = f'"{",".join(column.choices)}"' if column.choices else f"='{column.choices_from}'!$A$2:$A$500"
        offered = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
        offered.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{bottom}")
        page.add_data_validation(offered)


def _print_setup(page: Worksheet, pages: int) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9   # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages, 0
    page.page_margins = PageMargins(left=0.3, right=0.3, top=0.4, bottom=0.6, header=0.2, footer=0.3)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    if pages > 1:
        page.print_title_cols = "A:A"
    page.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&A   &P / &N"))


def _cell_text(words: str) -> str:
    """Words as a cell can hold them; a sign that XML cannot hold is written as Excel does."""
    told = words.replace("\r\n", "\n")
    told = _ESCAPE.sub("_x005F_", told)
    told = _NO_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", told.replace("\r", "_x000D_"))
    return told if len(told) <= CELL_LIMIT else told[: CELL_LIMIT - len(_CUT)] + _CUT


def _stable(data: bytes, title: str) -> bytes:
    """The package without the time of writing, its parts as openpyxl ordered them."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _core(title) if name == _CORE else old.read(name)
            new.writestr(ZipInfo(name, DATE), content, ZIP_DEFLATED, 6)
    return file.getvalue()


def _core(title: str) -> bytes:
    from xml.sax.saxutils import escape

    told = escape(_NO_XML.sub("", title))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{told}</dc:title></cp:coreProperties>'
    ).encode()


class _Room:
    """How many characters the cells of a file may still have: one long text may be shown by many thousand cells."""

    def __init__(self, name: str) -> None:
        self.name, self._left = name, _MOST_SIGNS

    def words(self, value: object) -> str:
        """A cell as words, counted before anything is looked for in it. Raises: UsageError."""
        if isinstance(value, str):
            self._left -= len(value)
            if len(value) > _LONGEST_ESCAPED or self._left < 0:
                raise UsageError(f"{self.name} is no comment log", fix="check that this is the file you meant",
                                 why=f"a cell of it has more than {CELL_LIMIT:,} characters, or all of them more than"
                                     f" {_MOST_SIGNS:,}")
        return _words(value)


def _read(page: Any, room: _Room) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    formulas: list[str] = []
    # The size that a sheet claims is not believed: a million empty rows would be made of it.
    page.reset_dimensions()
    for row in page.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_CELLS):
        if len(rows) >= MOST_ROWS:
            raise UsageError(f"{room.name} has more than {MOST_ROWS:,} rows", why="no sheet of ours is that long",
                             fix="take the empty rows at its end away, and try again")
        formulas += [cell.coordinate for cell in row if getattr(cell, "data_type", "") == "f"]
        words = [room.words(cell.value) for cell in row]
        filled = max((place for place, word in enumerate(words, 1) if word), default=0)
        rows.append(tuple(words[:filled]))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows), tuple(formulas)


def _words(value: object) -> str:
    """A cell as words: a number as it is typed, a day as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), value).replace("\r\n", "\n")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(getattr(value, "text", value))

