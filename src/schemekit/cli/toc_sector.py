"""`schemekit toc sector`: many theories of change at once."""

from __future__ import annotations

import click

from schemekit.cli.screen import json_option, offline_option, print_json
from schemekit.cli.terminal import one_line


@click.command("sector", epilog="Example:  schemekit toc sector theories/*.yaml --to sector.html")
@click.argument("theories", metavar="A B [C…]", nargs=-1, required=True)
@click.option("--to", "file", metavar="FILE", default="",
              help="Write a page (.html), Markdown (.md), a spreadsheet (.xlsx) or its matrix (.csv).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@offline_option
@json_option
@click.pass_context
def command(ctx: click.Context, theories: tuple[str, ...], file: str, *, force: bool, offline: bool,
           as_json: bool) -> None:
    """See many theories at once: who works on which themes, who is near whom, who stands alone, what nobody covers."""
    from schemekit.cli.beside import file_named
    from schemekit.cli.naming import theory_place
    from schemekit.cooperate.theories.compare import SECTOR_FORMATS, sector_as, sector_of

    target = file_named(ctx, file, "a sector view", SECTOR_FORMATS, as_json=as_json)
    view = sector_of(theories, theory_place(ctx, offline=offline))
    if target is not None:
        is_new = target.write(sector_as(view, target.ending), force=force)
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}. "
                            f"Two of them: schemekit toc compare {' '.join(theories[:2])}"))
    elif as_json:
        print_json("toc sector", view.to_mapping())
    else:
        from schemekit.cli.toc_screen import tell_sector

        tell_sector(view)
