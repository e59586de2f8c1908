"""How the plan of an update is told: a block for each module, then counts and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, folded, has_screen, paint, print_table, tell
from schemekit.cli.terminal import one_line, style
from schemekit.text.merging.fates import Fate
from schemekit.text.merging.tree import FileFate

if TYPE_CHECKING:
    from schemekit.adopt.plan import ModulePlan, PlannedClause, UpdatePlan
    from schemekit.text.merging.tree import FileOutcome

_COLOURS = {Fate.DECISION: "yellow", Fate.TAKEN: "green", Fate.NEW: "green", Fate.RETIRED: "red", Fate.MOVED: "blue",
            Fate.KEPT: "cyan"}
_ROWS = 60   # of one module; `--json` has all of them


def tell_plan(plan: UpdatePlan) -> None:
    """The plan, module by module."""
    for item in plan.skipped:
        if item.fix or not plan.modules:
            colon = "" if item.words.startswith("is ") else ":"
            told = one_line(f"{item.module} {item.version}{colon} {item.words}")
            tell(told + (f". {item.fix}" if item.fix else ""))
    for module in plan.modules:
        _tell_module(module)


def tell_end(plan: UpdatePlan, *, is_written: bool, command: str) -> None:
    """What was done, in numbers, and the next step. Shape: `command` writes what a dry run has only told."""
    if not plan.modules:
        told = [item for item in plan.skipped if item.fix]
        click.echo("Nothing was updated." if told else "Everything is up to date.")
        _tell_others(plan)
        return
    modules, decisions = count_words(len(plan.modules), "module"), count_words(len(plan.decisions), "decision")
    older = sum(module.waiting for module in plan.modules) - len(plan.decisions)
    if not is_written:
        tell(f"{modules} would be updated, {decisions} would open; nothing was written. Next: {command}")
        return
    also = f" and {older} from before" if older > 0 else ""
    tell(f"{modules} updated, {decisions} open{also}. Next: {_next(plan)}")
    _tell_others(plan)
    click.echo("To put everything back: schemekit update --undo")


def _tell_others(plan: UpdatePlan) -> None:
    """Who reads that all is done shall not miss what another module waits for."""
    for module, number in plan.others:
        are = "is" if number == 1 else "are"
        click.echo(one_line(f"In {module} {count_words(number, 'decision')} {are} open from before: "
                            f"schemekit decide {module}"))


def _next(plan: UpdatePlan) -> str:
    if waiting := [module.module for module in plan.modules if module.waiting]:
        return f"schemekit decide {waiting[0]}"
    if not plan.is_clean:
        return "schemekit check"
    names = ", ".join(f"{module.module} {module.after}" for module in plan.modules[:3])
    return f'schemekit save "Update {names}"'


def _tell_module(module: ModulePlan) -> None:
    click.echo(style(one_line(f"{module.module}   {module.before} -> {module.after}"), bold=True) + f"   {module.step}")
    print_table([[f"  {release.version}", release.note] for release in module.notes])
    _tell_warnings(module)
    rows = [[f"  {clause.name}", _words(clause.fate.words, clause.fate.signals),
             paint(_outcome(clause), _COLOURS[clause.fate.fate]),
             clause.place if clause.fate.fate is Fate.DECISION else ""]
            for clause in module.clauses[:_ROWS]]
    rows += [[f"  {item.file}", item.words, _file_fate(item),
              f"policies/{module.module}/{item.file}" if item.fate is FileFate.DECISION else ""]
             for item in module.told_files]
    print_table(rows)
    if len(module.clauses) > _ROWS:
        click.echo(f"  and {len(module.clauses) - _ROWS} more clauses, all of them with --json")
    print_table([[f"  {item.name}", "parameter" if item.fits else paint("parameter, to do", "yellow"),
                  f"{item.words}; {item.standing}"] for item in module.parameters])
    for item in module.settled:
        tell(f"  {item.clause}: the source has your words now; your reason is settled: {item.reason}", "    ")
    told = {item.name for item in module.parameters if not item.fits}
    for finding in module.findings:
        if finding.path.rpartition(".")[2] in told:
            continue
        _tell_marked("to do", f"{finding.found}; wanted: {finding.wanted}")


def _tell_warnings(module: ModulePlan) -> None:
    lines = []
    if module.standing:
        lines.append(f"{module.after} is marked {module.standing}")
    if module.licence:
        lines.append(f"licence: {module.licence}")
    if module.approval:
        lines.append(f"{module.approval}: it needs a new approval")
    if module.range:
        is_pinned = module.range == str(module.after)
        lines.append(f"the range in scheme.yaml becomes {module.range}"
                     + (f" and no other, as you had pinned it; write ^{module.range} there to be offered later releases"
                        if is_pinned else ""))
    if module.beyond:
        lines.append(f"{module.beyond} is out too, outside your range: "
                     f"schemekit update {module.module} --to {module.beyond}")
    for line in (*lines, *module.remarks):
        _tell_marked("note", line)


def _tell_marked(mark: str, words: str) -> None:
    told = style(f"  {mark} ", fg="yellow") + one_line(words)
    click.echo(folded(told, "    ") if has_screen() else told)


def _outcome(clause: PlannedClause) -> str:
    """The fate in a word or two. Who reads "changed by you … taken" would think that the edit is gone."""
    is_shared = clause.fate.fate is Fate.TAKEN and clause.fate.words.endswith(" and by you")
    return "both kept" if is_shared else clause.fate.fate.value


def _file_fate(item: FileOutcome) -> str:
    return paint(item.fate.value, "yellow") if item.fate is FileFate.DECISION else item.fate.value


def _words(words: str, signals: tuple[str, ...]) -> str:
    return "; ".join([words, *signals])
