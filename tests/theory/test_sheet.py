"""'import and export CSV/xlsx': nothing is lost, and every error has its row and column."""

from __future__ import annotations

import io
import json
from time import process_time

import pytest
from hypothesis import given, settings

from schemekit.cooperate.theories.exchange import blank_sheet, sheet_of, theory_of_sheet
from schemekit.files.shipped import shipped
from schemekit.model.finding import FindingsError
from schemekit.model.theory_of_change import Level, TheoryOfChange
from schemekit.theory.sheet import MOST, tables_of
from schemekit.theory.sheet_reading import read_tables
from tests.theory.theories import example, theories

OWN = {"id": "copper", "organisation.id": "nmi", "organisation.name": "Northern Minerals Initiative",
       "title": "Theory of change"}
SIMPLE = (
    "Id,Level,Statement,Leads to,Assumption,Watched by,Themes\n"
    "train,Strategy,We train auditors.,better,Auditors stay.,the secretariat,assurance\n"
    "better,output,Audits are better.,gaps,,,assurance\n"
    "gaps,Medium-term outcome,Mines close gaps.,,,,management-systems\n")


class TestNothingIsLost:
    @given(theories())
    @settings(max_examples=60, deadline=None)
    def test_through_tables(self, one: TheoryOfChange) -> None:
        """'import(export(x)) == x'."""
        read = read_tables([(name, rows, 0) for name, rows in tables_of(one).items()], {})
        assert not read.troubles
        assert TheoryOfChange.from_mapping(read.data) == one

    @given(theories(5))
    @settings(max_examples=30, deadline=None)
    def test_through_csv(self, one: TheoryOfChange) -> None:
        assert theory_of_sheet(sheet_of(one, "csv"), "t.csv", {}).theory == one

    @pytest.mark.parametrize("name", ["copper", "forests", "terraces"])
    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_the_examples(self, name: str, ending: str) -> None:
        if ending == "xlsx":
            pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        data = sheet_of(example(name), ending)
        assert theory_of_sheet(data, f"t.{ending}", {}).theory == example(name)
        assert sheet_of(example(name), ending) == data


class TestWhatPeopleFillIn:
    def test_a_plain_table(self) -> None:
        one = theory_of_sheet(SIMPLE.encode(), "t.csv", OWN).theory
        assert [step.level for step in one.steps] == [Level.STRATEGY, Level.OUTPUT, Level.OUTCOME_MID]
        assert [(arrow.source, arrow.target, arrow.assumptions) for arrow in one.arrows] == [
            ("train", "better", ("auditors-stay",)), ("better", "gaps", ())]
        assert [(item.id, item.statement, item.watched_by) for item in one.assumptions] == [
            ("auditors-stay", "Auditors stay.", "the secretariat")]
        assert one.organisation_name == "Northern Minerals Initiative"

    def test_an_id_is_made_where_there_is_none(self) -> None:
        one = theory_of_sheet(b"Level,Statement\nimpact,People live well.\nimpact,People live well.\n",
                                 "t.csv", OWN).theory
        assert [step.id for step in one.steps] == ["people-live-well", "people-live-well-2"]

    def test_semicolons_and_another_order_of_columns(self) -> None:
        table = "Statement;Level;Id\nMines close gaps.;output;gaps\n"
        one = theory_of_sheet(table.encode("cp1252"), "t.csv", OWN).theory
        assert one.steps[0].id == "gaps"

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_the_blank_one_can_be_read_back(self, ending: str) -> None:
        if ending == "xlsx":
            pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        data = blank_sheet(ending, {"our_id": "nmi", "our_name": "Northern Minerals Initiative"})
        one = theory_of_sheet(data, f"t.{ending}", OWN).theory
        assert (one.key, one.steps) == ("nmi/copper", ())

    def test_what_begins_like_a_formula_is_words(self) -> None:
        one = theory_of_sheet(b"Id,Level,Statement\na,output,'=1+1 is two\n", "t.csv", OWN).theory
        assert one.steps[0].statement == "=1+1 is two"
        assert b"'=1+1 is two" in sheet_of(one, "csv")


