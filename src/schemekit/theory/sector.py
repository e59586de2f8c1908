"""Many theories of change at a glance: which themes each works on, how near they are, who stands alone.

Presence and absence, as ecologists compare places by the species that live there. Basis: the Jaccard distance, and
average linkage for the order and the groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemekit.model.theory_of_change import Level, TheoryOfChange
from schemekit.theory.vocabulary import Theme, vocabulary

GROUPS: Mapping[str, tuple[Level, ...]] = {
    "does": (Level.INPUT, Level.STRATEGY), "makes": (Level.OUTPUT,),
    "changes": (Level.OUTCOME_SHORT, Level.OUTCOME_MID, Level.OUTCOME_LONG), "aims at": (Level.IMPACT,),
}
"""What a theory says of a theme: the organisation does something about it, makes something, changes it, aims at it."""
NEAR = 0.75
"""Up to which distance theories stand in one group, on average."""
_GROUP_OF = {level: group for group, levels in GROUPS.items() for level in levels}
Trait = tuple[str, str]   # a theme and what is said of it


@dataclass(frozen=True, kw_only=True)
class SectorView:
    """The view. Shape: `theories` in the order of their likeness, so that neighbours in it are near each other.

    Every theory is in one of the `clusters`; who has one of its own stands alone.
    """

    theories: tuple[TheoryOfChange, ...]
    clusters: tuple[tuple[str, ...], ...]

    @cached_property
    def traits(self) -> Mapping[str, Mapping[Trait, tuple[str, ...]]]:
        """For each theory, by key, its traits with the steps that say so."""
        return {theory.key: traits_of(theory) for theory in self.theories}

    @cached_property
    def rows(self) -> tuple[Trait, ...]:
        """Every trait that any theory has, in the order of the theme list."""
        order = {code: place for place, code in enumerate(vocabulary().themes)}
        groups = tuple(GROUPS)
        found = {trait for traits in self.traits.values() for trait in traits}
        return tuple(sorted(found, key=lambda trait: (order.get(trait[0], len(order)), trait[0],
                                                      groups.index(trait[1]))))

    @cached_property
    def distances(self) -> Mapping[tuple[str, str], float]:
        """The distance of each two theories, both ways round. Units: 0 the same traits, 1 none in common."""
        return {(one, other): distance(self.traits[one], self.traits[other])
                for one in self.traits for other in self.traits}

    def nearest(self, key: str) -> tuple[str, float]:
        """The theory that is nearest to one; an empty key where there is no other."""
        return min(((other, self.distances[key, other]) for other in self.traits if other != key),
                   key=lambda pair: (pair[1], pair[0]), default=("", 1.0))

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """The theories that share too little with others to be in a group with them."""
        return tuple(cluster[0] for cluster in self.clusters if len(self.theories) > 1 and len(cluster) == 1)

    @cached_property
    def only_one(self) -> Mapping[str, tuple[str, ...]]:
        """For each theory the themes that nobody else names."""
        themes = {key: {theme for theme, _ in traits} for key, traits in self.traits.items()}
        return {key: tuple(code for code in vocabulary().themes if code in own
                           and not any(code in themes[other] for other in themes if other != key))
                for key, own in themes.items()}

    @cached_property
    def everybody(self) -> tuple[Trait, ...]:
        """The traits that all have."""
        return tuple(row for row in self.rows if all(row in traits for traits in self.traits.values()))

    @cached_property
    def nobody(self) -> tuple[Theme, ...]:
        """The themes that no theory names, in no step."""
        named = {theme for traits in self.traits.values() for theme, _ in traits}
        return tuple(theme for theme in vocabulary().leaves
                     if theme.code not in named and theme.parents[0] not in named)

    @cached_property
    def worked_on_only(self) -> tuple[Theme, ...]:
        """The themes that somebody works on and nobody's outcome or impact names."""
        done = {theme for theme, group in self.rows if group in ("does", "makes")}
        changed = {theme for theme, group in self.rows if group in ("changes", "aims at")}
        system = {theme.code for theme in vocabulary().leaves if theme.parents[1] == "system"}
        return tuple(theme for theme in vocabulary().leaves if theme.code in done - changed - system)

    @cached_property
    def goals(self) -> Mapping[int, tuple[str, ...]]:
        """For each of the 17 SDG goals the theories that name a target of it."""
        named = {theory.key: {int(target.partition(".")[0]) for step in theory.steps for target in step.sdg_targets}
                 for theory in self.theories}
        return {goal: tuple(key for key in named if goal in named[key]) for goal in range(1, 18)}

    def to_mapping(self) -> dict[str, object]:
        """The view as `--json` prints it."""
        return {
            "theories": [{"theory": theory.key, "organisation": theory.organisation_name, "title": theory.title,
                          "steps": len(theory.steps), "nearest": self.nearest(theory.key)[0],
                          "distance": self.nearest(theory.key)[1], "only_here": list(self.only_one[theory.key])}
                         for theory in self.theories],
            "matrix": [{"theme": theme, "label": vocabulary().label(theme), "level": group,
                        "steps": {key: list(traits[theme, group]) for key, traits in self.traits.items()
                                  if (theme, group) in traits}} for theme, group in self.rows],
            "distances": [{"left": one, "right": other, "distance": far}
                          for (one, other), far in self.distances.items() if one < other],
            "clusters": [list(cluster) for cluster in self.clusters], "alone": list(self.alone),
            "everybody": [{"theme": theme, "level": group} for theme, group in self.everybody],
            "nobody": [theme.code for theme in self.nobody],
            "worked_on_only": [theme.code for theme in self.worked_on_only],
            "goals": [{"goal": goal, "theories": list(keys)} for goal, keys in self.goals.items()],
        }


