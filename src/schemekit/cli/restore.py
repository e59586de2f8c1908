"""`schemekit restore`: put the source's words of a clause back."""

from __future__ import annotations

import click

from schemekit.cli.screen import json_option, print_json
from schemekit.cli.terminal import visible


@click.command()
@click.argument("module")
@click.argument("clause")
@json_option
@click.pass_context
def command(ctx: click.Context, module: str, clause: str, as_json: bool) -> None:
    """Put the source's words of a clause back, with your values in them.

    For a clause that you changed or dropped. What stood there before is shown, and kept if it was saved.
    """
    from schemekit.adopt.restore import restore_clause
    from schemekit.cli.naming import scheme_root

    change = restore_clause(scheme_root(ctx), module, clause.lstrip("#"))
    before = change.mine.raw.strip() if change.mine else ""
    if as_json:
        print_json("restore", {"module": module, "clause": change.id, "before": before})
        return
    click.echo(f"{module} #{change.id}: the source's words stand there again.")
    if before:
        click.echo("What stood there before:")
        click.echo(visible("    " + before.replace("\n", "\n    ")))
    click.echo("Next: schemekit status")
