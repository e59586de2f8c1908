"""Surroundings that are the same for every test: a home of its own, pinned git settings, name and dates."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser import browser as browser  # the fixture
from tests.builders import LibraryBuilder, copied, packed
from tests.office import office as office  # the fixture

REAL_HOME = Path("~").expanduser().resolve()
CHECKOUT = Path(__file__).resolve().parents[1]
MEMORY = Path("/dev/shm")
NEEDED = 2_000_000_000  # bytes free in it, many times what the tests have there at once


def _work_in_memory() -> None:
    """Put temporary folders into memory where there is room: thousands of small schemes are made and thrown away.

    Copying, flushing and deleting them costs two fifths of the cpu less there. Setting TMPDIR overrules it.
    """
    if "TMPDIR" in os.environ or not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return
    has = os.statvfs(MEMORY)
    if has.f_bavail * has.f_frsize >= NEEDED and not has.f_flag & os.ST_NOEXEC:  # git's hooks are programs
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


# Where the environment says so, Python would compile every module anew in each program that is started, and pytest
# every test for each worker.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
_work_in_memory()
# A suite in the background of a shell is started with Ctrl-C ignored, and so would be every program that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
TEMPORARY = Path(tempfile.gettempdir())  # asked for here: finding it writes a file, which the hook below looks at
_GIT_SETTINGS = """\
[user]
\tname = Test Person
\temail = test@example.org
[init]
\tdefaultBranch = main
\ttemplateDir =
[commit]
\tgpgSign = false
[protocol "file"]
\tallow = user
"""
# Red is for what was changed, not for luck: an example may take as long as a busy computer lets it, and in a build
# hypothesis tries the same ones each time.
settings.register_profile("here", deadline=None)
settings.register_profile("build", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("build" if os.environ.get("CI") else "here")
gc.set_threshold(50_000)  # as the program does: else a tenth of the time goes into looking for garbage
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate"})


def pytest_collection_finish() -> None:
    """Thousands of collected tests are no garbage until the end: do not look at them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def pinned_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Home, git settings, author and dates are the tests' own."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(_GIT_SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_", "SCHEMEKIT_", "COLUMNS"))]:
            patch.delenv(name)
        for name, value in {
            "HOME": str(home),
            "USERPROFILE": str(home),
            "APPDATA": str(home / "appdata"),
            "LOCALAPPDATA": str(home / "localappdata"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_DATA_HOME": str(home / ".local" / "share"),
            "XDG_STATE_HOME": str(home / ".local" / "state"),
            "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": "2026-01-15T12:00:00+00:00",
            "GIT_COMMITTER_DATE": "2026-01-15T12:00:00+00:00",
            "NO_COLOR": "1",
            "TZ": "UTC",
        }.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for one test: no caches and no library list from tests before it."""
    home = tmp_path / "own-home"
    home.mkdir()
    shutil.copy(os.environ["GIT_CONFIG_GLOBAL"], home / ".gitconfig")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / f".{name.lower()}"))
    return home


@pytest.fixture(scope="session")
def library_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with grievance 1.0.0 and 1.1.0 and consultation 1.0.0, made once."""
    library = LibraryBuilder(tmp_path_factory.mktemp("template"))
    library.release("grievance", "1.0.0")
    library.release("consultation", "1.0.0")
    library.release("grievance", "1.1.0", {"{{cookiecutter.module}}/forms/register.csv": "case,received\n"})
    return packed(library.path)


@pytest.fixture
def library(library_template: Path, tmp_path: Path) -> LibraryBuilder:
    """A copy of the template that the test may change."""
    copied(library_template, tmp_path / "library")
    return LibraryBuilder(tmp_path)


# Asked for every file that is written, so plain text, and nearly always one question: as paths, made anew for each
# file, it took a twentieth of the time of tests that run commands.
_HOME = str(REAL_HOME)
_ELSEWHERE = tuple(str(place) for place in (CHECKOUT, sys.prefix, sys.base_prefix, TEMPORARY))


def _is_in_real_home(path: object) -> bool:
    if not isinstance(path, (str, bytes)):
        return False
    place = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - Path.resolve would ask the disk
    if not _below(place, _HOME):
        return False
    others = (*_ELSEWHERE, os.environ.get("HOME", "/nowhere"))
    return not any(_below(place, other) for other in others if other != _HOME)


def _below(place: str, folder: str) -> bool:
    return place == folder or place.startswith(f"{folder}{os.sep}")


def _refuse_writing_to_real_home(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        if not (isinstance(flags, int) and flags & _WRITES):
            return
        touched: tuple[object, ...] = (path,)
    elif event in _CHANGES:
        # What a link leads to is not touched, only the link.
        touched = arguments[1:2] if event == "os.symlink" else arguments[:2]
    else:
        return
    for path in touched:
        if _is_in_real_home(path):
            raise RuntimeError(f"a test would write to the real home: {event} {path!r}")


sys.addaudithook(_refuse_writing_to_real_home)
