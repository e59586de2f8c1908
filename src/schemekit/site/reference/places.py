"""Where the pages of the reference stand, by path below the pages' folder. They never change."""

from __future__ import annotations

HOME = "reference/index.md"
COMMANDS = "reference/commands/index.md"
FILES = "reference/files/index.md"
REPORTS = "reference/reports/index.md"


def command_place(slug: str) -> str:
    """The page of a command."""
    return f"reference/commands/{slug}.md"


def file_place(kind: str) -> str:
    """The page of a kind of file."""
    return f"reference/files/{kind}.md"


def report_place(name: str) -> str:
    """The page of a report."""
    return f"reference/reports/{name}.md"


def field_anchor(path: str) -> str:
    """Where a field stands on its page: `parameters[].unit` at `f-parameters.unit`."""
    return f"f-{_plain(path)}"


def group_anchor(path: str) -> str:
    """Where the fields of what a field holds stand on its page."""
    return f"in-{_plain(path)}"


def _plain(path: str) -> str:
    return path.replace("[]", "").replace("*", "any").replace(" ", "-")
