"""`schemekit toc compare`: two or more theories of change side by side."""

from __future__ import annotations

import click

from schemekit.cli.screen import json_option, offline_option, print_json
from schemekit.cli.terminal import one_line


@click.command("compare", epilog="Example:  schemekit toc compare copper ../forest-council --to side-by-side.html")
@click.argument("theories", metavar="A B [C…]", nargs=-1, required=True)
@click.option("--to", "file", metavar="FILE", default="",
              help="Write a page (.html), Markdown (.md), or a spreadsheet in which people answer (.xlsx).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@offline_option
@json_option
@click.pass_context
def command(ctx: click.Context, theories: tuple[str, ...], file: str, *, force: bool, offline: bool,
            as_json: bool) -> None:
    """Put two or more theories side by side: what they share, where they pull apart, what they could do together.

    The same theories give the same answer every time; each score is shown with its parts, and answers of people count
    more. A theory is named by its id, a file (.yaml, .xlsx, .csv), another scheme's folder or its git address;
    FOLDER#ID names one of several.
    """
    from schemekit.cli.beside import file_named
    from schemekit.cli.naming import theory_place
    from schemekit.cooperate.theories.compare import FORMATS, compared, comparison_as

    target = file_named(ctx, file, "a comparison", FORMATS, as_json=as_json)
    opened, reports = compared(theories, theory_place(ctx, offline=offline))
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
