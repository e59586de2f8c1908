"""Amounts: figures, times and dates of a passage, in digits or in words, with the way in which they are stricter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemekit.text.rules import Rule, Vocabulary, helping
from schemekit.text.significance.token import Amount, Hit, Token

NUMBER = Rule(section="number", id="figure", phrases={})
TIME = Rule(section="time", id="period", phrases={})
DATE = Rule(section="time", id="date", phrases={})
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"), re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DIGITS = 15
_NEAR = 4
_PARTS = (0.1, 0.125, 0.1667, 0.2, 0.25, 0.3333)   # a third, a quarter: also the third one, and a party


def amounts(
    tokens: Sequence[Token], hits: Sequence[Hit], references: Sequence[Hit], words: Vocabulary, *, is_heading: bool
) -> Iterator[Amount]:
    """Every amount, in order. Numbers inside references and inside phrases of the table are none."""
    taken = {at for hit in (*references, *(hit for hit in hits if hit.rule.section not in ("unit", "percent")))
             for at in range(hit.first, hit.last)}
    reader = _Reader(tokens, hits, taken, words)
    is_numbered = bool(tokens) and tokens[0].kind == "number" and (is_heading or "." in tokens[0].norm)
    at = 1 if is_numbered else 0   # `4.2 Title`, `**4.2** *Updates.*`
    starts = words.amount_starts
    while at < len(tokens):
        token = tokens[at]
        if token.kind != "number" and token.norm not in starts and token.norm.partition("-")[0] not in starts:
            at += 1
            continue
        found = reader.at(at) if not _is_in_name(tokens, at) else None
        if found is not None:
            yield found
        at = found.last if found is not None else at + 1


def _is_in_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a figure ends a short name: S0, G7."""
    before = tokens[at - 1] if at else None
    return before is not None and before.kind == "word" and before.end == tokens[at].start and \
        before.end - before.start <= _NAME


_NAME = 2


