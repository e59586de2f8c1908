"""One adoption as it stands: its clauses against the source, its values, its licence and what is wrong or open.

`status`, `check`, `trace` and the made files (NOTICE.md) all start from here, so that they never disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.adopt.rendering import render_file, template_values
from schemekit.errors import UnknownNameError
from schemekit.files.digest import sha256_of
from schemekit.files.remembered_templates import remembered_template
from schemekit.files.scheme_folder import SOURCE, SchemeFolder
from schemekit.model.adoption import AdoptionRecord, Deviation, Verb
from schemekit.model.derogation import Derogation
from schemekit.model.file_names import PROSE, REGISTERS, TEMPLATE_FOLDER, TEXTS
from schemekit.model.lock import Lock, LockEntry
from schemekit.model.module import Module
from schemekit.model.parameter import Tailoring
from schemekit.model.said import says_why
from schemekit.model.scheme import Scheme
from schemekit.model.signal import SignalKind
from schemekit.text.comparing.diff import ClauseChange, Kind, compare
from schemekit.text.document import PREAMBLE, ClauseText, Document
from schemekit.text.register import holds_entries, lost_columns
from schemekit.text.template_grammar import parse_template

if TYPE_CHECKING:
    from schemekit.model.signal import Signal
    from schemekit.text.significance.context import Context



@dataclass(frozen=True)
class Adoption:
    """One module in one scheme, read once.

    Shape: the comparison is made when it is first asked for; an untouched text is not cut into clauses.
    """

    folder: SchemeFolder
    scheme: Scheme
    entry: LockEntry
    module: Module
    record: AdoptionRecord

    @classmethod
    def read(cls, folder: SchemeFolder, scheme: Scheme, entry: LockEntry) -> Adoption:
        """Read an adoption from its folder. Raises: FindingsError, SchemekitError."""
        return cls(folder, scheme, entry, folder.source_module(entry.module), folder.record(entry.module))

    def with_changes(self, changes: Mapping[str, bytes | None]) -> Adoption:
        """The adoption as it would be with some files exchanged. Raises: as `read`."""
        return Adoption.read(self.folder.with_changes(changes), self.scheme, self.entry)

    @property
    def id(self) -> str:
        """The module's name in this scheme."""
        return self.entry.module

    @property
    def main_file(self) -> str:
        """The document that holds the clauses, as the scheme knows it."""
        return self.module.text_files[0] if self.module.text_files else "policy.md"

    def is_untouched(self, file: str) -> bool:
        """Whether the scheme's copy of a document is, byte for byte, what the pulled source renders to.

        The lock's own word for it is not taken: whoever sent the scheme wrote the lock.
        """
        if file not in self._untouched:
            data = self.folder.data(self.folder.own_path(self.id, file))
            self._untouched[file] = data is not None and sha256_of(data) == self.rendered_digest(file)
        return self._untouched[file]

    def rendered_digest(self, file: str) -> str:
        """The digest of what the pulled source renders to, worked out from the source; empty without a source."""
        if file not in self._digests:
            self._digests[file] = self._digest(file)
        return self._digests[file]

    @cached_property
    def _untouched(self) -> dict[str, bool]:
        return {}   # what was asked already, by document

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}   # as above

    def _digest(self, file: str) -> str:
        template = self.folder.data(f"{SOURCE}/{self.id}/{TEMPLATE_FOLDER}/{file}")
        if template is None:
            return ""
        values = template_values(self.module, self.entry.parameters)
        return self.folder.renderings.digest(template, values, lambda: self.base_text(file).encode())

    def holds_entries(self, file: str) -> bool:
        """Whether the scheme's copy of a register has a row that the source's has not, which may name people."""
        own = self.folder.data(self.folder.own_path(self.id, file))
        return own is not None and holds_entries(own, self.base_data(file))

    def base_text(self, file: str) -> str:
        """A document as the source renders it with the values of the lock."""
        return self.base_data(file).decode()

    def base_data(self, file: str) -> bytes:
        """A document as the source renders it with the values of the lock, as bytes, made anew."""
        path = f"{TEMPLATE_FOLDER}/{file}"
        data = self.folder.pulled(self.id, {path: ""}).get(path, b"")
        return render_file(self.module, file, data, self.entry.parameters, remembered_template)

    @cached_property
    def changes(self) -> tuple[ClauseChange, ...]:
        """What was done to each clause, in the scheme's order."""
        found = (change for changes in self.changes_by_file.values() for change in changes)
        return (*found, *(self._added_file(file) for file in self.added_files))

    @cached_property
    def changes_by_file(self) -> dict[str, tuple[ClauseChange, ...]]:
        """What was done to each clause of the source's documents: two may have a clause of one id."""
        found: dict[str, tuple[ClauseChange, ...]] = {}
        for file in self.module.text_files:
            base = Document.parse(self.base_text(file))
            own = base if self.is_untouched(file) else Document.parse(self.folder.own_text(self.id, file) or "")
            found[file] = tuple(compare(base, own))
        return found

    def _added_file(self, file: str) -> ClauseChange:
        text = self.folder.own_text(self.id, file) or ""
        mine = ClauseText(id=file, level=1, heading=file, number="", line=1, raw=f"{file}\n{text}")
        return ClauseChange(id=file, verb=Verb.ADD, source=None, mine=mine, kinds=frozenset({Kind.ADDED}))

    @cached_property
    def counts(self) -> dict[Verb, int]:
        """How many clauses were adopted, adapted, dropped and added."""
        if self.text_is_untouched:
            return {verb: len(self.module.clauses) if verb is Verb.ADOPT else 0 for verb in Verb}
        counted = Counter(change.verb for change in self.changes)
        return {verb: counted[verb] for verb in Verb}

    @cached_property
    def text_is_untouched(self) -> bool:
        """Whether no document that holds clauses was edited, and none was put beside them."""
        return all(self.is_untouched(file) for file in self.module.text_files) and not self.added_files

    @cached_property
    def source_files(self) -> tuple[str, ...]:
        """The documents that the pulled source has, as they are on disk: a row taken out of the lock hides nothing."""
        return self.folder.source_files(self.id)

    @cached_property
    def added_files(self) -> tuple[str, ...]:
        """Texts in the module's folder that the source does not have: they can say anything, so they need a reason."""
        known = {*self.source_files, Path(self.folder.record_path(self.id)).name}
        return tuple(file for file in self.folder.own_files(self.id) if file not in known and file.endswith(PROSE))

    @cached_property
    def missing_texts(self) -> tuple[str, ...]:
        """The documents with clauses that are gone from the scheme, and not because every clause was left out."""
        gone = [file for file in self.module.text_files
                if file in self.source_files and self.folder.data(self.folder.own_path(self.id, file)) is None]
        return tuple(file for file in gone if self._unexplained.intersection(self.clauses_of(file)))

    def clauses_of(self, file: str) -> frozenset[str]:
        """What stands in a document as the source has it: its clauses, and the words before the first one."""
        return frozenset({PREAMBLE, *Document.parse(self.base_text(file)).by_id()})

    @cached_property
    def _unexplained(self) -> frozenset[str]:
        return frozenset(change.id for change in self.unreasoned)

    @cached_property
    def changed_forms(self) -> tuple[str, ...]:
        """The forms and annexes that the scheme edited or deleted."""
        forms = [file for file in self.source_files if file not in self.module.text_files]
        return tuple(file for file in sorted(forms) if not self.is_untouched(file))

    @cached_property
    def deleted_forms(self) -> tuple[str, ...]:
        """Those of the changed forms that the scheme deleted."""
        return tuple(file for file in self.changed_forms
                     if self.folder.data(self.folder.own_path(self.id, file)) is None)

    @cached_property
    def annexes(self) -> tuple[ClauseChange, ...]:
        """The forms, annexes and registers that ask something else than the source's, each as one clause.

        A form's layout is the scheme's own affair; a figure, a duty or other words in it are not, since an annex binds
        as the clauses do. Of a register its columns count.
        """
        found = (self._annex(file) for file in self.changed_forms if file not in self.deleted_forms)
        return tuple(change for change in found if change is not None)

    def _annex(self, file: str) -> ClauseChange | None:
        if file.endswith(PROSE):
            before, after = self.base_text(file), self.folder.own_text(self.id, file) or ""
        elif file.endswith(REGISTERS):
            own = self.folder.data(self.folder.own_path(self.id, file)) or b""
            before, after = "", lost_columns(self.base_data(file), own)
        else:
            return None
        source, mine = (ClauseText(id=file, level=1, heading=file, number="", line=1, raw=f"{file}\n{text}")
                        for text in (before, after))
        change = ClauseChange(id=file, verb=Verb.ADAPT, source=source, mine=mine, kinds=frozenset({Kind.REWORDED}))
        return change if before != after and self._asks_otherwise(change) else None

    def _asks_otherwise(self, change: ClauseChange) -> bool:
        from schemekit.text.significance.classify import signals_of  # a table to read, as in signals_of below

        found = signals_of(change, self.context_of(change.id))
        return any(signal.kind not in (SignalKind.EDITORIAL, SignalKind.STRUCTURE) for signal in found)

    @cached_property
    def deviations(self) -> tuple[ClauseChange, ...]:
        """The clauses that are not as the source has them, and the annexes that ask something else."""
        if self.text_is_untouched:
            return self.annexes
        return (*(change for change in self.changes if change.verb is not Verb.ADOPT), *self.annexes)

    @cached_property
    def restructured(self) -> tuple[str, ...]:
        """The clauses that stand elsewhere, or at another level, than in the source."""
        if self.text_is_untouched:
            return ()
        return tuple(c.id for c in self.changes if c.moved or (c.source and c.mine and c.source.level != c.mine.level))

    @cached_property
    def locked_touched(self) -> tuple[ClauseChange, ...]:
        """Locked clauses that the scheme adapted or dropped."""
        return tuple(change for change in self.deviations if self.is_locked(change.id))

    @cached_property
    def derogations_from_locked(self) -> tuple[Derogation, ...]:
        """Exceptions on record from clauses that the source locks: with them the text does not bind as the source's."""
        return tuple(item for item in self.record.derogations if self.is_locked(item.clause))

    def is_locked(self, clause_id: str) -> bool:
        """Whether the source lets nobody change a clause."""
        clause = self.module.clause(clause_id)
        return clause is not None and clause.tailoring is Tailoring.LOCKED

    def reason_for(self, change: ClauseChange) -> Deviation | None:
        """The recorded reason for a deviation, if it was given for the clause as it now reads."""
        recorded = self.record.deviation(change.id)
        if recorded is None or not says_why(recorded.reason) or recorded.verb is not change.verb:
            return None
        return recorded if recorded.text_sha256 == change.text_sha256 else None

    @cached_property
    def unreasoned(self) -> tuple[ClauseChange, ...]:
        """Deviations for which no reason stands, or only one for an earlier wording."""
        return tuple(change for change in self.deviations if self.reason_for(change) is None)

    def signals_of(self, change: ClauseChange) -> tuple[str, ...]:
        """What a reviewer looks at first in a changed clause, in a few words."""
        if change.id.endswith(REGISTERS) and change in self.annexes and change.mine is not None:
            return (change.mine.body.rstrip("."),)
        from schemekit.text.significance.brief import brief_of  # a table to read, which an untouched text does not need

        return brief_of(change, partial(self.meaning_of, change))

    def meaning_of(self, change: ClauseChange) -> tuple[Signal, ...]:
        """Every signal of a changed clause, the most weighty first: read once, however many questions need it."""
        if id(change) not in self._meanings:
            from schemekit.text.significance.classify import signals_of  # as above

            self._meanings[id(change)] = change, signals_of(change, self.context_of(change.id))
        return self._meanings[id(change)][1]

    @cached_property
    def _meanings(self) -> dict[int, tuple[ClauseChange, tuple[Signal, ...]]]:
        return {}   # each with its change, so that no other can come to its id

    def context_of(self, clause_id: str) -> Context:
        """What has to be known of a clause to judge the scheme's change of it."""
        from schemekit.adopt.significance import clause_context  # as above

        values = self.entry.parameters
        return clause_context(self.module, self.parameters_in(clause_id), values, values)

    def parameters_in(self, clause_id: str) -> tuple[str, ...]:
        """The parameters in a clause, read from the source's template; none where the source has no such clause."""
        if clause_id not in self._parameters:
            place, raw = self._source_clauses.get(clause_id, ("", ""))
            if clause_id in self.changed_forms and is_text(clause_id):
                place = f"{TEMPLATE_FOLDER}/{clause_id}"
                raw = self.folder.pulled(self.id, {place: ""}).get(place, b"").decode("utf-8", "replace")
            names = self.folder.renderings.names(raw, lambda: parse_template(raw, place).names)
            self._parameters[clause_id] = tuple(name for name in names if name in self.entry.parameters)
        return self._parameters[clause_id]

    @cached_property
    def _parameters(self) -> dict[str, tuple[str, ...]]:
        return {}   # as above, by clause

    @cached_property
    def _source_clauses(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for file in self.module.text_files:
            path = f"{TEMPLATE_FOLDER}/{file}"
            data = self.folder.pulled(self.id, {path: ""}).get(path, b"")
            found |= {clause.id: (path, clause.raw) for clause in Document.parse(data.decode()).clauses}
        return found

    @property
    def is_adapted(self) -> bool:
        """Whether the scheme made its own version of the text, in the sense of a licence."""
        return bool(self.deviations or self.changed_forms)

    @cached_property
    def out_of_range(self) -> tuple[str, ...]:
        """The parameters whose value in the text, as the lock has it, lies outside the module's range."""
        values = self.entry.parameters
        return tuple(p.name for p in self.module.parameters if p.issues(values.get(p.name, p.default)))

    def title_of(self, file: str) -> str:
        """What a document is called on paper: its title in the module, else its own, else its path."""
        title = next((item.title for item in self.module.documents if item.file == file), "")
        own = self.folder.own_text(self.id, file) if not title and file.endswith(PROSE) else ""
        return title or (Document.parse(own).title if own else "") or file

    def place_of(self, change: ClauseChange) -> tuple[str, int]:
        """The file and line where a clause stands in the scheme (line 0 for a dropped one)."""
        file = change.id if change.id in (*self.added_files, *self.changed_forms) else self.main_file
        return self.folder.own_path(self.id, file), change.mine.line if change.mine else 0


def read_adoption(folder: SchemeFolder, module: str) -> Adoption:
    """One adoption by name. Raises: UnknownNameError."""
    lock = folder.lock()
    if module not in lock.entries:
        raise not_adopted(module, lock)
    return Adoption.read(folder, folder.scheme(), lock.entries[module])


def not_adopted(module: str, lock: Lock) -> UnknownNameError:
    """What to say of a module that the scheme does not have."""
    from difflib import get_close_matches  # only where a name was mistyped

    near = get_close_matches(module, list(lock.entries), n=1) or [n for n in sorted(lock.entries) if module in n][:1]
    return UnknownNameError(
        f"{module[:60]} is not adopted here",
        why=f"the scheme has {', '.join(sorted(lock.entries)) or 'no modules yet'}",
        fix=f"did you mean '{near[0]}'?" if near else "see yours with 'schemekit list'",
    )


def adoptions_of(folder: SchemeFolder, module: str) -> tuple[Adoption, ...]:
    """One adoption by name, or all of a scheme where none is named. Raises: UnknownNameError."""
    return (read_adoption(folder, module),) if module else adoptions(folder)


def adoptions(folder: SchemeFolder) -> tuple[Adoption, ...]:
    """Every adoption of a scheme, by module name."""
    scheme, lock = folder.scheme(), folder.lock()
    return tuple(Adoption.read(folder, scheme, lock.entries[name]) for name in sorted(lock.entries))


def is_text(file: str) -> bool:
    """Whether a document is text that people edit."""
    return file.endswith(TEXTS)
