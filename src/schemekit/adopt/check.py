"""Everything that is wrong or open in a scheme, of all files at once, for people and for a pull request's gate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from schemekit.adopt.licences import licence_changes_pending, licence_verdict
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.reports import finding_mapping
from schemekit.adopt.todo import todo_of
from schemekit.adopt.values import value_findings
from schemekit.adopt.verify import lock_findings, pulled_findings
from schemekit.adopt.writing import reading
from schemekit.files.scheme_folder import MANIFEST, SchemeFolder
from schemekit.licence.rules import Answer
from schemekit.model.finding import Finding, FindingsError, Severity, ordered
from schemekit.model.module import Module
from schemekit.model.scheme import Scheme
from schemekit.text.document import Document, prose_lines

OPEN = "open"
"""The code of findings about what a person still has to do about a clause."""
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_SAMPLE = re.compile(r"example\.(?:org|com|net)|^Example Scheme$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked at and what was found."""

    scheme: str
    modules: int
    findings: tuple[Finding, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {
            "scheme": self.scheme,
            "modules": self.modules,
            "findings": [finding_mapping(finding) for finding in self.findings],
        }


def check(root: Path, today: date) -> Checked:
    """Look at the whole scheme, offline. Raises: FindingsError only when scheme.yaml or the lock cannot be read."""
    folder = reading(root)
    refuse_unreadable(folder)
    scheme = folder.scheme()
    found = adoptions(folder)
    findings = scheme_findings(folder, found, today)
    folder.renderings.keep()
    return Checked(scheme=scheme.name, modules=len(found), findings=findings)


def scheme_findings(folder: SchemeFolder, found: Sequence[Adoption], today: date) -> tuple[Finding, ...]:
    """Everything that is wrong or open in a scheme whose files can be read."""
    scheme = folder.scheme()
    findings = [item for adoption in found for item in _adoption_findings(adoption, scheme, today)]
    findings += _manifest_findings(folder, scheme, {adoption.id: adoption.module for adoption in found})
    findings += licence_changes_pending(folder, found)
    return ordered(findings)


def refuse_unreadable(folder: SchemeFolder) -> None:
    """All findings of all files that people edit, before anything is made of them."""
    findings = [*_unreadable(folder.scheme), *_unreadable(folder.lock)]
    if not findings:
        for name in folder.lock().entries:
            findings += _unreadable(partial(folder.record, name))
    if findings:
        raise FindingsError(findings)


def _unreadable(read: Callable[[], object]) -> tuple[Finding, ...]:
    try:
        read()
    except FindingsError as error:
        return error.findings
    return ()


def _adoption_findings(adoption: Adoption, scheme: Scheme, today: date) -> Iterator[Finding]:
    for item in todo_of(adoption):
        file, _, line = item.place.partition(":")
        yield Finding(
            code=OPEN, file=file, line=int(line or 0), path=item.subject, found=item.words,
            wanted="each difference from the source with its reason, locked clauses as they are, nothing undecided",
            fix=item.fix,
        )
    yield from value_findings(adoption.module, scheme)
    yield from _stale_values(adoption, scheme)
    yield from pulled_findings(adoption.folder, adoption.entry)
    yield from lock_findings(adoption)
    yield from _licence_findings(adoption, scheme, today)
    for file in adoption.module.text_files:
        if not adoption.is_untouched(file):
            yield from _text_findings(adoption, file)
    yield from _idle_reasons(adoption)


def _stale_values(adoption: Adoption, scheme: Scheme) -> Iterator[Finding]:
    wanted = scheme.values_for(adoption.module)
    for name, value in adoption.entry.parameters.items():
        if name in wanted and wanted[name] != value:
            yield Finding(
                code="not-in-step", file=MANIFEST, path=f"parameters.{name}",
                found=f"{adoption.id}.{name} was changed in {MANIFEST}, but not in the text",
                wanted="the same value in both", fix="run 'schemekit sync'",
            )


def _licence_findings(adoption: Adoption, scheme: Scheme, today: date) -> Iterator[Finding]:
    verdict = licence_verdict(scheme, adoption, today)
    if verdict.answer is Answer.ALLOWED:
        return
    severity = Severity.NOTE if verdict.is_allowed else Severity.ERROR
    taken = f"{verdict.use.value} of {verdict.upstream} in a scheme under {verdict.outgoing}"
    way_out = "; or ".join(verdict.ways_out) or "ask a lawyer, and record a letter of permission in scheme.yaml"
    yield Finding(
        code=f"licence-{verdict.answer.value}",
        file=adoption.folder.own_path(adoption.id, adoption.main_file),
        found=f"{verdict.answer.words}: {taken}",
        wanted="; ".join(verdict.duties) if verdict.is_allowed else "a use that the licence allows",
        why="; ".join(f"{reason.text} ({reason.source})" for reason in verdict.reasons),
        fix="nothing: NOTICE.md carries the credit" if verdict.is_allowed else way_out,
        severity=severity,
    )


def _text_findings(adoption: Adoption, file: str) -> Iterator[Finding]:
    text = adoption.folder.own_text(adoption.id, file)
    path = adoption.folder.own_path(adoption.id, file)
    if text is None:
        return
    for clause in Document.parse(text).repeated_ids():
        yield Finding(
            code="repeated-id", file=path, line=clause.line, column=1, path=clause.id,
            found=f"a second clause with the id #{clause.id}", wanted="each id once",
            why="an id is what a clause is: links and updates go by it",
            fix="give the second one an id of its own, or take its { #… } away",
        )
    for number, line in prose_lines(text):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            yield Finding(code="open-marks", file=path, line=number, column=1, found="marks of two versions of a text",
                          wanted="one text", fix="keep the words that are right and take the marks out")


def _idle_reasons(adoption: Adoption) -> Iterator[Finding]:
    deviating = {change.id for change in adoption.deviations}
    for recorded in adoption.record.deviations:
        if recorded.clause not in deviating:
            yield Finding(
                code="idle-reason", file=adoption.folder.record_path(adoption.id), path=recorded.clause,
                found="a reason for a clause that is as the source has it", wanted="reasons for deviations only",
                fix="take the entry out; it does no harm", severity=Severity.NOTE,
            )


def _manifest_findings(folder: SchemeFolder, scheme: Scheme, modules: Mapping[str, Module]) -> Iterator[Finding]:
    for name in scheme.modules.keys() - modules.keys():
        yield Finding(code="not-adopted", file=MANIFEST, path=f"modules.{name}",
                      found=f"{name} is wanted but not adopted", wanted="what scheme.yaml wants",
                      fix="run 'schemekit sync'")
    for name in modules.keys() - scheme.modules.keys():
        yield Finding(code="not-wanted", file=MANIFEST, path="modules", found=f"{name} is adopted but not named",
                      wanted="every adopted module", fix=f"run 'schemekit remove {name}', or name it again")
    yield from _sample_values(scheme, modules)
    yield from _dead_links(folder, modules)
    yield from _unknown_scheme_wide(scheme, modules)


def _sample_values(scheme: Scheme, modules: Mapping[str, Module]) -> Iterator[Finding]:
    """Values that are still the module's sample, so that for instance a complaint would reach nobody."""
    told: set[str] = set()
    for module in modules.values():
        values = scheme.values_for(module)
        for parameter in module.parameters:
            value = values[parameter.name]
            if isinstance(value, str) and _SAMPLE.search(value) and parameter.name not in told:
                told.add(parameter.name)
                own = "" if parameter in module.scheme_wide() else f"{module.id}."
                yield Finding(
                    code="sample-value", file=MANIFEST, path=f"parameters.{parameter.name}",
                    found=f"{parameter.name} is still the sample '{value}'", wanted="your own",
                    why="people who read the text would write to nobody", severity=Severity.WARNING,
                    fix=f'schemekit set {own}{parameter.name}="..."',
                )


def _unknown_scheme_wide(scheme: Scheme, modules: Mapping[str, Module]) -> Iterator[Finding]:
    known = {parameter.name for module in modules.values() for parameter in module.scheme_wide()}
    for name in scheme.parameters.keys() - known if modules else ():
        yield Finding(
            code="unused-value", file=MANIFEST, path=f"parameters.{name}",
            found=f"'{name}' is set for the whole scheme, but no adopted module uses it", wanted="a parameter in use",
            fix="leave it for a module to come, or take it out", severity=Severity.NOTE,
        )


def _dead_links(folder: SchemeFolder, modules: Mapping[str, Module]) -> Iterator[Finding]:
    """Links between policies that lead to no file or clause of this scheme."""
    documents: dict[str, frozenset[str] | None] = {}
    for name, module in modules.items():
        for file in module.text_files:
            path = folder.own_path(name, file)
            for number, line in prose_lines(folder.text(path) or ""):
                for match in _LINK.finditer(line):
                    yield from _dead_link(folder, documents, path, number, line, match["target"])


def _dead_link(
    folder: SchemeFolder, documents: dict[str, frozenset[str] | None], path: str, number: int, line: str, target: str
) -> Iterator[Finding]:
    if re.match(r"^[a-z][a-z0-9+.-]*:", target) or target.startswith("/"):
        return
    file, _, anchor = target.partition("#")
    wanted = _resolved(path, file) if file else path
    if wanted not in documents:
        documents[wanted] = _ids_of(folder, wanted)
    ids = documents[wanted]
    if ids is None:
        yield Finding(
            code="dead-link", file=path, line=number, column=line.find(target) + 1, found=f"a link to {target}",
            wanted="a file of this scheme", severity=Severity.WARNING,
            why="the text sends its reader to a procedure that this scheme does not have",
            fix=f"adopt it with 'schemekit add {wanted.split('/')[1]}', or change the sentence",
        )
    elif anchor and wanted.endswith(".md") and anchor not in ids:
        yield Finding(
            code="dead-link", file=path, line=number, column=line.find(target) + 1, found=f"a link to {target}",
            wanted=f"a clause of {wanted}", severity=Severity.WARNING,
            why="the clause it points to was dropped, or its id changed", fix="point it to a clause that is there",
        )


def _resolved(path: str, relative: str) -> str:
    parts = path.split("/")[:-1]
    for piece in relative.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece not in (".", ""):
            parts.append(piece)
    return "/".join(parts)


def _ids_of(folder: SchemeFolder, path: str) -> frozenset[str] | None:
    if not path.startswith("policies/") or path.count("/") < 2:
        return None
    text = folder.text(path)
    return None if text is None else frozenset(clause.id for clause in Document.parse(text).clauses)
