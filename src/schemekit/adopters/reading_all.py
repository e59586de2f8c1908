"""How the adopters of a library are read: which library, which repositories, by whom; and the account of them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopters.reading import Task
from schemekit.adopters.repository import Repository, repositories
from schemekit.adopters.workers import read_by, read_here, usual_jobs
from schemekit.errors import HostileContentError, SchemekitError, UsageError
from schemekit.library.library import LEDGER_PATH, Library
from schemekit.library.opening import open_library
from schemekit.library.registry import refuse_lookalike, registered, resolved
from schemekit.model.module import Module
from schemekit.model.release import Ledger
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.uptake.adopter import Adopter, LibraryFacts, ReleasedAs
from schemekit.uptake.health import LibraryHealth, library_health

MOST_JOBS = 256
_CHUNKS = 8          # for each worker, so that none waits long for the last
_MOST_IN_CHUNK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who reads: so many processes here (0 for one on each processor), or a Dask cluster at an address."""

    jobs: int = 0
    dask: str = ""


def adopters(
    named: Sequence[str], here: Path, *, lists: Sequence[Path] = (), library: str = "", readers: Readers | None = None,
    offline: bool = False, told: Callable[[int, int], None] | None = None,
) -> LibraryHealth:
    """The health of a library in the schemes of many repositories; the same whoever reads them, and in any order.

    Shape: `library` is a name on the user's list, a folder or an address; empty for the library that `here` is, or the
    one that comes with the tool. `told` hears how many repositories are done, and of how many.
    Raises: UsageError, LibraryError, MissingPartError. A repository that cannot be read is in the account.
    """
    readers = readers or Readers()
    if not 0 <= readers.jobs <= MOST_JOBS:
        raise UsageError(f"{readers.jobs} processes are not started", why=f"1 to {MOST_JOBS} can be",
                         fix="leave --jobs out for one on each processor")
    found = repositories(named, lists, here)
    opened = _library(library, here, offline=offline)
    try:
        ledger = opened.ledger()
        facts = _facts(opened, ledger)
        read = _read(found, facts, readers, offline=offline, told=told)
        return library_health(read, ledger, _newest(opened, ledger), library=opened.name, commit=opened.commit)
    finally:
        opened.close()


def _library(name: str, here: Path, *, offline: bool) -> Library:
    if not name and (here / LEDGER_PATH).is_file() and (here / ".git").exists():
        name = str(here.resolve())
    if any(sign in name for sign in "/\\:.~"):
        address = resolved(name, here)
        return open_library(_name_of(address.text), address.text, offline=offline, fetch=True)
    return LibraryShelf(offline=offline, fetch=True, base=here).open(name or DEFAULT_LIBRARY)


def _name_of(address: str) -> str:
    """What a library is called: as on the user's list, else as its folder; never as the tool's own is, or nearly so."""
    listed = next((name for name, url in registered().items() if url == address), "")
    last = Path(address.rstrip("/")).name.removesuffix(".git").casefold()
    name = listed or "-".join(re.findall(r"[a-z0-9]+", last))[:50] or "library"
    try:
        refuse_lookalike(name)
    except HostileContentError:
        return f"library-{name}"
    return f"library-{name}" if name == DEFAULT_LIBRARY else name


def _facts(library: Library, ledger: Ledger) -> LibraryFacts:
    releases: dict[str, dict[str, ReleasedAs]] = {}
    for item in reversed(ledger.releases):   # so that of two entries for one version the first stands
        releases.setdefault(item.module, {})[str(item.version)] = ReleasedAs(tree=item.tree, sha256=item.sha256)
    return LibraryFacts(name=library.name, url=library.url, releases=releases)


def _newest(library: Library, ledger: Ledger) -> dict[str, Module]:
    found = {}
    for name in ledger.modules():
        release = ledger.newest(name)
        if release:
            found[name] = library.pull(release).module
    return found


def _read(
    found: Sequence[Repository], facts: LibraryFacts, readers: Readers, *, offline: bool,
    told: Callable[[int, int], None] | None,
) -> list[Adopter]:
    def so_far(done: int) -> None:
        if told:
            told(done, len(found))

    if not readers.dask:
        jobs = readers.jobs or usual_jobs(len(found))
        return read_here(_tasks(found, facts, jobs, offline=offline), jobs, so_far)
    from schemekit.adopters.cluster import cluster

    with cluster(readers.dask) as (pool, workers):
        try:
            return read_by(pool, _tasks(found, facts, workers, offline=offline), so_far)
        except ModuleNotFoundError as error:
            raise SchemekitError("the workers of the cluster have no schemekit", why=str(error)[:200],
                                 fix="install the same version on every computer of the cluster") from None


def _tasks(found: Sequence[Repository], facts: LibraryFacts, workers: int, *, offline: bool) -> list[Task]:
    """The repositories in parts. Addresses go alone: what takes its time there is the network."""
    size = max(1, min(_MOST_IN_CHUNK, len(found) // (workers * _CHUNKS)))
    tasks, part = list[Task](), list[Repository]()
    for one in found:
        part.append(one)
        if len(part) >= size or not one.is_folder:
            tasks.append(Task(facts=facts, repositories=tuple(part), offline=offline))
            part = []
    return [*tasks, Task(facts=facts, repositories=tuple(part), offline=offline)] if part else tasks
