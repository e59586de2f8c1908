"""`schemekit site`: make the website of a library or a scheme, and look at it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, print_json, say
from schemekit.cli.terminal import one_line, visible

if TYPE_CHECKING:
    from schemekit.errors import SchemekitError
    from schemekit.site.building import Built


@click.group()
def command() -> None:
    """Make the website of a library or a scheme.

    In a library: the catalogue of its modules. In a scheme: its handbook, with what it has approved. Everything is
    made on this computer, into the folder site; nothing is published.
    """


@command.command(epilog="Example:  schemekit site build")
@click.option("--out", "html", metavar="FOLDER", default=None, type=click.Path(path_type=Path),
              help="Where the website goes; without it, the folder site.")
@click.option("--pages-only", is_flag=True, help="Only the Markdown pages, for a renderer of your own.")
@json_option
@click.pass_context
def build(ctx: click.Context, html: Path | None, *, pages_only: bool, as_json: bool) -> int:
    """Make the website: pages that changed are rendered anew, links and anchors are checked.

    Leaves with 1 where a link leads nowhere, and where a cooperation is shown in words that were not signed.
    """
    from schemekit.cli.naming import working_folder
    from schemekit.cli.told_commands import told_commands
    from schemekit.site import making

    if html and pages_only:
        raise click.UsageError("--pages-only writes no website, so --out has nothing to name.")
    here = working_folder(ctx)
    request = making.SiteRequest(here=here, today=date.today(), html=(here / html).absolute() if html else None,
                                 commands=told_commands)
    built = making.pages(request) if pages_only else making.build(request)
    if as_json:
        print_json("site", built.to_mapping())
    else:
        _tell(built, is_rendered=not pages_only)
    return 1 if built.warnings else 0


@command.command(epilog="Example:  schemekit site serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Where your browser finds it; 0 for any that is free.")
@click.pass_context
def serve(ctx: click.Context, port: int) -> int:
    """Look at the website in your browser, on this computer alone.

    It is made anew when a text changes; load the page again to see it. Ctrl-C ends it.
    """
    from schemekit.cli.naming import working_folder
    from schemekit.cli.told_commands import told_commands
    from schemekit.site.making import SiteRequest
    from schemekit.site.serving import serve as serve_it

    request = SiteRequest(here=working_folder(ctx), today=date.today(), commands=told_commands)
    say("Making the website; the first time takes a while …")
    with suppress(KeyboardInterrupt):
        serve_it(request, port, _tell_again, lambda address: click.echo(f"Look at {address} and stop with Ctrl-C."))
    return 0


def _tell_again(built: Built | SchemekitError) -> None:
    from schemekit.errors import SchemekitError

    if isinstance(built, SchemekitError):
        say(f"error: {visible(str(built))}")
        return
    _tell_notes(built)
    click.echo(f"{count_words(built.pages, 'page')}, {built.rendered} rendered anew.")


def _tell(built: Built, *, is_rendered: bool) -> None:
    _tell_notes(built)
    place = one_line(str(built.html))
    if not is_rendered:
        click.echo(f"{count_words(built.pages, 'page')} written, with mkdocs.yml: {place}")
        return
    click.echo(f"{count_words(built.pages, 'page')}, {built.rendered} rendered anew, "
               f"{count_words(len(built.warnings), 'warning')}.")
    click.echo(f"It begins at {place}/index.html")


def _tell_notes(built: Built) -> None:
    for line in (*built.notes, *built.warnings):
        say(f"  {one_line(line)}")
