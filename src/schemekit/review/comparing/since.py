"""What a scheme changed in its own texts since it was saved once: at a branch, a tag or an entry of its history.

Or since a body approved them, for those who have to say what it has not seen yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.derogations import came_or_went
from schemekit.adopt.outcome import Adoption, adoptions, read_adoption
from schemekit.adopt.past_scheme import approved_at, scheme_as_of
from schemekit.adopt.writing import reading
from schemekit.errors import UnknownNameError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.adoption import Verb
from schemekit.review.comparing.against_source import changes_of, open_decisions_told
from schemekit.review.comparing.compared import About, Reason, compared, files_with_reasons
from schemekit.review.comparing.compared_values import between_values
from schemekit.review.comparing.held import held_own
from schemekit.review.comparison import Comparison
from schemekit.text.comparing.diff import ClauseChange

APPROVAL = "approval"
"""What a reader writes for the state that was approved last, each module's own."""


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

    Shape: `name` is a state, or APPROVAL. Raises: UnknownNameError where there is no such state, or the module was not
    in it.
    """
    now = read_adoption(reading(root), module)
    if name == APPROVAL:
        return _since_approval(root, now)
    with scheme_as_of(root, name) as folder:
        found = next((item for item in _readable(folder) if item.id == module), None)
        if found is None:
            raise UnknownNameError(
                f"{module} was not adopted yet at {name[:80]}", why="the scheme took it over later",
                fix=f"see what you changed against its source: schemekit diff {module}",
            )
        return _compared(found, now, f"as of {name}")


def _since_approval(root: Path, now: Adoption) -> Comparison:
    commit, words = approved_at(root, now)
    with scheme_as_of(root, commit) as folder:
        return _compared(read_adoption(SchemeFolder(folder), now.id), now, f"as {words}")


def changed_since(root: Path, name: str) -> Changed:
    """Every module of the scheme as it was saved once against now. Raises: UnknownNameError."""
    present = {item.id: item for item in adoptions(reading(root))}
    if name == APPROVAL:
        return _changed_since_approval(root, tuple(present.values()))
    with scheme_as_of(root, name) as folder:
        past = {item.id: item for item in _readable(folder)}
        both = [_compared(past[module], present[module], f"as of {name}")
                for module in sorted(present.keys() & past.keys())]
    new = tuple(sorted(present.keys() - past.keys()))
    excepted = {name for name in present.keys() & past.keys() if any(came_or_went(past[name], present[name]))}
    found = [*(item for item in both if item.changed or item.values or item.module in excepted),
             *(changes_of(present[module]) for module in new)]
    return Changed(comparisons=tuple(sorted(found, key=lambda item: item.module)), new=new,
                   gone=tuple(sorted(past.keys() - present.keys())))


def _changed_since_approval(root: Path, present: tuple[Adoption, ...]) -> Changed:
    """Each module against what was approved of it; one that never was, against its source."""
    approved = [item for item in present if item.record.approvals]
    if not approved:
        raise UnknownNameError(
            "no approval is recorded in this scheme", why="so there is no approved text to compare with",
            fix="record one: schemekit approve MODULE --body … --date …; or name a saved state, as in --since HEAD~1",
        )
    # What is told beside the words is worth a page too: an exception that came or went, an update.
    found = [item for item in (_since_approval(root, one) for one in approved)
             if item.changed or item.values or item.notices]
    for item in present:
        if item not in approved:
            other = changes_of(item)
            notice = "no approval is recorded: compared with its source"
            if other.changed or other.values or other.notices:
                found.append(replace(other, notices=(notice, *other.notices)))
    return Changed(comparisons=tuple(sorted(found, key=lambda item: item.module)))


def _readable(folder: Path) -> tuple[Adoption, ...]:
    return adoptions(SchemeFolder(folder))


def _compared(then: Adoption, now: Adoption, when: str) -> Comparison:
    before, after = held_own(then), held_own(now)
    own = {change.id: change for change in now.deviations}

    def reasons(change: ClauseChange) -> Reason:
        deviation = own.get(change.id)
        if not change.kinds or deviation is None:
            return Reason()
        return Reason.of(now.reason_for(deviation), Verb.ADAPT).told_by(now)

    made = compared(replace(before, side=replace(before.side, name=f"{before.side.name}, {when}")), after, About(
        values=between_values(then.module, before.values, now.module, after.values, now.scheme),
        reasons=reasons, with_reasons=files_with_reasons(now), notices=tuple(_notices(then, now)),
    ))
    return replace(made, correspondence=None)


def _notices(then: Adoption, now: Adoption) -> Iterator[str]:
    old, new = then.entry.version, now.entry.version
    if old != new:
        yield f"updated from the source: {old} became {new}"
    yield from came_or_went(then, now)
    yield from open_decisions_told(now)
