"""Alignment: equal items in order, and which of many alike ones belong together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.comparing.alignment import Effort, Run, equal_runs, runs_by_unit
from schemekit.text.comparing.likeness import Wording, best_chain, best_pairs, likely

ITEMS = st.lists(st.integers(0, 6), max_size=30)
UNITS = st.lists(st.lists(st.integers(0, 4), max_size=4).map(tuple), max_size=8)
SHARES = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.sampled_from([0.6, 0.7, 0.8, 1.0]))


def are_runs(runs: Sequence[Run], old: Sequence[int], new: Sequence[int]) -> None:
    """Equal, rising, none empty, none that goes on from the one before it."""
    for start, place, length in runs:
        assert length > 0
        assert list(old[start : start + length]) == list(new[place : place + length])
    for (start, place, length), (later, there, _) in pairwise(runs):
        assert later >= start + length
        assert there >= place + length
        assert (later, there) != (start + length, place + length)


class TestRuns:
    """'Equal runs of two sequences: whole units first, landmarks for long inputs, an effort bound.'"""

    @given(ITEMS, ITEMS)
    @settings(deadline=None)
    def test_they_are_equal_and_rise(self, old: list[int], new: list[int]) -> None:
        are_runs(equal_runs(old, new), old, new)

    @given(UNITS, UNITS)
    @settings(deadline=None)
    def test_so_are_those_by_unit(self, olds: list[tuple[int, ...]], news: list[tuple[int, ...]]) -> None:
        are_runs(runs_by_unit(olds, news), [item for unit in olds for item in unit],
                 [item for unit in news for item in unit])

    @given(ITEMS)
    @settings(deadline=None)
    def test_a_sequence_is_equal_to_itself(self, items: list[int]) -> None:
        assert equal_runs(items, items) == ([(0, 0, len(items))] if items else [])

    @given(ITEMS, ITEMS)
    @settings(deadline=None)
    def test_long_ones_too(self, old: list[int], new: list[int]) -> None:
        first, second = [*range(100, 250), *old, *range(300, 420)], [*range(90, 240), *new, *range(310, 420)]
        runs = equal_runs(first, second)
        are_runs(runs, first, second)
        assert sum(length for _, _, length in runs) >= 140 + 110

    def test_where_every_item_stands_often_three_in_a_row_are_found(self) -> None:
        old = [place % 7 * 100 + place // 7 % 11 for place in range(600)]
        new = [*old[:200], *([1_000] * 50), *old[230:]]
        assert sum(length for _, _, length in equal_runs(old, new)) >= 540

    def test_without_effort_the_ends_are_found_still(self) -> None:
        assert equal_runs("abcxdef", "abcyydef", Effort(0)) == [(0, 0, 3), (4, 5, 3)]

    @pytest.mark.parametrize(("old", "new"), [
        pytest.param("a" * 60_000, "ab" * 30_000, id="one-again-and-again"),
        pytest.param("abc" * 20_000, "cab" * 20_001, id="three-in-turn"),
    ])
    def test_hostile_repetition_ends(self, old: str, new: str) -> None:
        are_runs(equal_runs(old, new), [ord(item) for item in old], [ord(item) for item in new])


class TestLikeness:
    """'Bounded, whatever the texts hold.'"""

    def test_it_is_the_share_of_words(self) -> None:
        assert Wording.of("The body answers.").likeness(Wording.of("the BODY\nasks")) == pytest.approx(2 / 3)
        assert Wording.of("").likeness(Wording.of("")) == 0

    def test_among_many_the_right_one_is_found_anywhere(self) -> None:
        olds = [Wording.of(f"the rule number {place} says that body b{place * 7} decides first")
                for place in range(300)]
        news = [*olds[100:], *olds[:100]]
        assert dict(pair for pair, share in best_pairs(likely(olds, news)) if share == 1) == {
            place: (place + 200) % 300 for place in range(300)}

    @given(SHARES)
    @settings(deadline=None)
    def test_pairs_are_one_to_one_and_the_same_the_other_way_round(self, shares: dict[tuple[int, int], float]) -> None:
        pairs = [pair for pair, _ in best_pairs(shares)]
        assert len({at for at, _ in pairs}) == len({there for _, there in pairs}) == len(pairs)
        turned = best_pairs({(there, at): share for (at, there), share in shares.items()})
        assert {(at, there) for (there, at), _ in turned} == set(pairs)

    @given(SHARES)
    @settings(deadline=None)
    def test_a_chain_rises_and_none_is_better(self, shares: dict[tuple[int, int], float]) -> None:
        chain = best_chain(shares)
        assert all(first[0] < second[0] and first[1] < second[1] for first, second in pairwise(chain))
        best: dict[tuple[int, int], float] = {}
        for at, there in sorted(shares):
            before = [total for (one, other), total in best.items() if one < at and other < there]
            best[at, there] = shares[at, there] + max(before, default=0)
        assert sum(shares[pair] for pair in chain) == pytest.approx(max(best.values(), default=0))
