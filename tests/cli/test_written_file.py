"""`--to FILE`: "a file written for the user is written beside and moved, and never overwrites without being told"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheme_builders import SchemeBuilder

COMMANDS = [
    pytest.param(("diff", "grievance"), "out.md", id="diff"),
    pytest.param(("report", "grievance"), "out.md", id="report"),
    pytest.param(("sheet", "grievance"), "out.pdf", id="sheet"),
    pytest.param(("calendar",), "out.ics", id="calendar"),
    pytest.param(("comments", "grievance"), "out.csv", id="comments"),
    pytest.param(("propose", "grievance", "records"), "out.patch", id="propose"),
]


@pytest.fixture
def own(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme with a wording of its own."""
    scheme.edit("a record of every case", "a full record of every case")
    return scheme


@pytest.mark.parametrize(("command", "file"), COMMANDS)
class TestEveryCommand:
    def test_no_link_of_the_scheme_is_followed(
        self, own: SchemeBuilder, tmp_path: Path, command: tuple[str, ...], file: str
    ) -> None:
        """A link that lies in the scheme came with it, and not from the person."""
        outside = tmp_path / "outside"
        outside.mkdir()
        (own.path / "led").symlink_to(outside, target_is_directory=True)
        assert "is a link" in own.done(*command, "--to", f"led/{file}", code=2).err
        assert not list(outside.iterdir())

    def test_what_is_there_is_kept(self, own: SchemeBuilder, command: tuple[str, ...], file: str) -> None:
        own.write(file, "Mine.\n")
        assert "is there already" in own.done(*command, "--to", file, code=2).err
        assert (own.path / file).read_text() == "Mine.\n"


@pytest.mark.parametrize(("command", "known"), [
    pytest.param(("report",), ".docx, .pdf, .html, .md or .json", id="report"),
    pytest.param(("sheet", "grievance"), ".docx or .pdf", id="sheet"),
    pytest.param(("calendar",), ".ics, .ical, .ifb or .icalendar", id="calendar"),
    pytest.param(("comments", "grievance"), ".xlsx or .csv", id="comments"),
])
def test_another_ending_is_told_which_there_are(scheme: SchemeBuilder, command: tuple[str, ...], known: str) -> None:
    assert f"name a file that ends in {known}" in scheme.done(*command, "--to", "out.odt", code=2).err
