"""Clauses of several schemes that belong together, several to several, each link with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from schemekit.crosswalk.paired_clauses import SideClause


class Link(Enum):
    """By what two clauses were put together; the words are those that are shown."""

    ID = "one clause of one module"
    WORDS = "by words"
    CROSSWALK = "by crosswalk"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyClause:
    """A clause of one of the schemes. Shape: `scheme` is its place among them, from 0."""

    scheme: int
    clause: SideClause

    @property
    def key(self) -> tuple[int, str]:
        """What tells it from all others."""
        return self.scheme, self.clause.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLink:
    """Two clauses of different schemes. Shape: keys as `PartyClause.key`; `told` says what it rests on."""

    first: tuple[int, str]
    second: tuple[int, str]
    link: Link
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseGroup:
    """Clauses that belong together; one alone where nothing goes with it."""

    members: tuple[PartyClause, ...]
    links: tuple[Link, ...] = ()
    told: tuple[str, ...] = ()

    def of(self, scheme: int) -> tuple[PartyClause, ...]:
        """The clauses of one scheme in it."""
        return tuple(member for member in self.members if member.scheme == scheme)

    @property
    def schemes(self) -> frozenset[int]:
        """The schemes that have a clause in it."""
        return frozenset(member.scheme for member in self.members)

    @property
    def is_one_each(self) -> bool:
        """Whether no scheme has more than one clause in it."""
        return len(self.schemes) == len(self.members)

    @property
    def how(self) -> str:
        """By what they were put together, in words."""
        return ", ".join(link.value for link in self.links) or "alone"


def clause_groups(clauses: Sequence[PartyClause], links: Iterable[ClauseLink]) -> tuple[ClauseGroup, ...]:
    """Put together what links join, in the order of the clauses. Shape: links to unknown clauses count for nothing."""
    leader: dict[tuple[int, str], tuple[int, str]] = {member.key: member.key for member in clauses}

    def first_of(key: tuple[int, str]) -> tuple[int, str]:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    order = {member.key: place for place, member in enumerate(clauses)}
    kept = [link for link in links if link.first in leader and link.second in leader]
    for link in kept:
        one, other = sorted((first_of(link.first), first_of(link.second)), key=order.__getitem__)
        leader[other] = one
    members: dict[tuple[int, str], list[PartyClause]] = {}
    for member in clauses:
        members.setdefault(first_of(member.key), []).append(member)
    rests: dict[tuple[int, str], list[ClauseLink]] = {}
    for link in kept:
        rests.setdefault(first_of(link.first), []).append(link)
    return tuple(
        ClauseGroup(members=tuple(found), links=tuple(kind for kind in Link
                                                      if any(link.link is kind for link in rests.get(key, ()))),
                    told=tuple(dict.fromkeys(link.told for link in rests.get(key, ()) if link.told)))
        for key, found in members.items()
    )
