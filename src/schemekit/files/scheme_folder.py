"""A scheme's folder on disk: where its files are and how they are read, each checked as if a stranger wrote it.

Reading only; every change goes through `transaction`. What the files mean is in `model`.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from schemekit.errors import HostileContentError, NotASchemeError, SchemekitError
from schemekit.files.folder import names_in
from schemekit.files.paths import check_path, inside
from schemekit.files.remembered import load_remembered
from schemekit.files.renderings import Renderings
from schemekit.files.schemas import load
from schemekit.model.adoption import AdoptionRecord
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.lock import Lock
from schemekit.model.module import Module
from schemekit.model.scheme import Scheme

MANIFEST = "scheme.yaml"
LOCK_FILE = "scheme.lock"
SOURCE = ".schemekit/source"
TEXT_LIMIT = 5_000_000
_Record = TypeVar("_Record")


def find_scheme(start: Path) -> SchemeFolder:
    """The scheme that a folder belongs to: the nearest folder, from it upwards, that holds scheme.yaml.

    Raises: NotASchemeError.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / MANIFEST).is_file():
            return SchemeFolder(folder)
    raise NotASchemeError(
        f"{here.name or here} is not a scheme",
        why=f"neither it nor a folder above it holds {MANIFEST}",
        fix="go to your scheme's folder, or start one with 'schemekit new'",
    )


