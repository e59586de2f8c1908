"""The person's own editor: what it leaves is read, and the temporary file goes whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.files.editor import EditorError, edited


def program(folder: Path, script: str) -> str:
    place = folder / "own"
    place.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    place.chmod(0o755)
    return str(place)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize(("script", "left"), [
    pytest.param("exit 0", "Words, “quoted”.\n", id="unchanged"),
    pytest.param('printf "new\\r\\n" > "$1"', "new\n", id="line-ends-of-windows"),
    pytest.param('printf "\\357\\273\\277new" > "$1"', "new", id="a-byte-order-mark"),
    pytest.param('rm "$1"', "", id="deleted"),
    pytest.param('echo new > "$1.new"; mv "$1.new" "$1"; touch "$1~"', "new\n", id="a-copy-beside-it"),
])
def test_what_it_leaves(tmp_path: Path, temporary: Path, script: str, left: str) -> None:
    said = edited("Words, “quoted”.\n", (program(tmp_path, script),), tmp_path / "scheme", name="wording.md")
    assert (said, list(temporary.iterdir())) == (left, [])


@pytest.mark.parametrize(("script", "why"), [
    pytest.param("exit 3", "it ended with 3", id="it-fails"),
    pytest.param('printf "\\377" > "$1"', "not saved as UTF-8", id="no-text"),
    pytest.param("kill -INT $$", "it ended with -2", id="ctrl-c-in-the-editor"),
])
def test_trouble(tmp_path: Path, temporary: Path, script: str, why: str) -> None:
    with pytest.raises(EditorError, match="did not give your words back") as told:
        edited("x", (program(tmp_path, script),), tmp_path / "scheme", name="wording.md")
    assert (why in told.value.why, list(temporary.iterdir())) == (True, [])


def test_no_such_program(tmp_path: Path) -> None:
    with pytest.raises(EditorError, match="no-such-editor"):
        edited("x", ("no-such-editor", "--wait"), tmp_path, name="wording.md")
