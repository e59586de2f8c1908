"""The fields of a Word file that show something else than their words: all but those that our own export writes.

A field is read by its whole instruction, however it is cut into runs, as the program that shows the file reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemekit.word.docx_file import is_w
from schemekit.word.plain_lines import word_name, words_of
from schemekit.word.returned_styles import value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORM = r"(?:\s+\\\*\s*(?:MERGEFORMAT|CHARFORMAT|Arabic|roman))*\s*"
_IN_HEADS = re.compile(rf"\s*(?:PAGE|NUMPAGES|SECTIONPAGES){_FORM}", re.IGNORECASE)
_IN_CONTENTS = re.compile(
    rf"\s*PAGEREF\s+\"?[\w.-]+\"?(?:\s+\\h)?{_FORM}"
    r"|\s*TOC(?:\s*\\(?:[hzuwx]|[on](?:\s*\"?\d-\d\"?)?|[tl]\s*\"[^\"]*\"|f))*\s*", re.IGNORECASE)
_ANYWHERE = re.compile(r"\s*HYPERLINK\s.*", re.IGNORECASE | re.DOTALL)
"""A link shows its own words; where it leads is looked at elsewhere."""


def strange_fields(root: Element, place: str, contents: frozenset[Element]) -> Iterator[tuple[Element, str]]:
    """The fields of a part that we do not write there, with their instructions.

    Shape: `place` is text, head, foot or note; `contents` are the paragraphs that are lines of the contents.
    """
    for mark, instruction in _instructions(root):
        told = " ".join(instruction.split())
        paragraph = next((above for above in mark.iterancestors() if word_name(above) == "p"), None)
        if not told or _ANYWHERE.fullmatch(told) or (place in ("head", "foot") and _IN_HEADS.fullmatch(told)):
            continue
        if place == "text" and _IN_CONTENTS.fullmatch(told) and (paragraph in contents or _begins_contents(told)):
            continue
        yield mark, told


def _begins_contents(told: str) -> bool:
    """The contents as a whole may begin in any paragraph; their lines are compared with the headings."""
    return told[:3].upper() == "TOC"


def _instructions(root: Element) -> Iterator[tuple[Element, str]]:
    """Each field of a part, where it begins or begins to show something, with its whole instruction."""
    opened: list[list[str] | None] = []   # None where the instruction is over
    at = root
    for element in root.iter("{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}fldSimple", "{*}t"):
        if not is_w(element):
            continue
        name = word_name(element)
        if name == "fldSimple":
            yield element, value_of(element, "instr")
        elif name == "fldChar":
            kind = value_of(element, "fldCharType")
            if kind == "begin":
                opened.append([])
            elif opened and kind in ("separate", "end"):
                pieces = opened[-1]
                opened[-1] = None
                if pieces is not None:
                    yield element, "".join(pieces)
                if kind == "end":
                    opened.pop()
        elif opened and (pieces := opened[-1]) is not None:
            pieces.append(words_of(element))
            at = element
    for pieces in opened:
        if pieces:
            yield at, "".join(pieces)
