"""`schemekit reason`: say why a clause differs from its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, is_interactive, json_option, print_json, say
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.adopt.reason import Reason


@click.command()
@click.argument("module")
@click.argument("clause", required=False)
@click.argument("words", required=False)
@click.option("--by", default="", help="Who says so.")
@click.option("--approved", default="", help="The resolution that approved it.")
@click.option("--licence", default="", help="The licence of words borrowed from a third text.")
@click.option("--source", default="", help="Where borrowed words come from.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    module: str,
    clause: str | None,
    words: str | None,
    by: str,
    approved: str,
    licence: str,
    source: str,
    as_json: bool,
) -> None:
    """Say why a clause differs from its source.

    Without a clause, asks for every deviation of the module that has no reason yet.
    """
    from schemekit.adopt.reason import Reason, give_reasons, open_deviations
    from schemekit.cli.naming import scheme_root

    root = scheme_root(ctx)
    if clause and words:
        reasons = [Reason(clause=clause, words=words, by=by, approved=approved, licence=licence, source=source)]
    elif is_interactive() and not as_json:
        wanted = [change for change in open_deviations(root, module) if clause in (None, change.id)]
        reasons = _asked([(change.id, f"{change.verb.value}: {change.heading}") for change in wanted], by, approved)
    else:
        raise click.UsageError(f'Say why: schemekit reason {module} {clause or "CLAUSE"} "why it differs"')
    given = give_reasons(root, module, reasons) if reasons else ()
    if as_json:
        print_json("reason", {"module": module, "deviations": [deviation.to_mapping() for deviation in given]})
        return
    for deviation in given:
        click.echo(one_line(f"{module} #{deviation.clause}  {deviation.verb.value}  {deviation.reason}"))
    click.echo(f"{count_words(len(given), 'reason')} recorded. Next: schemekit status")


def _asked(deviations: list[tuple[str, str]], by: str, approved: str) -> list[Reason]:
    from schemekit.adopt.reason import Reason
    from schemekit.cli.questions import ask

    say("Press Enter to leave one for later.")
    reasons = []
    for clause, told in deviations:
        answer = ask(f"#{clause}  {told}\nWhy does the scheme differ here?", "")
        if answer:
            reasons.append(Reason(clause=clause, words=answer, by=by, approved=approved))
    return reasons
