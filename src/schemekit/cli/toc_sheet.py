"""`schemekit toc import` and `toc export`: a theory of change as a sheet, in and out."""

from __future__ import annotations

from pathlib import Path

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json, tell
from schemekit.cli.terminal import one_line

_COMMENTS = 5   # of those that were lost; more are counted


@click.command("import", epilog="Example:  schemekit toc import filled-in.xlsx --as copper")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "theory_id", metavar="ID", required=True, help="By which id the scheme knows it.")
@click.option("--replace", "is_replacing", is_flag=True, help="Let it take the place of the theory of that id.")
@json_option
@click.pass_context
def import_command(ctx: click.Context, file: Path, theory_id: str, *, is_replacing: bool, as_json: bool) -> None:
    """Take in a theory from a sheet (.xlsx or .csv). What cannot be understood is told with its row and column."""
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.cooperate.theories.taking_in import import_theory
    from schemekit.files.given import read_given

    data = read_given(working_folder(ctx) / file)
    done = import_theory(scheme_root(ctx), data, file.name, theory_id, is_replacing=is_replacing)
    if as_json:
        print_json("toc import", done.to_mapping())
        return
    theory = done.theory
    counted = (count_words(len(theory.steps), "step"), count_words(len(theory.arrows), "arrow"),
               count_words(len(theory.assumptions), "assumption"), count_words(len(theory.risks), "risk"))
    for line in done.unread:
        click.echo(one_line(f"note: {line}"), err=True)
    for comment in done.lost[:_COMMENTS]:
        tell(f"A comment went with what it stood at: {comment}", "  ")
    if len(done.lost) > _COMMENTS:
        click.echo(f"and {len(done.lost) - _COMMENTS} more comments; the earlier file is in the scheme's history")
    if done.stale:
        tell(f"{count_words(done.stale, 'answer')} about words that changed: answer anew with 'schemekit toc answer'.",
             "  ")
    how = "taken in" if done.is_new else "renewed" if done.has_changed else "is as it was"
    tell(f"{theory.id} {how}: {', '.join(counted)}. {count_words(len(done.warnings), 'thing')} to look at. "
         f"Next: schemekit toc check {theory.id}", "")


@click.command("export", epilog="Example:  schemekit toc export --blank --to theory.xlsx")
@click.argument("theory", metavar="[THEORY]", required=False, default="")
@click.option("--to", "file", metavar="FILE", required=True, help="The sheet to write, .xlsx or .csv.")
@click.option("--blank", "is_blank", is_flag=True, help="An empty one, to be filled in.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@offline_option
@click.pass_context
def export_command(ctx: click.Context, theory: str, file: str, *, is_blank: bool, force: bool, offline: bool) -> None:
    """Write a theory as a sheet that people fill in or change with a spreadsheet program."""
    from schemekit.cli.naming import theory_place
    from schemekit.cli.written_file import file_to_write
    from schemekit.cooperate.start import own_answers
    from schemekit.cooperate.theories.exchange import ENDINGS, blank_sheet, sheet_of
    from schemekit.cooperate.theories.opening import open_theory

    target = file_to_write(ctx, file, "a sheet", ENDINGS)
    place = theory_place(ctx, offline=offline)
    if is_blank:
        known = "ID"
        data = blank_sheet(target.ending, own_answers(place.scheme) if place.scheme else {})
    else:
        opened = open_theory(theory, place)
        known, data = opened.theory.id, sheet_of(opened.theory, target.ending)
    is_new = target.write(data, force=force)
    click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}. "
                        f"When it is filled in: schemekit toc import {target.name} --as {known}"
                        f"{'' if is_blank else ' --replace'}"))