@dataclass(frozen=True, slots=True)
class SchemeFolder:
    """A scheme's files. Every path is relative to `root`, and none leads out of it.

    Shape: `pending` are changes that are decided but not written yet, so that what follows from them
    (the notice, the lock) can be computed before anything is written. `known` holds, by path, the text that was last
    read there and the record made of it: a text is read as YAML once, however often it is asked for. `renderings`
    are what this user's commands worked out of templates before.
    """

    root: Path
    pending: Mapping[str, bytes | None] = field(default_factory=dict)
    known: dict[str, tuple[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    renderings: Renderings = field(default_factory=Renderings.of_user, repr=False, compare=False)

    def with_changes(self, changes: Mapping[str, bytes | None]) -> SchemeFolder:
        """The folder as it would be after the changes."""
        return SchemeFolder(self.root, {**self.pending, **changes}, self.known, self.renderings)

    def scheme(self) -> Scheme:
        """The manifest. Raises: FindingsError with every finding."""
        return self._record(MANIFEST, self.text(MANIFEST) or "", "scheme", Scheme.from_mapping)

    def lock(self) -> Lock:
        """The lock; empty where nothing was adopted yet.

        Raises: FindingsError; SchemekitError where it is gone and modules are there.
        """
        text = self.text(LOCK_FILE)
        if text is None and LOCK_FILE not in self.pending and (left := self._pulled_modules()):
            raise SchemekitError(
                f"{LOCK_FILE} is missing",
                why=f"it says which release each module came from; without it, {', '.join(left[:5])} would be unknown",
                fix=f"bring it back, from a copy or from the scheme's history: git checkout HEAD -- {LOCK_FILE} "
                    "(your texts are not touched; a lock cannot be made anew from them)",
            )
        return Lock({}) if text is None else self._record(LOCK_FILE, text, "lock", _safe_lock)

    def _pulled_modules(self) -> tuple[str, ...]:
        """The modules whose source and whose own text both lie in the folder, whatever the lock says."""
        place = inside(self.root, SOURCE)
        try:
            names = sorted(entry.name for entry in place.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(name for name in names
                     if (place / name / "module.yaml").is_file() and (self.root / "policies" / name).is_dir())

    def record_path(self, module: str) -> str:
        """Where a module's adoption record lies."""
        return f"policies/{module}/adoption.yaml"

    def record(self, module: str) -> AdoptionRecord:
        """A module's adoption record; empty where there is none yet. Raises: FindingsError."""
        path = self.record_path(module)
        text = self.text(path)
        if text is None:
            return AdoptionRecord(module=module)
        return self._record(path, text, "adoption", _safe_record)

    def pulled(self, module: str, paths: Mapping[str, str]) -> dict[str, bytes]:
        """The files of a module as they were pulled, those that the lock names and that are there."""
        found = {path: self.data(f"{SOURCE}/{module}/{path}") for path in paths}
        return {path: data for path, data in found.items() if data is not None}

    def source_module(self, module: str) -> Module:
        """The metadata of a module as it was pulled. Raises: FindingsError, SchemekitError when it is gone."""
        path = f"{SOURCE}/{module}/module.yaml"
        text = self.text(path)
        if text is None:
            raise SchemekitError(
                f"{path} is missing",
                why="it is the source's text as it was pulled, which every comparison starts from",
                fix=f"bring it back from your history; your own text in policies/{module} is not touched",
            )
        return self._record(path, text, "module", Module.from_mapping, load_remembered)

    def source_crosswalk(self, module: str, path: str) -> Crosswalk | None:
        """A crosswalk of a module as it was pulled, or None where it is gone. Raises: FindingsError."""
        place = f"{SOURCE}/{module}/{path}"
        text = self.text(place)
        return None if text is None else self._record(place, text, "crosswalk", Crosswalk.from_mapping, load_remembered)

    def _record(
        self, path: str, text: str, kind: str, make: Callable[[dict[str, Any]], _Record],
        read: Callable[[str, str, str], dict[str, Any]] = load,
    ) -> _Record:
        known = self.known.get(path)
        if known is None or known[0] != text:
            known = self.known[path] = (text, make(read(text, kind, path)))
        record: _Record = known[1]
        return record

    def own_path(self, module: str, file: str) -> str:
        """Where the scheme's own copy of a module's document lies."""
        return f"policies/{module}/{file}"

    def own_files(self, module: str) -> tuple[str, ...]:
        """The files in a module's folder, by path below it, sorted."""
        return self._names(f"policies/{module}")

    def policy_files(self) -> tuple[str, ...]:
        """The files of all policies, adopted or not, by path below policies/, sorted."""
        return self._names("policies")

    def source_files(self, module: str) -> tuple[str, ...]:
        """The documents that a module's pulled source has, by path below policies/MODULE/, sorted."""
        return self._names(f"{SOURCE}/{module}/{TEMPLATE_FOLDER}")

    def _names(self, place: str) -> tuple[str, ...]:
        """The files below a folder: those on disk, with the changes that are decided and not written yet."""
        names = names_in(inside(self.root, place))
        pending = {path.removeprefix(f"{place}/"): data for path, data in self.pending.items()
                   if path.startswith(f"{place}/")}
        if not pending:
            return names
        return tuple(sorted(file for file in {*names, *pending} if pending.get(file, b"") is not None))

    def own_text(self, module: str, file: str) -> str | None:
        """The scheme's own text of a document, or None when the scheme deleted it."""
        return self.text(self.own_path(module, file))

    def text(self, path: str) -> str | None:
        """A file as text, or None when there is none. Raises: FindingsError when it is not UTF-8."""
        data = self.data(path)
        if data is None:
            return None
        try:
            return data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise FindingsError(
                [
                    Finding(
                        code="encoding", file=path, line=line, column=1,
                        found=f"the byte {data[error.start]:#04x}, which is no UTF-8",
                        wanted="text saved as UTF-8",
                        fix="save the file again with the encoding UTF-8",
                    )
                ]
            ) from None

    def data(self, path: str) -> bytes | None:
        """A file as bytes, or None when there is none. Raises: HostileContentError for anything but a plain file."""
        if path in self.pending:
            return self.pending[path]
        place = inside(self.root, path)
        try:
            status = place.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(status.st_mode):
            raise HostileContentError(
                f"{path} is not a plain file",
                why="links and special files can lead out of the scheme",
                fix="replace it by a copy of what it points to",
            )
        if status.st_size > TEXT_LIMIT:
            raise HostileContentError(
                f"{path} is larger than {TEXT_LIMIT // 1_000_000} MB",
                why="no policy text is that long",
                fix="move attachments out of the policy folder",
            )
        return place.read_bytes()


def _safe_record(data: dict[str, Any]) -> AdoptionRecord:
    """The record, once every path in it is one that may be used."""
    record = AdoptionRecord.from_mapping(data)
    paths = [("decision", item.file or "policy.md") for item in record.decisions]
    paths += [("proposed change", f"{item.sent or 'sent'}/{item.file or 'policy.md'}") for item in record.proposals]
    for what, path in dict.fromkeys(paths):
        try:
            check_path(path)
        except HostileContentError as error:
            raise HostileContentError(
                f"policies/{record.module}/adoption.yaml: {error.what}", why=error.why,
                fix=f"take the {what} about it out of the record; nothing was read or written",
            ) from None
    return record


def _safe_lock(data: dict[str, Any]) -> Lock:
    """The lock, once every path in it is one that may be used."""
    lock = Lock.from_mapping(data)
    for entry in lock.entries.values():
        for path in (*entry.files, *entry.pulled):
            check_path(path)
    return lock
