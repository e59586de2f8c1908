"""No traceback for anything a user can cause: each trouble has its exit code and says what, why and how to mend it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scheme_builders import SchemeBuilder, Told, tell

READING = (["status"], ["check"], ["list"], ["verify"], ["licences"], ["trace", "grievance"], ["show", "grievance"],
           ["search", "appeal"], ["decide", "grievance"], ["validate"])
WRITING = (["set", "grievance.acknowledge_days=7"], ["sync"], ["reason", "grievance", "no-charge", "because"],
           ["add", "zero-text"], ["remove", "assurance"], ["save", "words"])
POLICY, RECORD = "policies/grievance/policy.md", "policies/grievance/adoption.yaml"
PULLED = ".schemekit/source/grievance"
# Each command in a fork of one fresh process; prints for each with what it left, and what it said on stderr.
EACH_IN_A_FORK = """
import json, os, sys, tempfile
from schemekit.cli.root import run
results = []
for command in json.loads(sys.argv[1]):
    with tempfile.TemporaryFile() as said:
        if not (child := os.fork()):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(said.fileno(), 2)
            code = 99
            try:
                code = run(command)
            except BaseException:
                import traceback
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        results.append((code, said.read().decode()))
print(json.dumps(results))
"""


def holds(told: Told, command: list[str]) -> None:
    """Whether a command ended as it may: with a known code, without a traceback, and with words when it failed."""
    assert told.code in (0, 1, 2), command
    assert "Traceback" not in told.all, command
    if told.code == 2:
        assert "error: " in told.err.lower(), command
        assert "fix: " in told.err or "Usage" in told.err, told.err


FILES = [
    pytest.param("scheme.yaml", b"", 1, "scheme.yaml", id="an-empty-manifest"),
    pytest.param("scheme.yaml", b"name: [\n", 1, "scheme.yaml:", id="a-manifest-that-is-no-yaml"),
    pytest.param("scheme.yaml", b"- a\n- b\n", 1, "scheme.yaml", id="a-manifest-that-is-a-list"),
    pytest.param("scheme.yaml", b"\xff\xfe\x00", 1, "scheme.yaml", id="a-manifest-of-bytes"),
    pytest.param("scheme.yaml", b"format: 1\nid: x\nname: 5\nlicence: [x]\n", 1, "scheme.yaml:3", id="wrong-types"),
    pytest.param("scheme.yaml", b"format: 1\nid: x\nname: X\nlicence: CC-BY-4.0\nmodules: {grievance: 3}\n", 1,
                 "modules", id="a-module-that-is-a-number"),
    pytest.param("scheme.yaml", b"format: 99\nid: x\nname: X\nlicence: CC-BY-4.0\n", 1, "format", id="a-newer-format"),
    pytest.param("scheme.yaml", b"a: &x [1]\nb: *x\n", 1, "scheme.yaml", id="aliases"),
    pytest.param("scheme.lock", b"", 1, "scheme.lock", id="an-empty-lock"),
    pytest.param("scheme.lock", b"<<<<<<< HEAD\n", 1, "scheme.lock", id="a-lock-with-marks"),
    pytest.param("scheme.lock", b"format: 1\nmodules: []\n", 1, "scheme.lock", id="a-lock-of-another-shape"),
    pytest.param("scheme.lock", None, 2, "scheme.lock is missing", id="a-deleted-lock"),
    pytest.param(RECORD, b"", 1, RECORD, id="an-empty-record"),
    pytest.param(RECORD, b"deviations: {", 1, RECORD, id="a-broken-record"),
    pytest.param(RECORD, b"format: 1\nmodule: grievance\ndeviations: [{clause: no-charge, verb: keep, reason: x}]\n", 1,
                 RECORD, id="a-verb-that-is-none"),
    pytest.param(RECORD, None, 0, "", id="a-deleted-record"),
    pytest.param(POLICY, None, 1, "policies/grievance/policy.md is missing", id="a-deleted-text"),
    pytest.param(POLICY, b"", 1, "dropped", id="an-empty-text"),
    pytest.param(POLICY, b"\x00\xff\xfe garbage \x80", 1, "UTF-8", id="a-text-of-bytes"),
    pytest.param(POLICY, b"\xef\xbb\xbf# Title\n\n## Fee { #no-charge }\n\nFree.\n", 1, "", id="a-byte-order-mark"),
    pytest.param(f"{PULLED}/module.yaml", None, None, "module.yaml", id="deleted-metadata-of-the-source"),
    pytest.param(f"{PULLED}/module.yaml", b"{", 1, "module.yaml", id="broken-metadata-of-the-source"),
    pytest.param(PULLED + "/{{cookiecutter.module}}/policy.md", None, None, "policy.md", id="a-deleted-source-text"),
    pytest.param(PULLED + "/{{cookiecutter.module}}/policy.md", b"{% for x in y %}", None, "policy.md",
                 id="a-source-text-outside-the-grammar"),
    pytest.param("NOTICE.md", None, 1, "NOTICE.md", id="a-deleted-notice"),
    pytest.param("LICENSES/CC-BY-4.0.txt", None, 1, "LICENSES", id="a-deleted-licence-text"),
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
@pytest.mark.parametrize("command", [["toc", "themes"], ["toc", "themes", "--json"], ["status", "--json"]],
                         ids=" ".join)
def test_an_output_that_takes_nothing(scheme: SchemeBuilder, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "schemekit", "-C", str(scheme.path), *command], stdout=full,
                              stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_an_output_that_was_closed(scheme: SchemeBuilder, closed: str) -> None:
    line = f'"{sys.executable}" -m schemekit -C "{scheme.path}" list {closed}'
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


class TestFiles:
    """Errors name the file, what is wrong, why it matters, and the way to fix it."""

    @pytest.mark.parametrize(("path", "content", "code", "named"), FILES)
    def test_a_file_is_not_as_it_should_be(
        self, scheme: SchemeBuilder, path: str, content: bytes | None, code: int | None, named: str
    ) -> None:
        scheme.write(path, content)
        told = scheme.run("check")
        assert told.code in ((code,) if code is not None else (1, 2)), told.all
        assert named in told.all
        assert code == 0 or "fix:" in told.all
        for command in (*READING, *WRITING):
            holds(scheme.run(*command), list(command))

    def test_the_text_is_a_folder(self, scheme: SchemeBuilder) -> None:
        scheme.write(POLICY, None)
        (scheme.path / POLICY).mkdir()
        for command in (*READING, *WRITING):
            holds(scheme.run(*command), list(command))

    def test_every_finding_at_once(self, scheme: SchemeBuilder) -> None:
        """All findings at once, not the first only."""
        scheme.edit("format: 1", "format: one", "scheme.yaml")
        scheme.edit("language: 'en'", "language: 7", "scheme.yaml")
        scheme.write(RECORD, "format: 1\nmodule: grievance\ndeviations: 5\n")
        told = scheme.done("check", code=1)
        assert all(words in told.err for words in ("format", "language"))


class TestSurroundings:
    """What is missing around the tool: git, a name, a place to write."""

    def test_without_git(self, scheme: SchemeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """In a fresh process: whether git is there is looked up once. Forks of it run the commands."""
        (tmp_path / "bin").mkdir()
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        commands: list[tuple[list[str], int, str]] = [
            (["-C", str(tmp_path), "new", "x", "--no-input"], 2, "git is not installed"),
            (["-C", str(scheme.path), "status"], 0, ""),
            (["-C", str(scheme.path), "check"], 0, ""),
            (["-C", str(scheme.path), "set", "grievance.acknowledge_days=7"], 0, ""),
            (["-C", str(scheme.path), "save", "x"], 2, "git is not installed"),
            (["-C", str(scheme.path), "trace", "grievance", "no-charge"], 2, "git is not installed"),
        ]
        done = subprocess.run([sys.executable, "-c", EACH_IN_A_FORK, json.dumps([row[0] for row in commands])],
                              capture_output=True, text=True, check=True)
        for (command, code, words), (left, said) in zip(commands, json.loads(done.stdout), strict=True):
            assert (left, "Traceback" in said, words in said) == (code, False, True), (command, said)
        assert not (tmp_path / "x").exists()

    def test_without_a_name(self, scheme: SchemeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without an identity nothing is written, and the two settings are told."""
        (tmp_path / "gitconfig").write_text("", "utf-8")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
        monkeypatch.setenv("EMAIL", "")
        before = scheme.files()
        for command in (["add", "zero-text"], ["remove", "assurance"]):
            told = scheme.done(*command, code=2)
            assert 'git config --global user.name "Your Name"' in told.err
            assert scheme.files() == before
        told = tell("-C", str(tmp_path), "new", "x", "--no-input")
        assert (told.code, "user.email" in told.err, (tmp_path / "x").exists()) == (2, True, False)

    @pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written(self, scheme: SchemeBuilder) -> None:
        folder = scheme.path / "policies/grievance"
        before = scheme.files()
        folder.chmod(0o500)
        try:
            for command in (*READING, *WRITING):
                holds(scheme.run(*command), list(command))
            assert scheme.files() == before
        finally:
            folder.chmod(0o700)

    def test_a_file_where_the_text_would_go(self, scheme: SchemeBuilder) -> None:
        scheme.write("policies/zero-text", "in the way")
        before = scheme.files()
        assert "policies/zero-text is a file already" in scheme.done("add", "zero-text", code=2).err
        assert scheme.files() == before

    def test_a_folder_that_cannot_be_made(self, scheme: SchemeBuilder) -> None:
        """A file stands where a folder is needed: the scheme is left as it was, and later commands work."""
        scheme.write(".schemekit/source/zero-text", "in the way")
        before = scheme.files()
        told = scheme.done("add", "zero-text", code=2)
        assert "fix:" in told.err
        scheme.done("status")
        scheme.done("sync")
        assert scheme.files() == before

    def test_a_home_that_cannot_be_written(self, scheme: SchemeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(name, "/dev/null/home")
        for command in (*READING, *WRITING[:3], WRITING[5]):
            told = scheme.run(*command)
            holds(told, list(command))
        assert scheme.run("status").code == 0

    @pytest.mark.parametrize("command", [*READING[:7], *WRITING], ids=lambda command: command[0])
    def test_not_a_scheme(self, tmp_path: Path, command: list[str]) -> None:
        told = tell("-C", str(tmp_path), *command)
        if command[0] == "show":
            assert told.code == 0
            return
        assert told.code == 2
        assert "is not a scheme" in told.err
        assert "schemekit new" in told.err

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert tell("-C", str(tmp_path / "nowhere"), "status").code == 2


BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
SPOT = st.tuples(st.integers(0, 10_000), st.integers(0, 40), BYTES)


class TestFuzz:
    """Whatever stands in a file, every command ends with 0, 1 or 2 and in words."""

    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(path=st.sampled_from(["scheme.yaml", "scheme.lock", RECORD, POLICY]), spots=st.lists(SPOT, max_size=3),
           whole=st.none() | BYTES, command=st.sampled_from([*READING, *WRITING[:4]]))
    def test_any_bytes(
        self, scheme_template: Path, path: str, spots: list[tuple[int, int, bytes]], whole: bytes | None,
        command: list[str],
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            scheme = SchemeBuilder(Path(folder) / "s")
            shutil.copytree(scheme_template, scheme.path, ignore=shutil.ignore_patterns(".git"))
            data = (scheme.path / path).read_bytes() if whole is None else whole
            for place, length, new in spots:
                at = place % (len(data) + 1)
                data = data[:at] + new + data[at + length:]
            scheme.write(path, data)
            holds(scheme.run(*command), command)
