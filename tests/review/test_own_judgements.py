"""'A scheme must be able to keep its own rows', and 'a self-judgement must be visibly different' wherever it stands."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from schemekit.adopt.outcome import read_adoption
from schemekit.adopt.own_crosswalks import own_clauses
from schemekit.adopt.writing import reading
from schemekit.text.comparing.diff import clause_digest
from schemekit.text.csv_rows import rows_of_csv
from tests.scheme_builders import SchemeBuilder

OWN = "policies/grievance/crosswalks/ungp-31.yaml"
HEAD = """\
format: 1
module: grievance
module_version: "1.1.0"
framework: ungp-31
framework_version: "2011"
judge: B. Reviewer
date: "2026-12-01"
rows:
"""
WHY = "rationale: Anyone may send a statement in."
FRIENDS = f"  - {{clause: friends, item: d, relation: superset, confidence: low, {WHY}}}\n"


def judged(scheme: SchemeBuilder, *rows: str, file: str = OWN) -> SchemeBuilder:
    scheme.write(file, HEAD + "".join(rows))
    return scheme


def item(report: Any, name: str) -> Any:
    return next(one for one in report["frameworks"][0]["items"] if one["item"] == name)


def digest(scheme: SchemeBuilder, clause: str) -> str:
    return clause_digest(own_clauses(read_adoption(reading(scheme.path), "grievance"))[clause])


class TestCoverage:
    """'`coverage` counts them and says that they were judged by the scheme itself.'"""

    def test_the_screen(self, scheme_changed: SchemeBuilder) -> None:
        told = judged(scheme_changed, FRIENDS).done("coverage")
        words = " ".join(told.out.split())
        assert "addresses, by its own judgement" in words
        assert "#friends (judged" in words
        assert "addresses 1 (1 by its own judgement)" in words
        assert "d addresses, by its own judgement; without it: nobody has judged this" in words
        assert "B. Reviewer (the scheme itself)" in words
        assert "Judged by nobody, so counted" not in words

    def test_json(self, scheme_changed: SchemeBuilder) -> None:
        report = judged(scheme_changed, FRIENDS).json("coverage")
        found = item(report, "d")
        assert (found["standing"], found["own_judgement"], found["standing_without_own"]) == ("addresses", True, None)
        (evidence,) = found["evidence"]
        assert (evidence["own"], evidence["judge"], evidence["state"]) == (True, "B. Reviewer", "kept")
        assert {one["own"] for one in item(report, "b")["evidence"]} == {False}
        assert report["own"] == []
        assert report["frameworks"][0]["own_judgements"] == 1
        clause = next(one for one in report["clauses"] if one["clause"] == "friends")
        assert (clause["did"], clause["version"]) == ("added by the scheme", "")

    def test_files(self, scheme_changed: SchemeBuilder) -> None:
        scheme = judged(scheme_changed, FRIENDS)
        for ending in ("csv", "xlsx", "md", "html"):
            scheme.done("coverage", "--to", f"c.{ending}")
        heads, *rows = rows_of_csv((scheme.path / "c.csv").read_bytes())
        line = next(found for row in rows if (found := dict(zip(heads, row, strict=False)))["clause"] == "friends")
        assert (line["as judged"], line["without own judgement"], line["whose judgement"], line["words judged"]) == (
            "addresses, by its own judgement", "nobody has judged this", "the scheme itself", "its own text")
        assert {dict(zip(heads, row, strict=False))["whose judgement"] for row in rows} >= {"the source"}
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO((scheme.path / "c.xlsx").read_bytes()))
        words = [str(cell.value) for row in book["Summary"].iter_rows() for cell in row]
        assert any("What the scheme judged itself is marked" in word for word in words)
        assert "as judged by the scheme itself" in scheme.text("c.md")
        page = scheme.text("c.html")
        assert "Judged by the scheme itself:" in page
        assert "Without what the scheme judged itself it would be: nobody has judged this." in page

    def test_a_name_of_the_sources_judge_hides_nothing(self, scheme_changed: SchemeBuilder) -> None:
        """Whose judgement it is follows from where the row lies."""
        row = FRIENDS.replace("confidence: low", "judge: A. Author, confidence: low")
        assert "A. Author (the scheme itself)" in item(judged(scheme_changed, row).json("coverage"), "d")["judged_by"]

    def test_a_better_word_on_a_clause_of_the_source_changes_nothing(self, scheme_mapped: SchemeBuilder) -> None:
        """'Never silently replacing a less favourable judgement of the source.'"""
        row = ("  - {clause: records, item: g, relation: equal, confidence: high, "
               "rationale: Records teach us all of it.}\n")
        found = item(judged(scheme_mapped, row).json("coverage"), "g")
        assert (found["standing"], found["own_judgement"]) == ("not addressed", False)
        assert [(one["relation"], one["own"]) for one in found["evidence"]] == [("supports", False), ("equal", True)]

    def test_what_it_adapted_it_can_judge_itself(self, scheme_changed: SchemeBuilder) -> None:
        row = ("  - {clause: filing, item: b, relation: superset, confidence: low, "
               "rationale: Our words open every way there is.}\n")
        found = item(judged(scheme_changed, row).json("coverage"), "b")
        assert (found["standing"], found["standing_without_own"]) == ("addresses", "partly")

    def test_since(self, scheme_changed: SchemeBuilder) -> None:
        scheme_changed.done("save", "Changes")
        (framework,) = judged(scheme_changed, FRIENDS).json("coverage", "--since", "HEAD")["frameworks"]
        (change,) = framework["changes"]
        assert (change["item"], change["after"]) == ("d", "addresses, by its own judgement")
        assert [cause["words"] for cause in change["causes"]] == ["mapped to it since, by the scheme itself"]

    def test_a_policy_without_a_source(self, scheme_mapped: SchemeBuilder) -> None:
        scheme = scheme_mapped
        scheme.write("policies/hearings/policy.md",
                     "# Hearings\n\n## Hearing { #hearing }\n\nBoth sides shall be heard.\n")
        row = ("  - {clause: hearing, item: d, relation: subset, confidence: low, "
               "rationale: Both sides are heard there.}\n")
        judged(scheme, row, file="policies/hearings/crosswalks/ungp-31.yaml")
        scheme.edit("module: grievance", "module: hearings", "policies/hearings/crosswalks/ungp-31.yaml")
        report = scheme.json("coverage")
        assert {"module": "hearings", "version": "without a source"} in report["modules"]
        assert (item(report, "d")["standing"], item(report, "d")["own_judgement"]) == ("partly", True)
        clause = next(one for one in report["clauses"] if one["module"] == "hearings")
        assert (clause["force"], clause["text"]) == ("requirement", "Both sides shall be heard.")
        assert scheme.json("coverage", "--module", "hearings")["modules"] == [
            {"module": "hearings", "version": "without a source"}]
        assert scheme.run("check").code == 0
        scheme.done("crosswalk", "export", "hearings", "--to", "h.tsv")
        assert "Both sides are heard there." in scheme.text("h.tsv")
        scheme.done("coverage", "--to", "c.html")
        assert "Both sides shall be heard." in scheme.text("c.html")


class TestCheck:
    """'`check` lints them (dangling, duplicate, stale, rationale-less) with file:line.'"""

    @pytest.mark.parametrize(("rows", "code", "line"), [
        pytest.param([FRIENDS.replace("friends", "foes")], "crosswalk-clause", 9, id="dangling-clause"),
        pytest.param([FRIENDS.replace("item: d", "item: z")], "crosswalk-item", 9, id="dangling-item"),
        pytest.param([FRIENDS, FRIENDS], "crosswalk-twice", 10, id="duplicate"),
        pytest.param([FRIENDS.replace(WHY, "rationale: Yes.")], "crosswalk-rationale", 9, id="without-a-reason"),
        pytest.param([FRIENDS.replace("confidence", f"text_sha256: '{'0' * 64}', confidence")], "crosswalk-stale", 9,
                     id="stale"),
        pytest.param([FRIENDS.replace("friends", "no-charge")], "crosswalk-clause", 9, id="a-clause-it-dropped"),
        pytest.param(["  - {clause: friends, item: d}\n"], "", 9, id="breaks-the-schema"),
    ])
    def test_findings(self, scheme_changed: SchemeBuilder, rows: list[str], code: str, line: int) -> None:
        report = judged(scheme_changed, *rows).run("check", "--json")
        found = [one for one in report.json["findings"] if one["file"] == OWN and one["severity"] == "error"]
        assert report.code == 1
        assert (code in found[0]["code"], found[0]["line"]) == (True, line)

    def test_a_digest_is_offered_and_holds(self, scheme_changed: SchemeBuilder) -> None:
        """Whoever writes a row by hand is told what to write, and later when the words moved."""
        scheme = judged(scheme_changed, FRIENDS)
        (note,) = [one for one in scheme.run("check", "--json").json["findings"] if one["file"] == OWN]
        assert (note["code"], note["severity"]) == ("crosswalk-undated-words", "note")
        assert digest(scheme, "friends") in note["fix"]
        scheme.edit("confidence: low", f'text_sha256: "{digest(scheme, "friends")}", confidence: low', OWN)
        assert [one for one in scheme.run("check", "--json").json["findings"] if one["file"] == OWN] == []
        scheme.edit("in any language", "in English")
        (stale,) = [one for one in scheme.run("check", "--json").json["findings"] if one["file"] == OWN]
        assert (stale["code"], digest(scheme, "friends") in stale["fix"]) == ("crosswalk-stale", True)
        (evidence,) = item(scheme.json("coverage"), "d")["evidence"]
        assert (evidence["state"], item(scheme.json("coverage"), "d")["standing"]) == ("overtaken", "partly")


def test_it_is_no_part_of_the_text(scheme_changed: SchemeBuilder) -> None:
    """A judgement of the text changes no approval, no comparison and no paper, and an update leaves it where it is."""
    scheme = scheme_changed
    scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-01-20", "--despite-open")
    before = scheme.done("diff", "grievance").out
    judged(scheme, FRIENDS)
    assert scheme.done("diff", "grievance").out == before
    assert "changed since" not in scheme.run("status").out
    scheme.run("update", "grievance", "--yes")
    assert scheme.text(OWN) == HEAD + FRIENDS


def test_suggest_says_where_to_put_the_row(scheme_changed: SchemeBuilder) -> None:
    words = " ".join(scheme_changed.done("suggest", "grievance#friends", "--framework", "ungp-31").out.split())
    assert "policies/grievance/crosswalks/ungp-31.yaml" in words
    assert "schemekit crosswalk export grievance --framework ungp-31 --to ungp-31.xlsx" in words
    judged(scheme_changed, FRIENDS)
    assert "You added no clause that nobody judged" in scheme_changed.done("suggest").out
    assert date.today().isoformat() not in words


def test_a_joint_judgement_may_be_all_that_comes_back(scheme_mapped: SchemeBuilder) -> None:
    """A sheet in which only what clauses come to together was changed."""
    from openpyxl import load_workbook

    scheme_mapped.done("crosswalk", "export", "grievance", "--framework", "ungp-31", "--to", "u.xlsx")
    book = load_workbook(scheme_mapped.path / "u.xlsx")
    page = book["Together"]
    for head, cell in zip(page[1], page[2], strict=True):
        if head.value in ("relation", "rationale"):
            cell.value = "subset" if head.value == "relation" else "Both together ease the way, and no more."
    book.save(scheme_mapped.path / "u.xlsx")
    scheme_mapped.done("crosswalk", "import", "u.xlsx", "--judge", "M. Sec", "--yes")
    text = scheme_mapped.text(OWN)
    assert "rows: []" in text
    assert "no more" in text
    told = scheme_mapped.done("coverage", "--framework", "ungp-31").out
    assert "partly, by its own judgement" in told, told
