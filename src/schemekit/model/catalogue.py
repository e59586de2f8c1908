"""A published catalogue: what a library has released, as its site shows it to those who have no copy of the library.

Reading and fetching the file is the outside world's; here is what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemekit.model.module import Module
from schemekit.model.parameter import Parameter, plain
from schemekit.model.release import Ledger, Release
from schemekit.model.version import VersionRange

FORMAT = 1
CATALOGUE_FILE = "catalogue.json"
_RELEASE_FIELDS = ("version", "date", "tree", "sha256", "bump", "note", "standing", "standing_reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClause:
    """What a catalogue says of a clause beside its marks, which its module has.

    Shape: `number` is computed with every blank at its default; `text` is as the module has it, and empty for a release
    that is not the newest.
    """

    id: str
    number: str
    heading: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRelease:
    """One release in a catalogue.

    Shape: `module` lacks what a catalogue does not tell (house style, rules, retired clauses, related modules);
    `address` starts at the folder of the catalogue; `words` counts those of its texts.
    """

    module: Module
    release: Release
    commit: str
    address: str
    words: int
    clauses: tuple[ListedClause, ...]

    @classmethod
    def from_mapping(cls, module: str, data: Mapping[str, Any]) -> ListedRelease:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            module=Module.from_mapping({**data, "id": module}),
            release=Release.from_mapping({"module": module, **{key: data[key] for key in _RELEASE_FIELDS}}),
            commit=data["commit"],
            address=data["address"],
            words=data["words"],
            clauses=tuple(ListedClause(id=item["id"], number=item["number"], heading=item["heading"],
                                       text=item.get("text", "")) for item in data["clauses"]),
        )

    def to_mapping(self) -> dict[str, Any]:
        """The entry as catalogue.json holds it."""
        module, release = self.module, self.release
        return {
            "version": str(release.version), "title": module.title, "type": module.type, "summary": module.summary,
            "audience": module.audience, "topics": list(module.topics), "language": module.language,
            "licence": module.licence,
            "credit": {"author": module.credit.author, "year": module.credit.year, "url": module.credit.url,
                       "notice": module.credit.notice},
            "date": release.date, "bump": release.bump, "note": release.note, "standing": release.standing.value,
            "standing_reason": release.standing_reason, "tree": release.tree, "sha256": release.sha256,
            "commit": self.commit, "address": self.address, "words": self.words,
            "documents": [{"file": item.file, "title": item.title, "kind": item.kind} for item in module.documents],
            "references": [{"id": item.id, "title": item.title, "version": item.version, "items": list(item.items),
                            "url": item.url} for item in module.references],
            "clauses": list(self._clauses()),
            "parameters": [_parameter(item) for item in module.parameters],
        }

    def _clauses(self) -> Iterator[dict[str, Any]]:
        told = {clause.id: clause for clause in self.clauses}
        for marks in self.module.clauses:
            clause = told[marks.id]
            entry = {"id": marks.id, "number": clause.number, "heading": clause.heading, "force": marks.force.value,
                     "tailoring": marks.tailoring.value, "references": list(marks.references)}
            yield {**entry, "text": clause.text} if clause.text else entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything a library says that it has released.

    Shape: `name` is what it calls itself, which proves nothing; `url` is where it is fetched from and `site` where its
    site is, each empty where nobody said. `releases` are by module, the oldest version first.
    """

    name: str
    url: str
    site: str
    releases: tuple[ListedRelease, ...]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Catalogue:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**data["library"], releases=tuple(
            ListedRelease.from_mapping(module["id"], release)
            for module in data["modules"] for release in module["releases"]))

    def to_mapping(self, newest: Mapping[str, str]) -> dict[str, Any]:
        """The whole file. Shape: `newest` names the version of each module that `latest` shows."""
        return {
            "format": FORMAT,
            "library": {"name": self.name, "url": self.url, "site": self.site},
            "modules": [{"id": module, "newest": newest[module], "releases": [item.to_mapping() for item in found]}
                        for module, found in self.modules().items()],
        }

    def modules(self) -> dict[str, tuple[ListedRelease, ...]]:
        """Its releases by module, the modules by name."""
        found: dict[str, list[ListedRelease]] = {}
        for item in self.releases:
            found.setdefault(item.module.id, []).append(item)
        return {module: tuple(found[module]) for module in sorted(found)}


def picked(releases: Sequence[ListedRelease], wanted: VersionRange) -> ListedRelease | None:
    """The newest release of one module in a range, as `Ledger.pick` chooses it."""
    ledger = Ledger(tuple(item.release for item in releases))
    release = ledger.pick(releases[0].release.module, wanted) if releases else None
    return next((item for item in releases if item.release is release), None)


def _parameter(parameter: Parameter) -> dict[str, Any]:
    """A parameter as module.yaml has it, without what it leaves open, and its range in words."""
    told = {
        "name": parameter.name, "scope": parameter.scope.value, "type": parameter.type.value,
        "title": parameter.title, "prompt": parameter.prompt, "help": parameter.help,
        "default": plain(parameter.default), "unit": parameter.unit or None, "minimum": parameter.minimum,
        "maximum": parameter.maximum, "none_label": parameter.none_label or None, "none_is": parameter.none_is or None,
        "stricter": parameter.stricter, "reference": parameter.reference or None,
        "tailoring": parameter.tailoring.value,
        "options": [{"value": item.value, "label": item.label} for item in parameter.options] or None,
        "range": parameter.range_text,
    }
    return {key: value for key, value in told.items() if value is not None}
