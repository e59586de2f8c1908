"""A returned file that shows something else than its words: each way to do so is told in a note, or the file refused.

'compare effective properties, styles, numbering, header/footer parts with the file as it was sent and note every
difference in what is shown'
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from time import process_time

import pytest

from schemekit.errors import HostileContentError
from schemekit.model.paper import Paper, PaperPart
from schemekit.word.docx_file import W_STRICT
from schemekit.word.package import read_package
from schemekit.word.paper import docx_of
from schemekit.word.returned import returned_file
from schemekit.word.shown import shown_of
from schemekit.word.unread import around_of
from tests.word.crafted import MAIN_TYPE, W, changed, parts_of
from tests.word.returned_samples import SENT
from tests.word.test_returned_unread import AROUND, FILE, TITLES, at_end, inside, read

HEAD, FOOT, STYLES, NUMBERING = (f"word/{name}.xml" for name in ("schemekit-header", "schemekit-footer", "styles",
                                                                 "numbering"))
DOCUMENT, NOTES, SETTINGS = "word/document.xml", "word/footnotes.xml", "word/settings.xml"


def field(*pieces: str, attributes: str = "", data: str = "") -> str:
    """A field without a result. Shape: each piece of the instruction stands in a run of its own."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return (f'<w:r><w:fldChar w:fldCharType="begin"{attributes}>{data}</w:fldChar></w:r>{runs}'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')


def put(part: str, old: str, new: str) -> bytes:
    """The file with words of a part exchanged once."""
    def change(told: str) -> str:
        assert old in told, told[:2000]
        return told.replace(old, new, 1)

    return changed(FILE, part, change)


def in_table(change: Callable[[str], str]) -> bytes:
    """The file with the last row of its last table rewritten."""
    def within(told: str) -> str:
        start = told.rindex("<w:tr>")
        return told[:start] + change(told[start : told.index("</w:tr>", start)]) + told[told.index("</w:tr>", start):]

    return changed(FILE, DOCUMENT, within)


def style(name: str, look: str) -> bytes:
    """The file with a look put into a style, by its id."""
    return changed(FILE, STYLES, lambda told: re.sub(
        rf'(w:styleId="{name}".*?)</w:style>', rf"\1<w:rPr>{look}</w:rPr></w:style>", told, count=1, flags=re.DOTALL))


