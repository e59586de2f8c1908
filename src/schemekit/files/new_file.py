"""A new file at a place that a person names: made whole or not at all, and never over another one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from schemekit.errors import UsageError
from schemekit.files.beside import made_beside, take_back_half
from schemekit.files.given import replace_given
from schemekit.files.paths import NAME_BYTES


def refuse_taken(place: Path, *, has_force: bool = False) -> None:
    """Refuse a place where something is, or that is in no folder. `has_force`: the command has an option --force."""
    if len(os.fsencode(place.name)) > NAME_BYTES:
        raise UsageError(f"the name {place.name[:40]}… is too long", fix="give it a shorter one",
                         why=f"computers store names of at most {NAME_BYTES} bytes, and a letter with an accent is two")
    if os.path.lexists(place):
        raise UsageError(f"{place.name} is there already", why="what is in it would be lost",
                         fix="name another file, or say --force to write over that one" if has_force
                         else "name another file, or take that one away first")
    refuse_no_folder(place)


def refuse_no_folder(place: Path) -> None:
    """Refuse a place that is in no folder, before the work is done that would be lost."""
    if not place.parent.is_dir():
        raise UsageError(f"there is no folder {place.parent.name} for {place.name}", why="the file would lie in it",
                         fix="make the folder first, or name another place")


def put(place: Path, data: bytes, *, force: bool) -> bool:
    """Write a file for a person whose command has an option --force. Returns: False where it was as it is already.

    Raises: UsageError where something else is and `force` is not said.
    """
    if holds(place, data):
        return False
    if force and place.parent.is_dir():
        replace_given(place, data)
        return True
    refuse_taken(place, has_force=True)
    write_new(place, data)
    return True


def holds(place: Path, data: bytes) -> bool:
    """Whether a plain file holds these very bytes."""
    if not os.path.lexists(place):
        return False
    status = place.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and place.read_bytes() == data


def write_new(place: Path, data: bytes) -> None:
    """Write a file that is not there yet: beside, then moved. Raises: UsageError where something came there."""
    refuse_taken(place)
    take_back_half(place, last=place.name)  # what a killed run left beside
    with made_beside(place) as made:
        half = made / "whole"
        with half.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        refuse_taken(place)
        half.rename(place)
