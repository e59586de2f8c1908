"""The style and the scripts that pages bring with them; nothing is loaded from another host."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_FILES = {"schemekit.css": "assets/schemekit.css", "schemekit.js": "assets/schemekit.js",
          "try.js": "assets/try.js"}


@cache
def look_files() -> dict[str, bytes]:
    """The files by their place on a site."""
    return {place: (_HERE / name).read_bytes() for name, place in _FILES.items()}
