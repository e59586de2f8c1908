"""`schemekit approve`: record which body approved a text, and from when it holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import folded, json_option, print_json, say
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.approvals.approve import Approved

_DAY = "YYYY-MM-DD"


@click.command()
@click.argument("modules", nargs=-1, required=True, metavar="MODULE…")
@click.option("--body", default="", help="The body that approved: the board, the council, the general assembly.")
@click.option("--date", "day", default="", metavar=_DAY, help="The day of the approval.")
@click.option("--resolution", default="", help="The number or title of its resolution.")
@click.option("--effective", default="", metavar=_DAY,
              help="From when the text binds; the day of the approval without.")
@click.option("--version", default="", help="Your own number for the text (V1-0): it stands in the title block.")
@click.option("--published", default="", metavar=_DAY, help="When it was or is made public.")
@click.option("--transition-end", default="", metavar=_DAY, help="Until when the earlier text may still be used.")
@click.option("--review-due", default="", metavar=_DAY,
              help="By when it is reviewed; without, counted from your review cycle.")
@click.option("--expires", default="", metavar=_DAY, help="From when it does not hold any more.")
@click.option("--vote", default="", help="How the body voted, by chamber where it has several.")
@click.option("--conditions", default="", help="What the approval is tied to.")
@click.option("--minutes", default="", help="Where the minutes are kept.")
@click.option("--signatory", default="", help="Who signed for the body.")
@click.option("--despite-open", is_flag=True, help="Also while something is still open in the text.")
@click.option("--as-written", is_flag=True, help="Also for a body that the scheme does not name, and a day to come.")
@click.option("--again", is_flag=True,
              help="Also where the same body's approval of that day is recorded with other particulars.")
@click.option("--withdraw", default="", metavar=_DAY,
              help="Take the approval of that day out of the record, if it was a mistake. The history keeps it.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, /, modules: tuple[str, ...], despite_open: bool, as_written: bool, again: bool,
    withdraw: str, as_json: bool, **given: str,
) -> None:
    """Record which body approved a text, and from when it holds.

    The approval is of the words as they stand now, by their digest, and keeps them in the scheme's history: every later
    change shows as "changed since". For the meeting itself, print a sheet first: schemekit sheet MODULE --to sheet.pdf
    """
    if withdraw:
        _withdraw(ctx, modules, withdraw.strip(), as_json=as_json, is_alone=not any((*given.values(), despite_open)))
        return
    for name, option in (("body", "--body"), ("day", "--date")):
        if not given[name]:
            raise click.UsageError(f"Missing option '{option}'.")
    from schemekit.approvals.approve import approve
    from schemekit.cli.naming import scheme_root
    from schemekit.model.approval import Approval

    stated = {name: " ".join(words.split()) for name, words in given.items()}
    approval = Approval(date=stated.pop("day"), text_sha256="", **stated)
    done = approve(scheme_root(ctx), modules, approval, date.today(), despite_open=despite_open,
                   as_written=as_written, again=again)
    if as_json:
        print_json("approve", {"approvals": [item.to_mapping() for item in done],
                               "warnings": [words for item in done for words in item.warnings]})
        return
    for item in done:
        _tell(item)
    click.echo("Next: schemekit calendar, or schemekit export for the approved text")


def _withdraw(ctx: click.Context, modules: tuple[str, ...], day: str, *, as_json: bool, is_alone: bool) -> None:
    from schemekit.approvals.withdraw import withdraw
    from schemekit.cli.naming import scheme_root

    if not is_alone:
        raise click.UsageError("--withdraw takes an approval out again, and records none: give it alone.")
    done = withdraw(scheme_root(ctx), modules, day)
    if as_json:
        print_json("approve", {"approvals": [], "withdrawn": [item.to_mapping() for item in done]})
        return
    for item in done:
        click.echo(folded(one_line(f"{item.module}: not {item.approval.words} any more; the history keeps that it was "
                                   "recorded"), "  "))
    click.echo("Next: schemekit approve, as it should be")


def _tell(item: Approved) -> None:
    known = " (was recorded before)" if item.is_known else ""
    click.echo(folded(one_line(f"{item.module}: {item.standing.words}{known}"), "  "))
    for words in item.warnings:
        say(style(one_line(f"  note: {words}"), fg="yellow"))
    review = item.standing.approval.review_due
    if review:
        click.echo(f"  review due {one_line(review)}")
