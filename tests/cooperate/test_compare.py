"""Two schemes side by side: what lines up, what is stricter or looser with the numbers, what is wanting."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.cooperate.compare import Comparing, compare_schemes
from schemekit.cooperate.lined_paper import summary
from schemekit.crosswalk.evidence import Standing
from schemekit.crosswalk.lined_up import LinedClause, LinedItem, LinedUp, Match, Way, of_directions, of_standings
from schemekit.model.signal import Direction
from tests.scheme_builders import SchemeBuilder


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    """Another scheme with the same two modules and a name of its own."""
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
    forest.edit("scheme_name: 'Northern Minerals'", "scheme_name: 'Forest Council'", "scheme.yaml")
    forest.done("sync")
    return forest


def lined(ours: SchemeBuilder, theirs: SchemeBuilder, *modules: str) -> LinedUp:
    return compare_schemes(ours.path, Comparing(ours=".", theirs=str(theirs.path), modules=modules, offline=True))


def row(found: LinedUp, clause: str, module: str = "grievance") -> LinedClause:
    return next(item for item in found.clauses if (item.module, item.clause) == (module, clause))


class TestClauses:
    """'Where both adopted the same module, through its clauses: matched, partly, gap, stricter/looser with numbers.'"""

    def test_names_of_ones_own_are_no_difference(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        found = lined(scheme, other)
        assert found.theirs == "Forest Council"
        assert {item.match for item in found.clauses} == {Match.MATCHED}
        assert {item.way for item in found.clauses} == {Way.SAME}

    def test_nor_where_the_text_was_touched(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("A complaint shall cost nothing.", "A complaint shall be free of charge.")
        found = lined(scheme, other, "grievance")
        assert [item.clause for item in found.clauses if item.way is not Way.SAME] == ["no-charge"]

    @pytest.mark.parametrize(("ours", "theirs", "match", "way"), [
        pytest.param(5, 10, Match.PARTLY, Way.LOOSER, id="theirs-is-looser"),
        pytest.param(10, 5, Match.MATCHED, Way.STRICTER, id="theirs-is-stricter"),
    ])
    @pytest.mark.parametrize("is_touched", [False, True], ids=["by-values", "by-words"])
    def test_a_value(
        self, scheme: SchemeBuilder, other: SchemeBuilder, ours: int, theirs: int, match: Match, way: Way,
        is_touched: bool,
    ) -> None:
        """The same is said whether the texts were compared or only their values."""
        for side, days in ((scheme, ours), (other, theirs)):
            side.run("set", f"grievance.acknowledge_days={days}", "--reason", "as we can")
        if is_touched:
            other.edit("A complaint shall cost nothing.", "A complaint shall be free.")
        found = row(lined(scheme, other), "acknowledgement")
        assert (found.match, found.way) == (match, way)
        assert str(ours) in " ".join(found.told)
        assert str(theirs) in " ".join(found.told)
        assert bool(found.top_up) is (match is Match.PARTLY)

    @pytest.mark.parametrize(("old", "new", "match", "way"), [
        pytest.param("A complaint shall cost nothing.", "A complaint should cost nothing.", Match.PARTLY, Way.LOOSER,
                     id="weaker"),
        pytest.param("A complaint shall cost nothing.", "A complaint shall cost nothing and stay secret.", Match.LOOK,
                     Way.UNTOLD, id="other-words"),
        pytest.param("A complaint shall cost nothing.", "A complaint  shall cost nothing.", Match.MATCHED, Way.SAME,
                     id="layout"),
    ])
    def test_words(
        self, scheme: SchemeBuilder, other: SchemeBuilder, old: str, new: str, match: Match, way: Way
    ) -> None:
        other.edit(old, new)
        found = row(lined(scheme, other), "no-charge")
        assert (found.match, found.way) == (match, way)
        assert bool(found.told) is (way is not Way.SAME)

    def test_a_clause_that_one_side_lacks(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n", "")
        found = row(lined(scheme, other), "no-charge")
        assert (found.match, found.their_number) == (Match.GAP, "")
        assert "cost nothing" in found.top_up
        back = row(lined(other, scheme), "no-charge")
        assert (back.match, back.our_number, back.top_up) == (Match.BEYOND, "", "")

    @pytest.mark.parametrize("words", [
        "Nothing in this procedure is binding.", "The time limits do not apply.", "Members need not be heard.",
    ])
    def test_a_clause_of_theirs_that_takes_back_what_others_ask(
        self, scheme: SchemeBuilder, other: SchemeBuilder, words: str
    ) -> None:
        other.edit("## Records", f"## Standing {{ #standing }}\n\n{words}\n\n## Records")
        found = row(lined(scheme, other), "standing")
        assert (found.match, found.way) == (Match.LOOK, Way.UNTOLD)
        assert "take back" in found.told[0]

    def test_a_clause_of_theirs_that_asks_for_more(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("## Records", "## Visits { #visits }\n\nThe secretariat shall visit each site.\n\n## Records")
        assert row(lined(scheme, other), "visits").match is Match.BEYOND

    def test_words_before_the_first_heading(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        first = other.text().splitlines()[0]
        other.edit(first, f"This document is a non-binding draft.\n\n{first}")
        found = row(lined(scheme, other), "preamble")
        assert (found.match, found.heading) == (Match.PARTLY, "Before the first heading")

    def test_modules_that_only_one_has(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.done("save", "A name")
        other.done("remove", "assurance")
        found = lined(scheme, other)
        assert (found.only_ours, found.only_theirs) == (("assurance",), ())
        assert {item.module for item in found.clauses} == {"grievance"}

    def test_other_releases(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.done("update", "assurance", "--to", "1.1.0")
        found = lined(scheme, other)
        assert ("assurance", "1.0.0", "1.1.0") in found.versions


class TestWords:
    """What differs is quoted as a reader can judge it: whole words in their part of the sentence, each once."""

    def test_a_duty_that_is_none(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("A complaint shall cost nothing.", "A complaint need not cost anything.")
        found = row(lined(scheme, other), "no-charge")
        assert found.told == ("ours “A complaint shall cost nothing”, theirs “A complaint need not cost anything”",)

    def test_a_word_within_a_value(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("within 5 working days", "within 5 full working days")
        [told] = row(lined(scheme, other), "acknowledgement").told
        assert "within 5 full working days" in told


class TestResults:
    """How a result follows from what was found."""

    @pytest.mark.parametrize(("ways", "match", "way"), [
        ([], Match.MATCHED, Way.SAME), ([Direction.STRICTER], Match.MATCHED, Way.STRICTER),
        ([Direction.LOOSER], Match.PARTLY, Way.LOOSER), ([Direction.OTHER], Match.LOOK, Way.UNTOLD),
        ([Direction.STRONGER, Direction.WEAKER], Match.PARTLY, Way.BOTH),
        ([Direction.STRICTER, Direction.OTHER], Match.LOOK, Way.UNTOLD),
        ([Direction.OTHER, Direction.WEAKER], Match.PARTLY, Way.MIXED),
    ])
    def test_of_directions(self, ways: list[Direction], match: Match, way: Way) -> None:
        """What is looser is never called matched, nor are other words beside it called looser."""
        assert of_directions(ways) == (match, way)

    @pytest.mark.parametrize("ours", Standing)
    @pytest.mark.parametrize("theirs", Standing)
    def test_of_standings(self, ours: Standing, theirs: Standing) -> None:
        order = [Standing.NOT_ADDRESSED, Standing.PARTLY, Standing.ADDRESSES]
        match = of_standings(ours, theirs)
        assert (match is Match.BEYOND) is (ours is Standing.NOT_ADDRESSED and theirs is not ours)
        assert match.is_whole is (order.index(theirs) >= order.index(ours))


class TestCommand:
    """`schemekit compare` on screen, as a page, a Word file, a spreadsheet."""

    def test_the_screen(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.run("set", "grievance.acknowledge_days=10", "--reason", "two people")
        told = scheme.done("compare", str(other.path)).out
        assert "Forest Council beside Northern Minerals" in told
        assert "grievance#acknowledgement" in told
        assert "theirs is looser" in told
        assert "compliant" not in told.lower()

    def test_what_is_counted(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """Clauses and items apart, as a recognition has rows for clauses and, where asked, for items."""
        other.edit("## Records", "## Part two { #part-two }\n\n## Records")
        scheme.edit("## Records", "## Part two { #part-two }\n\n## Records")
        found = lined(scheme, other)
        assert "part-two" not in {item.clause for item in found.clauses}, "a heading without words asks nothing"
        clauses = f"{len(found.clauses)} clauses: {len(found.clauses)} matched"
        assert found.items == ()
        assert summary(found) == clauses
        item = LinedItem(framework="ungp-31", item="a", label="Legitimate", depth=1, ours=Standing.ADDRESSES,
                         theirs=Standing.PARTLY, match=Match.PARTLY)
        assert summary(replace(found, items=(item,))) == f"{clauses}; 1 item of a framework: 1 partly"

    def test_two_that_are_named(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        assert scheme.done("compare", str(other.path), str(scheme.path)).out.startswith("Northern Minerals beside")

    @pytest.mark.parametrize("ending", ["html", "md", "xlsx", "json", "docx"])
    def test_a_file(self, scheme: SchemeBuilder, other: SchemeBuilder, ending: str) -> None:
        other.edit("A complaint shall cost nothing.", "A complaint may cost <b>something</b> =1+1.")
        scheme.done("compare", str(other.path), "--to", f"c.{ending}")
        first = (scheme.path / f"c.{ending}").read_bytes()
        assert first
        assert ending == "json" or b"<b>something" not in first, "data has words as they stand"
        told = scheme.done("compare", str(other.path), "--to", f"c.{ending}").out
        assert "as it was" in told, "the same comparison gives the same bytes"

    def test_what_is_refused(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        assert "not a scheme" in scheme.done("compare", "nowhere", code=2).err
        told = scheme.done("compare", str(other.path), "--framework", "nothing", code=2).err
        assert "not known here" in told
        assert "is Northern Minerals itself" in scheme.done("compare", ".", code=2).err
        assert "at a time" in scheme.done("compare", ".", ".", ".", code=2).err
