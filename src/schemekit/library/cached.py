"""Libraries on the network: a copy of each in the user's cache, fetched when asked and never otherwise.

A copy is keyed by its address, so that a scheme that calls another place by a known name reaches only that place.
What a copy has seen released is remembered: a fetch that would change it is refused.
"""

from __future__ import annotations

import atexit
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from schemekit.errors import LibraryError, OfflineError, SchemeBusyError
from schemekit.git.address import Address
from schemekit.git.history import LedgerEntry
from schemekit.git.mirror import Incoming, Mirror
from schemekit.git.objects import OBJECT_ID
from schemekit.library.ledger import LEDGER_BYTES, changed_release, read_ledger, refuse_changes
from schemekit.library.library import LEDGER_PATH
from schemekit.library.repository_library import RepositoryLibrary
from schemekit.model.finding import Finding, Severity
from schemekit.model.release import Ledger

FORMAT = 1
WAIT_SECONDS = 120.0  # a first fetch of a large library over a slow line

_REPOSITORY = "repository.git"
_STATE = "state.json"


@dataclass(frozen=True, slots=True)
class CacheState:
    """What is known of a copy.

    Shape: `tags` are the library's tags with the commits they led to; `commits` the commit of each release.
    """

    url: str
    commit: str
    tags: dict[str, str]
    commits: dict[LedgerEntry, str]


@dataclass(frozen=True, slots=True)
class CacheFolder:
    """Where copies lie. `note` says why that is not the user's own cache, or is empty."""

    path: Path
    note: str = ""


def open_cached(name: str, address: Address, *, offline: bool, fetch: bool) -> RepositoryLibrary:
    """The library at an address, from its copy; with `fetch` the copy is made or brought up to date first.

    Raises: OfflineError, or LibraryError when there is no copy and none may be made; IntegrityError when the library
    changed something that it had released.
    """
    folder = cache_folder()
    place = folder.path / key_of(address)
    if fetch and not offline:
        _fetch(name, address, place)
    state = _read_state(place)
    if state is None:
        raise _nothing_cached(name, address, offline=offline)
    store = Mirror(place / _REPOSITORY).store
    return RepositoryLibrary(
        name, address.text, store, state.commit, commits=state.commits, notes=_notes(folder), unreleased=None
    )


def is_cached(address: Address) -> bool:
    """Whether there is a copy of the library at an address."""
    return _read_state(cache_folder().path / key_of(address)) is not None


def forget(address: Address) -> None:
    """Throw the copy away, with what it remembered."""
    place = cache_folder().path / key_of(address)
    with alone(place):
        shutil.rmtree(place, ignore_errors=True)


def cache_folder() -> CacheFolder:
    """The user's cache for schemekit, or a temporary one when that cannot be written."""
    from platformdirs import user_cache_path

    return _usable(user_cache_path("schemekit", appauthor=False) / "libraries")


@cache
def _usable(wanted: Path) -> CacheFolder:
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        trial = wanted / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        temporary = Path(tempfile.mkdtemp(prefix="schemekit-cache-"))
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        return CacheFolder(temporary, f"{wanted} cannot be written ({error.strerror or error})")
    return CacheFolder(wanted)


def _fetch(name: str, address: Address, place: Path) -> None:
    with alone(place):
        for half in place.parent.glob(f"{place.name}.new-*"):  # left by a command that was killed
            shutil.rmtree(half, ignore_errors=True)
        known = _read_state(place)
        if known is None:
            _fetch_first(name, address, place)
        else:
            mirror = Mirror(place / _REPOSITORY)
            _bring_up_to_date(name, address, place, mirror, known)


