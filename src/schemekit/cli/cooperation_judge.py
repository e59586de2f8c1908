"""`schemekit cooperate judge`: write down what people made of a recognition's rows."""

from __future__ import annotations

from datetime import date

import click

from schemekit.cli.cooperation_named import known_ids
from schemekit.cli.screen import count_words, json_option, print_json
from schemekit.cli.terminal import one_line

_JUDGEMENTS = ("accepted", "accepted with top-up", "not accepted")


@click.command("judge",
               epilog='Example:  schemekit cooperate judge efc --matched --as accepted --by "Technical Committee"')
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.argument("rows", metavar="[ROW]…", nargs=-1)
@click.option("--matched", is_flag=True, help="All rows that line up as matched and that nobody judged yet.")
@click.option("--as", "judgement", type=click.Choice(_JUDGEMENTS), required=True, help="What you make of them.")
@click.option("--by", required=True, help="Who judged: a body, or a person.")
@click.option("--top-up", default="", help="What has to be added; without it, what the row says already.")
@click.option("--reason", default="", help="Why; asked for where something is not accepted.")
@json_option
@click.pass_context
def command(ctx: click.Context, cooperation: str, rows: tuple[str, ...], judgement: str, by: str, top_up: str,
            reason: str, *, matched: bool, as_json: bool) -> None:
    """Write down what people made of a recognition's rows. A row is named as in grievance#appeal."""
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.judge import JudgedRows, judge_rows
    from schemekit.model.recognition import Judgement

    done = judge_rows(scheme_root(ctx), cooperation, JudgedRows(
        judgement=Judgement(judgement), by=by, day=date.today().isoformat(), rows=rows, is_matched=matched,
        top_up=top_up, reason=reason))
    if as_json:
        print_json("cooperate judge", done.to_mapping())
        return
    click.echo(one_line(f"{count_words(len(done.rows), 'row')} {judgement} by {by}, {done.open} open yet. "
                        f"Next: schemekit cooperate check {done.id}"))
