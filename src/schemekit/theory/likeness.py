"""How alike two steps are: five parts, each from 0 to 1, and their weighted sum.

The same steps get the same score whichever is named first, in whatever order their theories list them.
Basis: docs/theory-of-change.md, "How two steps are compared".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log, sqrt

from schemekit.model.theory_of_change import Assumption, Direction, Step
from schemekit.theory.polarity import denies, is_denied_by_one, is_shared_denied, name_one_thing
from schemekit.theory.stemming import stems
from schemekit.theory.vocabulary import vocabulary

WEIGHTS: Mapping[str, float] = {"theme": 0.40, "sdg": 0.20, "actor": 0.15, "direction": 0.10, "text": 0.15}
"""What each part weighs. A part on which neither step says anything is left out, and the others weigh more."""
PART_WORDS: Mapping[str, str] = {"theme": "themes", "sdg": "SDG targets", "actor": "actor", "direction": "direction",
                                 "text": "words"}
"""What each part is called on the screen and in reports."""
SAME, POSSIBLE = 0.70, 0.45
"""From which score two steps are taken as the same, and from which a person is asked."""
_OPPOSITE = frozenset({Direction.INCREASE, Direction.DECREASE})
_OTHER_DIRECTION, _SAME_GROUP = 0.5, 0.7
_SAME_MATTER = 0.75   # a theme and its area
_CLOSEST = 4   # a tree of three levels: from a theme over its area to another field


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The score of a pair with its parts.

    Shape: `parts` maps theme, sdg, actor, direction and text to 0..1, or to None where neither step says anything;
    `is_opposed` where the one wants more and the other less in one matter, and `is_contrary` where their words name
    one thing too; `is_denied` where one says that something is not so. `shares` are what each part adds; the score is
    their sum. Units: thousandths.
    """

    parts: Mapping[str, float | None]
    shares: Mapping[str, float]
    score: float
    is_opposed: bool = False
    has_same_words: bool = False
    is_contrary: bool = False
    is_denied: bool = False

    @property
    def sum_in_words(self) -> str:
        """The score with what each part adds to it, so that it can be checked by hand."""
        told = " + ".join(f"{PART_WORDS[name]} {share:.3f}" for name, share in self.shares.items())
        silent = [PART_WORDS[name] for name, part in self.parts.items() if part is None]
        return f"{self.score:.3f} = {told}" + (f" (neither says: {', '.join(silent)})" if silent else "")

    def to_mapping(self) -> dict[str, object]:
        """The likeness as `--json` prints it."""
        return {"score": self.score, "parts": dict(self.parts), "shares": dict(self.shares),
                "opposed": self.is_opposed}


@dataclass(frozen=True, slots=True)
class Corpus:
    """How often each word stands in the statements that are compared: a word in all of them tells little.

    Shape: `is_read` is False where one of the theories is in a language whose words the method does not read; then
    words and actors are alike only where they are the same to the letter.
    """

    size: int
    counts: Mapping[str, int]
    is_read: bool = True
    known: dict[str, Mapping[str, float]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, statements: Iterable[str], *, is_read: bool = True) -> Corpus:
        """The words of these statements, in whatever order they come."""
        found = [set(stems(words)) for words in statements]
        return cls(len(found), Counter(word for words in found for word in words), is_read)

    def are_same_words(self, one: str, other: str) -> bool:
        """Whether two statements say the same in the same words; where they are read, endings and synonyms aside."""
        return one == other or (
            self.is_read and stems(one) == stems(other) != () and denies(one) == denies(other))

    def name_one_thing(self, one: str, other: str, actors: Sequence[str]) -> bool:
        """Whether two statements speak of one thing, as far as they are read."""
        return self.is_read and name_one_thing(self.vector(one), self.vector(other), actors)

    def actors_alike(self, one: str, other: str) -> float | None:
        """How alike two actors are, as far as they are read; None where neither is named."""
        if self.is_read:
            return actors_alike(one, other)
        return float(one.casefold() == other.casefold()) if one or other else None

    def vector(self, text: str) -> Mapping[str, float]:
        """A statement's words with their weights, of length 1; empty for one without words."""
        if text not in self.known:
            self.known[text] = self._weighted(text)
        return self.known[text]

    def _weighted(self, text: str) -> Mapping[str, float]:
        counted = Counter(stems(text))
        weighted = {word: number * (log((1 + self.size) / (1 + self.counts.get(word, 0))) + 1)
                    for word, number in sorted(counted.items())}
        length = sqrt(sum(weight * weight for weight in weighted.values()))
        return {word: weight / length for word, weight in weighted.items()} if length else {}


def likeness(one: Step, other: Step, corpus: Corpus) -> Likeness:
    """How alike two steps are. Shape: levels are not looked at; only same and neighbouring ones are worth asking."""
    parts = {
        "theme": themes_alike(one.themes, other.themes),
        "sdg": _jaccard(frozenset(one.sdg_targets), frozenset(other.sdg_targets)),
        "actor": corpus.actors_alike(one.actor, other.actor),
        "direction": _directions_alike(one.direction, other.direction),
        "text": texts_alike(one.statement, other.statement, corpus),
    }
    found = _summed(parts, is_opposed=_are_opposed(one.direction, other.direction, one.themes, other.themes),
                    has_same_words=corpus.are_same_words(one.statement, other.statement))
    is_denied = is_denied_by_one(one, other)
    return replace(found, is_denied=is_denied, is_contrary=found.is_opposed
                   and not (is_denied and is_shared_denied(one, other))
                   and corpus.name_one_thing(one.statement, other.statement, (one.actor, other.actor)))


