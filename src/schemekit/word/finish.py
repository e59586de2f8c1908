"""What pandoc leaves to be done in a Word file: bookmarks, numbers, contents, tables, page frame, properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemekit.model.paper import Paper
from schemekit.text.formatted.widths import SIZE, SMALL_SIDES, SMALL_SIZE
from schemekit.word.clause_marks import set_bookmarks
from schemekit.word.contents import fill_contents, is_place, number_pages
from schemekit.word.docx_file import R, W, element, packed, parsed, serialised, style_of, unpacked, w
from schemekit.word.page_frame import set_frame
from schemekit.word.pages import pages_of
from schemekit.word.pictures import set_pictures
from schemekit.word.properties import set_properties
from schemekit.word.styles import PART, set_styles, word_language

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DOCUMENT = "word/document.xml"
SMALL_TABLE = "SmallTable"
"""The style that a table in small letters has until the file is finished."""
_KEPT = frozenset({
    "zoom", "displayBackgroundShape", "mirrorMargins", "gutterAtTop", "evenAndOddHeaders", "autoHyphenation",
    "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "stylePaneFormatFilter", "doNotTrackMoves",
    "defaultTabStop", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing",
    "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery", "characterSpacingControl",
    "noLineBreaksAfter", "noLineBreaksBefore", "footnotePr", "endnotePr", "compat", "themeFontLang",
    "clrSchemeMapping", "decimalSymbol", "listSeparator",
})
"""The settings that a Word file of a scheme's own hands on: how pages look. Not with which data, templates or programs
it is opened or saved, which version it was, or what was typed for a form letter."""
_SETTINGS_LINKS = "word/_rels/settings.xml.rels"
# Basis: ECMA-376, CT_Settings, whose children stand in one order.
_AFTER_COMPAT = ("docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping", "shapeDefaults",
                 "decimalSymbol", "listSeparator")
_AFTER_UPDATE_FIELDS = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", *_AFTER_COMPAT)
_AFTER_TABLE = 160   # twips
_CLOSE_COLUMNS = 5
_HOUSE_SIZE = SIZE - 2   # half points: the house's letters may be wider than ours
_BESIDE = re.compile(r"word/.*(?:notes|header\d*|footer\d*)\.xml")
_ANNEX = re.compile(r"_sk[1-9]\d*_preamble")


def finished(docx: bytes, paper: Paper, *, own_styles: frozenset[str] | None = None) -> bytes:
    """A Word file of pandoc's, finished: the same bytes whenever it is made.

    Shape: `own_styles` are the ids of the styles in the scheme's own Word file, on which it was written, and whose
    styles, margins, head and foot are kept; None without one.
    """
    parts = unpacked(docx)
    root = parsed(parts[DOCUMENT])
    set_bookmarks(root)
    for paragraph in root.iter(w("p")):
        _set_number(paragraph)
        _set_code(paragraph)
    for table in root.iter(w("tbl")):
        _set_table(table, is_house=own_styles is not None)
        if paper.has_room_to_sign:
            _keep_whole(table)
    for restart in root.iter(w("numRestart")):
        restart.set(w("val"), "continuous")   # LibreOffice takes "each section" for each chapter
    _set_breaks(root)
    fill_contents(root)
    set_frame(parts, root, paper)
    set_pictures(root, paper)
    roots = [root, *(parsed(data) for name, data in parts.items() if _BESIDE.fullmatch(name))]
    set_styles(parts, roots, paper.language, own_styles)
    number_pages(root, pages_of(root, parsed(parts[PART])))
    set_properties(parts, paper)
    _set_settings(parts, paper.language, asks=own_styles is not None and paper.has_contents)
    parts[DOCUMENT] = serialised(root)
    return packed(parts)


def _set_number(paragraph: Element) -> None:
    """A computed number is followed by a tab, and no number of a house style's own comes before it."""
    number = next((run for run in paragraph.iter(w("r")) if style_of(run) == "SectionNumber"), None)
    properties = paragraph.find(w("pPr"))
    if number is None or properties is None:
        return
    after = number.getnext()
    text = after.find(w("t")) if after is not None and after.tag == w("r") else None
    if after is not None and style_of(after) == "SectionNumber":
        text = None   # in a redline a number may stand in several pieces
    is_annex = " " in "".join(said.text or "" for said in number.iter(w("t")))
    if not is_annex and after is not None and text is not None and not (text.text or "").strip():
        after.replace(text, element("tab"))
    place = 1 + sum(child.tag in (w("keepNext"), w("keepLines"), w("pageBreakBefore")) for child in properties)
    properties.insert(place, element("numPr", element("ilvl", val=0), element("numId", val=0)))


def _set_code(paragraph: Element) -> None:
    """A block of code has the size of its paragraph's style, so that a drawn chart fits on its line.

    It stays whole, on one page with its heading, in a house style too.
    """
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    if style is not None and style.get(w("val")) == "SourceCode":
        for properties in paragraph.iter(w("rPr")):
            for held in properties.findall(w("rStyle")):
                properties.remove(held)
        style.addnext(element("keepLines"))
        above = paragraph.getprevious()
        named = above.find(f"{w('pPr')}/{w('pStyle')}") if above is not None else None
        if named is not None and (named.get(w("val")) or "").startswith("Heading"):
            named.addnext(element("keepNext"))


