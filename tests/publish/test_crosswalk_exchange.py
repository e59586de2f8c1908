"""`schemekit crosswalk export` and `import` in a real library: what goes out, what comes back, what is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemekit.files.schemas import validator
from schemekit.files.shipped import shipped
from schemekit.word.spreadsheet import MOST_ROWS
from tests.golden import same_as_golden
from tests.publish.conftest import CROSSWALK, CROSSWALK_FILE, Shop
from tests.scheme_builders import Told, tell

HERE = Path(__file__).parent
COMMENTED = CROSSWALK.replace("rows:\n", "# Looked through by the panel in May.\nrows:\n  # c is the hardest one\n")


class Desk:
    """A library with a crosswalk, and the commands run in it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        shop.git.write({CROSSWALK_FILE: COMMENTED})

    def run(self, *arguments: str) -> Told:
        return tell("-C", str(self.shop.path), "crosswalk", *arguments)

    def sent(self, name: str = "fees.xlsx") -> Path:
        told = self.run("export", "fees", "--to", name)
        assert told.code == 0, told.all
        return self.shop.path / name

    def edited(self, edit: Callable[[Any], object], name: str = "back.xlsx") -> str:
        """A sheet that went out, and came back with what was done to it."""
        from openpyxl import load_workbook

        source = self.shop.path / "fees.xlsx"
        book = load_workbook(source if source.exists() else self.sent())
        edit(book)
        book.save(self.shop.path / name)
        return name

    @property
    def text(self) -> str:
        return self.shop.text(CROSSWALK_FILE)


@pytest.fixture
def desk(released: Shop) -> Desk:
    return Desk(released)


def cell(place: str, words: object, sheet: str = "Crosswalk") -> Callable[[Any], object]:
    def edit(book: Any) -> None:
        book[sheet][place] = words

    return edit


class TestOut:
    """'`.tsv`, `.xlsx`, `.json`, `.yaml`, by the ending'."""

    @pytest.mark.parametrize("ending", ["tsv", "json", "yaml"])
    def test_what_a_file_says(self, desk: Desk, ending: str) -> None:
        file = desk.sent(f"fees.{ending}")
        same_as_golden(file.read_text("utf-8"), HERE / f"crosswalk.golden.{ending}.txt")

    @pytest.mark.parametrize("ending", ["xlsx", "tsv", "json", "yaml"])
    def test_what_is_told_of_it(self, desk: Desk, ending: str) -> None:
        """'Each export and import reports what the format cannot carry … as text and in --json'; twice the same."""
        told = desk.run("export", "fees", "--to", f"fees.{ending}", "--json")
        assert broken(told.json, "crosswalk-export") == []
        first = (desk.shop.path / f"fees.{ending}").read_bytes()
        assert desk.run("export", "fees", "--to", f"fees.{ending}").code == 2   # it is there already
        again = desk.run("export", "fees", "--to", f"fees.{ending}", "--force")
        assert (desk.shop.path / f"fees.{ending}").read_bytes() == first
        if ending == "yaml":
            same_as_golden(again.out, HERE / "crosswalk-export.golden.txt")

    def test_a_sheet_has_lists_heads_and_what_is_not_mapped(self, desk: Desk) -> None:
        """'drop-down choices … frozen heads, a read-me sheet, rows for clauses that have no mapping yet'."""
        from openpyxl import load_workbook

        book = load_workbook(desk.sent())
        page = book["Crosswalk"]
        rows = [[item.value for item in row[:5]] for row in page.iter_rows(min_row=2, max_row=5)]
        assert rows[0][:3] == ["notice", "Notice", "c"]
        assert str(rows[0][3]).startswith("Predictable")
        assert rows[1][:3] == [None, None, "h"]
        assert [row[:3] for row in rows[2:]] == [["purpose", "Purpose", None], ["waiver", "Waiver", None]]
        assert page.freeze_panes == "A2"
        listed = {offer.formula1 for offer in page.data_validations.dataValidation}
        assert '"low,medium,high"' in listed
        assert "='Items'!$A$2:$A$500" in listed
        assert book.sheetnames[2] == "How to fill this in"

    def test_which_one(self, desk: Desk) -> None:
        desk.shop.git.write({"policies/fees/crosswalks/ungp.yaml":
                             CROSSWALK.replace("ungp-31", "ungp").replace("item: c", 'item: "31"')})
        told = desk.run("export", "fees", "--to", "x.tsv")
        assert (told.code, "--framework ungp" in told.err) == (2, True)
        assert desk.run("export", "fees", "--framework", "ungp-31", "--to", "x.tsv").code == 0
        assert desk.run("export", "fees", "--framework", "sdg", "--to", "y.tsv").code == 2
        assert desk.run("export", "fees", "--to", "x.docx").code == 2


