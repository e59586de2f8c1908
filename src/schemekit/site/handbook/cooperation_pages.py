"""The cooperations that a scheme shows: a table of all, a page for each, and one for each document that was signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from schemekit.cooperate.public import PublicCooperation, PublicDocument, public_cooperations
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.paper import PaperPart
from schemekit.model.web_address import SCHEME, plain_address
from schemekit.site.handbook.downloads import paper_files
from schemekit.site.kept import Kept
from schemekit.site.page import NavEntry, Page, Site, link_to
from schemekit.site.table import table
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.page_text import page_text
from schemekit.text.web.words import line_of, link, written

FOLDER = "cooperation"
COOPERATIONS = f"{FOLDER}/index.md"
TITLE = "Working together"
_HISTORY = "History"
_FORMATS = (("docx", "Word"), ("pdf", "PDF"))


def with_cooperations(site: Site, folder: SchemeFolder, today: date, kept: Kept) -> Site:
    """The site with the cooperations that are shown. Raises: FindingsError for a record that cannot be read."""
    public = public_cooperations(folder, today)
    if not public.all:
        return site.with_parts(notes=public.notes)
    made = paper_files([(_download(one, document, ""), f"{one.id}/{document.stem}", document.paper)
                        for one in public.all for document in one.documents], kept)
    language, files = folder.scheme().language, frozenset(made.files)
    pages = [_index(public.all, language)]
    for one in public.all:
        pages += [_page(one, files), *(_document_page(one, document, files) for document in one.documents)]
    nav = NavEntry(TITLE, entries=(NavEntry("All cooperations", COOPERATIONS),
                                   *(NavEntry(one.title, _place(one)) for one in public.all)))
    return site.with_parts(pages=pages, nav=(nav,), files=made.files, notes=(*public.notes, *made.notes),
                           warnings=public.warnings)


def led_to_cooperations(home: Page, site: Site) -> Page:
    """The first page with a line that leads to the cooperations, where any is shown."""
    if all(page.path != COOPERATIONS for page in site.pages):
        return home
    line = f"{link(TITLE, link_to(COOPERATIONS, home.path))}: what was agreed on with other schemes."
    return replace(home, markdown=f"{home.markdown.rstrip()}\n\n{line}\n")


def _place(one: PublicCooperation) -> str:
    return f"{FOLDER}/{one.id}/index.md"


def _document_place(one: PublicCooperation, document: PublicDocument) -> str:
    return f"{FOLDER}/{one.id}/{document.stem}/index.md"


def _download(one: PublicCooperation, document: PublicDocument, kind: str) -> str:
    """Below a folder of its own, as no policy's files are. Shape: without a kind, up to the ending."""
    return f"downloads/{FOLDER}/{one.id}-{document.stem}.{kind}"


def _index(found: Sequence[PublicCooperation], language: str) -> Page:
    say = labels(language)
    rows = [(link(written(one.title), link_to(_place(one), COOPERATIONS)), written(one.type),
             written(", ".join(one.others)), written(one.words)) for one in found]
    listed = table(("Cooperation", "Type", "With", say("Status")), rows)
    return Page(path=COOPERATIONS, title=TITLE, description="What was agreed on with other schemes",
                markdown=f"# {TITLE}\n\nWhat was agreed on with other schemes, and where it stands.\n\n{listed}\n")


def _page(one: PublicCooperation, files: frozenset[str]) -> Page:
    here = _place(one)
    blocks = [f"# {line_of(written(one.title))}", f"**{written(one.words)}.**{{ .stage }}"]
    if SCHEME.match(plain_address(one.address)) and one.address.startswith(("https://", "http://")):
        blocks.append(f"Published by the parties at {link(written(one.address), one.address)}")
    # Above all that was agreed on: the record's words are as little signed as the document's.
    blocks += [f"**Not signed in these words.** {written(f'{document.title}: {document.other_words}')}"
               for document in one.documents if document.other_words]
    others = written(", ".join(one.others)) or "-"
    facts = [(written(label), written(words)) for label, words in one.facts]
    blocks.append(table(("This cooperation", f"With {others}"), facts))
    # What came of it all is told last.
    blocks += _told(part for part in one.parts if part.title != _HISTORY)
    blocks += _documents(one, files, here)
    blocks += _told(part for part in one.parts if part.title == _HISTORY)
    return Page(path=here, title=one.title, markdown="\n\n".join(block for block in blocks if block) + "\n",
                description=f"{one.title}: {one.words}")


def _told(parts: Iterable[PaperPart]) -> Iterator[str]:
    for part in parts:
        yield f"## {part.title}"
        yield page_text(part.markdown, title=part.title, has_numbers=False).body


def _documents(one: PublicCooperation, files: frozenset[str], here: str) -> Iterator[str]:
    rows = [(link(written(document.title), link_to(_document_place(one, document), here)), _signed_for(document),
             _files(one, document, files, here)) for document in one.documents]
    if rows:
        yield "## Documents" if any(document.other_words for document in one.documents) else "## What was signed"
        yield table(("Document", "Signed for", "Files"), rows)


def _signed_for(document: PublicDocument) -> str:
    told = "; ".join(f"{written(name)} on {day}" for name, day in document.signed)
    if document.other_words:
        return f"{told or 'nobody in these words'}. {written(document.other_words)}"
    return told or "nobody yet"


def _files(one: PublicCooperation, document: PublicDocument, files: frozenset[str], here: str) -> str:
    return " · ".join(f"[{name}]({link_to(place, here)})" for kind, name in _FORMATS
                      if (place := _download(one, document, kind)) in files)


def _document_page(one: PublicCooperation, document: PublicDocument, files: frozenset[str]) -> Page:
    here = _document_place(one, document)
    signed = "; ".join(f"{written(name)} on {day}" for name, day in document.signed)
    unsigned = "Not signed in these words" if document.other_words else "Draft, signed by nobody yet"
    stage = f"Signed for {signed}" if signed else unsigned
    above = [f"**{stage}.**{{ .stage }}", written(document.other_words),
             f"Part of {link(written(one.title), link_to(_place(one), here))}: {written(one.words)}. "
             "What the document calls an annex stands there, as far as it is public.",
             _files(one, document, files, here)]
    body = page_text(document.markdown, title=document.title)
    return Page(path=here, title=document.title, markdown=body.under(above),
                description=f"{document.title}: {one.words}")
