"""Quantities: values of the module's parameters, figures, times and quantifiers that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemekit.model.signal import Direction, SignalKind
from schemekit.text.rules import helping
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.context import Blank, Context
from schemekit.text.significance.found import NO_WORDS, Found, Span, became, exchange, found, span, span_of, turned
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.tending import Tendency
from schemekit.text.significance.token import Amount, Hit

_BLANKS = 200   # weighed in one clause


def parameter(pair: SentencePair, context: Context) -> Iterator[Found]:
    """Values in blanks that are others now, or that other words were put over."""
    if pair.is_one_sided:
        return
    taken: list[tuple[Span, Span]] = []
    for blank in context.blanks[:_BLANKS]:
        words = Sentence(blank.before, pair.old.vocabulary).norms
        later = Sentence(blank.after, pair.old.vocabulary).norms
        for old in _standing(pair.old, words, blank):
            if not pair.changed_old(*old) or any(_meet(old, other) for other, _ in taken):
                continue
            new = _in_its_place(pair, old, later, [other for _, other in taken])
            if new[0] == new[1] and context.still_stands(blank):
                continue   # a sentence lost it and the clause did not: its words are told as all others
            taken.append((old, new))
            yield _exchanged(pair, blank, old, new, later)


def stands_in(sentence: Sentence, blank: Blank) -> bool:
    """Whether the value that a blank has now stands in words."""
    return next(_standing(sentence, Sentence(blank.after, sentence.vocabulary).norms, blank), None) is not None


def _exchanged(pair: SentencePair, blank: Blank, old: Span, new: Span, later: Sequence[str]) -> Found:
    reference = f" ({blank.reference})" if blank.reference else ""
    unit = f" {blank.unit}" if blank.unit else ""
    is_value = new[0] < new[1] and pair.new.norms[slice(*new)] == tuple(later) and blank.before != blank.after
    direction = blank.direction if is_value else _by_hand(pair, blank, old, new)
    if new[0] == new[1]:
        words = f"{blank.name} ({turned(blank.before)}{unit}) no longer stands in it{reference}"
        return found(pair, SignalKind.PARAMETER, "parameter.gone", words, old=old, new=new, parameter=blank.name,
                     unit=blank.unit, reference=blank.reference)
    after = turned(pair.new.words(*new))
    words = f"{blank.name} {turned(blank.before)} -> {after}"
    if unit and not after.endswith(blank.unit):
        words += unit if is_value or after.replace(".", "").replace(",", "").isdigit() else ""
    told = f"{words}: {direction.value}{reference}" if direction.value else f"{words}{reference}"
    rule = "parameter.value" if is_value else "parameter.over"
    made = found(pair, SignalKind.PARAMETER, rule, told, old=old, new=new, parameter=blank.name, unit=blank.unit,
                 reference=blank.reference)
    return _directed(made, direction)


def _directed(made: Found, direction: Direction) -> Found:
    return replace(made, signal=replace(made.signal, direction=direction))


def _standing(sentence: Sentence, words: Sequence[str], blank: Blank) -> Iterator[Span]:
    """Where a value stands in a sentence; a figure only before its unit, where the sentence has that."""
    if not words:
        return
    units = blank.unit.lower().split()
    has_unit = bool(units) and units[-1] in sentence.norms
    size = len(words)
    for at in range(len(sentence.norms) - size + 1):
        if sentence.norms[at] == words[0] and sentence.norms[at : at + size] == tuple(words):
            near = sentence.norms[at + size : at + size + len(units) + 3]
            if not (has_unit and words[0][:1].isdigit()) or units[-1] in near:
                yield at, at + size


def _in_its_place(pair: SentencePair, old: Span, later: Sequence[str], taken: list[Span]) -> Span:
    """What stands where the value stood: the new value, else a figure or a time, else the words of that place."""
    gap = next((gap for gap in pair.gaps if gap.old.start < old[1] and old[0] < gap.old.stop), None)
    if gap is None or not len(gap.new):
        return NO_WORDS
    free = [at for at in gap.new if not any(first <= at < last for first, last in taken)]
    if not free:
        return NO_WORDS
    size = len(later)
    for at in free:
        if size and pair.new.norms[at : at + size] == tuple(later):
            return at, at + size
    for amount in pair.new.amounts:
        if amount.first in free:
            return amount.first, amount.last
    begin, end = _bounds(pair, gap, old)
    own = [at for at in free if begin <= at < end] or free
    return _whole(pair, gap, old, (own[0], own[-1] + 1)) if len(gap.old) <= 2 * (old[1] - old[0]) + 4 else NO_WORDS


def _whole(pair: SentencePair, gap: Gap, old: Span, new: Span) -> Span:
    """The new words with those of the blank that stayed beside them: `Monday to Thursday`, and not `Thursday`."""
    before, behind = max(0, gap.old.start - old[0]), max(0, old[1] - gap.old.stop)
    whole = (new[0] - before, new[1] + behind)
    stayed = (pair.old.norms[old[0] : old[0] + before], pair.old.norms[old[1] - behind : old[1]])
    stands = (pair.new.norms[max(0, whole[0]) : new[0]], pair.new.norms[new[1] : whole[1]])
    return whole if stayed == stands else new


def _bounds(pair: SentencePair, gap: Gap, old: Span) -> Span:
    """Where the words of a blank begin and end among those that came: as many before and behind it as stood there.

    `the Board should` became `the Council must`: the verb that follows on both sides is none of the name.
    """
    verbs = [next((hit.first for hit in side.of("force") if hit.first in where and hit.first >= first), None)
             for side, where, first in ((pair.old, gap.old, old[1]), (pair.new, gap.new, gap.new.start))]
    begin = gap.new.start + max(0, old[0] - gap.old.start)
    if verbs[0] is not None and verbs[1] is not None:
        return begin, verbs[1] - (verbs[0] - old[1])
    return begin, gap.new.stop - max(0, gap.old.stop - old[1])


def _by_hand(pair: SentencePair, blank: Blank, old: Span, new: Span) -> Direction:
    """Which way a value went that was written over: by the figures on both sides, in the module's direction."""
    before = next((amount for amount in pair.old.amounts if amount.first <= old[0] < amount.last), None)
    after = next((amount for amount in pair.new.amounts if new[0] <= amount.first < new[1]), None)
    if before is None or after is None or before.value < 0 or after.value < 0:
        return Direction.OTHER
    step = after.days - before.days if before.days and after.days else after.value - before.value
    if not step or blank.stricter not in ("lower", "higher"):
        return Direction.OTHER
    return Direction.STRICTER if (step > 0) == (blank.stricter == "higher") else Direction.LOOSER


