"""'lint (outcome without path, assumption nobody watches, cycle)', each with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schemekit.model.finding import Severity
from schemekit.model.theory_of_change import Arrow, Assumption, Level, Risk, TheoryOfChange
from schemekit.theory.lint import lint_theory, loops
from schemekit.theory.targets import SDG_TARGETS
from tests.theory.theories import example, step, theory

SOUND: dict[str, Any] = {"themes": ("water-use",), "indicators": ("m3",)}
ACT, MADE = step("act", Level.STRATEGY, themes=("assurance",)), step("made", Level.OUTPUT, themes=("assurance",))
DONE, END = step("done", **SOUND), step("end", Level.IMPACT, themes=("water-use",))
WAY = "act>made made>done done>end"


def codes(one: TheoryOfChange) -> list[str]:
    return [f"{finding.code} {finding.path}" for finding in lint_theory(one, "t.yaml", lambda _: (1, 1))]


@pytest.mark.parametrize(("one", "found"), [
    pytest.param(theory(ACT, MADE, DONE, END, arrows=WAY), [], id="nothing"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows="act>made made>end"),
                 ["theory-outcome-without-path steps[2]"], id="an-outcome-without-a-path"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows="act>done done>end"),
                 ["theory-leads-nowhere steps[1]"], id="an-output-that-leads-nowhere"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows=f"{WAY} end>done"),
                 ["theory-backwards arrows[3]", "theory-loop steps[2]"], id="a-loop"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows=f"{WAY} act>act"), ["theory-arrow-to-itself arrows[3]",
                 "theory-loop steps[0]"], id="an-arrow-to-itself"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows=f"{WAY} act>made"), ["theory-arrow-twice arrows[3]"], id="twice"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows=f"{WAY} act>dome"), ["theory-step-unknown arrows[3].to"],
                 id="an-unknown-step"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows=WAY, assumptions=(Assumption(id="a", statement="It rains."),)),
                 ["theory-assumption-unwatched assumptions[0]", "theory-assumption-unused assumptions[0]"],
                 id="an-assumption-that-nobody-watches"),
    pytest.param(theory(ACT, DONE, END, DONE, arrows="act>done done>end"), ["theory-id-twice steps[3].id"],
                 id="an-id-twice"),
    pytest.param(theory(ACT, step("done", themes=("water-uses",), sdg_targets=("6.9",)), END,
                        arrows="act>done done>end"),
                 ["theory-theme-unknown steps[1].themes[0]", "theory-sdg-unknown steps[1].sdg_targets[0]",
                  "theory-no-indicator steps[1]"], id="codes"),
    pytest.param(theory(ACT, MADE, DONE, END, arrows=WAY,
                        risks=(Risk(id="r", statement="It burns.", step="dune", impact="high", likelihood="medium"),)),
                 ["theory-step-unknown risks[0].step", "theory-risk-unanswered risks[0]"], id="a-risk"),
    pytest.param(theory(), ["theory-empty steps"], id="empty"),
])
def test_what_is_found(one: TheoryOfChange, found: list[str]) -> None:
    assert codes(one) == found


def test_what_is_missing_weighs_more_once_it_is_approved() -> None:
    def weights(status: str) -> set[Severity]:
        one = theory(ACT, MADE, DONE, END, arrows="act>made made>end", status=status)
        return {finding.severity for finding in lint_theory(one, "t.yaml", lambda _: (1, 1))}

    assert weights("draft") == {Severity.WARNING}
    assert weights("approved") == {Severity.ERROR}


def test_a_name_that_is_near_is_offered() -> None:
    (finding,) = lint_theory(theory(ACT, MADE, DONE, END, arrows=f"{WAY} act>dome"), "t.yaml", lambda _: (1, 1))
    assert finding.fix == "did you mean 'done'?"


def test_a_loop_is_told_by_one_way_round() -> None:
    one = theory(*(step(name) for name in "abcd"), arrows="a>b b>c c>a c>d d>b")
    assert loops(one) == (("a", "b", "c", "a"),)


def test_what_blocks_is_no_path() -> None:
    one = theory(ACT, END, arrows="act>end")
    blocked = replace(one, arrows=(Arrow(source="act", target="end", kind="blocks"),))
    assert one.actions_behind["end"] == {"act"}
    assert blocked.actions_behind["end"] == frozenset()


def test_there_are_169_targets() -> None:
    assert len(SDG_TARGETS) == 169
    assert {"6.b", "17.19", "3.d"} <= SDG_TARGETS


@pytest.mark.parametrize("name", ["copper", "forests", "terraces"])
def test_the_examples_are_sound_but_for_what_they_show(name: str) -> None:
    """'real enough that an M&E person nods: 15 to 25 nodes each with assumptions, risks, indicators, SDG targets'."""
    one = example(name)
    assert 15 <= len(one.steps) <= 25
    assert one.assumptions
    assert one.risks
    assert {code.split()[0] for code in codes(one)} <= {"theory-assumption-unwatched", "theory-risk-unanswered"}
