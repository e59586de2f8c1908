"""Another scheme beside ours: values, the supplement, the checklist of a joint audit, and what that saves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from schemekit.cooperate.checklist import Checklist, checklist
from schemekit.cooperate.checklist_paper import checklist_paper, checklist_sheets
from schemekit.cooperate.compare import Comparing, compare_schemes
from schemekit.cooperate.harmonise import Harmonising, harmonise
from schemekit.cooperate.harmonised_paper import harmonised_paper
from schemekit.cooperate.joint_draft import draft_paper
from schemekit.cooperate.lined_paper import lined_paper
from schemekit.cooperate.paired_modules import module_pairs, paired_clauses
from schemekit.cooperate.side_by_side import WithAnother, side_by_side
from schemekit.cooperate.side_by_side_paper import values_paper
from schemekit.cooperate.supplement import Supplements, supplements
from schemekit.cooperate.supplement_paper import supplement_paper
from schemekit.crosswalk.joint_questions import Ask
from schemekit.crosswalk.lined_up import Match, Way
from schemekit.crosswalk.paired_clauses import JudgedClause, PairedClause, SideClause, through_items
from schemekit.crosswalk.side_by_side import Stricter, ValueRow
from schemekit.crosswalk.supplement import supplement
from schemekit.files.schemas import validator
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.shipped import shipped
from schemekit.model.module import Force
from schemekit.word.paper import paper_as
from tests.builders import LibraryBuilder
from tests.golden import same_as_golden
from tests.own_library import comes_with_the_tool
from tests.scheme_builders import GRIEVANCE, SchemeBuilder, tell

TODAY = date(2026, 11, 29)
DATA = Path(__file__).parent / "data"
MODULE = ("--module", "grievance")


def pair_of(is_ours: bool, way: Way, force: Force, is_reworded: bool) -> PairedClause:
    """A clause of theirs beside one of ours, or alone."""
    theirs = SideClause(module="m", id="c", number="1", heading="C", body="Words.", force=force)
    match = Match.LOOK if way.is_open else Match.PARTLY if is_ours else Match.BEYOND
    return PairedClause(ours=theirs if is_ours else None, theirs=theirs, match=match, way=way,
                        is_reworded=is_reworded)


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    """Another scheme: names of its own, two stricter values, a looser one, a stronger clause and one of its own."""
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    forest.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
    forest.done("set", "scheme_name=Forest Council", "decision_body=General Board", "grievance.acknowledge_days=3",
                "grievance.outcome_days=90", "grievance.channels=e-mail,telephone", "--reason", "as we can")
    forest.edit("shall name a person to ask", "shall name a person to ask and <b>=1+1</b>")
    forest.edit("The secretariat should keep", "The secretariat shall keep")
    forest.edit("## Records", "## Visits { #visits }\n\nThe secretariat shall visit each site.\nIt is a pleasure.\n\n"
                              "## Songs { #songs }\n\nSongs are sung.\n\n## Records")
    forest.done("save", "Ours")
    return forest


@contextmanager
def two_of(folder: Path, *changes: tuple[str, str]) -> Iterator[tuple[SchemeBuilder, SchemeBuilder]]:
    """Two schemes with the grievance module as another library has it, which is ours with some words exchanged."""
    files = dict(GRIEVANCE)
    for old, new in changes:
        assert any(old in text for text in files.values())
        files = {path: text.replace(old, new) for path, text in files.items()}
    library = LibraryBuilder(folder / "library")
    library.write({"pyproject.toml": '[project]\nurls = { Documentation = "https://example.org/schemekit" }\n'})
    library.release("grievance", "1.0.0", files)
    with comes_with_the_tool(library):
        for name in ("ours", "theirs"):
            assert tell("-C", str(folder), "new", name, "--no-input", "--with", "grievance").code == 0
        yield SchemeBuilder(folder / "ours"), SchemeBuilder(folder / "theirs")


def values(scheme: SchemeBuilder, other: SchemeBuilder) -> dict[str, ValueRow]:
    found = side_by_side(scheme.path, WithAnother(theirs=str(other.path), modules=["grievance"], offline=True))
    return {row.name: row for row in found.modules[0].rows}


def beyond(scheme: SchemeBuilder, other: SchemeBuilder) -> Supplements:
    return supplements(scheme.path, WithAnother(theirs=str(other.path), modules=["grievance"], offline=True), TODAY)


def asked(scheme: SchemeBuilder, other: SchemeBuilder, record: str = "") -> Checklist:
    return checklist(scheme.path, WithAnother(theirs=str(other.path), modules=["grievance"], offline=True), TODAY,
                     record)


class TestValues:
    """'Every parameter with both values, range, which is stricter, the strictest-wins value; else a person decides.'"""

    @pytest.mark.parametrize(("name", "stricter", "strictest"), [
        pytest.param("acknowledge_days", Stricter.THEIRS, "3", id="theirs"),
        pytest.param("outcome_days", Stricter.OURS, "60", id="ours"),
        pytest.param("channels", Stricter.EACH, "e-mail, post, telephone", id="each-asks-something"),
        pytest.param("anonymous", Stricter.SAME, "yes", id="the-same"),
        pytest.param("scheme_name", Stricter.OWN, "", id="a-name"),
    ])
    def test_which_is_stricter(
        self, scheme: SchemeBuilder, other: SchemeBuilder, name: str, stricter: Stricter, strictest: str
    ) -> None:
        row = values(scheme, other)[name]
        assert (row.stricter, row.strictest) == (stricter, strictest)

    @pytest.mark.parametrize("words", ["within 90 working days", "when it can"])
    def test_a_value_that_a_text_no_longer_says_is_for_a_person(
        self, scheme: SchemeBuilder, other: SchemeBuilder, words: str
    ) -> None:
        """The lock says what was filled in, not what the clause says now."""
        other.edit("within 3 working days", words)
        row = values(scheme, other)["acknowledge_days"]
        assert (row.stricter, row.strictest, row.value) == (Stricter.PERSON, "", None)
        assert "theirs reads otherwise in #acknowledgement" in row.note

    def test_it_is_the_same_from_the_other_side(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        turned = {Stricter.OURS: Stricter.THEIRS, Stricter.THEIRS: Stricter.OURS}
        back = values(other, scheme)
        for name, row in values(scheme, other).items():
            assert back[name].stricter is turned.get(row.stricter, row.stricter)
            assert set(back[name].strictest.split(", ")) == set(row.strictest.split(", "))

    def test_where_the_module_names_no_direction_a_person_decides(self, tmp_path: Path) -> None:
        with two_of(tmp_path, ("maximum: 10, stricter: lower", "maximum: 10, stricter: none")) as (ours, theirs):
            theirs.done("set", "grievance.acknowledge_days=3")
            row = values(ours, theirs)["acknowledge_days"]
        assert (row.stricter, row.strictest) == (Stricter.PERSON, "")

    @pytest.mark.parametrize(("named", "stricter", "told"), [
        pytest.param((), Stricter.THEIRS, "", id="both"),
        pytest.param(("theirs",), Stricter.PERSON, "used by ours only", id="ours"),
        pytest.param(("ours",), Stricter.PERSON, "used by theirs only", id="theirs"),
        pytest.param(("ours", "theirs"), Stricter.UNUSED, "", id="neither"),
    ])
    @pytest.mark.parametrize("is_touched", [False, True])
    def test_a_value_that_a_choice_leaves_out_of_the_text(
        self, tmp_path: Path, named: tuple[str, ...], stricter: Stricter, told: str, is_touched: bool
    ) -> None:
        """What stands in no text asks nothing, whatever its figure: not of values, of clauses or in a supplement."""
        years = " for {{ cookiecutter.records_years }} years"
        with two_of(tmp_path, (years, f"{{% if cookiecutter.anonymous %}}{years}{{% endif %}}")) as (ours, theirs):
            for side in named:
                {"ours": ours, "theirs": theirs}[side].done("set", "grievance.anonymous=no", "--reason", "as we can")
            theirs.done("set", "records_years=9")
            if is_touched:
                theirs.edit("A complaint shall cost nothing.", "A complaint shall be free.")
            row = values(ours, theirs)["records_years"]
            found = compare_schemes(ours.path, Comparing(ours=".", theirs=str(theirs.path), modules=["grievance"]))
            demanded = beyond(ours, theirs).modules[0].found
        assert (row.stricter, row.note) == (stricter, told)
        assert bool(row.strictest) is (stricter is Stricter.THEIRS)
        records = next(item for item in found.clauses if item.clause == "records")
        assert (Way.STRICTER if stricter is Stricter.THEIRS else Way.UNTOLD if told else Way.SAME) is \
            (Way.UNTOLD if records.way.is_open else records.way)
        assert any(told in line for line in records.told) or not told
        assert ("records_years" in {one.name for one in demanded.values}) is (stricter is Stricter.THEIRS)
        assert ("records_years" in {one.name for one in demanded.open_values}) is bool(told)

    def test_rules_that_the_strictest_values_break(self, tmp_path: Path) -> None:
        """Each side keeps the module's rules, and the strictest of both need not."""
        with two_of(tmp_path, ("maximum: 10, stricter: lower", "maximum: 10, stricter: higher")) as (ours, theirs):
            ours.done("set", "grievance.acknowledge_days=8", "grievance.outcome_days=8", "--reason", "as we can")
            theirs.done("set", "grievance.acknowledge_days=10", "--reason", "as we can")
            found = side_by_side(ours.path, WithAnother(theirs=str(theirs.path), modules=["grievance"]))
        assert any("do not go together" in words for words in found.modules[0].broken)

    @pytest.mark.parametrize("ending", ["html", "md", "xlsx", "json", "docx"])
    def test_a_file(self, scheme: SchemeBuilder, other: SchemeBuilder, ending: str) -> None:
        arguments = ("cooperate", "side-by-side", str(other.path), *MODULE, "--to", f"v.{ending}")
        scheme.done(*arguments)
        assert (scheme.path / f"v.{ending}").read_bytes()
        assert "as it was" in scheme.done(*arguments).out, "the same comparison gives the same bytes"

    def test_the_screen(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        told = scheme.done("cooperate", "side-by-side", str(other.path), *MODULE).out
        assert "1 theirs is stricter" in told
        assert "1 each in part" in told
        assert "equivalent" not in told.lower()

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param([".", "--module", "nothing"], "has adopted no module 'nothing'", id="no-such-module"),
        pytest.param([".", "--module", "grievance=nothing"], "--module grievance=THEIRS", id="not-theirs"),
        pytest.param(["nowhere"], "not a scheme", id="no-scheme"),
        pytest.param([".", "--to", "x.txt"], ".xlsx or .json", id="another-ending"),
        pytest.param([".", "--json", "--to", "x.md"], "--json is printed", id="both"),
    ])
    def test_what_is_refused(self, scheme: SchemeBuilder, arguments: list[str], words: str) -> None:
        assert words in scheme.done("cooperate", "side-by-side", *arguments, code=2).all


