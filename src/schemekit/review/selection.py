"""What of a comparison a reviewer wants to see: some kinds of change, those of some weight, one clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

from schemekit.errors import UnknownNameError, UsageError
from schemekit.model.signal import SignalKind
from schemekit.review.comparison import ComparedClause, Comparison
from schemekit.review.told import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to show. Shape: no kinds means all of them; `clause` is an id, with `FILE:` before it where two have it."""

    kinds: frozenset[SignalKind] = frozenset()
    clause: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.kinds and not self.clause


def kinds_named(only: str, at_least: str) -> frozenset[SignalKind]:
    """The kinds that `force,parameter` names, or those no less weighty than one. Raises: UsageError."""
    if only and at_least:
        raise UsageError("--only and --at-least are both given", why="each says which changes to show",
                         fix="give one of them")
    if at_least:
        least = _kind(at_least)
        return frozenset(kind for kind in SignalKind if kind.rank <= least.rank)
    return frozenset(_kind(word) for word in only.split(",") if word.strip())


def _kind(word: str) -> SignalKind:
    names = {kind.value: kind for kind in SignalKind}
    wanted = " ".join(word.lower().replace("-", " ").replace("_", " ").split())
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, n=1)
    raise UsageError(f"there is no kind of change called '{word.strip()[:40]}'", why=f"there are {', '.join(names)}",
                     fix=f"did you mean '{near[0]}'?" if near else "name some of them, parted by commas")


def selected(comparison: Comparison, selection: Selection) -> Comparison:
    """The comparison with only what was asked for, and a notice that says so; unchanged clauses stay, to be read.

    Raises: UnknownNameError for a clause that neither side has.
    """
    if selection.is_everything:
        return comparison
    if selection.clause:
        _refuse_unknown(comparison, selection.clause)
    kept = tuple(clause for clause in comparison.clauses if _is_wanted(clause, selection))
    values = comparison.values
    if selection.clause or (selection.kinds and SignalKind.PARAMETER not in selection.kinds):
        values = ()
    words = [f"only #{selection.clause}"] if selection.clause else []
    if selection.kinds:
        words.append(f"only {', '.join(kind.value for kind in SignalKind if kind in selection.kinds)}")
    return replace(comparison, clauses=kept, values=values, notices=(*comparison.notices, f"shown: {', '.join(words)}"),
                   out_of=(len(comparison.changed), len(comparison.clauses)), whole=counted(comparison))


def _is_wanted(clause: ComparedClause, selection: Selection) -> bool:
    if selection.clause and selection.clause not in (clause.key, clause.change.id):
        return False
    if not selection.kinds or not clause.is_changed:
        return True
    return any(signal.kind in selection.kinds for signal in clause.signals)


def _refuse_unknown(comparison: Comparison, name: str) -> None:
    known = [name for clause in comparison.clauses for name in (clause.key, clause.change.id)]
    if name in known:
        return
    near = get_close_matches(name, known, n=1)
    raise UnknownNameError(f"neither text has a clause '{name[:60]}'",
                           why="a clause is named by its id, the word after # in { #… }",
                           fix=f"did you mean '{near[0]}'?" if near else "leave --clause out, and all are shown")
