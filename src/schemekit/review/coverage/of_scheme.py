"""The coverage of a scheme: its modules read once for however many frameworks, with the clauses as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from schemekit.adopt.approval import approval_of
from schemekit.adopt.approval_history import ApprovalHistory, approval_history
from schemekit.adopt.crosswalks import MappedModule, coverage_of
from schemekit.adopt.frameworks import frameworks_known_to, unknown_frameworks
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.own_crosswalks import OwnPolicy, mapped_with_own, own_crosswalks, own_policies
from schemekit.adopt.proven import proven_adoptions, unconfirmed
from schemekit.adopt.writing import reading
from schemekit.crosswalk.evidence import AdoptedClauses
from schemekit.errors import UnknownNameError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.library.frameworks import Frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.scheme import Scheme
from schemekit.review.coverage.asked import Wanted, frameworks_asked
from schemekit.review.coverage.clause import PublicLink, StandingClause, nowhere
from schemekit.review.coverage.clause_texts import SOURCELESS, ModuleTexts, PolicyTexts
from schemekit.review.coverage.covered import Coverage, FrameworkCoverage, notes_of


@dataclass(frozen=True, kw_only=True)
class ReadScheme:
    """A scheme's modules, each read once, with what they are mapped to by their sources and by the scheme.

    Shape: `mapped` in the order of `adoptions`; `policies` are those without a source.
    """

    scheme: Scheme
    adoptions: tuple[Adoption, ...]
    mapped: tuple[MappedModule, ...]
    policies: tuple[OwnPolicy, ...] = ()

    @classmethod
    def of(cls, folder: SchemeFolder, modules: Sequence[str] = ()) -> ReadScheme:
        """Read a scheme, or some of its modules.

        Raises: UnknownNameError for a module that it has not; IntegrityError for a pulled source that is not what
        the lock records; FindingsError for a file that breaks its schema.
        """
        found, policies = proven_adoptions(folder), own_policies(folder, modules)
        names = [*(adoption.id for adoption in found), *(policy.id for policy in policies)]
        for name in modules:
            if name not in names:
                raise UnknownNameError(f"there is no module '{name[:60]}' in this scheme",
                                       why=f"it has {', '.join(names) or 'none'}",
                                       fix="check the name: schemekit list")
        kept = tuple(adoption for adoption in found if not modules or adoption.id in modules)
        return cls(
            scheme=folder.scheme(), adoptions=kept,
            mapped=tuple(mapped_with_own(adoption, own_crosswalks(folder, adoption.id)) for adoption in kept),
            policies=tuple(policy for policy in policies if not modules or policy.id in modules))

    @cached_property
    def all_mapped(self) -> tuple[MappedModule, ...]:
        """The modules and the policies without a source, with what they are mapped to."""
        return (*self.mapped, *(policy.mapped for policy in self.policies))

    @cached_property
    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """All that they are mapped to."""
        return tuple(walk for module in self.all_mapped for walk in module.crosswalks)

    @property
    def modules(self) -> tuple[tuple[str, str], ...]:
        """What it has, each with the release that it goes back to."""
        return (*((adoption.id, str(adoption.entry.version)) for adoption in self.adoptions),
                *((policy.id, SOURCELESS) for policy in self.policies))

    def frameworks(self, root: Path) -> Frameworks:
        """The frameworks that are known to it."""
        return frameworks_known_to(root, self.adoptions, self.crosswalks)

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
    known = read.frameworks(root)
    found = tuple(FrameworkCoverage(framework=framework, items=coverage_of(framework, read.all_mapped),
                                    notes=notes_of(framework, read.crosswalks))
                  for framework in frameworks_asked(wanted.frameworks, known, read.crosswalks))
    texts = _Texts(read, root, today, link)
    made = Coverage(
        name=read.scheme.name, language=read.scheme.language,
        modules=read.modules,
        frameworks=found, clauses=texts.behind(found), own=tuple(texts.own()),
        notices=tuple(_notices(read, known, found)), adopted=tuple(module.clauses for module in read.all_mapped),
    )
    folder.renderings.keep()
    return made


def _notices(read: ReadScheme, known: Frameworks, found: Sequence[FrameworkCoverage]) -> Iterator[str]:
    shown = {(one.framework.id, one.framework.version) for one in found}
    yield from (one.told for one in unconfirmed(read.adoptions))
    yield from (told for module in read.all_mapped for told in _doubts(module, shown))
    for name in unknown_frameworks(known, read.crosswalks):
        others = known.get(name.partition(" ")[0], ())
        why = (f"known is {', '.join(one.version for one in others)}; a newer release of the module may be mapped to it"
               if others else "its library is not at hand (schemekit library fetch)")
        yield f"{name} is mapped to, and is not known here: {why}"
    without = [adoption.id for adoption, module in zip(read.adoptions, read.mapped, strict=True)
               if not module.crosswalks]
    if without:
        yield (f"mapped to nothing by {'its source' if len(without) == 1 else 'their sources'}: {', '.join(without)}; "
               "a newer release may be: schemekit outdated")


def _doubts(module: MappedModule, shown: AbstractSet[tuple[str, str]]) -> Iterator[str]:
    """What may take back what the clauses of a module ask, in a line, where any of it bears on what is shown."""
    walks = [walk for walk in module.crosswalks if (walk.framework, walk.framework_version) in shown]
    bearing = {doubt for walk in walks for doubt in module.clauses.doubts_about(walk)}
    doubts = [doubt for doubt in module.clauses.doubts if doubt in bearing]
    if doubts:
        told = "; ".join(f"{doubt.place}: {doubt.words}" for doubt in doubts[:_DOUBTS])
        more = f"; and {len(doubts) - _DOUBTS} more" if len(doubts) > _DOUBTS else ""
        yield (f"words in {module.clauses.module} may take back what its other clauses ask, so that each counts for "
               f"part at most and is to be judged anew: {told}{more}")


_DOUBTS = 3   # that are told of a module


class _Texts:
    """The clauses of a scheme as they stand; each module's are found once."""

    def __init__(self, read: ReadScheme, root: Path, today: date, link: PublicLink) -> None:
        self._read, self._root, self._today, self._link = read, root, today, link
        self._modules: dict[str, ModuleTexts | PolicyTexts] = {
            policy.id: PolicyTexts(policy, read.scheme.language, link) for policy in read.policies}

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
        judged = {(walk.module, row.clause) for walk in self._read.crosswalks for row in walk.rows}
        for adoption in self._read.adoptions:
            if not adoption.text_is_untouched:
                yield from (clause for clause in self._module(adoption.module.id).added()
                            if (clause.module, clause.clause) not in judged)

    def _module(self, module: str) -> ModuleTexts | PolicyTexts:
        if module not in self._modules:
            adoption = self._read.by_module[module]
            standing = approval_of(adoption, self._today, self._history) if adoption.record.approvals else None
            since = standing.words if standing else "not approved yet"
            self._modules[module] = ModuleTexts(adoption, self._clauses(module), since, self._link)
        return self._modules[module]

    def _clauses(self, module: str) -> AdoptedClauses:
        return next(one.clauses for one in self._read.mapped if one.clauses.module == module)
