"""Making a whole folder: beside the place where it is wanted, then moved in, complete or not at all.

What a killed command left behind is taken away by the next one that makes the same folder.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from schemekit.errors import UsageError
from schemekit.files.journal import STATE, Changes
from schemekit.files.paths import inside

_NOTE_LIMIT = 100_000


@contextmanager
def made_beside(folder: Path) -> Iterator[Path]:
    """An empty folder beside the wanted one to make everything in; gone afterwards, also after Ctrl-C."""
    folder = folder.absolute()
    parent = folder.parent
    made = parent / f".{folder.name}.schemekit-{os.getpid()}"
    try:
        _make(made, folder)
        yield made
    finally:
        for left in [made, *parent.glob(f"{_quoted(made.name)}-*")]:
            remove_surely(left)


def _make(made: Path, folder: Path) -> None:
    try:
        made.mkdir()
    except OSError as error:
        error.filename = os.fspath(folder)   # what the person named, and not what would have stood beside it
        raise


def write_files(made: Path, changes: Changes) -> None:
    """Write files of a folder that is still being made. It needs no journal: nothing of it counts until it is moved."""
    for path, data in changes.items():
        place = inside(made, path)
        if data is None:
            place.unlink(missing_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def move_in(made: Path, folder: Path, *, last: str) -> None:
    """Put a finished folder in its place: in one move, or into an empty folder that is there, item by item.

    An empty folder that is there stays the same one, because somebody's shell may be in it. `last` names the file
    that is moved last. Raises: UsageError when the folder was filled meanwhile.
    """
    if not folder.exists():
        made.rename(folder)
        return
    names = sorted((item.name for item in made.iterdir() if item.name != STATE), key=lambda name: name == last)
    inner = [f"{STATE}/{item.name}" for item in (made / STATE).iterdir()] if (made / STATE).is_dir() else []
    paths = [*inner, *names]
    try:
        _write_note(made, folder, paths)
        for path in paths:
            (made / path).rename(folder / path)
        remove_surely(_note(folder, os.getpid()))
    except BaseException:  # Ctrl-C too
        _empty(_note(folder, os.getpid()), folder)
        raise


def take_back_half(folder: Path, *, last: str) -> None:
    """Empty a folder again that a killed command had only begun to fill, and take away what it left beside.

    Only what that very command moved there is taken away: its note holds the number that the disk gave to each item,
    which nobody can write into a note from elsewhere.
    """
    _sweep(folder.absolute().parent, folder.absolute().name)
    if (folder / STATE).is_symlink() or not (folder / STATE).is_dir():
        return
    if [item.name for item in folder.iterdir()] == [STATE]:
        with suppress(OSError):  # where it is empty, the command was killed before it moved anything
            (folder / STATE).rmdir()
    for note in (folder / STATE).glob("transaction.new-*"):
        if not runs(note.name.rpartition("-")[2]):
            if (folder / last).exists():
                remove_surely(note)
            else:
                _empty(note, folder)


def remove_surely(folder: Path) -> None:
    """Remove a folder, to the end also when Ctrl-C is pressed on the way."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:  # Ctrl-C too
        shutil.rmtree(folder, ignore_errors=True)
        raise


def runs(number: str) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError, ValueError):
        return False
    except OSError:
        return True
    return True


def _note(folder: Path, process: int) -> Path:
    return folder / STATE / f"transaction.new-{process}"


def _write_note(made: Path, folder: Path, paths: Sequence[str]) -> None:
    """Say what is going to be moved. Making the state folder is what only one of two commands can do."""
    try:
        (folder / STATE).mkdir()
    except FileExistsError:
        raise _filled(folder) from None
    note = _note(folder, os.getpid())
    note.mkdir()
    rows = [f"{(made / path).lstat().st_ino} {path}\n" for path in paths]
    (note / "items").write_text("".join(rows), encoding="utf-8")
    if [item.name for item in folder.iterdir()] != [STATE]:
        raise _filled(folder)


def _empty(note: Path, folder: Path) -> None:
    items = note / "items"
    if items.is_file() and not items.is_symlink() and not note.is_symlink():
        with items.open(encoding="utf-8", errors="replace") as rows:
            for row in rows.read(_NOTE_LIMIT).splitlines():
                number, _, path = row.partition(" ")
                if re.fullmatch(rf"({re.escape(STATE)}/)?[^/\\]+", path) and path not in (".", "..", STATE):
                    _remove_if_ours(folder / path, number)
    remove_surely(note)
    with suppress(OSError):
        (folder / STATE).rmdir()


def _remove_if_ours(place: Path, number: str) -> None:
    try:
        status = place.lstat()
    except OSError:
        return
    if str(status.st_ino) != number:
        return
    if place.is_dir() and not place.is_symlink():
        remove_surely(place)
    else:
        place.unlink()


def _filled(folder: Path) -> UsageError:
    return UsageError(
        f"the folder {folder.name} is not empty",
        why="something was put there while the scheme was made",
        fix="choose another name, or an empty folder",
    )


def _sweep(parent: Path, name: str) -> None:
    """Take away what a killed run left beside; a folder whose process still runs is let be."""
    for left in parent.glob(f".{_quoted(name)}.schemekit-*"):
        process = left.name.removeprefix(f".{name}.schemekit-").partition("-")[0]
        if process.isdigit() and left.is_dir() and not left.is_symlink() and not runs(process):
            remove_surely(left)


def _quoted(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