class _Reader:
    """A passage whose amounts are read from left to right."""

    def __init__(self, tokens: Sequence[Token], hits: Sequence[Hit], taken: set[int], words: Vocabulary) -> None:
        self._tokens, self._taken, self._words = tokens, taken, words
        self._units = {hit.first: hit for hit in hits if hit.rule.section == "unit"}
        self._percents = {hit.first: hit for hit in hits if hit.rule.section == "percent"}
        self._ways: dict[int, int] = {}
        self._cues = {at: hit for hit in hits if hit.rule.later or hit.rule.earlier or hit.rule.bound
                      for at in range(hit.first, hit.last)}

    def at(self, at: int) -> Amount | None:
        """The amount that begins at a token, if one does."""
        date = self._date(at)
        if date:
            return Amount(DATE, f"date {self._key(at, date)}", at, date, self._year(at, date),
                          way=self._way(at, date, is_date=True))
        value, last, is_one = self._number(at)
        if last == at:
            return None
        value, last = self._repeated(value, last)
        unit = self._unit(last)
        if unit is not None:
            days = abs(value) * unit.rule.days   # of a figure that cannot be read, only that it is a time
            key = f"{f'{value:g}' if value >= 0 else self._tokens[at].norm} {unit.rule.id}"
            return Amount(TIME, key, at, unit.last, value, days, self._way(at, unit.last))
        percent = self._percents.get(last)
        if percent is not None:
            return Amount(NUMBER, f"{value:g} %", at, percent.last, value, way=self._way(at, percent.last))
        key = self._tokens[at].norm if value < 0 else f"{value:g}"
        return Amount(NUMBER, key, at, last, value, way=self._way(at, last),
                      is_one=is_one and not self._is_counted(at))

    def _is_counted(self, at: int) -> bool:
        """Whether the word one is a figure: only one, more than one, at least one."""
        return at > 0 and (self._tokens[at - 1].norm in ("only", "than") or (at - 1) in self._cues)

    def _number(self, at: int) -> tuple[float, int, bool]:
        """A value, where it ends, and whether it is the word one. It ends where it began where there is none."""
        if at in self._taken or at >= len(self._tokens):
            return 0, at, False
        token = self._tokens[at]
        if token.kind == "number":
            value = _value(token.norm, self._words.language)
            if value >= 0 and at + 1 < len(self._tokens) and self._big(at + 1) >= 1000:
                return value * self._big(at + 1), at + 2, False
            return value, at + 1, False
        return self._in_words(at)

    def _big(self, at: int) -> float:
        return self._words.numbers.get(self._tokens[at].norm, 0) if self._tokens[at].kind == "word" else 0

    def _in_words(self, at: int) -> tuple[float, int, bool]:
        total, current, last = 0.0, 0.0, at
        started = False
        while last < len(self._tokens) and last not in self._taken:
            norm = self._tokens[last].norm
            parts = norm.split("-") if "-" in norm else [norm]
            values = [self._words.numbers.get(part, 1.0 if part in self._words.ones else -1.0) for part in parts]
            if norm in self._words.numbers:
                values = [self._words.numbers[norm]]   # quatre-vingt, which is one word
            elif norm.startswith("quatre-vingt-"):
                values = [80.0, *values[2:]]
            if any(value < 0 for value in values):
                if not (started and norm in ("and", "y", "e", "et") and self._continues(last + 1, current)):
                    break
                last += 1
                continue
            if started and not _fits(current, values[0]):
                break
            for value in values:
                if 0 < value < 1:
                    current = (current or 1.0) * value
                elif value >= 1000:
                    total, current = total + (current or 1.0) * value, 0.0
                elif value == 100:
                    current = (current or 1.0) * value
                else:
                    current += value
            started = True
            last += 1
        if not started:
            return 0, at, False
        alone = last == at + 1 and "-" not in self._tokens[at].norm
        if alone and self._words.numbers.get(self._tokens[at].norm, 2) in _PARTS and not self._is_part(at):
            return 0, at, False
        is_one = alone and self._tokens[at].norm in self._words.ones
        return total + current, last, is_one

    def _continues(self, at: int, so_far: float) -> bool:
        """Whether a number goes on behind an and: one hundred and one, treinta y un, vingt et un."""
        if at >= len(self._tokens) or at in self._taken:
            return False
        norm, least = self._tokens[at].norm.partition("-")[0], 100 if self._words.language == "en" else 20
        value = self._words.numbers.get(norm, 1.0 if norm in self._words.ones else -1.0)
        return so_far % 1000 in (0, *range(least, 1000)) and 1 <= value < 100 and _fits(so_far, value)

    def _is_part(self, at: int) -> bool:
        """Whether a third or a quarter is a part: `a third of`, `le tiers`."""
        following = self._tokens[at + 1].norm if at + 1 < len(self._tokens) else ""
        before = self._tokens[at - 1].norm if at else ""
        return following in helping("of_part") and before in helping("before_part")

    def _repeated(self, value: float, last: int) -> tuple[float, int]:
        """`ten (10)` is one figure."""
        again, end, _ = self._number(last)
        return (value, end) if end > last and again == value else (value, last)

    def _unit(self, at: int) -> Hit | None:
        if at < len(self._tokens) and self._tokens[at].norm in helping("between"):
            at += 1
        return self._units.get(at)

    def _date(self, at: int) -> int:
        """Where the date that begins at a token ends, 0 where none does."""
        tokens = self._tokens
        if at in self._taken and tokens[at].norm != "may":
            return 0
        norm = tokens[at].norm
        if _DATE.fullmatch(norm):
            return at + 1
        last = at
        if tokens[at].kind == "number" and at + 1 < len(tokens):
            last = at + 1
            if tokens[last].norm in ("de", "of") and last + 1 < len(tokens):
                last += 1
        if tokens[last].norm in self._words.months and (last > at or self._is_year(last + 1) or self._is_day(last + 1)):
            last += 1
            for _ in range(3):
                if last < len(tokens) and (tokens[last].kind == "number" or (tokens[last].norm in ("de", "of", "do")
                                           and self._is_year(last + 1))):
                    last += 1
            return last
        if self._is_year(at) and (at == 0 or self._cue_before(at)):
            return at + 1
        return 0

    def _year(self, first: int, last: int) -> float:
        found = (_YEAR.match(self._tokens[at].norm) for at in range(first, last))
        return next((float(match[0]) for match in found if match), 0.0)

    def _is_year(self, at: int) -> bool:
        return at < len(self._tokens) and _YEAR.fullmatch(self._tokens[at].norm) is not None

    def _is_day(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].kind == "number" and len(self._tokens[at].norm) <= 2

    def _cue_before(self, at: int) -> bool:
        return self._tokens[at - 1].norm in self._words.date_words or (at - 1) in self._cues

    def _key(self, first: int, last: int) -> str:
        return " ".join(token.norm for token in self._tokens[first:last])

    def _way(self, first: int, last: int, *, is_date: bool = False) -> int:
        """Whether a larger one is stricter (1) or looser (-1), by the words around it."""
        if first and self._tokens[first - 1].norm == "only":
            return -1
        before = [self._cues[at] for at in range(max(0, first - _NEAR), first) if at in self._cues]
        after = [self._cues[at] for at in range(last, min(len(self._tokens), last + _NEAR)) if at in self._cues]
        if is_date:
            return -1 if any(hit.rule.later or hit.rule.earlier for hit in before[-1:]) else 0
        for hit in (*before[-1:], *after[:1]):
            if hit.rule.threshold:
                return 0
            if hit.rule.bound:
                return 1 if hit.rule.bound == "least" else -1
            return 1 if hit.rule.earlier else -1
        return 0


def _fits(so_far: float, value: float) -> bool:
    """Whether a word for a number goes on with the one before it: thirty five does, five thirty does not."""
    if value < 1 or value >= 1000:
        return True
    if value >= 100:
        return so_far == 0 or (value == 100 and so_far < 100)
    tens = so_far % 100
    return tens == 0 or (tens >= 20 and tens % 10 == 0 and value < 10) or (tens in (60, 80) and value < 20)


def _value(norm: str, language: str) -> float:
    """The value of a figure, -1 where it is no plain one (10:30, 5-10)."""
    english, other = _THOUSANDS
    if language == "en" and english.fullmatch(norm):
        norm = norm.replace(",", "")
    elif language != "en" and other.fullmatch(norm):
        norm = norm.replace(".", "").replace(",", ".")
    elif language != "en":
        norm = norm.replace(",", ".")
    return float(norm) if len(norm) <= _DIGITS and _PLAIN.fullmatch(norm) else -1.0
