"""Starting a scheme: the folder, its first modules, and a history that tells where each came from."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.add import Added, adoption_steps, pull_all, unreleased_of
from schemekit.adopt.making import licence_changes
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.values import Assignment, choose
from schemekit.adopt.writing import fill
from schemekit.errors import UsageError
from schemekit.files.beside import made_beside, move_in, take_back_half
from schemekit.files.scheme_folder import MANIFEST, SchemeFolder
from schemekit.files.shipped import shipped
from schemekit.files.transaction import Commit, Step, scheme_lock
from schemekit.files.yaml import edit_yaml
from schemekit.model.version import ModuleRef

FOLDER_PATTERN = r"^[a-z0-9][a-z0-9-]{0,59}$"
# The scaffold's question that fills each scheme-wide parameter.
SCHEME_WIDE_QUESTIONS = {
    "scheme_name": "name",
    "scheme_short": "short",
    "secretariat": "secretariat",
    "decision_body": "decision_body",
    "technical_body": "technical_body",
    "appeal_body": "appeal_body",
    "contact_email": "contact_email",
    "website": "website",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScheme:
    """Everything a new scheme is made from.

    Shape: `answers` are the scaffold's questions with their answers; `edits` what an answers file sets in
    scheme.yaml beside them, by path; `refs` the modules, `assignments` values typed for them. `author` is the
    name and address that the scheme's history is kept under where git knows none.
    """

    folder: Path
    answers: Mapping[str, str]
    refs: Sequence[ModuleRef] = ()
    assignments: Sequence[Assignment] = ()
    edits: Sequence[tuple[tuple[str, ...], object]] = ()
    reason: str = ""
    author: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A scheme that was made."""

    folder: Path
    name: str
    added: Added

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"folder": self.folder.name, "scheme": self.name, **self.added.to_mapping()}


def start_scheme(plan: NewScheme, shelf: LibraryShelf) -> Started:
    """Make a scheme: complete, or not at all.

    Everything is made in a folder beside the wanted one and moved there at the end.
    Raises: UsageError (folder taken), UnknownNameError, ValueRefusedError, FindingsError, LicenceBlockedError,
    GitError.
    """
    from schemekit.git.command import require_git
    from schemekit.git.driver import set_up
    from schemekit.git.repository import Repository

    require_git()
    refuse_taken_folder(plan.folder)
    pulled = pull_all(plan.refs, None, shelf)
    with made_beside(plan.folder) as made:
        _render(plan, made)
        repository = Repository.init(made)
        if plan.author is not None:
            repository.sign_as(*plan.author)
        set_up(made)
        folder = SchemeFolder(made)
        with scheme_lock(made):
            fill(folder, Step(changes=(changes := licence_changes(folder)), commit=_first_commit(plan, made, changes)))
            modules = {item.module.id: item.module for item in pulled}
            chosen = [choose(item, modules, plan.reason) for item in plan.assignments]
            fill(folder, *adoption_steps(folder, plan.refs, pulled, chosen))
        scheme = folder.scheme()
        move_in(made, plan.folder, last=MANIFEST)
    return Started(folder=plan.folder, name=scheme.name,
                   added=Added(modules=pulled, unreleased=unreleased_of(pulled, shelf), language=scheme.language))


def needs_author(folder: Path) -> bool:
    """Whether git does not know yet in whose name to keep the history. Raises: GitError without git."""
    from schemekit.git.command import require_git
    from schemekit.git.repository import Repository

    require_git()
    place = folder.absolute()
    return not Repository.knows_user(place if place.is_dir() else place.parent)


def folder_name(name: str) -> str:
    """A folder name made from a scheme's name: `L'Initiative d'Été` gives `l-initiative-d-ete`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "scheme"


def sample_answers() -> dict[str, str]:
    """What the scaffold takes for each of its questions that nobody answers; those it works out itself are left out."""
    questions = json.loads((shipped("components") / "scheme" / "cookiecutter.json").read_text("utf-8"))
    return {name: value for name, value in questions.items() if isinstance(value, str) and "{{" not in value}


def refuse_taken_folder(folder: Path) -> None:
    """Raise UsageError unless the folder is free: missing, or there and empty, in a folder that exists."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder.name} is there already and is no folder", fix="choose another name")
    take_back_half(folder, last=MANIFEST)
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(
            f"the folder {folder.name} is not empty",
            why="a new scheme never writes over what is there",
            fix="choose another name, or an empty folder",
        )
    if not folder.absolute().parent.is_dir():
        raise UsageError(f"the folder {folder.parent} does not exist", fix="make it first, or choose another place")


def _render(plan: NewScheme, made: Path) -> None:
    from schemekit.files.scaffold import render_scaffold

    with tempfile.TemporaryDirectory(dir=made.parent, prefix=f"{made.name}-") as temporary:
        rendered = render_scaffold(shipped("components") / "scheme", dict(plan.answers), Path(temporary))
        for item in rendered.iterdir():
            item.rename(made / item.name)
    if plan.edits:
        manifest = made / MANIFEST
        manifest.write_text(edit_yaml(manifest.read_text("utf-8"), plan.edits, MANIFEST), "utf-8", newline="\n")


def _first_commit(plan: NewScheme, made: Path, changes: Mapping[str, object]) -> Commit:
    files = [str(path.relative_to(made).as_posix()) for path in sorted(made.rglob("*")) if path.is_file()]
    paths = [path for path in files if not path.startswith((".git/", ".schemekit/"))]
    return Commit(message=f"Start {plan.answers['name']}", paths=tuple(sorted({*paths, *changes})))