CELL = re.compile(r"<w:tcPr ?/>|<w:tcPr>")
DROP_DOWN = ('<w:ffData><w:ddList><w:result w:val="0"/><w:listEntry w:val="NOT"/></w:ddList></w:ffData>')
SHOWN = {
    "a-date": (inside("within 14", field(" DATE \\@ \"'NOT'\" ")), "DATE"),
    "a-page": (inside("within 14", field(" PAGE \\# \"'NOT'\" ")), "PAGE"),
    "a-bare-page": (inside("within 14", field(" PAGE ")), "PAGE"),
    "a-page-reference": (inside("within 14", field(" PAGEREF _sk0_records \\h ")), "PAGEREF"),
    "cut-into-runs": (inside("within 14", field(" QUO", 'TE " NOT" ')), "QUOTE"),
    "keywords": (inside("within 14", field(' KEYWORDS "NOT" ')), "KEYWORDS"),
    "dirty": (inside("within 14", field(' COMMENTS "NOT" ', attributes=' w:dirty="true"')), "COMMENTS"),
    "a-choice": (inside("within 14", field(" FORMDROPDOWN ", data=DROP_DOWN)), "FORMDROPDOWN"),
    "in-the-head": (put(HEAD, "</w:p></w:hdr>", f'{field(" QUOTE NOT ")}</w:p></w:hdr>'), "in the head of a page"),
    "contents-with-words": (inside("within 14", field(' TOC \\o "1-2" \\p "NOT" ')), "TOC"),
    "drawn-letters-in-the-head": (put(HEAD, "</w:p></w:hdr>", '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com'
                                      ':vml"><v:textpath string="VOID"/></v:shape></w:pict></w:r></w:p></w:hdr>'),
                                  "drawn letters are not taken over, in the head of a page: 'VOID'"),
    "a-drawing": (inside("within 14", '<w:r><w:drawing><a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
                         'main">NOT</a:t></w:drawing></w:r>'), "words in a drawing are not taken over: 'NOT'"),
    "bound-elsewhere": (inside("within 14", '<w:sdt><w:sdtPr><x:dataBinding xmlns:x="http://schemas.microsoft.com/'
                               'office/word/2012/wordml" x:xpath="/a"/></w:sdtPr><w:sdtContent/></w:sdt>'),
                        "a control shows words that are kept elsewhere"),
    "a-shape-over-words": (inside("within 14", '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
                           'style="position:absolute;width:90pt;height:20pt"/></w:pict></w:r>'), "may cover words"),
    "a-page-number": (inside("within 14", "<w:r><w:pgNum/></w:r>"), "(pgNum)"),
    "turned-round": (inside("within 14", '<w:bdo w:val="rtl"/>'), "(bdo)"),
    "a-background": (put(DOCUMENT, "<w:body>", "<w:background/><w:body>"), "(background)"),
    "raised": (put(DOCUMENT, "within 14", 'within 1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                   '<w:t>4</w:t></w:r><w:r><w:t xml:space="preserve">'),
               "raised or lowered"),
    "lifted": (inside("within 14", '<w:r><w:rPr><w:position w:val="12"/></w:rPr><w:t>2</w:t></w:r>'), "raised"),
    "white": (inside("within 14", '<w:r><w:rPr><w:color w:val="FFFFFE"/></w:rPr><w:t>2</w:t></w:r>'), "as light as"),
    "tiny": (inside("within 14", '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>2</w:t></w:r>'), "too small"),
    "a-see-through-style": (style("BodyText", "<w14:textFill xmlns:w14='urn:x'/>"), "by the style 'Body Text'"),
    "all-struck": (put(STYLES, "<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:strike/>"), "struck through"),
    "a-table-struck": (style("Table", "<w:strike/>"), "struck through"),
    "the-first-row-hidden": (changed(FILE, STYLES, lambda told: re.sub(
        r'(w:styleId="Table".*?)</w:style>', r'\1<w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr>'
        "</w:tblStylePr></w:style>", told, count=1, flags=re.DOTALL)), "hidden in the file"),
    "the-usual-style-hidden": (changed(FILE, STYLES, lambda told: re.sub(
        r'(w:styleId="Normal".*?)</w:style>', r"\1<w:rPr><w:vanish/></w:rPr></w:style>", told, count=1,
        flags=re.DOTALL)), "hidden in the file"),
    "joined-cells": (in_table(lambda row: CELL.sub("<w:tcPr><w:vMerge/>" + "", row.replace("<w:tcPr/>", "<w:tcPr>"
                              "</w:tcPr>").replace("<w:tcPr />", "<w:tcPr></w:tcPr>"))), "hides its words"),
    "a-hidden-row": (in_table(lambda row: row.replace("<w:trPr>", "<w:trPr><w:hidden/>", 1)), "a hidden row"),
    "a-low-row": (in_table(lambda row: row.replace("<w:trPr>", '<w:trPr><w:trHeight w:val="1" w:hRule="exact"/>', 1)),
                  "a row too low"),
    "list-marks": (changed(FILE, NUMBERING, lambda told: re.sub(r'(<w:lvlText w:val=")[^"]*"', r'\1No"', told)),
                   "the mark before the items of a list is words"),
    "above-the-footnotes": (put(NOTES, "<w:separator />", "<w:t>These rules bind nobody.</w:t>"),
                            "the line above the footnotes holds words"),
}


@pytest.mark.parametrize(("data", "said"), [pytest.param(*case, id=name) for name, case in SHOWN.items()])
def test_each_is_told(data: bytes, said: str) -> None:
    notes = read(data).notes
    assert any(said in note for note in notes), notes


def test_what_we_send_shows_its_words() -> None:
    """Nothing is told of the file as it went out, so that a note is a difference."""
    assert shown_of(read_package(FILE, "x")) == ()


def test_what_went_out_is_no_note() -> None:
    """A house style may have a field in its head and words as marks: they were sent, and only what is new is told."""
    house = SHOWN["in-the-head"][0]
    around = around_of(house, TITLES, "en")
    assert around.shown
    again = returned_file(house, SENT, "grievance", around=(AROUND, around))
    assert again.notes == ()
    assert returned_file(house, SENT, "grievance", around=(replace(around, shown=()),)).notes


def test_many_that_went_out_hide_none() -> None:
    """However often something known stands there, what is new is told: it is left out before anything is counted."""
    many = "".join(field(f" QUOTE {number} ") * 400 for number in range(3))
    known = put(HEAD, "</w:p></w:hdr>", f"{many}</w:p></w:hdr>")
    around = around_of(known, TITLES, "en")
    evil = changed(known, HEAD, lambda told: told.replace("</w:p></w:hdr>", f'{field(" QUOTE NOT ")}</w:p></w:hdr>'))
    notes = returned_file(evil, SENT, "grievance", around=(around,)).notes
    assert ["QUOTE NOT" in note for note in notes] == [True], notes


@pytest.mark.parametrize("made", [
    pytest.param('<s:r xmlns:s="{}"><s:t> not</s:t></s:r>', id="a-run"),
    pytest.param('<w:r><s:t xmlns:s="{}"> not</s:t></w:r>', id="words"),
])
def test_two_kinds_of_open_xml(made: str) -> None:
    """'mixed namespaces refused'"""
    with pytest.raises(HostileContentError, match="two kinds of Open XML"):
        read(inside("within 14", made.format(W_STRICT)))


def test_a_strict_file_is_read() -> None:
    """'strict' alone is another way to save the same words, and read like them."""
    assert MAIN_TYPE
    data = FILE
    for part in parts_of(FILE):
        if part.endswith((".xml", ".rels")):
            data = changed(data, part, lambda told: told.replace(W, W_STRICT))
    found = read(data)
    assert (found.edits, found.notes) == ((), ())
    edited = changed(data, DOCUMENT, lambda told: told.replace("14 days", "15 days"))
    assert "15 days" in read(edited).edits[0].after


@pytest.mark.parametrize(("setting", "why"), [
    ("<w:mailMerge><w:query w:val='SELECT'/></w:mailMerge>", "form letter"),
    ("<w:saveThroughXslt/>", "transformation"), ("<w:attachedSchema w:val='http://x/s.xsd'/>", "definition of XML"),
    ("<s:schemaLibrary xmlns:s='urn:x'/>", "definition of XML"), ("<w:attachedTemplate/>", "template"),
])
def test_settings_that_ask_for_something(setting: str, why: str) -> None:
    with pytest.raises(HostileContentError, match=why):
        read(put(SETTINGS, "</w:settings>", f"{setting}</w:settings>"))


def test_a_part_that_lies_elsewhere() -> None:
    """'internal relationship targets with a scheme accepted'"""
    data = put("word/_rels/document.xml.rels", "</Relationships>", '<Relationship Id="x" Target="http://x.example/x.png"'
               f' Type="{W.replace("wordprocessingml/2006/main", "officeDocument/2006/relationships")}/image"/>'
               "</Relationships>")
    with pytest.raises(HostileContentError, match="calls something elsewhere a part of itself"):
        read(data)


def test_a_name_put_together() -> None:
    """'field name built by nesting accepted'"""
    nested = field(" INCL", "") .replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                                         field(' QUOTE "UDETEXT" ') + '<w:r><w:instrText> "http://x/a"</w:instrText></w:r>')
    with pytest.raises(HostileContentError, match="read in two ways"):
        read(inside("within 14", nested))


