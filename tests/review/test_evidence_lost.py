"""'Coverage never falls below partly for a text that says nothing', 'lowered is silent where the item was partly':
what a scheme did to its clauses, by words, values and other words, lowers what they count for, and each is named.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemekit.crosswalk.evidence import rank
from schemekit.text.csv_rows import rows_of_csv
from tests.review.mapped_scheme import FEE
from tests.review.test_own_judgements import digest, judged
from tests.scheme_builders import SchemeBuilder

POLICY = "policies/grievance/policy.md"
ENDINGS = ("html", "md", "csv", "xlsx", "json")


def item(report: Any, name: str) -> Any:
    return next(one for one in report["frameworks"][0]["items"] if one["item"] == name)


def standing(scheme: SchemeBuilder, name: str) -> tuple[str, bool]:
    one = item(scheme.json("coverage"), name)
    return one["standing"], one["to_be_judged_anew"]


def written(scheme: SchemeBuilder, ending: str, *arguments: str) -> str:
    """The words of the coverage in a format."""
    scheme.done("coverage", "--to", f"coverage.{ending}", "--force", *arguments)
    data = (scheme.path / f"coverage.{ending}").read_bytes()
    if ending == "csv":
        return "\n".join(" | ".join(row) for row in rows_of_csv(data))
    if ending != "xlsx":
        return data.decode()
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row)


def replaced_by(text: str, words: str) -> str:
    """A text whose clauses all say the same."""
    lines = [f"{line}\n\n{words}\n" for line in text.splitlines() if line.startswith("#")]
    return "\n".join(lines)


class TestWordsThatSayNothing:
    """'Every clause replaced by "We do nothing." still gives 8 partly; an emptied text the same.'"""

    @pytest.mark.parametrize("words", ["We do nothing.", "", "<!-- A complaint shall cost nothing. -->"])
    def test_count_for_nothing(self, scheme_mapped: SchemeBuilder, words: str) -> None:
        scheme_mapped.write(POLICY, replaced_by(scheme_mapped.text(), words))
        report = scheme_mapped.json("coverage")
        assert {one["standing"] for one in report["frameworks"][0]["items"]} <= {"not addressed", None}

    def test_an_inverted_clause_is_not_a_reworded_one(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.edit("shall acknowledge", "shall confirm")
        assert standing(scheme_mapped, "c") == ("partly", True)
        scheme_mapped.edit("shall confirm", "shall not acknowledge")
        assert standing(scheme_mapped, "c") == ("not addressed", False)

    def test_what_asks_more_or_only_looks_otherwise_is_kept(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.edit("within 5 working days", "within 3 working days")
        assert standing(scheme_mapped, "c") == ("addresses", False)


class TestEvidenceLost:
    """'Name each lost piece of evidence in every format; let --since and --exit-code count evidence lost.'"""

    def lose(self, scheme: SchemeBuilder) -> SchemeBuilder:
        """Item b at partly, saved; then one clause more is gone, and it still stands at partly."""
        scheme.edit("A complaint can be made by", "Complaints are made by")
        scheme.edit("A complaint shall cost nothing.", "Complaints shall cost nothing.")
        scheme.done("save", "Other words")
        scheme.edit(FEE.replace("A complaint", "Complaints"), "")
        return scheme

    def test_the_standing_stays_and_the_exit_code_tells(self, scheme_mapped: SchemeBuilder) -> None:
        self.lose(scheme_mapped)
        told = scheme_mapped.run("coverage", "--since", "HEAD", "--exit-code")
        words = " ".join(told.out.split())
        assert told.code == 1
        assert ("b as it was, with less behind it: partly, to be judged anew -> partly, to be judged anew, because of "
                "grievance#no-charge: dropped (no reason is on record)") in words
        assert scheme_mapped.run("coverage", "--exit-code").code == 1

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_every_format_names_it(self, scheme_mapped: SchemeBuilder, ending: str) -> None:
        text = written(self.lose(scheme_mapped), ending, "--since", "HEAD")
        assert "grievance#no-charge: dropped (no reason is on record)" in text
        assert "with less behind it" in text or ending == "csv"   # which has no changes

    def test_a_value_below_its_range_is_told_of_an_item_that_was_partly(self, scheme_changed: SchemeBuilder) -> None:
        scheme_changed.done("save", "Nine days")
        scheme_changed.done("set", "grievance.acknowledge_days=20", "--reason", "even fewer people here", code=0)
        told = scheme_changed.run("coverage", "--since", "HEAD", "--exit-code")
        assert told.code == 1
        assert "c as it was, with less behind it: partly -> partly, because of grievance#acknowledgement: changed" in \
            " ".join(told.out.split())

    def test_nothing_is_told_where_nothing_was_done_since(self, scheme_changed: SchemeBuilder) -> None:
        scheme_changed.done("save", "All of it")
        assert scheme_changed.run("coverage", "--since", "HEAD", "--exit-code").code == 0

    def test_a_clause_that_was_judged_anew_is_no_loss(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.edit("shall acknowledge", "shall confirm")
        row = (f"  - {{clause: acknowledgement, item: c, relation: superset, confidence: low, text_sha256: "
               f"{digest(scheme_mapped, 'acknowledgement')}, rationale: It asks for the same answer.}}\n")
        judged(scheme_mapped, row)
        assert standing(scheme_mapped, "c") == ("addresses", False)
        assert item(scheme_mapped.json("coverage"), "c")["lowered_by"] == []


class TestOtherWords:
    """'Text outside a mapped clause can annul everything: coverage unchanged and silent.'"""

    PREAMBLE = "This document is a non-binding draft; no clause applies."
    OWN = "\n## Force { #force }\n\nNothing in this procedure is binding on anybody.\n"

    @pytest.mark.parametrize("ending", [*ENDINGS, ""])
    def test_the_first_words_are_a_warning_in_every_format(self, scheme_mapped: SchemeBuilder, ending: str) -> None:
        title, _, rest = scheme_mapped.text().partition("\n")
        scheme_mapped.write(POLICY, f"{title}\n\n{self.PREAMBLE}\n{rest}")
        text = written(scheme_mapped, ending) if ending else " ".join(scheme_mapped.done("coverage").out.split())
        assert "may take" in text
        assert f"{POLICY}:3" in text or ending == "html"   # where a colon is written out
        assert "to be judged anew" in text
        assert standing(scheme_mapped, "c") == ("partly", True)
        assert scheme_mapped.run("coverage", "--exit-code").code == 1

    def test_a_clause_or_text_of_its_own(self, scheme_mapped: SchemeBuilder) -> None:
        before = scheme_mapped.text()
        scheme_mapped.write(POLICY, before + self.OWN)
        assert standing(scheme_mapped, "c") == ("partly", True)
        scheme_mapped.write(POLICY, before)
        scheme_mapped.write("policies/grievance/notes.md", "# Notes\n\nNothing in this procedure is binding.\n")
        assert standing(scheme_mapped, "c") == ("partly", True)

    def test_a_clause_that_takes_nothing_back_changes_nothing(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.write(POLICY, scheme_mapped.text() + "\n## More { #more }\n\nThe panel shall not name the "
                            "complainant.\nAnyone may send in a statement by any means.\n")
        assert standing(scheme_mapped, "c") == ("addresses", False)
        assert scheme_mapped.run("coverage", "--exit-code").code == 0

    def test_a_reason_does_not_make_it_binding(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.write(POLICY, scheme_mapped.text() + self.OWN)
        scheme_mapped.done("reason", "grievance", "force", "our board wants it so")
        assert standing(scheme_mapped, "c") == ("partly", True)

    def test_its_own_judgement_of_those_words_and_of_the_clause_does(self, scheme_mapped: SchemeBuilder) -> None:
        scheme_mapped.write(POLICY, scheme_mapped.text() + self.OWN)
        row = ("  - {{clause: {}, item: c, relation: {}, confidence: low, text_sha256: {}, "
               "rationale: We looked at it.}}\n")
        whole = row.format("acknowledgement", "superset", digest(scheme_mapped, "acknowledgement"))
        judged(scheme_mapped, whole)
        assert standing(scheme_mapped, "c") == ("partly", True)   # of the other words it said nothing
        judged(scheme_mapped, whole, row.format("force", "supports", digest(scheme_mapped, "force")))
        one = item(scheme_mapped.json("coverage"), "c")
        assert (one["standing"], one["own_judgement"], one["standing_without_own"]) == ("addresses", True, "partly")


class TestNotes:
    """'That note appears in no output.'"""

    @pytest.mark.parametrize("ending", ["html", "md", "xlsx", "json"])
    def test_what_a_judge_wrote_of_the_whole_is_printed(self, scheme_mapped: SchemeBuilder, ending: str) -> None:
        walk = ".schemekit/source/grievance/crosswalks/ungp-31.yaml"
        own = "policies/grievance/crosswalks/ungp-31.yaml"
        text = scheme_mapped.text(walk).replace("rows:", "note: Judge h anew where no dialogue is offered.\nrows:", 1)
        scheme_mapped.write(own, text)
        assert "Judge h anew where no dialogue is offered." in written(scheme_mapped, ending)


SENTENCES = ("The secretariat shall answer.", "The secretariat shall not answer.", "Anyone may complain.",
             "Nothing here is binding.", "We do nothing.", "A complainant means a member.", "<!-- Gone. -->")
EDITS = st.lists(st.tuples(st.sampled_from(["drop", "empty", "say", "append", "may", "not", "before", "added"]),
                           st.integers(0, 8), st.sampled_from(SENTENCES)), min_size=1, max_size=4)


def edited(text: str, edits: Sequence[tuple[str, int, str]]) -> str:
    head, *clauses = text.split("\n## ")
    for what, number, words in edits:
        at = number % len(clauses) if clauses else 0
        if what == "before":
            head += f"\n{words}\n"
        elif what == "added":
            clauses.append(f"Own {number} {{ #own-{number}-{len(clauses)} }}\n\n{words}\n")
        elif clauses:
            heading, _, body = clauses[at].partition("\n")
            kept = {"empty": "", "say": f"\n{words}\n", "append": f"{body}\n{words}\n",
                    "may": body.replace("shall", "may"), "not": body.replace("shall", "shall not")}
            clauses[at:at + 1] = [] if what == "drop" else [f"{heading}\n{kept[what]}"]
    return "\n## ".join([head, *clauses])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_no_edit_of_a_text_raises_an_item(scheme_mapped: SchemeBuilder, edits: list[tuple[str, int, str]]) -> None:
    """'No edit of a text ever raises an item's standing unless the scheme judged it itself.'"""
    from schemekit.adopt.crosswalks import scheme_coverage
    from schemekit.adopt.outcome import adoptions
    from schemekit.files.scheme_folder import SchemeFolder
    from schemekit.library.frameworks import shipped_frameworks

    (framework,) = shipped_frameworks()["ungp-31"]
    before = scheme_mapped.text()
    was = {one.item.id: one for one in scheme_coverage(framework, adoptions(SchemeFolder(scheme_mapped.path)))}
    try:
        scheme_mapped.write(POLICY, edited(before, edits))
        now = scheme_coverage(framework, adoptions(SchemeFolder(scheme_mapped.path)))
    finally:
        scheme_mapped.write(POLICY, before)
    for one in now:
        then = was[one.item.id]
        assert rank(one.standing) <= rank(then.standing)
        assert one.untouched is then.untouched
        assert one.lowered_by or one.standing is then.standing
