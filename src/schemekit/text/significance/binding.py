"""Binding: how far a sentence binds, and what turns it round. Force and negation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemekit.model.signal import Direction, SignalKind
from schemekit.text.rules import Rule, helping, weight_of
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.context import Context
from schemekit.text.significance.found import NO_WORDS, Found, became, found, quoted, span
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

COMMAND = Rule(section="force", id="command", phrases={}, says="requirement", weight=100)
LET = Rule(section="force", id="can", phrases={}, says="permission", weight=weight_of("permission"))
LIFTED = Rule(section="force", id="need-not", phrases={}, says="exemption", weight=weight_of("exemption"))
PLAIN = Rule(section="force", id="plain", phrases={}, says="requirement", weight=100)
DUTIES = ("requirement", "prohibition", "promise", "expectation", "recommendation")
_FREEDOMS = ("permission", "exemption")
_NOUNS = {"requirement": "duty", "prohibition": "prohibition", "promise": "promise", "expectation": "expectation",
          "recommendation": "recommendation", "permission": "permission", "exemption": "exemption"}
_ALIKE = 0.7


def force(pair: SentencePair, context: Context) -> Iterator[Found]:
    """Verbs that came, went or were exchanged; of a sentence that came or went the strongest one."""
    if pair.is_one_sided:
        yield from _whole(pair, context)
        return
    olds, news = binding_hits(pair.old), binding_hits(pair.new)
    told = []
    for old, new in pair.exchanges(olds, news, far=True):
        if old is not None and new is not None:
            told.append(_exchanged(pair, old, new))
        else:
            told += _came_or_went(pair, context, old, new)
    yield from told
    yield from _second_commands(pair, told)
    yield from _nobody(pair, told)


def binding_hits(sentence: Sentence) -> list[Hit]:
    """The words of a sentence that bind: verbs of the table, and a command at its beginning."""
    if sentence.is_note:
        return []
    hits = [_as_meant(sentence, hit) for hit in sentence.of("force") if not _is_subordinate(sentence, hit)]
    after_duty = _after_duties(hits)
    hits = [hit for hit in hits if not (hit.rule.id == "try" and hit.first in after_duty)]
    command = _command(sentence) if not sentence.is_heading and not hits else None
    return sorted((*hits, command), key=lambda hit: hit.first) if command else hits


def _as_meant(sentence: Sentence, hit: Hit) -> Hit:
    """What a verb says where it stands: what nobody is required to do is free, and what an actor can do it may."""
    if hit.rule.id == "can" and _is_let(sentence, hit):
        return replace(hit, rule=LET, key=LET.says)
    if hit.rule.id in ("required", "expected") and _nobody_before(sentence, hit) is not None:
        return replace(hit, rule=LIFTED, key=LIFTED.says)
    return hit


def _after_duties(hits: Sequence[Hit]) -> set[int]:
    """The places behind a duty, where `endeavour to` only weakens it."""
    return {at for hit in hits if hit.rule.says in DUTIES[:3] for at in range(hit.last, hit.last + _NEAR_DUTY + 1)}


_NEAR_DUTY = 4
_ALWAYS = ("shall", "must", "must-in-capitals", "should")
_FAR = 5


def _is_subordinate(sentence: Sentence, hit: Hit) -> bool:
    """Whether a weaker verb only describes: `the code that will be developed`, `when access is required`."""
    if hit.rule.id in _ALWAYS:
        return False
    for at in range(hit.first - 1, max(-1, hit.first - 1 - _FAR), -1):
        if sentence.has_comma(at + 1):
            return False
        if sentence.norms[at] in helping("openers"):
            return at == 0 or sentence.norms[at - 1] not in helping("saying")
    return False


def _command(sentence: Sentence) -> Hit | None:
    """A command: a verb that begins the sentence, or follows the comma of its first condition."""
    norms, words = sentence.norms, sentence.vocabulary
    starts = [0]
    if norms and norms[0] in helping("before_comma"):
        starts += [at for at in range(1, min(len(norms), 30)) if sentence.has_comma(at)][:3]
    for at in starts:
        while at < len(norms) and at < 30 and (norms[at].endswith("ly") or norms[at] in helping("before_command")):
            at += 1
        if at < len(norms) and norms[at] in words.commands and not _is_noun(sentence, at):
            return Hit(COMMAND, "requirement", at, at + 1)
    return None




def _second_commands(pair: SentencePair, told: list[Found]) -> Iterator[Found]:
    """`…, and include the details`: one more command in a sentence that is one."""
    for gap in pair.gaps:
        if bool(gap.old) == bool(gap.new):
            continue
        sentence, where = (pair.new, gap.new) if gap.new else (pair.old, gap.old)
        first = next((at for at in where if sentence.norms[at] not in ("and", "or", "then")), where.stop)
        begins = where.start == 0 or sentence.norms[where.start] in ("and", "or", "then")
        if first >= where.stop or not begins or first == 0 or sentence.norms[first] not in sentence.vocabulary.commands:
            continue
        if not (helping("please") & set(sentence.norms) or _command(sentence)):
            continue
        if any(first in range(*(item.new if gap.new else item.old)) for item in told):
            continue
        one = (first, first + 1)
        words = f"{sentence.words(first, first + 1)} {'came in' if gap.new else 'is gone'}"
        direction = _direction(is_duty=True, has_come=bool(gap.new))
        yield found(pair, SignalKind.FORCE, "force.command", words, direction=direction,
                    old=NO_WORDS if gap.new else one, new=one if gap.new else NO_WORDS)




def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether what looks like a command is a noun: `Use of names`, `Report`."""
    norms = sentence.norms
    return at + 1 >= len(norms) or norms[at + 1] in helping("after_noun") or sentence.has_comma(at + 1)


