"""Clauses named by the numbers that stand on paper, wherever a clause is taken."""

from __future__ import annotations

import pytest

from tests.scheme_builders import SchemeBuilder

FORM = "policies/grievance/forms/complaint-form.md"


class TestNumbers:
    def test_wherever_a_clause_is_taken(self, scheme: SchemeBuilder) -> None:
        scheme.edit("shall cost nothing", "shall cost 5 euros")
        assert scheme.json("trace", "grievance", "4")["clauses"][0]["clause"] == "no-charge"
        assert "#no-charge" in scheme.done("reason", "grievance", "4", "our statutes say so").out
        assert "#no-charge" in scheme.done(
            "derogate", "grievance", "4.", "--for", "the pilot sites", "--from", "2026-01-01", "--reason", "a trial",
            "--by", "Board, 3 May").out
        assert "#no-charge" in scheme.done("restore", "grievance", "4").out
        assert "#3" not in scheme.done("trace", "grievance", "#acknowledgement").out

    @pytest.mark.parametrize(("number", "words"), [
        pytest.param("9.9", "your text of grievance has no clause 9.9", id="none"),
        pytest.param("B.1", "has no clause B.1", id="no-such-annex"),
    ])
    def test_unknown(self, scheme: SchemeBuilder, number: str, words: str) -> None:
        assert words in scheme.done("trace", "grievance", number, code=2).err

    def test_a_number_of_a_clause_that_was_dropped(self, scheme: SchemeBuilder) -> None:
        scheme.edit("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", "")
        told = scheme.done("restore", "grievance", "4", code=2).err
        assert "4 can mean several clauses of grievance" in told
        assert "4 Outcome (policy.md, #outcome); the clause #no-charge, which you dropped" in told

    def test_annexes_in_a_log(self, scheme: SchemeBuilder) -> None:
        """`A.2` is what the Word file says, and so do the log, the lists and the sheet of clauses."""
        scheme.write(FORM, "# Complaint form\n\n## You { #you }\n\nYour name.\n\n"
                     "## Your complaint { #what }\n\nSay it.\n")
        scheme.write("log.csv", "clause,comment\nA.2,Too short\nAnnex A.1,Why?\na.2 Your complaint,Hm\n")
        assert "no clause" not in scheme.done("comments", "grievance", "--from", "log.csv").all
        found = scheme.json("proposals", "grievance")["proposals"]
        assert [(item["label"], item["clause"]) for item in found] == [
            ("A.1 You", "you"), ("A.2 Your complaint", "what"), ("A.2 Your complaint", "what")]
        assert {item["file"] for item in found} == {"forms/complaint-form.md"}
        scheme.done("comments", "grievance", "--to", "out.csv")
        assert "A.2 Your complaint (#what)" in scheme.text("out.csv")


class TestClausesOfForms:
    """'the documented `schemekit trace grievance A.5` fails'"""

    def test_trace(self, scheme: SchemeBuilder) -> None:
        scheme.write(FORM, scheme.text(FORM) + "\n## You { #you }\n\nYou shall give your name.\n")
        scheme.done("reason", "grievance", "A.1", "we write to nobody we do not know")
        [found] = scheme.json("trace", "grievance", "A.1")["clauses"]
        assert (found["clause"], found["label"], found["verb"]) == ("you", "A.1 You", "add")
        assert found["reason"] == "we write to nobody we do not know"
        assert found["reason_is_current"]
        assert "A.1 You" in scheme.done("trace", "grievance", "A.1").out

    def test_what_a_form_has_as_a_whole(self, scheme: SchemeBuilder) -> None:
        scheme.write(FORM, scheme.text(FORM) + "\n## You { #you }\n\nYou shall give your name.\n")
        told = scheme.done("reason", "grievance", "A.1", "to answer you").err
        assert "A.1 stands in forms/complaint-form.md, which is one thing here" in told
        told = scheme.done("restore", "grievance", "A.1", code=2).err
        assert "schemekit restore grievance forms/complaint-form.md" in " ".join(told.split())
        told = scheme.done("derogate", "grievance", "A.1", "--for", "the pilot sites", "--from", "2026-01-01",
                           "--reason", "a trial", "--by", "Board, 3 May", code=2).err
        assert 'schemekit reason grievance forms/complaint-form.md "why"' in " ".join(told.split())
