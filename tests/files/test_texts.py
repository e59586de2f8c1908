"""Texts to import, found in folders that may be anybody's: bounded, and never through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemekit.errors import HostileContentError, UsageError
from schemekit.files.texts import find_texts, read_beside


def _write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# T\n", "utf-8")


def test_a_folder(tmp_path: Path) -> None:
    _write(tmp_path, "std/b.md", "std/a/c.MD", "std/x.txt", "std/_draft.md", "std/.hidden.md", "std/node_modules/n.md",
           "std/old/o.md", "std/.git/g.md")
    found = find_texts(tmp_path, "std", frozenset({"old"}))
    assert [(text.told, text.path) for text in found.texts] == [("std/a/c.MD", "a/c.MD"), ("std/b.md", "b.md")]
    assert (sorted(found.skipped), found.name, found.is_folder) == ([".hidden.md", "_draft.md"], "std", True)


def test_a_file(tmp_path: Path) -> None:
    _write(tmp_path, "std/_b.text")
    found = find_texts(tmp_path, "std/_b.text")
    assert [(text.told, text.path, text.data) for text in found.texts] == [("std/_b.text", "_b.text", b"# T\n")]


@pytest.mark.parametrize(("make", "problem"), [
    pytest.param(lambda place: place.symlink_to("/etc/passwd"), "a link to another file", id="a-link"),
    pytest.param(os.mkfifo, "a folder, pipe or device", id="a-pipe"),
    pytest.param(lambda place: place.write_bytes(b"a" * 1_000_001), "more than 1,000,000 bytes", id="too-large"),
])
def test_what_is_not_read_is_told(tmp_path: Path, make: object, problem: str) -> None:
    assert callable(make)
    (tmp_path / "std").mkdir()
    make(tmp_path / "std" / "a.md")
    assert [(text.problem, text.data) for text in find_texts(tmp_path, "std").texts] == [(problem, b"")]


def test_a_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    _write(tmp_path, "secret/s.md", "std/a.md")
    (tmp_path / "std" / "more").symlink_to(tmp_path / "secret")
    assert [text.path for text in find_texts(tmp_path, "std").texts] == ["a.md"]
    (tmp_path / "other").symlink_to(tmp_path / "secret")
    with pytest.raises(HostileContentError, match="'other' is refused"):
        find_texts(tmp_path, "other")


def test_a_device() -> None:
    with pytest.raises(HostileContentError, match="'/dev/zero' is refused"):
        find_texts(Path("/"), "/dev/zero")


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file or folder 'std'"):
        find_texts(tmp_path, "std")


@pytest.mark.parametrize(("names", "why"), [
    pytest.param([f"a{n}.md" for n in range(501)], "it holds more than 500 Markdown files", id="too-many-texts"),
    pytest.param([f"a{n}" for n in range(20_001)], "it holds more than 20,000 files", id="too-many-files"),
    pytest.param(["/".join("abcdefghijkl") + "/x.md"], "its folders are more than 10 deep", id="too-deep"),
])
def test_a_folder_that_holds_too_much(tmp_path: Path, names: list[str], why: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    with pytest.raises(HostileContentError) as caught:
        find_texts(tmp_path, ".")
    assert caught.value.why == why


class TestBeside:
    """A picture that a text points to comes along, from its own folder only."""

    def test_it(self, tmp_path: Path) -> None:
        _write(tmp_path, "img/a.png")
        assert read_beside(tmp_path, "img/a.png") == b"# T\n"

    @pytest.mark.parametrize("path", ["../a.png", "img/../../a.png", "/etc/passwd", "img//a.png", "none.png", "img",
                                      "link/a.png", "l.png", "a\0.png", "x" * 5000])
    def test_nothing_else(self, tmp_path: Path, path: str) -> None:
        _write(tmp_path, "std/img/b.png", "a.png")
        (tmp_path / "std/link").symlink_to(tmp_path)
        (tmp_path / "std/l.png").symlink_to(tmp_path / "a.png")
        assert read_beside(tmp_path / "std", path) is None
