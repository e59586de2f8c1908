"""Measuring merges: that the scorer tells right from wrong, on cases so small that one sees it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bench import merge_engines as engines
from tests.bench.merge_engines import Outcome, Question
from tests.bench.merge_scores import Case, Score, score
from tests.bench.merging import ENGINES, FOLDERS, OURS, WORDS, Report, Sum, merging

HERE = Path(__file__).parents[1] / "text" / "data" / "merge-cases"
BASE = "They answer within five days.\nThey give reasons.\n"
MINE = "They answer within six days.\nThey give reasons.\n"
ITS = "They answer within five days.\nThey give full reasons.\n"
BOTH = "They answer within six days.\nThey give full reasons.\n"


def case(ours: str, theirs: str, *truths: str, expect: str = "clean") -> Case:
    """A case of a few words."""
    return Case(name="A-tiny-001", family="A", sub="A-tiny", tier="", expect=expect, base=BASE, ours=ours,
                theirs=theirs, truths=truths)


def scored(expect: str, **facts: Any) -> Score:
    """A score that is spotless but for what is said."""
    spotless = Score(expect=expect, is_clean=True, is_right=True, lost=0, back=0, questions=0, read=0)
    return replace(spotless, **facts)


DAYS = Question("within five days", "within six days", "within four days")
FOUR = "They answer within four days.\nThey give reasons.\n"


class TestScore:
    """'Clean and right, false conflicts, silently wrong, words lost, words a person has to read per conflict.'"""

    @pytest.mark.parametrize(("merged", "wanted"), [
        pytest.param(Outcome(BOTH), {}, id="right"),
        pytest.param(Outcome(BOTH.replace("\n", "  \n ")), {}, id="right-and-wrapped-otherwise"),
        pytest.param(Outcome(MINE), {"is_right": False, "lost": 1}, id="silently-wrong-a-word-is-lost"),
        pytest.param(Outcome(f"{BOTH} five"), {"is_right": False, "back": 1}, id="silently-wrong-a-word-is-back"),
        pytest.param(Outcome(BOTH.replace("full reasons", "fullreasons")), {"is_right": False, "lost": 2, "back": 1},
                     id="silently-wrong-two-words-became-one"),
        pytest.param(Outcome(BOTH, (DAYS,)), {"is_clean": False, "is_right": False, "questions": 1, "read": 9},
                     id="a-false-conflict"),
        pytest.param(Outcome(MINE, (DAYS,)),
                     {"is_clean": False, "is_right": False, "questions": 1, "read": 9, "lost": 1},
                     id="a-word-is-lost-beside-a-question"),
    ])
    def test_where_the_result_is_known(self, merged: Outcome, wanted: dict[str, object]) -> None:
        assert score(case(MINE, ITS, BOTH), merged) == scored("clean", **wanted)

    @pytest.mark.parametrize(("sure", "is_wrong"), [
        pytest.param(("", "They give full reasons."), False, id="an-answer-makes-it-right"),
        pytest.param(("", "They give reasons."), True, id="no-answer-does"),
        pytest.param(("", "", BOTH), False, id="an-answer-may-be-nothing"),
        pytest.param((BOTH, BOTH), True, id="a-piece-is-there-twice"),
        pytest.param((), False, id="not-known"),
    ])
    def test_what_stands_around_a_question(self, sure: tuple[str, ...], is_wrong: bool) -> None:
        assert score(case(MINE, ITS, BOTH), Outcome(BOTH, (DAYS,), sure)).is_wrong_beside is is_wrong

    def test_any_of_several_truths_is_right(self) -> None:
        assert score(case(MINE, ITS, FOUR, BOTH), Outcome(BOTH)) == scored("clean")

    @pytest.mark.parametrize(("merged", "wanted"), [
        pytest.param(Outcome(MINE, (DAYS,)), {"is_clean": False, "questions": 1, "read": 9}, id="it-is-told"),
        pytest.param(Outcome(MINE), {"lost": 1}, id="it-is-passed-over"),
        pytest.param(Outcome(MINE, (Question("", "six", ""),)),
                     {"is_clean": False, "questions": 1, "read": 1, "lost": 1}, id="a-side-is-left-out"),
    ])
    def test_where_both_changed_the_same_words(self, merged: Outcome, wanted: dict[str, object]) -> None:
        found = score(case(MINE, FOUR, expect="conflict"), merged)
        assert found == scored("conflict", **{"is_right": False, **wanted})
        assert found.is_silently_wrong is (not merged.questions)

    def test_a_value_and_the_name_it_stands_for_are_one_word(self) -> None:
        theirs = f"{BASE}Within five days, they close.\n"
        merged = Outcome(f"{MINE}Within six days, they close.\n")
        known = replace(case(MINE, theirs, expect="conflict"), parameters=(("five", "six"),))
        assert (score(known, merged).lost, score(known, merged).back) == (0, 0)

    def test_the_same_edit_of_both_counts_once(self) -> None:
        found = score(case(BOTH, BOTH, expect="conflict"), Outcome(BOTH))
        assert (found.lost, found.back) == (0, 0)

    def test_either_is_no_false_conflict(self) -> None:
        asked = scored("either", is_clean=False, is_right=False, questions=1, read=9)
        assert Sum((asked,)).false_conflicts is None
        assert not asked.is_silently_wrong
        assert scored("either", is_right=False).is_silently_wrong

    def test_the_sum(self) -> None:
        total = Sum((scored("clean"), scored("clean", is_clean=False, is_right=False, questions=2, read=30),
                     scored("conflict", is_clean=False, is_right=False, questions=1, read=30)))
        assert total.cells() == ("3", "50", "50", "33", "0", "0", "1 of 1", "0", "0", "20", "30", "0.0")


class TestEngines:
    """'Beside `git merge-file`, sentence-per-line and token-per-line git.'"""

    @pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
    def test_what_is_apart_is_joined(self, engine: engines.Engine) -> None:
        apart = "\n\nBetween them.\n\nStill between.\n\n"
        base, ours, theirs, both = (text.replace("days.\n", f"days.{apart}") for text in (BASE, MINE, ITS, BOTH))
        outcome = engine(base, ours, theirs, ())
        assert outcome.text.split() == both.split()
        assert outcome.questions == ()

    @pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
    def test_what_clashes_is_asked_with_all_three_wordings(self, engine: engines.Engine) -> None:
        outcome = engine(BASE, MINE, FOUR, ())
        assert outcome.text.split() == MINE.split()
        (asked,) = outcome.questions
        assert ("five" in asked.base, "six" in asked.ours, "four" in asked.theirs) == (True, True, True)

    def test_a_word_a_line_is_a_bar_that_lines_do_not_reach(self) -> None:
        assert engines.by_line(BASE, MINE, ITS, ()).questions
        assert engines.by_word(BASE, MINE, ITS, ()).text.split() == BOTH.split()


@pytest.fixture(scope="module")
def report() -> Report:
    """Every engine on the few real cases that are kept here."""
    return merging(HERE)


class TestReport:
    """'`make bench` prints, per family …'"""

    def test_a_row_for_each_family_and_engine(self, report: Report) -> None:
        assert {line[0] for line in report.lines()} == {
            "A real edits", "A nearest to unfiltered", "C structure", "all"}
        assert {line[1] for line in report.lines()} == {
            OURS, WORDS, "git merge-file", "git, a sentence a line"}

    def test_the_bars_are_told(self, report: Report) -> None:
        told = {bar.what: bar.is_met for bar in report.bars()}
        assert told["nothing silently wrong"]
        assert told["every true clash told"]
        assert told["no word lost"]
        assert "| nothing silently wrong " in str(report)

    def test_what_a_case_does_not_say_is_taken_from_its_name(self, tmp_path: Path) -> None:
        folder = tmp_path / "R-updates-003"
        shutil.copytree(HERE / "A-clash-028", folder)
        found = Case.read(folder)
        assert (found.family, found.sub, found.tier, found.expect) == ("R", "R-updates", "", "conflict")
        assert "R unfiltered" in str(merging(tmp_path))

    def test_a_folder_without_cases(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="no merge cases in"):
            merging(tmp_path)

    def test_the_usual_folder_is_there(self) -> None:
        assert FOLDERS[-1] == HERE
