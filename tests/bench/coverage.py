"""Coverage of a scheme of fifty modules, each mapped to five frameworks: pages of evidence a second.

A page of evidence is one item of a framework with all the clauses behind it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from schemekit.files.yaml import write_yaml
from tests.bench.measure import Cost, Surroundings, middle, run
from tests.bench.samples import Size, module_files, module_name
from tests.bench.schemes import SCHEMEKIT, Bench, Scheme
from tests.bench.table import Row
from tests.builders import LibraryBuilder

PAGES_A_SECOND = 20
MODULES, FRAMEWORKS, ITEMS = 50, 5, 30
_RELATIONS = ("subset", "intersects", "superset", "supports", "equivalent")
_FORMATS = ("html", "csv")


def of_many_modules(
    surroundings: Surroundings, rounds: int, modules: int = MODULES, frameworks: int = FRAMEWORKS, items: int = ITEMS
) -> Iterator[Row]:
    """The whole command, from its start to the written file, and what a first run costs."""
    scheme = _scheme(surroundings, modules, frameworks, items)
    pages = frameworks * items
    for ending in _FORMATS:
        first = _made(scheme, ending, forgotten=True)
        cost = middle([_made(scheme, ending) for _ in range(rounds)])
        yield Row(what=f"coverage to {ending}, {modules} modules, {frameworks} frameworks", ours=cost,
                  peer=f"{pages} pages a second; the first time {pages / first.cpu:.0f}", theirs=None,
                  ratio=pages / cost.cpu, at_least=PAGES_A_SECOND)


def _scheme(surroundings: Surroundings, modules: int, frameworks: int, items: int) -> Scheme:
    folder = surroundings.folder / "coverage"
    folder.mkdir()
    library = LibraryBuilder(folder)
    library.write({f"frameworks/{_framework(number)}/1.yaml": write_yaml(framework_data(_framework(number), items))
                   for number in range(frameworks)})
    size = Size()
    for number in range(modules):
        name = module_name(number)
        walks = {f"crosswalks/{_framework(other)}.yaml": write_yaml(
            crosswalk_data(name, _framework(other), size.clauses, items, number + other))
            for other in range(frameworks)}
        library.release(name, "1.0.0", {**module_files(name, size), **walks})
    return Bench(surroundings, folder, modules).scheme("scheme", edited=modules // 5)


def _made(scheme: Scheme, ending: str, *, forgotten: bool = False) -> Cost:
    if forgotten:
        shutil.rmtree(scheme.surroundings.variables["XDG_CACHE_HOME"], ignore_errors=True)
    file = Path(scheme.folder).parent / f"coverage.{ending}"
    return run([SCHEMEKIT, "coverage", "--to", str(file), "--force"], scheme.surroundings, folder=scheme.folder)


def _framework(number: int) -> str:
    return f"framework-{number}"


def framework_data(name: str, items: int) -> dict[str, object]:
    """A framework of so many items."""
    return {
        "format": 1, "id": name, "version": "1", "title": f"Framework {name}", "summary": "What it asks, item by item.",
        "source": {"title": "A framework", "publisher": "Nobody", "rights": "It says nothing."},
        "licence": "CC-BY-4.0", "date": "2026-11-28",
        "items": [{"id": str(number), "label": {"en": f"The item of the number {number}"}} for number in range(items)],
    }


def crosswalk_data(module: str, framework: str, clauses: int, items: int, shift: int) -> dict[str, object]:
    """A module's clauses mapped to a framework, each to one item."""
    return {
        "format": 1, "module": module, "module_version": "1.0.0", "framework": framework, "framework_version": "1",
        "judge": "A. Author", "date": "2026-11-28",
        "rows": [{"clause": f"clause-{number:04}", "item": str((number * 7 + shift) % items),
                  "relation": _RELATIONS[(number + shift) % len(_RELATIONS)], "confidence": "high",
                  "rationale": "It asks for what the item wants, in other words."} for number in range(clauses)],
    }
