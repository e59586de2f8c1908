"""Two schemes side by side: what lines up, what is stricter or looser with the numbers, what is wanting."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from schemekit.adopt.doubts import doubts_of
from schemekit.adopt.outcome import adoptions
from schemekit.cooperate.compare import Comparing, compare_schemes
from schemekit.cooperate.lined_paper import doubted_told, not_judged_told, summary
from schemekit.crosswalk.coverage import coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState, Doubt, Standing
from schemekit.crosswalk.lined_up import (
    LinedClause,
    LinedItem,
    LinedUp,
    Match,
    Way,
    lined_items,
    not_judged,
    of_directions,
    of_standings,
)
from schemekit.files.remembered import load_remembered
from schemekit.files.schemas import validator
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.shipped import shipped
from schemekit.model.signal import Direction
from tests.builders import copied
from tests.crosswalk import samples
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
        pytest.param("A complaint shall cost nothing.", "A complaint should cost nothing.", Match.PARTLY,
                     Way.SEEMS_LOOSER, id="weaker"),
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
        assert (back.match, back.our_number, back.top_up) == (Match.LOOK, "", ""), "it says not who has to do it"

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

    @pytest.mark.parametrize("words", [
        "The secretariat shall visit each site.",
        "The Board shall approve each complaint before it is registered.",
        "Songs are sung.",
        "A complaint of a person who does not live within 5 km of the site shall be refused.",
        "A complaint shall be filed within 10 days of the event.",
        "An anonymous complaint shall be excluded.",
        "The complainant shall pay a fee.",
        "Complaints shall be made by members.",
        "The secretariat shall close a complaint that it cannot check.",
        "A person with a case at court is barred from this procedure.",
        "The secretariat shall hear members. Others shall write to their own authority.",
    ])
    def test_a_clause_of_theirs_that_may_take_a_right_away(
        self, scheme: SchemeBuilder, other: SchemeBuilder, words: str
    ) -> None:
        """What it asks, it may ask of those who complain, or shut them out by: nobody may call that stricter."""
        other.edit("## Records", f"## Standing {{ #standing }}\n\n{words}\n\n## Records")
        found = row(lined(scheme, other), "standing")
        assert (found.match, found.way) == (Match.LOOK, Way.UNTOLD)
        assert "only theirs has it" in found.told[0]

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


class TestReading:
    """What was judged is read once of each side, for however many frameworks."""

    def test_each_crosswalk_once(
        self, mapped_templates: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("ours", "theirs"):
            copied(mapped_templates[0], tmp_path / name)
        read: list[str] = []

        def told(text: str, kind: str, file: str) -> dict[str, Any]:
            read.extend([file] if kind == "crosswalk" else [])
            return load_remembered(text, kind, file)

        monkeypatch.setattr("schemekit.files.scheme_folder.load_remembered", told)
        found = compare_schemes(tmp_path, Comparing(
            ours="ours", theirs="theirs", frameworks=("ungp-31", "gdpr", "iso-10002"), offline=True))
        assert {item.framework for item in found.items} >= {"ungp-31"}
        assert {read.count(file) for file in read} == {2}, "once of each side"


def with_sentence(side: SchemeBuilder, sentence: str) -> None:
    side.edit("A complaint shall cost nothing.", f"A complaint shall cost nothing.\n{sentence}")


class TestWhatIsShown:
    """'Stricter' is said of what a machine can show; of a sentence more or less people decide, in both directions."""

    @pytest.mark.parametrize("sentence", [
        "The Complaints Officer shall tell the respondent who complained.",
        "The client shall choose the workers who are interviewed.",
        "A manager shall be present at each interview.",
        "The complainant shall sign a waiver of further claims.",
        "The Appeals Panel shall follow the view of the Board.",
        "The secretariat shall confirm each decision before it takes effect.",
        "The Board shall be heard before each decision.",
        "The respondent shall agree to the measure.",
        "The secretariat shall ask each complainant for a deposit of 500 EUR.",
        "The secretariat should tell the respondent who complained.",
    ])
    def test_a_duty_that_one_side_has_alone(
        self, scheme: SchemeBuilder, other: SchemeBuilder, sentence: str
    ) -> None:
        with_sentence(other, sentence)
        added = row(lined(scheme, other), "no-charge")
        assert (added.match, added.way) == (Match.LOOK, Way.UNTOLD)
        assert sentence.rstrip(".") in " ".join(added.told)
        gone = row(lined(other, scheme), "no-charge")
        assert (gone.match, gone.way.is_open) == (Match.PARTLY, True)
        assert sentence in gone.top_up

    @pytest.mark.parametrize("sentence", [
        "A complainant may remain anonymous to everyone.",
        "A party may at any time turn to external bodies.",
        "A party may be assisted or represented by a person of its choice at every step.",
        "Several people may file together.",
        "Workers may refuse an interview.",
    ])
    def test_a_freedom_that_one_side_has_alone(
        self, scheme: SchemeBuilder, other: SchemeBuilder, sentence: str
    ) -> None:
        with_sentence(scheme, sentence)
        gone = row(lined(scheme, other), "no-charge")
        assert (gone.match, gone.way.is_open) == (Match.PARTLY, True)
        assert sentence in gone.top_up
        assert row(lined(other, scheme), "no-charge").match is Match.LOOK

    def test_a_freedom_of_the_schemes_own_body(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """By what the Board may, others lose; that it may not is still no gain that anybody judged."""
        with_sentence(other, "The Board may waive any of this.")
        assert row(lined(scheme, other), "no-charge").match is Match.PARTLY
        assert row(lined(other, scheme), "no-charge").match is Match.LOOK

    @pytest.mark.parametrize(("ours", "theirs"), [
        ("A party may be assisted.", "A party shall be assisted."),
        ("The complainant should name witnesses.", "The complainant shall name witnesses."),
        ("A complaint should be made in writing.", "A complaint shall be made in writing."),
        ("The secretariat should reject complaints of competitors.",
         "The secretariat shall reject complaints of competitors."),
        ("The secretariat may wait.", "The secretariat shall wait."),
        ("The panel shall hear at most 3 witnesses.", "The panel shall hear at most 1 witness."),
        ("The Board shall close each case within 90 days.", "The Board shall close each case within 5 days."),
    ])
    def test_what_only_looks_stricter(
        self, scheme: SchemeBuilder, other: SchemeBuilder, ours: str, theirs: str
    ) -> None:
        with_sentence(scheme, ours)
        with_sentence(other, theirs)
        assert row(lined(scheme, other), "no-charge").match is Match.LOOK
        back = row(lined(other, scheme), "no-charge")
        assert not back.match.is_whole
        assert back.way.is_open

    def test_what_is_shown_is_shown_from_both_sides(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """A duty of a body in the place of a recommendation, in a sentence that is otherwise the same."""
        other.edit("The secretariat should keep", "The secretariat shall keep")
        found = row(lined(scheme, other), "records")
        assert (found.match, found.way) == (Match.MATCHED, Way.STRICTER)
        back = row(lined(other, scheme), "records")
        assert (back.match, back.way) == (Match.PARTLY, Way.LOOSER)

    @pytest.mark.parametrize(("hidden", "how"), [
        ("<!-- {} -->", "a comment"), ("~~{}~~", "struck out"), ("\n> {}\n", "a note"),
    ])
    @pytest.mark.parametrize("words", [
        "A complainant may remain anonymous to everyone.", "Anonymous complaints are examined like any other.",
    ])
    def test_words_that_one_side_hides(
        self, scheme: SchemeBuilder, other: SchemeBuilder, hidden: str, how: str, words: str
    ) -> None:
        """That side has less by them: nobody may read 'only theirs'."""
        with_sentence(scheme, words)
        with_sentence(other, hidden.format(words))
        for one, beside, side in ((scheme, other, "theirs"), (other, scheme, "ours")):
            found = row(lined(one, beside), "no-charge")
            assert not found.match.is_whole
            assert f"in {side}, " in " ".join(found.told)
            assert how in " ".join(found.told)
            assert "only theirs" not in " ".join(found.told)

    def test_none_of_it_is_accepted_as_matched(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        with_sentence(other, "The complainant shall sign a waiver of further claims.")
        other.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
        other.edit("## Records", "## Consent { #consent }\n\nThe Board shall approve each complaint.\n\n## Records")
        scheme.done("recognise", str(other.path), "--as", "f")
        scheme.done("cooperate", "judge", "f", "--matched", "--as", "accepted", "--by", "TC")
        rows = yaml.safe_load(scheme.text("cooperation/f/cooperation.yaml"))["recognition"]["provisions"]
        open_rows = {one["clause"] for one in rows if one.get("judgement", "open") == "open"}
        assert {"no-charge", "consent"} <= open_rows


class TestNotJudged:
    """That nobody looked is no gap: what was judged on one side only is not lined up, and that is told."""

    @pytest.fixture
    def pair(self, mapped_templates: tuple[Path, Path], scheme_template: Path, tmp_path: Path) -> tuple[
        SchemeBuilder, SchemeBuilder
    ]:
        """A scheme that is mapped, and one with the release before, which came without a crosswalk."""
        copied(mapped_templates[0], tmp_path / "northern-minerals")
        copied(scheme_template, tmp_path / "forest")
        forest = SchemeBuilder(tmp_path / "forest")
        forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
        forest.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
        return SchemeBuilder(tmp_path / "northern-minerals"), forest

    @pytest.mark.parametrize("is_ours", [False, True])
    def test_one_side_is_mapped_to_nothing(
        self, pair: tuple[SchemeBuilder, SchemeBuilder], is_ours: bool
    ) -> None:
        found = lined(*(reversed(pair) if is_ours else pair))
        assert found.items == ()
        [told] = found.not_judged
        assert (told.framework, told.is_ours, told.is_mapped) == ("ungp-31", is_ours, False)
        assert {"b", "c"} <= set(told.items)
        [line] = not_judged_told(found)
        assert f"{len(told.items)} items not lined up" in line
        assert "ungp-31" in line
        assert "1.1.0" in line, "by which release it would be mapped"

    def test_the_screen_and_the_page_tell(self, pair: tuple[SchemeBuilder, SchemeBuilder]) -> None:
        ours, theirs = pair
        for told in (ours.done("compare", str(theirs.path)).all,
                     ours.done("compare", str(theirs.path), "--framework", "ungp-31").all):
            assert "mapped to no item of ungp-31" in told
            assert "framework: " not in told, "no item is counted"
        ours.done("compare", str(theirs.path), "--to", "c.md")
        assert "## Not lined up" in (ours.path / "c.md").read_text("utf-8")

    @pytest.mark.parametrize("is_ours", [False, True])
    def test_no_row_is_written(self, pair: tuple[SchemeBuilder, SchemeBuilder], is_ours: bool) -> None:
        ours, theirs = reversed(pair) if is_ours else pair
        told = ours.done("recognise", str(theirs.path), "--as", "f", "--framework", "ungp-31", code=2).err
        assert "is mapped to ungp-31" in told
        assert not (ours.path / "cooperation").exists()

    def test_a_row_that_was_written_for_it_is_told(self, pair: tuple[SchemeBuilder, SchemeBuilder]) -> None:
        """By an earlier version, or while both were mapped: it is found, and goes when the two are lined up again."""
        ours, theirs = pair
        ours.done("recognise", str(theirs.path), "--as", "f")
        record = "cooperation/f/cooperation.yaml"
        head = "provisions:\n"
        ours.edit(head, f"{head}    - {{title: Known, framework: ungp-31, item: b, result: gap}}\n", record)
        told = ours.run("cooperate", "check", "f").all
        assert "ungp-31 b (gap, but judged on one side only)" in told
        ours.done("recognise", str(theirs.path), "--into", "f")
        assert "ungp-31" not in ours.text(record)

    @pytest.mark.parametrize("command", ["compare", "recognise"])
    def test_the_report_is_as_its_schema_says(
        self, pair: tuple[SchemeBuilder, SchemeBuilder], command: str
    ) -> None:
        schema = json.loads((shipped("schemas") / f"reports/{command}.schema.json").read_text("utf-8"))
        more = ("--as", "f") if command == "recognise" else ()
        report = pair[0].json(command, str(pair[1].path), *more)
        assert not list(validator(schema).iter_errors(report))
        assert bool(report["not_judged"]) is (command == "compare")

    def test_what_stands_on_a_module_that_nobody_judged_there(self) -> None:
        """Another module of theirs was judged: that has nothing on the item, and of this one nobody knows."""
        fees = samples.framework(("h", ""), ("1", "h"), ("2", "h"))
        clauses = [AdoptedClauses(module="fees", version="1.0.0", states={"notice": ClauseState.KEPT}),
                   AdoptedClauses(module="audit", version="1.0.0", states={})]
        walk = samples.crosswalk("notice equivalent 1")
        other = samples.crosswalk("- none 1", "- none 2", module="audit")
        mine, hers = coverage(fees, [walk, other], clauses), coverage(fees, [other], clauses)
        assert not_judged(fees, mine, hers) == ()
        [told] = not_judged(fees, mine, hers, ((), ("fees",)))
        assert (told.is_ours, told.is_mapped, told.items) == (False, True, ("h", "1"))
        assert not_judged(fees, hers, mine, ((), ("fees",))) == ()
        left = lined_items(fees.id, mine, hers, "en", told.items)
        assert left == ()


class TestItemDoubts:
    """What coverage lowers or doubts of an item is never told as matched: two that are partly may be far apart."""

    @staticmethod
    def item(
        ours: Mapping[str, ClauseState], theirs: Mapping[str, ClauseState], *rows: str, name: str = "1",
        doubted: bool = False,
    ) -> LinedItem:
        fees = samples.framework(("h", ""), ("1", "h"), ("2", "h"))
        walk = samples.crosswalk(*rows)
        doubts = (Doubt(clause="purpose", place="policy.md:3", words="non-binding"),) if doubted else ()
        mine, hers = (coverage(fees, [walk], [AdoptedClauses(module="fees", version="1.0.0", states=states,
                                                             doubts=found)])
                      for states, found in ((ours, ()), (theirs, doubts)))
        return next(one for one in lined_items(fees.id, mine, hers) if one.item == name)

    KEPT: ClassVar = {"notice": ClauseState.KEPT, "reply": ClauseState.KEPT, "help": ClauseState.KEPT}

    @pytest.mark.parametrize(("changed", "match", "told"), [
        pytest.param({}, Match.MATCHED, (), id="nothing"),
        pytest.param({"reply": ClauseState.TAKEN_BACK}, Match.PARTLY,
                     ("theirs: fees#reply takes back what it asked",), id="taken-back"),
        pytest.param({"reply": ClauseState.DROPPED}, Match.PARTLY, ("theirs: fees#reply dropped",), id="dropped"),
        pytest.param({"reply": ClauseState.LOOSENED}, Match.PARTLY, ("theirs: fees#reply asks less",), id="loosened"),
        pytest.param({"reply": ClauseState.ADAPTED}, Match.LOOK,
                     ("theirs: fees#reply in words of its own, to be judged anew",), id="one-of-two-adapted"),
        pytest.param({"reply": ClauseState.ADAPTED, "notice": ClauseState.ADAPTED}, Match.LOOK,
                     ("theirs to be judged anew", "theirs: fees#notice in words of its own, to be judged anew",
                      "theirs: fees#reply in words of its own, to be judged anew"), id="all-adapted"),
        pytest.param({"help": ClauseState.DROPPED}, Match.LOOK, ("theirs: fees#help dropped",), id="support-is-gone"),
    ])
    def test_both_are_partly(
        self, changed: dict[str, ClauseState], match: Match, told: tuple[str, ...]
    ) -> None:
        found = self.item(self.KEPT, {**self.KEPT, **changed}, "notice subset 1", "reply subset 1", "help supports 1")
        assert (found.ours, found.theirs) == (Standing.PARTLY, Standing.PARTLY)
        assert (found.match, found.told) == (match, told)

    def test_ours_is_to_be_judged_anew(self) -> None:
        found = self.item({"notice": ClauseState.ADAPTED}, {"notice": ClauseState.KEPT}, "notice equivalent 1")
        assert (found.match, found.told) == (Match.LOOK, ("ours to be judged anew",))

    def test_both_changed_alike(self) -> None:
        loosened = {"notice": ClauseState.LOOSENED}
        assert self.item(loosened, loosened, "notice equivalent 1").match is Match.MATCHED

    def test_words_elsewhere_put_theirs_in_doubt(self) -> None:
        found = self.item(self.KEPT, self.KEPT, "notice subset 1", doubted=True)
        assert (found.match, found.told) == (
            Match.LOOK, ("theirs to be judged anew", "theirs: fees#notice in doubt"))

    def test_a_heading_over_items_of_which_each_has_another(self) -> None:
        ours, theirs = {"notice": ClauseState.KEPT}, {"reply": ClauseState.KEPT}
        found = self.item(ours, theirs, "notice equivalent 1", "reply equivalent 2", name="h")
        assert (found.ours, found.theirs) == (Standing.PARTLY, Standing.PARTLY)
        assert (found.match, found.told) == (Match.PARTLY, ("1 gap",))

    def test_two_schemes(self, scheme_mapped: SchemeBuilder, tmp_path: Path) -> None:
        """On screen, in each file, and as a row of the recognition."""
        shutil.copytree(scheme_mapped.path, tmp_path / "forest")
        theirs = SchemeBuilder(tmp_path / "forest")
        for side in (scheme_mapped, theirs):
            side.edit("A complaint can be made by", "Complaints are made by")
        theirs.edit("A complaint shall cost nothing.", "A complaint shall cost a fee.")
        theirs.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
        report = scheme_mapped.json("compare", str(theirs.path), "--framework", "ungp-31")
        schema = json.loads((shipped("schemas") / "reports/compare.schema.json").read_text("utf-8"))
        assert not list(validator(schema).iter_errors(report))
        item = next(one for one in report["items"] if one["item"] == "b")
        assert (item["ours"], item["theirs"]) == ("partly", "partly")
        assert item["match"] != "matched"
        assert any("grievance#no-charge" in words for words in item["told"])
        assert "grievance#no-charge" in scheme_mapped.done(
            "compare", str(theirs.path), "--framework", "ungp-31").out.split("ungp-31 b", 1)[1]
        scheme_mapped.done("recognise", str(theirs.path), "--as", "f", "--framework", "ungp-31")
        rows = yaml.safe_load(scheme_mapped.text("cooperation/f/cooperation.yaml"))["recognition"]["provisions"]
        row = next(one for one in rows if one.get("item") == "b")
        assert row["result"] == item["match"]
        assert "grievance#no-charge" in row["told"]


class TestDoubtedModule:
    """Words at the head of a text may take back all of it: what reads alike below them is not told as matched."""

    DRAFT = "This document is a non-binding draft."

    @pytest.fixture(params=["above", "in-a-clause"])
    def theirs(self, other: SchemeBuilder, request: pytest.FixtureRequest) -> SchemeBuilder:
        head = other.text().splitlines()[0] if request.param == "above" else "## Purpose { #purpose }\n"
        other.edit(head, f"{self.DRAFT}\n\n{head}" if request.param == "above" else f"{head}\n{self.DRAFT}\n")
        return other

    def test_none_of_its_clauses_is_matched(self, scheme: SchemeBuilder, theirs: SchemeBuilder) -> None:
        found = lined(scheme, theirs)
        assert {item.match for item in found.clauses if item.module == "assurance"} == {Match.MATCHED}
        assert Match.MATCHED not in {item.match for item in found.clauses if item.module == "grievance"}
        same = row(found, "filing")
        assert (same.match, same.way) == (Match.LOOK, Way.SAME)
        assert "in doubt by other words of theirs, policies/grievance/policy.md:" in same.told[0]
        [line] = doubted_told(found)
        assert line.startswith("Forest Council (theirs): words in grievance may take back what its other clauses ask")
        assert "non-binding" in line

    def test_it_is_what_coverage_finds(self, scheme: SchemeBuilder, theirs: SchemeBuilder) -> None:
        assert theirs.path.is_dir()
        [one] = lined(scheme, theirs).doubted
        mine = next(found for found in adoptions(SchemeFolder(theirs.path)) if found.id == "grievance")
        assert one.doubts == doubts_of(mine)

    def test_the_screen_the_page_and_the_record(self, scheme: SchemeBuilder, theirs: SchemeBuilder) -> None:
        theirs.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
        for told in (scheme.done("compare", str(theirs.path)).all,
                     scheme.done("recognise", str(theirs.path), "--as", "f").all):
            assert "Forest Council (theirs): words in grievance may take back" in " ".join(told.split())
        scheme.done("compare", str(theirs.path), "--to", "c.md")
        assert "## In doubt" in (scheme.path / "c.md").read_text("utf-8")
        rows = yaml.safe_load(scheme.text("cooperation/f/cooperation.yaml"))["recognition"]["provisions"]
        assert "matched" not in {one["result"] for one in rows if one["module"] == "grievance"}
        assert "non-binding" in next(one for one in rows if one["clause"] == "filing")["told"]
        report = scheme.json("recognise", str(theirs.path), "--into", "f")
        assert [(one["module"], one["side"]) for one in report["doubted"]] == [("grievance", "theirs")]
        schema = json.loads((shipped("schemas") / "reports/recognise.schema.json").read_text("utf-8"))
        assert not list(validator(schema).iter_errors(report))

    def test_of_ours_it_is_told_and_lowers_nothing(self, scheme: SchemeBuilder, theirs: SchemeBuilder) -> None:
        found = lined(theirs, scheme)
        assert [one.is_ours for one in found.doubted] == [True]
        assert row(found, "filing").match is Match.MATCHED

    def test_what_both_say_lowers_neither(self, scheme: SchemeBuilder, theirs: SchemeBuilder) -> None:
        scheme.write("policies/grievance/policy.md", theirs.text().replace("Forest Council", "Northern Minerals"))
        found = lined(scheme, theirs)
        assert found.doubted == ()
        assert {item.match for item in found.clauses} == {Match.MATCHED}


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

    @pytest.mark.parametrize(("shown", "seeming", "match", "way"), [
        ([], [Direction.STRONGER], Match.LOOK, Way.UNTOLD),
        ([Direction.STRICTER], [Direction.STRONGER], Match.LOOK, Way.UNTOLD),
        ([], [Direction.WEAKER], Match.PARTLY, Way.SEEMS_LOOSER),
        ([Direction.LOOSER], [Direction.WEAKER], Match.PARTLY, Way.SEEMS_LOOSER),
        ([Direction.LOOSER], [Direction.STRONGER], Match.PARTLY, Way.MIXED),
        ([Direction.STRICTER], [Direction.LOOSER], Match.PARTLY, Way.MIXED),
        ([], [Direction.WEAKER, Direction.STRONGER], Match.PARTLY, Way.MIXED),
    ])
    def test_of_directions_that_nobody_judged(
        self, shown: list[Direction], seeming: list[Direction], match: Match, way: Way
    ) -> None:
        """None of them makes a clause matched, or settles which side asks more."""
        assert of_directions(shown, seeming) == (match, way)
        assert way.is_open

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
