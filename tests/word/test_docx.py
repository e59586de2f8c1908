"""A Word file that a board would accept: numbers, title block, contents, bookmarks that carry clause ids unseen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from schemekit.errors import HostileContentError, SchemekitError
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.document import Document
from schemekit.text.formatted.bookmarks import bookmark_of
from schemekit.text.formatted.paper_tree import heading_lines
from schemekit.word.docx_file import R, packed, parsed, unpacked, w
from schemekit.word.package import read_package
from schemekit.word.page_frame import lacks_page_number
from schemekit.word.paper import docx_of, tree_of
from schemekit.word.properties import properties_of
from tests.golden import same_as_golden
from tests.office import Office
from tests.word.said import tree_of_docx
from tests.word.samples import NUMBERS, TEXT, small_paper

GOLDEN = Path(__file__).parent / "data" / "small.document.xml"
DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def docx() -> bytes:
    return docx_of(small_paper())


@pytest.fixture(scope="module")
def root(docx: bytes) -> etree._Element:
    return parsed(unpacked(docx)[DOCUMENT])


def words(element: etree._Element) -> str:
    """The words of a paragraph, a tab for a tab."""
    return "".join("\t" if part.tag == w("tab") else part.text or "" for part in element.iter(w("t"), w("tab"))
                   if part.getparent().tag == w("r"))  # type: ignore[union-attr]  # what is inside has a parent


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else found.get(w("val")) or ""


def headings(root: etree._Element) -> list[etree._Element]:
    return [paragraph for paragraph in root.iter(w("p")) if style(paragraph).startswith("Heading")]


class TestTheText:
    def test_computed_numbers_in_their_own_style(self, root: etree._Element) -> None:
        """'computed clause numbers', which a reader of the returned file can tell from the words."""
        assert [words(found) for found in headings(root)] == [
            "1\tPurpose", "1.1\tWho may complain", "2\tRecords", "2.1.1\tDeep", "Annex A Complaint form",
            "A.1\tYour details"]
        styled = [words(run) for found in headings(root) for run in found.iter(w("r"))
                  if run.find(f"{w('rPr')}/{w('rStyle')}") is not None]
        assert styled == ["1", "1.1", "2", "2.1.1", "Annex A", "A.1"]

    def test_clause_ids_travel_in_the_headings_paragraph(self, root: etree._Element) -> None:
        """'bookmarks that carry clause ids invisibly'."""
        inside = [[mark.get(w("name")) for mark in found.findall(w("bookmarkStart"))] for found in headings(root)]
        assert inside == [[bookmark_of(0, "purpose")], [bookmark_of(0, "who")], [bookmark_of(0, "records")],
                          [bookmark_of(0, "deep")], [bookmark_of(1, "preamble")], [bookmark_of(1, "details")]]
        held = [mark for found in root.iter(w("p")) for mark in found.findall(w("bookmarkStart"))]
        assert held == list(root.iter(w("bookmarkStart")))

    def test_links(self, root: etree._Element) -> None:
        """Links into the paper jump to the clause, also into an annex; what is in no file of it is its words."""
        anchors = [(words(link), link.get(w("anchor"))) for link in root.iter(w("hyperlink"))
                   if link.get(w("anchor")) and "\t" not in words(link)]
        assert anchors == [("form", "_sk1_details"), ("who", "_sk0_who"), ("who", "_sk0_who")]
        names = {mark.get(w("name")) for mark in root.iter(w("bookmarkStart"))}
        assert {link.get(w("anchor")) for link in root.iter(w("hyperlink"))} - {None} <= names

    def test_what_is_shown_and_what_is_not(self, root: etree._Element) -> None:
        said = "\n".join(words(paragraph) for paragraph in root.iter(w("p")))
        for shown in ("Words in raw HTML stay words.", "A bold word, a page, who and nowhere.",
                      'by "e-mail" -- or call...', "a drawing --> of steps"):
            assert shown in said
        for hidden in ("remark", "<", "front matter", "Initiative: Complaints"):
            assert hidden not in said
        assert [words(found) for found in root.iter(w("p")) if style(found) == "BlockText"] == [
            "Nobody pays for a complaint."]

    def test_tables(self, root: etree._Element) -> None:
        """Head rows stand on each page, rows are not torn apart, and the title block's labels are heads of rows."""
        facts, who, form = root.iter(w("tbl"))
        assert [words(cell) for cell in facts.iter(w("p"))] == ["Code", "NMI-PRO-01", "Version", "V1-0", "Status",
                                                               "Effective"]
        assert facts.find(f".//{w('tblLook')}").get(w("firstColumn")) == "1"  # type: ignore[union-attr]
        for table in (who, form):
            assert table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is not None
            assert sum(int(column.get(w("w")) or 0) for column in table.iter(w("gridCol"))) <= 9070
        assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in root.iter(w("tr")))

    def test_each_annex_and_the_first_clause_begin_a_page(self, root: etree._Element) -> None:
        breaks = [words(found)[:22] for found in root.iter(w("p"))
                  if found.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None]
        assert breaks == ["This procedure is shor", "Annex A Complaint form"]

    def test_as_a_whole(self, docx: bytes) -> None:
        """The document part, kept in a file: what changes in it is looked at."""
        found = unpacked(docx)[DOCUMENT].decode()
        same_as_golden(found, GOLDEN)


