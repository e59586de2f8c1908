"""A Word file that comes back, read against the texts that were sent in it: every edit, comment and oddity.

The text is written out again as it was sent and read in the same way, so that like is compared with like.
Basis: docs/decisions/0025-a-returned-file-is-read-against-what-was-sent.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from posixpath import dirname, relpath
from types import MappingProxyType

from schemekit.errors import SchemekitError
from schemekit.model.paper import KEY_PROPERTY, MODULE_PROPERTY, SCHEME_PROPERTY
from schemekit.model.returned import ReturnedComment, ReturnedEdit, ReturnedFile, SentAround
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.formatted.bookmarks import bookmark_of
from schemekit.text.formatted.clauses import readable_source
from schemekit.text.returning.edit import Edit, edited
from schemekit.text.returning.edits import Compared, edits_of
from schemekit.text.returning.sides import Come, Sent
from schemekit.text.returning.source import Source, source_of
from schemekit.text.returning.unit import Unit, UnitKind, accepted, rejected
from schemekit.text.returning.words import CELL, NOTE, PARAGRAPH
from schemekit.word.package import Package, read_package
from schemekit.word.pandoc import tree_of_markdown
from schemekit.word.properties import core_property, properties_of
from schemekit.word.returned_bounds import check_differences, check_edits
from schemekit.word.returned_comments import LONGEST, comments_of
from schemekit.word.returned_units import ReadText, read_text
from schemekit.word.sent_package import sent_package
from schemekit.word.unread import fitting, unread

_FRONT = ("title", "subtitle", "toc", "contents", "table of contents")
_SHOWN = 200
_NO_TITLES: Mapping[tuple[str, ...], int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a Word file says of itself: the module it is of, the key of the texts that were sent, the scheme."""

    module: str
    key: str
    scheme: str


def identity_of(data: bytes, name: str = "the file") -> Identity:
    """Which texts a returned file was made of, each part empty where it does not say. Raises: HostileContentError."""
    found = properties_of(read_package(data, name))
    return Identity(module=found.get(MODULE_PROPERTY, ""), key=found.get(KEY_PROPERTY, ""),
                    scheme=found.get(SCHEME_PROPERTY, ""))


def returned_file(
    data: bytes, sent: tuple[tuple[str, str], ...], module: str, *, author: str = "", name: str = "the file",
    around: tuple[SentAround, ...] = (),
) -> ReturnedFile:
    """Everything that a returned file says against the texts that were sent, by file and in their order.

    Shape: `author` stands for comments and tracked changes that name nobody; `name` is what messages call the file;
    `around` is what stood around the texts, each time they went out.
    Raises: HostileContentError, MissingPartError, SchemekitError.
    """
    package = read_package(data, name)
    return _Reading(package, sent, module, author, around).file()


@lru_cache(maxsize=2)   # several people send back what went out once
def _went_out(sent: tuple[tuple[str, str], ...]) -> tuple[ReadText, tuple[Source, ...]]:
    """The texts as a Word file shows them, and with the place of each word in their Markdown."""
    sources = (source_of(words, tree_of_markdown(readable_source(words), with_positions=True)["blocks"])
               for _, words in sent)
    return read_text(sent_package(sent)), tuple(sources)


def _notes_in(units: Sequence[Unit], notes: Mapping[str, Unit]) -> tuple[tuple[str, ...], tuple[Unit, ...]]:
    """The footnotes that units refer to, in the order of their signs: their names, and their words."""
    signs = dict.fromkeys(run.note for unit in units for run in unit.runs if run.note)
    names = tuple(name for name in signs if name in notes)
    return names, tuple(notes[name] for name in names)


def _come(read: ReadText, raw: Sequence[Unit], units: Sequence[Unit], gone: str) -> Come:
    names, notes = _notes_in(units, read.notes)
    return Come(units=units, raw=raw, notes=tuple(_view(note, gone) for note in notes), note_names=names,
                gone_notes=tuple(read.notes.values()))


