"""Theories of change in schemes: started, checked, taken in, compared with those of others, and answered about."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any
from zipfile import ZipFile

import pytest

from schemekit.cooperate.calendar import cooperation_calendar, scheme_calendar
from schemekit.cooperate.check import check_scheme
from schemekit.cooperate.theories.check import check_theories
from schemekit.files.schemas import validator
from schemekit.files.shipped import shipped
from tests.builders import GitFolder
from tests.conftest import CHECKOUT
from tests.scheme_builders import SchemeBuilder, tell

EXAMPLES = CHECKOUT / "docs/examples/theories-of-change"
FILE = "cooperation/copper/theory-of-change.yaml"
TODAY = date(2026, 11, 29)


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """The worked examples, beside the scheme."""
    shutil.copytree(EXAMPLES, tmp_path / "theories")
    return tmp_path / "theories"


@pytest.fixture
def copper(scheme: SchemeBuilder, examples: Path) -> SchemeBuilder:
    """A scheme whose own theory is the copper example."""
    scheme.write(FILE, (examples / "copper/theory-of-change.yaml").read_text("utf-8"))
    return scheme


def words_in(paper: Path) -> str:
    """What stands on the pages of a PDF or Word file."""
    if paper.suffix == ".pdf":
        from pypdf import PdfReader

        return " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())
    with ZipFile(paper) as parts:
        return " ".join(re.sub("<[^>]+>", "", parts.read("word/document.xml").decode()).split())


def rows_in(sheet: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))


def as_csv(rows: Iterable[list[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()


def keeps_its_schema(report: dict[str, Any]) -> None:
    name = f"{report['command'].replace(' ', '-')}.schema.json"
    schema = json.loads((shipped("schemas") / "reports" / name).read_text("utf-8"))
    assert [error.message for error in validator(schema).iter_errors(report)] == []


class TestStarting:
    """'`schemekit cooperate new theory-of-change` works too, and `cooperate list`/`check`/`calendar` know theories'."""

    def test_a_new_one_is_sound_and_open(self, scheme: SchemeBuilder) -> None:
        told = scheme.done("cooperate", "new", "theory-of-change", "copper", "--title", "It's ours", "--no-input",
                           "--set", "impact=Valleys: {safe} & 'clean' #1")
        assert "Next: schemekit toc check copper" in told.out
        checked = check_theories(scheme.path, TODAY)
        assert [theory.title for theory in checked.theories] == ["It's ours"]
        assert checked.theories[0].steps[0].statement == "Valleys: {safe} & 'clean' #1"
        assert {finding.severity.value for finding in checked.findings} == {"warning"}
        assert "What we take for granted" in (scheme.path / "cooperation/copper/narrative.md").read_text("utf-8")

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["Copper!"], "cannot be the id of a theory of change", id="no-id"),
        pytest.param(["copper", "--with", "efc=Example Forest Council"], "of one organisation", id="with-a-party"),
        pytest.param(["copper", "--set", "colour=red"], "colour", id="no-question"),
    ])
    def test_what_is_refused(self, scheme: SchemeBuilder, arguments: list[str], words: str) -> None:
        told = scheme.done("cooperate", "new", "theory-of-change", *arguments, "--no-input", code=2)
        assert words in told.err
        assert not (scheme.path / "cooperation").exists()

    def test_an_id_is_taken_once(self, copper: SchemeBuilder) -> None:
        assert "there already" in copper.done("cooperate", "new", "theory-of-change", "copper", code=2).err

    def test_list_check_and_calendar(self, copper: SchemeBuilder) -> None:
        listed = copper.done("cooperate", "list")
        assert "How responsible copper changes the valley" in listed.out
        assert "0 cooperations, 1 theory of change." in listed.out
        assert copper.json("cooperate", "list")["theories"][0]["errors"] == 3
        for found in (check_scheme(copper.path, TODAY).findings, check_theories(copper.path, TODAY).findings):
            lines = {finding.code: finding.line for finding in found if finding.file == FILE}
            text = (copper.path / FILE).read_text("utf-8").splitlines()
            assert "{id: forests-hold" in text[lines["theory-assumption-unwatched"] - 1]
        for days in (scheme_calendar(copper.path, TODAY).days, cooperation_calendar(copper.path, TODAY).days):
            assert ("2029-03-31", "theory of change to review") in {(day.day.isoformat(), day.kind.value)
                                                                    for day in days}

    def test_one_theory_alone(self, copper: SchemeBuilder) -> None:
        told = copper.done("cooperate", "check", "copper", code=1)
        assert "0 cooperations, 1 theory of change checked, 3 errors" in told.out

    @pytest.mark.parametrize(("old", "new", "code"), [
        pytest.param("review_due: '2029-03-31'", "review_due: '2026-03-31'", "theory-overdue", id="overdue"),
        pytest.param("review_due: '2029-03-31'", "review_due: '2026-02-30'", "theory-day", id="no-day"),
        pytest.param("review_due: '2029-03-31'", "review_due: ''", "theory-review", id="no-review"),
        pytest.param("licence: CC-BY-4.0", "narrative: text.md", "theory-narrative", id="no-narrative"),
        pytest.param("id: copper\n", "id: cobalt\n", "theory-place", id="another-folder"),
        pytest.param("format: 1", "format: 1\ncolour: red", "schema-unknown-key", id="no-field"),
    ])
    def test_what_check_finds_in_a_scheme(self, copper: SchemeBuilder, old: str, new: str, code: str) -> None:
        copper.edit(old, new, FILE)
        assert code in {finding.code for finding in check_theories(copper.path, TODAY).findings}

    def test_the_places_of_many_findings_are_found_in_one_reading(self, scheme: SchemeBuilder) -> None:
        """The file of two hundred steps was read anew for each finding, which took two seconds."""
        steps = "".join(f"- {{id: s{number}, level: outcome-mid, statement: Something happens.}}\n"
                        for number in range(200))
        scheme.write(FILE, "format: 1\nid: copper\ntitle: Ours\norganisation: {id: nmi, name: NMI}\nsteps:\n" + steps)
        check_theories(scheme.path, TODAY)   # so that what is imported and compiled once does not count
        start = process_time()
        findings = check_theories(scheme.path, TODAY).findings
        assert process_time() - start < 1
        assert [finding.line for finding in findings if finding.code == "theory-no-theme"] == [*range(6, 27)]

    def test_the_component_is_one_of_cookiecutters_too(self) -> None:
        data = json.loads((shipped("components") / "theory-of-change/cookiecutter.json").read_text("utf-8"))
        assert set(data["__prompts__"]) == set(data) - {"__prompts__"}


@pytest.mark.parametrize(("command", "number", "is_sent_on"), [("compare", 21, True), ("sector", 101, False)])
def test_too_many_at_once(copper: SchemeBuilder, command: str, number: int, is_sent_on: bool) -> None:
    """No command sends its reader to itself."""
    said = copper.done("toc", command, *["copper"] * number, code=2).err
    assert f"{number} theories are too many at once" in said
    assert "part them" in said
    assert ("schemekit toc sector" in said) is is_sent_on


class TestSheets:
    def test_out_and_in_changes_nothing(self, copper: SchemeBuilder) -> None:
        copper.done("toc", "export", "copper", "--to", "copper.csv")
        before = (copper.path / FILE).read_text("utf-8")
        assert "copper is as it was" in copper.done("toc", "import", "copper.csv", "--as", "copper", "--replace").out
        assert (copper.path / FILE).read_text("utf-8") == before

    def test_nothing_is_written_over_unsaid(self, copper: SchemeBuilder) -> None:
        copper.done("toc", "export", "copper", "--to", "copper.csv")
        assert "--replace" in copper.done("toc", "import", "copper.csv", "--as", "copper", code=2).err
        assert "is as it was" in copper.done("toc", "export", "copper", "--to", "copper.csv").out
        copper.write("copper.csv", "ours")
        assert "--force" in copper.done("toc", "export", "copper", "--to", "copper.csv", code=2).err

    def test_a_new_one_gets_a_narrative_and_a_place_in_the_history(self, scheme: SchemeBuilder) -> None:
        scheme.write("sheet.csv", "Level,Statement\nimpact,People live well.\n")
        report = scheme.json("toc", "import", "sheet.csv", "--as", "good-life")
        keeps_its_schema(report)
        assert (report["new"], report["steps"]) == (True, 1)
        assert (scheme.path / "cooperation/good-life/narrative.md").is_file()
        assert "Take in theory of change good-life" in GitFolder(scheme.path).git("log", "-1", "--format=%s")

    def test_a_wrong_cell_writes_nothing(self, scheme: SchemeBuilder) -> None:
        scheme.write("sheet.csv", "Id,Level,Statement,Leads to\na,output,It is done.,b\n")
        told = scheme.done("toc", "import", "sheet.csv", "--as", "good-life", code=1)
        assert "sheet.csv, Steps, row 2, column D (Leads to): error: 'b', which is no step" in told.err
        assert not (scheme.path / "cooperation").exists()

    def test_what_a_sheet_leaves_as_it_is_stays_letter_by_letter(
        self, copper: SchemeBuilder, examples: Path
    ) -> None:
        """'--replace keeps comments, layout and answers; it tells what went'."""
        copper.edit("  - {id: talk-to-buyers", "  # Agreed with the buyers.\n  - {id: talk-to-buyers", FILE)
        copper.edit("  - {id: less-water", "  # Measured by the basin council.\n  - {id: less-water", FILE)
        copper.edit("  - {id: trust-grows", "  # Who asks?\n  - {id: trust-grows", FILE)
        copper.done("toc", "answer", "copper", str(examples / "forests"), "--pair", "less-water=catchment-council",
                    "--say", "different", "--by", "M. Officer")
        answers = (copper.path / "cooperation/copper/matches.yaml").read_bytes()
        before = (copper.path / FILE).read_text("utf-8")
        copper.done("toc", "export", "copper", "--to", "copper.csv")
        rows = [row for row in rows_in(copper.path / "copper.csv") if "trust-grows" not in row[:2]]
        copper.write("copper.csv", as_csv(
            [re.sub("; trust-grows|trust-grows; ", "", cell).replace("Mines take less", "Mines take no")
             for cell in row] for row in rows))
        report = copper.json("toc", "import", "copper.csv", "--as", "copper", "--replace")
        keeps_its_schema(report)
        assert (report["steps"], report["lost_comments"], report["stale_answers"]) == (20, ["# Who asks?"], 1)
        after = (copper.path / FILE).read_text("utf-8")
        gone = [line for line in before.splitlines() if line not in after.splitlines()]
        come = [line for line in after.splitlines() if line not in before.splitlines()]
        assert {line.strip().split(",")[0] for line in gone} == {
            "# Who asks?", "- {id: trust-grows", "- {id: less-water", "- {from: trust-grows",
            "- {from: complaints-answered"}
        assert [line.replace("Mines take no", "Mines take less") for line in come] == [
            line for line in gone if line.startswith("  - {id: less-water")]
        assert (copper.path / "cooperation/copper/matches.yaml").read_bytes() == answers

    def test_what_a_sheet_says_nothing_of_stays(self, copper: SchemeBuilder) -> None:
        """A plain list of steps, without ids: these are known by their words, with all that hangs on them."""
        copper.done("toc", "export", "copper", "--to", "copper.csv")
        rows = rows_in(copper.path / "copper.csv")
        rows = [row for row in rows[1 : rows.index(["# Arrows"])] if row]
        place = rows[0].index("Leads to")
        copper.write("plain.csv", as_csv([*row[1:place], *row[place + 1 :]] for row in rows))
        assert "copper is as it was" in copper.done("toc", "import", "plain.csv", "--as", "copper", "--replace").out

    def test_a_workbook(self, copper: SchemeBuilder) -> None:
        pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        copper.done("toc", "export", "copper", "--to", "copper.xlsx")
        copper.done("toc", "export", "--blank", "--to", "blank.xlsx")
        assert "21 steps" in copper.done("toc", "import", "copper.xlsx", "--as", "again").out

    def test_a_workbook_with_titles_above_its_headings(self, copper: SchemeBuilder) -> None:
        openpyxl = pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        copper.done("toc", "export", "copper", "--to", "copper.xlsx")
        book = openpyxl.load_workbook(copper.path / "copper.xlsx")
        for name in ("Steps", "About"):
            book[name].insert_rows(1, 2)
        book["Steps"]["A1"], book["Steps"]["D1"], book["About"]["A1"] = "Copper, draft", "=TODAY()", "Who we are"
        book["Steps"].merge_cells("A1:C1")
        book.save(copper.path / "titled.xlsx")
        again = copper.done("toc", "import", "titled.xlsx", "--as", "copper", "--replace")
        assert "copper is as it was: 21 steps" in again.out
        assert again.err.splitlines() == [
            "note: not read, as it stands above the headings of Steps: 'Copper, draft =TODAY()'",
            "note: not read, as it stands above the headings of About: 'Who we are'"]
        report = copper.json("toc", "import", "titled.xlsx", "--as", "copper", "--replace")
        keeps_its_schema(report)
        assert len(report["not_read"]) == 2
        book["Steps"]["C5"] = "=1+1"
        book.save(copper.path / "titled.xlsx")
        told = copper.done("toc", "import", "titled.xlsx", "--as", "copper", "--replace", code=1)
        assert "a formula in C5" in told.err
        assert "D1" not in told.err

    def test_a_csv_file_with_a_title(self, scheme: SchemeBuilder) -> None:
        scheme.write("sheet.csv", "Our theory, 2027\n\nLevel;Statement\nimpact;People live well.\n")
        done = scheme.done("toc", "import", "sheet.csv", "--as", "good-life")
        assert "good-life taken in: 1 step" in done.out
        assert done.err == "note: not read, as it stands above the headings of Steps: 'Our theory, 2027'\n"


class TestComparing:
    @pytest.mark.parametrize("named", [
        pytest.param("forests", id="a-folder"),
        pytest.param("forests/theory-of-change.yaml", id="a-file"),
    ])
    def test_with_one_that_was_sent(self, copper: SchemeBuilder, examples: Path, named: str) -> None:
        report = copper.json("toc", "compare", "copper", str(examples / named))
        keeps_its_schema(report)
        assert report["pairs"][0]["overlap"] == {"shared": 10, "total": 32, "ratio": 0.3125}
        told = copper.done("toc", "compare", "copper", str(examples / named)).out
        assert "0.926 = themes 0.400 + SDG targets 0.200 + actor 0.150 + direction 0.100 + words 0.076" in told

    @pytest.mark.parametrize("kind", ["folder", "address", "party"])
    def test_with_another_schemes(self, copper: SchemeBuilder, examples: Path, tmp_path: Path, kind: str) -> None:
        """'with A, B folders, files or git addresses', and a party's scheme."""
        other = tmp_path / "other"
        shutil.copytree(copper.path, other)
        theirs = SchemeBuilder(other)
        shutil.rmtree(other / "cooperation")
        theirs.write("cooperation/forests/theory-of-change.yaml",
                     (examples / "forests/theory-of-change.yaml").read_text("utf-8"))
        theirs.done("save", "Our theory")
        named = {"folder": str(other), "address": f"file://{other}", "party": "efc"}[kind]
        if kind == "party":
            copper.done("cooperate", "new", "working-group", "consent", "--with", "efc=Example Forest Council")
            copper.edit("name: 'Example Forest Council', role: member",
                        f"name: 'Example Forest Council', role: member, scheme: 'file://{other}'",
                        "cooperation/consent/cooperation.yaml")
        assert copper.json("toc", "compare", "copper", named)["theories"] == ["nmi/copper", "efc/forests"]

    def test_one_of_several(self, copper: SchemeBuilder, tmp_path: Path) -> None:
        other = tmp_path / "other"
        shutil.copytree(copper.path, other)
        SchemeBuilder(other).done("cooperate", "new", "theory-of-change", "second", "--no-input")
        told = copper.done("toc", "compare", "copper", str(other), code=2)
        assert f"{other}#copper" in told.err
        assert copper.json("toc", "compare", "copper", f"{other}#second")["theories"][1].endswith("/second")

    @pytest.mark.parametrize(("named", "words"), [
        pytest.param(["copper"], "one theory alone", id="one"),
        pytest.param(["copper", "copper"], "named already", id="twice"),
        pytest.param(["copper", "nowhere"], "no theory of change", id="unknown"),
        pytest.param(["copper", "ext::sh -c id"], "is refused", id="a-hostile-address"),
        pytest.param(["copper", "https://example.org/x.git", "--offline"], "not on this computer", id="offline"),
    ])
    def test_what_is_refused(self, copper: SchemeBuilder, named: list[str], words: str) -> None:
        assert words in copper.done("toc", "compare", *named, code=2).err

    def test_outside_of_a_scheme(self, examples: Path) -> None:
        told = tell("-C", str(examples), "toc", "compare", "copper", "forests", "terraces", "--json")
        assert told.code == 0
        assert len(told.json["pairs"]) == 3

    @pytest.mark.parametrize("ending", ["html", "md", "xlsx"])
    def test_as_a_file(self, copper: SchemeBuilder, examples: Path, ending: str) -> None:
        if ending == "xlsx":
            pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        copper.done("toc", "compare", "copper", str(examples / "forests"), "--to", f"one.{ending}")
        copper.done("toc", "compare", "copper", str(examples / "forests"), "--to", f"two.{ending}")
        assert (copper.path / f"one.{ending}").read_bytes() == (copper.path / f"two.{ending}").read_bytes()

    def test_a_workbook_of_many_has_each_table_once(self, copper: SchemeBuilder, examples: Path) -> None:
        openpyxl = pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        copper.edit("name: Northern Minerals Initiative", "name: 'N/M [I]: *?'", FILE)
        for number in (1, 2):
            others = [str(examples / name) for name in ("forests", "terraces")[:number]]
            copper.done("toc", "compare", "copper", *others, "--to", f"{number}.xlsx")
        one, many = (openpyxl.load_workbook(copper.path / f"{number}.xlsx") for number in (1, 2))
        assert one.sheetnames[0] == many.sheetnames[0] == "To answer"
        assert "Only N M  I" in " ".join(one.sheetnames)
        assert {"What both have", "Only left", "Only right"} <= set(many.sheetnames)
        assert [cell.value for cell in many["What both have"][1]][:4] == ["Theories", "Level", "Left", "Right"]

    @pytest.mark.parametrize("ending", ["html", "md", "xlsx"])
    def test_words_of_another_language_are_not_compared_unsaid(
        self, copper: SchemeBuilder, examples: Path, ending: str
    ) -> None:
        if ending == "xlsx":
            pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        forests = examples / "forests/theory-of-change.yaml"
        forests.write_text(f"{forests.read_text('utf-8')}\nlanguage: es\n", "utf-8")
        words = "Example Forest Council writes in Spanish: words and actors are not compared"
        assert words in " ".join(copper.done("toc", "compare", "copper", str(forests)).out.split())
        keeps_its_schema(copper.json("toc", "compare", "copper", str(forests)))
        copper.done("toc", "compare", "copper", str(forests), "--to", f"side.{ending}")
        data = (copper.path / f"side.{ending}").read_bytes()
        if ending == "xlsx":
            with ZipFile(io.BytesIO(data)) as parts:
                data = b"".join(parts.read(name) for name in parts.namelist())
        assert words.encode() in data

    def test_a_link_in_another_scheme_is_not_followed(self, copper: SchemeBuilder, tmp_path: Path) -> None:
        other = tmp_path / "other"
        (other / "cooperation/forests").mkdir(parents=True)
        (other / "secret.yaml").write_text("a: b\n", "utf-8")
        (other / "cooperation/forests/theory-of-change.yaml").symlink_to(other / "secret.yaml")
        copper.done("toc", "compare", "copper", str(other), code=2)


