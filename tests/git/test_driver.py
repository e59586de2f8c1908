"""git with schemekit as its driver: plain `git merge` of real branches, in real processes.

'A test merges two branches with plain `git merge` and shows that git alone would have conflicted.'
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemekit.git import driver
from schemekit.text.proposing.attributes import BLOCK
from tests.builders import GitFolder, copied

POLICY = "policies/grievance/policy.md"
BASE = """\
# Grievance procedure

## Filing { #filing }

Anyone may complain.

## Answer { #answer }

The secretariat shall answer every complaint within five working days, and shall name a person to ask.
It gives reasons.

## Records { #records }

The secretariat keeps a record of every case for ten years.
"""
SIX = BASE.replace("five working", "six working")
FOUR = BASE.replace("five working", "four working")
TWO_PEOPLE = BASE.replace("name a person", "name two people")
LATER = BASE.replace("ten years", "twelve years")
FIRST, LAST = BASE.index("## Filing"), BASE.index("## Records")
MOVED = f"{BASE[:FIRST]}{BASE[LAST:]}\n{BASE[FIRST:LAST].rstrip()}\n"


class Branches(GitFolder):
    """A repository with a policy, and branches that change it."""

    def branch(self, name: str, text: str, path: str = POLICY) -> None:
        """A branch from the beginning of `main` on which the policy reads so."""
        self.git("checkout", "--quiet", "-b", name, "main")
        self.commit(name, {path: text})

    def status_of(self, *arguments: str, folder: Path | None = None) -> tuple[int, str]:
        """How a git command ended and all it said."""
        done = subprocess.run(["git", *arguments], cwd=folder or self.path, capture_output=True, check=False,
                              env={**os.environ, "GIT_EDITOR": "true"})
        return done.returncode, (done.stdout + done.stderr).decode()

    def text(self, path: str = POLICY) -> str:
        """The policy as it stands."""
        return (self.path / path).read_bytes().decode()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policy on the branch main, and git set up."""
    made = Branches(tmp_path_factory.mktemp("branches") / "scheme")
    made.commit("Start", {POLICY: BASE, ".gitattributes": BLOCK})
    driver.set_up(made.path)
    return made.path


@pytest.fixture
def branches(template: Path, tmp_path: Path) -> Branches:
    """A copy that the test may change."""
    copied(template, tmp_path / "scheme")
    return Branches(tmp_path / "scheme")


