"""Changing a cooperation: its state, its type, its end or review, each with its reason in the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.record_edit import Edit, appended, in_turn
from schemekit.cooperate.record_fields import node_of
from schemekit.cooperate.record_words import refuse_unfit
from schemekit.cooperate.records import COOPERATION_FOLDER, RECORD, HeldCooperation, held
from schemekit.cooperate.start import own_answers
from schemekit.cooperate.template import made_from, questions
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import read_yaml
from schemekit.model.approval import day_advice, day_of
from schemekit.model.cooperation import CooperationType, State
from schemekit.model.said import says_why


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationChange:
    """What is to change. Shape: None and the empty string leave a thing as it is. Units: days are YYYY-MM-DD."""

    reason: str
    by: str = ""
    type: CooperationType | None = None
    state: State | None = None
    end: str = ""
    review_due: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is named that could change."""
        return not (self.type or self.state or self.end or self.review_due)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCooperation:
    """What was changed, as sentences, and the files that were added for a new type."""

    id: str
    told: tuple[str, ...]
    added: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "changed": list(self.told), "added": list(self.added)}


def change_cooperation(root: Path, cooperation_id: str, change: CooperationChange, today: date) -> ChangedCooperation:
    """Change a cooperation and write down when, why and by whom; a new type brings its documents and its terms.

    Shape: the terms and documents of the type before stay, as they are the history of it.
    Raises: UnknownNameError; UsageError for a day that does not exist, for a reason that says nothing, and where
    nothing would change.
    """
    _refuse(change)
    with writing(root) as folder:
        before = held(folder, cooperation_id)
        events = list(_events(before, change, today))
        if not events:
            if change.is_empty:
                raise UsageError(f"nothing of {cooperation_id} would change", why="only a reason was given",
                                 fix="say what changes: --state, --type, --end or --review-due")
            raise UsageError(f"nothing of {cooperation_id} would change", why="it is so already",
                             fix="see it with 'schemekit cooperate list'")
        edits: list[Edit] = list(_edits(change))
        added: dict[str, bytes] = {}
        if change.type is not None and change.type is not before.cooperation.type:
            added, more = _of_new_type(folder, before, change.type, today)
            edits += more
        edits += appended(("history",), len(before.cooperation.history), events)
        changes = {before.path: in_turn(before.text, edits, before.path).encode(), **added}
        held(folder.with_changes(changes), cooperation_id)
        told = tuple(_told(event) for event in events)
        commit = Commit(message=f"{before.cooperation.title}: {'; '.join(told)}"[:200], paths=tuple(sorted(changes)))
        save(folder, Step(changes=changes, commit=commit))
        return ChangedCooperation(id=cooperation_id, told=told, added=tuple(sorted(added)))


def _refuse(change: CooperationChange) -> None:
    if not says_why(change.reason):
        raise UsageError(f"'{change.reason[:40]}' is no reason",
                         fix='say in a sentence why it changes: --reason "the board decided it"',
                         why="a reason needs words: whoever reads the history will ask for it")
    refuse_unfit("--reason", change.reason, node_of("history", "words"))
    refuse_unfit("--by", change.by, node_of("history", "by"))
    for text in (change.end, change.review_due):
        if text and day_of(text) is None:
            raise UsageError(f"{text[:40]} is no day of the calendar", fix=day_advice(text))


def _events(before: HeldCooperation, change: CooperationChange, today: date) -> Iterator[dict[str, str]]:
    record = before.cooperation
    said = {"words": change.reason, **({"by": change.by} if change.by else {})}
    day = today.isoformat()
    if change.type is not None and change.type is not record.type:
        yield {"day": day, "kind": "type", "from": record.type.value, "to": change.type.value, **said}
    if change.state is not None and change.state is not record.state:
        yield {"day": day, "kind": "state", "from": record.state.value, "to": change.state.value, **said}
    for kind, was, now in (("renewed", record.end, change.end), ("note", record.review_due, change.review_due)):
        if now and now != was:
            yield {"day": day, "kind": kind, **({"from": was} if was else {}), "to": now, **said}


def _told(event: dict[str, str]) -> str:
    what = {"type": "type", "state": "state", "renewed": "end", "note": "review due"}[event["kind"]]
    return f"{what} {event['from']} → {event['to']}" if event.get("from") else f"{what} {event['to']}"


def _edits(change: CooperationChange) -> Iterator[Edit]:
    if change.type is not None:
        yield ("type",), change.type.value
    if change.state is not None:
        yield ("state",), change.state.value
    if change.end:
        yield ("end",), change.end
    if change.review_due:
        yield ("review_due",), change.review_due


def _of_new_type(
    folder: SchemeFolder, before: HeldCooperation, kind: CooperationType, today: date
) -> tuple[dict[str, bytes], list[Edit]]:
    """The documents and terms that a new type brings; a file of that name that is there already stays as it is."""
    record = before.cooperation
    own = folder.scheme().id
    other = next((party for party in record.parties if party.id != own), record.parties[0])
    known = {**own_answers(folder), "id": record.id, "title": record.title, "other_id": other.id,
             "other_name": other.name, "outcome": record.outcome, "begins_with": record.begins_with,
             "convenor": record.convenor.name if record.convenor else "", "today": today.isoformat()}
    asked = {question.name for question in questions(kind)}
    files = made_from(kind, {name: value for name, value in known.items() if name in asked and value})
    made = read_yaml(files.pop(RECORD).decode("utf-8"), RECORD).data
    edits: list[Edit] = []
    if kind.section not in record.sections:
        edits.append(((kind.section,), made.get(kind.section) or {}))
    new = {name: data for name, data in files.items() if name not in before.files}
    titles = {item["file"]: item["title"] for item in made.get("documents") or ()}
    listed = [{"file": name, "title": titles[name]} for name in titles if name in new]
    edits += appended(("documents",), len(record.documents), listed)
    return {f"{COOPERATION_FOLDER}/{record.id}/{name}": data for name, data in new.items()}, edits
