"""A Word file that comes back as it was sent says nothing.

'Round trip: export, no edit, receive gives no change at all, for every module of the library and for the texts in
`../shared/data/`.' Here are the library's modules with the values they come with, and texts that lie in other tests;
LibreOffice opens and saves each in one file.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from schemekit.errors import HostileContentError
from schemekit.word.returned import identity_of, returned_file
from tests.office import Office
from tests.policies.test_modules import MODULES, the_module
from tests.policies.test_modules import rendered as files_of
from tests.word.crafted import W
from tests.word.returned_samples import SENT, exported
from tests.word.word_user import WordUser

DATA = Path(__file__).resolve().parents[1] / "text" / "data"
FOREIGN = tuple((f"{path.parent.name}/{path.name}", path.read_text("utf-8")) for path in sorted(
    [*DATA.glob("merge-cases/*/base.md"), *DATA.glob("standard-for-public-code/*/*.md")])[::4])
"""Some of the texts that lie in other tests; all of `../shared/data/` were tried by hand."""
TRICKY = """\
Words before everything, with a tab\there.

## Marks { #marks }

It's *so* **very** ~~plain~~ `code` & <b>HTML</b>, 5 \\* 3, H~2~O, “quoted” – l'été naïve — and…
A line\\
that is broken.

Underlined
----------

1) one
2) two

   with more words

   - and a list

* * *

``` text
shall   not
  be touched
```

> A quotation
>
> of two paragraphs

Term

:   What it means.

| Left | Right |
|:-----|------:|
| a \\| b | |
| | |

## Marks { #again }

The same heading twice[^n] and the note[^n] too.

[^n]: A note with [a link][ref].

    And a second paragraph.

