"""The use of one module: who is at which release and how far behind, what became of each clause, which values are set.

Here are the records; how they are counted is in `counting`.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemekit.uptake.adopter import Replaced


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionUse:
    """The adopters at one release.

    Shape: `behind` counts the releases they have not taken; `step` is the weight of the heaviest of these (patch,
    minor, major), empty for the newest; `standing` is what the library said of the release later, empty for a current
    one; `is_released` is False for a version that the library never released in that form.
    """

    version: str
    adopters: tuple[str, ...]
    behind: int
    step: str
    standing: str
    is_yanked: bool
    is_released: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A release that an adopter did not take, and its reason. Units: `date` is YYYY-MM-DD."""

    adopter: str
    version: str
    reason: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseUse:
    """What became of one clause in the schemes that have it or dropped it.

    Shape: `words` are pairs of replaced words with the number of adopters; `reasons` the public reasons with the
    adopter's name before each; `unpublished` counts the reasons that are on record and are not public.
    """

    clause: str
    tailoring: str
    kept: int
    adapted: int
    dropped: int
    kinds: tuple[tuple[str, int], ...]
    words: tuple[tuple[Replaced, int], ...]
    reasons: tuple[tuple[str, str], ...]
    unpublished: int
    hint: str

    @property
    def adopters(self) -> int:
        """How many there are."""
        return self.kept + self.adapted + self.dropped

    @property
    def changed(self) -> int:
        """How many changed it."""
        return self.adapted + self.dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterUse:
    """Which values the adopters gave a parameter.

    Shape: `values` are the values with the number of adopters, those of most first; of a text of the schemes' own only
    `defaults` and `adopters` are known. `lowest`, `middle` and `highest` are empty for what is no number; `outside`
    names adopters whose value lies outside the range of their release.
    """

    name: str
    title: str
    unit: str
    default: str
    range: str
    adopters: int
    defaults: int
    values: tuple[tuple[str, int], ...]
    more_values: int
    lowest: str
    middle: str
    highest: str
    outside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleUse:
    """One module in all schemes that have it.

    Shape: `uncompared` names the adopters whose clauses are not counted, each with why.
    """

    module: str
    title: str
    newest: str
    adopters: tuple[str, ...]
    versions: tuple[VersionUse, ...]
    declined: tuple[Declined, ...]
    clauses: tuple[ClauseUse, ...]
    parameters: tuple[ParameterUse, ...]
    uncompared: tuple[tuple[str, str], ...]

    @property
    def up_to_date(self) -> int:
        """How many have the newest release, or a later one that is a candidate."""
        return sum(len(item.adopters) for item in self.versions if item.is_released and not item.behind)

    def behind(self, step: str = "") -> int:
        """How many have not taken releases; with a step, those for whom the heaviest of these is of that weight."""
        return sum(len(item.adopters) for item in self.versions if item.behind and step in ("", item.step))

    @property
    def on_yanked(self) -> tuple[str, ...]:
        """Who uses a release that was withdrawn."""
        return tuple(name for item in self.versions if item.is_yanked for name in item.adopters)
