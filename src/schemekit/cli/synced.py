"""How a sync is told: values with their effect, files, and decisions that are now open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, print_table
from schemekit.cli.terminal import style
from schemekit.model.parameter import Effect, measured, shown

if TYPE_CHECKING:
    from schemekit.adopt.sync import Synced

_WORDS = {
    Effect.DEFAULT: "the module's default",
    Effect.STRICTER: "stricter than the default",
    Effect.LOOSER: "looser than the default",
    Effect.DIFFERENT: "another than the default",
}


def tell_synced(synced: Synced) -> None:
    """What changed, one line each, then a count and the next step."""
    if synced.is_quiet:
        click.echo("Everything is in step already.")
        return
    rows = []
    for value in synced.values:
        words = _WORDS[value.effect] + ("" if value.in_range else ", outside the range")
        after = measured(shown(value.after), value.unit)
        rows.append([f"{value.module}.{value.parameter}", f"{shown(value.before)} -> {after}", words])
    if rows:
        print_table(rows, ["Value", "Change", "Effect"])
    for name in synced.added:
        click.echo(f"adopted {name}")
    for file in synced.files:
        click.echo(f"  {file}")
    for module, decision in synced.decisions:
        place = f"{module} #{decision.clause or 'preamble'}"
        click.echo(style("decision ", fg="yellow") + place
                   + ": you had changed the same words; yours stand until you decide")
    next_step = f"schemekit decide {synced.decisions[0][0]}" if synced.decisions else \
        "schemekit decide" if synced.still_open else "schemekit status"
    click.echo(f"{count_words(len(synced.values), 'value')} changed, {count_words(len(synced.files), 'file')} written, "
               f"{count_words(synced.still_open, 'decision')} open. Next: {next_step}")
