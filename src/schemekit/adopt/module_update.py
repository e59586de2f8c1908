"""One module brought from one release to another: the real merge, with nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemekit.adopt.approval import approved_digest
from schemekit.adopt.following import followed, settled, still_open
from schemekit.adopt.licences import licence_verdict, refuse_blocked
from schemekit.adopt.making import lock_entry, record_bytes, source_files
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.outdated import standing_words, step_of
from schemekit.adopt.parameter_changes import parameter_changes
from schemekit.adopt.plan import ModulePlan, PlannedClause
from schemekit.adopt.rendering import document_files, refuse_unsafe, render_file, template_values
from schemekit.adopt.significance import clause_context
from schemekit.adopt.target import Target
from schemekit.adopt.values import refuse_unusable, value_findings
from schemekit.adopt.verify import pulled_findings
from schemekit.errors import LicenceBlockedError, SchemekitError
from schemekit.files.scheme_folder import MANIFEST, SOURCE, SchemeFolder
from schemekit.files.snapshot import UpdateNote
from schemekit.library.library import PulledModule
from schemekit.licence.rules import Answer
from schemekit.model.adoption import Decision
from schemekit.model.approval import newest
from schemekit.model.file_names import TEXTS
from schemekit.model.finding import Finding, FindingsError, Severity, ordered
from schemekit.model.module import Module
from schemekit.model.parameter import Value, shown
from schemekit.model.scheme import Scheme
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.pairing import aliases_of
from schemekit.text.document import ClauseText, Document
from schemekit.text.merging.fates import Fate, clause_fates
from schemekit.text.merging.merge import Known
from schemekit.text.merging.tree import MergedTree, TreeNames, merge_trees
from schemekit.text.significance.brief import brief

DECISION_LIMIT = 200_000   # characters of one wording, as schemas/adoption.schema.json has it
Pending = dict[str, bytes | None]
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleUpdate:
    """One module as it will be: what to tell, the adoption afterwards, what to write, and what a commit will say."""

    plan: ModulePlan
    adoption: Adoption
    changes: Pending
    note: UpdateNote


def update_module(
    folder: SchemeFolder, before: Scheme, target: Target, pulled: PulledModule, today: date
) -> ModuleUpdate:
    """Merge one module. Shape: `folder` has scheme.yaml as it will be, `before` is the one that the lock follows.

    Raises: FindingsError where scheme.yaml and the lock, or the lock and the pulled source, are out of step;
    LicenceBlockedError; HostileContentError; ValueRefusedError for a value that the new version cannot take.
    """
    adoption = Adoption.read(folder, before, target.entry)
    _refuse_out_of_step(adoption, before)
    refuse_blocked(before, pulled.module.licence, adoption.id, today)
    scheme, module = folder.scheme(), pulled.module
    refuse_unusable(module, scheme)
    values = scheme.values_for(module)
    base, source = _filled(adoption, pulled, values)
    refuse_unsafe(module, {file: data for file, data in source.items() if base.get(file) != data})
    merged = merge_trees(base, _own_files(adoption), source, _names(module, target), _known(module))
    _refuse_endless(merged.decisions)
    changes: Pending = {folder.own_path(module.id, file): data for file, data in merged.changes.items()}
    changes |= _source_changes(adoption, pulled)
    entry = lock_entry(module, pulled.release.version, pulled.provenance, pulled.files, values, source)
    after = Adoption(folder.with_changes(changes), scheme, entry, module, adoption.record)
    clauses = _clauses(after)
    record = followed(adoption, clauses, merged.decisions, _new_names(module, clauses))
    after = replace(after, record=record)
    merged = replace(merged, decisions=still_open(record.decisions, merged.decisions))
    told = settled(record, adoption, after, str(pulled.release.version)) if _has_said(record) else None
    if told is not None:
        after = replace(after, record=told.record)
    if after.record != adoption.record:
        changes[folder.record_path(module.id)] = record_bytes(after.record)
    after = replace(after, folder=folder.with_changes(changes))
    plan = replace(
        _plan(adoption, after, target, merged),
        settled=told.settled if told else (),
        licence=_licence(adoption, after, today),
        remarks=tuple(_remarks(adoption, pulled)),
        waiting=len(after.record.open_decisions()),
    )
    return ModuleUpdate(plan=plan, adoption=after, changes=changes, note=_note(adoption, pulled))


def _has_said(record: object) -> bool:
    return bool(getattr(record, "deviations", ()) or getattr(record, "decisions", ()))


def _refuse_out_of_step(adoption: Adoption, scheme: Scheme) -> None:
    """An update brings one thing into a text, the source's change: values that wait in scheme.yaml come first."""
    wanted = scheme.values_for(adoption.module)
    waiting = [name for name, value in adoption.entry.parameters.items() if wanted.get(name, value) != value]
    findings = [
        Finding(code="not-in-step", file=MANIFEST, path=f"parameters.{name}",
                found=f"{adoption.id}.{name} is {shown(wanted[name])} in {MANIFEST}, and "
                      f"{shown(adoption.entry.parameters[name])} in the text",
                wanted="the same value in both, before the source's changes come in", fix="run 'schemekit sync' first")
        for name in waiting
    ]
    findings += pulled_findings(adoption.folder, adoption.entry)
    if findings:
        raise FindingsError(ordered(findings))


