"""Where a scheme stands: one screen that a board member understands, from the same facts as `check`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.licences import licence_verdict
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.values import Standing, standings
from schemekit.adopt.writing import reading
from schemekit.errors import SchemekitError
from schemekit.licence.verdict import Verdict
from schemekit.model.adoption import Correspondence, Verb
from schemekit.model.parameter import Effect
from schemekit.model.scheme import Scheme
from schemekit.model.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing that is still to do, with the command or edit that does it."""

    module: str
    subject: str
    words: str
    fix: str
    place: str = ""

    def to_mapping(self) -> dict[str, str]:
        """The item as `--json` prints it."""
        return {name: getattr(self, name) for name in ("module", "subject", "words", "fix", "place")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStatus:
    """One adopted module: its version and what is newer, what was done to its clauses, its values and its licence."""

    module: str
    title: str
    version: Version
    newer: Version | None
    library: str
    counts: dict[str, int]
    correspondence: Correspondence
    changed_forms: tuple[str, ...]
    values: tuple[Standing, ...]
    licence: str
    verdict: str
    todo: tuple[Todo, ...]

    def to_mapping(self) -> dict[str, object]:
        """The status as `--json` prints it."""
        return {
            "module": self.module,
            "title": self.title,
            "version": str(self.version),
            "newer": str(self.newer) if self.newer else None,
            "library": self.library,
            "clauses": self.counts,
            "correspondence": self.correspondence.value,
            "changed_forms": list(self.changed_forms),
            "values": [value.to_mapping() for value in self.values],
            "licence": self.licence,
            "verdict": self.verdict,
            "todo": [item.to_mapping() for item in self.todo],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeStatus:
    """A whole scheme's status."""

    name: str
    modules: tuple[ModuleStatus, ...]

    @property
    def todo(self) -> tuple[Todo, ...]:
        """Everything that is still to do, module by module."""
        return tuple(item for module in self.modules for item in module.todo)

    def to_mapping(self) -> dict[str, object]:
        """The status as `--json` prints it."""
        return {"scheme": self.name, "modules": [module.to_mapping() for module in self.modules],
                "open": len(self.todo)}


def scheme_status(root: Path, shelf: LibraryShelf, today: date) -> SchemeStatus:
    """Where the scheme stands. Reads only; what is newer is told from what is at hand, never from the network."""
    folder = reading(root)
    scheme = folder.scheme()
    return SchemeStatus(
        name=scheme.name,
        modules=tuple(_module_status(adoption, scheme, shelf, today) for adoption in adoptions(folder)),
    )


def _module_status(adoption: Adoption, scheme: Scheme, shelf: LibraryShelf, today: date) -> ModuleStatus:
    verdict = licence_verdict(scheme, adoption, today)
    return ModuleStatus(
        module=adoption.id,
        title=adoption.module.title,
        version=adoption.entry.version,
        newer=_newer(adoption, scheme, shelf),
        library=adoption.entry.provenance.library,
        counts={verb.value: count for verb, count in adoption.counts.items()},
        correspondence=adoption.correspondence,
        changed_forms=adoption.changed_forms,
        values=tuple(standing for standing in standings(adoption.module, scheme) if _worth_telling(standing)),
        licence=adoption.entry.provenance.licence,
        verdict=verdict.answer.words,
        todo=(*todo_of(adoption), *_licence_todo(adoption, verdict)),
    )


def _licence_todo(adoption: Adoption, verdict: Verdict) -> Iterator[Todo]:
    if not verdict.is_allowed:
        yield Todo(module=adoption.id, subject="licence", fix="schemekit licences",
                   words=f"{verdict.answer.words}: {verdict.use.value} of {verdict.upstream}")


def _worth_telling(standing: Standing) -> bool:
    return standing.effect is not Effect.DEFAULT or not standing.in_range


def _newer(adoption: Adoption, scheme: Scheme, shelf: LibraryShelf) -> Version | None:
    try:
        newest = shelf.open(adoption.entry.provenance.library, scheme).ledger().newest(adoption.id)
    except SchemekitError:
        # A library that is not at hand is no reason to hide where the scheme stands; `verify --source` says more.
        return None
    return newest.version if newest and newest.version > adoption.entry.version else None


def todo_of(adoption: Adoption) -> list[Todo]:
    """What a person still has to do about one adoption's clauses."""
    items = []
    for change in adoption.locked_touched:
        file, line = adoption.place_of(change)
        items.append(
            Todo(module=adoption.id, subject=f"#{change.id}", words=f"locked clause {_DONE[change.verb]}",
                 fix="put the source's words back", place=f"{file}:{line}" if line else file)
        )
    for change in adoption.unreasoned:
        file, line = adoption.place_of(change)
        if change in adoption.locked_touched:
            continue
        again = adoption.record.deviation(change.id) is not None
        words = "changed since its reason was given" if again else f"{_DONE[change.verb]} without a reason"
        items.append(
            Todo(module=adoption.id, subject=f"#{change.id}", words=words,
                 fix=f'schemekit reason {adoption.id} {change.id} "why"', place=f"{file}:{line}" if line else file)
        )
    for decision in adoption.record.open_decisions():
        items.append(
            Todo(module=adoption.id, subject=f"#{decision.clause}" if decision.clause else "the beginning",
                 words=f"decision open: {decision.cause}", fix=f"schemekit decide {adoption.id}",
                 place=adoption.folder.own_path(adoption.id, adoption.main_file))
        )
    return items


_DONE = {Verb.ADAPT: "adapted", Verb.DROP: "dropped", Verb.ADD: "added", Verb.ADOPT: "adopted"}
