"""`schemekit crosswalk`: a crosswalk out to people and other programs, and back as a change that can be reviewed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import tell_unconfirmed
from schemekit.cli.carried import tell_carried
from schemekit.cli.screen import count_words, is_interactive, json_option, paint, print_json, say, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemekit.interchange.assessing import CrosswalkImport
    from schemekit.interchange.carriage import Format, Loss
    from schemekit.interchange.changes import RowChange, Wish
    from schemekit.interchange.exchanged import Exchanged, Received

_ENDINGS = ("xlsx", "tsv", "json", "yaml")
_COLOURS = {"new": "green", "changed": "yellow", "gone": "red", "stale": "magenta"}
_LONG, _SHOWN = 70, 40


@click.group()
def command() -> None:
    """Send a crosswalk out, and take it back.

    A crosswalk says which clause of a module answers which item of a framework. It goes out as a spreadsheet for people
    (.xlsx), as SSSOM (.tsv), as an OSCAL mapping collection (.json) or as a library for CISO Assistant (.yaml). Works
    in a library and in a scheme.
    """


@command.command(epilog="Example:  schemekit crosswalk export grievance --framework ungp-31 --to ungp-31.xlsx")
@click.argument("module")
@click.option("--framework", default="", metavar="ID", help="To which framework.  [the only one there is]")
@click.option("--to", "to", metavar="FILE", required=True, type=click.Path(path_type=Path),
              help="The file: .xlsx, .tsv, .json or .yaml, by its ending.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@click.pass_context
def export(ctx: click.Context, module: str, framework: str, to: Path, *, force: bool, as_json: bool) -> None:
    """Write a crosswalk as a file, and tell what the format cannot hold of it.

    In a scheme it has the rows that came with the module and the scheme's own; of a framework that nothing is mapped to
    yet it is an empty table, to be filled in. The spreadsheet has a row for each
    clause and item, lists to choose from, and a row for each clause that nobody mapped yet.
    """
    from schemekit.cli.written_file import file_to_write
    from schemekit.interchange.carriage import losses
    from schemekit.interchange.choosing import chosen
    from schemekit.interchange.formats import format_of, written

    target = file_to_write(ctx, to, "a crosswalk", _ENDINGS)
    if not force:
        target.refuse_taken(has_force=True)
    form = format_of(target.ending)
    sent = chosen(_there(ctx, module, framework), module, framework)
    target.write(written(sent, form), force=force)
    found = losses(sent.crosswalk, form)
    if as_json:
        print_json("crosswalk export", _exported(sent, form, target.place.name, found))
        return
    walk = sent.crosswalk
    click.echo(one_line(f"{target.place.name}: {walk.module} {walk.module_version} and {walk.framework} "
                        f"{walk.framework_version}, {count_words(len(walk.rows), 'row')}, "
                        f"{count_words(len(walk.together), 'joint judgement')}"))
    tell_carried(found, form.told)
    tell_unconfirmed(sent.unconfirmed)
    click.echo(one_line(f"1 crosswalk written. Next: schemekit crosswalk import {target.name}"))


@command.command("import", epilog="Example:  schemekit crosswalk import ungp-31.xlsx --yes")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--module", default="", metavar="ID", help="The module, where the file does not name one of yours.")
@click.option("--framework", default="", metavar="ID", help="The framework, likewise.")
@click.option("--judge", default="", metavar="NAME",
              help="Who judged the rows that are new or changed.  [in a scheme: the scheme]")
@click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="When.  [with --judge, and in a scheme: today]")
@click.option("--keep", is_flag=True, help="Keep rows that the file does not have.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--fewer", is_flag=True, help="With --yes: write even where more than half of the rows would go.")
@json_option
@click.pass_context
def import_(ctx: click.Context, file: Path, module: str, framework: str, judge: str, day: str, *, keep: bool,
            yes: bool, fewer: bool, as_json: bool) -> int:
    """Take a crosswalk back: tell row by row what would change, and write it once you say so.

    Nothing is written while a row is refused; each is named with its row and column. The change lies in the working
    copy: comments and order stay, so that it can be read and taken back. Rows that both sides changed stay as they are
    here. Leaves with 1 where rows are refused, stale, or wait for your word.
    """
    from schemekit.cli.naming import day_named, working_folder
    from schemekit.files.given import OFFICE_LIMIT, read_given
    from schemekit.interchange.changes import Wish
    from schemekit.interchange.formats import format_of, received

    form = format_of(file.suffix)
    when = day_named(day)
    wish = Wish(judge=judge, date=when.isoformat() if when else date.today().isoformat() if judge else "", keep=keep)
    came = received(read_given(working_folder(ctx) / file, OFFICE_LIMIT), file.name, form)
    came = _named(came, file.name, module=module, framework=framework)
    done = _imported(ctx, came, form, wish, write=False)
    if done.text and not as_json:
        _tell_import(done, file.name)
        if not yes and is_interactive():
            yes = fewer = _agrees(done)
    if done.text and yes and (fewer or not done.plan.loses_most):
        done = _imported(ctx, came, form, wish, write=True)
    code = int(bool(done.refusals or any(change.news.value == "stale" for change in done.plan.changes)
                    or (done.text and not done.is_written)))
    if as_json:
        print_json("crosswalk import", _import_mapping(done))
        return code
    if not done.text:
        _tell_import(done, file.name)
    _tell_end(done, file.name, is_held=yes and done.plan.loses_most and not fewer)
    return code


def _there(ctx: click.Context, module: str, framework: str) -> tuple[Exchanged, ...]:
    """The crosswalks of a module where the command works."""
    from schemekit.adopt.crosswalk_exchange import scheme_crosswalks
    from schemekit.cli.naming import scheme_or_library
    from schemekit.publish.crosswalk_exchange import library_crosswalks

    place = scheme_or_library(ctx)
    if isinstance(place, Path):
        return scheme_crosswalks(place, module, framework)
    return library_crosswalks(place, module)


def _imported(ctx: click.Context, came: Received, form: Format, wish: Wish, *, write: bool) -> CrosswalkImport:
    from schemekit.adopt.crosswalk_exchange import import_own_crosswalk
    from schemekit.cli.naming import scheme_or_library
    from schemekit.publish.crosswalk_exchange import import_crosswalk

    place = scheme_or_library(ctx)
    if isinstance(place, Path):
        return import_own_crosswalk(place, came, form, wish, write=write)
    return import_crosswalk(place.root, came, form, wish, write=write)


def _named(came: Received, name: str, *, module: str, framework: str) -> Received:
    """What the file brought, about what the user says it is about."""
    from dataclasses import replace

    from schemekit.interchange.choosing import refuse_nameless

    said = {key: value for key, value in (("module", module), ("framework", framework)) if value}
    came = replace(came, head={**came.head, **said})
    refuse_nameless(came, name)
    return came


def _agrees(done: CrosswalkImport) -> bool:
    from schemekit.cli.questions import ask_yes

    gone = f"{_most_gone(done)}. " if done.plan.loses_most else ""
    return ask_yes(f"{gone}Shall {done.file} be changed so?", default=False)


def _most_gone(done: CrosswalkImport) -> str:
    from schemekit.interchange.changes import News

    return f"{done.plan.count(News.GONE)} of {done.plan.before} rows would go"


def _tell_import(done: CrosswalkImport, name: str) -> None:
    for change in done.plan.changes[:_SHOWN]:
        _tell_change(change)
    if len(done.plan.changes) > _SHOWN:
        click.echo(f"… and {len(done.plan.changes) - _SHOWN} more; --json lists them all")
    for part, before, after in done.plan.head:
        tell(f"{paint('changed', 'yellow')}  {part}: {_short(before) or 'nothing'} -> {_short(after) or 'nothing'}")
    for refusal in done.refusals[:_SHOWN]:
        say(f"{style('refused', fg='red')}  {one_line(f'{name}: {refusal.place}: {refusal.found}')}")
        say(f"         {one_line(f'fix: {refusal.fix}')}")
    if len(done.refusals) > _SHOWN:
        say(f"… and {len(done.refusals) - _SHOWN} more; --json lists them all")
    for note in done.plan.notes:
        tell(f"note: {note}")
    _tell_not_held(done)
    for found in done.reread[:_SHOWN]:
        tell(f"note: {found}: read the clause again")


def _tell_not_held(done: CrosswalkImport) -> None:
    """What the file could not say: in rows that are here it stays, in new ones it is wanting."""
    from schemekit.interchange.carriage import Fate, losses

    found = [one.part for one in losses(done.plan.crosswalk, done.form) if one.fate in (Fate.LOST, Fate.CHANGED)]
    if found:
        tell(f"note: {done.form.told} does not hold {', '.join(found)}: they stay as they are here")


def _tell_change(change: RowChange) -> None:
    news = change.news.value
    place = f" ({change.place})" if change.place else ""
    words = "; ".join(
        f"{part}: {f'{_short(before)} -> ' if before and news != 'gone' else ''}{_short(after)}"
        for part, before, after in change.parts
        if news not in ("new", "gone") or part in ("relation", "rationale"))
    click.echo(f"{style(f'{news:<7}', fg=_COLOURS[news])}  {one_line(f'{change.told}{place}: {words}')}")


def _short(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[: _LONG - 1]}…"


def _tell_end(done: CrosswalkImport, name: str, *, is_held: bool) -> None:
    from schemekit.interchange.changes import News

    counts = ", ".join(f"{done.plan.count(news)} {news.value}" for news in News if done.plan.count(news))
    if done.refusals:
        say(f"{style('error: ', fg='red')}nothing was written: {count_words(len(done.refusals), 'place')} in "
            f"{one_line(name)} cannot be taken")
        say("  fix: mend the places named above, then run the command again")
        return
    if is_held:
        say(f"{style('error: ', fg='red')}nothing was written: {_most_gone(done)}")
        say(f"  why: more than half of them, and {one_line(name)} may have been cut or filtered on its way")
        say("  fix: --keep keeps the rows that it does not have; say --fewer if they shall go")
        return
    if done.is_empty:
        stale = f"{counts}: both sides changed it, and ours stays. " if counts else ""
        click.echo(one_line(f"{stale}Nothing to write: {done.file} is as {name} says."
                            if not stale else f"{stale}Nothing was written."))
        return
    counts = counts or count_words(len(done.plan.head), "line")
    if done.is_written:
        click.echo(one_line(f"{done.file}: {counts}. Next: git diff {done.file}"))
    else:
        click.echo(one_line(f"{done.file}: {counts}. Nothing was written. Next: the same command with --yes"))


def _exported(sent: Exchanged, form: Format, name: str, found: Sequence[Loss]) -> dict[str, object]:
    walk = sent.crosswalk
    return {"module": walk.module, "module_version": walk.module_version, "framework": walk.framework,
            "framework_version": walk.framework_version, "file": name, "type": form.value, "rows": len(walk.rows),
            "together": len(walk.together), "carried": [one.to_mapping() for one in found],
            "unconfirmed": [one.to_mapping() for one in sent.unconfirmed]}


def _import_mapping(done: CrosswalkImport) -> dict[str, object]:
    from schemekit.interchange.carriage import losses

    return {
        "module": done.plan.crosswalk.module,
        "framework": done.plan.crosswalk.framework,
        "file": done.file,
        "type": done.form.value,
        "changes": [
            {"news": change.news.value, "place": change.place, "clause": change.clause, "item": change.item,
             "together": change.is_joint,
             "parts": [{"part": part, "before": before, "after": after} for part, before, after in change.parts]}
            for change in done.plan.changes
        ],
        "head": [{"part": part, "before": before, "after": after} for part, before, after in done.plan.head],
        "refused": [{"place": one.place, "found": one.found, "fix": one.fix} for one in done.refusals],
        "notes": [*done.plan.notes, *(f"{found}: read the clause again" for found in done.reread)],
        "carried": [one.to_mapping() for one in losses(done.plan.crosswalk, done.form)],
        "written": done.is_written,
    }