class TestTheFile:
    def test_the_same_bytes_each_time(self, docx: bytes) -> None:
        assert docx_of(small_paper()) == docx
        assert not re.search(rb"rsid|dcterms|1970|20\d\d-\d\d-\d\dT", b"".join(unpacked(docx).values()))

    def test_nothing_points_nowhere(self, docx: bytes) -> None:
        """No id twice, every relationship and every style is there, every part has a type."""
        parts = unpacked(docx)
        root = parsed(parts[DOCUMENT])
        ids = [mark.get(w("id")) or "" for mark in root.iter(w("bookmarkStart"))]
        assert len(ids) == len(set(ids))
        assert sorted(ids) == sorted(mark.get(w("id")) or "" for mark in root.iter(w("bookmarkEnd")))
        relations = {found.get("Id"): found for found in parsed(parts["word/_rels/document.xml.rels"])}
        for found in relations.values():
            assert found.get("TargetMode") == "External" or f"word/{found.get('Target')}" in parts
        used = {value for element in root.iter() for name, value in element.attrib.items() if name == f"{{{R}}}id"}
        assert used <= set(relations)
        known = {found.get(w("styleId")) for found in parsed(parts["word/styles.xml"]).iter(w("style"))}
        for part in ("word/document.xml", "word/footnotes.xml", "word/schemekit-header.xml"):
            for name in ("pStyle", "rStyle", "tblStyle"):
                assert {found.get(w("val")) for found in parsed(parts[part]).iter(w(name))} <= known
        types = parts["[Content_Types].xml"].decode()
        assert all(f'"/{name}"' in types for name in parts if name.endswith(".xml") and name[0] != "[")

    def test_what_it_says_of_itself(self, docx: bytes) -> None:
        parts = unpacked(docx)
        assert properties_of(read_package(docx, "it")) == dict(small_paper().properties)
        core = parts["docProps/core.xml"].decode()
        for told in ("<dc:title>Complaints procedure<", "<dc:creator>Northern Minerals Initiative<", "language>en<"):
            assert told in core
        assert 'w:lang w:val="en-GB"' in parts["word/styles.xml"].decode()
        head, foot = (parts[f"word/schemekit-{name}.xml"].decode() for name in ("header", "footer"))
        assert "Northern Minerals Initiative" in head
        assert "Complaints procedure" in head
        for told in ("NMI-PRO-01 V1-0. Printed copies are uncontrolled.", " PAGE ", " NUMPAGES "):
            assert told in foot

    def test_nothing_asks_before_it_opens(self, docx: bytes) -> None:
        """'a real TOC field … pre-filled entries … without a prompt'."""
        parts = unpacked(docx)
        assert b"updateFields" not in parts["word/settings.xml"]
        assert b"w:dirty" not in parts[DOCUMENT]
        assert b' TOC \\o "1-2"' in parts[DOCUMENT]
        entries = [words(found) for found in parsed(parts[DOCUMENT]).iter(w("p")) if style(found).startswith("TOC")]
        assert entries == ["Contents", "1\tPurpose\t2", "1.1\tWho may complain\t2", "2\tRecords\t2",
                           "Annex A Complaint form\t3", "A.1\tYour details\t3"]

    @pytest.mark.parametrize("language", ["fr-CA", "pt", "xx"])
    def test_in_other_languages(self, language: str) -> None:
        said = unpacked(docx_of(small_paper(language=language)))
        assert ("Annexe A" if language == "fr-CA" else "Anexo A" if language == "pt" else "Annex A") in said[
            DOCUMENT].decode()

    def test_words_that_xml_cannot_hold(self) -> None:
        docx = docx_of(small_paper(title="A\x00\x0b <b>&amp;", owner="\ufffe]]>", facts=(("<x>", "&\x01"),),
                                   properties=(("name", "\x02 <y>"),)))
        assert properties_of(read_package(docx, "it")) == {"name": "<y>"}


