"""The coverage of a scheme: its modules read once for however many frameworks, with the clauses as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from schemekit.adopt.approval import approval_of
from schemekit.adopt.approval_history import ApprovalHistory, approval_history
from schemekit.adopt.crosswalks import MappedModule, coverage_of, mapped
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.writing import reading
from schemekit.crosswalk.coverage import ClauseState, Evidence
from schemekit.crosswalk.told import STATES
from schemekit.errors import SchemekitError, UnknownNameError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.library.frameworks import Frameworks, by_id, known_frameworks, shipped_frameworks
from schemekit.model.adoption import Verb
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.model.parameter import Effect, Parameter
from schemekit.model.scheme import Scheme
from schemekit.review.coverage.asked import Wanted, frameworks_asked, unknown_frameworks
from schemekit.review.coverage.clause import PublicLink, StandingClause, nowhere, value_words
from schemekit.review.coverage.covered import Coverage, FrameworkCoverage
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.force import force_of
from schemekit.text.printed import printed


@dataclass(frozen=True, kw_only=True)
class ReadScheme:
    """A scheme's modules, each read once, with what they are mapped to."""

    scheme: Scheme
    adoptions: tuple[Adoption, ...]
    mapped: tuple[MappedModule, ...]

    @classmethod
    def of(cls, folder: SchemeFolder, modules: Sequence[str] = ()) -> ReadScheme:
        """Read a scheme, or some of its modules.

        Raises: UnknownNameError for a module that it has not; FindingsError for a file that breaks its schema.
        """
        found = adoptions(folder)
        for name in modules:
            if name not in {adoption.id for adoption in found}:
                raise UnknownNameError(f"there is no module '{name[:60]}' in this scheme",
                                       why=f"it has {', '.join(adoption.id for adoption in found) or 'none'}",
                                       fix="check the name: schemekit list")
        kept = tuple(adoption for adoption in found if not modules or adoption.id in modules)
        return cls(scheme=folder.scheme(), adoptions=kept, mapped=tuple(mapped(adoption) for adoption in kept))

    @cached_property
    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """All that the modules are mapped to."""
        return tuple(walk for module in self.mapped for walk in module.crosswalks)

    @cached_property
    def by_module(self) -> dict[str, Adoption]:
        """The adoptions by the name that crosswalks give the module."""
        return {adoption.module.id: adoption for adoption in self.adoptions}


def scheme_coverage(root: Path, wanted: Wanted, today: date, link: PublicLink = nowhere) -> Coverage:
    """What the scheme in a folder has on each item.

    Raises: UnknownNameError; FindingsError for a crosswalk that came with a source and breaks its schema.
    """
    folder = reading(root)
    read = ReadScheme.of(folder, wanted.modules)
    known = frameworks_known_to(root, read)
    found = tuple(FrameworkCoverage(framework=framework, items=coverage_of(framework, read.mapped))
                  for framework in frameworks_asked(wanted.frameworks, known, read.crosswalks))
    texts = _Texts(read, root, today, link)
    made = Coverage(
        name=read.scheme.name, language=read.scheme.language,
        modules=tuple((adoption.id, str(adoption.entry.version)) for adoption in read.adoptions),
        frameworks=found, clauses=texts.behind(found), own=tuple(texts.own()),
        notices=tuple(_notices(read, known)),
    )
    folder.renderings.keep()
    return made


def frameworks_known_to(root: Path, read: ReadScheme) -> Frameworks:
    """Those that come with the tool; where something is mapped to another, those of its library, if it is at hand."""
    known = shipped_frameworks()
    if not unknown_frameworks(known, read.crosswalks):
        return known
    shelf = LibraryShelf(offline=True, base=root)
    own: list[Framework] = []
    for name in dict.fromkeys(adoption.entry.provenance.library for adoption in read.adoptions):
        try:
            shelved = shelf.open(name, read.scheme).frameworks()
            own += [framework for versions in shelved.values() for framework in versions]
        except SchemekitError:
            continue   # a library that cannot be read now: its frameworks are told as not known
    return known_frameworks(by_id(own))


def _notices(read: ReadScheme, known: Frameworks) -> Iterator[str]:
    for name in unknown_frameworks(known, read.crosswalks):
        yield f"{name} is mapped to, and is not known here: its library is not at hand (schemekit library fetch)"
    without = [adoption.id for adoption, module in zip(read.adoptions, read.mapped, strict=True)
               if not module.crosswalks]
    if without:
        yield (f"mapped to nothing by {'its source' if len(without) == 1 else 'their sources'}: {', '.join(without)}; "
               "a newer release may be: schemekit outdated")


