"""The theories of change of a scheme on disk: cooperation/ID/theory-of-change.yaml, with what belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from schemekit.cooperate.records import COOPERATION_FOLDER, each_examined, files_of, ids_with
from schemekit.errors import UnknownNameError
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.yaml import YamlText, read_yaml
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.theory_of_change import TheoryOfChange

THEORY, MATCHES = "theory-of-change.yaml", "matches.yaml"


@dataclass(frozen=True, kw_only=True)
class HeldTheory:
    """A theory with the file it was read from, so that a finding can name the line.

    Shape: `files` are the files in its folder, by name, sorted; `narrative` is the text that people sign off, or empty.
    """

    theory: TheoryOfChange
    text: str
    files: tuple[str, ...]
    narrative: str = ""

    @property
    def id(self) -> str:
        """The name of its folder."""
        return self.theory.id

    @property
    def path(self) -> str:
        """Where it lies."""
        return theory_path(self.id)

    def position(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """The line and column of a place in it."""
        return self._read.position(path)

    @cached_property
    def _read(self) -> YamlText:
        """The file with its places, read once: a theory of two hundred steps may have as many findings."""
        return read_yaml(self.text, self.path)


def theory_path(theory_id: str) -> str:
    """Where a theory lies."""
    return f"{COOPERATION_FOLDER}/{theory_id}/{THEORY}"


def matches_path(theory_id: str) -> str:
    """Where the answers about a theory lie."""
    return f"{COOPERATION_FOLDER}/{theory_id}/{MATCHES}"


def theory_ids(folder: SchemeFolder) -> tuple[str, ...]:
    """The ids of a scheme's theories, sorted: the folders that hold one."""
    return ids_with(folder, THEORY)


def held_theory(folder: SchemeFolder, theory_id: str) -> HeldTheory:
    """One theory of a scheme. Raises: UnknownNameError, FindingsError."""
    known = theory_ids(folder)
    if theory_id not in known:
        raise unknown_theory(theory_id, known)
    path = theory_path(theory_id)
    text = folder.text(path) or ""
    theory = TheoryOfChange.from_mapping(load(text, "theory-of-change", path))
    if theory.id != theory_id:
        raise FindingsError([Finding(
            code="theory-place", file=path, path="id", found=f"'{theory.id}'",
            wanted=f"'{theory_id}', the name of its folder", why="answers about it name it by its id",
            fix="write the name of the folder, or rename the folder",
        )])
    files = files_of(folder, theory_id)
    narrative = _narrative(folder, theory_id, theory.narrative) if theory.narrative in files else ""
    return HeldTheory(theory=theory, text=text, files=files, narrative=narrative)


def _narrative(folder: SchemeFolder, theory_id: str, name: str) -> str:
    """The text that people sign, where it is a plain one; what is wrong with a file there, the check tells."""
    try:
        return folder.text(f"{COOPERATION_FOLDER}/{theory_id}/{name}") or "" if name.endswith(".md") else ""
    except FindingsError:
        return ""


def examined_theories(folder: SchemeFolder) -> tuple[tuple[HeldTheory, ...], tuple[Finding, ...]]:
    """The theories that can be read, and what is wrong with those that cannot."""
    return each_examined(theory_ids(folder), lambda theory_id: held_theory(folder, theory_id))


def unknown_theory(theory_id: str, known: Sequence[str]) -> UnknownNameError:
    """That there is no such theory, and which there are."""
    near = get_close_matches(theory_id, known, n=1)
    return UnknownNameError(
        f"there is no theory of change '{theory_id[:60]}'",
        why=f"there are {', '.join(known)}" if known else "the scheme has none yet",
        fix=f"did you mean '{near[0]}'?" if near else "start one with 'schemekit cooperate new theory-of-change'",
    )
