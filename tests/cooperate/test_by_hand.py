"""What a text says, where somebody edited it by hand: figures over a value, forms that bind, figures out of range."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from schemekit.adopt.outcome import read_adoption
from schemekit.adopt.said_values import NOT_SAID, said_values
from schemekit.cooperate.compare import Comparing, compare_schemes
from schemekit.cooperate.harmonise import Harmonising, JointModule, harmonise
from schemekit.cooperate.joint_clauses import JointValue, Outcome
from schemekit.cooperate.lined_words import clause_digests
from schemekit.cooperate.side_by_side import WithAnother, side_by_side
from schemekit.cooperate.supplement import ModuleSupplement, supplements
from schemekit.crosswalk.lined_up import LinedClause, Match, Way
from schemekit.crosswalk.side_by_side import Stricter, ValueRow
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.yaml_read import read_yaml
from tests.builders import TEXT, LibraryBuilder
from tests.own_library import comes_with_the_tool
from tests.scheme_builders import GRIEVANCE, SchemeBuilder, tell

FORM = "policies/grievance/forms/complaint-form.md"
TODAY = date(2026, 11, 29)


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    """Another scheme, which acknowledges in three days, as its lock says."""
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    forest.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
    forest.done("set", "scheme_name=Forest Council", "grievance.acknowledge_days=3", "--reason", "as we can")
    return forest


def row(ours: SchemeBuilder, theirs: SchemeBuilder, clause: str) -> LinedClause:
    found = compare_schemes(ours.path, Comparing(ours=".", theirs=str(theirs.path), modules=("grievance",)))
    return next(item for item in found.clauses if item.clause == clause)


def beside(theirs: SchemeBuilder) -> WithAnother:
    return WithAnother(theirs=str(theirs.path), modules=["grievance"], offline=True)


def value(ours: SchemeBuilder, theirs: SchemeBuilder, name: str) -> ValueRow:
    return next(item for item in side_by_side(ours.path, beside(theirs)).modules[0].rows if item.name == name)


def beyond(ours: SchemeBuilder, theirs: SchemeBuilder) -> ModuleSupplement:
    return supplements(ours.path, beside(theirs), TODAY).modules[0]


def joint(ours: SchemeBuilder, theirs: SchemeBuilder, name: str) -> JointValue:
    return next(item for item in drafted(ours, theirs).values if item.name == name)


def drafted(ours: SchemeBuilder, theirs: SchemeBuilder) -> JointModule:
    schemes = [str(side.path) for side in (ours, theirs)]
    return harmonise(ours.path, Harmonising(schemes=schemes, modules=["grievance"], offline=True)).modules[0]


class TestFigures:
    """'What the text says is told everywhere, and never the value that the lock still has.'"""

    @pytest.mark.parametrize(("words", "told"), [
        pytest.param("within 30 working days", "ours 5 working days, theirs 30 working days", id="a-figure"),
        pytest.param("within 1 working day", "ours 5 working days, theirs 1 working day", id="one"),
        pytest.param("when it can", "when it can", id="no-figure"),
    ])
    def test_a_clause(self, scheme: SchemeBuilder, other: SchemeBuilder, words: str, told: str) -> None:
        other.edit("within 3 working days", words)
        found = "; ".join(row(scheme, other, "acknowledgement").told)
        assert told in found
        assert "theirs 3 working" not in found
        assert "ours 5 working days, theirs 3 working days" in "; ".join(row(scheme, other, "appeal").told)

    @pytest.mark.parametrize(("words", "everywhere", "told"), [
        pytest.param("within 30 working days", False, "in #acknowledgement: 30 working days; else 3 working days",
                     id="in-one-of-two"),
        pytest.param("within 30 working days", True, "30", id="in-both"),
        pytest.param("within two months", True, "in #acknowledgement: “two months”; in #appeal: “two months”",
                     id="in-another-unit"),
        pytest.param("when it can", False, "in #acknowledgement: no longer says it; else 3 working days", id="gone"),
        pytest.param("when it can", True, NOT_SAID, id="gone-in-both"),
    ])
    def test_a_value(
        self, scheme: SchemeBuilder, other: SchemeBuilder, words: str, everywhere: bool, told: str
    ) -> None:
        """The same words stand in side-by-side, in the supplement and in what harmonising begins with."""
        for _ in range(1 + everywhere):
            other.edit("within 3 working days", words)
        found = value(scheme, other, "acknowledge_days")
        assert (found.ours, found.theirs, found.stricter) == ("5", told, Stricter.PERSON)
        assert told in [item.theirs for item in beyond(scheme, other).found.open_values]
        assert joint(scheme, other, "acknowledge_days").values == ("5", told)

    def test_what_harmonising_takes(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("within 3 working days", "within 30 working days")
        assert (joint(scheme, other, "acknowledge_days").taken, joint(scheme, other, "acknowledge_days").told) == \
            ("5", "but for #acknowledgement: see there")
        other.edit("within 3 working days", "within 30 working days")
        assert joint(scheme, other, "acknowledge_days").taken == "30"

    def test_ours(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        scheme.edit("within 5 working days", "within 30 working days")
        assert value(scheme, other, "acknowledge_days").ours == \
            "in #acknowledgement: 30 working days; else 5 working days"
        assert "ours 5" not in "; ".join(row(scheme, other, "acknowledgement").told)

    def test_the_record_of_a_shared_process(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        for _ in range(2):
            other.edit("within 3 working days", "within 30 working days")
        scheme.done("cooperate", "supplement", str(other.path), "--module", "grievance", "--into", "audit")
        record = read_yaml(scheme.text("cooperation/audit/cooperation.yaml"), "").data
        asked = [item["requirement"] for item in record["shared_process"]["extras"]]
        assert "Time to acknowledge: 30 working days" in asked

    def test_equal_values_are_no_difference(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """Words beside a name that both have may be others: the clause is told, and the name is not."""
        other.edit("The Board shall decide within 60 days.", "The Board shall decide within 60 days, or later.")
        assert value(scheme, other, "decision_body").stricter is Stricter.SAME
        assert value(scheme, other, "outcome_days").stricter is Stricter.SAME
        assert not {"decision_body", "outcome_days"} & {item.name for item in beyond(scheme, other).found.open_values}
        assert row(scheme, other, "outcome").way is not Way.SAME

    def test_another_name_by_hand(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.edit("The Board shall decide", "The President shall decide")
        found = value(scheme, other, "decision_body")
        assert (found.stricter, found.theirs) == (Stricter.OWN, "President")

    def test_nothing_is_read_from_a_text_as_it_was_made(self, scheme: SchemeBuilder) -> None:
        assert said_values(read_adoption(SchemeFolder(scheme.path), "grievance")) == {}


class TestRange:
    """'A value outside the module's range is never stricter: it is to look at, with the range named.'"""

    @pytest.mark.parametrize("is_by_hand", [False, True], ids=["by-value", "by-hand"])
    @pytest.mark.parametrize("is_ours", [False, True], ids=["theirs", "ours"])
    def test_below_the_least(
        self, scheme: SchemeBuilder, other: SchemeBuilder, is_by_hand: bool, is_ours: bool
    ) -> None:
        side = scheme if is_ours else other
        if is_by_hand:
            side.edit("within 60 days", "within 7 days")
        else:
            side.done("set", "grievance.outcome_days=7", "--reason", "we are quick")
        found = row(scheme, other, "outcome")
        assert (found.match, found.way) == (Match.LOOK, Way.UNTOLD)
        assert f"{'ours' if is_ours else 'theirs'} 7 days is outside the module's range, 8 to 90 days" in \
            "; ".join(found.told)
        assert value(scheme, other, "outcome_days").stricter is Stricter.PERSON
        if not is_by_hand:
            assert "range, 8 to 90 days" in value(scheme, other, "outcome_days").note
        assert joint(scheme, other, "outcome_days").taken == ""

    def test_a_looser_one_outside_it_is_looser(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.done("set", "grievance.outcome_days=100", "--reason", "few people")
        assert row(scheme, other, "outcome").way is Way.LOOSER
        assert value(scheme, other, "outcome_days").stricter is Stricter.OURS


class TestForms:
    """'Forms and annexes that ask otherwise are told at the clause that refers to them; never silently matched.'"""

    @pytest.fixture
    def pair(self, tmp_path: Path) -> Iterator[tuple[SchemeBuilder, SchemeBuilder]]:
        """Two schemes with a procedure, one clause of which refers to a form with a value that no clause says."""
        text = GRIEVANCE[TEXT].replace("The acknowledgement shall name a person to ask.",
                                       "The acknowledgement shall follow the [form](forms/complaint-form.md).")
        form = "# {{ cookiecutter.scheme_name }}: form\n\nThe panel shall hear both sides within 6 months.\n\n" \
               "Write to {{ cookiecutter.contact_email }}.\nWe answer in {{ cookiecutter.acknowledge_days }} working " \
               "days.\n"
        library = LibraryBuilder(tmp_path / "library")
        library.write({"pyproject.toml": '[project]\nurls = { Documentation = "https://example.org/schemekit" }\n'})
        library.release("grievance", "1.0.0", {
            **GRIEVANCE, TEXT: text, "{{cookiecutter.module}}/forms/complaint-form.md": form})
        with comes_with_the_tool(library):
            for name in ("ours", "theirs"):
                assert tell("-C", str(tmp_path), "new", name, "--no-input", "--with", "grievance").code == 0
            theirs = SchemeBuilder(tmp_path / "theirs")
            theirs.done("set", "contact_email=us@example.org", "grievance.acknowledge_days=3")
            yield SchemeBuilder(tmp_path / "ours"), theirs

    def test_names_and_values_that_clauses_tell_are_no_difference(
        self, pair: tuple[SchemeBuilder, SchemeBuilder]
    ) -> None:
        assert "form" not in "; ".join(row(*pair, "acknowledgement").told)

    @pytest.mark.parametrize(("new", "told"), [
        pytest.param("within 3 years", "theirs “The panel shall hear both sides within 3 years”", id="a-figure"),
        pytest.param("when it can", "theirs “The panel shall hear both sides when it can”", id="words"),
    ])
    @pytest.mark.parametrize("is_ours", [False, True], ids=["theirs", "ours"])
    def test_what_a_form_says_otherwise(
        self, pair: tuple[SchemeBuilder, SchemeBuilder], new: str, told: str, is_ours: bool
    ) -> None:
        ours, theirs = pair
        (ours if is_ours else theirs).edit("within 6 months", new, FORM)
        found = row(ours, theirs, "acknowledgement")
        assert (found.match, found.way.is_open) == (Match.LOOK, True)
        assert "reads otherwise in the form Complaint form" in found.told[-1]
        assert told.replace("theirs", "ours" if is_ours else "theirs") in found.told[-1]
        assert [pair.clause.id for pair in beyond(ours, theirs).found.to_look_at] == ["acknowledgement"]

    @pytest.mark.parametrize("hidden", ["<!-- The panel shall hear both sides within 6 months. -->",
                                        "~~The panel shall hear both sides within 6 months.~~"])
    def test_words_that_a_form_hides(self, pair: tuple[SchemeBuilder, SchemeBuilder], hidden: str) -> None:
        """They stay in the file and bind nobody; it was taken for layout."""
        pair[1].edit("The panel shall hear both sides within 6 months.", hidden, FORM)
        found = row(*pair, "acknowledgement")
        assert found.match is Match.LOOK
        assert "in theirs" in found.told[-1]

    def test_it_is_left_to_be_settled(self, pair: tuple[SchemeBuilder, SchemeBuilder]) -> None:
        """The words of the clause are those of both: the form to which they lead is not."""
        pair[1].edit("within 6 months", "within 3 years", FORM)
        found = next(one for one in drafted(*pair).clauses if one.id == "acknowledgement")
        assert found.outcome is Outcome.OPEN
        assert "reads otherwise in the form Complaint form" in found.why

    def test_a_form_that_is_gone_and_a_register_without_a_column(
        self, pair: tuple[SchemeBuilder, SchemeBuilder]
    ) -> None:
        """No clause refers to the register: it is told at the first clause."""
        ours, theirs = pair
        theirs.write(FORM, None)
        theirs.edit("case,received,answered", "case,received", "policies/grievance/forms/register.csv")
        assert "form Complaint form: only ours has it" in row(ours, theirs, "acknowledgement").told[-1]
        assert "Case register: column gone: answered" in row(ours, theirs, "purpose").told[-1]

    def test_entries_of_a_register_are_no_difference(self, pair: tuple[SchemeBuilder, SchemeBuilder]) -> None:
        ours, theirs = pair
        theirs.edit("case,received,answered", "case,received,answered\n1,2026-01-01,2026-02-01",
                    "policies/grievance/forms/register.csv")
        assert row(ours, theirs, "purpose").told == ()

    def test_a_row_rests_on_the_form_too(self, pair: tuple[SchemeBuilder, SchemeBuilder]) -> None:
        """Who judged the clause judged the form with it: other words in it make the row stale."""
        key = ("grievance", "acknowledgement")
        before = clause_digests(SchemeFolder(pair[1].path), ["grievance"])
        pair[1].edit("within 6 months", "within 3 years", FORM)
        after = clause_digests(SchemeFolder(pair[1].path), ["grievance"])
        assert [name for name in before if before[name] != after[name]] == [("grievance", ""), key]

    def test_a_recognition_has_it_in_its_row(self, pair: tuple[SchemeBuilder, SchemeBuilder]) -> None:
        ours, theirs = pair
        theirs.edit("within 6 months", "within 3 years", FORM)
        ours.done("recognise", str(theirs.path), "--as", "forest", "--module", "grievance")
        rows = read_yaml(ours.text("cooperation/forest/cooperation.yaml"), "").data["recognition"]["provisions"]
        found = next(item for item in rows if item.get("clause") == "acknowledgement")
        assert found["result"] == "to look at"
        assert "3 years" in found["told"]
