"""Changes that were accepted into a form: why, and what reads otherwise, stand wherever a board looks."""

from __future__ import annotations

from datetime import date

import pytest

from schemekit.approvals.sheet import sign_off_sheet
from tests.returned_builders import edit, received, returned, sent_out
from tests.scheme_builders import SchemeBuilder
from tests.yaml_text import dumped

FORM = "forms/complaint-form.md"


@pytest.fixture
def changed(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme whose complaint form came back with another address."""
    sent = sent_out(scheme, "grievance", FORM)
    received(scheme, returned(sent, edit(sent, "", "Write to contact@example.org.", "Write, or call us.", "B. Member",
                                         file=FORM)))
    return scheme


class TestReason:
    """The reason given on acceptance is recorded and shown, in the statement and on the sheet."""

    def test_where_it_stands(self, changed: SchemeBuilder) -> None:
        changed.done("answer", "grievance", "c-001", "--accept", "many have no e-mail")
        reason = "many have no e-mail (proposed by B. Member)"
        statement = changed.done("report", "grievance").out
        assert f"| Complaint form | changed | {reason} |" in " ".join(statement.replace("\\", "").split())
        sheet = sign_off_sheet(changed.path, "grievance", date(2026, 5, 3)).parts[0].markdown.replace("\\", "")
        assert f"| Complaint form | changed | {reason} |" in sheet
        assert "Replace: “Write to contact@example.org.” By: “Write, or call us.”" in sheet
        assert "form-without-reason" not in changed.run("check").all

    def test_its_heading_is_in_the_schemes_language(self, changed: SchemeBuilder) -> None:
        changed.write("scheme.yaml", dumped({**changed.manifest(), "language": "fr"}))
        changed.done("answer", "grievance", "c-001", "--accept", "many have no e-mail")
        sheet = sign_off_sheet(changed.path, "grievance", date(2026, 5, 3)).parts[0].markdown
        assert "Ce qui est formulé autrement dans les formulaires :" in sheet
        assert "What reads" not in sheet

    def test_check_asks_for_it(self, changed: SchemeBuilder) -> None:
        changed.done("answer", "grievance", "c-001", "--accept")
        told = changed.run("check").all
        assert "adapted without a reason" in told
        assert "form-without-reason" not in told   # one thing to do, told once

    def test_it_is_one_reason_everywhere(self, changed: SchemeBuilder) -> None:
        changed.done("answer", "grievance", "c-001", "--accept", "agreed point 8", "--as", "Sec")
        assert "without a reason" not in changed.run("check").all + changed.run("status").all
        sheet = sign_off_sheet(changed.path, "grievance", date(2026, 5, 3)).parts[0].markdown
        assert "no reason recorded yet" not in sheet
        assert "agreed point 8" in sheet
        changed.done("reason", "grievance", FORM, "few of them write")
        for told in (sign_off_sheet(changed.path, "grievance", date(2026, 5, 3)).parts[0].markdown,
                     changed.done("report", "grievance").out, changed.run("diff", "grievance").all):
            assert "few of them write" in told
            assert "agreed point 8" not in told

    def test_it_goes_with_the_answer(self, changed: SchemeBuilder) -> None:
        changed.done("answer", "grievance", "c-001", "--accept", "agreed point 8")
        changed.done("answer", "grievance", "c-001", "--reopen")
        assert "deviations: []" in changed.text("policies/grievance/adoption.yaml")
        assert "idle-reason" not in changed.run("check").all


class TestGoneAgain:
    """'the log says "accepted" while the text has the source's words'"""

    def test_restored(self, scheme: SchemeBuilder) -> None:
        sent = sent_out(scheme, "grievance")
        received(scheme, returned(sent, edit(sent, "no-charge", "shall cost nothing", "shall cost little",
                                             "B. Member")))
        scheme.done("answer", "grievance", "c-001", "--accept", "agreed")
        gone = "its words are no longer in the text"
        scheme.done("comments", "grievance", "--to", "before.csv")
        assert gone not in scheme.text("before.csv") + scheme.run("check").all
        scheme.done("restore", "grievance", "no-charge")
        assert gone in " ".join(scheme.done("proposals", "grievance", "--all").out.split())
        assert scheme.json("proposals", "grievance", "--all")["proposals"][0]["since"] == gone
        assert f"c-001 was accepted, and {gone}" in " ".join(scheme.run("check").all.split())
        scheme.done("comments", "grievance", "--to", "after.csv")
        assert f"agreed [since then: {gone}],accepted" in scheme.text("after.csv")
        scheme.done("comments", "grievance", "--from", "after.csv")   # nothing to answer: it says what it said