class TestBack:
    """'a returned sheet becomes a reviewable change'."""

    def test_nothing_changed(self, desk: Desk) -> None:
        desk.sent()
        told = desk.run("import", "fees.xlsx", "--yes")
        assert (told.code, "Nothing to write" in told.out) == (0, True)
        assert desk.text == COMMENTED

    def test_row_by_row_and_only_with_yes(self, desk: Desk) -> None:
        """'import prints what would change row by row … and writes only with --yes'; comments and order stay."""
        def edit(book: Any) -> None:
            page = book["Crosswalk"]
            page["E2"], page["G2"] = "intersects", "The day of a fee is known before, and more besides."
            page["C5"], page["E5"], page["F5"], page["G5"] = "b", "Supports", "low", "Help towards lower barriers only."
            page.delete_rows(3)

        name = desk.edited(edit)
        told = desk.run("import", name, "--judge", "B. Reviewer", "--date", "2026-12-01")
        assert (told.code, desk.text) == (1, COMMENTED)
        same_as_golden(told.out, HERE / "crosswalk-import.golden.txt")
        told = desk.run("import", name, "--judge", "B. Reviewer", "--date", "2026-12-01", "--yes")
        assert told.code == 0, told.all
        assert desk.text == COMMENTED.replace(
            "  - {clause: notice, item: c, relation: subset, confidence: high, rationale: The day of a new fee is known"
            " before.}\n  - {item: h, relation: none, confidence: high, rationale: The module has nothing on"
            " dialogue.}\n",
            '  - {clause: notice, item: c, relation: intersects, confidence: high, rationale: "The day of a fee is'
            ' known before, and more besides.", judge: B. Reviewer, date: "2026-12-01"}\n'
            '  - {clause: waiver, item: b, relation: supports, confidence: low, judge: B. Reviewer, date: "2026-12-01",'
            " rationale: Help towards lower barriers only.}\n")
        assert desk.shop.schemekit("lint", "fees").code == 0
        assert desk.run("import", name, "--judge", "B. Reviewer", "--yes").code == 0   # and a second time nothing

    def test_as_json(self, desk: Desk) -> None:
        name = desk.edited(cell("E2", "equals"))
        report = desk.run("import", name, "--json")
        assert (report.code, broken(report.json, "crosswalk-import")) == (1, [])
        assert report.json["refused"][0]["place"] == "Crosswalk, row 2, column E (relation)"
        report = desk.run("import", desk.edited(cell("E2", "equal"), "b.xlsx"), "--json", "--yes")
        assert (report.code, broken(report.json, "crosswalk-import"), report.json["written"]) == (0, [], True)

    def test_both_sides_changed_a_row(self, desk: Desk) -> None:
        """'stale': ours stays, and a row that only we changed is not undone."""
        name = desk.edited(cell("F2", "low"))
        desk.shop.edit(CROSSWALK_FILE, ("relation: subset", "relation: superset"))
        told = desk.run("import", name, "--yes")
        assert (told.code, "stale    notice – c" in told.out) == (1, True)
        assert "superset, confidence: high" in desk.text
        assert desk.run("import", "fees.xlsx", "--yes").code == 0   # nobody changed anything in this one
        assert "superset" in desk.text

    def test_a_row_that_we_added_meanwhile_stays(self, desk: Desk) -> None:
        desk.sent()
        desk.shop.edit(CROSSWALK_FILE, ("  - {item: h", "  - {clause: waiver, item: b, relation: supports, confidence:"
                                        " low, rationale: It helps those who cannot pay.}\n  - {item: h"))
        assert desk.run("import", "fees.xlsx", "--yes").code == 0
        assert "clause: waiver" in desk.text

    def test_a_crosswalk_that_is_not_there_yet(self, desk: Desk) -> None:
        for ending in ("xlsx", "tsv", "json"):
            desk.sent(f"fees.{ending}")
            (desk.shop.path / CROSSWALK_FILE).unlink()
            told = desk.run("import", f"fees.{ending}", "--yes")
            assert told.code == 0, told.all
            assert desk.shop.schemekit("lint", "fees").code == 0
            assert "clause: notice, item: c, relation: subset" in desk.text

    def test_a_lossy_file_takes_nothing_away(self, desk: Desk) -> None:
        """What CISO Assistant cannot hold is not gone from the crosswalk when its file comes back."""
        file = desk.sent("fees.yaml")
        file.write_text(file.read_text("utf-8").replace("relationship: subset", "relationship: equal"), "utf-8")
        told = desk.run("import", "fees.yaml", "--yes")
        assert told.code == 0, told.all
        assert "item: c, relation: equal, confidence: high" in desk.text
        assert "item: h, relation: none" in desk.text

    def test_keep(self, desk: Desk) -> None:
        name = desk.edited(lambda book: book["Crosswalk"].delete_rows(2))
        assert "gone     notice – c" in desk.run("import", name).out
        assert "Nothing to write" in desk.run("import", name, "--keep").out


