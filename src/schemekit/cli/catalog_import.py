"""`schemekit module import catalog.json`: an OSCAL catalog becomes a module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.carried import tell_carried
from schemekit.cli.screen import count_words, print_findings, print_json
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.publish.import_module import Said


def import_command(
    ctx: click.Context, path: str, module_id: str, said: Said, *, group: str, dry_run: bool, as_json: bool
) -> int:
    """Carry out `module import` for a catalog."""
    from schemekit.adopt.reports import finding_mapping
    from schemekit.cli.naming import library_folder, working_folder
    from schemekit.files.given import OFFICE_LIMIT, read_given
    from schemekit.model.finding import Severity
    from schemekit.publish.import_catalog import import_catalog
    from schemekit.publish.import_sources import id_of

    place = working_folder(ctx) / path
    name = module_id or (group and id_of(group)) or id_of(Path(path).stem)
    done = import_catalog(library_folder(ctx, may_begin=True), read_given(place, OFFICE_LIMIT), place.name, name, said,
                          group=group, dry_run=dry_run)
    warnings = sum(finding.severity is Severity.WARNING for finding in done.findings)
    if as_json:
        print_json("module import", {
            "modules": [], "left": [], "findings": [finding_mapping(finding) for finding in done.findings],
            "written": done.is_written,
            "catalog": {
                "module": done.module.id, "files": sorted(done.files), "clauses": len(done.module.clauses),
                "parameters": len(done.module.parameters), "retired": len(done.module.retired),
                "carried": [one.to_mapping() for one in done.losses]}})
        return 0
    print_findings([finding for finding in done.findings if finding.severity is Severity.WARNING][:5])
    click.echo(one_line(f"{done.module.id}: new, {count_words(len(done.module.clauses), 'clause')}, "
                        f"{count_words(len(done.module.parameters), 'parameter')}, "
                        f"{count_words(len(done.module.retired), 'retired clause')}"))
    tell_carried(done.losses, "a module")
    written = "imported" if done.is_written else "would be imported, nothing was written"
    following = f"schemekit module lint {done.module.id}" if done.is_written else "the same without --dry-run"
    click.echo(one_line(f"1 module {written}, {count_words(warnings, 'warning')}. Next: {following}"))
    return 0
