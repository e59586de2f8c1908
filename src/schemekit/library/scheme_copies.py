"""Copies of schemes on the network: the newest saved state of each in the user's cache, fetched when asked.

A copy is a bare repository; nothing in it is ever checked out. Unlike a library's, it promises nothing: a scheme may
rewrite its history as it likes.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from schemekit.errors import LibraryError, OfflineError, SchemekitError
from schemekit.git.address import Address
from schemekit.git.mirror import Mirror
from schemekit.library.cached import alone, cache_folder, key_of

_REPOSITORY = "repository.git"
_ACCEPTED = "refs/heads/library"


def scheme_copy(address: Address, *, offline: bool) -> tuple[Path, str]:
    """The bare repository with a scheme's newest saved state, and that commit; fetched unless `offline`.

    Raises: LibraryError where it cannot be reached, OfflineError where it was never fetched.
    """
    place = cache_folder().path.with_name("schemes") / key_of(address)
    folder = place / _REPOSITORY
    if offline:
        commit = _known(folder)
        if not commit:
            raise OfflineError(f"{address.text} is not on this computer", fix="run it once while you are connected",
                               why="--offline was asked for, and it was never fetched")
        return folder, commit
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with alone(place):
            return folder, _fetched(address, place)
    except LibraryError as error:   # a mirror calls everything a library
        what = error.what.replace("the library at", "the scheme at").replace("the library holds", "it holds")
        raise LibraryError(what, why=error.why.replace("modules are read", "a scheme is read"),
                           fix=error.fix.replace("library", "scheme")) from None


def _fetched(address: Address, place: Path) -> str:
    folder = place / _REPOSITORY
    if _known(folder):
        return _brought(Mirror(folder), address)
    for half in place.parent.glob(f"{place.name}.new-*"):   # left by a command that was killed
        shutil.rmtree(half, ignore_errors=True)
    half = place.with_name(f"{place.name}.new-{secrets.token_hex(4)}")
    try:
        commit = _brought(Mirror.create(half / _REPOSITORY), address)
        shutil.rmtree(place, ignore_errors=True)
        half.rename(place)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return commit


def _brought(mirror: Mirror, address: Address) -> str:
    try:
        incoming = mirror.fetch(address, newest_only=True)
        mirror.accept(incoming)
    finally:
        mirror.store.close()
    return incoming.commit


def _known(folder: Path) -> str:
    """The commit of a copy; empty where there is none that can be used."""
    if not folder.is_dir():
        return ""
    try:
        mirror = Mirror(folder)
        try:
            return mirror.store.refs().get(_ACCEPTED, "")
        finally:
            mirror.store.close()
    except SchemekitError:
        return ""
