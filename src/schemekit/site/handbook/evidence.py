"""A scheme's evidence pages: what its public policies have on each item of a framework, where, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemekit.adopt.crosswalks import MappedModule, coverage_of
from schemekit.adopt.own_crosswalks import mapped_with_own, own_crosswalks
from schemekit.crosswalk.evidence import ClauseState
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.library.frameworks import Frameworks
from schemekit.site.evidence import Evidenced, Spot, SpotOf
from schemekit.site.handbook.front import VERSIONS
from schemekit.site.handbook.policy import Policy, PublicText
from schemekit.text.document import ClauseText, Document


def scheme_evidence(folder: SchemeFolder, policies: Sequence[Policy], frameworks: Frameworks) -> Evidenced:
    """Each framework that a policy is mapped to, by its source or the scheme, with what the policies shown have on it.

    Shape: what the scheme judged itself is as it stands now, and only as far as it is about the words that are shown.
    Raises: FindingsError for a crosswalk that breaks its schema.
    """
    shown = [_without_others(mapped_with_own(policy.shown.adoption, own_crosswalks(folder, policy.id)))
             for policy in policies if policy.shown]
    named = {(walk.framework, walk.framework_version) for module in shown for walk in module.crosswalks}
    return tuple((framework, coverage_of(framework, shown))
                 for name in sorted({name for name, _ in named})
                 for framework in frameworks.get(name, ()) if (framework.id, framework.version) in named)


def _without_others(module: MappedModule) -> MappedModule:
    """It without what the scheme judged of words that are not shown: those may be a draft, and drafts stay inside."""
    return replace(module, crosswalks=tuple(
        replace(walk, rows=tuple(row for row in walk.rows if not row.is_own or row.is_gap
                                 or module.clauses.state_of(row) is ClauseState.KEPT))
        for walk in module.crosswalks))


def scheme_spots(policies: Sequence[Policy]) -> SpotOf:
    """Where each clause of the policies that are shown is read."""
    found: dict[tuple[str, str], Spot] = {}
    for policy in policies:
        text = policy.shown
        since = _since(policy, text) if text else {}
        for clause in _clauses(text) if text else ():
            found[policy.id, clause.id] = Spot(
                label=clause.label, place=f"{policy.path}#{clause.id}", since=since.get(clause.id, policy.status),
                history=f"{policy.id}/{VERSIONS}" if policy.approved else "")
    return lambda module, clause: found.get((module, clause))


def _since(policy: Policy, shown: PublicText) -> dict[str, str]:
    """Since when each clause of the text that is shown can be read, with where that text stands today.

    Shape: the day of the first approved text that has the clause, and of the first that has it in the words of today
    where that came later. A day is that of publication where the approval gives one; a draft has none.
    """
    first: dict[str, str] = {}
    same: dict[str, tuple[str, str]] = {}   # the words as they stood last, and since when they did
    for text in policy.approved:
        day = text.approval.published or text.approval.date if text.approval else ""
        clauses = {clause.id: " ".join(clause.raw.lstrip("#").split()) for clause in _clauses(text)}
        first |= {name: min(day, first.get(name, day)) for name in clauses}
        same = {name: same[name] if name in same and same[name][0] == words else (words, day)
                for name, words in clauses.items()}
        if text is shown:
            break
    else:
        return {}   # a draft
    return {name: f"{first[name]}{_in_these_words(first[name], day)} ({shown.words_inside})"
            for name, (_, day) in same.items()}


def _in_these_words(first: str, day: str) -> str:
    return f", in these words since {day}" if day > first else ""


def _clauses(text: PublicText) -> tuple[ClauseText, ...]:
    return tuple(clause for part in text.paper.parts[:1] for clause in Document.parse(part.markdown).clauses)
