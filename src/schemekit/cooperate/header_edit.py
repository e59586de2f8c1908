"""Filling in the header of a cooperation without a text editor: its fields, an objective, what a party puts in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from schemekit.adopt.new import folder_name
from schemekit.adopt.writing import save, writing
from schemekit.cooperate.record_edit import Edit, appended, in_turn
from schemekit.cooperate.records import held, record_path
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import read_yaml
from schemekit.model.approval import day_advice, day_of

_YES, _NO = ("yes", "true"), ("no", "false")
_ID_LENGTH = 40


def _words(_key: str, text: str) -> object:
    return text


def _title(_key: str, text: str) -> object:
    if not text:
        raise UsageError("a cooperation has a title", fix='write such as title="Group on consent"')
    return text


def _day(_key: str, text: str) -> object:
    if text and day_of(text) is None:
        raise UsageError(f"{text[:40]} is no day of the calendar", fix=day_advice(text))
    return text


def _yes_or_no(key: str, text: str) -> object:
    if text.lower() not in (*_YES, *_NO):
        raise UsageError(f"'{text[:40]}' is neither yes nor no", why=f"{key} is one of the two", fix=f"write {key}=yes")
    return text.lower() in _YES


def _list(_key: str, text: str) -> object:
    return [word.strip() for word in text.split(",") if word.strip()]


FIELDS: Mapping[str, Callable[[str, str], object]] = {
    "title": _title, "outcome": _words, "begins_with": _words,
    "convenor.name": _words, "convenor.neutral": _yes_or_no, "convenor.why": _words,
    "basis": _words, "intensity": _words,
    "scope.commodities": _list, "scope.stages": _list, "scope.places": _list, "scope.actors": _list,
    "start": _day, "end": _day, "review_due": _day, "public_url": _words,
    "publish": _yes_or_no, "publish_provisions": _yes_or_no, "publish_reasons": _yes_or_no,
}
"""What can be set, by the path in the record, each with how its words are read."""
_ELSEWHERE = {
    "id": "it never changes", "format": "it never changes",
    "state": "use --state of 'schemekit cooperate change', which keeps the history",
    "type": "use --type of 'schemekit cooperate change', which keeps the history",
    "history": "'schemekit cooperate change' writes it",
    "objectives": "add one with --objective", "contributions": "add one with --gives",
}
_KEPT = {"end": "--end", "review_due": "--review-due"}   # of what binds people, a change has its reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a party puts in. Shape: `kind` as the schema names it: cash, staff, data, text, venue or other."""

    party: str
    words: str
    kind: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """An objective to add. Units: `due` is YYYY-MM-DD, or empty."""

    words: str
    measure: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderEdit:
    """What to fill in. Shape: `values` by the names of FIELDS, as a person writes them; empty words leave it open."""

    values: Mapping[str, str]
    objectives: Sequence[Reached] = ()
    gives: Sequence[Given] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedHeader:
    """What was filled in: the id, and the places in the record."""

    id: str
    places: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "set": list(self.places)}


def edit_header(root: Path, cooperation_id: str, edit: HeaderEdit) -> EditedHeader:
    """Fill in fields of a record; its comments and everything else in it stay.

    Raises: UnknownNameError for the id, a field or a party; UsageError for a value, and where nothing is given;
    FindingsError where the record would not be one.
    """
    with writing(root) as folder:
        before = held(folder, cooperation_id)
        if before.cooperation.state.value != "proposed":
            _refuse_unsaid(cooperation_id, edit.values)
        text, places = edited(before.text, before.path, edit)
        if text != before.text:
            changes = {before.path: text.encode()}
            held(folder.with_changes(changes), cooperation_id)
            words = f"{before.cooperation.title}: set {', '.join(places)}"[:200]
            save(folder, Step(changes=changes, commit=Commit(message=words, paths=(before.path,))))
        return EditedHeader(id=cooperation_id, places=places)


