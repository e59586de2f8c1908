"""The pages of a release's forms, annexes and registers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from schemekit.model.module import Document
from schemekit.site.catalogue.offer import OfferedRelease
from schemekit.site.catalogue.places import document_place
from schemekit.site.catalogue.text_links import TextLinks, link_to_text
from schemekit.site.page import Page
from schemekit.site.table import table
from schemekit.text.web.page_text import page_text
from schemekit.text.web.words import unmarked, with_blanks, written

_ROWS, _COLUMNS = 200, 100


def document_pages(offered: OfferedRelease) -> Iterator[Page]:
    """A page for each."""
    for document in offered.others():
        yield _page(offered, document)


def _page(offered: OfferedRelease, document: Document) -> Page:
    module, here = offered.module, document_place(offered.module.id, offered.version, document.file)
    links = TextLinks(offered, document.file, here)
    above = f"*{written(document.kind)} of* {link_to_text(offered, here)}"
    title = f"{document.title} ({module.title} {offered.version})"
    text = offered.marked_text(document.file)
    if document.file.endswith(".csv"):
        heads, *body = _rows(unmarked(text))
        shown = table([written(head) for head in heads], [[written(cell) for cell in row] for row in body])
        markdown = f"# {written(document.title)}\n\n{above}\n\n{shown or _columns(heads)}\n"
    elif document.file.endswith(".md"):
        markdown = page_text(text, title=document.title, has_numbers=False, resolve=links.resolve,
                             blank=links.blank).under([above])
    else:
        markdown = f"# {written(document.title)}\n\n{above}\n\n{with_blanks(' '.join(text.split()), links.blank)}\n"
    return Page(path=here, title=title, markdown=markdown, is_searched=False)


def _rows(text: str) -> list[list[str]]:
    """The first rows and columns, up to a cell that is longer than any can be; at least a row."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in islice(csv.reader(io.StringIO(text)), _ROWS):
            rows.append(row[:_COLUMNS])
    return rows or [[""]]


def _columns(heads: list[str]) -> str:
    return "Columns:\n\n" + "\n".join(f"- {written(head)}" for head in heads)