class _Texts:
    """The clauses of a scheme as they stand; each module's are found once."""

    def __init__(self, read: ReadScheme, root: Path, today: date, link: PublicLink) -> None:
        self._read, self._root, self._today, self._link = read, root, today, link
        self._modules: dict[str, _ModuleTexts] = {}

    @cached_property
    def _history(self) -> ApprovalHistory:
        return approval_history(self._root, self._read.adoptions)

    def behind(self, found: Sequence[FrameworkCoverage]) -> dict[tuple[str, str], StandingClause]:
        """Every clause that an item rests on, by module and id."""
        made: dict[tuple[str, str], StandingClause] = {}
        for one in (one for framework in found for item in framework.items for one in item.evidence):
            key = (one.module, one.clause)
            clause = None if key in made else self._module(one.module).clause(one)
            if clause is not None:
                made[key] = clause
        return made

    def own(self) -> Iterator[StandingClause]:
        """The clauses that the scheme added, which nobody judged."""
        for adoption in self._read.adoptions:
            if not adoption.text_is_untouched:
                yield from self._module(adoption.module.id).added()

    def _module(self, module: str) -> _ModuleTexts:
        if module not in self._modules:
            adoption = self._read.by_module[module]
            standing = approval_of(adoption, self._today, self._history) if adoption.record.approvals else None
            since = standing.words if standing else "not approved yet"
            self._modules[module] = _ModuleTexts(adoption, since, self._link)
        return self._modules[module]


class _ModuleTexts:
    """The clauses of one module."""

    def __init__(self, adoption: Adoption, since: str, link: PublicLink) -> None:
        self._adoption, self._since, self._link = adoption, since, link
        self._changes = {change.source.id: change for change in adoption.changes if change.source}
        self._parameters = {parameter.name: parameter for parameter in adoption.module.parameters}

    def clause(self, one: Evidence) -> StandingClause | None:
        change = self._changes.get(one.clause)
        text = (change.mine or change.source) if change else None
        if change is None or text is None:
            return None
        values = self._values(one.clause) if one.state is not ClauseState.DROPPED else ()
        looser = [parameter for parameter in values if self._effect(parameter) is Effect.LOOSER]
        did, reason = self._done(change, one.state, looser)
        return StandingClause(
            module=one.module, clause=one.clause, label=text.label,
            raw=change.mine.raw if change.mine else "", text=printed(change.mine.body) if change.mine else "",
            force=self._force(change, one.state), values=tuple(self._told(parameter) for parameter in values),
            version=one.scheme_version, since=self._since, state=one.state, did=did, reason=reason,
            link=self._link(self._adoption.id, change.mine.id) if change.mine else "",
        )

    def added(self) -> Iterator[StandingClause]:
        files = set(self._adoption.added_files)
        for change in self._adoption.changes:
            mine = change.mine
            if change.verb is not Verb.ADD or mine is None or change.id in files or not mine.body.strip():
                continue
            yield StandingClause(
                module=self._adoption.id, clause=mine.id, label=mine.label, raw=mine.raw, text=printed(mine.body),
                force=force_of(mine.raw, self._adoption.module.language).value, values=(), version="",
                since=self._since, did="added by the scheme", reason=self._recorded(change),
                link=self._link(self._adoption.id, mine.id),
            )

    def _force(self, change: ClauseChange, state: ClauseState) -> str:
        """The author's word where the clause is the source's; what its verbs say where the scheme rewrote it."""
        if state is ClauseState.DROPPED or change.mine is None:
            return ""
        said = self._adoption.module.clause(change.id)
        if said is not None and state is not ClauseState.ADAPTED:
            return said.force.value
        return force_of(change.mine.raw, self._adoption.module.language).value

    def _done(self, change: ClauseChange, state: ClauseState, looser: Sequence[Parameter]) -> tuple[str, str]:
        if state is ClauseState.LOOSENED:
            reasons = [self._value_reason(parameter) for parameter in looser]
            told = "; ".join(self._told(parameter, " ") for parameter in looser)
            return told, "; ".join(dict.fromkeys(filter(None, reasons)))
        return STATES[state], self._recorded(change) if STATES[state] else ""

    def _recorded(self, change: ClauseChange) -> str:
        recorded = self._adoption.reason_for(change)
        return recorded.reason if recorded else ""

    def _value_reason(self, parameter: Parameter) -> str:
        chosen = self._adoption.scheme.set_value(self._adoption.module, parameter.name)
        return chosen.reason if chosen else ""

    def _values(self, clause: str) -> list[Parameter]:
        return [self._parameters[name] for name in self._adoption.parameters_in(clause) if name in self._parameters]

    def _effect(self, parameter: Parameter) -> Effect:
        return parameter.effect(self._adoption.entry.parameters[parameter.name])

    def _told(self, parameter: Parameter, mark: str = ": ") -> str:
        return value_words(parameter, self._adoption.entry.parameters[parameter.name], mark)
