"""The workplace: where a site's pages are written and what a build remembers for the next one.

It lies in the user's cache, never in the folder that the site is made of: that folder may come from a stranger, and
nothing that it brings is believed to be ours.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemekit.errors import SiteError
from schemekit.files.cache import cache_folder
from schemekit.site.kept import Kept

_STATE, _SOURCES, _KEPT, _LOCK = "state.json", "sources", "kept", "lock"
_SITE_SIZE = 4_000_000_000   # bytes; nobody's website, and what is larger is not read through


@dataclass(frozen=True, slots=True)
class Workplace:
    """Shape: `folder` holds the pages as they were last written, the state of the last build, and kept files."""

    folder: Path

    @property
    def sources(self) -> Path:
        """The folder that the renderer reads: the configuration and the pages."""
        return self.folder / _SOURCES

    @property
    def kept(self) -> Kept:
        """What takes long to make."""
        return Kept(self.folder / _KEPT)

    def state(self) -> dict[str, Any]:
        """What the last build was made from; nothing where there was none."""
        try:
            state = json.loads((self.folder / _STATE).read_bytes())
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def remember(self, state: Mapping[str, Any]) -> None:
        """Keep what a build was made from."""
        half = self.folder / f"{_STATE}.half"
        half.write_text(json.dumps(state, sort_keys=True), encoding="utf-8")
        half.replace(self.folder / _STATE)

    def forget(self) -> None:
        """Know nothing to be up to date."""
        (self.folder / _STATE).unlink(missing_ok=True)


@contextmanager
def workplace(root: Path) -> Iterator[Workplace]:
    """The workplace of the site of a folder, for one build at a time. Raises: SiteError where another is running.

    Where the user has no cache, it lasts as long as the build.
    """
    from filelock import FileLock, Timeout

    cache = cache_folder()
    if cache is None:
        with tempfile.TemporaryDirectory(prefix="schemekit-site-") as folder:
            yield Workplace(Path(folder))
        return
    folder_of_root = cache / "sites" / hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]
    folder_of_root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder_of_root / _LOCK, timeout=0):
            yield Workplace(folder_of_root)
    except Timeout:
        raise SiteError("another build of this site is running", why="both would write the same pages",
                        fix="wait until it is done, or stop it") from None


def write_files(folder: Path, written: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files. What is there already and the same is not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in written.items():
        place = folder / path
        if place.is_file() and not place.is_symlink() and place.read_bytes() == data:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    for place in sorted(folder.rglob("*"), reverse=True):
        if place.is_dir() and not place.is_symlink():
            if not any(place.iterdir()):
                place.rmdir()
        elif place.relative_to(folder).as_posix() not in written:
            place.unlink()


def digest_of_tree(folder: Path) -> str:
    """A digest of every file below a folder.

    Shape: empty where it is not there, cannot be read, is larger than a site, or holds anything but plain files.
    """
    digest, size = hashlib.sha256(), 0
    places = [folder]
    try:
        while places:
            place = places.pop()
            status = place.lstat()
            if stat.S_ISDIR(status.st_mode):
                places += sorted(place.iterdir(), reverse=True)
                continue
            size += status.st_size
            if not stat.S_ISREG(status.st_mode) or size > _SITE_SIZE:
                return ""
            with place.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(b"%s\0%s\0" % (os.fsencode(place.relative_to(folder)), found.encode()))
    except OSError:
        return ""
    return digest.hexdigest()


def take_away(folder: Path) -> None:
    """Remove a folder with all that is in it. What cannot be removed stays, and folders nested beyond reason do too."""
    with suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)


def beside(target: Path, what: str) -> Path:
    """A new folder beside a target, with a name that nobody can have put there before."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f".{target.name}.{what}-", dir=target.parent))


def copied(source: Path, target: Path) -> None:
    """A copy of a folder of plain files into a new one; files are shared where the disk can."""
    shutil.copytree(source, target, copy_function=_linked, symlinks=True, dirs_exist_ok=True)


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
    return target