class TestMerging:
    """'Plain git without the driver conflicts, and with it is clean and right.'"""

    @pytest.mark.parametrize(("ours", "theirs", "wanted"), [
        pytest.param(SIX, TWO_PEOPLE, SIX.replace("name a person", "name two people"), id="one-line-two-places"),
        pytest.param(SIX.replace("days, and", "days,\nand"), TWO_PEOPLE,
                     SIX.replace("days, and", "days,\nand").replace("name a person", "name two people"),
                     id="wrapped-anew-and-edited"),
        pytest.param(MOVED, LATER, MOVED.replace("ten", "twelve"), id="moved-and-edited"),
    ])
    def test_git_alone_would_have_asked(self, branches: Branches, ours: str, theirs: str, wanted: str) -> None:
        branches.branch("theirs", theirs)
        branches.branch("ours", ours)
        code, said = branches.status_of("merge", "theirs")
        assert (code, branches.text()) == (0, wanted), said
        assert branches.git("status", "--porcelain") == ""
        branches.git("reset", "--quiet", "--hard", "HEAD^1")
        driver.take_down(branches.path)
        code, said = branches.status_of("merge", "theirs")
        assert code == 1, said
        assert "<<<<<<<" in branches.text()

    def test_a_true_clash(self, branches: Branches) -> None:
        branches.branch("theirs", FOUR)
        branches.branch("ours", SIX)
        code, said = branches.status_of("merge", "theirs")
        assert (code, branches.git("status", "--porcelain")) == (1, f"UU {POLICY}"), said
        assert "schemekit could not be used" not in said
        marked = branches.text()
        assert [line[:7] for line in marked.splitlines() if line[:7] in ("<<<<<<<", "=======", ">>>>>>>")] == [
            "<<<<<<<", "=======", ">>>>>>>"]
        assert "within six working" in marked
        assert "within four working" in marked

    def test_git_s_own_settings_for_marks_hold(self, branches: Branches) -> None:
        branches.git("config", "merge.conflictStyle", "diff3")
        branches.branch("theirs", FOUR)
        branches.branch("ours", SIX)
        branches.write({".git/info/attributes": "*.md conflict-marker-size=12\n"})
        branches.status_of("merge", "theirs")
        signs = [line.split(" ")[0] for line in branches.text().splitlines() if line[:1] in ("<", "|", "=", ">")]
        assert signs == ["<" * 12, "|" * 12, "=" * 12, ">" * 12]
        assert "within five working" in branches.text()

    def test_rebase_and_cherry_pick(self, branches: Branches) -> None:
        branches.branch("theirs", TWO_PEOPLE)
        branches.branch("ours", SIX)
        wanted = SIX.replace("name a person", "name two people")
        assert branches.status_of("rebase", "theirs")[0] == 0
        assert branches.text() == wanted
        branches.branch("picked", SIX)
        assert branches.status_of("cherry-pick", "theirs")[0] == 0
        assert branches.text() == wanted

    def test_a_linked_worktree_and_a_subfolder(self, branches: Branches, tmp_path: Path) -> None:
        branches.branch("theirs", TWO_PEOPLE)
        branches.branch("ours", SIX)
        branches.git("checkout", "--quiet", "main")
        linked = tmp_path / "a linked one"
        branches.git("worktree", "add", "--quiet", str(linked), "ours")
        code, said = branches.status_of("merge", "theirs", folder=linked / "policies" / "grievance")
        assert code == 0, said
        assert (linked / POLICY).read_text("utf-8") == SIX.replace("name a person", "name two people")

    def test_both_added_the_file(self, branches: Branches) -> None:
        path = "policies/new/policy.md"
        branches.branch("theirs", SIX, path)
        branches.branch("ours", FOUR, path)
        assert branches.status_of("merge", "theirs")[0] == 1
        assert {*SIX.split(), *FOUR.split()} <= {*branches.text(path).split()}

    def test_other_files_are_left_to_git(self, branches: Branches) -> None:
        branches.branch("theirs", TWO_PEOPLE, "notes.md")
        branches.branch("ours", SIX, "notes.md")
        assert branches.status_of("merge", "theirs")[0] == 1


class TestWithoutTheProgram:
    """'If the program vanished, git falls back in a way that loses nothing.'"""

    @pytest.mark.parametrize("program", [
        pytest.param("", id="it-is-gone"),
        pytest.param("exit 1", id="python-cannot-start-it"),
        pytest.param("exit 2", id="it-refuses"),
        pytest.param("kill -9 $$", id="it-is-killed"),
    ])
    def test_git_merges_by_line(self, branches: Branches, tmp_path: Path, program: str) -> None:
        self._use(branches, tmp_path, program)
        branches.branch("theirs", FOUR.replace("ten years", "twelve years"))
        branches.branch("ours", SIX)
        code, said = branches.status_of("merge", "theirs")
        assert (code, "schemekit could not be used" in said) == (1, True)
        assert "<<<<<<< ours\n" in branches.text()
        assert {"four", "six", "twelve"} <= {*branches.text().split()}
        assert branches.git("status", "--porcelain") == f"UU {POLICY}"

    def test_what_git_can_join_it_joins(self, branches: Branches, tmp_path: Path) -> None:
        self._use(branches, tmp_path, "")
        branches.branch("theirs", LATER)
        branches.branch("ours", SIX)
        assert branches.status_of("merge", "theirs")[0] == 0
        assert branches.text() == LATER.replace("five", "six")

    def test_a_copy_that_was_not_told(self, branches: Branches) -> None:
        """.gitattributes names a driver that a fresh clone does not know: git merges as it always did."""
        driver.take_down(branches.path)
        branches.branch("theirs", FOUR)
        branches.branch("ours", SIX)
        assert branches.status_of("merge", "theirs")[0] == 1
        assert "<<<<<<< HEAD" in branches.text()

    def test_what_is_not_in_utf_8(self, branches: Branches) -> None:
        branches.branch("theirs", "")
        (branches.path / POLICY).write_bytes(FOUR.encode() + b"\xff\n")
        branches.commit("theirs")
        branches.branch("ours", SIX)
        code, said = branches.status_of("merge", "theirs")
        assert (code, "is not in UTF-8" in said) == (1, True)
        assert b"<<<<<<<" in (branches.path / POLICY).read_bytes()

    @staticmethod
    def _use(branches: Branches, tmp_path: Path, program: str) -> None:
        place = tmp_path / "python"
        if program:
            place.write_text(f"#!/bin/sh\n{program}\n", "utf-8")
            place.chmod(0o755)
        branches.git("config", driver.DRIVER, driver.settings(str(place))[driver.DRIVER])


