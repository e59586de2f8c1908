"""The approved texts as files: Word and PDF, with the title block of the page, made once and kept."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from schemekit import __version__
from schemekit.errors import MissingPartError, SchemekitError
from schemekit.files.kept_files import KeptFiles
from schemekit.model.paper import Paper
from schemekit.site.handbook.front import download_place
from schemekit.site.handbook.paper import public_paper
from schemekit.site.handbook.policy import PublicText
from schemekit.site.handbook.title_block import facts_of, foot_of

_MADE_BY = ("pypandoc-binary", "pypandoc_binary", "typst")
_CODE = ("word", "text/formatted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The files by their place on the site, and what could not be made, a line each."""

    files: dict[str, bytes]
    notes: tuple[str, ...] = ()


def downloads(texts: Sequence[PublicText], kept: KeptFiles) -> Downloads:
    """Each text as a Word file and as a PDF; none of a kind whose part of the tool is not installed."""
    files: dict[str, bytes] = {}
    notes: dict[str, None] = {}
    for kind in ("docx", "pdf"):
        for text in texts:
            try:
                files[download_place(text, kind)] = kept.get(f"{_key(text, kind)}.{kind}", _maker(text, kind))
            except MissingPartError as error:
                notes[f"no {kind} files: {error.what}. {error.fix}"] = None
                break
            except SchemekitError as error:
                notes[f"{text.folder} is not offered as {kind}: {error.what}"] = None
    return Downloads(files=files, notes=tuple(notes))


def _paper(text: PublicText) -> Paper:
    """The paper as the site gives it out, with the facts of its page and no day of printing."""
    return replace(public_paper(text), facts=facts_of(text), footer=foot_of(text, ""))


def _maker(text: PublicText, kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        from schemekit.word.paper import docx_of, pdf_of

        return docx_of(_paper(text)) if kind == "docx" else pdf_of(_paper(text))

    return make


def _key(text: PublicText, kind: str) -> str:
    told = json.dumps([asdict(_paper(text)), kind, _makers()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def _makers() -> str:
    """A digest of what makes the files, so that another version makes them anew."""
    digest = hashlib.sha256(__version__.encode())
    for name in _MADE_BY:
        try:
            digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
        except importlib.metadata.PackageNotFoundError:
            continue
    root = Path(__file__).parents[2]
    for folder in _CODE:
        for file in sorted((root / folder).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
