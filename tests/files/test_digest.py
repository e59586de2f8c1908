"""Digests: git's own ids computed without git, and the SHA-256 beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.files.digest import blob_id, digest_of, sha256_of, tree_id
from tests.builders import GitFolder

NAME = st.text(alphabet="abcAB-._0é{} ", min_size=1, max_size=6).filter(lambda name: name not in (".", ".."))
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def test_the_digest_is_over_one_line_for_each_path() -> None:
    files = {"b.md": b"two", "a.md": b"one"}
    lines = f"a.md\0{sha256_of(b'one')}\nb.md\0{sha256_of(b'two')}\n"
    assert digest_of(files) == sha256_of(lines.encode())


def test_empty_content_has_the_ids_that_everybody_knows() -> None:
    assert tree_id({}) == EMPTY_TREE
    assert blob_id(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


def test_a_tree_id_is_the_one_git_computes(tmp_path: Path) -> None:
    files = {
        "module.yaml": b"id: x\n",
        "module/a": b"1",  # a folder sorts as if its name were module/
        "module.b": b"2",
        "{{cookiecutter.module}}/policy.md": "Straße\r\n".encode(),
        "{{cookiecutter.module}}/forms/form.md": b"",
        "z/y/x/w/v": b"\0\xff",
    }
    folder = GitFolder(tmp_path / "repository")
    folder.commit("All", files)
    assert tree_id(files) == folder.git("rev-parse", "HEAD^{tree}")


@pytest.mark.parametrize("files", [{"a": b"", "a/b": b""}, {"a/b": b"", "a": b""}, {"x/a/b": b"", "x/a": b""}])
def test_a_name_that_is_a_file_and_a_folder_has_no_tree(files: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="at once"):
        tree_id(files)


@given(st.dictionaries(NAME, st.binary(max_size=20), max_size=6), st.dictionaries(NAME, st.binary(), max_size=6))
def test_the_order_of_files_does_not_matter_and_every_byte_does(a: dict[str, bytes], b: dict[str, bytes]) -> None:
    backwards = dict(reversed(a.items()))
    assert tree_id(a) == tree_id(backwards)
    assert digest_of(a) == digest_of(backwards)
    assert (tree_id(a) == tree_id(b)) == (a == b)
    assert (digest_of(a) == digest_of(b)) == (a == b)
