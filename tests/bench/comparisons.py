"""The comparisons: each a promise of the design, measured against the program that people would use instead.

Ours and theirs take turns, so that a busy moment of the computer burdens both; of the ratios the median counts.
Peers that take half a minute are run for a part and scaled, and the table says so.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.measure import Cost, Surroundings, middle, program, run
from tests.bench.samples import module_data, module_name
from tests.bench.schemes import SCHEMEKIT, Bench, Scheme, edited_text
from tests.bench.table import Row
from tests.builders import GitFolder

CHECKOUT = Path(__file__).resolve().parents[2]
_BARE = "from bare import main; main()"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is run. Shape: `rounds` of turns; of a peer's `modules` calls and `files`, so many in each round."""

    rounds: int = 5
    modules: int = 50
    peer_calls: int = 2
    files: int = 1000
    peer_files: int = 60

    @property
    def calls_scaled(self) -> str:
        """How a row says what of its peer was run."""
        run_in_all = self.rounds * self.peer_calls
        return "" if run_in_all >= self.modules else f", scaled from {run_in_all}"

    @property
    def files_scaled(self) -> str:
        """The same for files."""
        run_in_all = self.rounds * self.peer_files
        return "" if run_in_all >= self.files else f", scaled from {run_in_all}"


Run = Callable[[], Cost]
Turn = Callable[[int], Cost]


def turns(rounds: int, ours: Run, theirs: Turn) -> tuple[Cost, Cost, list[float]]:
    """Run ours and theirs in turn; the medians of both, and theirs to ours in each round. Ours runs once unmeasured."""
    ours()
    pairs = [(ours(), theirs(number)) for number in range(rounds)]
    mine, other = zip(*pairs, strict=True)
    return middle(mine), middle(other), [there.cpu / here.cpu for here, there in pairs]


def faster(what: str, effort: Effort, ours: Run, peer: str, theirs: Turn, bar: float | None) -> Row:
    """A row for a promise to be so many times faster."""
    mine, other, ratios = turns(effort.rounds, ours, theirs)
    return Row(what=what, ours=mine, peer=peer, theirs=other.cpu, ratio=median(ratios), at_least=bar)


def start_up(surroundings: Surroundings, effort: Effort) -> Iterator[Row]:
    """`--help` against a bare click program, which is the floor."""
    from schemekit.cli.commands import COMMANDS

    place = surroundings.folder / "bare"
    place.mkdir()
    shutil.copy(Path(__file__).with_name("bare.py"), place)
    bare = [sys.executable, "-c", _BARE, str(len(COMMANDS)), "--help"]
    run(bare, surroundings, folder=place)
    rounds = 4 * effort.rounds   # they are short, so that more are needed to see a difference
    mine, floor, ratios = turns(
        rounds, lambda: run([SCHEMEKIT, "--help"], surroundings, folder=place),
        lambda _: run(bare, surroundings, folder=place),
    )
    yield Row(what="--help", ours=mine, peer=f"bare click program, {len(COMMANDS)} commands", theirs=floor.cpu,
              ratio=median(1 / ratio for ratio in ratios), at_most=1.5)


def create(bench: Bench, effort: Effort) -> Iterator[Row]:
    """`new` with all modules against one cookiecutter call for each."""
    for how, cloned, bar in ((" from git", True, 12), (", no clone", False, None)):
        yield faster(
            f"new, {effort.modules} modules", effort, partial(bench.new, "made"),
            f"cookiecutter x {effort.modules}{how}{effort.calls_scaled}",
            partial(_each, effort, partial(_cookiecutter, bench, cloned)), bar,
        )


