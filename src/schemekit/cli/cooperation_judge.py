"""`schemekit cooperate judge`: write down what people made of a recognition's rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import file_named, write_made
from schemekit.cli.cooperation_named import known_ids
from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, few_words, json_option, print_json, tell
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.cooperate.judge import Judged

_JUDGEMENTS = ("accepted", "accepted with top-up", "not accepted")


@click.command("judge",
               epilog='Example:  schemekit cooperate judge efc --matched --as accepted --by "Technical Committee"')
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.argument("rows", metavar="[ROW]…", nargs=-1)
@click.option("--matched", is_flag=True, help="All rows that line up as matched and that nobody judged yet.")
@click.option("--as", "judgement", type=OneOf(_JUDGEMENTS), help="What you make of them.")
@click.option("--by", default="", help="Who judged: a body, or a person.")
@click.option("--top-up", default="", help="What has to be added; without it, what the row says already.")
@click.option("--reason", default="", help="Why; asked for where something is not accepted.")
@click.option("--to", "file", metavar="FILE.xlsx", default="",
              help="Write the rows to this new spreadsheet, with room for a judgement of each.")
@click.option("--from", "returned", metavar="FILE.xlsx", default=None, type=click.Path(path_type=Path),
              help="Take the judgements out of that spreadsheet.")
@click.option("--replace", "is_replacing", is_flag=True, help="Let it take the place of a judgement on record.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@click.pass_context
def command(ctx: click.Context, cooperation: str, rows: tuple[str, ...], judgement: str | None, by: str, top_up: str,
            reason: str, file: str, returned: Path | None, *, matched: bool, is_replacing: bool, force: bool,
            as_json: bool) -> None:
    """Write down what people made of a recognition's rows. A row is named as in grievance#appeal.

    Or judge in a spreadsheet: --to makes it, --from takes it back. All of it is taken or nothing: a row that is none,
    whose words changed meanwhile, or that lacks a top-up or a reason is told with its place. --by is for rows that name
    no judge. What is judged already gives way only with --replace; the history of the record keeps it.
    """
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.cooperate.judge import JudgedRows, judge_by_sheet, judge_rows, sheet_of
    from schemekit.files.given import read_given
    from schemekit.model.recognition import Judgement

    root, today = scheme_root(ctx), date.today().isoformat()
    if sum((bool(file), returned is not None, judgement is not None)) != 1:
        raise click.UsageError("Say one of three: --as with rows, --to FILE.xlsx, or --from FILE.xlsx.")
    if judgement is None and (rows or matched or top_up or reason):
        raise click.UsageError("Rows, --matched, --top-up and --reason go with --as; a spreadsheet says them itself.")
    target = file_named(ctx, file, "rows to judge", ("xlsx",), as_json=as_json)
    if target is not None:
        write_made(target, lambda _: sheet_of(root, cooperation), force=force)
        return
    if returned is not None:
        place = working_folder(ctx) / returned
        done = judge_by_sheet(root, cooperation, read_given(place), place.name, by=by, day=today,
                              is_replacing=is_replacing)
        for note in done.notes:
            click.echo(one_line(f"note: {note}"), err=True)
    else:
        done = judge_rows(root, cooperation, JudgedRows(
            judgement=Judgement(judgement), by=by, day=today, rows=rows, is_matched=matched, top_up=top_up,
            reason=reason, is_replacing=is_replacing))
    if as_json:
        print_json("cooperate judge", done.to_mapping())
    elif returned is None:
        _tell(done, f"{judgement} by {by}")
    else:
        if done.open_rows:
            tell(f"not judged yet: {few_words(done.open_rows)}", "")
        _tell(done, f"judged as {returned.name} says")


def _tell(done: Judged, how: str) -> None:
    for one in done.replaced:
        tell(one.told, "")
    click.echo(one_line(f"{count_words(len(done.rows), 'row')} {how}, {len(done.open_rows)} open yet. "
                        f"Next: schemekit cooperate check {done.id}"))
