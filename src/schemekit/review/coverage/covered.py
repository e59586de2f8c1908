"""Coverage of one or more frameworks, ready to be shown: the items, the clauses behind them, what nobody judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from schemekit.crosswalk.coverage import ItemCoverage, counted, listed
from schemekit.crosswalk.evidence import Evidence, Standing
from schemekit.crosswalk.told import OWN, standing_words
from schemekit.model.framework import Framework
from schemekit.review.coverage.clause import StandingClause


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why an item stands elsewhere than it did. Shape: `clause` may be empty, where all of a module came or went."""

    module: str
    clause: str
    words: str
    reason: str = ""

    @property
    def name(self) -> str:
        """`grievance#no-charge`."""
        return f"{self.module}#{self.clause}" if self.clause else self.module

    @property
    def told(self) -> str:
        """`grievance#no-charge: dropped (we are poor)`."""
        return f"{self.name}: {self.words}" + (f" ({self.reason})" if self.reason else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """An item that stands elsewhere than at an earlier state of the scheme."""

    item: ItemCoverage
    before: str
    causes: tuple[Cause, ...]
    is_lower: bool

    @property
    def after(self) -> str:
        """Where it stands now, in words."""
        return standing_words(self.item)


@dataclass(frozen=True, kw_only=True)
class FrameworkCoverage:
    """What there is on one framework.

    Shape: `items` as `crosswalk.coverage` gives them; `changes` are those that stand elsewhere than at the state that
    was asked for.
    """

    framework: Framework
    items: tuple[ItemCoverage, ...]
    changes: tuple[ItemChange, ...] = ()

    @cached_property
    def counted(self) -> tuple[ItemCoverage, ...]:
        """The items that are counted: a heading is not where it only sums up."""
        return counted(self.items)

    @cached_property
    def listed(self) -> tuple[ItemCoverage, ...]:
        """The items that people are shown: of a framework of hundreds, only those that somebody judged."""
        return listed(self.items)

    @property
    def left_out(self) -> str:
        """What is said of the others, or nothing."""
        number = len(self.items) - len(self.listed)
        return f"{number} items that nobody has judged are not listed; CSV, spreadsheet and JSON have them." if number \
            else ""

    @cached_property
    def counts(self) -> Mapping[Standing, int]:
        """How many of the items that somebody judged stand where."""
        found = Counter(item.standing for item in self.counted if item.is_judged)
        return {standing: found[standing] for standing in Standing}

    @property
    def unjudged(self) -> int:
        """How many items nobody judged."""
        return sum(not item.is_judged for item in self.counted)

    @cached_property
    def judges(self) -> tuple[str, ...]:
        """Who judged, each once."""
        return tuple(dict.fromkeys(judge for item in self.items for judge in item.judges))

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules that have anything on an item, in their order."""
        return tuple(sorted({one.module for item in self.items for one in item.evidence}))

    @cached_property
    def own(self) -> tuple[ItemCoverage, ...]:
        """The items that would stand elsewhere, or be judged by nobody, without what the scheme judged itself."""
        return tuple(item for item in self.counted if item.is_own)

    @property
    def summary(self) -> str:
        """`8 items: addresses 5 (1 by its own judgement), partly 3, not addressed 0, as judged by A. Author`."""
        own = Counter(item.standing for item in self.own)
        told = [f"{standing.value} {number}" + (f" ({own[standing]} {OWN})" if own[standing] else "")
                for standing, number in self.counts.items()]
        told += [f"judged by nobody {self.unjudged}"] if self.unjudged else []
        by = f", as judged by {', '.join(self.judges)}" if self.judges else ""
        number = len(self.counted)
        return f"{number} {'item' if number == 1 else 'items'}: {', '.join(told)}{by}"

    @cached_property
    def lowered(self) -> tuple[ItemCoverage, ...]:
        """The items that would stand higher with the source's clauses and values."""
        return tuple(item for item in self.counted if item.lowered_by)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What a scheme, or a library's modules, have on frameworks.

    Shape: `modules` by name with the version that each goes back to; `clauses` by module and id, all that any item
    rests on; `own` are the clauses that the scheme added and nobody judged. `since` names the state that it is
    compared with, or is empty. `notices` are what a reader has to know, a line each.
    """

    name: str
    language: str
    modules: tuple[tuple[str, str], ...]
    frameworks: tuple[FrameworkCoverage, ...]
    clauses: Mapping[tuple[str, str], StandingClause]
    own: tuple[StandingClause, ...] = ()
    since: str = ""
    notices: tuple[str, ...] = ()

    @property
    def has_own_judgements(self) -> bool:
        """Whether the scheme judged anything itself."""
        return any(item.has_own_judgements for framework in self.frameworks for item in framework.items)

    def clause(self, one: Evidence) -> StandingClause | None:
        """The clause of a piece of evidence; None where neither the text nor its source has it."""
        return self.clauses.get((one.module, one.clause))

    def why_lowered(self, item: ItemCoverage) -> tuple[str, ...]:
        """Because of which clauses an item stands lower than its source would have it, each with the reason."""
        found = []
        for name in item.lowered_by:
            module, _, clause = name.partition("#")
            known = self.clauses.get((module, clause))
            found.append(f"{name}: {known.why or 'not in the text'}" if known else f"{name}: not in the text")
        return tuple(found)

    @property
    def is_lowered(self) -> bool:
        """Whether any item stands lower than its source would have it, or than at the state that was asked for."""
        if self.since:
            return any(change.is_lower for framework in self.frameworks for change in framework.changes)
        return any(framework.lowered for framework in self.frameworks)
