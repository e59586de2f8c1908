"""The verdict: may a scheme use this text in this way, and what does that ask of it.

The rules are in rules.toml; here they are applied to one case and the strictest answer is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

from schemekit.licence.expression import MOST_CHOICES, choices
from schemekit.licence.facts import facts_of, letter_facts
from schemekit.licence.letter import Letter
from schemekit.licence.licence import Kind, Licence, licence_of
from schemekit.licence.rules import Answer, Rule, rulebook
from schemekit.licence.use import Use, use_of
from schemekit.model.finding import FindingsError

__all__ = ["DISCLAIMER", "Answer", "Letter", "Reason", "Use", "Verdict", "judge", "report", "use_of"]

DISCLAIMER = "Nothing printed is legal advice."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why: a rule of rules.toml in words, with where it comes from."""

    rule: str
    text: str
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules say to one use of one text.

    Shape: `reasons` always holds at least one; `duties` is what to do so that the use is allowed, `ways_out` what to
    do instead where it is not; both in plain words. `upstream` and `outgoing` are the licences as they were asked.
    """

    answer: Answer
    use: Use
    upstream: str
    outgoing: str
    reasons: tuple[Reason, ...]
    duties: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether the use may go ahead, with or without conditions."""
        return self.answer.is_allowed

    @property
    def because(self) -> str:
        """Its reasons in words, each with where it stands."""
        return "; ".join(f"{reason.text} ({reason.source})" for reason in self.reasons)

    def to_mapping(self) -> dict[str, Any]:
        """The verdict as reports write it."""
        return {
            "answer": self.answer.value,
            "use": self.use.value,
            "source_licence": self.upstream,
            "outgoing_licence": self.outgoing,
            "reasons": [{name: getattr(reason, name) for name in Reason.__slots__} for reason in self.reasons],
            "duties": list(self.duties),
            "ways_out": list(self.ways_out),
        }


def judge(
    upstream: str,
    outgoing: str,
    use: Use,
    *,
    mixed_with: Sequence[str] = (),
    letter: Letter | None = None,
    on: date | None = None,
) -> Verdict:
    """Judge one use of one text.

    `upstream` is the licence of the text taken, `outgoing` the one the scheme publishes it under: SPDX expressions.
    `mixed_with` are the licences of other sources adapted into the same text; every one of them has to agree.
    `letter` is the permission the scheme holds for this text; it is asked where the public licence says no.
    It speaks for `upstream`, and in `mixed_with` for what carries its own `LicenseRef-`. `on` is today's date.
    A licence that cannot be read is a reason to ask a person, not an exception.
    Basis: rules.toml.
    """
    return _judged(upstream, outgoing, use, tuple(mixed_with), letter, on)


@lru_cache(maxsize=512)   # the modules of a library have one licence, as a rule
def _judged(
    upstream: str, outgoing: str, use: Use, mixed_with: tuple[str, ...], letter: Letter | None, on: date | None
) -> Verdict:
    frame = Verdict(answer=Answer.ASK, use=use, upstream=upstream, outgoing=outgoing, reasons=())
    unread: list[str] = []
    offers = [_choices(text, unread) for text in (upstream, *mixed_with)]
    published = _choices(outgoing, unread) if use is Use.ADAPTATION else ((outgoing,),)
    if unread:
        return _note(frame, "cannot-be-read", text=unread[0][:80])
    picks = [tuple(part for one in pick for part in one) for pick in _some(product(*offers))]
    held = _Letterbox(letter, on, frozenset(name for choice in offers[0] for name in choice))
    names = tuple(dict.fromkeys(name for choice in published for name in choice))
    verdicts = [_judge_pick(frame, tuple(map(licence_of, pick)), tuple(map(licence_of, names)), held) for pick in picks]
    best = min(verdicts, key=lambda verdict: verdict.answer.rank)
    if len(offers[0]) == 1:
        return best
    chosen = " AND ".join(picks[verdicts.index(best)])
    choice = _reason(rulebook().notes["source-offers-a-choice"], {"offer": upstream, "source": chosen})
    return replace(best, reasons=(*best.reasons, choice))


def report(verdicts: Mapping[str, Verdict]) -> str:
    """Tell verdicts by the name of what was judged, each with reasons, duties and ways out; the disclaimer once."""
    lines: list[str] = []
    for name, verdict in verdicts.items():
        under = f", published under {verdict.outgoing}" if verdict.use is Use.ADAPTATION else ""
        lines.append(f"{name}   {verdict.use.value} of {verdict.upstream}{under}   {verdict.answer.words}")
        lines += [f"  because  {r.text} [{r.rule}: {r.source}; {r.url}]" for r in verdict.reasons]
        lines += [f"  to do    {duty}" for duty in verdict.duties]
        lines += [f"  way out  {way}" for way in verdict.ways_out]
    return "\n".join([*lines, DISCLAIMER]) + "\n"


