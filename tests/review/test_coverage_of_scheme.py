"""'From what the scheme really has (dropped, adapted, loosened clauses lower it), item by item, as judged by whom.'"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from schemekit.text.csv_rows import rows_of_csv
from tests.adopt.update_fixtures import Source, source
from tests.review.mapped_scheme import CROSSWALK, changed
from tests.scheme_builders import SchemeBuilder, tell

__all__ = ["source"]
OWN_REVIEWED = """\
format: 1
module: grievance
module_version: "1.1.0"
framework: ungp-31
framework_version: "2011"
judge: A. Author
date: "2026-11-28"
rows:
  - {clause: filing, item: g, relation: supports, confidence: low, reviewed_by: B. Reviewer, reviewed: "2026-12-01",
     rationale: What is filed can be learned from.}
"""


def standings(report: Any) -> dict[str, str | None]:
    (framework,) = report["frameworks"]
    return {item["item"]: item["standing"] for item in framework["items"]}


def item(report: Any, name: str) -> Any:
    return next(one for one in report["frameworks"][0]["items"] if one["item"] == name)


class TestItemByItem:
    """'Addresses, partly, not addressed, as judged by whom, on which version, with the clause.'"""

    def test_a_scheme_that_changed_nothing(self, scheme_mapped: SchemeBuilder) -> None:
        told = scheme_mapped.done("coverage")
        assert "b Accessible: known to those it is for, with" in told.out
        assert ("8 items: addresses 2, partly 0, not addressed 2, judged by nobody 4, as judged by A. Author."
                in told.out)
        assert "compliant" not in told.all.lower()
        report = scheme_mapped.json("coverage")
        assert standings(report) == {"a": None, "b": "addresses", "c": "addresses", "d": None, "e": None, "f": None,
                                     "g": "not addressed", "h": "not addressed"}
        (evidence,) = item(report, "c")["evidence"]
        assert (evidence["clause"], evidence["judge"], evidence["judged_on"], evidence["version"]) == (
            "acknowledgement", "A. Author", "1.1.0", "1.1.0")

    def test_what_a_default_rests_on_is_not_told_as_a_reason(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.edit("within 5 working days", "within 20 working days")
        [told] = item(scheme_mapped.json("coverage"), "c")["lowered_by"]
        assert told.endswith("-> 20 working days: looser (no reason is on record)")

    def test_what_was_changed_lowers_it_and_is_told_with_its_reason(self, scheme_changed: SchemeBuilder) -> None:
        report = scheme_changed.json("coverage")
        assert standings(report)["b"] == standings(report)["c"] == "partly"
        assert item(report, "b")["lowered_by"] == [
            "grievance#no-charge: dropped (our statutes ask for a fee)",
            "grievance#filing: in words of its own, to be judged anew (no reason is on record)"]
        assert item(report, "c")["lowered_by"] == [
            "grievance#acknowledgement: Time to acknowledge 9 working days, looser than the default 5 working days "
            "(two people)"]

    def test_a_clause_stands_with_its_words_force_values_and_dates(self, scheme_changed: SchemeBuilder) -> None:
        """'Criterion -> clause -> its text as the scheme has it -> force -> value -> version/date -> public link.'"""
        scheme_changed.done("approve", "grievance", "--body", "Board", "--date", "2026-01-20", "--despite-open")
        report = scheme_changed.json("coverage")
        clause = next(one for one in report["clauses"] if one["clause"] == "acknowledgement")
        assert clause["text"].startswith("The secretariat shall acknowledge a complaint within 9 working days.")
        assert (clause["force"], clause["version"], clause["state"]) == ("requirement", "1.1.0", "loosened")
        assert clause["since"].startswith("approved by Board on 2026-01-20")
        assert clause["link"] == ""
        gone = next(one for one in report["clauses"] if one["clause"] == "no-charge")
        assert (gone["text"], gone["force"], gone["did"]) == ("", "", "dropped")

    def test_the_force_of_an_adapted_clause_is_what_its_words_say(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.edit("The secretariat shall acknowledge", "The secretariat should acknowledge")
        scheme_mapped.edit("The acknowledgement shall name", "The acknowledgement should name")
        report = scheme_mapped.json("coverage")
        clause = next(one for one in report["clauses"] if one["clause"] == "acknowledgement")
        assert (clause["force"], clause["state"]) == ("recommendation", "loosened")

    def test_the_public_reads_a_clause_where_the_scheme_publishes(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.write("mkdocs.yml", "site_name: Ours\nsite_url: https://example.org/handbook/\n")
        scheme_mapped.done("approve", "grievance", "--body", "Board", "--date", "2026-01-20")
        report = scheme_mapped.json("coverage")
        assert {one["link"] for one in report["clauses"] if one["clause"] == "filing"} == {
            "https://example.org/handbook/grievance/#filing"}

    def test_own_clauses_that_nobody_judged_are_told(self, scheme_changed: SchemeBuilder) -> None:
        told = " ".join(scheme_changed.done("coverage").out.split())
        assert "Judged by nobody, so counted for nothing: grievance#friends." in told
        assert "schemekit suggest grievance#friends" in told

    def test_exit_codes(self, scheme_mapped: SchemeBuilder) -> None:
        assert scheme_mapped.run("coverage", "--exit-code").code == 0
        changed(scheme_mapped)
        assert scheme_mapped.run("coverage").code == 0
        assert scheme_mapped.run("coverage", "--exit-code").code == 1


class TestAsking:
    """Frameworks and modules by name; what is not known is told with what there is."""

    @pytest.mark.parametrize(("words", "told"), [
        pytest.param(["--framework", "ungp-32"], "did you mean 'ungp-31'?", id="a-near-name"),
        pytest.param(["--framework", "ungp-31@1"], "as in ungp-31@2011", id="another-version"),
        pytest.param(["--module", "fees"], "there is no module 'fees'", id="no-such-module"),
        pytest.param(["--since", "nowhere"], "no saved state of this scheme called 'nowhere'", id="no-such-state"),
        pytest.param(["--to", "x.doc"], "name a file that ends in .html, .xlsx, .csv, .md or .json", id="ending"),
        pytest.param(["--to", "x.json", "--json"], "--json is printed", id="printed-or-written"),
    ])
    def test_wrong_words(self, scheme_mapped: SchemeBuilder, words: list[str], told: str) -> None:
        said = scheme_mapped.run("coverage", *words)
        assert said.code == 2
        assert told in said.all

    def test_a_framework_that_nothing_is_mapped_to_is_shown_when_it_is_asked_for(
        self, scheme_mapped: SchemeBuilder
    ) -> None:
        report = scheme_mapped.json("coverage", "--framework", "wto-tbt-annex-3@1994", "--framework", "ungp-31")
        assert [(one["framework"], one["not_judged"]) for one in report["frameworks"]] == [
            ("wto-tbt-annex-3", 17), ("ungp-31", 4)]
        assert scheme_mapped.json("coverage", "--module", "assurance")["frameworks"] == []

    def test_outside_of_a_scheme_and_a_library(self, tmp_path: Path) -> None:
        assert "is not a scheme" in tell("-C", str(tmp_path), "coverage").err

    def test_a_librarys_own_framework_is_found_where_the_library_is_at_hand(
        self, scheme: SchemeBuilder, source: Source
    ) -> None:
        item = '{id: "1", label: {en: Fees}}'
        source.library.write({"frameworks/house/1.yaml": (
            'format: 1\nid: house\nversion: "1"\ntitle: House rules\nsummary: Ours.\nlicence: CC-BY-4.0\n'
            f'date: "2026-11-28"\nsource: {{title: T, publisher: P, rights: None.}}\nitems: [{item}]\n')})
        walk = CROSSWALK.replace("ungp-31", "house").replace('"2011"', '"1"').replace("item: b", 'item: "1"')
        rows = [line for line in walk.splitlines() if not any(f"item: {name}" in line for name in "cgh")]
        source.release("1.1.0", files={"crosswalks/house.yaml": "\n".join(rows) + "\n"})
        assert scheme.run("update", "grievance", "--yes").code == 0
        report = scheme.json("coverage")
        assert [one["framework"] for one in report["frameworks"]] == ["house"]
        assert standings(report) == {"1": "addresses"}


    def test_another_version_of_a_known_framework_is_told_with_the_one_that_is_known(
        self, scheme: SchemeBuilder, source: Source
    ) -> None:
        """Not as a library that is not at hand: fetching it again would bring nothing."""
        source.release("1.1.0", files={"crosswalks/ungp-31.yaml": CROSSWALK.replace('"2011"', '"2010"')})
        assert scheme.run("update", "grievance", "--yes").code == 0
        (notice,) = scheme.json("coverage", "--module", "grievance")["notices"]
        assert notice.startswith("ungp-31 2010 is mapped to, and is not known here: known is 2011;")


class TestSince:
    """'--since shows what a change cost': which items, because of which clause, with its recorded reason."""

    def test_what_was_lowered_and_why(self, scheme_changed: SchemeBuilder) -> None:
        told = scheme_changed.run("coverage", "--since", "HEAD", "--exit-code")
        assert told.code == 1
        words = " ".join(told.out.split())
        assert ("b lower: addresses -> partly, to be judged anew, because of "
                "grievance#no-charge: dropped (our statutes ask for a fee); "
                "grievance#filing: in words of its own, to be judged anew (no reason is on record)") in words
        assert "looser than the default 5 working days (two people)" in words

    def test_nothing_changed(self, scheme_mapped: SchemeBuilder) -> None:
        told = scheme_mapped.run("coverage", "--since", "HEAD", "--exit-code")
        assert (told.code, "No item stands elsewhere, and none has" in told.out) == (0, True)

    def test_an_update_that_brought_the_crosswalk(self, scheme_mapped: SchemeBuilder) -> None:
        (framework,) = scheme_mapped.json("coverage", "--since", "HEAD~1")["frameworks"]
        found = {change["item"]: (change["before"], change["after"], change["lower"], change["causes"][0]["words"])
                 for change in framework["changes"]}
        assert found["b"] == ("nobody has judged this", "addresses", False, "mapped to it since, in 1.0.0 became 1.1.0")

    def test_a_module_that_was_taken_out(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.done("remove", "grievance")
        (framework,) = scheme_mapped.json("coverage", "--since", "HEAD~1")["frameworks"]
        change = next(one for one in framework["changes"] if one["item"] == "b")
        assert [(cause["module"], cause["clause"], cause["words"]) for cause in change["causes"]] == [
            ("grievance", "", "taken out of the scheme")]

    def test_words_that_came_back_stand_higher(self, scheme_changed: SchemeBuilder) -> None:
        scheme_changed.done("save", "A fee")
        scheme_changed.done("restore", "grievance", "no-charge")
        scheme_changed.done("restore", "grievance", "filing")
        scheme_changed.done("save", "No fee again")
        (framework,) = scheme_changed.json("coverage", "--since", "HEAD~1")["frameworks"]
        (change,) = framework["changes"]
        assert (change["item"], change["lower"]) == ("b", False)
        assert change["causes"][0]["words"] == "as the source has it again (was dropped)"


class TestFiles:
    """'Table, html matrix, csv, xlsx, json.'"""

    @pytest.mark.parametrize("ending", ["html", "csv", "xlsx", "md", "json"])
    def test_the_same_scheme_gives_the_same_bytes(self, scheme_changed: SchemeBuilder, ending: str) -> None:
        file = f"coverage.{ending}"
        assert "written" in scheme_changed.done("coverage", "--since", "HEAD", "--to", file).out
        first = (scheme_changed.path / file).read_bytes()
        assert "is as it was" in scheme_changed.done("coverage", "--since", "HEAD", "--to", file).out
        assert (scheme_changed.path / file).read_bytes() == first
        assert str(scheme_changed.path).encode() not in first
        assert b"ompliant" not in first
        (scheme_changed.path / file).write_bytes(b"somebody's")
        assert scheme_changed.run("coverage", "--to", file).code == 2
        assert (scheme_changed.path / file).read_bytes() == b"somebody's"

    def test_a_line_of_the_evidence_pack(self, scheme_changed: SchemeBuilder) -> None:
        scheme_changed.done("coverage", "--to", "coverage.csv")
        heads, *rows = rows_of_csv((scheme_changed.path / "coverage.csv").read_bytes())
        found = [dict(zip(heads, (*row, *[""] * len(heads)), strict=False)) for row in rows]
        line = next(row for row in found if row["clause"] == "acknowledgement")
        assert (line["framework"], line["item"], line["as judged"], line["the clause"]) == (
            "ungp-31", "c", "partly", "asks all of it and more")
        assert (line["force"], line["judge"], line["words judged"], line["words here go back to"]) == (
            "requirement", "A. Author", "grievance 1.1.0", "grievance 1.1.0")
        assert line["text as it stands"].startswith("The secretariat shall acknowledge")
        assert "two people" in line["what the scheme did, and why"]
        assert [row["as judged"] for row in found if row["item"] == "a"] == ["nobody has judged this"]

    def test_who_reviewed_a_judgement_is_told_where_somebody_did(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.write("policies/grievance/crosswalks/ungp-31.yaml", OWN_REVIEWED)
        (item,) = [one for one in scheme_mapped.json("coverage")["frameworks"][0]["items"] if one["item"] == "g"]
        reviews = {one["clause"]: (one["reviewed_by"], one["reviewed"]) for one in item["evidence"]}
        assert reviews == {"records": ("", ""), "filing": ("B. Reviewer", "2026-12-01")}
        scheme_mapped.done("coverage", "--to", "c.csv")
        heads, *rows = rows_of_csv((scheme_mapped.path / "c.csv").read_bytes())
        assert {row[heads.index("reviewed by")] for row in rows} == {"", "B. Reviewer, 2026-12-01"}
        scheme_mapped.done("coverage", "--to", "c.html")
        assert "; reviewed by B. Reviewer, 2026-12-01" in scheme_mapped.text("c.html")

    def test_a_cell_is_never_a_formula(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.edit("A complaint shall cost nothing.", '=HYPERLINK("https://example.org")')
        for ending in ("csv", "xlsx"):
            scheme_mapped.done("coverage", "--to", f"coverage.{ending}")
        data = (scheme_mapped.path / "coverage.csv").read_text(encoding="utf-8-sig")
        assert "'=HYPERLINK" in data
        assert ",=HYPERLINK" not in data
        assert ',"=HYPERLINK' not in data
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO((scheme_mapped.path / "coverage.xlsx").read_bytes()))
        assert book.sheetnames == ["Summary", "Items", "Evidence"]
        cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)

    def test_the_sheet_of_changes(self, scheme_changed: SchemeBuilder) -> None:
        scheme_changed.done("coverage", "--since", "HEAD", "--to", "coverage.xlsx")
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO((scheme_changed.path / "coverage.xlsx").read_bytes()))
        rows = [[cell.value for cell in row] for row in book["Changes"].iter_rows(min_row=2)]
        assert [(row[2], row[4], row[5]) for row in rows] == [
            ("b", "addresses", "partly, to be judged anew"), ("c", "addresses", "partly")]

    def test_json_in_a_file_is_what_is_printed(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.done("coverage", "--to", "coverage.json")
        assert json.loads(scheme_mapped.text("coverage.json")) == scheme_mapped.json("coverage")


class TestOfALibrary:
    """'In a library (no scheme) `coverage` of a module's own release is useful too.'"""

    def test_its_modules_as_they_stand(self, source: Source) -> None:
        source.release("1.1.0", files={"crosswalks/ungp-31.yaml": CROSSWALK})
        library = str(source.library.path)
        report = tell("-C", library, "coverage", "--module", "grievance", "--json").json
        assert standings(report)["b"] == "addresses"
        clause = next(one for one in report["clauses"] if one["clause"] == "acknowledgement")
        assert clause["values"] == ["Time to acknowledge: 5 working days"]
        assert clause["since"].startswith("released as 1.1.0 on ")
        assert tell("-C", library, "coverage", "--since", "HEAD").code == 2
        everything = tell("-C", library, "coverage")
        assert "mapped to nothing yet: assurance" in " ".join(everything.out.split())

    def test_a_clause_is_read_on_the_librarys_site(self, source: Source) -> None:
        source.release("1.1.0", files={"crosswalks/ungp-31.yaml": CROSSWALK})
        source.library.write({"mkdocs.yml": "site_name: L\nsite_url: https://example.org/l\n"})
        report = tell("-C", str(source.library.path), "coverage", "--module", "grievance", "--json").json
        assert {one["link"] for one in report["clauses"] if one["clause"] == "filing"} == {
            "https://example.org/l/grievance/1.1.0/#filing"}
