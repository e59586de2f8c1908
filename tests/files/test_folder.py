"""A folder read as files: everything that is no plain, safely named, small file is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemekit.errors import HostileContentError
from schemekit.files.folder import FILE_BYTES, read_folder


def test_reads_every_file_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "{{cookiecutter.module}}" / "forms").mkdir(parents=True)
    (tmp_path / "module.yaml").write_bytes(b"id: x\r\n")
    (tmp_path / "{{cookiecutter.module}}" / "forms" / "a.md").write_bytes(b"")
    (tmp_path / ".DS_Store").write_bytes(b"left by a file manager")
    assert read_folder(tmp_path) == {"module.yaml": b"id: x\r\n", "{{cookiecutter.module}}/forms/a.md": b""}


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_folder(tmp_path / "none") == {}


def test_refuses_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("/etc/hostname")
    with pytest.raises(HostileContentError, match=r"a\.md"):
        read_folder(tmp_path)


def test_refuses_a_link_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "forms").symlink_to("/etc")
    with pytest.raises(HostileContentError, match="forms"):
        read_folder(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_refuses_a_special_file_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(HostileContentError):
        read_folder(tmp_path)


def test_refuses_a_giant_file_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as stream:
        stream.truncate(FILE_BYTES * 1000)
    with pytest.raises(HostileContentError, match="bytes"):
        read_folder(tmp_path)


@pytest.mark.parametrize("path", [".git/config", "forms/.git/config", ".gitmodules", "a b /x"])
def test_refuses_unsafe_names(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(b"")
    with pytest.raises(HostileContentError):
        read_folder(tmp_path)


def test_refuses_a_folder_without_end(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["forms"] * 60)
    deep.mkdir(parents=True)
    (deep / "a.md").write_bytes(b"")
    with pytest.raises(HostileContentError, match="characters"):
        read_folder(tmp_path)
