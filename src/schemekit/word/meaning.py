"""What changes the meaning of a returned file though its words are the same: struck through, hidden, led elsewhere.

And words that stand where no reading of paragraphs looks: in drawn letters, fields, list marks and bound controls.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from schemekit.word.package import Package, parsed
from schemekit.word.plain_lines import Line, word_name, words_of
from schemekit.word.returned_styles import value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHOWN = 200
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_SAYING = re.compile(r"\s*(?:QUOTE|SET|IF|ASK|FILLIN|COMPARE|DOCVARIABLE|DOCPROPERTY|AUTOTEXT|MACROBUTTON|=|EQ|"
                     r"ADVANCE|SYMBOL|LISTNUM|MERGEFIELD)\b", re.IGNORECASE)
_CELLS = {"cellDel": "a cell that was taken out with tracking", "cellIns": "a cell that was put in with tracking",
          "cellMerge": "cells that were joined with tracking"}


def changed_meaning(came: Sequence[Line], sent: Sequence[Line]) -> Iterator[str]:
    """Notes on words that are the same and mean something else. Shape: `sent` has all edits made in it."""
    for kind, told in (("struck", "struck through by hand, not by tracked changes"), ("hidden", "hidden in the file")):
        known = Counter(_squeezed(getattr(line, kind)) for line in sent)
        for line in came:
            words = getattr(line, kind)
            if not words:
                continue
            if known[_squeezed(words)] > 0:
                known[_squeezed(words)] -= 1
            else:
                yield f"{told}: '{words[:_SHOWN]}', in '{line.words[:_SHOWN]}'; look what is meant"
    yield from _links(came, sent)


def _links(came: Sequence[Line], sent: Sequence[Line]) -> Iterator[str]:
    def led(lines: Sequence[Line]) -> Counter[tuple[str, str]]:
        return Counter((_squeezed(words), unquote(to)) for line in lines for words, to in line.links if words and to)

    more, less = led(came) - led(sent), led(sent) - led(came)
    for words, to in more:
        was = next((other for other in less if other[0] == words), None)
        if was is not None:
            yield (f"the link on '{words[:_SHOWN]}' leads to '{to[:_SHOWN]}' now, and led to '{was[1][:_SHOWN]}';"
                   " it is not taken over, so look at it")


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def words_elsewhere(package: Package) -> Iterator[str]:
    """Notes on words in drawn letters, in fields that write, in list marks, in bound controls and tracked cells."""
    root = parsed(package.parts[package.main])
    for element in root.iter():
        name = word_name(element)
        if name in _CELLS:
            cell = next((above for above in element.iterancestors() if word_name(above) == "tc"), None)
            yield f"{_CELLS[name]} is not taken over: '{_text(cell)}'; look at it in the file"
        elif name == "dataBinding":
            control = next((above for above in element.iterancestors() if word_name(above) == "sdt"), None)
            yield (f"a control shows words that are kept elsewhere in the file, here as '{_text(control)}';"
                   " look at it in the file")
        elif name == "instrText" and _SAYING.match(words_of(element)):
            yield f"a field that writes words of its own ('{words_of(element).strip()[:_SHOWN]}') is not taken over"
        elif name == "fldSimple" and _SAYING.match(value_of(element, "instr")):
            yield f"a field that writes words of its own ('{value_of(element, 'instr').strip()[:_SHOWN]}') is in it"
        elif str(element.tag).endswith("}textpath") and value_of(element, "string").strip():
            yield f"drawn letters are not taken over: '{value_of(element, 'string').strip()[:_SHOWN]}'"
    part = package.linked("numbering")
    for element in parsed(package.parts[part]).iter() if part else ():
        words = value_of(element).strip()
        if word_name(element) == "lvlText" and _LETTERS.search(words):
            yield f"the mark before the items of a list is words, which are not taken over: '{words[:_SHOWN]}'"


def _text(element: Element | None) -> str:
    found = ("" if element is None else "".join(words_of(inside) for inside in element.iter()
                                                if word_name(inside) in ("t", "delText")))
    return _squeezed(found)[:_SHOWN]
