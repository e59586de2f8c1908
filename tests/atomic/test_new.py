"""`new`, interrupted: the folder is as it was or a complete scheme, and nothing stays beside it.

Design, section 6: "A command either finishes or leaves the scheme as it was: written beside, then moved".
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.atomic.chaos import Child, Ended, spread, state
from tests.builders import LibraryBuilder
from tests.own_library import comes_with_the_tool
from tests.scheme_builders import SchemeBuilder, tell

NEW = ("new", "northern", "--no-input", "--with", "grievance,consultation")
MOST = 6


class Ground:
    """A folder to make schemes in; `is_there` says that the wanted folder is there already, and empty."""

    def __init__(self, sandbox: Path, *, is_there: bool) -> None:
        self.sandbox, self._is_there, self.number = sandbox, is_there, int(is_there)
        self.place = sandbox / "ground"
        self.scheme = self.place / "northern"
        self.fresh()
        tell("-C", str(self.place), *NEW)  # in this process, so that nothing is done for the first time in a child
        ended = self.fresh().untouched()
        assert ended.code == 0, ended.said
        assert ended.is_orderly, ended
        assert self.names() == ["northern"]
        self.done, self.writes = state(self.scheme), ended.writes

    def fresh(self) -> Child:
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir(parents=True)
        if self._is_there:
            self.scheme.mkdir()
        return Child(self.place, list(NEW), self.sandbox)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.place.iterdir())

    def is_whole(self) -> bool:
        """Whether there is a complete scheme, or none and nothing beside it."""
        if (self.scheme / "scheme.yaml").exists():
            return self.names() == ["northern"] and state(self.scheme) == self.done
        rest = [path.name for path in self.scheme.iterdir()] if self.scheme.exists() else []
        return self.names() == (["northern"] if self._is_there else []) and not rest

    def told(self, number: int, ended: Ended) -> str:
        there = sorted(str(path.relative_to(self.place)) for path in self.place.rglob("*") if ".git/" not in str(path))
        found = state(self.scheme) if (self.scheme / "scheme.yaml").exists() else {}
        differing = {key: found.get(key) for key in self.done if found.get(key) != self.done[key]}
        return (f"write {number} of {self.writes}: code {ended.code}, left {ended.left}: {ended.said}\n{there}\n"
                f"differs from done: {differing!r:.1000}")


@pytest.fixture(scope="module", params=[False, True], ids=["no-folder-yet", "empty-folder"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, small_library: LibraryBuilder
           ) -> Iterator[Ground]:
    with comes_with_the_tool(small_library, "efc"):
        yield Ground(tmp_path_factory.mktemp("ground"), is_there=request.param)


def test_killed(ground: Ground) -> None:
    """Killed: the folder is absent, empty or complete; the next `new` leaves nothing beside it."""
    for number in spread(ground.writes, MOST, ground.number):
        ended = ground.fresh().killed_at(number)
        assert ended.code == -9
        was_done = (ground.scheme / "scheme.yaml").exists()
        if was_done:
            SchemeBuilder(ground.scheme).run("remove", "nothing")
        told = tell("-C", str(ground.place), *NEW)
        assert told.code == (2 if was_done else 0), ground.told(number, ended) + told.all
        assert ground.is_whole(), ground.told(number, ended)


def test_stopped(ground: Ground) -> None:
    """Ctrl-C: nothing at all is left behind, or the scheme is complete."""
    for number in spread(ground.writes, MOST, ground.number):
        ended = ground.fresh().stopped_at(number)
        assert ended.code == 130, ground.told(number, ended)
        assert ended.is_orderly, ended
        assert ground.is_whole(), ground.told(number, ended)


def test_the_disk_is_full(ground: Ground) -> None:
    """A full disk: an error in words, and nothing is left behind."""
    for number in spread(ground.writes, MOST // 2, ground.number):
        ended = ground.fresh().failing_from(number)
        assert "Traceback" not in ended.said, ended.said
        assert ended.code in (0, 2)
        assert ground.is_whole(), ground.told(number, ended)


def test_a_folder_that_was_filled_by_somebody_is_left_alone(tmp_path: Path) -> None:
    """What a killed `new` left is told from a person's own files by the disk's own number of each item."""
    scheme = tmp_path / "northern"
    note = scheme / ".schemekit" / "transaction.new-999999999"
    note.mkdir(parents=True)
    (scheme / "thesis.md").write_text("Years of work.\n", encoding="utf-8")
    (note / "items").write_text("1 thesis.md\n2 ../outside\n3 .git\n", encoding="utf-8")
    told = tell("-C", str(tmp_path), *NEW)
    assert told.code == 2
    assert "not empty" in told.err
    assert (scheme / "thesis.md").read_text(encoding="utf-8") == "Years of work.\n"


def test_two_at_once_make_one(tmp_path: Path) -> None:
    """While another `new` fills the same folder, the second says so and changes nothing."""
    (tmp_path / "northern" / ".schemekit").mkdir(parents=True)
    (tmp_path / "northern" / ".schemekit" / "lock").write_text("", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    told = tell("-C", str(tmp_path), *NEW)
    assert told.code == 2
    assert sorted(tmp_path.rglob("*")) == before