def sector_view(theories: Sequence[TheoryOfChange]) -> SectorView:
    """The view of many theories, each known by its key. Shape: the order in which they are named does not matter."""
    known = {theory.key: theory for theory in sorted(theories, key=lambda theory: theory.key)}
    traits = {key: traits_of(theory) for key, theory in known.items()}
    order, clusters = _linked({(one, other): distance(traits[one], traits[other])
                               for one in known for other in known}, list(known))
    return SectorView(theories=tuple(known[key] for key in order), clusters=clusters)


def traits_of(theory: TheoryOfChange) -> dict[Trait, tuple[str, ...]]:
    """What a theory says of which themes, with the steps that say so."""
    found: dict[Trait, list[str]] = {}
    for step in sorted(theory.by_id.values(), key=lambda step: step.id):
        for theme in step.themes:
            found.setdefault((theme, _GROUP_OF[step.level]), []).append(step.id)
    return {trait: tuple(steps) for trait, steps in found.items()}


def distance(one: Mapping[Trait, object], other: Mapping[Trait, object]) -> float:
    """The Jaccard distance: 1 less what both have of all that either has; two that name nothing are far apart."""
    together = len(one.keys() | other.keys())
    return round(1 - len(one.keys() & other.keys()) / together, 4) if together else float(one is not other)


def _linked(
    far: Mapping[tuple[str, str], float], keys: list[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The order of the theories and the groups of near ones, by average linkage."""
    groups: dict[str, tuple[str, ...]] = {key: (key,) for key in keys}
    apart = {(one, other): far[one, other] for one in keys for other in keys if one < other}
    clusters: tuple[tuple[str, ...], ...] | None = None
    while len(groups) > 1:
        one, other = min(apart, key=lambda pair: (apart[pair], pair))
        if apart[one, other] > NEAR and clusters is None:
            clusters = tuple(sorted(groups.values()))
        first, second = len(groups[one]), len(groups[other])
        for third in groups:
            if third not in (one, other):
                near, far_one = sorted((one, third)), apart.pop((min(other, third), max(other, third)))
                mean = (apart[near[0], near[1]] * first + far_one * second) / (first + second)
                apart[near[0], near[1]] = mean
        apart.pop((one, other))
        groups[one] = groups[one] + groups.pop(other)
    order = next(iter(groups.values()), ())
    found = clusters if clusters is not None else tuple(groups.values())
    return order, tuple(sorted(found, key=lambda group: (order.index(group[0]))))
