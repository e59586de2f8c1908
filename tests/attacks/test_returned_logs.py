"""A comment log that comes back from somebody who wants another text: nothing in it answers for us.

'A disposition in a returned log is never carried out by itself'
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from schemekit.text.comment_rows import COLUMNS
from tests.cli.test_new import Terminal
from tests.returned_builders import FEE, busy, states
from tests.scheme_builders import SchemeBuilder, Told

ACCEPTED = ["Eve", "", "", "", f'Replace: "{FEE[0]}" By: "{FEE[1]}"', "", "accepted"]
HEAD = list(COLUMNS[1:])


def workbook(place: Path, sheets: Sequence[tuple[str, str, Sequence[Sequence[str]]]], *, hides: bool = False) -> None:
    """A spreadsheet of sheets with a title, a state and rows; `hides` the second row and the column F of the first."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, state, rows in sheets:
        page = book.create_sheet(title)
        page.sheet_state = state
        for row in rows:
            page.append(row)
    if hides:
        first = book.worksheets[0]
        first.column_dimensions["F"].hidden = True
        first.row_dimensions[2].hidden = True
        first.row_dimensions[3].height = 0.5
    book.save(place)


def taken_in(scheme: SchemeBuilder, name: str, *options: str, code: int = 0) -> Told:
    """Take in a log that lies in the scheme's folder."""
    return scheme.done("comments", "grievance", "--from", name, *options, code=code)


@pytest.mark.parametrize("options", [(), ("--answers",)])
def test_a_new_row_is_never_answered(scheme: SchemeBuilder, options: tuple[str, ...]) -> None:
    """'new rows become proposals only', also where they stand in what is hidden, 'hidden […] are told'"""
    busy(scheme)
    before = scheme.text()
    rows = [HEAD, ACCEPTED, ["Eve", "", "", "Typo.", "", "", ""]]
    workbook(scheme.path / "evil.xlsx", [("grievance", "visible", rows)], hides=True)
    told = taken_in(scheme, "evil.xlsx", *options)
    assert "2 new rows, 0 answered" in told.out
    for words in ("row 2: a new row comes in open, so 'accepted' in it is not carried out",
                  "rows 2, 3 are hidden in the sheet 'grievance'", "column F is hidden in the sheet 'grievance'"):
        assert words in told.all, told.all
    assert scheme.text() == before
    assert {states(scheme)[name] for name in ("c-005", "c-006")} == {"open"}
    assert "0 new rows, 0 answered" in taken_in(scheme, "evil.xlsx", *options).out


def test_a_known_row_is_not_answered_by_itself(scheme: SchemeBuilder) -> None:
    """'dispositions of known rows are carried out only with an explicit option […] or after a listing […]'"""
    busy(scheme)
    scheme.write("ans.csv", "id,response,disposition\nc-002,as agreed,accepted\nc-001,fine,refused\nc-003,So.,\n"
                            "c-004,,open\n")
    before = scheme.files()
    told = taken_in(scheme, "ans.csv", code=1)
    for words in ("row 2: c-002 accepted: as agreed", "row 3: c-001 refused: fine", "row 4: c-003 noted: So.",
                  "3 answers in the log not carried out", "say --answers", "Next: schemekit answer grievance"):
        assert words in told.all, told.all
    assert scheme.files() == before
    assert [item["id"] for item in scheme.json("comments", "grievance", "--from", "ans.csv")["waiting"]] == [
        "c-002", "c-001", "c-003"]
    assert "3 answered" in taken_in(scheme, "ans.csv", "--answers").out
    assert states(scheme) == {"c-001": "refused", "c-002": "accepted", "c-003": "noted", "c-004": "open"}


def test_a_response_is_no_reason_of_ours(scheme: SchemeBuilder) -> None:
    """A response without a disposition waits too: it would be the clause's reason as soon as the change is accepted."""
    busy(scheme)
    scheme.write("ans.csv", "id,response\nc-002,because Eve says so\n")
    before = scheme.files()
    assert "row 2: c-002 a response: because Eve says so" in taken_in(scheme, "ans.csv", code=1).all
    assert scheme.files() == before