class TestTheSchemesOwnFile:
    """'styles from the scheme's own reference .docx if given'."""

    @staticmethod
    def _house(docx: bytes, **changes: bytes) -> bytes:
        parts = unpacked(docx)
        styles = parts["word/styles.xml"].replace(b"1F3A5F", b"AA0000")
        root = parsed(styles)
        for found in list(root):
            if found.get(w("styleId")) in ("BlockText", "SectionNumber"):
                root.remove(found)
        document = parts[DOCUMENT].replace(b'w:left="1418"', b'w:left="2222"')
        return packed({**parts, "word/styles.xml": etree.tostring(root), DOCUMENT: document, **changes})

    def test_styles_margins_head_and_foot_are_its(self, docx: bytes) -> None:
        made = unpacked(docx_of(small_paper(), self._house(docx)))
        assert b"AA0000" in made["word/styles.xml"]
        assert b'w:left="2222"' in made[DOCUMENT]
        known = {found.get(w("styleId")) for found in parsed(made["word/styles.xml"]).iter(w("style"))}
        assert {"BlockText", "SectionNumber"} <= known, "styles that it lacks fall back to ours"
        section = parsed(made[DOCUMENT]).find(f".//{w('sectPr')}")
        assert section is not None
        assert len(section.findall(w("headerReference"))) == 1
        assert b"updateFields" in made["word/settings.xml"], "only Word knows the pages in fonts that are not ours"

    @pytest.mark.parametrize("kind", ["header", "footer"])
    def test_its_pages_say_what_they_are(self, docx: bytes, kind: str) -> None:
        """'head and foot lose title, version and "uncontrolled"': they stand under the house's own foot, or as ours."""
        bare = unpacked(docx)
        root = parsed(bare[DOCUMENT])
        for found in [*root.iter(w("headerReference"), w("footerReference"))]:
            if found.tag != w(f"{kind}Reference"):
                parent = found.getparent()
                assert parent is not None
                parent.remove(found)
        held = f"word/schemekit-{kind}.xml"
        bare[held] = bare[held].replace(b"Northern Minerals", b"House of Forests").replace(b"NMI-PRO-01", b"House")
        made = unpacked(docx_of(small_paper(), packed({**bare, DOCUMENT: etree.tostring(root)})))
        foots = ["".join(str(said) for said in parsed(data).itertext()) for name, data in made.items()
                 if re.fullmatch(r"word/.*footer\d*\.xml", name)]
        assert sum("Printed copies are uncontrolled." in said for said in foots) >= 1
        assert any("NMI-PRO-01 V1-0" in said for said in foots)

    def test_what_it_lacks_has_none_of_our_colours(self, docx: bytes) -> None:
        parts = unpacked(docx)
        styles = parsed(parts["word/styles.xml"])
        for found in [item for item in styles if item.get(w("styleId")) in ("TOCHeading", "Table", "BlockText")]:
            styles.remove(found)
        made = unpacked(docx_of(small_paper(), packed({**parts, "word/styles.xml": etree.tostring(styles)})))
        taken = {found.get(w("styleId")): etree.tostring(found) for found in parsed(made["word/styles.xml"])}
        assert {"TOCHeading", "Table"} <= taken.keys()
        assert not any(blue in taken[name] for name in ("TOCHeading", "Table") for blue in (b"1F3A5F", b"EEF2F6"))

    def test_the_contents_heading_looks_like_one(self, docx: bytes) -> None:
        """A file that lacks the style gets ours: pandoc makes one up that looks like the text."""
        parts = unpacked(docx)
        styles = parsed(parts["word/styles.xml"])
        for found in [item for item in styles if item.get(w("styleId")) == "TOCHeading"]:
            styles.remove(found)
        house = packed({**parts, "word/styles.xml": etree.tostring(styles)})
        made = unpacked(docx_of(small_paper(), house))
        heading = next(item for item in parsed(made["word/styles.xml"]) if item.get(w("styleId")) == "TOCHeading")
        assert heading.find(f"{w('rPr')}/{w('b')}") is not None
        assert "\t2" in "".join(words(item) for item in parsed(made[DOCUMENT]).iter(w("p"))), "and page numbers"

    def test_a_foot_without_a_page_number_is_known(self, docx: bytes) -> None:
        parts = unpacked(docx)
        own = {name.replace("schemekit-header", "header1").replace("schemekit-footer", "footer1"):
               data.replace(b"schemekit-header", b"header1").replace(b"schemekit-footer", b"footer1")
               for name, data in parts.items()}
        foot = own["word/footer1.xml"]
        for with_page in (True, False):
            said = foot if with_page else foot.replace(b" PAGE ", b" DATE ")
            assert lacks_page_number(packed({**own, "word/footer1.xml": said})) is not with_page

    def test_numbers_that_it_counts_itself_are_switched_off(self, docx: bytes) -> None:
        root = parsed(unpacked(docx_of(small_paper(), self._house(docx)))[DOCUMENT])
        for found in headings(root):
            number = found.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
            assert number is not None
            assert number.get(w("val")) == "0"

    @pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04broken"])
    def test_one_that_is_no_word_file(self, data: bytes) -> None:
        with pytest.raises((HostileContentError, SchemekitError)):
            docx_of(small_paper(), data)


