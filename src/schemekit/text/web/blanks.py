"""A template filled in for a web page: each of its blanks keeps a mark, so that the page can say what stands there."""

from __future__ import annotations

from collections.abc import Collection

from schemekit.text.template import Literal, Template, Values, filled, standing
from schemekit.text.web.words import marked_blank


def with_marks(template: Template, values: Values, names: Collection[str]) -> str:
    """The text with its blanks filled in, those in `names` marked."""
    return "".join(
        part.text if isinstance(part, Literal)
        else marked_blank(part.name, filled(part, values)) if part.name in names
        else filled(part, values)
        for part in standing(template.parts, values))
