"""Writing what was drafted from several schemes into the record of a cooperation: a new one, or one there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.adopt.writing import save
from schemekit.cooperate.record_edit import Edit, appended, in_turn
from schemekit.cooperate.records import HeldCooperation, held, held_of, record_path
from schemekit.cooperate.start import NewCooperation, new_files
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.model.cooperation import CooperationType, PinnedVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Into:
    """Into which record it goes.

    Shape: `id` of a cooperation there is, or of a new one; `is_forced` draws up a draft anew that is there already,
    which people may have worked on. Units: `today` is YYYY-MM-DD.
    """

    id: str
    today: str
    is_forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherParty:
    """Another scheme that something was drafted from. Shape: `place` is how the record names its folder or address."""

    folder: SchemeFolder
    place: str

    @property
    def id(self) -> str:
        """The id of the scheme, which is that of the party."""
        return self.folder.scheme().id


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What goes into a record. Shape: `terms` are the edits of its type's terms; `words` tell it in the history."""

    file: str
    text: str
    versions: Sequence[PinnedVersion]
    terms: Sequence[Edit]
    words: str
    rows: int
    kept: int = 0
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntoRecord:
    """What was written into a record.

    Shape: `files` are the paths that were written, `left` the draft that was there and stayed; `rows` counts what the
    record has of it, `kept` those of them that people settled before, `again` names what they have to settle again.
    """

    id: str
    files: tuple[str, ...]
    left: tuple[str, ...]
    rows: int
    kept: int
    again: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "files": list(self.files), "left": list(self.left), "rows": self.rows,
                "kept": self.kept, "again": list(self.again)}


def begun(
    folder: SchemeFolder, kind: CooperationType, into: Into, others: Sequence[OtherParty], title: str
) -> tuple[Mapping[str, bytes], HeldCooperation]:
    """The record it goes into, with the files of a new one; none of them is written yet.

    Raises: UsageError for a record of another type, for our own scheme among the others, and for a scheme that is no
    party of the record; as `new_files`.
    """
    own = folder.scheme()
    if own.id in (other.id for other in others):
        raise UsageError(f"{own.id} is the scheme you are in", why="it takes part without being named",
                         fix="name the others alone; two schemes of one id have to be told apart in scheme.yaml first")
    if folder.text(record_path(into.id)) is None:
        schemes = [other.folder.scheme() for other in others]
        answers = {"other_id": schemes[0].id, "other_name": schemes[0].name, "title": title}
        files = new_files(folder, NewCooperation(
            type=kind, id=into.id, answers=answers, today=into.today,
            parties=[(scheme.id, scheme.name) for scheme in schemes[1:]]))
        return files, held(folder.with_changes(files), into.id)
    one = held_of(folder, into.id, kind, f"only a {kind.words} has room for it")
    for scheme in (own, *(other.folder.scheme() for other in others)):
        if one.cooperation.party(scheme.id) is None:
            raise UsageError(f"{scheme.name} ({scheme.id}) is no party of {into.id}",
                             why="the record says of each clause whose it is",
                             fix=one.fill(f'--add parties="{scheme.name}; id={scheme.id}; role=member"',
                                          "or correct the id that is there"))
    return {}, one


def put_in(
    folder: SchemeFolder, before: HeldCooperation, made: Mapping[str, bytes], others: Sequence[OtherParty],
    drafted: Drafted, into: Into,
) -> IntoRecord:
    """Write it: the draft, the record that names it, and a line in the record's history; all or nothing.

    Shape: where nothing is new, nothing is written, the history included.
    """
    path = before.document_path(drafted.file)
    is_left = drafted.file in before.files and not into.is_forced
    draft = {} if is_left else {path: drafted.text.encode()}
    edits = (*drafted.terms, *_pinned(before, drafted.versions), *_places(before, others))
    text = in_turn(before.text, edits, before.path)
    if text != before.text or any(folder.text(name) != data.decode() for name, data in draft.items()):
        note = {"day": into.today, "kind": "note", "words": drafted.words}
        text = in_turn(text, appended(("history",), len(before.cooperation.history), [note]), before.path)
        changes = {**made, **draft, before.path: text.encode()}
        held(folder.with_changes(changes), into.id)
        message = f"{before.cooperation.title}: {drafted.words}"[:200]
        save(folder, Step(changes=changes, commit=Commit(message=message, paths=tuple(sorted(changes)))))
    else:
        changes = {}
    return IntoRecord(id=into.id, files=tuple(sorted(changes)), left=(path,) if is_left else (), rows=drafted.rows,
                      kept=drafted.kept, again=drafted.again)


def _pinned(before: HeldCooperation, versions: Sequence[PinnedVersion]) -> Iterator[Edit]:
    """The versions that it was drafted from, in the place of those that were pinned of the same texts."""
    drawn = {(item.party, item.document) for item in versions}
    kept = [item for item in before.cooperation.versions if (item.party, item.document) not in drawn]
    yield ("versions",), [item.to_mapping() for item in (*kept, *versions)]


def _places(before: HeldCooperation, others: Sequence[OtherParty]) -> Iterator[Edit]:
    """Where each party's scheme lies, so that 'check' can look at it."""
    places = {other.id: other.place for other in others}
    for number, party in enumerate(before.cooperation.parties):
        if party.id in places and party.scheme != places[party.id]:
            yield ("parties", number, "scheme"), places[party.id]
