"""Pictures in a Word file: in dots, each on a page of its own that lies on its side, and told in words besides."""

from __future__ import annotations

from base64 import b64encode
from copy import deepcopy
from typing import TYPE_CHECKING

from schemekit.model.paper import Paper, Picture
from schemekit.text.formatted.tree import Piece, attributes, text
from schemekit.word.docx_file import element, w
from schemekit.word.typst import png_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SHAPE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMED = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SHEETS = {"a4": (16838, 11906), "a3": (23811, 16838)}   # on their side
_HEADING = 1100   # what the title above the picture takes
_UNIT = 635
"""Units: twips, and of the last so many of a drawing's own in a twip."""


def picture_paragraph(picture: Picture) -> Piece:
    """The paragraph of which pandoc makes the drawing; its size is set later. Raises: MissingPartError."""
    data = b64encode(png_of(picture)).decode()
    image = {"t": "Image", "c": [attributes(), [text(picture.words)], [f"data:image/png;base64,{data}", ""]]}
    return {"t": "Para", "c": [image]}


def set_pictures(root: Element, paper: Paper) -> None:
    """Give each picture a page on its side, with the heading before it, and the size that this page has room for."""
    body = root.find(w("body"))
    drawn = [part.picture for part in paper.parts if part.picture]
    found = [paragraph for paragraph in root.iter(w("p"))
             if paragraph.find(f".//{{{_DRAWING}}}inline") is not None]
    upright = body.find(w("sectPr")) if body is not None else None
    if body is None or upright is None:
        return
    for paragraph, picture in zip(found, drawn, strict=False):
        section = _on_its_side(upright, picture)
        heading = paragraph.getprevious()
        before = heading.getprevious() if heading is not None else None
        if before is not None and not _ends_section(before):
            _end_section(before, deepcopy(upright))
        if paragraph.getnext() is upright:
            body.replace(upright, section)   # nothing follows, and no page is to be blank
        else:
            _end_section(paragraph, section)
        _set_size(paragraph, section, picture)
        for named in paragraph.iter(f"{{{_NAMED}}}cNvPr"):
            named.set("descr", picture.words)   # pandoc writes the whole file there


def _on_its_side(upright: Element, picture: Picture) -> Element:
    section = deepcopy(upright)
    size = section.find(w("pgSz"))
    if size is None:
        size = element("pgSz")
        section.append(size)
    for name, value in zip(("w", "h"), _SHEETS[picture.sheet], strict=True):
        size.set(w(name), str(value))
    size.set(w("orient"), "landscape")
    return section


def _ends_section(block: Element) -> bool:
    return block.find(f"{w('pPr')}/{w('sectPr')}") is not None


def _end_section(block: Element, section: Element) -> None:
    """End a section with a paragraph; behind a table, with one that takes no room."""
    if block.tag != w("p"):
        last = element("p", element("pPr", element("spacing", before=0, after=0, line=20, lineRule="exact")))
        block.addnext(last)
        block = last
    properties = block.find(w("pPr"))
    if properties is None:
        properties = element("pPr")
        block.insert(0, properties)
    # Basis: ECMA-376, CT_PPr, where only the record of a change stands behind it.
    change = properties.find(w("pPrChange"))
    properties.insert(len(properties) if change is None else list(properties).index(change), section)


def _set_size(paragraph: Element, section: Element, picture: Picture) -> None:
    margins = section.find(w("pgMar"))

    def margin(name: str) -> int:
        value = margins.get(w(name)) if margins is not None else None
        return abs(int(value)) if value and value.lstrip("-").isdigit() else 1440

    wide, high = _SHEETS[picture.sheet]
    wide, high = wide - margin("left") - margin("right"), high - margin("top") - margin("bottom") - _HEADING
    scale = min(wide / picture.width, high / picture.height)
    for extent in (*paragraph.iter(f"{{{_DRAWING}}}extent"), *paragraph.iter(f"{{{_SHAPE}}}ext")):
        if extent.get("cx"):
            extent.set("cx", str(int(picture.width * scale * _UNIT)))
            extent.set("cy", str(int(picture.height * scale * _UNIT)))
