"""`schemekit site`: make the website of a library or a scheme, and look at it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from schemekit.cli.screen import count_words, json_option, print_json, say
from schemekit.cli.terminal import one_line


@click.group()
def command() -> None:
    """Make the website of a library or a scheme.

    In a library: the catalogue of its modules. In a scheme: its handbook, with what it has approved. Everything is
    made on this computer, into the folder site; nothing is published.
    """


@command.command(epilog="Example:  schemekit site build")
@click.option("--out", "html", metavar="FOLDER", default=None, type=click.Path(path_type=Path),
              help="Where the website goes; without it, the folder site.")
@json_option
@click.pass_context
def build(ctx: click.Context, html: Path | None, *, as_json: bool) -> int:
    """Make the website: pages that changed are rendered anew, links and anchors are checked.

    Leaves with 1 where a link leads nowhere.
    """
    from schemekit.cli.naming import working_folder
    from schemekit.site.making import SiteRequest
    from schemekit.site.making import build as build_it

    here = working_folder(ctx)
    built = build_it(SiteRequest(here=here, today=date.today(), html=(here / html).absolute() if html else None))
    if as_json:
        print_json("site", built.to_mapping())
    else:
        for line in (*built.notes, *built.warnings):
            say(f"  {one_line(line)}")
        click.echo(f"{count_words(built.pages, 'page')}, {built.rendered} rendered anew, "
                   f"{count_words(len(built.warnings), 'warning')}.")
        click.echo(f"It begins at {one_line(str(built.html))}/index.html")
    return 1 if built.warnings else 0
