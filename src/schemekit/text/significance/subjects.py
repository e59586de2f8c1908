"""Subjects: who acts, and when, where and for whom a sentence holds. Actor, scope, definition and reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.signal import SignalKind
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.rules import Rule
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.context import Context
from schemekit.text.significance.editorial import is_editorial
from schemekit.text.significance.found import NO_WORDS, Found, Span, found, quoted, span, turned
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

NAME = Rule(section="role", id="name", phrases={})
_BEFORE_ACTOR = frozenset("by par por pelo pela to from".split())
_JOINING = frozenset("and or et ou y o e und".split())
_PRONOUNS = frozenset("they he she i us ils elles ellos ellas eles elas".split())
_REACH = 15


def actor(pair: SentencePair, context: Context) -> Iterator[Found]:
    """Another one acts, decides, is bound or addressed: one name in another's place, or one more of them."""
    if pair.is_one_sided:
        return
    olds, news = _actors(pair.old), _actors(pair.new)
    for old, new in pair.exchanges(olds, news):
        if old is not None and new is not None:
            if not _is_one_word(pair, old, new):
                words = f"{_told(pair.old, old)} became {_told(pair.new, new)}"
                yield found(pair, SignalKind.ACTOR, "actor.exchanged", words, old=span(old), new=span(new))
        elif (hit := new or old) is not None:
            sentence = pair.new if new is not None else pair.old
            if _acts(sentence, hit):
                words = f"{_told(sentence, hit)} {'came in' if new is not None else 'is gone'}"
                yield found(pair, SignalKind.ACTOR, "actor.came" if new is not None else "actor.went", words,
                            old=span(old), new=span(new))


def _actors(sentence: Sentence) -> list[Hit]:
    """The actors of the table, and names that stand where an actor does."""
    roles = [hit for hit in sentence.of("role") if sentence.norms[hit.first] not in _PRONOUNS]
    taken = {at for hit in (*sentence.hits, *sentence.references) for at in range(hit.first, hit.last)}
    for at, token in enumerate(sentence.tokens):
        if at not in taken and token.kind == "word" and _is_name(sentence, at) and _acts(sentence, Hit(NAME, "", at, at + 1)):
            roles.append(Hit(NAME, f"name {token.norm}", at, at + 1))
    return sorted(roles, key=lambda hit: hit.first)


def _is_name(sentence: Sentence, at: int) -> bool:
    raw = sentence.words(at, at + 1)
    if raw.startswith("{"):
        return True
    inside = at > 0 and raw[:1].isupper()
    return (inside and raw[1:].islower()) or (any(char.isupper() for char in raw[1:]) and not raw.isupper())


def _acts(sentence: Sentence, hit: Hit) -> bool:
    """Whether an actor stands where one acts: before a verb that binds, after by, or beside one that does."""
    norms = sentence.norms
    if hit.first and (norms[hit.first - 1] in _BEFORE_ACTOR or (hit.first > 1 and norms[hit.first - 2] in _BEFORE_ACTOR)):
        return True
    verb = next((item for item in sentence.of("force") if item.first >= hit.last), None)
    if verb is None or verb.first - hit.last > _REACH:
        return False
    return not any(sentence.has_comma(at) for at in range(hit.last, verb.first + 1)) and \
        all(norms[at] in _JOINING or at in _role_tokens(sentence) or norms[at] in sentence.vocabulary.articles
            for at in range(hit.last, verb.first))


def _role_tokens(sentence: Sentence) -> set[int]:
    return {at for hit in sentence.of("role", "quantifier") for at in range(hit.first, hit.last)}


def _is_one_word(pair: SentencePair, old: Hit, new: Hit) -> bool:
    spell = pair.old.vocabulary.spelled
    before, after = pair.old.norms[old.first : old.last], pair.new.norms[new.first : new.last]
    return tuple(map(spell, before)) == tuple(map(spell, after))


def _told(sentence: Sentence, hit: Hit) -> str:
    return turned(sentence.words(hit.first, hit.last))


def reference(pair: SentencePair, context: Context) -> Iterator[Found]:
    """Pointers to another clause, document or address that came, went or point elsewhere."""
    if pair.is_one_sided:
        return
    for old, new in pair.exchanges(pair.old.references, pair.new.references):
        before = turned(pair.old.words(*span(old)))
        after = turned(pair.new.words(*span(new)))
        words = f"{before} became {after}" if before and after else \
            f"new reference: {after}" if after else f"reference gone: {before}"
        rule = (new or old or pair.old.references[0]).rule.name
        yield found(pair, SignalKind.REFERENCE, rule, words, old=span(old), new=span(new))


def is_definition(pair: SentencePair) -> bool:
    """Whether a sentence says on both sides, or on the one there is, what a term means."""
    sides = [side for side in (pair.old, pair.new) if side.tokens]
    return any(side.of("definition") for side in sides)


