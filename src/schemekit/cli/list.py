"""`schemekit list`: list the modules the scheme has adopted."""

from __future__ import annotations

import click

from schemekit.cli.screen import count_words, json_option, print_json, print_table


@click.command()
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the modules the scheme has adopted, with version, licence and source."""
    from schemekit.adopt.browse import adopted
    from schemekit.cli.naming import scheme_root

    entries = adopted(scheme_root(ctx))
    if as_json:
        print_json("list", {"modules": [{"module": entry.module, **_plain(entry.to_mapping())} for entry in entries]})
        return
    rows = []
    for entry in entries:
        came = entry.provenance
        source = f"{came.library} {came.commit[:10]}"
        rows.append([entry.module, str(entry.version), came.licence, source, entry.title])
    if rows:
        print_table(rows, ["Module", "Version", "Licence", "Source", "Title"])
    click.echo(f"{count_words(len(entries), 'module')} adopted. Next: schemekit {'status' if rows else 'search'}")


def _plain(entry: dict[str, object]) -> dict[str, object]:
    return {name: entry[name] for name in ("title", "version", "provenance", "parameters")}
