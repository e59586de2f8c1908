"""A series of commits whose contents are known: recorded by one git process, instead of two for each of them.

Only where that gives the very commits that `git commit` would make; `Repository` makes them one by one elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.git.command import Outcome, refusal

Run = Callable[..., Outcome]
"""Runs a git command in the repository: its arguments, then what is given to it as input."""

_CONVERSIONS = ("filter", "ident", "working-tree-encoding")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCommit:
    """A commit to be.

    Shape: `changes` are the files that differ from the commit before, by path from the top of the repository, None
    for one that goes; the paths are such as `files.paths` allows.
    """

    message: str
    trailers: tuple[tuple[str, str], ...] = ()
    changes: Mapping[str, bytes | None]


def is_plain(run: Run, folder: Path, series: Iterable[KnownCommit]) -> bool:
    """Whether git would add nothing of its own: no hook runs, nothing is signed, no content is converted."""
    contents = {path: data for commit in series for path, data in commit.changes.items() if data is not None}
    return not (
        any(b"\r" in data for data in contents.values())
        or _is_converted(run, contents)
        or run(["config", "--type=bool", "--get", "commit.gpgSign"]).output.strip() == b"true"
        or _has_hooks(run, folder)
    )


def record(run: Run, head: str, series: Sequence[tuple[str, KnownCommit]]) -> None:
    """Record the commits on the branch that is checked out, and let the index say the same as the newest one.

    Shape: `head` is the newest commit, or empty; with each commit goes its message, trailers included.
    Raises: GitError.
    """
    branch, author, committer = (
        _said(run, *words)
        for words in (("symbolic-ref", "HEAD"), ("var", "GIT_AUTHOR_IDENT"), ("var", "GIT_COMMITTER_IDENT"))
    )
    people = b"author %s\ncommitter %s\n" % (author, committer)
    stream = b"".join(_stream(branch, people, head.encode(), series))
    imported = run(["fast-import", "--quiet", "--done"], stream)
    if imported.status:
        raise refusal("fast-import", imported)
    _said(run, "reset", "--quiet")


def _stream(
    branch: bytes, people: bytes, head: bytes, series: Sequence[tuple[str, KnownCommit]]
) -> Iterator[bytes]:
    """The commits as `git fast-import` reads them; a path that may be used holds no quotes and no line breaks."""
    for message, commit in series:
        yield b"commit %s\n%s" % (branch, people)
        yield _data(message.encode())
        if head:
            yield b"from %s\n" % head
        head = b""   # the next ones follow the branch
        for path, content in commit.changes.items():
            if content is None:
                yield f"D {path}\n".encode()
            else:
                yield f"M 100644 inline {path}\n".encode() + _data(content)
        yield b"\n"
    yield b"done\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _said(run: Run, *arguments: str) -> bytes:
    outcome = run(list(arguments))
    if outcome.status:
        raise refusal(arguments[0], outcome)
    return outcome.output.strip()


def _is_converted(run: Run, paths: Iterable[str]) -> bool:
    """Whether some attribute of the user's asks for a file to be stored otherwise than it stands there."""
    told = run(["check-attr", "-z", "--stdin", *_CONVERSIONS], "\0".join(paths).encode())
    values = told.output.split(b"\0")[2::3]
    return bool(told.status) or any(value not in (b"unspecified", b"unset") for value in values)


def _has_hooks(run: Run, folder: Path) -> bool:
    hooks = folder / os.fsdecode(run(["rev-parse", "--git-path", "hooks"]).output.rstrip(b"\n"))
    if not hooks.is_dir():
        return False
    return any(hook.suffix != ".sample" and os.access(hook, os.X_OK) for hook in hooks.iterdir())
