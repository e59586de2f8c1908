"""How the command line names things: modules, values, the scheme it works in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from schemekit.adopt.values import Assignment
from schemekit.files.scheme_folder import find_scheme
from schemekit.model.version import ModuleRef


def module_refs(words: Iterable[str]) -> list[ModuleRef]:
    """Modules named as `[LIBRARY/]MODULE[@RANGE]`, several in one word parted by commas.

    A comma inside a range (`grievance@>=1.0,<2`) belongs to the range.
    """
    refs: list[ModuleRef] = []
    for word in words:
        parts: list[str] = []
        for part in word.split(","):
            if parts and "@" in parts[-1] and part.strip()[:1] in "<>=!~^":
                parts[-1] += f",{part}"
            elif part.strip():
                parts.append(part.strip())
        refs += [ModuleRef.parse(part) for part in parts]
    return refs


def assignments(words: Iterable[str]) -> list[Assignment]:
    """Values named as `MODULE.PARAMETER=VALUE` or `PARAMETER=VALUE`."""
    return [Assignment.parse(word) for word in words]


def scheme_root(ctx: click.Context) -> Path:
    """The folder of the scheme that the command works in. Raises: NotASchemeError."""
    return find_scheme(working_folder(ctx)).root


def working_folder(ctx: click.Context) -> Path:
    """The folder that the command works in."""
    return ctx.obj if isinstance(ctx.obj, Path) else Path()


def file_to_write(ctx: click.Context, file: Path) -> Path:
    """Where a file is written that was named with --to. Raises: HostileContentError for a link in the scheme."""
    from schemekit.errors import NotASchemeError
    from schemekit.files.paths import named_folder

    place = working_folder(ctx) / file
    try:
        root = scheme_root(ctx)
    except NotASchemeError:
        return place
    return named_folder(root, place.parent) / place.name
