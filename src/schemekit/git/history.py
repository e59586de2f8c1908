"""History: who changed a line, which commits adopted what, and which commit brought a release into a ledger.

Each answer is one git process over borrowed objects; a history that ends early (a shallow copy) gives fewer answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from schemekit.git.borrowed import BorrowedRepository
from schemekit.git.command import refusal

ADOPTION_TRAILERS = ("Adopted", "Updated")
APPROVAL_TRAILERS = ("Approved",)
WITHDRAWAL_TRAILERS = ("Withdrawn",)
UNCOMMITTED = "0" * 40

_FIELDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """Who gave a line its present words.

    Shape: `line` counts from 1; `commit`, `author`, `date` and `subject` are empty for a line that is not committed.
    Units: `date` is YYYY-MM-DD where the author was.
    """

    line: int
    commit: str = ""
    author: str = ""
    date: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionCommit:
    """A commit that adopted or updated a module, or recorded an approval of it, as its trailers say.

    Units: `date` is YYYY-MM-DD where the author was.
    """

    commit: str
    author: str
    date: str
    subject: str
    trailers: tuple[tuple[str, str], ...]

    def trailer(self, name: str) -> str:
        """The value of the first trailer of that name, or the empty string."""
        return next((value for key, value in self.trailers if key == name), "")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What identifies a released version in a ledger."""

    module: str
    version: str
    tree: str


def line_changes(borrowed: BorrowedRepository, head: str, root: Path, path: str) -> tuple[LineChange, ...]:
    """The last change of every line of a file as it stands in the working folder `root`.

    Shape: empty when nothing is committed yet or the file is not known to git.
    """
    if not head:
        return ()
    borrowed.stand_at(head)
    arguments = ["blame", "--porcelain", "--no-progress", "--no-textconv", "--", path]
    outcome = borrowed.run(arguments, {"GIT_WORK_TREE": str(root)})
    if outcome.status:
        return ()
    changes = _blamed_lines(outcome.output.decode("utf-8", "replace"))
    authors = _authors(borrowed, {change.commit for change in changes if change.commit})
    return tuple(replace(change, author=authors.get(change.commit, change.author)) for change in changes)


def _authors(borrowed: BorrowedRepository, commits: set[str]) -> dict[str, str]:
    """Who wrote each commit, by its own word: blame asks the file .mailmap, with which a folder can rename anybody."""
    if not commits:
        return {}
    asked = ["log", "-z", "--no-walk=unsorted", "--no-show-signature", "--format=%H%x00%an", "--stdin"]
    outcome = borrowed.run(asked, given="".join(f"{commit}\n" for commit in sorted(commits)).encode())
    if outcome.status:
        raise refusal("log", outcome)
    parts = outcome.output.decode("utf-8", "replace").split("\0")
    return dict(zip(parts[::2], parts[1::2], strict=False))


def adoptions(borrowed: BorrowedRepository, head: str) -> tuple[AdoptionCommit, ...]:
    """The commits that carry a trailer `Adopted:` or `Updated:`, newest first."""
    return _with_trailers(borrowed, head, ADOPTION_TRAILERS)


def approvals(borrowed: BorrowedRepository, head: str) -> tuple[AdoptionCommit, ...]:
    """The commits that carry a trailer `Approved:`, newest first."""
    return _with_trailers(borrowed, head, APPROVAL_TRAILERS)


def withdrawals(borrowed: BorrowedRepository, head: str) -> tuple[AdoptionCommit, ...]:
    """The commits that carry a trailer `Withdrawn:`, newest first."""
    return _with_trailers(borrowed, head, WITHDRAWAL_TRAILERS)


def _with_trailers(borrowed: BorrowedRepository, head: str, names: tuple[str, ...]) -> tuple[AdoptionCommit, ...]:
    if not head:
        return ()
    patterns = [f"--grep=^{name}: " for name in names]
    fields = "--format=%H%x00%an%x00%aI%x00%s%x00%(trailers:only,unfold)"
    outcome = borrowed.run(["log", "-z", "--no-color", "--no-show-signature", *patterns, fields, head, "--"])
    if outcome.status:
        raise refusal("log", outcome)
    parts = outcome.output.decode("utf-8", "replace").split("\0")
    commits = (_adoption(parts[i : i + _FIELDS]) for i in range(0, len(parts) - _FIELDS + 1, _FIELDS))
    return tuple(commit for commit in commits if any(commit.trailer(name) for name in names))