class TestReviewed:
    """Who looked at a judgement after the judge, and when."""

    def test_a_review_comes_back_in_a_sheet_and_goes_out_as_the_reviewer_of_sssom(self, desk: Desk) -> None:
        def edit(book: Any) -> None:
            page = book["Crosswalk"]
            page["J2"], page["K2"] = "B. Reviewer", "2026-12-01"

        told = desk.run("import", desk.edited(edit), "--yes")
        assert told.code == 0, told.all
        assert 'confidence: high, rationale: The day of a new fee is known before., reviewed_by: B. Reviewer,' \
               ' reviewed: "2026-12-01"}' in desk.text
        assert desk.shop.schemekit("lint", "fees").code == 0
        head, row, gap = (line.split("\t") for line in desk.sent("fees.tsv").read_text("utf-8").splitlines()
                          if not line.startswith("#"))
        assert dict(zip(head, row, strict=True))["reviewer_label"] == "B. Reviewer"
        assert (row[-1], gap[-2:]) == ("2026-12-01", ["", ""])

    def test_a_row_that_is_judged_anew_is_no_longer_reviewed(self, desk: Desk) -> None:
        desk.shop.edit(CROSSWALK_FILE, ("confidence: high, rationale: The day", "confidence: high, reviewed_by:"
                                        ' B. Reviewer, reviewed: "2026-12-01", rationale: The day'))
        told = desk.run("import", desk.edited(cell("F2", "low")), "--yes")
        assert told.code == 0, told.all
        assert ("confidence: low" in desk.text, "B. Reviewer" in desk.text) == (True, False)

    def test_half_a_review_is_refused(self, desk: Desk) -> None:
        told = desk.run("import", desk.edited(cell("J2", "B. Reviewer")), "--yes")
        assert (told.code, "column K (reviewed)" in " ".join(told.all.split())) == (1, True), told.all

    def test_a_sheet_from_before_reviews_leaves_them(self, desk: Desk) -> None:
        desk.shop.edit(CROSSWALK_FILE, ("confidence: high, rationale: The day", "confidence: high, reviewed_by:"
                                        ' B. Reviewer, reviewed: "2026-12-01", rationale: The day'))
        before = desk.text
        told = desk.run("import", desk.edited(lambda book: book["Crosswalk"].delete_cols(10, 2)), "--yes")
        assert (told.code, desk.text) == (0, before), told.all


SECOND = ["notice", "", "c", "", "equal", "low", "It asks the same as before."]


