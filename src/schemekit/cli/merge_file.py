"""`schemekit merge-file`: bring two versions of a text together, by clause."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, print_json, say
from schemekit.cli.terminal import pour

if TYPE_CHECKING:
    from schemekit.adopt.merge_file import MergedFile
    from schemekit.text.merging.merge import Substitution

ASKED = 3
"""How the command leaves for git where a person has to decide: a number that no failure of Python's leaves with."""


@click.command()
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("--params", type=click.Path(path_type=Path), metavar="FILE",
              help="A JSON file with the words of THEIRS that stand as others in OURS.")
@click.option("-L", "--label", "labels", multiple=True, metavar="WORDS",
              help="What to write at the marks of OURS, BASE and THEIRS: give it up to three times, in this order.")
@click.option("--diff3", "style", flag_value="diff3", help="Show BASE too where both changed the same words.")
@click.option("--zdiff3", "style", flag_value="zdiff3", help="Likewise, without lines that both sides have in common.")
@click.option("--style", type=OneOf(["merge", "diff3", "zdiff3"]), default="merge", hidden=True)
@click.option("--marker-size", "size", type=click.IntRange(1, 500), default=7, show_default=True,
              help="How many signs a mark has.")
@click.option("--write", is_flag=True, help="Write the result into OURS instead of printing it.")
@click.option("--for-git", is_flag=True, hidden=True, help="Be git's merge driver: --write, and other exit codes.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, base: Path, ours: Path, theirs: Path, params: Path | None, labels: tuple[str, ...], style: str,
    size: int, write: bool, for_git: bool, as_json: bool,
) -> int:
    """Bring two versions of a text together, by clause.

    BASE is what both started from, OURS and THEIRS are the versions; one of them may be - for standard input. What
    only one side changed is taken; where both changed the same words, OURS and THEIRS stand between marks, for a
    person to choose. Prints the result and changes no file. Leaves with 0 when nothing is left to choose, else with 1.
    """
    merged = _merged(ctx, (base, ours, theirs), params, labels, style, size)
    if write or for_git:
        from schemekit.cli.naming import working_folder
        from schemekit.files.given import replace_given

        replace_given(working_folder(ctx) / ours, merged.marked.encode())
    if as_json:
        print_json("merge-file", merged.to_mapping())
    elif not (write or for_git):
        pour(merged.marked.encode())
    if merged.clashes and not (as_json or for_git):
        say(f"{count_words(len(merged.clashes), 'place')} to decide, between the marks.")
    return (ASKED if for_git else 1) if merged.clashes else 0


def _merged(
    ctx: click.Context, paths: tuple[Path, Path, Path], params: Path | None, labels: tuple[str, ...], style: str,
    size: int,
) -> MergedFile:
    from schemekit.adopt.merge_file import GivenFile, merge_files
    from schemekit.text.merging.marks import Labels, Style

    if len(labels) > 3:
        raise click.UsageError("-L is given at most three times: for OURS, BASE and THEIRS, in this order.")
    # A git older than 2.44 hands its driver the letters that stand for the names, and not the names.
    known = {name: label for name, label in zip(("ours", "base", "theirs"), labels, strict=False)
             if label and label not in ("%X", "%S", "%Y")}
    base, ours, theirs = (GivenFile(str(path), _read(ctx, path)) for path in paths)
    return merge_files(base, ours, theirs, _substitutions(ctx, params), labels=Labels(**known), style=Style(style),
                       size=size)


def _substitutions(ctx: click.Context, params: Path | None) -> tuple[Substitution, ...]:
    from schemekit.adopt.substitutions import read_substitutions
    from schemekit.files.given import text_of

    return () if params is None else read_substitutions(text_of(_read(ctx, params), str(params)), str(params))


def _read(ctx: click.Context, path: Path) -> bytes:
    from schemekit.cli.naming import working_folder
    from schemekit.files.given import SIZE_LIMIT, read_given

    if str(path) == "-":
        return sys.stdin.buffer.read(SIZE_LIMIT + 1)
    return read_given(working_folder(ctx) / path)
