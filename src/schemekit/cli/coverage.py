"""`schemekit coverage`: tell which clauses address which framework item, as judged by whom."""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, json_text, paint, print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.crosswalk.coverage import ItemCoverage
    from schemekit.review.coverage.asked import Wanted
    from schemekit.review.coverage.covered import Coverage, FrameworkCoverage

_COLOURS = {"addresses": "green", "partly": "yellow", "not addressed": "red"}
_CLAUSES = 4   # that are named in a line; the files have all
_OWN = 6
_LABEL = 110   # characters: a target of the Sustainable Development Goals can have seven hundred


@click.command()
@click.option("--framework", "frameworks", metavar="ID[@VERSION]", multiple=True,
              help="Only this framework; can be given several times.  [all that your modules are mapped to]")
@click.option("--module", "modules", metavar="MODULE", multiple=True, help="Only this module; likewise.")
@click.option("--since", metavar="STATE", default="",
              help="Also what became of each item since a saved state, such as main or HEAD~1.")
@click.option("--to", "file", metavar="FILE", default="",
              help="Write it to this new file; its ending says how: .html, .xlsx, .csv, .md or .json.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--exit-code", is_flag=True,
              help="Leave with 1 when a clause behind an item counts for less than it was judged; with --since, "
                   "for less than then.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, frameworks: tuple[str, ...], modules: tuple[str, ...], since: str, file: str, *,
    force: bool, exit_code: bool, as_json: bool,
) -> int:
    """Tell which clauses address which item of a framework, as judged by whom.

    From what the scheme really has: a clause that was dropped, turned round, adapted, or has a looser value is told and
    counts for less; words that may take back all others are told first. What the scheme judged itself counts, and is
    marked. In the folder of a library: of its own modules. The files hold the evidence too: each clause's words, force,
    values, version and, where it is published, its address.
    """
    from schemekit.cli.written_file import file_to_write
    from schemekit.review.coverage.asked import Wanted
    from schemekit.review.coverage.formats import ENDINGS

    if as_json and file:
        raise click.UsageError("--json is printed: give it without --to, or name a file that ends in .json")
    target = file_to_write(ctx, file, "coverage", ENDINGS) if file else None
    found, is_scheme = _found(ctx, Wanted(frameworks=frameworks, modules=modules), since)
    if as_json:
        print_json("coverage", _data(found))
    elif target is None:
        _tell(found, is_scheme=is_scheme)
    else:
        is_new = target.write(_made(found, target.ending), force=force)
        for one in found.frameworks:
            tell(f"{one.framework.name}: {one.summary}.")
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}."))
    return int(exit_code and found.is_lowered)


def _found(ctx: click.Context, wanted: Wanted, since: str) -> tuple[Coverage, bool]:
    """The coverage of the scheme, or else of the library, in whose folder the command works."""
    from schemekit.cli.naming import scheme_or_library
    from schemekit.errors import UsageError
    from schemekit.publish.checkout import Checkout
    from schemekit.review.coverage.of_library import library_coverage
    from schemekit.review.coverage.of_scheme import scheme_coverage
    from schemekit.review.coverage.since import with_changes
    from schemekit.site.clause_links import library_links, scheme_links

    place = scheme_or_library(ctx)
    if isinstance(place, Checkout):
        if since:
            raise UsageError("--since is for schemes", why="a library's modules have releases, which never change",
                             fix="ask without --since")
        return library_coverage(place, wanted, library_links(place)), False
    today = date.today()
    found = scheme_coverage(place, wanted, today, scheme_links(place, today))
    return (with_changes(place, found, wanted, since) if since else found), True


def _data(found: Coverage) -> dict[str, object]:
    from schemekit.review.coverage.as_data import data_of

    return data_of(found)


def _made(found: Coverage, ending: str) -> bytes:
    from schemekit.review.coverage.formats import MAKERS

    if ending == "json":
        return f"{json_text('coverage', _data(found))}\n".encode("utf-8", "replace")
    return MAKERS[ending](found)