def _field_bomb() -> bytes:
    opened = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>' + "<w:instrText>a</w:instrText>" * 19_000
              + '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    return put(HEAD, "</w:p></w:hdr>", opened * 5 + "<w:r><w:t>1</w:t></w:r>" * 50_000 + "</w:p></w:hdr>")


def _bind_bomb() -> bytes:
    return at_end("<w:p><w:sdt><w:sdtPr>" + "<w:dataBinding/>" * 20_000 + "</w:sdtPr><w:sdtContent>"
                  + "<w:r><w:t>a</w:t></w:r>" * 20_000 + "</w:sdtContent></w:sdt></w:p>")


def _likest_bomb() -> bytes:
    draw = random.Random(1)
    box = "".join(f"<w:p><w:r><w:t>{' '.join(f'w{draw.randrange(10**6)}' for _ in range(12))}</w:t></w:r></w:p>"
                  for _ in range(8_000))
    unlike = field(" ZZ ").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "<w:r><w:t>qq</w:t></w:r>")
    return changed(at_end(f'<w:p><w:r><w:drawing><x:x xmlns:x="urn:x">{box}</x:x></w:drawing></w:r></w:p>'), DOCUMENT,
                   lambda told: told.replace("</w:t></w:r></w:p>", f"</w:t></w:r>{unlike}</w:p>"))


@pytest.mark.parametrize("bomb", [_field_bomb, _bind_bomb, _likest_bomb])
def test_small_files_take_little_time(bomb: Callable[[], bytes]) -> None:
    """'linear work, caps before work': each of them held a computer for minutes."""
    data = bomb()
    begun = process_time()
    assert read(data).notes
    assert process_time() - begun < 15


def test_a_lent_file_hands_on_looks_alone() -> None:
    """'`--reference` passes `w:mailMerge`, `saveThroughXslt` etc. on: […] an allow-list of elements'"""
    from schemekit.word.finish import _set_settings

    parts = {SETTINGS: put(SETTINGS, "</w:settings>", "<w:evenAndOddHeaders/><w:docVars/><w:mailMerge/>"
                           "<w:saveThroughXslt w:solutionID='http://x/y'/><w:writeProtection/></w:settings>"),
             "word/_rels/settings.xml.rels": b"<Relationships/>"}
    with zipfile.ZipFile(BytesIO(parts[SETTINGS])) as lent:
        parts[SETTINGS] = lent.read(SETTINGS)
    _set_settings(parts, "en", asks=False)
    told = parts[SETTINGS].decode()
    assert "evenAndOddHeaders" in told
    assert not re.search("docVars|mailMerge|saveThroughXslt|writeProtection", told)
    assert list(parts) == [SETTINGS]


def test_a_lent_file_that_asks_for_something_is_refused() -> None:
    paper = Paper(title="T", has_contents=False, parts=(PaperPart(title="T", markdown="# T\n\nWords.\n", file="t.md"),))
    with pytest.raises(HostileContentError, match="form letter"):
        docx_of(paper, put(SETTINGS, "</w:settings>", "<w:mailMerge/></w:settings>"))
