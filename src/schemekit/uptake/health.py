"""The health of a library: every adopter, every module, and what could not be read; and all of it as data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schemekit.model.module import Module
from schemekit.model.release import Ledger
from schemekit.uptake.adopter import Adopter, ModuleUsed, Replaced
from schemekit.uptake.counting import module_use
from schemekit.uptake.module_use import ClauseUse, ModuleUse, ParameterUse, VersionUse


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryHealth:
    """What became of a library.

    Shape: `adopters` have a module of it, `others` are schemes that have none, `unread` the repositories that could
    not be read; `twice` pairs a repository with the one of the same saved state that was counted instead; `unused` are
    the modules that nobody has.
    """

    library: str
    commit: str
    adopters: tuple[Adopter, ...]
    others: tuple[Adopter, ...]
    unread: tuple[Adopter, ...]
    twice: tuple[tuple[str, str], ...]
    modules: tuple[ModuleUse, ...]
    unused: tuple[str, ...]

    @property
    def is_in_order(self) -> bool:
        """Whether every repository was read, and nobody uses a release that was withdrawn."""
        return not self.unread and not any(module.on_yanked for module in self.modules)

    @property
    def repositories(self) -> int:
        """How many there are, read or not."""
        return len(self.adopters) + len(self.others) + len(self.unread) + len(self.twice)

    def to_mapping(self) -> dict[str, object]:
        """The account as `--json` prints it."""
        return {
            "library": self.library,
            "library_commit": self.commit,
            "repositories": self.repositories,
            "adopters": [_adopter(item) for item in self.adopters],
            "others": [{"place": item.place, "scheme": item.scheme} for item in self.others],
            "unread": [{"place": item.place, "problem": item.problem, "fix": item.fix} for item in self.unread],
            "twice": [{"place": place, "same_as": other} for place, other in self.twice],
            "modules": [_module(item) for item in self.modules],
            "unused": list(self.unused),
        }


def library_health(
    found: Iterable[Adopter], ledger: Ledger, newest: Mapping[str, Module], *, library: str, commit: str
) -> LibraryHealth:
    """The account of everything that was read. Shape: `newest` are the newest releases, by module."""
    known: dict[str, str] = {}
    read, unread, twice = list[Adopter](), list[Adopter](), list[tuple[str, str]]()
    for adopter in sorted(found, key=lambda item: (item.scheme.casefold(), item.scheme, item.place)):
        if adopter.problem:
            unread.append(adopter)
        elif adopter.commit and known.setdefault(adopter.commit, adopter.place) != adopter.place:
            twice.append((adopter.place, known[adopter.commit]))
        else:
            read.append(adopter)
    used: dict[str, list[tuple[str, ModuleUsed]]] = defaultdict(list)
    for adopter in read:
        for module in adopter.modules:
            used[module.module].append((adopter.name, module))
    return LibraryHealth(
        library=library,
        commit=commit,
        adopters=tuple(item for item in read if item.modules),
        others=tuple(item for item in read if not item.modules),
        unread=tuple(unread),
        twice=tuple(twice),
        modules=tuple(module_use(name, used[name], ledger, newest.get(name)) for name in sorted(used)),
        unused=tuple(name for name in ledger.modules() if name not in used),
    )


def _adopter(adopter: Adopter) -> dict[str, Any]:
    return {
        "place": adopter.place,
        "scheme": adopter.scheme,
        "commit": adopter.commit,
        "modules": {item.module: str(item.version) for item in adopter.modules},
        "elsewhere": adopter.elsewhere,
    }


def _module(use: ModuleUse) -> dict[str, Any]:
    return {
        "module": use.module,
        "title": use.title,
        "newest": use.newest,
        "adopters": len(use.adopters),
        "up_to_date": use.up_to_date,
        "behind": use.behind(),
        "behind_major": use.behind("major"),
        "on_yanked": list(use.on_yanked),
        "versions": [_version(item) for item in use.versions],
        "declined": [{"adopter": item.adopter, "version": item.version, "reason": item.reason, "date": item.date}
                     for item in use.declined],
        "clauses": [_clause(item) for item in use.clauses],
        "parameters": [_parameter(item) for item in use.parameters],
        "uncompared": [{"adopter": adopter, "problem": problem} for adopter, problem in use.uncompared],
    }


def _version(use: VersionUse) -> dict[str, Any]:
    plain = ("version", "behind", "step", "standing")
    return {**{name: getattr(use, name) for name in plain}, "released": use.is_released, "adopters": list(use.adopters)}


def _clause(use: ClauseUse) -> dict[str, Any]:
    plain = ("clause", "tailoring", "adopters", "kept", "adapted", "dropped", "unpublished", "hint")
    return {
        **{name: getattr(use, name) for name in plain},
        "kinds": dict(use.kinds),
        "words": [{**_replaced(words), "adopters": number} for words, number in use.words],
        "reasons": [{"adopter": adopter, "reason": reason} for adopter, reason in use.reasons],
    }


def _replaced(words: Replaced) -> dict[str, Any]:
    return {"kind": words.kind, "before": words.before, "after": words.after, "parameter": words.parameter}


def _parameter(use: ParameterUse) -> dict[str, Any]:
    plain = ("name", "title", "unit", "default", "range", "adopters", "defaults", "more_values", "lowest", "middle",
             "highest")
    return {
        **{name: getattr(use, name) for name in plain},
        "values": [{"value": words, "adopters": number} for words, number in use.values],
        "outside": [{"adopter": adopter, "value": words} for adopter, words in use.outside],
    }
