"""`schemekit recognise`: turn a comparison with another scheme into a record to be judged and signed."""

from __future__ import annotations

from datetime import date

import click

from schemekit.cli.beside import tell_unconfirmed
from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, few_words, json_option, offline_option, print_json, tell
from schemekit.cli.terminal import one_line

_OBJECTS = ("certificate", "audit result", "standard", "component")


@click.command()
@click.argument("other", metavar="FOLDER-OR-ADDRESS")
@click.option("--into", "--as", "cooperation", metavar="ID", required=True,
              help="The recognition: a new one, or one there is, whose rows are lined up anew.")
@click.option("--module", "modules", metavar="MODULE", multiple=True,
              help="Only the clauses of this module; can be given several times.  [all that both adopted]")
@click.option("--framework", "frameworks", metavar="ID[@VERSION]", multiple=True,
              help="Also a row for each item of this framework; likewise.")
@click.option("--direction", type=OneOf(("unilateral", "mutual")), default=None,
              help="Whether one recognises the other, or each the other.  [unilateral]")
@click.option("--extent", type=OneOf(("partial", "full")), default=None,
              help="Whether all that you ask is covered.  [partial]")
@click.option("--object", "object_", type=OneOf(_OBJECTS), default=None, help="What is recognised.")
@click.option("--title", default="", help="What people call it.")
@click.option("--place", default="", metavar="ADDRESS",
              help="How the record names the other scheme, where that is not as you name it here.")
@click.option("--party", default="", metavar="ID",
              help="Who the other scheme is in the record, where it goes on under another id or name.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context, other: str, cooperation: str, modules: tuple[str, ...], frameworks: tuple[str, ...],
    direction: str | None, extent: str | None, object_: str | None, title: str, place: str, party: str, *,
    as_json: bool, offline: bool,
) -> None:
    """Turn a comparison with another scheme into a recognition: a row for each provision, an agreement to sign.

    Each row says how the two line up and waits for a person's judgement. Run it again when either side changed: what
    was judged stays where the words are the same, and is open again where they are not. A record stays with the scheme
    that it is with: another one is refused, and --party says that it is the same under another name. The other options
    change the terms of a record only while it is proposed.
    """
    from schemekit.cli.naming import scheme_named, scheme_root
    from schemekit.cooperate.lined_paper import not_judged_told, summary
    from schemekit.cooperate.recognise import Recognising, recognise

    done = recognise(scheme_root(ctx), Recognising(
        other=scheme_named(ctx, other), id=cooperation, today=date.today().isoformat(), place=place, party=party,
        modules=modules, frameworks=frameworks, direction=direction or "", extent=extent or "", object=object_ or "",
        title=title, offline=offline))
    if as_json:
        print_json("recognise", done.to_mapping())
        return
    for path in done.files:
        click.echo(path)
    items = "" if done.lined.items else " (items of frameworks, which 'compare' counts too: --framework ID)"
    tell(f"{done.lined.theirs} beside {done.lined.ours}: {summary(done.lined)}{items}", "")
    tell_unconfirmed(done.lined.unconfirmed)
    for words in (*not_judged_told(done.lined), *done.told):
        tell(words, "")
    if done.kept:
        tell(f"{count_words(done.kept, 'judgement')} kept, as the words are the same", "")
    if done.again:
        tell(f"to judge again, as words changed: {few_words(done.again)}", "")
    waiting = f", {count_words(len(done.open_rows), 'row')} to judge" if done.open_rows else ""
    click.echo(one_line(f"{done.id} written{waiting}. Next: {done.next_step}"))
