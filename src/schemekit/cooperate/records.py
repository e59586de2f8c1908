"""The cooperations of a scheme on disk: cooperation/ID/cooperation.yaml, each with the documents beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from schemekit.adopt.past_scheme import COOPERATIONS
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.folder import names_in
from schemekit.files.hidden_marks import marks_in_text
from schemekit.files.paths import inside
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.yaml import YamlText, read_yaml
from schemekit.model.cooperation import Cooperation, CooperationType
from schemekit.model.finding import Finding, FindingsError, Severity, gathered

COOPERATION_FOLDER = COOPERATIONS
RECORD = "cooperation.yaml"
_Held = TypeVar("_Held")


@dataclass(frozen=True, kw_only=True)
class HeldCooperation:
    """A cooperation with the file it was read from, so that a finding can name the line.

    Shape: `text` is the file's text; `files` are the files in the cooperation's folder, by name, sorted.
    """

    cooperation: Cooperation
    text: str
    files: tuple[str, ...]

    @property
    def id(self) -> str:
        """The name of its folder."""
        return self.cooperation.id

    @property
    def path(self) -> str:
        """Where its record lies."""
        return record_path(self.id)

    def document_path(self, file: str) -> str:
        """Where one of its documents lies."""
        return f"{COOPERATION_FOLDER}/{self.id}/{file}"

    def finding(
        self, code: str, path: tuple[str | int, ...], *, found: str, wanted: str, why: str, fix: str,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """A finding at a place in the record, with its line."""
        line, column = self._read.position(path)
        words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
        return Finding(code=code, file=self.path, line=line, column=column, path=words, found=found, wanted=wanted,
                       why=why, fix=fix, severity=severity)

    def fill(self, words: str, beside: str = "") -> str:
        """The command that fills something in: fields and their words as `cooperate set` takes them, and what to know.

        Shape: nothing follows the command but `beside` in brackets, so that it can be taken from the screen as it is.
        """
        return f"schemekit cooperate set {self.id} {words}{f' ({beside})' if beside else ''}"

    def day_command(self, key: str) -> str:
        """The command that sets the end or the day of review: with a reason, where people rely on it."""
        if self.cooperation.state.value == "proposed":
            return self.fill(f"{key}=YYYY-MM-DD")
        return f"schemekit cooperate change {self.id} --{key.replace('_', '-')} YYYY-MM-DD --reason \"…\""

    @cached_property
    def _read(self) -> YamlText:
        """The record with its places, read once however much is found in it."""
        return read_yaml(self.text, self.path)

    def weight(self) -> Severity:
        """How much something weighs that is still missing: it can wait while nobody is bound by it."""
        return Severity.ERROR if self.cooperation.state.value == "active" else Severity.WARNING


def record_path(cooperation_id: str) -> str:
    """Where a cooperation's record lies."""
    return f"{COOPERATION_FOLDER}/{cooperation_id}/{RECORD}"


def cooperation_ids(folder: SchemeFolder) -> tuple[str, ...]:
    """The ids of a scheme's cooperations, sorted: the folders that hold a record."""
    return ids_with(folder, RECORD)


def ids_with(folder: SchemeFolder, record: str) -> tuple[str, ...]:
    """The folders below cooperation/ that hold a file of that name, sorted; also those decided and not written yet."""
    place = inside(folder.root, COOPERATION_FOLDER)
    names = names_in(place) if place.is_dir() or place.is_symlink() else ()
    ids = {name.rpartition("/")[0] for name in names if name.count("/") == 1 and name.endswith(f"/{record}")}
    ids |= {path.split("/")[1] for path, data in folder.pending.items()
            if data is not None and path.startswith(f"{COOPERATION_FOLDER}/") and path.endswith(f"/{record}")}
    return tuple(sorted(ids))


def cooperations(folder: SchemeFolder) -> tuple[HeldCooperation, ...]:
    """All cooperations of a scheme, by id. Raises: FindingsError with every finding of every record."""
    found, findings = examined(folder)
    if findings:
        raise FindingsError(findings)
    return found


