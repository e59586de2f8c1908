"""Filling in the record of a cooperation without a text editor: its fields, and entries of its lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemekit.adopt.writing import reading, save, writing
from schemekit.cooperate.record_entry import read_entry, refuse_stranger
from schemekit.cooperate.record_field import RecordField, entry_key
from schemekit.cooperate.record_fields import field_named, fields_of, node_of
from schemekit.cooperate.record_words import read_words, refuse_unfit
from schemekit.cooperate.records import HeldCooperation, held, record_path
from schemekit.errors import UsageError
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import DELETE, edit_list, edit_yaml, read_yaml
from schemekit.model.cooperation import CooperationType, State
from schemekit.model.said import says_why

_KEPT = {"end": "--end", "review_due": "--review-due"}   # of what binds people, a change has its reason
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilling:
    """What to fill in, as a person writes it.

    Shape: `values` are fields by name with their words, empty words leaving one open; `entries` are lists by name, each
    with the words or the parts of one entry more. `reason` and `by` say why and who decided it, which goes into the
    history; without a reason nothing does.
    """

    values: Mapping[str, str]
    entries: Sequence[tuple[str, str | Mapping[str, str]]] = ()
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRecord:
    """What was filled in: the id, and the fields by name.

    Shape: `is_unexplained` tells that people rely on the record already, and that no reason was given.
    """

    id: str
    places: tuple[str, ...]
    is_unexplained: bool = False

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "set": list(self.places)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldField:
    """A field as a list of fields tells it: what it is, what it says now, and what one writes to set it."""

    name: str
    words: str
    now: str
    written: str

    def to_mapping(self) -> dict[str, str]:
        """The field as `--json` prints it."""
        return {"name": self.name, "words": self.words, "now": self.now, "written": self.written}


def told_fields(root: Path, cooperation_id: str) -> tuple[ToldField, ...]:
    """Every field that can be filled in, those of the record's type last. Raises: UnknownNameError, FindingsError."""
    found = held(reading(root), cooperation_id)
    data = read_yaml(found.text, found.path).data
    return tuple(ToldField(name=field.name, words=field.told, now=_now(field, data), written=(
        f'--add {field.name}="…"' if field.is_list else f'{field.name}="…"'))
        for field in fields_of(found.cooperation.type.section))


def _now(field: RecordField, data: Any) -> str:
    here = data
    for step in field.path:
        here = here.get(step) if isinstance(here, dict) else None
    if isinstance(here, list):
        return ", ".join(entry_key(field, entry) or str(entry)[:_SHOWN] for entry in here)
    return {True: "yes", False: "no", None: ""}.get(here, str(here)[:_SHOWN]) if isinstance(here, bool | None) \
        else str(here)[:_SHOWN]


def fill_record(root: Path, cooperation_id: str, edit: RecordFilling, today: date) -> FilledRecord:
    """Fill in fields of a record; its comments and everything else in it stay. A reason goes into its history.

    Raises: UnknownNameError for the id, a field or a party; UsageError for words that a field cannot hold, for an entry
    that is there already, and where nothing is given; FindingsError where the record would not be one.
    """
    if edit.reason and not says_why(edit.reason):
        raise UsageError(f"'{edit.reason[:40]}' is no reason",
                         fix='say in a sentence why it changes: --reason "the board decided it"',
                         why="a reason needs words: whoever reads the history will ask for it")
    refuse_unfit("--by", edit.by, node_of("history", "by"))
    with writing(root) as folder:
        before = held(folder, cooperation_id)
        is_relied_on = before.cooperation.state is not State.PROPOSED
        if is_relied_on:
            _refuse_unsaid(cooperation_id, edit.values)
        text, places = filled(before.text, before.path, edit)
        is_changed = text != before.text
        if is_changed:
            if edit.reason:
                text = _with_note(text, before, edit, places, today)
            changes = {before.path: text.encode()}
            held(folder.with_changes(changes), cooperation_id)
            words = f"{before.cooperation.title}: set {', '.join(places)}"[:200]
            save(folder, Step(changes=changes, commit=Commit(message=words, paths=(before.path,))))
        return FilledRecord(id=cooperation_id, places=places,
                            is_unexplained=is_relied_on and is_changed and not edit.reason)


