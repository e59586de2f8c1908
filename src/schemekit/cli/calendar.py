"""`schemekit calendar`: what falls due in the scheme."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, paint, print_json, print_table
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.approvals.calendar import Calendar


@click.command()
@click.option("--until", default="", metavar="YYYY-MM-DD", help="Up to this day only.")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), default=None,
              help="Write it as an .ics file, for calendar programs.")
@click.option("--exit-code", is_flag=True, help="Leave with 1 when something was due before today.")
@json_option
@click.pass_context
def command(ctx: click.Context, until: str, file: Path | None, exit_code: bool, as_json: bool) -> int:
    """List what falls due: effective dates, ends of transitions, reviews, expiries, derogations, letters.

    What was due before today and is not settled comes first.
    """
    from schemekit.approvals.calendar import calendar
    from schemekit.cli.naming import file_to_write, scheme_root

    found = calendar(scheme_root(ctx), date.today(), _day(until))
    if file is not None:
        _write(file_to_write(ctx, _with_ending(file)), found)
    if as_json:
        print_json("calendar", found.to_mapping())
    else:
        _tell(found, file)
    return int(exit_code and any(day.is_past for day in found.days))


def _write(file: Path, found: Calendar) -> None:
    """Write the file; one that was written before is brought up to date, anything else is never written over."""
    from schemekit.approvals.icalendar_file import PRODUCER, ics_of
    from schemekit.files.given import read_given, replace_given
    from schemekit.files.new_file import holds, write_new

    if holds(file, ics_of(found)):
        return
    if file.is_file() and PRODUCER in read_given(file)[:1000]:
        replace_given(file, ics_of(found))
    else:
        write_new(file, ics_of(found))


def _day(text: str) -> date | None:
    from schemekit.model.approval import day_advice, day_of

    day = day_of(text)
    if text and day is None:
        raise click.UsageError(f"'{text[:20]}' is no day of the calendar: {day_advice(text)}")
    return day


def _with_ending(file: Path) -> Path:
    if file.suffix.lower() not in (".ics", ".ical", ".ifb", ".icalendar"):
        raise click.UsageError(f"calendar programs know a file by its ending: call it {file.name[:60]}.ics")
    return file


def _tell(found: Calendar, file: Path | None) -> None:
    click.echo(style(one_line(found.scheme), bold=True))
    if found.days:
        click.echo()
        print_table([[paint(day.day.isoformat(), "red") if day.is_past else day.day.isoformat(),
                      f"{day.kind.value}{' (overdue)' if day.is_past else ''}", day.subject, day.words]
                     for day in found.days], ["Day", "What", "Of", ""])
    click.echo()
    if found.without:
        click.echo(one_line(f"Without an approval: {', '.join(found.without)}"))
    written = f" Written to {file.name}." if file else ""
    click.echo(one_line(f"{count_words(len(found.days), 'day')}.{written} Next: "
                        f"{'schemekit approve MODULE' if found.without else 'schemekit status'}"))
