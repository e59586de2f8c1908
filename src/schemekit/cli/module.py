"""`schemekit module`: start, check and release the modules of a library."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.catalog_export import command as export_command
from schemekit.cli.importing import command as import_command
from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, is_interactive, json_option, print_findings, print_json, say

if TYPE_CHECKING:
    from schemekit.publish.lint import LintReport, ModuleLint
    from schemekit.publish.release import Assessment, Released

_NOTE = "What changed, naming clauses, and whether meaning or only wording did"
_TYPES = ("procedure", "policy", "standard", "guidance")
_STANDINGS = ("yanked", "superseded", "erratum", "current")


@click.group()
def command() -> None:
    """Start, check and release the modules of a library.

    Works in the folder of a library: a git repository with a folder policies/.
    """


@command.command(epilog='Example:  schemekit module new field-visits --title "Field visits"')
@click.argument("module", metavar="ID")
@click.option("--title", help="The title of the document; made from the id if not given.")
@click.option("--type", "kind", type=OneOf(_TYPES), default=_TYPES[0], show_default=True,
              help="What kind of document it is.")
@click.option("--summary", help="What it is for, in a sentence or two.")
@click.option("--audience", help="Who uses it, and when.")
@click.option("--topic", help="What it is about, in a word.")
@click.option("--language", help="The language of the text, as a code; the example is in en, fr, es or pt.  [en]")
@click.option("--licence", help="Under which licence others may use it, as an SPDX id.  [CC-BY-4.0]")
@click.option("--author", help="Whom to credit.")
@click.option("--year", type=click.IntRange(1900, 2999), help="When it was written.  [this year]")
@click.option("--url", help="Where it can be found.")
@click.pass_context
def new(ctx: click.Context, /, module: str, kind: str, year: int | None, topic: str | None, **words: str | None) -> int:
    """Start a module: a folder in policies/ with a short text that passes every check.

    An id that exists is refused; nothing is overwritten. Replace the example text with yours, then lint.
    """
    from schemekit.cli.naming import library_folder
    from schemekit.publish.new import new_module

    given = {"type": kind, "year": str(year or date.today().year), "topics": topic, **words}
    answers = {name: value for name, value in given.items() if value is not None}
    made = new_module(library_folder(ctx, may_begin=True), module, answers)
    for file in made.files:
        click.echo(f"{made.folder}/{file}")
    for file in made.beside:
        click.echo(file)
    print_findings(made.findings)
    count = count_words(len(made.files) + len(made.beside), "file")
    click.echo(f"{count} made. Next: put your text in place of the example, then run "
               f"'schemekit module lint {made.id}'")
    return 0


@command.command(epilog="Example:  schemekit module lint grievance --write")
@click.argument("modules", nargs=-1, metavar="[MODULES]…")
@click.option("--write", is_flag=True, help="Make cookiecutter.json anew from module.yaml where they differ.")
@json_option
@click.pass_context
def lint(ctx: click.Context, modules: tuple[str, ...], write: bool, as_json: bool) -> int:
    """Find everything that keeps a module from being released, in all files at once.

    Without MODULES, all of the library, its ledger and its frameworks. docs/writing-a-module.md explains every
    rule. Leaves with 1 when there are errors; warnings keep nothing from being released.
    """
    from schemekit.cli.naming import library_folder
    from schemekit.model.finding import has_errors
    from schemekit.publish.lint import lint_library

    report = lint_library(library_folder(ctx), modules, write=write)
    if as_json:
        print_json("module lint", _lint_mapping(report))
    else:
        _tell_lint(report)
    return int(has_errors(report.findings))


@command.command(epilog='Example:  schemekit module release grievance minor --note "Clause fee: reworded."')
@click.argument("module")
@click.argument("weight", required=False, type=OneOf(("patch", "minor", "major")), metavar="[patch|minor|major]")
@click.option("--note", default="", help=f"{_NOTE}.")
@click.option("--tag", is_flag=True, help="Also make an annotated tag, such as grievance/v1.1.0.")
@click.option("--dry-run", is_flag=True, help="Say what would be released and why; write nothing.")
@json_option
@click.pass_context
def release(
    ctx: click.Context, module: str, weight: str | None, note: str, tag: bool, dry_run: bool, as_json: bool
) -> int:
    """Release a module: lint it, weigh it, write it into the ledger, commit.

    Without a weight the one that the changes need is taken; a larger one is accepted, a smaller one refused with the
    reasons. The module's folder and the ledger are committed together, other files are left alone. Nothing is pushed.
    """
    from schemekit.cli.naming import library_folder
    from schemekit.model.version import Bump
    from schemekit.publish.release import assess, carry_out

    root = library_folder(ctx)
    assessment = assess(root, module, Bump[weight.upper()] if weight else None)
    if dry_run:
        if as_json:
            print_json("module release", _release_mapping(assessment, None))
        else:
            _tell_assessment(assessment)
            click.echo(f"Nothing was written. Next: schemekit module release {module} {assessment.bump.name.lower()}")
        return 0
    if not as_json:
        _tell_assessment(assessment)
    if not note.strip() and is_interactive() and not as_json:
        default = " ".join(line.removeprefix("- ") for line in assessment.unreleased.splitlines() if line.strip())
        note = click.prompt(_NOTE, default=default or None, err=True, prompt_suffix="\n> ")
    done = carry_out(root, assessment, note=note, date=date.today().isoformat(), tag=tag)
    if as_json:
        print_json("module release", _release_mapping(assessment, done))
    else:
        _tell_released(done)
    return 0


@command.command(epilog='Example:  schemekit module mark grievance 1.0.0 yanked --reason "Clause fee was wrong."')
@click.argument("module")
@click.argument("version")
@click.argument("standing", type=OneOf(_STANDINGS), metavar="yanked|superseded|erratum|current")
@click.option("--reason", default="", help="What is wrong, and what to take instead; adopters see it.")
@click.pass_context
def mark(ctx: click.Context, module: str, version: str, standing: str, reason: str) -> int:
    """Say of a release that it is yanked, superseded or has an erratum; the release itself never changes.

    A yanked release is picked only by those who name it exactly. 'current' takes a mark back.
    """
    from schemekit.cli.naming import library_folder
    from schemekit.model.release import Standing
    from schemekit.model.version import Version
    from schemekit.publish.mark import mark as mark_release

    marked = mark_release(library_folder(ctx), module, Version(version), Standing(standing), reason)
    was = "is now" if marked.commit else "was already"
    click.echo(f"{marked.release.name} {was} {standing}" + (f": {marked.release.standing_reason}"
                                                           if marked.release.standing_reason else ""))
    if marked.commit:
        click.echo("Next: git push, so that adopters see it")
    return 0


command.add_command(import_command)
command.add_command(export_command)


def _tell_lint(report: LintReport) -> None:
    from schemekit.model.finding import Severity

    for path in report.written:
        say(f"made {path}")
    print_findings(report.findings)
    width = max((len(entry.module) for entry in report.modules), default=0)
    for entry in report.modules:
        click.echo(f"{entry.module:<{width}}  {_verdict(entry)}")
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    again = "mend the errors, then run 'schemekit module lint' again"
    following = again if errors else "schemekit module release MODULE"
    click.echo(f"{count_words(len(report.modules), 'module')}, {count_words(errors, 'error')}, "
               f"{count_words(warnings, 'warning')}. Next: {following}")


def _verdict(entry: ModuleLint) -> str:
    from schemekit.model.finding import Severity

    counts = [count_words(number, severity.value) for severity in Severity if (number := entry.count(severity))]
    return ", ".join(counts) or "fit for release"


def _tell_assessment(assessment: Assessment) -> None:
    print_findings(assessment.warnings)
    before = f"{assessment.previous.version} -> " if assessment.previous else ""
    chosen = "" if assessment.bump is assessment.needed else f", the changes need {assessment.needed.name.lower()}"
    first = "" if assessment.previous else ", the first release"
    click.echo(f"{assessment.module}   {before}{assessment.version}   {assessment.bump.name.lower()}{chosen}{first}")
    width = max((len(reason.subject) for reason in assessment.reasons), default=0)
    for reason in assessment.reasons:
        click.echo(f"  {reason.bump.name.lower():<5}  {reason.subject:<{width}}  {reason.words}")


def _tell_released(done: Released) -> None:
    click.echo(f"{done.release.name} released: tree {done.release.tree[:12]}, commit {done.commit[:12]}"
               + (f", tag {done.tag}" if done.tag else ""))
    click.echo(f"1 module released. Next: git push{' --follow-tags' if done.tag else ''}")


def _lint_mapping(report: LintReport) -> dict[str, object]:
    from schemekit.adopt.reports import finding_mapping
    from schemekit.model.finding import Severity

    return {
        "modules": [
            {"module": entry.module, "findings": [finding_mapping(finding) for finding in entry.findings]}
            for entry in report.modules
        ],
        "ledger": [finding_mapping(finding) for finding in report.ledger],
        "frameworks": [finding_mapping(finding) for finding in report.frameworks],
        "written": list(report.written),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
    }


def _release_mapping(assessment: Assessment, done: Released | None) -> dict[str, object]:
    from schemekit.adopt.reports import finding_mapping

    return {
        "module": assessment.module,
        "previous": str(assessment.previous.version) if assessment.previous else "",
        "version": str(assessment.version),
        "bump": assessment.bump.name.lower(),
        "needed": assessment.needed.name.lower(),
        "reasons": [{"bump": reason.bump.name.lower(), "subject": reason.subject, "words": reason.words}
                    for reason in assessment.reasons],
        "warnings": [finding_mapping(finding) for finding in assessment.warnings],
        "released": done.release.to_mapping() if done else None,
        "commit": done.commit if done else "",
        "tag": done.tag if done else "",
    }
