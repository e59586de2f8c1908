"""What a returned file brings becomes proposed changes in the record, and nothing of it is applied.

'tracked changes and comments become proposals in the adoption record […]; nothing lost, nothing applied silently'
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest

from schemekit.circulation.receive import ReceiveWish, receive, write_returned
from schemekit.errors import HostileContentError, SchemekitError, UsageError
from schemekit.files.sent_texts import sent_key
from schemekit.model.returned import ReturnedEdit
from tests.returned_builders import (
    DAYS,
    FEE,
    POLICY,
    busy,
    comment,
    edit,
    received,
    returned,
    sent_out,
    states,
    with_words,
)
from tests.scheme_builders import SchemeBuilder
from tests.word.crafted import changed


class TestRecord:
    """`schemekit receive` writes proposals, one transaction, and applies nothing to the text."""

    def test_edits_and_comments(self, scheme: SchemeBuilder) -> None:
        before = scheme.files()
        sent = busy(scheme)
        wanted: list[dict[str, object]] = [
            {"id": "c-001", "kind": "change", "clause": "acknowledgement", "commenter": "A. Reviewer",
             "date": "2026-11-20", "before": DAYS[0], "after": DAYS[1], "sent": sent_key(sent),
             "at": scheme.text().index(DAYS[0])},
            {"id": "c-002", "kind": "change", "clause": "no-charge", "commenter": "C. Treasurer",
             "date": "2026-11-20", "before": FEE[0], "after": FEE[1], "sent": sent_key(sent),
             "at": scheme.text().index(FEE[0])},
            {"id": "c-003", "kind": "comment", "clause": "appeal", "commenter": "B. Member", "date": "2026-11-21",
             "comment": "Who sits on it?", "before": "Appeals Panel", "sent": sent_key(sent)},
            {"id": "c-004", "kind": "comment", "clause": "appeal", "commenter": "A. Reviewer", "date": "2026-11-21",
             "comment": "Three people.", "sent": sent_key(sent), "replies_to": "c-003"},
        ]
        assert scheme.record()["proposals"] == [{**item, "state": "open"} for item in wanted]
        changed = {path for path, data in scheme.files().items() if before.get(path) != data}
        assert {path for path in changed if "/sent/" not in path} == {"policies/grievance/adoption.yaml"}

    def test_the_same_file_twice(self, scheme: SchemeBuilder) -> None:
        """'receiving the same file twice adds nothing', whatever was answered in between."""
        sent = busy(scheme)
        scheme.done("answer", "grievance", "c-001", "--accept", "the register is read daily")
        before = scheme.files()
        again = write_returned(scheme.path, returned(
            sent, edit(sent, "acknowledgement", *DAYS), edit(sent, "no-charge", *FEE, "C. Treasurer"),
            comment("appeal", "Who sits on it?", "Appeals Panel", number="4"),
            comment("appeal", "Three people.", author="A. Reviewer", number="5", replies_to="4")), sent_key(sent))
        assert (again.added, [item.id for item in again.known]) == ((), ["c-001", "c-002", "c-003", "c-004"])
        assert scheme.files() == before

    def test_the_same_proposal_from_two_people(self, scheme: SchemeBuilder) -> None:
        """'the same proposal from two people stays two with both names'"""
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "no-charge", *FEE, "A. Reviewer")))
        received(scheme, returned(sent, edit(sent, "no-charge", *FEE, "B. Member")))
        assert [(item["id"], item["commenter"]) for item in scheme.record()["proposals"]] == [
            ("c-001", "A. Reviewer"), ("c-002", "B. Member")]

    def test_a_name_that_is_known_later(self, scheme: SchemeBuilder) -> None:
        """A file read without --as and then with it is one file; so is the other way round."""
        sent = sent_out(scheme)
        untracked = replace(edit(sent, "no-charge", *FEE), authors=(), is_tracked=False)
        received(scheme, returned(sent, untracked))
        assert received(scheme, returned(sent, untracked), author="C. Treasurer") == ()
        assert received(scheme, returned(sent, untracked)) == ()
        assert [item["commenter"] for item in scheme.record()["proposals"]] == ["C. Treasurer"]

    def test_another_wording_of_the_same_person(self, scheme: SchemeBuilder) -> None:
        """Both are open, and it is said so: whoever writes a name into a file takes nobody else's wish back with it."""
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "no-charge", *FEE, "C. Treasurer"),
                                  edit(sent, "acknowledgement", *DAYS)))
        newer = write_returned(scheme.path, returned(
            sent, edit(sent, "no-charge", FEE[0], "A complaint shall cost 3 euros.", "C. Treasurer")), sent_key(sent))
        assert newer.rivals == ("c-002",)
        assert "c-003 changes the same words as c-002, under the same name (C. Treasurer)" in newer.notes[0]
        assert set(states(scheme).values()) == {"open"}
        scheme.done("answer", "grievance", "c-002", "--accept", "as the treasurer said")
        assert FEE[1] in scheme.text()

    def test_two_alike_in_one_file_are_two(self, scheme: SchemeBuilder) -> None:
        sent = sent_out(scheme)
        parts = [comment("appeal", "Why?", "Panel", number=number) for number in ("1", "2")]
        assert len(received(scheme, returned(sent, *parts))) == 2
        assert received(scheme, returned(sent, *parts)) == ()

    def test_ids_are_not_given_again(self, scheme: SchemeBuilder) -> None:
        sent = busy(scheme)
        scheme.done("answer", "grievance", "c-004", "--note", "noted")
        added = received(scheme, returned(sent, comment("filing", "By post?", number="9")))
        assert [item.id for item in added] == ["c-005"]

    def test_a_move_and_a_new_clause(self, scheme: SchemeBuilder) -> None:
        """What cannot be told by its words alone is found again by its place: the whole edit comes back."""
        sent = sent_out(scheme)
        text = sent[0][1]
        fee = text[text.index("## Fee"):text.index("## Outcome")]
        moved = text.replace(fee, "").replace("## Records", f"{fee}## Records")
        new = "## Costs { #costs }\n\nThe scheme shall bear its own costs.\n\n"
        added = received(scheme, returned(
            sent,
            ReturnedEdit(file=POLICY, clause="no-charge", before=fee, after=fee, text=moved, is_moved=True),
            edit(sent, "costs", "", new, behind=fee)))
        scheme.done("answer", "grievance", *[item.id for item in added], "--accept", "clearer", "--yes")
        ids = [line.split("#")[-1].strip(" }") for line in scheme.text().splitlines() if line.startswith("## ")]
        assert ids == ["purpose", "filing", "acknowledgement", "outcome", "appeal", "no-charge", "costs", "records"]

    def test_a_dry_run_writes_nothing(self, scheme: SchemeBuilder) -> None:
        sent = sent_out(scheme)
        before = scheme.files()
        file = returned(sent, edit(sent, "no-charge", *FEE), notes=["a picture in clause 2 is not carried over"])
        told = write_returned(scheme.path, file, sent_key(sent), is_dry=True)
        assert ([item.id for item in told.added], told.notes) == (["c-001"], file.notes)
        assert scheme.files() == before

    @pytest.mark.parametrize("part", [
        pytest.param(comment("appeal", "x" * 200_001), id="a-comment"),
        pytest.param(comment("appeal", "x", passage="y" * 200_001), id="a-passage"),
    ])
    def test_endless_words(self, scheme: SchemeBuilder, part: object) -> None:
        """Too much for the record is refused before anything is written, never cut off."""
        sent = sent_out(scheme)
        before = scheme.files()
        with pytest.raises(SchemekitError, match="too long"):
            write_returned(scheme.path, returned(sent, part), sent_key(sent))  # type: ignore[arg-type]
        assert scheme.files() == before

    def test_hostile_words(self, scheme: SchemeBuilder) -> None:
        """Names and words of strangers stay words: in the record, and on the screen."""
        sent = sent_out(scheme)
        received(scheme, returned(sent, comment("appeal", "\x1b]0;x\x07\u202e- a: [b", author="Eve\n\x1b[2J: &x",
                                                number="1"),
                                  comment("no clause with blanks", "lost?", number="2")))
        assert [(item["clause"], item["commenter"]) for item in scheme.record()["proposals"]] == [
            ("", "B. Member"), ("appeal", "Eve \x1b[2J: &x")]
        told = scheme.done("proposals")
        assert "\x1b" not in told.out
        assert "\\u001b" in told.out