def _filled(adoption: Adoption, pulled: PulledModule, values: Mapping[str, Value]) -> tuple[Files, Files]:
    """The old source with the lock's values and the new one with scheme.yaml's; equal templates are filled in once."""
    olds = document_files(adoption.folder.pulled(adoption.id, adoption.entry.pulled))
    news = document_files(pulled.files)
    same_values = template_values(adoption.module, adoption.entry.parameters) == template_values(pulled.module, values)
    base = {file: _base(adoption, file, data) for file, data in olds.items()}
    source = {
        file: base[file] if same_values and olds.get(file) == data else render_file(pulled.module, file, data, values)
        for file, data in news.items()
    }
    return base, source


def _base(adoption: Adoption, file: str, template: bytes) -> bytes:
    """A document as the source filled it in: the scheme's own copy where that is known to be it, byte for byte."""
    own = adoption.folder.data(adoption.folder.own_path(adoption.id, file)) if adoption.is_untouched(file) else None
    return own if own is not None else render_file(adoption.module, file, template, adoption.entry.parameters)


def _own_files(adoption: Adoption) -> Files:
    """The scheme's own documents; a text that is no UTF-8 is told with its place."""
    folder, found = adoption.folder, {}
    record = folder.record_path(adoption.id)
    for file in folder.own_files(adoption.id):
        path = folder.own_path(adoption.id, file)
        data = folder.data(path) if path != record else None
        if data is not None:
            if file.endswith(TEXTS):
                folder.own_text(adoption.id, file)
            found[file] = data
    return found


def _names(module: Module, target: Target) -> TreeNames:
    version = str(target.release.version)
    main = module.text_files[0] if module.text_files else "policy.md"
    return TreeNames(main=main, version=version, cause=f"changed in the source by {module.id} {version} and by you")


def _known(module: Module) -> Known:
    return Known(aliases=aliases_of(module.retired))


def _new_names(module: Module, clauses: Mapping[str, ClauseText]) -> dict[str, str]:
    """Ids that go on as one other id, for the reasons that were given for them."""
    return {old: new[0] for old, new in aliases_of(module.retired).items()
            if len(new) == 1 and old not in clauses and new[0] in clauses}


def _clauses(after: Adoption) -> dict[str, ClauseText]:
    found: dict[str, ClauseText] = {}
    if not after.record.deviations:
        return found
    for file in after.module.text_files:
        found |= Document.parse(after.folder.own_text(after.id, file) or "").by_id()
    return found


def _source_changes(adoption: Adoption, pulled: PulledModule) -> Pending:
    gone = adoption.entry.pulled.keys() - pulled.files.keys()
    return {**{f"{SOURCE}/{adoption.id}/{path}": None for path in gone}, **source_files(adoption.id, pulled.files)}


def _refuse_endless(decisions: Sequence[Decision]) -> None:
    for item in decisions:
        if max(len(item.base), len(item.source), len(item.ours)) > DECISION_LIMIT:
            raise SchemekitError(
                f"{item.clause or item.file or 'the document'} is too long to be decided in one piece",
                why=f"a wording of more than {DECISION_LIMIT:,} characters does not fit into the record",
                fix="divide the text with headings that carry ids, then update again; nothing was changed",
            )


