"""What a change of a clause means for those who are bound by it: every signal, the most weighty first.

The rules are in `text/rules.toml`; what each class looks for is in the files beside this one. Here they are asked one
after another, each about the words that none before it has accounted for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from schemekit.model.signal import Signal, SignalKind
from schemekit.text.comparing.alignment import Effort
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.rules import Vocabulary, vocabulary
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.binding import force, negation
from schemekit.text.significance.context import Blank, Context
from schemekit.text.significance.footnotes import footnote_signals
from schemekit.text.significance.found import Found, without
from schemekit.text.significance.hedges import disclaimers, hedges
from schemekit.text.significance.layout import clause_structure, editorial, leaf_structure, wording
from schemekit.text.significance.leaves import Leaf, leaves
from schemekit.text.significance.marks import UNSEEN, marks
from schemekit.text.significance.quantities import number_and_time, parameter, quantifier, stands_in
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.reshaped import reshaped
from schemekit.text.significance.scope import scope
from schemekit.text.significance.subjects import actor, actor_in_blank
from schemekit.text.significance.terms import definition, reference

_MOST = 200
"""Signals of one clause; a text of nothing but binding verbs has no more."""
_EFFORT = 200_000, 300   # steps for a clause, and for each character of it


SPACING = Signal(kind=SignalKind.EDITORIAL, words="spacing only", rule="editorial.spacing")
"""Of a clause in which nothing but blank lines differ."""


def signals_of(change: ClauseChange, context: Context) -> tuple[Signal, ...]:
    """What one change of a clause means, the most weighty first; nothing for a clause that is the same.

    Shape: as `Signal` has it; `before` stands in `passage_before`, `after` in `passage_after`.
    """
    told = [*clause_structure(change)]
    if not change.told_with:
        told += [*reshaped(change, vocabulary(context.language)), *_of_passages(change, context)]
        told += footnote_signals(change, context)
    if not told and change.kinds:
        told = [SPACING]
    return tuple(sorted(_once(told), key=lambda signal: (signal.kind.rank, signal.rule not in UNSEEN))[:_MOST])


def _of_passages(change: ClauseChange, context: Context) -> Iterator[Signal]:
    words = vocabulary(context.language)
    effort = Effort(_EFFORT[0] + _EFFORT[1] * (len(change.before) + len(change.after)))
    in_definitions = has_definitions(change, words)
    is_whole = not change.before or not change.after
    context = replace(context, still_stands=_still_stands(change, words))
    for leaf in leaves(change):
        yield from _of_leaf(leaf, _pair(leaf, words, effort, is_whole), context, in_definitions)


def _still_stands(change: ClauseChange, words: Vocabulary) -> Callable[[Blank], bool]:
    """Whether a value stands anywhere in the clause as it reads now. Shape: the clause is read when first asked for."""
    clause = cache(lambda: Sentence(change.after, words))
    return cache(lambda blank: stands_in(clause(), blank))


def has_definitions(change: ClauseChange, words: Vocabulary) -> bool:
    """Whether a clause, or one it stands under, is a clause of definitions, by its heading."""
    clause = change.mine or change.source
    names = [change.heading, *(clause.ancestors if clause else ())]
    return any(heading <= set(name.lower().replace("-", " ").split())
               for name in names for heading in words.definition_headings)


def _pair(leaf: Leaf, words: Vocabulary, effort: Effort, is_whole: bool) -> SentencePair:
    is_heading, is_item = leaf.kind is PassageKind.HEADING, leaf.kind is PassageKind.ITEM
    old, new = (Sentence(text, words, is_heading=is_heading, is_note=leaf.is_note, is_item=is_item, mark=mark)
                for text, mark in zip((leaf.before, leaf.after), leaf.marks, strict=True))
    lead = Sentence(leaf.lead, words) if leaf.lead else None
    return SentencePair(old, new, effort, lead, is_whole)


def _of_leaf(leaf: Leaf, pair: SentencePair, context: Context, in_definitions: bool) -> Iterator[Signal]:
    yield from leaf_structure(leaf)
    if leaf.has_moved or (leaf.is_laid_out and leaf.is_regrouped):
        return
    if leaf.kind in _APART:
        yield editorial(leaf, ())
        return
    found = list(_substance(leaf, pair, context, in_definitions)) if pair.old.norms != pair.new.norms else []
    found += marks(pair)
    yield from (item.signal for item in found)
    if not found and leaf.before.strip() != leaf.after.strip() and not any(leaf_structure(leaf)):
        yield editorial(leaf, pair.gaps)


_APART = frozenset({PassageKind.COMMENT, PassageKind.FRONT_MATTER})
"""What stands in a file beside its words, and binds nobody."""


def _substance(leaf: Leaf, pair: SentencePair, context: Context, in_definitions: bool) -> Iterator[Found]:
    found: list[Found] = []
    found += force(pair, context)
    found += hedges(pair, context)
    found += disclaimers(pair)
    if pair.is_one_sided and found:
        yield from found
        yield from number_and_time(pair, (), context)
        return
    found += negation(pair)
    values = list(parameter(pair, context))
    found += values
    found += actor_in_blank(pair, values)
    found += number_and_time(pair, values, context)
    if not pair.is_one_sided and not _left(pair, found) and not any(_is_condition(item) for item in found):
        yield from found
        return   # every word that changed is accounted for
    found += quantifier(pair, found)
    found += reference(pair)
    found += actor(pair, found)
    found += definition(pair, _left(pair, found), in_definitions=in_definitions)
    found += scope(pair, _left(pair, found), leaf.kind)
    found += wording(pair, _left(pair, found)) if not (pair.is_one_sided and found) else ()
    yield from found


def _is_condition(item: Found) -> bool:
    """Whether a negation may tell when or for whom the sentence holds, too: unless, except."""
    return item.signal.kind is SignalKind.NEGATION


def _left(pair: SentencePair, found: Sequence[Found]) -> list[Gap]:
    """The stretches that no finding has accounted for, in whole or in part."""
    return without(pair.gaps, found)


def _once(signals: Iterable[Signal]) -> list[Signal]:
    """Each signal once: layout that changed in every passage of a clause is one thing to its reader."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for signal in signals:
        is_layout = signal.kind in (SignalKind.EDITORIAL, SignalKind.STRUCTURE)
        passages = () if is_layout else (signal.passage_before, signal.passage_after)
        key = (signal.kind, signal.words, *passages)
        if key not in seen:
            seen.add(key)
            kept.append(signal)
    return kept


