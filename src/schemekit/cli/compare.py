"""`schemekit compare`: lay another scheme beside yours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import Writable, file_named, tell_unconfirmed, write_made
from schemekit.cli.screen import json_option, offline_option, paint, print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.crosswalk.lined_up import LinedUp

_COLOURS = {"matched": "green", "partly": "yellow", "to look at": "yellow", "gap": "red", "beyond": "cyan"}
_LINES = 30   # on the screen; a file has all


@click.command()
@click.argument("schemes", metavar="[OURS] THEIRS", nargs=-1, required=True)
@click.option("--framework", "frameworks", metavar="ID[@VERSION]", multiple=True,
              help="Also by the items of this framework; can be given several times.  [all that either is mapped to]")
@click.option("--module", "modules", metavar="MODULE", multiple=True, help="Only the clauses of this module; likewise.")
@click.option("--to", "file", metavar="FILE", default="",
              help="Write it to this new file; its ending says how: .html, .docx, .pdf, .md, .xlsx or .json.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context, schemes: tuple[str, ...], frameworks: tuple[str, ...], modules: tuple[str, ...], file: str, *,
    force: bool, as_json: bool, offline: bool,
) -> None:
    """Lay another scheme beside yours: what it has for what you ask.

    By the clauses of modules that both adopted, and by the items of frameworks on which both were judged. OURS and
    THEIRS are folders or addresses of repositories; without OURS, the scheme you are in. A row says matched, partly, to
    look at, gap or beyond, with the figures that differ; whether that is enough is for the body that recognises.
    """
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.cooperate.compare import Comparing, compare_schemes
    from schemekit.cooperate.lined_paper import FORMATS, lined_mapping

    target = file_named(ctx, file, "a comparison", FORMATS, as_json=as_json)
    if len(schemes) > 2:
        raise click.UsageError("Two schemes are compared at a time; name one or two.")
    ours = schemes[0] if len(schemes) == 2 else str(scheme_root(ctx).absolute())
    lined = compare_schemes(working_folder(ctx).absolute(), Comparing(
        ours=ours, theirs=schemes[-1], frameworks=frameworks, modules=modules, offline=offline))
    if as_json:
        print_json("compare", lined_mapping(lined))
    elif target is None:
        _tell(lined)
    else:
        write_made(target, _made(lined).as_file, force=force)
        tell_unconfirmed(lined.unconfirmed)


def _made(lined: LinedUp) -> Writable:
    from schemekit.cooperate.lined_paper import lined_mapping, lined_paper, lined_sheets

    return Writable(
        command="compare", mapping=lambda: lined_mapping(lined),
        paper=lambda: lined_paper(lined, date.today().isoformat()), sheets=lambda: lined_sheets(lined),
        title=f"{lined.theirs} beside {lined.ours}")


def _tell(lined: LinedUp) -> None:
    from schemekit.cooperate.lined_paper import not_judged_told, summary

    click.echo(style(one_line(f"{lined.theirs} beside {lined.ours}"), bold=True))
    click.echo()
    rows = [[paint(row.match.value, _COLOURS[row.match.value]), f"{row.module}#{row.clause}",
             "; ".join((row.way.value, *row.told))] for row in lined.clauses if row.way.value != "the same"]
    rows += [[paint(row.match.value, _COLOURS[row.match.value]), f"{row.framework} {row.item}",
              f"{row.label}: ours {row.ours.value}, theirs {row.theirs.value}"]
             for row in lined.items if row.match.value != "matched"]
    if rows:
        print_table(rows[:_LINES], ["Lines up", "What", ""])
        if len(rows) > _LINES:
            tell(f"and {len(rows) - _LINES} more: --to comparison.html has all of them")
        click.echo()
    for words, names in (("Only ours", lined.only_ours), ("Only theirs", lined.only_theirs)):
        if names:
            tell(f"{words}: {', '.join(names)}", "")
    tell_unconfirmed(lined.unconfirmed)
    for line in not_judged_told(lined):
        tell(line, "")
    click.echo(one_line(f"{summary(lined)}. Next: schemekit recognise THEIRS --as ID"))
