"""What `schemekit cooperate new` asks at a terminal beside the questions of the component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from schemekit.cooperate.header_edit import HeaderEdit


def ask_header(root: Path, answers: Mapping[str, str], others: Sequence[tuple[str, str]]) -> HeaderEdit | None:
    """Ask what no component can ask, as it may be said more than once: objectives, means, and the day of review."""
    from schemekit.cooperate.header_edit import Given, HeaderEdit, Reached
    from schemekit.files.scheme_folder import find_scheme

    scheme = find_scheme(root).scheme()
    objectives, gives = [], []
    while words := _line("What is to be reached? (one objective; Enter when there is no more)"):
        objectives.append(Reached(words=words))
    parties = [(scheme.id, scheme.name), *(others or [(answers.get("other_id", ""), answers.get("other_name", ""))])]
    for party, name in parties:
        if words := _line(f"What does {name} put in? (be it only time; Enter leaves it open)"):
            gives.append(Given(party=party, words=words))
    review = _day("By which day do the parties look at it again? (YYYY-MM-DD; Enter leaves it open)")
    if not (objectives or gives or review):
        return None
    return HeaderEdit(values={"review_due": review} if review else {}, objectives=objectives, gives=gives)


def _line(question: str) -> str:
    return str(click.prompt(question, default="", err=True, show_default=False)).strip()


def _day(question: str) -> str:
    """A day that exists, or nothing; asked again until it is one of the two."""
    from schemekit.model.approval import day_advice, day_of

    while (text := _line(question)) and day_of(text) is None:
        click.echo(one_line(f"{text[:40]} is no day of the calendar; {day_advice(text)}."), err=True)
    return text
