"""The page of a library's adopters: one HTML file that needs nothing else, runs nothing and asks nobody.

Everything on it comes from repositories of strangers, and is escaped as it is put in.
"""

from __future__ import annotations

from pathlib import Path

from schemekit.files.page_frame import policy_digest, template_in
from schemekit.uptake.health import LibraryHealth

_HERE = Path(__file__).parent
_NAMES = 200   # of one release; more would be no reading matter


def page(found: LibraryHealth) -> bytes:
    """The whole page; the same account gives the same bytes."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    return template_in(_HERE).render(found=found, style=style, style_digest=policy_digest(style), names=_NAMES).encode(
        "utf-8", "replace")
