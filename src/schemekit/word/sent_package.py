"""Texts written out again as they went out in a Word file, so that what comes back is compared with its like."""

from __future__ import annotations

from functools import lru_cache

from schemekit.model.paper import Paper, PaperPart
from schemekit.model.returned import SentAround
from schemekit.text.document import Document
from schemekit.word.package import Package, read_package
from schemekit.word.paper import docx_of


@lru_cache(maxsize=2)   # a file that nobody edited is held against the same texts twice
def sent_package(texts: tuple[tuple[str, str], ...], around: SentAround | None = None) -> Package:
    """The Word file of some texts, read again. Shape: `around` tells language and titles, where it is known."""
    titles = around.titles if around is not None and len(around.titles) == len(texts) else tuple(
        Document.parse(words).title for _, words in texts)
    paper = Paper(title=titles[0] if titles else "", has_contents=False, language=around.language if around else "en",
                  parts=tuple(PaperPart(title=title, markdown=words, file=file)
                              for title, (file, words) in zip(titles, texts, strict=True)))
    return read_package(docx_of(paper), "what was sent")
