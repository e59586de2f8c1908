"""`schemekit sheet`: the page that a body signs when it approves a text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from schemekit.cli.terminal import one_line


@click.command()
@click.argument("module")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="The file to write, .docx or .pdf.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_context
def command(ctx: click.Context, module: str, file: Path, *, force: bool) -> None:
    """Write the page that a body signs when it approves a text.

    It names the text by its digest, lists what differs from the source and why, and leaves blanks for the meeting. Once
    the approval is recorded, they are filled in.
    """
    from schemekit.approvals.sheet import is_approved, sign_off_sheet, written_sheet
    from schemekit.cli.naming import file_to_write, scheme_root
    from schemekit.files.new_file import put

    root = scheme_root(ctx)
    paper = sign_off_sheet(root, module, date.today())
    is_new = put(file_to_write(ctx, file), written_sheet(paper, file.suffix.lower()), force=force)
    done = "written" if is_new else "is as it was"
    step = "It is approved already. Next: schemekit calendar" if is_approved(root, module, date.today()) else \
        f"After the meeting: schemekit approve {module} --body … --date …"
    click.echo(one_line(f"{file.name} {done}. {step}"))
