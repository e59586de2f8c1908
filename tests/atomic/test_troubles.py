"""What goes wrong around a command: another one at work, a git that refuses, files that were edited meanwhile.

Design, section 6: "a lock file against two at once; safe after a kill at any point". And what follows from it for
people: after a refusal nothing was changed, no words are lost, and nobody is locked out of a scheme.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from schemekit.files import transaction
from schemekit.files.transaction import scheme_lock
from tests.atomic.chaos import Child, state
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder

ADD = ("add", "efc/consultation,efc/assurance")
REFUSAL = "#!/bin/sh\necho 'not on Fridays' >&2\nexit 1\n"


def _hook(scheme: SchemeBuilder, text: str | None) -> None:
    place = scheme.path / ".git" / "hooks" / "pre-commit"
    if text is None:
        place.unlink()
        return
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")
    place.chmod(0o755)


def _killed(scheme: SchemeBuilder, sandbox: Path) -> None:
    """Adopt two modules, and kill the command when its journal stands."""
    assert Child(scheme.path, [*ADD], sandbox).killed_with_journal().code == -9
    assert (scheme.path / transaction.JOURNAL).is_dir()


class TestTwoAtOnce:
    def test_each_of_several_waits_for_the_other(self, scheme: SchemeBuilder) -> None:
        """Four processes give four values; all of them are in the end, in text, manifest and lock."""
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "schemekit", "-C", str(scheme.path), *arguments],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            for arguments in (("add", "efc/consultation"), ("set", "secretariat_name=x"), ("add", "efc/assurance"),
                              ("set", "grievance.answer_days=3"))
        ]
        said = [process.communicate(timeout=300)[0] for process in processes]
        assert [process.returncode for process in processes] == [0, 2, 0, 1], said
        lock = scheme.text("scheme.lock")
        assert all(f"\n  {module}:\n" in lock for module in ("assurance", "consultation", "grievance"))
        assert scheme.lock()["parameters"]["answer_days"] == 3
        assert scheme.run("verify").code == 0
        assert not list((scheme.path / ".schemekit").glob("transaction*"))

    def test_who_waits_too_long_is_told(self, scheme: SchemeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(transaction, "WAIT_SECONDS", 0.05)
        before = state(scheme.path)
        with scheme_lock(scheme.path):
            told = scheme.run("set", "grievance.answer_days=3")
        assert told.code == 2
        assert "another schemekit command is writing" in told.err
        assert "nothing was changed" in told.err
        assert state(scheme.path) == before

    def test_a_lock_that_a_killed_command_held_is_free(
        self, scheme: SchemeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Child(scheme.path, ["set", "grievance.answer_days=3"], tmp_path).killed_at(20)
        monkeypatch.setattr(transaction, "WAIT_SECONDS", 0)   # who had to wait for it would be refused
        scheme.done("set", "grievance.answer_days=2", code=1)


class TestGitRefuses:
    """A commit that cannot be made: nothing was changed, and what is to do is said."""

    @pytest.mark.parametrize("arguments", [ADD, ("save", "Board")], ids=lambda words: words[0])
    def test_a_hook_says_no(self, scheme: SchemeBuilder, arguments: tuple[str, ...]) -> None:
        _hook(scheme, REFUSAL)
        before = state(scheme.path)
        told = scheme.run(*arguments)
        assert told.code == 2
        assert "not on Fridays" in told.err
        assert state(scheme.path) == before
        _hook(scheme, None)
        assert scheme.run(*arguments).code == 0

    def test_a_hook_says_no_to_the_second_of_two(self, scheme: SchemeBuilder) -> None:
        """All of them or none: the commit that was made already is taken back too."""
        _hook(scheme, '#!/bin/sh\ntest "$(git rev-list --count HEAD)" -lt 4\n')
        before = state(scheme.path)
        assert scheme.run(*ADD).code == 2
        assert state(scheme.path) == before

    @pytest.mark.parametrize("arguments", [ADD, ("save", "Board")], ids=lambda words: words[0])
    def test_nobody_in_whose_name_to_commit(
        self, scheme: SchemeBuilder, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "empty").write_text("", encoding="utf-8")
        before = state(scheme.path)
        with monkeypatch.context() as patch:
            patch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "empty"))
            told = scheme.run(*arguments)
        assert told.code == 2
        assert "git config --global user.name" in told.err
        assert state(scheme.path) == before

    @pytest.mark.parametrize("arguments", [ADD, ("save", "Board")], ids=lambda words: words[0])
    def test_another_git_command_is_at_work(self, scheme: SchemeBuilder, arguments: tuple[str, ...]) -> None:
        before = state(scheme.path)
        (scheme.path / ".git" / "index.lock").touch()
        told = scheme.run(*arguments)
        (scheme.path / ".git" / "index.lock").unlink()
        assert told.code == 2
        assert "index.lock" in told.err
        assert state(scheme.path) == before

    def test_values_need_no_commit(self, scheme: SchemeBuilder) -> None:
        """`set`, `reason` and `decide` write files only, and are not kept by a hook."""
        _hook(scheme, REFUSAL)
        assert scheme.run("set", "grievance.answer_days=3").code == 1


class TestNobodyIsLockedOut:
    """An interrupted command whose commit is refused is taken back by the next one, which says so once."""

    def test_by_a_hook(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        scheme.done("save", "Records")
        before = state(scheme.path)
        _killed(scheme, tmp_path)
        _hook(scheme, REFUSAL)
        told = scheme.run("set", "grievance.answer_days=3")
        assert told.code == 2
        assert "interrupted" in told.err
        assert "not on Fridays" in told.err
        assert state(scheme.path) == before
        assert scheme.run("set", "grievance.answer_days=3").code == 1

    def test_after_a_look(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        """The same when a reading command has put the files in place before."""
        scheme.done("save", "Records")
        before = state(scheme.path)
        _killed(scheme, tmp_path)
        assert "3 modules" in scheme.run("list").out
        assert scheme.run("status").code == scheme.run("status").code
        _hook(scheme, REFUSAL)
        assert scheme.run("set", "grievance.answer_days=3").code == 2
        assert state(scheme.path) == before

    def test_while_a_lock_file_of_git_stands(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        scheme.done("save", "Records")
        before = state(scheme.path)
        _killed(scheme, tmp_path)
        (scheme.path / ".git" / "index.lock").touch()
        assert scheme.run("save", "x").code == 2
        (scheme.path / ".git" / "index.lock").unlink()
        assert state(scheme.path) == before


class TestWordsAreKept:
    """A file that was edited after a kill is nobody's to overwrite."""

    @pytest.mark.parametrize("looks_first", [False, True], ids=["at-once", "after-a-look"])
    def test_an_edit_after_the_kill(self, scheme: SchemeBuilder, tmp_path: Path, *, looks_first: bool) -> None:
        scheme.done("save", "Records")
        _killed(scheme, tmp_path)
        if looks_first:
            scheme.run("list")
        edited = scheme.text("NOTICE.md") + "\nA line of mine.\n"
        scheme.write("NOTICE.md", edited)
        scheme.write("policies/consultation/policy.md", "# All mine\n")
        scheme.run("remove", "nothing")
        assert scheme.text("NOTICE.md") == edited
        assert scheme.text("policies/consultation/policy.md") == "# All mine\n"

    def test_a_commit_of_the_user_is_never_taken_back(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        scheme.done("save", "Records")
        _killed(scheme, tmp_path)
        git = GitFolder(scheme.path)
        git.commit("Mine", {"notes.md": "Mine.\n"})
        _hook(scheme, REFUSAL)
        scheme.run("set", "grievance.answer_days=3")
        assert git.git("log", "-1", "--format=%s") == "Mine"

    def test_modes_stay(self, scheme: SchemeBuilder) -> None:
        (scheme.path / "scheme.yaml").chmod(0o600)
        scheme.done("set", "grievance.answer_days=3", code=1)
        assert (scheme.path / "scheme.yaml").stat().st_mode & 0o777 == 0o600


class TestKilledWhileGitWorks:
    """The whole process group is killed by git's own hook, in the middle of a commit."""

    def test_the_next_command_finishes_or_says_what_is_in_the_way(self, scheme: SchemeBuilder) -> None:
        scheme.done("save", "Records")
        before = state(scheme.path)
        _hook(scheme, "#!/bin/sh\nkill -9 -$(ps -o pgid= $$ | tr -d ' ')\n")
        done = subprocess.run(
            [sys.executable, "-m", "schemekit", "-C", str(scheme.path), "add", "efc/consultation"],
            capture_output=True, start_new_session=True, check=False, timeout=300,
        )
        assert done.returncode == -9
        _hook(scheme, None)
        told = scheme.run("remove", "nothing")
        if "index.lock" in told.err:  # git's, which only its owner may take away; schemekit says so
            (scheme.path / ".git" / "index.lock").unlink()
        for left in (scheme.path / ".git").glob("*.lock"):
            left.unlink()
        scheme.run("remove", "nothing")
        found = state(scheme.path)
        assert found == before or "Adopt consultation 1.0.0" in str(found["(history)"])
        assert scheme.run("verify").code == 0
        assert scheme.run("add", "efc/assurance").code == 0
