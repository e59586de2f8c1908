"""`schemekit diff`: on the screen, in a pager, into files, as JSON; what is on the screen is held by golden files.

'text: rich, word by word, most significant first, one screen per clause, plain without a terminal.'
"""

from __future__ import annotations

import json
import os
import pty
import select
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pytest

from schemekit.cli.root import run
from schemekit.files.shipped import shipped
from tests.adopt.update_fixtures import Source, source
from tests.builders import GitFolder, LibraryBuilder
from tests.cli.test_decide import screen
from tests.golden import same_as_golden
from tests.review.changed_scheme import CHARGE, change_everything
from tests.scheme_builders import SchemeBuilder, tell

__all__ = ["source"]
GOLDENS = Path(__file__).parent


@pytest.fixture
def busy(scheme: SchemeBuilder) -> SchemeBuilder:
    change_everything(scheme)
    return scheme


def golden(name: str, said: str) -> None:
    file = GOLDENS / f"diff.{name}.golden.txt"
    same_as_golden(said, file)


class TestScreen:
    """Most significant first; colours on a terminal, marks elsewhere; at most 100 columns."""

    def test_without_a_terminal(self, busy: SchemeBuilder) -> None:
        told = busy.done("diff", "grievance")
        golden("plain", told.out)
        assert max(map(len, told.out.splitlines())) <= 100
        assert "\x1b" not in told.out
        assert told.err == ""

    def test_with_colours(self, busy: SchemeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("COLUMNS", "70")
        with screen() as said:
            assert run(("-C", str(busy.path), "diff", "grievance", "--clause", "no-charge")) == 0
        golden("colours", said.getvalue())
        assert "\x1b[31m\x1b[9mshall\x1b[0m \x1b[32m\x1b[4mshould\x1b[0m" in said.getvalue()

    def test_the_most_significant_first(self, busy: SchemeBuilder) -> None:
        out = busy.done("diff", "grievance").out
        assert out.index("#no-charge") < out.index("#acknowledgement") < out.index("#forms/complaint-form.md")

    def test_nothing_differs(self, scheme: SchemeBuilder) -> None:
        told = scheme.done("diff", "grievance")
        assert "none of 7 clauses differs" in told.out
        assert told.out.endswith("No clause differs.\n")

    def test_words_that_command_a_terminal(self, scheme: SchemeBuilder) -> None:
        scheme.edit(CHARGE, "A complaint \x1b[2J\u202eshould cost nothing.")
        out = scheme.done("diff", "grievance").out
        assert "\\u001b[2J\\u202eshould" in out
        assert not set(out) & set("\x1b\u202e")

    def test_news(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [(CHARGE, "A complaint may cost 5 euros.")])
        told = scheme.done("diff", "grievance", "--news")
        assert "Note    1.1.0 (2026-01-15): Change 1.1.0." in told.out
        assert told.out.endswith("1 changed clause. Next: schemekit update grievance --dry-run\n")
        source.release("2.0.0", [("may cost 5", "may cost 6")])
        assert "{+6 euros+}" in scheme.done("diff", "grievance", "--incoming", "--to", "2.0.0").out

    def test_without_any_scheme(self, offered: LibraryBuilder, tmp_path: Path) -> None:
        told = tell("-C", str(offered.path), "diff", "assurance", "--between", "1.0.0", "1.1.0")
        assert (told.code, "this-library" in told.out) == (0, True)
        told = tell("-C", str(offered.path), "diff", "assurance")
        assert (told.code, "--between 1.0.0 1.1.0" in told.err) == (2, True)
        told = tell("-C", str(tmp_path), "diff", "assurance")
        assert (told.code, "is not a scheme" in told.err) == (2, True)
        (tmp_path / "a.md").write_text("We shall go.\n", "utf-8")
        (tmp_path / "b.md").write_text("We may go.\n", "utf-8")
        assert "We [-shall-] {+may+} go." in tell("-C", str(tmp_path), "diff", "--between", "a.md", "b.md").out


# The terminal has its size before the program asks for it.
_SIZED = """
import os, sys, time
while os.get_terminal_size(0).columns != 100:
    time.sleep(0.01)
from schemekit.cli.root import run
sys.exit(run(sys.argv[1:]))
"""


class TestPager:
    """A pager only on a terminal, when it does not fit; one clause for each press of Space."""

    @pytest.mark.skipif(not Path("/usr/bin/less").exists(), reason="needs less")
    def test_space_goes_to_the_next_clause(self, busy: SchemeBuilder) -> None:
        number, handle = pty.fork()
        if number == 0:
            environment = {key: value for key, value in os.environ.items() if key not in ("PAGER", "LESS", "COLUMNS")}
            os.execve(sys.executable, [sys.executable, "-c", _SIZED, "-C", str(busy.path), "diff", "grievance"],
                      {**environment, "TERM": "xterm", "LINES": "30"})
        ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        head = _read(handle, "q: leave")
        assert "Kind of change" in head
        for place in ("1 of 7", "2 of 7"):
            os.write(handle, b" ")
            page = _read(handle, place)
            assert place in next(line for line in page.splitlines() if line.strip("\x1b[Km\r :")), page
        os.write(handle, b"q")
        _, status = os.waitpid(number, 0)
        assert os.waitstatus_to_exitcode(status) == 0


def _read(handle: int, words: str) -> str:
    """What stands on the screen once the words are there and nothing more comes."""
    said, end = "", time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([handle], [], [], 0.5)[0]:
            said += os.read(handle, 65_536).decode("utf-8", "replace")
        elif words in said:
            return said
    raise AssertionError(f"{words!r} never came; said: {said}")


class TestFiles:
    """`--to FILE`, its format guessed from the ending; written whole, and never over something without a word."""

    @pytest.mark.parametrize(("name", "begins"), [
        pytest.param("changes.md", "### Grievance procedure\n", id="md"),
        pytest.param("changes.json", '{\n  "format": 1,\n  "command": "diff",', id="json"),
        pytest.param("changes.sarif", '{\n  "$schema": "https://docs.oasis-open.org/sarif/', id="sarif"),
        pytest.param("changes.sarif.json", '{\n  "$schema": "https://docs.oasis-open.org/sarif/', id="sarif-json"),
        pytest.param("changes.txt", "Grievance procedure   grievance\n", id="text"),
    ])
    def test_a_file(self, busy: SchemeBuilder, name: str, begins: str) -> None:
        told = busy.done("diff", "grievance", "--to", name)
        assert told.out == f"7 changed clauses in {name}.\n"
        first = (busy.path / name).read_bytes()
        assert first.decode().startswith(begins)
        assert str(busy.path) not in first.decode()
        assert "is as it was" in busy.done("diff", "grievance", "--to", name).out
        (busy.path / name).write_bytes(b"Mine.")
        refused = busy.done("diff", "grievance", "--to", name, code=2).err
        assert ("is there already" in refused, "--force" in refused) == (True, True)
        busy.done("diff", "grievance", "--to", name, "--force")
        assert (busy.path / name).read_bytes() == first, "the same bytes every time"

    def test_what_is_printed_is_what_is_written(self, busy: SchemeBuilder) -> None:
        for form, name in (("md", "x.md"), ("sarif", "x.sarif"), ("json", "x.json")):
            busy.done("diff", "grievance", "--to", name)
            assert busy.done("diff", "grievance", "--format", form).out == busy.text(name)
        assert busy.json("diff", "grievance") == json.loads(busy.text("x.json"))

    def test_a_page(self, busy: SchemeBuilder) -> None:
        told = busy.done("diff", "grievance", "--format", "html")
        assert told.out == "7 changed clauses in grievance-diff.html.\n"
        assert "should cost nothing" not in busy.text("grievance-diff.html").partition("<body")[0]

    def test_a_word_file(self, busy: SchemeBuilder) -> None:
        busy.done("diff", "grievance", "--to", "for the board.docx", "--author", "Secretariat", "--date", "2026-05-03")
        first = (busy.path / "for the board.docx").read_bytes()
        assert first.startswith(b"PK")
        busy.done("diff", "grievance", "--to", "for the board.docx", "--author", "Secretariat", "--date", "2026-05-03",
                  "--force")
        assert (busy.path / "for the board.docx").read_bytes() == first

    def test_the_size_of_a_comment(self, busy: SchemeBuilder) -> None:
        assert len(busy.done("diff", "grievance", "--format", "md", "--limit", "2500").out) <= 2500


class TestAsking:
    """Options that contradict each other are refused; a diff is a reading command, and leaves with 0."""

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["--news", "--between", "1.0.0", "1.1.0"], "Give one of --mine, --news", id="two-views"),
        pytest.param(["--mine", "--news"], "Give one of --mine, --news", id="two-views-by-flags"),
        pytest.param(["--incoming", "--mine"], "Give one of --mine, --news", id="two-other-views"),
        pytest.param(["--to", "1.1.0"], "goes with --news or --incoming", id="a-version-alone"),
        pytest.param(["--to", "a.md", "--to", "b.md"], "given twice", id="two-files"),
        pytest.param(["--to", "a.pdf"], "does not say in which format", id="an-unknown-ending"),
        pytest.param(["--only", "force", "--format", "docx"], "holds the whole text", id="a-part-in-word"),
        pytest.param(["--date", "3 May"], "is no day", id="a-day"),
        pytest.param(["--only", "forse"], "did you mean 'force'?", id="a-kind"),
        pytest.param(["--clause", "no-charges"], "did you mean 'no-charge'?", id="a-clause"),
        pytest.param(["--limit", "5"], "--limit", id="a-tiny-limit"),
    ])
    def test_refused(self, scheme: SchemeBuilder, arguments: list[str], words: str) -> None:
        before = scheme.files()
        assert words in scheme.done("diff", "grievance", *arguments, code=2).err
        assert scheme.files() == before

    def test_two_formats(self, scheme: SchemeBuilder) -> None:
        assert "not both" in scheme.done("diff", "grievance", "--json", "--format", "md", code=2).json["error"]["what"]

    def test_exit_codes(self, scheme: SchemeBuilder) -> None:
        scheme.done("diff", "grievance", "--exit-code")
        scheme.edit(CHARGE, "A complaint should cost nothing.")
        scheme.done("diff", "grievance")
        scheme.done("diff", "grievance", "--exit-code", code=1)
        scheme.done("diff", "grievance", "--exit-code", "--only", "reference")
        scheme.done("diff", code=2)

    def test_since_a_saved_state(self, scheme: SchemeBuilder) -> None:
        scheme.edit(CHARGE, "A complaint should cost nothing.")
        scheme.done("save", "Weaker")
        told = scheme.done("diff", "grievance", "--since", "HEAD~1").out
        assert "as of HEAD~1" in told
        assert "1 changed clause" in told
        assert "No clause differs." in scheme.done("diff", "grievance", "--since", "HEAD").out
        assert "no saved state" in scheme.done("diff", "grievance", "--since", "nowhere", code=2).err
        assert "Give one of" in scheme.done("diff", "grievance", "--since", "HEAD", "--news", code=2).err

    def test_line_ends_of_another_system_are_no_change(self, scheme: SchemeBuilder) -> None:
        scheme.write("policies/grievance/policy.md", "\ufeff" + scheme.text().replace("\n", "\r\n"))
        assert "No clause differs." in scheme.done("diff", "grievance", "--exit-code").out

    def test_since_it_was_approved(self, scheme: SchemeBuilder) -> None:
        """'What changed since the board approved': against the text of the newest approval, named by its body."""
        none = scheme.done("diff", "grievance", "--since", "approval", code=2).err
        assert "no approval of grievance is recorded" in none
        assert "schemekit approve grievance" in none
        approval = ("--body", "Board", "--despite-open")
        scheme.done("approve", "grievance", "assurance", *approval, "--date", "2026-10-05")
        scheme.edit(CHARGE, "A complaint should cost nothing.")
        told = scheme.done("diff", "grievance", "--since", "approval").out
        assert "as approved by Board on 2026-10-05" in told
        assert "1 changed clause" in told
        reviewed = scheme.json("review", "--since", "approval")
        assert [item["module"] for item in reviewed["modules"]] == ["grievance"]
        scheme.done("approve", "grievance", *approval, "--date", "2026-11-05")
        assert "as approved by Board on 2026-11-05" in scheme.done("diff", "grievance", "--since", "approval").out
        GitFolder(scheme.path).git("commit", "-q", "--amend", "-m", "Another word")
        assert "is not in the history" in scheme.done("diff", "grievance", "--since", "approval", code=2).err

    def test_offline(self, scheme: SchemeBuilder) -> None:
        scheme.done("diff", "grievance", "--news", "--offline")

    def test_the_schema_knows_every_kind(self) -> None:
        from schemekit.model.signal import SignalKind

        schema = json.loads((shipped("schemas") / "reports/diff.schema.json").read_text("utf-8"))
        assert list(schema["properties"]["counts"]["properties"]) == [kind.value for kind in SignalKind]
