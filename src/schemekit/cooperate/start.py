"""Starting a cooperation: its folder in the scheme, made from the component of its type and the answers given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from schemekit.adopt.writing import reading, save, writing
from schemekit.cooperate.record_edit import appended, in_turn
from schemekit.cooperate.record_filling import RecordFilling, filled
from schemekit.cooperate.records import COOPERATION_FOLDER, RECORD, cooperation_ids, held, record_path
from schemekit.cooperate.template import made_from
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import read_yaml
from schemekit.model.cooperation import CooperationType

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCooperation:
    """What a cooperation is made from.

    Shape: `answers` are the component's questions with their answers, without those that the scheme itself answers;
    `parties` are further ones beside the first other, as id and name; `more` is what is filled in at once beside the
    component's own questions. Units: `today` is YYYY-MM-DD.
    """

    type: CooperationType
    id: str
    answers: Mapping[str, str]
    today: str
    parties: Sequence[tuple[str, str]] = ()
    more: RecordFilling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedCooperation:
    """A cooperation that was started: its id, its type and the files that were made, by path in the scheme."""

    id: str
    type: CooperationType
    files: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "type": self.type.value, "files": list(self.files)}


def start_cooperation(root: Path, plan: NewCooperation) -> StartedCooperation:
    """Make a cooperation's folder, complete or not at all, and record it in the scheme's history.

    Raises: UsageError for an id that is taken or cannot be one; UnknownNameError, ValueRefusedError for an answer.
    """
    with writing(root) as folder:
        _refuse_own_id(folder, plan)
        changes = new_files(folder, plan)
        words = f"Start {plan.type.words} {plan.id}"
        save(folder, Step(changes=changes, commit=Commit(message=words, paths=tuple(sorted(changes)))))
        return StartedCooperation(id=plan.id, type=plan.type, files=tuple(sorted(changes)))


def rehearse_start(root: Path, plan: NewCooperation) -> None:
    """Find out whether a cooperation could be started from these answers; nothing is written.

    Shape: an empty id is one that is not settled yet. Raises: as `start_cooperation`, and FindingsError for an answer
    that the record cannot hold.
    """
    folder = reading(root)
    _refuse_own_id(folder, plan)
    new_files(folder, plan if plan.id else replace(plan, id=free_id(folder, plan.type.value)))


def new_files(folder: SchemeFolder, plan: NewCooperation) -> dict[str, bytes]:
    """The files of a new cooperation, by path in the scheme, checked and not written. Raises: as above."""
    _refuse_id(folder, plan.id)
    files = made_from(plan.type, {**own_answers(folder), **plan.answers, "id": plan.id, "today": plan.today})
    record = _with_parties(files[RECORD].decode("utf-8"), plan)
    if plan.more is not None:
        record, _ = filled(record, record_path(plan.id), plan.more)
    files[RECORD] = record.encode()
    changes = {f"{COOPERATION_FOLDER}/{plan.id}/{name}": data for name, data in files.items()}
    held(folder.with_changes(changes), plan.id)
    return changes


def own_answers(folder: SchemeFolder) -> dict[str, str]:
    """What the scheme itself answers: who it is."""
    scheme = folder.scheme()
    return {"our_id": scheme.id, "our_name": scheme.name}


def _with_parties(text: str, plan: NewCooperation) -> str:
    """The record with the parties that the component did not ask for."""
    path = record_path(plan.id)
    present = len(read_yaml(text, path).data["parties"])
    entries = [{"id": party_id, "name": name, "role": "member"} for party_id, name in plan.parties]
    return in_turn(text, appended(("parties",), present, entries), path)


def _refuse_own_id(folder: SchemeFolder, plan: NewCooperation) -> None:
    own = folder.scheme().id
    if own in (plan.answers.get("other_id"), *(party for party, _ in plan.parties)):
        raise UsageError(f"'{own}' is the id of your own scheme", why="a cooperation has another party beside it",
                         fix="give the id of the other scheme")


def free_id(folder: SchemeFolder, word: str) -> str:
    """An id that nothing has, to try answers out with before anybody chose one."""
    place = folder.root / COOPERATION_FOLDER
    return next(name for number in count(1) if not (place / (name := f"{word}-{number}")).exists())


def _refuse_id(folder: SchemeFolder, cooperation_id: str) -> None:
    if not ID_PATTERN.fullmatch(cooperation_id) or len(cooperation_id) > _ID_LIMIT:
        raise UsageError(
            f"'{cooperation_id[:60]}' cannot be the id of a cooperation",
            why=f"ids are lower-case letters, digits and single hyphens, at most {_ID_LIMIT} of them",
            fix="choose an id such as consent-group; it never changes later",
        )
    taken = folder.root / COOPERATION_FOLDER / cooperation_id
    if cooperation_id in cooperation_ids(folder) or taken.is_symlink() or taken.exists():
        raise UsageError(f"{COOPERATION_FOLDER}/{cooperation_id} is there already", why="nothing is written over",
                         fix="choose another id, or go on with the one that is there")