def _exchanged(pair: SentencePair, old: Hit, new: Hit) -> Found:
    step = _weight(pair.new, new) - _weight(pair.old, old)
    direction = Direction.STRONGER if step > 0 else Direction.WEAKER if step < 0 else Direction.OTHER
    if _is_denied(pair.new, new) and _is_right(pair.old, old):
        direction = Direction.WEAKER
    elif _is_denied(pair.old, old) and _is_right(pair.new, new):
        direction = Direction.STRONGER
    words = f"{_with_not(pair.old, old)} became {_with_not(pair.new, new)}"
    return found(pair, SignalKind.FORCE, new.rule.name, words, old=span(old), new=span(new), direction=direction)


def _weight(sentence: Sentence, hit: Hit) -> int:
    """How far a verb binds; with a not, a duty is a prohibition."""
    return weight_of("prohibition") if _is_denied(sentence, hit) else hit.rule.weight


def _is_denied(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb forbids, by itself or with a not behind a duty."""
    return hit.rule.says == "prohibition" or (
        hit.rule.says in ("requirement", "promise") and _with_not(sentence, hit) != _told(sentence, hit))


def _is_right(sentence: Sentence, hit: Hit) -> bool:
    """Whether somebody is free to do what protects them: to appeal, to complain, to be heard.

    It is the others who are bound by it, so that a text without it is weaker. Who need not do something has no right
    by that: a duty was lifted.
    """
    return hit.rule.says in _FREEDOMS and hit.rule.says != LIFTED.says and any(
        norm in helping("rights") for norm in sentence.norms[hit.last : hit.last + _FAR])


def _with_not(sentence: Sentence, hit: Hit) -> str:
    """A verb as it is quoted, with the not that belongs to it: `shall not`, `ne doit pas`, `no debe`."""
    norms, first, last = sentence.norms, hit.first, hit.last
    if hit.rule is LIFTED and (none := _nobody_before(sentence, hit)) is not None:
        first = none
    elif not hit.rule.negates:
        first -= first > 0 and norms[first - 1] in helping("not_before")
        last += last < len(norms) and norms[last] in helping("not_after")
    return " ".join(sentence.words(first, last).split())


def _nobody(pair: SentencePair, told: Sequence[Found]) -> Iterator[Found]:
    """`No party may appeal` for `each party may appeal`: what everybody was free to do, nobody is."""
    verbs = [next((hit for hit in binding_hits(side) if hit.rule.says in _FREEDOMS), None)
             for side in (pair.old, pair.new)]
    old, new = verbs
    if told or old is None or new is None or pair.old.is_heading:
        return
    nones = [_nobody_before(side, hit) for side, hit in ((pair.old, old), (pair.new, new))]
    if (nones[0] is None) == (nones[1] is None):
        return
    if (none := nones[1]) is not None:
        words, has_come = f"{pair.new.words(none, new.last)}: a prohibition came in", True
    else:
        assert nones[0] is not None
        words, has_come = f"{pair.old.words(nones[0], old.last)}: a prohibition is gone", False
    is_right = _is_right(pair.old, old) if has_come else _is_right(pair.new, new)
    direction = _direction(is_duty=not is_right, has_come=has_come)
    yield found(pair, SignalKind.FORCE, "force.nobody", " ".join(words.split()), old=span(old), new=span(new),
                direction=direction)


def _nobody_before(sentence: Sentence, verb: Hit) -> int | None:
    """Where a word stands that leaves nobody to be the subject of a verb."""
    for at in range(verb.first - 1, max(-1, verb.first - 1 - _FAR), -1):
        if sentence.has_comma(at + 1):
            return None
        hit = sentence.starting.get(at)
        if hit is not None and hit.rule.section == "negation" and hit.rule.id == "none":
            return at
    return None


def _came_or_went(pair: SentencePair, context: Context, old: Hit | None, new: Hit | None) -> Iterator[Found]:
    """A verb without a partner: the other side says it in the present, or leaves it out."""
    hit, sentence = (old, pair.old) if old is not None else (new, pair.new)
    if hit is None or hit.rule.says == "possibility":
        return
    if hit.rule is COMMAND and _has_same_verb(pair, hit, old is not None):
        return
    is_style = context.is_plain_present and _is_said_plainly(pair, hit, old is not None)
    if is_style and hit.rule.says in ("requirement", "promise"):
        side = "was written with" if old is not None else "is written with now"
        yield found(pair, SignalKind.EDITORIAL, "force.style", f"the same duty {side} {_told(sentence, hit)}",
                    old=span(old), new=span(new))
        return
    is_duty = hit.rule.says in DUTIES and not (is_style and hit.rule.says == "recommendation")
    direction = _direction(is_duty=is_duty or _is_right(sentence, hit), has_come=new is not None)
    words = f"{_with_not(sentence, hit)} {'came in' if new is not None else 'is gone'}"
    words += ": a prohibition" if hit.rule.says == "prohibition" else ""
    yield found(pair, SignalKind.FORCE, hit.rule.name, words, old=span(old), new=span(new), direction=direction)


def _has_same_verb(pair: SentencePair, hit: Hit, is_old: bool) -> bool:
    """Whether a command was only put otherwise, its verb still there."""
    mine, other = (pair.old, pair.new) if is_old else (pair.new, pair.old)
    verb = mine.norms[hit.first]
    if verb in helping("checks") and mine.norms[hit.last : hit.last + 1] in (("that",), ("if",), ("whether",)):
        return True   # a check that was a statement, and is a command now
    return any(norm.startswith(verb) and norm.removeprefix(verb) in ("", "s", "ed", "ing") for norm in other.norms)




def _is_said_plainly(pair: SentencePair, hit: Hit, is_old: bool) -> bool:
    """Whether the verb stands there without the word that bound it: `shall record` became `records`."""
    mine, other = (pair.old, pair.new) if is_old else (pair.new, pair.old)
    verbs = mine.norms[hit.first : hit.last + 2]
    for gap in pair.gaps:
        here, there = (gap.old, gap.new) if is_old else (gap.new, gap.old)
        if hit.first in here:
            plain = [other.norms[at] for at in there]
            return any(_is_form(verb, word) for verb in verbs for word in plain) or \
                (verbs[-2:-1] == ("be",) and any(word in ("is", "are") for word in plain))
    return False


def _is_form(verb: str, word: str) -> bool:
    """Whether two words may be forms of one verb: they begin alike."""
    shared = min(len(verb), len(word), 4)
    return shared >= 3 and verb[:shared] == word[:shared]


def _direction(*, is_duty: bool, has_come: bool) -> Direction:
    """A duty that comes binds more, and a freedom that comes binds less; a right counts as the duty to honour it."""
    return Direction.STRONGER if is_duty == has_come else Direction.WEAKER


def _whole(pair: SentencePair, context: Context) -> Iterator[Found]:
    sentence, has_come = (pair.new, True) if pair.new.tokens else (pair.old, False)
    hits = [hit for hit in binding_hits(sentence) if hit.rule.says != "possibility"]
    if pair.lead is not None and all(hit.rule is COMMAND for hit in hits) and pair.lead.of("force"):
        hits = []   # `The report shall: - name the body` has one verb that binds
    if not hits and context.is_plain_present and is_plain_duty(sentence):
        hits = [Hit(PLAIN, "requirement", 0, len(sentence.norms))]
    if not hits or sentence.is_heading:
        return
    hit = max(hits, key=lambda item: item.rule.weight)
    noun = _NOUNS.get(hit.rule.says, "permission")
    told = f"a new {noun}" if has_come else f"the {noun} is gone"
    direction = _direction(is_duty=hit.rule.says in DUTIES or _is_right(sentence, hit), has_come=has_come)
    if hit.rule.says == "exemption" or any(item.rule.id in _NO_DUTY for item in sentence.of("hedge")):
        direction = Direction.OTHER   # whom it frees, and how far it binds, nobody can tell from its verb
    if hit.rule.says == "permission" and helping("passive").intersection(sentence.norms[hit.last : hit.last + 1]):
        direction = Direction.OTHER   # `may be restricted` frees one and binds another
    where = span(hit)
    finding = found(pair, SignalKind.FORCE, hit.rule.name, told, direction=direction,
                    old=NO_WORDS if has_come else where, new=where if has_come else NO_WORDS)
    words = f"{told}: {quoted(_plain(sentence))}"
    whole = (0, len(sentence.norms))
    yield Found(replace(finding.signal, words=words), *((NO_WORDS, whole) if has_come else (whole, NO_WORDS)))


_NO_DUTY = ("advice-only", "no-consequence")


def _is_let(sentence: Sentence, hit: Hit) -> bool:
    """Whether `can` says what somebody is let do: of an actor, and in languages that have one word for both."""
    if sentence.vocabulary.language != "en":
        return True
    return any(role.last == hit.first for role in sentence.of("role"))


def _plain(sentence: Sentence) -> str:
    return sentence.words(0, len(sentence.norms)) or sentence.text


def is_plain_duty(sentence: Sentence) -> bool:
    """Whether a sentence in the present says what somebody does: it begins with an actor."""
    if sentence.is_note or sentence.is_heading or not sentence.text.rstrip().endswith((".", ";")):
        return False
    roles, small = sentence.of("role"), sentence.vocabulary.articles | {"all", "each", "every", "our", "your"}
    return bool(roles) and all(norm in small for norm in sentence.norms[: roles[0].first])


def _told(sentence: Sentence, hit: Hit) -> str:
    return " ".join(sentence.words(hit.first, hit.last).split())


def negation(pair: SentencePair) -> Iterator[Found]:
    """Words that deny, except or shut out: those that came or went, and those that stand elsewhere."""
    if pair.is_one_sided:
        yield from _whole_denial(pair)
        return
    if pair.old.is_note and pair.new.is_note and pair.is_whole_clause:
        return
    olds, news = _denials(pair.old), _denials(pair.new)
    told = []
    for number, (old, new) in enumerate(pair.exchanges(olds, news)):
        if number < _LOOKED_AT and _is_prefix(pair, old, new):
            continue
        before = _told(pair.old, old) if old is not None else ""
        after = _told(pair.new, new) if new is not None else ""
        rule = (new or old or olds[0]).rule.name
        told.append(found(pair, SignalKind.NEGATION, rule, became(before, after), old=span(old), new=span(new)))
    yield from told or _moved(pair, olds, news)


_LOOKED_AT = 50   # each is looked for in the whole sentence


def _whole_denial(pair: SentencePair) -> Iterator[Found]:
    """A sentence that denies, excepts or shuts out, which came or went: its first such words, and the sentence."""
    sentence, has_come = (pair.new, True) if pair.new.tokens else (pair.old, False)
    hit = next(iter(_denials(sentence)), None)
    if hit is None or sentence.is_note or sentence.is_heading:
        return
    words = f"{_told(sentence, hit)} {'came in' if has_come else 'is gone'}: {quoted(_plain(sentence))}"
    yield found(pair, SignalKind.NEGATION, hit.rule.name, words, old=NO_WORDS if has_come else span(hit),
                new=span(hit) if has_come else NO_WORDS)


def _denials(sentence: Sentence) -> list[Hit]:
    """Its negations, those inside a binding verb too; `non acceptable` is no more one than inacceptable is."""
    hits = [hit if hit.rule.section == "negation" else replace(hit, key=_DENIES.get(hit.rule.id, "negation.not"))
            for hit in sentence.hits if hit.rule.section == "negation" or hit.rule.negates]
    return sorted((*hits, *_bare_ne(sentence, hits)), key=lambda hit: hit.first)


def _bare_ne(sentence: Sentence, hits: Sequence[Hit]) -> Iterator[Hit]:
    """In French, a ne without its pas; with que it shuts out, and after `avant que` it denies nothing."""
    taken = {at for hit in sentence.hits for at in range(hit.first, hit.last)}
    near = {at for hit in hits for at in range(hit.first - _NE_REACH, hit.last + _NE_REACH)}
    for at, norm in enumerate(sentence.norms):
        if norm not in sentence.vocabulary.bare_ne or at in taken or at in near:
            continue
        after, before = sentence.norms[at + 1 : at + 1 + _NE_REACH], sentence.norms[max(0, at - 2 * _NE_REACH) : at]
        if not helping("no_ne").intersection(before):
            is_only = "que" in after or "qu'" in after
            yield Hit(NE, "negation.only" if is_only else "negation.not", at, at + 1)


_NE_REACH = 5
NE = Rule(section="negation", id="bare-ne", phrases={})


_DENIES = {"may-only": "negation.only"}


def _is_prefix(pair: SentencePair, old: Hit | None, new: Hit | None) -> bool:
    """Whether a not became the beginning of a word: `not acceptable` is unacceptable."""
    hit, mine, other = (old, pair.old, pair.new) if old is not None else (new, pair.new, pair.old)
    if hit is None or (old is not None and new is not None) or hit.last >= len(mine.norms):
        return False
    word = mine.norms[hit.last]
    return len(word) > 4 and any(norm != word and norm.endswith(word[1:]) and len(norm) <= len(word) + 3
                                 and norm not in mine.norms for norm in other.norms)


def _moved(pair: SentencePair, olds: list[Hit], news: list[Hit]) -> Iterator[Found]:
    """A not that stands before another word now, in a sentence that else stayed much the same."""
    shared = 2 * len(pair.old.norms) - 2 * sum(len(gap.old) for gap in pair.gaps)
    if shared < _ALIKE * (len(pair.old.norms) + len(pair.new.norms)):
        return
    gone = [hit for hit in olds if pair.changed_old(hit.first, hit.last)]
    come = [hit for hit in news if pair.changed_new(hit.first, hit.last)]
    for old, new in zip(gone, come, strict=False):
        before, after = pair.old.following(old), pair.new.following(new)
        if before != after and old.key == new.key:
            words = f"{_told(pair.new, new)} stands before '{after}', not '{before}'"
            yield found(pair, SignalKind.NEGATION, f"{new.rule.name}.moved", words, old=span(old), new=span(new))
