"""What `schemekit cooperate new` asks at a terminal: the questions of the component, and what no component can ask.

Each answer is tried out before the next question, so that nobody answers a dozen and learns then that one cannot stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import folded, say
from schemekit.cli.terminal import style, visible

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.cooperate.record_filling import RecordFilling
    from schemekit.cooperate.template import Question

Trial = Callable[[Mapping[str, str]], object]
"""Tries answers out, writing nothing. Raises: SchemekitError for what cannot stand."""

_ANSWERED = ("id", "today", "our_id", "our_name")   # by the command line, the clock and the scheme
_ASKED_LATER = {"other_id": 1}   # behind the name that it is made from


def ask_questions(asked: Sequence[Question], answers: Mapping[str, str], trial: Trial) -> dict[str, str]:
    """Ask what was not answered; an empty answer leaves a thing open, and one that cannot stand is asked for again."""
    found = dict(answers)
    for question in sorted(asked, key=lambda question: _ASKED_LATER.get(question.name, 0)):
        if question.name in found or question.name in _ANSWERED:
            continue
        kind = OneOf(question.options) if question.options else None
        default = id_of(found.get("other_name", "")) if question.name == "other_id" else ""
        while True:
            answer = str(click.prompt(question.words, default=default or question.default, type=kind, err=True,
                                      show_default=bool(default or question.default)))
            if _stands(partial(trial, {**found, question.name: answer})):
                found[question.name] = answer
                break
    return found


def id_of(title: str) -> str:
    """An id made from a title; empty for none."""
    from schemekit.adopt.new import folder_name

    return folder_name(title) if title else ""


def ask_more(
    root: Path, answers: Mapping[str, str], others: Sequence[tuple[str, str]], trial: Callable[[RecordFilling], object]
) -> RecordFilling | None:
    """Ask what no component can ask: whether the convenor is neutral, objectives, means, and the day of review."""
    from schemekit.cooperate.record_filling import RecordFilling
    from schemekit.files.scheme_folder import find_scheme

    scheme = find_scheme(root).scheme()
    edit = RecordFilling(values={})

    def kept(more: RecordFilling) -> bool:
        nonlocal edit
        whole = RecordFilling(values={**edit.values, **more.values}, entries=(*edit.entries, *more.entries))
        if _stands(partial(trial, whole)):
            edit = whole
            return True
        return False

    if convenor := answers.get("convenor", ""):
        while words := _line(f"Do all parties take {convenor} as neutral? (yes or no; Enter leaves it open)"):
            if kept(RecordFilling(values={"convenor.neutral": words})):
                break
    while words := _line("What is to be reached? (one objective; Enter when there is no more)"):
        kept(RecordFilling(values={}, entries=[("objectives", {"objective": words})]))
    parties = [(scheme.id, scheme.name), *(others or [(answers.get("other_id", ""), answers.get("other_name", ""))])]
    for party, name in parties:
        while words := _line(f"What does {name} put in? (be it only time; Enter leaves it open)"):
            entry = {"party": party, "kind": "other", "gives": words}
            if kept(RecordFilling(values={}, entries=[("contributions", entry)])):
                break
    while words := _line("By which day do the parties look at it again? (YYYY-MM-DD; Enter leaves it open)"):
        if kept(RecordFilling(values={"review_due": words})):
            break
    return edit if edit.values or edit.entries else None


def _line(question: str) -> str:
    return str(click.prompt(question, default="", err=True, show_default=False)).strip()


def _stands(trial: Callable[[], object]) -> bool:
    """Whether an answer can stand; where it cannot, what is wrong with it is told."""
    from schemekit.errors import SchemekitError
    from schemekit.model.finding import FindingsError

    try:
        trial()
    except FindingsError as error:
        first = error.findings[0]
        objection = f"{first.found}; wanted: {first.wanted}"
    except SchemekitError as error:
        objection = "; ".join(words for words in (error.what, error.why, error.fix) if words)
    else:
        return True
    say(style(folded(visible(objection)), fg="yellow"))
    return False
