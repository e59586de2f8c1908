"""`schemekit toc`: draw, check, exchange and compare theories of change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, offline_option, print_findings, print_json, print_table, tell
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.cooperate.theories.opening import Place


_COMMENTS = 5   # of those that were lost; more are counted


@click.group()
def command() -> None:
    """Draw, check, exchange and compare theories of change.

    Start one with 'schemekit cooperate new theory-of-change', or fill in a sheet: 'schemekit toc export --blank'.
    """


@command.command(epilog="Example:  schemekit toc show copper --to copper.svg")
@click.argument("theory", metavar="[THEORY]", required=False, default="")
@click.option("--to", "file", metavar="FILE", default="",
              help="Write a picture (.svg), Mermaid text (.mmd), its words (.md), or both (.docx, .pdf).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@offline_option
@json_option
@click.pass_context
def show(ctx: click.Context, theory: str, file: str, *, force: bool, offline: bool, as_json: bool) -> None:
    """Show a theory in words, or write it as a picture or a paper."""
    from schemekit.cli.beside import file_named
    from schemekit.cooperate.theories.opening import open_theory
    from schemekit.cooperate.theories.showing import FORMATS, lacks_picture, shown_as
    from schemekit.theory.outline import outline

    target = file_named(ctx, file, "a theory of change", FORMATS, as_json=as_json)
    opened = open_theory(theory, _place(ctx, offline=offline))
    if target is not None:
        is_new = target.write(shown_as(opened, target.ending), force=force)
        step = f"schemekit toc show {theory} --to words.md" if target.ending in ("svg", "mmd") else \
            f"schemekit toc check {theory}"
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}. "
                            + ("The same in words: " if target.ending in ("svg", "mmd") else "Next: ") + step))
        if lacks_picture(target.ending):
            tell("It has no picture: typst draws it, which comes with the extra 'pdf'.", "")
    elif as_json:
        print_json("toc show", {"theory": opened.theory.key, "record": opened.theory.to_mapping(),
                                "words": outline(opened.theory)})
    else:
        from schemekit.cli.toc_screen import tell_theory

        tell_theory(opened.theory)


@command.command(epilog="Example:  schemekit toc check copper")
@click.argument("theory", metavar="[THEORY]", required=False, default="")
@offline_option
@json_option
@click.pass_context
def check(ctx: click.Context, theory: str, *, offline: bool, as_json: bool) -> int:
    """Find outcomes without a path, assumptions that nobody watches, loops, and names that lead nowhere.

    Without a name, all of the scheme's theories are looked at. Leaves with 1 while there is an error.
    """
    from schemekit.cooperate.theories.check import check_opened, check_theories
    from schemekit.cooperate.theories.opening import open_theory
    from schemekit.cooperate.theories.records import theory_ids
    from schemekit.model.finding import has_errors

    place = _place(ctx, offline=offline)
    if place.scheme is not None and (not theory or theory in theory_ids(place.scheme)):
        checked = check_theories(place.scheme.root, date.today(), theory)
    else:
        checked = check_opened(open_theory(theory, place))
    if as_json:
        print_json("toc check", checked.to_mapping())
    else:
        print_findings(checked.findings)
        tell(f"{count_words(len(checked.theories), 'theory', 'theories')} checked, "
             f"{count_words(len(checked.findings), 'finding')}.", "")
    return int(has_errors(checked.findings))


@command.command("import", epilog="Example:  schemekit toc import filled-in.xlsx --as copper")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "theory_id", metavar="ID", required=True, help="By which id the scheme knows it.")
@click.option("--replace", "is_replacing", is_flag=True, help="Let it take the place of the theory of that id.")
@json_option
@click.pass_context
def import_(ctx: click.Context, file: Path, theory_id: str, *, is_replacing: bool, as_json: bool) -> None:
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


@command.command(epilog="Example:  schemekit toc export --blank --to theory.xlsx")
@click.argument("theory", metavar="[THEORY]", required=False, default="")
@click.option("--to", "file", metavar="FILE", required=True, help="The sheet to write, .xlsx or .csv.")
@click.option("--blank", "is_blank", is_flag=True, help="An empty one, to be filled in.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@offline_option
@click.pass_context
def export(ctx: click.Context, theory: str, file: str, *, is_blank: bool, force: bool, offline: bool) -> None:
    """Write a theory as a sheet that people fill in or change with a spreadsheet program."""
    from schemekit.cli.written_file import file_to_write
    from schemekit.cooperate.start import own_answers
    from schemekit.cooperate.theories.exchange import ENDINGS, blank_sheet, sheet_of
    from schemekit.cooperate.theories.opening import open_theory

    target = file_to_write(ctx, file, "a sheet", ENDINGS)
    place = _place(ctx, offline=offline)
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


@command.command(epilog="Example:  schemekit toc compare copper ../forest-council --to side-by-side.html")
@click.argument("theories", metavar="A B [C…]", nargs=-1, required=True)
@click.option("--to", "file", metavar="FILE", default="",
              help="Write a page (.html), Markdown (.md), or a spreadsheet in which people answer (.xlsx).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@offline_option
@json_option
@click.pass_context
def compare(ctx: click.Context, theories: tuple[str, ...], file: str, *, force: bool, offline: bool,
            as_json: bool) -> None:
    """Put two or more theories side by side: what they share, where they pull apart, what they could do together.

    The same theories give the same answer every time; each score is shown with its parts, and answers of people count
    more. A theory is named by its id, a file (.yaml, .xlsx, .csv), another scheme's folder or its git address;
    FOLDER#ID names one of several.
    """
    from schemekit.cli.beside import file_named
    from schemekit.cooperate.theories.compare import FORMATS, compared, comparison_as

    target = file_named(ctx, file, "a comparison", FORMATS, as_json=as_json)
    opened, reports = compared(theories, _place(ctx, offline=offline))
    if target is not None:
        is_new = target.write(comparison_as(reports, target.ending), force=force)
        own = next((one.theory.id for one in opened if one.is_own), "ID")
        step = f"Answers back: schemekit toc answer {own} {' '.join(one.named for one in opened if not one.is_own)} " \
               f"--from {target.name} --by NAME" if target.ending == "xlsx" else \
            "Answer what is open: schemekit toc answer"
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}. {step}"))
    elif as_json:
        print_json("toc compare", {"theories": [one.theory.key for one in opened],
                                   "pairs": [report.to_mapping() for report in reports]})
    else:
        from schemekit.cli.toc_screen import tell_comparison

        tell_comparison(reports, [one.named for one in opened])


@command.command(epilog="Example:  schemekit toc answer copper ../forest-council --pair less-water=clean-streams "
                        "--say same --by \"A. Author\"")
@click.argument("theories", metavar="ID OTHER [OTHER…]", nargs=-1, required=True)
@click.option("--pair", "pairs", multiple=True, metavar="LEFT=RIGHT",
              help="A step of each. Give it once for each pair.")
@click.option("--say", "verdict", type=OneOf(("same", "different", "tension")), help="What the pairs are.")
@click.option("--from", "file", type=click.Path(path_type=Path), help="Take the answers from a filled-in .xlsx.")
@click.option("--by", "judges", multiple=True, metavar="NAME",
              help="Who judged. With --from, once for each whom the sheet may name; the first stands behind the rest.")
@click.option("--reason", default="", help="Why, in a sentence.")
@click.option("--replace", "is_replacing", is_flag=True, help="Let it take the place of an answer on record.")
@offline_option
@json_option
@click.pass_context
def answer(ctx: click.Context, theories: tuple[str, ...], pairs: tuple[str, ...], verdict: str | None,
           file: Path | None, judges: tuple[str, ...], reason: str, *, is_replacing: bool, offline: bool,
           as_json: bool) -> None:
    """Say what two steps are to each other where the score does not decide, and keep it with name and day.

    Without --pair and --from, the open pairs are asked one by one. The first theory is one of your own; the answers
    are kept beside it, in cooperation/ID/matches.yaml. Of a sheet only rows count that were sent with it.
    """
    from schemekit.cli.naming import working_folder
    from schemekit.cli.toc_answers import asked_answers, named_answers
    from schemekit.cli.toc_screen import tell_answers
    from schemekit.cooperate.theories.answers import RecordedAnswers, answers_in, record_answers
    from schemekit.cooperate.theories.compare import sheet_answers
    from schemekit.cooperate.theories.opening import open_theories
    from schemekit.cooperate.theories.records import matches_path
    from schemekit.errors import UsageError

    place = _place(ctx, offline=offline)
    opened = open_theories(theories, place)
    own = next((one for one in opened if one.is_own), None)
    if own is None or place.scheme is None:
        raise UsageError("none of them is a theory of your own scheme", why="answers are kept beside one",
                         fix="name one of yours first; 'schemekit toc import' takes one in")
    known = [one.theory for one in opened]
    today, known_already = date.today().isoformat(), 0
    if file is not None:
        sheet = sheet_answers(working_folder(ctx) / file, known, answers_in(place.scheme),
                              judges=tuple(name.strip() for name in judges), today=today, is_replacing=is_replacing)
        for note in sheet.notes:
            click.echo(one_line(f"note: {note}"), err=True)
        found, known_already = sheet.answers, sheet.known
    elif len(judges) > 1:
        raise click.UsageError("One person judges at a time: say --by once, or take a sheet in with --from.")
    elif pairs:
        found = named_answers(known, pairs, verdict, "".join(judges), today, reason)
    else:
        found = asked_answers(place.scheme, known, "".join(judges), today)
    if known_already and not found:
        done = RecordedAnswers(file=matches_path(own.theory.id), answers=())
    else:
        done = record_answers(place.scheme.root, own.theory.id, found, is_replacing=is_replacing)
    if as_json:
        print_json("toc answer", done.to_mapping())
        return
    tell_answers(done, known_already)
    click.echo(one_line(f"{count_words(len(done.answers), 'answer')} kept in {done.file}. "
                        f"Next: schemekit toc compare {' '.join(theories)}"))


@command.command(epilog="Example:  schemekit toc sector theories/*.yaml --to sector.html")
@click.argument("theories", metavar="A B [C…]", nargs=-1, required=True)
@click.option("--to", "file", metavar="FILE", default="",
              help="Write a page (.html), Markdown (.md), a spreadsheet (.xlsx) or its matrix (.csv).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@offline_option
@json_option
@click.pass_context
def sector(ctx: click.Context, theories: tuple[str, ...], file: str, *, force: bool, offline: bool,
           as_json: bool) -> None:
    """See many theories at once: who works on which themes, who is near whom, who stands alone, what nobody covers."""
    from schemekit.cli.beside import file_named
    from schemekit.cooperate.theories.compare import SECTOR_FORMATS, sector_as, sector_of

    target = file_named(ctx, file, "a sector view", SECTOR_FORMATS, as_json=as_json)
    view = sector_of(theories, _place(ctx, offline=offline))
    if target is not None:
        is_new = target.write(sector_as(view, target.ending), force=force)
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}. "
                            f"Two of them: schemekit toc compare {' '.join(theories[:2])}"))
    elif as_json:
        print_json("toc sector", view.to_mapping())
    else:
        from schemekit.cli.toc_screen import tell_sector

        tell_sector(view)


@command.command(epilog="Example:  schemekit toc themes water")
@click.argument("words", metavar="[WORD]", required=False, default="")
@json_option
def themes(words: str, *, as_json: bool) -> None:
    """List the codes by which steps say what they are about; with a word, those that it stands in."""
    from schemekit.theory.vocabulary import vocabulary

    known, wanted = vocabulary(), words.casefold()
    found = [theme for theme in known.leaves
             if wanted in f"{theme.code} {theme.label} {known.label(theme.parents[0])}".casefold()]
    if as_json:
        print_json("toc themes", {"themes": [
            {"code": theme.code, "label": theme.label, "area": theme.parents[0], "field": theme.parents[1],
             "sdg_targets": list(theme.targets)} for theme in found]})
        return
    print_table([[theme.code, theme.label, known.label(theme.parents[0]), ", ".join(theme.targets)]
                 for theme in found], ["Code", "Theme", "Area", "SDG targets"])
    click.echo(f"{count_words(len(found), 'theme')}.")


def _place(ctx: click.Context, *, offline: bool) -> Place:
    """Where theories are looked for: the folder, and the scheme that it belongs to, if any."""
    from schemekit.adopt.writing import reading
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.cooperate.theories.opening import Place
    from schemekit.errors import NotASchemeError

    try:
        scheme = reading(scheme_root(ctx))
    except NotASchemeError:
        scheme = None
    return Place(here=working_folder(ctx), scheme=scheme, is_offline=offline)
