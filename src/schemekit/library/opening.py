"""Opening a library by its address: which form it has follows from the address alone."""

from __future__ import annotations

from pathlib import Path

from schemekit.errors import GitError, LibraryError
from schemekit.git.address import Address, AddressKind
from schemekit.library.library import Library
from schemekit.library.registry import refuse_lookalike

FOLDER_MARK = "folder:"


def open_library(name: str, url: str, *, offline: bool, fetch: bool = False, base: Path | None = None) -> Library:
    """The library at an address.

    Shape: a folder is read in place; every other address is read from its copy in the user's cache, which only
    `fetch` makes or brings up to date: an address may come from a manifest that a stranger wrote, so a command that
    merely looks never contacts it. `offline` outranks `fetch`. A relative folder starts at `base`; the url of a
    folder is `folder:NAME`.
    Raises: HostileContentError for the address; OfflineError and LibraryError when it is not at hand; IntegrityError
    when a fetch finds that something released was changed.
    """
    refuse_lookalike(name)
    address = Address.parse(url)
    if address.kind is AddressKind.FOLDER:
        return _in_place(name, url, address.folder(base))
    from schemekit.library.cached import open_cached

    return open_cached(name, address, offline=offline, fetch=fetch)


def _in_place(name: str, url: str, folder: Path) -> Library:
    from schemekit.git.objects import ObjectStore
    from schemekit.library.repository_library import RepositoryLibrary

    if not folder.is_dir():
        raise LibraryError(
            f"the library {name} is not there",
            why=f"there is no folder {url}",
            fix="check the path, or name its address on the network",
        )
    try:
        store = ObjectStore(folder)
    except GitError as error:
        raise LibraryError(f"the library {name} cannot be read", why=error.what, fix=error.fix) from error
    # A path says something about this computer and nothing to anybody else: locks and commits get the name alone.
    return RepositoryLibrary(name, f"{FOLDER_MARK}{name}", store, store.head())
