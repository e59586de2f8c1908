"""`schemekit sheet`: the page that a body signs when it approves a text."""

from __future__ import annotations

from datetime import date

import click

from schemekit.cli.terminal import one_line


@click.command()
@click.argument("module")
@click.option("--to", "file", metavar="FILE", required=True,
              help="The file to write, .docx or .pdf.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_context
def command(ctx: click.Context, module: str, file: str, *, force: bool) -> None:
    """Write the page that a body signs when it approves a text.

    It names the text by its digest, lists what differs from the source and why, and leaves blanks for the meeting. Once
    the approval is recorded, they are filled in.
    """
    from schemekit.approvals.sheet import FORMATS, is_approved, sign_off_sheet
    from schemekit.cli.naming import scheme_root
    from schemekit.cli.written_file import file_to_write
    from schemekit.word.paper import paper_as

    target = file_to_write(ctx, file, "a sign-off sheet", FORMATS)
    root = scheme_root(ctx)
    paper = sign_off_sheet(root, module, date.today())
    is_new = target.write(paper_as(paper, target.ending), force=force)
    done = "written" if is_new else "is as it was"
    step = "It is approved already. Next: schemekit calendar" if is_approved(root, module, date.today()) else \
        f"After the meeting: schemekit approve {module} --body … --date …"
    click.echo(one_line(f"{target.place.name} {done}. {step}"))