def filled(text: str, path: str, edit: RecordFilling) -> tuple[str, tuple[str, ...]]:
    """A record's text with fields filled in, and their names. Raises: as `fill_record`."""
    if not (edit.values or edit.entries):
        raise UsageError("nothing is to be set", why="no field was named", fix=(
            'write such as outcome="One guidance for both"; --list shows what there is'))
    places: list[str] = []
    # One by one, as each may change where the next one stands.
    for name, words in _with_defaults(read_yaml(text, path).data, edit.values).items():
        text = _with_value(text, path, name, words.strip())
        places.append(name)
    for name, entry in edit.entries:
        text, key = _with_entry(text, path, name, entry)
        places.append(f"{name}.{key}")
    return text, tuple(dict.fromkeys(places))


def _with_note(text: str, before: HeldCooperation, edit: RecordFilling, places: Sequence[str], today: date) -> str:
    """The text with a word in its history on why these places were set."""
    note = {"day": today.isoformat(), "kind": "note", "words": f"{edit.reason} ({', '.join(places)})",
            **({"by": edit.by} if edit.by else {})}
    return edit_list(text, ("history",), [*range(len(before.cooperation.history)), note], before.path)


def _section(data: Any) -> str:
    return CooperationType(data["type"]).section


def _with_defaults(data: Any, values: Mapping[str, str]) -> Mapping[str, str]:
    """The values with what goes without saying. Raises: UsageError for a part of what nothing is known of yet."""
    found = dict(values)
    for name in values:
        field = field_named(name, _section(data), data)
        above = field.path[:-1]
        if len(above) == 0 or isinstance(field.path[-1], int) or _at(data, above) or not values[name]:
            continue
        lead = name.rpartition(".")[0]
        for part in _needed(_section(data), data, lead):
            whole = f"{lead}.{part.path[-1]}"
            if whole not in found:
                raise UsageError(f"{name} says nothing without {whole}", why=part.words,
                                 fix=f'say it too: {whole}="{part.example}"')
    return found


def _needed(section: str, data: Any, lead: str) -> Iterator[RecordField]:
    """The parts of a field that it cannot do without."""
    if lead:
        above = field_named(lead, section, data)
        for part in above.schema.get("required", ()):
            yield field_named(f"{lead}.{part}", section, data)


def _at(data: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        else:
            data = data[step] if isinstance(data, list) and isinstance(step, int) else None
    return data


def _with_value(text: str, path: str, name: str, words: str) -> str:
    data = read_yaml(text, path).data
    field = field_named(name, _section(data), data)
    if field.names_party and words:
        refuse_stranger(words, _parties(data))
    value = read_words(field, words)
    if value in ("", None, DELETE) and _at(data, field.path) in ("", None):
        return text   # open already; an empty key is not worth a line
    return edit_yaml(text, [(field.path, value)], path)


def _with_entry(text: str, path: str, name: str, words: str | Mapping[str, str]) -> tuple[str, str]:
    """The text with an entry more, and the word that names it in its list."""
    data = read_yaml(text, path).data
    field = field_named(name, _section(data), data)
    entries = _at(data, field.path) or []
    entry = read_entry(field, words, entries, _parties(data))
    if field.has_entries and all(isinstance(step, str) for step in field.path):
        text = edit_list(text, field.path, [*range(len(entries)), entry], path)   # each on a line of its own
    else:
        text = edit_yaml(text, [((*field.path, len(entries)), entry) if entries else (field.path, [entry])], path)
    return text, entry_key(field, entry) or str(len(entries) + 1)


def _parties(data: Any) -> list[str]:
    return [str(party.get("id")) for party in data.get("parties") or ()]


def _refuse_unsaid(cooperation_id: str, values: Mapping[str, str]) -> None:
    for key, option in _KEPT.items():
        if key in values:
            raise UsageError(f"{key} of a cooperation that is no proposal changes with a reason",
                             why=f"people rely on {record_path(cooperation_id)}", fix=(
                                 f"schemekit cooperate change {cooperation_id} {option} {values[key] or 'YYYY-MM-DD'} "
                                 '--reason "…"'))
