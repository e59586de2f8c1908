"""`schemekit propose`: offer the source your own wording of a clause."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, print_json, say
from schemekit.cli.terminal import one_line, style, visible

if TYPE_CHECKING:
    from schemekit.adopt.offer import Offer
    from schemekit.adopt.proposing import ProposedClause
    from schemekit.cli.written_file import WrittenFile

_HOW = {"name": "a name that can mean nothing else", "moved": "it stood beside the same words", "asked": "as you asked"}


@click.command()
@click.argument("module")
@click.argument("clauses", metavar="CLAUSE…", nargs=-1)
@click.option("--to", metavar="FILE", default="", help="Write the patch to this new file, to send; - prints it.")
@click.option("--branch", metavar="NAME", default="", help="Make this new branch with the change, in the clone --in.")
@click.option("--in", "clone", metavar="CLONE", default=None, type=click.Path(path_type=Path, file_okay=False),
              help="The folder of your clone of the library.")
@click.option("--note", default="", help="Why, in your words; it goes with the proposal.")
@click.option("--with-reason", "with_reasons", is_flag=True, help="Tell the recorded reasons too.")
@click.option("--sign-off", is_flag=True, help="Add the line Signed-off-by, where the maintainer asks for it.")
@click.option("--blank", metavar="PARAMETER", multiple=True,
              help="Turn this value back wherever it stands in your new words.")
@click.option("--keep", metavar="PARAMETER", multiple=True, help="Leave this value as words in your new words.")
@click.option("--yes", "seen", is_flag=True, help="You have seen the names and addresses that are left; go on.")
@click.option("--dry-run", is_flag=True, help="Show everything and write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, module: str, clauses: tuple[str, ...], to: str, branch: str, clone: Path | None, note: str,
    blank: tuple[str, ...], keep: tuple[str, ...], *, with_reasons: bool, sign_off: bool, seen: bool, dry_run: bool,
    as_json: bool,
) -> int:
    """Offer the source your own wording of a clause.

    Your wording becomes the source's template again: your names and numbers turn back into its blanks. Without --to or
    --branch, everything is shown and nothing is written. Nothing is ever sent.
    """
    from schemekit.adopt.clause_names import clause_or_form_named
    from schemekit.adopt.offer import Request
    from schemekit.adopt.propose import propose, refuse_branch_name
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.cli.written_file import file_to_write

    _refuse_unclear(to, branch, clone, as_json=as_json)
    root = scheme_root(ctx)
    target = file_to_write(ctx, to) if to not in ("", "-") else None
    clone = working_folder(ctx) / clone if clone is not None else None
    if branch and clone is not None:
        refuse_branch_name(clone, branch)
    named = tuple(clause_or_form_named(root, module, clause) for clause in clauses)
    offer = propose(root, Request(module=module, clauses=named, note=note, with_reasons=with_reasons, clone=clone,
                                  sign_off=sign_off, blank=blank, keep=keep))
    held = bool(offer.objections) and not seen
    written = "" if held or dry_run else _written(root, offer, to, target, branch, clone)
    if as_json:
        print_json("propose", {**offer.to_mapping(), "written": written})
    else:
        _tell(offer, err=to == "-")
        _tell_end(offer, to, branch, clone, held=held, dry_run=dry_run)
    return 1 if held else 0


def _refuse_unclear(to: str, branch: str, clone: Path | None, *, as_json: bool) -> None:
    if to and branch:
        raise click.UsageError("Give --to or --branch, not both.")
    if branch and clone is None:
        raise click.UsageError("Say where the branch goes: --in and the folder of your clone of the library.")
    if to == "-" and as_json:
        raise click.UsageError("Give --to - or --json, not both: each wants the output for itself.")


def _written(root: Path, offer: Offer, to: str, target: WrittenFile | None, branch: str, clone: Path | None) -> str:
    """Write what was asked for, and say where it is."""
    from schemekit.adopt.propose import make_branch, patch_of, write_patch

    if branch and clone is not None:
        return make_branch(root, offer, clone, branch)
    if to == "-":
        click.echo(_printable(patch_of(root, offer).decode("utf-8", "replace")), nl=False)
    elif target is not None:
        write_patch(root, offer, target.place)
    return to


def _printable(patch: str) -> str:
    """A patch that a terminal shows as it is. Raises: UsageError for one that it would not."""
    if visible(patch) != patch:
        from schemekit.errors import UsageError

        raise UsageError("the patch cannot be printed", why="the source's text has characters that do not show",
                         fix="write it to a file with --to FILE")
    return patch


def _tell(offer: Offer, *, err: bool) -> None:
    kind = "newest release" if offer.is_newest else "release you adopted"
    more = f"; you adopted {offer.adopted.version}" if offer.is_newest else ""
    click.echo(style(f"{offer.adoption.id}: proposed against {offer.base.name}, the {kind}{more}", bold=True), err=err)
    for clause in offer.clauses:
        _tell_clause(clause, err=err)
    for heading, rows in (
        ("What goes with it", offer.message.text.rstrip().split("\n")),
        ("Good to know", offer.notes),
        ("The library's own check would say", [str(finding).split("\n")[0] for finding in offer.lint]),
        ("Look at this first", offer.objections),
    ):
        if rows:
            click.echo(style(f"\n{heading}", bold=True), err=err)
            for row in rows:
                click.echo(f"  {one_line(row)}".rstrip(), err=err)
    click.echo(err=err)
    said = {item.words: item.names for clause in offer.clauses for item in clause.proposal.questions}
    for words, names in list(said.items())[:3]:
        click.echo(one_line(f"If '{words}' is meant as {names[0]}, add --blank {names[0]}."), err=err)


def _tell_clause(clause: ProposedClause, *, err: bool) -> None:
    proposal = clause.proposal
    wanted = clause.wanted
    parts = [wanted.label, clause.done, f"{wanted.place}:{wanted.line}"]
    click.echo("\n" + "   ".join([style(f"#{one_line(wanted.id)}", bold=True), *map(one_line, parts)]), err=err)
    for row in _changed_lines(clause.before, proposal.text):
        click.echo(row, err=err)
    rows = [("turned back", f"{item.words} -> {item.name}   ({_HOW[item.how]}: … {item.around} …)")
            for item in proposal.turned_back]
    rows += [("question", f"{item.words} may be {_either(item.names)}   (… {item.around} …)")
             for item in proposal.questions]
    rows += [("gone", f"the blank {name}, which the source has here") for name in proposal.gone]
    if proposal.conditions:
        names = ", ".join(proposal.conditions)
        rows.append(("depends on", f"{names}: with another value the source has other words here"))
    rows += [("module.yaml", words) for words in clause.metadata]
    for head, words in rows:
        click.echo(f"  {head:<12} {one_line(words)}", err=err)


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(names[:4]) + (f" or {len(names) - 4} more" if len(names) > 4 else "")


def _changed_lines(before: str, after: str) -> list[str]:
    """The lines that differ, the source's with a minus and the proposed ones with a plus."""
    from difflib import SequenceMatcher

    old, new = before.split("\n"), after.split("\n")
    rows = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            rows += [style(f"  - {line}".rstrip(), fg="red") for line in old[start:end]]
            rows += [style(f"  + {line}".rstrip(), fg="green") for line in new[first:last]]
    return rows


def _tell_end(offer: Offer, to: str, branch: str, clone: Path | None, *, held: bool, dry_run: bool) -> None:
    told = count_words(len(offer.clauses), "clause")
    questions = sum(len(clause.proposal.questions) for clause in offer.clauses)
    asked = f", {count_words(questions, 'question')}" if questions else ""
    if held:
        words = "nothing was written. Change the words, or say --keep PARAMETER, or --yes when all of it may be seen"
    elif dry_run or not (to or branch):
        words = "nothing was written. Next: the same command with --to FILE.patch, or --branch NAME --in CLONE"
    elif branch and clone is not None:
        words = (f"the branch {branch} is in {clone.name}; nothing was sent. Next, in that folder: "
                 f"git push origin {branch}, and ask the maintainer to take it")
    else:
        words = f"written to {to}; nothing was sent. Next: send it to the maintainer, who says 'git am' to it"
    line = one_line(f"{told} proposed{asked}: {words}.")
    if to == "-":
        say(f"{told} proposed{asked}.")
    else:
        click.echo(line)
