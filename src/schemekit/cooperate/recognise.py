"""Turning a comparison into a recognition: a record with a row for each provision, ready to be judged by people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.writing import save, writing
from schemekit.cooperate.advice import judging_command
from schemekit.cooperate.compare import frameworks_of_both
from schemekit.cooperate.lined_words import clause_digests
from schemekit.cooperate.record_edit import Edit, in_turn
from schemekit.cooperate.records import HeldCooperation, held, held_of, record_path
from schemekit.cooperate.start import NewCooperation, new_files
from schemekit.cooperate.two_schemes import line_up
from schemekit.crosswalk.lined_up import LinedClause, LinedItem, LinedUp, Match, Way
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.model.cooperation import CooperationType
from schemekit.model.recognition import Judgement, Provision, Recognition

_FACTS = ("judgement", "reason", "judge", "date", "top_up")   # a person's; kept while the words are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognising:
    """What is to be recognised.

    Shape: `other` is a folder or an address; `place` how the record names it, where that is another (a person's own
    folder says nothing to the other party); `modules` are those whose clauses are lined up, empty for all that both
    adopted; `frameworks`, as ID or ID@VERSION, are those whose items get a row too. Units: `today` is YYYY-MM-DD.
    """

    other: str
    id: str
    today: str
    place: str = ""
    modules: Sequence[str] = ()
    frameworks: Sequence[str] = ()
    direction: str = "unilateral"
    extent: str = "partial"
    object: str = ""
    title: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A record that was made or brought up to date.

    Shape: `files` are the paths that were written; `kept` counts the rows whose judgement still stands, `again` names
    those that are open again as words changed under them, `open_rows` are all that wait for a judgement.
    """

    id: str
    lined: LinedUp
    files: tuple[str, ...]
    kept: int
    again: tuple[str, ...]
    open_rows: tuple[Provision, ...] = ()

    @property
    def next_step(self) -> str:
        """The command that comes next: judging while rows are open, then what is missing yet."""
        return judging_command(self.id, self.open_rows) if self.open_rows else f"schemekit cooperate check {self.id}"

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "with": self.lined.theirs, "files": list(self.files), "kept": self.kept,
                "again": list(self.again), "counts": {match.value: self.lined.count(match) for match in Match}}


def recognise(root: Path, wanted: Recognising) -> Recognised:
    """Line our scheme up with another, and write a row for each provision into a new record, or into one there is.

    Shape: what a person judged stays where the words on both sides are the same as when it was judged.
    Raises: UsageError where the two have nothing in common; as `other_scheme` and `start_cooperation`.
    """
    with writing(root) as folder, other_scheme(wanted.other, root, offline=wanted.offline) as other:
        frameworks = frameworks_of_both(folder, other, wanted.frameworks) if wanted.frameworks else ()
        lined = line_up(folder, other, frameworks, wanted.modules)
        rows = tuple(_provisions(lined, folder, other))
        if not rows:
            raise UsageError(f"{lined.ours} and {lined.theirs} have nothing to line up",
                             why="they adopted no module in common, and no framework was asked for that both address",
                             fix="name a framework: --framework iso-iec-17065")
        files = _files(folder, other, wanted)
        path = record_path(wanted.id)
        before = held_of(folder.with_changes(files), wanted.id, CooperationType.RECOGNITION,
                         "only a recognition has a row for each provision")
        rows, again = _with_judgements(rows, Recognition.from_mapping(before.cooperation.section))
        text = in_turn(before.text, _edits(before, rows, lined, wanted, folder, other), path)
        changes = {**files, path: text.encode()}
        held(folder.with_changes(changes), wanted.id)
        message = f"Line up with {lined.theirs} for {wanted.id}"
        save(folder, Step(changes=changes, commit=Commit(message=message[:200], paths=tuple(sorted(changes)))))
        kept = sum(row.judgement is not Judgement.OPEN for row in rows)
        return Recognised(id=wanted.id, lined=lined, files=tuple(sorted(changes)), kept=kept, again=again,
                          open_rows=tuple(row for row in rows if row.judgement is Judgement.OPEN))


