"""The face of the command line: grouped help, worked examples that work, completion, near words, names."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemekit.cli.commands import COMMANDS, SECTIONS, Entry
from schemekit.files.shipped import shipped
from tests import returned_builders
from tests.scheme_builders import LIBRARY_NAME, SchemeBuilder, tell

MAINTAINERS = {"module", "crosswalk"}   # worked in a library's checkout; see tests/publish


class TestHelp:
    """`--help` groups commands by wish, with one worked example each."""

    def test_every_command_under_its_section(self) -> None:
        told = tell("--help")
        assert told.code == 0
        places = [told.out.index(f"\n{section}:\n") for section in SECTIONS if any(
            entry.section == section for entry in COMMANDS)]
        assert places == sorted(places)
        for entry in COMMANDS:
            assert f"  {entry.name:<12}{entry.words}" in told.out
            assert entry.example in told.out
        # One command is for those who work with git, and says so.
        others = [line for line in tell("--help").out.replace(".git", "").lower().splitlines()
                  if not line.startswith("  git ") and "schemekit git " not in line]
        assert "git" not in " ".join(others).split()

    @pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
    def test_each_commands_own_help(self, entry: Entry) -> None:
        told = tell(entry.name, "--help")
        assert told.code == 0
        assert "Example" in told.out or "Commands:" in told.out
        for word in ("rebase", "merge conflict", "compliant", "upstream"):
            assert word not in told.out.lower()

    def test_help_loads_click_only(self) -> None:
        """A command answers before a person looks away: `--help` imports none of the heavy packages."""
        script = ("import sys; from schemekit.cli.root import run; run(['--help'])\n"
                  "print([n for n in ('git','jsonschema','cookiecutter','rich','yaml','jinja2') if n in sys.modules])")
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"

    def test_names_are_the_same_everywhere(self) -> None:
        """Modules are named `[LIBRARY/]MODULE[@RANGE]`, values `MODULE.PARAMETER=VALUE` or `PARAMETER=VALUE`."""
        for command in ("new", "add", "show"):
            assert "[LIBRARY/]MODULE[@RANGE]" in " ".join(tell(command, "--help").out.split())
        for command in ("new", "add"):
            words = " ".join(tell(command, "--help").out.split())
            assert "MODULE.PARAMETER=VALUE" in words
            assert "PARAMETER=VALUE for the whole scheme" in words
        assert "[MODULE.]PARAMETER=VALUE" in tell("set", "--help").out


class TestExamples:
    """Every command's worked example works, typed as it stands."""

    @pytest.mark.parametrize("entry", [e for e in COMMANDS if e.name not in MAINTAINERS], ids=lambda entry: entry.name)
    def test_it_works(self, scheme: SchemeBuilder, entry: Entry, offered: object) -> None:
        arguments = shlex.split(entry.example)[1:]
        if entry.name == "add":
            scheme.done("remove", "assurance")
        if entry.name == "bind":
            scheme.write("old/grievance.md", scheme.text())
            scheme.done("remove", "grievance")
        if entry.name in ("reason", "restore", "propose"):
            scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        if entry.name == "decide":
            scheme.edit("an appeal within 5 working days", "an appeal within two weeks")
            scheme.done("set", "grievance.acknowledge_days=7", code=1)
        if entry.name == "receive":
            scheme.done("export", "grievance", "--to", "docx")
        if entry.name == "answer":
            returned_builders.busy(scheme)
        if entry.name == "toc":
            scheme.done("cooperate", "new", "theory-of-change", "copper", "--no-input")
        if entry.name == "adopters":
            shutil.copytree(scheme.path / ".git", scheme.path / "clones" / "northern-minerals.git")
        if entry.name == "merge-file":
            for name in arguments[1:]:
                scheme.write(name, "Some words.\n")
        if entry.name in ("compare", "recognise"):
            forest = shutil.copytree(scheme.path, scheme.path.parent / "example-forest-council")
            SchemeBuilder(forest).edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
        if entry.name == "new":
            (scheme.path.parent / "elsewhere").mkdir()
            told = tell("-C", str(scheme.path.parent / "elsewhere"), *arguments)
        elif entry.name == "library":
            told = tell(*arguments, "--offline")
            assert "Traceback" not in told.all
            assert tell("library", "list").code == 0
            return
        else:
            told = scheme.run(*arguments)
        assert told.code == 0, told.all
        assert offered


    def test_they_name_what_the_shipped_modules_have(self) -> None:
        """A person who types an example into a scheme of their own finds the clause and the parameter there."""
        metadata = (shipped("policies") / "grievance/module.yaml").read_text("utf-8")
        for name in ("no-charge", "appeal", "acknowledgement", "acknowledge_days"):
            assert any(name in entry.example for entry in COMMANDS), name
            assert f": {name}\n" in metadata, name


