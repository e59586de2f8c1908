"""How the command line names things: modules, values, the scheme it works in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.adopt.values import Assignment
from schemekit.files.scheme_folder import find_scheme
from schemekit.model.version import ModuleRef

if TYPE_CHECKING:
    from schemekit.cooperate.theories.opening import Place
    from schemekit.publish.checkout import Checkout


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


def scheme_or_library(ctx: click.Context) -> Path | Checkout:
    """The scheme that the command works in, or else the library. Raises: NotASchemeError where it is neither."""
    from schemekit.errors import LibraryError, NotASchemeError
    from schemekit.publish.checkout import Checkout

    try:
        return scheme_root(ctx)
    except NotASchemeError:
        try:
            return Checkout.find(working_folder(ctx))
        except LibraryError:
            pass
        raise


def library_folder(ctx: click.Context, *, may_begin: bool = False) -> Path:
    """The library that the command works in; where a first module is started, the folder itself may become one."""
    from schemekit.errors import LibraryError
    from schemekit.publish.checkout import Checkout

    here = working_folder(ctx)
    try:
        return Checkout.find(here).root
    except LibraryError:
        if may_begin and not (here / "scheme.yaml").exists():
            return here.absolute()
        raise


def theory_place(ctx: click.Context, *, offline: bool) -> Place:
    """Where theories are looked for: the folder, and the scheme that it belongs to, if any."""
    from schemekit.adopt.writing import reading
    from schemekit.cooperate.theories.opening import Place
    from schemekit.errors import NotASchemeError

    try:
        scheme = reading(scheme_root(ctx))
    except NotASchemeError:
        scheme = None
    return Place(here=working_folder(ctx), scheme=scheme, is_offline=offline)


def working_folder(ctx: click.Context) -> Path:
    """The folder that the command works in."""
    return ctx.obj if isinstance(ctx.obj, Path) else Path()


def scheme_named(ctx: click.Context, name: str) -> str:
    """Another scheme as the scheme that the command works in names it, where a person named it from the working folder.

    Shape: a folder becomes relative to the scheme's own, so that it means the same from wherever it was typed and can
    stay in a record; an address or a whole path stays as it is. Raises: NotASchemeError; HostileContentError.
    """
    import os

    from schemekit.git.address import Address, AddressKind

    address = Address.parse(name)
    if address.kind is not AddressKind.FOLDER or Path(name).is_absolute():
        return name
    try:
        return Path(os.path.relpath(working_folder(ctx).absolute() / name, scheme_root(ctx).absolute())).as_posix()
    except ValueError:   # another drive
        return str(working_folder(ctx).absolute() / name)


def day_named(text: str) -> date | None:
    """The day that an option names as YYYY-MM-DD; None where it is empty. Raises: click.UsageError."""
    from schemekit.model.approval import day_advice, day_of

    day = day_of(text) if text else None
    if text and day is None:
        raise click.UsageError(f"'{text[:40]}' is no day of the calendar: {day_advice(text)}")
    return day


def house_style(ctx: click.Context, reference: Path | None) -> bytes | None:
    """The Word file of --reference, whose styles are lent. Raises: UsageError where there is none."""
    from schemekit.files.given import OFFICE_LIMIT, read_given

    return read_given(working_folder(ctx) / reference, OFFICE_LIMIT) if reference else None


def tell_whole_form(name: str, clause: str) -> None:
    """Say that a clause of a form was named where a form is one thing."""
    from schemekit.cli.screen import say
    from schemekit.cli.terminal import one_line

    if "." in clause and not name.endswith(clause):   # an id has no dot
        say(one_line(f"{name} stands in {clause}, which is one thing here: this is about all of it."))
