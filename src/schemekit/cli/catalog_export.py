"""`schemekit module export`: a module as an OSCAL catalog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import tell_unconfirmed
from schemekit.cli.carried import tell_carried
from schemekit.cli.screen import count_words, json_option, print_json
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.interchange.oscal_catalog import Catalogued


@click.command("export", epilog="Example:  schemekit module export grievance --to catalog.json")
@click.argument("module")
@click.option("--to", "to", metavar="FILE", required=True, type=click.Path(path_type=Path),
              help="The file, which ends in .json.")
@click.option("--open", "is_open", is_flag=True, help="Leave the blanks open, as parameters without values.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@click.pass_context
def command(ctx: click.Context, module: str, to: Path, *, is_open: bool, force: bool, as_json: bool) -> None:
    """Write a module as an OSCAL 1.2 catalog, and tell what OSCAL cannot hold of it.

    Each clause is a control, each blank a parameter. In a library the values are the defaults; in a scheme the catalog
    has the scheme's own words and values.
    """
    from schemekit.cli.written_file import file_to_write
    from schemekit.interchange.catalog_carriage import losses_of_catalog
    from schemekit.interchange.oscal_catalog import catalog_bytes
    from schemekit.text.document import Document

    target = file_to_write(ctx, to, "a catalog", ("json",))
    if not force:
        target.refuse_taken(has_force=True)
    told = _catalogued(ctx, module, is_open=is_open)
    target.write(catalog_bytes(told), force=force)
    found = losses_of_catalog(told)
    clauses = sum(len(Document.parse(text).clauses) for text in told.texts.values())
    if as_json:
        print_json("module export", {
            "module": told.module.id, "version": told.version, "file": target.place.name, "open": is_open,
            "clauses": clauses, "parameters": len(told.module.parameters),
            "carried": [one.to_mapping() for one in found],
            "unconfirmed": [one.to_mapping() for one in told.unconfirmed]})
        return
    click.echo(one_line(f"{target.place.name}: {told.module.id} {told.version}, {count_words(clauses, 'clause')}, "
                        f"{count_words(len(told.module.parameters), 'parameter')}"))
    tell_carried(found, "OSCAL")
    tell_unconfirmed(told.unconfirmed)
    click.echo("1 catalog written.")


def _catalogued(ctx: click.Context, module: str, *, is_open: bool) -> Catalogued:
    from schemekit.adopt.catalog_export import scheme_catalog
    from schemekit.cli.naming import scheme_or_library
    from schemekit.errors import UsageError
    from schemekit.publish.catalog_export import library_catalog

    place = scheme_or_library(ctx)
    if not isinstance(place, Path):
        return library_catalog(place, module, is_open=is_open)
    if is_open:
        raise UsageError("a scheme's text has no open blanks", why="its values are filled in",
                         fix="leave --open out, or run this in the module's library")
    return scheme_catalog(place, module)