HEADINGS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(
    ["Scope", "1. Scope", "C#", "Who & what <b>x</b>", "*Terms*", "Über `a`", "a [l](#b)", "Fee {#fee}",
     "Fee { #fee-2 .x }", "x\n\n```\n# code\n```", "y\n\n<!--\n## no\n-->", "z\n\n> # quoted", "q\n\n- item\n\n  # in",
     "Setext\n\nLine\n===", "", "tab\there", "s\n\n    # indented", 'p { #p data-pos="1:1-2:2" }'])), max_size=8)


class TestNumbers:
    @settings(max_examples=12, deadline=None)
    @given(st.lists(HEADINGS, min_size=1, max_size=12))
    def test_they_are_the_documents(self, texts: list[list[tuple[int, str]]]) -> None:
        """'Computed numbers must be the same as Document's `number`'."""
        sources = ["\n\n".join(["Words.", *(f"{'#' * level} {said}" for level, said in text)]) for text in texts]
        paper = Paper(title="T", parts=tuple(PaperPart(title="P", markdown=source, number=f"Annex {place}")
                                             for place, source in enumerate(sources)))
        wanted = [(f"{place}.{clause.number}", min(clause.number.count(".") + 2, 9))
                  for place, source in enumerate(sources) for clause in Document.parse(source).clauses
                  if not clause.raw.startswith("  ")]
        found = [(line.number, line.level) for line in heading_lines(tree_of(paper)) if " " not in line.number]
        assert found == wanted

    def test_without_numbers(self) -> None:
        lines = heading_lines(tree_of(small_paper(is_numbered=False)))
        assert [line.number for line in lines] == ["", "", "", "", "Annex A", ""]

    def test_nested_without_end(self) -> None:
        with pytest.raises(SchemekitError):
            tree_of(small_paper(parts=(PaperPart(title="T", markdown=">" * 3000 + " x"),)))


class TestInAnOffice:
    """LibreOffice opens it, shows every number, and keeps what the receiver needs."""

    def test_pages(self, office: Office, docx: bytes, tmp_path: Path) -> None:
        from pypdf import PdfReader

        (tmp_path / "small.docx").write_bytes(docx)
        office.saved(tmp_path / "small.docx", tmp_path / "small.pdf")
        pages = [page.extract_text() for page in PdfReader(tmp_path / "small.pdf").pages]
        assert len(pages) == 3
        said = "\n".join(pages)
        for number in NUMBERS:
            assert re.search(rf"^{re.escape(number)}\s+\w", said, re.MULTILINE)
        assert "Page 3 of 3" in pages[2]
        assert all("Printed copies are uncontrolled." in page for page in pages)
        assert re.search(r"Annex A Complaint form\.+ ?3", pages[0])

    def test_saved_by_it_the_marks_are_there(self, office: Office, docx: bytes, tmp_path: Path) -> None:
        """Numbers 'recognisable and separable', ids in place, after a person saved the file."""
        (tmp_path / "small.docx").write_bytes(docx)
        office.saved(tmp_path / "small.docx", tmp_path / "back.docx")
        back = parsed(unpacked((tmp_path / "back.docx").read_bytes())[DOCUMENT])
        marks = [mark.get(w("name")) for mark in back.iter(w("bookmarkStart"))]
        assert {"_sk0_purpose", "_sk0_deep", "_sk1_preamble", "_sk1_details"} <= set(marks)
        numbers = [words(run) for run in back.iter(w("r")) if "SectionNumber" in etree.tostring(run).decode()]
        assert numbers == ["1", "1.1", "2", "2.1.1", "Annex A", "A.1"]

    def test_read_back_it_says_what_was_written(self, docx: bytes) -> None:
        tree = tree_of_docx(docx)
        assert "Nobody" in str(tree)
        assert TEXT.count("## ") >= 3
