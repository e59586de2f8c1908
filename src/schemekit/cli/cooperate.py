"""`schemekit cooperate`: start, list, check and change what you agreed on with other schemes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import tell_unconfirmed
from schemekit.cli.calendar import calendar_mapping, print_days
from schemekit.cli.checklist import command as checklist_command
from schemekit.cli.cooperation_judge import command as judge_command
from schemekit.cli.cooperation_named import TYPES, known_ids
from schemekit.cli.cooperation_new import command as new_command
from schemekit.cli.cooperation_set import command as set_command
from schemekit.cli.cooperation_sign import command as sign_command
from schemekit.cli.harmonise import command as harmonise_command
from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, print_findings, print_json, print_table, say, tell
from schemekit.cli.side_by_side import command as side_by_side_command
from schemekit.cli.supplement import command as supplement_command
from schemekit.cli.terminal import one_line
from schemekit.model.paper import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemekit.cooperate.check import CheckedCooperations
    from schemekit.cooperate.listing import CooperationStatus, ListedCooperation

_STATES = ("proposed", "active", "suspended", "ended")


@click.group()
def command() -> None:
    """Start, list, check and change what you agreed on with other schemes.

    Each cooperation is a folder of its own under cooperation/: a record, and the documents that people sign.
    """


@command.command("list", short_help="List them: with whom, until when, what is open.",
                 epilog="Example:  schemekit cooperate list")
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """List the scheme's cooperations: type, state, with whom, until when, and what is open.

    Leaves with 1 where a record cannot be read; the others are listed all the same.
    """
    from schemekit.adopt.reports import finding_mapping
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.listing import cooperation_status

    found = cooperation_status(scheme_root(ctx), date.today())
    if as_json:
        print_json("cooperate list", {"cooperations": [one.to_mapping() for one in found.listed],
                                      "theories": [one.to_mapping() for one in found.theories],
                                      "unread": [finding_mapping(finding) for finding in found.unreadable]})
    else:
        _tell_status(found)
    return int(bool(found.unreadable))


def _tell_status(found: CooperationStatus) -> None:
    _tell_list(found.listed)
    if found.theories:
        print_table([[one.theory.id, one.theory.title, one.theory.status, one.theory.version or "-", one.words]
                     for one in found.theories], ["Theory of change", "Title", "Status", "Version", "Open"])
        click.echo()
    step = f"check {found.listed[0].held.id}" if found.listed else f"new {TYPES[0]}"
    also = f", {count_words(len(found.theories), 'theory of change', 'theories of change')}" if found.theories else ""
    click.echo(one_line(f"{count_words(len(found.listed), 'cooperation')}{also}. Next: schemekit cooperate {step}"))
    print_findings(found.unreadable)


@command.command(short_help="Find what is missing or wrong in them.",
                 epilog="Example:  schemekit cooperate check consent")
@click.argument("cooperation", metavar="[ID]", required=False, default="", shell_complete=known_ids)
@click.option("--fetch", is_flag=True, help="First fetch what the other parties' schemes have now.")
@json_option
@click.pass_context
def check(ctx: click.Context, cooperation: str, fetch: bool, as_json: bool) -> int:
    """Find what is missing or wrong in cooperations: outcome, convenor, means, dates, versions that moved.

    Leaves with 1 while there is an error. What is only proposed may be incomplete: that is a warning.
    """
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.check import check_cooperations, fetch_all_parties
    from schemekit.model.finding import has_errors

    root = scheme_root(ctx)
    for name, problem in fetch_all_parties(root, cooperation) if fetch else ():
        say(one_line(f"{name}: {problem or 'fetched'}"))
    checked = check_cooperations(root, date.today(), cooperation)
    if as_json:
        print_json("cooperate check", checked.to_mapping())
    else:
        _tell_checked(checked)
    return int(has_errors(checked.findings))


@command.command(epilog="Example:  schemekit cooperate calendar --until 2027-12-31")
@click.option("--until", default="", metavar="YYYY-MM-DD", help="Up to this day only.")
@json_option
@click.pass_context
def calendar(ctx: click.Context, until: str, as_json: bool) -> int:
    """List what falls due in cooperations. 'schemekit calendar' has these days too, and writes them as .ics."""
    from schemekit.cli.naming import day_named, scheme_root
    from schemekit.cooperate.calendar import cooperation_calendar

    found = cooperation_calendar(scheme_root(ctx), date.today(), day_named(until))
    if as_json:
        print_json("calendar", calendar_mapping(found))
    else:
        print_days(found.days)
        click.echo(f"{count_words(len(found.days), 'day')}. Next: schemekit calendar --to days.ics")
        print_findings(found.unread)
    return int(bool(found.unread))


@command.command(short_help="Print the documents that the parties sign.",
                 epilog="Example:  schemekit cooperate export consent --to docx")
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.option("--to", "to", type=OneOf(FORMATS), required=True, help="Word, PDF, web page or Markdown.")
@click.option("--out", "folder", metavar="FOLDER", default=None, type=click.Path(path_type=Path),
              help="Where the files go; without it, exports in the scheme's folder.")
@click.option("--reference", metavar="FILE.docx", default=None, type=click.Path(path_type=Path),
              help="Your own Word file: its styles, margins, head and foot are used.")
@click.option("--for-signature", "is_for_signature", is_flag=True,
              help="The copy that is signed: in force once all have signed, with the digest of its words on each page.")
@json_option
@click.pass_context
def export(ctx: click.Context, cooperation: str, to: str, folder: Path | None, reference: Path | None, *,
           is_for_signature: bool, as_json: bool) -> None:
    """Print the documents that the parties sign, with annexes made from the record behind them.

    A print of a proposal says that it binds nobody. Once everything is agreed on, --for-signature prints the copy that
    is signed; 'schemekit cooperate sign' writes down who signed it.
    """
    from schemekit.cli.naming import house_style, scheme_root, working_folder
    from schemekit.cooperate.printing import print_cooperation

    if reference is not None and to != "docx":
        raise click.UsageError("--reference lends its styles to Word files; say --to docx with it.")
    place = (working_folder(ctx) / folder).absolute() if folder else None
    done = print_cooperation(scheme_root(ctx), cooperation, to, date.today().isoformat(), folder=place,
                             reference=house_style(ctx, reference), is_for_signature=is_for_signature)
    if as_json:
        print_json("cooperate export", done.to_mapping())
        return
    for name in done.files:
        click.echo(f"  {one_line(f'{done.folder}/{name}')}")
    tell_unconfirmed(done.unconfirmed)
    for told in done.other_words:
        tell(one_line(f"not signed in these words: {told}"))
    made = f"{count_words(len(done.files), 'file')} made"
    if is_for_signature:
        if done.open:
            tell(one_line(f"open yet: {', '.join(done.open)}; the copy says \"Not agreed yet\" there"))
        _tell_open(scheme_root(ctx), done.id)
        click.echo(one_line(f"{made}. Next, once it is signed: schemekit cooperate sign {done.id} PARTY --by \"NAME, "
                            "OFFICE\" --date YYYY-MM-DD"))
    elif done.is_draft:
        click.echo(one_line(f"{made}, as a draft. The copy that is signed: schemekit cooperate export {done.id} "
                            f"--to {to} --for-signature"))
    else:
        click.echo(f"{made}.")


def _tell_open(root: Path, cooperation: str) -> None:
    """What of a paper that people are about to sign is not there yet."""
    from schemekit.cooperate.check import check_cooperations
    from schemekit.model.finding import Severity

    found = check_cooperations(root, date.today(), cooperation).findings
    number = sum(item.severity is not Severity.NOTE for item in found)
    if number:
        tell(one_line(f"before anybody signs: {count_words(number, 'finding')}, see 'schemekit cooperate check "
                      f"{cooperation}'"))


@command.command(short_help="Change state, type, end or review, with a reason.",
                 epilog='Example:  schemekit cooperate change consent --state active --reason "both boards signed"')
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.option("--type", "kind", type=OneOf(TYPES), help="What it becomes; its earlier terms stay.")
@click.option("--state", type=OneOf(_STATES), help="Where it stands from now on.")
@click.option("--end", default="", metavar="YYYY-MM-DD", help="Its last day, when it is renewed.")
@click.option("--review-due", default="", metavar="YYYY-MM-DD", help="By when the parties look at it again.")
@click.option("--reason", required=True, help="Why, in a sentence; it stands in the history.")
@click.option("--by", default="", help="Which body decided it.")
@json_option
@click.pass_context
def change(ctx: click.Context, cooperation: str, kind: str | None, state: str | None, end: str, review_due: str,
           reason: str, by: str, as_json: bool) -> None:
    """Change the state, the type, the end or the review of a cooperation, and keep its history."""
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.change import CooperationChange, change_cooperation
    from schemekit.model.cooperation import CooperationType, State

    wanted = CooperationChange(reason=reason, by=by, type=CooperationType(kind) if kind else None,
                               state=State(state) if state else None, end=end, review_due=review_due)
    done = change_cooperation(scheme_root(ctx), cooperation, wanted, date.today())
    if as_json:
        print_json("cooperate change", done.to_mapping())
        return
    for words in (*done.told, *done.added):
        click.echo(one_line(words))
    click.echo(f"{done.id} changed. Next: schemekit cooperate check {done.id}")


@command.command("start-module", epilog="Example:  schemekit cooperate start-module consent fpic --in ../library")
@click.argument("cooperation", metavar="ID", shell_complete=known_ids)
@click.argument("module", metavar="MODULE")
@click.option("--in", "library", metavar="FOLDER", required=True, type=click.Path(path_type=Path, file_okay=False),
              help="The folder of the library that the group publishes in.")
@click.option("--title", default="", help="The title of the document; made from the id if not given.")
@json_option
@click.pass_context
def start_module(ctx: click.Context, cooperation: str, module: str, library: Path, title: str, as_json: bool) -> None:
    """Start a module that the members of a working group own together, under its licence and with its credit."""
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.cooperate import co_owned

    place = working_folder(ctx) / library
    if not place.is_dir():
        raise click.UsageError(f"There is no folder {library}.")
    done = co_owned.start_module(scheme_root(ctx), cooperation, module, place, str(date.today().year), title)
    if as_json:
        print_json("cooperate start-module", done.to_mapping())
        return
    for file in done.module.files:
        click.echo(one_line(f"{done.module.folder}/{file}"))
    click.echo(one_line(f"{done.module.id} started, {done.licence}, credit to {done.author}. "
                        f"Next: write it in {library}, then schemekit module lint {done.module.id}"))


def _tell_list(found: Sequence[ListedCooperation]) -> None:
    rows = []
    for one in found:
        record = one.held.cooperation
        rows.append([record.id, record.type.words, record.state.value, ", ".join(one.others) or "-",
                     record.end or "no end", open_words(one), one.line])
    if rows:
        print_table(rows, ["Id", "Type", "State", "With", "Until", "Open", ""])
        click.echo()


def open_words(one: ListedCooperation) -> str:
    """What is open in a cooperation, in words: `1 error, 2 warnings`, or `nothing`."""
    told = (count_words(number, word) for number, word in ((one.errors, "error"), (one.warnings, "warning")) if number)
    return ", ".join(told) or "nothing"


def _tell_checked(checked: CheckedCooperations) -> None:
    from schemekit.model.finding import Severity

    print_findings(checked.findings)
    numbers = {severity: sum(item.severity is severity for item in checked.findings) for severity in Severity}
    counts = ", ".join(count_words(number, severity.value) for severity, number in numbers.items())
    number = len(checked.theories)
    also = f", {count_words(number, 'theory of change', 'theories of change')}" if number else ""
    tell(f"{checked.scheme}: {count_words(len(checked.cooperations), 'cooperation')}{also} checked, {counts}.", "")


for part in (new_command, set_command, judge_command, sign_command, side_by_side_command, supplement_command,
             checklist_command, harmonise_command):
    command.add_command(part)
