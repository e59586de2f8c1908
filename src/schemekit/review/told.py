"""How a comparison is told in words, the same on the screen, in a pull request, in Word and in code scanning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.adopt.approval import SAID
from schemekit.adopt.todo import DONE
from schemekit.model.adoption import Verb
from schemekit.model.parameter import Tailoring, measured
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.review.comparison import ComparedClause, ComparedValue, Comparison
from schemekit.text.comparing.diff import Kind
from schemekit.text.document import PREAMBLE

NO_REASON = "no reason given"
_SHORT = 50   # characters of the words that made a signal, to be told behind it
_BETWEEN_OTHERS = {Verb.ADOPT: "", Verb.ADAPT: "changed", Verb.DROP: "gone", Verb.ADD: "new"}
_TOLD_KINDS = (Kind.MOVED, Kind.RENUMBERED, Kind.RETITLED, Kind.SPLIT, Kind.JOINED, Kind.REWRAPPED,
               Kind.RESHAPED)


WAYS = (Direction.WEAKER, Direction.LOOSER, Direction.STRONGER, Direction.STRICTER)
"""In the order in which they are told: what asks for a look first."""


def ways_told(comparison: Comparison, kind: SignalKind) -> str:
    """`3 weaker, 2 stronger`: how many clauses have a change of that kind that goes a way, the same in every format."""
    return ", ".join(f"{number} {way.value}" for way in WAYS if (number := comparison.ways[kind][way]))


def label_of(clause: ComparedClause) -> str:
    """`4.2 Acknowledgement`, as people cite the clause; its numbers on both sides where they are not the same."""
    change = clause.change
    if change.id == PREAMBLE:
        return "before the first clause"
    found = (side.number for side in (change.source, change.mine) if side and side.number)
    numbers = [f"{clause.annex}{number}" for number in dict.fromkeys(found)]
    return f"{' -> '.join(numbers)} {change.heading or change.id}".strip()


def done_to(clause: ComparedClause, comparison: Comparison) -> str:
    """What was done to a clause: the scheme's verb against its source, else changed, new or gone; and its moves."""
    change = clause.change
    is_scheme = comparison.correspondence is not None
    verb = change.verb.value if is_scheme else _BETWEEN_OTHERS[change.verb]
    kinds = [kind.value for kind in _TOLD_KINDS if kind in change.kinds]
    if change.told_with:
        return f"{' and '.join(kinds) or verb}, told with #{change.told_with}"
    locked = ["locked"] if is_touched_lock(clause, comparison) else []
    return ", ".join([*([verb] if verb else []), *kinds, *locked])


def is_touched_lock(clause: ComparedClause, comparison: Comparison) -> bool:
    """Whether a scheme changed a clause that its source locks."""
    is_deviation = clause.change.verb in (Verb.ADAPT, Verb.DROP)
    return comparison.correspondence is not None and clause.tailoring is Tailoring.LOCKED and is_deviation


def reason_of(clause: ComparedClause) -> str:
    """Why, by whom and with whose approval; empty where nobody asks."""
    if not clause.reason:
        return NO_REASON if clause.lacks_reason else ""
    told = ", ".join(part for part in (clause.by, approved_of(clause)) if part)
    return f"{clause.reason} ({told})" if told else clause.reason


def approved_of(clause: ComparedClause) -> str:
    """`approved: Board, 12/2026`, or that it is only said to be; empty where nobody said so."""
    if clause.approved.startswith(SAID):
        return clause.approved
    return f"approved: {clause.approved}" if clause.approved else ""


def counted(comparison: Comparison, did: str = "") -> str:
    """How many clauses differ, those of forms and annexes apart, and what was done to them.

    `12 of 81 clauses (5 adapted, 1 dropped, 6 only moved or renumbered) and 1 of 12 clauses of the forms differ`: the
    one way in which every screen counts. Shape: `did` in place of "differ" also leaves out what was done.
    """
    if comparison.whole:
        return comparison.whole
    texts = [clause for clause in comparison.clauses if clause.file not in comparison.forms]
    forms = [clause for clause in comparison.clauses if clause.file in comparison.forms]
    changed = [clause for clause in texts if clause.is_changed]
    told = f"{len(changed) or 'none'} of {len(texts)} clause{'' if len(texts) == 1 else 's'}"
    if changed and not did:
        told += f" ({', '.join(_done(changed, is_scheme=comparison.correspondence is not None))})"
    if forms:
        told += (f" and {sum(clause.is_changed for clause in forms) or 'none'} of {len(forms)} "
                 f"clause{'' if len(forms) == 1 else 's'} of the forms")
    return f"{told} {did or ('differs' if len(changed) < 2 and not forms else 'differ')}"


