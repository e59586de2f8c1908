"""`schemekit new`: by questions at a real terminal, by an answers file, by options; what comes out is a scheme."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.builders import GitFolder
from tests.scheme_builders import LIBRARY_NAME, SchemeBuilder, tell

pty = pytest.importorskip("pty")
PATIENCE = 60   # seconds; a terminal that says nothing for so long will say nothing more
NAME = "L'Initiative d'Été"


class Terminal:
    """A person at a pseudo-terminal: reads until a question stands there, then types."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.said = ""
        self._number, self._fd = pty.fork()
        if self._number == 0:
            os.chdir(folder)
            os.execv(sys.executable, [sys.executable, "-m", "schemekit", *arguments])

    def close(self) -> None:
        """End the program if it still runs."""
        os.close(self._fd)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._number, signal.SIGKILL)
            os.waitpid(self._number, 0)

    def answer(self, question: str, *words: str) -> None:
        """Wait for a question and type an answer; further answers for when it is asked again."""
        for typed in words:
            self._wait(question)
            self._wait("> " if "[y" not in question and "[Y" not in question else "")
            os.write(self._fd, f"{typed}\n".encode())
            self.said = ""

    def end(self) -> tuple[int, str]:
        """Wait for the end: exit code and what was said last."""
        self._wait(None)
        _, status = os.waitpid(self._number, 0)
        return os.waitstatus_to_exitcode(status), self.said

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C, again where nothing happens: one that comes just before the program begins to read is not seen.

        Gives what `end` gives.
        """
        for _ in range(PATIENCE):
            os.write(self._fd, b"\x03")
            while select.select([self._fd], [], [], 3)[0]:
                try:
                    piece = os.read(self._fd, 4096)
                except OSError:
                    piece = b""
                if not piece:
                    return self.end()
                self.said += piece.decode("utf-8", "replace")
        raise AssertionError(f"Ctrl-C does not stop it; said: {self.said}")

    def _wait(self, words: str | None) -> None:
        while words is None or words not in self.said:
            ready, _, _ = select.select([self._fd], [], [], PATIENCE)
            assert ready, f"still waiting for {words!r}; said: {self.said}"
            try:
                piece = os.read(self._fd, 4096)
            except OSError:
                piece = b""   # the other end has closed
            if not piece:
                assert words is None, f"{words!r} was never asked; said: {self.said}"
                return
            self.said += piece.decode("utf-8", "replace")


def test_questions_at_a_terminal(tmp_path: Path) -> None:
    """Plain questions with help, range and default, asked again on bad input with the reason."""
    person = Terminal(tmp_path, "new", "--with", f"{LIBRARY_NAME}/grievance")
    person.answer("What is the full name of the scheme?", NAME)
    person.answer("Which folder shall be made for it?", "Mein Ordner", "")
    person.answer("called for short", "")
    person.answer("office that runs", "")
    person.answer("takes the final decisions", "Conseil")
    person.answer("prepares standards", "")
    person.answer("hears appeals", "Conseil", "")   # the body that decides does not hear appeals
    person.answer("e-mail address", "nobody", "office@ete.example")
    person.answer("website", "")
    person.answer("Under which licence", "CC-BY-5.0", "CC-BY-4.0")
    person.answer("Who holds the rights", "")
    person._wait("take the suggested values")
    os.write(person._fd, b"n\n")
    person.answer("how many working days", "soon", "15")
    person._wait("all the same?")
    os.write(person._fd, b"y\n")
    person.answer("say why", "two-person secretariat")
    person.answer("is there an outcome", "")
    person.answer("How can people complain", "post, phone")
    person.answer("anonymous complaints taken", "no")
    person.answer("form is the reply given", "e-mail")
    code, said = person.end()
    assert code == 0, said
    scheme = SchemeBuilder(tmp_path / "l-initiative-d-ete")
    manifest = scheme.manifest()
    assert (manifest["name"], manifest["parameters"]["decision_body"], manifest["parameters"]["contact_email"]) == (
        NAME, "Conseil", "office@ete.example")
    assert manifest["modules"]["grievance"]["parameters"] == {
        "acknowledge_days": {"value": 15, "reason": "two-person secretariat"}, "channels": ["post", "phone"],
        "anonymous": False, "reply_form": "e-mail"}
    text = scheme.text()
    assert f"# {NAME}: grievance procedure" in text
    assert "within 15 working days" in text
    assert "by post and phone" in text
    scheme.done("check")


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C stops and leaves nothing behind."""
    person = Terminal(tmp_path, "new", "--with", f"{LIBRARY_NAME}/grievance")
    person._wait("full name of the scheme?")
    code, said = person.stop()
    assert (code, "Traceback" in said, list(tmp_path.iterdir())) == (130, False, [])


