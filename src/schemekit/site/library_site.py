"""A library's site: its hand-written pages, and the catalogue of what it has released."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.library.frameworks import Frameworks, known_frameworks
from schemekit.library.opening import open_library
from schemekit.library.registry import suggested_name
from schemekit.model.catalogue import CATALOGUE_FILE
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.site.addresses import refuse_reserved
from schemekit.site.anchors import anchors_of_site
from schemekit.site.catalogue.catalogue_file import catalogue_file
from schemekit.site.catalogue.component_pages import with_components
from schemekit.site.catalogue.document_pages import document_pages
from schemekit.site.catalogue.evidence import library_evidence, library_spots
from schemekit.site.catalogue.feed import feed_file
from schemekit.site.catalogue.history_page import history_page
from schemekit.site.catalogue.index_page import TAGS, index_page, tags_page
from schemekit.site.catalogue.module_page import module_page
from schemekit.site.catalogue.offer import Offer, OfferedModule, read_offer
from schemekit.site.catalogue.parameters_page import parameters_page
from schemekit.site.catalogue.places import (
    CATALOGUE,
    FEED_FILE,
    LATEST,
    module_place,
    parameters_place,
    text_place,
    try_place,
)
from schemekit.site.catalogue.redlines import Redlines, size_note
from schemekit.site.catalogue.redlines_page import redlines_page
from schemekit.site.catalogue.try_page import try_data, try_page
from schemekit.site.catalogue.version_page import release_text, version_page
from schemekit.site.docs_pages import docs_pages
from schemekit.site.evidence import evidence_nav, evidence_pages
from schemekit.site.kept import Kept
from schemekit.site.look import look_files
from schemekit.site.page import NavEntry, Page, Site, joined
from schemekit.site.reference.command import Command
from schemekit.site.reference.reference import is_own_library, reference
from schemekit.site.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class LibraryRequest:
    """Shape: `kept` remembers redlines between builds; `commands` is for the reference of this project's own site."""

    root: Path
    settings: SiteSettings
    kept: Kept
    commands: Callable[[], tuple[Command, ...]] = tuple


def library_site(request: LibraryRequest) -> Site:
    """The whole site of the library in a folder.

    Raises: SiteError for a module whose name the site keeps; what libraries raise for a release that is not as its
    ledger says.
    """
    told = reference(request.commands()) if is_own_library(request.root) else None
    offer, frameworks = _offer(request)
    refuse_reserved(module.id for module in offer.modules)
    empty = Site(pages=told.pages if told else (), nav=(), files=look_files(request.settings.colour), notes=(
        *(f"{name} has no release yet and is not in the catalogue" for name in offer.unreleased),
        *_no_address(offer), *_no_feed(request.settings)))
    made = _with_evidence(_with_catalogue(empty, offer, request), offer, frameworks)
    made = with_components(made, request.root, offer.url)
    # Last, as they may lead to all others.
    docs = docs_pages(request.root, request.settings, told.sources if told else {}, made.places,
                      anchors_of_site(made))
    home = () if docs.home else (_home(offer, request.settings),)
    nav = joined(docs.nav, told.nav) if told else docs.nav
    return replace(made, pages=(*home, *docs.pages, *made.pages), nav=(*nav, *made.nav),
                   files={**docs.files, **made.files}, warnings=docs.warnings)


def _offer(request: LibraryRequest) -> tuple[Offer, Frameworks]:
    # Only this project's own library is at hand for everybody who has the tool.
    name = DEFAULT_LIBRARY if is_own_library(request.root) else suggested_name(request.settings.name)
    library = open_library(name, str(request.root), offline=True)
    try:
        offer = read_offer(library, name=name, url=request.settings.repository)
        return offer, known_frameworks(library.frameworks())
    finally:
        library.close()


def _home(offer: Offer, settings: SiteSettings) -> Page:
    """The first page of a library that wrote none: its catalogue."""
    page = index_page(offer, "index.md", has_feed=bool(settings.address))
    return Page(path="index.md", title=settings.name, markdown=page.markdown, description=page.description)


def _no_feed(settings: SiteSettings) -> tuple[str, ...]:
    return () if settings.address else (
        f"no {FEED_FILE}: its links need the site's address; give it as site_url in mkdocs.yml",)


def _no_address(offer: Offer) -> tuple[str, ...]:
    return () if offer.url else (
        "the pages cannot say where to take modules from: give the library's address as repo_url in mkdocs.yml",)


def _with_catalogue(site: Site, offer: Offer, request: LibraryRequest) -> Site:
    settings = request.settings
    pages: list[Page] = [index_page(offer, CATALOGUE, has_feed=bool(settings.address)), tags_page(offer)]
    files = {CATALOGUE_FILE: catalogue_file(offer, settings)}
    if settings.address:
        files[FEED_FILE] = feed_file(offer, settings)
    notes: list[str] = []
    for module in offer.modules:
        redlines = Redlines(module, offer.name)
        pages += _module_pages(offer, module, redlines)
        made = dict(redlines.files(request.kept))
        files |= made
        notes += size_note(module.id, made)
        files |= dict(try_data(offer, offered) for offered in module.releases)
    return site.with_parts(pages=pages, files=files, nav=(_nav(offer),), notes=notes)


def _with_evidence(site: Site, offer: Offer, frameworks: Frameworks) -> Site:
    evidenced = library_evidence(offer, frameworks)
    return site.with_parts(pages=evidence_pages(evidenced, library_spots(offer)), nav=evidence_nav(evidenced))


def _module_pages(offer: Offer, module: OfferedModule, redlines: Redlines) -> Iterator[Page]:
    yield module_page(module)
    if len(module.releases) > 1:
        yield redlines_page(module)
    yield history_page(module, redlines.steps)
    for offered in module.releases:
        text = release_text(module, offered)
        yield version_page(offer, module, offered, offered.version, text)
        if offered is module.newest:
            yield version_page(offer, module, offered, LATEST, text)
        yield parameters_page(offered)
        yield try_page(offered)
        yield from document_pages(offered)


def _nav(offer: Offer) -> NavEntry:
    """The catalogue in the menu: of each module its newest text and its versions; older ones are led to from there."""
    modules = tuple(NavEntry(module.newest.module.title, entries=_module_nav(module)) for module in offer.modules)
    return NavEntry("Modules", entries=(NavEntry("All modules", CATALOGUE), NavEntry("By topic", TAGS), *modules))


def _module_nav(module: OfferedModule) -> tuple[NavEntry, ...]:
    newest = module.newest
    return (NavEntry("Versions", module_place(module.id)),
            NavEntry(f"Text {newest.version}", text_place(module.id, newest.version)),
            NavEntry("Blanks", parameters_place(module.id, newest.version)),
            NavEntry("Try it", try_place(module.id, newest.version)))
