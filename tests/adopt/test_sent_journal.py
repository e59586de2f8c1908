"""A journal or a .git that came with a folder somebody sent: neither changes a file of its reader's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.scheme_builders import SchemeBuilder


def sent_journal(scheme: SchemeBuilder, folder: str = "transaction") -> Path:
    """A journal as an attacker would write it: well formed, and not sealed with this user's secret."""
    journal = scheme.path / ".schemekit" / folder
    journal.mkdir()
    plan = {"position": "", "before": {}, "steps": [{"number": 0, "files": {}, "commit": None}]}
    (journal / "plan.json").write_text(json.dumps(plan), "utf-8")
    (journal / "seal").write_text("0" * 64, "utf-8")
    return journal


def test_a_plan_of_somebody_else_is_refused(scheme: SchemeBuilder) -> None:
    """A hostile scheme harms nobody: no command carries out a plan that it did not write on this computer."""
    for folder in ("transaction", "transaction-undo"):
        journal = sent_journal(scheme, folder)
        for command in (("status",), ("check",), ("set", "grievance.acknowledge_days=7")):
            assert "not a plan that schemekit wrote on this computer" in scheme.done(*command, code=2).err
        for file in journal.iterdir():
            file.unlink()
        journal.rmdir()
    scheme.done("check")


def test_a_link_in_a_sent_journal_leads_nowhere(scheme: SchemeBuilder, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine\n", "utf-8")
    (sent_journal(scheme) / "ours").symlink_to(victim)
    scheme.done("set", "grievance.acknowledge_days=7", code=2)
    assert victim.read_text("utf-8") == "mine\n"


def test_a_git_file_that_leads_to_another_repository(scheme: SchemeBuilder, tmp_path: Path) -> None:
    """A folder that somebody sent must not make a repository of its reader's its own."""
    other = tmp_path / "other"
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    subprocess.run(["git", "-C", str(other), "commit", "-q", "--allow-empty", "-m", "Private"], check=True)
    head = subprocess.check_output(["git", "-C", str(other), "rev-parse", "HEAD"])
    (scheme.path / ".git").rename(tmp_path / "old")
    (scheme.path / ".git").write_text(f"gitdir: {other / '.git'}\n", "utf-8")
    scheme.edit("The secretariat shall acknowledge a complaint", "We acknowledge a complaint")
    assert "is somewhere else" in scheme.done("save", "Mine", code=2).err
    assert "Private" not in scheme.run("trace", "grievance", "acknowledgement").all
    assert subprocess.check_output(["git", "-C", str(other), "rev-parse", "HEAD"]) == head


def test_a_worktree_of_the_scheme_itself_works(scheme: SchemeBuilder, tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    subprocess.run(["git", "-C", str(scheme.path), "worktree", "add", "-q", str(beside)], check=True)
    SchemeBuilder(beside).edit("The secretariat shall acknowledge a complaint", "We acknowledge a complaint")
    SchemeBuilder(beside).done("save", "In a worktree")