def examined(folder: SchemeFolder) -> tuple[tuple[HeldCooperation, ...], tuple[Finding, ...]]:
    """The cooperations that can be read, and what is wrong with the records that cannot."""
    return each_examined(cooperation_ids(folder), lambda cooperation_id: held(folder, cooperation_id))


def each_examined(ids: Iterable[str], read: Callable[[str], _Held]) -> tuple[tuple[_Held, ...], tuple[Finding, ...]]:
    """The records of these ids that can be read, and what is wrong with those that cannot."""
    found: list[_Held] = []
    findings: list[Finding] = []
    for one in ids:
        try:
            found.append(read(one))
        except FindingsError as error:
            findings += error.findings
    return tuple(found), tuple(findings)


def held(folder: SchemeFolder, cooperation_id: str) -> HeldCooperation:
    """One cooperation. Raises: UnknownNameError, FindingsError."""
    known = cooperation_ids(folder)
    if cooperation_id not in known:
        raise _unknown(cooperation_id, known)
    path = record_path(cooperation_id)
    text = folder.text(path) or ""
    cooperation = Cooperation.from_mapping(load(text, "cooperation", path))
    if cooperation.id != cooperation_id:
        raise FindingsError([Finding(
            code="cooperation-place", file=path, path="id", found=f"'{cooperation.id}'",
            wanted=f"'{cooperation_id}', the name of its folder", why="a cooperation is found again by it",
            fix="write the name of the folder, or rename the folder",
        )])
    return HeldCooperation(cooperation=cooperation, text=text, files=files_of(folder, cooperation_id))


def held_of(folder: SchemeFolder, cooperation_id: str, kind: CooperationType, why: str) -> HeldCooperation:
    """One cooperation that has to be of a type. Raises: as `held`; UsageError with `why` for one of another type."""
    one = held(folder, cooperation_id)
    if one.cooperation.type is not kind:
        raise UsageError(f"{cooperation_id} is a {one.cooperation.type.words}", why=why,
                         fix=f"name a {kind.words}; 'schemekit cooperate list' has them")
    return one


def document_text(folder: SchemeFolder, path: str) -> str | None:
    """A document beside a record, or None where there is none. Raises: FindingsError where marks in it hide words."""
    text = folder.text(path)
    findings = gathered(marks_in_text(text or "", path))
    if findings:
        raise FindingsError(findings)
    return text


def hidden_in_documents(folder: SchemeFolder, record_id: str, files: Iterable[str]) -> Iterator[Finding]:
    """The marks in the documents beside a record that hide words, as nobody would sign what does not show."""
    for file in files:
        if file.endswith(".md") and "/" not in file:
            path = f"{COOPERATION_FOLDER}/{record_id}/{file}"
            try:
                yield from marks_in_text(folder.text(path) or "", path)
            except FindingsError as error:   # no UTF-8
                yield from error.findings


def files_of(folder: SchemeFolder, cooperation_id: str) -> tuple[str, ...]:
    """The files in a cooperation's folder, by name, sorted, with those that are decided and not written yet."""
    prefix = f"{COOPERATION_FOLDER}/{cooperation_id}"
    own = set(names_in(inside(folder.root, prefix)))
    own |= {pending.removeprefix(f"{prefix}/") for pending in folder.pending if pending.startswith(f"{prefix}/")}
    return tuple(sorted(own))


def _unknown(cooperation_id: str, known: Sequence[str]) -> UnknownNameError:
    near = get_close_matches(cooperation_id, known, n=1)
    return UnknownNameError(
        f"there is no cooperation '{cooperation_id[:60]}'",
        why=f"there are {', '.join(known)}" if known else "the scheme has none yet",
        fix=f"did you mean '{near[0]}'?" if near else "start one with 'schemekit cooperate new'",
    )
