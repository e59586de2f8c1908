"""The formats that a comparison is written in, each by the function that makes it, loaded when it is asked for.

What stands on the screen is the command line's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from schemekit.errors import UsageError
from schemekit.review.formats.comment_limits import GITHUB_LIMIT

if TYPE_CHECKING:
    from schemekit.review.comparison import Comparison


class Format(Enum):
    """How a comparison is shown."""

    TEXT = "text"
    HTML = "html"
    MD = "md"
    JSON = "json"
    SARIF = "sarif"
    DOCX = "docx"

    @property
    def is_file(self) -> bool:
        """Whether it is opened in a program and not read where it is printed."""
        return self in (Format.HTML, Format.DOCX)


_ENDINGS = {".txt": Format.TEXT, ".html": Format.HTML, ".htm": Format.HTML, ".md": Format.MD, ".markdown": Format.MD,
            ".json": Format.JSON, ".sarif": Format.SARIF, ".docx": Format.DOCX}


def format_of(file: str) -> Format:
    """The format that the ending of a file's name asks for. Raises: UsageError."""
    ending = next((ending for ending in _ENDINGS if file.lower().endswith(ending)), None)
    if ending is None:
        raise UsageError(f"the name {file[:80]} does not say in which format", why=f"known are {', '.join(_ENDINGS)}",
                         fix="give it one of these endings, or say --format")
    # A log for code scanning is often called so, and is JSON.
    return Format.SARIF if file.lower().endswith(".sarif.json") else _ENDINGS[ending]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a format is made with. Shape: `command` shows all of it; `limit` is for `md`, the others for `docx`."""

    command: str
    author: str = ""
    date: str = ""
    limit: int = GITHUB_LIMIT


def _html(comparison: Comparison, _: Wishes) -> bytes:
    from schemekit.review.formats.page import html_of

    return html_of(comparison).encode()


def _docx(comparison: Comparison, wishes: Wishes) -> bytes:
    from schemekit.review.formats.redline_docx import docx_of

    return docx_of(comparison, author=wishes.author, date=wishes.date)


def _md(comparison: Comparison, wishes: Wishes) -> bytes:
    from schemekit.review.formats.markdown import markdown_of

    return markdown_of(comparison, wishes.command, wishes.limit).encode("utf-8", "replace")


def _sarif(comparison: Comparison, _: Wishes) -> bytes:
    from schemekit.review.formats.sarif import sarif_of

    return (json.dumps(sarif_of(comparison), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


MAKERS: dict[Format, Callable[[Comparison, Wishes], bytes]] = {
    Format.HTML: _html, Format.MD: _md, Format.SARIF: _sarif, Format.DOCX: _docx,
}
"""Who makes what; text and the JSON report are the command line's own."""
