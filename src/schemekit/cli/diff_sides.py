"""Which two texts `schemekit diff` was asked to compare, as it was typed."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemekit.model.version import Version
    from schemekit.review.comparison import Comparison


class View(Enum):
    """What a reader wants to see beside what."""

    MINE = "mine"
    NEWS = "news"
    INCOMING = "incoming"
    SINCE = "since"
    BETWEEN = "between"


def view_of(asked: Mapping[View, object]) -> View:
    """The one view that was asked for; what the scheme changed where none was. Shape: what was typed for each."""
    named = [view for view, typed in asked.items() if typed]
    if len(named) > 1:
        raise click.UsageError("Give one of --mine, --news, --incoming, --since and --between.")
    return named[0] if named else View.MINE


def targets(to: tuple[str, ...]) -> tuple[Version | None, str]:
    """The release and the file that --to names, each at most once."""
    from schemekit.model.version import VERSION_PATTERN, Version

    versions = [word for word in to if re.match(VERSION_PATTERN, word)]
    files = [word for word in to if word not in versions]
    if len(versions) > 1 or len(files) > 1:
        raise click.UsageError("--to is given twice for the same.")
    return (Version(versions[0]) if versions else None), (files[0] if files else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two texts as they were named. Shape: each is empty or None where it was not typed."""

    module: str
    view: View
    since: str
    between: tuple[str, str] | None
    version: Version | None
    library: str
    language: str
    offline: bool

    def compared(self, ctx: click.Context) -> Comparison:
        """The comparison. Raises: what the use cases raise."""
        from schemekit.adopt.shelf import LibraryShelf
        from schemekit.cli.naming import working_folder

        if self.version and self.view not in (View.NEWS, View.INCOMING):
            raise click.UsageError("--to with a version goes with --news or --incoming; for two versions, say "
                                   "--between.")
        if self.between:
            from schemekit.review.comparing import between

            here = working_folder(ctx)
            named = between.Named(before=self.between[0], after=self.between[1], module=self.module,
                                  library=self.library, language=self.language)
            return between.between(here, named, LibraryShelf(offline=self.offline, fetch=True, base=here))
        if not self.module:
            raise click.UsageError("Name a module, as in 'schemekit diff grievance'; see yours with 'schemekit list'.")
        from schemekit.review.comparing import against_source, since

        root = _scheme_root(ctx, self.module)
        if self.view is View.MINE:
            return against_source.mine(root, self.module)
        if self.view is View.SINCE:
            return since.since(root, self.module, self.since)
        shelf = LibraryShelf(offline=self.offline, fetch=True, base=root)
        look = against_source.news if self.view is View.NEWS else against_source.incoming
        return look(root, self.module, shelf, self.version)

    @property
    def command(self) -> str:
        """The command that shows all of it, for a reader of a part."""
        words = ["schemekit", "diff", *([self.module] if self.module else [])]
        if self.between:
            words += ["--between", *self.between]
        elif self.since:
            words += ["--since", self.since]
        elif self.view is not View.MINE:
            words.append(f"--{self.view.value}")
        words += ["--to", str(self.version)] if self.version else []
        return f"{shlex.join(words)} --format html"

    def next_step(self, comparison: Comparison) -> str:
        """What a reader would do next; empty where there is nothing to do."""
        module, differs = comparison.module, bool(comparison.changed)
        if self.view is View.MINE:
            lacks = any(clause.lacks_reason for clause in comparison.clauses)
            return f"schemekit reason {module}" if lacks else f"schemekit diff {module} --format html" * differs
        if self.view in (View.NEWS, View.INCOMING) and (differs or comparison.values):
            return f"schemekit update {module} --dry-run"
        return ""


def _scheme_root(ctx: click.Context, module: str) -> Path:
    """The scheme's folder. Raises: NotASchemeError; UsageError in a library's folder, where two things are named."""
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.errors import NotASchemeError, UsageError

    try:
        return scheme_root(ctx)
    except NotASchemeError:
        if not (working_folder(ctx) / "policies").is_dir():
            raise
        raise UsageError("this is a library and not a scheme", why="only a scheme has a text of its own to compare",
                         fix=f"name two of its releases: schemekit diff {module} --between 1.0.0 1.1.0") from None
