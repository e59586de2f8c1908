"""Comparing theories: 'the deterministic method, scores shown in parts, "ask a person" band with answers kept'."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.match_answer import JudgedStep, MatchAnswer, Verdict
from schemekit.model.theory_of_change import Direction, Level, TheoryOfChange
from schemekit.theory.assignment import best_pairs
from schemekit.theory.leads import gaps, leads, shared_risks
from schemekit.theory.likeness import POSSIBLE, WEIGHTS, Corpus, actors_alike, likeness, near
from schemekit.theory.pair_report import pair_reports
from schemekit.theory.pairing import compare_theories
from schemekit.theory.polarity import denies
from schemekit.theory.report_tables import pair_tables
from schemekit.theory.stemming import stems
from tests.theory.theories import example, step, theories, theory

WATER: dict[str, Any] = {"themes": ("water-use",), "sdg_targets": ("6.4",), "actor": "mine operators"}
FEW = settings(max_examples=40, deadline=None)


def answer(left: TheoryOfChange, right: TheoryOfChange, one: str, other: str, verdict: Verdict) -> MatchAnswer:
    sides = [JudgedStep(theory=of.key, step=name, statement=of.by_id[name].statement)
             for of, name in ((left, one), (right, other))]
    return MatchAnswer(left=sides[0], right=sides[1], verdict=verdict, judge="A. Author", date="2026-11-02")


class TestLikeness:
    """'score = 0.40 theme + 0.20 SDG target + 0.15 actor + 0.10 direction + 0.15 text', from 0 to 1."""

    def test_the_weights(self) -> None:
        assert WEIGHTS == {"theme": 0.40, "sdg": 0.20, "actor": 0.15, "direction": 0.10, "text": 0.15}
        assert sum(WEIGHTS.values()) == pytest.approx(1)

    @given(theories(4), theories(4))
    @FEW
    def test_it_is_symmetric_and_within_bounds_and_the_sum_of_its_parts(
        self, one: TheoryOfChange, other: TheoryOfChange
    ) -> None:
        corpus = Corpus.of(item.statement for item in (*one.steps, *other.steps))
        for mine in one.steps:
            for theirs in other.steps:
                found = likeness(mine, theirs, corpus)
                assert found == likeness(theirs, mine, corpus)
                assert 0 <= found.score <= 1
                assert round(1000 * found.score) == sum(round(1000 * share) for share in found.shares.values())
                assert all(part is None or 0 <= part <= 1 for part in found.parts.values())

    @pytest.mark.parametrize(("one", "other", "how_near"), [
        pytest.param("water-use", "water-use", 1.0, id="the-same"),
        pytest.param("water-use", "water", 0.75, id="a-theme-and-its-area"),
        pytest.param("water-use", "water-quality", 0.5, id="two-of-one-area"),
        pytest.param("water-use", "nature", 0.25, id="a-theme-and-another-area-of-the-field"),
        pytest.param("water-use", "soil", 0.0, id="two-areas"),
        pytest.param("water-use", "wages", 0.0, id="two-fields"),
        pytest.param("water-use", "own-code", 0.0, id="an-unknown-code"),
    ])
    def test_themes_by_their_distance_in_the_tree(self, one: str, other: str, how_near: float) -> None:
        assert near(one, other) == near(other, one) == how_near

    @pytest.mark.parametrize(("one", "other"), [
        pytest.param("small-scale producers", "smallholders", id="smallholder"),
        pytest.param("Mining operations discharge effluents", "a mine discharges its effluent", id="endings"),
        pytest.param("reduce the use of pesticides", "use fewer agrochemicals", id="several-synonyms"),
    ])
    def test_words_by_synonyms_and_stems(self, one: str, other: str) -> None:
        assert set(stems(one)) <= set(stems(other)) | {"us"}

    @pytest.mark.parametrize(("one", "other", "alike"), [
        pytest.param("workers", "workers", 1.0, id="the-same"),
        pytest.param("workers", "employees", 1.0, id="a-synonym"),
        pytest.param("mine operators", "forest managers", 0.7, id="one-group"),
        pytest.param("workers", "buyers", 0.0, id="others"),
        pytest.param("", "", None, id="neither-says"),
        pytest.param("workers", "", 0.0, id="only-one-says"),
    ])
    def test_actors(self, one: str, other: str, alike: float | None) -> None:
        assert actors_alike(one, other) == alike

    def test_what_neither_says_is_left_out(self) -> None:
        one, other = step("a", statement="Rivers run clean."), step("b", statement="Rivers run clean.")
        found = likeness(one, other, Corpus.of([one.statement]))
        assert found.score == 1
        assert found.shares == {"text": 1.0}
        assert found.sum_in_words == "1.000 = words 1.000 (neither says: themes, SDG targets, actor, direction)"


class TestAssignment:
    """'one-to-one assignment (Hungarian)': as good as the best of all assignments."""

    @given(st.dictionaries(st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")), st.integers(0, 9)))
    @settings(max_examples=150, deadline=None)
    def test_nothing_is_better(self, weights: dict[tuple[str, str], int]) -> None:
        chosen = best_pairs(weights)
        assert len({one for one, _ in chosen}) == len({other for _, other in chosen}) == len(chosen)
        best = max(sum(weights.get((one, other), 0) for one, other in zip("abcde", order, strict=True))
                   for order in permutations("vwxyz"))
        assert sum(weights[pair] for pair in chosen) == best

    def test_the_order_of_the_pairs_does_not_matter(self) -> None:
        weights = {(one, other): 5 for one in "abc" for other in "xyz"}
        assert best_pairs(weights) == best_pairs(dict(reversed(weights.items()))) == (
            ("a", "x"), ("b", "y"), ("c", "z"))


class TestBands:
    @given(theories())
    @FEW
    def test_a_theory_is_the_same_as_itself(self, one: TheoryOfChange) -> None:
        found = compare_theories(one, replace(one, organisation="other-org"))
        assert len(found.same) == len(one.steps)
        assert not found.asked
        assert not found.left_only
        assert all(pair.likeness.score == 1 for pair in found.same)

    @given(theories(), theories(), st.randoms())
    @FEW
    def test_the_order_of_the_steps_does_not_matter(
        self, one: TheoryOfChange, other: TheoryOfChange, order: random.Random
    ) -> None:
        right = replace(other, organisation="other-org")
        shuffled = replace(one, steps=tuple(order.sample(one.steps, len(one.steps))))
        (before,), (after,) = pair_reports([one, right]), pair_reports([shuffled, right])
        assert before.to_mapping() == after.to_mapping()

    @pytest.mark.parametrize(("level", "is_compared"), [
        pytest.param(Level.OUTCOME_MID, True, id="the-same"),
        pytest.param(Level.OUTCOME_LONG, True, id="the-next"),
        pytest.param(Level.IMPACT, False, id="further"),
    ])
    def test_only_same_and_neighbouring_levels(self, level: Level, *, is_compared: bool) -> None:
        found = compare_theories(theory(step("a", **WATER)), theory(step("b", level, **WATER), key="efc/forests"))
        assert bool(found.same or found.asked) is is_compared

    def test_words_alone_do_not_decide(self) -> None:
        one = theory(step("a", statement="Mines take less water from rivers.", actor="mines"))
        other = theory(step("b", statement="Mines take less water from wells.", actor="mines"), key="efc/forests")
        (pair,) = compare_theories(one, other).asked
        assert pair.likeness.score >= 0.7
        assert pair.reason == "neither names a theme, and words alone do not decide"

    def test_opposite_directions_are_a_tension(self) -> None:
        """'a veto is told as a tension'."""
        left, right = example("copper"), example("terraces")
        (tension,) = compare_theories(left, right).tensions
        assert (tension.left.id, tension.right.id) == ("less-water", "more-irrigation")
        assert tension.likeness.parts["direction"] == 0
        assert tension.reason == "the one wants more of what the other wants less"

    @pytest.mark.parametrize(("themes", "statement", "is_contrary"), [
        pytest.param(("water",), "Mines take water from broad rivers.", True, id="in-words-of-one-thing"),
        pytest.param(("water-use",), "Bakers bring other bread.", False, id="in-other-words"),
    ])
    def test_opposite_directions_of_steps_that_are_hardly_alike_are_none(
        self, themes: tuple[str, ...], statement: str, *, is_contrary: bool
    ) -> None:
        """Below the score from which a person is asked: neither a tension nor a question."""
        one = theory(step("a", statement="Mines take water from rivers.", direction=Direction.DECREASE, **WATER))
        far = theory(step("b", statement=statement, direction=Direction.INCREASE, themes=themes, sdg_targets=("13.1",),
                          actor="bakers"), key="efc/x")
        scored = likeness(one.steps[0], far.steps[0], Corpus.of([one.steps[0].statement, statement]))
        assert (scored.is_opposed, scored.is_contrary, scored.score < POSSIBLE) == (True, is_contrary, True)
        found = compare_theories(one, far)
        assert (found.tensions, found.asked) == ((), ())

    def test_less_of_one_thing_and_more_of_another_is_none(self) -> None:
        one = theory(step("a", direction=Direction.DECREASE, themes=("child-labour",), actor="families"))
        other = theory(step("b", direction=Direction.INCREASE, themes=("wages",), actor="families"), key="efc/x")
        assert not compare_theories(one, other).tensions

    @pytest.mark.parametrize(("theme", "one", "other"), [
        pytest.param("wages", "Fewer people live in poverty.", "More families earn a living income.", id="poverty"),
        pytest.param("occupational-safety", "Fewer accidents.", "Work is safer.", id="accidents"),
        pytest.param("water-quality", "Less quicksilver reaches rivers.", "Streams carry cleaner water.", id="water"),
        pytest.param("occupational-safety", "Fewer accidents happen in mines.", "Mines are safer.", id="one-word"),
    ])
    def test_less_of_a_thing_and_more_of_its_opposite_is_asked(self, theme: str, one: str, other: str) -> None:
        """An opposite direction is a tension only where the words name one thing: else a person knows."""
        same: dict[str, Any] = {"themes": (theme,), "actor": "workers", "sdg_targets": ("8.8",)}
        found = compare_theories(theory(step("a", statement=one, direction=Direction.DECREASE, **same)),
                                 theory(step("b", statement=other, direction=Direction.INCREASE, **same), key="e/f"))
        assert not found.tensions
        assert not found.same
        assert [pair.reason for pair in found.asked] == [
            "one wants more and the other less: of one thing a tension, of a thing and its opposite the same"]

    @pytest.mark.parametrize(("one", "other"), [
        pytest.param("No union agreement exists.", "A union agreement exists.", id="none"),
        pytest.param("Workers do not organise in unions.", "Workers organise in unions.", id="not"),
        pytest.param("Workers don't organise in unions.", "Workers organise in unions.", id="short"),
    ])
    @pytest.mark.parametrize("ways", [(None, None), (Direction.ESTABLISH, Direction.ESTABLISH),
                                      (Direction.DECREASE, Direction.ESTABLISH),
                                      (Direction.INCREASE, Direction.INCREASE)], ids=str)
    def test_one_that_denies_is_never_the_same(
        self, one: str, other: str, ways: tuple[Direction | None, Direction | None]
    ) -> None:
        same: dict[str, Any] = {"themes": ("freedom-of-association",), "actor": "workers", "sdg_targets": ("8.8",)}
        left = theory(step("a", Level.OUTPUT, one, direction=ways[0], **same))
        right = theory(step("b", Level.OUTPUT, other, direction=ways[1], **same), key="e/f")
        (report,) = pair_reports([left, right])
        assert not report.comparison.same
        assert [pair.reason for pair in report.comparison.asked] == ["one of them says that something is not so"]
        assert [item.type for item in report.suggestions] == ["working-group"]

    def test_a_denial_that_is_the_direction_is_none(self) -> None:
        """"Less forest is cleared" and "no forest is cleared" go the same way; "mines take none" and more do not."""
        same: dict[str, Any] = {"themes": ("deforestation",), "actor": "farmers", "sdg_targets": ("15.2",)}
        less = theory(step("a", statement="Less forest is cleared.", direction=Direction.DECREASE, **same))
        none = theory(step("b", statement="No forest is cleared.", direction=Direction.DECREASE, **same), key="e/f")
        more = theory(step("c", statement="More forest is cleared.", direction=Direction.INCREASE, **same), key="g/h")
        assert len(compare_theories(less, none).same) == 1
        assert len(compare_theories(none, more).tensions) == len(compare_theories(less, more).tensions) == 1

    @pytest.mark.parametrize("words", ["No child works.", "Nobody is hurt", "Ningún niño trabaja", "Il n'y a pas d'eau",
                                       "Rivers run without mercury"])
    def test_denials(self, words: str) -> None:
        assert denies(words)
        assert not denies("The north notes a canal.")


class TestAnswers:
    """'"ask a person" band with answers kept': an answer outranks the score for as long as the words stand."""

    def sides(self) -> tuple[TheoryOfChange, TheoryOfChange]:
        return example("copper"), example("forests")

    def test_the_same(self) -> None:
        left, right = self.sides()
        (asked,) = compare_theories(left, right).asked
        said = answer(left, right, asked.left.id, asked.right.id, Verdict.SAME)
        found = compare_theories(left, right, [said])
        assert not found.asked
        assert next(pair for pair in found.same if pair.answer).reason == "A. Author said so on 2026-11-02"

    def test_the_same_whichever_is_named_first_and_however_unlike(self) -> None:
        left, right = self.sides()
        said = answer(right, left, "chain-of-custody", "less-water", Verdict.SAME)
        assert ("less-water", "chain-of-custody") in {
            (pair.left.id, pair.right.id) for pair in compare_theories(left, right, [said]).same}

    def test_different(self) -> None:
        left, right = self.sides()
        said = answer(left, right, "fewer-accidents", "safe-logging", Verdict.DIFFERENT)
        found = compare_theories(left, right, [said])
        assert "fewer-accidents" in {one.id for one in found.left_only}

    def test_a_tension_that_is_none(self) -> None:
        left, right = example("copper"), example("terraces")
        said = answer(left, right, "less-water", "more-irrigation", Verdict.DIFFERENT)
        assert not compare_theories(left, right, [said]).tensions

    def test_about_words_that_changed(self) -> None:
        left, right = self.sides()
        said = answer(left, right, "fewer-accidents", "safe-logging", Verdict.DIFFERENT)
        changed = replace(left, steps=tuple(replace(one, statement=f"{one.statement} Really.") for one in left.steps))
        found = compare_theories(changed, right, [said])
        assert found.stale == (said,)
        assert "fewer-accidents" in {pair.left.id for pair in found.same}


class TestWhatFollows:
    """'overlap, gaps, tensions, "assumption of A that is an outcome of B", suggested type with its reason'."""

    def test_the_overlap_of_the_examples(self) -> None:
        found = compare_theories(example("copper"), example("forests"))
        assert (found.overlap.shared, found.overlap.total) == (10, 32)
        assert (found.arrows_shared.shared, found.arrows_shared.total) == (8, 8)
        assert found.overlaps[Level.STRATEGY].to_mapping() == {"shared": 4, "total": 7, "ratio": 0.5714}
        assert found.is_cross_sector
        assert found.scope["places"] == (("Upper Andar basin",), True)

    def test_an_assumption_that_is_an_outcome_of_the_other(self) -> None:
        found = leads(example("copper"), example("forests"))
        assert [(lead.holder.id, lead.assumption.id, lead.step.id) for lead in found if lead.is_sure] == [
            ("copper", "forests-hold", "slopes-kept"), ("forests", "mines-come", "cleaner-effluent"),
            ("copper", "demand-holds", "policies-signed")]
        assert "nobody at Northern Minerals Initiative watches it" in found[0].words

    def test_an_assumption_that_the_other_works_against(self) -> None:
        threat = next(lead for lead in leads(example("copper"), example("terraces")) if lead.is_threat)
        assert (threat.assumption.id, threat.step.id) == ("others-save-too", "more-irrigation")
        assert "works against it" in threat.words

    def test_a_gap_that_the_other_can_close(self) -> None:
        one = theory(step("act", Level.STRATEGY, themes=("assurance",)), step("hope", **WATER))
        other = theory(step("do", Level.STRATEGY, themes=("capacity-building",)), step("saved", **WATER),
                       arrows="do>saved", key="efc/forests")
        (gap,) = gaps(compare_theories(one, other))
        assert (gap.step.id, gap.helper) == ("hope", other)

    def test_other_ways_to_the_same_outcome(self) -> None:
        (report,) = pair_reports([example("copper"), example("forests")])
        route = next(route for route in report.comparison.routes if route.outcome.left.id == "gaps-closed")
        assert [pair.left.id for pair in route.shared] == ["audit-mines", "set-standard", "talk-to-buyers"]
        assert [one.id for one in route.left_only] == ["train-operators"]
        assert [one.id for one in route.right_only] == ["chain-of-custody"]

    @pytest.mark.parametrize(("pair", "types"), [
        pytest.param(("copper", "forests"),
                     ["joint-project", "learning-across-sectors", "plug-and-play", "working-group"], id="alike"),
        pytest.param(("copper", "terraces"), ["joint-project", "learning-across-sectors", "plug-and-play",
                                              "working-group"], id="less-alike"),
    ])
    def test_the_suggested_types_with_their_reasons(self, pair: tuple[str, str], types: list[str]) -> None:
        (report,) = pair_reports([example(name) for name in pair])
        assert sorted(item.type for item in report.suggestions) == types
        assert report.suggestions[-1].type == "working-group"
        assert all(item.reason and item.evidence for item in report.suggestions)

    @pytest.mark.parametrize(("scope", "types"), [
        pytest.param({"commodities": ("Gold",), "stages": ("mine",)}, {"recognition", "shared-process"}, id="meets"),
        pytest.param({}, {"recognition", "shared-process"}, id="says-nothing"),
        pytest.param({"commodities": ("tea",), "stages": ("mine",)}, {"recognition", "shared-process"}, id="one-stage"),
        pytest.param({"commodities": ("tea",), "stages": ("farm",)}, {"learning-across-sectors"}, id="elsewhere"),
        pytest.param({"commodities": ("tea",), "actors": ("Operators",)}, {"learning-across-sectors", "shared-process"},
                     id="one-clientele"),
    ])
    def test_the_scope_comes_first(self, scope: dict[str, tuple[str, ...]], types: set[str]) -> None:
        """'scope filter first': gold in Ghana and tea in Kenya are audited alike, and not in one process."""
        steps = (step("ask", Level.STRATEGY, "We set a standard.", themes=("standard-setting",)),
                 step("audit", Level.STRATEGY, "Auditors audit each site.", themes=("assurance",)))
        left = theory(*steps, scope={"commodities": ("gold",), "stages": ("mine",), "actors": ("operators",),
                                     "places": ("Ghana",)})
        (report,) = pair_reports([left, theory(*steps, key="efc/x", scope=scope)])
        found = {item.type for item in report.suggestions} - {"plug-and-play", "harmonisation", "joint-project"}
        assert found == types

    def test_what_is_said_of_actors_and_themes(self) -> None:
        """Scopes without actors in common stood beside pairs with the most that an actor can add."""
        same = step("a", Level.STRATEGY, "Auditors audit each site.", actor="auditors")
        left, right = (theory(same, key=key, scope={"actors": (who,)}) for key, who in (("a/b", "mines"), ("c/d", "x")))
        (report,) = pair_reports([left, right])
        assert report.scope_words[0] == "No actors in common. Steps of both name auditors."
        assert [words.partition(",")[0] for words in report.scope_words[1:]] == [
            "No step of A names a theme", "No step of C names a theme"]

    def test_what_is_behind_a_suggestion_is_told_in_words(self) -> None:
        (report,) = pair_reports([example("copper"), example("forests")])
        table = next(iter(pair_tables(report)))
        assert "set-standard" not in str(table.rows)
        assert "“The council sets and revises a standard" in str(table.rows)

    def test_risks_that_both_name(self) -> None:
        found = shared_risks(compare_theories(example("copper"), example("forests")))
        assert [(risk.left.id, risk.right.id) for risk in found] == [
            ("retaliation", "complainants-threatened"), ("small-pushed-out", "small-owners-out")]

    def test_nothing_to_do_together(self) -> None:
        one, other = theory(step("a", **WATER)), theory(step("b", themes=("wages",)), key="efc/x")
        (report,) = pair_reports([one, other])
        assert report.suggestions == ()
