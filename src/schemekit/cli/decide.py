"""`schemekit decide`: close decisions where both sides changed a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, is_interactive, json_option, print_json
from schemekit.cli.terminal import one_line, style, visible

if TYPE_CHECKING:
    from schemekit.adopt.decide import Choice
    from schemekit.model.adoption import Decision


@click.command()
@click.argument("module")
@click.option("--clause", default=None, help="The clause to decide; all open ones without it.")
@click.option("--take", type=click.Choice(["source", "ours", "edited"]), default=None,
              help="Whose words stand: the source's, yours, or yours as you have edited them since.")
@click.option("--reason", default="", help="Why; kept in the record.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, module: str, clause: str | None, take: str | None, reason: str, as_json: bool
) -> int:
    """Close decisions where both sides changed a clause.

    Your wording stands until you decide. Every wording stays in the adoption record.
    """
    from schemekit.adopt.decide import Choice, decide, open_decisions
    from schemekit.cli.naming import scheme_root

    root = scheme_root(ctx)
    waiting = [item for item in open_decisions(root, module) if clause in (None, item.clause)]
    if take is not None:
        names = [clause] if clause is not None else [item.clause for item in waiting]
        choices = [Choice(clause=name, take=take, reason=reason) for name in names]
    elif is_interactive() and not as_json:
        choices = _asked(waiting)
    else:
        choices = []
    closed = decide(root, module, choices) if choices else ()
    left = open_decisions(root, module)
    if as_json:
        print_json("decide", {"module": module, "closed": [item.to_mapping() for item in closed],
                              "open": [item.to_mapping() for item in left]})
    else:
        if not choices:
            for item in left:
                _show(item)
        click.echo(f"{count_words(len(closed), 'decision')} closed, {len(left)} open. "
                   f"Next: {f'schemekit decide {module} --take source|ours' if left else 'schemekit status'}")
    return 1 if left else 0


def _show(decision: Decision) -> None:
    click.echo(style(f"\n#{decision.clause or 'preamble'}", bold=True) + f"   {one_line(decision.cause)}")
    for who, text in (("Before", decision.base), ("The source now", decision.source), ("Yours", decision.ours)):
        click.echo(style(f"  {who}:", dim=True))
        click.echo("    " + (visible(text).strip().replace("\n", "\n    ") or "(nothing)"))


def _asked(waiting: list[Decision]) -> list[Choice]:
    from schemekit.adopt.decide import Choice

    choices = []
    for item in waiting:
        _show(item)
        takes = click.Choice(["source", "ours", "edited", "later"])
        answer = click.prompt("Take", type=takes, default="later", err=True)
        if answer != "later":
            choices.append(Choice(clause=item.clause, take=answer))
    return choices
