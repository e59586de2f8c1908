"""Two Markdown files as a redline in Word, as a program of its own: BEFORE AFTER MADE."""

from __future__ import annotations

import sys
from pathlib import Path

from schemekit.model.paper import Paper, PaperPart
from schemekit.word.redline import redline_docx


def paper(file: str) -> Paper:
    """A file as a paper."""
    return Paper(title="Policy", parts=(PaperPart(title="Policy", markdown=Path(file).read_text("utf-8")),))


Path(sys.argv[3]).write_bytes(
    redline_docx(paper(sys.argv[1]), paper(sys.argv[2]), {}, author="Bench", date="2026-03-01")
)
