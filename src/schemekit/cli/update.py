"""`schemekit update`: bring in what changed in the source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import is_interactive, json_option, offline_option, print_json
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.adopt.plan import UpdatePlan
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.adopt.target import Wish
    from schemekit.adopt.update import UpdateOptions
    from schemekit.adopt.values import Chosen
    from schemekit.model.module import Module
    from schemekit.model.parameter import Parameter


@click.command()
@click.argument("modules", nargs=-1, metavar="[MODULE[@VERSION]]…")
@click.option("--to", "version", metavar="VERSION", help="Go to this version, also outside the range in scheme.yaml.")
@click.option("--dry-run", is_flag=True, help="Print the plan and write nothing.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask before writing.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE",
              help="A value for a parameter of the new version, as MODULE.PARAMETER=VALUE.")
@click.option("--reason", default="", help="Why: for --decline, or for values outside their range.")
@click.option("--markers", is_flag=True, help="Also write git's marks into the text where something is to decide.")
@click.option("--decline", metavar="MODULE@VERSION", help="Record that this release is not taken; needs --reason.")
@click.option("--undo", is_flag=True, help="Put the scheme back to before the updates that are not saved yet.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context, modules: tuple[str, ...], version: str | None, dry_run: bool, yes: bool,
    values: tuple[str, ...], reason: str, markers: bool, decline: str | None, undo: bool, as_json: bool, offline: bool,
) -> int:
    """Bring in what changed in the source.

    Prints its plan first. What only the source changed is taken, what only you changed stays, and where both changed
    the same words yours stand until you decide. All modules are written or none; nothing is saved in the history yet.
    Leaves with 1 while something is to decide or to mend.
    """
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.adopt.update import UpdateOptions
    from schemekit.cli.naming import assignments, scheme_root

    _refuse_mixed(modules, version, decline, undo=undo, others=bool(dry_run or values or markers))
    root = scheme_root(ctx)
    shelf = LibraryShelf(offline=offline, fetch=True, base=root)
    if undo:
        return _undo(root, as_json=as_json)
    if decline is not None:
        return _decline(root, decline, reason, shelf, as_json=as_json)
    asks = is_interactive() and not (yes or as_json or dry_run)
    options = UpdateOptions(values=tuple(assignments(values)), reason=reason, marks=markers)
    again = _again(modules, version, others=bool(values or markers))
    return _update(root, _wishes(modules, version), shelf, options, asks=asks, dry_run=dry_run, as_json=as_json,
                   command=again)


def _update(
    root: Path, wishes: list[Wish], shelf: LibraryShelf, options: UpdateOptions, *, asks: bool, dry_run: bool,
    as_json: bool, command: str,
) -> int:
    from dataclasses import replace

    from schemekit.adopt.update import plan_update, update
    from schemekit.cli.planned import tell_end, tell_plan

    def agree(plan: UpdatePlan) -> bool:
        if not as_json:
            tell_plan(plan)
        return not asks or _agrees(plan)

    if dry_run:
        plan: UpdatePlan | None = plan_update(root, wishes, shelf, date.today(), options)
    else:
        plan = update(root, wishes, shelf, date.today(), replace(options, ask=_ask) if asks else options, agree)
    if plan is None:
        click.echo("Nothing was written.")
        return 0
    if as_json:
        print_json("update", {"written": bool(plan.modules) and not dry_run, **plan.to_mapping()})
    else:
        if dry_run or not plan.modules:
            tell_plan(plan)
        tell_end(plan, is_written=not dry_run, command=command)
    return int(not plan.is_clean or bool(plan.others))


def _agrees(plan: UpdatePlan) -> bool:
    from schemekit.cli.questions import ask_yes

    how = "" if plan.is_clean else " What is to decide can wait: your words stand until then."
    return ask_yes(f"Write this into the scheme?{how}", default=True)


def _ask(module: Module, parameters: Sequence[Parameter]) -> list[Chosen]:
    """The values of parameters that are new; the module's default is not written down."""
    from schemekit.adopt.values import Chosen
    from schemekit.cli.questions import ask_parameter
    from schemekit.cli.screen import say
    from schemekit.model.parameter import Scope

    chosen = []
    for parameter in parameters:
        say(one_line(f"\n{module.id} has a new parameter: {parameter.title}"))
        value, reason = ask_parameter(parameter)
        if value != parameter.default:
            own = module.id if parameter.scope is Scope.MODULE else ""
            chosen.append(Chosen(module=own, parameter=parameter, value=value, reason=reason))
    return chosen


def _undo(root: Path, *, as_json: bool) -> int:
    from schemekit.adopt.undo import undo_update
    from schemekit.cli.screen import count_words

    undone = undo_update(root)
    if as_json:
        print_json("update-undo", undone.to_mapping())
        return 0
    for update in undone.updates:
        click.echo(one_line(f"{update.module}   {update.after} -> {update.before}   taken back"))
    for file, copy in undone.kept:
        click.echo(one_line(f"  {file} was changed since; what it held is in {copy}"))
    click.echo(f"{count_words(len(undone.files), 'file')} put back as before. Next: schemekit status")
    return 0


def _decline(root: Path, typed: str, reason: str, shelf: LibraryShelf, *, as_json: bool) -> int:
    from schemekit.adopt.decline import decline
    from schemekit.adopt.target import Wish

    wish = Wish.parse(typed)
    refusal = decline(root, wish, reason, shelf, date.today())
    if as_json:
        print_json("update-decline", {"module": wish.module, **refusal.to_mapping()})
        return 0
    click.echo(one_line(f"{wish.module} {refusal.version} declined: {refusal.reason}"))
    click.echo('The next version will be offered again. Next: schemekit save "what was declined"')
    return 0


def _wishes(modules: tuple[str, ...], version: str | None) -> list[Wish]:
    from schemekit.adopt.target import Wish
    from schemekit.errors import UsageError
    from schemekit.model.version import Version

    wishes = [Wish.parse(part) for word in modules for part in word.split(",") if part.strip()]
    if version is None:
        return wishes
    if not wishes or any(wish.version for wish in wishes):
        raise UsageError("--to goes with modules that are named without a version",
                         why="one version is rarely right for every module",
                         fix=f"for example: schemekit update grievance --to {version[:40]}")
    return [Wish(wish.module, Version(version)) for wish in wishes]


def _again(modules: tuple[str, ...], version: str | None, *, others: bool) -> str:
    """The command that was given, without --dry-run."""
    if others:
        return "the same command without --dry-run"
    return " ".join(["schemekit update", *map(one_line, modules), *(["--to", one_line(version)] if version else [])])


def _refuse_mixed(
    modules: tuple[str, ...], version: str | None, decline: str | None, *, undo: bool, others: bool
) -> None:
    if (undo or decline is not None) and (modules or version or others or (undo and decline is not None)):
        raise click.UsageError("--undo and --decline stand alone: they do not go with modules or other options.")
