"""The answers that people give to `schemekit toc answer`, by options or one by one."""

from __future__ import annotations

from collections.abc import Sequence

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import folded, is_interactive
from schemekit.cli.terminal import one_line
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.match_answer import MatchAnswer, Verdict
from schemekit.model.theory_of_change import TheoryOfChange

_SKIP = "skip"


def named_answers(
    theories: Sequence[TheoryOfChange], pairs: Sequence[str], verdict: str | None, judge: str, today: str, reason: str
) -> tuple[MatchAnswer, ...]:
    """The answers that --pair and --say give. Raises: click.UsageError; UsageError for a step that is not there."""
    from schemekit.cooperate.theories.answers import answer_about

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


