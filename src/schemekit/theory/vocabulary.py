"""The theme list, the synonyms and the groups of actors, as the tables beside this file hold them.

What a step is about is told by codes, as words alone do not find alike what two sectors call differently.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One code. Shape: `parents` are the codes above it, the nearest first; `targets` the nearest SDG targets."""

    code: str
    label: str
    parents: tuple[str, ...]
    targets: tuple[str, ...] = ()

    @property
    def lineage(self) -> tuple[str, ...]:
        """Itself and what it stands under."""
        return (self.code, *self.parents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The tables.

    Shape: `synonyms` maps the words of a phrase to the one that stands for it; `languages` a code to its name, and
    `small_words` to words by which a language is known.
    """

    themes: Mapping[str, Theme]
    synonyms: Mapping[tuple[str, ...], str]
    stop_words: frozenset[str]
    actor_groups: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, str]
    small_words: Mapping[str, frozenset[str]]

    def label(self, code: str) -> str:
        """A code's label; the code itself where it is not known."""
        theme = self.themes.get(code)
        return theme.label if theme else code

    def area(self, code: str) -> str:
        """The area that a theme stands in; itself for an area or an unknown code."""
        theme = self.themes.get(code)
        return theme.parents[0] if theme and len(theme.parents) == 2 else code

    @property
    def leaves(self) -> tuple[Theme, ...]:
        """The themes themselves, without areas and fields, in the order of the table."""
        return tuple(theme for theme in self.themes.values() if len(theme.parents) == 2)

    @property
    def areas(self) -> tuple[Theme, ...]:
        """The areas, in the order of the table."""
        return tuple(theme for theme in self.themes.values() if len(theme.parents) == 1)


@cache
def vocabulary() -> Vocabulary:
    """The tables that come with the tool; read once in a run."""
    themes, words = _table("themes.toml"), _table("synonyms.toml")
    synonyms = {tuple(phrase.replace("-", " ").replace(",", " ").split()): row[0]
                for row in words["words"] for phrase in row[1:]}
    return Vocabulary(
        themes={theme.code: theme for theme in _themes(themes)}, synonyms=synonyms,
        stop_words=frozenset(words["stop"]),
        actor_groups={name: tuple(actors) for name, actors in words["actors"].items()},
        languages=words["languages"], small_words={code: frozenset(small) for code, small in words["small"].items()},
    )


def _themes(table: Mapping[str, Any]) -> list[Theme]:
    found = [Theme(code=code, label=item["label"], parents=()) for code, item in table["field"].items()]
    for area, item in table["area"].items():
        found.append(Theme(code=area, label=item["label"], parents=(item["field"],)))
        found += [Theme(code=code, label=theme["label"], parents=(area, item["field"]), targets=tuple(theme["sdg"]))
                  for code, theme in item["themes"].items()]
    return found


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
