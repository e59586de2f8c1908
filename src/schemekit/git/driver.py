"""Schemekit as git's merge driver and diff driver: the settings of a repository that make it so, set and unset.

They are a clone's own and hold the place of this very program; which files they are for says .gitattributes, which is
shared and holds no place. Nothing here merges: git runs `schemekit merge-file`.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from schemekit.git.borrowed import BorrowedRepository, git_folders
from schemekit.git.command import refusal, run_git, try_git
from schemekit.git.sent import refuse_to_write

NAME = "schemekit"
DRIVER = f"merge.{NAME}.driver"
_SECTIONS = (f"merge.{NAME}", f"diff.{NAME}")
# -P: else a file click.py in the folder that git merges in would be taken for the library of that name.
_RUN = " -P -m schemekit"
# What runs in a shell of git's, with %O, %A and %B for files that git made. Only 0 and 3 are answers of the program;
# whatever else it leaves with (127: it is gone, 1: Python could not start it), %A is as it was, and git merges by line.
_DRIVER = (
    '{program} merge-file --for-git --marker-size=%L --style="$(git config merge.conflictStyle || echo merge)" '
    "-L %X -L %S -L %Y -- %O %A %B; "
    "case $? in 0) exit 0;; 3) exit 1;; esac; "
    "echo 'schemekit could not be used, so git merges by line' >&2; "
    "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
)
# A heading that is not indented as code is. Its words are shown above each piece of a diff.
_HEADING = "^ {0,3}(#{1,6}[[:blank:]].*)$"
# Words, with marks inside of them (1.5, don't, e-mail), and every mark by itself. A class of what is none of these
# holds the bytes of letters that are not English also where git reads bytes.
_WORD = "[^[:space:][:punct:]]+([.,'-][^[:space:][:punct:]]+)*|[[:punct:]]"


def settings(python: str) -> Mapping[str, str]:
    """The settings, with the Python that is to run schemekit; its path may hold blanks, quotes and percent signs."""
    program = f"{shlex.quote(python)}{_RUN}".replace("%", "%%")
    return {
        f"merge.{NAME}.name": "policy texts by clause",
        DRIVER: _DRIVER.format(program=program),
        f"diff.{NAME}.xfuncname": _HEADING,
        f"diff.{NAME}.wordRegex": _WORD,
    }


def set_up(folder: Path) -> None:
    """Make this program the driver in the repository with that folder. Raises: GitError, HostileContentError."""
    _refuse_links(folder)
    for name, value in settings(sys.executable).items():
        run_git(["config", "--local", "--replace-all", name, value], folder=folder)


def take_down(folder: Path) -> None:
    """Unset what `set_up` set; nothing happens where nothing is set. Raises: as `set_up`."""
    _refuse_links(folder)
    for section in _SECTIONS:
        outcome = try_git(["config", "--local", "--remove-section", section], folder=folder)
        if outcome.status and "no such section" not in outcome.complaint.lower():
            raise refusal("config", outcome)


def _refuse_links(root: Path) -> None:
    for place in set(git_folders(root)):
        refuse_to_write(place)


def driver_of(root: Path) -> str:
    """The driver that the settings of a repository name, or the empty string.

    `root` is the repository's own folder. Its settings are read as a file, past whatever else they say: files they
    include are left out. Raises: GitError, HostileContentError.
    """
    config = git_folders(root)[1] / "config"
    borrowed = BorrowedRepository(root)
    try:
        told = borrowed.run(["config", "--file", str(config), "--no-includes", "--get", DRIVER])
    finally:
        borrowed.close()
    return told.output.decode("utf-8", "replace").strip()


def program_of(driver: str) -> str:
    """The program that a driver of ours begins with; empty where it cannot be read."""
    try:
        return next(iter(shlex.split(driver.partition(_RUN)[0])), "").replace("%%", "%")
    except ValueError:
        return ""
