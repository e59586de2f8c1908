"""A folder that becomes a link between two commands, or between a command that was killed and the next one.

Design, section 6: "no path leaves the scheme, no symlink [...] is followed"; and an interrupted command's journal is
carried out by the next one, which trusts no place it wrote to before.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schemekit.files.paths import inside
from schemekit.files.transaction import JOURNAL
from tests.atomic.chaos import Child
from tests.attacks.arena import READING, Arena, listing

ANY = (0, 1, 2)
PLACES = ("policies", "policies/grievance", "LICENSES", ".schemekit", ".schemekit/source", "docs")


def _swap(arena: Arena, path: str) -> Path:
    """Move a folder of the scheme outside and put a link in its place."""
    place, out = arena.scheme.path / path, arena.folder / "outside" / "swapped"
    shutil.move(place, out)
    place.symlink_to(out, target_is_directory=True)
    return out


@pytest.mark.parametrize("path", PLACES)
def test_between_two_commands(arena: Arena, path: str) -> None:
    assert arena.run("set", "grievance.acknowledge_days=4").code == 0
    _swap(arena, path)
    arena.survives(("set", "grievance.acknowledge_days=3"), ("add", "consultation"), ("remove", "grievance"),
                   ("sync",), ("restore", "grievance", "acknowledgement"), codes=ANY)  # fmt: skip


@pytest.mark.parametrize("path", PLACES)
def test_after_a_kill(arena: Arena, path: str) -> None:
    """The journal stands; what it says is not written through a link."""
    ended = Child(arena.scheme.path, ["add", "consultation"], arena.folder).killed_with_journal()
    assert ended.code == -9
    assert (arena.scheme.path / JOURNAL).is_dir()
    out = _swap(arena, path)
    before = listing(out)
    arena.survives(*READING[:4], ("set", "grievance.acknowledge_days=3"), codes=ANY)
    assert listing(out) == before


@pytest.mark.parametrize("name", ["s1", "plan.json", "seal", "ours", "done-0"])
def test_a_link_in_the_journal(arena: Arena, name: str) -> None:
    """A staged content that became a link to a file elsewhere is not moved into the scheme, nor written through."""
    Child(arena.scheme.path, ["add", "consultation"], arena.folder).killed_with_journal()
    place = arena.scheme.path / JOURNAL / name
    place.unlink(missing_ok=True)
    place.symlink_to(arena.secret)
    arena.survives(*READING[:4], ("set", "grievance.acknowledge_days=3"), codes=ANY)


def test_every_part_of_a_path_is_looked_at_each_time(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert inside(tmp_path, "a/b/c.md") == tmp_path / "a" / "b" / "c.md"
    (tmp_path / "a").rename(tmp_path / "away")
    (tmp_path / "a").symlink_to(tmp_path / "away", target_is_directory=True)
    with pytest.raises(Exception, match="refused"):
        inside(tmp_path, "a/b/c.md")
