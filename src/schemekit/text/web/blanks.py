"""A template filled in for a web page: each of its blanks keeps a mark, so that the page can say what stands there."""

from __future__ import annotations

from collections.abc import Collection

from schemekit.text.template import Literal, Values, filled, parse_template, standing
from schemekit.text.web.words import marked_blank


def with_marks(text: str, file: str, values: Values, names: Collection[str]) -> str:
    """The text with its blanks filled in, those in `names` marked. Raises: as `parse_template`."""
    return "".join(
        part.text if isinstance(part, Literal)
        else marked_blank(part.name, filled(part, values)) if part.name in names
        else filled(part, values)
        for part in standing(parse_template(text, file).parts, values))