def _meet(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def number_and_time(pair: SentencePair, taken: Sequence[Found], context: Context) -> Iterator[Found]:
    """Figures and times that came, went or were exchanged, those of parameters left out."""
    olds = [item for item in _times(pair.old) if not _is_taken(item, [one.old for one in taken])]
    news = [item for item in _times(pair.new) if not _is_taken(item, [one.new for one in taken])]
    found, tendency = pair.exchanges(olds, news), Tendency(pair)
    is_lone = not (any(old is None for old, _ in found) and any(new is None for _, new in found))
    for old, new in found:
        known = [hit for hit in (old, new) if hit is not None]
        if any(map(_is_time, known)):
            yield _time(pair, old, new, context, tendency if is_lone or (old and new) else None)
        elif not all(map(_is_one, known)):
            yield _number(pair, old, new, tendency if is_lone or (old and new) else None)
    yield from () if pair.is_one_sided else (*_units(pair), *_orders(pair))


def _units(pair: SentencePair) -> Iterator[Found]:
    """A unit that stands by itself and was exchanged for another, as in the head of a table: Days became Weeks."""
    if pair.old.norms == pair.new.norms:
        return
    taken = [{at for one in side.amounts for at in range(one.first, one.last)} for side in (pair.old, pair.new)]
    olds, news = ([hit for hit in side.of("unit") if hit.first not in told]
                  for side, told in zip((pair.old, pair.new), taken, strict=True))
    for old, new in pair.exchanges(olds, news):
        if old is not None and new is not None:
            yield found(pair, SignalKind.TIME_LIMIT, f"unit.{new.rule.id}", _told(pair, old, new, "unit"),
                        old=span(old), new=span(new))


def _times(sentence: Sentence) -> list[Hit]:
    """Figures, times and dates, and times without a figure; those in notes too, which say how things are."""
    return sorted((*sentence.amounts, *sentence.of("prompt", "often")), key=lambda hit: hit.first)


def _is_taken(hit: Hit, spans: Sequence[Span]) -> bool:
    return any(hit.first < last and first < hit.last for first, last in spans)


def _is_one(hit: Hit) -> bool:
    return isinstance(hit, Amount) and hit.is_one


def _is_time(hit: Hit) -> bool:
    return hit.rule.section in ("prompt", "often") or (isinstance(hit, Amount) and hit.is_time)


def _time(pair: SentencePair, old: Hit | None, new: Hit | None, context: Context, tendency: Tendency | None) -> Found:
    tends = tendency is not None and tendency.tells(old, new)
    direction = Direction.OTHER
    if old is not None and new is not None:
        direction = _of_parameter(old, new, context) or (_longer(old, new) if tends else Direction.OTHER)
    elif tends and tendency is not None and tendency.is_alone(old, new):
        direction = _fixed(old, new)
    rule = (new or old)
    assert rule is not None
    return found(pair, SignalKind.TIME_LIMIT, rule.rule.name, _told(pair, old, new, "time limit"), old=span(old),
                 new=span(new), direction=direction)


def _of_parameter(old: Hit, new: Hit, context: Context) -> Direction | None:
    """Which way a time went that is a value of the module, wherever it stands: as the module says."""
    if not (isinstance(old, Amount) and isinstance(new, Amount)):
        return None
    for blank in context.blanks[:_BLANKS]:
        if blank.stricter in ("lower", "higher") and blank.before == f"{old.value:g}" and old.days and new.days \
                and old.value >= 0 and new.value >= 0 and _counts_in(old, blank.unit):
            step = new.days - old.days
            return _signed(step if blank.stricter == "higher" else -step)
    return None


def _counts_in(amount: Amount, unit: str) -> bool:
    return unit.lower().removesuffix("s") == amount.key.partition(" ")[2].replace("-", " ")


def _longer(old: Hit, new: Hit) -> Direction:
    """Which way a time went, by its length and by the words around it."""
    if old.rule.section == "often" and new.rule.section == "often":
        return _signed(old.rule.days - new.rule.days)
    if isinstance(old, Amount) and isinstance(new, Amount) and min(old.value, new.value) < 0:
        return Direction.OTHER   # a figure that cannot be read
    if isinstance(old, Amount) and isinstance(new, Amount) and old.days and new.days:
        return _signed((new.days - old.days) * (new.way or old.way))
    if isinstance(old, Amount) and isinstance(new, Amount):
        years = old.value and new.value and not old.days and not new.days
        return _signed((new.value - old.value) * (new.way or old.way)) if years else Direction.OTHER
    is_open = (_is_open(old), _is_open(new))
    if is_open[0] != is_open[1]:
        return Direction.LOOSER if is_open[1] else Direction.STRICTER
    return Direction.OTHER


def _fixed(old: Hit | None, new: Hit | None) -> Direction:
    """A time limit that came is stricter, one that went looser; of a time that limits nothing nobody can tell."""
    hit = old or new
    limits = (isinstance(hit, Amount) and hit.days and hit.way) or \
        (hit is not None and (hit.rule.section == "often" or hit.rule.id in ("at-once", "soon")))
    return _came_or_went(new) if limits else Direction.OTHER


def _came_or_went(new: Hit | None) -> Direction:
    return Direction.STRICTER if new is not None else Direction.LOOSER


def _is_open(hit: Hit) -> bool:
    return hit.rule.open


def _signed(step: float) -> Direction:
    return Direction.STRICTER if step > 0 else Direction.LOOSER if step < 0 else Direction.OTHER


def _number(pair: SentencePair, old: Hit | None, new: Hit | None, tendency: Tendency | None) -> Found:
    direction = Direction.OTHER
    if tendency is None or not tendency.tells(old, new):
        pass
    elif isinstance(old, Amount) and isinstance(new, Amount):
        way = new.way if new.way == old.way or not old.way else old.way if not new.way else 0
        direction = _signed((new.value - old.value) * way) if min(old.value, new.value) >= 0 else Direction.OTHER
    elif isinstance(lone := old or new, Amount) and lone.way and tendency.is_alone(old, new):
        direction = _came_or_went(new)   # a bound that came asks for more
    return found(pair, SignalKind.NUMBER, "number.figure", _told(pair, old, new, "figure"), old=span(old),
                 new=span(new), direction=direction)


def _told(pair: SentencePair, old: Hit | None, new: Hit | None, noun: str) -> str:
    before = " ".join(pair.old.words(*span(old)).split())
    after = " ".join(pair.new.words(*span(new)).split())
    if before and after:
        return f"{before} became {after}"
    return f"new {noun}: {after}" if after else f"{noun} gone: {before}"


def _orders(pair: SentencePair) -> Iterator[Found]:
    """Before, during and after, where one was exchanged for another; at the latest, where it came or went."""
    olds, news = (side.of("order", "limit") for side in (pair.old, pair.new))
    for old, new in pair.exchanges(olds, news):
        if old is not None and new is not None and pair.changed_old(old.first, old.last):
            yield found(pair, SignalKind.TIME_LIMIT, new.rule.name, _told(pair, old, new, ""), old=span(old),
                        new=span(new))
        elif (moment := _moment(pair, old, new)) is not None:
            yield found(pair, SignalKind.TIME_LIMIT, "order.moment", exchange(pair, *moment), old=moment[0],
                        new=moment[1])
        elif (lone := old or new) is not None and lone.rule.later and lone.last - lone.first > 1:
            yield found(pair, SignalKind.TIME_LIMIT, lone.rule.name, _told(pair, old, new, "time limit"),
                        old=span(old), new=span(new))   # at the latest; one word alone says too little


def _moment(pair: SentencePair, old: Hit | None, new: Hit | None) -> tuple[Span, Span] | None:
    """`On seeing it` where `before seeing it` stood: the words that stand for each other, where they are so few."""
    lone = old or new
    if lone is None or lone.last - lone.first > 2 or not (lone.rule.section == "order" or lone.rule.earlier):
        return None
    gap = pair.gap_at(lone.first, is_old=old is not None)
    if gap is None:
        return None
    other, side = (gap.new, pair.new) if old is not None else (gap.old, pair.old)
    is_moment = 0 < len(other) <= _FEW and side.norms[other.start] in helping("moments")
    return (span_of(gap.old), span_of(gap.new)) if is_moment else None


_FEW = 2


def quantifier(pair: SentencePair, told: Sequence[Found]) -> Iterator[Found]:
    """All or some, any or each, at least or at most."""
    if pair.is_one_sided:
        return
    olds = _untold(_quantifiers(pair.old), [one.old for one in told])
    news = _untold(_quantifiers(pair.new), [one.new for one in told])
    tendency = Tendency(pair)
    for old, new in pair.exchanges(olds, news):
        hit = new or old
        if hit is None:
            continue
        direction = Direction.OTHER
        if old is not None and new is not None and old.rule.share is not None and new.rule.share is not None \
                and tendency.tells(old, new):
            direction = _signed(new.rule.share - old.rule.share)
        elif (old is None or new is None) and hit.rule.id == "all" and tendency.is_alone(old, new) \
                and hit.last < len((pair.new if new is not None else pair.old).norms) \
                and tendency.tells(old, new):
            direction = _came_or_went(new)
        before = " ".join(pair.old.words(*span(old)).split())
        after = " ".join(pair.new.words(*span(new)).split())
        yield found(pair, SignalKind.QUANTIFIER, hit.rule.name, became(before, after), old=span(old), new=span(new),
                    direction=direction)


def _untold(hits: Sequence[Hit], spans: Sequence[Span]) -> list[Hit]:
    """Those that were not told with the force of a duty, as `normally` and its like are."""
    taken = {at for first, last in spans for at in range(first, last)}
    return [hit for hit in hits if hit.rule.section != "hedge" or hit.first not in taken]


_AFTER_BOUND = 4


def _quantifiers(sentence: Sentence) -> list[Hit]:
    """Its quantifiers; over, under and their like only beside a figure."""
    figures = {at for amount in sentence.amounts for at in range(amount.first, amount.last)}
    figures |= {at for hit in sentence.of("often", "percent") for at in range(hit.first, hit.last)}
    hits = [hit for hit in sentence.of("quantifier", "hedge")
            if hit.rule.section != "hedge" or hit.rule.share is not None]
    return [hit for hit in hits if not (hit.rule.bound or hit.rule.id == "about")
            or not figures.isdisjoint(range(hit.first - 2, hit.last + _AFTER_BOUND))]