def _fetch_first(name: str, address: Address, place: Path) -> None:
    """Make the copy under another name, and give it its own only when it is whole."""
    half = place.with_name(f"{place.name}.new-{secrets.token_hex(4)}")
    try:
        mirror = Mirror.create(half / _REPOSITORY)
        _bring_up_to_date(name, address, half, mirror, None)
        shutil.rmtree(place, ignore_errors=True)  # whatever is there has no readable state
        half.rename(place)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _bring_up_to_date(name: str, address: Address, place: Path, mirror: Mirror, known: CacheState | None) -> None:
    incoming = mirror.fetch(address)
    try:
        ledger = _ledger_at(mirror, incoming.commit, name)
        if known is not None:
            refuse_changes(_ledger_at(mirror, known.commit, name), ledger, name)
            _refuse_moved_tags(name, ledger, known, incoming)
        mirror.accept(incoming)
        commits = mirror.ledger_commits(incoming.commit, LEDGER_PATH)
        _write_state(place, CacheState(address.text, incoming.commit, incoming.tags, commits))
    finally:
        mirror.store.close()


def _ledger_at(mirror: Mirror, commit: str, name: str) -> Ledger:
    return read_ledger(mirror.store.file_at(commit, LEDGER_PATH, LEDGER_BYTES), name)[0]


def _refuse_moved_tags(name: str, ledger: Ledger, known: CacheState, incoming: Incoming) -> None:
    for release in ledger.releases:
        tag = f"{release.module}/v{release.version}"
        before, now = known.tags.get(tag), incoming.tags.get(tag)
        if before and now and before != now:
            raise changed_release(name, f"the tag {tag} was at {before[:10]}, and is at {now[:10]} now")


def _read_state(place: Path) -> CacheState | None:
    """The state of a copy, or None where there is no copy that can be used."""
    try:
        data = json.loads((place / _STATE).read_text(encoding="utf-8"))
        if data["format"] != FORMAT or not OBJECT_ID.fullmatch(data["commit"]):
            return None
        commits = {LedgerEntry(*entry): commit for *entry, commit in data["commits"]}
        return CacheState(data["url"], data["commit"], dict(data["tags"]), commits)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _write_state(place: Path, state: CacheState) -> None:
    data = {
        "format": FORMAT,
        "url": state.url,
        "commit": state.commit,
        "tags": state.tags,
        "commits": [[entry.module, entry.version, entry.tree, commit] for entry, commit in state.commits.items()],
    }
    half = place / f"{_STATE}.new"
    with half.open("w", encoding="utf-8") as stream:
        json.dump(data, stream, ensure_ascii=False, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(place / _STATE)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One command at a time brings a copy up to date. Raises: SchemeBusyError after two minutes."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(place.with_name(f"{place.name}.lock"), timeout=WAIT_SECONDS):
            yield
    except Timeout:
        raise SchemeBusyError(
            "another schemekit command is fetching this",
            why=f"it has been at it for more than {WAIT_SECONDS:.0f} seconds",
            fix="wait for it to finish, then run the command again",
        ) from None


def key_of(address: Address) -> str:
    """The name of a copy's folder: a few words for people, and what no other address has."""
    words = "".join(char if char.isalnum() and char.isascii() else "-" for char in address.text.rpartition("/")[2])
    return f"{words.strip('-')[:30] or 'library'}-{sha256(address.text.encode()).hexdigest()[:16]}"


def _notes(folder: CacheFolder) -> tuple[Finding, ...]:
    if not folder.note:
        return ()
    return (
        Finding(
            code="temporary-cache",
            found=folder.note,
            wanted="a cache that is kept",
            fix="see who may write there, or set XDG_CACHE_HOME to a folder that you may write",
            why="libraries were fetched into a temporary folder and will be fetched again next time",
            severity=Severity.WARNING,
        ),
    )


def _nothing_cached(name: str, address: Address, *, offline: bool) -> LibraryError:
    if offline:
        return OfflineError(
            f"the library {name} is not on this computer",
            why=f"--offline was asked for, and {address.text} was never fetched",
            fix=f"run 'schemekit library fetch {name}' once while you are connected",
        )
    return LibraryError(
        f"the library {name} is not on this computer yet",
        why=f"{address.text} was never fetched, and only commands that say so fetch",
        fix=f"if you trust that address, run 'schemekit library fetch {name}'",
    )