class TestRefused:
    """'refused with sheet row and column'; 'Hostile returned sheets (formulas, hidden rows, wrong ids, 1e6 rows)'."""

    @pytest.mark.parametrize(("edit", "told"), [
        pytest.param(cell("E2", "equals"), "row 2, column E (relation): 'equals'", id="a-relation"),
        pytest.param(cell("F2", "sure"), "row 2, column F (confidence): 'sure'", id="a-confidence"),
        pytest.param(cell("C2", "zz"), "row 2, item: 'zz', which is no item", id="an-item"),
        pytest.param(cell("A2", "notices"), "row 2, clause: 'notices', which is no clause", id="a-clause"),
        pytest.param(cell("A2", "../../x"), "cannot be the id of a clause", id="a-way-out"),
        pytest.param(cell("C2", None), "row 2, column C (item): no item", id="no-item"),
        pytest.param(cell("G2", "=1+1"), "row 2, column G (rationale): a formula", id="a-formula"),
        pytest.param(cell("G2", None), "row 2, column G (rationale): nothing", id="no-rationale"),
        pytest.param(cell("G2", "Yes."), "row 2, rationale: 'Yes.'", id="a-short-rationale"),
        pytest.param(cell("G2", "x " * 2000), "4,000 characters", id="a-long-one"),
        pytest.param(cell("I2", "1.5.2026"), "column I (date): '1.5.2026'", id="a-day"),
        pytest.param(cell("E2", "none"), "'none' beside a clause", id="none-with-a-clause"),
        pytest.param(cell("E3", "equal"), "no clause, and a relation", id="a-relation-without-a-clause"),
        pytest.param(lambda book: book["Crosswalk"].append(SECOND),
                     "'notice' and 'c' for the second time", id="twice"),
        pytest.param(lambda book: book["Crosswalk"].delete_rows(1), "no row of headings", id="no-headings"),
        pytest.param(cell("A1", "claus"), "row 1 has no column 'clause'", id="a-heading"),
        pytest.param(cell("B4", "fair-fees", "About"), "", id="another-framework"),
    ])
    def test_nothing_is_written(self, desk: Desk, edit: Callable[[Any], object], told: str) -> None:
        name = desk.edited(edit)
        before = desk.shop.state()
        said = desk.run("import", name, "--yes")
        assert said.code in (1, 2), said.all
        assert told in said.err
        assert "Traceback" not in said.all
        assert desk.shop.state() == before

    def test_columns_that_are_wanting_are_named_once(self, desk: Desk) -> None:
        """Two headings that were retitled gave twenty lines 'gone', 'no row of headings' and 'no clauses at 22'."""
        def edit(book: Any) -> None:
            page = book["Crosswalk"]
            page["E1"], page["G1"], page["J1"] = "Relations", "Reason", "Remarks"
            page.insert_rows(1)
            page["A1"] = "Our crosswalk, for the panel"

        told = desk.run("import", desk.edited(edit), "--yes")
        assert (told.code, told.out) == (2, "")
        assert "back.xlsx, Crosswalk, row 2 has no columns 'relation', 'rationale'" in told.err
        assert "column E is headed 'Relations': did you mean 'relation'?" in told.err
        assert "put 'rationale' back; not known here: 'Reason' (G), 'Remarks' (J)" in told.err

    def test_a_title_above_and_columns_that_may_go(self, desk: Desk) -> None:
        """'judge, date: empty means as the sheet About says': the columns may be wanting, and judges stay."""
        before = desk.text

        def edit(book: Any) -> None:
            page = book["Crosswalk"]
            page.delete_cols(8, 2)
            page["H1"], page["H2"] = "Remarks", "Ask Ana."
            page.insert_rows(1)
            page["A1"] = "Our crosswalk, for the panel"

        told = desk.run("import", desk.edited(edit), "--yes")
        assert (told.code, told.err) == (0, "")
        assert "note: not taken over: cells of the column 'Remarks' in 'Crosswalk' (1)" in told.out
        assert desk.text == before

    def test_a_table_that_was_cut_is_not_taken_in(self, desk: Desk) -> None:
        """A truncated SSSOM file, cut in the middle of a row, was taken in with --yes."""
        gaps = "".join(f"  - {{item: {item}, relation: none, confidence: high, rationale: Nothing is said of it.}}\n"
                       for item in "abdefg")
        desk.shop.git.write({CROSSWALK_FILE: CROSSWALK + gaps})
        file, before = desk.sent("fees.sssom.tsv"), desk.text
        whole = file.read_bytes()
        rows = whole.splitlines(keepends=True)
        head = next(number for number, line in enumerate(rows) if line.startswith(b"subject_id"))
        file.write_bytes(b"".join(rows[: head + 3]) + rows[head + 3][:30] + b"\n")
        told = desk.run("import", file.name, "--yes")
        assert (told.code, desk.text) == (1, before)
        assert f"line {head + 4}: 4 of 12 cells" in told.err
        file.write_bytes(whole[:-20])   # within the reason of the last row
        told = desk.run("import", file.name, "--yes")
        assert (told.code, desk.text) == (2, before)
        assert "ends in the middle of a line" in told.err
        file.write_bytes(b"".join(rows[: head + 3]))
        told = desk.run("import", file.name, "--yes")
        assert (told.code, desk.text) == (1, before)
        assert "nothing was written: 6 of 8 rows would go" in told.err
        assert desk.run("import", file.name, "--yes", "--fewer").code == 0
        assert desk.text.count("- {") == 2

    def test_hidden_rows_are_told(self, desk: Desk) -> None:
        def edit(book: Any) -> None:
            book["Crosswalk"]["F2"] = "low"
            book["Crosswalk"].row_dimensions[2].hidden = True

        assert "note: row 2 is hidden in the sheet 'Crosswalk'" in desk.run("import", desk.edited(edit)).out

    def test_a_million_rows(self, desk: Desk) -> None:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        page = book.create_sheet("Crosswalk")
        for _ in range(MOST_ROWS + 2):
            page.append(["x"])
        book.create_sheet("About")
        file = io.BytesIO()
        book.save(file)
        (desk.shop.path / "many.xlsx").write_bytes(file.getvalue())
        told = desk.run("import", "many.xlsx", "--yes")
        assert (told.code, f"more than {MOST_ROWS:,} rows" in told.err) == (2, True)

    @pytest.mark.parametrize(("name", "data"), [
        pytest.param("x.xlsx", b"PK\x03\x04 no spreadsheet", id="no-spreadsheet"),
        pytest.param("x.tsv", b"\xff\xfe", id="no-text"),
        pytest.param("x.tsv", b"a\tb\n1\t2\n", id="no-sssom"),
        pytest.param("x.tsv", b"#a: &a [*a]\nsubject_id\tpredicate_id\tobject_id\n", id="a-hostile-head"),
        pytest.param("x.tsv", b"subject_id\tpredicate_id\tobject_id\n" + b"a\tb\tc\n" * 10_001, id="many-rows"),
        pytest.param("x.json", b"[" * 100_000, id="deep-json"),
        pytest.param("x.json", b'{"a": 1, "a": 2}', id="a-key-twice"),
        pytest.param("x.json", b'{"mapping-collection": {"mappings": 1}}', id="no-mappings"),
        pytest.param("x.yaml", b"a: [", id="broken-yaml"),
        pytest.param("x.yaml", b"objects: {}", id="no-library"),
        pytest.param("x.docx", b"", id="another-format"),
    ])
    def test_files_that_are_none(self, desk: Desk, name: str, data: bytes) -> None:
        (desk.shop.path / name).write_bytes(data)
        told = desk.run("import", name, "--yes")
        assert (told.code, "Traceback" in told.all, "fix:" in told.err) == (2, False, True)
        assert desk.text == COMMENTED

    def test_a_predicate_and_a_relation_that_disagree(self, desk: Desk) -> None:
        file = desk.sent("fees.tsv")
        file.write_text(file.read_text("utf-8").replace("skos:broadMatch", "skos:exactMatch"), "utf-8")
        told = desk.run("import", "fees.tsv", "--yes")
        assert (told.code, "where ext_relation says 'subset'" in told.err) == (1, True)

    def test_a_foreign_sssom_table(self, desk: Desk) -> None:
        """Other programs know nothing of our column: the predicate tells, and whoever imports names the rest."""
        (desk.shop.path / "other.tsv").write_text(
            "# mapping_set_id: https://example.org/other\nsubject_id\tpredicate_id\tobject_id\tconfidence\tcomment\n"
            "clause:waiver\tskos:narrowMatch\titem:b\t0.7\tThe clause takes a barrier of cost away.\n", "utf-8")
        arguments = ("import", "other.tsv", "--module", "fees", "--framework", "ungp-31", "--judge", "B. Reviewer",
                     "--date", "2026-12-01", "--keep", "--yes")
        told = desk.run(*arguments)
        assert told.code == 0, told.all
        assert "clause: waiver, item: b, relation: superset, confidence: medium" in desk.text
        assert desk.run("import", "other.tsv", "--yes").code == 2


def broken(report: Any, name: str) -> list[str]:
    schema = json.loads((shipped("schemas") / "reports" / f"{name}.schema.json").read_text("utf-8"))
    return [error.message for error in validator(schema).iter_errors(report)]
