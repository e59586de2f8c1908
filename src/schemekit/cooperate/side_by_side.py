"""The values of two schemes' modules side by side: which is stricter, and the value by which both are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.cooperate.paired_modules import ModulePair, module_pairs, paired_values, unconfirmed_in
from schemekit.crosswalk.side_by_side import Stricter, ValueRow, broken_rules, counted
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.unconfirmed import Unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class WithAnother:
    """Which scheme is laid beside ours, and which modules.

    Shape: `theirs` is a folder or an address; `modules` as MODULE or OURS=THEIRS, none for the assurance module.
    """

    theirs: str
    modules: Sequence[str] = ()
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleValues:
    """The values of one module on both sides.

    Shape: `broken` tells which rules of our module the strictest values break together; `is_same_module` is false
    where the two go back to different texts, whose values were put together by their names alone.
    """

    name: str
    title: str
    is_same_module: bool
    our_version: str
    their_version: str
    rows: tuple[ValueRow, ...]
    broken: tuple[str, ...]

    def of(self, *results: Stricter) -> tuple[ValueRow, ...]:
        """The rows with one of these results."""
        return tuple(row for row in self.rows if row.stricter in results)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two schemes' values. Shape: `unconfirmed` are the modules whose source nobody could confirm."""

    ours: str
    theirs: str
    modules: tuple[ModuleValues, ...]
    unconfirmed: tuple[Unconfirmed, ...] = ()

    @property
    def summary(self) -> str:
        """`12 the same, 3 ours, 2 theirs, 1 a person decides`."""
        rows = [row for module in self.modules for row in module.rows]
        words = {Stricter.OURS: "ours is stricter", Stricter.THEIRS: "theirs is stricter"}
        return ", ".join(f"{number} {words.get(kind, kind.value)}" for kind, number in counted(rows)) or "no value"

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        rows = [row for module in self.modules for row in module.rows]
        return {
            "ours": self.ours, "theirs": self.theirs,
            "counts": {kind.value: sum(row.stricter is kind for row in rows) for kind in Stricter},
            "modules": [{"module": module.name, "same_module": module.is_same_module,
                         "our_version": module.our_version, "their_version": module.their_version,
                         "broken": list(module.broken), "values": [row.to_mapping() for row in module.rows]}
                        for module in self.modules],
            "unconfirmed": [one.to_mapping() for one in self.unconfirmed],
        }


def side_by_side(root: Path, wanted: WithAnother) -> SideBySide:
    """Lay the values of modules beside those of another scheme. Raises: as `other_scheme` and `module_pairs`."""
    ours = SchemeFolder(root)
    with other_scheme(wanted.theirs, root, offline=wanted.offline) as theirs:
        pairs = module_pairs(ours, theirs, wanted.modules)
        return SideBySide(ours=ours.scheme().name, theirs=theirs.scheme().name, modules=tuple(map(_values, pairs)),
                          unconfirmed=unconfirmed_in(pairs))


def _values(pair: ModulePair) -> ModuleValues:
    rows = paired_values(pair)
    return ModuleValues(
        name=pair.name, title=pair.title, is_same_module=pair.is_same_module,
        our_version=str(pair.ours.entry.version), their_version=str(pair.theirs.entry.version), rows=rows,
        broken=broken_rules(rows, pair.ours.module.rules),
    )
