"""The user's own list of libraries: names for checked addresses, outside every scheme."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemekit.errors import HostileContentError, LibraryError, UnknownNameError, UsageError
from schemekit.library.registry import register, registered, registry_file, unregister

pytestmark = pytest.mark.usefixtures("own_home")
EFC = "https://example.org/efc/library.git"


def test_what_is_added_is_listed_by_name_until_it_is_removed(tmp_path: Path) -> None:
    assert registered() == {}
    register("zinc", "git@example.org:zinc.git", tmp_path)
    register("efc", EFC, tmp_path)
    assert list(registered().items()) == [("efc", EFC), ("zinc", "git@example.org:zinc.git")]
    assert unregister("efc") == EFC
    assert list(registered()) == ["zinc"]


def test_a_folder_is_kept_in_full_so_that_it_means_the_same_everywhere(tmp_path: Path) -> None:
    register("mine", "../library/", tmp_path / "scheme")
    assert registered() == {"mine": str((tmp_path / "library").resolve())}


def test_a_folder_in_the_users_home(own_home: Path) -> None:
    register("mine", "~/library", Path("/elsewhere"))
    assert registered() == {"mine": str(own_home / "library")}


@pytest.mark.parametrize("name", ["schemekit", "EFC", "-x", "a b", "", "../x", "a" * 61])
def test_names_that_cannot_be_used(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        register(name, EFC, tmp_path)
    assert not registry_file().exists()


@pytest.mark.parametrize("url", ["ext::sh", "https://user:secret@example.org/x", "--upload-pack=x", "http://example.org/x"])
def test_addresses_that_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(HostileContentError):
        register("efc", url, tmp_path)


def test_removing_what_is_not_there_says_what_is(tmp_path: Path) -> None:
    register("efc", EFC, tmp_path)
    with pytest.raises(UnknownNameError, match="no library 'fsc'") as caught:
        unregister("fsc")
    assert "efc" in caught.value.why


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": 2, "libraries": {}}', '{"format": 1, "libraries": {"efc": 1}}', "\udcff"], ids=ascii
)
def test_a_list_that_cannot_be_read_is_told_by_its_place(text: str) -> None:
    registry_file().parent.mkdir(parents=True)
    registry_file().write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(LibraryError) as caught:
        registered()
    assert str(registry_file()) in caught.value.what


def test_a_hostile_address_in_the_list_is_refused_too() -> None:
    registry_file().parent.mkdir(parents=True)
    registry_file().write_text(json.dumps({"format": 1, "libraries": {"efc": "ext::sh"}}), encoding="utf-8")
    with pytest.raises(HostileContentError):
        registered()


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "blocked").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "blocked"))
    assert registered() == {}
    with pytest.raises(LibraryError, match="cannot be written"):
        register("efc", EFC, tmp_path)
