"""Our scheme and another, read and lined up: through the clauses of shared modules, and through crosswalks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemekit.adopt.crosswalks import scheme_coverage
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.crosswalk.lined_up import LinedClause, LinedItem, LinedUp, Match, Way, lined_items, of_signals
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.adoption import Verb
from schemekit.model.framework import Framework
from schemekit.review.comparing.compared import About, compared
from schemekit.review.comparing.compared_values import between_values
from schemekit.review.comparing.held import held_own
from schemekit.review.comparison import ComparedClause
from schemekit.text.told_signal import told_lines

_MOST_TOLD = 4   # signals of one clause


def line_up(
    ours: SchemeFolder, theirs: SchemeFolder, frameworks: Sequence[Framework] = (), modules: Sequence[str] = ()
) -> LinedUp:
    """Line two schemes up. Shape: `modules` limits the clauses to some modules; empty means all that both adopted.

    Raises: FindingsError for a record of either side that cannot be read.
    """
    own, other = adoptions(ours), adoptions(theirs)
    their_modules = {adoption.id: adoption for adoption in other}
    shared = [(adoption, their_modules[adoption.id]) for adoption in own if adoption.id in their_modules]
    wanted = [pair for pair in shared if not modules or pair[0].id in modules]
    return LinedUp(
        ours=ours.scheme().name, theirs=theirs.scheme().name,
        clauses=tuple(row for pair in wanted for row in lined_clauses(*pair)),
        items=tuple(row for framework in frameworks for row in _items(framework, own, other, ours.scheme().language)),
        only_ours=tuple(adoption.id for adoption in own if adoption.id not in their_modules),
        only_theirs=tuple(sorted(their_modules.keys() - {adoption.id for adoption in own})),
        versions=tuple((mine.id, str(mine.entry.version), str(hers.entry.version)) for mine, hers in shared),
    )


def lined_clauses(ours: Adoption, theirs: Adoption) -> Iterator[LinedClause]:
    """The clauses of a module that both adopted, in our order, those that only they have where they stand there."""
    before, after = held_own(ours), held_own(theirs)
    values = between_values(ours.module, before.values, theirs.module, after.values)
    comparison = compared(before.only_main(), after.only_main(), About(values=values))
    for clause in comparison.clauses:
        yield _lined(ours.id, clause, comparison.titles)


def _lined(module: str, clause: ComparedClause, titles: Mapping[str, str]) -> LinedClause:
    change = clause.change
    told = told_lines(clause.signals, titles, _MOST_TOLD)
    if change.verb is Verb.DROP:
        match, way, told = Match.GAP, Way.LOOSER, ("only ours has it",)
    elif change.verb is Verb.ADD:
        match, way, told = Match.BEYOND, Way.STRICTER, ("only theirs has it",)
    else:
        match, way = of_signals(clause.signals)
    side = change.source or change.mine
    return LinedClause(
        module=module, clause=change.id, heading=side.heading if side else change.heading,
        our_number=change.source.number if change.source else "",
        their_number=change.mine.number if change.mine else "",
        match=match, way=way, told=tuple(told) if way is not Way.SAME else (),
        top_up=change.source.body if change.source and not match.is_whole else "",
    )


def _items(
    framework: Framework, ours: Sequence[Adoption], theirs: Sequence[Adoption], language: str
) -> tuple[LinedItem, ...]:
    return lined_items(framework.id, scheme_coverage(framework, ours), scheme_coverage(framework, theirs), language)
