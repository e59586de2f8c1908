"""Hedges: words that weaken a duty without touching its verb. *Shall endeavour to*, *where practicable*, *normally*."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.model.signal import Direction, SignalKind
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.binding import DUTIES, binding_hits, is_plain_duty
from schemekit.text.significance.context import Context
from schemekit.text.significance.found import Found, found, span, turned
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

_MEANS = {"try": "the duty is only to try", "as-far-as": "the duty holds only so far",
          "as-a-rule": "the duty lets exceptions be"}


def hedges(pair: SentencePair, context: Context) -> Iterator[Found]:
    """A duty that holds less than it did, or more, though its verb stands as it stood."""
    if pair.is_one_sided or not (_has_duty(pair.old, context) and _has_duty(pair.new, context)):
        return
    binding = tuple({hit.first for hit in binding_hits(side)} for side in (pair.old, pair.new))
    for old, new in pair.exchanges(_hedges(pair.old), _hedges(pair.new)):
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


def _hedges(sentence: Sentence) -> list[Hit]:
    return [hit for hit in sentence.of("hedge", "force") if hit.rule.section == "hedge" or hit.rule.id == "try"]


def _has_duty(sentence: Sentence, context: Context) -> bool:
    return any(hit.rule.says in DUTIES for hit in binding_hits(sentence)) or \
        (context.is_plain_present and is_plain_duty(sentence))
