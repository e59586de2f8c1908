"""Files that a command writes where a person says: no link that lies in the scheme leads it elsewhere.

'`comments --to` and `propose --to` follow a link inside the scheme'
"""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.errors import SchemekitError
from schemekit.model.paper import Paper, PaperPart
from schemekit.word import typst as typesetter
from schemekit.word.paper import pdf_of
from tests.scheme_builders import SchemeBuilder


@pytest.mark.parametrize("command", [
    pytest.param(("comments", "grievance", "--to", "out/log.csv"), id="comments"),
    pytest.param(("propose", "grievance", "records", "--to", "out/records.patch"), id="propose"),
    pytest.param(("report", "--to", "out/statement.md"), id="report"),
])
def test_a_link_in_the_scheme(scheme: SchemeBuilder, tmp_path: Path, command: tuple[str, ...]) -> None:
    if command[0] == "propose":
        scheme.edit("for 7 years", "for 8 years")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (scheme.path / "out").symlink_to(elsewhere, target_is_directory=True)
    told = scheme.done(*command, code=2)
    assert "link" in told.err
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("command", [("comments", "grievance"), ("report",)])
def test_no_folder_is_told_before_the_work(scheme: SchemeBuilder, command: tuple[str, ...]) -> None:
    """'`report --to missing/x.md` says "no folder" only after all work'"""
    told = scheme.done(*command, "--to", "missing/x.csv" if command[0] == "comments" else "missing/x.md", code=2)
    assert "there is no folder missing" in told.err
    # Where the folder is looked for first, a text that cannot be read is not come to.
    scheme.write("policies/grievance/adoption.yaml", "- broken")
    again = scheme.done(*command, "--to", "missing/x.csv" if command[0] == "comments" else "missing/x.md", code=2)
    assert "there is no folder missing" in again.err


def test_typst_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """'typst has no time limit (give it one, with a clear error)'"""
    paper = Paper(title="T", has_contents=False, parts=(PaperPart(title="T", markdown="# T\n\nWords.\n", file="t.md"),))
    assert pdf_of(paper).startswith(b"%PDF")
    monkeypatch.setattr(typesetter, "SECONDS", 0.01)
    with pytest.raises(SchemekitError, match="not done after") as stopped:
        pdf_of(paper)
    assert "export to docx" in stopped.value.fix


def test_the_name_of_a_calendar() -> None:
    """'.ics X-WR-CALNAME unescaped': a name adds no lines and no lists to the calendar."""
    from schemekit.approvals.icalendar_file import ics_of
    from schemekit.model.due_date import Calendar as Days

    data = ics_of(Days(id="x", scheme="A, B; C\\n\nATTACH:http://evil.example", days=(), without=()))
    assert b"X-WR-CALNAME:A\\, B\\; C\\\\n ATTACH:http://evil.example\r\n" in data
