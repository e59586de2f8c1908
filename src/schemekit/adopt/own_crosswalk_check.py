"""What is wrong with the crosswalks that a scheme keeps of its own, and what they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemekit.adopt.crosswalks import source_crosswalks
from schemekit.adopt.frameworks import frameworks_known_to
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.own_crosswalks import digests_of, own_clauses, own_crosswalk_files, policy_texts
from schemekit.crosswalk.lint import Surroundings, lint_crosswalk
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.yaml import read_yaml
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.module import RetiredClause


def own_crosswalk_findings(folder: SchemeFolder, adoptions: Iterable[Adoption]) -> Iterator[Finding]:
    """Everything that is wrong with what a scheme judged itself, with the line."""
    known = {adoption.id: adoption for adoption in adoptions}
    for name, paths in own_crosswalk_files(folder).items():
        adoption = known.get(name)
        for path in paths:
            file = folder.own_path(name, path)
            text = folder.text(file) or ""
            try:
                walk = Crosswalk.from_mapping(load(text, "crosswalk", file))
                around = surroundings_of(folder, name, adoption, walk, tuple(known.values()))
            except FindingsError as error:
                yield from error.findings
                continue
            yield from lint_crosswalk(walk, around, file, read_yaml(text, file).position)


def surroundings_of(
    folder: SchemeFolder, name: str, adoption: Adoption | None, walk: Crosswalk, adoptions: Sequence[Adoption]
) -> Surroundings:
    """What a scheme's own crosswalk is held against. Shape: `adoption` is None for a policy without a source.

    Raises: FindingsError for a crosswalk of the source that breaks its schema.
    """
    clauses = own_clauses(adoption) if adoption else policy_texts(folder, name)[1]
    source = source_crosswalk(adoption, walk.framework) if adoption else None
    return Surroundings(
        module=name, clauses=frozenset(clauses), digests=digests_of(clauses), retired=_retired(adoption),
        frameworks=frameworks_known_to(folder.root, adoptions, [walk]), beside=_beside(source, walk))


def source_crosswalk(adoption: Adoption, framework: str) -> Crosswalk | None:
    """What the source says of a framework, if anything. Raises: FindingsError."""
    return next((walk for walk in source_crosswalks(adoption) if walk.framework == framework), None)


def _beside(source: Crosswalk | None, walk: Crosswalk) -> tuple[CrosswalkRow, ...]:
    return source.rows if source is not None and source.framework_version == walk.framework_version else ()


def _retired(adoption: Adoption | None) -> dict[str, RetiredClause]:
    return {clause.id: clause for clause in adoption.module.retired} if adoption else {}
