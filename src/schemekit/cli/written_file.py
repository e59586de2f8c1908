"""A file that a person names with --to: how its ending has it written, where it may lie, what is never written over.

What stands in the file is the command's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file to be written. Shape: `name` as it was typed; `ending` in small letters, without its dot."""

    name: str
    place: Path
    ending: str

    def refuse_taken(self, *, has_force: bool = False) -> None:
        """Before a command begins. Raises: UsageError where something is there already; `has_force` names --force."""
        from schemekit.files.new_file import refuse_taken

        refuse_taken(self.place, has_force=has_force)

    def write_new(self, data: bytes) -> None:
        """Write it where nothing is yet, beside and then moved. Raises: UsageError where something is."""
        from schemekit.files.new_file import write_new

        write_new(self.place, data)

    def write(self, data: bytes, *, force: bool) -> bool:
        """Write it. Returns: False where it was as it is already.

        Raises: UsageError where something else is and `force` is not said.
        """
        from schemekit.files.new_file import put

        return put(self.place, data, force=force)


def file_to_write(ctx: click.Context, file: str | Path, what: str = "", endings: Sequence[str] = ()) -> WrittenFile:
    """The file that --to names. Shape: `what` it is ("a statement") goes with the endings that it may have.

    Raises: UsageError for another ending or without a folder for it; HostileContentError where the way
    there is a link that lies in the scheme.
    """
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.errors import NotASchemeError, UsageError
    from schemekit.files.new_file import refuse_no_folder
    from schemekit.files.paths import named_folder

    place = working_folder(ctx) / file
    ending = place.suffix.lower().removeprefix(".")
    if endings and ending not in endings:
        *others, last = (f".{known}" for known in endings)
        known = f"{', '.join(others)} or {last}" if others else last
        raise UsageError(f"{what} is not written as {f'.{ending[:20]}' if ending else 'a file without an ending'}",
                         why="the ending of its name says how it is written", fix=f"name a file that ends in {known}")
    with suppress(NotASchemeError):   # two texts that lie anywhere are compared too
        place = named_folder(scheme_root(ctx), place.parent) / place.name
    refuse_no_folder(place)
    return WrittenFile(name=str(file), place=place, ending=ending)
