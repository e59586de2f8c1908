"""`schemekit cooperate new`: start a cooperation or a theory of change from its component."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.cooperation_asked import ask_more, ask_questions, id_of
from schemekit.cli.cooperation_named import TYPES, pair
from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, is_interactive, json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemekit.cooperate.record_filling import RecordFilling
    from schemekit.cooperate.start import NewCooperation, StartedCooperation
    from schemekit.cooperate.theories.start import StartedTheory

_THEORY = "theory-of-change"   # a record of its own kind, with neither parties nor states


@click.command("new", short_help="Start one: a record, and drafts of what is signed.",
               epilog='Example:  schemekit cooperate new working-group consent --with "efc=Example Forest Council"')
@click.argument("kind", metavar="TYPE", type=OneOf((*TYPES, _THEORY)))
@click.argument("cooperation", metavar="[ID]", required=False, default="")
@click.option("--title", default="", help="What people call it.")
@click.option("--with", "parties", multiple=True, metavar="ID=NAME",
              help="Another party: its id and its name. Give it once for each.")
@click.option("--set", "values", multiple=True, metavar="QUESTION=ANSWER",
              help="Answer a question of the component, such as outcome=\"…\". Give it once for each.")
@click.option("--no-input", is_flag=True, help="Ask nothing; what is not answered stays open, and 'check' tells it.")
@json_option
@click.pass_context
def command(ctx: click.Context, kind: str, cooperation: str, title: str, parties: tuple[str, ...],
            values: tuple[str, ...], no_input: bool, as_json: bool) -> None:
    """Start a cooperation: a record, and drafts of the documents that its parties sign.

    Choose working-group to work out together what none of you has to work out alone; joint-project to pool people,
    money or data for one piece of work; recognition to accept what another has audited or certified; shared-process
    to run one process for both; harmonisation to bring two texts closer; theory-of-change to say by which steps what
    you do leads to what you want.
    """
    from schemekit.cli.naming import scheme_root
    from schemekit.cooperate.start import NewCooperation, rehearse_start, start_cooperation
    from schemekit.cooperate.template import questions
    from schemekit.model.cooperation import CooperationType

    root = scheme_root(ctx)
    others = [pair(text, "--with", "efc=Example Forest Council") for text in parties]
    answers = dict(pair(text, "--set", 'outcome="One guidance for both"') for text in values)
    if title:
        answers["title"] = title
    if others:
        answers["other_id"], answers["other_name"] = others[0]
    may_ask = is_interactive() and not no_input and not as_json
    if kind == _THEORY:
        if others:
            raise click.UsageError("A theory of change is of one organisation: leave --with out.")
        _new_theory(root, cooperation, answers, may_ask=may_ask, as_json=as_json)
        return
    plan = NewCooperation(type=CooperationType(kind), id=cooperation, answers=answers, today=date.today().isoformat(),
                          parties=others[1:])

    def tried(said: Mapping[str, str], more: RecordFilling | None = None) -> NewCooperation:
        """The plan with these answers, when they can stand; without an id the title makes it, once it is known."""
        made = replace(plan, answers=said, more=more, id=cooperation or id_of(said.get("title", "")))
        rehearse_start(root, made)
        return made

    if may_ask:
        tried(answers)   # what was given on the command line, before anything is asked
        answers = ask_questions(questions(plan.type), answers, tried)
        plan = tried(answers, ask_more(root, answers, others, lambda more: tried(answers, more)))
    else:
        plan = replace(plan, id=cooperation or id_of(answers.get("title", "")) or kind)
    _tell(start_cooperation(root, plan), "cooperate", as_json=as_json)


def _new_theory(root: Path, named: str, answers: dict[str, str], *, may_ask: bool, as_json: bool) -> None:
    from schemekit.cooperate.template import questions_of
    from schemekit.cooperate.theories.start import COMPONENT, rehearse_theory, start_theory

    today = date.today().isoformat()

    def tried(said: Mapping[str, str]) -> None:
        rehearse_theory(root, named or id_of(said.get("title", "")), said, today)

    if may_ask:
        tried(answers)
        answers = ask_questions(questions_of(COMPONENT), answers, tried)
    done = start_theory(root, named or id_of(answers.get("title", "")) or COMPONENT, answers, today)
    _tell(done, "toc", as_json=as_json)


def _tell(done: StartedCooperation | StartedTheory, checked_by: str, *, as_json: bool) -> None:
    if as_json:
        print_json("cooperate new", done.to_mapping())
        return
    for file in done.files:
        click.echo(file)
    click.echo(f"{count_words(len(done.files), 'file')} made. Next: schemekit {checked_by} check {done.id}")
