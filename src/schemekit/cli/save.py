"""`schemekit save`: keep the present state in the scheme's history."""

from __future__ import annotations

import click

from schemekit.cli.screen import count_words, json_option, print_json, say
from schemekit.cli.terminal import one_line, style


@click.command()
@click.argument("why", metavar="WHAT-CHANGED")
@json_option
@click.pass_context
def command(ctx: click.Context, why: str, as_json: bool) -> None:
    """Keep the present state in the scheme's history.

    Everything you changed since the last time is kept under the words you give. Nothing leaves this computer.
    """
    from schemekit.adopt.history import save_history
    from schemekit.cli.naming import scheme_root

    saved = save_history(scheme_root(ctx), why)
    if as_json:
        print_json("save", saved.to_mapping())
        return
    for path in saved.paths:
        click.echo(f"  {one_line(path)}")
    for path in saved.left_out:
        click.echo(f"  {one_line(path)}  left out: it has entries, which may name people. "
                   "Keep a filled register in cases/")
    if saved.open_decisions:
        are = "is" if saved.open_decisions == 1 else "are"
        after = "; after this the update cannot be undone" if saved.ends_undo else ""
        told = f"{count_words(saved.open_decisions, 'decision')} {are} still open{after}."
        say(style(f"{told} Next: schemekit decide", fg="yellow"))
    nothing = "Nothing has changed since the last time."
    click.echo(f"{count_words(len(saved.paths), 'file')} saved." if saved.paths else nothing)
