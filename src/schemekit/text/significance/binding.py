"""Binding: how far a sentence binds, and what turns it round. Force and negation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemekit.model.signal import Direction, SignalKind
from schemekit.text.rules import Rule
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.context import Context
from schemekit.text.significance.found import Found, found, quoted, span
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

COMMAND = Rule(section="force", id="command", phrases={}, says="requirement", weight=100)
PLAIN = Rule(section="force", id="plain", phrases={}, says="requirement", weight=100)
_DUTIES = ("requirement", "prohibition", "promise", "recommendation")
_FREEDOMS = ("permission", "exemption")
_NOUNS = {"requirement": "duty", "prohibition": "prohibition", "promise": "promise", "recommendation": "recommendation",
          "permission": "permission", "exemption": "exemption"}
_SINGLE = frozenset("only".split())
_ALIKE = 0.7


def force(pair: SentencePair, context: Context) -> Iterator[Found]:
    """Verbs that came, went or were exchanged; of a sentence that came or went the strongest one."""
    if pair.is_one_sided:
        yield from _whole(pair, context)
        return
    olds, news = binding_hits(pair.old, context), binding_hits(pair.new, context)
    for old, new in pair.exchanges(olds, news, far=True):
        if old is not None and new is not None:
            yield _exchanged(pair, old, new)
        else:
            yield from _came_or_went(pair, context, old, new)


def binding_hits(sentence: Sentence, context: Context) -> list[Hit]:
    """The words of a sentence that bind: verbs of the table, and a command at its beginning."""
    if sentence.is_note:
        return []
    hits = sentence.of("force")
    command = _command(sentence) if not sentence.is_heading and not hits else None
    return sorted((*hits, command), key=lambda hit: hit.first) if command else hits


def _command(sentence: Sentence) -> Hit | None:
    """A command: a verb that begins the sentence, or follows the comma of its first condition."""
    norms, words = sentence.norms, sentence.vocabulary
    starts = [0]
    if norms and norms[0] in _CONDITIONS:
        starts += [at for at in range(1, min(len(norms), 30)) if sentence.has_comma(at)][:3]
    for at in starts:
        while at < len(norms) and at < 30 and (norms[at].endswith("ly") or norms[at] in _BEFORE_COMMAND):
            at += 1
        if at < len(norms) and norms[at] in words.commands and not _is_noun(sentence, at):
            return Hit(COMMAND, "requirement", at, at + 1)
    return None


_CONDITIONS = frozenset("if when where for to in before after once as while during by on unless".split())
_BEFORE_COMMAND = frozenset("please always also then not do never and so just first".split())
_AFTER_NOUN = frozenset("of is are was were shall must should may can will has have and or".split())


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether what looks like a command is a noun: `Use of names`, `Report`."""
    norms = sentence.norms
    return at + 1 >= len(norms) or norms[at + 1] in _AFTER_NOUN or sentence.has_comma(at + 1)


def _exchanged(pair: SentencePair, old: Hit, new: Hit) -> Found:
    step = new.rule.weight - old.rule.weight
    direction = Direction.STRONGER if step > 0 else Direction.WEAKER if step < 0 else Direction.OTHER
    words = f"{_told(pair.old, old)} became {_told(pair.new, new)}"
    return found(pair, SignalKind.FORCE, new.rule.name, words, old=span(old), new=span(new), direction=direction)


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
    is_duty = hit.rule.says in _DUTIES and not (is_style and hit.rule.says == "recommendation")
    direction = _direction(is_duty=is_duty, has_come=new is not None)
    words = f"{_told(sentence, hit)} {'came in' if new is not None else 'is gone'}"
    yield found(pair, SignalKind.FORCE, hit.rule.name, words, old=span(old), new=span(new), direction=direction)


def _has_same_verb(pair: SentencePair, hit: Hit, is_old: bool) -> bool:
    """Whether a command was only put otherwise, its verb still there."""
    mine, other = (pair.old, pair.new) if is_old else (pair.new, pair.old)
    return mine.norms[hit.first] in other.norms


