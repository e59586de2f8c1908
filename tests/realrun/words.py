"""Counting words: whether everything that either side wrote is still somewhere after an update, and deletions held.

Basis: the laws of the merge: every word that either side inserted is in the text or in a decision, and every word
deleted by one side only is gone or in a decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")
_ID = re.compile(r"\{ #[^}\n]*\}")


@dataclass(frozen=True, slots=True)
class Account:
    """What an update did to the words. `lost` should be somewhere and are not; `back` were deleted and are there."""

    lost: Counter[str]
    back: Counter[str]


def words_of(text: str) -> list[str]:
    """The words of a text, ids of headings left out."""
    return _WORD.findall(_ID.sub(" ", text))


def account(base: str, ours: str, source: str, merged: str, decisions: Iterable[str]) -> Account:
    """Hold a merged text, and the wordings that its decisions keep, against the three texts it came from.

    Both are bounds that hold whatever the places of the words are: an edit that both sides made counts once.
    """
    old = words_of(base)
    count, there = Counter(old), Counter(words_of(merged))
    kept = Counter(word for wording in decisions for word in words_of(wording))
    all_gone_ours, all_new_ours = _edits(old, words_of(ours))
    all_gone_source, all_new_source = _edits(old, words_of(source))
    # A word that only changed its place is neither gone nor new.
    gone_ours, new_ours = all_gone_ours - all_new_ours, all_new_ours - all_gone_ours
    gone_source, new_source = all_gone_source - all_new_source, all_new_source - all_gone_source
    lost: Counter[str] = Counter()
    back: Counter[str] = Counter()
    for word in count.keys() | new_ours.keys() | new_source.keys() | there.keys():
        inserted = max(new_ours[word], new_source[word])
        least = max(inserted, count[word] - gone_ours[word] - gone_source[word] + inserted)
        gone = max(all_gone_ours[word], all_gone_source[word])
        most = count[word] - gone + all_new_ours[word] + all_new_source[word]
        if there[word] + kept[word] < least:
            lost[word] = least - there[word] - kept[word]
        if there[word] - kept[word] > most:
            back[word] = there[word] - kept[word] - most
    return Account(lost, back)


def _edits(old: list[str], new: list[str]) -> tuple[Counter[str], Counter[str]]:
    """The words that went and those that came."""
    gone: Counter[str] = Counter()
    come: Counter[str] = Counter()
    for kind, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone.update(old[start:stop])
            come.update(new[first:last])
    return gone, come
