"""`schemekit suggest`: propose which framework items a clause could answer; a person judges."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.review.suggesting.asked import Ask
    from schemekit.review.suggesting.ranking import ClauseSuggestions, Suggestion

_MOST = 20   # proposals for a clause and framework
_LABEL = 110   # characters, as on the screen of `coverage`


@click.command()
@click.argument("clause", required=False, default="", metavar="[MODULE[#CLAUSE]]")
@click.option("--framework", "frameworks", metavar="ID[@VERSION]", multiple=True,
              help="Only from this framework; can be given several times.")
@click.option("--top", type=click.IntRange(1, _MOST), default=3, show_default=True,
              help="How many items of each framework.")
@click.option("--to", "file", metavar="FILE", default="",
              help="Write them to this new .xlsx or .csv file, with columns to judge in.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, clause: str, frameworks: tuple[str, ...], top: int, file: str, *, force: bool, as_json: bool
) -> None:
    """Propose which items of a framework a clause could answer.

    By the words that both have, the rarest first; they are shown. A proposal is no judgement, and no crosswalk is
    written. Without a module: for the clauses that nobody judged. Works in a scheme, and in the folder of a library.
    """
    from schemekit.cli.written_file import file_to_write
    from schemekit.review.suggesting.asked import Ask
    from schemekit.review.suggesting.formats import ENDINGS, csv_of, data_of, xlsx_of

    if as_json and file:
        raise click.UsageError("--json is printed: give it without --to")
    target = file_to_write(ctx, file, "a sheet of suggestions", ENDINGS) if file else None
    found, is_scheme = _found(ctx, Ask.parse(clause, frameworks, top))
    if as_json:
        print_json("suggest", data_of(found))
    elif target is None:
        _tell(found, is_scheme=is_scheme, is_named=bool(clause))
    else:
        is_new = target.write(xlsx_of(found) if target.ending == "xlsx" else csv_of(found), force=force)
        number = count_words(sum(len(one.found) for one in found), "proposal")
        click.echo(one_line(f"{number} in {target.place.name}{'' if is_new else ', which is as it was'}. Next: write "
                            "what you agree with into the module's crosswalks"))
        _tell_where(found, is_scheme=is_scheme)


def _found(ctx: click.Context, ask: Ask) -> tuple[tuple[ClauseSuggestions, ...], bool]:
    from schemekit.cli.naming import scheme_or_library
    from schemekit.publish.checkout import Checkout
    from schemekit.review.suggesting.asked import library_suggestions, scheme_suggestions

    place = scheme_or_library(ctx)
    if isinstance(place, Checkout):
        return library_suggestions(place, ask), False
    return scheme_suggestions(place, ask), True


def _tell(found: Sequence[ClauseSuggestions], *, is_scheme: bool, is_named: bool) -> None:
    for one in found:
        click.echo(style(one_line(f"{one.module}#{one.clause}   {one.label}"), bold=True))
        if one.found:
            print_table([_row(item) for item in one.found], ["", "Item", "Words that matched", "Judged"])
        else:
            click.echo("  No item has a word of it.")
        click.echo()
    if not found and not is_named:
        nobody = "You added no clause that nobody judged" if is_scheme else "Some row of a crosswalk names each clause"
        click.echo(f"{nobody}. Name a module or a clause: schemekit suggest MODULE#CLAUSE")
        return
    tell(f"{count_words(sum(len(one.found) for one in found), 'proposal')} by words that both sides have; whether a "
         f"clause answers an item is for a person to judge, and nothing was written.")
    _tell_where(found, is_scheme=is_scheme)


def _tell_where(found: Sequence[ClauseSuggestions], *, is_scheme: bool) -> None:
    """Where a row goes with which somebody agrees: of a scheme into its own crosswalk, as its own judgement."""
    first = next(((one.module, item.framework.id) for one in found for item in one.found), None)
    if first is None or not is_scheme:
        return
    module, framework = first
    tell(f"What you agree with is your own judgement: write it into policies/{module}/crosswalks/{framework}.yaml, or "
         f"into a sheet: schemekit crosswalk export {module} --framework {framework} --to {framework}.xlsx")


def _row(item: Suggestion) -> list[str]:
    judged = f"{item.judged.relation.value} ({item.judged.judge})" if item.judged else ""
    label = shorten(item.item.label(), _LABEL, placeholder=" …")
    return [f"  {item.framework.id} {item.rank}", f"{item.item.id} {label}", ", ".join(item.words), judged]
