"""`schemekit remove`: take a module out of the scheme."""

from __future__ import annotations

import click

from schemekit.cli.screen import json_option, print_json


@click.command()
@click.argument("module")
@click.option("--reason", default="", help="Why it goes; kept in the history.")
@json_option
@click.pass_context
def command(ctx: click.Context, module: str, reason: str, as_json: bool) -> None:
    """Take a module out of the scheme.

    Its text, record and pulled source go; everything stays in the scheme's history.
    """
    from schemekit.adopt.remove import remove_module
    from schemekit.cli.naming import scheme_root

    entry = remove_module(scheme_root(ctx), module, reason)
    if as_json:
        print_json("remove", {"module": entry.module, "version": str(entry.version)})
        return
    click.echo(f"{entry.module} {entry.version} removed. Its text is kept in the history. Next: schemekit check")
