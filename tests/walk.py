"""Tutorials are typed as they stand: the commands of a page in order, its edits, and what it says will be printed.

A fence `sh` holds commands, a fence `diff` an edit of the file that was named last, and a fence without a name what the
commands before it print: lines of it in order, `…` for anything. A command that may leave with 1 says so behind a `#`.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.scheme_builders import tell

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`([^`\n]+\.(?:md|yaml|csv))`")
LEAVES = "# leaves with 1"


@dataclass(frozen=True, slots=True)
class Step:
    """A fence of a page. Shape: `file` is what an edit is of."""

    kind: str
    text: str
    file: str


def steps(page: str) -> Iterator[Step]:
    """What a page asks its reader to do, in order."""
    for fence in _FENCE.finditer(page):
        named = _FILE.findall(page[: fence.start()])
        yield Step(fence[1], fence[2], named[-1] if named else "")


class Walk:
    """Somebody who follows a page, beginning in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed = ""

    def follow(self, page: str) -> int:
        """Do all that a page says; the number of commands that were typed."""
        typed = 0
        for step in steps(page):
            if step.kind == "sh":
                self.printed = ""
                for line in step.text.replace("\\\n", " ").splitlines():
                    self._type(line)
                    typed += 1
            elif step.kind == "diff":
                self._edit(step)
            elif not step.kind:
                missing = not_printed(step.text, self.printed)
                assert not missing, f"the page says {missing!r}, and it printed\n{self.printed}"
        return typed

    def _type(self, line: str) -> None:
        command, *arguments = shlex.split(line, comments=True)
        if command == "cd":
            self.folder = (self.folder / arguments[0]).resolve(strict=True)
        elif command == "schemekit":
            told = tell("-C", str(self.folder), *arguments)
            assert told.code == (1 if LEAVES in line else 0), f"{line}\n{told.all}"
            self.printed += told.all
        else:
            done = subprocess.run([command, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
            self.printed += done.stdout

    def _edit(self, step: Step) -> None:
        file = self.folder / step.file
        if not file.is_file():   # the page goes to another folder of the walk
            file = next(path for path in self.folder.parent.glob(f"*/{glob_words(step.file)}"))
        lines = step.text.splitlines()
        before, after = ("".join(f"{line[1:]}\n" for line in lines if line[0] == sign) for sign in "-+")
        text = file.read_text("utf-8")
        assert text.count(before) == 1, f"{step.file} does not hold once: {before}"
        file.write_text(text.replace(before, after), "utf-8")


def glob_words(path: str) -> str:
    """A path that may hold brackets, for a search."""
    return re.sub(r"([*?[])", r"[\1]", path)


def not_printed(said: str, printed: str) -> str:
    """The first line that a page says and that was not printed after those before it; empty where all were.

    `…` stands for anything. How many blanks part two columns is not compared: it follows from the other cells.
    """
    lines = iter([" ".join(line.split()) for line in printed.splitlines()])
    for line in said.splitlines():
        pattern = ".*?".join(re.escape(part) for part in " ".join(line.split()).split("…"))
        if line not in ("", "…") and not any(re.fullmatch(pattern, other) for other in lines):
            return line
    return ""