def likeness_of_assumption(assumption: Assumption, step: Step, corpus: Corpus) -> Likeness:
    """How much an assumption is about what a step brings about: themes, actor, direction and words.

    Shape: on a part of which the assumption says nothing, nothing is held against the step.
    """
    parts = {
        "theme": themes_alike(assumption.themes, step.themes) if assumption.themes else None,
        "sdg": None,
        "actor": corpus.actors_alike(assumption.about_actor, step.actor) if assumption.about_actor else None,
        "direction": _directions_alike(assumption.direction, step.direction) if assumption.direction else None,
        "text": texts_alike(assumption.statement, step.statement, corpus),
    }
    found = _summed(parts, is_opposed=_are_opposed(assumption.direction, step.direction, assumption.themes,
                                                   step.themes),
                    has_same_words=corpus.are_same_words(assumption.statement, step.statement))
    return replace(found, is_denied=denies(assumption.statement) != denies(step.statement), is_contrary=found.is_opposed
                   and corpus.name_one_thing(assumption.statement, step.statement,
                                             (assumption.about_actor, step.actor)))


def _summed(parts: Mapping[str, float | None], *, is_opposed: bool, has_same_words: bool) -> Likeness:
    rounded = {name: None if part is None else round(part, 4) for name, part in parts.items()}
    said = {name: part for name, part in rounded.items() if part is not None}
    total = sum(WEIGHTS[name] for name in said)
    exact = {name: 1000 * WEIGHTS[name] * part / total for name, part in said.items()}
    score = round(sum(exact.values()))
    # Rounded so that they come to the score: those that lose most by it are rounded up.
    shares = {name: int(share) for name, share in exact.items()}
    losing = sorted(exact, key=lambda name: (shares[name] - exact[name], name))
    for name in losing[: score - sum(shares.values())]:
        shares[name] += 1
    return Likeness(parts=rounded, shares={name: share / 1000 for name, share in shares.items()}, score=score / 1000,
                    is_opposed=is_opposed, has_same_words=has_same_words)


def themes_alike(one: Sequence[str], other: Sequence[str]) -> float | None:
    """How near two sets of themes are in the tree: each theme with the nearest of the other side, on average."""
    if not one and not other:
        return None
    if not one or not other:
        return 0.0
    mine, theirs = sorted(set(one)), sorted(set(other))
    best = [max(near(code, wanted) for wanted in theirs) for code in mine]
    best += [max(near(code, wanted) for wanted in mine) for code in theirs]
    return sum(sorted(best)) / len(best)


@lru_cache(maxsize=20_000)
def near(one: str, other: str) -> float:
    """How near two codes are: 1 the same, 0.75 a theme and its area, 0.5 two of one area, 0 of different fields."""
    if one == other:
        return 1.0
    themes = vocabulary().themes
    if one not in themes or other not in themes:
        return 0.0
    mine, theirs = themes[one].lineage, themes[other].lineage
    common = next((code for code in mine if code in theirs), None)
    if common is None:
        return 0.0
    distance = mine.index(common) + theirs.index(common)
    return max(0.0, 1 - distance / _CLOSEST)


@lru_cache(maxsize=20_000)
def actors_alike(one: str, other: str) -> float | None:
    """1 for the same actor, 0.7 for two of one group (who is certified, who buys), else how many words they share."""
    mine, theirs = frozenset(stems(one)), frozenset(stems(other))
    if not mine and not theirs:
        return None
    if mine == theirs:
        return 1.0
    shared = _jaccard(mine, theirs) or 0.0
    return max(_SAME_GROUP, shared) if actor_groups(one) & actor_groups(other) else shared


@lru_cache(maxsize=5_000)
def actor_groups(actor: str) -> frozenset[str]:
    """The groups that an actor belongs to."""
    words = frozenset(stems(actor))
    return frozenset(name for name, known in vocabulary().actor_groups.items()
                     if any(words >= frozenset(stems(one)) for one in known)) if words else frozenset()


def _directions_alike(one: Direction | None, other: Direction | None) -> float | None:
    if one is None and other is None:
        return None
    if one is None or other is None or {one, other} == _OPPOSITE:
        return 0.0
    return 1.0 if one is other else _OTHER_DIRECTION


def _are_opposed(one: Direction | None, other: Direction | None, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the one wants more of what the other wants less: less of one thing and more of another is no quarrel."""
    if {one, other} != _OPPOSITE:
        return False
    is_silent = not mine and not theirs
    return is_silent or any(near(code, wanted) >= _SAME_MATTER for code in mine for wanted in theirs)


def texts_alike(one: str, other: str, corpus: Corpus) -> float:
    """The cosine of two statements' weighted words; of words that are not read, whether they are the same."""
    if corpus.are_same_words(one, other) or not corpus.is_read:
        return float(corpus.are_same_words(one, other))
    mine, theirs = corpus.vector(one), corpus.vector(other)
    shared = sorted(mine[word] * theirs[word] for word in mine.keys() & theirs.keys())
    return min(sum(shared), 1.0)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float | None:
    together = one | other
    return len(one & other) / len(together) if together else None
