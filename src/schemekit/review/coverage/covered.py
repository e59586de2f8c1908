"""Coverage of one or more frameworks, ready to be shown: the items, the clauses behind them, what nobody judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemekit.crosswalk.coverage import ItemCoverage, counted, listed
from schemekit.crosswalk.evidence import AdoptedClauses, Evidence, Standing
from schemekit.crosswalk.told import ANEW, DOUBTED, OWN, standing_words
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.review.coverage.clause import StandingClause

_PLACES = 3   # of doubtful words that are told beside a clause


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
    """An item that stands elsewhere than at an earlier state of the scheme, or has other evidence behind it.

    Shape: `step` is below 0 where it stands lower, above where it stands higher, 0 where it stands as it stood;
    `has_less` says that a clause behind it counts for less than it did, or was changed again.
    """

    item: ItemCoverage
    before: str
    causes: tuple[Cause, ...]
    step: int
    has_less: bool = False

    @property
    def is_lower(self) -> bool:
        """Whether it stands lower, or has less behind it."""
        return self.step < 0 or self.has_less

    @property
    def after(self) -> str:
        """Where it stands now, in words."""
        return standing_words(self.item)

    @property
    def way(self) -> str:
        """Which way it went, in a few words."""
        less = "with less behind it"
        if self.step:
            return "lower" if self.step < 0 else f"higher, {less}" if self.has_less else "higher"
        return f"as it was, {less if self.has_less else 'with more behind it'}"


def notes_of(framework: Framework, crosswalks: Iterable[Crosswalk]) -> tuple[str, ...]:
    """What judges wrote about crosswalks to a framework, with the module and their names."""
    return tuple(f"{walk.module} ({walk.judge}, {walk.date}): {' '.join(walk.note.split())}" for walk in crosswalks
                 if walk.note and (walk.framework, walk.framework_version) == (framework.id, framework.version))


@dataclass(frozen=True, kw_only=True)
class FrameworkCoverage:
    """What there is on one framework.

    Shape: `items` as `crosswalk.coverage` gives them; `changes` are those that stand elsewhere than at the state that
    was asked for, or that have less behind them; `notes` are what judges wrote about a crosswalk as a whole, a line
    each.
    """

    framework: Framework
    items: tuple[ItemCoverage, ...]
    changes: tuple[ItemChange, ...] = ()
    notes: tuple[str, ...] = ()

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
        told = []
        for standing, number in self.counts.items():
            marks = [f"{self.anew} {ANEW}" if standing is Standing.PARTLY and self.anew else "",
                     f"{own[standing]} {OWN}" if own[standing] else ""]
            shown = ", ".join(filter(None, marks))
            told.append(f"{standing.value} {number}" + (f" ({shown})" if shown else ""))
        told += [f"judged by nobody {self.unjudged}"] if self.unjudged else []
        by = f", as judged by {', '.join(self.judges)}" if self.judges else ""
        number = len(self.counted)
        return f"{number} {'item' if number == 1 else 'items'}: {', '.join(told)}{by}"

    @property
    def anew(self) -> int:
        """How many items stand at partly only by clauses that are to be judged anew."""
        return sum(item.is_anew for item in self.counted if item.is_judged)

    @cached_property
    def lowered(self) -> tuple[ItemCoverage, ...]:
        """The items behind which a clause counts for less than it was judged, whether or not they stand lower."""
        return tuple(item for item in self.counted if item.lowered_by)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What a scheme, or a library's modules, have on frameworks.

    Shape: `modules` by name with the version that each goes back to; `clauses` by module and id, all that any item
    rests on; `own` are the clauses that the scheme added and nobody judged. `since` names the state that it is
    compared with, or is empty. `notices` are what a reader has to know, a line each. `adopted` is what was made of each
    module's clauses.
    """

    name: str
    language: str
    modules: tuple[tuple[str, str], ...]
    frameworks: tuple[FrameworkCoverage, ...]
    clauses: Mapping[tuple[str, str], StandingClause]
    own: tuple[StandingClause, ...] = ()
    since: str = ""
    notices: tuple[str, ...] = ()
    adopted: tuple[AdoptedClauses, ...] = ()

    @property
    def has_own_judgements(self) -> bool:
        """Whether the scheme judged anything itself."""
        return any(item.has_own_judgements for framework in self.frameworks for item in framework.items)

    def clause(self, one: Evidence) -> StandingClause | None:
        """The clause of a piece of evidence; None where neither the text nor its source has it."""
        return self.clauses.get((one.module, one.clause))

    def why_lowered(self, item: ItemCoverage) -> tuple[str, ...]:
        """The clauses behind an item that count for less than they were judged, each with what was done and why."""
        behind = {one.name: one for one in item.evidence if not one.is_own}
        weaker = (behind[name] for name in item.lowered_by if name in behind)   # a heading has those of its items
        found: dict[str, dict[str, None]] = {}
        for one in weaker:
            found.setdefault(self._why(one), {})[one.name] = None
        return tuple(f"{', '.join(names)}: {words}" for words, names in found.items())

    def doubt(self, one: Evidence) -> str:
        """Which words elsewhere may take back what a clause asks, and where they stand; nothing where none do."""
        if not one.is_doubted or one.state.is_gone:
            return ""
        there = next((adopted.doubts for adopted in self.adopted if adopted.module == one.module), ())
        places = list(dict.fromkeys(doubt.place for doubt in there))
        more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
        return f"{DOUBTED}: {', '.join(places[:_PLACES])}{more}"

    def _why(self, one: Evidence) -> str:
        known = self.clause(one)
        if known is None:
            return "not in the text"
        return "; ".join(filter(None, (known.why, self.doubt(one)))) or "not in the text"

    @property
    def is_lowered(self) -> bool:
        """Whether any item stands lower, or has less behind it, than its source would have it or than at that state."""
        if self.since:
            return any(change.is_lower for framework in self.frameworks for change in framework.changes)
        return any(framework.lowered for framework in self.frameworks)
