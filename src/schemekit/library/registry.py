"""The user's own list of libraries: names for addresses, kept outside every scheme.

A name that only a scheme's manifest gives an address to is looked up there; see `opening` for what may be fetched.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from schemekit.errors import HostileContentError, LibraryError, UnknownNameError, UsageError
from schemekit.git.address import Address, AddressKind
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.model.version import LIBRARY_NAME_PATTERN
from schemekit.text.document import made_id

FORMAT = 1
_SIZE_LIMIT = 1_000_000


def registry_file() -> Path:
    """Where the list lies: `libraries.json` in the user's configuration folder for schemekit."""
    from platformdirs import user_config_path

    return user_config_path("schemekit", appauthor=False) / "libraries.json"


def registered() -> dict[str, str]:
    """The address of every library on the list, by name, sorted; empty where there is no list.

    Raises: LibraryError when the list cannot be read.
    """
    file = registry_file()
    try:
        with file.open("rb") as stream:
            data = json.loads(stream.read(_SIZE_LIMIT))
        libraries = data["libraries"] if data["format"] == FORMAT else None
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(file, str(error)) from error
    if not isinstance(libraries, dict) or not all(isinstance(url, str) for url in libraries.values()):
        raise _broken(file, "it is no list of names and addresses in a format that this version knows")
    return {name: Address.parse(url).text for name, url in sorted(libraries.items())}


def register(name: str, url: str, base: Path) -> Address:
    """Put a library on the list, or give it another address; a relative folder starts at `base`.

    Raises: UsageError for a name that cannot be used; HostileContentError for the address; LibraryError when the list
    cannot be written.
    """
    checked_name(name)
    address = resolved(url, base)
    _write({**registered(), name: address.text})
    return address


def resolved(url: str, base: Path) -> Address:
    """An address as the list keeps it: a folder in full, as the list serves every place the user will work in."""
    try:
        address = Address.parse(str(Path(url).expanduser()) if url.startswith("~") else url)
    except RuntimeError:
        raise UsageError(
            f"{url.partition('/')[0][:60]} is nobody's home folder here",
            why="'~name' means the home folder of a user of this computer",
            fix="write the whole path of the folder",
        ) from None
    if address.kind is AddressKind.FOLDER:
        return Address.parse(str(address.folder(base).resolve()))
    return address


def unregister(name: str) -> str:
    """Take a library off the list and return its address. Raises: UnknownNameError."""
    known = registered()
    if name not in known:
        raise UnknownNameError(
            f"there is no library '{name[:60]}' on your list",
            why=f"it has {', '.join(known) or 'no libraries yet'}",
            fix="see them with 'schemekit library list'",
        )
    url = known.pop(name)
    _write(known)
    return url


def checked_name(name: str) -> str:
    """A name that a library may have. Raises: UsageError."""
    if name == DEFAULT_LIBRARY:
        raise UsageError(
            f"'{name}' is the library that comes with the tool",
            why="its name cannot stand for another one",
            fix="choose another name",
        )
    refuse_lookalike(name)
    if not re.match(LIBRARY_NAME_PATTERN, name) or len(name) > 60:
        raise UsageError(
            f"'{name[:60]}' cannot be the name of a library",
            why="names of libraries are lower-case letters, digits and single hyphens",
            fix="choose a short name, for example efc",
        )
    return name


def suggested_name(called: str) -> str:
    """A name for a library that calls itself `called`, such as `forest-council`; `library` where no name comes of it.

    Only proposed to a reader: who adds a library names it as they like.
    """
    # An id begins with a letter whatever it is made of; of no letters at all, nothing is to be left here.
    name = made_id(f"of {called}").removeprefix("of").removeprefix("-")
    try:
        return checked_name(name)
    except (UsageError, HostileContentError):
        return "library"


def refuse_lookalike(name: str) -> None:
    """Refuse a name that a reader would take for the tool's own library. Raises: HostileContentError."""
    if name != DEFAULT_LIBRARY and _is_near(re.sub(r"[^a-z0-9]", "", name.casefold()), DEFAULT_LIBRARY):
        raise HostileContentError(
            f"'{name[:60]}' looks like '{DEFAULT_LIBRARY}'",
            why="a reader would take its texts for those of the library that comes with the tool",
            fix="give the library a name of its own",
        )


def _is_near(first: str, second: str) -> bool:
    """Whether at most one letter was exchanged, added or left out, or two neighbours changed places."""
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return len(short) == len(long) and (swapped or short[at + 1 :] == long[at + 1 :])


def _write(libraries: Mapping[str, str]) -> None:
    file = registry_file()
    text = json.dumps({"format": FORMAT, "libraries": dict(sorted(libraries.items()))}, ensure_ascii=False, indent=2)
    half = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(f"{text}\n", encoding="utf-8")
        half.replace(file)
    except OSError as error:
        raise LibraryError(
            f"{file} cannot be written",
            why=error.strerror or str(error),
            fix="see who may write there; a library can also be named in scheme.yaml",
        ) from error


def _broken(file: Path, why: str) -> LibraryError:
    return LibraryError(f"{file} cannot be read", why=why, fix="mend or delete it, then add your libraries again")
