"""`schemekit proposals`: list what others proposed for a text that was sent round."""

from __future__ import annotations

import click

from schemekit.cli.screen import count_words, json_option, print_json
from schemekit.cli.terminal import one_line


@click.command()
@click.argument("module", required=False, default="")
@click.option("--all", "answered", is_flag=True, help="Those that were answered, too.")
@json_option
@click.pass_context
def command(ctx: click.Context, module: str, answered: bool, as_json: bool) -> None:
    """List what others proposed for your texts, by clause: tracked changes, comments, and rows of comment logs.

    Nothing of it is in your text until you accept it with `answer`.
    """
    from schemekit.circulation.proposals import proposals
    from schemekit.cli.naming import scheme_root

    found = proposals(scheme_root(ctx), module, answered=answered)
    waiting = [item for item in found if item.proposal.is_open]
    if as_json:
        print_json("proposals", {"module": module, "open": len(waiting),
                                 "proposals": [{**item.to_mapping(), "since": item.since} for item in found]})
        return
    if found:
        from schemekit.cli.proposal_screen import tell_list

        tell_list(found)
        click.echo()
    if not waiting:
        click.echo("Nothing to answer. Next: schemekit status")
        return
    step = f"schemekit answer {module or waiting[0].module}"
    click.echo(one_line(f"{count_words(len(waiting), 'proposed change')} to answer. Next: {step}"))
