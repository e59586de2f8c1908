"""What every self-contained page is made with: our template, and the digests that its policy names."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.text.web.escaped import escaped, escaped_in_attribute

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template_in(folder: Path) -> Template:
    """The template page.html.j2 of a folder of ours; no name of a template ever comes from elsewhere."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                              keep_trailing_newline=True)
    environment.filters["seen"] = lambda text: Markup(escaped(str(text)))  # noqa: S704 - escaped does escape it
    environment.filters["flat"] = lambda text: Markup(escaped_in_attribute(text))  # noqa: S704 - likewise
    environment.filters["ours"] = Markup
    return environment.from_string((folder / "page.html.j2").read_text(encoding="utf-8"))


def policy_digest(text: str) -> str:
    """How a Content-Security-Policy names a style or script that stands in the page."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
