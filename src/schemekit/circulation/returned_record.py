"""What a returned file brings, put down in the adoption record: one proposed change for each edit and each comment.

Nothing is applied to a text here, and nothing that the record holds is taken away: what it has already is left out.
Another wording under the same name for the same words stands beside the open one: a name in a file proves nobody, so
that who takes back what is for people to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemekit.errors import SchemekitError
from schemekit.model.adoption import NAME_LIMIT, WORDS_LIMIT, AdoptionRecord
from schemekit.model.proposed_change import ProposedChange, ProposedKind, id_of
from schemekit.model.returned import ReturnedComment, ReturnedEdit, ReturnedFile
from schemekit.text.deciding.proposed import span_of
from schemekit.text.document import PREAMBLE, Document

MOST = 5_000
"""Proposed changes of one record. Basis: the record's schema."""
_CLAUSE = re.compile(r"[^\x00-\x20\x7f-\xa0\u2028\u2029]{0,260}")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A record with what came in.

    Shape: `known` were in it already; `rivals` are open ones, each with a new one that words the same passage
    otherwise under the same name. `ids` gives the id in the record
    for each that came.
    """

    record: AdoptionRecord
    added: tuple[ProposedChange, ...] = ()
    known: tuple[ProposedChange, ...] = ()
    rivals: tuple[tuple[ProposedChange, ProposedChange], ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)


def with_returned(record: AdoptionRecord, returned: ReturnedFile, key: str, *, main: str, author: str = "") -> Recorded:
    """The record with everything that a returned file says.

    Shape: `key` names the texts that were sent, `main` the main document; `author` is whoever edited without a name.
    Raises: SchemekitError for more or longer words than a record holds.
    """
    return with_proposals(record, _proposed(returned, key, main, author))


def with_proposals(record: AdoptionRecord, incoming: Sequence[ProposedChange]) -> Recorded:
    """The record with proposed changes put in, each with an id of its own; those that it has are left out.

    Shape: the ids of `incoming` are names among themselves only (`replies_to`). Raises: as `with_returned`.
    """
    _refuse_endless(record, incoming)
    shelf = _Shelf(record.proposals)
    added: list[ProposedChange] = []
    known: list[ProposedChange] = []
    number = max((item.number for item in record.proposals), default=0)
    ids: dict[str, str] = {}
    for item in incoming:
        found = shelf.take(item)
        if found is not None:
            known.append(found)
            ids[item.id] = found.id
            continue
        number += 1
        ids[item.id] = id_of(number)
        added.append(replace(item, id=id_of(number)))
    added = [replace(item, replies_to=ids.get(item.replies_to, "")) for item in added]
    return Recorded(
        record=replace(record, proposals=(*shelf.items, *added)), added=tuple(added), known=tuple(known),
        rivals=tuple(shelf.rivals(added)), ids=ids,
    )


class _Shelf:
    """What a record holds already, each found once: two alike are two only where both came in one file."""

    def __init__(self, items: Sequence[ProposedChange]) -> None:
        self.items = list(items)
        self._by_content: dict[tuple[object, ...], list[int]] = {}
        for index, item in enumerate(items):
            self._by_content.setdefault(_nameless(item), []).append(index)
        self._found: set[int] = set()

    def take(self, item: ProposedChange) -> ProposedChange | None:
        """The one that is the same. One without a name, of whom it is known now, gets it."""
        for index in self._by_content.get(_nameless(item), ()):
            held = self.items[index]
            if index in self._found or (held.commenter != item.commenter and held.commenter and item.commenter):
                continue
            self._found.add(index)
            self.items[index] = replace(held, commenter=held.commenter or item.commenter)
            return self.items[index]
        return None

    def rivals(self, added: Iterable[ProposedChange]) -> Iterator[tuple[ProposedChange, ProposedChange]]:
        """The open ones whose words a new one under the same name changes otherwise."""
        wordings: dict[tuple[str, str, str], list[ProposedChange]] = {}
        for item in added:
            if item.is_change and item.commenter and item.sent:
                wordings.setdefault((item.commenter, item.file, item.sent), []).append(item)
        for index, item in enumerate(self.items):
            if not item.is_open or not item.is_change or index in self._found:
                continue
            for other in wordings.get((item.commenter, item.file, item.sent), ()):
                if item.before and other.before and _touch(item, other):
                    yield item, other
                    break


def _nameless(item: ProposedChange) -> tuple[object, ...]:
    return replace(item, commenter="").content


def _touch(one: ProposedChange, other: ProposedChange) -> bool:
    return one.at < other.at + len(other.before) and other.at < one.at + len(one.before)


def _proposed(returned: ReturnedFile, key: str, main: str, author: str) -> list[ProposedChange]:
    """Everything that a file says, in the order of the text; an answer stands behind what it answers."""
    sent = dict(returned.sent)
    place = _places(sent)
    files = list(sent)
    found: list[tuple[int, int, ProposedChange]] = []
    for number, edit in enumerate(returned.edits):
        item = _change(edit, sent.get(edit.file, ""), key, main, author, number)
        found.append((_order(files, edit.file), min(item.at, item.to), item))
    at: dict[str, tuple[int, int]] = {}
    for comment in returned.comments:
        where = at.get(comment.replies_to) or (_order(files, comment.file), place(comment))
        at[comment.id] = where
        found.append((*where, _comment(comment, key, main, author)))
    return [item for _, _, item in sorted(found, key=lambda one: one[:2])]


def _order(files: Sequence[str], file: str) -> int:
    return files.index(file) if file in files else len(files)


def _places(sent: Mapping[str, str]) -> Callable[[ReturnedComment], int]:
    """Where in its text a comment belongs."""
    starts: dict[str, dict[str, tuple[int, int]]] = {}

    def place(comment: ReturnedComment) -> int:
        text = sent.get(comment.file, "")
        if comment.file not in starts:
            starts[comment.file] = dict(_starts(text))
        begin, end = starts[comment.file].get(comment.clause, (0, len(text)))
        found = text.find(comment.passage, begin, end) if comment.passage else begin
        return found if found >= 0 else begin

    return place


def _starts(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    document = Document.parse(text)
    at = len(document.preamble)
    yield PREAMBLE, (0, at)
    for clause in document.clauses:
        yield clause.id, (at, at + len(clause.raw))
        at += len(clause.raw)


def _change(edit: ReturnedEdit, sent: str, key: str, main: str, author: str, number: int) -> ProposedChange:
    span = span_of(sent, edit.text, edit.before, edit.after)
    return ProposedChange(
        id=f"edit {number}", kind=ProposedKind.CHANGE, clause=_clause(edit.clause), file=_file(edit.file, main),
        commenter=_name(", ".join(edit.authors) or author), date=_date(edit.date),
        before=span.before, after=span.after, at=span.at, to=span.to, sent=key,
    )


def _comment(comment: ReturnedComment, key: str, main: str, author: str) -> ProposedChange:
    return ProposedChange(
        id=f"comment {comment.id}", kind=ProposedKind.COMMENT, clause=_clause(comment.clause),
        file=_file(comment.file, main), commenter=_name(comment.author or author), date=_date(comment.date),
        comment=comment.text, before=comment.passage, sent=key,
        replies_to=f"comment {comment.replies_to}" if comment.replies_to else "",
    )


def _clause(name: str) -> str:
    return name if name != PREAMBLE and _CLAUSE.fullmatch(name) else ""


def _file(file: str, main: str) -> str:
    return "" if file == main else file


def _name(name: str) -> str:
    return " ".join(name.split())[:NAME_LIMIT].rstrip()


def _date(date: str) -> str:
    return date if _DATE.fullmatch(date) else ""


def _refuse_endless(record: AdoptionRecord, incoming: Sequence[ProposedChange]) -> None:
    if len(record.proposals) + len(incoming) > MOST:
        raise SchemekitError(
            f"there would be more than {MOST:,} proposed changes for {record.module}",
            why="a record holds no more of them, and nobody would answer them one by one",
            fix="compare the whole texts instead, or send the file back to be divided; nothing was recorded",
        )
    for item in incoming:
        if max(len(item.before), len(item.after), len(item.comment)) > WORDS_LIMIT:
            raise SchemekitError(
                f"a change to {item.clause or item.file or 'the text'} is too long to be answered in one piece",
                why=f"a wording of more than {WORDS_LIMIT:,} characters does not fit into the record",
                fix="ask for the file again, with smaller changes; nothing was recorded",
            )
