"""The rules that frameworks and crosswalks are held to, each with the reason that is told with every finding."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    # frameworks
    "framework-place": "crosswalks name a framework by its folder and its version by its file",
    "framework-item-twice": "an id is what an item is: two items with one id cannot be told apart",
    "framework-parent": "a reader finds an item under its heading, and a heading counts what stands under it",
    # crosswalks
    "crosswalk-place": "a framework's crosswalk is looked for under the framework's name, in the module it speaks of",
    "crosswalk-framework": "what is mapped to can only be shown, and found stale, where its items are known",
    "crosswalk-version": "a judgement is about words, and these are found again only by their version",
    "crosswalk-clause": "a mapping that points to no clause is evidence of nothing",
    "crosswalk-item": "a mapping that points to no item answers a question that nobody asked",
    "crosswalk-twice": "of two judgements about the same pair nobody knows which one holds",
    "crosswalk-gap": "an item cannot be answered and unanswered at once",
    "crosswalk-together": "only several clauses can be taken together, and they come to no less than the best of them",
    "crosswalk-below": "an item asks all that the items under it ask, so it is answered no better than each of them",
    "crosswalk-rationale": "a reviewer has to be able to agree or disagree with the judgement",
    "crosswalk-review": "a review is a second look at what was judged, by somebody else",
    "crosswalk-stale": "the judgement is about words that are no longer there",
    "crosswalk-undated-words": "without it nobody is told when the clause no longer reads as it was judged",
    "crosswalk-newer-framework": "who reads the evidence asks for the version in force",
}
