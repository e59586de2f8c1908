"""The clauses of one module in several schemes, put together by ids, by words and by crosswalks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations

from schemekit.adopt.outcome import Adoption
from schemekit.cooperate.paired_modules import ModulePair, judged_clauses, side_clauses
from schemekit.cooperate.two_schemes import lined_clauses
from schemekit.crosswalk.clause_groups import ClauseGroup, ClauseLink, Link, PartyClause, clause_groups
from schemekit.crosswalk.lined_up import LinedClause
from schemekit.crosswalk.paired_clauses import JudgedClause, SideClause
from schemekit.text.comparing.likeness import ALIKE, Wording, likely

_FEWEST = 8   # words of a clause, below which likeness says nothing


@dataclass(frozen=True)
class Topic:
    """One module in several schemes. Shape: `names` are the schemes, `sides` what each adopted, in one order."""

    names: tuple[str, ...]
    sides: tuple[Adoption, ...]

    @property
    def name(self) -> str:
        """The module's name, or all of them where they are called differently."""
        return "=".join(dict.fromkeys(side.id for side in self.sides))

    @cached_property
    def clauses(self) -> tuple[Mapping[str, SideClause], ...]:
        """The clauses of each scheme, by id."""
        return tuple(side_clauses(side) for side in self.sides)

    @cached_property
    def rows(self) -> Mapping[tuple[int, int], tuple[LinedClause, ...]]:
        """How the clauses of two schemes line up, each way, for those that go back to one module."""
        return {(one, other): tuple(lined_clauses(self.sides[one], self.sides[other]))
                for one, other in permutations(range(len(self.sides)), 2) if self.is_same(one, other)}

    def is_same(self, one: int, other: int) -> bool:
        """Whether the texts of two schemes go back to one module."""
        return ModulePair(self.sides[one], self.sides[other]).is_same_module

    @cached_property
    def groups(self) -> tuple[ClauseGroup, ...]:
        """The clauses that belong together, in the order of the first scheme, what it lacks at the end."""
        members = [PartyClause(scheme=scheme, clause=clause)
                   for scheme, clauses in enumerate(self.clauses) for clause in clauses.values()]
        links = list(self._by_id())
        linked = {key for link in links for key in (link.first, link.second)}
        links += self._by_words(linked)
        linked |= {key for link in links for key in (link.first, link.second)}
        links += self._by_crosswalk(linked)
        return clause_groups(members, links)

    def _by_id(self) -> Iterator[ClauseLink]:
        for one, other in combinations(range(len(self.sides)), 2):
            for row in self.rows.get((one, other), ()):
                if row.our_number and row.their_number:
                    theirs = row.their_clause or row.clause
                    link = Link.ID if theirs == row.clause else Link.WORDS
                    yield ClauseLink(first=(one, row.clause), second=(other, theirs), link=link)

    def _by_words(self, linked: set[tuple[int, str]]) -> Iterator[ClauseLink]:
        """Clauses whose words are alike, of which one at least goes with nothing yet."""
        wordings = [{name: wording for name, clause in clauses.items()
                     if len((wording := Wording.of(clause.body)).words) >= _FEWEST} for clauses in self.clauses]
        for one, other in combinations(range(len(self.sides)), 2):
            mine, hers = tuple(wordings[one]), tuple(wordings[other])
            shares = likely([wordings[one][name] for name in mine], [wordings[other][name] for name in hers], ALIKE)
            for (at, there), share in sorted(shares.items()):
                keys = (one, mine[at]), (other, hers[there])
                if not all(key in linked for key in keys):
                    yield ClauseLink(first=keys[0], second=keys[1], link=Link.WORDS,
                                     told=f"{share:.0%} of the words are the same")

    def _by_crosswalk(self, linked: set[tuple[int, str]]) -> Iterator[ClauseLink]:
        """Clauses that go with nothing yet, and that people judged to address one item."""
        judged = [[one for one in judged_clauses(side) if (scheme, one.clause) not in linked]
                  for scheme, side in enumerate(self.sides)]
        for one, other in combinations(range(len(self.sides)), 2):
            by_item: dict[tuple[str, str], list[JudgedClause]] = {}
            for hers in judged[other]:
                by_item.setdefault((hers.framework, hers.item), []).append(hers)
            for mine in judged[one]:
                for hers in by_item.get((mine.framework, mine.item), ()):
                    judges = " and ".join(dict.fromkeys((mine.judge, hers.judge)))
                    yield ClauseLink(first=(one, mine.clause), second=(other, hers.clause), link=Link.CROSSWALK,
                                     told=f"both address {mine.framework} {mine.item}, as judged by {judges}")
