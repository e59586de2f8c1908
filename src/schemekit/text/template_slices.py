"""A template cut at its marks, each slice as its author wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from schemekit.text.template import jinja_newlines
from schemekit.text.template_lexer import placing_environment


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of a template's own text, as its author wrote it.

    Shape: `kind` is words, blank, or the mark of a condition: if, elif, else, endif. White space that a minus sign
    takes away belongs to its mark, so that words are shown exactly as they stand.
    """

    kind: str
    text: str


@lru_cache(maxsize=16)
def slices_of(text: str) -> tuple[Slice, ...]:
    """A template that was read with `parse_template`, cut at its marks; joined, the slices are the text again.

    Shape: line ends are Jinja's, a line feed each. The slices stand in the order of the checked tree.
    """
    text = jinja_newlines(text)
    if "{{" not in text and "{%" not in text:
        return (Slice("words", text),) if text else ()
    slices: list[Slice] = []
    begun, kind = 0, ""
    for offset, mark, words in placing_environment().lexer.tokeniter(text, None):
        if mark == "data":
            slices.append(Slice("words", words))
            begun = offset + len(words)
        elif mark == "variable_begin":
            kind = "blank"
        elif mark == "block_begin":
            kind = ""
        elif mark == "name" and not kind:
            kind = words
        elif mark in ("variable_end", "block_end"):
            slices.append(Slice(kind, text[begun : offset + len(words)]))
            begun = offset + len(words)
    return tuple(slices)
