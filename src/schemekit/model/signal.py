"""A signal: what a change of words means for those who are bound by them, with the words that made it.

Here is the record only. By which rules signals are found is in `text/significance`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SignalKind(Enum):
    """What a change is about, the most weighty first: the order in which reviewers want to see changes.

    FORCE: how far a sentence binds (shall, should, may), also by a clause that came or went. NEGATION: a not, never,
    unless, only. PARAMETER: a value in a blank of the module. NUMBER: a figure in the words. TIME_LIMIT: within,
    before, at once, how often. QUANTIFIER: all or some, each or any, at least or at most. ACTOR: who acts or is
    bound. SCOPE: whom or what the text covers, conditions and exceptions included. DEFINITION: what a term means.
    REFERENCE: to another clause or document. WORDING: other words, of which no rule can tell whether they mean the
    same. STRUCTURE: moved, split, joined, renumbered, another level, a list made of a sentence. EDITORIAL: spelling,
    typography, layout.
    """

    FORCE = "force"
    NEGATION = "negation"
    PARAMETER = "parameter"
    NUMBER = "number"
    TIME_LIMIT = "time limit"
    QUANTIFIER = "quantifier"
    ACTOR = "actor"
    SCOPE = "scope"
    DEFINITION = "definition"
    REFERENCE = "reference"
    WORDING = "wording"
    STRUCTURE = "structure"
    EDITORIAL = "editorial"

    @property
    def slug(self) -> str:
        """Its name as a part of an id: `time-limit`."""
        return self.value.replace(" ", "-")

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the most weighty."""
        return list(SignalKind).index(self)


class Direction(Enum):
    """Which way a change goes: of force stronger or weaker, of a value stricter or looser; else it is only other."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    STRICTER = "stricter"
    LOOSER = "looser"
    OTHER = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing that a change of a clause means.

    Shape: `before` and `after` are the words that made it, one of them empty where they only came or went;
    `passage_before` and `passage_after` the sentences, items or cells they stand in; `words` tell it in one line
    ("shall became should: weaker"); `rule` names the row of the table of rules that found it.
    `parameter`, `unit` and `reference` are those of the module's parameter, for a PARAMETER; else empty.
    """

    kind: SignalKind
    words: str
    rule: str
    direction: Direction = Direction.OTHER
    before: str = ""
    after: str = ""
    passage_before: str = ""
    passage_after: str = ""
    parameter: str = ""
    unit: str = ""
    reference: str = ""

    @property
    def bare_words(self) -> str:
        """Its words without the parameter's reference: beside a scheme's own reason that reads like another one."""
        return self.words.removesuffix(f" ({self.reference})") if self.reference else self.words

    def to_mapping(self) -> dict[str, str]:
        """The signal as `--json` prints it."""
        entry = {name: getattr(self, name) for name in self.__slots__}
        return {**entry, "kind": self.kind.value, "direction": self.direction.value}
