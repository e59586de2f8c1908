"""The XML of one part of an office file: what it may hold before a tree is made of it, and the tree.

Elements are counted as they go by, so that a part of millions of them never becomes a tree.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.parsers import expat

from schemekit.word.archive import SAVE_AGAIN, Refusal
from schemekit.word.docx_file import parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_ELEMENTS = 1_500_000         # of all parts together
_MOST_ATTRIBUTES = 400             # of one element
_DEEPEST = 250                     # elements inside one another; what libxml2 takes at most is 256
_MOST = {"r": (300_000, "runs of words"), "p": (100_000, "paragraphs"), "tr": (100_000, "rows"),
         "commentRangeStart": (5_000, "comments"), "fldChar": (200_000, "marks of fields")}
_PLAIN = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"})
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_ENCODING = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([^"']{0,40})["']""")
_SEND_PARTS = "send the text in parts, a Word file for each"


class Counted:
    """How much the parts of one file hold together."""

    def __init__(self) -> None:
        self._elements = 0
        self._by_name: Counter[str] = Counter()

    def part(self, name: str, content: bytes) -> Element:
        """The tree of a part. Raises: Refusal for what no Word file has, or for more than is read."""
        shown = name[:80]
        _check_encoding(shown, content)
        self._look_through(shown, content)
        for of, (most, words) in _MOST.items():
            if self._by_name[of] > most:
                raise Refusal(why=f"it has more than {most:,} {words}", fix=_SEND_PARTS)
        try:
            return parsed(content)
        except (SyntaxError, LookupError, ValueError) as error:   # lxml's error for XML is a SyntaxError
            raise Refusal(why=f"the part '{shown}' is damaged", fix=SAVE_AGAIN) from error

    def _look_through(self, shown: str, content: bytes) -> None:
        depth = 0

        def declared(*_: object) -> None:
            raise Refusal(why=f"the part '{shown}' defines abbreviations or fetches a definition from elsewhere (a DTD"
                              " with entities), as no Word file does")

        def begun(name: str, attributes: list[str]) -> None:
            nonlocal depth
            depth += 1
            self._elements += 1
            self._by_name[name.rpartition(":")[2]] += 1
            if depth > _DEEPEST:
                raise Refusal(why=f"the part '{shown}' is nested deeper than any text is")
            if self._elements > _MOST_ELEMENTS:
                raise Refusal(why=f"it has more than {_MOST_ELEMENTS:,} elements", fix=_SEND_PARTS)
            if len(attributes) > 2 * _MOST_ATTRIBUTES:
                raise Refusal(why=f"the part '{shown}' has an element with more than {_MOST_ATTRIBUTES} marks")

        def ended(_: str) -> None:
            nonlocal depth
            depth -= 1

        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartDoctypeDeclHandler = declared
        parser.StartElementHandler = begun
        parser.EndElementHandler = ended
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Refusal(why=f"the part '{shown}' is damaged", fix=SAVE_AGAIN) from error


def _check_encoding(shown: str, content: bytes) -> None:
    """Only the two encodings that the standard allows: what else there is, two readers read in two ways."""
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00", b"<\x00\x00\x00")):
        raise Refusal(why=f"the part '{shown}' is damaged", fix=SAVE_AGAIN)
    if content.startswith(_UTF_16):
        return
    start = content.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(start[:300])
    told = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if not start.lstrip(b" \t\r\n").startswith(b"<") or told not in _PLAIN:
        raise Refusal(why=f"the part '{shown}' is damaged: it is no text in Unicode (UTF-8), as Word writes it",
                      fix=SAVE_AGAIN)
