"""What came of answers to proposed changes, on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import say
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.circulation.answer import AnswerReport


def tell_answers(report: AnswerReport) -> None:
    """What came of answers, a line each, and what they leave to do."""
    for item in report.answered:
        where = f" #{item.proposal.clause}" if item.proposal.clause else ""
        click.echo(one_line(f"{item.proposal.id}{where}: {item.words}"))
    for refused in report.unanswered:
        say(style(one_line(f"{refused.proposal.id}: {refused.why}. It stays open."), fg="yellow"))
    for words in report.written_over:
        say(style(one_line(words), fg="yellow"))
    if report.locked:
        told = ", ".join(f"#{name}" for name in report.locked)
        say(style(one_line(f"{told}: locked by the source; while your words differ, check stays red"), fg="yellow"))


def tell_unreasoned(names: Sequence[str]) -> None:
    """Which clauses were changed and have no reason for what they say now."""
    if names:
        told = ", ".join(f"#{name}" for name in names)
        say(style(one_line(f"{told}: no reason stands for what the clause says now; check asks for it"), fg="yellow"))
