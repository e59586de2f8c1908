"""`schemekit cooperate set`: fill in the header of a cooperation without a text editor."""

from __future__ import annotations

import click

from schemekit.cli.cooperation_named import fields, known_ids, pair
from schemekit.cli.screen import count_words, json_option, print_json
from schemekit.cli.terminal import one_line

_KINDS = ("cash", "staff", "data", "text", "venue", "other")


@click.command("set", short_help="Fill in fields without a text editor.",
               epilog='Example:  schemekit cooperate set consent outcome="One guidance for both"')
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.argument("values", metavar="[FIELD=WORDS]…", nargs=-1, shell_complete=fields)
@click.option("--objective", default="", help="Add an objective: what is to be reached.")
@click.option("--measure", default="", help="How one sees that this objective was reached.")
@click.option("--due", default="", metavar="YYYY-MM-DD", help="By when it is to be reached.")
@click.option("--gives", multiple=True, metavar="PARTY=WORDS",
              help="Add what a party puts in: its id and a few words. Give it once for each.")
@click.option("--kind", type=click.Choice(_KINDS), default="other", show_default=True,
              help="What kind of thing --gives names.")
@json_option
@click.pass_context
def command(ctx: click.Context, cooperation: str, values: tuple[str, ...], objective: str, measure: str, due: str,
            gives: tuple[str, ...], kind: str, as_json: bool) -> None:
    """Fill in the header of a cooperation; everything else in its file stays as it is.

    Fields: title, outcome, begins_with, convenor.name, convenor.neutral, convenor.why, basis, intensity,
    scope.commodities (with commas), scope.stages, scope.places, scope.actors, start, end, review_due, public_url,
    publish, publish_provisions, publish_reasons. FIELD= without words empties one.
    """
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.header_edit import Given, HeaderEdit, Reached, edit_header

    if (measure or due) and not objective:
        raise click.UsageError("--measure and --due tell of an objective; say which with --objective.")
    pairs = [pair(text, "set", 'outcome="One guidance for both"', may_be_empty=True) for text in values]
    given = [pair(text, "--gives", 'efc="two experts"') for text in gives]
    done = edit_header(scheme_root(ctx), cooperation, HeaderEdit(
        values=dict(pairs), objectives=[Reached(words=objective, measure=measure, due=due)] if objective else [],
        gives=[Given(party=party, words=words, kind=kind) for party, words in given]))
    if as_json:
        print_json("cooperate set", done.to_mapping())
        return
    for place in done.places:
        click.echo(one_line(place))
    click.echo(f"{count_words(len(done.places), 'place')} of {done.id} set. Next: schemekit cooperate check {done.id}")
