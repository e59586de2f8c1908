"""Unprinted: what a text holds that a page, a Word file and a PDF may show otherwise, or not at all.

Raw HTML and lists of attributes can hide a sentence; the definition of a link and a footnote that nothing refers to are
never shown. A reader of the file sees a duty there, and a reader of the page does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.text.document import prose_lines
from schemekit.text.linting.links import raw_html
from schemekit.text.significance.markup import attribute_lists, hides

_TAG = re.compile(r"<[A-Za-z/]")
_DEFINED = re.compile(r" {0,3}\*?\[(?P<name>[^\]\n]{1,500})\]:(?P<rest>.*)")
_MARK = re.compile(r"\[\^([^\]\s]{1,50})\](?!:)")
_WORDS = 3
"""From so many words on, the name of a link's definition is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """A place where the file says what a page may not. Shape: `words` as they stand there; `is_hidden` for sure."""

    line: int
    what: str
    words: str
    is_hidden: bool


def unprinted(text: str) -> Iterator[Unprinted]:
    """Every such place, by line. Comments are none: they are told where words went into one."""
    if _TAG.search(text):
        for line, words in raw_html(text):
            if not words.lstrip().startswith(("<!--", "</")):
                yield Unprinted(line=line, what="raw HTML", words=words.strip(), is_hidden=hides(words))
    marks = frozenset(_MARK.findall(text))
    for line, words in prose_lines(text):
        for match in attribute_lists(words) if "{" in words else ():
            yield Unprinted(line=line, what="a list of attributes", words=match[0], is_hidden=hides(match[0]))
        defined = _DEFINED.match(words) if "]:" in words else None
        if defined is not None and (what := _of_definition(defined, marks)):
            yield Unprinted(line=line, what=what, words=words.strip(), is_hidden=True)


def _of_definition(defined: re.Match[str], marks: frozenset[str]) -> str:
    name = defined["name"]
    if name.startswith("^"):
        return "" if name[1:] in marks else "a footnote that nothing refers to"
    is_sentence = len(name.split()) > _WORDS or (name == "//" and len(defined["rest"].split()) > _WORDS)
    return "words in the definition of a link" if is_sentence else ""