@pytest.mark.parametrize(("table", "place", "found", "fix"), [
    pytest.param("Id,Level,Statement\na,outcom,It is done.\n", "t.csv, Steps:2:2", "'outcom'",
                 "did you mean 'outcome-mid'?", id="a-level"),
    pytest.param("Id,Level,Statement,Leads to\nclosed,output,It is done.,close\n", "t.csv, Steps:2:4",
                 "'close', which is no step", "did you mean 'closed'?", id="a-step-that-is-not-there"),
    pytest.param("Id,Level,Statemnt\na,output,It is done.\n", "t.csv, Steps:1:3", "a column 'Statemnt'",
                 "did you mean 'statement'?", id="a-heading"),
    pytest.param("Id,Level,Statement,Years\na,output,It is done.,soon\n", "t.csv, Steps:2:4", "'soon'", "",
                 id="a-number"),
    pytest.param("Id,Level,Statement,Themes\na,output,It is done.,watre-use\n", "t.csv, Steps:2:4",
                 "'watre-use', which is no theme", "did you mean 'water-use'?", id="a-theme"),
    pytest.param("Id,Level\na,output\n", "t.csv, Steps:2:1", "", "", id="no-statement"),
    pytest.param("# Steps\nId,Level,Statement\na,output,Done.\n\n# Notes\nours\n", "t.csv, Notes:6:1",
                 "a sheet 'Notes'", "give it one of these names, or take it out", id="a-sheet"),
    pytest.param("# Steps\nId,Level,Statement\na,output,Done.\n# About\nWhat,Words\nVerson,2\n", "t.csv, About:6:1",
                 "'Verson'", "did you mean 'version'?", id="a-fact"),
    pytest.param("", "t.csv, Steps:1:1", "no sheet of steps",
                 "begin with the one that 'schemekit toc export --blank' makes", id="nothing"),
    pytest.param("Id,Level,Statement\na,output,Done.\na,output,Done.\n", "t.csv, Steps:3:1", "a second 'a'",
                 "give one of them another id", id="an-id-twice"),
])
def test_what_cannot_be_understood_has_row_and_column(table: str, place: str, found: str, fix: str) -> None:
    """'errors with row and column, nothing lost'."""
    with pytest.raises(FindingsError) as caught:
        theory_of_sheet(table.encode(), "t.csv", OWN)
    (finding,) = caught.value.findings
    assert f"{finding.file}:{finding.line}:{finding.column}" == place
    assert finding.place.startswith(f"{finding.file}, row {finding.line}, column ")
    assert finding.path == ""
    assert found in finding.found
    assert fix in finding.fix


def refused(table: str) -> list[tuple[str, str, str]]:
    with pytest.raises(FindingsError) as caught:
        theory_of_sheet(table.encode(), "t.csv", OWN)
    return [(finding.place, finding.found, finding.fix) for finding in caught.value.findings]


@pytest.mark.parametrize(("table", "unread"), [
    pytest.param(f"Copper: how we work\n{SIMPLE}", ("Steps: 'Copper: how we work'",), id="a-title"),
    pytest.param(f"Copper, how we work,,,,,\n,,,,,,\n{SIMPLE}", ("Steps: 'Copper how we work'",),
                 id="a-title-with-a-comma-and-an-empty-row"),
    pytest.param("Copper, how we work\n" + SIMPLE.replace(",", ";"), ("Steps: 'Copper, how we work'",),
                 id="a-comma-above-semicolons"),
    pytest.param("One\nTwo\nThree\nFour\nFive\n" + SIMPLE, ("Steps: 'One', 'Two', 'Three' and 2 more rows",),
                 id="many"),
    pytest.param(f"# Steps\nWhat we do\n{SIMPLE}# About\nFacts\n\nWhat,Words\nSummary,Short.\n",
                 ("Steps: 'What we do'", "About: 'Facts'"), id="each-table-has-one"),
    pytest.param(f"Copper, how we work\n\n# Steps\n{SIMPLE}", ("the tables: 'Copper how we work'",),
                 id="a-title-of-the-whole-file"),
    pytest.param("\n\n" + SIMPLE, (), id="empty-rows-are-not-told"),
    pytest.param(SIMPLE, (), id="none"),
])
def test_what_stands_above_the_headings_is_told_and_not_read(table: str, unread: tuple[str, ...]) -> None:
    """People write a title above a table; headings are looked for below it."""
    read = theory_of_sheet(table.encode(), "t.csv", OWN)
    assert read.theory.steps == theory_of_sheet(SIMPLE.encode(), "t.csv", OWN).theory.steps
    assert [line.replace("the headings of ", "").removeprefix("not read, as it stands above ")
            for line in read.unread] == [*unread]


