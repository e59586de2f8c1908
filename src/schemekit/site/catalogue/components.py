"""The components that a library offers: templates of what schemes agree on with others, read and not rendered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.cooperate.kinds import KINDS
from schemekit.errors import SchemekitError
from schemekit.files.folder import read_folder
from schemekit.files.shipped import shipped

FOLDER = "components"
_QUESTIONS, _PROMPTS = "cookiecutter.json", "__prompts__"
_OTHERS = frozenset({"module", "scheme"})   # what a library's own authors and a new scheme begin with
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_INSIDE = re.compile(r"\{\{ ?cookiecutter\.[a-z0-9_]+ ?\}\}/([^/]+)")
_BLANK = re.compile(r"\{\{-? *cookiecutter\.(?P<name>[a-z][a-z0-9_]{0,60})[^{}]{0,200}\}\}")
_CHOICE = re.compile(r"\{% *if cookiecutter\.([a-z][a-z0-9_]{0,60}) *%\}([^{}]*(?:\{\{[^{}]*\}\}[^{}]*)?)"
                     r"(?:\{% *else *%\}([^{}]*))?\{% *endif *%\}")
_PURPOSES = {"theory-of-change": "Say by which steps what you do should lead to what you want, and what you take for "
                                 "granted on the way."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a component. Shape: `options` are what can be answered; without them, a line of text."""

    name: str
    words: str
    default: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One component.

    Shape: `purpose` is empty for one that schemekit does not know; `documents` are its texts by file, blanks filled
    with their defaults; `comes_with_the_tool` where `schemekit cooperate new` makes the very same.
    """

    id: str
    purpose: str
    questions: tuple[Asked, ...]
    documents: Mapping[str, str]
    files: tuple[str, ...]
    comes_with_the_tool: bool

    @property
    def title(self) -> str:
        """`Working group`."""
        return self.id.replace("-", " ").capitalize()


def read_components(root: Path) -> tuple[tuple[Component, ...], tuple[str, ...]]:
    """What a library's folder components/ holds, by type; and those that cannot be read, a line each."""
    order = [*(kind.value for kind in KINDS), *_PURPOSES]
    place = root / FOLDER
    names = sorted((folder.name for folder in place.iterdir() if folder.is_dir() and not folder.is_symlink())
                   if place.is_dir() and not place.is_symlink() else (),
                   key=lambda name: (order.index(name) if name in order else len(order), name))
    found, notes = [], []
    for name in names:
        if name in _OTHERS or not _NAME.fullmatch(name) or not (place / name / _QUESTIONS).is_file():
            continue
        try:
            found.append(_component(place / name))
        except (SchemekitError, ValueError) as error:
            # Somebody else's file: no JSON, no mapping, no text, or more than is read.
            notes.append(f"components/{name} is left out: {getattr(error, 'what', 'it cannot be read')}")
    return tuple(found), tuple(notes)


def _component(place: Path) -> Component:
    files = read_folder(place)
    data = json.loads(files[_QUESTIONS].decode("utf-8"))
    prompts = data.get(_PROMPTS, {}) if isinstance(data, dict) else None
    if not isinstance(prompts, dict):
        raise ValueError(_QUESTIONS)   # no mapping
    questions = tuple(_asked(name, default, prompts) for name, default in data.items() if not name.startswith("_"))
    inside = {match[1]: content for path, content in files.items() if (match := _INSIDE.fullmatch(path))}
    defaults = {question.name: question.default for question in questions}
    return Component(
        id=place.name, purpose=_purpose(place.name), questions=questions, files=tuple(sorted(inside)),
        documents={name: _filled(content.decode("utf-8"), defaults) for name, content in sorted(inside.items())
                   if name.endswith(".md")},
        comes_with_the_tool=place.name in _known() and files == read_folder(shipped(FOLDER) / place.name),
    )


def _asked(name: str, default: object, prompts: Mapping[str, object]) -> Asked:
    options = tuple(map(str, default)) if isinstance(default, list) else ()
    return Asked(name=name, words=str(prompts.get(name, name)), options=options,
                 default=options[0] if options else str(default))


def _known() -> Iterator[str]:
    yield from (kind.value for kind in KINDS)
    yield from _PURPOSES


def _purpose(name: str) -> str:
    known = {kind.value: described.purpose for kind, described in KINDS.items()}
    return {**known, **_PURPOSES}.get(name, "")


def _filled(text: str, defaults: Mapping[str, str]) -> str:
    """A template as a reader sees it, without running it: blanks with their defaults, plain choices made by them."""
    text = _CHOICE.sub(lambda choice: choice[2] if defaults.get(choice[1]) else choice[3] or "", text)
    return _BLANK.sub(lambda blank: defaults.get(blank["name"]) or "…", text)
