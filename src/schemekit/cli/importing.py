"""`schemekit module import`: Markdown files become modules of a library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, print_findings, print_json, say
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.model.finding import Finding
    from schemekit.publish.importing import ImportedModule, ImportReport

_TYPES = ("policy", "procedure", "standard", "guidance")
_SHOWN = 3   # findings of one kind that are no errors; --json tells all


@click.command("import", epilog='Example:  schemekit module import our-policy.md --licence CC-BY-4.0 --author "Example '
               'Forest Council"')
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--each", is_flag=True, help="Make every file of a folder a module of its own.")
@click.option("--id", "--as", "module_id", default="", metavar="ID",
              help="The module's id; made from the name if not given.")
@click.option("--group", default="", metavar="ID", help="Of an OSCAL catalog only this group.")
@click.option("--licence", default="", help="Under which licence others may use the text, as an SPDX id.")
@click.option("--author", default="", help="Whom to credit.")
@click.option("--year", type=click.IntRange(1900, 2200), default=None, help="When it was written.  [this year]")
@click.option("--url", default="", help="Where it can be found.")
@click.option("--title", default="", help="The module's title; its first heading if not given.")
@click.option("--summary", default="", help="What it is for, in a sentence or two.")
@click.option("--type", "kind", type=OneOf(_TYPES), help="What kind of document it is.  [policy]")
@click.option("--language", default="", help="The language of the text, as a code.  [en]")
@click.option("--tidy", is_flag=True, help="Mend line ends, blank lines and HTML comments; no word a reader sees.")
@click.option("--base-url", default="", metavar="URL",
              help="Where the files are published: links to what is not imported lead there.")
@click.option("--leave-out", multiple=True, metavar="NAME", help="Pass over files and folders of this name.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported; write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], each: bool, module_id: str, kind: str | None, year: int | None,
    tidy: bool, base_url: str, leave_out: tuple[str, ...], group: str, dry_run: bool, as_json: bool, **words: str,
) -> int:
    """Make modules of Markdown files, or bring modules up to date with a newer text.

    A file becomes one module; so does a folder, with all its files, or with --each one module for every file. The text
    stays as its author wrote it but for the ids in its headings. Importing again keeps each clause's id, wherever it
    went, and what you wrote into module.yaml. Errors refuse, warnings do not.

    An OSCAL catalog (.json) becomes a new module: its controls are clauses, its parameters blanks, and what a module
    cannot hold is told.
    """
    from schemekit.cli.naming import library_folder, working_folder
    from schemekit.model.finding import FindingsError
    from schemekit.publish.import_module import Said
    from schemekit.publish.importing import Wish, import_texts

    if len(paths) == 1 and paths[0].lower().endswith(".json"):
        from schemekit.cli.catalog_import import import_command

        said = Said(type=kind or "", year=year or 0, this_year=date.today().year, **words)
        return import_command(ctx, paths[0], module_id, said, group=group, dry_run=dry_run, as_json=as_json)
    said = Said(type=kind or "", year=year or 0, this_year=date.today().year, **words)
    wish = Wish(paths=paths, module_id=module_id, each=each, tidy=tidy, base_url=base_url,
                leave_out=frozenset(leave_out), said=said)
    try:
        report = import_texts(library_folder(ctx, may_begin=True), working_folder(ctx), wish, dry_run=dry_run)
    except FindingsError as error:
        if as_json:
            raise
        return _tell_refusal(error.findings)
    if as_json:
        print_json("module import", _mapping(report))
    else:
        _tell(report, dry_run=dry_run)
    return 0


def _tell(report: ImportReport, *, dry_run: bool) -> None:
    from schemekit.model.finding import Severity

    _tell_findings(report.findings)
    width = max(len(entry.made.module.id) for entry in report.modules)
    for entry in report.modules:
        _tell_module(entry, width)
    if report.left:
        click.echo(f"No file was found for {', '.join(report.left)}: left as before.")
    changed = [entry for entry in report.modules if entry.changed]
    warnings = report.count(Severity.WARNING)
    if not changed:
        click.echo(f"Nothing to change in {count_words(len(report.modules), 'module')}.")
        return
    following = "the same without --dry-run" if dry_run else f"schemekit module lint {changed[0].made.module.id}"
    done = "would be imported, nothing was written" if dry_run else "imported"
    click.echo(f"{count_words(len(changed), 'module')} {done}, {count_words(warnings, 'warning')}. Next: {following}")


def _tell_refusal(findings: Sequence[Finding]) -> int:
    from schemekit.model.finding import Severity

    _tell_findings(findings)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    files = len({finding.file for finding in findings if finding.severity is Severity.ERROR})
    say(f"{style('error: ', fg='red')}nothing was imported: "
        f"{count_words(errors, 'error')} in {count_words(files, 'file')}")
    layout = {"line-ending", "blank-lines"} & {finding.code for finding in findings}
    say(f"  fix: mend the places named above{', or add --tidy for the layout' if layout else ''}, "
        "then run the command again")
    return 1


def _tell_module(entry: ImportedModule, width: int) -> None:
    from schemekit.model.version import Bump

    name = f"{entry.made.module.id:<{width}}"
    clauses = count_words(len(entry.made.module.clauses), "clause")
    if entry.made.likeness:
        click.echo(f"{one_line(entry.made.texts[0].told)} is taken for '{entry.made.module.id}': "
                   f"{entry.made.likeness:.0%} of the words are the same")
    if not entry.changed:
        state = "as it is"
    elif entry.made.is_new:
        state = f"new, {clauses}"
    else:
        state = f"changed, {clauses}"
    if entry.previous is None:
        asks = f"a release will be {entry.version}"
    elif entry.needed is Bump.NONE:
        asks = f"nothing to release since {entry.previous.version}"
    else:
        asks = f"a release will be {entry.needed.name.lower()}: {entry.previous.version} -> {entry.version}"
    click.echo(f"{name}  {state}; {asks}")
    column = max((len(news.clause) for news in entry.made.news), default=0)
    for news in entry.made.news:
        click.echo(f"  {news.clause:<{column}}  {news.what}{f', {news.words}' if news.words else ''}")


def _tell_findings(findings: Sequence[Finding]) -> None:
    """Errors in full; of warnings and notes the first few of each kind, as a long text has hundreds of them."""
    from schemekit.model.finding import Severity

    counts: Counter[str] = Counter()
    shown = []
    for finding in findings:
        counts[finding.code] += 1
        if finding.severity is Severity.ERROR or counts[finding.code] <= _SHOWN:
            shown.append(finding)
    print_findings(shown)
    for code, count in sorted(counts.items()):
        told = sum(finding.code == code for finding in shown)
        if count > told:
            click.echo(f"… and {count - told} more of [{code}]; --json lists them all")


def _mapping(report: ImportReport) -> dict[str, object]:
    from schemekit.adopt.reports import finding_mapping

    return {
        "modules": [_module_mapping(entry) for entry in report.modules],
        "left": list(report.left),
        "findings": [finding_mapping(finding) for finding in report.findings],
        "written": report.is_written,
    }


def _module_mapping(entry: ImportedModule) -> dict[str, object]:
    return {
        "module": entry.made.module.id,
        "from": [text.told for text in entry.made.texts],
        "new": entry.made.is_new,
        "likeness": round(entry.made.likeness, 3),
        "files": list(entry.changed),
        "clauses": [{"id": clause.id, "force": clause.force.value} for clause in entry.made.module.clauses],
        "changes": [{"clause": news.clause, "what": news.what, "words": news.words} for news in entry.made.news],
        "previous": str(entry.previous.version) if entry.previous else "",
        "version": str(entry.version),
        "needed": entry.needed.name.lower(),
        "reasons": [{"bump": reason.bump.name.lower(), "subject": reason.subject, "words": reason.words}
                    for reason in entry.reasons],
    }