class TestHistory:
    """One commit per adoption, with trailers, so that plain git tells the provenance."""

    def test_trailers(self, scheme: SchemeBuilder) -> None:
        history = GitFolder(scheme.path).git("log", "--reverse", "--format=%s|%(trailers:only,separator=%x7C)")
        first, grievance, assurance = sorted(history.splitlines(), key=lambda line: line.startswith("Start ") is False)
        assert first == "Start Northern Minerals|"
        for line, name in ((grievance, "grievance"), (assurance, "assurance")):
            came = scheme.lock(name)["provenance"]
            assert line == (f"Adopt {name} 1.0.0|Adopted: {name} 1.0.0|Source: {came['url']}#{came['commit']}|"
                            f"Source-tree: {came['tree']}|Licence: CC-BY-4.0")
        assert GitFolder(scheme.path).git("status", "--porcelain") == ""

    def test_save_add_and_remove_are_told_too(self, scheme: SchemeBuilder) -> None:
        scheme.done("add", "zero-text")
        scheme.done("remove", "zero-text", "--reason", "not needed")
        scheme.edit("A complaint shall cost nothing.", "A complaint is free.")
        assert "1 file saved" in scheme.done("save", "Bödy's words: 🌍").out
        assert "Nothing has changed" in scheme.done("save", "again").out
        log = GitFolder(scheme.path).git("log", "-3", "--format=%s")
        assert log.splitlines() == ["Bödy's words: 🌍", "Remove zero-text 1.0.0", "Adopt zero-text 1.0.0"]

    def test_unsaved_changes_are_not_removed(self, scheme: SchemeBuilder) -> None:
        """Nothing is ever lost silently."""
        scheme.edit("The answer shall be", "An answer shall be", "policies/assurance/policy.md")
        told = scheme.done("remove", "assurance", code=2)
        assert "schemekit save" in told.err
        scheme.done("save", "an edit")
        scheme.done("remove", "assurance")
        assert not (scheme.path / "policies/assurance").exists()


class TestAnswers:
    """`--answers FILE`, `--set`, `--no-input`: the same scheme without a question."""

    ANSWERS = """\
name: "L'Initiative d'Été"
licence: CC-BY-SA-4.0
language: fr
parameters:
  decision_body: {value: "Conseil d'administration", reason: statuts}
  contact_email: bureau@ete.example
  records_years: 9
modules:
  grievance:
    version: "^1.0"
    parameters:
      acknowledge_days: {value: 15, reason: deux personnes}
"""

    def test_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "answers.yaml").write_text(self.ANSWERS, "utf-8")
        told = tell("-C", str(tmp_path), "new", "ete", "--answers", str(tmp_path / "answers.yaml"), "--no-input",
                    "--set", "grievance.outcome_days=40")
        assert told.code == 0, told.all
        scheme = SchemeBuilder(tmp_path / "ete")
        manifest = scheme.manifest()
        assert (manifest["name"], manifest["licence"], manifest["language"]) == (NAME, "CC-BY-SA-4.0", "fr")
        assert scheme.lock()["parameters"]["records_years"] == 9
        text = scheme.text()
        for words in ("within 15 working days", "The Conseil d'administration shall decide within 40 days", NAME):
            assert words in text
        status = scheme.run("status").out
        assert "deux personnes" in status
        assert scheme.run("check").code == 0, scheme.run("check").out

    @pytest.mark.parametrize(("text", "says"), [
        pytest.param("nam: X\n", "nam", id="an-unknown-key"),
        pytest.param("name: [\n", "answers.yaml", id="no-yaml"),
        pytest.param("modules:\n  grievence: {}\n", "did you mean 'grievance'", id="a-wrong-module"),
        pytest.param("licence: Free for all\n", "licence", id="a-wrong-licence"),
        pytest.param("modules:\n  grievance:\n    parameters: {acknowledge_days: 99}\n", "1 to 10", id="out-of-range"),
        pytest.param("modules:\n  grievance:\n    parameters: {acknowledge_day: 9}\n", "acknowledge_days",
                     id="an-unknown-parameter"),
    ])
    def test_a_file_that_does_not_fit(self, tmp_path: Path, text: str, says: str) -> None:
        (tmp_path / "answers.yaml").write_text(text, "utf-8")
        told = tell("-C", str(tmp_path), "new", "x", "--answers", str(tmp_path / "answers.yaml"), "--no-input")
        assert told.code in (1, 2), told.all
        assert says in told.all
        assert not (tmp_path / "x").exists()


