"""`schemekit decide`: close decisions where both sides changed the same words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, is_interactive, json_option, print_json, say
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.adopt.decide import Closed, Decided
    from schemekit.adopt.open_decision import OpenDecision


@click.command()
@click.argument("module", required=False, default="")
@click.option("--clause", default=None, help="The clause to decide, or the file; all open ones without it.")
@click.option("--number", type=click.IntRange(1), default=None, help="Which one, where a clause has several open.")
@click.option("--take", type=OneOf(["source", "ours", "both", "edited"]), default=None,
              help="Whose words stand: the source's (or a reader's), yours, both, or yours as edited since.")
@click.option("--place", type=click.IntRange(1), default=None,
              help="Which place, where your words stand there more than once.")
@click.option("--reason", default="", help="Why; kept in the record.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, module: str, clause: str | None, number: int | None, take: str | None, place: int | None,
    reason: str, as_json: bool,
) -> int:
    """Close decisions where both sides changed the same words.

    At a terminal, asks for one after the other: what the source changed, what you changed, and whose words stand.
    Without a module, in all of them. Your wording stands until you decide, and every wording stays in the record.
    """
    from schemekit.adopt.clause_names import clause_named
    from schemekit.adopt.decide import open_decisions, pick
    from schemekit.cli.naming import scheme_root

    if number and clause is None:
        raise click.UsageError("--number counts the decisions of one clause: name it with --clause")
    root = scheme_root(ctx)
    chosen = pick(open_decisions(root, module), clause and clause_named(root, module, clause), number)
    closed: Sequence[Closed] = ()
    if take is not None:
        from schemekit.cli.deciding import done_words

        done = _taken(root, chosen, take, reason, place)
        closed = done.closed
        for item in closed if not as_json else ():
            click.echo(one_line(f"#{item.decision.clause or item.decision.file}: {done_words(item)} in {item.place}"))
        for refused in done.refused if not as_json else ():
            say(style(one_line(f"#{refused.decision.clause or refused.decision.file}: {refused.obstacle.value}. "
                               "It stays open."), fg="yellow"))
    elif is_interactive() and not as_json:
        closed = _walked(root, chosen)
    elif not as_json:
        _list(root, chosen)
    if take is None and not as_json and chosen:
        click.echo()
    return _report(root, module, closed, as_json=as_json)


def _taken(root: Path, chosen: Sequence[OpenDecision], take: str, reason: str, place: int | None) -> Decided:
    """Close all of them at once; those of one module only, so that nobody closes more than was looked at."""
    from schemekit.adopt.decide import Choice, Decided, decide

    modules = sorted({item.module for item in chosen})
    if len(modules) > 1:
        raise click.UsageError(f"Several modules have open decisions ({', '.join(modules)}): name the one to decide")
    choices = [Choice(decision=item.decision, take=take, reason=reason, at=place or item.at) for item in chosen]
    return decide(root, modules[0], choices) if modules else Decided()


def _walked(root: Path, chosen: Sequence[OpenDecision]) -> Sequence[Closed]:
    from schemekit.cli.deciding import Walk

    walk = Walk(root, [])
    walk.through(chosen)
    return walk.closed


def _list(root: Path, chosen: Sequence[OpenDecision]) -> None:
    from schemekit.adopt.decide import look_at
    from schemekit.cli.decision_screen import show

    for position, item in enumerate(chosen, start=1):
        found = look_at(root, item)
        if found is not None:
            show(found, position, len(chosen))


def _unreasoned(root: Path, closed: Sequence[Closed]) -> list[str]:
    """The modules in which words were kept for which no reason stands; what `check` will ask for is told at once."""
    from schemekit.adopt.decide import unreasoned

    modules = []
    for module in sorted({item.module for item in closed}):
        names = unreasoned(root, module, [item for item in closed if item.module == module])
        if names:
            modules.append(module)
            told = ", ".join(f"#{name}" for name in names)
            say(style(one_line(f"{told}: no reason stands for what the clause says now; check asks for it"),
                      fg="yellow"))
    return modules


def _report(root: Path, module: str, closed: Sequence[Closed], *, as_json: bool) -> int:
    from schemekit.adopt.decide import open_decisions, waiting

    if as_json:
        left = waiting(root, module)
        print_json("decide", {"module": module, "closed": [item.to_mapping() for item in closed],
                              "open": [item.to_mapping() for item in left]})
        return 1 if left else 0
    open_ones = open_decisions(root, module)
    if not open_ones and not closed:
        click.echo("Nothing to decide. Next: schemekit status")
        return 0
    step = "schemekit decide" + (f" {module}" if module else "") if open_ones else "schemekit status"
    if open_ones and not is_interactive():
        step += f"{'' if module else ' MODULE'} --take source|ours|both"
    unreasoned = _unreasoned(root, closed)
    if unreasoned and not open_ones:
        step = f"schemekit reason {unreasoned[0]}"
    click.echo(f"{count_words(len(closed), 'decision')} closed, {len(open_ones)} open. Next: {step}")
    return 1 if open_ones else 0
