"""An adopter: what was read of one scheme's repository, as small records that travel between processes.

No text of the scheme is in them: only what it did to each clause, which words replaced which, and values that are no
words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemekit.model.adoption import Refusal, Verb
from schemekit.model.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedAs:
    """The digests by which a release is known again. Units: `tree` 40 and `sha256` 64 hex digits."""

    tree: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFacts:
    """What a reader of repositories has to know of the library.

    Shape: `releases` by module, then by version.
    """

    name: str
    url: str
    releases: Mapping[str, Mapping[str, ReleasedAs]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """Words that a scheme put in the place of the source's.

    Shape: one of `before` and `after` may be empty: a figure or an actor only came, or only went. `kind` is what the
    change is about (a `SignalKind`); `parameter` the blank that was typed over, or empty.
    """

    kind: str
    before: str
    after: str
    parameter: str = ""

    @property
    def words(self) -> str:
        """The replacement as one reads it."""
        if self.before and self.after:
            return f"‘{self.before}’ → ‘{self.after}’"
        return f"new ‘{self.after}’" if self.after else f"without ‘{self.before}’"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClause:
    """A clause that a scheme adapted or dropped.

    Shape: `kinds` are those of its signals, the most weighty first; `reason` is empty where none is on record or the
    scheme does not publish its reasons, and `has_reason` says whether one is on record.
    """

    clause: str
    verb: Verb
    kinds: tuple[str, ...] = ()
    words: tuple[Replaced, ...] = ()
    reason: str = ""
    has_reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueUsed:
    """A value that a scheme filled in.

    Shape: `shown` is empty for a text of the scheme's own, such as a name or an address, which is nobody else's affair;
    `number` is None for what is no number.
    """

    name: str
    shown: str
    number: float | None
    is_default: bool
    in_range: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleUsed:
    """One module of the library in one scheme.

    Shape: `kept` and `changed` are its clauses; `problem` says why they are not known, and is empty where they are;
    `is_released` is False where the lock names a release that the library does not have in that form.
    """

    module: str
    version: Version
    is_released: bool = True
    declined: tuple[Refusal, ...] = ()
    values: tuple[ValueUsed, ...] = ()
    kept: tuple[str, ...] = ()
    changed: tuple[ChangedClause, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopter:
    """One repository: the scheme in it and what it has of the library, or why it could not be read.

    Shape: `place` names the repository and is no path of a computer; `commit` is the saved state that was read, empty
    for a folder without a history; `elsewhere` counts its modules from other libraries.
    """

    place: str
    scheme: str = ""
    commit: str = ""
    modules: tuple[ModuleUsed, ...] = ()
    elsewhere: int = 0
    problem: str = ""
    fix: str = ""

    @property
    def name(self) -> str:
        """What it is called where one line has room for it."""
        return f"{self.scheme} ({self.place})" if self.scheme else self.place
