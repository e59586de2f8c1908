"""Our scheme and another, read and lined up: through the clauses of shared modules, and through crosswalks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemekit.adopt.crosswalks import MappedModule, coverage_of, mapped
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.proven import proven_adoptions, unconfirmed
from schemekit.adopt.said_values import said_values
from schemekit.adopt.values_in_words import is_said_in
from schemekit.cooperate.added_clause import added_clause
from schemekit.cooperate.doubted_modules import doubted_modules
from schemekit.cooperate.lined_forms import with_forms
from schemekit.cooperate.lined_values import Named, Said, in_range, signals_in_range, unnamed
from schemekit.cooperate.own_names import shared_names, with_our_names
from schemekit.cooperate.shown_ways import result
from schemekit.cooperate.told_words import WITHOUT_MEANING, as_our_value, has_meaning, told_value, told_words
from schemekit.crosswalk.lined_up import (
    LinedClause,
    LinedItem,
    LinedUp,
    Match,
    NotJudged,
    Way,
    in_doubt,
    lined_items,
    not_judged,
    of_directions,
)
from schemekit.errors import UnknownNameError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.adoption import Verb
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.framework import Framework
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.review.comparing.compared import About, compared
from schemekit.review.comparing.compared_values import between_values
from schemekit.review.comparing.held import held_own
from schemekit.review.comparison import ComparedClause, ComparedValue
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.force import force_of
from schemekit.text.printed import printed
from schemekit.text.template import parameters_in

BEFORE_HEADINGS = "Before the first heading"


def line_up(
    ours: SchemeFolder, theirs: SchemeFolder, frameworks: Sequence[Framework] = (), modules: Sequence[str] = ()
) -> LinedUp:
    """Line two schemes up.

    Shape: `modules` limits the clauses to some modules; empty means all that both adopted. Headings without words are
    left out: nobody can judge them.

    Raises: UnknownNameError for a module that we do not have, and where theirs has none of those that were named;
    IntegrityError where a side's pulled source is not what its lock records; FindingsError for a record of either side
    that cannot be read.
    """
    own, other = proven_adoptions(ours), proven_adoptions(theirs)
    their_modules = {adoption.id: adoption for adoption in other}
    shared = [(adoption, their_modules[adoption.id]) for adoption in own if adoption.id in their_modules]
    wanted = [pair for pair in shared if not modules or pair[0].id in modules]
    known = {adoption.id for adoption in own}
    unknown = [name for name in modules if name not in known or not wanted]
    if unknown:
        raise UnknownNameError(f"the two schemes have no module '{unknown[0][:60]}' in common",
                               why=f"both have {', '.join(adoption.id for adoption, _ in shared) or 'nothing alike'}",
                               fix="name one of these with --module, or leave it out for all")
    rows = [(*pair, tuple(lined_clauses(*pair))) for pair in wanted]
    doubted = tuple(one for pair in rows for one in doubted_modules(*pair))
    of_theirs = {one.module: one.doubts for one in doubted if not one.is_ours}
    items, unjudged = _by_frameworks(frameworks, own, other, ours.scheme().language)
    return LinedUp(
        ours=ours.scheme().name, theirs=theirs.scheme().name,
        clauses=tuple(row for mine, _, clauses in rows
                      for row in in_doubt(clauses, of_theirs.get(mine.id, ())) if row.has_words),
        doubted=doubted,
        items=items, not_judged=unjudged, unconfirmed=unconfirmed((*own, *other)),
        only_ours=tuple(adoption.id for adoption in own if adoption.id not in their_modules),
        only_theirs=tuple(sorted(their_modules.keys() - {adoption.id for adoption in own})),
        versions=tuple((mine.id, str(mine.entry.version), str(hers.entry.version)) for mine, hers in shared),
    )


def _by_frameworks(
    frameworks: Sequence[Framework], ours: Sequence[Adoption], theirs: Sequence[Adoption], language: str
) -> tuple[tuple[LinedItem, ...], tuple[NotJudged, ...]]:
    """The items on which both sides were judged, and what of each framework was judged on one side only."""
    items: list[LinedItem] = []
    told: list[NotJudged] = []
    # What a side made of its clauses is worked out once for however many frameworks.
    own, other = ([mapped(adoption) for adoption in side] if frameworks else [] for side in (ours, theirs))
    for framework in frameworks:
        mine, hers = coverage_of(framework, own), coverage_of(framework, other)
        unheard = _unheard(framework, own, other), _unheard(framework, other, own)
        unjudged = not_judged(framework, mine, hers, unheard)
        left_out = {name for one in unjudged for name in one.items}
        items += lined_items(framework.id, mine, hers, language, left_out)
        told += unjudged
    return tuple(items), tuple(told)


def _unheard(framework: Framework, side: Sequence[MappedModule], other: Sequence[MappedModule]) -> frozenset[str]:
    """The modules that both have and that only the other side's release has a crosswalk of, to this framework.

    That crosswalk judged the other release's words: it says nothing of this side's, not even where nobody changed them.
    """
    heard, others = (
        {module.clauses.module for module in modules for walk in module.crosswalks
         if (walk.framework, walk.framework_version) == (framework.id, framework.version)}
        for modules in (side, other))
    return frozenset((others - heard) & {module.clauses.module for module in side})


def lined_clauses(ours: Adoption, theirs: Adoption) -> Iterator[LinedClause]:
    """The clauses of a module that both adopted, in our order, those that only they have where they stand there.

    Shape: what differs in a form or an annex is told at the clauses that refer to it.
    """
    values = between_values(ours.module, ours.entry.parameters, theirs.module, theirs.entry.parameters)
    alike = shared_names(ours, theirs)
    yield from with_forms(tuple(_of_text(ours, theirs, values, alike)), (ours, theirs), values, alike)


def _of_text(
    ours: Adoption, theirs: Adoption, values: tuple[ComparedValue, ...], alike: frozenset[str]
) -> Iterator[LinedClause]:
    """The clauses of the main text."""
    named = {value.name: (value.before, value.after) for value in values if value.is_filled_in}
    told = {value.name: value for value in values if not value.is_filled_in}
    if _is_same_text(ours, theirs):
        yield from _by_values(ours, theirs, told)
        return
    before, after = held_own(ours), with_our_names(held_own(theirs), values, alike)
    comparison = compared(before.only_main(), after.only_main(), About(values=values))
    by_values = {row.clause: row for row in _by_values(ours, theirs, told)}
    kept, said = _kept_by_both(ours, theirs), (said_values(ours), said_values(theirs))
    for clause in comparison.clauses:
        if clause.change.id in kept:
            # Two values of a clause may be the same number: words could not tell which of them changed.
            number = clause.change.mine.number if clause.change.mine else ""
            yield replace(by_values[clause.change.id], their_number=number)
        elif clause.change.id != PREAMBLE or clause.change.verb is not Verb.ADOPT:
            yield _lined((ours, theirs), clause, told, named, said)


def _is_same_text(ours: Adoption, theirs: Adoption) -> bool:
    """Whether neither side touched the text, and both have it from the same source: only values can differ then."""
    return (ours.entry.provenance.tree == theirs.entry.provenance.tree
            and all(side.is_untouched(side.main_file) for side in (ours, theirs)))


def _kept_by_both(ours: Adoption, theirs: Adoption) -> frozenset[str]:
    """The clauses that neither side touched, and that read alike in both sources but for the values."""
    mine, hers = (kept_templates(side) for side in (ours, theirs))
    return frozenset(name for name, raw in mine.items() if hers.get(name) == raw)


def kept_templates(side: Adoption) -> dict[str, str]:
    """The clauses that a scheme did not touch, by id, as the source has them with its blanks open."""
    path = f"{TEMPLATE_FOLDER}/{side.main_file}"
    template = Document.parse(side.folder.pulled(side.id, {path: ""}).get(path, b"").decode("utf-8", "replace"))
    base = Document.parse(side.base_text(side.main_file)).by_id()
    own = Document.parse(side.folder.own_text(side.id, side.main_file) or "")
    twice = {clause.id for document in (template, own) for clause in document.repeated_ids()}
    templates = template.by_id()
    return {clause.id: templates[clause.id].raw.strip() for clause in own.clauses
            if clause.id in base and clause.id in templates and clause.id not in twice
            and clause.raw.strip() == base[clause.id].raw.strip()}


def _by_values(ours: Adoption, theirs: Adoption, told: Mapping[str, ComparedValue]) -> Iterator[LinedClause]:
    """The clauses of a text that both have unchanged: alike but for the values that its words say."""
    path = f"{TEMPLATE_FOLDER}/{ours.main_file}"
    template = ours.folder.pulled(ours.id, {path: ""}).get(path, b"").decode("utf-8", "replace")
    raws = {clause.id: clause.raw for clause in Document.parse(template).clauses} if told else {}
    for clause in Document.parse(ours.folder.own_text(ours.id, ours.main_file) or "").clauses:
        raw = raws.get(clause.id, "")
        named = (told[name] for name in parameters_in(raw) if name in told)
        differing = [said for value in named if (said := _as_said(ours, theirs, raw, value)) is not None]
        ranged = [in_range(value, (ours, theirs)) for value in differing]
        match, way = of_directions(value.direction for value, _ in ranged)
        yield LinedClause(
            module=ours.id, clause=clause.id, heading=clause.heading, our_number=clause.number,
            their_number=clause.number, match=match, way=way,
            told=(*map(told_value, differing), *(note for _, notes in ranged for note in notes)),
            top_up="" if match.is_whole else "; ".join(as_our_value(value) for value in differing if value.before),
            has_words=bool(clause.body.strip()),
        )


def _as_said(ours: Adoption, theirs: Adoption, raw: str, value: ComparedValue) -> ComparedValue | None:
    """A value as a clause says it on each side; None where it says it on neither.

    Where only one side's words have it, nothing stands against it, and no rule tells which asks more.
    """
    mine, hers = (side.entry.parameters.get(value.name) for side in (ours, theirs))
    if mine is None or hers is None:
        return value
    is_ours, is_theirs = is_said_in(ours, raw, value.name, hers), is_said_in(theirs, raw, value.name, mine)
    if is_ours and is_theirs:
        return value
    if not is_ours and not is_theirs:
        return None
    return replace(value, before=value.before if is_ours else "", after=value.after if is_theirs else "",
                   direction=Direction.OTHER)


def _wanting(
    change: ClauseChange, signals: Sequence[Signal], values: Mapping[str, ComparedValue], match: Match
) -> str:
    """What ours asks beyond theirs: the clause where they have none, else its sentences and values that ask more."""
    if change.source is None or match.is_whole:
        return ""
    if match is Match.GAP:
        return _printed(change.source.body)
    down = [signal for signal in signals if signal.direction in (Direction.WEAKER, Direction.LOOSER)]
    wanted = [as_our_value(values[signal.parameter]) if signal.parameter in values else _printed(_only_ours(signal))
              for signal in down or signals]
    return " ".join(dict.fromkeys(filter(None, wanted)))


def _only_ours(signal: Signal) -> str:
    """The sentences of ours that theirs does not have: a passage may be several, of which one differs."""
    theirs = signal.passage_after.splitlines()
    lines = [line for line in signal.passage_before.splitlines() if line not in theirs]
    return "\n".join(lines) or signal.passage_before


def _printed(words: str) -> str:
    return " ".join(printed(words).split())


def _lined(
    sides: tuple[Adoption, Adoption], clause: ComparedClause, values: Mapping[str, ComparedValue], named: Named,
    said_by_hand: Sequence[Said],
) -> LinedClause:
    ours, change = sides[0], clause.change
    signals, beyond = signals_in_range(unnamed(clause.signals, named), change, sides, said_by_hand)
    counting = [signal for signal in _counting(signals, ours.module.language) if has_meaning(signal)]
    told = (*told_words([signal for signal in signals if has_meaning(signal)], values), *beyond)
    if change.verb is Verb.DROP:
        match, way, told = Match.GAP, Way.LOOSER, ("only ours has it",)
    elif change.verb is Verb.ADD:
        quiet = (SignalKind.WORDING, *WITHOUT_MEANING)
        said = told_words([signal for signal in signals if signal.kind not in quiet], values)
        match, way, told = added_clause(signals, said)
    else:
        match, way = result(counting, sides)
    side = change.source or change.mine
    return LinedClause(
        module=ours.id, clause=change.id,
        heading=BEFORE_HEADINGS if change.id == PREAMBLE else side.heading if side else change.heading,
        our_number=change.source.number if change.source else "",
        their_number=change.mine.number if change.mine else "",
        match=match, way=way, told=told if way is not Way.SAME else (),
        top_up=_wanting(change, signals, values, match),
        their_clause=change.mine.id if change.mine and change.source and change.mine.id != change.source.id else "",
        is_reworded=way is Way.SAME and bool(signals),
        has_words=any(side.body.strip() for side in (change.source, change.mine) if side),
    )


def _counting(signals: Sequence[Signal], language: str) -> list[Signal]:
    """The signals without what only reworded a sentence that binds on one side alone.

    Where ours says "shall name the body" and theirs "need not name another body", theirs asks less, whatever else the
    sentence says: its other words ask nothing of anybody.
    """
    moot = {(signal.passage_before, signal.passage_after) for signal in signals
            if signal.kind is SignalKind.FORCE and signal.passage_before and signal.passage_after
            and _is_lifted(signal, language)}
    return [signal for signal in signals if signal.direction is not Direction.OTHER
            or (signal.passage_before, signal.passage_after) not in moot]


def _is_lifted(signal: Signal, language: str) -> bool:
    """Whether a sentence that binds on one side binds nobody on the other."""
    lower = {Direction.WEAKER: signal.passage_after, Direction.STRONGER: signal.passage_before}.get(signal.direction)
    return lower is not None and not force_of(lower, language).binds