def definition(pair: SentencePair, gaps: Sequence[Gap], *, in_definitions: bool) -> Iterator[Found]:
    """What a term means, said otherwise, for the first time or no longer."""
    if not (in_definitions or is_definition(pair)) or not gaps:
        return
    old, new = (0, len(pair.old.norms)), (0, len(pair.new.norms))
    if pair.is_one_sided:
        told = "a definition came in" if pair.new.tokens else "a definition is gone"
        side = pair.new if pair.new.tokens else pair.old
        yield found(pair, SignalKind.DEFINITION, "definition.whole", f"{told}: {quoted(side.words(0, len(side.norms)))}",
                    old=old if pair.old.tokens else NO_WORDS, new=new if pair.new.tokens else NO_WORDS)
        return
    gap = max(gaps, key=lambda item: len(item.old) + len(item.new))
    first, second = _span(gap.old), _span(gap.new)
    words = f"the meaning is put otherwise: {_exchange(pair, first, second)}"
    made = found(pair, SignalKind.DEFINITION, "definition.changed", words, old=first, new=second)
    yield Found(made.signal, old, new)


def scope(pair: SentencePair, gaps: Sequence[Gap], kind: PassageKind) -> Iterator[Found]:
    """Conditions, coverage and examples that came or went, and other words inside them."""
    if pair.is_one_sided:
        if kind is PassageKind.ITEM and pair.lead is not None:
            side, has_come = (pair.new, True) if pair.new.tokens else (pair.old, False)
            whole = (0, len(side.norms))
            told = "a new item" if has_come else "an item is gone"
            words = f"{told} under {quoted(pair.lead.text)}: {turned(side.words(*whole))}"
            yield found(pair, SignalKind.SCOPE, "scope.item", words, **{"new" if has_come else "old": whole})
        return
    yield from _cues(pair)
    inside = _regions(pair.old), _regions(pair.new)
    for gap in gaps:
        first, second = _span(gap.old), _span(gap.new)
        if is_editorial(pair, gap) or not _has_content(pair, gap):
            continue
        if any(at in inside[0] for at in gap.old) or any(at in inside[1] for at in gap.new):
            yield found(pair, SignalKind.SCOPE, "scope.inside", f"within a condition or list: {_exchange(pair, first, second)}",
                        old=first, new=second)
        elif _is_member(pair, gap):
            yield found(pair, SignalKind.SCOPE, "scope.member", _exchange(pair, first, second), old=first, new=second)


def _cues(pair: SentencePair) -> Iterator[Found]:
    olds, news = _conditions(pair.old), _conditions(pair.new)
    for old, new in pair.exchanges(olds, news):
        hit = new or old
        if hit is None:
            continue
        before, after = (turned(pair.old.words(*_clause_of(pair.old, old))), turned(pair.new.words(*_clause_of(pair.new, new))))
        words = f"'{before}' became '{after}'" if before and after else \
            f"new: '{after}'" if after else f"gone: '{before}'"
        made = found(pair, SignalKind.SCOPE, hit.rule.name, words, old=span(old), new=span(new))
        yield Found(made.signal, _clause_of(pair.old, old), _clause_of(pair.new, new))


def _conditions(sentence: Sentence) -> list[Hit]:
    return [hit for hit in sentence.hits if hit.rule.section == "scope" or hit.rule.condition]


def _clause_of(sentence: Sentence, hit: Hit | None) -> Span:
    """A condition with its words: to the next comma or binding verb, or to the end of the sentence."""
    if hit is None:
        return NO_WORDS
    stops = {item.first for item in sentence.of("force")}
    last = hit.last
    reach = len(sentence.norms) if hit.rule.until == "end" else min(len(sentence.norms), hit.last + _REACH)
    while last < reach:
        if hit.rule.until != "end" and (sentence.has_comma(last) or (last in stops and hit.first < 3)):
            break
        last += 1
    return hit.first, last


def _regions(sentence: Sentence) -> set[int]:
    return {at for hit in _conditions(sentence) for at in range(*_clause_of(sentence, hit))}


def _is_member(pair: SentencePair, gap: Gap) -> bool:
    """Whether a member of an enumeration came or went: words between commas, or beside an and."""
    if bool(gap.old) == bool(gap.new):
        return False
    sentence, where = (pair.old, gap.old) if gap.old else (pair.new, gap.new)
    norms = sentence.norms
    words = [norms[at] for at in where]
    joined = words[0] in _JOINING or words[-1] in _JOINING
    before = sentence.has_comma(where.start) or (where.start > 0 and norms[where.start - 1] in _JOINING)
    after = sentence.has_comma(where.stop) or (where.stop < len(norms) and norms[where.stop] in _JOINING)
    return joined or (before and after)


def _has_content(pair: SentencePair, gap: Gap) -> bool:
    small = pair.old.vocabulary.small
    return any(pair.old.norms[at] not in small for at in gap.old) or any(pair.new.norms[at] not in small for at in gap.new)


def _span(where: range) -> Span:
    return (where.start, where.stop) if where else NO_WORDS


def _exchange(pair: SentencePair, old: Span, new: Span) -> str:
    before, after = turned(pair.old.words(*old)), turned(pair.new.words(*new))
    if before and after:
        return f"'{before}' became '{after}'"
    return f"new: '{after}'" if after else f"gone: '{before}'"
