"""Returned files made by hand, as a reader of Word files tells them, and a scheme that sent its texts round."""

from __future__ import annotations

import io
from collections.abc import Sequence
from zipfile import ZipFile

from schemekit.circulation.receive import write_returned
from schemekit.files.sent_texts import sent_key, sent_step
from schemekit.model.proposed_change import ProposedChange
from schemekit.model.returned import ReturnedComment, ReturnedEdit, ReturnedFile
from tests.scheme_builders import SchemeBuilder
from tests.yaml_text import loaded

POLICY = "policy.md"


def sent_out(scheme: SchemeBuilder, module: str = "grievance", *files: str) -> tuple[tuple[str, str], ...]:
    """Keep a module's present texts as those that were sent."""
    texts = tuple((file, scheme.text(f"policies/{module}/{file}")) for file in (POLICY, *files))
    for path, data in sent_step(module, texts).changes.items():
        scheme.write(path, data)
    return texts


def edit(
    sent: Sequence[tuple[str, str]], clause: str, before: str, after: str, *authors: str, file: str = POLICY,
    date: str = "2026-11-20", behind: str = "",
) -> ReturnedEdit:
    """One edit of a sent text; something new is put `behind` words that stand there once."""
    text = dict(sent)[file]
    assert text.count(before or behind) == 1, (before, behind)
    edited = text.replace(before, after) if before else text.replace(behind, behind + after)
    return ReturnedEdit(file=file, clause=clause, before=before, after=after, text=edited,
                        authors=authors or ("A. Reviewer",), date=date, is_tracked=True)


def comment(clause: str, text: str, passage: str = "", author: str = "B. Member", *, number: str = "0",
            replies_to: str = "", file: str = POLICY) -> ReturnedComment:
    """One comment in the margin."""
    return ReturnedComment(id=number, file=file, clause=clause, passage=passage, author=author, text=text,
                           date="2026-11-21", replies_to=replies_to)


def returned(
    sent: Sequence[tuple[str, str]], *parts: ReturnedEdit | ReturnedComment, module: str = "grievance",
    notes: Sequence[str] = (),
) -> ReturnedFile:
    """A returned file with these edits and comments."""
    return ReturnedFile(
        module=module, sent=tuple(sent), edits=tuple(part for part in parts if isinstance(part, ReturnedEdit)),
        comments=tuple(part for part in parts if isinstance(part, ReturnedComment)), notes=tuple(notes))


def received(scheme: SchemeBuilder, file: ReturnedFile, author: str = "") -> tuple[ProposedChange, ...]:
    """Put down in the record what a file brings; those that are new."""
    return write_returned(scheme.path, file, sent_key(file.sent), author=author).added


FEE = ("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
DAYS = ("within 5 working days.\nThe acknowledgement", "within 3 working days.\nThe acknowledgement")


def busy(scheme: SchemeBuilder) -> tuple[tuple[str, str], ...]:
    """A scheme whose text came back with two changes and a comment that is answered by another one."""
    sent = sent_out(scheme)
    received(scheme, returned(
        sent, edit(sent, "acknowledgement", *DAYS), edit(sent, "no-charge", *FEE, "C. Treasurer"),
        comment("appeal", "Who sits on it?", "Appeals Panel", number="4"),
        comment("appeal", "Three people.", author="A. Reviewer", number="5", replies_to="4")))
    return sent


def states(scheme: SchemeBuilder) -> dict[str, str]:
    """The state of each proposed change, by id."""
    record = loaded(scheme.text("policies/grievance/adoption.yaml"))
    return {item["id"]: item.get("state", "open") for item in record.get("proposals", [])}


def with_words(data: bytes, old: str, new: str) -> bytes:
    """A Word file in which words were exchanged, without tracking."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as before, ZipFile(file, "w") as after:
        for name in before.namelist():
            words = before.read(name)
            if name == "word/document.xml":
                assert old.encode() in words
                words = words.replace(old.encode(), new.encode())
            after.writestr(name, words)
    return file.getvalue()
