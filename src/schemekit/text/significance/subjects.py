"""Subjects: who acts, and when, where and for whom a sentence holds. Actor, scope, definition and reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.signal import SignalKind
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.rules import Rule
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.context import Context
from schemekit.text.significance.editorial import is_editorial, stem
from schemekit.text.significance.found import NO_WORDS, Found, Span, found, quoted, span, turned
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

NAME = Rule(section="role", id="name", phrases={})
_BEFORE_ACTOR = frozenset(["by", "par", "por", "pelo", "pela", "to", "from"])
_JOINING = frozenset(["and", "or", "et", "ou", "y", "o", "e", "und"])
_PRONOUNS = frozenset(["they", "he", "she", "i", "us", "ils", "elles", "ellos", "ellas", "eles", "elas"])
_REACH = 15


def actor(pair: SentencePair, context: Context, taken: Sequence[Found]) -> Iterator[Found]:
    """Another one acts, decides, is bound or addressed: one name in another's place, or one more of them."""
    if pair.is_one_sided or (pair.old.is_heading and pair.new.is_heading):
        return
    told = list(_named(pair, taken))
    yield from told or _subject(pair)


def _named(pair: SentencePair, taken: Sequence[Found]) -> Iterator[Found]:
    olds = [hit for hit in _actors(pair.old) if not any(one.old[0] < hit.last and hit.first < one.old[1] for one in taken)]
    news = [hit for hit in _actors(pair.new) if not any(one.new[0] < hit.last and hit.first < one.new[1] for one in taken)]
    for old, new in pair.exchanges(olds, news):
        if old is not None and new is not None:
            if not _is_one_word(pair, old, new):
                words = f"{_told(pair.old, old)} became {_told(pair.new, new)}"
                yield found(pair, SignalKind.ACTOR, "actor.exchanged", words, old=span(old), new=span(new))
        elif (hit := new or old) is not None and hit.rule is not NAME:
            sentence = pair.new if new is not None else pair.old
            if _acts(sentence, hit):
                words = f"{_told(sentence, hit)} {'came in' if new is not None else 'is gone'}"
                yield found(pair, SignalKind.ACTOR, "actor.came" if new is not None else "actor.went", words,
                            old=span(old), new=span(new))


def _subject(pair: SentencePair) -> Iterator[Found]:
    """What stands before the first binding verb, where nothing of it stayed, or where the actor belongs elsewhere now."""
    verbs = [next(iter(side.of("force")), None) for side in (pair.old, pair.new)]
    if verbs[0] is None or verbs[1] is None:
        return
    old, new = (0, verbs[0].first), (0, verbs[1].first)
    if not 0 < old[1] <= _SUBJECT or not 0 < new[1] <= _SUBJECT:
        return
    before, after = (_content(side, end) for side, (_, end) in ((pair.old, old), (pair.new, new)))
    has_role = any(hit.last <= old[1] for hit in pair.old.of("role")) and \
        any(hit.last <= new[1] for hit in pair.new.of("role"))
    if before and after and (not before & after or (has_role and before - after and after - before)):
        words = f"{turned(pair.old.words(*old))} became {turned(pair.new.words(*new))}"
        yield found(pair, SignalKind.ACTOR, "actor.subject", words, old=old, new=new)


_SUBJECT = 9


def _content(sentence: Sentence, end: int) -> set[str]:
    words = sentence.vocabulary
    return {stem(norm, words) for norm in sentence.norms[:end] if norm not in words.small and norm not in words.articles}


def _actors(sentence: Sentence) -> list[Hit]:
    """The actors of the table, and names that stand where an actor does."""
    roles = [hit for hit in sentence.of("role") if sentence.norms[hit.first] not in _PRONOUNS]
    taken = {at for hit in (*sentence.hits, *sentence.references) for at in range(hit.first, hit.last)}
    for at, token in enumerate(sentence.tokens):
        if token.kind != "word" or token.norm == sentence.text[token.start : token.end]:
            continue   # no capital in it
        if at not in taken and _is_name(sentence, at) and _stands_alone(sentence, at):
            roles.append(Hit(NAME, f"name {token.norm}", at, at + 1))
    return sorted(roles, key=lambda hit: hit.first)


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether a name is no part of a longer one, which may be a product's or a document's."""
    near = [sentence.words(place, place + 1) for place in (at - 1, at + 1) if 0 <= place < len(sentence.tokens)]
    following = sentence.norms[at + 1] if at + 1 < len(sentence.tokens) else ""
    return following != "'s" and not any(word[:1].isupper() and not word.isupper() for word in near[-1:] if at + 1 < len(sentence.tokens))


def _is_name(sentence: Sentence, at: int) -> bool:
    raw = sentence.words(at, at + 1)
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
    return any(hit.first > 0 and side.norms[hit.first - 1] not in _NO_TERM
               for side in (pair.old, pair.new) for hit in side.of("definition"))


_NO_TERM = frozenset(["not", "it", "this", "that", "which", "to", "no", "pas", "non", "não", "il", "cela", "esto", "isto"])


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
        yield from _whole(pair, kind)
        return
    cues = list(_cues(pair))
    yield from cues
    gaps = without(gaps, cues)
    inside = _regions(pair.old), _regions(pair.new)
    for gap in gaps:
        first, second = _span(gap.old), _span(gap.new)
        if is_editorial(pair, gap) or not _has_content(pair, gap):
            continue
        if any(at in inside[0] for at in gap.old) or any(at in inside[1] for at in gap.new):
            yield found(pair, SignalKind.SCOPE, "scope.inside", f"within a condition or list: {_exchange(pair, first, second)}",
                        old=first, new=second)
        elif _is_member(pair, gap) or _is_restriction(pair, gap):
            yield found(pair, SignalKind.SCOPE, "scope.member", _exchange(pair, first, second), old=first, new=second)


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
                **{"new" if has_come else "old": whole})


def without(gaps: Sequence[Gap], told: Sequence[Found]) -> list[Gap]:
    """What is left of stretches when the words of some findings are taken away."""
    olds = {at for item in told for at in range(*item.old)}
    news = {at for item in told for at in range(*item.new)}
    left = []
    for gap in gaps:
        old, new = [at for at in gap.old if at not in olds], [at for at in gap.new if at not in news]
        if old or new:
            left.append(Gap(_range(old), _range(new)))
    return left


def _range(places: Sequence[int]) -> range:
    return range(places[0], places[-1] + 1) if places else range(0)


def _is_restriction(pair: SentencePair, gap: Gap) -> bool:
    """Whether only words of place, purpose or kind came or went: `for small producers`, `public` before policy."""
    if bool(gap.old) == bool(gap.new):
        return False
    sentence, where = (pair.old, gap.old) if gap.old else (pair.new, gap.new)
    norms = sentence.norms
    first = norms[where.start]
    return first in sentence.vocabulary.places or norms[where.stop - 1] in sentence.vocabulary.places or \
        (len(where) <= 2 and where.start > 0 and where.stop < len(norms) and not first.endswith(("ly", "mente", "ment")))


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
