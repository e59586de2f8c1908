"""`schemekit calendar`: what falls due in the scheme."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, paint, print_findings, print_json, print_table
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemekit.cli.written_file import WrittenFile
    from schemekit.model.due_date import Calendar, DueDate


@click.command()
@click.option("--until", default="", metavar="YYYY-MM-DD", help="Up to this day only.")
@click.option("--to", "file", metavar="FILE", default="",
              help="Write it as an .ics file, for calendar programs.")
@click.option("--exit-code", is_flag=True, help="Leave with 1 when something was due before today.")
@json_option
@click.pass_context
def command(ctx: click.Context, until: str, file: str, exit_code: bool, as_json: bool) -> int:
    """List what falls due: effective dates, ends of transitions, reviews, expiries, derogations, letters,
    and the days of your cooperations.

    What was due before today and is not settled comes first. Leaves with 1 where a record cannot be read.
    """
    from schemekit.approvals.icalendar_file import ENDINGS
    from schemekit.cli.naming import day_named, scheme_root
    from schemekit.cli.written_file import file_to_write
    from schemekit.cooperate.calendar import scheme_calendar

    target = file_to_write(ctx, file, "a calendar", ENDINGS) if file else None
    found = scheme_calendar(scheme_root(ctx), date.today(), day_named(until))
    if target is not None:
        _write(target, found)
    if as_json:
        print_json("calendar", calendar_mapping(found))
    else:
        _tell(found, target.place.name if target else "")
        print_findings(found.unread)
    return int(bool(found.unread) or (exit_code and any(day.is_past for day in found.days)))


def calendar_mapping(found: Calendar) -> dict[str, object]:
    """The calendar as `--json` prints it, with what could not be read."""
    from schemekit.adopt.reports import finding_mapping

    return {**found.to_mapping(), "unread": [finding_mapping(finding) for finding in found.unread]}


def _write(target: WrittenFile, found: Calendar) -> None:
    """Write the file; one that was written before is brought up to date, anything else is never written over."""
    from schemekit.approvals.icalendar_file import PRODUCER, ics_of
    from schemekit.files.given import read_given

    ours = target.place.is_file() and PRODUCER in read_given(target.place)[:1000]
    if ours:
        target.write(ics_of(found), force=True)
    else:
        target.write_new(ics_of(found))


def print_days(days: Sequence[DueDate]) -> None:
    """Days as a table, what was due before today marked."""
    print_table([[paint(day.day.isoformat(), "red") if day.is_past else day.day.isoformat(),
                  f"{day.kind.value}{' (overdue)' if day.is_past else ''}", day.subject, day.words]
                 for day in days], ["Day", "What", "Of", ""])


def _tell(found: Calendar, file: str) -> None:
    click.echo(style(one_line(found.scheme), bold=True))
    if found.days:
        click.echo()
        print_days(found.days)
    click.echo()
    if found.without:
        click.echo(one_line(f"Without an approval: {', '.join(found.without)}"))
    written = f" Written to {file}." if file else ""
    click.echo(one_line(f"{count_words(len(found.days), 'day')}.{written} Next: "
                        f"{'schemekit approve MODULE' if found.without else 'schemekit status'}"))
