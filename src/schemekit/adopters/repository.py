"""A repository that was named: where it lies, what it is called, and which folders are one.

Folders and lists that a user names are looked through here; what is in a repository is read in `reading`.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.errors import HostileContentError, UsageError
from schemekit.files.given import read_given, text_of
from schemekit.files.scheme_folder import MANIFEST
from schemekit.git.address import Address, AddressKind

MOST = 100_000
_LIST_BYTES = 5_000_000
_LEVELS = 2   # a folder of clones, or one folder for each owner of clones
_ENTRIES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """One repository. Shape: `place` is its name, and no path; `address` a folder in full, or an address.

    `problem` says why it cannot be one, and is empty where nothing is known against it.
    """

    place: str
    address: str
    is_folder: bool
    problem: str = ""
    fix: str = ""


def repositories(named: Sequence[str], lists: Sequence[Path], here: Path) -> tuple[Repository, ...]:
    """Every repository that was named, each once, by its name.

    Shape: `named` are folders of one or many and addresses, relative to `here`; `lists` are text files with one on each
    line, relative to where the file lies. A folder that holds no repository is one with a problem.
    Raises: UsageError where nothing was named, a list cannot be read, or there are more than 100,000.
    """
    pairs = [*((text, here) for text in named), *(pair for file in lists for pair in _lines(here / file))]
    if not pairs:
        raise UsageError("no repository was named", why="there is nothing to read",
                         fix="name folders or addresses, or a text file of them: schemekit adopters --from list.txt")
    found: dict[str, Repository] = {}
    for text, base in pairs:
        for one in _named(text, base):
            found.setdefault(one.address, one)
        if len(found) > MOST:
            raise UsageError(f"more than {MOST:,} repositories were named", why="one answer about them would take days",
                             fix="read them in parts")
    return _told_apart(found.values())


def _lines(file: Path) -> Iterator[tuple[str, Path]]:
    """The lines of a list; blank ones and those that begin with # say nothing."""
    for line in text_of(read_given(file, _LIST_BYTES), file.name).removeprefix("\ufeff").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip(), file.parent


def _named(text: str, base: Path) -> Iterator[Repository]:
    try:
        address = Address.parse(os.path.expanduser(text) if text.startswith("~") else text)  # noqa: PTH111 - no error
    except HostileContentError as error:
        shown = re.sub(r"//[^/]*@", "//...@", text[:1000])   # a password stands nowhere
        yield Repository(place=shown[:100], address=shown, is_folder=False, problem=error.why, fix=error.fix)
        return
    if address.kind is not AddressKind.FOLDER:
        yield Repository(place=address.text, address=address.text, is_folder=False)
        return
    folder = Path(os.path.abspath(address.folder(base)))  # noqa: PTH100 - a link that the user named stays as named
    places = [folder] if is_repository(folder) else list(_below(folder, _LEVELS))
    yield from (_in_folder(place) for place in places)
    if not places:
        what = "there is no such folder" if not folder.is_dir() else "it holds no scheme and no clones of schemes"
        yield Repository(place=folder.name or text, address=str(folder), is_folder=True, problem=what,
                         fix="check the path")


def _in_folder(place: Path) -> Repository:
    return Repository(place=place.name.removesuffix(".git") or place.name, address=str(place), is_folder=True)


def is_repository(folder: Path) -> bool:
    """Whether a folder is a clone, a bare clone, or a scheme without a history."""
    return any(os.path.lexists(folder / name) for name in (".git", MANIFEST)) or (
        (folder / "HEAD").is_file() and (folder / "objects").is_dir())


def _below(folder: Path, levels: int) -> Iterator[Path]:
    """The repositories in a folder, and in those of its folders that are none; no link is followed."""
    try:
        with os.scandir(folder) as entries:
            inner = sorted(entry.name for _, entry in zip(range(_ENTRIES), entries, strict=False)
                           if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."))
    except OSError:
        return
    for name in inner:
        if is_repository(folder / name):
            yield folder / name
        elif levels > 1:
            yield from _below(folder / name, levels - 1)


def _told_apart(found: Iterable[Repository]) -> tuple[Repository, ...]:
    """The repositories by name, each with a name of its own: if need be with its ending, the folder above, a number.

    Whatever the order in which they were named, the names are the same.
    """
    ordered = sorted(found, key=lambda one: (one.place, one.address))
    places = [one.place for one in ordered]
    for longer in (_with_ending, _with_folder, _with_number):
        counted, seen = Counter(places), Counter[str]()
        for index, (one, place) in enumerate(zip(ordered, places, strict=True)):
            seen[place] += 1
            if counted[place] > 1:
                places[index] = longer(one, place, seen[place])
    named = (replace(one, place=place) for one, place in zip(ordered, places, strict=True))
    return tuple(sorted(named, key=lambda one: one.place))


def _with_ending(one: Repository, place: str, number: int) -> str:  # noqa: ARG001 - `_told_apart` calls all alike
    """`s7` and `s7.git` beside it are called as they were given."""
    return Path(one.address).name or place if one.is_folder else place


def _with_folder(one: Repository, place: str, number: int) -> str:  # noqa: ARG001 - `_told_apart` calls all alike
    return f"{Path(one.address).parent.name}/{place}"


def _with_number(one: Repository, place: str, number: int) -> str:  # noqa: ARG001 - `_told_apart` calls all alike
    return f"{place} ({number})"
