"""`schemekit cooperate set`: fill in the record of a cooperation without a text editor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.cooperation_named import fields, known_ids, lists, pair
from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, print_json, print_table, say
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = ("cash", "staff", "data", "text", "venue", "other")


@click.command("set", short_help="Fill in fields without a text editor.",
               epilog='Example:  schemekit cooperate set efc exit="Ninety days of notice." '
                      '--add exclusions="the product claim"')
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.argument("values", metavar="[FIELD=WORDS]…", nargs=-1, shell_complete=fields)
@click.option("--list", "is_list", is_flag=True, help="List every field there is, with what it says now.")
@click.option("--add", "added", multiple=True, metavar="LIST=WORDS", shell_complete=lists,
              help='Add an entry to a list: --add claims="…", or with parts: '
                   '--add deliverables="A guidance; owner=efc; due=2027-09-30". Give it once for each.')
@click.option("--objective", default="", help="Add an objective: what is to be reached.")
@click.option("--measure", default="", help="How one sees that this objective was reached.")
@click.option("--due", default="", metavar="YYYY-MM-DD", help="By when it is to be reached.")
@click.option("--gives", multiple=True, metavar="PARTY=WORDS",
              help="Add what a party puts in: its id and a few words. Give it once for each.")
@click.option("--kind", type=OneOf(_KINDS), default="other", show_default=True,
              help="What kind of thing --gives names.")
@click.option("--reason", default="", help="Why, in a sentence; it goes into the history.")
@click.option("--by", default="", help="Which body decided it, with --reason.")
@json_option
@click.pass_context
def command(ctx: click.Context, cooperation: str, values: tuple[str, ...], added: tuple[str, ...], objective: str,
            measure: str, due: str, gives: tuple[str, ...], kind: str, reason: str, by: str, *, is_list: bool,
            as_json: bool) -> None:
    """Fill in the record of a cooperation; everything else in its file stays as it is.

    Every field of the record can be set, those of all cooperations and the terms of its type: --list names them, with
    what each says now. A field with parts is named with dots, as in exit.notice_days; an entry of a list by its id, its
    first words or its number, as in deliverables.guidance.due. FIELD= without words empties it or takes the entry out.
    """
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.record_filling import RecordFilling, fill_record

    if (measure or due) and not objective:
        raise click.UsageError("--measure and --due tell of an objective; say which with --objective.")
    if by and not reason:
        raise click.UsageError("--by tells who decided it; say why with --reason.")
    pairs = [pair(text, "set", 'outcome="One guidance for both"', may_be_empty=True) for text in values]
    entries: list[tuple[str, str | dict[str, str]]] = [
        pair(text, "--add", 'exclusions="the product claim"') for text in added]
    if objective:
        entries.append(("objectives", {"objective": objective, "measure": measure, "due": due}))
    entries += [("contributions", {"party": party, "kind": kind, "gives": words})
                for party, words in (pair(text, "--gives", 'efc="two experts"') for text in gives)]
    root = scheme_root(ctx)
    if is_list:
        if pairs or entries:
            raise click.UsageError("--list only shows the fields: leave it out to set some.")
        _list(root, cooperation, as_json=as_json)
        return
    done = fill_record(root, cooperation, RecordFilling(values=dict(pairs), entries=entries, reason=reason, by=by),
                       date.today())
    if as_json:
        print_json("cooperate set", done.to_mapping())
        return
    for place in done.places:
        click.echo(one_line(place))
    if done.is_unexplained:
        say("People rely on it already: with --reason it stands in the history why this changed.")
    click.echo(f"{count_words(len(done.places), 'place')} of {done.id} set. Next: schemekit cooperate check {done.id}")


def _list(root: Path, cooperation: str, *, as_json: bool) -> None:
    from schemekit.cooperate.record_filling import told_fields

    told = told_fields(root, cooperation)
    if as_json:
        print_json("cooperate set", {"id": cooperation, "set": [], "fields": [one.to_mapping() for one in told]})
        return
    print_table([[one.written, one.now or "-", one.words] for one in told], ["Field", "Now", "What it is"])
    click.echo(f"{count_words(len(told), 'field')}. Next: schemekit cooperate set {cooperation} FIELD=\"…\"")
