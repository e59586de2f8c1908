"""Tokens and hits: a word with its place, words that mean something, and figures with what they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from schemekit.text.rules import Rule


class Token(NamedTuple):
    """A word, figure or address. Shape: `norm` is what is compared, `text[start:end]` what stands there."""

    norm: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule found: tokens `first` to `last - 1`. `key` is what they mean: equal keys mean the same."""

    rule: Rule
    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Amount(Hit):
    """A figure, a time or a date.

    Shape: `value` is the figure; `days` how long a time is, 0 for what is none; `way` is 1 where a larger one is
    stricter, -1 where it is looser, 0 where nobody can tell. `is_one` marks the word one, which may be an article.
    """

    value: float = 0.0
    days: float = 0.0
    way: int = 0
    is_one: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time or a date."""
        return self.days > 0 or self.key.startswith("date ")
