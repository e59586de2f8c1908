"""Hedges: words that weaken a duty without touching its verb. *Shall endeavour to*, *where practicable*, *normally*."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from schemekit.model.signal import Direction, SignalKind
from schemekit.text.rules import Rule, helping
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.binding import DUTIES, binding_hits, is_plain_duty
from schemekit.text.significance.context import Context
from schemekit.text.significance.found import Found, found, quoted, span, turned
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

LABEL = Rule(section="hedge", id="label", phrases={})
_MEANS = {"try": "the duty is only to try", "as-far-as": "the duty holds only so far",
          "as-a-rule": "the duty lets exceptions be", "consider": "the duty is only to think of it",
          "no-consequence": "what is not done counts as done"}
_ADVICE = "advice-only"
_MOST = 200   # of a sentence; a text of nothing but hedges has no more


def hedges(pair: SentencePair, context: Context) -> Iterator[Found]:
    """A duty that holds less than it did, or more, though its verb stands as it stood."""
    if pair.is_one_sided or not (_has_duty(pair.old, context) and _has_duty(pair.new, context)):
        return
    binding = tuple({hit.first for hit in binding_hits(side)} for side in (pair.old, pair.new))
    for old, new in islice(pair.exchanges(_hedges(pair.old), _hedges(pair.new)), _MOST):
        hit, bound = (old, binding[0]) if new is None else (new, binding[1])
        if hit is None or hit.first in bound:
            continue   # a verb of its own, which is told as one
        before, after = (turned(side.words(*span(one))) for side, one in ((pair.old, old), (pair.new, new)))
        means = _MEANS.get(hit.rule.id, "the duty is weaker")
        if before and after:
            words, direction = f"{before} became {after}", Direction.OTHER
        elif after:
            words, direction = f"{after} came in: {means}", Direction.WEAKER
        else:
            words, direction = f"{before} is gone", Direction.STRONGER
        yield found(pair, SignalKind.FORCE, hit.rule.name, words, old=span(old), new=span(new), direction=direction)


def disclaimers(pair: SentencePair) -> Iterator[Found]:
    """Words that say of the text beside them that it binds nobody: `to be read as advice`, `(informative)`, `Example:`.

    Where they come, what they stand beside is weaker; where they go, nobody can tell whether it binds now.
    """
    olds, news = ([*_advice(side), *_labels(side)] for side in (pair.old, pair.new))
    for old, new in islice(pair.exchanges(olds, news), _MOST):
        if old is not None and new is not None:
            continue
        hit, side = (old, pair.old) if old is not None else (new, pair.new)
        assert hit is not None
        did, direction = ("is gone", Direction.OTHER) if new is None else ("came in", Direction.WEAKER)
        words = f"'{turned(side.words(*span(hit)))}' {did}: said to be no duty"
        words += f": {quoted(side.text)}" if pair.is_one_sided else ""
        yield found(pair, SignalKind.FORCE, f"hedge.{_ADVICE}", words, old=span(old), new=span(new),
                    direction=direction)


def _advice(sentence: Sentence) -> list[Hit]:
    return [hit for hit in sentence.of("hedge") if hit.rule.id == _ADVICE]


def _labels(sentence: Sentence) -> Iterator[Hit]:
    """`Guidance: the Board shall …`, `Appeals (informative)`."""
    tokens, text = sentence.tokens, sentence.text
    for at, token in enumerate(tokens):
        if token.norm not in helping("labels"):
            continue
        before, after = text[max(0, token.start - _AROUND) : token.start], text[token.end : token.end + _AROUND]
        before, after = before.rstrip(" *_"), after.lstrip(" *_")
        is_lead = at == 0 and after.startswith(":") and len(tokens) > 1
        if is_lead or (before.endswith(("(", "[")) and after.startswith((")", "]"))):
            yield Hit(LABEL, LABEL.name, at, at + 1)


_AROUND = 4   # bold or italic marks and a blank


def _hedges(sentence: Sentence) -> list[Hit]:
    verbs = {at for verb in sentence.of("force") for at in range(verb.last, verb.last + 2)}
    return [hit for hit in sentence.of("hedge", "force") if hit.rule.id == "try" or (
        hit.rule.section == "hedge" and hit.rule.id != _ADVICE
        and (hit.rule.id != "consider" or (hit.first in verbs and _is_only_considered(sentence, hit))))]


def _is_only_considered(sentence: Sentence, hit: Hit) -> bool:
    """`Shall consider publishing`, and not `shall consider the appeal`."""
    following = sentence.following(hit)
    return following.endswith(("ing", "ar", "er", "ir")) or following in helping("whether") or hit.last - hit.first > 1


def _has_duty(sentence: Sentence, context: Context) -> bool:
    return any(hit.rule.says in DUTIES for hit in binding_hits(sentence)) or \
        (context.is_plain_present and is_plain_duty(sentence))
