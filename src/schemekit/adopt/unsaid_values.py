"""Values that a text does not say, though its source says them where the text still stands.

So it is where a value was written over by hand, and where a text of the history lies beside the values of another day.
A reader who is told such a value is told something else than what was approved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from schemekit.adopt.outcome import Adoption, is_text
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST
from schemekit.model.parameter import Parameter, in_text

if TYPE_CHECKING:
    from schemekit.git.repository import Repository

_STATES = 30   # of the history that are asked for values


def unsaid_values(adoption: Adoption) -> tuple[str, ...]:
    """The parameters whose value stands nowhere in the text any more, in the module's order.

    Shape: asked are the clauses and forms that both sides have. One in which a single place of several was written over
    is said, and so is one whose clauses were all left out: nothing in the text is against it.
    """
    if adoption.text_is_untouched and not adoption.changed_forms:
        return ()
    stood: set[str] = set()
    stands: set[str] = set()
    for place, before, after in _places(adoption):
        for name in adoption.parameters_in(place):
            parameter = adoption.module.parameter(name)
            said = _pattern(parameter, adoption) if parameter is not None else None
            if said is not None and said.search(_plain(before)):
                stood.add(name)
                stands.update((name,) if said.search(_plain(after)) else ())
    return tuple(item.name for item in adoption.module.parameters if item.name in stood - stands)


def with_values_of_its_words(
    repository: Repository, commit: str, past: Adoption, now: Mapping[str, bytes | None]
) -> Adoption:
    """A text of the history with the values that its words say, as far as any state of the scheme has them.

    Approvals were once recorded without the values that had been set before them: those were saved later, or stand in
    the scheme still. Shape: `now` are scheme.yaml and scheme.lock as they stand, or nothing. Where no state fits
    better, it stays as the commit has it.
    """
    best, unsaid = past, unsaid_values(past)
    if not unsaid:
        return past
    for files in (*_states(repository, commit), now):
        other = _with(past, files)
        left = unsaid_values(other) if other is not None else unsaid
        if other is not None and len(left) < len(unsaid):
            best, unsaid = other, left
        if not unsaid:
            break
    return best


def _places(adoption: Adoption) -> Iterator[tuple[str, str, str]]:
    """Each clause and form that both sides have, with its words in the source and in the text."""
    for changes in adoption.changes_by_file.values():
        for change in changes:
            if change.source is not None and change.mine is not None:
                yield change.id, change.before, change.after
    for form in adoption.changed_forms:
        if is_text(form) and form not in adoption.deleted_forms:
            yield form, adoption.base_text(form), adoption.folder.own_text(adoption.id, form) or ""


def _pattern(parameter: Parameter, adoption: Adoption) -> re.Pattern[str] | None:
    """How a value reads in a text; None for one that stands in no words, such as a yes."""
    value = adoption.entry.parameters.get(parameter.name)
    words = "" if value is None or isinstance(value, bool) else in_text(value, adoption.module.language)
    return _said(_plain(str(words)), parameter.unit.casefold()) if words else None


@cache
def _said(words: str, unit: str) -> re.Pattern[str]:
    """A figure counts only before its unit: 5 of 5 working days is another than that of 5 years."""
    said = rf"(?<![\w.,]){re.escape(words)}(?!\w|[.,]\d)"
    if words.isdigit() and unit:
        said += rf"(?:\W+\w+){{0,3}}?\W+{re.escape(unit.split()[-1].removesuffix('s'))}"
    return re.compile(said)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _states(repository: Repository, commit: str) -> Iterator[dict[str, bytes | None]]:
    for later in repository.later_changes(commit, LOCK_FILE, _STATES):
        yield {path: repository.file_at(later, path) for path in (MANIFEST, LOCK_FILE)}


def _with(past: Adoption, files: Mapping[str, bytes | None]) -> Adoption | None:
    """The same text with the values of another state; None where that had the module from another source."""
    if not files.get(MANIFEST) or not files.get(LOCK_FILE):
        return None
    folder = past.folder.with_changes(files)
    try:
        entry = folder.lock().entries.get(past.id)
        if entry is None or entry.provenance.sha256 != past.entry.provenance.sha256:
            return None
        return Adoption.read(folder, folder.scheme(), entry)
    except SchemekitError:
        return None   # a state that cannot be read has no values to give
