"""Subjects: who acts, decides, is bound or addressed. Actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.signal import SignalKind
from schemekit.text.rules import Rule, helping
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.editorial import stem
from schemekit.text.significance.found import Found, Span, found, span, turned
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

NAME = Rule(section="role", id="name", phrases={})
_REACH = 15


def actor(pair: SentencePair, taken: Sequence[Found]) -> Iterator[Found]:
    """Another one acts, decides, is bound or addressed: one name in another's place, or one more of them."""
    if pair.is_one_sided or (pair.old.is_heading and pair.new.is_heading):
        return
    told = list(_named(pair, taken))
    yield from told or _subject(pair)


def actor_in_blank(pair: SentencePair, taken: Sequence[Found]) -> Iterator[Found]:
    """A value of a parameter that is an actor, and another actor in its place: told as both."""
    for item in taken:
        if item.signal.kind is not SignalKind.PARAMETER or not item.signal.after:
            continue
        olds = [hit for hit in _actors(pair.old) if item.old[0] <= hit.first < item.old[1]]
        news = [hit for hit in _actors(pair.new) if item.new[0] <= hit.first < item.new[1]]
        has_role = any(hit.rule is not NAME for hit in (*olds, *news))
        if has_role and {hit.key for hit in olds} != {hit.key for hit in news}:
            words = f"{turned(item.signal.before)} became {turned(item.signal.after)}"
            yield found(pair, SignalKind.ACTOR, "actor.value", words, old=item.old, new=item.new)


def _named(pair: SentencePair, taken: Sequence[Found]) -> Iterator[Found]:
    olds = _free(_actors(pair.old), [one.old for one in taken])
    news = _free(_actors(pair.new), [one.new for one in taken])
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


def _free(hits: Sequence[Hit], taken: Sequence[Span]) -> list[Hit]:
    return [hit for hit in hits if not any(first < hit.last and hit.first < last for first, last in taken)]


def _subject(pair: SentencePair) -> Iterator[Found]:
    """What stands before the first binding verb, where nothing of it stayed, or the actor belongs elsewhere now."""
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
    return {stem(norm, words) for norm in sentence.norms[:end] if norm not in words.small | words.articles}


def _actors(sentence: Sentence) -> list[Hit]:
    """The actors of the table, and names that stand where an actor does."""
    roles = [hit for hit in sentence.of("role") if sentence.norms[hit.first] not in helping("pronouns")]
    taken = {at for hit in (*sentence.hits, *sentence.references) for at in range(hit.first, hit.last)}
    for at, token in enumerate(sentence.tokens):
        if token.kind != "word" or token.norm == sentence.text[token.start : token.end]:
            continue   # no capital in it
        if at not in taken and _is_name(sentence, at) and _stands_alone(sentence, at):
            roles.append(Hit(NAME, f"name {token.norm}", at, at + 1))
    return sorted(roles, key=lambda hit: hit.first)


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether a name is no part of a longer one, which may be a product's or a document's."""
    if at + 1 >= len(sentence.tokens):
        return True
    following = sentence.words(at + 1, at + 2)
    return following not in ("'s", "’s") and (not following[:1].isupper() or following.isupper())


def _is_name(sentence: Sentence, at: int) -> bool:
    raw = sentence.words(at, at + 1)
    inside = at > 0 and raw[:1].isupper()
    return (inside and raw[1:].islower()) or (any(char.isupper() for char in raw[1:]) and not raw.isupper())


def _acts(sentence: Sentence, hit: Hit) -> bool:
    """Whether an actor stands where one acts: before a verb that binds, after by, or beside one that does."""
    norms = sentence.norms
    if helping("before_actor").intersection(norms[max(0, hit.first - 2) : hit.first]):
        return True
    verb = next((item for item in sentence.of("force") if item.first >= hit.last), None)
    if verb is None or verb.first - hit.last > _REACH:
        return False
    return not any(sentence.has_comma(at) for at in range(hit.last, verb.first + 1)) and \
        all(norms[at] in helping("joining") or at in _role_tokens(sentence) or norms[at] in sentence.vocabulary.articles
            for at in range(hit.last, verb.first))


def _role_tokens(sentence: Sentence) -> set[int]:
    return {at for hit in sentence.of("role", "quantifier") for at in range(hit.first, hit.last)}


def _is_one_word(pair: SentencePair, old: Hit, new: Hit) -> bool:
    spell = pair.old.vocabulary.spelled
    before, after = pair.old.norms[old.first : old.last], pair.new.norms[new.first : new.last]
    return tuple(map(spell, before)) == tuple(map(spell, after))


def _told(sentence: Sentence, hit: Hit) -> str:
    return turned(sentence.words(hit.first, hit.last))