def _is_said_plainly(pair: SentencePair, hit: Hit, is_old: bool) -> bool:
    """Whether other words stand where the verb stood: `shall record` became `records`."""
    for gap in pair.gaps:
        here, there = (gap.old, gap.new) if is_old else (gap.new, gap.old)
        if hit.first in here:
            return len(there) > 0
    return False


def _direction(*, is_duty: bool, has_come: bool) -> Direction:
    """A duty that comes binds more, and a freedom that comes binds less."""
    return Direction.STRONGER if is_duty == has_come else Direction.WEAKER


def _whole(pair: SentencePair, context: Context) -> Iterator[Found]:
    sentence, has_come = (pair.new, True) if pair.new.tokens else (pair.old, False)
    hits = [hit for hit in binding_hits(sentence, context) if hit.rule.says != "possibility"]
    if not hits and context.is_plain_present and _is_plain_duty(sentence):
        hits = [Hit(PLAIN, "requirement", 0, len(sentence.norms))]
    if not hits or sentence.is_heading:
        return
    hit = max(hits, key=lambda item: item.rule.weight)
    noun = _NOUNS[hit.rule.says]
    told = f"a new {noun}" if has_come else f"the {noun} is gone"
    direction = _direction(is_duty=hit.rule.says in _DUTIES, has_come=has_come)
    where = span(hit)
    finding = found(pair, SignalKind.FORCE, hit.rule.name, told, direction=direction,
                    **{"new" if has_come else "old": where})
    words = f"{told}: {quoted(_plain(sentence))}"
    whole = (0, len(sentence.norms))
    yield Found(replace(finding.signal, words=words), *((NONE, whole) if has_come else (whole, NONE)))


NONE = (0, 0)


def _plain(sentence: Sentence) -> str:
    return sentence.words(0, len(sentence.norms)) or sentence.text


def _is_plain_duty(sentence: Sentence) -> bool:
    """Whether a sentence in the present says what somebody does: it begins with an actor."""
    roles = sentence.of("role")
    return not sentence.is_note and not sentence.is_heading and bool(roles) and roles[0].first <= 3


def _told(sentence: Sentence, hit: Hit) -> str:
    return " ".join(sentence.words(hit.first, hit.last).split())


def negation(pair: SentencePair, context: Context) -> Iterator[Found]:
    """Words that deny, except or shut out: those that came or went, and those that stand elsewhere."""
    if pair.is_one_sided or (pair.old.is_note and pair.new.is_note and pair.is_whole_clause):
        return
    olds, news = _denials(pair.old), _denials(pair.new)
    told = []
    for old, new in pair.exchanges(olds, news):
        before = _told(pair.old, old) if old is not None else ""
        after = _told(pair.new, new) if new is not None else ""
        words = f"{before} became {after}" if before and after else f"{after} came in" if after else f"{before} is gone"
        rule = (new or old or olds[0]).rule.name
        told.append(found(pair, SignalKind.NEGATION, rule, words, old=span(old), new=span(new)))
    yield from told or _moved(pair, olds, news)


def _denials(sentence: Sentence) -> list[Hit]:
    return [hit if hit.rule.section == "negation" else replace(hit, key="negation.not") for hit in sentence.hits
            if hit.rule.section == "negation" or hit.rule.negates]


def _moved(pair: SentencePair, olds: list[Hit], news: list[Hit]) -> Iterator[Found]:
    """A not that stands before another word now, in a sentence that else stayed much the same."""
    shared = 2 * len(pair.old.norms) - 2 * sum(len(gap.old) for gap in pair.gaps)
    if shared < _ALIKE * (len(pair.old.norms) + len(pair.new.norms)):
        return
    gone = [hit for hit in olds if pair.changed_old(hit.first, hit.last)]
    come = [hit for hit in news if pair.changed_new(hit.first, hit.last)]
    for old, new in zip(gone, come, strict=False):
        before, after = _following(pair.old, old), _following(pair.new, new)
        if before != after and old.key == new.key:
            words = f"{_told(pair.new, new)} stands before '{after}', not '{before}'"
            yield found(pair, SignalKind.NEGATION, f"{new.rule.name}.moved", words, old=span(old), new=span(new))


def _following(sentence: Sentence, hit: Hit) -> str:
    return sentence.norms[hit.last] if hit.last < len(sentence.norms) else ""