def _files(folder: SchemeFolder, other: SchemeFolder, wanted: Recognising) -> dict[str, bytes]:
    """The files of a new record; none where there is one."""
    if folder.text(record_path(wanted.id)) is not None:
        return {}
    scheme = other.scheme()
    answers = {"other_id": scheme.id, "other_name": scheme.name, "direction": wanted.direction, "extent": wanted.extent,
               "title": wanted.title or f"Recognition of {scheme.name}"}
    if wanted.object:
        answers["object"] = wanted.object
    plan = NewCooperation(type=CooperationType.RECOGNITION, id=wanted.id, answers=answers, today=wanted.today)
    return new_files(folder, plan)


def _provisions(lined: LinedUp, ours: SchemeFolder, theirs: SchemeFolder) -> Iterator[Provision]:
    modules = dict.fromkeys(row.module for row in lined.clauses)
    own, other = clause_digests(ours, modules), clause_digests(theirs, modules)
    for row in lined.clauses:
        if row.match is not Match.BEYOND:   # what only they have is nothing that we ask
            key = (row.module, row.clause)
            yield _of_clause(row, own.get(key, ""), other.get(key, ""))
    yield from (_of_item(row) for row in lined.items if row.match is not Match.BEYOND)


def _of_clause(row: LinedClause, our_words: str, their_words: str) -> Provision:
    told = "; ".join((row.way.value, *row.told)) if row.way is not Way.SAME else ""
    top_up = row.top_up if row.match in (Match.GAP, Match.PARTLY) else ""
    title = f"{row.our_number} {row.heading}".strip()
    return Provision(title=title[:300], module=row.module, clause=row.clause, result=row.match.value, told=told[:4000],
                     top_up=top_up[:4000], our_words=our_words, their_words=their_words)


def _of_item(row: LinedItem) -> Provision:
    return Provision(title=row.label[:300], framework=row.framework, item=row.item, result=row.match.value,
                     told=f"ours {row.ours.value}, theirs {row.theirs.value}")


def _with_judgements(
    rows: Sequence[Provision], before: Recognition
) -> tuple[tuple[Provision, ...], tuple[str, ...]]:
    """The rows with what people made of them, as far as both sides' words and the result are as they were."""
    judged = {row.name: row for row in before.provisions if row.judgement is not Judgement.OPEN}
    found, again = [], []
    for row in rows:
        old = judged.get(row.name)
        if old is None:
            found.append(row)
        elif (old.our_words, old.their_words, old.result) == (row.our_words, row.their_words, row.result):
            found.append(replace(row, **{name: getattr(old, name) for name in _FACTS}))
        else:
            found.append(replace(row, reason=f"Before: {old.judgement.value}. {old.reason}".strip()))
            again.append(row.name)
    return tuple(found), tuple(again)


def _edits(
    before: HeldCooperation, rows: Sequence[Provision], lined: LinedUp, wanted: Recognising, ours: SchemeFolder,
    theirs: SchemeFolder,
) -> Iterator[Edit]:
    own_id, other_id = ours.scheme().id, theirs.scheme().id
    terms = Recognition.from_mapping(before.cooperation.section)
    for key, value, is_set in (("recogniser", own_id, terms.recogniser), ("recognised", other_id, terms.recognised)):
        if value and not is_set:
            yield ("recognition", key), value
    yield ("recognition", "provisions"), [_row(row) for row in rows]
    yield ("versions",), [{"party": party, "document": module, "version": version}
                          for module, mine, hers in lined.versions
                          if not wanted.modules or module in wanted.modules
                          for party, version in ((own_id, mine), (other_id, hers))]
    place = wanted.place or wanted.other
    for index, party in enumerate(before.cooperation.parties):
        if party.id == other_id and party.scheme != place:
            yield ("parties", index, "scheme"), place


def _row(row: Provision) -> Mapping[str, str]:
    values = {name: getattr(row, name) for name in Provision.__slots__}
    return {name: value.value if isinstance(value, Judgement) else value for name, value in values.items() if value}
