"""A comparison: two texts of a module, what became of each clause, what that means, and why it was done.

Here is the record that every redline is made from: screen, page, Word file, pull request. How the two texts are found
is in `comparing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schemekit.model.adoption import Correspondence
from schemekit.model.parameter import Tailoring
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two texts. Shape: `name` as people call it ("grievance 1.1.0, as published"), `version` may be empty.

    `owner` is the scheme or library whose text it is.
    """

    name: str
    owner: str = ""
    version: str = ""

    @property
    def words(self) -> str:
        """`grievance 1.1.0 (Example Forest Council)`."""
        return f"{self.name} ({self.owner})" if self.owner and self.owner not in self.name else self.name


@dataclass(frozen=True, kw_only=True)
class ComparedClause:
    """One clause on both sides, with what its change means and why it was made.

    Shape: `signals` are sorted, the most weighty first; none for a clause that is the same. `path` and `line` tell
    where the clause (a removed one: its neighbour) stands in the later text, for an editor to jump to.
    `reason`, `by` and `approved` are from the adoption record, empty where none was given or none applies.
    `lacks_reason` is true for a deviation from the source for which no reason stands; nobody asks for one elsewhere.
    `annex` stands before the numbers of a clause of an annex, as on paper ("A.").
    """

    change: ClauseChange
    file: str
    path: str
    line: int
    signals: tuple[Signal, ...] = ()
    reason: str = ""
    by: str = ""
    approved: str = ""
    tailoring: Tailoring | None = None
    lacks_reason: bool = False
    annex: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything at all is other than it was."""
        return bool(self.change.kinds)

    @property
    def rank(self) -> int:
        """The rank of its weightiest signal; those without any come last."""
        return min((signal.kind.rank for signal in self.signals), default=len(SignalKind))

    @property
    def key(self) -> str:
        """What names the clause in links and anchors: its id, in another file than the main one with that before it."""
        return f"{self.file}:{self.change.id}" if self.file else self.change.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedValue:
    """A parameter whose value is not the same on both sides, or that one of them does not have.

    Shape: values as they read in a text, empty on the side that lacks it; `default` and `bounds` ("5 to 30") are the
    module's; `direction` tells whether the later value is stricter or looser than the earlier one;
    `is_text` that any words may stand there.
    """

    name: str
    title: str
    before: str
    after: str
    direction: Direction
    unit: str = ""
    default: str = ""
    bounds: str = ""
    reference: str = ""
    reason: str = ""
    is_in_range: bool = True
    is_text: bool = False

    @property
    def is_filled_in(self) -> bool:
        """Whether it only names somebody or something (a name, an address): nobody can call that stricter."""
        return self.is_text and self.is_in_range and not self.direction.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedText:
    """One document of the module, whole, on both sides. Shape: `file` is empty for the main one; a side may be too."""

    file: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two texts of a module side by side.

    Shape: `clauses` are in the later text's order, the unchanged included; `texts` hold the same words whole, the main
    document first. `correspondence` is None where the question does not arise (two releases of one source).
    `notices` are what a reader must be told before the first change, in words (a side that could not be read in full).
    `out_of` are the changed clauses and all clauses of the texts, where only some of them are here; else zeros.
    `forms` are the documents that are forms and annexes, by file: their clauses are counted apart; `whole` is how all
    are counted where only some are here. `titles` are those of the documents, by file, and of the parameters, by name.
    """

    module: str
    title: str
    language: str
    before: Side
    after: Side
    clauses: tuple[ComparedClause, ...]
    texts: tuple[ComparedText, ...]
    values: tuple[ComparedValue, ...] = ()
    correspondence: Correspondence | None = None
    not_equivalent_because: tuple[str, ...] = ()
    notices: tuple[str, ...] = field(default=())
    out_of: tuple[int, int] = (0, 0)
    titles: Mapping[str, str] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    whole: str = ""

    @cached_property
    def changed(self) -> tuple[ComparedClause, ...]:
        """The clauses that are not the same, the most significant first, in the text's order among equals."""
        return tuple(sorted((clause for clause in self.clauses if clause.is_changed), key=lambda item: item.rank))

    @cached_property
    def counts(self) -> dict[SignalKind, int]:
        """How many clauses have at least one signal of each kind."""
        counted = Counter(kind for clause in self.clauses for kind in {signal.kind for signal in clause.signals})
        return {kind: counted[kind] for kind in SignalKind}

    @cached_property
    def ways(self) -> dict[SignalKind, Counter[Direction]]:
        """How many clauses have a signal of each kind that goes each way; one that goes both ways counts in both."""
        counted: dict[SignalKind, Counter[Direction]] = {kind: Counter() for kind in SignalKind}
        for clause in self.clauses:
            for kind, way in {(signal.kind, signal.direction) for signal in clause.signals}:
                counted[kind][way] += 1
        return counted
