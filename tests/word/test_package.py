"""Word files that are looked through before anything reads them.

'A file that is hostile (zip bomb, external entities, macros, links to files) is refused with a reason.'
"""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from schemekit.errors import HostileContentError
from schemekit.word.package import parsed, read_package, read_workbook
from schemekit.word.pandoc import tree_of_markdown, written
from tests.office import Office
from tests.word.crafted import (
    MAIN_TYPE,
    OFFICE,
    W,
    changed,
    content_types,
    document,
    docx,
    field,
    link,
    links,
    packed,
    paragraph,
    parts_of,
)
from tests.word.said import tree_of_docx

RELS = "word___rels__document_DOT_xml_DOT_rels"
LAUGHS = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
          '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>')
FETCH = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def with_links(*lines: str) -> bytes:
    """A Word file whose text has these links."""
    return docx(paragraph("Words."), **{RELS: links(*lines)})


def with_part(name: str, content: str | bytes = b"\x00\x01") -> bytes:
    """A Word file with a further part."""
    return packed({**parts_of(docx()), name: content})


def with_types(types: str) -> bytes:
    """A Word file with another list of contents."""
    return packed({**parts_of(docx()), "[Content_Types].xml": types})


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """Entries in a zip file, the first one marked as a link to another file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o120777 << 16
            package.writestr(entry, content)
    return file.getvalue()


def marked_as_encrypted() -> bytes:
    """A Word file whose entries say that they are encrypted."""
    data = bytearray(docx())
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    return bytes(data)


def understated() -> bytes:
    """A zip bomb whose list of contents says that its part is ten bytes long."""
    data = bytearray(with_part("word/media/image1.png", b"\x89PNG" + bytes(30_000_000)))
    place = bytes(data).rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def with_main(words: str | bytes, name: str = "word/document.xml") -> bytes:
    """A Word file with another part as its text."""
    parts = {key: value for key, value in parts_of(docx()).items() if key != "word/document.xml"}
    types = content_types().replace("/word/document.xml", f"/{name}")
    return packed({**parts, name: words, "[Content_Types].xml": types,
                   "_rels/.rels": links(link("officeDocument", name, is_outside=False, number=1))})


def with_linked(kind: str, content: str) -> bytes:
    """A Word file whose text links to a part of a kind."""
    return docx(**{RELS: links(link(kind, f"{kind}.xml", is_outside=False)), f"word__{kind}_DOT_xml": content})


def with_outer_links(*lines: str) -> bytes:
    """A Word file with further links of the whole file."""
    return packed({**parts_of(docx()), "word/old.xml": document(paragraph("Old.")), "_rels/.rels": links(
        link("officeDocument", "word/document.xml", is_outside=False, number=1), *lines)})


def strange(kind: str) -> str:
    """A link that only ends as one of Word's own does."""
    return link(kind, "word/old.xml", is_outside=False, number=2).replace(OFFICE, "urn:x")


def begun(instruction: str, times: int = 1) -> str:
    """A paragraph with fields that begin inside one another and never end."""
    first, then = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    return f"<w:p>{f'{first}<w:r><w:instrText>{instruction}</w:instrText></w:r>{then}' * times}</w:p>"


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DDE_BARE = (f"<q:document xmlns:q='{W}'><q:body><q:p><q:fldSimple q:instr='DDE c'/></q:p></q:body></q:document>")
_NOISE = random.Random(7).randbytes(80_000).hex()   # or it would be packed like a bomb
_NOTE = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="7"><w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>' \
        "</w:footnote></w:footnotes>"