class TestPlaces:
    """The folder: the present one, an existing one, a taken one, one without a parent."""

    def test_the_present_folder(self, tmp_path: Path) -> None:
        here = tmp_path / "Häuser & Co"
        here.mkdir()
        told = tell("-C", str(here), "new", ".", "--no-input", "--with", "zero-text")
        assert told.code == 0, told.all
        SchemeBuilder(here).done("status")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["Häuser & Co"]

    @pytest.mark.parametrize(("arguments", "code", "says"), [
        pytest.param(["full"], 2, "is not empty", id="a-folder-in-use"),
        pytest.param(["a-file"], 2, "is no folder", id="a-file"),
        pytest.param(["missing/x"], 2, "does not exist", id="no-parent"),
        pytest.param(["x", "--with", "grievence"], 2, "did you mean 'grievance'", id="a-wrong-module"),
        pytest.param(["x", "--with", "grievance@2.0"], 2, "1.0.0", id="a-wrong-version"),
        pytest.param(["x", "--with", "grievance@latest"], 2, "is not a version", id="no-version"),
        pytest.param(["x", "--with", "nobody/grievance"], 2, "there is no library 'nobody'", id="a-wrong-library"),
        pytest.param(["x", "--with", "grievance,grievance"], 2, "named twice", id="twice"),
        pytest.param(["x", "--with", "../x"], 2, "cannot be the name", id="a-path"),
        pytest.param(["x", "--with", "grievance", "--set", "grievance.acknowledge_days=99"], 2, "1 to 10",
                     id="a-range"),
        pytest.param(["x", "--set", "name"], 2, "MODULE.PARAMETER=VALUE", id="no-value"),
        pytest.param(["x", "--with", "grievance", "--set", "appeal_body=Board"], 1, "decision_body", id="a-rule"),
    ])
    def test_what_is_refused(self, tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
        """Complete, or not at all."""
        (tmp_path / "full").mkdir()
        (tmp_path / "full/file").write_text("here\n")
        (tmp_path / "a-file").write_text("here\n")
        told = tell("-C", str(tmp_path), "new", *arguments, "--no-input")
        assert (told.code, says in told.err) == (code, True), told.all
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["a-file", "file", "full"]

    def test_names_that_every_computer_takes(self, scheme: SchemeBuilder) -> None:
        """No file of a new scheme has a name that Windows refuses."""
        for path in scheme.files():
            if not path.startswith(".schemekit/source"):
                assert not set(path) & set('<>:"\\|?*'), path
                assert not any(part.endswith((".", " ")) for part in path.split("/")), path


def test_a_real_process(tmp_path: Path) -> None:
    """The program itself, from the folder one stands in."""
    def do(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "schemekit", *arguments], cwd=folder, capture_output=True,
                              text=True, check=False)

    made = do(tmp_path, "new", "s", "--with", f"{LIBRARY_NAME}/grievance", "--no-input")
    assert made.returncode == 0
    assert made.stderr.startswith(f"note: {LIBRARY_NAME} is a folder on this computer")
    assert do(tmp_path / "s/policies", "status").returncode == 0
    assert do(tmp_path / "s", "set", "grievance.acknowledge_days=99").returncode == 2


def test_a_computer_that_knows_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No git identity set: a person is asked for it first, and only this scheme remembers it."""
    (tmp_path / "nobody").write_text("", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "nobody"))
    person = Terminal(tmp_path, "new", "ours", "--with", f"{LIBRARY_NAME}/grievance")
    person.answer("What is your own name?", "Ana Núñez")
    person.answer("your e-mail address?", "ana", "ana@ete.example")
    for question in ("full name of the scheme", "called for short", "office that runs", "takes the final decisions",
                     "prepares standards", "hears appeals", "do people write to", "website", "Under which licence",
                     "Who holds the rights"):
        person.answer(question, "")
    person._wait("take the suggested values")
    os.write(person._fd, b"\n")
    code, said = person.end()
    assert code == 0, said
    assert GitFolder(tmp_path / "ours").git("log", "-1", "--format=%an <%ae>") == "Ana Núñez <ana@ete.example>"
    assert (tmp_path / "nobody").read_text("utf-8") == ""


def test_a_module_in_another_language_than_the_schemes_is_told(scheme: SchemeBuilder) -> None:
    """'a scheme with language fr that takes an English module gets a note'"""
    scheme.done("remove", "assurance")
    manifest = scheme.text("scheme.yaml")
    scheme.write("scheme.yaml", manifest.replace("language: 'en'", "language: 'fr'"))
    told = scheme.done("add", "assurance")
    assert "assurance is written in 'en', and your scheme in 'fr'" in " ".join((told.out + told.err).split())
