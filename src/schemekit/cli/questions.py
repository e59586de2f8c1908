"""Asking people: plain questions with help, range and default, asked again when an answer does not fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import click

from schemekit.cli.screen import folded, say
from schemekit.cli.terminal import style, visible
from schemekit.model.parameter import Parameter, ParameterType, Value, shown

Check = Callable[[str], str]
LATER = "-"
"""What is typed for a reason that is to be said later, where one stands already."""


def ask(question: str, default: str, *, help_text: str = "", check: Check | None = None) -> str:
    """Ask for a line of text until `check` has nothing to say against it."""
    click.echo(err=True)
    if help_text:
        click.echo(style(folded(visible(help_text)), dim=True), err=True)
    while True:
        typed = click.prompt(folded(question), default=default, show_default=bool(default), err=True,
                             prompt_suffix="\n> ")
        answer = str(typed).strip()
        objection = check(answer) if check else ""
        if not objection:
            return answer
        click.echo(style(folded(visible(objection)), fg="yellow"), err=True)


def ask_reason(question: str, present: str = "", keys: Collection[str] = (), *, check: Check | None = None) -> str:
    """Ask why; empty where it is to be said later. Shape: `present` is the reason that stands, `keys` end the asking,
    `check` says what else is wrong with an answer.

    A letter alone is a key that was meant for another question, so it is asked about again and never written.
    """
    how = f"Enter keeps the reason in brackets, {LATER} leaves it empty to say it later." if present else \
        "Enter leaves it empty to say it later."

    def objection(answer: str) -> str:
        is_letter = len(answer) == 1 and answer != LATER and answer.lower() not in keys
        return f"'{answer}' alone is no reason. Say it in a sentence. {how}" if is_letter else \
            check(answer) if check else ""

    answer = ask(f"{question} It goes into the record. {how}", present, check=objection)
    return "" if answer == LATER else answer


def ask_parameter(parameter: Parameter) -> tuple[Value, str]:
    """Ask for a parameter's value; outside its range, ask for the reason as well."""
    told = [parameter.help, f"Range: {parameter.range_text}" if parameter.range_text else "",
            f"Basis: {parameter.reference}" if parameter.reference else ""]
    click.echo(err=True)
    click.echo(style("\n".join(folded(visible(line)) for line in told if line), dim=True), err=True)
    if parameter.type is ParameterType.CHOICE:
        for option in parameter.options:
            click.echo(folded(f"  {option.value}: {option.label}", "    "), err=True)
    while True:
        typed = click.prompt(folded(parameter.prompt), default=shown(parameter.default), err=True, prompt_suffix="\n> ")
        value = parameter.read(str(typed))
        issues = parameter.issues(value)
        if not issues:
            return value, ""
        wanted = "yes or no" if parameter.type is ParameterType.BOOLEAN else issues[0].wanted
        click.echo(style(folded(visible(f"{issues[0].found} does not fit: wanted is {wanted}")), fg="yellow"), err=True)
        outside = all(issue.outside_range for issue in issues)
        if outside and click.confirm(f"Keep {shown(value)} all the same?", default=False, err=True):
            reason = click.prompt("Then say why, in a sentence", err=True, prompt_suffix="\n> ")
            return value, " ".join(str(reason).split())


def ask_key(keys: Mapping[str, str]) -> str:
    """Ask for one of some keys, each told with what it does."""
    click.echo(err=True)
    click.echo("   ".join(style(key, bold=True) + f" {words}" for key, words in keys.items()), err=True)
    while True:
        typed = str(click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True)).strip().lower()
        if typed[:1] in keys and typed[:1]:
            return typed[:1]
        say(style(f"Type one of {', '.join(keys)}, then Enter.", fg="yellow"))


def ask_yes(question: str, *, default: bool) -> bool:
    """Ask a yes or no question."""
    click.echo(err=True)
    return click.confirm(folded(question), default=default, err=True)
