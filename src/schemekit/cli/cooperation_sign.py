"""`schemekit cooperate sign`: write down who signed a cooperation's documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.cooperation_named import known_ids
from schemekit.cli.screen import json_option, print_json, tell
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.cooperate.sign import SignedCooperation


@click.command("sign", short_help="Write down who signed, and when.",
                 epilog='Example:  schemekit cooperate sign consent efc --by "B. Other, director" --date 2026-11-02')
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.argument("party", metavar="PARTY")
@click.option("--by", required=True, help="Who signed for the party: name and office.")
@click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="The day on the paper.  [today]")
@click.option("--document", default="", metavar="FILE", help="Which document.  [all that the record names]")
@click.option("--words", default="", metavar="DIGEST",
              help="The digits after 'Words' at the foot of the signed paper, all 32: refused where the text has"
              " others.")
@json_option
@click.pass_context
def command(ctx: click.Context, cooperation: str, party: str, by: str, day: str, document: str, words: str,
            as_json: bool) -> None:
    """Write down who signed for a party, on which day, and on which words.

    The paper with the signatures stays with you; the record says that it is there, and 'check' tells when a signature
    is missing, and when the words are no longer those that were signed. PARTY is the party's id.
    """
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.sign import Signing, sign_cooperation

    today = date.today().isoformat()
    done = sign_cooperation(scheme_root(ctx), cooperation, Signing(
        party=party, by=by, day=day or today, today=today, document=document, words=words))
    if as_json:
        print_json("cooperate sign", done.to_mapping())
        return
    _tell_signed(done, is_compared=bool(words))


def _tell_signed(done: SignedCooperation, *, is_compared: bool) -> None:
    from schemekit.cooperate.signed_words import digest_words

    for was in done.before:
        tell(one_line(f"in the place of {was}"), "")
    for title, digest in done.documents:
        ask = "" if is_compared else ": are these at the foot of the paper?"
        words = f", words {digest_words(digest)}{ask}" if digest else ""
        click.echo(one_line(f"{title}: signed for {done.party}{words}"))
    if done.missing:
        click.echo(one_line(f"Not signed yet: {', '.join(done.missing)}. Next: schemekit cooperate check {done.id}"))
    elif done.is_proposed:
        click.echo(one_line("All parties have signed. Next: schemekit cooperate change "
                            f'{done.id} --state active --reason "All parties signed."'))
    else:
        click.echo(one_line(f"All parties have signed. Next: schemekit cooperate check {done.id}"))
