"""An answers file: what a person decided beforehand, laid out like scheme.yaml, for `new` and `add`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemekit.errors import UsageError
from schemekit.files.schemas import load
from schemekit.files.yaml_read import SIZE_LIMIT
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.model.version import ModuleRef, VersionRange

Edit = tuple[tuple[str, ...], object]
_WHOLE = ("libraries", "letters", "bodies", "contacts", "publish")
_PLAIN = ("id", "name", "licence", "language", "copyright")


@dataclass(frozen=True, slots=True)
class Answers:
    """What an answers file says. Shape: like scheme.yaml, every key optional. Basis: schemas/answers.schema.json."""

    data: Mapping[str, Any]

    @classmethod
    def read(cls, content: bytes, file: str) -> Answers:
        """Read an answers file. Raises: FindingsError with every finding."""
        return cls(load(content, "answers", file))

    @classmethod
    def read_file(cls, place: Path) -> Answers:
        """Read an answers file from disk. Raises: UsageError for what is no plain file; FindingsError as above."""
        if not place.is_file():
            raise UsageError(f"{place.name} is no plain file", why="a pipe or device has no end",
                             fix="name a YAML file laid out like scheme.yaml")
        with place.open("rb") as stream:
            return cls.read(stream.read(SIZE_LIMIT + 1), place.name)

    @property
    def plain(self) -> dict[str, str]:
        """The scheme's own data: id, name, licence, language, copyright."""
        return {key: str(self.data[key]) for key in _PLAIN if key in self.data}

    @property
    def scheme_wide(self) -> Mapping[str, Any]:
        """Values of scheme-wide parameters, bare or with their reason."""
        return self.data.get("parameters") or {}

    def refs(self) -> tuple[ModuleRef, ...]:
        """The modules that are named, with their ranges."""
        return tuple(
            ModuleRef(name, (entry or {}).get("library"), VersionRange(str((entry or {}).get("version", ""))))
            for name, entry in (self.data.get("modules") or {}).items()
        )

    def edits(self, modules: Collection[str], *, questions: Collection[str] = ()) -> Sequence[Edit]:
        """What scheme.yaml gets from the file, by path: for these modules, and beside the questions asked elsewhere."""
        edits: list[Edit] = [((key,), self.data[key]) for key in _WHOLE if self.data.get(key)]
        edits += [(("parameters", name), value) for name, value in self.scheme_wide.items() if name not in questions]
        for name, entry in (self.data.get("modules") or {}).items():
            if entry and name in modules:
                edits.append((("modules", name), {"library": DEFAULT_LIBRARY, **entry}))
        return edits