def _done(changed: Sequence[ComparedClause], *, is_scheme: bool) -> Iterator[str]:
    for verb in (Verb.ADAPT, Verb.DROP, Verb.ADD, Verb.ADOPT):
        number = sum(clause.change.verb is verb for clause in changed)
        if number:
            words = {**(DONE if is_scheme else _BETWEEN_OTHERS), Verb.ADOPT: "only moved, renumbered or rewrapped"}
            yield f"{number} {words[verb]}"


def signal_line(signal: Signal) -> str:
    """A signal in one line, with the words that made it where its own words do not hold them."""
    words = signal.words or signal.kind.value
    pair = words_of(signal)
    # A long one is told in its own words, cut; the redline has it whole.
    holds_both = len(pair) > _SHORT or all(part in words for part in (signal.before, signal.after) if part)
    reference = f" [{signal.reference}]" if signal.reference and signal.reference not in words else ""
    return f"{words}{'' if holds_both or not pair else f' ({pair})'}{reference}"


def words_of(signal: Signal) -> str:
    """`shall -> should`, `new: should`, `gone: shall`: the words that made a signal; empty where it has none."""
    unit = f" {signal.unit}" if signal.unit else ""
    before, after = (f"{part}{unit}" if part and unit.strip() not in part.split() else part
                     for part in (signal.before, signal.after))
    if before and after:
        return f"{before} -> {after}"
    return f"new: {after}" if after else f"gone: {before}" if before else ""


def name_of(clause: ComparedClause) -> str:
    """`#no-charge`, as the clause is named to a command; in another document than the main one with that before it."""
    return f"#{clause.change.id if clause.change.id == clause.file else clause.key}"


def sign_of(value: ComparedValue) -> str:
    """Whether a value became stricter or looser, else that it changed, came or went; and whether it fits its range."""
    sign = value.direction.value or ("changed" if value.before and value.after else "new" if value.after else "gone")
    return sign if value.is_in_range else f"{sign}, outside the range"


def bounds_of(value: ComparedValue) -> str:
    """The range of a value and what it rests on; empty where the module gives none."""
    if not value.bounds or value.bounds == value.unit:
        return ""
    return f"range {value.bounds}{f' ({value.reference})' if value.reference else ''}"


def value_line(value: ComparedValue) -> str:
    """What a value means: its sign, its range and what the range rests on."""
    return ", ".join(part for part in (sign_of(value), bounds_of(value)) if part)


def with_unit(words: str, value: ComparedValue) -> str:
    """A value with its unit, a dash where a side has none."""
    return measured(words, value.unit) if words else "-"


def summary_lines(comparison: Comparison) -> Iterator[str]:
    """The degree of correspondence and how much differs, in a sentence or two."""
    shown, is_whole = len(comparison.changed), not comparison.whole
    degree = comparison.correspondence
    if degree is not None:
        yield f"{degree.words.capitalize()} ({degree.value}, in the words of ISO/IEC Guide 21-1)"
    lacking = sum(clause.lacks_reason for clause in comparison.clauses)
    more = "" if is_whole else f", {shown} shown here"
    more += f", {lacking} without a reason" if lacking else ""
    told = counted(comparison)
    # Behind the degree it goes on with a sentence, without one it begins it.
    yield f"{told if degree is not None else told[:1].upper() + told[1:]}{more}"
    signs = [f"{number} {sign.value or 'other'}" for sign in (Direction.LOOSER, Direction.STRICTER, Direction.OTHER)
             if (number := sum(value.direction is sign for value in comparison.values))]
    if signs:
        yield f"{len(comparison.values)} {'value' if len(comparison.values) == 1 else 'values'}: {', '.join(signs)}"
