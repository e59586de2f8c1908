"""The journal: what a command is about to write and what stood there before, kept on disk until it is done.

Carrying it out, and taking it back, is `transaction`'s. A journal that is found was left by a command that was killed,
or was put there by a stranger: it is checked like any file from outside.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from schemekit.errors import HostileContentError, SchemekitError
from schemekit.files.digest import sha256_of
from schemekit.files.paths import inside
from schemekit.files.seal import is_sealed, seal

STATE = ".schemekit"
PLAN = "plan.json"
SEAL = "seal"
PLAN_LIMIT = 20_000_000  # bytes; a scheme of two hundred modules needs a tenth of it

_STAGED = re.compile(r"[bs][0-9]{1,6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"([0-9a-f]{40})?")
_MODULE_FOLDER = re.compile(r"policies/[a-z0-9-]{1,60}")

Changes = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What to record in the history once the files are in place. `tag` is the name of a tag to put on it, or empty."""

    message: str
    trailers: tuple[tuple[str, str], ...] = ()
    paths: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Files that change together, and the commit that follows them."""

    changes: Changes
    commit: Commit | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds at some moment.

    Shape: `staged` is the name of the file in the journal that holds it, None where it is not needed; `digest` its
    SHA-256, None where there is no file.
    """

    staged: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One step as the journal holds it."""

    number: int
    files: Mapping[str, Content]
    commit: Commit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a command is about to do.

    Shape: `before` is what stood there, for every file of every step; `position` the newest commit, or empty.
    """

    steps: tuple[PlannedStep, ...]
    before: Mapping[str, Content]
    position: str

    def known(self, path: str) -> frozenset[str | None]:
        """The digests that a file has before, between and after the steps; any other is somebody's own edit."""
        contents = [self.before[path], *(step.files[path] for step in self.steps if path in step.files)]
        return frozenset(content.digest for content in contents)

    @property
    def commits(self) -> tuple[Commit, ...]:
        """Every commit of the plan, in order."""
        return tuple(step.commit for step in self.steps if step.commit)

    def to_mapping(self) -> dict[str, Any]:
        """The plan as plan.json holds it."""
        return {
            "position": self.position,
            "before": {path: asdict(content) for path, content in self.before.items()},
            "steps": [
                {
                    "number": step.number,
                    "files": {path: asdict(content) for path, content in step.files.items()},
                    "commit": asdict(step.commit) if step.commit else None,
                }
                for step in self.steps
            ],
        }


def present(root: Path, path: str) -> bytes | None:
    """What a file of the scheme holds, or None where there is none. Raises: SchemekitError where a folder stands."""
    place = inside(root, path)
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        raise SchemekitError(
            f"{path} is a folder",
            why="a file of that name is to be written there",
            fix="rename the folder, then run the command again; nothing was changed",
        ) from None


def digest_at(root: Path, path: str) -> str | None:
    """The digest of a file of the scheme as it stands now; None where there is none."""
    data = present(root, path)
    return None if data is None else sha256_of(data)


def write_journal(root: Path, folder: Path, steps: Sequence[Step], position: str) -> Plan:
    """Stage every content that changes, old and new, in a folder that is not in place yet, and the plan last."""
    folder.mkdir(parents=True)
    staging = _Staging(folder)
    paths = sorted({path for step in steps for path in step.changes})
    before = {path: present(root, path) for path in paths}
    now, planned = dict(before), []
    changed: set[str] = set()
    for number, step in enumerate(steps):
        changes = {path: data for path, data in sorted(step.changes.items()) if now[path] != data}
        now.update(changes)
        changed.update(changes)
        files = {path: staging.put("s", data) for path, data in changes.items()}
        planned.append(PlannedStep(number=number, files=files, commit=step.commit))
    plan = Plan(
        steps=tuple(planned),
        before={path: staging.put("b", data, stages=path in changed) for path, data in before.items()},
        position=position,
    )
    told = json.dumps(plan.to_mapping(), ensure_ascii=False).encode()
    _write_through(folder / SEAL, seal(told).encode())
    _write_through(folder / PLAN, told)
    return plan


class _Staging:
    """Puts contents into the journal's folder under names that tell nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, 0

    def put(self, kind: str, data: bytes | None, *, stages: bool = True) -> Content:
        if data is None:
            return Content()
        if not stages:
            return Content(None, sha256_of(data))
        self._count += 1
        name = f"{kind}{self._count}"
        _write_through(self._folder / name, data)
        return Content(name, sha256_of(data))


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def read_journal(root: Path, name: str) -> Plan:
    """The plan of a journal that was found.

    Raises: HostileContentError for anything that schemekit has not written on this computer: a journal that came with
    a folder would let whoever sent it change files, and record commits in the reader's name.
    """
    try:
        told = _small_file(inside(root, f"{name}/{PLAN}"))
        if not is_sealed(told, _small_file(inside(root, f"{name}/{SEAL}")).decode("ascii", "replace")):
            raise _not_ours(name)
        plan = _plan(json.loads(told))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _not_ours(name) from None
    for path in (*plan.before, *(path for commit in plan.commits for path in commit.paths)):
        inside(root, path)
    return plan


def _small_file(place: Path) -> bytes:
    if not stat.S_ISREG(place.lstat().st_mode) or place.stat().st_size > PLAN_LIMIT:
        raise ValueError("no plain file of a size we would write")
    return place.read_bytes()


def _plan(data: Any) -> Plan:
    plan = Plan(
        steps=tuple(_step(item) for item in data["steps"]),
        before=_contents(data["before"]),
        position=_matching(_COMMIT, data["position"]),
    )
    for step in plan.steps:
        # A commit takes in what was written, or the folder of a module: no other file of the reader's own.
        paths = step.commit.paths if step.commit else ()
        if not step.files.keys() <= plan.before.keys() or not all(
            path in plan.before or _MODULE_FOLDER.fullmatch(path) for path in paths
        ):
            raise ValueError("a step leads elsewhere")
    return plan


def _step(data: Any) -> PlannedStep:
    commit = data["commit"]
    return PlannedStep(
        number=_of(int, data["number"]),
        files=_contents(data["files"]),
        commit=None if commit is None else _commit(commit),
    )


def _commit(data: Any) -> Commit:
    return Commit(
        message=_of(str, data["message"]),
        trailers=tuple((_of(str, name), _of(str, value)) for name, value in _of(list, data["trailers"])),
        paths=tuple(_of(str, path) for path in _of(list, data["paths"])),
        tag=_of(str, data["tag"]),
    )


def _contents(data: Any) -> dict[str, Content]:
    return {path: _content(item) for path, item in _of(dict, data).items()}


def _content(data: Any) -> Content:
    if data["staged"] is None and data["digest"] is None:
        return Content()
    staged = None if data["staged"] is None else _matching(_STAGED, data["staged"])
    return Content(staged, _matching(_SHA256, data["digest"]))


def _matching(pattern: re.Pattern[str], text: Any) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("not a word of ours")
    return str(text)


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"not a {kind.__name__}")
    return value


def _not_ours(name: str) -> HostileContentError:
    return HostileContentError(
        f"{name} is not a plan that schemekit wrote on this computer",
        why="it is what an interrupted command leaves behind; one that came with a folder could change your files",
        fix=f"look at it, then delete that folder in {STATE}; your texts are not in it",
    )