class TestNearWords:
    """A wrong word gets "did you mean"."""

    @pytest.mark.parametrize(("typed", "meant"), [
        pytest.param(["stauts"], "Did you mean 'status'?", id="a-command"),
        pytest.param(["install"], "Did you mean 'add'?", id="a-word-from-elsewhere"),
        pytest.param(["rm"], "Did you mean 'remove'?", id="another"),
        pytest.param(["status", "--jsn"], "--json", id="an-option"),
        pytest.param(["show", "grievence"], "did you mean 'grievance'?", id="a-module"),
        pytest.param(["show", "efcc/grievance"], "did you mean 'efc'?", id="a-library"),
        pytest.param(["remove", "grievence"], "did you mean 'grievance'?", id="an-adopted-module"),
        pytest.param(["remove", "griev"], "did you mean 'grievance'?", id="the-beginning-of-one"),
        pytest.param(["trace", "grievance", "acknowledgment"], "did you mean 'acknowledgement'?", id="a-clause"),
        pytest.param(["decide", "grievence"], "did you mean 'grievance'?", id="decide"),
        pytest.param(["set", "grievance.acknowledge=1"], "did you mean 'acknowledge_days'?", id="a-parameter"),
        pytest.param(["add", "grievance@9.9.9"], "1.0.0", id="a-version"),
        pytest.param(["xyzzy"], "schemekit --help", id="nothing-near"),
    ])
    def test_it(self, scheme: SchemeBuilder, typed: list[str], meant: str) -> None:
        if typed[0] == "add":
            scheme.done("remove", "grievance")
        told = scheme.done(*typed, code=2)
        assert meant in told.err


SHELLS = {
    "bash": {"COMP_WORDS": "schemekit {words}", "COMP_CWORD": "{place}"},
    "zsh": {"COMP_WORDS": "schemekit {words}", "COMP_CWORD": "{place}"},
    "fish": {"COMP_WORDS": "schemekit {words}", "COMP_CWORD": "{last}"},
}


class TestCompletion:
    """Shell completion completes command names and options, through the shells' own protocol."""

    @pytest.mark.parametrize("shell", SHELLS)
    def test_the_script(self, shell: str) -> None:
        told = tell("completion", shell)
        assert (told.code, "_SCHEMEKIT_COMPLETE" in told.out) == (0, True)
        program = shutil.which(shell)
        if program:
            done = subprocess.run([program, "-n"], input=told.out, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize("shell", SHELLS)
    @pytest.mark.parametrize(("words", "wanted"), [
        pytest.param("stat", "status", id="a-command"),
        pytest.param("trace --js", "--json", id="an-option"),
        pytest.param("completion ba", "bash", id="a-choice"),
        pytest.param("library fe", "fetch", id="a-command-of-a-group"),
    ])
    def test_what_is_offered(self, shell: str, words: str, wanted: str) -> None:
        place = len(words.split())
        given = {name: text.format(words=words, place=place, last=words.split()[-1])
                 for name, text in SHELLS[shell].items()}
        done = subprocess.run([sys.executable, "-m", "schemekit"], capture_output=True, text=True, check=False,
                              env={**os.environ, **given, "_SCHEMEKIT_COMPLETE": f"{shell}_complete"})
        assert wanted in done.stdout, done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
    def test_bash_really_completes(self, tmp_path: Path) -> None:
        """The script is loaded by a real bash, which then offers the word."""
        launcher = tmp_path / "schemekit"
        launcher.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m schemekit "$@"\n', "utf-8")
        launcher.chmod(0o755)
        (tmp_path / "complete.sh").write_text(tell("completion", "bash").out, "utf-8")
        script = ('source complete.sh; COMP_WORDS=(schemekit stat); COMP_CWORD=1; _schemekit_completion schemekit; '
                  'echo "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False,
                              env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
        assert done.stdout.strip() == "status", done.stderr


def test_the_library_prefix_and_ranges(tmp_path: Path) -> None:
    """`--with` any modules at any versions or ranges, from any library."""
    told = tell("-C", str(tmp_path), "new", "s", "--no-input", "--with", f"{LIBRARY_NAME}/assurance@>=1.0,<1.1",
                "--with", "grievance@~=1.0,zero-text@1.0.0")
    assert told.code == 0, told.all
    scheme = SchemeBuilder(tmp_path / "s")
    listed = [(item["module"], item["version"], item["provenance"]["library"])
              for item in scheme.json("list")["modules"]]
    assert listed == [("assurance", "1.0.0", "efc"), ("grievance", "1.0.0", "schemekit"),
                      ("zero-text", "1.0.0", "schemekit")]