def _tell(found: Coverage, *, is_scheme: bool) -> None:
    from schemekit.crosswalk.told import DISCLAIMER, OWN_NOTE

    click.echo(style(one_line(found.name), bold=True))
    for notice in found.notices:
        tell(notice)
    for one in found.frameworks:
        click.echo()
        _tell_framework(found, one)
    click.echo()
    if found.own:
        _tell_own(found)
    if found.has_own_judgements:
        tell(OWN_NOTE)
    tell(DISCLAIMER)
    if not found.frameworks:
        step = "suggest MODULE" if not is_scheme else "outdated" if found.modules else "search"
        click.echo(f"Nothing is mapped to a framework. Next: schemekit {step}")
    else:
        click.echo(f"{count_words(len(found.frameworks), 'framework')}. Next: schemekit coverage --to coverage.html")


def _tell_framework(found: Coverage, one: FrameworkCoverage) -> None:
    from schemekit.crosswalk.told import standing_words, without_own_words

    click.echo(style(one_line(f"{one.framework.title} ({one.framework.name})"), bold=True))
    if one.listed:
        print_table([_row(found, item) for item in one.listed], ["Item", "As judged", "Clauses"])
    if one.left_out:
        tell(one.left_out)
    tell(f"{one.summary}.")
    for item in one.own:
        tell(f"{item.item.id} {standing_words(item)}; without it: {without_own_words(item)}")
    for item in one.lowered:
        for why in found.why_lowered(item):
            tell(f"{item.item.id} {'is lowered' if item.is_lower else 'has less behind it'} by {why}")
    if found.since:
        _tell_changes(found, one)


def _row(found: Coverage, item: ItemCoverage) -> list[str]:
    from schemekit.crosswalk.told import standing_words, state_words
    from schemekit.model.crosswalk import Relation

    counted = [one for one in item.evidence if one.relation is not Relation.SUPPORTS]
    # What was changed is what a reader has to see first.
    counted.sort(key=lambda one: not one.is_changed)
    named: dict[str, list[str]] = {}
    for one in counted[:_CLAUSES]:
        words = ", ".join(filter(None, (state_words(one), "judged by itself" if one.is_own else "")))
        state = f" ({words})" if words else ""
        named.setdefault(one.module, []).append(f"#{one.clause}{state}")
    told = "; ".join(f"{module} {', '.join(clauses)}" for module, clauses in named.items())
    more = f" and {len(counted) - _CLAUSES} more" if len(counted) > _CLAUSES else ""
    standing = paint(standing_words(item), _COLOURS[item.standing.value]) if item.is_judged else "judged by nobody"
    label = shorten(item.item.label(found.language), _LABEL, placeholder=" …")
    return [f"{'  ' * item.depth}{item.item.id} {label}", standing, told + more]


def _tell_changes(found: Coverage, one: FrameworkCoverage) -> None:
    click.echo(style(one_line(f"Since {found.since}"), bold=True))
    if not one.changes:
        click.echo("No item stands elsewhere, and none has other clauses behind it.")
    for change in one.changes:
        tell(f"{change.item.item.id} {change.way}: {change.before} -> {change.after}, "
             f"because of {'; '.join(cause.told for cause in change.causes) or 'no clause behind it'}")


def _tell_own(found: Coverage) -> None:
    named = ", ".join(clause.name for clause in found.own[:_OWN])
    more = f" and {len(found.own) - _OWN} more" if len(found.own) > _OWN else ""
    first = found.own[0]
    tell(f"Judged by nobody, so counted for nothing: {named}{more}. See what {first.name} could answer with 'schemekit "
         f"suggest {first.name}', and judge it yourself in policies/{first.module}/crosswalks/; or offer it to the "
         f"source's maintainer: schemekit propose {first.module} {first.clause}")