def _plan(adoption: Adoption, after: Adoption, target: Target, merged: MergedTree) -> ModulePlan:
    release, standing = target.release, target.standing
    findings = [item for item in value_findings(after.module, after.scheme) if item.severity is Severity.ERROR]
    return ModulePlan(
        module=after.id,
        title=after.module.title,
        before=adoption.entry.version,
        after=release.version,
        step=step_of(adoption.entry.version, release.version),
        standing=standing_words(release),
        notes=tuple(item for item in standing.between if item.version <= release.version),
        clauses=tuple(_planned_clauses(adoption, after, merged)),
        files=merged.outcomes,
        parameters=parameter_changes(adoption.module, after.module, adoption.entry.parameters, adoption.scheme,
                                     after.scheme),
        decisions=merged.decisions,
        findings=tuple(findings),
        range=target.range,
        approval=_approval(adoption, after),
        beyond=standing.beyond.version if standing.beyond and standing.beyond.version > release.version else None,
    )


def _planned_clauses(before: Adoption, after: Adoption, merged: MergedTree) -> Iterator[PlannedClause]:
    main = after.main_file

    def signals(change: ClauseChange) -> tuple[str, ...]:
        names = {*before.parameters_in(change.id), *after.parameters_in(change.id)}
        values = (before.entry.parameters, after.entry.parameters)
        return brief(change, clause_context(after.module, names, *values), has_light=False)

    for outcome in merged.outcomes:
        if outcome.texts is None or outcome.texts.ours == outcome.texts.source == outcome.texts.base:
            continue
        name = "" if outcome.file == main else outcome.file
        open_here = [item for item in merged.decisions if item.file == name]
        # A form is one thing to its reader; only what is to decide in it is told part by part.
        if outcome.file not in after.module.text_files and not open_here:
            continue
        for fate in clause_fates(outcome.texts, open_here, aliases_of(after.module.retired), signals):
            if fate.fate is Fate.MOVED and not fate.line:
                fate = replace(fate, fate=Fate.KEPT, words="left out, as you had it")
            yield PlannedClause(file=after.folder.own_path(after.id, outcome.file), fate=fate,
                                is_apart=outcome.file != main)


def _approval(adoption: Adoption, after: Adoption) -> str:
    approval, before = newest(adoption.record.approvals), approved_digest(adoption.folder, adoption.id)
    if approval is None or approval.text_sha256 != before or before == approved_digest(after.folder, after.id):
        return ""
    return f"touches text that is {approval.words}"


def _licence(adoption: Adoption, after: Adoption, today: date) -> str:
    """The change of licence in words. Raises: LicenceBlockedError where the new one forbids what the old one let."""
    old, new = adoption.module.licence, after.module.licence
    if old == new:
        return ""
    verdict = licence_verdict(after.scheme, after, today)
    if verdict.answer is Answer.BLOCKED:
        raise LicenceBlockedError(
            f"{after.id} {after.entry.version} is under {new}, which forbids what you do with the text",
            why=verdict.because,
            fix=f"stay with {adoption.entry.version}, which is under {old}, and say so: schemekit update --decline "
                f"{after.id}@{after.entry.version} --reason \"licence\"; or {'; or '.join(verdict.ways_out)}",
        )
    return f"{old} became {new}: {verdict.answer.words}"


def _remarks(adoption: Adoption, pulled: PulledModule) -> Iterator[str]:
    old, new = adoption.entry.provenance, pulled.provenance
    if old.url != new.url:
        yield f"its library {new.library} was at {old.url}, and is at {new.url} now"
    if new.commit == "" and old.commit:
        yield "the library is at hand without its history"


def _note(adoption: Adoption, pulled: PulledModule) -> UpdateNote:
    provenance = pulled.provenance
    return UpdateNote(
        module=adoption.id, before=str(adoption.entry.version), after=str(pulled.release.version),
        source=f"{provenance.url}#{provenance.commit or provenance.tree}", tree=provenance.tree,
        licence=provenance.licence,
    )
