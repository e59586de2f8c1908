"""`schemekit status`: see on one screen where the scheme stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, folded, json_option, paint, print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.adopt.outdated import ReleaseStanding
    from schemekit.adopt.status import ModuleStatus, SchemeStatus
    from schemekit.cooperate.listing import CooperationStatus

_ROWS = 15   # of one table: `check` and `trace` have all
_DIFFERING = 5   # values that are not in step; most often one change of scheme.yaml
_DONE = {"adopt": "Adopted", "adapt": "Adapted", "drop": "Dropped", "add": "Added"}
_COLOURS = {"IDT": "green", "MOD": "yellow", "NEQ": "red"}


@click.command()
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """See on one screen where the scheme stands.

    For each module: its version and what is newer, what you did to its clauses, your values, and what is still to do.
    Leaves with 1 while something is to do.
    """
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.adopt.status import scheme_status
    from schemekit.cli.naming import scheme_root

    root = scheme_root(ctx)
    status = scheme_status(root, LibraryShelf(offline=True, base=root), date.today())
    together = _cooperations(root)
    if as_json:
        report = status.to_mapping()
        print_json("status", together.added_to(report) if together else {**report, "cooperations": [], "theories": []})
    else:
        _tell(status, together)
    return 0 if status.is_in_order and not (together and together.errors) else 1


def _cooperations(root: Path) -> CooperationStatus | None:
    """Asked for only where there can be some: most schemes have none, and what reads them takes its time to load."""
    if not (root / "cooperation").is_dir():
        return None
    from schemekit.cooperate.listing import cooperation_status

    return cooperation_status(root, date.today())


def _tell(status: SchemeStatus, together: CooperationStatus | None) -> None:
    click.echo(style(one_line(status.name), bold=True))
    if not status.modules:
        if together:
            _tell_cooperations(together)
        beside = _beside(together)
        click.echo(f"No modules yet{beside}. Next: {'schemekit cooperate check' if beside else 'schemekit search'}")
        return
    click.echo()
    for module in status.modules:
        for words in module.derogations:
            tell(f"{module.module}: {words}")
    if any(module.derogations for module in status.modules):
        click.echo()
    print_table([_row(module) for module in status.modules], ["Module", "With its source", *_DONE.values()])
    _tell_notes(status)
    _tell_values(status)
    _tell_deviations(status)
    if together:
        _tell_cooperations(together)
    _tell_todo(status, together)


def _beside(together: CooperationStatus | None) -> str:
    """What is open in cooperations and keeps nobody from anything yet, as the end of a sentence."""
    warnings = together.warnings if together else 0
    return f"; {count_words(warnings, 'warning')} where you work together" if warnings else ""


def _tell_cooperations(together: CooperationStatus) -> None:
    """With whom the scheme works together, where it stands, until when, and what is open in it."""
    from schemekit.cli.cooperate import open_words

    rows = [[one.held.id, f"{one.held.cooperation.type.words}, {one.held.cooperation.state.value}",
             ", ".join(one.others) or "-", one.held.cooperation.end or "no end", open_words(one)]
            for one in together.listed]
    rows += [[one.theory.id, f"theory of change, {one.theory.status}", "-", "-", one.words]
             for one in together.theories]
    if rows:
        click.echo()
        print_table(rows, ["Works together", "", "With", "Until", "Open"])
    for finding in together.unreadable:
        click.echo()
        tell(f"{finding.file} cannot be read: {finding.found}")


def _row(module: ModuleStatus) -> list[str]:
    degree = module.correspondence
    told = paint(degree.words, _COLOURS[degree.value]) if module.is_proven else paint("not known: run verify", "red")
    counted = [f"{module.counts[key] or '-':>{len(head)}}" for key, head in _DONE.items()]
    return [f"{module.module} {module.version}", told, *counted]


def _tell_notes(status: SchemeStatus) -> None:
    """What a reader of the table should know: newer releases, changed forms, licences, approval, the degrees."""
    lines = [f"{module.module} {module.version} was marked by its library: {module.standing}"
             for module in status.modules if module.standing]
    differing = [item.differs for module in status.modules for item in module.values if item.differs]
    lines += differing[:_DIFFERING]
    lines += [f"and {len(differing) - _DIFFERING} more values differ: schemekit check"] \
        if len(differing) > _DIFFERING else []
    lines += [_newer(module.releases) for module in status.modules if module.newer]
    lines += [f"{module.module}: {module.approval.words}" for module in status.modules if module.approval]
    for module in status.modules:
        changed = [file for file in module.changed_forms if file not in module.deleted_forms]
        # The table counts the clauses of the texts; diff and report count those of the forms beside them.
        apart = " (not counted above: see diff and report)"
        for did, files, more in (("changed", changed, apart), ("deleted", module.deleted_forms, "")):
            lines += [f"{module.module}: you {did} {', '.join(files)}{more}"] if files else []
    lines += [f"{module.module} is {module.correspondence.words}: {module.not_equivalent_because[0]}"
              for module in status.modules if module.not_equivalent_because]
    lines += [f"{module.module} is {module.correspondence.words}: {'; '.join(module.modified_because)}"
              for module in status.modules if module.modified_because]
    lines += [f"{name} says more than a name: '{words}'"
              for name, words in dict(pair for module in status.modules for pair in module.beside).items()]
    lines += [f"{module.module}: {count_words(len(module.restructured), 'clause')} moved or at another level"
              for module in status.modules if module.restructured]
    licences = sorted({f"{module.licence} ({module.verdict})" for module in status.modules})
    lines.append(f"Licences of the sources: {', '.join(licences)}.")
    degrees = sorted({module.correspondence for module in status.modules if module.is_proven},
                     key=lambda degree: degree.value)
    codes = ", ".join(f"{degree.words} is {degree.value}" for degree in degrees)
    if codes:
        lines.append(f"In the words of ISO/IEC Guide 21-1: {codes}.")
    click.echo()
    for line in lines:
        click.echo(folded(one_line(line), "  "))


def _newer(releases: ReleaseStanding) -> str:
    told = f"{releases.module} {releases.newest.version if releases.newest else ''} is out"
    if releases.offered:
        beyond = f" ({releases.beyond.version} too, outside your range)" if releases.beyond else ""
        return f"{releases.module} {releases.offered.version} is out: schemekit update {releases.module}{beyond}"
    if releases.beyond:
        return f"{told}, outside your range {releases.range}: schemekit update {releases.module} --to " \
               f"{releases.beyond.version}"
    return f"{told}; you declined it: {releases.refusal.reason if releases.refusal else ''}"


def _tell_values(status: SchemeStatus) -> None:
    rows, told = [], set()
    for module in status.modules:
        for item in module.values:
            parameter = item.parameter
            own = parameter.scope.value == "module"
            if not own and (parameter.type.value == "text" or parameter.name in told):
                continue
            told.add(parameter.name)
            from schemekit.model.parameter import shown

            words = item.effect.value if item.in_range else f"{item.effect.value}, outside the range"
            rows.append([f"{module.module}.{parameter.name}" if own else parameter.name,
                         f"{shown(item.value)} {parameter.unit}".strip(),
                         f"{words} (default {shown(parameter.default)})", item.reason])
    if rows:
        click.echo()
        print_table(rows, ["Your values", "", "Compared with the default", "Reason"])


def _tell_deviations(status: SchemeStatus) -> None:
    """What differs from the source and is explained; what is not explained yet stands under what is to do."""
    rows = [
        [module.module, item.clause if "/" in item.clause else f"#{item.clause}",
         "; ".join([item.verb.value, *item.signals]), item.reason]
        for module in status.modules
        for item in module.deviations
    ]
    if rows:
        click.echo()
        print_table(rows[:_ROWS], ["Your changes", "Clause", "What", "Reason"])
    if len(rows) > _ROWS:
        click.echo(f"and {len(rows) - _ROWS} more: schemekit trace MODULE")


def _tell_todo(status: SchemeStatus, together: CooperationStatus | None) -> None:
    """What is to do, and what comes next; what is open in cooperations is told above, and counted here."""
    click.echo()
    elsewhere, beside = together.errors if together else 0, _beside(together)
    modules = count_words(len(status.modules), "module")
    rows = [[item.module, "annex" if "/" in item.subject else item.subject, item.words,
             item.subject if "/" in item.subject else item.place.removeprefix("policies/")] for item in status.todo]
    waiting = [module for module in status.modules if module.proposals]
    rows += [[module.module, "", count_words(module.proposals, "proposed change") + " to answer",
              f"schemekit answer {module.module}"] for module in waiting]
    if rows:
        print_table(rows, ["To do", "Clause", "", "Where in policies/"])
    if status.is_in_order and not elsewhere:
        number = sum(item.proposals for item in waiting)
        what = f"{count_words(number, 'proposed change')} to answer" if waiting else "nothing open"
        step = f"answer {waiting[0].module}" if waiting else "cooperate check" if beside else "check"
        click.echo(f"{modules}, {what}{beside}. Next: schemekit {step}")
        return
    if status.errors:
        click.echo()
        told = [[error.file.removeprefix("policies/"), error.found] for error in status.errors[:_ROWS]]
        print_table(told, ["Also wrong", ""])
        if len(status.errors) > _ROWS:
            click.echo(f"and {len(status.errors) - _ROWS} more: schemekit check")
    number = len(rows) + len(status.errors) + elsewhere
    step = status.todo[0].fix if status.todo else "schemekit check"
    step = "schemekit cooperate check" if status.is_in_order else step
    tell(f"{modules}, {count_words(number, 'thing')} to do{beside}. Next: {step}")
