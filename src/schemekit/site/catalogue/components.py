"""The components that a library offers: templates of what schemes agree on with others, read and not rendered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from schemekit.cooperate.kinds import KINDS
from schemekit.errors import SchemekitError
from schemekit.files.folder import read_folder
from schemekit.files.shipped import shipped
from schemekit.git.objects import ObjectStore

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
    """What a library's folder components/ offers, by type; and what is not on offer or cannot be read, a line each.

    Shape: of a repository it is what is committed, as nobody gets anything else from it.
    """
    if not (root / ".git").exists():
        return _read({name: partial(read_folder, root / FOLDER / name) for name in _on_disk(root)})
    with closing(ObjectStore(root)) as store:
        committed = _committed(store)
        found, notes = _read({name: partial(store.read_tree, tree) for name, tree in committed.items()})
        return found, (*notes, *_not_committed(root, store, committed))


def _read(sources: Mapping[str, Callable[[], Mapping[str, bytes]]]) -> tuple[tuple[Component, ...], tuple[str, ...]]:
    order = [*(kind.value for kind in KINDS), *_PURPOSES]
    found, notes = [], []
    for name in sorted(sources, key=lambda name: (order.index(name) if name in order else len(order), name)):
        try:
            found.append(_component(name, sources[name]()))
        except (SchemekitError, ValueError) as error:
            # Somebody else's file: no JSON, no mapping, no text, or more than is read.
            notes.append(f"components/{name} is left out: {getattr(error, 'what', 'it cannot be read')}")
    return tuple(found), tuple(notes)


def _on_disk(root: Path) -> tuple[str, ...]:
    """The folders of components, by name, as they lie there."""
    place = root / FOLDER
    if place.is_symlink() or not place.is_dir():
        return ()
    return tuple(sorted(folder.name for folder in place.iterdir() if _is_name(folder.name) and folder.is_dir()
                        and not folder.is_symlink() and (folder / _QUESTIONS).is_file()))


def _committed(store: ObjectStore) -> dict[str, str]:
    """The trees of components in the newest commit, by name."""
    commit = store.head()
    place = store.tree_of(commit, FOLDER) if commit else ""
    return {entry.name: entry.id for entry in (store.entries(place) if place else ())
            if entry.is_folder and _is_name(entry.name)
            and any(inside.name == _QUESTIONS for inside in store.entries(entry.id))}


def _is_name(name: str) -> bool:
    return name not in _OTHERS and _NAME.fullmatch(name) is not None


def _not_committed(root: Path, store: ObjectStore, committed: Mapping[str, str]) -> Iterator[str]:
    """What lies in the folder and nobody gets yet, a line each."""
    for name in _on_disk(root):
        if name not in committed:
            yield f"components/{name} is not committed yet, so nobody would get it, and it has no page"
            continue
        with suppress(SchemekitError):   # what cannot be read is told where it is read
            if read_folder(root / FOLDER / name) != store.read_tree(committed[name]):
                yield f"components/{name} has changes that are not committed: its page shows it without them"


def _component(name: str, files: Mapping[str, bytes]) -> Component:
    data = json.loads(files[_QUESTIONS].decode("utf-8"))
    prompts = data.get(_PROMPTS, {}) if isinstance(data, dict) else None
    if not isinstance(prompts, dict):
        raise ValueError(_QUESTIONS)   # no mapping
    questions = tuple(_asked(field, default, prompts) for field, default in data.items() if not field.startswith("_"))
    inside = {match[1]: content for path, content in files.items() if (match := _INSIDE.fullmatch(path))}
    defaults = {question.name: question.default for question in questions}
    return Component(
        id=name, purpose=_purpose(name), questions=questions, files=tuple(sorted(inside)),
        documents={file: _filled(content.decode("utf-8"), defaults) for file, content in sorted(inside.items())
                   if file.endswith(".md")},
        comes_with_the_tool=name in _known() and files == read_folder(shipped(FOLDER) / name),
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
