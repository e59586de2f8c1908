"""What a scheme has on each item: addresses, partly, not addressed; what was dropped or adapted lowers it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.crosswalk.coverage import ItemCoverage, coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState, Standing
from schemekit.model.crosswalk import Crosswalk
from tests.crosswalk.samples import WHY, crosswalk, framework

KEPT, LOOSENED, TURNED, ADAPTED, TAKEN_BACK, DROPPED, _ = ClauseState
ADDRESSES, PARTLY, NOT_ADDRESSED = Standing.ADDRESSES, Standing.PARTLY, Standing.NOT_ADDRESSED
ONE = framework(("1", ""))
SUM = crosswalk("notice subset 1", "waiver intersects 1", "refund supports 1", together=("1 equivalent",))


def has(states: Mapping[str, ClauseState], module: str = "fees") -> AdoptedClauses:
    return AdoptedClauses(module=module, version="1.0.0", states=states)


def item(walk: Crosswalk, **states: ClauseState) -> ItemCoverage:
    (found,) = coverage(ONE, [walk], [has(states)])
    return found


@pytest.mark.parametrize(("walk", "states", "standing", "lowered_by"), [
    pytest.param("notice equal 1", [KEPT], ADDRESSES, (), id="the-same-words"),
    pytest.param("notice equivalent 1", [KEPT], ADDRESSES, (), id="the-same-meaning"),
    pytest.param("notice superset 1", [KEPT], ADDRESSES, (), id="more-than-is-asked"),
    pytest.param("notice subset 1", [KEPT], PARTLY, (), id="less-than-is-asked"),
    pytest.param("notice intersects 1", [KEPT], PARTLY, (), id="some-of-it-and-more"),
    pytest.param("notice supports 1", [KEPT], NOT_ADDRESSED, (), id="help-is-no-answer"),
    pytest.param("- none 1", [], NOT_ADDRESSED, (), id="a-stated-gap"),
    pytest.param("notice equal 1", [ADAPTED], PARTLY, ("fees#notice",), id="adapted-words-were-not-judged"),
    pytest.param("notice equal 1", [LOOSENED], PARTLY, ("fees#notice",), id="a-looser-value-was-not-judged"),
    pytest.param("notice equal 1", [DROPPED], NOT_ADDRESSED, ("fees#notice",), id="dropped"),
    pytest.param("notice equal 1", [], NOT_ADDRESSED, ("fees#notice",), id="not-in-the-text-at-all"),
    pytest.param("notice subset 1", [ADAPTED], PARTLY, ("fees#notice",), id="part-of-it-adapted-is-still-part"),
    pytest.param("notice subset 1", [TURNED], PARTLY, ("fees#notice",), id="part-of-it-by-another-value"),
    pytest.param("notice equal 1", [TAKEN_BACK], NOT_ADDRESSED, ("fees#notice",), id="it-takes-back-what-it-asked"),
    pytest.param("notice subset 1", [DROPPED], NOT_ADDRESSED, ("fees#notice",), id="part-of-it-dropped"),
])
def test_one_clause(walk: str, states: list[ClauseState], standing: Standing, lowered_by: tuple[str, ...]) -> None:
    found = item(crosswalk(walk), **dict(zip(["notice"], states, strict=False)))
    assert (found.standing, found.lowered_by) == (standing, lowered_by)


@pytest.mark.parametrize(("notice", "waiver", "refund", "standing", "lowered_by"), [
    pytest.param(KEPT, KEPT, KEPT, ADDRESSES, (), id="all-kept"),
    pytest.param(KEPT, KEPT, DROPPED, ADDRESSES, (), id="what-only-supports-may-go"),
    pytest.param(KEPT, ADAPTED, KEPT, PARTLY, ("fees#waiver",), id="one-adapted"),
    pytest.param(KEPT, DROPPED, KEPT, PARTLY, ("fees#waiver",), id="one-dropped"),
    pytest.param(DROPPED, DROPPED, KEPT, NOT_ADDRESSED, ("fees#notice", "fees#waiver"), id="all-dropped"),
])
def test_clauses_together(
    notice: ClauseState, waiver: ClauseState, refund: ClauseState, standing: Standing, lowered_by: tuple[str, ...]
) -> None:
    found = item(SUM, notice=notice, waiver=waiver, refund=refund)
    assert (found.standing, found.lowered_by) == (standing, lowered_by)


def test_it_says_who_judged_what_when_and_on_which_version() -> None:
    """'As judged by whom, on which version, with the clause.'"""
    walk = crosswalk("notice subset 1", "- none 2", judge="B. Reader", date="2026-12-01", module_version="1.1.0")
    one, two = coverage(framework(("1", ""), ("2", "")), [walk], [has({"notice": KEPT})])
    (evidence,) = one.evidence
    assert (evidence.clause, evidence.judge, evidence.date, evidence.module_version, evidence.scheme_version,
            evidence.rationale) == ("notice", "B. Reader", "2026-12-01", "1.1.0", "1.0.0", WHY)
    assert (one.judges, two.judges, [gap.rationale for _, gap in two.gaps]) == (("B. Reader",), ("B. Reader",), [WHY])
    assert (two.standing, two.is_judged) == (NOT_ADDRESSED, True)


def test_what_nobody_judged_is_told_as_that() -> None:
    one, two = coverage(framework(("1", ""), ("2", "")), [crosswalk("notice equal 1")], [has({"notice": KEPT})])
    assert (one.is_judged, two.is_judged, two.standing) == (True, False, NOT_ADDRESSED)


@pytest.mark.parametrize(("walk", "why"), [
    (crosswalk("notice equal 1", framework_version="3"), "another version of the framework"),
    (crosswalk("notice equal 1", framework="other"), "another framework"),
    (crosswalk("notice equal 1", module="fines"), "a module that was not adopted"),
])
def test_a_crosswalk_that_is_about_something_else_counts_for_nothing(walk: Crosswalk, why: str) -> None:
    assert item(walk, notice=KEPT).is_judged is False, why


def test_two_modules_are_not_added_up_but_the_better_one_counts() -> None:
    """Nobody judged what the two come to together."""
    fines = crosswalk("penalty equal 1", module="fines")
    fees = crosswalk("notice subset 1")
    (found,) = coverage(ONE, [fees, fines], [has({"notice": KEPT}), has({"penalty": KEPT}, "fines")])
    assert (found.standing, [one.module for one in found.evidence]) == (ADDRESSES, ["fees", "fines"])
    (found,) = coverage(ONE, [fees, fines], [has({"notice": KEPT}), has({"penalty": DROPPED}, "fines")])
    assert (found.standing, found.lowered_by) == (PARTLY, ("fines#penalty",))


class TestHeadings:
    """A heading with no judgement of its own takes that of its items."""

    TREE = framework(("7", ""), ("7.1", "7"), ("7.2", "7"))

    @pytest.mark.parametrize(("rows", "standings"), [
        pytest.param(("notice equal 7.1", "waiver equal 7.2"), (ADDRESSES, ADDRESSES, ADDRESSES), id="all"),
        pytest.param(("notice equal 7.1", "- none 7.2"), (PARTLY, ADDRESSES, NOT_ADDRESSED), id="some"),
        pytest.param(("- none 7.1", "- none 7.2"), (NOT_ADDRESSED, NOT_ADDRESSED, NOT_ADDRESSED), id="none"),
        pytest.param(("notice equal 7", "- none 7.1"), (ADDRESSES, NOT_ADDRESSED, NOT_ADDRESSED), id="its-own"),
        pytest.param(("notice supports 7", "waiver subset 7.1", "waiver subset 7.2"), (PARTLY, PARTLY, PARTLY),
                     id="support-is-no-judgement-of-a-heading"),
    ])
    def test_standing(self, rows: tuple[str, ...], standings: tuple[Standing, ...]) -> None:
        found = coverage(self.TREE, [crosswalk(*rows)], [has({"notice": KEPT, "waiver": KEPT})])
        assert tuple(one.standing for one in found) == standings
        assert [(one.item.id, one.depth) for one in found] == [("7", 0), ("7.1", 1), ("7.2", 1)]

    def test_support_is_told_of_a_heading_where_nobody_judged_what_stands_below(self) -> None:
        heading, *below = coverage(self.TREE, [crosswalk("notice supports 7")], [has({"notice": KEPT})])
        assert (heading.is_judged, heading.standing) == (True, NOT_ADDRESSED)
        assert [one.is_judged for one in below] == [False, False]


RANK = {NOT_ADDRESSED: 0, PARTLY: 1, ADDRESSES: 2}
LESS = {KEPT: 5, LOOSENED: 4, TURNED: 3, ADAPTED: 2, TAKEN_BACK: 1, DROPPED: 0}
CLAUSES = ("notice", "waiver", "refund")
ROWS = st.lists(st.tuples(st.sampled_from(CLAUSES), st.sampled_from(["equal", "superset", "subset", "intersects",
                "supports"]), st.sampled_from(["1", "2"])).map(" ".join), unique=True, min_size=1, max_size=6)
STATES = st.fixed_dictionaries({clause: st.sampled_from(list(LESS)) for clause in CLAUSES})


@given(ROWS, st.lists(st.sampled_from(["1 equivalent", "2 subset"]), unique=True), STATES, STATES)
def test_having_less_of_a_clause_never_raises_an_item(
    rows: list[str], together: list[str], one: dict[str, ClauseState], other: dict[str, ClauseState]
) -> None:
    """'Dropped, adapted, loosened clauses lower it, and each piece of evidence that was lost is named.'"""
    less = {clause: min(one[clause], other[clause], key=LESS.__getitem__) for clause in CLAUSES}
    walk, tree = crosswalk(*rows, together=tuple(together)), framework(("0", ""), ("1", "0"), ("2", "0"))
    before, after = (coverage(tree, [walk], [has(states)]) for states in (one, less))
    for was, now in zip(before, after, strict=True):
        assert RANK[now.standing] <= RANK[was.standing]
        assert bool(now.lowered_by) >= (RANK[now.standing] < RANK[was.standing])
