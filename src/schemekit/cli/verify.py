"""`schemekit verify`: prove that what was pulled is what the lock says."""

from __future__ import annotations

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_findings, print_json
from schemekit.cli.terminal import visible


@click.command()
@click.option("--source", is_flag=True, help="Ask the libraries too whether they still have it, unchanged.")
@json_option
@offline_option
@click.pass_context
def command(ctx: click.Context, source: bool, as_json: bool, offline: bool) -> int:
    """Prove that what was pulled is what the lock says.

    Every pulled file is held against its digest in scheme.lock, offline, and what came from the tool's own library
    against its ledger; the texts are filled in anew with the lock's values, and values that differ from scheme.yaml or
    lie outside their range are named. With --source the lock and the files are held against the libraries as well.
    Leaves with 1 when something differs, and when a version is in no ledger at hand, so that nobody can tell.
    """
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.adopt.verify import verify
    from schemekit.cli.naming import scheme_root

    root = scheme_root(ctx)
    verified = verify(root, LibraryShelf(offline=offline, fetch=True, base=root) if source else None)
    if as_json:
        print_json("verify", verified.to_mapping())
        return int(bool(verified.findings))
    print_findings(verified.findings)
    for name, origin in verified.sources:
        click.echo(visible(f"asked {name}: {origin}"))
    against = "the lock and the source" if source else "the lock"
    differing = len(verified.findings) - verified.unconfirmed
    outcome = f"{count_words(differing, 'difference')} found" if differing else "all as recorded"
    if verified.unconfirmed:
        outcome += f", {count_words(verified.unconfirmed, 'module')} not confirmed"
    held = f"{count_words(verified.modules, 'module')}, {count_words(verified.files, 'file')} held against {against}"
    click.echo(f"{held}: {outcome}.")
    return int(bool(verified.findings))
