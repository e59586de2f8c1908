"""Front matter and YAML brought together by key: what stands under different keys never meets.

The text of each entry is kept byte for byte, comments included. Only plain block mappings and lists are taken apart;
for everything else the words decide, which asks more and is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.text.merging.word_merge import Passage, WordMerge

_KEY = re.compile(r"(?P<indent> *)(?P<key>[^\s#:\-\[\]{},&*!|>'\"%@`][^:#\n]*?|\"[^\"\n]*\"|'[^'\n]*'):(?=\s|$)")
_ITEM = re.compile(r"(?P<indent> *)- ")
_FENCE = re.compile(r"\n---[ \t]*(?=\n|\Z)")
_DEPTH = 40


@dataclass(frozen=True, slots=True)
class _Entry:
    """One key with everything under it, or one item of a list; `name` is what it is known by."""

    name: str
    raw: str

    @property
    def below(self) -> tuple[str, str]:
        """The first line, and what is under it."""
        lines = self.raw.splitlines(keepends=True)
        at = next((number for number, line in enumerate(lines) if line.strip() and not _is_aside(line)), 0)
        return "".join(lines[: at + 1]), "".join(lines[at + 1:])


def merge_keys(base: str, ours: str, source: str) -> WordMerge | None:
    """Merge three YAML texts by key; None where they cannot be taken apart, or a person would have to see more."""
    try:
        return _merged(base, ours, source, 0)
    except _NotPlain:
        return None


def split_front_matter(text: str) -> tuple[str, str]:
    """The keys between the two lines of `---` that a text begins with, and the rest from the second line on.

    The keys are empty where there is no front matter.
    """
    if not text.startswith("---\n"):
        return "", text
    end = _FENCE.search(text, 3)
    return (text[4 : end.start() + 1], text[end.start() + 1 :]) if end else ("", text)


class _NotPlain(Exception):  # no error: it says that another way is taken
    """The text is not a plain block mapping or list."""


def _merged(base: str, ours: str, source: str, depth: int) -> WordMerge:
    if ours in (base, source):
        return WordMerge(text=source)
    if source == base:
        return WordMerge(text=ours)
    if depth > _DEPTH:
        raise _NotPlain
    olds, mine, its = (_entries(text) for text in (base, ours, source))
    if len({_is_list(entries) for entries in (olds, mine, its) if entries}) > 1:
        raise _NotPlain
    if _is_list(olds) and olds.keys() - mine.keys() - its.keys() and mine.keys() - olds.keys() and \
            its.keys() - olds.keys():
        raise _NotPlain   # one item reworded by both, perhaps: only the words can tell
    known = {name: (olds.get(name), mine.get(name), its.get(name)) for name in {**olds, **mine, **its}}
    text, passages = "", list[Passage]()
    for name in _order(list(mine), list(its), olds):
        merged = _entry(*known[name], depth)
        if merged.text and text and not text.endswith("\n"):
            text += "\n"
        passages += [_at(passage, len(text)) for passage in merged.passages]
        text += merged.text
    return WordMerge(text=text, passages=tuple(passages))


def _entry(old: _Entry | None, mine: _Entry | None, its: _Entry | None, depth: int) -> WordMerge:
    if mine == its or its == old:
        return WordMerge(text=mine.raw if mine else "")
    if mine == old:
        return WordMerge(text=its.raw if its else "")
    if mine is None or its is None:
        raise _NotPlain   # taken out here and changed there: a person has to see where it stood
    old_raw = old.raw if old else ""
    (first, mine_below), (its_first, its_below) = mine.below, its.below
    old_first, old_below = old.below if old else (first, "")
    if first == its_first and (not old or old_first == first) and mine_below and its_below:
        below = _merged(old_below, mine_below, its_below, depth + 1)
        return WordMerge(text=first + below.text, passages=tuple(_at(item, len(first)) for item in below.passages))
    asked = Passage(start=0, base=old_raw.strip("\n"), ours=mine.raw.strip("\n"), source=its.raw.strip("\n"))
    return WordMerge(text=mine.raw, passages=(_at(asked, len(mine.raw) - len(mine.raw.lstrip("\n"))),))


def _at(passage: Passage, offset: int) -> Passage:
    return Passage(start=passage.start + offset, base=passage.base, ours=passage.ours, source=passage.source)


def _entries(text: str) -> dict[str, _Entry]:
    """The entries of the outermost level, by name; comments and blank lines go with the entry they stand above."""
    found: dict[str, _Entry] = {}
    name, lines, waiting, indent = "", list[str](), list[str](), -1
    for line in text.splitlines(keepends=True):
        if _is_aside(line):
            waiting.append(line)
            continue
        here = len(line) - len(line.lstrip(" "))
        indent = here if indent < 0 else indent
        if here > indent or (here == indent and name and _goes_on(line, name)):
            lines += [*waiting, line]
        elif here < indent or (match := _KEY.match(line) or _ITEM.match(line)) is None:
            raise _NotPlain
        else:
            _keep(found, name, lines)
            name = match["key"].strip("\"'") if match.re is _KEY else f"- {line.strip()}"
            lines = [*waiting, line]
        waiting = []
    _keep(found, name, [*lines, *waiting])
    return found


def _goes_on(line: str, name: str) -> bool:
    """Whether a line at the key's own depth is still its value: the items of a list may stand under their key."""
    return bool(_ITEM.match(line)) and not name.startswith("- ")


def _keep(found: dict[str, _Entry], name: str, lines: Sequence[str]) -> None:
    if not name:
        if any(not _is_aside(line) for line in lines):
            raise _NotPlain
        if not lines:
            return
    if name in found:
        raise _NotPlain   # one key or item twice: which is which, only its place could say
    found[name] = _Entry(name, "".join(lines))


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _is_list(entries: Mapping[str, _Entry]) -> bool:
    return next(iter(entries), "").startswith("- ")


def _order(mine: Sequence[str], its: Sequence[str], olds: Mapping[str, _Entry]) -> Iterator[str]:
    """Our order, with what only the source has put after what it follows there, and nothing twice."""
    known = set(mine)
    following: dict[str, list[str]] = {}
    at = ""
    for name in its:
        if name in known:
            at = name
        elif name not in olds:
            following.setdefault(at, []).append(name)
    taken_out = [name for name in its if name in olds and name not in known]
    yield from following.get("", ())
    for name in mine:
        yield name
        yield from following.get(name, ())
    yield from taken_out
