"""The two papers and the remarks that a Word redline is made from; how the file is written is tested with `word`."""

from __future__ import annotations

from schemekit.review.comparing.against_source import mine
from schemekit.review.formats.redline_docx import paper_of, remarks_of
from tests.review.changed_scheme import change_everything
from tests.scheme_builders import SchemeBuilder


def test_papers_and_remarks(scheme: SchemeBuilder) -> None:
    """'comments carrying significance and reason', keyed by document and clause."""
    change_everything(scheme)
    found = mine(scheme.path, "grievance")
    before, after = paper_of(found, found.before), paper_of(found, found.after)
    assert [part.file for part in after.parts] == [part.file for part in before.parts] == [
        "", "forms/complaint-form.md", "side-letter.md"]
    assert before.parts[2].markdown == ""
    assert after.parts[0].markdown == scheme.text()
    assert "shall cost nothing" in before.parts[0].markdown
    assert (after.owner, after.facts[0]) == ("Northern Minerals", ("Text", "Northern Minerals"))
    assert before.facts == (("Text", "grievance 1.0.0, as published (schemekit)"),)
    assert ("Time to acknowledge", "5 working days became 9 working days, looser, range 1 to 10 working days "
            "(practice: 5 to 10 working days). Reason: two people") in after.facts
    remarks = remarks_of(found)
    assert remarks["", "no-charge"] == ("Adapt\nForce: “shall” became “should” (weaker)\n"
                                        "Reason: our statutes allow a fee (Secretariat, approved: Board 2026-12)")
    assert remarks["", "records"].endswith("Reason: no reason given")
    assert ("forms/complaint-form.md", "preamble") in remarks
    assert len(remarks) == len(found.changed)
