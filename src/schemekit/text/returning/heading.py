"""Headings of a Word file: their level in the text, and numbers that somebody typed before them."""

from __future__ import annotations

import re
from dataclasses import replace

from schemekit.text.returning.unit import Run, Unit

_NUMBER = re.compile(
    r"\s*(?:(?:section|clause|article|chapter|annex|appendix|part|cláusula|artigo|artículo|capítulo|anexo|parte|annexe|"
    r"chapitre|partie|§) ?)?(?:(?:[A-Z]{1,2}\.)?\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}(?=[.):])|[A-Za-z](?=[.)]))"
    r"[.):]{0,2}(?:\s+|$)", re.IGNORECASE)


def bare_heading_unit(unit: Unit, old: Unit | None) -> Unit:
    """A heading without a number typed before it, where the heading that was sent begins with none."""
    found = _NUMBER.match(unit.text)
    if found is None or found.end() >= len(unit.text) or (old is not None and _NUMBER.match(old.text)):
        return unit
    bare = _without(unit, found.end())
    if old is not None and bare.keys == old.keys:
        return bare
    # A bare figure may be a word: "5 days to answer".
    return bare if re.search(r"[.)]|^\s*[^\W\d]{3,}", found[0]) else unit


def heading_level(unit: Unit, shift: int) -> int:
    """How many marks a heading has in the text. Shape: `shift` is how much deeper it stands in the Word file."""
    return min(max(unit.level + 1 - shift, 2), 6)


def _without(unit: Unit, length: int) -> Unit:
    runs, left = list[Run](), length
    for run in unit.runs:
        cut = min(left, len(run.text))
        left -= cut
        runs.append(run._replace(text=run.text[cut:]))
    return replace(unit, runs=tuple(runs))
