"""Correspondence: how an adopted text corresponds to its source, and what makes it so; computed and never typed in.

Basis: ISO/IEC Guide 21-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.adopt.outcome import Adoption
from schemekit.model.adoption import Correspondence, Verb
from schemekit.model.said import says_why
from schemekit.text.comparing.diff import ClauseChange

_NAMED = 3   # clauses or values that are named where many are meant


def degree_of(adoption: Adoption) -> Correspondence:
    """The degree of correspondence.

    Identical: no clause or annex differs, none stands elsewhere or at another level, and every value lies in its range
    (a value in the range is what the source provides for). Not equivalent: a deviation is not identified with its
    reason, a locked clause is touched or an exception from it is on record, or fewer than half of the source's clauses
    are as the source has them. Else modified.
    """
    if adoption.derogations_from_locked:
        return Correspondence.NEQ
    if not adoption.deviations and not adoption.out_of_range:
        return Correspondence.MOD if adoption.restructured else Correspondence.IDT
    return Correspondence.NEQ if not_equivalent_because(adoption) else Correspondence.MOD


def modified_because(adoption: Adoption) -> tuple[str, ...]:
    """What makes a text modified and no more, each cause in words; none where it is identical or not equivalent."""
    return tuple(_causes_of_change(adoption)) if degree_of(adoption) is Correspondence.MOD else ()


def not_equivalent_because(adoption: Adoption) -> tuple[str, ...]:
    """What makes a text not equivalent to its source, each cause in words; none where it is not so."""
    return tuple(_causes_of_distance(adoption))


def _causes_of_change(adoption: Adoption) -> Iterator[str]:
    clauses = [change for change in adoption.deviations if change not in adoption.annexes]
    if clauses:
        yield (f"{_named(adoption, clauses)} differs, with its reason" if len(clauses) == 1
               else f"{len(clauses)} clauses differ, with their reasons: {_named(adoption, clauses)}")
    if adoption.annexes:
        files = ", ".join(adoption.title_of(change.id) for change in adoption.annexes[:_NAMED])
        yield f"{files} asks something else than the source's"
    if adoption.out_of_range:
        yield f"outside the source's range, with a reason: {_titles(adoption, adoption.out_of_range)}"
    if adoption.restructured:
        names = [f"#{name}" for name in adoption.restructured]
        yield f"{_first(names)} stands elsewhere"


def _causes_of_distance(adoption: Adoption) -> Iterator[str]:
    touched, unreasoned = adoption.locked_touched, adoption.unreasoned
    if touched:
        yield (f"{_named(adoption, touched)} is locked by the source and was changed" if len(touched) == 1
               else f"{len(touched)} clauses that the source locks were changed: {_named(adoption, touched)}")
    for item in adoption.derogations_from_locked[:_NAMED]:
        yield (f"an exception from #{item.clause}, which the source locks, is on record (from {item.start}, "
               f"{item.until})")
    if unreasoned:
        yield (f"{_named(adoption, unreasoned)} differs without a reason on record" if len(unreasoned) == 1
               else f"{len(unreasoned)} clauses differ without a reason on record: {_named(adoption, unreasoned)}")
    unfit = [name for name in adoption.out_of_range if not _range_reason(adoption, name)]
    if unfit:
        yield f"outside the source's range without a reason: {_titles(adoption, unfit)}"
    counts = adoption.counts
    source_clauses = counts[Verb.ADOPT] + counts[Verb.ADAPT] + counts[Verb.DROP]
    if 2 * counts[Verb.ADOPT] < source_clauses:
        yield (f"only {counts[Verb.ADOPT]} of the source's {source_clauses} clauses are as it has them, fewer than "
               "half")


def _range_reason(adoption: Adoption, name: str) -> str:
    """The reason for a value, where it was given for the one that the lock has."""
    chosen = adoption.scheme.set_value(adoption.module, name)
    is_same = chosen is not None and chosen.value == adoption.entry.parameters.get(name)
    return chosen.reason if chosen and is_same and says_why(chosen.reason) else ""


def _named(adoption: Adoption, changes: Sequence[ClauseChange]) -> str:
    """`#fee, #appeal, Complaint form and 2 more`."""
    whole = {*adoption.changed_forms, *adoption.added_files}
    told = [adoption.title_of(change.id) if change.id in whole else f"#{change.id}" for change in changes[:_NAMED]]
    return _first([*told, *(change.id for change in changes[_NAMED:])])


def _titles(adoption: Adoption, names: Sequence[str]) -> str:
    """Some values by their titles, the first few."""
    titles = {parameter.name: parameter.title for parameter in adoption.module.parameters}
    return ", ".join(titles.get(name) or name for name in names[:_NAMED])


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