def _set_breaks(root: Element) -> None:
    """Each annex begins a page, and so does what follows the contents."""
    paragraphs = list(root.iter(w("p")))
    after_contents = False
    for paragraph in paragraphs:
        names = [mark.get(w("name")) or "" for mark in paragraph.findall(w("bookmarkStart"))]
        if any(_ANNEX.fullmatch(name) for name in names) or after_contents:
            _break_before(paragraph)
        after_contents = is_place(paragraph)


def _break_before(paragraph: Element) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = element("pPr")
        paragraph.insert(0, properties)
    place = sum(child.tag in (w("pStyle"), w("keepNext"), w("keepLines")) for child in properties)
    properties.insert(place, element("pageBreakBefore"))   # the schema wants it right after these


def _set_table(table: Element, *, is_house: bool) -> None:
    """A table keeps within the page, its rows are not torn apart, and its head stands on each page."""
    if not any(True for _ in table.iter(w("tblHeader"))):
        look = table.find(f"{w('tblPr')}/{w('tblLook')}")
        if look is not None:   # the heads of its rows are in the first column
            look.set(w("firstColumn"), "1")
            look.set(w("firstRow"), "0")
            look.set(w("val"), "0080")
    _set_apart(table.getnext())
    style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
    if style is not None and style.get(w("val")) == SMALL_TABLE:
        style.set(w("val"), "Table")
        _set_small(table)
    elif is_house and sum(True for _ in table.iter(w("gridCol"))) >= _CLOSE_COLUMNS:
        _set_letters(table, _HOUSE_SIZE)   # in the letters of a house's text, words would be torn
    for row in table.findall(w("tr")):
        held = row.find(w("trPr"))
        if held is None:
            held = element("trPr")
            row.insert(0, held)
        held.insert(0, element("cantSplit"))


def _keep_whole(table: Element) -> None:
    """A table with cells to sign in stays on one page, with the sentence before it that a signature is under."""
    cells = [[said.text or "" for said in cell.iter(w("t"))] for cell in table.iter(w("tc"))]
    if not any(words and set("".join(words)) == {"\u00a0"} for words in cells):
        return
    before = table.getprevious()
    is_free = before is not None and before.tag == w("p") and before.find(f"{w('pPr')}/{w('keepNext')}") is None
    said = [before] if is_free and before is not None else []
    for paragraph in (*said, *(line for row in table.findall(w("tr"))[:-1] for line in row.iter(w("p")))):
        held = paragraph.find(w("pPr"))
        if held is None:
            held = element("pPr")
            paragraph.insert(0, held)
        held.insert(int(held.find(w("pStyle")) is not None), element("keepNext"))


def _set_apart(after: Element | None) -> None:
    """Words that follow a table keep away from its lower edge: a table itself has no room around it."""
    if after is None or after.tag != w("p"):
        return
    style = after.find(f"{w('pPr')}/{w('pStyle')}")
    if style is not None and style.get(w("val")) in ("BodyText", "FirstParagraph", "Compact"):
        style.addnext(element("spacing", before=_AFTER_TABLE))


def _set_small(table: Element) -> None:
    """Small letters and narrow margins for a table whose words would else be torn apart."""
    properties = table.find(w("tblPr"))
    if properties is not None:
        margins = element("tblCellMar", *(element(side, w=SMALL_SIDES // 2, type="dxa") for side in ("left", "right")))
        look = properties.find(w("tblLook"))
        properties.insert(properties.index(look) if look is not None else len(properties), margins)
    _set_letters(table, SMALL_SIZE)


def _set_letters(table: Element, size: int) -> None:
    for run in table.iter(w("r")):
        held = run.find(w("rPr"))
        if held is None:
            held = element("rPr")
            run.insert(0, held)
        held.extend((element("sz", val=size), element("szCs", val=size)))


def _set_settings(parts: dict[str, bytes], language: str, *, asks: bool) -> None:
    """Settings of looks alone. `asks`: Word is to work out the contents' pages, in fonts that we do not know."""
    root = parsed(parts["word/settings.xml"])
    for found in list(root):
        space, _, name = str(found.tag).rpartition("}")
        if space[1:] != W or name not in _KEPT or any(not str(inside.tag).startswith(space) or inside.get(f"{{{R}}}id")
                                                      for inside in found.iter("*")):
            root.remove(found)
    parts.pop(_SETTINGS_LINKS, None)   # a template or a source of data, to which nothing refers now
    if asks:
        _insert(root, element("updateFields", val="true"), _AFTER_UPDATE_FIELDS)
    themed = root.find(w("themeFontLang"))
    if themed is not None:
        themed.set(w("val"), word_language(language))
    if root.find(w("compat")) is None:
        setting = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word",
                          val=15)   # or Word opens it as a file of an old version
        _insert(root, element("compat", setting), _AFTER_COMPAT)
    parts["word/settings.xml"] = serialised(root)


def _insert(root: Element, new: Element, after: tuple[str, ...]) -> None:
    """Put a setting in before those that have to come after it."""
    names = {w(name) for name in after}
    place = next((place for place, found in enumerate(root) if found.tag in names), len(root))
    root.insert(place, new)
