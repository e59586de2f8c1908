"""`schemekit restore`: put the source's words of a clause, or a deleted document, back."""

from __future__ import annotations

import click

from schemekit.cli.screen import count_words, json_option, print_json
from schemekit.cli.terminal import one_line, visible


@click.command()
@click.argument("module")
@click.argument("name", metavar="CLAUSE|FILE")
@json_option
@click.pass_context
def command(ctx: click.Context, module: str, name: str, as_json: bool) -> None:
    """Put the source's words of a clause back, with your values in them.

    For a clause that you changed or dropped: what stood there before is shown, and kept if it was saved. Or for a
    document that you deleted, named as it is below policies/MODULE/: the source's whole text comes back.
    """
    from schemekit.adopt.clause_names import clause_or_form_named
    from schemekit.adopt.restore import restore
    from schemekit.cli.naming import scheme_root, tell_whole_form

    root = scheme_root(ctx)
    clause = clause_or_form_named(root, module, name)
    tell_whole_form(name, clause)
    restored = restore(root, module, clause)
    if as_json:
        print_json("restore", restored.to_mapping())
        return
    if restored.is_document:
        click.echo(one_line(f"policies/{module}/{restored.name} is there again, as the source has it, "
                            "with your values in it."))
    else:
        click.echo(one_line(f"{module} #{restored.name}: the source's words stand there again."))
    if restored.closed:
        click.echo(f"{count_words(restored.closed, 'open decision')} about it closed: the source's words were taken.")
    if restored.before:
        click.echo("What stood there before:")
        click.echo(visible("    " + restored.before.replace("\n", "\n    ")))
    click.echo("Next: schemekit status")