@pytest.mark.parametrize(("table", "place", "found"), [
    pytest.param("Title\nId,Level,Statement,Leads to\na,output,Done.,b\n", "t.csv, Steps, row 3, column D (Leads to)",
                 "'b', which is no step", id="a-cell-below-a-title"),
    pytest.param("Title\nId,Level,Statement,Colour\na,output,Done.,red\n", "t.csv, Steps, row 2, column D",
                 "a column 'Colour'", id="a-heading-below-a-title"),
    pytest.param("Title\na,output,Done.\n", "t.csv, Steps, row 1, column A", "a column 'Title'",
                 id="no-headings-at-all"),
    pytest.param("Id,Level,Statement\na,output,Done.\nId,Level,Statement,Leads to\nb,output,Done too.,a\n",
                 "t.csv, Steps, row 3, column A (Id)", "'Id'", id="headings-again-that-are-more"),
    pytest.param("Words of ours\n# Arrows\nFrom,To\na,b\n", "t.csv, Steps, row 1, column A",
                 "a column 'Words of ours'", id="no-steps-but-a-title"),
])
def test_rows_are_counted_as_they_stand_in_the_file(table: str, place: str, found: str) -> None:
    assert (place, found) in [(where, told) for where, told, _ in refused(table)]


class TestWordsOfTheSheet:
    """What stands on a sheet, labels and statements, can be written into its cells."""

    def test_labels_of_themes(self) -> None:
        table = ('Id,Level,Statement,Themes\na,output,Done.,"audits, Assurance and oversight; water-use"\n'
                 'b,output,Done too.,"Traceability and chain of custody, WATER-USE"\n')
        one = theory_of_sheet(table.encode(), "t.csv", OWN).theory
        assert [step.themes for step in one.steps] == [("assurance", "water-use"), ("traceability", "water-use")]

    def test_a_label_that_is_none(self) -> None:
        ((place, found, fix),) = refused("Id,Level,Statement,Themes\na,output,Done.,Claims and label\n")
        assert (place, found, fix) == ("t.csv, Steps, row 2, column D (Themes)",
                                       "'Claims and label', which is no theme", "did you mean 'claims'?")

    def test_statements_of_steps(self) -> None:
        table = ('# Steps\nId,Level,Statement,Leads to\na,strategy,"We ask, and train.",quarries know their gaps\n'
                 'b,output,Quarries know their gaps.,"c; We ask, and train."\nc,impact,All is well.,\n'
                 '# Arrows\nFrom,To,Kind\nQuarries know their gaps.,c,necessary\n'
                 '# Risks\nId,Risk,Step\nr,It fails.,all is well\n')
        one = theory_of_sheet(table.encode(), "t.csv", OWN).theory
        assert [(arrow.source, arrow.target, arrow.kind) for arrow in one.arrows] == [
            ("b", "c", "necessary"), ("a", "b", "contributes"), ("b", "a", "contributes")]
        assert one.risks[0].step == "c"

    def test_a_statement_of_two_steps_or_of_none(self) -> None:
        table = ("Id,Level,Statement,Leads to\na,strategy,We ask.,They know.\nb,output,They know.,\n"
                 "c,output,They know.,Quarries know\n")
        assert refused(table) == [
            ("t.csv, Steps, row 2, column D (Leads to)", "'They know.', which 2 steps say",
             "write the id of the one that is meant: b, c"),
            ("t.csv, Steps, row 4, column D (Leads to)", "'Quarries know', which is no step", "write an id: a, b, c")]

    def test_too_many_rows_are_told_at_once(self) -> None:
        """10,000 rows took 17 seconds until 'at most 200 items'."""
        rows = "".join(f"s{number},output,Number {number}.,s{number + 1}\n" for number in range(10_000))
        began = process_time()
        ((place, found, _),) = refused(f"Id,Level,Statement,Leads to\n{rows}")
        assert (place, found) == ("t.csv, Steps, row 202", "10,000 rows in 'Steps'")
        assert process_time() - began < 2

    def test_the_limits_are_those_of_the_schema(self) -> None:
        schema = json.loads((shipped("schemas") / "theory-of-change.schema.json").read_text("utf-8"))
        assert {sheet: schema["properties"][sheet.casefold()]["maxItems"] for sheet in MOST} == dict(MOST)


def test_a_formula_is_told() -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(example("copper"), "xlsx")))
    book["Steps"]["C3"] = "=1+1"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(FindingsError, match="Steps") as caught:
        theory_of_sheet(file.getvalue(), "t.xlsx", OWN)
    assert [finding.found for finding in caught.value.findings] == ["a formula in C3"]
