"""What a scheme changed in its own texts since it was saved once: at a branch, a tag or an entry of its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.past_scheme import scheme_as_of
from schemekit.adopt.reason import read_adoption
from schemekit.adopt.writing import reading
from schemekit.errors import UnknownNameError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.adoption import Verb
from schemekit.review.compared import About, Reason, compared
from schemekit.review.compared_values import between_values
from schemekit.review.comparing import mine
from schemekit.review.comparison import Comparison
from schemekit.review.held import held_own
from schemekit.text.comparing.diff import ClauseChange


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What became of a scheme's modules since then.

    Shape: `comparisons` are those with any difference, by name; of a module that is new, against its source. `new` and
    `gone` are names.
    """

    comparisons: tuple[Comparison, ...]
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def since(root: Path, module: str, name: str) -> Comparison:
    """A module's text as it was saved once against the present one.

    Raises: UnknownNameError where there is no such state, or the module was not in it.
    """
    now = read_adoption(reading(root), module)
    with scheme_as_of(root, name) as folder:
        found = next((item for item in _readable(folder) if item.id == module), None)
        if found is None:
            raise UnknownNameError(
                f"{module} was not adopted yet at {name[:80]}", why="the scheme took it over later",
                fix=f"see what you changed against its source: schemekit diff {module}",
            )
        return _compared(found, now, name)


def changed_since(root: Path, name: str) -> Changed:
    """Every module of the scheme as it was saved once against now. Raises: UnknownNameError."""
    present = {item.id: item for item in adoptions(reading(root))}
    with scheme_as_of(root, name) as folder:
        past = {item.id: item for item in _readable(folder)}
        both = [_compared(past[module], present[module], name) for module in sorted(present.keys() & past.keys())]
    new = tuple(sorted(present.keys() - past.keys()))
    found = [*(item for item in both if item.changed or item.values), *(mine(root, module) for module in new)]
    return Changed(comparisons=tuple(sorted(found, key=lambda item: item.module)), new=new,
                   gone=tuple(sorted(past.keys() - present.keys())))


def _readable(folder: Path) -> tuple[Adoption, ...]:
    return adoptions(SchemeFolder(folder))


def _compared(then: Adoption, now: Adoption, name: str) -> Comparison:
    before, after = held_own(then), held_own(now)
    own = {change.id: change for change in now.deviations}

    def reasons(change: ClauseChange) -> Reason:
        deviation = own.get(change.id)
        if not change.kinds or deviation is None:
            return Reason()
        return Reason.of(now.reason_for(deviation), Verb.ADAPT)

    files = {file if file != now.main_file else "" for file in (*now.module.text_files, *now.added_files)}
    made = compared(replace(before, side=replace(before.side, name=f"{before.side.name}, as of {name}")), after, About(
        values=between_values(then.module, before.values, now.module, after.values, now.scheme),
        reasons=reasons, with_reasons=frozenset(files), notices=tuple(_notices(then, now)),
    ))
    return replace(made, correspondence=None)


def _notices(then: Adoption, now: Adoption) -> Iterator[str]:
    old, new = then.entry.version, now.entry.version
    if old != new:
        yield f"updated from the source: {old} became {new}"
    waiting = len(now.record.open_decisions())
    if waiting:
        yield f"{waiting} {'decisions are' if waiting > 1 else 'decision is'} open: the text has your words there"
