"""Everything that is wrong or open in a scheme, of all files at once, for people and for a pull request's gate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from schemekit.adopt.adopted_values import standings_of
from schemekit.adopt.approval import approval_findings
from schemekit.adopt.approval_history import ApprovalHistory, approval_history
from schemekit.adopt.derogations import derogation_lines
from schemekit.adopt.driver import driver_findings
from schemekit.adopt.form_changes import unexplained
from schemekit.adopt.licences import letters_of, licence_changes_pending, licence_verdict
from schemekit.adopt.links import dead_links, remote_images
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.own_crosswalk_check import own_crosswalk_findings
from schemekit.adopt.reports import finding_mapping
from schemekit.adopt.todo import todo_of
from schemekit.adopt.unprinted import unprinted
from schemekit.adopt.values import unknown_scheme_wide, value_findings
from schemekit.adopt.verify import ledger_for, lock_findings, pulled_findings
from schemekit.adopt.writing import reading
from schemekit.adopt.written_over import written_over
from schemekit.files.scheme_folder import MANIFEST, SchemeFolder
from schemekit.licence.rules import Answer
from schemekit.model.finding import Finding, FindingsError, Severity, ordered
from schemekit.model.module import Module
from schemekit.model.proposed_change import ProposedState
from schemekit.model.release import Ledger
from schemekit.model.scheme import Scheme
from schemekit.text.document import Document, prose_lines

_SAMPLE = re.compile(r"example\.(?:org|com|net)|^Example Scheme$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked at and what was found."""

    scheme: str
    modules: int
    findings: tuple[Finding, ...]
    derogations: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {
            "scheme": self.scheme,
            "modules": self.modules,
            "findings": [finding_mapping(finding) for finding in self.findings],
            "derogations": list(self.derogations),
        }


def check(root: Path, today: date) -> Checked:
    """Look at the whole scheme, offline. Raises: FindingsError only when scheme.yaml or the lock cannot be read."""
    folder = reading(root)
    refuse_unreadable(folder)
    scheme = folder.scheme()
    found = adoptions(folder)
    findings = [*scheme_findings(folder, found, today), *(item for adoption in found for item in _open(adoption))]
    findings += driver_findings(folder)
    folder.renderings.keep()
    told = (f"{adoption.id}: {words}" for adoption in found for words in derogation_lines(adoption, today))
    return Checked(scheme=scheme.name, modules=len(found), findings=ordered(findings), derogations=tuple(told))


def scheme_findings(folder: SchemeFolder, found: Sequence[Adoption], today: date) -> tuple[Finding, ...]:
    """Everything that is wrong in a scheme whose files can be read; what is open is in `todo`."""
    scheme = folder.scheme()
    history = approval_history(folder.root, found)
    ledger = ledger_for([adoption.entry for adoption in found])
    findings = [item for adoption in found for item in _adoption_findings(adoption, scheme, today, history, ledger)]
    findings += _manifest_findings(folder, scheme, {adoption.id: adoption.module for adoption in found})
    findings += licence_changes_pending(folder, found)
    findings += own_crosswalk_findings(folder, found)
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


def _open(adoption: Adoption) -> Iterator[Finding]:
    for item in todo_of(adoption):
        file, _, line = item.place.partition(":")
        yield Finding(
            code="open", file=file, line=int(line or 0), path=item.subject, found=item.words,
            wanted="each difference from the source with its reason, locked clauses as they are, nothing undecided",
            fix=item.fix,
        )


def _adoption_findings(
    adoption: Adoption, scheme: Scheme, today: date, history: ApprovalHistory, ledger: Ledger | None
) -> Iterator[Finding]:
    yield from value_findings(adoption.module, scheme)
    yield from _stale_values(adoption, scheme)
    yield from pulled_findings(adoption.folder, adoption.entry, ledger)
    yield from lock_findings(adoption)
    yield from _licence_findings(adoption, scheme, today)
    yield from approval_findings(adoption, today, history)
    for file in adoption.module.text_files:
        if not adoption.is_untouched(file):
            yield from _text_findings(adoption, file)
    yield from _values_written_over(adoption)
    yield from _forms_without_reason(adoption)
    yield from _idle_reasons(adoption)
    yield from _proposals(adoption)
    yield from _accepted_and_gone(adoption)