def look(bench: Bench, effort: Effort) -> Iterator[Row]:
    """`status`, `check` and `verify` of a scheme with all modules, against one `cruft check` for each."""
    scheme = bench.scheme("scheme", edited=effort.modules // 5)
    check = partial(_cruft_check, bench, GitFolder(bench.library).head())
    for command, forgotten, bar in (
        ("status", False, 40), ("check", False, 40), ("verify", False, None), ("check", True, None),
    ):
        what = f"{command}, {effort.modules} modules" + (", the first time" if forgotten else "")
        peer = f"cruft check x {effort.modules}{effort.calls_scaled}"
        ours = partial(scheme.look, command, forgotten=forgotten)
        yield faster(what, effort, ours, peer, partial(_each, effort, check), bar)


def _each(effort: Effort, call: Callable[[str], Cost], round_number: int) -> Cost:
    """A peer called for some of the modules, others in each round; scaled to all of them."""
    first = round_number * effort.peer_calls
    numbers = [number % effort.modules for number in range(first, first + effort.peer_calls)]
    total = Cost(0, 0)
    for number in numbers:
        total += call(module_name(number))
    return total.times(effort.modules / len(numbers))


def _cookiecutter(bench: Bench, cloned: bool, module: str) -> Cost:
    made = bench.folder / "cookiecutter"
    shutil.rmtree(made, ignore_errors=True)
    source = f"git+file://{bench.library}" if cloned else str(bench.library)
    command = [program("cookiecutter"), source, "--directory", f"policies/{module}", "--no-input", "-o", str(made)]
    return run(command, bench.surroundings, folder=bench.folder)


def _cruft_check(bench: Bench, commit: str, module: str) -> Cost:
    """cruft looks at .cruft.json alone, so that the project need not be made first."""
    project = bench.folder / "cruft" / module
    if not project.is_dir():
        project.mkdir(parents=True)
        state = {"template": str(bench.library), "commit": commit, "checkout": None,
                 "context": {"cookiecutter": {"module": module}}, "directory": f"policies/{module}"}
        (project / ".cruft.json").write_text(json.dumps(state), encoding="utf-8")
    return run([program("cruft"), "check"], bench.surroundings, folder=project, ends_with=(0, 1))


def update(bench: Bench, effort: Effort) -> Iterator[Row]:
    """`update` and `outdated`, three sentences worded anew in every module, against cruft from the same library."""
    first = GitFolder(bench.library).head()
    scheme, alone = bench.scheme("taken", edited=effort.modules // 5), replace(bench, modules=1).scheme("alone", 1)
    for each_scheme in (scheme, alone):
        GitFolder(each_scheme.folder).commit("Edited")
    bench.release_again()
    projects = {number: _cruft_project(bench, first, number) for number in _numbers(effort)}
    each = partial(_cruft_update, bench, projects)
    for what, place, words, peer, theirs, bar in (
        ("update, 1 module", alone, [], "cruft update", lambda _: each(0), 1.5),
        (f"update, 1 of {effort.modules} modules", scheme, [module_name(0)], "cruft update", lambda _: each(0), None),
        (f"update, {effort.modules} modules", scheme, [], f"cruft update x {effort.modules}{effort.calls_scaled}",
         partial(_each_number, effort, each), 20),
    ):
        yield faster(what, effort, _updating(place, words, effort.rounds), peer, theirs, bar)
    check = partial(_cruft_check, bench, first)
    outdated = partial(scheme.look, "outdated")
    yield faster(f"outdated, {effort.modules} modules", effort, outdated,
                 f"cruft check x {effort.modules}{effort.calls_scaled}", partial(_each, effort, check), 40)


def _updating(scheme: Scheme, words: list[str], rounds: int) -> Run:
    """An update in a fresh copy each time, made beforehand."""
    copies = iter([scheme.copied(f"{scheme.folder.name}-{number}") for number in range(rounds + 1)])
    return lambda: next(copies).update(*words)


def _cruft_project(bench: Bench, commit: str, number: int) -> Path:
    """A project that cruft made from a module as it was first released, edited as the schemes are, and committed."""
    module, made = module_name(number), bench.folder / "cruft-made"
    made.mkdir(exist_ok=True)
    run([program("cruft"), "create", str(bench.library), "--directory", f"policies/{module}", "--checkout", commit,
         "--no-input", "--output-dir", str(made)], bench.surroundings, folder=bench.folder)
    policy = made / module / "policy.md"
    policy.write_text(edited_text(policy.read_text(encoding="utf-8"), 6), encoding="utf-8")
    state = made / module / ".cruft.json"
    data = json.loads(state.read_text(encoding="utf-8"))
    state.write_text(json.dumps({**data, "checkout": None}), encoding="utf-8")
    GitFolder(made / module).commit("Edited")
    return made / module


def _cruft_update(bench: Bench, projects: dict[int, Path], number: int) -> Cost:
    place = bench.folder / "cruft-updated"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(projects[number], place)
    return run([program("cruft"), "update", "--skip-apply-ask"], bench.surroundings, folder=place)


def _numbers(effort: Effort) -> list[int]:
    """The modules that a peer is called for in all rounds together, and the first."""
    return sorted({0, *(number % effort.modules for number in range(effort.rounds * effort.peer_calls))})


def _each_number(effort: Effort, call: Callable[[int], Cost], round_number: int) -> Cost:
    return _each(effort, lambda module: call(int(module.rpartition("-")[2])), round_number)


def validate(surroundings: Surroundings, effort: Effort) -> Iterator[Row]:
    """`validate` of many module files, cold and warm, against check-jsonschema with our schema."""
    what, peer = f"validate, {effort.files} files", f"check-jsonschema{effort.files_scaled}"
    for name, mistakes, runs in (
        ("right", 0, (("cold", "--no-cache", 10), ("warm", "", 100))),
        ("wrong", effort.files // 10, (("cold, every tenth wrong", "--no-cache", 4),)),
    ):
        files = _module_files(surroundings.folder / f"validate-{name}", effort.files, mistakes)
        for how, option, bar in runs:
            command = [SCHEMEKIT, "validate", *option.split(), "."]
            yield faster(
                f"{what}, {how}", effort,
                partial(run, command, surroundings, folder=files[0].parents[1], ends_with=(0, 1)), peer,
                partial(_check_jsonschema, surroundings, effort, files), bar,
            )


def _module_files(folder: Path, number: int, mistakes: int) -> list[Path]:
    """Files of 3 KB, one in so many with a mistake in it."""
    files = [folder / module_name(place) / "module.yaml" for place in range(number)]
    for place, file in enumerate(files):
        file.parent.mkdir(parents=True)
        text = _module_of_3_kb(file.parent.name)
        is_wrong = mistakes and place % (number // mistakes) == 0
        file.write_text(text.replace("type: integer", "type: whole") if is_wrong else text, encoding="utf-8")
    return files


def _check_jsonschema(surroundings: Surroundings, effort: Effort, files: list[Path], round_number: int) -> Cost:
    """What all files would cost: its start, from a run over one file, and each further file, from a run over some."""
    command = [program("check-jsonschema"), "--schemafile", str(CHECKOUT / "schemas" / "module.schema.json")]
    first = round_number * effort.peer_files % effort.files
    some = run([*command, *map(str, files[first:first + effort.peer_files])], surroundings, ends_with=(0, 1))
    if effort.peer_files >= effort.files:
        return some
    one = run([*command, str(files[1])], surroundings)
    each = (some.cpu - one.cpu) / (effort.peer_files - 1)
    return Cost(one.cpu + each * (effort.files - 1), some.peak)


def _module_of_3_kb(name: str) -> str:
    from schemekit.files.yaml import write_yaml

    data = module_data(name, clauses=15)
    data["parameters"] = data["parameters"][3:6]
    return write_yaml(data)