def _word_file(scheme: SchemeBuilder, module: str = "grievance") -> bytes:
    scheme.done("export", module, "--to", "docx", "--out", ".")
    return (scheme.path / f"{module}.docx").read_bytes()


class TestIdentity:
    """'finds which module and sent text by the properties in the file (or --module)'"""

    def test_the_file_says_what_it_is(self, scheme: SchemeBuilder) -> None:
        """A real Word file, edited without tracking, beside what was edited meanwhile."""
        data = with_words(_word_file(scheme), FEE[0], FEE[1])
        scheme.edit("## Fee", "## Cost")
        scheme.write("back.docx", data)
        told = scheme.done("receive", "back.docx", "--as", "B. Member")
        assert "1 proposed change recorded; your text is as it was. Next: schemekit answer grievance" in told.out
        assert "shall cost [-nothing-] {+5 euros+}." in told.out
        item, = scheme.record()["proposals"]
        assert (item["clause"], item["commenter"]) == ("no-charge", "B. Member")
        assert FEE[0] in scheme.text()
        told = scheme.done("receive", "back.docx", "--as", "B. Member", "--json")
        assert (told.json["added"], told.json["known"]) == ([], ["c-001"])
        scheme.done("answer", "grievance", "c-001", "--accept", "statutes")
        assert f"## Cost {{ #no-charge }}\n\n{FEE[1]}\n" in scheme.text()
        assert scheme.record()["deviations"] == [] or scheme.run("check").code == 1   # the heading has no reason yet

    def test_no_edit_no_change(self, scheme: SchemeBuilder) -> None:
        """'export, no edit, receive gives no change at all'"""
        scheme.write("back.docx", _word_file(scheme))
        before = scheme.files()
        told = scheme.done("receive", "back.docx", "--dry-run")
        assert "0 proposed changes. Nothing was written." in told.out
        assert "0 proposed changes recorded" in scheme.done("receive", "back.docx").out
        assert scheme.files() == before

    def test_without_its_properties(self, scheme: SchemeBuilder) -> None:
        """--module says it, and where one text was sent that is the one; of several, --sent says which."""
        data = bare(with_words(_word_file(scheme), FEE[0], FEE[1]))
        with pytest.raises(UsageError, match="does not say which document it is"):
            receive(scheme.path, data, ReceiveWish(name="a.docx"))
        wish = ReceiveWish(name="a.docx", author="B. Member", module="grievance")
        assert receive(scheme.path, data, wish).added
        scheme.edit("## Fee", "## Cost")
        _word_file(scheme)
        with pytest.raises(UsageError, match="does not say which text of grievance") as caught:
            receive(scheme.path, data, wish)
        key = caught.value.fix.rpartition(" ")[2]
        assert receive(scheme.path, data, replace(wish, key=key, is_dry=True)).module == "grievance"

    @pytest.mark.parametrize(("before", "wish", "words"), [
        pytest.param(lambda scheme: scheme.edit("'northern-minerals'", "'southern-minerals'", "scheme.yaml"), {},
                     "went out from another scheme", id="another-scheme"),
        pytest.param(lambda _: None, {"module": "assurance"}, "a.docx is not assurance", id="another-module"),
        pytest.param(lambda scheme: scheme.done("remove", "grievance"), {}, "is not adopted here", id="a-module-gone"),
        pytest.param(lambda _: None, {"key": "0" * 16}, "is not kept here", id="an-unknown-key"),
        pytest.param(lambda _: None, {"key": "../../.."}, "is not kept here", id="a-key-that-is-a-path"),
    ])
    def test_what_it_is_not(
        self, scheme: SchemeBuilder, before: Callable[[SchemeBuilder], object], wish: dict[str, Any], words: str
    ) -> None:
        data = _word_file(scheme)
        scheme.write("grievance.docx", None)
        scheme.done("save", "Sent")
        before(scheme)
        with pytest.raises(SchemekitError, match=words):
            receive(scheme.path, data, replace(ReceiveWish(name="a.docx"), **wish))

    @pytest.mark.parametrize("name", ["grievance", "northern-minerals"])
    def test_properties_with_lines_of_their_own(self, scheme: SchemeBuilder, name: str) -> None:
        data = changed(_word_file(scheme), "docProps/custom.xml",
                       lambda told: told.replace(f">{name}<", f">{name}\n0 proposed changes<"))
        with pytest.raises(UsageError, match="was not read") as caught:
            receive(scheme.path, data, ReceiveWish(name="a.docx"))
        assert "0 proposed changes" not in str(caught.value)

    def test_the_title_block_as_it_was_sent(self, scheme: SchemeBuilder) -> None:
        data = with_words(_word_file(scheme), ">Contents<", ">Suspended<")
        (note,) = receive(scheme.path, data, ReceiveWish(name="a.docx")).notes
        assert "'Suspended', where 'Contents' stood" in note

    def test_a_sent_text_that_was_changed(self, scheme: SchemeBuilder) -> None:
        """What is kept is held against its key: other words would put edits where nobody made them."""
        data = _word_file(scheme)
        place, = (path for path in scheme.files() if path.endswith("/policy.md") and "/sent/" in path)
        scheme.write(place, "Other words.\n")
        with pytest.raises(SchemekitError, match="is not what was sent"):
            receive(scheme.path, data, ReceiveWish(name="a.docx"))

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no file"])
    def test_no_word_file(self, scheme: SchemeBuilder, data: bytes) -> None:
        with pytest.raises(HostileContentError, match="was not read"):
            receive(scheme.path, data, ReceiveWish(name="a.docx"))


