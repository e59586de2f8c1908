"""Pulling: the checks between a library's bytes and a module that a scheme may adopt.

The same for every form of library. That the files are plain and safely named was checked as they were read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemekit.errors import IntegrityError
from schemekit.files.digest import digest_of, tree_id
from schemekit.files.schemas import load
from schemekit.library.library import PulledModule
from schemekit.model.file_names import MODULE_FILE
from schemekit.model.finding import FindingsError
from schemekit.model.lock import Provenance
from schemekit.model.module import Module
from schemekit.model.release import Release
from schemekit.text.linting.module_files import file_findings, text_findings

Files = Mapping[str, bytes]


def pulled_module(
    library: str, url: str, release: Release, commit: str, files: Files, differing: Callable[[Files], list[str]]
) -> PulledModule:
    """A module out of its files, once they are what the ledger recorded.

    Shape: `differing` names the files that are not as released; it is asked only when something is wrong.
    Raises: IntegrityError naming the file; FindingsError for a module.yaml that does not fit its schema, and for what
    is no data: see `text.linting.module_files`.
    """
    if tree_id(files) != release.tree or digest_of(files) != release.sha256:
        raise _not_as_released(library, release, differing(files))
    if MODULE_FILE not in files:
        raise IntegrityError(
            f"{release.name} has no {MODULE_FILE}",
            why=f"the library {library} released a folder that is no module",
            fix="ask the library's maintainer",
        )
    folder = f"policies/{release.module}"
    if refused := [*file_findings(files, folder), *text_findings(files, folder)]:
        raise FindingsError(refused)
    module = Module.from_mapping(load(files[MODULE_FILE], "module", f"policies/{release.module}/{MODULE_FILE}"))
    if module.id != release.module:
        raise IntegrityError(
            f"{release.name} calls itself '{module.id}' in {MODULE_FILE}",
            why=f"the library {library} released it under another name than its own",
            fix="ask the library's maintainer",
        )
    provenance = Provenance(
        library=library, url=url, commit=commit, tree=release.tree, sha256=release.sha256, licence=module.licence
    )
    return PulledModule(module=module, release=release, files=files, provenance=provenance)


def not_there(library: str, release: Release, why: str) -> IntegrityError:
    """The error for a release whose text the library cannot produce."""
    return IntegrityError(
        f"the text of {release.name} is not in the library {library}",
        why=f"its ledger names the tree {release.tree[:10]}, and {why}",
        fix=f"fetch it in full ('schemekit library fetch {library}', or 'git fetch --unshallow' in your copy), "
        "or ask its maintainer",
    )


def differing_from(expected: Files, found: Files) -> list[str]:
    """The paths that are missing, extra or other in `found`, sorted."""
    return sorted(path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path))


def _not_as_released(library: str, release: Release, paths: list[str]) -> IntegrityError:
    if paths:
        shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
        why = f"not as released: {shown}"
    else:
        why = "the digests in its ledger are not those of the text that was released with it"
    return IntegrityError(
        f"{release.name} is not what the library {library} released",
        why=why,
        fix="do not adopt it; ask the library's maintainer (for the library of the tool: install it again)",
    )
