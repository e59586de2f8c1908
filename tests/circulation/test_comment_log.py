"""Comment logs: out as .xlsx and .csv, through people's programs, and back.

'Comment logs go out and come back as .xlsx and .csv with the usual columns (id, commenter, clause, type, comment,
proposed change, response)'
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from schemekit.circulation.proposal_list import ProposalList
from schemekit.model.proposed_change import ProposedChange, ProposedKind, id_of
from schemekit.text.comment_rows import COLUMNS
from schemekit.text.csv_rows import rows_of_csv
from schemekit.word.spreadsheet import Column, Sheet, sheets_of, workbook_bytes
from tests.office import Office
from tests.returned_builders import FEE, busy, comment, edit, received, returned, sent_out, states
from tests.scheme_builders import SchemeBuilder, Told

HEAD = ["commenter", "clause", "type", "comment", "proposed change", "response", "disposition"]


def log(scheme: SchemeBuilder, name: str = "log.csv") -> list[list[str]]:
    """The rows of the log as it goes out."""
    scheme.done("comments", "grievance", "--to", name)
    data = (scheme.path / name).read_bytes()
    table = rows_of_csv(data) if name.endswith(".csv") else sheets_of(data, name)[0].rows
    return [[*row, *[""] * (len(COLUMNS) - len(row))] for row in table]


def back(scheme: SchemeBuilder, rows: Sequence[Sequence[str]], *options: str, code: int = 0, name: str = "back.csv"
         ) -> Told:
    """Take in a log with these rows."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    scheme.write(name, text.getvalue())
    return scheme.done("comments", "grievance", "--from", name, *options, code=code)


def answered(rows: list[list[str]], name: str, response: str, disposition: str) -> list[list[str]]:
    """The rows with one of them answered."""
    return [[*row[:6], response, disposition] if row[0] == name else row for row in rows]


class TestDecidedLater:
    """The log for publication says what became of an accepted change that a decision was opened about."""

    @pytest.mark.parametrize(("take", "words", "disposition"), [
        pytest.param("", "not yet, and the scheme's own words stand until then", "", id="open"),
        pytest.param("ours", "the scheme's own words were kept (our region)", "refused", id="ours"),
        pytest.param("source", "the proposed words stand (our region)", "accepted", id="theirs"),
    ])
    def test_it_is_told_and_comes_back_unchanged(
        self, scheme: SchemeBuilder, take: str, words: str, disposition: str
    ) -> None:
        busy(scheme)
        scheme.edit("within 5 working days", "within 4 working days")
        scheme.done("answer", "grievance", "c-001", "--accept", "read daily", code=1)
        if take:
            scheme.done("decide", "grievance", "--take", take, "--reason", "our region")
        rows = log(scheme)
        [row] = [row for row in rows if row[0] == "c-001"]
        assert (row[6], row[7]) == (f"read daily [then decided: {words}]", disposition)
        assert "already" not in back(scheme, rows, code=0 if take else 1).all


