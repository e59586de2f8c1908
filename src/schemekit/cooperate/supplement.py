"""The supplement: what another scheme asks beyond ours, with its words where their licence lets us copy them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.cooperate.copying import Copying, copying
from schemekit.cooperate.paired_modules import ModulePair, module_pairs, paired_clauses, paired_values, unconfirmed_in
from schemekit.cooperate.side_by_side import WithAnother
from schemekit.crosswalk.paired_clauses import PairedClause
from schemekit.crosswalk.supplement import Supplement, supplement
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.unconfirmed import Unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleSupplement:
    """The supplement of one module, and what the licences say to copying its words.

    Shape: `title` is what their text is called, `our_title` what ours is.
    """

    found: Supplement
    title: str
    our_title: str
    our_module: str
    their_module: str
    is_same_module: bool
    our_version: str
    their_version: str
    copying: Copying


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplements:
    """What another scheme asks beyond ours. Shape: `unconfirmed` are the modules whose source nobody could confirm."""

    ours: str
    theirs: str
    language: str
    modules: tuple[ModuleSupplement, ...]
    unconfirmed: tuple[Unconfirmed, ...] = ()

    @property
    def summary(self) -> str:
        """`2 only theirs, 1 stricter, 3 to be decided by people, 4 values that ask more`."""
        more = sum(len(one.found.values) for one in self.modules)
        undecided = sum(len(one.found.open_values) for one in self.modules)
        parts = ((sum(len(one.found.only) for one in self.modules), "only theirs"),
                 (sum(len(one.found.stricter) for one in self.modules), "stricter"),
                 (sum(len(one.found.to_look_at) for one in self.modules), "to be decided by people"),
                 (more, "value that asks more" if more == 1 else "values that ask more"),
                 (undecided, f"value{'s' * (undecided != 1)} for a person to decide"))
        return ", ".join(f"{number} {words}" for number, words in parts if number) or "nothing beyond ours"

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it; without their words where they may not be copied."""
        return {"ours": self.ours, "theirs": self.theirs,
                "modules": [_module_mapping(one) for one in self.modules],
                "unconfirmed": [one.to_mapping() for one in self.unconfirmed]}


def supplements(root: Path, wanted: WithAnother, today: date) -> Supplements:
    """Work out what another scheme asks beyond ours. Raises: as `other_scheme` and `module_pairs`."""
    with other_scheme(wanted.theirs, root, offline=wanted.offline) as theirs:
        return supplements_of(SchemeFolder(root), theirs, wanted.modules, today)


def supplements_of(ours: SchemeFolder, theirs: SchemeFolder, modules: Sequence[str], today: date) -> Supplements:
    """The same for two schemes that are open. Raises: as `module_pairs`."""
    pairs = module_pairs(ours, theirs, modules)
    permitted = copying(ours, [pair.theirs for pair in pairs], today)
    return Supplements(
        ours=ours.scheme().name, theirs=theirs.scheme().name, language=ours.scheme().language,
        modules=tuple(_of(pair, one) for pair, one in zip(pairs, permitted, strict=True)),
        unconfirmed=unconfirmed_in(pairs))


def _of(pair: ModulePair, permitted: Copying) -> ModuleSupplement:
    return ModuleSupplement(
        found=supplement(pair.name, paired_clauses(pair), paired_values(pair)),
        title=pair.theirs.title_of(pair.theirs.main_file), our_title=pair.title, our_module=pair.ours.id,
        their_module=pair.theirs.id,
        is_same_module=pair.is_same_module, our_version=str(pair.ours.entry.version),
        their_version=str(pair.theirs.entry.version), copying=permitted,
    )


def _mapping(pair: PairedClause, *, has_words: bool) -> dict[str, object]:
    theirs = pair.theirs
    return {
        "clause": theirs.id if theirs else "", "number": theirs.number if theirs else "",
        "heading": theirs.heading if theirs else "", "force": theirs.force.value if theirs else "",
        "our_number": pair.ours.number if pair.ours else "", "told": list(pair.told) if has_words else [],
        "through": list(pair.through), "words": theirs.body if theirs and has_words else "",
        "our_words": pair.ours.body if pair.ours else "",
    }


def _module_mapping(one: ModuleSupplement) -> dict[str, object]:
    found, has_words = one.found, one.copying.is_allowed
    clauses = {"only": found.only, "stricter": found.stricter, "to_look_at": found.to_look_at}
    values = {"values": found.values, "open_values": found.open_values, "own_values": found.own_values}
    return {
        "module": found.module, "same_module": one.is_same_module, "our_version": one.our_version,
        "their_version": one.their_version, "licence": one.copying.to_mapping(),
        **{name: [_mapping(pair, has_words=has_words) for pair in pairs] for name, pairs in clauses.items()},
        **{name: [row.to_mapping() for row in rows] for name, rows in values.items()},
        "no_more": [{**_mapping(less.pair, has_words=has_words), "why": less.why} for less in found.no_more],
    }
