"""Word files that are looked through before anything reads them.

'A file that is hostile (zip bomb, external entities, macros, links to files) is refused with a reason.'
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from schemekit.errors import HostileContentError
from schemekit.word.package import check_package, read_package
from schemekit.word.pandoc import tree_of_docx, tree_of_markdown, written
from tests.office import Office
from tests.word.crafted import (
    MAIN_TYPE,
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
}


class TestHostileFilesAreRefused:
    """'A file that is hostile is refused with a reason.'"""

    @pytest.mark.parametrize(("data", "reason"), [pytest.param(*case, id=name) for name, case in HOSTILE.items()])
    def test_with_a_reason_and_a_way_out(self, data: bytes, reason: str) -> None:
        begun = time.process_time()
        with pytest.raises(HostileContentError) as refused:
            check_package(data, "returned.docx")
        assert refused.value.what == "returned.docx was not read"
        assert reason in refused.value.why
        assert refused.value.fix
        assert time.process_time() - begun < 2

    def test_in_words_that_a_secretary_understands(self) -> None:
        with pytest.raises(HostileContentError) as refused:
            check_package(HOSTILE["macros"][0], "returned.docx")
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
    ])
    def test_as_they_come(self, data: bytes) -> None:
        check_package(data, "returned.docx")

    def test_what_pandoc_writes(self) -> None:
        check_package(written(tree_of_markdown("# Title\n\nWords[^1], a [link](https://example.org).\n\n[^1]: Note.\n"),
                              "docx"), "a.docx")

    def test_what_libreoffice_writes(self, office: Office, tmp_path: Path) -> None:
        first = tmp_path / "a.docx"
        text = "# T\n\n- a\n- b\n\n| a | b |\n|---|---|\n| c | [d](#e) |\n"
        first.write_bytes(written(tree_of_markdown(text), "docx"))
        check_package(office.saved(first, tmp_path / "b.docx").read_bytes(), "b.docx")

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
        check_package(data, "a.docx")
        assert time.process_time() - begun < 3
