"""The files for forges that come with a scheme: the scripts in them are run here, on a real scheme with a real history.

What a forge itself does (its actions, its comment box) cannot run here: `gh` is a stand-in that writes down what it is
asked; GitLab's interface is a server of this test.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml

from tests.builders import GitFolder
from tests.office import need
from tests.scheme_builders import SchemeBuilder, tell

PROGRAMS = Path(sys.executable).parent   # where `schemekit` of this environment is
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> SchemeBuilder:
    """A scheme as `schemekit new` makes it, with a change that weakens a duty on a branch of its own."""
    folder = tmp_path_factory.mktemp("forge")
    told = tell("-C", str(folder), "new", "northern-minerals", "--no-input", "--with", "grievance",
                "--set", "contact_email=office@northern.example", "--set", "website=https://northern.example")
    assert told.code == 0, told.all
    made = SchemeBuilder(folder / "northern-minerals")
    git = GitFolder(made.path)
    git.git("checkout", "--quiet", "-b", "weaker")
    made.edit("shall", "should")
    made.done("save", "Weaker")
    return made


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A script as a forge runs it: in bash, ending at the first failure."""
    path = f"{folder.parent / 'bin'}:{PROGRAMS}:{os.environ['PATH']}"
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=folder,
                          env={**os.environ, **variables, "PATH": path}, capture_output=True, text=True, check=False)