class TestTheDriverLine:
    """'The driver line must work with spaces in paths and when `schemekit` is not on PATH.'"""

    def test_an_odd_place(self, branches: Branches, tmp_path: Path) -> None:
        place = tmp_path / "it's 100%A; $(here)" / "python"
        place.parent.mkdir()
        place.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
        place.chmod(0o755)
        line = driver.settings(str(place))[driver.DRIVER]
        branches.git("config", driver.DRIVER, line)
        branches.branch("theirs", TWO_PEOPLE)
        branches.branch("ours", SIX)
        code, said = branches.status_of("merge", "theirs")
        assert code == 0, said
        assert driver.program_of(driver.driver_of(branches.path)) == str(place)

    def test_a_program_in_the_repository_is_not_run(self, branches: Branches, tmp_path: Path) -> None:
        """Python would take a file click.py of the folder it is started in for the library."""
        marker = tmp_path / "marker"
        evil = f"open({str(marker)!r}, 'w')\n"
        names = ("click.py", "re.py", "schemekit/__init__.py", "schemekit/__main__.py", "sitecustomize.py")
        names = ("click.py", "re.py", "schemekit/__init__.py", "schemekit/__main__.py", "sitecustomize.py")
        branches.commit("Evil", dict.fromkeys(names, evil))
        branches.branch("theirs", TWO_PEOPLE)
        branches.branch("ours", SIX)
        assert branches.status_of("merge", "theirs")[0] == 0
        assert not marker.exists()

    def test_the_shared_file_holds_no_place(self) -> None:
        assert str(Path(sys.executable).parent) not in BLOCK

    @pytest.mark.parametrize("line", ["", "'", "\\", ";", "a 'b; c'"])
    def test_a_line_that_is_not_ours(self, line: str) -> None:
        assert isinstance(driver.program_of(line), str)

    def test_set_up_twice_and_taken_down_twice(self, branches: Branches) -> None:
        config = (branches.path / ".git" / "config").read_text("utf-8")
        driver.set_up(branches.path)
        assert (branches.path / ".git" / "config").read_text("utf-8") == config
        driver.take_down(branches.path)
        driver.take_down(branches.path)
        assert "schemekit" not in (branches.path / ".git" / "config").read_text("utf-8")
        assert driver.driver_of(branches.path) == ""


class TestDiff:
    """'Hunk headers name the clause; `git diff --word-diff` reads well.'"""

    def test_a_piece_is_under_the_heading_of_its_clause(self, branches: Branches) -> None:
        long = BASE.replace("It gives reasons.\n", "".join(f"Line {number}.\n" for number in range(9)))
        branches.commit("Long", {POLICY: long})
        branches.write({POLICY: long.replace("Line 8.", "Line eight.")})
        assert "@@ ## Answer { #answer }\n" in branches.git("diff")

    @pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
    def test_word_by_word(self, branches: Branches, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LC_ALL", locale)
        old = "Don’t answer within 1.5 days: the secrétariat pays (50 %).\n"
        branches.commit("Odd", {POLICY: old})
        branches.write({POLICY: "Don’t answer within 2.5 days; the secrétariats pay (50 %).\n"})
        assert branches.git("diff", "--word-diff").splitlines()[-1] == (
            "Don’t answer within [-1.5-]{+2.5+} days[-:-]{+;+} the [-secrétariat pays-]{+secrétariats pay+} (50 %).")

    def test_no_program_runs_for_a_diff(self) -> None:
        assert not [name for name in driver.settings("python") if name.startswith("diff.")
                    and name.rpartition(".")[2] in ("command", "textconv")]
