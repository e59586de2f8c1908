"""Two schemes of fifty modules laid beside each other, each module mapped to five frameworks: the seconds it takes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from schemekit.files.yaml import write_yaml
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.framework import Framework
from tests.bench.coverage import crosswalk_data
from tests.bench.measure import Surroundings, middle, run
from tests.bench.samples import Size, module_files, module_name
from tests.bench.schemes import SCHEMEKIT, Bench
from tests.bench.table import Row
from tests.builders import LibraryBuilder

SECONDS = 2.0
MODULES, FRAMEWORKS = 50, 5
_MAPPED_TO = ("ungp-31", "iso-iec-17065", "iso-10002", "wto-tbt-annex-3", "gdpr")   # 'compare' knows the tool's own


def of_many_modules(
    surroundings: Surroundings, rounds: int, modules: int = MODULES, frameworks: int = FRAMEWORKS
) -> Iterator[Row]:
    """The whole command, where a fifth of the texts was edited on one side and a tenth on the other."""
    bench = _bench(surroundings, modules, [shipped_frameworks()[name][-1] for name in _MAPPED_TO[:frameworks]])
    ours = bench.scheme("ours", edited=modules // 5)
    bench.scheme("theirs", edited=modules // 10)
    command = [SCHEMEKIT, "compare", "../theirs"]
    shutil.rmtree(surroundings.variables["XDG_CACHE_HOME"], ignore_errors=True)
    first = run(command, surroundings, folder=ours.folder)
    cost = middle([run(command, surroundings, folder=ours.folder) for _ in range(rounds)])
    yield Row(what=f"compare two schemes of {modules} modules, {frameworks} frameworks", ours=cost,
              peer=f"{SECONDS:g} seconds; the first time {first.cpu:.2f}", theirs=None,
              ratio=SECONDS / cost.cpu, at_least=1)


def _bench(surroundings: Surroundings, modules: int, frameworks: list[Framework]) -> Bench:
    """A library whose modules have a crosswalk to each framework, a row for each clause."""
    folder, size = surroundings.folder / "two-schemes", Size()
    folder.mkdir()
    library = LibraryBuilder(folder)
    for number in range(modules):
        name = module_name(number)
        walks = {f"crosswalks/{framework.id}.yaml": write_yaml(_mapped(name, framework, size.clauses, number + place))
                 for place, framework in enumerate(frameworks)}
        library.release(name, "1.0.0", {**module_files(name, size), **walks})
    return Bench(surroundings, folder, modules)


def _mapped(module: str, framework: Framework, clauses: int, shift: int) -> dict[str, object]:
    items = [item.id for item in framework.items]
    data = crosswalk_data(module, framework.id, clauses, len(items), shift)
    rows: list[dict[str, str]] = data["rows"]  # type: ignore[assignment]
    return {**data, "framework_version": framework.version,
            "rows": [{**row, "item": items[int(row["item"])]} for row in rows]}
