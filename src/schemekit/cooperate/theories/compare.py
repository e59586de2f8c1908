"""Comparing theories of several schemes, and looking at many of them: from what people name to a file for people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.cooperate.theories.answer_sheet import TITLE, SheetAnswers, answers_of_sheet
from schemekit.cooperate.theories.answers import answers_in
from schemekit.cooperate.theories.opening import OpenedTheory, Place, open_theories
from schemekit.errors import UsageError
from schemekit.files.given import read_given
from schemekit.model.match_answer import MatchAnswer, Verdict
from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.text.csv_rows import csv_bytes
from schemekit.theory.language import unread_words
from schemekit.theory.pair_report import PairReport, pair_reports
from schemekit.theory.report_formats import comparison_markdown, comparison_page, sector_markdown, sector_page
from schemekit.theory.report_tables import (
    ANSWER_COLUMNS,
    Table,
    answer_rows,
    distance_table,
    matrix_table,
    pair_tables,
    sector_tables,
)
from schemekit.theory.sector import SectorView, sector_view

if TYPE_CHECKING:
    from schemekit.word.spreadsheet import Sheet

FORMATS = ("html", "md", "xlsx")
SECTOR_FORMATS = ("html", "md", "xlsx", "csv")
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")   # spreadsheet programs refuse them
_LONG = 40
_MOST_COMPARED, _MOST_SEEN = 20, 100
"""How wide a column of statements is; how many theories are compared, each with each, and looked at, at once."""


def compared(named: Sequence[str], place: Place) -> tuple[tuple[OpenedTheory, ...], tuple[PairReport, ...]]:
    """The theories that are named, and a report for each two. Raises: UsageError for fewer than two, or too many."""
    opened = _opened(named, place, _MOST_COMPARED, or_else=", or see up to "
                     f"{_MOST_SEEN} of them with 'schemekit toc sector'")
    answers = answers_in(place.scheme) if place.scheme else ()
    return opened, pair_reports([one.theory for one in opened], answers)


def sector_of(named: Sequence[str], place: Place) -> SectorView:
    """The view of the theories that are named. Raises: UsageError for fewer than two, or too many."""
    return sector_view([one.theory for one in _opened(named, place, _MOST_SEEN)])


def _opened(named: Sequence[str], place: Place, most: int, *, or_else: str = "") -> tuple[OpenedTheory, ...]:
    if len(named) < 2:
        raise UsageError("one theory alone cannot be compared", why="two or more are put side by side",
                         fix="name another: an own one's id, a file, another scheme's folder or its address")
    if len(named) > most:
        raise UsageError(f"{len(named)} theories are too many at once",
                         why=f"at most {most} are taken, as each is laid beside each other one",
                         fix=f"part them, for example by region{or_else}")
    return open_theories(named, place)


def comparison_as(reports: Sequence[PairReport], ending: str) -> bytes:
    """The comparison as a file. Raises: MissingPartError."""
    if ending == "html":
        return comparison_page(reports).encode()
    if ending == "md":
        return comparison_markdown(reports).encode()
    return _workbook(reports)


def sector_as(view: SectorView, ending: str) -> bytes:
    """The view as a file. Raises: MissingPartError."""
    if ending == "html":
        return sector_page(view).encode()
    if ending == "md":
        return sector_markdown(view).encode()
    matrix = matrix_table(view)
    if ending == "csv":
        return csv_bytes([matrix.heads, *matrix.rows])
    from schemekit.word.spreadsheet import workbook_bytes

    tables = (matrix, distance_table(view), *sector_tables(view))
    return workbook_bytes([_sheet(table) for table in tables], "Theories of change of a sector")


def sheet_answers(
    file: Path, theories: Sequence[TheoryOfChange], recorded: Sequence[MatchAnswer], *, judges: Sequence[str],
    today: str, is_replacing: bool = False,
) -> SheetAnswers:
    """The answers in a filled-in sheet. Raises: FindingsError, UsageError, HostileContentError, MissingPartError."""
    from schemekit.word.spreadsheet import sheets_of

    return answers_of_sheet(sheets_of(read_given(file), file.name), file.name, theories, recorded, judges=judges,
                            date=today, is_replacing=is_replacing)


def _workbook(reports: Sequence[PairReport]) -> bytes:
    from schemekit.word.spreadsheet import Column, Sheet, workbook_bytes

    wide = {"Left statement": _LONG, "Right statement": _LONG, "Score": 44, "Why": 30}
    sheets = [Sheet(title=TITLE, rows=answer_rows(reports), columns=tuple(
        Column(heading=heading, width=wide.get(heading, 18),
               choices=tuple(verdict.value for verdict in Verdict) if heading == "Answer" else ())
        for heading in ANSWER_COLUMNS))]
    unread = tuple((report.title, words) for report in reports
                   if (words := unread_words(report.comparison.left, report.comparison.right)))
    if unread:
        sheets.append(Sheet(title="Not compared", rows=unread, columns=(
            Column(heading="Theories", width=_LONG), Column(heading="What", width=2 * _LONG))))
    tables = pair_tables(reports[0]) if len(reports) == 1 else _together(reports)
    sheets += [_sheet(table) for table in tables if table.rows]
    return workbook_bytes(sheets, "Theories of change side by side")


def _together(reports: Sequence[PairReport]) -> Iterator[Table]:
    """The tables of many pairs, each kind in one, with a first column that says which two a row is about."""
    for alike in zip(*(tuple(pair_tables(report)) for report in reports), strict=True):
        sides = {reports[0].comparison.left.organisation_name: "left",
                 reports[0].comparison.right.organisation_name: "right"}
        rows = tuple((report.title, *row) for report, table in zip(reports, alike, strict=True) for row in table.rows)
        yield replace(alike[0], title=_sided(alike[0].title, sides), rows=rows,
                      heads=("Theories", *(_sided(head, sides) for head in alike[0].heads)))


def _sided(words: str, sides: Mapping[str, str]) -> str:
    """A heading that names an organisation, for tables in which each row has others."""
    for name, side in sides.items():
        if words in (name, f"Only {name}", f"Only by {name}"):
            told = f"{words.removesuffix(name)}{side}"
            return told[0].upper() + told[1:]
    return words


def _sheet(table: Table) -> Sheet:
    from schemekit.word.spreadsheet import Column, Sheet

    def width(place: int) -> int:
        longest = max((len(row[place]) for row in table.rows), default=0)
        return max(min(longest + 2, _LONG), min(len(table.heads[place]) + 3, 24), 8)

    return Sheet(title=_NOT_IN_TITLES.sub(" ", table.title)[:31], rows=table.rows,
                 columns=tuple(Column(heading=head, width=width(place)) for place, head in enumerate(table.heads)))
