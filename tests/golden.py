"""What people read, kept in a file: a change in it is looked at before it is taken."""

from __future__ import annotations

import os
from pathlib import Path


def same_as_golden(said: str, file: Path) -> None:
    """The words are those of the file. `RENEW_GOLDEN=1 pytest` writes them into it first; then look at the diff."""
    if os.environ.get("RENEW_GOLDEN"):
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")
