"""One open decision on the screen: where it stands, why it is asked, and a redline of what either side changed."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from schemekit.cli.redline import redline
from schemekit.cli.screen import print_table
from schemekit.cli.table import wrapped
from schemekit.cli.terminal import is_coloured, one_line, style, visible

if TYPE_CHECKING:
    from schemekit.adopt.decide import Waiting

_INDENT = "    "
_WIDEST, _PLAIN = 100, 100


def show(item: Waiting, position: int, total: int) -> None:
    """Print everything that a person needs to decide, whole."""
    opened = item.opened
    decision = opened.decision
    label = "" if opened.label in (opened.name, decision.file) else opened.label
    click.echo()
    head = [f"{position} of {total}", f"{opened.module} #{opened.name}", label]
    click.echo("   ".join(style(one_line(words), bold=True) for words in head if words))
    rows = [
        ["Where", opened.place],
        ["Why", decision.cause],
        ["Clause", _clause_words(item)],
        ["Here", f"decision {opened.number} of {opened.among} in this clause" if opened.among > 1 else ""],
        ["Went to", ", ".join(f"#{name}" for name in opened.went_to) + " in the source" if opened.went_to else ""],
        ["Reason", f"{opened.reason} (as recorded for this clause)" if opened.reason else ""],
        ["Note", _note(item)],
    ]
    print_table([row for row in rows if row[1]], ["", ""])
    if decision.proposal:
        show_change(f"What was proposed ({decision.proposal})", decision.base, decision.source, _PROPOSED_WORDS)
    else:
        show_change("What the source changed", decision.base, decision.source, _SOURCE_WORDS)
    show_change("What you changed", decision.base, decision.ours, OWN_WORDS)
    if item.obstacle is not None and len(opened.lines) < 2:
        _block("What stands there now", item.stands)


_SOURCE_WORDS = ("The source put this in.", "The source took this out.", "The source left this as it was.")
_PROPOSED_WORDS = ("They put this in.", "They took this out.", "They left this as it was.")
OWN_WORDS = ("You put this in.", "You left this out.", "You left this as it was.")


def show_change(head: str, before: str, after: str, words: tuple[str, str, str]) -> None:
    """A redline under its head. Shape: `words` say what it means that all came, that all went, that nothing changed."""
    if not before.strip() + after.strip():
        return
    put_in, left_out, same = words
    told = same if before.strip() == after.strip() else put_in if not before.strip() else \
        left_out if not after.strip() else ""
    click.echo()
    click.echo(style(head, bold=True) + (f"   {told}" if told else ""))
    for line in redline(before, after, width() - len(_INDENT), colours=is_coloured()):
        click.echo(_INDENT + line)


def show_both(item: Waiting) -> None:
    """What would stand if both are taken, and what of it cannot be followed at once."""
    if words := item.would_stand.get("both", ""):
        _block("So it would stand", words)
    if item.rivals:
        click.echo(err=True)
        click.echo(style(one_line(item.rivals), fg="yellow"), err=True)


def _block(head: str, text: str) -> None:
    click.echo()
    click.echo(style(head, bold=True))
    for line in wrapped(visible(text.strip()) or "(nothing)", width() - len(_INDENT)):
        click.echo((_INDENT + line).rstrip())


def width() -> int:
    """How many characters a line has."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _PLAIN


def _clause_words(item: Waiting) -> str:
    opened = item.opened
    if not opened.force:
        return ""
    locked = ": while your words differ, check stays red" if opened.tailoring == "locked" else ""
    return f"{opened.force}, {opened.tailoring} (in the source){locked}"


def _note(item: Waiting) -> str:
    if item.obstacle is None:
        return ""
    lines = item.opened.lines
    told = f" (lines {', '.join(str(line) for line in lines)})" if len(lines) > 1 else ""
    return f"{item.obstacle.value}{told}"
