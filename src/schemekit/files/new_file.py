"""A new file at a place that a person names: made whole or not at all, and never over another one."""

from __future__ import annotations

import os
from pathlib import Path

from schemekit.errors import UsageError
from schemekit.files.beside import made_beside, take_back_half


def refuse_taken(place: Path) -> None:
    """Refuse a place where something is, or that is in no folder."""
    if os.path.lexists(place):
        raise UsageError(f"{place.name} is there already", why="what is in it would be lost",
                         fix="name another file, or take that one away first")
    if not place.parent.is_dir():
        raise UsageError(f"there is no folder {place.parent.name} for {place.name}", why="the file would lie in it",
                         fix="make the folder first, or name another place")


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
