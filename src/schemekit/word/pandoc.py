"""Pandoc, the program that reads Markdown and writes Word files, pages and what PDFs are set from: the one door to it.

It always runs in its sandbox (it opens no file and no address that a document names), with bounded memory and time.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from schemekit.errors import MissingPartError, SchemekitError
from schemekit.text.formatted.tree import Tree

MARKDOWN = "commonmark_x-smart-raw_html-tex_math_dollars-tex_math_gfm-emoji-yaml_metadata_block"
"""The Markdown of module texts: tables, footnotes and attributes; quotes and dashes stay as they were typed."""
_MEMORY = "1500M"
_SECONDS = 120
_SHORT = 200_000
"""Characters up to which what pandoc read is kept: to compare, to write out and to read again ask for the same text."""


def tree_of_markdown(text: str, *, with_positions: bool = False) -> Tree:
    """Markdown as formatted text. `with_positions` adds `data-pos` attributes (line:column-line:column)."""
    read = _read if len(text) <= _SHORT else _read.__wrapped__
    tree: Tree = json.loads(read(text, MARKDOWN + ("+sourcepos" if with_positions else "")))
    return tree


@lru_cache(maxsize=8)
def _read(text: str, markdown: str) -> bytes:
    return run(["--from", markdown, "--to", "json"], text.encode())


def written(tree: Tree, to: str, options: Sequence[str] = ()) -> bytes:
    """Formatted text in another format (docx, typst, html5, …)."""
    return run(["--from", "json", "--to", to, "--output", "-", *options], json.dumps(tree).encode())


def run(options: Sequence[str], data: bytes) -> bytes:
    """Run pandoc over some bytes. Raises: MissingPartError without pandoc, SchemekitError when it fails or hangs."""
    command = [str(program()), "+RTS", f"-M{_MEMORY}", "-RTS", "--sandbox", *options]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _failed(f"it was not done after {_SECONDS} seconds") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _failed(lines[-1] if lines else f"it left with {done.returncode}")
    return done.stdout


@cache
def program() -> Path:
    """Where pandoc is: the one that comes with the extra `word`. Raises: MissingPartError."""
    try:
        import pypandoc
    except ImportError:
        raise MissingPartError("pandoc, which makes Word files, PDFs and pages", "word") from None
    found = Path(pypandoc.__file__).parent / "files" / "pandoc"
    for place in (found, found.with_suffix(".exe")):
        if place.is_file():
            return place
    # Not the one that Debian ships: it is years older, and lacks what is asked of it here.
    raise MissingPartError("pandoc, which makes Word files, PDFs and pages", "word")


def _failed(words: str) -> SchemekitError:
    return SchemekitError(
        "the document could not be converted",
        why=f"pandoc, which makes files of formatted text, gave up: {words[:300]}",
        fix="look in the text for a very large table, or lists that stand in each other many times; if you gave a Word "
            "file with --reference, save it again as .docx and try once more, or leave it out",
    )
