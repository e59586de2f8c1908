"""catalogue.json: everything a library has released, for programs and for those who have no copy of the library."""

from __future__ import annotations

import json
from collections.abc import Iterable

from schemekit.model.catalogue import Catalogue, ListedClause, ListedRelease
from schemekit.site.catalogue.offer import Offer, OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import text_place
from schemekit.site.page import address_of
from schemekit.site.settings import SiteSettings
from schemekit.text.document import ClauseText


def catalogue_file(offer: Offer, settings: SiteSettings) -> bytes:
    """The file's bytes: the same for the same releases and settings."""
    catalogue = Catalogue(
        name=settings.name, url=settings.repository, site=settings.address,
        releases=tuple(_listed(module, offered) for module in offer.modules for offered in module.releases))
    told = catalogue.to_mapping({module.id: module.newest.version for module in offer.modules})
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _listed(module: OfferedModule, offered: OfferedRelease) -> ListedRelease:
    texts = [(file, offered.templates[file].decode("utf-8")) for file in offered.module.text_files]
    shown = _by_id(offered.clauses_of(file) for file, _ in texts)
    as_written = _by_id(offered.written_clauses_of(file) for file, _ in texts)
    is_searched = offered.release == module.searched
    clauses = []
    for marks in offered.module.clauses:
        clause = shown.get(marks.id)
        words = as_written.get(marks.id)
        told = clause or words
        clauses.append(ListedClause(
            id=marks.id, number=clause.number if clause else "", heading=told.heading if told else marks.id,
            text=words.raw if words and is_searched else ""))
    return ListedRelease(
        module=offered.module, release=offered.release, commit=offered.pulled.provenance.commit,
        address=address_of(text_place(module.id, offered.version)), words=sum(len(text.split()) for _, text in texts),
        clauses=tuple(clauses))


def _by_id(texts: Iterable[Iterable[ClauseText]]) -> dict[str, ClauseText]:
    found: dict[str, ClauseText] = {}
    for clauses in texts:
        for clause in clauses:
            found.setdefault(clause.id, clause)
    return found
