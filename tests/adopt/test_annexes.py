"""Annexes, columns and values: what can contradict a clause without touching it, and what no page shows."""

from __future__ import annotations

from datetime import date

import pytest

from schemekit.review.statement.statement import statements
from schemekit.review.statement.statement_paper import statement_paper
from tests.adopt.test_trust import grievance
from tests.scheme_builders import SchemeBuilder

TODAY = date(2026, 11, 28)
FORM = "policies/grievance/forms/complaint-form.md"
REGISTER = "policies/grievance/forms/register.csv"


def told(scheme: SchemeBuilder) -> str:
    """The main part of the statement, as it reads."""
    return statement_paper(statements(scheme.path, ("grievance",), TODAY)[0]).parts[0].markdown.replace("\\", "")


def test_an_annex_that_asks_something_else_is_a_deviation(scheme: SchemeBuilder) -> None:
    """'a changed number/force in a form is a technical deviation: not IDT, a reason is asked, labelled as the
    annex's clause'."""
    scheme.write(FORM, scheme.text(FORM) + "\nThe Board shall answer within 90 days, and this form prevails.\n")
    found = grievance(scheme)
    assert found["correspondence"] == "NEQ"
    [item] = [one for one in found["todo"] if one["subject"] == "forms/complaint-form.md"]
    assert "without a reason" in item["words"]
    scheme.done("reason", "grievance", "forms/complaint-form.md", "longer holidays")
    assert grievance(scheme)["correspondence"] == "MOD"
    paper = told(scheme)
    assert "Complaint form" in paper
    assert "longer holidays" in paper
    scheme.write(FORM, scheme.text(FORM).replace("90 days", "99 days"))
    assert grievance(scheme)["correspondence"] == "NEQ"   # the reason was for other words


def test_the_layout_of_a_form_is_the_schemes_own(scheme: SchemeBuilder) -> None:
    scheme.write(FORM, scheme.text(FORM).replace("\n\n", "\n\n\n"))
    assert (grievance(scheme)["correspondence"], grievance(scheme)["todo"]) == ("IDT", [])


def test_a_dropped_column_ends_an_approval(scheme: SchemeBuilder) -> None:
    """'a dropped register column ends an approval ("changed since") and is told'."""
    scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--resolution", "12/2026")
    scheme.write(REGISTER, scheme.text(REGISTER).replace("case,", "", 1))
    found = grievance(scheme)
    assert not found["approval"]["holds"]
    assert any("column gone: case" in item["words"] for item in found["todo"])


def test_a_case_that_is_entered_is_none(scheme: SchemeBuilder) -> None:
    scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--resolution", "12/2026")
    scheme.write(REGISTER, scheme.text(REGISTER).rstrip("\n") + "\n7,2026-10-06\n")
    assert grievance(scheme)["approval"]["holds"]
    assert grievance(scheme)["correspondence"] == "IDT"


def test_why_a_text_is_modified_is_told(scheme: SchemeBuilder) -> None:
    """'MOD for a value out of range says "None: no clause asks anything else" without "modified because"'."""
    scheme.done("set", "grievance.acknowledge_days=40", "--reason", "two people")
    paper = told(scheme)
    assert "It is not identical because: outside the source's range, with a reason: Time to acknowledge." in paper
    assert any("outside the source's range" in line for line in scheme.done("status").out.splitlines())


@pytest.mark.parametrize(("value", "words"), [
    ("Secretariat normally", "normally"), ("Secretariat, resources permitting,", "resources permitting"),
])
def test_a_name_that_softens_is_told(scheme: SchemeBuilder, value: str, words: str) -> None:
    """'such a value is told in check/status/report with its words'."""
    scheme.done("set", f"decision_body={value}")
    assert f"says more than a name: '{words}'" in scheme.done("status").out
    assert any(f"'{words}'" in item["found"] for item in scheme.json("check")["findings"])
    assert f"yes: “{words}”" in told(scheme)


@pytest.mark.parametrize(("made", "severity"), [
    ("<span hidden>{}</span>", "error"), ("[{}]: #", "error"), ("[^z]: {}", "error"), ("<small>{}</small>", "warning"),
    ('{}\n{{: style="display:none" }}', "error"), ("{}\n{{: .wide }}", "warning"),
])
def test_check_names_what_no_page_shows(scheme: SchemeBuilder, made: str, severity: str) -> None:
    """'`check` must name raw HTML/attribute lists in a scheme's own text (… with file:line and fix)'."""
    added = made.format("The Board shall not hear it.")
    scheme.write("policies/grievance/policy.md", f"{scheme.text()}\n{added}\n")
    [found] = [item for item in scheme.json("check")["findings"] if item["code"] == "not-printed"]
    assert (found["severity"], found["file"]) == (severity, "policies/grievance/policy.md")
    assert found["line"] > 1
    assert found["fix"]
