"""The coverage of a library's own modules, as they stand in its working copy with the values that they start with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemekit.adopt.crosswalks import MappedModule, coverage_of
from schemekit.adopt.frameworks import unknown_frameworks
from schemekit.adopt.rendering import render_file
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState
from schemekit.library.crosswalks import crosswalk_files, read_crosswalks
from schemekit.library.frameworks import frameworks_in, known_frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.module import Module
from schemekit.publish.checkout import Checkout
from schemekit.publish.past import module_of
from schemekit.review.coverage.asked import Wanted, frameworks_asked
from schemekit.review.coverage.clause import PublicLink, StandingClause, nowhere, value_words
from schemekit.review.coverage.covered import Coverage, FrameworkCoverage, notes_of
from schemekit.text.document import ClauseText, Document
from schemekit.text.printed import printed
from schemekit.text.template import parameters_in


@dataclass(frozen=True, kw_only=True)
class OwnModule:
    """A module in a library's working copy. Shape: `version` is its newest release, empty where there is none."""

    module: Module
    files: Mapping[str, bytes]
    crosswalks: tuple[Crosswalk, ...]
    version: str
    date: str

    @classmethod
    def read(cls, checkout: Checkout, name: str) -> OwnModule:
        """Read a module. Raises: FindingsError, UnknownNameError."""
        files = checkout.files(checkout.known(name))
        module = module_of(files, name)
        releases = checkout.ledger().of(name)
        walks = read_crosswalks({path: files[path] for path in crosswalk_files(files)}, checkout.folder(name))
        return cls(module=module, files=files, crosswalks=tuple(walk for walk in walks if walk.module == module.id),
                   version=str(releases[-1].version) if releases else "",
                   date=releases[-1].date if releases else "")

    @cached_property
    def clauses(self) -> dict[str, ClauseText]:
        """Its clauses with the values that it starts with."""
        found: dict[str, ClauseText] = {}
        for file in self.module.text_files:
            data = self.files.get(f"{TEMPLATE_FOLDER}/{file}", b"")
            text = render_file(self.module, file, data, self.module.defaults()).decode()
            found |= Document.parse(text).by_id()
        return found

    @cached_property
    def templates(self) -> dict[str, str]:
        """The words of each clause before values are filled in."""
        return {clause.id: clause.raw for file in self.module.text_files for clause in Document.parse(
            self.files.get(f"{TEMPLATE_FOLDER}/{file}", b"").decode("utf-8", "replace")).clauses}

    @property
    def mapped(self) -> MappedModule:
        """All of its clauses, kept."""
        states = dict.fromkeys(self.clauses, ClauseState.KEPT)
        return MappedModule(crosswalks=self.crosswalks, clauses=AdoptedClauses(
            module=self.module.id, version=self.version or "unreleased", states=states))


def library_coverage(checkout: Checkout, wanted: Wanted, link: PublicLink = nowhere) -> Coverage:
    """What a library's modules have on each item, taken over as they are.

    Raises: UnknownNameError; FindingsError for a file that breaks its schema.
    """
    own = [OwnModule.read(checkout, name) for name in wanted.modules or checkout.module_ids()]
    known = known_frameworks(frameworks_in(checkout.root))
    crosswalks = [walk for module in own for walk in module.crosswalks]
    mapped = [module.mapped for module in own]
    found = tuple(FrameworkCoverage(framework=framework, items=coverage_of(framework, mapped),
                                    notes=notes_of(framework, crosswalks))
                  for framework in frameworks_asked(wanted.frameworks, known, crosswalks))
    return Coverage(
        name="Modules of this library" if len(own) != 1 else own[0].module.title,
        language=own[0].module.language if own else "en",
        modules=tuple((module.module.id, module.version or "unreleased") for module in own), frameworks=found,
        clauses={(one.module, one.clause): one for module in own for one in _behind(module, found, link)},
        notices=tuple(_notices(own, unknown_frameworks(known, crosswalks))),
    )


def _behind(own: OwnModule, found: Sequence[FrameworkCoverage], link: PublicLink) -> Iterator[StandingClause]:
    wanted = {one.clause for framework in found for item in framework.items for one in item.evidence
              if one.module == own.module.id}
    values = own.module.defaults()
    for clause in (own.clauses[name] for name in sorted(wanted & own.clauses.keys())):
        said = own.module.clause(clause.id)
        parameters = (own.module.parameter(name) for name in parameters_in(own.templates.get(clause.id, "")))
        yield StandingClause(
            module=own.module.id, clause=clause.id, label=clause.label, raw=clause.raw, text=printed(clause.body),
            force=said.force.value if said else "",
            values=tuple(value_words(item, values[item.name]) for item in parameters if item),
            version=own.version or "unreleased",
            since=f"released as {own.version} on {own.date}" if own.version else "not released yet",
            link=link(own.module.id, clause.id),
        )


def _notices(own: Sequence[OwnModule], unknown: Sequence[str]) -> Iterator[str]:
    for name in unknown:
        yield f"{name} is mapped to, and is not known here"
    without = [module.module.id for module in own if not module.crosswalks]
    if without:
        yield f"mapped to nothing yet: {', '.join(without)}; see what could be: schemekit suggest {without[0]}"
