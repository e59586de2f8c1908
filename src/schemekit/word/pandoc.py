"""Pandoc, the program that reads and writes Word files: the one door to it.

It always runs in its sandbox (it opens no file and no address that a document names), with bounded memory and time.
Formatted text is pandoc's tree, as `json` gives it: a mapping with `blocks`, `meta` and `pandoc-api-version`.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from schemekit.errors import MissingPartError, SchemekitError

MARKDOWN = "commonmark_x-smart-raw_html-tex_math_dollars-tex_math_gfm-emoji-yaml_metadata_block"
"""The Markdown of module texts: tables, footnotes and attributes; quotes and dashes stay as they were typed."""
_MEMORY = "1500M"
_SECONDS = 120

Tree = dict[str, Any]
"""A document as pandoc tells it."""


def tree_of_markdown(text: str, *, with_positions: bool = False) -> Tree:
    """Markdown as formatted text. `with_positions` adds `data-pos` attributes (line:column-line:column)."""
    positions = "+sourcepos" if with_positions else ""
    return _tree(run(["--from", MARKDOWN + positions, "--to", "json"], text.encode()))


def tree_of_docx(data: bytes) -> Tree:
    """A Word file as formatted text, with tracked changes and comments as spans.

    The file has been looked through by `package` before: pandoc is not asked to survive a hostile one.
    """
    return _tree(run(["--from", "docx+empty_paragraphs", "--to", "json", "--track-changes", "all"], data))


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
        raise MissingPartError("pandoc, which reads and writes Word files", "word") from None
    found = Path(pypandoc.__file__).parent / "files" / "pandoc"
    for place in (found, found.with_suffix(".exe")):
        if place.is_file():
            return place
    # Not the one that Debian ships: it is years older, and lacks what is asked of it here.
    raise MissingPartError("pandoc, which reads and writes Word files", "word")


def _tree(output: bytes) -> Tree:
    tree: Tree = json.loads(output)
    return tree


def _failed(words: str) -> SchemekitError:
    return SchemekitError(
        "the document could not be converted",
        why=f"pandoc, which reads and writes Word files, gave up: {words[:300]}",
        fix="open the file in Word or LibreOffice, save it again as .docx, and try once more",
    )
