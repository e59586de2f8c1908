"""Counting: the records of many adopters made into one account of each module.

The same adopters give the same account, in whatever order they were read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median_low

from schemekit.model.adoption import Verb
from schemekit.model.module import Module
from schemekit.model.parameter import Parameter, Tailoring, shown
from schemekit.model.release import Ledger, Release, Standing
from schemekit.model.version import Bump, Version
from schemekit.uptake.adopter import ChangedClause, ModuleUsed, ValueUsed
from schemekit.uptake.hint import hint, most_replaced
from schemekit.uptake.module_use import ClauseUse, Declined, ModuleUse, ParameterUse, VersionUse

WORDS, VALUES, REASONS = 10, 20, 50
"""The most pairs of words, values and reasons that are told of one clause or parameter; the others are counted."""
Used = Sequence[tuple[str, ModuleUsed]]
"""A module in each scheme that has it: the adopter's name and what was read, sorted."""


def module_use(name: str, used: Used, ledger: Ledger, newest: Module | None) -> ModuleUse:
    """The account of one module. Shape: `newest` is its newest release, None where that cannot be read."""
    release = ledger.newest(name)
    return ModuleUse(
        module=name,
        title=newest.title if newest else name,
        newest=str(release.version) if release else "",
        adopters=tuple(adopter for adopter, _ in used),
        versions=tuple(_versions(name, used, ledger)),
        declined=tuple(sorted((Declined(adopter=adopter, version=str(item.version), reason=item.reason, date=item.date)
                               for adopter, one in used for item in one.declined),
                              key=lambda item: (item.adopter, Version(item.version)))),
        clauses=tuple(_clauses(used, newest)),
        parameters=tuple(_parameters(used, newest)),
        uncompared=tuple((adopter, one.problem) for adopter, one in used if one.problem),
    )


def _versions(name: str, used: Used, ledger: Ledger) -> Iterable[VersionUse]:
    found: dict[tuple[Version, bool], list[str]] = defaultdict(list)
    for adopter, one in used:
        found[one.version, one.is_released].append(adopter)
    newest = ledger.newest(name)
    for version, is_released in sorted(found, reverse=True):
        missed = _missed(name, version, newest, ledger)
        release = ledger.find(name, version) if is_released else None
        is_current = release is None or release.standing is Standing.CURRENT
        yield VersionUse(
            version=str(version), adopters=tuple(found[version, is_released]), behind=len(missed),
            step=_heaviest(version, missed), is_released=is_released,
            standing="" if release is None or is_current else f"{release.standing.value}: {release.standing_reason}",
            is_yanked=release is not None and release.standing is Standing.YANKED,
        )


def _missed(name: str, version: Version, newest: Release | None, ledger: Ledger) -> list[Release]:
    """The releases between a version and the newest that an update would bring, the newest among them."""
    return [item for item in ledger.of(name)
            if newest and version < item.version <= newest.version and not item.version.is_prerelease
            and item.standing is not Standing.YANKED]


def _heaviest(version: Version, missed: Sequence[Release]) -> str:
    """The weight of the heaviest release: as it was declared, or as the numbers say where they say more."""
    if not missed:
        return ""
    weights = {bump.name.lower(): bump for bump in Bump}
    declared = max(weights.get(item.bump, Bump.NONE) for item in missed)
    old, new = (one.text.split("-")[0].split(".") for one in (version, missed[-1].version))
    numbers = Bump.MAJOR if old[0] != new[0] else Bump.MINOR if old[1] != new[1] else Bump.PATCH
    return max(declared, numbers).name.lower()


def _clauses(used: Used, newest: Module | None) -> Iterable[ClauseUse]:
    """Every clause that an adopter's release has, in the newest release's order, then those that it gave up."""
    kept = Counter(clause for _, one in used for clause in one.kept)
    changed: dict[str, list[tuple[str, ChangedClause]]] = defaultdict(list)
    for adopter, one in used:
        for item in one.changed:
            changed[item.clause].append((adopter, item))
    known = {clause.id: clause.tailoring for clause in newest.clauses} if newest else {}
    gone = sorted({*kept, *changed} - set(known))
    for clause in [*(name for name in known if name in kept or name in changed), *gone]:
        yield _clause(clause, known.get(clause), kept[clause], changed[clause])


def _clause(
    clause: str, tailoring: Tailoring | None, kept: int, changed: Sequence[tuple[str, ChangedClause]]
) -> ClauseUse:
    items = [item for _, item in changed]
    dropped = sum(item.verb is Verb.DROP for item in items)
    kinds = Counter(kind for item in items for kind in set(item.kinds))
    return ClauseUse(
        clause=clause, tailoring=tailoring.value if tailoring else "", kept=kept, adapted=len(items) - dropped,
        dropped=dropped, kinds=tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        words=most_replaced(items, WORDS),
        reasons=tuple((adopter, item.reason) for adopter, item in changed if item.reason)[:REASONS],
        unpublished=sum(item.has_reason and not item.reason for item in items),
        hint=hint(items, kept + len(items), is_optional=tailoring is Tailoring.OPTIONAL),
    )


def _parameters(used: Used, newest: Module | None) -> Iterable[ParameterUse]:
    """Every parameter of the newest release that an adopter has a value for, in its order."""
    given: dict[str, list[tuple[str, ValueUsed]]] = defaultdict(list)
    for adopter, one in used:
        for value in one.values:
            given[value.name].append((adopter, value))
    for parameter in newest.parameters if newest else ():
        if parameter.name in given:
            yield _parameter(parameter, given[parameter.name])


def _parameter(parameter: Parameter, given: Sequence[tuple[str, ValueUsed]]) -> ParameterUse:
    counted = Counter(value.shown for _, value in given if value.shown)
    order = sorted(counted, key=lambda words: (-counted[words], words))
    numbers = sorted(value.number for _, value in given if value.number is not None)
    lowest, middle, highest = (numbers[0], median_low(numbers), numbers[-1]) if numbers else (None, None, None)
    return ParameterUse(
        name=parameter.name, title=parameter.title, unit=parameter.unit,
        default=shown(parameter.default), range=parameter.range_text,
        adopters=len(given), defaults=sum(value.is_default for _, value in given),
        values=tuple((words, counted[words]) for words in order[:VALUES]), more_values=max(0, len(order) - VALUES),
        lowest=_told(lowest), middle=_told(middle), highest=_told(highest),
        outside=tuple((adopter, value.shown) for adopter, value in given if not value.in_range),
    )


def _told(number: float | None) -> str:
    if number is None:
        return ""
    return shown(int(number) if number.is_integer() else number)
