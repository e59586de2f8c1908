"""`schemekit comments`: a comment log as a spreadsheet, out to people and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, is_interactive, json_option, print_json, say, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.circulation.comment_log import LogReport
    from schemekit.circulation.log_plan import Waiting
    from schemekit.cli.written_file import WrittenFile


@click.command()
@click.argument("module")
@click.option("--to", "to", metavar="FILE", default=None, type=click.Path(path_type=Path),
              help="Write the log there: .xlsx or .csv, by its ending.")
@click.option("--force", is_flag=True, help="With --to: write over a file that is there.")
@click.option("--from", "back", metavar="FILE", default=None, type=click.Path(path_type=Path),
              help="Take in a log that came back.")
@click.option("--blank", is_flag=True, help="With --to: only the headings, for people to fill in.")
@click.option("--answers", "with_answers", is_flag=True,
              help="With --from: carry out what its dispositions say, without asking.")
@click.option("--dry-run", is_flag=True, help="With --from: tell what would come of it, and write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, module: str, to: Path | None, back: Path | None, blank: bool, with_answers: bool,
    dry_run: bool, as_json: bool, *, force: bool,
) -> int:
    """Send out a comment log and take it back, as a spreadsheet (.xlsx) or as CSV.

    Its columns are id, commenter, clause, type, comment, proposed change, response and disposition; in a log that
    comes back they may stand in any order, also with French, Spanish or Portuguese headings. New rows become comments
    and stay open, whatever their disposition says. Answers to rows that went out are listed, and carried out as
    `answer` does once you say so at the terminal, or with --answers. Leaves with 1 while such answers wait or a
    decision is open.
    """
    from schemekit.circulation.comment_log import ENDINGS
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.cli.written_file import file_to_write

    if (to is None) == (back is None):
        raise click.UsageError("Say --to FILE to send a log out, or --from FILE to take one in.")
    if (blank and to is None) or ((dry_run or with_answers) and back is None):
        raise click.UsageError("--blank goes with --to, --answers and --dry-run with --from.")
    if force and to is None:
        raise click.UsageError("--force goes with --to.")
    root = scheme_root(ctx)
    if to is not None:
        return _sent_out(root, module, file_to_write(ctx, to, "a comment log", ENDINGS), is_blank=blank,
                         as_json=as_json, force=force)
    assert back is not None
    return _taken_in(root, module, working_folder(ctx), back, with_answers=with_answers, is_dry=dry_run,
                     as_json=as_json)


def _sent_out(root: Path, module: str, target: WrittenFile, *, is_blank: bool, as_json: bool, force: bool) -> int:
    from shlex import quote

    from schemekit.circulation.comment_log import log_bytes

    if not force:
        target.refuse_taken(has_force=True)
    data, number = log_bytes(root, module, target.ending, is_blank=is_blank)
    target.write(data, force=force)
    if as_json:
        print_json("comments", {"module": module, "file": target.place.name, "rows": number})
        return 0
    told = "an empty log to fill in" if is_blank else f"{count_words(number, 'row')}"
    click.echo(one_line(f"{target.place.name}: {told}. Next: schemekit comments {module} --from {quote(target.name)}"))
    return 0


def _taken_in(
    root: Path, module: str, here: Path, typed: Path, *, with_answers: bool, is_dry: bool, as_json: bool
) -> int:
    from schemekit.adopt.decide import open_decisions
    from schemekit.circulation.comment_log import receive_log
    from schemekit.files.given import OFFICE_LIMIT, read_given

    data = read_given(here / typed, OFFICE_LIMIT)
    if not (with_answers or is_dry or as_json) and is_interactive():
        first = receive_log(root, module, data, str(typed), is_dry=True)
        with_answers = bool(first.waiting) and _agrees(first.waiting)
    report = receive_log(root, module, data, str(typed), is_dry=is_dry, with_answers=with_answers)
    decisions = len(open_decisions(root, module)) if not is_dry else 0
    code = int(bool(decisions or report.answers.unanswered or report.waiting))
    if as_json:
        print_json("comments", {"written": not is_dry, **report.to_mapping()})
        return code
    _tell(report)
    new, done = len(report.added), len(report.answers.answered)
    words = f"{count_words(new, 'new row')}, {done} answered, {report.known} as they were"
    if is_dry:
        click.echo(f"{words}. Nothing was written. Next: the same command without --dry-run")
        return code
    step = f"schemekit decide {module}" if decisions else f"schemekit answer {module}" if new or report.waiting else \
        "schemekit status"
    click.echo(one_line(f"{words}. Next: {step}"))
    return code


def _agrees(waiting: Sequence[Waiting]) -> bool:
    """List the answers of a log, and ask whether they are ours."""
    from schemekit.cli.questions import ask_yes

    click.echo("The log that came back holds answers. Whoever sent it may have written them:")
    _tell_waiting(waiting)
    return ask_yes(f"Shall {count_words(len(waiting), 'answer')} be carried out as if you had given them?",
                   default=False)


def _tell_waiting(waiting: Sequence[Waiting]) -> None:
    for item in waiting:
        given = item.answer
        words = given.state.value if given.state.value != "open" else "a response"
        told = f": {given.response[:200]}" if given.response else ""
        say(style(one_line(f"row {item.row}: {given.id} {words}{told}"), fg="yellow"))


def _tell(report: LogReport) -> None:
    from schemekit.cli.answers_told import tell_answers, tell_unreasoned
    from schemekit.cli.proposal_screen import tell_list

    if report.added:
        tell_list(report.added)
        click.echo()
    if report.typed:
        click.echo(one_line(f"{', '.join(report.typed)}: the type was filled in"))
    tell_answers(report.answers)
    tell_unreasoned(report.answers.unreasoned)
    for note in report.notes:
        tell(f"note: {note}")
    if report.waiting:
        _tell_waiting(report.waiting)
        say(style(f"{count_words(len(report.waiting), 'answer')} in the log not carried out, as whoever sent it may"
                  " have written them. To carry them out, say --answers.", fg="yellow"))
