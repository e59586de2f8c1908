"""Suggesting: which framework items a clause could answer, ranked by words, with the words that matched.

Proposals for a person to judge, never judgements: nothing is written into a crosswalk here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.crosswalk.telling_words import commonness, telling, weights
from schemekit.files.full_text import FullText, words_in
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow
from schemekit.model.framework import Framework, FrameworkItem
from schemekit.text.document import ClauseText
from schemekit.text.printed import printed

TOP = 3
_SHOWN = 6   # words that matched
_COLUMNS = (1.0, 2.0, 0.2)
"""What a match counts in an item's label, in its keywords, in what it stands under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An item that a clause could answer.

    Shape: `rank` counts from 1 within the framework; `words` are those of the item that matched, the weightiest first;
    `judged` is the row in which somebody judged the pair already, or None.
    """

    framework: Framework
    item: FrameworkItem
    rank: int
    words: tuple[str, ...]
    judged: CrosswalkRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseSuggestions:
    """What one clause could answer. Shape: by framework, each with its best items, the best first."""

    module: str
    clause: str
    label: str
    text: str
    found: tuple[Suggestion, ...]


class Ranker:
    """The items of a framework, ready to be ranked.

    Shape: each framework by itself, so that what it proposes does not depend on which others are known.
    """

    def __init__(self, framework: Framework, language: str = "en") -> None:
        self.framework = framework
        items = {item.id: item for item in framework.items}
        self._texts = FullText(_COLUMNS, [
            (item.label(language), " ".join(item.keywords), " ".join(_above(item, items, language)))
            for item in framework.items
        ])

    def ranked(self, words: Mapping[str, float]) -> Iterator[tuple[FrameworkItem, tuple[str, ...]]]:
        """The items in which any word stands, the best first, each with the words that matched.

        Shape: `words` with what each counts; of equal items the framework's order decides.
        """
        scores: dict[int, float] = {}
        matched: dict[int, dict[str, float]] = {}
        for word, weight in words.items():
            for match in self._texts.matches(word):
                score = weight * match.score
                scores[match.place] = scores.get(match.place, 0.0) + score
                of_item = matched.setdefault(match.place, {})
                for shown in match.words:
                    of_item[shown] = max(of_item.get(shown, 0.0), score)
        for place in sorted(scores, key=lambda place: (-scores[place], place)):
            of_item = matched[place]
            shown_words = sorted(of_item, key=lambda word: (-of_item[word], word))[:_SHOWN]
            yield self.framework.items[place], tuple(shown_words)


def _above(item: FrameworkItem, items: Mapping[str, FrameworkItem], language: str) -> Iterator[str]:
    """The words of what an item stands under."""
    seen = {item.id}
    while item.parent and item.parent in items and item.parent not in seen:
        item = items[item.parent]
        seen.add(item.id)
        yield f"{item.label(language)} {' '.join(item.keywords)}"


def suggestions(
    module: str, clauses: Sequence[ClauseText], crosswalks: Sequence[Crosswalk], rankers: Sequence[Ranker],
    wanted: Sequence[str] = (), top: int = TOP,
) -> Iterator[ClauseSuggestions]:
    """What the clauses of a module could answer in each framework.

    Shape: `clauses` are all of the module's, as a word that stands in each of them tells little; only those in
    `wanted` are asked about, all where it is empty. A heading without words of its own is left out.
    """
    judged = {(walk.framework, walk.framework_version, row.clause, row.item): row
              for walk in crosswalks for row in walk.rows}
    texts = {clause.id: printed(clause.body) for clause in clauses}
    said = {clause.id: telling(words_in(clause.heading), words_in(texts[clause.id])) for clause in clauses}
    common = commonness(list(said.values()))
    for clause in clauses:
        if not texts[clause.id].strip() or (wanted and clause.id not in wanted):
            continue
        words = weights(said[clause.id], common, len(clauses))
        yield ClauseSuggestions(
            module=module, clause=clause.id, label=clause.label, text=texts[clause.id],
            found=tuple(
                Suggestion(framework=ranker.framework, item=item, rank=rank, words=matched, judged=judged.get(
                    (ranker.framework.id, ranker.framework.version, clause.id, item.id)))
                for ranker in rankers
                for rank, (item, matched) in zip(range(1, top + 1), ranker.ranked(words), strict=False)
            ),
        )
