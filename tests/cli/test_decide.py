"""`schemekit decide`: at a real terminal, by options, as JSON; what is on the screen is held by golden files.

'`schemekit decide` walks through them (a redline of both sides; take source, keep mine, both, edit in $EDITOR, later),
`--take … [--clause …] [--reason …]` for scripts'.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from schemekit.cli.root import run
from tests.cli.test_new import Terminal
from tests.decision_builders import ACKNOWLEDGE, FEE, OUTCOME, POLICY, RECORD, open_decisions, three
from tests.golden import same_as_golden
from tests.scheme_builders import SchemeBuilder

GOLDENS = Path(__file__).parent
FEE_LINE = "A complaint shall cost 5 euros."


@pytest.fixture
def busy(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme with three open decisions."""
    three(scheme)
    return scheme


def editor(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a small script the person's editor; it gets the file as "$1"."""
    program = folder / "my editor"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{program}' --wait")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of the commands that are tried."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def taken(scheme: SchemeBuilder) -> list[str]:
    return [item.get("taken", "") for item in scheme.record()["decisions"]]


class TestTerminal:
    """At a terminal each decision is one screen and one question; each answer is written at once."""

    def test_three_decisions(
        self, busy: SchemeBuilder, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The source's words, the editor, later."""
        change = "s/cost 5 euros/cost 3 euros, and an appeal nothing/"
        editor(tmp_path, f'cp "$2" "{tmp_path}/seen"\nsed "{change}" "$2" > "$2.new" && mv "$2.new" "$2"', monkeypatch)
        person = Terminal(busy.path, "decide")
        person.answer("s take the source's   m keep mine   b both   e edit   l later   q stop here", "x")
        person.answer("Type one of s, m, b, e, l, q, then Enter.", "s")
        person.answer("e edit", "e")
        person.answer("Why these words?", "our statutes say so")
        person.answer("e edit", "l")
        code, said = person.end()
        assert (code, "2 decisions closed, 1 open. Next: schemekit decide" in said) == (1, True), said
        text = busy.text()
        assert "within 3 working days.\nThe acknowledgement" in text
        assert "A complaint shall cost 3 euros, and an appeal nothing.\n" in text
        assert "within two months." in text
        assert taken(busy) == ["source", "edited", ""]
        closed = busy.record()["decisions"][1]
        assert (closed["edited"], closed["reason"]) == (
            "A complaint shall cost 3 euros, and an appeal nothing.", "our statutes say so")
        deviations = busy.record()["deviations"]
        assert [(item["clause"], item["reason"]) for item in deviations] == [("no-charge", "our statutes say so")]
        seen = (tmp_path / "seen").read_text("utf-8")
        assert "%% THE SOURCE NOW:\n%%   A complaint and an appeal shall cost nothing.\n" in seen
        assert f"\n\n{FEE_LINE}\n\n%%\n%%\n%%\n%%\n%%\n" in seen, "five lines of our own stand last"
        assert list(temporary.iterdir()) == []
        person = Terminal(busy.path, "decide", "grievance", "--clause", "outcome")
        person.answer("m keep mine", "m")
        person.answer("Why do you keep your words?", "a small board")
        code, said = person.end()
        assert (code, "1 decision closed, 0 open. Next: schemekit status" in said) == (0, True), said
        assert taken(busy) == ["source", "edited", "ours"]

    def test_stopping_loses_nothing(self, busy: SchemeBuilder) -> None:
        """Stopping with q or Ctrl-C loses nothing that was decided."""
        person = Terminal(busy.path, "decide")
        person.answer("b both", "b")
        person._wait("So it would stand")
        person._wait("different figures (yours: none; the source's: 3), which would stand side by side.")
        person.answer("Shall it stand so? [Y/n]", "n")
        person.answer("b both", "b")
        person.answer("Shall it stand so? [Y/n]", "y")
        person.answer("Why shall both stand?", "")
        person._wait("2 of 3")
        person._wait("stop here")
        code, said = person.stop()
        assert (code, "Traceback" in said, "1 decision closed before you stopped, and kept." in said) == (
            130, False, True), said
        assert taken(busy) == ["both", "", ""]
        assert f"within two weeks.\n{ACKNOWLEDGE['source']}" in busy.text()
        person = Terminal(busy.path, "decide")
        person.answer("stop here", "m")
        person.answer("Why do you keep your words?", "statutes")
        person.answer("stop here", "q")
        code, said = person.end()
        assert (code, "1 decision closed, 1 open." in said) == (1, True), said

    def test_ctrl_c_at_the_reason(self, busy: SchemeBuilder) -> None:
        """What was not answered to the end is not written."""
        before = busy.files()
        person = Terminal(busy.path, "decide")
        person.answer("m keep mine", "m")
        person._wait("Why do you keep your words?")
        assert person.stop()[0] == 130
        assert busy.files() == before

    def test_a_reason_is_offered(self, busy: SchemeBuilder) -> None:
        """If the clause has a reason, it is offered."""
        busy.done("reason", "grievance", "acknowledgement", "two people")
        person = Terminal(busy.path, "decide", "grievance", "--clause", "#acknowledgement")
        person.answer("m keep mine", "m")
        person.answer("[two people]", "")
        assert person.end()[0] == 1
        assert busy.record()["decisions"][0]["reason"] == "two people"
        assert [item["reason"] for item in busy.record()["deviations"]] == ["two people"]

    def test_a_reason_is_said_later(self, busy: SchemeBuilder) -> None:
        """Enter keeps the reason in brackets, - leaves it empty, and a letter that was meant as a key is no reason."""
        busy.done("reason", "grievance", "acknowledgement", "two people")
        person = Terminal(busy.path, "decide", "grievance", "--clause", "acknowledgement")
        person.answer("m keep mine", "m")
        person.answer("It goes into the record.", "m", "-")
        code, said = person.end()
        assert (code, "check asks for it" in said) == (1, True), said
        assert (taken(busy)[0], busy.record()["decisions"][0].get("reason", "")) == ("ours", "")
        assert "the source changed since its reason was given" in busy.run("check").out

    def test_ctrl_c_after_the_editor(
        self, busy: SchemeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was typed is kept: the decision is written with the text, and `check` asks for the reason."""
        editor(tmp_path, 'printf "A complaint shall cost a little.\\n" > "$2"', monkeypatch)
        person = Terminal(busy.path, "decide", "grievance", "--clause", "no-charge")
        person.answer("e edit", "e")
        person._wait("Why these words?")
        code, said = person.stop()
        assert (code, "1 decision closed before you stopped, and kept." in said) == (130, True), said
        assert (taken(busy)[1], "A complaint shall cost a little." in busy.text()) == ("edited", True)
        assert 'schemekit reason grievance no-charge "why"' in busy.run("check").out

    def test_words_that_moved_on(self, busy: SchemeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """When the person edited the text since, nothing is done by force: as I have edited it, or the editor."""
        editor(tmp_path, 'printf "\\n## Fee { #no-charge }\\n\\nIt is free.\\n" > "$2"', monkeypatch)
        busy.edit(FEE_LINE, "A complaint shall cost 4 euros.")
        busy.edit("two weeks", "a fortnight")
        person = Terminal(busy.path, "decide")
        person.answer("a it is right as it stands now   e edit", "s")
        person.answer("Type one of a, e, l, q, then Enter.", "a")
        person.answer("Why these words?", "shorter")
        person.answer("a it is right as it stands now   e edit", "e")
        person.answer("Why these words?", "")
        person.answer("stop here", "q")
        code, said = person.end()
        assert code == 1, said
        assert "## Fee { #no-charge }\n\nIt is free.\n\n## Outcome" in busy.text()
        assert taken(busy) == ["edited", "edited", ""]
        assert "within a fortnight." in busy.record()["decisions"][0]["edited"]

    @pytest.mark.parametrize("script", ["exit 0", ': > "$2"', "exit 3"],
                             ids=["unchanged", "emptied", "an-editor-that-fails"])
    def test_nothing_was_written(
        self, busy: SchemeBuilder, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, script: str
    ) -> None:
        """An unchanged or emptied file means later."""
        editor(tmp_path, script, monkeypatch)
        before = busy.files()
        person = Terminal(busy.path, "decide", "grievance", "--clause", "outcome")
        person.answer("e edit", "e")
        person._wait("Leave this one for later? [Y/n]")
        os.write(person._fd, b"n\n")
        person.answer("e edit", "e")
        person._wait("Leave this one for later? [Y/n]")
        os.write(person._fd, b"\n")
        assert person.end()[0] == 1
        assert (busy.files(), list(temporary.iterdir())) == (before, [])

    def test_without_an_editor(self, busy: SchemeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
        """No editor set: how to set one, and the offer to type."""
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        person = Terminal(busy.path, "decide", "grievance", "--clause", "outcome")
        person.answer("e edit", "e")
        person._wait("export EDITOR=nano")
        person.answer("leaves it for later.", "The Board shall decide soon.")
        os.write(person._fd, b".\n")
        person.answer("Why these words?", "")
        assert person.end()[0] == 1
        assert "## Outcome { #outcome }\n\nThe Board shall decide soon.\nThe outcome shall be sent" in busy.text()

    def test_the_window_is_closed(
        self, busy: SchemeBuilder, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The temporary file is removed whatever happens."""
        editor(tmp_path, f'touch "{tmp_path}/open"; sleep 20', monkeypatch)
        person = Terminal(busy.path, "decide")
        person.answer("e edit", "e")
        end = time.monotonic() + 60
        while not (tmp_path / "open").exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert len(list(temporary.iterdir())) == 1
        os.kill(person._number, 15)
        assert person.end()[0] == 130
        assert list(temporary.iterdir()) == []

    def test_a_place_is_asked_for(self, scheme: SchemeBuilder) -> None:
        """If it stands there more than once, the person is asked."""
        scheme.edit("A complaint shall cost nothing.", f"{FEE_LINE}\nAn appeal too.\n{FEE_LINE}")
        open_decisions(scheme, FEE)
        person = Terminal(scheme.path, "decide")
        person._wait("your words for it stand there more than once (lines 19, 21)")
        person.answer("take the source's", "s")
        person.answer("Your words stand there 2 times: 1 in line 19, 2 in line 21. Which one?", "3", "2")
        assert person.end()[0] == 0
        assert f"{FEE_LINE}\nAn appeal too.\nA complaint and an appeal shall cost nothing.\n" in scheme.text()


class Colours(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def screen() -> Iterator[Colours]:
    before, here = (sys.stdout, sys.stderr), Colours()
    sys.stdout = sys.stderr = here
    try:
        yield here
    finally:
        sys.stdout, sys.stderr = before


def golden(name: str, said: str) -> None:
    file = GOLDENS / f"decide.{name}.golden.txt"
    same_as_golden(said, file)


class TestScreen:
    """Removed words struck through and red, added ones underlined and green; without colour [-removed-] {+added+}."""

    @pytest.fixture
    def many(self, busy: SchemeBuilder) -> SchemeBuilder:
        """One of every sort: a passage, a passage edited since, a clause retired, a clause left out, a file."""
        busy.edit("within two months", "within nine weeks")
        busy.edit("## Records { #records }\n\nThe secretariat should keep a record of every case for 7 years.\n", "")
        busy.done("reason", "grievance", "no-charge", "our statutes say so")
        purpose = "## Purpose { #purpose }\n\nThis procedure says how Northern Minerals handles complaints.\n\n"
        records = "## Records { #records }\n\nThe secretariat should keep a record of every case for %s years.\n"
        open_decisions(
            busy,
            {"clause": "purpose", "base": purpose, "source": "", "ours": purpose, "scope": "clause"},
            {"clause": "records", "base": records % 7, "source": records % 9, "ours": "", "scope": "clause"},
            {"file": "forms/extra.md", "base": "", "source": "Extra.\n", "ours": "", "scope": "file"},
            {"clause": "appeal", "base": "x" * 150, "source": "The same words. " * 20, "ours": "Long " + "y" * 150})
        return busy

    def test_without_colours(self, many: SchemeBuilder) -> None:
        told = many.done("decide", code=1)
        golden("plain", told.out)
        assert max(map(len, told.out.splitlines())) <= 100
        page = (Path(__file__).parents[2] / "docs" / "deciding.md").read_text("utf-8")
        first = page.split("```\n1 of")[1].partition("\n```")[0]
        screen, _, keys = first.partition("\n\ns take")
        assert f"\n1 of{screen}\n" in told.out.replace("1 of 7", "1 of 3"), "the page shows what the screen shows"
        assert f"s take{keys}".startswith("s take the source's   m keep mine   b both   e edit   l later   q stop here")

    def test_with_colours(self, many: SchemeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("COLUMNS", "60")
        with screen() as said:
            assert run(("-C", str(many.path), "decide", "grievance")) == 1
        golden("colours", said.getvalue())
        assert "\x1b[31m\x1b[9m60\x1b[0m \x1b[32m\x1b[4m50\x1b[0m days" in said.getvalue()


class TestScripts:
    """`--take source|ours|both|edited`, `--reason`, `--clause`, `--number`; without a module, all are listed."""

    def test_all_of_a_module(self, busy: SchemeBuilder) -> None:
        told = busy.done("decide", "grievance", "--take", "ours", "--reason", "a small board")
        *lines, last = told.out.splitlines()
        assert [line.partition(" in ")[0] for line in lines] == [
            "#acknowledgement: your words stand", "#no-charge: your words stand", "#outcome: your words stand"]
        assert last == "3 decisions closed, 0 open. Next: schemekit status"
        assert taken(busy) == ["ours"] * 3
        assert busy.run("check").code == 0, busy.run("check").out

    def test_one_of_several_in_a_clause(self, busy: SchemeBuilder) -> None:
        busy.edit("name a person to ask.", "name two people.")
        open_decisions(busy, {"clause": "acknowledgement", "source": "It shall name one.", "ours":
                              "The acknowledgement shall name two people.", "base": "old"})
        told = busy.done("decide", "grievance", "--clause", "acknowledgement", "--number", "2", "--take", "source",
                         code=1)
        assert "1 decision closed, 3 open." in told.out
        assert "two weeks.\nIt shall name one.\n" in busy.text()
        told = busy.done("decide", "grievance", "--clause", "acknowledgement", "--number", "2", code=2)
        assert "open are: acknowledgement, no-charge, outcome" in told.err
        assert "--clause" in busy.done("decide", "grievance", "--number", "2", code=2).err

    def test_what_cannot_be_put_in_stays_open(self, busy: SchemeBuilder) -> None:
        busy.edit(FEE_LINE, "A complaint shall cost 4 euros.")
        told = busy.done("decide", "grievance", "--take", "source", code=1)
        assert "2 decisions closed, 1 open." in told.out
        assert "#no-charge: your words for it do not stand there any more" in told.err
        assert "cost 4 euros." in busy.text()
        busy.done("decide", "grievance", "--take", "edited", "--reason", "cheaper")
        assert "cost 4 euros." in busy.text()

    def test_json(self, busy: SchemeBuilder) -> None:
        """`--json` gives closed and open with place and the text that will stand."""
        told = busy.json("decide", "grievance", "--clause", "outcome", "--take", "both", "--reason", "our region")
        closed, = told["closed"]
        assert (closed["place"], closed["taken"], closed["scope"]) == (f"{POLICY}:23", "both", "passage")
        assert closed["stands"] == f"{OUTCOME['ours']}{OUTCOME['source'].rstrip()}"
        first = told["open"][0]
        assert (first["place"], first["stands"], first["would_stand"]["source"], first["obstacle"]) == (
            "policies/grievance/policy.md:14", ACKNOWLEDGE["ours"].rstrip(), ACKNOWLEDGE["source"].rstrip(), "")

    def test_without_a_module(self, busy: SchemeBuilder) -> None:
        assert [item["name"] for item in busy.json("decide")["open"]] == ["acknowledgement", "no-charge", "outcome"]
        assert "3 of 3   grievance #outcome" in busy.done("decide", code=1).out
        busy.done("decide", "--clause", "outcome", "--take", "ours", code=1)
        record = busy.text(RECORD).replace("module: grievance", "module: assurance")
        busy.write("policies/assurance/adoption.yaml", record)
        told = busy.done("decide", "--take", "ours", code=2)
        assert "Several modules have open decisions (assurance, grievance): name the one to decide" in told.err

    def test_nothing_open(self, scheme: SchemeBuilder) -> None:
        assert scheme.done("decide").out == "Nothing to decide. Next: schemekit status\n"
        told = scheme.done("decide", "grievance", "--take", "source")
        assert told.out == "Nothing to decide. Next: schemekit status\n"
        assert "did you mean 'grievance'?" in scheme.done("decide", "grievence", code=2).err

    def test_a_clause_misspelt(self, busy: SchemeBuilder) -> None:
        assert "did you mean 'no-charge'?" in busy.done("decide", "grievance", "--clause", "no-charges", code=2).err

    def test_a_reason_too_long(self, busy: SchemeBuilder) -> None:
        before = busy.files()
        assert "too long" in busy.done("decide", "grievance", "--take", "ours", "--reason", "x" * 3000, code=2).err
        assert busy.files() == before


class TestWhatIsToDo:
    """`check` and `status` name each open decision with file:line and the command; `trace` tells of taken ones."""

    def test_check_and_status(self, busy: SchemeBuilder) -> None:
        told = busy.done("check", code=1).out
        assert "policies/grievance/policy.md:23: error: decision open: grievance 1.0.0 -> 1.1.0" in told
        assert "schemekit decide grievance --clause outcome" in told
        assert "grievance/policy.md:19" in busy.done("status", code=1).out

    def test_trace(self, busy: SchemeBuilder) -> None:
        busy.done("decide", "grievance", "--take", "ours", "--clause", "no-charge", "--reason", "our statutes", code=1)
        told = busy.done("trace", "grievance", "no-charge").out
        assert "Decided     kept your words (grievance 1.0.0 -> 1.1.0): our statutes" in told
        story, = busy.json("trace", "grievance", "no-charge")["clauses"]
        assert [(item["taken"], item["reason"], item["source"]) for item in story["decisions"]] == [
            ("ours", "our statutes", FEE["source"])]


def test_the_next_time(busy: SchemeBuilder) -> None:
    """A second run of the same finds nothing to do."""
    busy.done("decide", "grievance", "--take", "source")
    before = busy.files()
    with suppress(AssertionError):
        busy.done("decide", "grievance", "--take", "source")
    assert busy.files() == before