class TestGitHub:
    """'A composite GitHub action …: `schemekit check`, the diff as a comment with the significance table, SARIF upload,
    the HTML redline as an artifact.'"""

    @pytest.fixture
    def action(self, scheme: SchemeBuilder) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load(scheme.text(".github/actions/review/action.yml"))
        return found

    def step(self, action: dict[str, Any], name: str) -> dict[str, Any]:
        return next(step for step in action["runs"]["steps"] if step["name"] == name)

    def review(self, action: dict[str, Any], scheme: SchemeBuilder, tmp_path: Path, since: str) -> dict[str, str]:
        """Run the first step; give what it hands to the others."""
        output = tmp_path / "output"
        step = self.step(action, "Review")
        done = run(step["run"], scheme.path, RUNNER_TEMP=str(tmp_path), GITHUB_OUTPUT=str(output), SINCE=since,
                   GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
        found = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return {**found, "code": str(done.returncode), "err": done.stderr}

    def test_the_review_step_makes_everything_and_leaves_the_verdict_to_the_last(
        self, action: dict[str, Any], scheme: SchemeBuilder, tmp_path: Path
    ) -> None:
        told = self.review(action, scheme, tmp_path, "main")
        assert (told["code"], told["status"]) == ("0", "1"), told["err"]
        made = {path.name for path in Path(told["folder"]).iterdir()}
        assert {"comment.md", "review.sarif", "grievance.html"} <= made
        assert "shall" in (tmp_path / "summary").read_text()
        last = self.step(action, "Is everything in order?")["run"]
        assert [run(last, scheme.path, STATUS=status).returncode for status in ("0", "1", "")] == [0, 1, 2]

    def test_a_state_that_is_not_there_stops_it(
        self, action: dict[str, Any], scheme: SchemeBuilder, tmp_path: Path
    ) -> None:
        assert self.review(action, scheme, tmp_path, "nowhere")["code"] == "2"

    @pytest.mark.parametrize(("earlier", "asked"), [
        pytest.param("", "--method POST repos/o/r/issues/7/comments", id="a-first-comment"),
        pytest.param("41", "--method PATCH repos/o/r/issues/comments/41", id="in-the-place-of-the-last-one"),
    ])
    def test_the_comment_is_written_once(
        self, action: dict[str, Any], scheme: SchemeBuilder, tmp_path: Path, earlier: str, asked: str
    ) -> None:
        stand_in = scheme.path.parent / "bin" / "gh"
        stand_in.parent.mkdir(exist_ok=True)
        stand_in.write_text(f'#!/bin/sh\necho "$*" >>{tmp_path}/asked\n'
                            f'case "$*" in *paginate*) printf "%s" "{earlier}";; esac\n')
        stand_in.chmod(0o755)
        (tmp_path / "comment.md").write_text("words")
        step = self.step(action, "Write the comment")
        done = run(step["run"], scheme.path, REPOSITORY="o/r", NUMBER="7", COMMENT=str(tmp_path / "comment.md"))
        assert done.returncode == 0, done.stderr
        assert f"{asked} --field body=@{tmp_path}/comment.md" in (tmp_path / "asked").read_text()

    def test_what_is_uploaded_is_what_was_made(self, action: dict[str, Any]) -> None:
        used = {step["name"]: step["with"] for step in action["runs"]["steps"] if "uses" in step}
        folder = "${{ steps.review.outputs.folder }}"
        assert used["Show findings beside the lines"]["sarif_file"] == f"{folder}/review.sarif"
        assert used["Keep the redlines"]["path"] == folder

    def test_no_words_of_a_pull_request_stand_in_a_script(self, action: dict[str, Any]) -> None:
        """A title or branch name put into a script by the forge would be run."""
        assert [step["name"] for step in action["runs"]["steps"] if "${{" in step.get("run", "")] == []

    def test_the_workflow_uses_it_with_the_history_and_few_rights(self, scheme: SchemeBuilder) -> None:
        flow = yaml.safe_load(scheme.text(".github/workflows/check.yml"))
        steps = flow["jobs"]["check"]["steps"]
        assert any(step.get("uses") == "./.github/actions/review" for step in steps)
        assert steps[0]["with"]["fetch-depth"] == 0
        assert "pull_request_target" not in str(flow)
        assert flow["permissions"]["contents"] == "read"


@dataclass
class Forge:
    """What GitLab's interface was asked, and the comments it has."""

    address: str
    notes: list[dict[str, Any]]
    asked: list[tuple[str, str, str]] = field(default_factory=list)


@pytest.fixture
def forge() -> Iterator[Forge]:
    found = Forge("", [])

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            found.asked.append((self.command, self.path, body))
            allowed = self.headers.get("PRIVATE-TOKEN") == "secret"
            told = {"id": 7} if self.path == "/user" else found.notes if self.command == "GET" else {}
            data = json.dumps(told).encode()
            self.send_response(200 if allowed else 401)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = _answer  # the names that the server looks for

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()


OURS = "<!-- schemekit review -->\nOld"


def note(number: int, body: str, author: int = 7) -> dict[str, Any]:
    """A note as GitLab tells it. Shape: 7 is whoever owns the token."""
    return {"id": number, "body": body, "author": {"id": author}}


class TestGitLab:
    """'… and a GitLab template shipped by the scheme component'."""

    def review(self, scheme: SchemeBuilder, **variables: str) -> subprocess.CompletedProcess[str]:
        need("curl", "curl")
        job = yaml.safe_load(scheme.text(".gitlab-ci.yml"))["review"]
        return run("\n".join(job["script"]), scheme.path, CI_MERGE_REQUEST_DIFF_BASE_SHA="main", CI_PROJECT_ID="3",
                   CI_MERGE_REQUEST_IID="9", **variables)

    @pytest.mark.parametrize(("notes", "asked"), [
        pytest.param([note(5, "Hello")], ("POST", "/projects/3/merge_requests/9/notes"), id="a-first-comment"),
        pytest.param([note(5, "Hello"), note(6, OURS)], ("PUT", "/projects/3/merge_requests/9/notes/6"),
                     id="in-the-place-of-the-last-one"),
        pytest.param([note(4, OURS, author=8), note(6, OURS)], ("PUT", "/projects/3/merge_requests/9/notes/6"),
                     id="somebody-else-took-our-mark"),
        pytest.param([note(4, OURS, author=8)], ("POST", "/projects/3/merge_requests/9/notes"),
                     id="only-somebody-else-took-our-mark"),
    ])
    def test_the_comment_is_written_once_and_the_job_says_that_something_is_open(
        self, scheme: SchemeBuilder, forge: Forge, notes: list[dict[str, Any]], asked: tuple[str, str]
    ) -> None:
        forge.notes = notes
        done = self.review(scheme, CI_API_V4_URL=forge.address, SCHEMEKIT_COMMENT_TOKEN="secret")
        assert done.returncode == 1, done.stderr
        method, path, body = forge.asked[-1]
        assert (method, path) == asked
        comment = (scheme.path / "review" / "comment.md").read_text("utf-8")
        assert parse_qs(body)["body"] == [comment]
        assert re.search(r"shall.*should", comment, re.DOTALL)

    def test_without_a_token_the_files_are_there_for_download(self, scheme: SchemeBuilder) -> None:
        done = self.review(scheme)
        assert done.returncode == 1, done.stderr
        assert (scheme.path / "review" / "grievance.html").is_file()

    def test_a_token_that_does_not_work_stops_nothing(self, scheme: SchemeBuilder, forge: Forge) -> None:
        done = self.review(scheme, CI_API_V4_URL=forge.address, SCHEMEKIT_COMMENT_TOKEN="wrong")
        assert done.returncode == 1
        assert "could not be written" in done.stdout


class TestPreCommit:
    """'pre-commit hooks'."""

    def test_the_hooks_of_a_scheme_run(self, scheme: SchemeBuilder) -> None:
        config = yaml.safe_load(scheme.text(".pre-commit-config.yaml"))
        told = run("pre-commit run --all-files --verbose", scheme.path)
        for hook in config["repos"][0]["hooks"]:
            assert f"hook id: {hook['id']}" in told.stdout
        assert re.search(r"schemekit check\.+Failed", told.stdout), told.stdout + told.stderr
        assert re.search(r"schemekit verify\.+Passed", told.stdout)

    def test_the_hooks_that_others_can_use_are_whole(self) -> None:
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
        assert [hook["id"] for hook in hooks] == ["schemekit-check", "schemekit-verify", "schemekit-module-lint"]
        for hook in hooks:
            words = hook["entry"].split()[1:]
            assert tell(*words, "--help").code == 0
            re.compile(hook["files"])
        done = subprocess.run([str(PROGRAMS / "pre-commit"), "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
