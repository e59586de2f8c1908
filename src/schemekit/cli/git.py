"""`schemekit git`: let git compare and bring together policy texts by clause."""

from __future__ import annotations

import click

from schemekit.cli.screen import json_option, print_json


@click.group()
def command() -> None:
    """Let git compare and bring together policy texts by clause.

    For those who work with git themselves. Everybody else needs none of this.
    """


@command.command(epilog="Example:  schemekit git install")
@click.option("--undo", is_flag=True, help="Take it all out again; your own lines in .gitattributes stay.")
@json_option
@click.pass_context
def install(ctx: click.Context, undo: bool, as_json: bool) -> None:
    """Let git use schemekit for policy texts in this repository.

    'git merge', 'rebase' and 'cherry-pick' then bring policies together by clause, then sentence, then word, and leave
    marks only where both sides changed the same words; 'git diff' names the clause of each change. Each copy of the
    repository has to be told once. Without schemekit git goes on as before, by line.
    """
    from schemekit.adopt.driver import install as set_up
    from schemekit.cli.naming import working_folder

    done = set_up(working_folder(ctx), undo=undo)
    if as_json:
        print_json("git install", done.to_mapping())
        return
    if undo:
        click.echo("Undone: git compares and merges policies by line again.")
    else:
        click.echo("git now compares and merges the Markdown files in policies/ by clause, in this copy.")
    if done.is_changed:
        click.echo(f".gitattributes {'lost' if undo else 'got'} the lines that say so. "
                   "Next: keep that file in the history, so that the others get it.")
