"""What a person names on the command line when it is about cooperations: ids, fields, and pairs of a name and words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from schemekit.cooperate.record_field import RecordField

TYPES = ("working-group", "joint-project", "recognition", "shared-process", "harmonisation")


def known_ids(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The ids that a shell completes: those of the scheme that the person stands in."""
    from schemekit.cooperate.records import cooperation_ids
    from schemekit.errors import SchemekitError
    from schemekit.files.scheme_folder import find_scheme

    try:
        return [name for name in cooperation_ids(find_scheme(Path.cwd())) if name.startswith(begun)]
    except SchemekitError:
        return []   # nothing to complete outside a scheme


def fields(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The fields of a record that a shell completes."""
    return [f"{field.name}=" for field in _fields(ctx) if field.name.startswith(begun) and not field.has_entries]


def lists(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The lists of a record that a shell completes."""
    return [f"{field.name}=" for field in _fields(ctx) if field.name.startswith(begun) and field.is_list]


def _fields(ctx: click.Context) -> tuple[RecordField, ...]:
    """The fields of the record that was named before, or nothing where it cannot be read."""
    from schemekit.cooperate.record_fields import fields_of
    from schemekit.cooperate.records import held
    from schemekit.errors import SchemekitError
    from schemekit.files.scheme_folder import find_scheme

    try:
        record = held(find_scheme(Path.cwd()), str(ctx.params.get("cooperation") or "")).cooperation
    except SchemekitError:
        return ()
    return fields_of(record.type.section)


def pair(text: str, option: str, example: str, *, may_be_empty: bool = False) -> tuple[str, str]:
    """`efc=Example Forest Council` as its two halves. Raises: click.UsageError with an example of how to write it."""
    name, mark, words = text.partition("=")
    if not mark or not name.strip() or not (words.strip() or may_be_empty):
        raise click.UsageError(f"{option} wants a name, = and words, such as {example}; not '{text[:60]}'.")
    return name.strip(), words.strip()
