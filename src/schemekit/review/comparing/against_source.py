"""Which two texts a reviewer wants to see: yours against the source, what is new, what would come in, any two.

Every call reads, and none writes; a library is asked only for what the scheme does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemekit.adopt.adopted_values import value_notices
from schemekit.adopt.clause_names import ClauseNames
from schemekit.adopt.correspondence import degree_of, not_equivalent_because
from schemekit.adopt.derogations import derogation_lines
from schemekit.adopt.form_changes import form_reason
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.outdated import ReleaseStanding, release_standing, standing_words
from schemekit.adopt.parameter_changes import ParameterFate, parameter_changes
from schemekit.adopt.proven import unconfirmed
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.verify import is_as_recorded
from schemekit.adopt.writing import reading
from schemekit.library.library import Library
from schemekit.model.module import Module
from schemekit.model.release import Release
from schemekit.model.version import Version
from schemekit.review.comparing.compared import About, Reason, compared, files_with_reasons
from schemekit.review.comparing.compared_values import against_defaults, between_values
from schemekit.review.comparing.held import Held, held_own, held_release, held_source
from schemekit.review.comparing.releases import named_release, values_in
from schemekit.review.comparison import Comparison
from schemekit.text.comparing.diff import ClauseChange


def mine(root: Path, module: str) -> Comparison:
    """What a scheme changed in one module, see `changes_of`. Raises: UnknownNameError, FindingsError."""
    return changes_of(read_adoption(reading(root), module))


def changes_of(adoption: Adoption) -> Comparison:
    """The source of an adoption against the scheme's own text: what the scheme changed, with its reasons.

    Both are filled in with the scheme's values, so that only words differ; the values stand beside the defaults.
    """
    before, after = held_source(adoption), held_own(adoption)

    def reasons(change: ClauseChange) -> Reason:
        return Reason.of(adoption.reason_for(change), change.verb).told_by(adoption)

    return compared(before, after, About(
        values=against_defaults(adoption),
        correspondence=degree_of(adoption),
        not_equivalent_because=not_equivalent_because(adoption),
        notices=(*_altered(adoption), *derogation_lines(adoption), *value_notices(adoption),
                 *open_decisions_told(adoption)),
        reasons=reasons,
        annexes=ClauseNames(adoption).prefixes,
        form_reasons=lambda file, change: form_reason(adoption, file, change.id),
        with_reasons=files_with_reasons(adoption),
        of_annexes={change.id: reasons(change) for change in adoption.annexes},
    ))


def news(root: Path, module: str, shelf: LibraryShelf, to: Version | None = None) -> Comparison:
    """The release that a scheme adopted against a newer one, both filled in with the scheme's values.

    Shape: the newest in the range of scheme.yaml where no version is named, also one that was declined.
    Raises: UnknownNameError for a version that is not there; what libraries raise.
    """
    adoption = read_adoption(reading(root), module)
    before = held_source(adoption)
    after, about = _arriving(adoption, before, shelf, to)
    return compared(before, after, about)


def incoming(root: Path, module: str, shelf: LibraryShelf, to: Version | None = None) -> Comparison:
    """The scheme's own text against what the source has now: what it would mean to take the source's words.

    Raises: as `news`.
    """
    adoption = read_adoption(reading(root), module)
    before = held_own(adoption)
    after, about = _arriving(adoption, before, shelf, to)
    return compared(before, after, about)


def _altered(adoption: Adoption) -> Iterator[str]:
    """What a reader must know first: the source in the scheme's folder may not be what was published."""
    if not is_as_recorded(adoption):
        yield (f"the source of {adoption.id} in this scheme is not what was pulled and recorded, so what follows "
               "compares with an altered text: schemekit verify says what differs")
    yield from (one.told for one in unconfirmed([adoption]))


def open_decisions_told(adoption: Adoption) -> Iterator[str]:
    """How many decisions wait, as a reader of the text has to know."""
    waiting = len(adoption.record.open_decisions())
    if waiting:
        are = "decisions are" if waiting > 1 else "decision is"
        yield f"{waiting} {are} open: the text has your words there, until you decide"


def _arriving(adoption: Adoption, before: Held, shelf: LibraryShelf, to: Version | None) -> tuple[Held, About]:
    """The newer release, and what is told with it. Where nothing is newer, it is the one that was adopted."""
    scheme = adoption.scheme
    library = shelf.open(adoption.entry.provenance.library, scheme)
    standing = release_standing(adoption.entry, scheme, adoption.record, library.ledger())
    release = named_release(library, adoption.id, to) if to else standing.in_range
    places = held_own(adoption).places
    if release is None:
        held = held_source(adoption)
        return held, About(notices=(_nothing_newer(adoption, standing),), places=places)
    pulled = shelf.pull(library, release)
    values = values_in(scheme, adoption.module, pulled.module)
    held = held_release(pulled.module, pulled.files, values, library=library.name, version=str(release.version))
    return held, About(
        values=between_values(adoption.module, before.values, pulled.module, values, scheme),
        notices=tuple(_news(adoption, pulled.module, release, library, standing)),
        places=places,
    )


def _nothing_newer(adoption: Adoption, standing: ReleaseStanding) -> str:
    if standing.beyond is not None:
        newest = standing.beyond.version
        return f"nothing newer is in the range {standing.range}; {newest} is out: " \
               f"schemekit diff {adoption.id} --news --to {newest}"
    return f"{adoption.id} {adoption.entry.version} is the newest: nothing is new"


def _news(
    adoption: Adoption, new: Module, release: Release, library: Library, standing: ReleaseStanding
) -> Iterator[str]:
    """The maintainer's notes on the way, what the library says of the release, and ranges that changed."""
    entry, scheme = adoption.entry, adoption.scheme
    low, high = sorted((entry.version, release.version))
    for item in library.ledger().of(adoption.id):
        if low < item.version <= high and (item.version == release.version or item in standing.between):
            yield f"{item.version} ({item.date}): {item.note}"
    if words := standing_words(release):
        yield f"{release.version} is marked {words}"
    if standing.refusal is not None and release.version <= standing.refusal.version:
        yield f"you declined {standing.refusal.version} on {standing.refusal.date}: {standing.refusal.reason}"
    if adoption.module.licence != new.licence:
        yield f"licence: {adoption.module.licence} became {new.licence}"
    for change in parameter_changes(adoption.module, new, entry.parameters, scheme, scheme):
        if change.fate in (ParameterFate.RANGE, ParameterFate.RENAMED, ParameterFate.TYPE):
            yield f"{change.name}: {change.words}; {change.standing}"
