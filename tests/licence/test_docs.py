"""The licences page and this project's own licensing: both are held against the code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemekit.licence.expression import normalise
from schemekit.licence.rules import rulebook
from schemekit.licence.verdict import DISCLAIMER, Use, judge

TOP = Path(__file__).parents[2]
PAGE = TOP / "docs" / "licences.md"


def table(first_cell: str) -> tuple[list[str], list[list[str]]]:
    """The table of the page whose head starts with this cell: its head and its rows."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"| {first_cell} |"))
    rows: list[list[str]] = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows[0], rows[2:]


def spdx(name: str) -> str:
    return "LicenseRef-all-rights-reserved" if name == "all-rights-reserved" else normalise(name)


def single_cells() -> Iterator[object]:
    head, rows = table("source")
    for source, *answers in rows:
        for column, answer in zip(head[1:], answers, strict=True):
            yield pytest.param(source, column, answer, id=f"{source} {column}")


def mixed_cells() -> Iterator[object]:
    head, rows = table("one text")
    for one, two, *answers in rows:
        for column, answer in zip(head[2:], answers, strict=True):
            yield pytest.param(one, two, column.removeprefix("under "), answer, id=f"{one} {two} {column}")


class TestThePage:
    """The table of outcomes says what the rules say."""

    @pytest.mark.parametrize(("source", "column", "answer"), list(single_cells()))
    def test_one_source(self, source: str, column: str, answer: str) -> None:
        uses = {"cite": Use.REFERENCE, "keep word for word": Use.COLLECTION}
        outgoing = spdx(column.removeprefix("adapt: ")) if column not in uses else "CC-BY-4.0"
        assert judge(spdx(source), outgoing, uses.get(column, Use.ADAPTATION)).answer.value == answer

    @pytest.mark.parametrize(("one", "two", "outgoing", "answer"), list(mixed_cells()))
    def test_two_sources_in_one_text(self, one: str, two: str, outgoing: str, answer: str) -> None:
        for source, other in ((one, two), (two, one)):
            verdict = judge(spdx(source), spdx(outgoing), Use.ADAPTATION, mixed_with=[spdx(other)])
            assert verdict.answer.value == answer

    def test_the_rules_it_names_exist(self) -> None:
        page = PAGE.read_text(encoding="utf-8")
        named = {part.split("`")[1] for part in page.split("rule ")[1:] if part.startswith("`")}
        assert named
        assert named <= {rule.id for rule in rulebook().rules}

    def test_nothing_printed_is_legal_advice(self) -> None:
        assert PAGE.read_text(encoding="utf-8").count(DISCLAIMER) == 1


class TestThisProject:
    """This repository keeps the rules it gives to others."""

    def test_reuse_lint_passes(self) -> None:
        reuse = shutil.which("reuse", path=str(Path(sys.executable).parent)) or shutil.which("reuse")
        assert reuse, "the reuse tool belongs to the development tools"
        done = subprocess.run(
            [reuse, "--root", str(TOP), "lint"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize("path", sorted(
        # The notices of a file that only tests use, and of a list of ours, are nothing that a scheme could need.
        path for path in (TOP / "LICENSES").glob("*.txt") if path.name not in ("LicenseRef-OASIS-notice.txt", "MIT.txt")
    ), ids=lambda path: path.name)
    def test_its_licence_texts_are_the_packaged_ones(self, path: Path) -> None:
        assert path.read_bytes() == (TOP / "src/schemekit/licence/texts" / path.name).read_bytes()