class TestAnswers:
    """'the "ask a person" pairs are asked with `toc answer` or in the sheet and kept with judge and date'."""

    def test_by_options(self, copper: SchemeBuilder, examples: Path) -> None:
        named = ("copper", str(examples / "forests"))
        report = copper.json("toc", "answer", *named, "--pair", "river-recovers=catchment-council", "--say",
                             "different", "--by", "M. Officer", "--reason", "not the same")
        keeps_its_schema(report)
        kept = (copper.path / "cooperation/copper/matches.yaml").read_text("utf-8")
        assert "judge: M. Officer" in kept
        assert copper.json("toc", "compare", *named)["pairs"][0]["ask"] == []
        copper.edit("The Andar carries", "The river carries", FILE)
        (pair,) = copper.json("toc", "compare", *named)["pairs"]
        assert len(pair["stale"]) == 1
        assert "river-recovers" in {item["left"] for item in pair["ask"]}

    def test_a_later_answer_takes_the_place_of_the_earlier(self, copper: SchemeBuilder, examples: Path) -> None:
        for verdict in ("different", "same"):
            copper.done("toc", "answer", "copper", str(examples / "forests"), "--pair",
                        "river-recovers=catchment-council", "--say", verdict, "--by", "M. Officer")
        kept = (copper.path / "cooperation/copper/matches.yaml").read_text("utf-8")
        assert (kept.count("verdict:"), "verdict: same" in kept) == (1, True)

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["--pair", "a=b", "--say", "same", "--by", "M"], "has no step 'a'", id="no-step"),
        pytest.param(["--pair", "less-water", "--say", "same", "--by", "M"], "LEFT=RIGHT", id="no-pair"),
        pytest.param(["--pair", "less-water=remedy", "--by", "M"], "--say same", id="no-verdict"),
        pytest.param(["--pair", "less-water=remedy", "--say", "same"], "nobody is named", id="no-judge"),
        pytest.param([], "Nobody is there to be asked", id="nobody"),
    ])
    def test_what_is_refused(self, copper: SchemeBuilder, examples: Path, arguments: list[str], words: str) -> None:
        told = copper.done("toc", "answer", "copper", str(examples / "forests"), *arguments, code=2)
        assert words in told.err

    def test_none_of_ones_own(self, copper: SchemeBuilder, examples: Path) -> None:
        told = copper.done("toc", "answer", str(examples / "forests"), str(examples / "terraces"), "--pair",
                           "promote=contracts", "--say", "same", "--by", "M", code=2)
        assert "none of them is a theory of your own" in told.err

    def test_in_the_sheet(self, copper: SchemeBuilder, examples: Path) -> None:
        openpyxl = pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        named = ("copper", str(examples / "forests"), str(examples / "terraces"))
        copper.done("toc", "compare", *named, "--to", "answers.xlsx")
        file = copper.path / "answers.xlsx"
        book = openpyxl.load_workbook(file)
        page = book["To answer"]
        heads = [cell.value for cell in page[1]]
        answer, judge = heads.index("Answer") + 1, heads.index("Judge") + 1
        page.cell(2, answer).value, page.cell(2, judge).value = "Different", "M. Officer"
        page.cell(3, answer).value = "alike"
        book.save(file)
        told = copper.done("toc", "answer", *named, "--from", "answers.xlsx", code=1)
        assert f"answers.xlsx:2:{judge}: error: 'M. Officer', whom --by does not name" in told.err
        assert f"answers.xlsx:3:{answer}: error: 'alike'" in told.err
        page.cell(3, answer).value = "same"
        book.save(file)
        by = ("--by", "All", "--by", "M. Officer")
        assert "2 answers kept" in copper.done("toc", "answer", *named, "--from", "answers.xlsx", *by).out
        kept = (copper.path / "cooperation/copper/matches.yaml").read_text("utf-8")
        assert ("judge: All" in kept, "judge: M. Officer" in kept) == (True, True)
        again = copper.done("toc", "answer", *named, "--from", "answers.xlsx", *by)
        assert "2 rows of the sheet said what is on record." in again.out

    def test_a_misspelt_answer_is_told_with_the_right_words(self, copper: SchemeBuilder, examples: Path) -> None:
        named = ("copper", str(examples / "forests"))
        self.fill(copper, named, {2: ("diferent", "")})
        told = copper.done("toc", "answer", *named, "--from", "answers.xlsx", "--by", "M", code=1).err
        assert "did you mean 'different'?" in told
        assert "one of: same, different, tension" in told

    def test_a_row_that_was_never_sent_is_refused(self, copper: SchemeBuilder, examples: Path) -> None:
        """A hidden row, appended by hand, made "different, by Board" into "same, judge: Board, reason: forged"."""
        named = ("copper", str(examples / "forests"))
        copper.done("toc", "answer", *named, "--pair", "less-water=remedy", "--say", "different", "--by", "Board")
        kept = (copper.path / "cooperation/copper/matches.yaml").read_bytes()
        steps = {pair["left"]: pair for kind in ("same", "ask") for pair in copper.json(
            "toc", "compare", *named)["pairs"][0][kind]}
        theirs = copper.json("toc", "show", named[1])["record"]["steps"]
        mine = copper.json("toc", "show", "copper")["record"]["steps"]
        words = {step["id"]: step["statement"] for step in (*mine, *theirs)}
        sure = next(pair for pair in steps.values() if pair["band"] == "same")
        rows = [["", one, words[one], "", other, words[other],
                 "", "same", "Board", "forged"] for one, other in (("less-water", "remedy"),
                                                                   (sure["left"], sure["right"]))]
        keys = copper.json("toc", "compare", *named)["theories"]
        for row in rows:
            row[0], row[3] = keys
        rows[1][7] = "different"
        self.fill(copper, named, {2: ("different", "")}, rows)
        told = copper.done("toc", "answer", *named, "--from", "answers.xlsx", "--by", "Clerk", code=1).err
        assert told.count("'Board', whom --by does not name") == 2
        told = copper.done("toc", "answer", *named, "--from", "answers.xlsx", "--by", "Clerk", "--by", "Board",
                           code=1).err
        assert "same, by Board, where the record has different, by Board on" in told
        assert f"{sure['left']} and {sure['right']}, which nobody was asked about" in told
        told = copper.done("toc", "answer", *named, "--from", "answers.xlsx", "--by", "Clerk", "--by", "Board",
                           "--replace", code=1).err
        assert "which nobody was asked about" in told
        assert (copper.path / "cooperation/copper/matches.yaml").read_bytes() == kept

    def test_hidden_rows_are_told(self, copper: SchemeBuilder, examples: Path) -> None:
        named = ("copper", str(examples / "forests"))
        self.fill(copper, named, {2: ("different", "")}, hidden=2)
        told = copper.done("toc", "answer", *named, "--from", "answers.xlsx", "--by", "Clerk")
        assert "row 2 is hidden in the sheet 'To answer'" in told.err

    def test_an_answer_of_somebody_else_stands_until_it_is_said(self, copper: SchemeBuilder, examples: Path) -> None:
        pair = ("toc", "answer", "copper", str(examples / "forests"), "--pair", "less-water=remedy")
        copper.done(*pair, "--say", "different", "--by", "Board")
        told = copper.done(*pair, "--say", "same", "--by", "Clerk", code=2)
        assert "judged already: different, by Board on" in told.err
        told = copper.done(*pair, "--say", "same", "--by", "Clerk", "--replace")
        assert "less-water – remedy: same, by Clerk, instead of different, by Board on" in told.out

    def fill(self, scheme: SchemeBuilder, named: tuple[str, ...], answers: dict[int, tuple[str, str]],
             rows: Iterable[list[str]] = (), hidden: int = 0) -> None:
        """A sheet of a comparison with answers in some rows, rows appended to it, and a row hidden."""
        openpyxl = pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        scheme.done("toc", "compare", *named, "--to", "answers.xlsx")
        book = openpyxl.load_workbook(scheme.path / "answers.xlsx")
        page = book["To answer"]
        heads = [cell.value for cell in page[1]]
        for number, (said, judge) in answers.items():
            page.cell(number, heads.index("Answer") + 1).value = said
            page.cell(number, heads.index("Judge") + 1).value = judge
        for row in rows:
            page.append(row)
        if hidden:
            page.row_dimensions[hidden].hidden = True
        book.save(scheme.path / "answers.xlsx")


