"""The commands as the reference tells of them: read off the very commands that are run, so that neither lies."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from schemekit.cli.commands import COMMANDS
from schemekit.cli.root import root
from schemekit.site.reference.command import Command, Option

_EXAMPLE = "Example:"


def told_commands() -> tuple[Command, ...]:
    """Every command of the table, in its order."""
    context = click.Context(root, info_name="schemekit")
    return tuple(_told(command, click.Context(command, parent=context, info_name=entry.name), entry.section,
                       entry.words, entry.example)
                 for entry in COMMANDS if (command := root.get_command(context, entry.name)) is not None)


def _told(command: click.Command, context: click.Context, section: str, summary: str, example: str) -> Command:
    name = context.command_path.removeprefix("schemekit ")
    body = tuple(part for part in inspect.cleandoc(command.help or summary).split("\n\n") if part.strip("\b \n"))
    return Command(
        name=name, section=section, summary=summary,
        usage=" ".join(("schemekit", name, *command.collect_usage_pieces(context))),
        body=body, examples=tuple(_examples(command, example)),
        options=tuple(_options(command, context)), inner=tuple(_inner(command, context, section)),
    )


def _inner(command: click.Command, context: click.Context, section: str) -> Iterator[Command]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield _told(inner, click.Context(inner, parent=context, info_name=name), section,
                        inner.get_short_help_str(200), "")


def _examples(command: click.Command, example: str) -> Iterator[str]:
    """The table's example first; a command's own help may show more."""
    own = " ".join((command.epilog or "").replace(_EXAMPLE, "").split())
    yield from dict.fromkeys(words for words in (example, own) if words)


def _options(command: click.Command, context: click.Context) -> Iterator[Option]:
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record is not None:
            typed, words = record
            again = " It can be given again." if parameter.multiple else ""
            yield Option(typed.replace("INTEGER RANGE", "NUMBER"), f"{words}{again}")
