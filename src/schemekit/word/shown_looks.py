"""Properties of a Word file that are harmless: what words are read as they are shown whatever these say.

Everything else among the properties is told by its name. It is a list of what is allowed and no list of what is not:
the next way to hide a word is not known yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemekit.word.plain_lines import word_name
from schemekit.word.returned_styles import OFF, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHANGES = "ins del moveFrom moveTo rPrChange pPrChange tblPrChange trPrChange tcPrChange sectPrChange cnfStyle"
HARMLESS = {holder: frozenset(f"{_CHANGES} {names}".split()) for holder, names in {
    # strike, dstrike, vanish and vertAlign are read with the words that they are put to (`returned_styles`).
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike vanish specVanish webHidden vertAlign position"
           " color spacing w kern sz szCs highlight u effect bdr shd lang noProof cs em outline shadow emboss imprint"
           " snapToGrid rtl ligatures numForm numSpacing stylisticSets cntxtAlts",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr shd tabs"
           " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd"
           " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textAlignment outlineLvl divId"
           " rPr sectPr bidi collapsed",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
             " tblCellSpacing tblStyleRowBandSize tblStyleColBandSize bidiVisual",
    "trPr": "cantSplit tblHeader jc gridBefore gridAfter wBefore wAfter tblCellSpacing divId trHeight hidden",
    # Cells that were put in, taken out or joined with tracking are told with their words.
    "tcPr": "tcW gridSpan tcBorders shd noWrap tcMar vAlign hideMark cellIns cellDel cellMerge vMerge",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid footnotePr endnotePr formProt type"
              " lnNumType pgNumType pgBorders vAlign noEndnote bidi rtlGutter printerSettings paperSrc",
}.items()}
_SWITCHES = {"specVanish": "hidden", "rtl": "words from right to left", "bidi": "a paragraph from right to left",
             "bidiVisual": "a table from right to left", "hidden": "a hidden row"}
_AS_USUAL = frozenset({("textDirection", "lrTb"), ("textDirection", "lr")})
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_LIGHT, _TINY, _NARROW, _CLOSE = 0xF0, 6, 34, -40            # of a colour; half points; per cent; twips
_LOW_LINE, _LOW_ROW, _FAR, _SMALL_PAGE = 120, 200, 9_000, 4_000   # twips


def strange_looks(holder: Element) -> Iterator[str]:
    """What the properties in an element such as `w:rPr` say that changes what is shown, in words."""
    kind = word_name(holder)
    for held in holder:
        name = str(held.tag).rpartition("}")[2]
        if name not in HARMLESS[kind]:
            if value_of(held).lower() not in OFF and (name, value_of(held)) not in _AS_USUAL:
                yield f"something that changes how it is shown ({name})"
        elif name in _SWITCHES:
            if value_of(held).lower() not in OFF:
                yield _SWITCHES[name]
        elif told := _strange_value(holder, held, name):
            yield told


def _strange_value(holder: Element, held: Element, name: str) -> str:
    """What a measure or a colour says that leaves nothing to be seen."""
    kind = word_name(holder)
    if name == "color" and _is_light(value_of(held)) and not _has_ground(holder):
        return "letters as light as the page"
    if (name, kind) in (("sz", "rPr"), ("w", "rPr")):
        number = _number(value_of(held))
        return "letters too small to be read" if number is not None and number < (
            _TINY + 1 if name == "sz" else _NARROW) else ""
    if name == "spacing":
        line = _number(value_of(held, "line"))
        if value_of(held, "lineRule") == "exact" and line is not None and line < _LOW_LINE:
            return "lines too low to be read"
        apart = _number(value_of(held)) if kind == "rPr" else None
        return "letters set over one another" if apart is not None and apart < _CLOSE else ""
    if name == "ind" and any(abs(_number(str(value)) or 0) > _FAR for value in held.attrib.values()):
        return "words beside the page"
    if name == "trHeight":
        height = _number(value_of(held))
        return "a row too low to be read" if value_of(held, "hRule") == "exact" and height is not None and (
            height < _LOW_ROW) else ""
    if name == "pgSz" and any(_number(value_of(held, side)) not in (None, *range(_SMALL_PAGE, 40_000))
                              for side in ("w", "h")):
        return "pages of no usual size"
    return ""


def _is_light(told: str) -> bool:
    return bool(_HEX.fullmatch(told)) and all(int(told[at : at + 2], 16) >= _LIGHT for at in (0, 2, 4))


def _has_ground(holder: Element) -> bool:
    """Whether something is painted behind the letters, or may be by the style of a table."""
    if any(word_name(held) in ("shd", "highlight") for held in holder):
        return True
    above = list(holder.iterancestors())
    return any(word_name(one) in ("tc", "tblStylePr") for one in above) or any(
        word_name(held) == "shd" for one in above[:2] for inside in one if word_name(inside) == "pPr"
        for held in inside)


def _number(told: str) -> int | None:
    return int(told) if re.fullmatch(r"-?\d{1,9}", told) else None