def edited(text: str, path: str, edit: HeaderEdit) -> tuple[str, tuple[str, ...]]:
    """A record's text with fields filled in, and the places. Raises: as `edit_header`."""
    if not (edit.values or edit.objectives or edit.gives):
        raise UsageError("nothing is to be set", fix="write such as outcome=\"One guidance for both\"")
    data = read_yaml(text, path).data
    edits = [*_fields(data, edit.values), *_objectives(data, edit.objectives), *_contributions(data, edit.gives)]
    return in_turn(text, edits, path), tuple(dict.fromkeys(".".join(map(str, place)) for place, _ in edits))


def _fields(data: Mapping[str, Any], values: Mapping[str, str]) -> Iterator[Edit]:
    for key, words in values.items():
        value = _read(key, words)
        parts = tuple(key.split("."))
        if parts[0] == "convenor" and not data.get("convenor"):
            if "convenor.name" not in values:
                raise UsageError("nobody convenes yet", fix='say who: convenor.name="Independent Facilitation Office"')
            if key == "convenor.name":
                neutral = _read("convenor.neutral", values.get("convenor.neutral", "no"))
                why = values.get("convenor.why", "")
                yield ("convenor",), {"name": value, "neutral": neutral, **({"why": why} if why else {})}
            continue
        if parts[0] == "scope" and not data.get("scope"):
            data = {**data, "scope": {"": None}}
            yield ("scope",), {parts[1]: value}
            continue
        yield parts, value


def _objectives(data: Mapping[str, Any], objectives: Sequence[Reached]) -> Iterator[Edit]:
    taken = [str(item.get("id")) for item in data.get("objectives") or ()]
    present, entries = len(taken), []
    for objective in objectives:
        _day("due", objective.due)
        more = {"measure": objective.measure, "due": objective.due}
        entry = {"id": _free(objective.words, taken), "objective": objective.words,
                 **{key: words for key, words in more.items() if words}}
        entries.append(entry)
        taken.append(entry["id"])
    yield from appended(("objectives",), present, entries)


def _contributions(data: Mapping[str, Any], gives: Sequence[Given]) -> Iterator[Edit]:
    parties = [str(item.get("id")) for item in data.get("parties") or ()]
    for given in gives:
        if given.party not in parties:
            raise _unknown(f"no party is called '{given.party[:60]}'", given.party, parties)
    yield from appended(("contributions",), len(data.get("contributions") or ()),
                        [{"party": given.party, "kind": given.kind, "gives": given.words} for given in gives])


def _free(words: str, taken: Sequence[str]) -> str:
    """An id made from words, which no other has."""
    start = folder_name(words)[:_ID_LENGTH].strip("-")
    return next(name for number in range(1, len(taken) + 2)
                if (name := start if number == 1 else f"{start}-{number}") not in taken)


def _read(key: str, words: str) -> object:
    if key in FIELDS:
        return FIELDS[key](key, words.strip())
    if key in _ELSEWHERE:
        raise UsageError(f"'{key}' is not set here", fix=_ELSEWHERE[key])
    raise _unknown(f"the header has no field '{key[:60]}'", key, list(FIELDS))


def _unknown(what: str, name: str, known: Sequence[str]) -> UnknownNameError:
    near = [full for full in known if full.startswith(f"{name}.")][:1] or get_close_matches(name, known, n=1)
    return UnknownNameError(what, why=f"there are {', '.join(known)}",
                            fix=f"did you mean '{near[0]}'?" if near else "name one of them; all else you edit in the "
                                                                          "file")


def _refuse_unsaid(cooperation_id: str, values: Mapping[str, str]) -> None:
    for key, option in _KEPT.items():
        if key in values:
            raise UsageError(f"{key} of a cooperation that is no proposal changes with a reason",
                             why=f"people rely on {record_path(cooperation_id)}", fix=(
                                 f"schemekit cooperate change {cooperation_id} {option} {values[key] or 'YYYY-MM-DD'} "
                                 '--reason "…"'))
