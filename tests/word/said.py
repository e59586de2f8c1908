"""What a Word file says, paragraph by paragraph, as another program than ours left it there."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree

from schemekit.text.formatted.tree import Tree, pieces_in, words_of
from schemekit.word.docx_file import packed, parsed, serialised, unpacked, w
from schemekit.word.pandoc import run

Element = etree._Element
_SAME_LOOKS = {"FirstParagraph": "BodyText", "Compact": "BodyText", "TextBody": "BodyText"}


def paragraphs(docx: bytes) -> list[str]:
    """Each paragraph of the text and the footnotes, with its style and whether it is in a list; tables as they stand.

    Words that are taken out count, so the changes have to be accepted or rejected before.
    """
    parts = unpacked(docx)
    body = parsed(parts["word/document.xml"]).find(w("body"))
    assert body is not None
    return [*_blocks(body), *(line for note in _notes(parts) for line in _blocks(note))]


def _notes(parts: dict[str, bytes]) -> Iterator[Element]:
    for note in parsed(parts["word/footnotes.xml"]) if "word/footnotes.xml" in parts else ():
        if note.get(w("type")) is None:
            yield note


def _blocks(container: Element) -> Iterator[str]:
    for block in container:
        if block.tag == w("p"):
            yield _paragraph(block)
        elif block.tag == w("tbl"):
            for row in block.iter(w("tr")):
                yield " | ".join(" / ".join(_blocks(cell)) for cell in row.iter(w("tc")))
            yield "end of table"


def _paragraph(paragraph: Element) -> str:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    name = (style.get(w("val")) or "") if style is not None else ""
    number = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    mark = "* " if number is not None and number.get(w("val")) != "0" else ""
    # LibreOffice leaves out a line break at the end of a paragraph that it takes back.
    said = "".join(map(_words, paragraph.iter(*map(w, _SAID)))).rstrip("\n")
    return f"{_SAME_LOOKS.get(name, name)}: {mark}{said}"


_SAID = ("t", "delText", "tab", "br", "footnoteReference")


def _words(piece: Element) -> str:
    if piece.tag in (w("t"), w("delText")):
        return piece.text or ""
    if piece.tag == w("tab"):
        parent = piece.getparent()
        return "\t" if parent is not None and parent.tag == w("r") else ""
    return "\n" if piece.tag == w("br") else "^"


def tree_of_docx(docx: bytes) -> Tree:
    """A Word file as pandoc reads it, with tracked changes and comments as spans."""
    tree: Tree = json.loads(run(["--from", "docx+empty_paragraphs", "--to", "json", "--track-changes", "all"], docx))
    return tree


def sentences(tree: Tree) -> list[str]:
    """The paragraphs that a tree says anything in, of footnotes too."""
    found = [words_of(piece["c"][2] if piece["t"] == "Header" else piece["c"])
             for piece in pieces_in(tree["blocks"]) if piece["t"] in ("Para", "Plain", "Header")]
    return [" ".join(said.split()) for said in found if said.strip()]


def without_comments(docx: bytes) -> bytes:
    """The same file without comments: LibreOffice without a screen crashes when it is to show one."""
    parts = unpacked(docx)
    root = parsed(parts["word/document.xml"])
    for mark in list(root.iter(w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
    return packed({**parts, "word/document.xml": serialised(root)})