def _stale_values(adoption: Adoption, scheme: Scheme) -> Iterator[Finding]:
    if scheme.values_for(adoption.module) == adoption.entry.parameters:
        return
    for item in standings_of(adoption):
        if item.differs:
            yield Finding(
                code="not-in-step", file=MANIFEST, path=f"parameters.{item.parameter.name}", found=item.differs,
                wanted="the same value in all three",
                fix=f"run 'schemekit sync'; or, if {MANIFEST} should not have changed, bring it back from your history",
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
        why=verdict.because,
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
    yield from _unprinted(adoption, file, text)
    for number, line in prose_lines(text):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            yield Finding(code="open-marks", file=path, line=number, column=1, found="marks of two versions of a text",
                          wanted="one text", fix="keep the words that are right and take the marks out")


def _unprinted(adoption: Adoption, file: str, text: str) -> Iterator[Finding]:
    """What the scheme wrote into a text, and a page may not show."""
    path = adoption.folder.own_path(adoption.id, file)
    known = {item.words for item in unprinted(adoption.base_text(file))}
    for item in unprinted(text):
        if item.words not in known:
            yield Finding(
                code="not-printed", file=path, line=item.line, column=1,
                found=f"{item.what}: {' '.join(item.words.split())[:80]!r}",
                wanted="words that every page, Word file and PDF shows alike",
                why="a duty in it stands in the file, and whoever reads the page does not see it",
                fix="write it as plain Markdown, or take it out and give a reason for what is gone",
                severity=Severity.ERROR if item.is_hidden else Severity.WARNING,
            )


def _values_written_over(adoption: Adoption) -> Iterator[Finding]:
    for item in written_over(adoption):
        file, line = adoption.place_of(item.change)
        yield Finding(
            code="value-written-over", file=file, line=line, path=item.change.id, found=item.found,
            wanted="the same value wherever the text has it", severity=Severity.WARNING,
            why="the text would say one thing here and another there",
            fix=f"this changes them all: {item.fix}; where this clause alone is to differ, say so in it",
        )


def _forms_without_reason(adoption: Adoption) -> Iterator[Finding]:
    for item in unexplained(adoption):
        yield Finding(
            code="form-without-reason", file=adoption.folder.own_path(adoption.id, item.file), path=item.id,
            found=f"{item.id} was accepted into this form, and nobody said why", wanted="a reason, as for a clause",
            severity=Severity.WARNING, why="the statement and the sign-off sheet show it without a word",
            fix=f"schemekit answer {adoption.id} {item.id} --reopen, then accept it again with a sentence of why",
        )


def _idle_reasons(adoption: Adoption) -> Iterator[Finding]:
    deviating = {change.id for change in adoption.deviations}
    for recorded in adoption.record.deviations:
        if recorded.clause not in deviating:
            yield Finding(
                code="idle-reason", file=adoption.folder.record_path(adoption.id), path=recorded.clause,
                found="a reason for a clause that is as the source has it", wanted="reasons for deviations only",
                fix="take the entry out; it does no harm", severity=Severity.NOTE,
            )


def _proposals(adoption: Adoption) -> Iterator[Finding]:
    """What others proposed: to be answered, but nothing is wrong with the text meanwhile. See decision 26."""
    path = adoption.folder.record_path(adoption.id)
    number = len(adoption.record.open_proposals())
    if number:
        yield Finding(
            code="proposals-open", file=path, path="proposals", severity=Severity.WARNING,
            found=f"{number} proposed change{'s' if number > 1 else ''} to answer", wanted="an answer to each",
            why="whoever took the time to read the text will want to know",
            fix=f"run 'schemekit answer {adoption.id}'",
        )
    for name, times in Counter(item.id for item in adoption.record.proposals).items():
        if times > 1:
            yield Finding(
                code="repeated-proposal", file=path, path=f"proposals.{name}", found=f"{times} proposed changes {name}",
                wanted="each id once", why="answers and comment logs go by it",
                fix="give the later one another id, higher than all others",
            )


def _accepted_and_gone(adoption: Adoption) -> Iterator[Finding]:
    if all(item.state is not ProposedState.ACCEPTED for item in adoption.record.proposals):
        return
    from schemekit.adopt.gone_words import gone_words

    files = {item.id: item.file for item in adoption.record.proposals}
    for name, words in gone_words(adoption).items():
        yield Finding(
            code="accepted-gone", file=adoption.folder.own_path(adoption.id, files[name] or adoption.main_file),
            path=name, found=f"{name} was accepted, and {words}", wanted="a text that says what the log says",
            severity=Severity.WARNING, why="whoever proposed it was told that it is in the text",
            fix=f"put it back into the text, or answer it anew: schemekit answer {adoption.id} {name} --reopen",
        )


def _manifest_findings(folder: SchemeFolder, scheme: Scheme, modules: Mapping[str, Module]) -> Iterator[Finding]:
    for name in scheme.modules.keys() - modules.keys():
        yield Finding(code="not-adopted", file=MANIFEST, path=f"modules.{name}",
                      found=f"{name} is wanted but not adopted", wanted="what scheme.yaml wants",
                      fix="run 'schemekit sync'")
    for name in modules.keys() - scheme.modules.keys():
        yield Finding(code="not-wanted", file=MANIFEST, path="modules", found=f"{name} is adopted but not named",
                      wanted="every adopted module", fix=f"run 'schemekit remove {name}', or name it again")
    yield from _contradictions(folder, scheme)
    yield from _missing_letters(folder, scheme)
    yield from _sample_values(scheme, modules)
    yield from dead_links(folder, modules)
    yield from remote_images(folder, modules)
    yield from unknown_scheme_wide(scheme, list(modules.values()))


def _contradictions(folder: SchemeFolder, scheme: Scheme) -> Iterator[Finding]:
    """Modules for which scheme.yaml names another library, or other versions, than the lock holds."""
    for name, entry in folder.lock().entries.items():
        wanted = scheme.modules.get(name)
        if wanted is None or (wanted.library == entry.provenance.library and wanted.range.accepts(entry.version)):
            continue
        yield Finding(
            code="not-as-locked", file=MANIFEST, path=f"modules.{name}",
            found=f"{name} is wanted from {wanted.library}, versions {wanted.range.text or 'any'}",
            wanted=f"what was pulled: {entry.provenance.library}, version {entry.version}",
            why="a reader of this page would take the text for another one",
            fix=f"write what the lock has, or remove and add {name} again",
        )


def _missing_letters(folder: SchemeFolder, scheme: Scheme) -> Iterator[Finding]:
    for name, letter in letters_of(scheme).items():
        if folder.data(letter.file) is None:
            yield Finding(
                code="letter-missing", file=MANIFEST, path=f"letters.{name}.file", found=f"no file {letter.file}",
                wanted="the letter itself", why="without it nobody can see what was permitted",
                fix="put the letter there, or name where it is kept", severity=Severity.WARNING,
            )


def _sample_values(scheme: Scheme, modules: Mapping[str, Module]) -> Iterator[Finding]:
    """Values that are still the module's sample, so that for instance a complaint would reach nobody."""
    told: set[str] = set()
    for module in modules.values():
        values = scheme.values_for(module)
        for parameter in module.parameters:
            value = values[parameter.name]
            odd = _oddity(parameter.name, value) if isinstance(value, str) else ""
            if odd and parameter.name not in told:
                told.add(parameter.name)
                own = "" if parameter in module.scheme_wide() else f"{module.id}."
                yield Finding(
                    code="sample-value", file=MANIFEST, path=f"parameters.{parameter.name}",
                    found=f"{parameter.name} is {odd}", wanted="your own",
                    why="people who read the text would write to nobody", severity=Severity.WARNING,
                    fix=f'schemekit set {own}{parameter.name}="..."',
                )


def _oddity(name: str, value: str) -> str:
    """What is wrong with a value that people are told to write to, in words; empty where nothing is."""
    if _SAMPLE.search(value):
        return f"still the sample '{value}'"
    if name.endswith("email") and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return f"'{value}', which is no e-mail address"
    if name == "website" and not re.match(r"https?://\S+$", value):
        return f"'{value}', which is no web address"
    return ""
