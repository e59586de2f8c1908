"""Embedding: writing the library that goes into the package, from a checkout, when the package is built.

Called by the build hook src/hatch_build.py; `embedded` reads what is written here.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from schemekit.errors import LibraryError
from schemekit.files.digest import sha256_of
from schemekit.git.repository import Repository
from schemekit.library.embedded import DIGESTS, RECORD, TREES, checkout_library, unreleased_in
from schemekit.library.library import PulledModule

FORMAT = 1
SHIPPED = ("schemas", "components", "frameworks", "policies")

_MADE_FROM = (*SHIPPED, "src", "pyproject.toml")


def embed(checkout: Path, target: Path) -> None:
    """Write everything that the installed tool needs of a checkout into a new folder.

    Shape: the shipped folders as they stand, `trees/TREE/` with every release, and embedded.json.
    Raises: IntegrityError for a release that is not what the ledger recorded; FindingsError for a broken ledger;
    LibraryError for a file in the shipped folders that is a link.
    """
    repository = Repository(checkout)
    library = checkout_library(checkout)
    target.mkdir(parents=True)
    for path in repository.files(SHIPPED):
        _copy(checkout, path, target)
    pulled = [library.pull(release) for release in library.ledger().releases]
    for module in pulled:
        _write_tree(module, target)
    _write_json(target / DIGESTS, {item.release.tree: _digests(item) for item in pulled})
    _write_json(
        target / RECORD,
        {
            "format": FORMAT,
            "url": library.url,
            "commit": library.commit,
            "built_from_clean": repository.is_clean(_MADE_FROM),
            "releases": [_row(item) for item in pulled],
            "unreleased": list(unreleased_in(checkout, library.ledger())),
        },
    )


def _copy(checkout: Path, path: str, target: Path) -> None:
    source, copy = checkout / path, target / path
    if not source.exists():
        return  # known to git, and deleted on disk
    if source.is_symlink():
        raise LibraryError(f"{path} is a link", why="only plain files are packaged", fix="put a copy in its place")
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)


def _write_tree(module: PulledModule, target: Path) -> None:
    for path, data in module.files.items():
        place = target / TREES / module.release.tree / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _digests(module: PulledModule) -> dict[str, str]:
    return {path: sha256_of(data) for path, data in module.files.items()}


def _row(module: PulledModule) -> dict[str, str]:
    release = module.release
    commit = module.provenance.commit
    return {"module": release.module, "version": str(release.version), "tree": release.tree, "commit": commit}


def _write_json(file: Path, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
