"""What a library offers: every module with its releases, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemekit.adopt.rendering import TEXT_ENDINGS, document_files, template_values
from schemekit.library.crosswalks import read_crosswalks
from schemekit.library.library import Library, PulledModule
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.module import Document as DocumentFacts
from schemekit.model.module import Module
from schemekit.model.parameter import ParameterType
from schemekit.model.release import Ledger, Release, Standing
from schemekit.text.document import ClauseText, Document
from schemekit.text.template import Template
from schemekit.text.template_grammar import parse_template
from schemekit.text.web.blanks import with_marks
from schemekit.text.web.words import unmarked

_MARKED = frozenset({ParameterType.INTEGER, ParameterType.NUMBER, ParameterType.CHOICE, ParameterType.CHOICES})
"""Blanks that are shown as such. Names of bodies stand in every sentence, and marks on all would hide the others."""

_USE = re.compile(r"\bcookiecutter\.([a-z][a-z0-9_]*)")


@dataclass(frozen=True, kw_only=True)
class OfferedRelease:
    """One release as the catalogue shows it."""

    pulled: PulledModule

    @property
    def module(self) -> Module:
        """What its module.yaml says."""
        return self.pulled.module

    @property
    def release(self) -> Release:
        """Its entry in the ledger."""
        return self.pulled.release

    @property
    def version(self) -> str:
        """`1.0.0`."""
        return str(self.pulled.release.version)

    @cached_property
    def templates(self) -> Mapping[str, bytes]:
        """What an adopter receives, blanks unfilled, by path below `policies/MODULE/`."""
        return document_files(self.pulled.files)

    @property
    def main(self) -> DocumentFacts:
        """The document that the module is about."""
        documents = self.module.documents
        return next((document for document in documents if document.kind == "text"), documents[0])

    def others(self) -> Iterator[DocumentFacts]:
        """Its forms, annexes and registers that can be shown."""
        for document in self.module.documents:
            if document.file != self.main.file and document.file in self.templates:
                yield document

    def marked_text(self, file: str) -> str:
        """A document filled in with the defaults, its blanks marked; see `schemekit.text.web.words`."""
        return self._marked.get(file, "")

    @cached_property
    def _marked(self) -> Mapping[str, str]:
        module = self.module
        marked = {parameter.name for parameter in module.parameters if parameter.type in _MARKED}
        values = template_values(module, module.defaults())
        return {file: with_marks(template, values, marked) for file, template in self.parsed.items()}

    @cached_property
    def parsed(self) -> Mapping[str, Template]:
        """The checked tree of each text, by path below `policies/MODULE/`."""
        return {file: parse_template(data.decode("utf-8"), f"{self.module.id}/{file}")
                for file, data in self.templates.items() if file.endswith(TEXT_ENDINGS)}

    def clauses_with(self, parameter: str) -> tuple[ClauseText, ...]:
        """The clauses of the main document that print or test a parameter."""
        return self._uses.get(parameter, ())

    @cached_property
    def _uses(self) -> Mapping[str, tuple[ClauseText, ...]]:
        found: dict[str, dict[str, ClauseText]] = {}
        for clause in self.written_clauses_of(self.main.file):
            for name in _USE.findall(clause.raw):
                found.setdefault(name, {})[clause.id] = clause
        return {name: tuple(clauses.values()) for name, clauses in found.items()}

    @cached_property
    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """What it is mapped to. Raises: FindingsError for one that breaks its schema."""
        return read_crosswalks(self.pulled.files, f"policies/{self.module.id}")

    def plain_text(self, file: str) -> str:
        """The same without marks."""
        return unmarked(self.marked_text(file))

    def clauses_of(self, file: str) -> tuple[ClauseText, ...]:
        """The clauses of a document as it reads with the defaults."""
        if file not in self._clauses:
            self._clauses[file] = Document.parse(self.plain_text(file)).clauses
        return self._clauses[file]

    @property
    def clauses(self) -> tuple[ClauseText, ...]:
        """The clauses of all its texts, as they read with the defaults."""
        return tuple(clause for file in self.module.text_files if file in self.templates
                     for clause in self.clauses_of(file))

    def written_clauses_of(self, file: str) -> tuple[ClauseText, ...]:
        """The clauses of a document as it is written, with its blanks open."""
        if file not in self._written:
            self._written[file] = Document.parse(self.templates[file].decode("utf-8")).clauses
        return self._written[file]

    @cached_property
    def _clauses(self) -> dict[str, tuple[ClauseText, ...]]:
        return {}   # read by several pages

    @cached_property
    def _written(self) -> dict[str, tuple[ClauseText, ...]]:
        return {}   # likewise


@dataclass(frozen=True, kw_only=True)
class OfferedModule:
    """A module with its releases, oldest first; there is at least one."""

    releases: tuple[OfferedRelease, ...]

    @property
    def id(self) -> str:
        """The module's name."""
        return self.releases[0].module.id

    @property
    def newest(self) -> OfferedRelease:
        """The newest release that is not taken back; the newest of all where every one was."""
        standing = [item for item in self.releases if item.release.standing is not Standing.YANKED]
        return (standing or list(self.releases))[-1]

    @property
    def searched(self) -> Release | None:
        """The release that a search looks through: the newest that is no candidate and was not taken back."""
        return Ledger(tuple(item.release for item in self.releases)).newest(self.id)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """All of a library.

    Shape: `name` is the one that adopters are told to use; `url` is where others get it, empty where nobody said;
    `unreleased` names modules that have no release yet.
    """

    name: str
    url: str
    modules: tuple[OfferedModule, ...]
    unreleased: tuple[str, ...] = ()


def read_offer(library: Library, *, name: str, url: str) -> Offer:
    """Everything a library has released. Raises: as `Library.pull` for a release that is not as its ledger says."""
    ledger = library.ledger()
    modules = tuple(
        OfferedModule(releases=tuple(OfferedRelease(pulled=library.pull(release)) for release in ledger.of(module)))
        for module in ledger.modules()
    )
    known = {module.id for module in modules}
    return Offer(name=name, url=url, modules=modules,
                 unreleased=tuple(module for module in library.unreleased if module not in known))
