"""`schemekit merge-file`: 'prints the merge (exit 0 clean, 1 with git-style marks, 2 error)', outside of everything."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from schemekit.text.merging.marks import resolved
from tests.cli.test_reports import broken
from tests.scheme_builders import Told, tell

BASE = "# Title\n\nThe Board of Forest answers within 5 days.\n"
OURS = "# Title\n\nThe Council of Minerals answers within 5 days.\n"
THEIRS = "# Title\n\nThe Board of Forest answers within 7 days.\n"
CLASH = "# Title\n\nThe Panel of Forest answers within 5 days.\n"
NAMES = ("base.md", "ours.md", "theirs.md")


@pytest.fixture
def merge(tmp_path: Path) -> Merge:
    """Three files in a folder that is no scheme and no repository."""
    return Merge(tmp_path)


class Merge:
    """Files in a folder, and the command in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self, *texts: str | bytes, names: tuple[str, ...] = NAMES) -> None:
        for name, text in zip(names, texts, strict=True):
            (self.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def run(self, *arguments: str, names: tuple[str, ...] = NAMES) -> Told:
        return tell("-C", str(self.folder), "merge-file", *arguments, *names)


class TestPrinting:
    def test_clean(self, merge: Merge) -> None:
        merge.files(BASE, OURS, THEIRS)
        told = merge.run()
        assert (told.code, told.out, told.err) == (0, OURS.replace("5", "7"), "")
        assert (merge.folder / "ours.md").read_text("utf-8") == OURS

    def test_something_to_decide(self, merge: Merge) -> None:
        merge.files(BASE, OURS, CLASH)
        told = merge.run("--diff3", "-L", "mine", "-L", "both", "-L", "its")
        assert told.code == 1
        for side, text in (("ours", OURS), ("base", BASE), ("theirs", CLASH)):
            assert resolved(told.out, take=side) == text
        assert [line for line in told.out.splitlines() if line[:1] in ("<", "|", "=", ">")] == [
            "<<<<<<< mine", "||||||| both", "=======", ">>>>>>> its"]
        assert told.err == "1 place to decide, between the marks.\n"

    @pytest.mark.parametrize(("name", "base"), [
        ("x.csv", "case,days\n1,5\n2,6\n"), ("x.yaml", "a: 5\nb: 6\n"), ("x.txt", "In 5 days.\nIn 6 weeks.\n"),
        ("x", "In 5 days.\nIn 6 weeks.\n"),
    ])
    def test_any_kind_of_text(self, merge: Merge, name: str, base: str) -> None:
        names = tuple(f"{side}-{name}" for side in ("a", "b", "c"))
        merge.files(base, base.replace("5", "4"), base.replace("6", "7"), names=names)
        assert merge.run(names=names).out == base.replace("5", "4").replace("6", "7")

    def test_the_same_file_three_times(self, merge: Merge) -> None:
        merge.files(BASE, OURS, THEIRS)
        assert merge.run(names=("ours.md",) * 3).out == OURS

    def test_as_data(self, merge: Merge) -> None:
        merge.files(BASE, OURS, CLASH)
        told = merge.run("--json")
        assert (told.code, broken(told.json, "merge-file")) == (1, [])
        assert told.json["text"] == OURS
        assert len(told.json["clashes"]) == 1

    def test_into_the_file(self, merge: Merge) -> None:
        merge.files(BASE, OURS, THEIRS)
        (merge.folder / "ours.md").chmod(0o640)
        told = merge.run("--write")
        assert (told.code, told.out) == (0, "")
        assert (merge.folder / "ours.md").read_text("utf-8") == OURS.replace("5", "7")
        assert (merge.folder / "ours.md").stat().st_mode & 0o777 == 0o640
        assert sorted(path.name for path in merge.folder.iterdir()) == sorted(NAMES)

    def test_a_link_is_not_written_over(self, merge: Merge) -> None:
        merge.files(BASE, OURS, THEIRS)
        (merge.folder / "link.md").symlink_to(merge.folder / "ours.md")
        assert merge.run("--write", names=("base.md", "link.md", "theirs.md")).code == 2
        assert (merge.folder / "ours.md").read_text("utf-8") == OURS

    def test_byte_for_byte_into_a_pipe_and_from_one(self, merge: Merge) -> None:
        odd = "\ufeff# Title\r\n\r\n\x1b[31mred\x1b[0m \u202eback\r\n"
        merge.files(odd, odd, odd)
        done = subprocess.run([sys.executable, "-m", "schemekit", "merge-file", "base.md", "-", "theirs.md"],
                              cwd=merge.folder, input=odd.encode(), capture_output=True, check=True)
        assert done.stdout == odd.encode()


class TestParameters:
    """'--params FILE.json: a list of {name, upstream, local}, and a plain mapping.'"""

    @pytest.mark.parametrize("content", [
        pytest.param([{"name": "body", "upstream": "Board", "local": "Council"}], id="a-list"),
        pytest.param([{"upstream": "Board", "local": "Council"}], id="without-names"),
        pytest.param({"Board": "Council", "Forest": "Minerals"}, id="a-mapping"),
        pytest.param([], id="nothing"),
    ])
    def test_both_shapes(self, merge: Merge, content: object) -> None:
        merge.files(BASE, OURS, THEIRS)
        (merge.folder / "params.json").write_text(json.dumps(content), "utf-8")
        assert merge.run("--params", "params.json").out == OURS.replace("5", "7")

    @pytest.mark.parametrize(("content", "place", "found"), [
        pytest.param("{", "params.json:1:2", "no JSON", id="no-json"),
        pytest.param("", "params.json:1:1", "no JSON", id="nothing"),
        pytest.param("7", "params.json:1:1", "something else than", id="a-number"),
        pytest.param('[\n "x"\n]', "params.json:2:2", "no mapping", id="a-list-of-words"),
        pytest.param('[\n {"upstream": "a"}\n]', "params.json:2:2", "'local'", id="a-side-is-missing"),
        pytest.param('{\n "a": 7\n}', "params.json:2:7", "'local'", id="a-number-for-words"),
        pytest.param('{\n "a": " "\n}', "params.json:2:7", "'local'", id="blanks-for-words"),
        pytest.param('[\n {"upstream": "a", "local": "b", "loocal": "c"}\n]', "params.json:2:44", "'loocal'",
                     id="an-unknown-key"),
        pytest.param('[{"upstream": "a", "local": "b"},\n {"upstream": "a", "local": "c"}]', "params.json:2:2",
                     "second time", id="two-values-for-one"),
        pytest.param("[" * 100_000, "params.json", "something else than", id="a-deep-one"),
    ])
    def test_what_cannot_be_used(self, merge: Merge, content: str, place: str, found: str) -> None:
        merge.files(BASE, OURS, THEIRS)
        (merge.folder / "params.json").write_text(content, "utf-8")
        told = merge.run("--params", "params.json")
        assert (told.code, told.out) == (2, "")
        assert f"{place}: error: " in told.err or f"{place}:0" in told.err
        assert found in told.err
        assert "fix:" in told.err


class TestWrongInput:
    """'Binary or non-UTF-8 input is an error (2), missing file too.'"""

    @pytest.mark.parametrize(("content", "words"), [
        pytest.param(b"\x89PNG\0\0", "ours.md is no text", id="a-picture"),
        pytest.param("Grüße\n".encode("latin-1"), "ours.md is not in UTF-8", id="latin-1"),
        pytest.param(b"a" * 10_000_001, "ours.md is too large", id="too-large"),
    ])
    def test_no_text(self, merge: Merge, content: bytes, words: str) -> None:
        merge.files(BASE, content, THEIRS)
        told = merge.run()
        assert (told.code, told.out) == (2, "")
        assert words in told.err

    def test_no_file_and_a_folder(self, merge: Merge) -> None:
        merge.files(BASE, OURS, THEIRS)
        (merge.folder / "folder").mkdir()
        for name, words in (("none.md", "there is no file"), ("folder", "is a folder")):
            told = merge.run(names=("base.md", name, "theirs.md"))
            assert told.code == 2
            assert words in told.err
        assert merge.run("--json", names=("base.md", "none.md", "theirs.md")).json["error"]["code"] == "usage"
        assert merge.run("-L", "1", "-L", "2", "-L", "3", "-L", "4").code == 2
