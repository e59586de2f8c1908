"""Putting the source's words back, and keeping people's names out of the history."""

from __future__ import annotations

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
