"""`schemekit set`: give parameters your own values."""

from __future__ import annotations

import click

from schemekit.cli.screen import json_option, print_json


@click.command()
@click.argument("values", nargs=-1, required=True, metavar="[MODULE.]PARAMETER=VALUE…")
@click.option("--reason", default="", help="Why; needed for a value outside its range.")
@json_option
@click.pass_context
def command(ctx: click.Context, values: tuple[str, ...], reason: str, as_json: bool) -> int:
    """Give parameters your own values.

    The value goes into scheme.yaml and into every text that uses it; your own edits stay. Write
    MODULE.PARAMETER=default to go back to the module's default. Lists are written with commas.
    """
    from schemekit.adopt.sync import set_values
    from schemekit.cli.naming import assignments, scheme_root
    from schemekit.cli.synced import tell_synced

    synced = set_values(scheme_root(ctx), assignments(values), reason)
    if as_json:
        print_json("set", synced.to_mapping())
    else:
        tell_synced(synced)
    return 1 if synced.decisions else 0
