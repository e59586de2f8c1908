"""Judging a recognition in a spreadsheet: made from the record, taken back whole or not at all."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemekit.files.schemas import load, validator
from schemekit.files.shipped import shipped
from schemekit.model.cooperation import Cooperation
from schemekit.model.recognition import Judgement, Provision, Recognition
from tests.builders import GitFolder
from tests.cooperate.test_recognition import other
from tests.scheme_builders import SchemeBuilder

__all__ = ["other"]
RECORD = "cooperation/forest/cooperation.yaml"
FROM = ("cooperate", "judge", "forest", "--from", "rows.xlsx")


@pytest.fixture(autouse=True)
def sheet(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    """A recognition, and its sheet to judge in."""
    scheme.done("recognise", f"../{other.path.name}", "--into", "forest", "--module", "grievance")
    scheme.done("cooperate", "judge", "forest", "--to", "rows.xlsx")


def provisions(scheme: SchemeBuilder) -> dict[str, Provision]:
    section = Cooperation.from_mapping(load(scheme.text(RECORD), "cooperation", RECORD)).section
    return {row.name: row for row in Recognition.from_mapping(section).provisions}


def opened(path: Path) -> tuple[Workbook, Worksheet, dict[str, int]]:
    book = load_workbook(path)
    page = book["Provisions"]
    return book, page, {str(cell.value): cell.column or 0 for cell in page[1]}


def filled(scheme: SchemeBuilder, row: str, /, **cells: str) -> None:
    """A row of the sheet with cells filled in, as a person would; `top_up` for the column Top-up."""
    book, page, columns = opened(scheme.path / "rows.xlsx")
    number = next(cell.row for cell in page["A"] if cell.value == row)
    for name, words in cells.items():
        page.cell(number, columns[name.capitalize().replace("_", "-")]).value = words
    changed(scheme, book)


def changed(scheme: SchemeBuilder, book: Workbook) -> None:
    file = io.BytesIO()
    book.save(file)
    (scheme.path / "rows.xlsx").write_bytes(file.getvalue())


def test_the_sheet_has_a_row_for_each_provision(scheme: SchemeBuilder) -> None:
    _, page, columns = opened(scheme.path / "rows.xlsx")
    rows = {str(row[0].value): row for row in page.iter_rows(min_row=2)}
    assert rows.keys() == provisions(scheme).keys()
    assert rows["grievance#acknowledgement"][columns["Top-up"] - 1].value == "Time to acknowledge: 5 working days"
    assert {row[columns["Judgement"] - 1].value for row in rows.values()} == {None}


def test_what_came_back_stands_in_the_record(scheme: SchemeBuilder) -> None:
    filled(scheme, "grievance#filing", judgement="Accepted", judge="Committee", date="2026-11-02")
    filled(scheme, "grievance#acknowledgement", judgement="accepted with top-up")
    filled(scheme, "grievance#no-charge", judgement="not accepted", reason="Cost keeps people away.")
    told = scheme.done(*FROM, "--by", "Board").all
    found = provisions(scheme)
    assert (found["grievance#filing"].judge, found["grievance#filing"].date) == ("Committee", "2026-11-02")
    assert found["grievance#acknowledgement"].top_up == "Time to acknowledge: 5 working days"
    assert (found["grievance#acknowledgement"].judge, found["grievance#acknowledgement"].date) == (
        "Board", date.today().isoformat())
    assert found["grievance#no-charge"].judgement is Judgement.REFUSED
    assert "3 rows judged as rows.xlsx says, 4 open yet" in told
    assert "not judged yet: grievance#purpose, grievance#outcome, grievance#appeal, grievance#records" in told
    assert GitFolder(scheme.path).git("status", "--porcelain", RECORD) == "", "it is saved"


def test_the_second_time_nothing_changes(scheme: SchemeBuilder) -> None:
    filled(scheme, "grievance#filing", judgement="accepted", judge="Committee", date="2026-11-02")
    scheme.done(*FROM)
    before = GitFolder(scheme.path).head()
    assert scheme.json(*FROM)["rows"] == []
    assert GitFolder(scheme.path).head() == before


def test_an_empty_row_takes_no_judgement_back(scheme: SchemeBuilder) -> None:
    scheme.done("cooperate", "judge", "forest", "grievance#filing", "--as", "accepted", "--by", "Board")
    scheme.done(*FROM, "--by", "Board")
    assert provisions(scheme)["grievance#filing"].judgement is Judgement.ACCEPTED


@pytest.mark.parametrize(("cells", "words"), [
    pytest.param({"judgement": "fine", "judge": "B"}, "'fine'", id="no-such-judgement"),
    pytest.param({"judgement": "accepted"}, "nobody who judged", id="nobody"),
    pytest.param({"judgement": "not accepted", "judge": "B"}, "nothing says why", id="no-reason"),
    pytest.param({"judgement": "accepted with top-up", "judge": "B"}, "what has to be added",
                 id="no-top-up"),
    pytest.param({"judgement": "accepted", "judge": "B", "date": "2026-02-30"}, "2026-02-30",
                 id="no-day"),
    pytest.param({"judgement": "accepted", "judge": "=1+1"}, "a formula", id="a-formula"),
    pytest.param({"judgement": "accepted", "judge": "B", "words": "matched; ours x, theirs y"},
                 "other words than those", id="of-other-words"),
    pytest.param({"judgement": "accepted", "judge": "B", "row": "grievance#fling"},
                 "did you mean 'grievance#filing'?", id="no-such-row"),
    pytest.param({"judgement": "accepted", "judge": "B", "row": "grievance#records"},
                 "a second row", id="twice"),
])
def test_one_cell_that_cannot_be_taken_refuses_all(
    scheme: SchemeBuilder, cells: dict[str, str], words: str
) -> None:
    filled(scheme, "grievance#records", judgement="accepted", judge="Board")
    filled(scheme, "grievance#filing", **cells)
    before = scheme.text(RECORD)
    told = scheme.run(*FROM)
    assert told.code in (1, 2)
    assert words in told.err
    assert "rows.xlsx:" in told.err
    assert scheme.text(RECORD) == before


@pytest.mark.parametrize("way", [("--matched", "--as", "accepted"), ("--from", "rows.xlsx")], ids=["named", "a-sheet"])
@pytest.mark.parametrize(("by", "words"), [
    pytest.param("x" * 301, "--by is too long", id="too-long"),
    pytest.param("A\tB", "--by cannot be 'A", id="a-tab"),
    pytest.param("A\u202eB", "--by holds the mark U+202E", id="a-hidden-mark"),
])
def test_an_option_that_cannot_be_taken_is_told_once(
    scheme: SchemeBuilder, way: tuple[str, ...], by: str, words: str
) -> None:
    """And not for each row, by lines of a record that nobody wrote."""
    told = scheme.done("cooperate", "judge", "forest", *way, "--by", by, code=2)
    assert words in told.err
    assert len(told.err.splitlines()) == 3
    assert RECORD not in told.err


def test_words_that_changed_meanwhile_are_judged_anew(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    filled(scheme, "grievance#filing", judgement="accepted", judge="Board")
    other.edit("A complaint can be made", "A complaint could be made")
    scheme.done("recognise", "../forest", "--into", "forest", "--module", "grievance")
    assert "make the sheet anew" in scheme.run(*FROM).err


def _other_sheet(scheme: SchemeBuilder) -> None:
    book, page, _ = opened(scheme.path / "rows.xlsx")
    page.title = "Else"
    changed(scheme, book)


def _a_column_less(scheme: SchemeBuilder) -> None:
    book, page, columns = opened(scheme.path / "rows.xlsx")
    page.delete_cols(columns["Judgement"])
    changed(scheme, book)


@pytest.mark.parametrize(("change", "words"), [
    (_other_sheet, "no sheet 'Provisions'"), (_a_column_less, "no column 'Judgement'"),
    (lambda scheme: scheme.write("rows.xlsx", "no spreadsheet"), "rows.xlsx"),
])
def test_a_file_that_is_no_such_sheet(
    scheme: SchemeBuilder, change: Callable[[SchemeBuilder], None], words: str
) -> None:
    change(scheme)
    assert words in scheme.done(*FROM, "--by", "Board", code=2).err


class TestStanding:
    """A judgement that stands is put aside by nobody who does not say so, and never without a trace."""

    ROW = "grievance#filing"

    @pytest.fixture(autouse=True)
    def refused(self, scheme: SchemeBuilder) -> None:
        """The sheet went out before the Board refused the row, and came back with another judgement of it."""
        filled(scheme, self.ROW, judgement="accepted", judge="Intern")
        scheme.done("cooperate", "judge", "forest", self.ROW, "--as", "not accepted", "--by", "Board", "--reason",
                    "A complaint has to be heard.")

    def history(self, scheme: SchemeBuilder) -> list[str]:
        record = Cooperation.from_mapping(load(scheme.text(RECORD), "cooperation", RECORD))
        return [event.words for event in record.history]

    def test_an_older_sheet(self, scheme: SchemeBuilder) -> None:
        before = scheme.text(RECORD)
        told = scheme.done(*FROM, code=1).err
        assert "grievance#filing: accepted, by Intern, where the record has not accepted, by Board on" in told
        assert "A complaint has to be heard." in told
        assert "--replace" in told
        assert scheme.text(RECORD) == before

    def test_a_name_on_the_command_line(self, scheme: SchemeBuilder) -> None:
        before = scheme.text(RECORD)
        told = scheme.done("cooperate", "judge", "forest", self.ROW, "--as", "accepted", "--by", "Intern", code=2).err
        assert "grievance#filing is judged already: not accepted, by Board on" in told
        assert scheme.text(RECORD) == before

    @pytest.mark.parametrize("way", [("--from", "rows.xlsx"), (ROW, "--as", "accepted", "--by", "Intern")],
                             ids=["a-sheet", "named"])
    def test_with_replace_both_are_told_and_the_history_keeps_the_old_one(
        self, scheme: SchemeBuilder, way: tuple[str, ...]
    ) -> None:
        told = scheme.done("cooperate", "judge", "forest", *way, "--replace").all
        kept = (f"grievance#filing: accepted, by Intern, instead of not accepted, by Board on "
                f"{date.today().isoformat()} (A complaint has to be heard.)")
        assert kept in " ".join(told.split())
        assert self.history(scheme)[-1] == kept
        assert (provisions(scheme)[self.ROW].judgement, provisions(scheme)[self.ROW].judge) == (
            Judgement.ACCEPTED, "Intern")

    def test_the_report_has_what_gave_way(self, scheme: SchemeBuilder) -> None:
        report = scheme.json(*FROM, "--replace")
        assert report["replaced"] == [{
            "row": self.ROW, "judgement": "not accepted", "judge": "Board", "date": date.today().isoformat(),
            "top_up": "", "reason": "A complaint has to be heard."}]
        schema = json.loads((shipped("schemas") / "reports/cooperate-judge.schema.json").read_text("utf-8"))
        assert not list(validator(schema).iter_errors(report))

    def test_the_same_again_puts_nothing_aside(self, scheme: SchemeBuilder) -> None:
        before = self.history(scheme)
        scheme.done("cooperate", "judge", "forest", self.ROW, "--as", "not accepted", "--by", "Board")
        assert provisions(scheme)[self.ROW].reason == "A complaint has to be heard."
        scheme.done("cooperate", "judge", "forest", "--to", "rows.xlsx", "--force")
        assert scheme.json(*FROM)["rows"] == []
        assert self.history(scheme) == before


@pytest.mark.parametrize("is_hidden", ["row", "sheet"])
def test_what_people_do_not_see_is_told(scheme: SchemeBuilder, is_hidden: str) -> None:
    filled(scheme, "grievance#filing", judgement="accepted", judge="Intern")
    book, page, _ = opened(scheme.path / "rows.xlsx")
    if is_hidden == "row":
        page.row_dimensions[3].hidden = True
    else:
        page.sheet_state = "hidden"
        book.create_sheet("Seen")
    changed(scheme, book)
    told = scheme.done(*FROM).err
    assert ("note: row 3 is hidden in the sheet 'Provisions'" if is_hidden == "row" else
            "note: the sheet 'Provisions' is hidden, and was read") in told


def test_a_title_above_the_headings(scheme: SchemeBuilder) -> None:
    """As crosswalk sheets and theories of change have it; places are told as they stand in the sheet."""
    filled(scheme, "grievance#filing", judgement="accepted", judge="Committee")
    book, page, _ = opened(scheme.path / "rows.xlsx")
    page.insert_rows(1, 2)
    page.cell(1, 1).value = "What we make of the Forest Council"
    changed(scheme, book)
    assert scheme.json(*FROM)["rows"] == ["grievance#filing"]
    page.cell(next(cell.row for cell in page["A"] if cell.value == "grievance#records"), 5).value = "fine"
    changed(scheme, book)
    place = next(cell.row for cell in page["A"] if cell.value == "grievance#records")
    assert f"rows.xlsx:{place}:5" in scheme.done(*FROM, "--by", "B", code=1).err


@pytest.mark.parametrize("arguments", [
    ("--from", "rows.xlsx", "--as", "accepted"), ("--from", "rows.xlsx", "--matched"), (),
    ("--to", "more.xlsx", "--from", "rows.xlsx"),
])
def test_one_way_at_a_time(scheme: SchemeBuilder, arguments: tuple[str, ...]) -> None:
    assert scheme.done("cooperate", "judge", "forest", *arguments, "--by", "Board", code=2).err


def test_the_reason_of_an_earlier_judgement_is_none_of_a_new_one(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    """A row that is open again shows what was judged before; nobody said that of the words as they are."""
    row = "grievance#acknowledgement"
    scheme.done("cooperate", "judge", "forest", row, "--as", "accepted", "--by", "Board")
    other.edit("The acknowledgement shall name a person to ask.", "The acknowledgement may name a person to ask.")
    scheme.done("recognise", f"../{other.path.name}", "--into", "forest", "--module", "grievance")
    assert provisions(scheme)[row].reason == "Before: accepted."
    scheme.done("cooperate", "judge", "forest", "--to", "rows.xlsx", "--force")
    filled(scheme, row, judgement="accepted")
    scheme.done(*FROM, "--by", "Board")
    assert (provisions(scheme)[row].judgement, provisions(scheme)[row].reason) == (Judgement.ACCEPTED, "")