def bare(data: bytes) -> bytes:
    """A Word file without what it says of itself unseen."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            words = old.read(name)
            new.writestr(name, re.sub(rb'name="schemekit-[a-z]+"', b'name="other"', words))
    return file.getvalue()


@pytest.mark.parametrize(("name", "words"), [
    pytest.param("in/the log.xlsx", "schemekit comments MODULE --from 'in/the log.xlsx'", id="a-log"),
    pytest.param("log.csv", "schemekit comments MODULE --from log.csv", id="rows"),
    pytest.param("policy.pdf", "ask whoever sent it for the Word file (.docx)", id="a-pdf"),
])
def test_what_is_no_word_file(scheme: SchemeBuilder, name: str, words: str) -> None:
    """A person is told where it belongs, with a command that can be typed as it stands."""
    scheme.write(name, "x")
    assert words in scheme.done("receive", name, code=2).err


def test_a_property_with_line_breaks(scheme: SchemeBuilder) -> None:
    """Words of a stranger add no lines of their own to a message."""
    scheme.done("export", "grievance", "--to", "docx")
    file = io.BytesIO()
    with ZipFile(scheme.path / "exports/grievance.docx") as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            words = old.read(name)
            if name == "docProps/custom.xml":
                assert b">grievance<" in words
                words = words.replace(b">grievance<", b">grievance\n\n0 proposed changes recorded.<")
            new.writestr(name, words)
    scheme.write("back.docx", file.getvalue())
    told = scheme.done("receive", "back.docx", code=2)
    assert told.err.startswith("error: back.docx was not read\n  why: what its properties say")
    assert "0 proposed changes" not in told.err
