"""Which suggestions were asked for, of the clauses of a scheme or of a library's own modules: read and ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.clause_names import clause_named
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.own_crosswalks import OwnPolicy
from schemekit.adopt.writing import reading
from schemekit.errors import UnknownNameError, UsageError
from schemekit.library.frameworks import Frameworks, frameworks_in, known_frameworks
from schemekit.model.adoption import Verb
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.publish.checkout import Checkout
from schemekit.review.coverage.asked import frameworks_asked
from schemekit.review.coverage.of_library import OwnModule
from schemekit.review.coverage.of_scheme import ReadScheme
from schemekit.review.suggesting.ranking import TOP, ClauseSuggestions, Ranker, suggestions
from schemekit.text.document import ClauseText, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What was asked for. Shape: `clause` is empty for all of a module; `module` for what nobody judged yet."""

    module: str = ""
    clause: str = ""
    frameworks: tuple[str, ...] = ()
    top: int = TOP

    @classmethod
    def parse(cls, words: str, frameworks: Sequence[str] = (), top: int = TOP) -> Ask:
        """`grievance`, `grievance#no-charge`, or nothing. Raises: UsageError for a # with nothing on one side."""
        module, sign, clause = words.strip().partition("#")
        if sign and not (module.strip() and clause.strip()):
            lacking = "clause after" if module.strip() else "module before"
            raise UsageError(f"'{words.strip()[:60]}' names no {lacking} the #",
                             why="a clause is named as in grievance#no-charge, all clauses of a module as in grievance",
                             fix=f"leave the # out for all of {module.strip()[:60]}, or name the clause"
                             if module.strip() else "name the module before it")
        return cls(module=module.strip(), clause=clause.strip(), frameworks=tuple(frameworks), top=top)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One module's clauses. Shape: `open` are those that are asked about where none is named."""

    module: str
    language: str
    clauses: tuple[ClauseText, ...]
    crosswalks: tuple[Crosswalk, ...]
    open: tuple[str, ...]


def scheme_suggestions(root: Path, ask: Ask) -> tuple[ClauseSuggestions, ...]:
    """For a scheme's own texts; without a module, for the clauses that it added.

    Raises: UnknownNameError for a module, clause or framework that is not known.
    """
    read = ReadScheme.of(reading(root), [ask.module] if ask.module else ())
    clause = clause_named(root, ask.module, ask.clause) if ask.clause else ""
    texts = [_of_adoption(adoption, walk.crosswalks)
             for adoption, walk in zip(read.adoptions, read.mapped, strict=True)]
    texts += [_of_policy(policy, read.scheme.language) for policy in read.policies]
    return _suggested(texts, ask, clause, read.frameworks(root))


def library_suggestions(checkout: Checkout, ask: Ask) -> tuple[ClauseSuggestions, ...]:
    """For a library's own modules; without a module, for the clauses that no row of a crosswalk names.

    Raises: as `scheme_suggestions`.
    """
    own = [OwnModule.read(checkout, name) for name in ([ask.module] if ask.module else checkout.module_ids())]
    texts = [_of_module(module) for module in own]
    return _suggested(texts, ask, ask.clause, known_frameworks(frameworks_in(checkout.root)))


def _of_adoption(adoption: Adoption, crosswalks: tuple[Crosswalk, ...]) -> _Text:
    texts = (adoption.folder.own_text(adoption.id, file) or "" for file in adoption.module.text_files)
    added = {change.id for change in adoption.deviations if change.verb is Verb.ADD}
    named = {row.clause for walk in crosswalks for row in walk.rows}
    clauses = tuple(clause for text in texts for clause in Document.parse(text).clauses)
    return _Text(module=adoption.id, language=adoption.module.language, clauses=clauses, crosswalks=crosswalks,
                 open=tuple(clause.id for clause in clauses if clause.id in added - named))


def _of_policy(policy: OwnPolicy, language: str) -> _Text:
    named = {row.clause for walk in policy.crosswalks for row in walk.rows}
    return _Text(module=policy.id, language=language, clauses=tuple(policy.clauses.values()),
                 crosswalks=policy.crosswalks, open=tuple(name for name in policy.clauses if name not in named))


def _of_module(own: OwnModule) -> _Text:
    named = {row.clause for walk in own.crosswalks for row in walk.rows}
    return _Text(module=own.module.id, language=own.module.language, clauses=tuple(own.clauses.values()),
                 crosswalks=own.crosswalks, open=tuple(clause for clause in own.clauses if clause not in named))


def _suggested(texts: Sequence[_Text], ask: Ask, clause: str, known: Frameworks) -> tuple[ClauseSuggestions, ...]:
    if clause:
        _refuse_unknown(texts[0], clause)
    frameworks = _frameworks(ask, clause, known, [walk for text in texts for walk in text.crosswalks])
    rankers: dict[str, list[Ranker]] = {}   # by language: what people read is what is searched
    found: list[ClauseSuggestions] = []
    for text in texts:
        wanted = [clause] if clause else [] if ask.module else list(text.open)
        if not wanted and not ask.module:
            continue
        if text.language not in rankers:
            rankers[text.language] = [Ranker(framework, text.language) for framework in frameworks]
        found += suggestions(text.module, text.clauses, text.crosswalks, rankers[text.language], wanted, ask.top)
    return tuple(found)


def _frameworks(
    ask: Ask, clause: str, known: Frameworks, crosswalks: Iterable[Crosswalk]
) -> tuple[Framework, ...]:
    """Those that were asked for; of one clause in all that are known, of many in those that are mapped to already."""
    if ask.frameworks:
        return frameworks_asked(ask.frameworks, known, crosswalks)
    mapped = () if clause else frameworks_asked((), known, crosswalks)
    return mapped or tuple(versions[-1] for versions in known.values())


def _refuse_unknown(text: _Text, clause: str) -> None:
    ids = [one.id for one in text.clauses]
    if clause not in ids:
        near = get_close_matches(clause, ids, n=1)
        raise UnknownNameError(f"there is no clause '{clause[:60]}' in {text.module}",
                               why=f"its text has {len(ids)} clauses, and none has this id",
                               fix=f"did you mean '{near[0]}'?" if near else "name it by its id, the word after # in "
                                   "{ #… }")
