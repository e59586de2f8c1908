"""What the screen says of theories of change: in words, side by side, and many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import click

from schemekit.cli.screen import count_words, print_table, tell
from schemekit.cli.terminal import one_line
from schemekit.cooperate.theories.answers import RecordedAnswers
from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.theory.comparison import StepPair
from schemekit.theory.looks import KINDS
from schemekit.theory.marks import assumption_marks, marks_on
from schemekit.theory.pair_report import PairReport
from schemekit.theory.report_tables import matrix_table, sector_tables
from schemekit.theory.sector import SectorView


def tell_theory(theory: TheoryOfChange) -> None:
    """A theory as a nested list: each step with what it leads to."""
    tell(f"{theory.organisation_name}: {theory.title}", "")
    marks = assumption_marks(theory)
    for level, own in groupby(theory.ordered, key=lambda step: step.level):
        click.echo(f"\n{level.words}")
        for step in own:
            tell(f"  {step.statement}  [{step.id}]", "    ")
            for arrow in theory.arrows_from[step.id]:
                named = ", ".join(marks_on(arrow, marks))
                held = f", if {named} holds" if named else ""
                tell(f"    {KINDS[arrow.kind][0]}: {arrow.target}{held}", "      ")
    nobody = {item.id for item in theory.unwatched}
    if theory.assumptions:
        click.echo("\nassumptions")
    for item in theory.assumptions:
        watched = "nobody watches it" if item.id in nobody else f"watched by {item.watched_by}"
        tell(f"  {marks[item.id]} {item.statement} ({watched})", "     ")
    if theory.risks:
        click.echo("\nrisks")
    for number, risk in enumerate(theory.risks, 1):
        tell(f"  R{number} {risk.statement}", "     ")
    click.echo()
    tell(f"{count_words(len(theory.steps), 'step')}, {count_words(len(theory.arrows), 'arrow')}. "
         f"Next: schemekit toc show {theory.id} --to {theory.id}.svg", "")


def tell_comparison(reports: Sequence[PairReport], named: Sequence[str]) -> None:
    """Each two theories, with every score in its parts."""
    for report in reports:
        _tell_pair(report)
    number = sum(len(report.comparison.asked) for report in reports)
    step = f"toc answer {' '.join(named)}" if number else f"toc compare {' '.join(named)} --to side-by-side.html"
    tell(f"{count_words(number, 'pair')} to ask a person. Next: schemekit {step}", "")


def _tell_pair(report: PairReport) -> None:
    found = report.comparison
    tell(report.title, "")
    for words in report.scope_words:
        tell(f"  {words}", "  ")
    tell(f"  {found.overlap.shared} of {found.overlap.total} steps are shared, and {found.arrows_shared.shared} of "
         f"{found.arrows_shared.total} arrows between them.", "  ")
    _tell_steps("what both have", found.same)
    _tell_steps("to ask a person", found.asked)
    _tell_steps("tensions", found.tensions)
    if report.leads:
        click.echo("\ntaken for granted by one, worked on by the other")
    for lead in report.leads:
        mark = "works against it" if lead.is_threat else "works for it" if lead.is_sure else "to look at"
        tell(f"  {mark}: {lead.words}", "    ")
        tell(f"    {lead.likeness.sum_in_words}", "      ")
    if report.gaps:
        click.echo("\noutcomes that no strategy leads to")
    for gap in report.gaps:
        helped = f"; {gap.helper.organisation_name} gets there" if gap.helper else ""
        tell(f"  {gap.theory.organisation_name}: {gap.step.statement}{helped}", "    ")
    if report.risks:
        click.echo("\nrisks that both name")
    for risk in report.risks:
        tell(f"  {risk.left.statement}", "    ")
    for theory, steps in ((found.left, found.left_only), (found.right, found.right_only)):
        if steps:
            click.echo(f"\n{one_line(f'only {theory.organisation_name}')}")
            tell(f"  {', '.join(step.id for step in steps)}", "  ")
    if report.suggestions:
        click.echo("\nwhat they could do together")
    for item in report.suggestions:
        tell(f"  {item.words}: {item.reason}", "    ")
    for answer in found.stale:
        tell(f"The answer about {answer.left.step} and {answer.right.step} is about words that changed since.", "  ")
    click.echo()


def _tell_steps(title: str, pairs: Iterable[StepPair]) -> None:
    told = tuple(pairs)
    if told:
        click.echo(f"\n{title}")
    for pair in told:
        tell(f"  {pair.left.id} – {pair.right.id}  ({pair.level.words})", "    ")
        tell(f"    {pair.left.statement} – {pair.right.statement}", "      ")
        tell(f"    {pair.told_score}", "      ")


def tell_answers(done: RecordedAnswers, known: int) -> None:
    """Each answer that was kept, with what stood in its place before; `known` stood already."""
    before = {answer.pair: answer for answer in done.replaced}
    for item in done.answers:
        old = before.get(item.pair)
        said = f"{item.verdict.value}, by {item.judge}, instead of {old.told}" if old else item.verdict.value
        click.echo(one_line(f"{item.left.step} – {item.right.step}: {said}"))
    if known:
        click.echo(f"{count_words(known, 'row')} of the sheet said what is on record.")


def tell_sector(view: SectorView) -> None:
    """The view: its tables and its matrix."""
    for table in (*sector_tables(view), matrix_table(view)):
        click.echo(f"{table.title}")
        if table.rows:
            print_table(table.rows, table.heads)
        else:
            click.echo(f"  {table.empty}")
        click.echo()
    click.echo(f"{count_words(len(view.theories), 'theory', 'theories')}. "
               "Next: schemekit toc sector … --to sector.html")
