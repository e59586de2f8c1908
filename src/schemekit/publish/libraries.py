"""The libraries a user takes modules from: putting them on the list, taking them off, seeing and fetching them.

Which of these reach the network is decided here: `add_library` and `fetch_libraries`, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import NotASchemeError, OfflineError, SchemekitError, UnknownNameError, UsageError
from schemekit.files.scheme_folder import SchemeFolder, find_scheme
from schemekit.git.address import Address, AddressKind
from schemekit.library.library import Library
from schemekit.library.opening import open_library
from schemekit.library.registry import checked_name, register, registered, resolved, unregister
from schemekit.model.finding import Finding
from schemekit.model.scheme import DEFAULT_LIBRARY


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLibrary:
    """A library that can be named, and what is known of it on this computer.

    Shape: `named_by` is tool, you or scheme.yaml; `problem` says why it cannot be used now, and is empty when it can.
    """

    name: str
    url: str
    named_by: str
    modules: tuple[str, ...] = ()
    releases: int = 0
    commit: str = ""
    unreleased: tuple[str, ...] = ()
    problem: str = ""
    fix: str = ""
    notes: tuple[Finding, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The library as `--json` prints it, without its notes."""
        plain = ("name", "url", "named_by", "releases", "commit", "problem", "fix")
        lists = ("modules", "unreleased")
        return {name: getattr(self, name) for name in plain} | {name: list(getattr(self, name)) for name in lists}


def add_library(name: str, url: str, here: Path, *, offline: bool) -> ListedLibrary:
    """Put a library on the user's list, once it proved to be one; offline it is taken as it is given.

    Raises: UsageError, HostileContentError, LibraryError, IntegrityError; the list is unchanged then.
    """
    checked_name(name)
    address = resolved(url, here)
    known = registered().get(name)
    if known not in (None, address.text):
        raise UsageError(
            f"'{name}' stands for {known} on your list",
            why="an address that changes unseen would bring other texts under a known name",
            fix=f"choose another name, or run 'schemekit library remove {name}' first",
        )
    if offline and address.kind is not AddressKind.FOLDER:
        found = ListedLibrary(name=name, url=address.text, named_by="you", problem="not fetched yet")
    else:
        found = _looked_at(name, address.text, "you", open_library(name, address.text, offline=offline, fetch=True))
    register(name, address.text, here)
    return found


def remove_library(name: str) -> str:
    """Take a library off the list, with its copy in the cache; return its address. Schemes keep what they pulled.

    Raises: UnknownNameError.
    """
    from schemekit.library.cached import forget

    url = unregister(name)
    if url not in registered().values() and Address.parse(url).kind is not AddressKind.FOLDER:
        forget(Address.parse(url))
    return url


def list_libraries(here: Path) -> tuple[ListedLibrary, ...]:
    """Every library that can be named here: the tool's, the user's, and those of the scheme one is in.

    What cannot be opened is listed with its problem; nothing is fetched.
    """
    return tuple(_listed(name, url, named_by, here) for name, url, named_by in _known(here))


def fetch_libraries(names: tuple[str, ...], here: Path, *, offline: bool) -> tuple[ListedLibrary, ...]:
    """Fetch libraries by name, or all on the user's list.

    A library that only the scheme names is fetched when it is named, never among all: its address came with the scheme.
    Raises: OfflineError; UnknownNameError; LibraryError and IntegrityError from the first that fails.
    """
    if offline:
        raise OfflineError(
            "nothing was fetched",
            why="--offline was asked for, or SCHEMEKIT_OFFLINE is set",
            fix="run the command again without it while you are connected",
        )
    known = {name: (url, named_by) for name, url, named_by in reversed(list(_known(here)))}
    wanted = names or tuple(registered())
    for name in wanted:
        if name == DEFAULT_LIBRARY or name not in known:
            raise _nothing_to_fetch(name, known)
    return tuple(
        _looked_at(name, known[name][0], known[name][1], _opened(name, known[name][0], here, fetch=True))
        for name in wanted
    )


def _known(here: Path) -> Iterator[tuple[str, str, str]]:
    """Name, address and who names it; where a scheme and the user both use a name, the scheme's is meant."""
    yield DEFAULT_LIBRARY, "", "tool"
    scheme = _scheme_here(here)
    own = {library.name: library.url for library in scheme.scheme().libraries} if scheme else {}
    for name, url in sorted(own.items()):
        yield name, url, "scheme.yaml"
    for name, url in registered().items():
        if own.get(name) != url:
            yield name, url, "you"


def _scheme_here(here: Path) -> SchemeFolder | None:
    try:
        return find_scheme(here)
    except NotASchemeError:
        return None


def _listed(name: str, url: str, named_by: str, here: Path) -> ListedLibrary:
    try:
        return _looked_at(name, url, named_by, _opened(name, url, here, fetch=False))
    except SchemekitError as error:
        return ListedLibrary(name=name, url=url, named_by=named_by, problem=error.what, fix=error.fix)


def _opened(name: str, url: str, here: Path, *, fetch: bool) -> Library:
    if name == DEFAULT_LIBRARY:
        from schemekit.library.embedded import embedded_library

        return embedded_library()
    scheme = _scheme_here(here)
    return open_library(name, url, offline=not fetch, fetch=fetch, base=scheme.root if scheme else here)


def _looked_at(name: str, url: str, named_by: str, library: Library) -> ListedLibrary:
    ledger = library.ledger()
    found = ListedLibrary(
        name=name,
        url=url or library.url,
        named_by=named_by,
        modules=ledger.modules(),
        releases=len(ledger.releases),
        commit=library.commit,
        unreleased=library.unreleased,
        notes=library.notes,
    )
    library.close()
    return found


def _nothing_to_fetch(name: str, known: dict[str, tuple[str, str]]) -> SchemekitError:
    if name == DEFAULT_LIBRARY:
        return UsageError(
            f"'{name}' comes with the tool and is not fetched",
            why="its texts are those of the installed version",
            fix="install a newer version of schemekit to get newer ones",
        )
    return UnknownNameError(
        f"there is no library '{name[:60]}'",
        why=f"known are {', '.join(sorted(known))}",
        fix=f"add it with 'schemekit library add {name[:60]} URL'",
    )
