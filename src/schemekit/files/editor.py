"""The editor of the person at the keyboard: words go out in a temporary file and come back changed.

The editor is the one that the person's own environment names, never one that a scheme brings: a program inside the
scheme's folder is refused, and the editor does not start in that folder, where some would read settings.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from schemekit.errors import SchemekitError

VARIABLES = ("VISUAL", "EDITOR")
RETURN_LIMIT = 5_000_000   # bytes of an edited file that are read


class EditorError(SchemekitError):
    """The editor cannot be started, or ended in trouble; nothing was decided."""

    code = "editor"


def editor_words(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The editor's command, such as `code --wait`; empty where none is set.

    Raises: EditorError for a command that cannot be taken apart.
    """
    for name in VARIABLES:
        if typed := environment.get(name, "").strip():
            try:
                return tuple(shlex.split(typed, posix=os.name != "nt"))
            except ValueError as error:
                raise _refused(typed, f"{name} cannot be read: {error}") from None
    return ()


def edited(text: str, command: tuple[str, ...], root: Path, *, name: str) -> str:
    """What a person makes of a text in their editor; the temporary file is gone afterwards, whatever happens.

    `root` is the scheme's folder, from which no program is run; `name` is the file's name, which tells the editor its
    kind. Raises: EditorError.
    """
    program = _program(command, root)
    with tempfile.TemporaryDirectory(prefix="schemekit-") as folder, _patiently():
        place = Path(folder) / name
        place.write_bytes(text.encode("utf-8", "replace"))
        try:
            # ours: the person's own program by its full path, no shell, and not in the scheme's folder
            code = subprocess.run([program, *command[1:], str(place)], cwd=folder, check=False).returncode
        except OSError as error:
            raise _refused(shlex.join(command), f"the system says: {error.strerror}") from None
        if code != 0:
            raise _refused(shlex.join(command), f"it ended with {code}")
        return _read(place, command)


def _program(command: tuple[str, ...], root: Path) -> str:
    found = shutil.which(command[0])
    if found is None:
        raise _refused(command[0], "there is no program of that name")
    place = Path(found).absolute()
    if place.is_relative_to(root.absolute()) or place.resolve().is_relative_to(root.resolve()):
        raise _refused(command[0], "it lies in the scheme's own folder, and programs that a scheme brings are not run")
    return str(place)


def _read(place: Path, command: tuple[str, ...]) -> str:
    with suppress(FileNotFoundError):
        if place.stat().st_size > RETURN_LIMIT:
            raise _refused(shlex.join(command), "the file it left is too large")
        try:
            return place.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise _refused(shlex.join(command), "the file it left is not saved as UTF-8") from None
    return ""


@contextmanager
def _patiently() -> Iterator[None]:
    """Leave Ctrl-C to the editor; when the window is closed or we are ended, end in order, the file cleared away."""
    def leave(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    def stay(_: int, __: FrameType | None) -> None:
        """What the editor does with Ctrl-C is its own business."""

    handlers = {signal.SIGINT: stay, signal.SIGTERM: leave}
    if hasattr(signal, "SIGHUP"):
        handlers[signal.SIGHUP] = leave
    before: dict[signal.Signals, Any] = {}
    try:
        for number, handler in handlers.items():
            before[number] = signal.signal(number, handler)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refused(command: str, why: str) -> EditorError:
    return EditorError(
        f"the editor '{command[:80]}' did not give your words back", why=why,
        fix="set another one, for example: export EDITOR=nano",
    )
