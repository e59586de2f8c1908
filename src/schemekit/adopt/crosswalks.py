"""What a scheme can show for a framework: its sources' crosswalks, and what it made of each clause that they name.

What the scheme judged itself stands beside it, in `own_crosswalks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemekit.adopt.outcome import Adoption
from schemekit.crosswalk.coverage import ItemCoverage, coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState
from schemekit.files.scheme_folder import SOURCE
from schemekit.library.crosswalks import crosswalk_files, read_crosswalks
from schemekit.model.adoption import Verb
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.framework import Framework
from schemekit.model.parameter import Effect
from schemekit.text.comparing.diff import SAME_WORDS
from schemekit.text.document import Document
from schemekit.text.template import parameters_in


def source_crosswalks(adoption: Adoption) -> tuple[Crosswalk, ...]:
    """The crosswalks that came with a module's source, as it was pulled.

    Shape: only those about the module itself: a library has no say on the clauses of another's.
    Raises: FindingsError, HostileContentError.
    """
    paths = dict.fromkeys(crosswalk_files(adoption.entry.pulled), "")
    files = adoption.folder.pulled(adoption.id, paths)
    found = read_crosswalks(files, f"{SOURCE}/{adoption.id}")
    return tuple(crosswalk for crosswalk in found if crosswalk.module == adoption.module.id)


def adopted_clauses(adoption: Adoption) -> AdoptedClauses:
    """What a scheme made of each clause of a module.

    Shape: a clause whose words stay counts as kept, wherever it stands and however it is wrapped, unless a value in
    it is looser than the default, with which it was judged. What the scheme added was judged by nobody, and is left
    out.
    """
    loosened = _loosened(adoption)
    states: dict[str, ClauseState] = {}
    for change in adoption.changes:
        if change.source is None:
            continue
        if change.verb is Verb.DROP:
            state = ClauseState.DROPPED
        else:
            is_kept = change.verb is Verb.ADOPT or change.kinds <= SAME_WORDS
            state = ClauseState.KEPT if is_kept else ClauseState.ADAPTED
        if state is ClauseState.KEPT and change.source.id in loosened:
            state = ClauseState.LOOSENED
        states[change.source.id] = state
    return AdoptedClauses(module=adoption.module.id, version=str(adoption.entry.version), states=states)


def _loosened(adoption: Adoption) -> frozenset[str]:
    """The clauses of the source that use a value which is looser than its default."""
    values = adoption.entry.parameters
    looser = {parameter.name for parameter in adoption.module.parameters
              if parameter.name in values and parameter.effect(values[parameter.name]) is Effect.LOOSER}
    if not looser:
        return frozenset()
    paths = {f"{TEMPLATE_FOLDER}/{file}": "" for file in adoption.module.text_files}
    texts = adoption.folder.pulled(adoption.id, paths).values()
    return frozenset(
        clause.id
        for text in texts
        for clause in Document.parse(text.decode("utf-8", "replace")).clauses
        if looser & set(parameters_in(clause.raw))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedModule:
    """A module's crosswalks beside what the scheme made of its clauses: read once for however many frameworks."""

    crosswalks: tuple[Crosswalk, ...]
    clauses: AdoptedClauses


def mapped(adoption: Adoption) -> MappedModule:
    """What a module is mapped to, and what the scheme has of it.

    Raises: FindingsError for a crosswalk that came with the source and breaks its schema.
    """
    return MappedModule(crosswalks=source_crosswalks(adoption), clauses=adopted_clauses(adoption))


def coverage_of(framework: Framework, modules: Sequence[MappedModule]) -> tuple[ItemCoverage, ...]:
    """What modules have on each item of a framework; see `schemekit.crosswalk.coverage`."""
    return coverage(framework, (walk for module in modules for walk in module.crosswalks),
                    (module.clauses for module in modules))


def scheme_coverage(framework: Framework, adoptions: Iterable[Adoption]) -> tuple[ItemCoverage, ...]:
    """What a scheme has on each item of one framework. Raises: as `mapped`."""
    return coverage_of(framework, [mapped(adoption) for adoption in adoptions])
