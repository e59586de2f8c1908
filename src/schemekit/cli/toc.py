"""`schemekit toc`: draw, check, exchange and compare theories of change."""

from __future__ import annotations

from datetime import date

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_findings, print_json, print_table, tell
from schemekit.cli.terminal import one_line
from schemekit.cli.toc_answers import command as answer_command
from schemekit.cli.toc_compare import command as compare_command
from schemekit.cli.toc_sector import command as sector_command
from schemekit.cli.toc_sheet import export_command, import_command


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
    from schemekit.cli.naming import theory_place
    from schemekit.cooperate.theories.opening import open_theory
    from schemekit.cooperate.theories.showing import FORMATS, lacks_picture, shown_as
    from schemekit.theory.outline import outline

    target = file_named(ctx, file, "a theory of change", FORMATS, as_json=as_json)
    opened = open_theory(theory, theory_place(ctx, offline=offline))
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
    from schemekit.cli.naming import theory_place
    from schemekit.cooperate.theories.check import check_opened, check_theories
    from schemekit.cooperate.theories.opening import open_theory
    from schemekit.cooperate.theories.records import theory_ids
    from schemekit.model.finding import has_errors

    place = theory_place(ctx, offline=offline)
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


for part in (import_command, export_command, compare_command, answer_command, sector_command):
    command.add_command(part)
