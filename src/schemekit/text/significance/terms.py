"""Terms and references: what a word means, and what a sentence points to. Definition and reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.signal import SignalKind
from schemekit.text.rules import helping
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.found import NO_WORDS, Found, exchange, found, quoted, span, span_of, turned


def reference(pair: SentencePair) -> Iterator[Found]:
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
    return any(hit.first > 0 and side.norms[hit.first - 1] not in helping("no_term")
               for side in (pair.old, pair.new) for hit in side.of("definition"))




def definition(pair: SentencePair, gaps: Sequence[Gap], *, in_definitions: bool) -> Iterator[Found]:
    """What a term means, said otherwise, for the first time or no longer."""
    if not (in_definitions or is_definition(pair)) or not gaps:
        return
    old, new = (0, len(pair.old.norms)), (0, len(pair.new.norms))
    if pair.is_one_sided:
        told = "a definition came in" if pair.new.tokens else "a definition is gone"
        side = pair.new if pair.new.tokens else pair.old
        words = f"{told}: {quoted(side.words(0, len(side.norms)))}"
        yield found(pair, SignalKind.DEFINITION, "definition.whole", words, old=old if pair.old.tokens else NO_WORDS,
                    new=new if pair.new.tokens else NO_WORDS)
        return
    gap = max(gaps, key=lambda item: len(item.old) + len(item.new))
    first, second = span_of(gap.old), span_of(gap.new)
    words = f"the meaning is put otherwise: {exchange(pair, first, second)}"
    made = found(pair, SignalKind.DEFINITION, "definition.changed", words, old=first, new=second)
    yield Found(made.signal, old, new)
