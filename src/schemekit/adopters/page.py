"""The page of a library's adopters: one HTML file that needs nothing else, runs nothing and asks nobody.

Everything on it comes from repositories of strangers, and is escaped as it is put in.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.text.web.escaped import escaped
from schemekit.uptake.health import LibraryHealth

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
_NAMES = 200   # of one release; more would be no reading matter


def page(found: LibraryHealth) -> bytes:
    """The whole page; the same account gives the same bytes."""
    style = _read("page.css")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(found=found, style=style, style_digest=f"sha256-{digest}", names=_NAMES).encode(
        "utf-8", "replace")


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    # Ours, and read as a file: no name of a template ever comes from elsewhere.
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                              keep_trailing_newline=True)
    environment.filters["seen"] = lambda text: Markup(escaped(str(text)))  # noqa: S704 - escaped does escape it
    environment.filters["ours"] = Markup
    return environment.from_string(_read("page.html.j2"))


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