def later_changes(borrowed: BorrowedRepository, commit: str, head: str, path: str, most: int) -> tuple[str, ...]:
    """The commits after one, up to `head`, that changed a file: the `most` oldest of them, oldest first."""
    asked = ["rev-list", "--reverse", "--topo-order", f"{commit}..{head}", "--", path]
    outcome = borrowed.run(asked)
    if outcome.status:
        raise refusal("rev-list", outcome)
    return tuple(outcome.output.decode("ascii", "replace").split()[:most])


def ledger_commits(borrowed: BorrowedRepository, head: str, path: str) -> dict[LedgerEntry, str]:
    """The commit that first brought each entry into the ledger at `path`, for all entries in one git process.

    Shape: an entry is missing when its commit lies before the beginning of a shallow copy.
    """
    arguments = ["log", "--reverse", "--topo-order", "--format=%x00%H", "--patch", "--unified=0", "-m", "--no-color"]
    arguments += ["--no-ext-diff", "--no-textconv", "--no-renames", "--no-show-signature", head, "--", path]
    outcome = borrowed.run(arguments)
    if outcome.status:
        raise refusal("log", outcome)
    beginnings = borrowed.shallow_commits()
    found: dict[LedgerEntry, str] = {}
    for section in outcome.output.decode("utf-8", "replace").split("\0")[1:]:
        commit, _, patch = section.partition("\n")
        for entry in _added_entries(patch):
            found.setdefault(entry, commit)
    return {entry: commit for entry, commit in found.items() if commit not in beginnings}


def _added_entries(patch: str) -> list[LedgerEntry]:
    """The ledger entries whose lines a patch adds. A ledger is a list of mappings, in any YAML style."""
    entries: list[dict[str, str]] = []
    for line in patch.splitlines():
        if line.startswith("@@") or re.match(r"\+\s*- ", line):
            entries.append({})
        if line.startswith("+") and entries:
            for key, value in re.findall(r"""\b(module|version|tree):\s*["']?([A-Za-z0-9.-]+)""", line):
                entries[-1].setdefault(key, value)
    return [LedgerEntry(**entry) for entry in entries if len(entry) == len(LedgerEntry.__slots__)]


def _adoption(parts: list[str]) -> AdoptionCommit:
    commit, author, date, subject, block = parts
    pairs = (line.partition(": ") for line in block.splitlines())
    trailers = tuple((key, value.strip()) for key, separator, value in pairs if separator)
    return AdoptionCommit(commit=commit, author=author, date=date[:10], subject=subject, trailers=trailers)


def _blamed_lines(text: str) -> list[LineChange]:
    """Read `git blame --porcelain`: a commit's details stand only where it is named for the first time."""
    details: dict[str, dict[str, str]] = {}
    changes: list[LineChange] = []
    commit = ""
    for row in text.split("\n"):
        header = re.match(r"([0-9a-f]{40}) [0-9]+ ([0-9]+)", row)
        if row.startswith("\t"):
            changes.append(_line_change(len(changes) + 1, commit, details[commit]))
            commit = ""
        elif not commit and header:
            commit = header[1]
            details.setdefault(commit, {})
        elif commit:
            key, _, value = row.partition(" ")
            details[commit].setdefault(key, value)
    return changes


def _line_change(line: int, commit: str, detail: dict[str, str]) -> LineChange:
    if commit == UNCOMMITTED:
        return LineChange(line=line)
    return LineChange(
        line=line,
        commit=commit,
        author=detail.get("author", ""),
        date=_day(detail.get("author-time", "0"), detail.get("author-tz", "+0000")),
        subject=detail.get("summary", ""),
    )


def _day(seconds: str, zone: str) -> str:
    sign = -1 if zone.startswith("-") else 1
    try:
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5] or "0")) * sign
        return datetime.fromtimestamp(int(seconds), UTC).astimezone(timezone(offset)).strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):  # a commit can claim any date and any zone
        return ""
