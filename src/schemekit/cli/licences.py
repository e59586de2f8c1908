"""`schemekit licences`: what the licences of your sources allow and ask."""

from __future__ import annotations

from datetime import date

import click

from schemekit.cli.screen import json_option, print_json


@click.command()
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """Tell what the licences of your sources allow and ask.

    One verdict for each adopted module, for the use you really make of it: kept as it is, or adapted. With reasons,
    what to do, and the ways out where something is blocked.
    """
    from schemekit.adopt.licences import verdicts
    from schemekit.cli.naming import scheme_root
    from schemekit.licence.verdict import DISCLAIMER, report

    found = verdicts(scheme_root(ctx), date.today())
    if as_json:
        print_json("licences", {"modules": {name: verdict.to_mapping() for name, verdict in found.items()},
                                "note": DISCLAIMER})
    else:
        click.echo(report(found), nl=False)
    return int(any(not verdict.is_allowed for verdict in found.values()))
