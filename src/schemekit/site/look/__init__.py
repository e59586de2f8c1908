"""The style and the scripts that pages bring with them; nothing is loaded from another host."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from schemekit.site.look.colours import colour_style

_HERE = Path(__file__).parent
_FILES = {"schemekit.css": "assets/schemekit.css", "schemekit.js": "assets/schemekit.js",
          "try.css": "assets/try.css", "try.js": "assets/try.js"}


def look_files(colour: str) -> dict[str, bytes]:
    """The files by their place on a site of a colour."""
    return {**_files(), "assets/colour.css": colour_style(colour).encode()}


@cache
def _files() -> dict[str, bytes]:
    return {place: (_HERE / name).read_bytes() for name, place in _FILES.items()}
