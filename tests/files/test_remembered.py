"""Remembered data: the same as read anew, whatever became of the cache."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemekit.files import remembered
from schemekit.files.cache import cache_folder
from schemekit.files.remembered import load_remembered
from schemekit.files.schemas import load
from schemekit.model.finding import FindingsError
from tests.builders import module_yaml

pytestmark = pytest.mark.usefixtures("own_home")
POLICIES = Path(__file__).resolve().parents[2] / "policies"
TEXT = module_yaml("grievance")


def kept() -> list[Path]:
    """What lies in the cache."""
    folder = cache_folder()
    assert folder is not None
    return sorted((folder / remembered.FOLDER).glob("*.json"))


@pytest.mark.parametrize("file", sorted(POLICIES.glob("*/module.yaml")), ids=lambda file: file.parent.name)
def test_what_is_remembered_is_what_was_read(file: Path) -> None:
    text, anew = file.read_text("utf-8"), load(file.read_bytes(), "module", file.name)
    assert load_remembered(text, "module", file.name) == anew
    assert len(kept()) == 1
    again = load_remembered(text, "module", file.name)
    assert repr(again) == repr(anew), "numbers stay whole or not, and keys in their order"


def test_it_is_not_read_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_remembered(TEXT, "module", "module.yaml")
    monkeypatch.delattr(remembered, "load")
    assert load_remembered(TEXT, "module", "module.yaml") == first


def test_another_content_or_kind_is_read_anew() -> None:
    load_remembered(TEXT, "module", "module.yaml")
    other = load_remembered(TEXT.replace("minimum: 2", "minimum: 1"), "module", "module.yaml")
    assert other["parameters"][1]["minimum"] == 1
    with pytest.raises(FindingsError):
        load_remembered(TEXT, "scheme", "module.yaml")


def test_what_is_wrong_is_told_each_time_and_not_kept() -> None:
    for _ in range(2):
        with pytest.raises(FindingsError, match="1 finding"):
            load_remembered(TEXT.replace("type: integer", "type: whole"), "module", "module.yaml")
    assert kept() == []


@pytest.mark.parametrize("spoiled", [b"", b"{", b"[]", b"\xff", b"[" * 100_000],
                         ids=["empty", "cut-off", "a-list", "no-text", "deep"])
def test_a_spoiled_cache_only_costs_time(spoiled: bytes) -> None:
    first = load_remembered(TEXT, "module", "module.yaml")
    kept()[0].write_bytes(spoiled)
    assert load_remembered(TEXT, "module", "module.yaml") == first
    assert load_remembered(TEXT, "module", "module.yaml") == first


def test_no_place_for_a_cache() -> None:
    folder = cache_folder()
    assert folder is not None
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert load_remembered(TEXT, "module", "module.yaml")["id"] == "grievance"


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "KEPT", 3)
    for number in range(5):
        load_remembered(TEXT.replace("minimum: 2", f"minimum: {number}"), "module", "module.yaml")
    assert len(kept()) == 2
    assert [name for name in os.listdir(kept()[0].parent) if not name.endswith(".json")] == []  # noqa: PTH208
