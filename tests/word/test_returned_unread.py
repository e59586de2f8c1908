"""What is in a returned file and became no edit is told in a note, whatever it stands in.

'Nothing lost, nothing applied silently.'
"""

from __future__ import annotations

import pytest
from lxml import etree

from schemekit.model.returned import ReturnedFile, SentAround
from schemekit.word.returned import returned_file
from schemekit.word.unread import around_of
from tests.word.crafted import W, changed
from tests.word.returned_samples import SENT, exported
from tests.word.word_user import WordUser, cut, text_of, w

FILE = exported()
TITLES = ("Grievance procedure", "Complaint form")
AROUND: SentAround = around_of(FILE, TITLES, "en")
NEW = f'<w:p xmlns:w="{W}"><w:r><w:t>The board may set this aside.</w:t></w:r></w:p>'
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def read(data: bytes) -> ReturnedFile:
    return returned_file(data, SENT, "grievance", around=(AROUND,))


def below(wrapped: str) -> bytes:
    """The file with something put below a paragraph. Shape: `{}` in it stands for a new paragraph."""
    user = WordUser(FILE)
    user.paragraph("Either party").addnext(etree.fromstring(wrapped.replace("{}", NEW)))
    return user.saved()


def inside(words: str, made: str) -> bytes:
    """The file with something put behind words. Shape: `made` is XML below a root that names `w`."""
    user = WordUser(FILE)
    found = user.paragraph(words)
    at = text_of(found).index(words) + len(words)
    near = cut(found, at - 1, at)[-1]
    for element in reversed(etree.fromstring(f'<w:r xmlns:w="{W}" xmlns:mc="{MC}">{made}</w:r>')):
        near.addnext(element)
    return user.saved()


def looked(words: str, look: str) -> bytes:
    user = WordUser(FILE)
    found = user.paragraph(words)
    at = text_of(found).index(words)
    for run in cut(found, at, at + len(words)):
        run.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W}">{look}</w:rPr>'))
    return user.saved()


def at_end(xml: str) -> bytes:
    return changed(FILE, "word/document.xml", lambda told: told.replace(
        told[told.rindex("<w:sectPr") :], xml + told[told.rindex("<w:sectPr") :]))


class TestNothingIsLost:
    def test_unedited_it_says_nothing(self) -> None:
        found = read(FILE)
        assert (found.edits, found.notes) == ((), ())

    @pytest.mark.parametrize("wrapped", [
        pytest.param("{}", id="plainly"),
        pytest.param(f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w">{{}}</mc:Choice>'
                     "</mc:AlternateContent>", id="in-an-alternative"),
        pytest.param(f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
                     "</w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", id="called-contents"),
    ])
    def test_a_new_paragraph(self, wrapped: str) -> None:
        found = read(below(wrapped))
        told = [*found.notes, *(edit.after for edit in found.edits)]
        assert len(told) == 1
        assert "The board may set this aside." in told[0]

    @pytest.mark.parametrize("made", [
        pytest.param('<w:r><w:rPr><w:rStyle w:val="SectionNumber"/></w:rPr><w:t>0</w:t></w:r>', id="called-a-number"),
        pytest.param("<w:r><w:ruby><w:rubyBase><w:r><w:t>0</w:t></w:r></w:rubyBase></w:ruby></w:r>", id="ruby"),
        pytest.param('<mc:AlternateContent><mc:Choice Requires="w"><w:r><w:t>0</w:t></w:r></mc:Choice>'
                     "</mc:AlternateContent>", id="in-an-alternative"),
        pytest.param('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r>'
                     '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>0</w:t></w:r><w:r>'
                     '<w:fldChar w:fldCharType="end"/></w:r>', id="in-a-field-of-contents"),
    ])
    def test_a_figure_that_reads_otherwise(self, made: str) -> None:
        found = read(inside("within 14", made))
        assert any("within 140" in told for told in [*found.notes, *(edit.after for edit in found.edits)])

    def test_words_of_another_language_of_xml_are_none(self) -> None:
        drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
        found = read(inside("within 14", f'<x:t xmlns:x="{drawing}">0</x:t>'))
        assert (found.edits, found.notes) == ((), ())

    @pytest.mark.parametrize(("made", "said"), [
        pytest.param('<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="Void"/>'
                     "</v:shape></w:pict></w:r>", "drawn letters are not taken over: 'Void'", id="drawn-letters"),
        pytest.param('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "0"</w:instrText></w:r><w:r>'
                     '<w:fldChar w:fldCharType="end"/></w:r>', "QUOTE", id="a-field-without-a-result"),
    ])
    def test_words_that_stand_in_no_paragraph(self, made: str, said: str) -> None:
        assert any(said in note for note in read(inside("within 14", made)).notes)

    @pytest.mark.parametrize("xml", [
        pytest.param("{}", id="plainly"),
        pytest.param(f'<w:p xmlns:w="{W}"><w:bookmarkStart w:id="99" w:name="_sk9_preamble"/></w:p>{{}}', id="forged"),
    ])
    def test_at_the_end(self, xml: str) -> None:
        found = read(at_end(xml.replace("{}", NEW)))
        assert any("set this aside" in told for told in [*found.notes, *(edit.after for edit in found.edits)])