[ref]: https://example.org/a_(b) "title"
"""


def rendered(module: str) -> tuple[tuple[str, str], ...]:
    """The documents of a module with the values it comes with, the main one first."""
    found = files_of(the_module(module), the_module(module).defaults())
    return tuple((path, data.decode()) for path, data in sorted(found.items(), key=lambda item: "/" in item[0])
                 if path.endswith(".md"))


def assert_nothing(data: bytes, sent: tuple[tuple[str, str], ...]) -> None:
    """A returned file says nothing at all."""
    found = returned_file(data, sent, "m")
    assert [(edit.file, edit.clause, edit.before, edit.after) for edit in found.edits] == []
    assert (found.comments, found.notes) == ((), ())
    assert found.sent == sent


class TestNoEdit:
    """'Export, no edit, receive gives no change at all.'"""

    @pytest.mark.parametrize("module", MODULES)
    def test_of_a_module_with_its_forms(self, module: str) -> None:
        sent = rendered(module)
        assert len(sent) > 1
        assert_nothing(exported(sent), sent)

    @pytest.mark.parametrize("sent", [
        pytest.param(SENT, id="the-sample"), pytest.param((("policy.md", TRICKY),), id="all-kinds-of-marks"),
        pytest.param((("policy.md", ""),), id="nothing"),
        pytest.param((("policy.md", "No heading, one line"),), id="a-line"),
        pytest.param((("policy.md", "\ufeff---\ntitle: T\n---\n\n# T\r\n\r\n## A { #a }\r\n\r\nWords.\r\n"),),
                     id="windows-lines-and-front-matter"),
    ])
    def test_of_other_texts(self, sent: tuple[tuple[str, str], ...]) -> None:
        assert_nothing(exported(sent), sent)

    def test_of_texts_of_others(self) -> None:
        assert len(FOREIGN) > 2
        assert_nothing(exported(FOREIGN), FOREIGN)


class TestLibreOffice:
    """'Edited by Word or LibreOffice.'"""

    def test_saves_it_as_it_was(self, office: Office, tmp_path: Path) -> None:
        sent = (*SENT, ("tricky.md", TRICKY), *rendered(MODULES[0]))
        first = tmp_path / "sent.docx"
        first.write_bytes(exported(sent))
        saved = office.saved(first, tmp_path / "saved.docx")
        through = office.saved(office.saved(first, tmp_path / "through.odt"), tmp_path / "through.docx")
        for file in (saved, through):
            assert_nothing(file.read_bytes(), sent)
            assert identity_of(file.read_bytes()).key == "0123456789abcdef"

    @pytest.mark.parametrize("is_tracked", [pytest.param(False, id="untracked"), pytest.param(True, id="tracked")])
    def test_a_days_work_comes_back_edit_by_edit(self, office: Office, tmp_path: Path, is_tracked: bool) -> None:
        first = tmp_path / "sent.docx"
        first.write_bytes(exported())
        tracking: list[dict[str, Any]] = [{"do": "author", "name": "Ana Silva"}, {"do": "tracking", "on": True}]
        saved = office.saved(
            first, tmp_path / "back.docx", *(tracking if is_tracked else ()),
            {"do": "replace", "find": "14 days", "with": "21 days"},
            {"do": "replace", "find": "It replaces no court.", "with": ""},
            {"do": "insert_after", "find": "a false claim", "text": "theft of data;"},
            {"do": "insert_after", "find": "It says why", "text": "Both are told. In writing."},
            {"do": "delete_paragraph", "find": "keeps each file"},
            {"do": "replace", "find": "Panel", "with": "Board"},
            {"do": "replace", "find": "30 days of receipt", "with": "60 days of receipt"},
            {"do": "insert_after", "find": "Either party", "text": "Reviews"},
            {"do": "style", "find": "Reviews", "style": "Heading 2"},
        )
        found = returned_file(saved.read_bytes(), SENT, "grievance")
        assert [(edit.clause, edit.before, edit.after) for edit in found.edits] == [
            ("preamble", "It replaces no court.", ""),
            ("scope", "", "- theft of data;"),
            ("scope", "The [secretariat](#bodies) checks each complaint within 14 days[^1].",
             "The [secretariat](#bodies) checks each complaint within 21 days[^1]."),
            ("scope", "", "Both are told.\nIn writing."),
            ("bodies", "| Decision | Panel | 30 |", "| Decision | Board | 30 |"),
            ("time-limits", "The panel shall decide within **30 days** of receipt[^late].",
             "The panel shall decide within **60 days** of receipt[^late]."),
            ("reviews", "", "### Reviews { #reviews }"),
            ("records", "The secretariat keeps each file for 10 years.", ""),
        ]
        assert found.notes == ()
        assert {edit.authors for edit in found.edits} == ({("Ana Silva",)} if is_tracked else {()})
        assert {edit.is_tracked for edit in found.edits} == {is_tracked}


class TestTime:
    """'Time bounded on a 20,000-word file.'"""

    def test_a_long_text_with_many_edits_is_read_in_seconds(self) -> None:
        clauses = (f"## Duty {at} {{ #duty-{at} }}\n\n" + "".join(
            f"The panel shall hear party {at * 40 + line} before it decides on case {line * 7919 % 977} of that year.\n"
            for line in range(30)) for at in range(45))
        sent = (("policy.md", "# Long text\n\n" + "\n".join(clauses)),)
        user = WordUser(exported(sent), "Ana Silva")
        changed = [at for at in range(0, 1800, 90) if at % 40 < 30]
        for at in changed:
            user.replace(f"party {at} ", f"every party {at} ")
        data = user.saved()
        begun = time.process_time()
        found = returned_file(data, sent, "m")
        assert time.process_time() - begun < 10
        assert len(found.edits) == len(changed)

    def test_a_file_of_open_comments_and_fields_is_refused_in_seconds(self) -> None:
        user = WordUser(exported())
        hostile = "".join(f'<w:p><w:commentRangeStart w:id="{at}"/><w:r><w:t>a</w:t><w:fldChar w:fldCharType="begin"/>'
                          "</w:r></w:p>" for at in range(20_000))
        place = user.paragraph("Either party")
        for element in etree.fromstring(f'<w:body xmlns:w="{W}">{hostile}</w:body>'):
            place.addnext(element)
        begun = time.process_time()
        with pytest.raises(HostileContentError, match="more than 5,000 comments"):
            returned_file(user.saved(), SENT, "m")
        assert time.process_time() - begun < 10