class TestSupplement:
    """'A document of only what they ask beyond us … with their clause numbers, credit and licence of the text.'"""

    def test_what_is_in_it(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        found = beyond(scheme, other).modules[0].found
        assert found.only == (), "nobody judged what a clause of theirs does beside ours"
        assert {pair.theirs.id for pair in found.stricter if pair.theirs} == {"appeal", "records"}
        assert [pair.theirs.id for pair in found.to_look_at if pair.theirs] == [
            "filing", "acknowledgement", "visits", "songs"]
        assert [row.name for row in found.values] == ["acknowledge_days", "channels"]
        assert [(less.pair.clause.id, less.why) for less in found.no_more] == [
            ("outcome", "theirs asks less")]
        assert "scheme_name" in {row.name for row in found.own_values}

    def test_a_definition_that_moves_every_deadline(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """'A clause of which no rule can tell which asks more' binds nobody by itself, and is never left out."""
        for side, days in ((scheme, "Friday"), (other, "Saturday")):
            side.edit("## Records", f"## Counting time {{ #time }}\n\nWorking days are Monday to {days}.\n"
                      "Days are days.\n\n## Records")
        found = beyond(scheme, other)
        assert "time" in {pair.clause.id for pair in found.modules[0].found.to_look_at}
        listed = asked(scheme, other)
        assert "time" not in {one.pair.clause.id for one in listed.modules[0].questions}, "a definition asks nothing"
        for paper in (supplement_paper(found, "2026-11-29"), checklist_paper(listed, "2026-11-29")):
            said = paper_as(paper, "md").decode()
            _, _, part = said.partition("## To be decided by people")
            assert "> Working days are Monday to Friday." in part
            assert "> Working days are Monday to Saturday." in part
        rows = next(sheet.rows for sheet in checklist_sheets(listed) if sheet.title == "To be decided")
        assert next(row[3:5] for row in rows if row[1] == "Counting time") == (
            "7 Counting time\nWorking days are Monday to Friday.",
            "9 Counting time\nWorking days are Monday to Saturday."), "and not what both say"

    def test_what_is_asked_of_one_side_alone_in_a_sentence(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """A duty that is lifted on their side may be one of those who complain: "need not sign" asks nothing less."""
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost the complainant nothing at all.")
        other.edit("A complaint shall cost nothing.", "A complaint need not cost anybody something.")
        for one, beside in ((scheme, other), (other, scheme)):
            assert "no-charge" in {pair.clause.id for pair in beyond(one, beside).modules[0].found.to_look_at}

    @given(st.lists(st.builds(
        pair_of, st.booleans(), st.sampled_from(Way), st.sampled_from(Force), st.booleans()), max_size=8))
    def test_nothing_that_differs_is_left_out(self, pairs: list[PairedClause]) -> None:
        """'Every clause of theirs that differs' is asked beyond ours, to be decided, or told as asking no more."""
        found = supplement("m", pairs, ())
        placed = [*found.only, *found.stricter, *found.to_look_at, *(less.pair for less in found.no_more)]
        differing = [pair for pair in pairs if pair.theirs and (pair.way is not Way.SAME or pair.is_reworded)]
        assert sorted(map(id, placed)) == sorted(map(id, differing)), "each once"
        assert all(less.why for less in found.no_more)
        assert all(pair in found.to_look_at for pair in pairs if pair.way.is_open)

    def test_what_takes_back_and_what_stands_before_the_first_heading(
        self, scheme: SchemeBuilder, other: SchemeBuilder
    ) -> None:
        other.edit("## Filing", "## Limits { #limits }\n\nNothing in this procedure obliges anybody.\n\n## Filing")
        other.edit("## Purpose", "It is not for complaints about prices.\n\n## Purpose")
        found = beyond(scheme, other)
        said = paper_as(supplement_paper(found, "2026-11-29"), "md").decode().partition("### To be decided")[2]
        assert "Nothing in this procedure obliges anybody." in said.partition("### Found to ask")[0]
        assert "It is not for complaints about prices." in said.partition("### Found to ask")[0]
        listed = paper_as(checklist_paper(asked(scheme, other), "2026-11-29"), "md").decode()
        assert "It is not for complaints about prices." in listed.partition("## To be decided")[2]

    def test_each_clause_that_compare_tells_is_in_it(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("It can be made without a name.", "It can be made without any name, and at night.")
        found = beyond(scheme, other).modules[0].found
        placed = {pair.clause.id for pair in (*found.only, *found.stricter, *found.to_look_at)}
        placed |= {less.pair.clause.id for less in found.no_more}
        told = scheme.json("compare", str(other.path), *MODULE)["clauses"]
        assert {row["clause"] for row in told if row["way"] != "the same" and row["match"] != "gap"} == placed

    def test_nothing_of_ones_own(self, scheme: SchemeBuilder) -> None:
        assert beyond(scheme, scheme).modules[0].found.is_empty
        assert "nothing beyond ours" in scheme.done("cooperate", "supplement", ".", *MODULE).out

    def test_names_are_no_difference_however_they_are_made(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """`General Board` for `Board` is a name and not a word that was put in."""
        looked = {pair.theirs.id for pair in beyond(scheme, other).modules[0].found.to_look_at if pair.theirs}
        assert "outcome" not in looked

    def test_the_document(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        paper = supplement_paper(beyond(scheme, other), "2026-11-29")
        same_as_golden(paper_as(paper, "md").decode(), DATA / "supplement.md")

    def test_their_words_cannot_become_markup(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        scheme.done("cooperate", "supplement", str(other.path), *MODULE, "--to", "s.html")
        page = scheme.text("s.html")
        assert "name a person to ask and =1+1" in page

    @pytest.mark.parametrize("ending", ["docx", "json"])
    def test_a_file(self, scheme: SchemeBuilder, other: SchemeBuilder, ending: str) -> None:
        arguments = ("cooperate", "supplement", str(other.path), *MODULE, "--to", f"s.{ending}")
        scheme.done(*arguments)
        assert "as it was" in scheme.done(*arguments).out, "the same supplement gives the same bytes"

    @pytest.mark.parametrize("licence", ["LicenseRef-ours-alone", "NOASSERTION"])
    def test_words_that_may_not_be_copied_are_not(
        self, scheme: SchemeBuilder, other: SchemeBuilder, licence: str
    ) -> None:
        """'Blocked or ask-a-person is told and then only numbers and headings are listed.'"""
        text = other.text("scheme.yaml")
        other.write("scheme.yaml", text.replace("CC-BY-4.0", licence))
        found = beyond(scheme, other)
        assert not found.modules[0].copying.is_allowed
        said = paper_as(supplement_paper(found, "2026-11-29"), "md").decode()
        assert "shall visit each site" not in said
        assert "Visits" in said
        assert licence in said
        assert "shall visit each site" not in json.dumps(found.to_mapping())
        listed = paper_as(checklist_paper(asked(scheme, other), "2026-11-29"), "md").decode()
        assert "shall visit each site" not in listed
        assert "left out" in scheme.done("cooperate", "supplement", str(other.path), *MODULE).all

    @pytest.mark.parametrize("command", ["side-by-side", "supplement"])
    def test_each_of_several_modules_has_a_heading_of_its_own(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: str
    ) -> None:
        """A second module is no annex of the first."""
        scheme.done("cooperate", command, str(other.path), "--module", "assurance", *MODULE, "--to", "p.md")
        headings = [line for line in scheme.text("p.md").splitlines() if line.startswith("## ")]
        assert [line.split()[1].lower() for line in headings] == ["assurance", "grievance"]
        assert "Annex" not in scheme.text("p.md")

    def test_a_licence_that_forbids_changes_lets_words_be_quoted(
        self, scheme: SchemeBuilder, other: SchemeBuilder
    ) -> None:
        other.write("scheme.yaml", other.text("scheme.yaml").replace("CC-BY-4.0", "CC-BY-ND-4.0"))
        assert beyond(scheme, other).modules[0].copying.is_allowed

    @pytest.mark.parametrize(("licence", "is_warned"), [("CC-BY-ND-4.0", True), ("CC-BY-4.0", False)])
    def test_what_is_said_of_quoting_in_part_is_true(
        self, scheme: SchemeBuilder, other: SchemeBuilder, licence: str, is_warned: bool
    ) -> None:
        """A paper of extracts keeps no module whole, and whether they change a text is not for the tool to say."""
        other.write("scheme.yaml", other.text("scheme.yaml").replace("CC-BY-4.0", licence))
        for command in ("supplement", "checklist"):
            told = scheme.done("cooperate", command, str(other.path), "--to", "p.md", "--force").all
            paper = " ".join(scheme.text("p.md").split())
            for text in (told, paper):
                assert ("CC-BY-ND-4.0 forbids changes" in text.replace("\\", "")) is is_warned, command
            assert "Keep the module whole" not in paper
            assert "marked as parts of the module" in paper
        supplement = scheme.done("cooperate", "supplement", str(other.path), "--json").json
        assert bool(supplement["modules"][0]["licence"]["warning"]) is is_warned


class TestChecklist:
    """'One question per requirement; what both ask alike once for both; the stricter form with a note.'"""

    def test_in_which_form_each_is_asked(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        assert [(one.pair.clause.id, one.ask) for one in asked(scheme, other).modules[0].questions] == [
            ("filing", Ask.BOTH_FORMS), ("filing", Ask.ONCE),
            ("acknowledgement", Ask.BOTH_FORMS), ("acknowledgement", Ask.BOTH_FORMS), ("no-charge", Ask.ONCE),
            ("outcome", Ask.OUR_FORM), ("outcome", Ask.ONCE), ("appeal", Ask.THEIR_FORM), ("visits", Ask.THEIRS),
            ("records", Ask.THEIR_FORM),
        ], "what binds nobody on either side is not asked"

    def test_what_one_side_only_recommends(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        notes = next(one.notes for one in asked(scheme, other).modules[0].questions if one.pair.clause.id == "records")
        assert "Required by theirs, recommended by ours" in notes
        assert not any("a information" in note for one in asked(scheme, other).modules[0].questions
                       for note in one.notes)

    def test_the_figures_claim_no_saving_where_a_person_has_to_compare(
        self, scheme: SchemeBuilder, other: SchemeBuilder
    ) -> None:
        """Ours asks nine things, theirs ten: one of filing and both of acknowledgement twice, the others once."""
        found = asked(scheme, other)
        assert (found.figures.ours_alone, found.figures.theirs_alone, found.figures.joint) == (9, 10, 13)
        assert found.figures.saved == 6
        assert found.to_compare == 3

    def test_of_one_scheme_with_itself_all_are_asked_once(self, scheme: SchemeBuilder) -> None:
        found = asked(scheme, scheme).figures
        assert found.joint == found.ours_alone == found.theirs_alone
        assert found.saved_percent == 50

    def test_days_and_money_come_from_the_record_alone(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "shared-process", "audit", "--with", "forest=Forest Council", "--no-input")
        assert asked(scheme, other, "audit").saved is not None
        told = scheme.done("cooperate", "checklist", str(other.path), *MODULE, "--record", "audit").all
        assert "the record lacks" in told
        path = "cooperation/audit/cooperation.yaml"
        data = yaml.safe_load(scheme.text(path))
        data["shared_process"]["figures"] = {
            "audits": [{"party": "northern-minerals", "days": 5}, {"party": "forest", "days": 4}], "joint_days": 6,
            "audits_a_year": 10, "day_cost": 600, "currency": "EUR"}
        data["shared_process"]["grades"] = [{"grade": "major", "close_days": 60, "parties": [
            {"party": "forest", "grade": "Grade 1"}, {"party": "northern-minerals", "grade": "Major"}]}]
        scheme.write(path, yaml.safe_dump(data))
        found = asked(scheme, other, "audit")
        assert found.saved is not None
        assert (found.saved.alone_days, found.saved.saved_days, found.saved.saved_money_a_year) == (9, 3, 18_000)
        assert found.grades_of("forest") == ("Grade 1",)
        told = scheme.done("cooperate", "checklist", str(other.path), *MODULE, "--record", "audit", "--to",
                           "c.xlsx").all
        assert "18,000 EUR" in told

    def test_a_record_of_another_type(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "working-group", "group", "--no-input")
        told = scheme.done("cooperate", "checklist", ".", *MODULE, "--record", "group", code=2)
        assert "is no shared process" in told.err

    def test_the_document(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        paper = checklist_paper(asked(scheme, other), "2026-11-29")
        same_as_golden(paper_as(paper, "md").decode(), DATA / "checklist.md")

    @pytest.mark.parametrize("ending", ["xlsx", "docx"])
    def test_a_file_that_is_the_same_twice(self, scheme: SchemeBuilder, other: SchemeBuilder, ending: str) -> None:
        arguments = ("cooperate", "checklist", str(other.path), *MODULE, "--to", f"c.{ending}")
        scheme.done(*arguments)
        assert "as it was" in scheme.done(*arguments).out

    @pytest.mark.parametrize("command", ["side-by-side", "supplement", "checklist", "harmonise"])
    def test_the_reports_are_as_their_schemas_say(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: str
    ) -> None:
        schema = json.loads((shipped("schemas") / f"reports/cooperate-{command}.schema.json").read_text("utf-8"))
        report = scheme.json("cooperate", command, str(other.path), *MODULE)
        assert not list(validator(schema).iter_errors(report))


class TestOtherTexts:
    """'Where two schemes adopted different assurance modules, line up through crosswalk items as far as judged.'"""

    def test_nothing_is_held_against_another_text_by_its_words(self, scheme: SchemeBuilder) -> None:
        pair, = module_pairs(SchemeFolder(scheme.path), SchemeFolder(scheme.path), ["grievance=assurance"])
        assert not pair.is_same_module
        found = paired_clauses(pair)
        assert all((one.ours is None) is not (one.theirs is None) for one in found)
        assert {one.match for one in found} == {Match.LOOK}
        told = scheme.done("cooperate", "side-by-side", ".", "--module", "grievance=assurance").all
        assert "by their names alone" in told

    def test_by_items_that_both_were_judged_to_address(self) -> None:
        def clause(name: str) -> SideClause:
            return SideClause(module="m", id=name, number="1", heading=name, body="", force=Force.REQUIREMENT)

        def judged(name: str, item: str, framework: str = "ungp 1") -> JudgedClause:
            return JudgedClause(clause=name, framework=framework, item=item, judge="Secretariat")

        found = through_items(
            [clause("ours"), clause("gap"), clause("unjudged")], [clause("theirs"), clause("more")],
            [judged("ours", "a"), judged("gap", "b"), judged("unjudged", "a", "another 2")],
            [judged("theirs", "a"), judged("more", "c")])
        assert [(one.clause.id, one.match) for one in found] == [
            ("ours", Match.LOOK), ("gap", Match.GAP), ("unjudged", Match.LOOK), ("theirs", Match.LOOK),
            ("more", Match.BEYOND)]
        assert "as judged by Secretariat" in found[0].through[0]


class TestPapers:
    """What is true of every document that lays two schemes beside each other."""

    def test_the_foot_of_each_page_is_short(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        lined = compare_schemes(scheme.path, Comparing(ours=str(scheme.path), theirs=str(other.path)))
        values_found = side_by_side(scheme.path, WithAnother(theirs=str(other.path), modules=["grievance"]))
        harmonised = harmonise(scheme.path, Harmonising(schemes=[str(scheme.path), str(other.path)],
                                                        modules=["grievance"]))
        for paper in (
            lined_paper(lined, "2026-11-29"), values_paper(values_found, "2026-11-29"),
            supplement_paper(beyond(scheme, other), "2026-11-29"), checklist_paper(asked(scheme, other), "2026-11-29"),
            harmonised_paper(harmonised, "2026-11-29"), draft_paper(harmonised, harmonised.modules[0], "2026-11-29"),
        ):
            assert len(paper.footer) < 80
            assert not any(paper.footer in part.markdown for part in paper.parts)

    def test_whose_number_it_is(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """Two clauses of one number in a table are told apart by whose number it is."""
        lined = compare_schemes(scheme.path, Comparing(ours=str(scheme.path), theirs=str(other.path)))
        said = paper_as(lined_paper(lined, "2026-11-29"), "md").decode()
        assert "| grievance, theirs 7 Visits |" in said
        assert "| grievance 7 Records (theirs 9) |" in said
