"""What people write in a cell to name a theme or a step: its code or id, or the words that stand for it on the sheet.

A sheet shows labels and statements, and people write what they see. Words name something only where it is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from schemekit.model.theory_of_change import one_line
from schemekit.theory.vocabulary import vocabulary

_BETWEEN = re.compile(r"([;,\n])")
_MOST_PARTS = 12   # of one name, which may hold commas itself: a statement of a step
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHOWN, _LISTED = 60, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """Words that name nothing, or several things, with the mend."""

    found: str
    wanted: str
    fix: str


@dataclass(frozen=True, slots=True)
class StepNames:
    """By which words the steps of a sheet can be named. Shape: folded words to the ids of all steps that have them."""

    known: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, steps: Iterable[Mapping[str, object]]) -> StepNames:
        """The ids and statements of steps as they were read; an id outranks another step's statement."""
        ids: dict[str, tuple[str, ...]] = {}
        words: dict[str, tuple[str, ...]] = {}
        for step in steps:
            name = str(step.get("id", ""))
            ids[_folded(name)] = (name,)
            told = _folded(str(step.get("statement", "")))
            words[told] = tuple(dict.fromkeys((*words.get(told, ()), name)))
        return cls({**words, **ids})

    def one(self, words: str) -> str | Unnamed:
        """The id of the step that words name; words that look like an id stay, as another rule tells of them."""
        told = one_line(words)
        found = self.known.get(_folded(told), ())
        if len(found) == 1:
            return found[0]
        if found:
            return Unnamed(found=f"'{told[:_SHOWN]}', which {len(found)} steps say", wanted="one step",
                           fix=f"write the id of the one that is meant: {_some(found)}")
        if _ID.fullmatch(told):
            return told
        near = get_close_matches(_folded(told), self.known, n=1)
        ids = list(dict.fromkeys(name for names in self.known.values() for name in names))
        return Unnamed(found=f"'{told[:_SHOWN]}', which is no step", wanted="the id of a step, or its statement",
                       fix=f"did you mean '{self.known[near[0]][0]}'?" if near else f"write an id: {_some(ids)}")

    def each(self, words: str) -> Iterator[str | Unnamed]:
        """The steps that a cell names, one after the other."""
        yield from map(self.one, _parts(words, self.known))


def themes_named(words: str) -> Iterator[str | Unnamed]:
    """The codes of the themes that a cell names, by code or by label."""
    known = _themes()
    for part in _parts(words, known):
        told = one_line(part)
        code = known.get(_folded(told))
        if code is not None:
            yield code
            continue
        near = get_close_matches(_folded(told), known, n=1)
        yield Unnamed(found=f"'{told[:_SHOWN]}', which is no theme", wanted="a code or a label of the theme list",
                      fix=f"did you mean '{known[near[0]]}'?" if near else
                      "choose from the sheet Themes, or see 'schemekit toc themes'")


@cache
def _themes() -> Mapping[str, str]:
    themes = vocabulary().themes
    return {**{_folded(theme.label): code for code, theme in themes.items()}, **{code: code for code in themes}}


def _parts(words: str, known: Mapping[str, object]) -> Iterator[str]:
    """The names in a cell, which stand between ; or , or on lines of their own; a known name may hold such signs."""
    tokens = _BETWEEN.split(words)
    place = 0
    while place < len(tokens):
        ends = range(min(len(tokens), place + 2 * _MOST_PARTS - 1), place, -2)   # every other one is a sign between two
        end = next((end for end in ends if _folded("".join(tokens[place:end])) in known), place + 1)
        part = one_line("".join(tokens[place:end]))
        if part:
            yield part
        place = end + 1


def _folded(words: str) -> str:
    return one_line(words).casefold().rstrip(".").strip()


def _some(names: Iterable[str]) -> str:
    told = list(names)
    return ", ".join(told[:_LISTED]) + (f" and {len(told) - _LISTED} more" if len(told) > _LISTED else "")
