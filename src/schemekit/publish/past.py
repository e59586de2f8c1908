"""A module's released states: what changed since, and which promises about clause ids a new state would break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemekit.errors import IntegrityError, ReleaseRefusedError
from schemekit.files.digest import digest_of
from schemekit.files.schemas import load
from schemekit.files.yaml import read_yaml
from schemekit.git.repository import Repository
from schemekit.model.file_names import MODULE_FILE, TEMPLATE_FOLDER
from schemekit.model.module import Module
from schemekit.model.release import Release
from schemekit.model.version import Bump
from schemekit.publish.checkout import LEDGER
from schemekit.text.bump import BumpReason, bump_reasons
from schemekit.text.linting.files import CHANGELOG, COOKIECUTTER_JSON

_MADE = frozenset({CHANGELOG, COOKIECUTTER_JSON})


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise about a clause id that a new state breaks. Shape: `code` is the rule of `module lint`."""

    code: str
    clause: str
    found: str
    wanted: str
    fix: str


@dataclass(frozen=True, slots=True)
class Past:
    """A module's released states as git holds them: the newest one in full, of all others the clause ids.

    Shape: `files` are those of the newest release, empty before the first; `ids` gives for each clause id that was
    ever used, or retired, the first release with it.
    """

    newest: Release | None
    files: Mapping[str, bytes]
    ids: Mapping[str, str]

    @classmethod
    def read(cls, repository: Repository, releases: tuple[Release, ...]) -> Past:
        """Read the releases. Raises: IntegrityError where git holds something else than the ledger says."""
        files: dict[str, bytes] = {}
        ids: dict[str, str] = {}
        for past in releases:
            files = repository.read_tree(past.tree)
            if digest_of(files) != past.sha256:
                raise IntegrityError(
                    f"{past.name} in git is not what the ledger recorded",
                    why=f"the SHA-256 of its files is {digest_of(files)[:12]}…, the ledger says {past.sha256[:12]}…",
                    fix=f"see how the entry in {LEDGER} was changed, and bring the recorded one back",
                )
            data = read_yaml(files[MODULE_FILE], f"{past.name}: {MODULE_FILE}").data
            for clause in (*data.get("clauses", ()), *data.get("retired", ())):
                ids.setdefault(clause["id"], str(past.version))
        return cls(releases[-1] if releases else None, files, ids)

    def reasons(self, files: Mapping[str, bytes], module_id: str) -> tuple[BumpReason, ...]:
        """What changed since the newest release, heaviest first."""
        if self.newest is None:
            return ()
        old, new = module_of(self.files, module_id), module_of(files, module_id)
        beside = [
            BumpReason(bump=Bump.PATCH, subject=path, words="changed, came or went")
            for path in sorted(self.files.keys() | files.keys())
            if not path.startswith(f"{TEMPLATE_FOLDER}/") and path != MODULE_FILE and path not in _MADE
            and self.files.get(path) != files.get(path)
        ]
        return (*bump_reasons(old, _texts(self.files), new, _texts(files)), *beside)

    def broken(self, module: Module) -> tuple[Broken, ...]:
        """Ids that were given up and come back, and clauses that went without a word."""
        if self.newest is None:
            return ()
        last = module_of(self.files, module.id)
        current, before = {clause.id for clause in module.clauses}, {clause.id for clause in last.clauses}
        retired = {clause.id for clause in module.retired}
        back = tuple(
            Broken("clause-reused", name, f"'{name}' was used in {self.ids[name]} and given up since",
                   "an id that was never used", "give the clause that came back a new id")
            for name in sorted((current - before) & self.ids.keys())
        )
        gone = (before | {clause.id for clause in last.retired}) - current - retired
        return (*back, *(
            Broken("clause-gone", name, f"'{name}' is gone and not under retired:",
                   f"every clause of {self.newest.version}, or a word about where its duty went",
                   f"list it under retired: in {MODULE_FILE}, with since: and one of replaced_by, moved_from, "
                   "split_into and reason")
            for name in sorted(gone)))

    def refuse_broken(self, module: Module) -> None:
        """Refuse what `broken` finds. Raises: ReleaseRefusedError."""
        if problems := self.broken(module):
            raise ReleaseRefusedError(
                f"{module.id} breaks the promise that clause ids stay",
                why=("adoptions, links and mappings point to clauses by their id:",
                     *(problem.found for problem in problems)),
                fix="; ".join(dict.fromkeys(problem.fix for problem in problems)),
            )


def module_of(files: Mapping[str, bytes], module_id: str) -> Module:
    """A module as its files say. Raises: FindingsError."""
    return Module.from_mapping(load(files.get(MODULE_FILE, b""), "module", f"policies/{module_id}/{MODULE_FILE}"))


def _texts(files: Mapping[str, bytes]) -> dict[str, str]:
    prefix = f"{TEMPLATE_FOLDER}/"
    return {
        path.removeprefix(prefix): data.decode("utf-8", "surrogateescape")
        for path, data in files.items()
        if path.startswith(prefix)
    }