@dataclass(frozen=True, slots=True)
class _Letterbox:
    """The letter a scheme holds, the day it is read on, and the licences of the text it was written for."""

    letter: Letter | None
    on: date | None
    written_for: frozenset[str]

    def letter_for(self, part: Licence) -> Letter | None:
        if self.letter and (part.id in self.written_for or part.id == self.letter.licence_ref):
            return self.letter
        return None


@dataclass(frozen=True, slots=True)
class _Fired:
    """A rule that fired, with the words that fill its blanks."""

    rule: Rule
    words: Mapping[str, str]


def _judge_pick(
    frame: Verdict, parts: tuple[Licence, ...], outgoing: tuple[Licence, ...], held: _Letterbox
) -> Verdict:
    """One choice of licences: every part has to agree to every licence the text goes out under."""
    fired: list[_Fired] = []
    for place, part in enumerate(parts):
        others = (*parts[:place], *parts[place + 1 :])
        for published in outgoing:
            fired += _judge_part(frame.use, part, published, others, held)
    return _summed(frame, fired)


def _judge_part(
    use: Use, part: Licence, outgoing: Licence, others: tuple[Licence, ...], held: _Letterbox
) -> list[_Fired]:
    letter = held.letter_for(part)
    if letter and part.kind in (Kind.OWN_TERMS, Kind.UNKNOWN):
        part = replace(part, kind=Kind.RESERVED)
    words = _words(use, part, outgoing, others)
    facts = facts_of(part, outgoing, others)
    fired = [_Fired(rule, words) for rule in rulebook().rules if rule.fires(use.value, facts)]
    if not any(item.rule.grants or not item.rule.answer.is_allowed for item in fired):
        fired.append(_Fired(rulebook().notes["no-rule-says-so"], words))
    if letter is None or _strictest(fired).is_allowed:
        return fired
    facts = letter_facts(letter, use, outgoing, others, held.on)
    by_letter = [
        _Fired(rule, {**words, **_letter_words(letter)})
        for rule in rulebook().letter_rules
        if rule.fires(use.value, facts)
    ]
    refused = not by_letter or _strictest(by_letter) is Answer.BLOCKED
    return [*by_letter, *fired] if refused else by_letter


def _strictest(fired: Iterable[_Fired]) -> Answer:
    return max((item.rule.answer for item in fired), key=lambda answer: answer.rank)


def _summed(frame: Verdict, fired: Sequence[_Fired]) -> Verdict:
    """The strictest answer, with the reasons that led to it first; a blocked use has no duties."""
    answer = _strictest(fired)
    told = [item for item in fired if answer is not Answer.BLOCKED or item.rule.answer is Answer.BLOCKED]
    told.sort(key=lambda item: -item.rule.answer.rank)
    return replace(
        frame,
        answer=answer,
        reasons=tuple(dict.fromkeys(_reason(item.rule, item.words) for item in told)),
        duties=_filled((item.rule.duties, item.words) for item in told) if answer is not Answer.BLOCKED else (),
        ways_out=_filled((item.rule.ways_out, item.words) for item in told if item.rule.answer is answer),
    )


def _filled(texts: Iterable[tuple[tuple[str, ...], Mapping[str, str]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.format_map(words) for lines, words in texts for line in lines))


def _reason(rule: Rule, words: Mapping[str, str]) -> Reason:
    return Reason(rule=rule.id, text=rule.reason.format_map(words), source=rule.source, url=rule.url)


def _note(frame: Verdict, note: str, **words: str) -> Verdict:
    rule = rulebook().notes[note]
    return replace(frame, answer=rule.answer, reasons=(_reason(rule, words),), ways_out=rule.ways_out)


def _words(use: Use, part: Licence, outgoing: Licence, others: Sequence[Licence]) -> dict[str, str]:
    names = dict.fromkeys(other.id for other in others if other.kind is not Kind.PUBLIC_DOMAIN)
    return {"use": use.value, "source": part.id, "outgoing": outgoing.id, "others": " and ".join(names)}


def _letter_words(letter: Letter) -> dict[str, str]:
    return {
        "letter": letter.licence_ref,
        "grantor": letter.grantor,
        "file": letter.file,
        "uses": letter.uses_words,
        "limits": f"; {letter.limits}" if letter.limits else "",
        "until": f" until {letter.expires.isoformat()}" if letter.expires else "",
        "expires": letter.expires.isoformat() if letter.expires else "",
        "letter_outgoing": " or ".join(letter.outgoing),
    }


def _choices(text: str, unread: list[str]) -> tuple[tuple[str, ...], ...]:
    try:
        return choices(text)
    except FindingsError:
        unread.append(text)
        return ((text,),)


def _some(picks: Iterable[Any]) -> list[Any]:
    """The first picks only: leaving a choice out can make the verdict stricter, never milder."""
    return [pick for _, pick in zip(range(MOST_CHOICES), picks, strict=False)]
