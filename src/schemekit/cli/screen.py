"""What the screen says: reports as JSON or as aligned text, findings, tables; results on stdout, talk on stderr."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

from schemekit.cli.table import NARROWEST, cell_width, table_lines, wrapped
from schemekit.cli.terminal import one_line, style, visible
from schemekit.errors import SchemekitError
from schemekit.model.finding import Finding, FindingsError, Severity

FORMAT = 1
_ONCE = ("    want: ", "    why:  ")
_COMMAND_AT_END = re.compile(r"\bschemekit [^;,()]{1,90}$")
_FEW = 6        # names that the screen lists of many
_WIDE = 100   # where there is no terminal: into a file, or to another program
_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, for scripts.")
offline_option = click.option("--offline", is_flag=True, envvar="SCHEMEKIT_OFFLINE",
                              help="Never touch the network; what is not at hand is an error.")


def print_json(command: str, report: Mapping[str, object]) -> None:
    """A report as JSON, with the number of its format first."""
    click.echo(json_text(command, report))


def json_text(command: str, report: Mapping[str, object]) -> str:
    """The words of such a report."""
    return json.dumps({"format": FORMAT, "command": command, **report}, ensure_ascii=False, indent=2)


def error_mapping(error: SchemekitError) -> dict[str, object]:
    """A failure as `--json` prints it."""
    from schemekit.adopt.reports import finding_mapping

    told: dict[str, object] = {"code": error.code, "what": error.what, "why": error.why, "fix": error.fix}
    if isinstance(error, FindingsError):
        told["findings"] = [finding_mapping(finding) for finding in error.findings]
    return {"format": FORMAT, "error": told}


def say(words: str) -> None:
    """Talk that is no result: what is being done, what comes next."""
    click.echo(words, err=True)


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings in the order of their files; what is wanted and why is told once for each kind, with its first."""
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
    told: set[tuple[str, str]] = set()
    for finding in findings:
        head, _, rest = visible(str(finding)).partition("\n")
        word = finding.severity.value
        click.echo(head.replace(f" {word}: ", f" {style(word, fg=colours[finding.severity])}: ", 1))
        lines = [line for line in rest.split("\n") if line and (finding.code, line) not in told]
        told |= {(finding.code, line) for line in lines if line.startswith(_ONCE)}
        for line in lines:
            click.echo(line)


def count_words(number: int, one: str, many: str = "") -> str:
    """`1 module`, `3 modules`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


class Painted(str):
    """A cell in one of our colours; in any other cell a colour is a stranger's, and is written out."""


def few_words(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"{', '.join(names[:_FEW])}{more}"


def paint(words: str, colour: str) -> Painted:
    """Words in a colour, for a table."""
    return Painted(style(one_line(words), fg=colour))


def print_table(rows: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> None:
    """Aligned columns, folded where they are too wide; plain where there is no terminal."""
    terminal = sys.stdout.isatty()
    first = [Painted(style(head, bold=True)) if terminal and head else head for head in heads]
    all_rows = (first, *rows) if heads else rows
    told = [[cell if isinstance(cell, Painted) else one_line(cell) for cell in row] for row in all_rows]
    for line in table_lines(told, screen_width()):
        click.echo(line)


def has_screen() -> bool:
    """Whether there is a screen to fit on: a terminal, or one that COLUMNS tells of."""
    return sys.stdout.isatty() or bool(os.environ.get("COLUMNS"))


def screen_width() -> int:
    """The places in a line: the terminal's, or what COLUMNS says; else 100."""
    if not has_screen():
        return _WIDE
    return max(shutil.get_terminal_size((_WIDE, 24)).columns, NARROWEST)


def folded(words: str, indent: str = "") -> str:
    """Words in lines that fit the screen, broken between words; `indent` begins every line but the first.

    A command at the end that fits on a line stays whole, so that it can be copied.
    """
    room = screen_width()
    first, *more = wrapped(words, room)
    if not more:
        return words
    command = _COMMAND_AT_END.search(words)
    if command and cell_width(command[0]) <= room - len(indent):
        before = words[: command.start()].rstrip(" ")
        return "\n".join([folded(before, indent), indent + command[0]]) if before else words
    rest = words[len(first):].lstrip(" ")
    return "\n".join([first, *(indent + line for line in wrapped(rest, max(room - len(indent), NARROWEST)))])


def tell(words: str, indent: str = "  ") -> None:
    """A sentence of a report: folded to the screen, and on one line for another program to read."""
    told = one_line(words)
    click.echo(folded(told, indent) if has_screen() else told)


def is_interactive() -> bool:
    """Whether a person sits there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
