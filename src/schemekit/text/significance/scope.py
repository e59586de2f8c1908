"""Scope: when, where and for whom a sentence holds. Conditions, coverage, examples and enumerations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.signal import SignalKind
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.rules import Rule, helping
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.editorial import has_content, is_editorial
from schemekit.text.significance.found import (
    NO_WORDS,
    Found,
    Span,
    exchange,
    found,
    quoted,
    span,
    span_of,
    turned,
    without,
)
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

JOINT = Rule(section="scope", id="joining", phrases={})
_REACH = 15
"""Words of a condition that has no comma at its end."""


def scope(pair: SentencePair, gaps: Sequence[Gap], kind: PassageKind) -> Iterator[Found]:
    """Conditions, coverage and examples that came or went, and other words inside them."""
    if pair.is_one_sided:
        yield from _whole(pair, kind)
        return
    cues = [*_joined(pair), *_cues(pair)]
    yield from cues
    gaps = without(gaps, cues)
    inside = _regions(pair.old), _regions(pair.new)
    for gap in gaps:
        first, second = span_of(gap.old), span_of(gap.new)
        if is_editorial(pair, gap) or not has_content(pair, gap):
            continue
        if any(at in inside[0] for at in gap.old) or any(at in inside[1] for at in gap.new):
            words = f"within a condition or list: {exchange(pair, first, second)}"
            yield found(pair, SignalKind.SCOPE, "scope.inside", words, old=first, new=second)
        elif _is_member(pair, gap) or _is_restriction(pair, gap):
            yield found(pair, SignalKind.SCOPE, "scope.member", exchange(pair, first, second), old=first, new=second)


def _joined(pair: SentencePair) -> Iterator[Found]:
    """`And` for `or`, and the reverse: in conditions and lists they change who or what is covered."""
    for old, new in pair.exchanges(_joints(pair.old), _joints(pair.new)):
        if old is not None and new is not None:
            words = f"'{turned(pair.old.words(*span(old)))}' became '{turned(pair.new.words(*span(new)))}'"
            yield found(pair, SignalKind.SCOPE, "scope.joining", words, old=span(old), new=span(new))


def _joints(sentence: Sentence) -> list[Hit]:
    """Its ands and ors; `and/or` is one of its own."""
    kinds, hits, at = sentence.vocabulary.joints, [], 0
    taken = {place for hit in sentence.hits for place in range(hit.first, hit.last)}
    while at < len(sentence.norms):
        key, last = kinds.get(sentence.norms[at], ""), at + 1
        if key and last < len(sentence.norms) and sentence.norms[last] in kinds:
            between = sentence.text[sentence.tokens[at].end : sentence.tokens[last].start]
            key, last = ("and-or", last + 1) if between.strip(" ()") in ("/", "") else (key, last)
        if key and at not in taken:
            hits.append(Hit(JOINT, key, at, last))
        at = last
    return hits


def _whole(pair: SentencePair, kind: PassageKind) -> Iterator[Found]:
    """An item of an enumeration, or a sentence that says what is covered, that came or went."""
    side, has_come = (pair.new, True) if pair.new.tokens else (pair.old, False)
    whole = (0, len(side.norms))
    is_member = kind is PassageKind.ITEM and (pair.lead is not None or not side.text.rstrip().endswith("."))
    if is_member:
        told = "a new item" if has_come else "an item is gone"
        under = f" under {quoted(pair.lead.text)}" if pair.lead is not None else ""
        words = f"{told}{under}: {turned(side.words(*whole))}"
    elif not side.is_heading and any(hit.rule.id == "coverage" for hit in side.of("scope")):
        told = "what is covered is said now" if has_come else "what is covered is said no longer"
        words = f"{told}: {quoted(side.words(*whole))}"
    else:
        return
    yield found(pair, SignalKind.SCOPE, "scope.item" if is_member else "scope.coverage", words,
                old=NO_WORDS if has_come else whole, new=whole if has_come else NO_WORDS)


def _is_restriction(pair: SentencePair, gap: Gap) -> bool:
    """Whether only words of place, purpose or kind came or went: `for small producers`, `public` before policy."""
    if bool(gap.old) == bool(gap.new):
        return False
    sentence, where = (pair.old, gap.old) if gap.old else (pair.new, gap.new)
    norms = sentence.norms
    first, last, places = norms[where.start], norms[where.stop - 1], sentence.vocabulary.places
    is_adjective = len(where) <= 2 and where.start > 0 and where.stop < len(norms) and not first.endswith(_ADVERBS)
    return first in places or last in places or is_adjective


_ADVERBS = ("ly", "mente", "ment")


def _cues(pair: SentencePair) -> Iterator[Found]:
    olds, news = _conditions(pair.old), _conditions(pair.new)
    for old, new in pair.exchanges(olds, news):
        hit = new or old
        if hit is None:
            continue
        words = exchange(pair, _clause_of(pair.old, old), _clause_of(pair.new, new))
        made = found(pair, SignalKind.SCOPE, hit.rule.name, words, old=span(old), new=span(new))
        yield Found(made.signal, _clause_of(pair.old, old), _clause_of(pair.new, new))


def _conditions(sentence: Sentence) -> list[Hit]:
    return [hit for hit in sentence.hits if hit.rule.section == "scope" or hit.rule.condition]


def _clause_of(sentence: Sentence, hit: Hit | None) -> Span:
    """A condition with its words: to the next comma or binding verb, or to the end of the sentence."""
    if hit is None:
        return NO_WORDS
    if hit.rule.until == "end":
        return hit.first, len(sentence.norms)
    last = hit.last
    verbs = iter(sentence.of("force")) if hit.first < _START else iter(())
    stop = next((verb.first for verb in verbs if verb.first >= last), len(sentence.norms))
    while last < min(len(sentence.norms), hit.last + _REACH, stop) and not sentence.has_comma(last):
        last += 1
    return hit.first, last


_START = 3   # a condition that begins the sentence ends where its main verb comes


def _regions(sentence: Sentence) -> set[int]:
    found: set[int] = set()
    for hit in _conditions(sentence):
        if hit.first not in found or hit.rule.until != "end":
            found.update(range(*_clause_of(sentence, hit)))
    return found


def _is_member(pair: SentencePair, gap: Gap) -> bool:
    """Whether a member of an enumeration came or went: words between commas, or beside an and."""
    if bool(gap.old) == bool(gap.new):
        return False
    sentence, where = (pair.old, gap.old) if gap.old else (pair.new, gap.new)
    norms = sentence.norms
    words = [norms[at] for at in where]
    joined = words[0] in helping("joining") or words[-1] in helping("joining")
    before = sentence.has_comma(where.start) or (where.start > 0 and norms[where.start - 1] in helping("joining"))
    after = sentence.has_comma(where.stop) or (where.stop < len(norms) and norms[where.stop] in helping("joining"))
    return joined or (before and after)