_SIMPLE = "<w:p><w:fldSimple xmlns:y='urn:y' y:instr='PAGE' w:instr='DDEAUTO c'><w:r/></w:fldSimple></w:p>"
_AS_TEXT = field("x").replace("<w:instrText xml:space=\"preserve\">x</w:instrText>", "<w:t>DDEAUTO c:\\\\x</w:t>")
STRICT = document(paragraph("Words.")).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
_OPEN = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
HOSTILE = {
    "no-zip": (b"Not a Word file at all", "no Word file"),
    "empty": (b"", "no Word file"),
    "a-zip-of-something-else": (packed({"a.txt": "words"}), "no Word file"),
    "a-spreadsheet": (with_types(content_types(MAIN_TYPE.replace("wordprocessingml.document", "spreadsheetml.sheet"))),
                      "no Word document"),
    "an-old-doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "an old Word"),
    "with-a-password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
                        "password"),
    "encrypted-entries": (marked_as_encrypted(), "password"),
    "cut-off": (docx()[:-60], "damaged"),
    "no-text": (packed({key: value for key, value in parts_of(docx()).items() if "document" not in key}), "missing"),
    "many-parts": (packed({**parts_of(docx()), **{f"word/p{at}.bin": b"" for at in range(3001)}}), "3004 parts"),
    "a-bomb": (with_part("word/media/image1.png", bytes(8_000_000)), "zip bomb"),
    "a-large-bomb": (with_part("word/a.bin", bytes(41_000_000)), "zip bomb"),
    "an-understated-bomb": (understated(), "damaged"),
    "a-zip-inside": (with_part("word/media/image1.png", docx()), "packed file"),
    "a-name-that-leaves": (with_part("../outside.xml", "<a/>"), "outside of it"),
    "an-absolute-name": (with_part("/etc/cron.d/x", "x"), "outside of it"),
    "a-windows-name": (with_part("C:/x.bin", "x"), "outside of it"),
    "a-link-to-a-file": (zipped({**parts_of(docx()), "word/a": b"/etc/passwd"}), "outside of it"),
    "two-parts-of-one-name": (with_part("word/Document.xml", document(paragraph("Other."))), "two parts of one name"),
    "billion-laughs": (with_part("word/styles.xml", LAUGHS), "DTD"),
    "external-entity": (with_part("customXml/item1.xml", FETCH), "DTD"),
    "external-entity-in-utf-16": (with_part("word/styles.xml", FETCH.replace(
        '"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")), "DTD"),
    "external-entity-under-another-name": (with_part("word/notes.bin", FETCH), "DTD"),
    "a-dtd-in-the-links": (with_part("word/_rels/document.xml.rels", FETCH), "DTD"),
    "broken-xml": (with_part("word/styles.xml", "<a><b></a>"), "damaged"),
    "endless-nesting": (docx("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000), "nested deeper"),
    "macros": (with_part("word/vbaProject.bin"), "contains macros"),
    "macros-under-another-name": (with_links(link("vbaProject", "pictures.bin", is_outside=False)), "contains macros"),
    "a-docm-renamed": (with_types(content_types("application/vnd.ms-word.document.macroEnabled.main+xml")), "macros"),
    "active-x": (with_part("word/activeX/activeX1.xml", "<a/>"), "ActiveX"),
    "a-control": (docx('<w:p><w:r><w:control r:id="rId1" w:name="c"/></w:r></w:p>'), "ActiveX"),
    "a-ribbon": (with_part("customUI/customUI14.xml", "<a/>"), "ribbon"),
    "an-embedded-table": (with_part("word/embeddings/Microsoft_Excel_Sheet1.xlsx"), "embedded"),
    "an-ole-object": (docx('<w:p><w:r><w:object><o:OLEObject Type="Link" ProgID="Package"/></w:object></w:r></w:p>'),
                      "embedded"),
    "an-ole-link": (with_links(link("oleObject", "file:///c:/x.xls")), "embedded"),
    "a-template-elsewhere": (with_part("word/_rels/settings.xml.rels", links(
        link("attachedTemplate", "https://example.org/evil.dotm"))), "template from elsewhere"),
    "a-picture-elsewhere": (with_links(link("image", "https://example.org/pixel.png")), "picture from elsewhere"),
    "a-picture-on-a-share": (docx('<w:p><w:r><w:pict><v:shape><v:imagedata src="file://server/x.png"/></v:shape>'
                                  '</w:pict></w:r></w:p>'), "picture from elsewhere"),
    "a-film-elsewhere": (with_links(link("video", "https://example.org/a.mp4")), "fetches something"),
    "a-link-to-the-disk": (with_links(link("hyperlink", "file:///C:/Users/x.exe")), "to a file or a program"),
    "a-link-to-a-share": (with_links(link("hyperlink", "\\\\server\\share\\x")), "to a file or a program"),
    "a-link-to-a-share-with-slashes": (with_links(link("hyperlink", "//server/share/x")), "to a file or a program"),
    "a-link-that-runs": (with_links(link("hyperlink", "ms-msdt:/id PCWDiagnostic")), "to a file or a program"),
    "a-script": (with_links(link("hyperlink", "javascript:alert(1)")), "to a file or a program"),
    "a-link-that-hides-that-it-is-one": (with_links(link("hyperlink", "file:///etc/passwd", is_outside=False)),
                                         "to a file or a program"),
    "a-subdocument": (with_links(link("subDocument", "part2.docx")), "several files"),
    "a-chunk": (docx('<w:altChunk r:id="rId9"/>'), "piece of another file"),
    "a-chunk-by-link": (with_links(link("aFChunk", "chunk.html", is_outside=False)), "piece of another file"),
    "a-frame": (with_part("word/_rels/webSettings.xml.rels", links(link("frame", "https://example.org"))), "frames"),
    "a-mail-merge": (with_part("word/_rels/settings.xml.rels", links(link("mailMergeSource", "file:///c:/x.csv"))),
                     "form letter"),
    "dde": (docx(field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"')), "(DDEAUTO)"),
    "dde-cut-into-runs": (docx(field("DD", "EAU", 'TO "cmd" "/k calc"')), "(DDEAUTO)"),
    "include-text": (docx(field('INCLUDETEXT "c:\\\\secret.docx"')), "(INCLUDETEXT)"),
    "include-picture": (docx(field(' includepicture "https://example.org/a.png" \\d')), "(INCLUDEPICTURE)"),
    "import": (docx(field("IMPORT a.png")), "(IMPORT)"),
    "a-linked-table": (docx(field("LINK Excel.Sheet c:\\\\a.xlsx")), "(LINK)"),
    "a-button": (docx(field("MACROBUTTON Run click")), "(MACROBUTTON)"),
    "a-simple-field": (docx('<w:p><w:fldSimple w:instr=" DDE cmd x "><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>'),
                       "(DDE)"),
    "a-field-inside-a-field": (docx(field("IF 1 = 1 ") [:-6] + field('INCLUDETEXT "a"')[5:]), "(INCLUDETEXT)"),
    "a-field-that-links-to-the-disk": (docx(field('HYPERLINK "file:///c:/x.exe"')), "to a file or a program"),
    "links-in-capitals": (with_part("word/_rels/settings.xml.RELS", links(
        link("attachedTemplate", "https://example.org/evil.dotm"))), "template from elsewhere"),
    "links-in-capitals-of-nothing": (with_part("word/_rels/document.xml.RELS", links()), "belongs to nothing"),
    "text-under-another-name": (with_main(_DDE_BARE, "word/doc.bin"), "(DDE)"),
    "text-under-another-name-with-a-dtd": (with_main("<!-- x --><!DOCTYPE a [<!ENTITY x 'l'>]>" + _DDE_BARE,
                                                     "word/doc.bin"), "DTD"),
    "text-as-a-picture": (with_main(_DDE_BARE, "word/doc.png"), "(DDE)"),
    "a-part-of-an-unknown-kind": (with_part("word/notes.bin", b"words"), "does not write"),
    "a-second-text": (with_outer_links(link("officeDocument", "word/old.xml", is_outside=False, number=2)),
                      "links twice"),
    "a-text-by-a-strange-link": (with_outer_links(strange("officeDocument")), "in a way that Word does not"),
    "comments-by-a-strange-link": (with_links(strange("comments")), "in a way that Word does not"),
    "no-link-to-the-text": (packed({**parts_of(docx()), "_rels/.rels": links()}), "missing"),
    "two-bodies": (with_main(document(paragraph("Words.")).replace(
        "<w:body>", "<x:body xmlns:x='urn:x'/><w:body>")), "takes for text"),
    "a-body-of-drawing": (with_main(document(paragraph("Words.")).replace(
        "<w:body>", f"<x:body xmlns:x='{DRAWING}'/><w:body>")), "or two of them"),
    "a-text-of-something-else": (with_main("<document><body/></document>"), "no text of Word"),
    "words-of-something-else": (docx("<w:p><w:r><x:t xmlns:x='urn:x'>2</x:t></w:r></w:p>"), "takes for text"),
    "a-mark-of-something-else": (docx("<w:p><w:pPr><w:pStyle xmlns:x='urn:x' x:val='Title'/></w:pPr></w:p>"),
                                 "takes for text"),
    "styles-that-are-none": (with_linked("styles", "<a/>"), "styles are damaged"),
    "styles-that-are-missing": (with_links(link("styles", "styles.xml", is_outside=False)), "styles are missing"),
    "a-note-in-itself": (with_linked("footnotes", _NOTE), "sign of a footnote"),
    "another-encoding": (with_part("word/styles.xml", '<?xml version="1.0" encoding="x-foo"?><a/>'),
                         "no text in Unicode"),
    "utf-7": (with_part("word/styles.xml", LAUGHS.replace('"1.0"', '"1.0" encoding="UTF-7"', 1)), "no text in Unicode"),
    "a-name-with-two-readings": (with_part("word/d%6fcument.xml", "<a/>"), "two ways"),
    "dde-without-a-blank": (docx(field('DDEAUTO"c:\\\\x" "y"')), "(DDEAUTO)"),
    "a-picture-without-a-blank": (docx(field('INCLUDEPICTURE"http://example.org/x.png" \\d')), "(INCLUDEPICTURE)"),
    "a-switch-first": (docx(field('INCLUDETEXT\\* "c:\\\\x"')), "(INCLUDETEXT)"),
    "signs-that-are-not-seen": (docx(field("\u200bDDE\u200dAUTO c")), "(DDEAUTO)"),
    "a-comment-in-a-field": (docx(field("DDE<!-- -->AUTO c")), "(DDEAUTO)"),
    "words-as-an-instruction": (docx(_AS_TEXT), "(DDEAUTO)"),
    "two-instructions": (docx(_SIMPLE), "takes for text"),
    "a-name-made-by-a-field": (docx(_OPEN + field("QUOTE DDE")[5:]), "two ways"),
    "a-question": (docx(field('ASK x "your password?"')), "(ASK)"),
    "a-question-by-fill-in": (docx(field("FILLIN x")), "(FILLIN)"),
    "a-glossary": (docx(field("GLOSSARY x")), "(GLOSSARY)"),
    "a-link-behind-a-hint": (docx(field('HYPERLINK \\o "tip" "file://server/x.exe"')), "to a file or a program"),
    "a-link-behind-a-place": (docx(field('HYPERLINK \\l "a" "file:///c:/x.exe"')), "to a file or a program"),
    "a-link-without-a-blank": (docx(field('HYPERLINK"file:///c:/x.exe"')), "to a file or a program"),
    "a-link-to-a-program-beside": (with_links(link("hyperlink", "x.exe")), "to a file or a program"),
    "a-link-in-disguise": (with_links(link("hyperlink", "evil%3Afile")), "to a file or a program"),
    "a-stroke-on-a-share": (docx('<w:p><w:r><w:pict><v:stroke src="\\\\evil\\x.png"/></w:pict></w:r></w:p>'),
                            "picture from elsewhere"),
    "a-link-by-address": (docx('<w:p><w:hyperlink r:id="\\\\evil\\x"/></w:p>'), "fetches something"),
    "many-elements": (docx("<w:b/>" * 1_500_001 + f"<!--{_NOISE}-->"), "1,500,000 elements"),
    "many-runs": (docx("<w:p>" + "<w:r/>" * 300_001 + "</w:p>"), "300,000 runs"),
    "many-paragraphs": (docx("<w:p/>" * 100_001), "100,000 paragraphs"),
    "many-comments": (docx('<w:commentRangeStart w:id="1"/>' * 5001), "5,000 comments"),
    "many-marks": (docx("<w:p " + " ".join(f'a{at}=""' for at in range(401)) + "/>"), "400 marks"),
    "fields-in-fields": (docx(begun("PAGE", 51)), "50 fields"),
    "a-long-instruction": (docx(field("TOC " + "x " * 10_000)), "20,000 characters"),
}


class TestHostileFilesAreRefused:
    """'A file that is hostile is refused with a reason.'"""

    @pytest.mark.parametrize(("data", "reason"), [pytest.param(*case, id=name) for name, case in HOSTILE.items()])
    def test_with_a_reason_and_a_way_out(self, data: bytes, reason: str) -> None:
        begun = time.process_time()
        with pytest.raises(HostileContentError) as refused:
            read_package(data, "returned.docx")
        assert refused.value.what == "returned.docx was not read"
        assert reason in refused.value.why
        assert refused.value.fix
        assert time.process_time() - begun < 4

    def test_in_words_that_a_secretary_understands(self) -> None:
        with pytest.raises(HostileContentError) as refused:
            read_package(HOSTILE["macros"][0], "returned.docx")
        assert str(refused.value) == (
            "returned.docx was not read\n"
            "  why: the file contains macros, which are programs that run when it is opened\n"
            "  fix: save it as .docx without macros, and try again"
        )


class TestOrdinaryFilesAreTaken:
    @pytest.mark.parametrize("data", [
        pytest.param(docx(), id="plain-words"),
        pytest.param(with_links(link("hyperlink", "https://example.org/a?b=c#d")), id="a-web-page"),
        pytest.param(with_links(link("hyperlink", "mailto:office@example.org")), id="an-e-mail-address"),
        pytest.param(with_links(link("hyperlink", "../assurance/policy.md#register")), id="a-text-beside-ours"),
        pytest.param(with_links(link("hyperlink", "#_sk0_scope")), id="a-place-inside"),
        pytest.param(docx(field("PAGE")), id="a-page-number"),
        pytest.param(docx(field('TOC \\o "1-3" \\h \\z \\u')), id="contents"),
        pytest.param(docx(field('HYPERLINK "https://example.org/a"')), id="a-field-that-links-to-the-web"),
        pytest.param(docx(field('HYPERLINK \\l "_sk0_scope"')), id="a-field-that-links-inside"),
        pytest.param(docx(field("REF _sk0_scope \\h")), id="a-reference"),
        pytest.param(docx(paragraph("A macro is a program; DDEAUTO is a field.")), id="words-about-macros"),
        pytest.param(with_part("word/media/image1.png", b"\x89PNG\r\n"), id="a-picture"),
        pytest.param(with_part("customXml/item1.xml", "<a/>"), id="custom-xml"),
        pytest.param(docx(field("IF ")[:-6] + field("MERGEFIELD a")[5:]), id="a-field-in-a-field"),
        pytest.param(docx(field('HYPERLINK "https://example.org/a" \\o "c/o: a hint"')), id="a-field-with-a-hint"),
        pytest.param(with_main(STRICT), id="saved-as-strict"),
        pytest.param(changed(docx(), "[Content_Types].xml",
                             lambda told: told.replace("<Default", "<!-- --><Default", 1)),
                     id="a-comment-in-the-list-of-contents"),
        pytest.param(changed(docx(), "_rels/.rels", lambda told: told.replace("<Relationship ", "<?a?><Relationship ")),
                     id="a-comment-in-the-links"),
        pytest.param(changed(docx(), "[Content_Types].xml", lambda told: told.replace("/word/", "/Word/")),
                     id="other-capitals"),
        pytest.param(with_main(document(paragraph("Words.")).replace("UTF-8", "UTF-16").encode("utf-16")), id="utf-16"),
    ])
    def test_as_they_come(self, data: bytes) -> None:
        read_package(data, "returned.docx")

    def test_a_comment_of_xml_hides_no_word(self) -> None:
        package = read_package(docx(paragraph("within 2<!-- -->0<?a b?> days<!-- -->!")), "a.docx")
        assert [word.text for word in parsed(package.parts[package.main]).iter(f"{{{W}}}t")] == ["within 20 days!"]

    def test_what_pandoc_writes(self) -> None:
        read_package(written(tree_of_markdown("# Title\n\nWords[^1], a [link](https://example.org).\n\n[^1]: Note.\n"),
                              "docx"), "a.docx")

    def test_what_libreoffice_writes(self, office: Office, tmp_path: Path) -> None:
        first = tmp_path / "a.docx"
        text = "# T\n\n- a\n- b\n\n| a | b |\n|---|---|\n| c | [d](#e) |\n"
        first.write_bytes(written(tree_of_markdown(text), "docx"))
        read_package(office.saved(first, tmp_path / "b.docx").read_bytes(), "b.docx")

    @pytest.mark.parametrize(("name", "filter_name", "check"), [
        pytest.param("b.docx", "Office Open XML Text", read_package, id="its-other-word-file"),
        pytest.param("b.xlsx", "Calc Office Open XML", read_workbook, id="its-other-spreadsheet"),
    ])
    def test_what_libreoffice_writes_by_its_other_filters(
        self, office: Office, tmp_path: Path, name: str, filter_name: str, check: Callable[[bytes, str], object],
    ) -> None:
        """'Files that LibreOffice's default filters write': they link to title and author in a way of their own."""
        first = tmp_path / ("a.csv" if name.endswith(".xlsx") else "a.docx")
        first.write_bytes(b"id,commenter\n,A. Member\n" if name.endswith(".xlsx")
                          else written(tree_of_markdown("# T\n\nWords.\n"), "docx"))
        office.run(first, [{"do": "save", "to": str(tmp_path / name), "filter": filter_name}])
        data = (tmp_path / name).read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert b"org/officedocument/2006/relationships/metadata" in package.read("_rels/.rels")
        check(data, name)

    def test_packed_again_it_says_the_same(self) -> None:
        data = written(tree_of_markdown("Some words, and *others*.\n"), "docx")
        again = read_package(data, "a.docx").packed()
        assert tree_of_docx(again) == tree_of_docx(data)
        assert again == read_package(again, "a.docx").packed()

    def test_only_what_was_looked_through_is_passed_on(self) -> None:
        behind = docx() + b"PK\x03\x04 something behind the end"
        if zipfile.is_zipfile(io.BytesIO(behind)):
            assert b"something behind" not in read_package(behind, "a.docx").packed()

    def test_a_long_file_is_looked_through_quickly(self) -> None:
        data = docx("".join(paragraph(f"Words on a duty, number {at * 7919 % 65_537}, and when it is done. " * 3)
                            for at in range(20_000)))
        begun = time.process_time()
        read_package(data, "a.docx")
        assert time.process_time() - begun < 3
