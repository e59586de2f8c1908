"""`schemekit sync`: bring the texts into step with scheme.yaml."""

from __future__ import annotations

import click

from schemekit.cli.screen import json_option, offline_option, print_json


@click.command()
@json_option
@offline_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, offline: bool) -> int:
    """Bring the texts into step with scheme.yaml.

    After you edited scheme.yaml by hand: new values go into the texts, modules you named are adopted, credits are made
    anew. Your own edits of the texts stay.
    """
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.adopt.sync import sync
    from schemekit.cli.naming import scheme_root
    from schemekit.cli.synced import tell_synced

    root = scheme_root(ctx)
    synced = sync(root, LibraryShelf(offline=offline, fetch=True, base=root))
    if as_json:
        print_json("sync", synced.to_mapping())
    else:
        tell_synced(synced)
    return 1 if synced.decisions else 0
