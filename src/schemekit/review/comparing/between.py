"""Any two texts of a module side by side: releases, schemes, a library's working folder, plain files.

What a person names is found here; how the two differ is for `compared`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.adopt.outcome import Adoption
from schemekit.errors import LibraryError, NotASchemeError, UnknownNameError, UsageError
from schemekit.files.scheme_folder import MANIFEST, SchemeFolder, find_scheme
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.model.version import VERSION_PATTERN, ModuleRef, Version
from schemekit.review.comparing.compared import About, Reason, compared, files_with_reasons
from schemekit.review.comparing.compared_values import between_values
from schemekit.review.comparing.held import Held, Standing, held_file, held_own, held_release
from schemekit.review.comparing.releases import named_release, values_in
from schemekit.review.comparison import ComparedValue, Comparison
from schemekit.text.comparing.diff import ClauseChange

if TYPE_CHECKING:
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.library.library import Library
    from schemekit.model.module import Module
    from schemekit.model.parameter import Value

_AROUND = "this-library"
"""What the library is called whose folder somebody works in: the folder's own name says nothing to anybody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a person named to compare.

    Shape: `before` and `after` are each a version, the folder of a scheme or of a library, or a text file; `module`
    is `[LIBRARY/]MODULE`, and empty only between two files. `language` is that of two files.
    """

    before: str
    after: str
    module: str = ""
    library: str = ""
    language: str = ""


def between(here: Path, named: Named, shelf: LibraryShelf) -> Comparison:
    """Two texts that a person named, with paths from the folder `here`.

    A release is filled in with the values of the scheme that is compared, or that `here` is in; else with defaults.
    Raises: UsageError and UnknownNameError for what is not there; what libraries raise.
    """
    sides = _Sides(here, named, shelf)
    before, after = _told_apart(here, named, sides.held(named.before), sides.held(named.after))
    values: tuple[ComparedValue, ...] = ()
    if before.module is not None and after.module is not None:
        values = between_values(before.module, before.values, after.module, after.values)
    reasons, files = sides.reasons()
    return compared(before, after, About(values=values, reasons=reasons, with_reasons=files, places=sides.places(),
                                         language=named.language))


def _told_apart(here: Path, named: Named, before: Held, after: Held) -> tuple[Held, Held]:
    """The two sides, with the names of their folders where two schemes would be called the same."""
    places = [here / named.before, here / named.after]
    if before.side != after.side or not all(place.is_dir() for place in places):
        return before, after
    names = [place.resolve().name for place in places]
    if names[0] == names[1]:
        names = [named.before, named.after]
    sides = [replace(held, side=replace(held.side, name=f"{held.side.name}, folder {name}"))
             for held, name in zip((before, after), names, strict=True)]
    return sides[0], sides[1]


class _Sides:
    """Finds what was named. Adoptions that were read on the way are kept: their reasons are told."""

    def __init__(self, here: Path, named: Named, shelf: LibraryShelf) -> None:
        self._here, self._shelf = here, shelf
        ref = ModuleRef.parse(named.module) if named.module else None
        if ref is not None and ref.range.text:
            raise UsageError(f"'{named.module[:60]}' names a version", why="which versions is said with --between",
                             fix=f"schemekit diff {ref.module} --between {ref.range.text} .")
        self._module = ref.module if ref else ""
        self._library_name = named.library or ((ref.library or "") if ref else "")
        self._adoptions: list[Adoption] = []
        self._words = (named.before, named.after)

    def held(self, word: str) -> Held:
        """The text that a word means."""
        if re.match(VERSION_PATTERN, word):
            return self._release(Version(word))
        place = self._here / word
        if place.is_dir():
            if (place / MANIFEST).is_file():
                return held_own(self._adoption(place))
            if (place / "policies").is_dir():
                return self._working(place.absolute())
            raise UsageError(f"'{word}' is neither a scheme nor a library",
                             why="it holds no scheme.yaml and no policies/",
                             fix="name the folder of a scheme, a version such as 1.1.0, or a text file")
        if place.exists():
            return held_file(place, word)
        raise UsageError(f"there is no '{word[:80]}' to compare", why="it is no version, no folder and no file here",
                         fix="name a version such as 1.1.0, the folder of a scheme, or a text file")

    def places(self) -> Mapping[str, Standing] | None:
        """Where a person edits the clauses of a later release: in the scheme around, if it has adopted the module."""
        adoption = self._valued() if re.match(VERSION_PATTERN, self._words[1]) else None
        return held_own(adoption).places if adoption else None

    def reasons(self) -> tuple[Callable[[ClauseChange], Reason], frozenset[str]]:
        """The reasons that the schemes gave for their own words, each with the scheme's name."""
        adoptions = self._adoptions

        def found(change: ClauseChange) -> Reason:
            told = []
            for adoption in adoptions:
                own = next((item for item in adoption.deviations if item.id == change.id), None)
                recorded = adoption.reason_for(own) if own and change.kinds else None
                told += [f"{adoption.scheme.name}: {recorded.reason}"] if recorded else []
            return Reason(words="; ".join(told))

        return found, frozenset[str]().union(*map(files_with_reasons, adoptions))

    def _named(self) -> str:
        if not self._module:
            raise UsageError("no module is named", why="only two text files can be compared without one",
                             fix=f"schemekit diff MODULE --between {self._words[0]} {self._words[1]}")
        return self._module

    def _adoption(self, place: Path) -> Adoption:
        folder, module = SchemeFolder(place.absolute()), self._named()
        scheme, lock = folder.scheme(), folder.lock()
        if module not in lock.entries:
            raise UnknownNameError(f"{scheme.name} has not adopted {module[:60]}",
                                   why=f"it has {', '.join(sorted(lock.entries)) or 'no modules yet'}",
                                   fix="name a module that both have")
        adoption = Adoption.read(folder, scheme, lock.entries[module])
        self._adoptions.append(adoption)
        return adoption

    def _release(self, version: Version) -> Held:
        module, adoption = self._named(), self._valued()
        library = self._library(adoption)
        pulled = self._shelf.pull(library, named_release(library, module, version))
        values = self._values(adoption, pulled.module)
        return held_release(pulled.module, pulled.files, values, library=library.name, version=str(version))

    def _working(self, root: Path) -> Held:
        # What a maintainer works with reads and edits YAML: it is not loaded to compare two files.
        from schemekit.publish.checkout import Checkout
        from schemekit.publish.past import module_of

        checkout = Checkout(root)
        files = checkout.files(checkout.known(self._named()))
        module = module_of(files, self._named())
        values = self._values(self._valued(), module)
        return held_release(module, files, values, library=_AROUND, version="")

    def _values(self, adoption: Adoption | None, module: Module) -> dict[str, Value]:
        return values_in(adoption.scheme, adoption.module, module) if adoption else module.defaults()

    def _valued(self) -> Adoption | None:
        """The adoption whose values releases are filled in with: of a scheme that is compared, or the one around."""
        named = [self._here / word for word in self._words if not re.match(VERSION_PATTERN, word)]
        folders = [SchemeFolder(place.absolute()) for place in named if (place / MANIFEST).is_file()]
        with suppress(NotASchemeError):
            folders.append(find_scheme(self._here))
        for folder in folders:
            entry = folder.lock().entries.get(self._named())
            if entry is not None:
                return Adoption.read(folder, folder.scheme(), entry)
        return None

    def _library(self, adoption: Adoption | None) -> Library:
        scheme = adoption.scheme if adoption else None
        if self._library_name:
            return self._shelf.open(self._library_name, scheme)
        if adoption is not None:
            return self._shelf.open(adoption.entry.provenance.library, scheme)
        from schemekit.library.opening import open_library
        from schemekit.publish.checkout import Checkout

        try:
            checkout = Checkout.find(self._here)
        except LibraryError:
            return self._shelf.open(DEFAULT_LIBRARY)
        return open_library(_AROUND, str(checkout.root), offline=True)
