"""The root of the command line: grouped help, lazy loading, and how failures are told."""

from __future__ import annotations

import errno
import importlib
import json
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from schemekit import __version__, stopped
from schemekit.cli.commands import COMMANDS, SECTIONS, Entry
from schemekit.cli.terminal import guarded, style, tell_error, visible

if TYPE_CHECKING:
    from schemekit.errors import SchemekitError

_INTRO = """Policy modules for sustainability-standards schemes, kept connected to their source.

Take a published procedure, fill in your own names and numbers, change what you must, and stay able to say what you
changed and why. Everything is files in a folder of yours; nothing is published unless you publish it."""
_WORDS_FROM_ELSEWHERE = {
    "adopt": "add", "init": "new", "create": "new", "install": "add", "delete": "remove", "rm": "remove",
    "uninstall": "remove", "commit": "save", "lint": "check", "info": "show", "find": "search", "ls": "list",
    "blame": "trace", "validate-all": "validate", "explain": "reason", "contribute": "propose",
    "undo": "update", "upgrade": "update", "decline": "update", "revert": "restore", "release": "module",
    "redline": "diff", "changes": "diff",
}


class CommandTable(click.Group):
    """Commands read from the table; each one's file is loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Every command's name, in the table's order."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's own
        """The command of that name, or None."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        if entry is None:
            return None
        command: click.Command = importlib.import_module(entry.file).command
        command.name = entry.name
        if not command.epilog:
            command.epilog = f"Example:  {entry.example}"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        if args and args[0] == "help":
            named = args[1:2] if args[1:2] and args[1] in self.list_commands(ctx) else []
            return super().resolve_command(ctx, [*named, "--help"]) if named else _root_help(ctx)
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            raise click.UsageError(_no_such_command(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        """The commands under the wish they serve, each with one worked example."""
        for section in SECTIONS:
            entries = [entry for entry in COMMANDS if entry.section == section]
            if entries:
                with formatter.section(section):
                    _write_entries(formatter, entries)


def _root_help(ctx: click.Context) -> NoReturn:
    click.echo(ctx.get_help())
    ctx.exit()


def _write_entries(formatter: click.HelpFormatter, entries: Sequence[Entry]) -> None:
    for entry in entries:
        formatter.write(f"  {style(f'{entry.name:<12}', bold=True)}{entry.words}\n")
        formatter.write(f"  {'':<12}{style(entry.example, dim=True)}\n")


def _no_such_command(word: str) -> str:
    names = [entry.name for entry in COMMANDS]
    near = _WORDS_FROM_ELSEWHERE.get(word) or next(iter(get_close_matches(word, names, n=1)), "")
    hint = f"Did you mean '{near}'?" if near else "See all of them with 'schemekit --help'."
    return f"There is no command '{word[:60]}'. {hint}"


@click.command(cls=CommandTable, help=_INTRO, context_settings={"help_option_names": ["-h", "--help"]},
               epilog="More on a command:  schemekit COMMAND --help", subcommand_metavar="COMMAND …")
@click.version_option(__version__, prog_name="schemekit", message="%(prog)s %(version)s")
@click.option("-C", "--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path(),
              show_default=False, help="Work in this folder instead of the present one.")
@click.pass_context
def root(ctx: click.Context, folder: Path) -> None:
    """Hold the folder that the command works in."""
    ctx.obj = folder


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code: 0 fine, 1 findings or open decisions, 2 usage or environment."""
    with guarded():
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    from schemekit.errors import SchemekitError

    as_json = "--json" in arguments
    try:
        result = root.main(args=list(arguments), prog_name="schemekit", standalone_mode=False)
    except SchemekitError as error:
        _tell(error, as_json=as_json)
        return error.exit_code
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        if as_json:
            _tell(_as_usage(error), as_json=True)
        else:
            error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo(stopped.WORDS, err=True)
        return stopped.EXIT_CODE
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        _tell(_as_environment(error), as_json=as_json)
        return 2
    return result if isinstance(result, int) else 0


def _tell(error: Exception, *, as_json: bool) -> None:
    from schemekit.errors import SchemekitError
    from schemekit.model.finding import FindingsError

    if as_json and isinstance(error, SchemekitError):
        from schemekit.cli.screen import error_mapping

        try:
            click.echo(json.dumps(error_mapping(error), ensure_ascii=False, indent=2))
        except OSError:
            pass   # it is standard output that failed: what is left is to say so beside it
        else:
            return
    if isinstance(error, FindingsError):
        for finding in error.findings:
            click.echo(visible(str(finding)), err=True)
    tell_error(error)


def _as_usage(error: click.ClickException) -> SchemekitError:
    """What click found wrong with the command line, for a report."""
    from schemekit.errors import UsageError

    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "schemekit"
    return UsageError(error.format_message(), why="the command cannot be read as it was typed",
                      fix=f"see '{path} --help'")


def _as_environment(error: OSError) -> SchemekitError:
    """A full disk, a folder that may not be written: the system's words, and what to do."""
    from schemekit.errors import SchemekitError

    # Of a file that is moved to its place the second name is the one that was wanted.
    named = next((item for item in (error.filename2, error.filename) if isinstance(item, str)), "")
    name = Path(named).name
    if error.errno == errno.ENAMETOOLONG:
        return SchemekitError(f"{name or 'a file'} cannot be used: its name is too long",
                              why="computers store names of at most 255 bytes, and a letter with an accent takes two",
                              fix="give it a shorter name")
    fix = {errno.ENOSPC: "make room on the disk", errno.EDQUOT: "make room on the disk",
           errno.EACCES: "see who may read and write there", errno.EPERM: "see who may read and write there",
           errno.EROFS: "name a place that can be written to"}.get(
               error.errno or 0, "see who may write there and whether the disk is full")
    return SchemekitError(f"{name or 'a file'} cannot be used: {error.strerror or error}",
                          why="the system refused it; what was begun is undone",
                          fix=f"{fix}, then run the command again")