class TestAroundTheText:
    def test_a_paragraph_above_the_contents(self) -> None:
        user = WordUser(FILE)
        place = next(found for found in user.root.iter(w("p")) if text_of(found) == "Contents")
        place.addprevious(etree.fromstring(NEW))
        assert read(user.saved()).notes == (
            "in the Word file, but not taken over (above the text, in the title block or the contents): "
            "'The board may set this aside.'; look at it there",)

    def test_a_cell_of_the_title_block(self) -> None:
        (note,) = read(WordUser(FILE).replace("NMI-GRV", "NMI-7").saved()).notes
        assert "'NMI-7', where 'NMI-GRV' stood" in note

    @pytest.mark.parametrize(("part", "place"), [("header", "in the head of a page"),
                                                 ("footer", "at the foot of a page")])
    def test_heads_and_feet(self, part: str, place: str) -> None:
        (note,) = read(changed(FILE, f"word/schemekit-{part}.xml", lambda told: told.replace(
            "</w:p>", "<w:r><w:t> Suspended</w:t></w:r></w:p>", 1))).notes
        assert f"({place})" in note
        assert "Suspended" in note


class TestMeaning:
    """Changes of meaning without changed words."""

    @pytest.mark.parametrize(("look", "said"), [
        ("<w:strike/>", "struck through by hand, not by tracked changes: '14 days'"),
        ("<w:dstrike/>", "struck through by hand, not by tracked changes: '14 days'"),
        ("<w:vanish/>", "hidden in the file: '14 days'"),
    ])
    def test_words_struck_through_or_hidden(self, look: str, said: str) -> None:
        (note,) = read(looked("14 days", look)).notes
        assert note.startswith(said)

    def test_a_reference_to_another_clause(self) -> None:
        data = changed(FILE, "word/document.xml", lambda told: told[: told.index("_sk0_scope\"/>")] + told[
            told.index("_sk0_scope\"/>") :].replace('w:anchor="_sk0_bodies"', 'w:anchor="_sk0_records"'))
        assert any("'secretariat' leads to '#_sk0_records' now" in note for note in read(data).notes)

    def test_list_marks_with_words(self) -> None:
        data = changed(FILE, "word/numbering.xml", lambda told: told.replace(
            '<w:lvlText w:val="', '<w:lvlText w:val="Does not apply: ', 1))
        assert any("Does not apply:" in note for note in read(data).notes)


class TestComments:
    def test_two_of_one_id_one_of_none_and_a_long_one(self) -> None:
        made = "".join(f'<w:comment {name}w:author="A"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
                       for name, words in (('w:id="1" ', "first"), ('w:id="1" ', "second"), ("", "third"),
                                           ('w:id="2" ', "long " * 5000)))
        user = WordUser(FILE)
        user.set_part("word/comments.xml", f'<w:comments xmlns:w="{W}">{made}</w:comments>')
        found = read(user.saved())
        assert [one.text for one in found.comments][:3] == ["first", "second", "third"]
        assert len({one.id for one in found.comments}) == 4
        assert "is longer than 20000 signs and was cut" in found.notes[0]
