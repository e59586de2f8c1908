"""Markup: raw HTML and lists of attributes, by which words stay in a file and are not shown, or shown otherwise.

A renderer may show them or not, so nobody can tell from the file what a reader sees. They are told, and where they say
plainly that the words are hidden, as hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemekit.text.shape import Block

HIDDEN = "hidden by HTML or attributes"
UNSURE = "inside HTML or attributes, which may not be shown"
# Every part is bounded or possessive: a line of nothing but brackets takes no longer than a sentence.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,30})(?P<rest>[^<>]{0,300})>")
_LIST = re.compile(r"(?<!\\)\{(?![{%-])(?!>>)(?P<list>[^{}\n]{1,300})\}")
_ID_ONLY = re.compile(r":?\s*#[\w.:-]+\s*")
_PLAIN = frozenset(["b", "strong", "i", "em", "u", "br", "wbr", "sup", "sub", "a", "code", "p", "abbr", "cite", "q",
                    "kbd"])
_STRUCK = frozenset(["s", "del", "strike"])
_UNSHOWN = frozenset(["template", "script", "style", "noscript", "textarea", "select", "option", "title", "head",
                      "iframe", "object", "audio", "video", "canvas", "svg", "datalist", "dialog", "details"])
_VOID = frozenset(["br", "hr", "img", "input", "wbr", "meta", "link", "area", "base", "col", "embed", "source",
                   "track"])
_COVERS = re.compile(r"\bhidden\b|display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0"
                     r"|font-size\s*:\s*0|\bnone\b|invisible|transparent|sr-only|visually-hidden|d-none", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]{1,500})\](?:\([^)\n]{0,500}\)|\[)")


def shown(found: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a text, what markup may keep from a reader cut out as blocks of their own kind."""
    made: list[Block] = []
    opened: list[tuple[str, str]] = []   # the elements that hide and are open, with what they do
    for block in found:
        has_marks = opened or any(mark in block.source for mark in ("<", "{", "!["))
        if not has_marks or block.kind in ("code", "comment", "front matter"):
            made.append(block)
        else:
            made += _cut(block, opened)
    return tuple(made)


def _cut(block: Block, opened: list[tuple[str, str]]) -> Iterator[Block]:
    source = block.source
    covered = _attributes(source)
    at, parts = 0, []
    marks = sorted((*_TAG.finditer(source), *_IMAGE.finditer(source)), key=lambda match: match.start())
    for mark in marks:
        if mark.start() < at:
            continue
        parts.append((opened[-1][1] if opened else covered, source[at : mark.start()]))
        at = mark.end()
        if mark.re is _IMAGE:
            parts.append((UNSURE, mark["alt"]))
        else:
            _follow(mark, opened)
    parts.append((opened[-1][1] if opened else covered, source[at:]))
    hidden = [(how, text) for how, text in parts if how and text.strip()]
    if not hidden:
        yield block
        return
    plain = " ".join(text for how, text in parts if not how and text.strip())
    if plain.strip():
        yield replace(block, source=plain)
    for how, text in hidden:
        yield Block((*block.path[:-1], how), text.strip(), text)


def _follow(mark: re.Match[str], opened: list[tuple[str, str]]) -> None:
    name, rest = mark["name"].lower(), mark["rest"]
    if mark["close"]:
        at = next((place for place in range(len(opened) - 1, -1, -1) if opened[place][0] == name), -1)
        if at >= 0:
            del opened[at:]
        return
    if name in _VOID or rest.endswith("/") or len(opened) > _DEEP:
        return
    outer = opened[-1][1] if opened else ""
    if outer == HIDDEN or name in _UNSHOWN or _COVERS.search(rest):
        how = HIDDEN if name != "details" or outer == HIDDEN else UNSURE
        opened.append((name, how))
    elif (name not in _PLAIN and name not in _STRUCK) or "=" in rest:
        opened.append((name, UNSURE if name != "a" else outer))


_DEEP = 100


def _attributes(source: str) -> str:
    """What a list of attributes does to the words of its block; an id does nothing."""
    lists = [match["list"] for match in attribute_lists(source)]
    if not lists:
        return ""
    return HIDDEN if any(_COVERS.search(text) for text in lists) else UNSURE


def attribute_lists(source: str) -> Iterator[re.Match[str]]:
    """Lists of attributes in braces, those that hold nothing but an id left out. Shape: the group `list` is inside."""
    for match in _LIST.finditer(source):
        if not _ID_ONLY.fullmatch(match["list"]) and _is_list(match["list"]):
            yield match


def hides(markup: str) -> bool:
    """Whether a tag or a list of attributes says plainly that the words are not to be shown."""
    return _COVERS.search(markup) is not None


def _is_list(text: str) -> bool:
    """Whether braces hold attributes, and not words."""
    words = _QUOTED.sub('""', text).removeprefix(":").split()
    return bool(words) and all(word[0] in "#." or "=" in word or word == "hidden" for word in words)
