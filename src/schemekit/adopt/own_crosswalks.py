"""What a scheme judged itself: the crosswalks beside its own text, in policies/MODULE/crosswalks/.

Of a module that it adopted they stand beside the source's; a policy that it wrote itself has no others.
Basis: docs/decisions/0031-a-scheme-judges-beside-its-source.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemekit.adopt.clause_names import ClauseNames
from schemekit.adopt.crosswalks import MappedModule, mapped
from schemekit.adopt.outcome import Adoption
from schemekit.crosswalk.evidence import AdoptedClauses
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.library.crosswalks import crosswalk_files, read_crosswalks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.file_names import CROSSWALK_FILE, PROSE
from schemekit.text.comparing.diff import clause_digest
from schemekit.text.document import ClauseText, Document


@dataclass(frozen=True, kw_only=True)
class OwnPolicy:
    """A policy that a scheme wrote without a source, and mapped.

    Shape: `clauses` by id, as they stand; `title` is that of its first text.
    """

    id: str
    title: str
    clauses: Mapping[str, ClauseText]
    crosswalks: tuple[Crosswalk, ...]

    @property
    def mapped(self) -> MappedModule:
        """It, as coverage counts it."""
        return MappedModule(crosswalks=self.crosswalks, clauses=AdoptedClauses(
            module=self.id, version="", states={}, digests=digests_of(self.clauses), silent=silent_in(self.clauses)))


def own_crosswalks(folder: SchemeFolder, module: str) -> tuple[Crosswalk, ...]:
    """What the scheme judged itself of a module or policy, by framework. Raises: FindingsError, HostileContentError."""
    return tuple(walk.own() for walk in own_crosswalk_file(folder, module))


def own_crosswalk_file(folder: SchemeFolder, module: str) -> tuple[Crosswalk, ...]:
    """The same as the files have it, to be edited. Raises: as `own_crosswalks`."""
    paths = crosswalk_files(dict.fromkeys(folder.own_files(module), ""))
    files = {path: folder.data(folder.own_path(module, path)) or b"" for path in paths}
    return tuple(walk for walk in read_crosswalks(files, f"policies/{module}") if walk.module == module)


def mapped_with_own(adoption: Adoption, own: Sequence[Crosswalk]) -> MappedModule:
    """What a module is mapped to by its source and by the scheme, and what it has of it. Raises: as `mapped`."""
    found = mapped(adoption)
    if not own:
        return found
    clauses = own_clauses(adoption)
    return replace(found, crosswalks=(*found.crosswalks, *own),
                   clauses=replace(found.clauses, digests=digests_of(clauses), silent=silent_in(clauses)))


def own_clauses(adoption: Adoption) -> dict[str, ClauseText]:
    """The clauses of an adopted module as they stand in the scheme, annexes included, by id."""
    return {clause.id: clause for document in ClauseNames(adoption).documents.values()
            for clause in document.clauses if clause.has_own_id}


def digests_of(clauses: Mapping[str, ClauseText]) -> dict[str, str]:
    """The digest of the words of each clause, by its id."""
    return {name: clause_digest(clause) for name, clause in clauses.items()}


def silent_in(clauses: Mapping[str, ClauseText]) -> frozenset[str]:
    """The clauses that say nothing: emptied, or commented out."""
    from schemekit.text.significance.left_over import says_anything  # only where a scheme judged anything itself

    return frozenset(name for name, clause in clauses.items() if not says_anything(clause.raw))


def own_policies(folder: SchemeFolder, names: Sequence[str] = ()) -> tuple[OwnPolicy, ...]:
    """The policies without a source that are mapped to anything, or that are named. Raises: as `own_crosswalks`."""
    there = {file.partition("/")[0] for file in folder.policy_files()} if names else set()
    wanted = sorted({*own_crosswalk_files(folder), *there.intersection(names)} - folder.lock().entries.keys())
    found = (own_policy(folder, name) for name in wanted)
    return tuple(policy for policy in found if policy.clauses)


def own_policy(folder: SchemeFolder, name: str) -> OwnPolicy:
    """A policy without a source. Raises: as `own_crosswalks`."""
    title, clauses = policy_texts(folder, name)
    return OwnPolicy(id=name, title=title, clauses=clauses, crosswalks=own_crosswalks(folder, name))


def policy_texts(folder: SchemeFolder, name: str) -> tuple[str, dict[str, ClauseText]]:
    """The title and the clauses of a policy's prose."""
    documents = [Document.parse(folder.own_text(name, file) or "")
                 for file in folder.own_files(name) if file.endswith(PROSE)]
    title = next((document.title for document in documents if document.title), name)
    return title, {clause.id: clause for document in documents for clause in document.clauses if clause.has_own_id}


def own_crosswalk_files(folder: SchemeFolder) -> dict[str, tuple[str, ...]]:
    """The paths of the scheme's own crosswalks, from its policy's folder, by policy."""
    found: dict[str, list[str]] = {}
    for file in folder.policy_files():
        policy, _, path = file.partition("/")
        if CROSSWALK_FILE.fullmatch(path):
            found.setdefault(policy, []).append(path)
    return {policy: tuple(paths) for policy, paths in found.items()}
