"""What `schemekit cooperate new` asks at a terminal: the questions of the component, then the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from schemekit.cooperate.header_edit import HeaderEdit
    from schemekit.cooperate.template import Question

_ASKED_LATER = {"other_id": 1}   # behind the name that it is made from


def ask_questions(asked: Sequence[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """Ask what was not answered; an empty answer leaves a thing open."""
    found = dict(answers)
    for question in sorted(asked, key=lambda question: _ASKED_LATER.get(question.name, 0)):
        if question.name in found or question.name in ("id", "today", "our_id", "our_name"):
            continue
        kind = click.Choice(question.options) if question.options else None
        default = id_of(found.get("other_name", "")) if question.name == "other_id" else ""
        found[question.name] = click.prompt(question.words, default=default or question.default, type=kind, err=True,
                                            show_default=bool(default or question.default))
    return found


def id_of(title: str) -> str:
    """An id made from a title; empty for none."""
    from schemekit.adopt.new import folder_name

    return folder_name(title) if title else ""


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