class TestShowing:
    def test_in_words(self, copper: SchemeBuilder) -> None:
        told = copper.done("toc", "show").out
        assert "  The secretariat runs a grievance mechanism for workers and neighbours of mines. [hear-c" in told
        assert "A6 Forests on the slopes above the mines stay and keep the soil. (nobody watches it)" in told
        keeps_its_schema(copper.json("toc", "show", "copper"))

    @pytest.mark.parametrize("ending", ["svg", "mmd", "md"])
    def test_as_a_file(self, copper: SchemeBuilder, ending: str) -> None:
        copper.done("toc", "show", "copper", "--to", f"copper.{ending}")
        told = (copper.path / f"copper.{ending}").read_text("utf-8")
        assert "How responsible copper changes the valley" in told
        assert str(copper.path) not in told

    @pytest.mark.parametrize("ending", ["docx", "pdf"])
    def test_as_a_paper(self, copper: SchemeBuilder, ending: str) -> None:
        pytest.importorskip("pypandoc", reason="the extra 'word' is not installed")
        pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
        copper.write("cooperation/copper/narrative.md", "# Ours\n\nWhat we take for granted.\n")
        copper.edit("licence: CC-BY-4.0", "narrative: narrative.md", FILE)
        copper.done("toc", "show", "copper", "--to", f"copper.{ending}")
        told = words_in(copper.path / f"copper.{ending}")
        for words in ("What we take for granted.", "Annex A Diagram", "Annex B Steps, assumptions and risks"):
            assert words in told

    def test_no_instruction_is_printed_and_an_approved_theory_has_none(self, scheme: SchemeBuilder) -> None:
        """An approved theory with 'Say in two or three sentences …' in it had no finding, and printed it."""
        pytest.importorskip("pypandoc", reason="the extra 'word' is not installed")
        scheme.done("cooperate", "new", "theory-of-change", "copper", "--no-input")
        scheme.done("toc", "show", "copper", "--to", "copper.docx")
        told, text = words_in(scheme.path / "copper.docx"), scheme.path / "cooperation/copper/narrative.md"
        for words in ("Say ", "Describe ", "Tell each", "&lt;!--", "Each assumption in the record has"):
            assert words not in told
        assert told.count("[Still to be written.]") == 4
        findings = {one["line"]: one for one in scheme.json("toc", "check", "copper")["findings"]
                    if one["code"] == "theory-narrative-open"}
        assert {one["severity"] for one in findings.values()} == {"warning"}
        lines = text.read_text("utf-8").splitlines()
        assert [lines[line - 1][:4] for line in sorted(findings)] == ["<!--"] * 6
        scheme.edit("status: draft", "status: approved", FILE)
        told_ = scheme.done("toc", "check", "copper", code=1).out
        assert "cooperation/copper/narrative.md:8:1: error: the instruction “Say in two or three sentences" in told_

    def test_a_section_with_nothing_in_it_is_told(self, copper: SchemeBuilder) -> None:
        copper.write("cooperation/copper/narrative.md", "# Ours\n\n## Why { #why }\n\n## How\n\n### First\n\nSo.\n")
        copper.edit("licence: CC-BY-4.0", "narrative: narrative.md", FILE)
        assert "narrative.md:3:1: error: nothing under “Why”" in copper.done("toc", "check", "copper", code=1).out

    def test_a_theory_without_steps_has_no_picture(self, scheme: SchemeBuilder) -> None:
        pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
        scheme.done("cooperate", "new", "theory-of-change", "copper", "--no-input")
        scheme.done("toc", "show", "copper", "--to", "copper.pdf")
        assert "Annex A Steps, assumptions and risks" in words_in(scheme.path / "copper.pdf")

    def test_a_word_file_without_its_picture_says_so(
        self, copper: SchemeBuilder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("pypandoc", reason="the extra 'word' is not installed")
        monkeypatch.setattr("schemekit.word.typst.is_here", lambda: False)
        told = copper.done("toc", "show", "copper", "--to", "copper.docx")
        assert "It has no picture: typst draws it, which comes with the extra 'pdf'." in told.out
        assert "Diagram" not in words_in(copper.path / "copper.docx")

    def test_another_ending(self, copper: SchemeBuilder) -> None:
        assert ".svg, .mmd, .md, .docx or .pdf" in copper.done("toc", "show", "copper", "--to", "x.png", code=2).err

    def test_check_of_a_file(self, copper: SchemeBuilder, examples: Path) -> None:
        told = copper.done("toc", "check", str(examples / "terraces"))
        assert ":80:5: warning: nobody watches whether 'river-is-clean' holds" in told.out

    def test_themes(self) -> None:
        keeps_its_schema(tell("toc", "themes", "--json").json)
        assert "4 themes." in tell("toc", "themes", "water").out


class TestSector:
    @pytest.mark.parametrize("ending", ["html", "md", "csv", "xlsx"])
    def test_as_a_file(self, examples: Path, ending: str) -> None:
        if ending == "xlsx":
            pytest.importorskip("openpyxl", reason="the extra 'word' is not installed")
        told = tell("-C", str(examples), "toc", "sector", "copper", "forests", "terraces", "--to", f"all.{ending}")
        assert told.code == 0, told.all

    def test_on_the_screen(self, examples: Path) -> None:
        told = tell("-C", str(examples), "toc", "sector", "copper", "forests", "terraces")
        assert "Who stands alone" in told.out
        keeps_its_schema(tell("-C", str(examples), "toc", "sector", "copper", "forests", "--json").json)
