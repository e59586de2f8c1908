"""`schemekit validate`: hold files against their schemas."""

from __future__ import annotations

from pathlib import Path

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, print_findings, print_json

# As in `files.schemas.SCHEMAS`, which is loaded only when files are judged.
KINDS = ("module", "releases", "scheme", "lock", "adoption", "answers", "framework", "crosswalk", "cooperation",
         "theory-of-change", "matches", "catalogue")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--kind", type=OneOf(KINDS), help="What kind of file it is, where its name does not say so.")
@click.option("--no-cache", is_flag=True, help="Judge every file anew, and remember nothing.")
@json_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], kind: str | None, no_cache: bool, as_json: bool) -> int:
    """Hold files against their schemas: module.yaml, releases.yaml, scheme.yaml, scheme.lock, adoption.yaml.

    Also frameworks/ID/VERSION.yaml and crosswalks/*.yaml, and what these name is looked up. PATHS are files and
    folders; without any, the present folder is searched. Every finding names its line, what is wanted and the mend.
    Leaves with 1 when there are findings.
    """
    from schemekit.publish.validate import validate

    outcome = validate(paths or (".",), cache=not no_cache, kind=kind, root=ctx.obj or Path())
    if as_json:
        from schemekit.adopt.reports import finding_mapping

        print_json("validate", {"files": outcome.files, "findings": [finding_mapping(f) for f in outcome.findings]})
    else:
        print_findings(outcome.findings)
        click.echo(f"{count_words(outcome.files, 'file')}, {count_words(len(outcome.findings), 'finding')}")
    return int(bool(outcome.findings))