@pytest.mark.parametrize(("key", "state"), [("n", "open"), ("y", "accepted")])
def test_a_person_is_asked(scheme: SchemeBuilder, key: str, state: str) -> None:
    busy(scheme)
    scheme.write("ans.csv", "id,response,disposition\nc-002,as agreed,accepted\n")
    person = Terminal(scheme.path, "comments", "grievance", "--from", "ans.csv")
    person._wait("row 2: c-002 accepted: as agreed")
    person.answer("Shall 1 answer be carried out as if you had given them? [y/N]", key)
    person.end()
    assert states(scheme)["c-002"] == state


def test_what_people_saw_is_read_first(scheme: SchemeBuilder) -> None:
    """A hidden sheet in front of the one that people filled in does not stand in its place."""
    busy(scheme)
    seen = [["commenter", "comment"], ["Eve", "visible"]]
    workbook(scheme.path / "hid.xlsx", [("grievance", "hidden", [HEAD, ACCEPTED]), ("Comments", "visible", seen)])
    told = taken_in(scheme, "hid.xlsx")
    assert "the sheet 'grievance' is hidden, and holds a log too, which was not read" in told.all
    assert scheme.record()["proposals"][-1]["comment"] == "visible"
    workbook(scheme.path / "only.xlsx", [("grievance", "veryHidden", [HEAD, ACCEPTED]), ("Else", "visible", [["x"]])])
    assert "the sheet 'grievance' is hidden, and was read" in taken_in(scheme, "only.xlsx").all


def test_one_long_text_in_many_cells(scheme: SchemeBuilder) -> None:
    """Thousands of cells may show one text of millions of signs: they are counted before anything is looked for."""
    workbook(scheme.path / "small.xlsx", [("grievance", "visible", [["commenter", "comment"], *[["Q"] * 50] * 400])])
    shared = (b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + b"_x00" * 500_000
              + b"</t></si></sst>")
    exchanged = {
        "xl/worksheets/sheet1.xml": (b't="inlineStr"><is><t>Q</t></is>', b't="s"><v>0</v>'),
        "[Content_Types].xml": (b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
                                b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'),
        "xl/_rels/workbook.xml.rels": (
            b"</Relationships>", b'<Relationship Id="rIdS" Target="sharedStrings.xml" Type="http://schemas.openxml'
            b'formats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>')}
    file = io.BytesIO()
    with ZipFile(scheme.path / "small.xlsx") as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(*exchanged.get(name, (b"\0", b""))))
        new.writestr("xl/sharedStrings.xml", shared)
    scheme.write("l3.xlsx", file.getvalue())
    begun = process_time()
    told = taken_in(scheme, "l3.xlsx", code=2)
    assert "is no comment log" in told.err
    assert "more than 32,767 characters" in told.err
    assert process_time() - begun < 5


@pytest.mark.parametrize("cell", [
    "please see;=cmd|' /C calc'!A0;", "a\n=1+41\nb", "a\t=1", "a|@SUM(1)", "a, -1", "a;  +1", "1;'=1", "x;''=1",
    "'x;=1", "a\r=1", "“=1”;=1", "a;＝1", "'", "''", "'=", "=1;=2", "x, y", "a;\n=1", "12;-5 days",
])
def test_no_separator_begins_a_formula(scheme: SchemeBuilder, cell: str) -> None:
    """A spreadsheet that parts cells at ; or tabs, or not at all, finds no formula in what is written for commas."""
    scheme.write("back.csv", _csv([["commenter", "comment"], ["Eve", cell]]))
    taken_in(scheme, "back.csv")
    recorded = scheme.record()["proposals"][0]["comment"]
    scheme.done("comments", "grievance", "--to", "log.csv")
    out = (scheme.path / "log.csv").read_text("utf-8-sig")
    for separator in ",;\t|":
        for quote in ('"', "\0"):
            for row in csv.reader(io.StringIO(out, newline=""), delimiter=separator, quotechar=quote,
                                  quoting=csv.QUOTE_NONE if quote == "\0" else csv.QUOTE_MINIMAL):
                assert not [held for held in row if held.strip(' "\r\n').startswith(("=", "+", "-", "@", "＝"))], out
    before = scheme.files()
    assert "0 new rows, 0 answered, 1 as they were" in taken_in(scheme, "log.csv").out
    assert scheme.files() == before
    assert recorded == scheme.record()["proposals"][0]["comment"]


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
