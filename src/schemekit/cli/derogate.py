"""`schemekit derogate`: record an exception that a body granted from a clause, or take one out of the record."""

from __future__ import annotations

import click

from schemekit.cli.screen import folded, json_option, print_json
from schemekit.cli.terminal import one_line

_DAY = "YYYY-MM-DD"


@click.command()
@click.argument("module")
@click.argument("clause")
@click.option("--for", "scope", default="", help="For whom, and for what.")
@click.option("--from", "start", default="", metavar=_DAY, help="The first day.")
@click.option("--to", "end", default="", metavar=_DAY, help="The last day.")
@click.option("--reason", default="", help="Why.")
@click.option("--by", "approver", default="", help="Who granted it, with its resolution.")
@click.option("--as-written", is_flag=True, help="Also for a body that looks misspelt.")
@click.option("--withdraw", default="", metavar=_DAY,
              help="Take the derogation that begins on that day out of the record, if it was a mistake; of several, "
                   "say which with --for.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, module: str, clause: str, scope: str, start: str, end: str, reason: str, approver: str,
    as_written: bool, withdraw: str, as_json: bool,
) -> None:
    """Record an exception that a body granted from a clause.

    It stands in the adoption statement and in the calendar. The same clause and scope again replaces it, for instance
    with a later end. One that was a mistake is taken out: schemekit derogate MODULE CLAUSE --withdraw 2026-11-01
    """
    others = {"--from": start, "--reason": reason, "--by": approver}
    if withdraw:
        if any((*others.values(), end, as_written)):
            raise click.UsageError("--withdraw takes a derogation out again, and records none: give it alone, or with "
                                   "--for.")
        _withdraw(ctx, module, clause, withdraw.strip(), scope, as_json=as_json)
        return
    for option, given_words in {"--for": scope, **others}.items():
        if not given_words:
            raise click.UsageError(f"Missing option '{option}'.")
    from schemekit.adopt.clause_names import clause_named
    from schemekit.approvals.derogate import derogate
    from schemekit.cli.naming import scheme_root
    from schemekit.model.derogation import Derogation

    root = scheme_root(ctx)
    words = {"clause": clause_named(root, module, clause), "scope": scope, "start": start, "end": end, "reason": reason,
             "approver": approver}
    given = Derogation(**{name: " ".join(text.split()) for name, text in words.items()})
    done = derogate(root, module, given, as_written=as_written)
    if as_json:
        print_json("derogate", done.to_mapping())
        return
    until = f" until {given.end}" if given.end else ", without an end"
    told = "replaced" if done.replaced else "recorded"
    click.echo(folded(one_line(f"{module} #{given.clause}: derogation {told}, from {given.start}{until}, for "
                               f"{given.scope}"), "  "))
    click.echo("Next: schemekit calendar")


def _withdraw(ctx: click.Context, module: str, clause: str, day: str, scope: str, *, as_json: bool) -> None:
    from schemekit.approvals.derogate import withdraw_derogation
    from schemekit.cli.naming import scheme_root

    done = withdraw_derogation(scheme_root(ctx), module, clause.lstrip("#"), day, " ".join(scope.split()))
    if as_json:
        print_json("derogate", done.to_mapping())
        return
    gone = done.derogation
    click.echo(folded(one_line(f"{module} #{gone.clause}: derogation from {gone.start} for {gone.scope} is no more in "
                               "the record"), "  "))
    click.echo("Next: schemekit calendar")