class _Reading:
    def __init__(self, package: Package, sent: tuple[tuple[str, str], ...], module: str, author: str,
                 around: tuple[SentAround, ...]) -> None:
        self._package, self._sent, self._module, self._author, self._around = package, sent, module, author, around
        self._documents = [Document.parse(words) for _, words in sent]
        self._anchors = {bookmark_of(part, clause): (part, clause) for part, document in enumerate(self._documents)
                         for clause in (PREAMBLE, *(clause.id for clause in document.clauses))}
        self._taken = frozenset(clause.id for document in self._documents for clause in document.clauses)
        self._notes: list[str] = []
        self._made: set[str] = set()

    def file(self) -> ReturnedFile:
        read = read_text(self._package)
        out, sources = _went_out(self._sent)
        self._check_likeness(out, read)
        check_differences(out.units, read.units)
        mine = self._parts(out)
        theirs = self._parts(read, {out.units[start - 1].keys: part for part, (start, _) in enumerate(mine) if part})
        edits: list[ReturnedEdit] = []
        places: dict[int, tuple[str, str]] = {}
        after: list[tuple[str, str]] = []
        for part, source in enumerate(sources):
            compared = self._compared(part, source, out, read, mine[part], theirs[part])
            self._taken |= {edit.clause for edit in compared.edits}
            edits += self._told(part, source, compared)
            after.append((self._sent[part][0], edited(source.text, compared.edits)))
            places |= {place: (self._sent[part][0], clause) for place, clause in compared.clauses.items()}
            self._check_words(part, source, compared, theirs[part], read)
        self._front(read, theirs)
        where = self._everywhere(read, places)
        self._notes += [self._oddity(unit, words, where) for unit, words in read.oddities]
        self._notes += unread(self._package, self._sent, tuple(after), fitting(self._package, self._around),
                              self._notes)
        comments = tuple(self._comments(read, where))
        return ReturnedFile(module=self._module, sent=self._sent, edits=tuple(edits), comments=comments,
                            notes=tuple(dict.fromkeys(self._notes)))

    def _check_likeness(self, out: ReadText, read: ReadText) -> None:
        """Refuse a file that is no copy of what was sent: every word would be an edit."""
        if any(name in self._anchors for unit in read.units for name in unit.anchors):
            return
        first, second = (Counter(key for unit in side.units for key in unit.keys) for side in (out, read))
        if 2 * (first & second).total() < 0.5 * (first.total() + second.total()):
            raise SchemekitError(
                f"this is no copy of the texts of '{self._module}' that were sent",
                why="hardly any of their words stand in it, and none of their marks",
                fix="name the module that it was made of, or send the text again: schemekit export",
            )

    def _parts(self, read: ReadText, titles: Mapping[tuple[str, ...], int] = _NO_TITLES) -> list[tuple[int, int]]:
        """From where to where each text goes among the units of a file; the front belongs to none.

        Shape: `titles` are those of the annexes, by which one is found that lost its bookmark.
        """
        starts: dict[int, int] = {}
        extra: list[int] = []
        for place, unit in enumerate(read.units):
            for name in unit.anchors:
                part, clause = self._anchors.get(name, (-1, ""))
                if clause == PREAMBLE:
                    starts.setdefault(part, place + 1)
                elif name.endswith("_preamble") and part < 0:
                    extra.append(place)
        for place, unit in enumerate(read.units):
            lost = titles.get(unit.keys, 0) if unit.kind is UnitKind.HEADING and not unit.anchors else 0
            if lost and lost not in starts:
                starts[lost] = place + 1
        front = self._front_end(read, starts.get(0, 0))
        found, stop = [(0, 0)] * len(self._sent), len(read.units)
        stop = min([stop, *(place for place in extra if place > front)])
        for part in range(len(self._sent) - 1, -1, -1):
            start = front if part == 0 else starts.get(part)
            if start is None:
                start = self._first_clause(read, part, stop)
            found[part] = (min(start, stop), stop)
            stop = min(start - (1 if part in starts and part else 0), stop)
        return found

    def _first_clause(self, read: ReadText, part: int, stop: int) -> int:
        """Where an annex begins whose title lost its mark: at the first of its clauses."""
        return next((place for place, unit in enumerate(read.units[:stop]) for name in unit.anchors
                     if self._anchors.get(name, (-1, ""))[0] == part), stop)

    def _front_end(self, read: ReadText, start: int) -> int:
        """Where the title, the title block and the contents end."""
        limit = next((place for place, unit in enumerate(read.units) for name in unit.anchors
                      if self._anchors.get(name, (0, PREAMBLE))[1] != PREAMBLE), len(read.units))
        last = max((place + 1 for place, unit in enumerate(read.units[:limit]) if unit.style.startswith(_FRONT)),
                   default=0)
        end = max(start, last)
        # A title block that no contents follow: the rows just below the title.
        has_block = self._documents and not self._documents[0].preamble.lstrip().startswith("|")
        while has_block and end < limit and end and read.units[end].kind is UnitKind.ROW and read.units[end].table == 1:
            end += 1
        return end

    def _compared(
        self, part: int, source: Source, out: ReadText, read: ReadText, mine: tuple[int, int], theirs: tuple[int, int]
    ) -> Compared:
        raw = read.units[slice(*theirs)]
        units = accepted(out.units[slice(*mine)])
        sent = Sent(
            source=source, units=units, notes=_notes_in(units, out.notes)[1], shift=1 if part else 0,
            ids={name: clause for name, (of, clause) in self._anchors.items() if of == part and clause != PREAMBLE},
            led=lambda target: self._led(part, target),
        )
        compared = edits_of(sent, _come(read, raw, accepted(raw), "deleted"), self._taken)
        if not any(unit.marks for unit in (*raw, *read.notes.values())):
            return compared
        before = edits_of(sent, _come(read, raw, rejected(raw), "inserted"), self._taken)
        return replace(compared, edits=tuple(_with_tracking(edit, before.edits) for edit in compared.edits))

    def _led(self, part: int, target: str) -> str:
        """Where a link of the Word file leads in the text."""
        if not target.startswith("#"):
            return target
        of, clause = self._anchors.get(target[1:], (-1, ""))
        if of < 0:
            return ""
        name = "" if clause == PREAMBLE else f"#{clause}"
        if of == part:
            return name
        return relpath(self._sent[of][0], dirname(self._sent[part][0]) or ".") + name

    def _told(self, part: int, source: Source, compared: Compared) -> Iterator[ReturnedEdit]:
        file = self._sent[part][0]
        check_edits(len(compared.edits), source.text)
        for edit in compared.edits:
            text = edited(source.text, [edit])
            if text == source.text:
                continue
            names = dict.fromkeys(mark.author or self._author for mark in edit.marks)
            yield ReturnedEdit(file=file, clause=edit.clause, before=edit.before, after=edit.after, text=text,
                               authors=tuple(name for name in names if name),
                               date=max((mark.date for mark in edit.marks), default=""),
                               is_tracked=edit.is_tracked, is_moved=edit.is_moved)

    def _check_words(
        self, part: int, source: Source, compared: Compared, theirs: tuple[int, int], read: ReadText
    ) -> None:
        """Say which words of the file are in no edit, so that none is lost: the text is read again to know it."""
        if not compared.edits:
            self._notes += [self._lost(part, words) for words in compared.unknown if words.strip()]
            return
        text = edited(source.text, compared.edits)
        again = source_of(text, tree_of_markdown(readable_source(text), with_positions=True)["blocks"])
        before = Counter(key for unit in (*source.units, *source.notes) for key in unit.keys)
        now = Counter(key for unit in (*again.units, *again.notes) for key in unit.keys)
        units = accepted(read.units[slice(*theirs)])
        wanted = Counter(key for unit in units for key in unit.keys)
        wanted += Counter(key for name in {run.note for unit in units for run in unit.runs if run.note}
                          for key in _view(read.notes[name], "deleted").keys)
        missing = wanted - now - before
        lost = [key for key in missing.elements() if key[:1].isalpha() and key not in (CELL, NOTE, PARAGRAPH)]
        if lost:
            self._notes.append(self._lost(part, " ".join(lost)))
        self._notes += [self._lost(part, words) for words in compared.unknown if words.strip()]


    def _lost(self, part: int, words: str) -> str:
        told = " ".join(words.replace(CELL, " | ").split())[:_SHOWN]
        return f"{self._sent[part][0]}: these words could not be put into the text, so look at them: '{told}'"

    def _front(self, read: ReadText, parts: Sequence[tuple[int, int]]) -> None:
        """Tell what was changed where nothing can be taken over: in the title block, in titles of annexes, beyond."""
        inside = {place for start, stop in parts for place in range(start, stop)}
        for place, unit in enumerate(read.units):
            marks = unit.marks
            if place not in inside and marks:
                who = ", ".join(dict.fromkeys(mark.author or self._author or "somebody" for mark in marks))
                words = " ".join(_view(unit, "deleted").text.replace(CELL, " | ").split())[:_SHOWN]
                self._notes.append(f"{who} changed something outside the text (title block, contents, title of an annex"
                                   f" or a register), which is not taken over: '{words}'")
        title = next((unit for unit in read.units if bookmark_of(0, PREAMBLE) in unit.anchors), None)
        told = core_property(self._package, "title")
        if title is not None and told and not title.marks and title.text.split() != told.split():
            self._notes.append(f"the title was changed, which is not taken over: '{title.text.strip()[:_SHOWN]}'")

    def _everywhere(self, read: ReadText, places: Mapping[int, tuple[str, str]]) -> list[tuple[str, str]]:
        """For each unit the file and clause that it stands in; one that is gone stands where the one before it does."""
        found, current = [], (self._sent[0][0] if self._sent else "", PREAMBLE)
        for place, unit in enumerate(read.units):
            current = places.get(place, current)
            of = next(((self._sent[part][0], clause) for name in unit.anchors
                       for part, clause in [self._anchors.get(name, (-1, ""))] if part >= 0), None)
            current = places.get(place, of or current)
            found.append(current)
        return found or [current]

    def _oddity(self, unit: int, words: str, where: Sequence[tuple[str, str]]) -> str:
        file, clause = where[min(unit, len(where) - 1)]
        return f"{file}, {clause}: {words} is not taken over, so look at it in the file"

    def _comments(self, read: ReadText, where: Sequence[tuple[str, str]]) -> Iterator[ReturnedComment]:
        for comment in comments_of(self._package):
            remark = read.remarks.get(comment.place) or read.remarks.get(comment.replies_to)
            unit = min(remark.unit if remark else 0, len(where) - 1)
            passage = " ".join((remark.quoted if remark else "").replace(CELL, " | ").replace(NOTE, "").split())
            if remark and not passage and unit < len(read.units):
                passage = " ".join(read.units[unit].text.replace(CELL, " | ").replace(NOTE, "").split())[:_SHOWN]
            file, clause = where[unit]
            if comment.is_cut:
                self._notes.append(f"a comment of {comment.author or self._author or 'somebody'} is longer than"
                                   f" {LONGEST} signs and was cut: '{comment.text[:100]}…'; read it in the file")
            yield ReturnedComment(id=comment.id, file=file, clause=clause, passage=passage,
                                  author=comment.author or self._author, text=comment.text, date=comment.date,
                                  replies_to=comment.replies_to, is_resolved=comment.is_resolved)


def _view(note: Unit, gone: str) -> Unit:
    return replace(note, runs=tuple(run for run in note.runs if getattr(run, gone) is None))


def _with_tracking(edit: Edit, untracked: Sequence[Edit]) -> Edit:
    """Whether all of an edit was tracked: nothing of its place differs once the tracked changes are refused."""
    if not edit.marks:
        return edit
    for other in untracked:
        if edit.move and other.move and set(edit.move.clauses) & set(other.move.clauses):
            return replace(edit, is_tracked=False)
        for one in edit.exchanges:
            if any((one.start < that.end and that.start < one.end) or one[:2] == that[:2] for that in other.exchanges):
                return replace(edit, is_tracked=False)
    return edit
