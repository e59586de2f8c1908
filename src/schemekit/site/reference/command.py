"""What the reference tells of a command, as values: the face reads them off its own commands and hands them in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command. Shape: `typed` with what follows it, as in `--to FILE`."""

    typed: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, or a group of commands.

    Shape: `name` is what follows `schemekit`, such as `module release`; `section` the wish it serves; `body` its help
    in paragraphs; `examples` whole command lines; `inner` the commands of a group.
    """

    name: str
    section: str
    summary: str
    usage: str
    body: tuple[str, ...]
    examples: tuple[str, ...]
    options: tuple[Option, ...] = ()
    inner: tuple[Command, ...] = ()

    @property
    def slug(self) -> str:
        """Its name as a part of an address or of a file's name."""
        return self.name.replace(" ", "-")
