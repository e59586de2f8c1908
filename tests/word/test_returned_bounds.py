"""Word files that would take long to be read, or to be compared, and the fields that are open while one is read.

'Nothing may hang': what differs more than anybody could answer is refused before the texts are compared.
"""

from __future__ import annotations

import time

import pytest

from schemekit.errors import HostileContentError
from schemekit.word.paper import docx_of
from schemekit.word.returned import returned_file
from schemekit.word.returned_fields import Fields
from tests.word.crafted import changed, document, field, packed, paragraph, parts_of
from tests.word.returned_samples import SENT, exported, paper_of

FILE = exported()
OPENED = ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{}</w:instrText>'
          '<w:fldChar w:fldCharType="separate"/></w:r>')
RUN = '<w:r><w:t xml:space="preserve">a </w:t></w:r>'
CLOSED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def with_words(words: str) -> bytes:
    """What was sent, with more behind its last paragraph."""
    return changed(FILE, "word/document.xml", lambda text: f"{words}<w:sectPr".join(text.rsplit("<w:sectPr", 1)))


class TestEndlessFilesAreRefused:
    @pytest.mark.parametrize(("words", "reason"), [
        pytest.param(paragraph("The Council shall decide within 5 days.") * 5_100, "5,000 paragraphs", id="equal"),
        pytest.param(paragraph("shall may (5) days | " * 10_000), "200,000 characters", id="one-paragraph"),
        pytest.param(paragraph("shall may " * 11_000) * 5, "500,000 characters", id="many-words"),
    ])
    def test_before_they_are_compared(self, words: str, reason: str) -> None:
        begun = time.process_time()
        with pytest.raises(HostileContentError) as refused:
            returned_file(with_words(words), SENT, "grievance")
        assert reason in refused.value.why
        assert refused.value.fix
        assert time.process_time() - begun < 8


class TestWhatIsManyButNotTooManyIsRead:
    def test_equal_paragraphs(self) -> None:
        begun = time.process_time()
        read = returned_file(with_words(paragraph("The Council shall decide within 5 days.") * 300), SENT, "grievance")
        assert len(read.edits) == 300
        assert time.process_time() - begun < 8

    def test_fields_around_many_runs(self) -> None:
        instruction = "HYPERLINK &quot;https://example.org/a&quot; \\o &quot;" + "x " * 9_000 + "&quot;"
        words = f"<w:p>{OPENED.format(instruction) * 40}{RUN * 4_000}{CLOSED * 40}</w:p>"
        begun = time.process_time()
        read = returned_file(with_words(words), SENT, "grievance")
        assert "a a a" in read.edits[0].after
        assert time.process_time() - begun < 10


class TestFields:
    def test_words_of_an_instruction_are_no_text(self) -> None:
        fields = Fields()
        fields.mark("begin")
        assert fields.hide
        fields.add('HYPERLINK "https://example.org/a"')
        fields.mark("separate")
        assert (fields.hide, fields.link) == (False, "https://example.org/a")
        fields.mark("end")
        assert (fields.hide, fields.link) == (False, None)

    def test_a_field_in_a_link_leads_where_the_link_does(self) -> None:
        fields = Fields()
        for instruction in ('HYPERLINK \\l "a"', "PAGE"):
            fields.mark("begin")
            fields.add(instruction)
            fields.mark("separate")
        assert fields.link == "#a"

    def test_contents_go_on_to_their_end(self) -> None:
        fields = Fields()
        for instruction in ("TOC \\o", "PAGEREF a"):
            fields.mark("begin")
            fields.add(instruction)
            fields.mark("separate")
        fields.mark("end")
        assert fields.is_contents
        fields.mark("end")
        assert not fields.is_contents

    @pytest.mark.parametrize("kind", ["end", "separate", "other", ""])
    def test_marks_without_a_beginning_are_nothing(self, kind: str) -> None:
        fields = Fields()
        fields.mark(kind)
        assert not fields.hide


class TestTheFileWithYourStyles:
    """The Word file that lends its styles is looked through too: its header goes into the file that is made."""

    @pytest.mark.parametrize(("part", "content", "reason"), [
        pytest.param("word/schemekit-header.xml", document(field('DDEAUTO"c"')).replace("w:document", "w:hdr").replace(
            "<w:body>", "").replace("<w:sectPr/></w:body>", ""), "(DDEAUTO)", id="a-header-that-runs"),
        pytest.param("word/styles.xml", "<a/>", "styles are damaged", id="no-styles"),
    ])
    def test_is_refused(self, part: str, content: str, reason: str) -> None:
        reference = packed({**parts_of(docx_of(paper_of())), part: content})
        with pytest.raises(HostileContentError) as refused:
            docx_of(paper_of(), reference)
        assert refused.value.what == "the file with your styles was not read"
        assert reason in refused.value.why

    def test_is_taken_as_it_was_made(self) -> None:
        assert docx_of(paper_of(), docx_of(paper_of()))
