"""A scheme: what scheme.yaml says of it, edited by hand or by `schemekit set`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemekit.model.module import Module
from schemekit.model.parameter import Scope, Value
from schemekit.model.version import VersionRange

DEFAULT_LIBRARY = "schemekit"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetValue:
    """A value that a scheme gave a parameter, and why."""

    value: Value
    reason: str = ""

    @classmethod
    def read(cls, data: Any) -> SetValue:
        """Read `10` or `{value: 10, reason: ...}`."""
        raw, reason = (data["value"], data.get("reason", "")) if isinstance(data, Mapping) else (data, "")
        return cls(value=tuple(raw) if isinstance(raw, list) else raw, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySource:
    """A library a scheme takes modules from."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedModule:
    """A module a scheme wants: from which library, at which versions, with which values of its own.

    `permission` names the letter it is used under; `licence` is the one this text is published under where it is
    another than the scheme's. `code` is the scheme's own for the document ("NMI-PRO-01").
    """

    module: str
    library: str
    range: VersionRange
    parameters: Mapping[str, SetValue]
    permission: str = ""
    licence: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What a scheme's public handbook shows beside the approved texts; nothing unless the scheme says so.

    Shape: `left_out` names modules of which nothing is shown, though they are approved.
    """

    reasons: bool = False
    drafts: bool = False
    left_out: frozenset[str] = frozenset()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Publishing:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(reasons=data.get("reasons") is True, drafts=data.get("drafts") is True,
                   left_out=frozenset(data.get("leave_out") or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A scheme's manifest.

    Shape: one scheme.yaml. Basis: `schemas/scheme.schema.json`.
    `bodies` are the names that it gives its bodies.
    `parameters` are the scheme-wide values; each module's own are in `modules`. `letters` are the letters of
    permission by `LicenseRef-` id, read by `schemekit.licence.letter`; `parameters_adapt` is the legal judgement
    whether filling blanks is an adaptation.
    """

    id: str
    name: str
    licence: str
    language: str
    copyright: str
    libraries: tuple[LibrarySource, ...]
    parameters: Mapping[str, SetValue]
    modules: Mapping[str, WantedModule]
    letters: Mapping[str, Mapping[str, Any]]
    parameters_adapt: bool = False
    bodies: tuple[str, ...] = ()
    publish: Publishing = Publishing()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Scheme:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            id=data["id"],
            name=data["name"],
            licence=data["licence"],
            language=data.get("language", "en"),
            copyright=data.get("copyright", ""),
            libraries=tuple(
                LibrarySource(name=name, url=url) for name, url in (data.get("libraries") or {}).items()
            ),
            parameters={
                name: SetValue.read(item) for name, item in (data.get("parameters") or {}).items()
            },
            modules={
                name: WantedModule(
                    module=name,
                    library=(item or {}).get("library", DEFAULT_LIBRARY),
                    range=VersionRange(str((item or {}).get("version", ""))),
                    permission=(item or {}).get("permission", ""),
                    licence=(item or {}).get("licence", ""),
                    code=(item or {}).get("code", ""),
                    parameters={
                        key: SetValue.read(value)
                        for key, value in ((item or {}).get("parameters") or {}).items()
                    },
                )
                for name, item in (data.get("modules") or {}).items()
            },
            letters=data.get("letters") or {},
            parameters_adapt=data.get("parameters_adapt", False),
            bodies=tuple(data.get("bodies") or ()),
            publish=Publishing.from_mapping(data.get("publish") or {}),
        )

    def set_value(self, module: Module, name: str) -> SetValue | None:
        """What the scheme set for a parameter: the module's own value first, then the scheme-wide one."""
        wanted = self.modules.get(module.id)
        if wanted and name in wanted.parameters:
            return wanted.parameters[name]
        wide = self.parameters.get(name)
        if wide is None:
            return None
        parameter = module.parameter(name)
        return wide if parameter and parameter.scope is Scope.SCHEME else None

    def values_for(self, module: Module) -> dict[str, Value]:
        """Every parameter of a module with the scheme's value, or the module's default."""
        values = module.defaults()
        for name in values:
            chosen = self.set_value(module, name)
            if chosen is not None:
                values[name] = chosen.value
        return values

    def library_url(self, name: str) -> str | None:
        """The address of a library the scheme names, or None."""
        return next((library.url for library in self.libraries if library.name == name), None)