class TestOut:
    """'writes id, commenter, clause (number + heading + id), type, comment, proposed change, response, disposition'"""

    @pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
    def test_the_rows(self, scheme: SchemeBuilder, name: str) -> None:
        busy(scheme)
        scheme.done("answer", "grievance", "c-002", "--refuse", "the statutes forbid it")
        rows = log(scheme, name)
        assert rows[0] == list(COLUMNS)
        assert rows[2] == [
            "c-002", "C. Treasurer", "4 Fee (#no-charge)", "", "",
            "Replace: “A complaint shall cost nothing.”\nBy: “A complaint shall cost 5 euros.”",
            "the statutes forbid it", "refused"]
        assert rows[3][4] == "On “Appeals Panel”: Who sits on it?"
        assert rows[4][4] == "(reply to c-003) Three people."

    def test_the_same_bytes(self, scheme: SchemeBuilder) -> None:
        """'Byte-stable files'; and none is written over."""
        busy(scheme)
        for name in ("a.xlsx", "b.xlsx", "a.csv", "b.csv"):
            scheme.done("comments", "grievance", "--to", name)
        for ending in ("xlsx", "csv"):
            assert (scheme.path / f"a.{ending}").read_bytes() == (scheme.path / f"b.{ending}").read_bytes()
        assert "is there already" in scheme.done("comments", "grievance", "--to", "a.csv", code=2).err
        scheme.write("a.csv", "Mine.")
        scheme.done("comments", "grievance", "--to", "a.csv", "--force")
        assert (scheme.path / "a.csv").read_bytes() == (scheme.path / "b.csv").read_bytes()

    @pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
    def test_no_marks_of_markdown(self, scheme: SchemeBuilder, name: str) -> None:
        """'show "New clause: Training of staff" […]; the record keeps the Markdown; comes back the same'"""
        sent = sent_out(scheme)
        clause = "## Training { #training }\n\nStaff shall be trained.\n\n"
        received(scheme, returned(sent, edit(sent, "training", "", clause, behind="shall cost nothing.\n\n"),
                                  edit(sent, "appeal", "## Appeal { #appeal }", "## Appeals { #appeal }")))
        assert [row[5] for row in log(scheme, name)[1:]] == [
            "Replace: “Appeal”\nBy: “Appeals”", "New clause: Training\nStaff shall be trained."]
        told = scheme.done("proposals").out
        assert ("New clause: Training" in told, "##" in told, "{ #" in told) == (True, False, False), told
        before = scheme.files()
        assert "0 new rows, 0 answered, 2 as they were" in scheme.done("comments", "grievance", "--from", name).out
        assert scheme.files() == before
        assert clause in scheme.record()["proposals"][0]["after"]
        rows = answered(log(scheme, "again.csv"), "c-001", "agreed", "accepted")
        back(scheme, rows, "--answers")
        assert clause.strip() in scheme.text()

    def test_what_comes_next(self, scheme: SchemeBuilder) -> None:
        """The command can be typed as it stands, with the folder and the blanks of the name."""
        scheme.write("out/x", "")
        told = scheme.done("comments", "grievance", "--to", "out/our log.csv")
        assert "Next: schemekit comments grievance --from 'out/our log.csv'" in told.out

    def test_no_clock_and_no_place_in_it(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.done("comments", "grievance", "--to", "a.xlsx")
        with ZipFile(scheme.path / "a.xlsx") as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"dcterms" not in package.read("docProps/core.xml")

    def test_a_nice_sheet(self, scheme: SchemeBuilder) -> None:
        """'frozen header, widths, wrapped text, drop-down for type and disposition, sheet named after the module'"""
        from openpyxl import load_workbook

        busy(scheme)
        scheme.done("comments", "grievance", "--to", "a.xlsx")
        page = load_workbook(scheme.path / "a.xlsx").worksheets[0]
        assert (page.title, page.freeze_panes, page["E3"].alignment.wrap_text) == ("grievance", "A2", True)
        offered = {str(item.sqref)[0]: item.formula1 for item in page.data_validations.dataValidation}
        assert offered == {"C": "='Clauses'!$A$2:$A$500", "D": '"general,technical,editorial"',
                           "H": '"accepted,refused,noted,open"'}
        assert page.column_dimensions["E"].width > 30
        filled = sum(bool(row[0].value) for row in page.iter_rows())
        assert page.print_area == f"'grievance'!$A$1:$H${filled + 5}"   # and no pages of empty rows

    def test_a_blank_one(self, scheme: SchemeBuilder) -> None:
        """'A template an organisation can send to stakeholders for a consultation (`--blank`)'"""
        busy(scheme)
        told = scheme.done("comments", "grievance", "--to", "blank.xlsx", "--blank")
        assert "an empty log to fill in" in told.out
        first, clauses, how = sheets_of((scheme.path / "blank.xlsx").read_bytes(), "blank.xlsx")
        assert first.rows == (COLUMNS,)
        assert clauses.rows[3] == ("3 Acknowledgement (#acknowledgement)",)
        assert how.rows[1][0] == "commenter"
        told = scheme.done("comments", "grievance", "--from", "blank.xlsx")
        assert "0 new rows, 0 answered, 0 as they were" in told.out

    def test_no_formula(self, scheme: SchemeBuilder) -> None:
        """'cells beginning with = + - @ are written as text […]; comes back the same'"""
        sent = sent_out(scheme)
        received(scheme, returned(sent, *[comment("appeal", words, number=str(n)) for n, words in enumerate(CELLS)]))
        for name in ("log.csv", "log.xlsx"):
            assert [row[4] for row in log(scheme, name)[1:]] == CELLS
        with ZipFile(scheme.path / "log.xlsx") as package:
            assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        for row in csv.reader(io.StringIO((scheme.path / "log.csv").read_text("utf-8-sig"), newline="")):
            assert row[4][:1] not in tuple("=+-@\t")


CELLS = ["=1+1", "+49 30", "-5 days", "@all", '=HYPERLINK("http://x","y")', "'=1", "''quoted", "'tis", "\tx", "_x0041_",
         "a\nb", "=cmd|' /C calc'!A0", "c,d;e"]


class TestBack:
    """'new rows become comments/proposed changes, filled responses/dispositions answer open ones'"""

    def test_a_round_trip_changes_nothing(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.done("answer", "grievance", "c-002", "--refuse", "the statutes forbid it")
        before = scheme.files()
        for name in ("log.csv", "log.xlsx"):
            scheme.done("comments", "grievance", "--to", name)
            told = scheme.done("comments", "grievance", "--from", name)
            assert told.out == "0 new rows, 0 answered, 4 as they were. Next: schemekit status\n"
            scheme.write(name, None)
        assert scheme.files() == before

    def test_answers(self, scheme: SchemeBuilder) -> None:
        """Each is printed; an accepted change is in the text, with its reason."""
        busy(scheme)
        rows = answered(answered(log(scheme), "c-002", "our statutes say so", "Accepted"), "c-003", "Three people.", "")
        dry = back(scheme, rows, "--answers", "--dry-run")
        assert "Nothing was written" in dry.out
        assert states(scheme)["c-002"] == "open"
        told = back(scheme, rows, "--answers")
        assert "c-002 #no-charge: accepted into the text" in told.out
        assert FEE[1] in scheme.text()
        assert states(scheme) == {"c-001": "open", "c-002": "accepted", "c-003": "noted", "c-004": "open"}
        assert scheme.record()["deviations"][0]["reason"] == "our statutes say so (proposed by C. Treasurer)"
        again = back(scheme, rows)
        assert "0 new rows, 0 answered, 4 as they were" in again.out

    def test_words_that_stand_in_the_clause_of_the_row(self, scheme: SchemeBuilder) -> None:
        """'within 5 working days' stands in two clauses: the one that the row names is meant."""
        wish = 'Replace: "within 5 working days" By: "within 3 working days"'
        told = back(scheme, [HEAD, ["N", "6", "", "", wish, "", ""], ["N", "3", "", "", wish, "", ""],
                             ["N", "1", "", "", 'Delete: "cost nothing"', "", ""], ["N", "", "", "", wish, "", ""]])
        assert "row 4: the words do not stand in the clause that the row names, but in '4 Fee'" in told.out + told.err
        found = scheme.record()["proposals"]
        assert [(item["kind"], item["clause"]) for item in found] == [
            ("change", "appeal"), ("change", "acknowledgement"), ("change", "no-charge"), ("comment", "")]
        scheme.done("answer", "grievance", "c-002", "--accept", "agreed")
        assert "acknowledge a complaint within 3 working days" in scheme.text()
        assert "appeal within 5 working days" in scheme.text()
        scheme.done("answer", "grievance", "c-001", "--accept", "both alike")
        assert "appeal within 3 working days" in scheme.text()

    def test_words_as_they_are_printed(self, scheme: SchemeBuilder) -> None:
        """`Delete: "…"` copied word for word from the document, in which a cross-reference hides."""
        scheme.edit("A complaint shall cost nothing.",
                    "A complaint shall, as the [appeal](#appeal) does, cost **nothing**.")
        back(scheme, [HEAD, ["N", "4", "", "", 'Delete: ", as the appeal does,"', "", ""],
                      ["N", "4", "", "", 'Replace: "appeal does, cost nothing" By: "appeal may, cost little"', "", ""]])
        assert [(item["kind"], item["before"], item.get("after", "")) for item in scheme.record()["proposals"]] == [
            ("change", ", as the [appeal](#appeal) does,", ""),
            ("change", "[appeal](#appeal) does, cost **nothing**", "[appeal](#appeal) may, cost little")]
        scheme.done("answer", "grievance", "c-001", "--accept", "shorter")
        assert "A complaint shall cost **nothing**." in scheme.text()

    def test_partly_accepted_stays_open(self, scheme: SchemeBuilder) -> None:
        """'no disposition that can be carried out': it says so, and closes nothing."""
        told = back(scheme, [HEAD, ["N", "4", "", "Too much.", "", "We shall see.", "partly accepted"]])
        assert "a new row comes in open, so 'partly accepted' in it is not carried out" in told.all
        told = back(scheme, answered(log(scheme), "c-001", "We shall see.", "partly accepted"), "--answers")
        assert "'partly accepted' is no disposition that can be carried out" in told.all
        assert "c-001 stays open" in told.all
        assert [(item["state"], item["response"]) for item in scheme.record()["proposals"]] == [
            ("open", "We shall see.")]

    def test_the_comment_beside_a_change_is_shown(self, scheme: SchemeBuilder) -> None:
        rows = [HEAD, ["N", "4", "", "The law asks for it.", 'Replace: "cost nothing" By: "cost 5 euros"', "", ""]]
        assert "The law asks for it." in back(scheme, rows).out
        assert "The law asks for it." in scheme.done("proposals", "grievance").out

    @pytest.mark.parametrize(("cell", "clause", "words", "kept"), [
        pytest.param("3 and 6", "acknowledgement", "several clauses; the row is filed under '3 Ack", True, id="and"),
        pytest.param("4;5", "no-charge", "names several clauses", True, id="semicolon"),
        pytest.param("Clauses 4, 5", "no-charge", "names several clauses", True, id="comma"),
        pytest.param("4 Appeal", "appeal", "'4 Appeal': 4 is '4 Fee' now; the row is filed under '6 Appeal'", False,
                     id="the-heading-outweighs"),
        pytest.param("4 (#appeal)", "appeal", "4 is '4 Fee' now", False, id="the-id-outweighs"),
        pytest.param("4 Charges", "no-charge", "no clause is called 'Charges'; the row is filed under '4 Fee'", False,
                     id="another-heading"),
        pytest.param("4, second sentence", "no-charge", "", False, id="a-sentence-of-it"),
        pytest.param("4 Fee (#no-charge)", "no-charge", "", False, id="as-we-write-it"),
    ])
    def test_cells_that_say_two_things(
        self, scheme: SchemeBuilder, cell: str, clause: str, words: str, kept: bool
    ) -> None:
        told = back(scheme, [HEAD, ["N", cell, "", "Hm.", "", "", ""]])
        assert words in told.all
        assert ("note:" in told.all) == bool(words)
        item, = scheme.record()["proposals"]
        assert (item["clause"], item["comment"]) == (clause, f"[{cell}] Hm." if kept else "Hm.")

    def test_new_rows(self, scheme: SchemeBuilder) -> None:
        rows = [HEAD, ["NGO One", "Acknowledgement", "te", "Too slow.", "Say three days.", "", ""],
                ["NGO Two", "4", "", "", 'Replace: "shall cost nothing" By: "shall cost 5 euros"', "", ""],
                ["NGO Three", "9.9", "", "Where is this?", "", "", ""],
                ["", "", "general", "Thank you.", "", "We thank you.", "noted"],
                ["", "", "", "", "", "", ""]]
        told = back(scheme, rows)
        assert "4 new rows, 0 answered" in told.out
        assert "row 5: a new row comes in open, so 'noted' in it is not carried out" in told.out
        assert "row 4: there is no clause '9.9'" in told.out
        found = scheme.record()["proposals"]
        assert [(item["id"], item["kind"], item["clause"], item.get("type", "")) for item in found] == [
            ("c-001", "comment", "acknowledgement", "technical"), ("c-002", "change", "no-charge", ""),
            ("c-003", "comment", "", ""), ("c-004", "comment", "", "general")]
        assert found[0]["after"] == "Say three days."
        assert found[2]["comment"] == "[9.9] Where is this?"
        assert (found[3]["state"], found[3].get("response", "")) == ("open", "")
        before = scheme.files()
        assert "0 new rows, 0 answered, 4 as they were" in back(scheme, rows).out, "the same log twice adds nothing"
        assert scheme.files() == before
        scheme.done("answer", "grievance", "c-002", "--accept", "statutes")
        assert FEE[1] in scheme.text()

    def test_how_people_name_a_clause(self, scheme: SchemeBuilder) -> None:
        """'clause given as '4.2' or 'Acknowledgement' or id'"""
        back(scheme, [HEAD, *[["N", name, "", f"Hm {name}", "", "", ""] for name in (
            "3", "3.", "Clause 3", "§ 3", "acknowledgement", "Acknowledgement", "ACKNOWLEDGEMENT ", "#acknowledgement",
            "3 Acknowledgement", "3 Acknowledgement (#acknowledgement)", "7 Acknowledgement")]])
        assert {item["clause"] for item in scheme.record()["proposals"]} == {"acknowledgement"}

    @pytest.mark.parametrize(("heads", "disposition", "kind"), [
        pytest.param(["Nº", "Organisme", "Article", "Type de commentaire", "Commentaires", "Modification proposée",
                      "Réponse", "Décision"], "Refusé", "Rédactionnel", id="french"),
        pytest.param(["Número", "Organización", "Cláusula", "Tipo", "Comentario", "Cambio propuesto", "Respuesta",
                      "Disposición"], "No aceptado", "Editorial", id="spanish"),
        pytest.param(["N.º", "Organização", "Cláusula", "Tipo", "Comentário", "Alteração proposta", "Resposta",
                      "Decisão"], "Recusada", "editorial", id="portuguese"),
        pytest.param(["ID", "MB/NC", "Clause/ Subclause", "Type of comment", "Comments", "Proposed change",
                      "Observations of the secretariat", "Status"], "not accepted", "ed", id="iso"),
    ])
    def test_headings_in_other_languages(
        self, scheme: SchemeBuilder, heads: list[str], disposition: str, kind: str
    ) -> None:
        """'columns in other order, extra columns, translated headings known for fr/es/pt'"""
        order = [3, 0, 7, 4, 1, 6, 2, 5]
        back(scheme, [HEAD, ["N", "3", "", "Hm.", "", "", ""]])
        row = ["c-001", "N", "3", kind, "Hm.", "", "No es posible.", disposition]
        rows = [["A title above", *[""] * 8], [], ["Extra", *[heads[at] for at in order]],
                ["x", *[row[at] for at in order]]]
        back(scheme, rows, "--answers")
        item, = scheme.record()["proposals"]
        assert (item["type"], item["state"], item["response"], item["commenter"]) == (
            "editorial", "refused", "No es posible.", "N")

    @pytest.mark.parametrize("encoded", [
        pytest.param("commenter;comment;clause\r\nJosé;« Trop long »;3\r\n".encode("cp1252"), id="from-old-excel"),
        pytest.param("\ufeffcommenter;comment;clause\r\nJosé;« Trop long »;3\r\n".encode(), id="with-a-mark"),
        pytest.param("commenter\tcomment\tclause\nJosé\t« Trop long »\t3\n".encode("utf-16"), id="as-unicode-text"),
        pytest.param('"commenter","comment","clause"\n"José","« Trop long »","3"'.encode(), id="quoted"),
    ])
    def test_as_excel_saves_it(self, scheme: SchemeBuilder, encoded: bytes) -> None:
        """'CSV with ; and BOM or cp1252 as Excel saves it'"""
        scheme.write("back.csv", encoded)
        scheme.done("comments", "grievance", "--from", "back.csv")
        item, = scheme.record()["proposals"]
        assert (item["commenter"], item["comment"], item["clause"]) == ("José", "« Trop long »", "acknowledgement")

    @pytest.mark.parametrize(("row", "words"), [
        pytest.param(["c-001", "", "partly accepted"], "row 2: 'partly accepted' is no disposition", id="half"),
        pytest.param(["c-001", "", "refused"], "row 2: c-001 stays open: refused needs a response", id="no-words"),
        pytest.param(["c-001", "ok", "noted"], "row 2: c-001 stays open: a change is accepted or refused", id="noted"),
        pytest.param(["c-001", "x" * 2001, "refused"], "row 2: the response has more than 2,000", id="endless"),
    ])
    def test_what_cannot_be_carried_out(self, scheme: SchemeBuilder, row: list[str], words: str) -> None:
        """It stays open, and is told with its row."""
        busy(scheme)
        told = back(scheme, [["id", "response", "disposition"], row])
        assert words in told.out
        assert states(scheme)["c-001"] == "open"

    def test_what_the_record_says_otherwise(self, scheme: SchemeBuilder) -> None:
        """A record is not rewritten by a log: neither what somebody said, nor what was answered."""
        busy(scheme)
        scheme.done("answer", "grievance", "c-002", "--refuse", "the statutes forbid it")
        rows = answered(log(scheme), "c-002", "well then", "accepted")
        rows[3][4] = "Who pays?"
        told = back(scheme, rows)
        assert "row 3: c-002 is refused already; the answer in the record stays" in told.out
        assert "row 4: comment of c-003 differ" in told.out
        assert scheme.record()["proposals"][2]["comment"] == "Who sits on it?"

    def test_a_response_without_a_disposition(self, scheme: SchemeBuilder) -> None:
        """It is kept with a change, which stays open, and goes out again."""
        busy(scheme)
        back(scheme, answered(log(scheme), "c-001", "we shall see", ""), "--answers")
        assert scheme.record()["proposals"][0]["response"] == "we shall see"
        assert states(scheme)["c-001"] == "open"

    def test_a_type_is_filled_in(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        told = back(scheme, [["id", "type", "comment"], ["c-001", "Technical", ""], ["c-003", "ge", "x"]])
        assert "c-003" in told.out
        assert scheme.record()["proposals"][2]["type"] == "general"

    def test_both_changed_the_same_words(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.edit("within 5 working days.\nThe ack", "within 4 working days.\nThe ack")
        told = back(scheme, answered(log(scheme), "c-001", "yes", "accepted"), "--answers", code=1)
        assert "your words stand until you decide" in told.out
        assert "Next: schemekit decide grievance" in told.out

    @pytest.mark.parametrize(("rows", "words"), [
        pytest.param([["id", "comment"], ["c-007", "x"]], "c-007 (row 2) is not in the record", id="another-record"),
        pytest.param([["a", "b"], ["c", "d"]], "has no row of headings", id="no-log"),
        pytest.param([], "has no row of headings", id="nothing"),
        pytest.param([["comment", "clause"], ["x" * 200_001, "3"]], "is no comment log", id="endless"),
        pytest.param([["comment", "clause"], *[["x", ""]] * 20_001], "is no comment log", id="too-many-rows"),
        pytest.param([["comment", "clause"], *[[f"x{n}", ""] for n in range(5001)]], "more than 5,000", id="too-many"),
    ])
    def test_wrong_files(self, scheme: SchemeBuilder, rows: list[list[str]], words: str) -> None:
        before = scheme.files()
        assert words in back(scheme, rows, code=2).err
        scheme.write("back.csv", None)
        assert scheme.files() == before

    def test_thousands_of_answers(self) -> None:
        """Each answer finds its row by its id, and does not go through all the others."""
        many = [ProposedChange(id=id_of(number), kind=ProposedKind.COMMENT) for number in range(1, 20_001)]
        found, begun = ProposalList(many), process_time()
        for item in many:
            found.put(replace(item, response="Thank you."))
        assert {item.response for item in found.items} == {"Thank you."}
        assert process_time() - begun < 5

    @pytest.mark.parametrize(("typed", "words"), [
        pytest.param([], "Say --to FILE", id="neither"),
        pytest.param(["--to", "a.csv", "--from", "b.csv"], "Say --to FILE", id="both"),
        pytest.param(["--to", "a.docx"], "ends in .xlsx or .csv", id="another-ending"),
        pytest.param(["--from", "a.csv"], "there is no file", id="no-file"),
        pytest.param(["--from", "scheme.yaml"], "neither .xlsx nor .csv", id="another-file"),
        pytest.param(["--from", "a.csv", "--blank"], "--blank goes with --to", id="blank-from"),
        pytest.param(["--to", "a.csv", "--answers"], "--answers and --dry-run with --from", id="answers-to"),
    ])
    def test_wrong_words(self, scheme: SchemeBuilder, typed: list[str], words: str) -> None:
        assert words in scheme.done("comments", "grievance", *typed, code=2).err


def sheet(rows: Sequence[Sequence[str]], title: str = "grievance") -> bytes:
    """A spreadsheet with these rows, the first of them its headings."""
    columns = tuple(Column(heading=name, width=10) for name in rows[0])
    return workbook_bytes([Sheet(title=title, columns=columns, rows=tuple(map(tuple, rows[1:])))], "t")


def with_part(data: bytes, name: str, content: bytes | str, *, replace: tuple[bytes, bytes] | None = None) -> bytes:
    """A package with a part put in, or with words of one exchanged."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            words = old.read(part)
            new.writestr(part, words.replace(*replace) if replace and part == name else words)
        if replace is None:
            new.writestr(name, content)
    return file.getvalue()


class TestSpreadsheets:
    """'reading never evaluates; xlsx is checked like other packages'"""

    def test_cells_of_every_kind(self, scheme: SchemeBuilder) -> None:
        """Numbers, days and formulas in cells are words: 4.2 is a clause, also where Excel made a day of it."""
        from datetime import datetime

        from openpyxl import Workbook

        book = Workbook()
        page = book.worksheets[0]
        for row in (["id", "commenter", "clause", "comment"], [1, "N", 3, "a number"], [2, "N", 3.0, "a fraction"],
                    [3, 12, "=1+2", "a formula"], [4, None, datetime(2026, 1, 3), "x"], [5, True, None, "=NOW()"]):
            page.append(row)
        book.save(scheme.path / "back.xlsx")
        told = scheme.done("comments", "grievance", "--from", "back.xlsx")
        assert "C4, D6: a formula, which is read as its words and never worked out" in told.out
        found = scheme.record()["proposals"]
        assert [(item["clause"], item["comment"], item.get("commenter", "")) for item in found] == [
            ("acknowledgement", "a number", "N"), ("acknowledgement", "a fraction", "N"),
            ("", "[=1+2] a formula", "12"), ("", "[2026-01-03] x", ""), ("", "=NOW()", "yes")]

    def test_the_log_of_another_module(self, scheme: SchemeBuilder) -> None:
        scheme.write("back.xlsx", sheet([HEAD, ["N", "3", "", "Hm.", "", "", ""]], "assurance"))
        told = scheme.done("comments", "grievance", "--from", "back.xlsx", code=2)
        assert "is the comment log of assurance" in told.err

    @pytest.mark.parametrize(("data", "words"), [
        pytest.param(b"no zip", "damaged", id="no-zip"),
        pytest.param(with_part(sheet([HEAD]), "xl/vbaProject.bin", b"x"), "macros", id="macros"),
        pytest.param(with_part(sheet([HEAD]), "xl/bomb.xml", b" " * 30_000_000), "zip bomb", id="zip-bomb"),
        pytest.param(with_part(sheet([HEAD]), "../x.xml", b"<a/>"), "outside of it", id="a-path-out"),
        pytest.param(with_part(sheet([HEAD]), "xl/externalLinks/_rels/e.xml.rels",
                               '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                               '<Relationship Id="r" Type="x/externalLinkPath" Target="file:///etc/passwd"'
                               ' TargetMode="External"/></Relationships>'), "fetches something", id="elsewhere"),
        pytest.param(with_part(sheet([HEAD]), "xl/workbook.xml", b"",
                               replace=(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook')), "DTD", id="dtd"),
        pytest.param(with_part(sheet([HEAD]), "xl/workbook.xml", b"", replace=(b"<sheets>", b"")), "damaged",
                     id="damaged"),
        pytest.param(with_part(sheet([HEAD]), "[Content_Types].xml", b"", replace=(b"sheet.main+xml", b"sheet+xml")),
                     "no spreadsheet", id="another-kind"),
        pytest.param(with_part(sheet([HEAD]), "xl/worksheets/sheet1.xml", b"",
                               replace=(b"</row>", b"<c/>" * 1_230_000 + b"</row>")), "more than 16,384 cells",
                     id="endless-row"),
        pytest.param(with_part(sheet([HEAD]), "xl/worksheets/sheet1.xml", b"",
                               replace=(b"</row>", b"<c/>" * 17_000 + b"</row>")), "more than 16,384", id="wide-row"),
        pytest.param(with_part(sheet([HEAD]), "xl/worksheets/sheet1.xml", b"",
                               replace=(b'<row r="1"', b'<row r="1048576"')), "more than 20,000 rows", id="far-below"),
    ])
    def test_hostile_files(self, scheme: SchemeBuilder, data: bytes, words: str) -> None:
        before = scheme.files()
        scheme.write("back.xlsx", data)
        told = scheme.done("comments", "grievance", "--from", "back.xlsx", code=2)
        assert words in told.err
        assert "Traceback" not in told.err
        assert ".docx" not in told.err
        scheme.write("back.xlsx", None)
        assert scheme.files() == before


def test_libreoffice_opens_and_saves_it(scheme: SchemeBuilder, office: Office, tmp_path: Path) -> None:
    """'LibreOffice opens and re-saves it (xlsx -> xlsx, csv) and it comes back equal'"""
    sent = busy(scheme)
    received(scheme, returned(
        sent, comment("appeal", "=1+1", number="8"), comment("appeal", "- a\n- b “c” é", number="9"),
        comment("filing", "4.10", author="+49", number="10"),
        edit(sent, "records", "for 7 years", "for 8 years", "=Eve")))
    rows = log(scheme, "log.xlsx")
    for name in ("again.xlsx", "again.csv"):
        office.saved(scheme.path / "log.xlsx", tmp_path / name)
    found = sheets_of((tmp_path / "again.xlsx").read_bytes(), "x")[0].rows
    assert [[*row, *[""] * (8 - len(row))] for row in found] == rows
    csv_rows = rows_of_csv((tmp_path / "again.csv").read_bytes())
    assert [list(row) for row in csv_rows if any(row)] == rows
    before = scheme.files()
    for name in ("again.xlsx", "again.csv"):
        scheme.write(f"in-{name}", (tmp_path / name).read_bytes())
        told = scheme.done("comments", "grievance", "--from", f"in-{name}")
        assert told.out == "0 new rows, 0 answered, 8 as they were. Next: schemekit status\n"
        scheme.write(f"in-{name}", None)
    assert scheme.files() == before
