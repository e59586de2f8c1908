"""'documented in docs/interchange.md as a table which a test derives from the code'."""

from __future__ import annotations

from pathlib import Path

from schemekit.interchange.carriage import CARRIAGE, PARTS, carriage_table
from schemekit.interchange.relations import relations_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "interchange.md"


def test_the_tables_are_those_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    assert carriage_table() in text
    assert relations_table() in text


def test_every_part_is_known() -> None:
    known = {part.name for part in PARTS}
    assert all(parts.keys() <= known for parts in CARRIAGE.values())
