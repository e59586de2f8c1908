"""`schemekit toc answer`: the answers that people give, by options, one by one, or in a sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, folded, is_interactive, json_option, offline_option, print_json
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemekit.files.scheme_folder import SchemeFolder
    from schemekit.model.match_answer import MatchAnswer
    from schemekit.model.theory_of_change import TheoryOfChange

_SKIP = "skip"


@click.command("answer", epilog="Example:  schemekit toc answer copper ../forest-council "
                                "--pair less-water=clean-streams --say same --by \"A. Author\"")
@click.argument("theories", metavar="ID OTHER [OTHER…]", nargs=-1, required=True)
@click.option("--pair", "pairs", multiple=True, metavar="LEFT=RIGHT",
              help="A step of each. Give it once for each pair.")
@click.option("--say", "verdict", type=OneOf(("same", "different", "tension")), help="What the pairs are.")
@click.option("--from", "file", type=click.Path(path_type=Path), help="Take the answers from a filled-in .xlsx.")
@click.option("--by", "judges", multiple=True, metavar="NAME",
              help="Who judged. With --from, once for each whom the sheet may name; the first stands behind the rest.")
@click.option("--reason", default="", help="Why, in a sentence.")
@click.option("--replace", "is_replacing", is_flag=True, help="Let it take the place of an answer on record.")
@offline_option
@json_option
@click.pass_context
def command(ctx: click.Context, theories: tuple[str, ...], pairs: tuple[str, ...], verdict: str | None,
            file: Path | None, judges: tuple[str, ...], reason: str, *, is_replacing: bool, offline: bool,
            as_json: bool) -> None:
    """Say what two steps are to each other where the score does not decide, and keep it with name and day.

    Without --pair and --from, the open pairs are asked one by one. The first theory is one of your own; the answers
    are kept beside it, in cooperation/ID/matches.yaml. Of a sheet only rows count that were sent with it.
    """
    from schemekit.cli.naming import theory_place, working_folder
    from schemekit.cli.toc_screen import tell_answers
    from schemekit.cooperate.theories.answers import RecordedAnswers, answers_in, record_answers
    from schemekit.cooperate.theories.compare import sheet_answers
    from schemekit.cooperate.theories.opening import open_theories
    from schemekit.cooperate.theories.records import matches_path
    from schemekit.errors import UsageError

    place = theory_place(ctx, offline=offline)
    opened = open_theories(theories, place)
    own = next((one for one in opened if one.is_own), None)
    if own is None or place.scheme is None:
        raise UsageError("none of them is a theory of your own scheme", why="answers are kept beside one",
                         fix="name one of yours first; 'schemekit toc import' takes one in")
    known = [one.theory for one in opened]
    today, known_already = date.today().isoformat(), 0
    if file is not None:
        sheet = sheet_answers(working_folder(ctx) / file, known, answers_in(place.scheme),
                              judges=tuple(name.strip() for name in judges), today=today, is_replacing=is_replacing)
        for note in sheet.notes:
            click.echo(one_line(f"note: {note}"), err=True)
        found, known_already = sheet.answers, sheet.known
    elif len(judges) > 1:
        raise click.UsageError("One person judges at a time: say --by once, or take a sheet in with --from.")
    elif pairs:
        found = named_answers(known, pairs, verdict, "".join(judges), today, reason)
    else:
        found = asked_answers(place.scheme, known, "".join(judges), today)
    if known_already and not found:
        done = RecordedAnswers(file=matches_path(own.theory.id), answers=())
    else:
        done = record_answers(place.scheme.root, own.theory.id, found, is_replacing=is_replacing)
    if as_json:
        print_json("toc answer", done.to_mapping())
        return
    tell_answers(done, known_already)
    click.echo(one_line(f"{count_words(len(done.answers), 'answer')} kept in {done.file}. "
                        f"Next: schemekit toc compare {' '.join(theories)}"))


def named_answers(
    theories: Sequence[TheoryOfChange], pairs: Sequence[str], verdict: str | None, judge: str, today: str, reason: str
) -> tuple[MatchAnswer, ...]:
    """The answers that --pair and --say give. Raises: click.UsageError; UsageError for a step that is not there."""
    from schemekit.cooperate.theories.answers import answer_about
    from schemekit.model.match_answer import Verdict

    if len(theories) != 2:
        raise click.UsageError("--pair is about two theories: name one of yours and one other.")
    if verdict is None:
        raise click.UsageError("Say what the pairs are: --say same, --say different or --say tension.")
    found = []
    for text in pairs:
        left, mark, right = text.partition("=")
        if not mark:
            raise click.UsageError(f"--pair wants LEFT=RIGHT, such as less-water=clean-streams; not '{text[:60]}'.")
        found.append(answer_about(theories[0], theories[1], (left.strip(), right.strip()), Verdict(verdict), judge,
                                  today, reason))
    return tuple(found)


def asked_answers(
    scheme: SchemeFolder, theories: Sequence[TheoryOfChange], judge: str, today: str
) -> tuple[MatchAnswer, ...]:
    """What a person at the keyboard says of each open pair. Raises: click.UsageError where nobody sits there."""
    from schemekit.cooperate.theories.answers import answer_about, answers_in
    from schemekit.model.match_answer import Verdict
    from schemekit.theory.pair_report import pair_reports

    if not is_interactive():
        raise click.UsageError("Nobody is there to be asked: say --pair LEFT=RIGHT --say same, or --from SHEET.xlsx.")
    by = judge or click.prompt("Who judges", err=True)
    found = []
    for report in pair_reports(theories, answers_in(scheme)):
        comparison = report.comparison
        for pair in (*comparison.asked, *comparison.tensions):
            if pair.answer is None:
                click.echo()
                click.echo(folded(one_line(f"{comparison.left.organisation_name}: {pair.left.statement}"), "  "))
                click.echo(folded(one_line(f"{comparison.right.organisation_name}: {pair.right.statement}"), "  "))
                click.echo(folded(pair.told_score, "  "))
                said = click.prompt("Are they", type=OneOf([*(one.value for one in Verdict), _SKIP]),
                                    default=_SKIP, err=True)
                if said != _SKIP:
                    found.append(answer_about(comparison.left, comparison.right, (pair.left.id, pair.right.id),
                                              Verdict(said), by, today))
    return tuple(found)


