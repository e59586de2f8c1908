"""Putting the source's words back, and keeping people's names out of the history."""

from __future__ import annotations

from tests.decision_builders import POLICY, three
from tests.scheme_builders import SchemeBuilder


def test_a_changed_clause(scheme: SchemeBuilder) -> None:
    """A scheme that changed its mind gets the source's words back, with its own values in them."""
    before = scheme.text()
    scheme.edit("The secretariat shall acknowledge a complaint", "We acknowledge a complaint")
    scheme.done("reason", "grievance", "acknowledgement", "plain words")
    told = scheme.done("restore", "grievance", "#acknowledgement")
    assert "We acknowledge a complaint" in told.out
    assert scheme.text() == before
    assert scheme.record()["deviations"] == []
    scheme.done("check")


def test_a_dropped_clause_and_the_beginning(scheme: SchemeBuilder) -> None:
    before = scheme.text()
    start, end = before.index("## Acknowledgement"), before.index("## Fee")
    scheme.write("policies/grievance/policy.md", before[:start] + before[end:])
    scheme.edit("grievance procedure\n", "grievance procedure\n\nNothing here binds.\n")
    scheme.done("restore", "grievance", "acknowledgement")
    scheme.done("restore", "grievance", "preamble")
    assert scheme.text() == before


def test_what_cannot_be_put_back(scheme: SchemeBuilder) -> None:
    scheme.edit("## Fee", "## Help { #help }\n\nWe help.\n\n## Fee")
    assert "is your own" in scheme.done("restore", "grievance", "help", code=2).err
    assert "those that differ are: help" in scheme.done("restore", "grievance", "records", code=2).err


FORM = "policies/grievance/forms/complaint-form.md"


def test_a_deleted_text(scheme: SchemeBuilder) -> None:
    """Its absence is told first and plainly, with the command that brings it back, filled in."""
    scheme.done("set", "grievance.acknowledge_days=8")
    before = scheme.text()
    scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
    scheme.done("reason", "grievance", "no-charge", "statutes")
    scheme.write(POLICY, None)
    for command in ("status", "check"):
        told = scheme.done(command, code=1).all
        assert f"{POLICY} is missing" in told
        assert "dropped" not in told.replace("Dropped", ""), told
        assert "schemekit restore grievance policy.md" in told
    told = scheme.done("restore", "grievance", POLICY).out
    assert f"{POLICY} is there again" in told
    assert scheme.text() == before
    assert scheme.record()["deviations"] == []
    scheme.done("check")
    assert "name a clause" in scheme.done("restore", "grievance", "policy.md", code=2).err


def test_a_deleted_form(scheme: SchemeBuilder) -> None:
    before = scheme.text(FORM)
    scheme.write(FORM, None)
    scheme.done("restore", "grievance", "forms/complaint-form.md")
    assert scheme.text(FORM) == before


def test_a_deleted_form_is_told_as_deleted(scheme: SchemeBuilder) -> None:
    scheme.write(FORM, None)
    scheme.edit("case,", "case number,", "policies/grievance/forms/register.csv")
    told = scheme.run("status").out
    assert "you deleted forms/complaint-form.md" in told
    assert "you changed forms/register.csv" in told
    assert scheme.json("status")["modules"][1]["deleted_forms"] == ["forms/complaint-form.md"]


def test_a_text_that_was_left_out_clause_by_clause(scheme: SchemeBuilder) -> None:
    """With a reason for each it is no accident, and nothing is missing."""
    scheme.write(POLICY, None)
    for clause in ("preamble", *(item["clause"] for item in scheme.json("trace", "grievance")["clauses"])):
        scheme.run("reason", "grievance", clause, "we have no such procedure")
    assert "is missing" not in scheme.run("check").all


def test_what_was_to_decide_is_closed(scheme: SchemeBuilder) -> None:
    """The text has the source's words now: the clause's open decisions are taken from the source."""
    three(scheme)
    told = scheme.done("restore", "grievance", "no-charge")
    assert "1 open decision about it closed: the source's words were taken." in told.out
    assert [item.get("taken", "") for item in scheme.record()["decisions"]] == ["", "source", ""]


def test_a_lock_that_is_gone(scheme: SchemeBuilder) -> None:
    """'scheme.lock is missing', and nothing is written in its place."""
    scheme.write("scheme.lock", None)
    before = scheme.files()
    for command in (["status"], ["check"], ["list"], ["sync"], ["set", "grievance.acknowledge_days=7"], ["verify"],
                    ["update"], ["decide"]):
        told = scheme.done(*command, code=2)
        assert "scheme.lock is missing" in told.err, command
        assert "git checkout HEAD -- scheme.lock" in told.err
    assert scheme.files() == before


def test_a_register_with_entries_is_not_saved(scheme: SchemeBuilder) -> None:
    """Case content (complaints, letters) is kept out of git, and told so."""
    register = "policies/grievance/forms/register.csv"
    scheme.write(register, scheme.text(register) + "7,Durand,2026-01-01\n")
    scheme.write("policies/grievance/forms/complaint Durand.docx", b"PK")
    scheme.edit("The secretariat shall acknowledge a complaint", "We acknowledge a complaint")
    told = scheme.done("save", "Plain words")
    assert f"{register}  left out" in told.out
    assert scheme.json("save", "Again")["left_out"] == [register]
    assert "Durand" not in scheme.done("save", "And again").out.replace(register, "")


def test_a_misspelt_name_in_the_manifest(scheme: SchemeBuilder) -> None:
    """A name that is misspelt sets nothing: it is an error with the name that was meant, and no text is reset."""
    scheme.done("set", "decision_body=Council")
    before = scheme.text()
    manifest = scheme.text("scheme.yaml")
    scheme.write("scheme.yaml", manifest.replace("decision_body:", "decison_body:"))
    assert "'decision_body', which has no value of yours" in scheme.done("sync", code=1).err
    assert scheme.text() == before
    assert scheme.run("check").code == 1


def test_an_address_nobody_reads(scheme: SchemeBuilder) -> None:
    scheme.done("set", "contact_email=foo")
    assert "contact_email is 'foo', which is no e-mail address" in scheme.done("check").out
