"""The libraries a command may take modules from: opened once each, found by name, picked from by range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from schemekit.errors import SchemekitError, UnknownNameError
from schemekit.library.library import Library, PulledModule
from schemekit.model.release import Release
from schemekit.model.scheme import DEFAULT_LIBRARY, Scheme
from schemekit.model.version import ModuleRef


class LibraryShelf:
    """Opens libraries by name and keeps them open for one command.

    A name is looked up among the user's own libraries, then in the scheme; `schemekit` is the embedded one.
    `fetch` says that the command was asked to reach libraries on the network; `offline` forbids it in any case, and
    what is not at hand is then an error. A folder that a scheme names relatively starts at `base`.
    """

    def __init__(self, *, offline: bool, fetch: bool = False, base: Path | None = None) -> None:
        self.offline, self._fetch, self._base = offline, fetch, base
        self._open: dict[str, Library] = {}
        self._pulled: dict[tuple[str, str], PulledModule] = {}

    def open(self, name: str, scheme: Scheme | None = None) -> Library:
        """The library of that name. Raises: UnknownNameError, LibraryError, OfflineError, IntegrityError."""
        if name not in self._open:
            self._open[name] = self._opened(name, scheme)
        return self._open[name]

    def opened(self, name: str) -> Library:
        """A library that was opened before."""
        return self._open[name]

    def pull(self, library: Library, release: Release) -> PulledModule:
        """One released module, fetched and checked once for each command. Raises: as `Library.pull`."""
        key = (library.name, release.name)
        if key not in self._pulled:
            self._pulled[key] = library.pull(release)
        return self._pulled[key]

    def origin(self, name: str, scheme: Scheme | None = None) -> str:
        """In words, where a library is and who says so: what a reviewer has to know to trust an answer."""
        from schemekit.library.registry import registered

        if name == DEFAULT_LIBRARY:
            return "the library that comes with this tool"
        if name in registered():
            return f"{registered()[name]}, from your own list of libraries"
        url = scheme.library_url(name) if scheme else None
        return f"{url}, named by the scheme itself" if url else "not known here"

    def names(self, scheme: Scheme | None = None) -> tuple[str, ...]:
        """Every library that can be named here, the embedded one first."""
        from schemekit.library.registry import registered

        own = [library.name for library in scheme.libraries] if scheme else []
        return tuple(dict.fromkeys([DEFAULT_LIBRARY, *own, *registered()]))

    def release_of(self, library: Library, ref: ModuleRef, scheme: Scheme | None = None) -> Release:
        """The release that a reference means. Raises: UnknownNameError saying what there is, and where else."""
        ledger = library.ledger()
        release = ledger.pick(ref.module, ref.range)
        if release is not None:
            return release
        versions = [str(item.version) for item in ledger.of(ref.module)]
        if versions:
            raise UnknownNameError(
                f"no release of {ref.module} is in the range {ref.range}",
                why=f"the library {library.name} has {', '.join(versions)}",
                fix=f"name one of them, for example {ref.module}@{versions[-1]}",
            )
        raise _no_module(ref.module, library, ledger.modules(), () if ref.library else self._others(ref, scheme))

    def _others(self, ref: ModuleRef, scheme: Scheme | None) -> tuple[str, ...]:
        """The libraries at hand, beside the tool's own, that have the module; none is fetched for the question."""
        at_hand, found = LibraryShelf(offline=True, base=self._base), []
        for name in self.names(scheme)[1:]:
            try:
                if ref.module in at_hand.open(name, scheme).ledger().modules():
                    found.append(name)
            except SchemekitError:
                continue   # a library that cannot be read now is no help, and no reason to say less
        return tuple(found)

    def _opened(self, name: str, scheme: Scheme | None) -> Library:
        from schemekit.library.embedded import embedded_library
        from schemekit.library.opening import open_library
        from schemekit.library.registry import registered

        if name == DEFAULT_LIBRARY:
            return embedded_library()
        # The user's own list comes first: a scheme that somebody sent must not say where the user's sources are.
        url = registered().get(name) or (scheme.library_url(name) if scheme else None)
        if url is None:
            near = get_close_matches(name, self.names(scheme), n=1)
            raise UnknownNameError(
                f"there is no library '{name}'",
                why="neither scheme.yaml nor your own list of libraries names it",
                fix=(f"did you mean '{near[0]}'? " if near else "") + "Add it with 'schemekit library add NAME URL'",
            )
        return open_library(name, url, offline=self.offline, fetch=self._fetch, base=self._base)


def _no_module(module: str, library: Library, known: Iterable[str], others: Sequence[str]) -> UnknownNameError:
    names = list(known)
    if others:
        return UnknownNameError(
            f"the library {library.name} has no module '{module}'",
            why=f"where no library is named, it is looked for in {library.name}; {' and '.join(others)} "
                f"{'has' if len(others) == 1 else 'have'} one of that name",
            fix=f"did you mean '{others[0]}/{module}'?",
        )
    near = get_close_matches(module, names, n=1, cutoff=0.5) or [name for name in names if module in name][:1]
    return UnknownNameError(
        f"the library {library.name} has no module '{module}'",
        why=f"it has {', '.join(names) or 'no released modules'}",
        fix=f"did you mean '{near[0]}'?" if near else "see what there is with 'schemekit search'",
    )
