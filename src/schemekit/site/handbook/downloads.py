"""The approved texts as files: Word and PDF, with the title block of the page, made once and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from schemekit.errors import MissingPartError, SchemekitError
from schemekit.model.paper import Paper
from schemekit.site.handbook.front import download_place
from schemekit.site.handbook.policy import PublicText
from schemekit.site.handbook.title_block import facts_of, foot_of
from schemekit.site.kept import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The files by their place on the site, and what could not be made, a line each."""

    files: dict[str, bytes]
    notes: tuple[str, ...] = ()


def downloads(texts: Sequence[PublicText], kept: Kept) -> Downloads:
    """Each text as a Word file and as a PDF; none of a kind whose part of the tool is not installed."""
    return paper_files([(download_place(text, ""), text.folder, _paper(text)) for text in texts], kept)


def paper_files(papers: Sequence[tuple[str, str, Paper]], kept: Kept) -> Downloads:
    """The same of papers. Shape: each with the place of its files up to their ending (`downloads/a.`) and its name."""
    files: dict[str, bytes] = {}
    notes: dict[str, None] = {}
    for kind in ("docx", "pdf"):
        for place, name, paper in papers:
            try:
                files[f"{place}{kind}"] = kept.get(_key(paper, kind), _maker(paper, kind))
            except MissingPartError as error:
                notes[f"no {kind} files: {error.what}. {error.fix}"] = None
                break
            except SchemekitError as error:
                notes[f"{name} is not offered as {kind}: {error.what}"] = None
    return Downloads(files=files, notes=tuple(notes))


def _paper(text: PublicText) -> Paper:
    """The paper as the site gives it out, with the facts of its page and no day of printing."""
    return replace(text.paper, facts=facts_of(text), footer=foot_of(text, ""))


def _maker(paper: Paper, kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        from schemekit.word.paper import docx_of, pdf_of

        return docx_of(paper) if kind == "docx" else pdf_of(paper)

    return make


def _key(paper: Paper, kind: str) -> str:
    """All that a file is made from."""
    return f"{kind} {json.dumps(asdict(paper), sort_keys=True)}"
