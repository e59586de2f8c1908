"""Approving: which body approved which words, kept with the words, and told wherever a reader looks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemekit.adopt.approval import approved_digest
from schemekit.approvals.sheet import sign_off_sheet
from schemekit.files.scheme_folder import SchemeFolder
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder
from tests.yaml_text import loaded

BOARD = ("--body", "Board", "--resolution", "12/2026", "--date", "2026-10-05")


def approvals(scheme: SchemeBuilder, module: str = "grievance") -> list[dict[str, str]]:
    found: list[dict[str, str]] = loaded(scheme.text(f"policies/{module}/adoption.yaml")).get("approvals", [])
    return found


def test_it_records_who_approved_which_text(scheme: SchemeBuilder) -> None:
    """`schemekit approve MODULE --body … --resolution … --date … --effective …` records who approved which text."""
    told = scheme.done("approve", "grievance", *BOARD, "--effective", "2027-01-01", "--version", "V1-0",
                       "--vote", "7 for, 1 against", "--signatory", "A. Author, chair")
    assert "approved by Board on 2026-10-05 (12/2026)" in told.out
    [found] = approvals(scheme)
    assert found["text_sha256"] == approved_digest(SchemeFolder(scheme.path), "grievance")
    assert (found["effective"], found["version"], found["vote"]) == ("2027-01-01", "V1-0", "7 for, 1 against")


def test_the_words_are_kept_in_the_history_with_their_trailers(scheme: SchemeBuilder) -> None:
    scheme.edit("shall", "shall always")
    scheme.done("approve", "grievance", *BOARD, "--despite-open")
    git = GitFolder(scheme.path)
    assert git.git("log", "-1", "--format=%s").strip() == "Approve grievance"
    trailers = git.git("log", "-1", "--format=%(trailers)")
    assert "Approved-By: Board" in trailers
    assert "Resolution: 12/2026" in trailers
    assert "shall always" in git.git("show", "HEAD:policies/grievance/policy.md")


def test_a_register_with_names_in_it_stays_out_of_the_history(scheme: SchemeBuilder) -> None:
    register = "policies/grievance/forms/register.csv"
    scheme.write(register, scheme.text(register) + "1,A. Person\n")
    scheme.done("approve", "grievance", *BOARD)
    assert "Person" not in GitFolder(scheme.path).git("show", f"HEAD:{register}")


def test_several_modules_by_one_resolution(scheme: SchemeBuilder) -> None:
    scheme.done("approve", "grievance", "assurance", *BOARD)
    assert approvals(scheme)[0]["text_sha256"] != approvals(scheme, "assurance")[0]["text_sha256"]


def test_the_same_again_is_recorded_once(scheme: SchemeBuilder) -> None:
    scheme.done("approve", "grievance", *BOARD)
    before = GitFolder(scheme.path).head()
    assert "was recorded before" in scheme.done("approve", "grievance", *BOARD).out
    assert (len(approvals(scheme)), GitFolder(scheme.path).head()) == (1, before)


class TestAgain:
    """The same approval again with other dates replaces nothing without a word."""

    FIRST = ("approve", "grievance", *BOARD, "--effective", "2026-10-06", "--transition-end", "2099-06-30")

    def test_it_is_refused_until_it_is_said(self, scheme: SchemeBuilder) -> None:
        scheme.done(*self.FIRST)
        given = ("approve", "grievance", *BOARD, "--effective", "2026-11-01")
        told = scheme.done(*given, code=2).err
        assert "is recorded already, with other particulars" in told
        assert "effective 2026-10-06 there and 2026-11-01 here" in told
        assert "transition end 2099-06-30 there and none here" in told
        assert len(approvals(scheme)) == 1
        told = scheme.done(*given, "--again").out
        assert "says nothing of the transition until 2099-06-30 of the approval of 2026-10-05" in " ".join(told.split())

    def test_no_date_is_lost_by_a_later_one(self, scheme: SchemeBuilder) -> None:
        """A second approval that drops the first one's transition end says so; status and calendar keep it."""
        scheme.done(*self.FIRST)
        scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-11-05")
        assert "says nothing of the transition until 2099-06-30" in " ".join(scheme.run("status").out.split())
        assert [(day["date"], day["kind"]) for day in scheme.json("calendar")["days"]] == [
            ("2099-06-30", "transition ends")]

    def test_a_day_before_the_text_was_there(self, scheme: SchemeBuilder) -> None:
        told = scheme.done("approve", "grievance", "--body", "Board", "--date", "1999-10-05")
        assert "was it this text that was approved?" in told.err
        assert "approval-before-text" in {item["code"] for item in scheme.json("check")["findings"]}

    def test_a_blank_filled_with_a_dot(self, scheme: SchemeBuilder) -> None:
        told = scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--vote", ".", code=2)
        assert "'.' says nothing of the vote" in told.err


def test_an_open_text_is_not_approved_unless_one_says_so(scheme: SchemeBuilder) -> None:
    scheme.edit("shall", "should")
    told = scheme.done("approve", "grievance", *BOARD, code=1)
    assert "still open" in told.err
    assert "schemekit reason grievance" in told.err
    assert approvals(scheme) == []
    scheme.done("approve", "grievance", *BOARD, "--despite-open")
    assert len(approvals(scheme)) == 1


def test_a_proposed_change_that_nobody_answered_is_open_too(scheme: SchemeBuilder) -> None:
    """A text in which something is open is not approved, unless one says so; the sheet tells the body of it."""
    record = "policies/grievance/adoption.yaml"
    scheme.write(record, scheme.text(record) + "proposals:\n  - {id: c-001, kind: change, clause: outcome, "
                 "commenter: A. Reader, before: decide, after: rule, at: 4}\n")
    told = scheme.done("approve", "grievance", *BOARD, code=1)
    assert "has 1 thing that is still open" in told.err
    assert "proposed change c-001 of A. Reader is not answered" in told.err
    sheet = sign_off_sheet(scheme.path, "grievance", date(2026, 10, 5)).parts[0].markdown
    assert "proposed change c\\-001 of A. Reader is not answered" in sheet
    scheme.done("approve", "grievance", *BOARD, "--despite-open")


@pytest.mark.parametrize(("options", "words"), [
    pytest.param(("--date", "5 October 2026"), "no day of the calendar", id="a-date-in-words"),
    pytest.param(("--date", "2026-02-30"), "no day of the calendar", id="a-day-that-is-none"),
    pytest.param(("--date", "9999-12-31"), "from 1900 to 2200", id="the-last-day-of-computers"),
    pytest.param(("--date", "0000-00-00"), "no day of the calendar", id="zeros"),
    pytest.param(("--date", "2026-10-05", "--review-due", "9999-12-31"), "from 1900 to 2200", id="review"),
    pytest.param(("--date", "20261005"), "no day of the calendar", id="without-dashes"),
    pytest.param(("--date", "5.10.2026"), "write it as 2026-10-05", id="day-month-year"),
    pytest.param(("--date", "25/10/2026"), "write it as 2026-10-25", id="slashes-of-one-reading"),
    pytest.param(("--date", "5/10/2026"), "write it as 2026-10-05 or 2026-05-10", id="slashes-of-two-readings"),
    pytest.param(("--date", "2026-10-05", "--effective", "2026-01-01"), "before it was approved", id="order"),
    pytest.param(("--date", "2026-10-05", "--body", " "), "body", id="no-body"),
])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    scheme: SchemeBuilder, options: tuple[str, ...], words: str
) -> None:
    given = options if "--body" in options else ("--body", "Board", *options)
    before = GitFolder(scheme.path).head()
    told = scheme.done("approve", "grievance", *given, code=2)
    assert words in told.err
    assert (approvals(scheme), GitFolder(scheme.path).head()) == ([], before)


class TestSlips:
    """A misspelt body or a wrong day gets into no record without a word, and can be taken back."""

    @pytest.mark.parametrize(("body", "day", "words"), [
        pytest.param("Bord", "2026-10-05", "did you mean 'Board'?", id="misspelt"),
        pytest.param("board", "2026-10-05", "did you mean 'Board'?", id="another-case"),
        pytest.param("Committee", "2026-10-05", "did you mean 'Committee B'?", id="of-the-manifest"),
        pytest.param("Aunt Emma", "2026-10-05", "its bodies are", id="nobody-of-the-scheme"),
        pytest.param("Board", "2199-10-05", "still to come", id="a-day-to-come"),
    ])
    def test_it_is_asked_about(self, scheme: SchemeBuilder, body: str, day: str, words: str) -> None:
        scheme.edit("\nbodies:\n", "\nbodies:\n  Committee B: {role: decides}\n", "scheme.yaml")
        given = ("approve", "grievance", "--body", body, "--date", day, "--despite-open")
        assert words in scheme.done(*given, code=2).err
        assert approvals(scheme) == []
        scheme.done(*given, "--as-written")
        assert (approvals(scheme)[0]["body"], approvals(scheme)[0]["date"]) == (body, day)

    def test_a_slip_on_record_makes_no_body_known(self, scheme: SchemeBuilder) -> None:
        """A misspelt `Bord` must not become a known body."""
        scheme.done("approve", "grievance", "--body", "Bord", "--date", "2026-10-05", "--as-written")
        told = scheme.done("approve", "assurance", "--body", "Bord", "--date", "2026-10-05", "--despite-open", code=2)
        assert "did you mean 'Board'?" in told.err

    def test_the_newest_of_a_day_is_withdrawn_and_the_history_keeps_it(self, scheme: SchemeBuilder) -> None:
        scheme.done("approve", "grievance", *BOARD)
        scheme.done("approve", "grievance", "--body", "Bord", "--date", "2026-10-05", "--as-written")
        told = scheme.done("approve", "grievance", "--withdraw", "2026-10-05")
        assert "not approved by Bord on 2026-10-05 any more" in " ".join(told.out.split())
        assert [item["body"] for item in approvals(scheme)] == ["Board"]
        git = GitFolder(scheme.path)
        assert git.git("log", "-1", "--format=%s").strip() == "Withdraw the approval of grievance of 2026-10-05"
        assert "Bord" in git.git("show", "HEAD~1:policies/grievance/adoption.yaml")
        assert scheme.json("approve", "grievance", "--withdraw", "2026-10-05")["withdrawn"][0]["body"] == "Board"

    @pytest.mark.parametrize(("options", "words"), [
        pytest.param(("--withdraw", "2026-10-05"), "none is recorded", id="nothing-there"),
        pytest.param(("--withdraw", "2026-10-05", "--body", "Board"), "give it alone", id="with-more"),
        pytest.param(("--body", "Board"), "Missing option '--date'", id="no-day"),
    ])
    def test_what_cannot_be_withdrawn(self, scheme: SchemeBuilder, options: tuple[str, ...], words: str) -> None:
        assert words in scheme.done("approve", "grievance", *options, code=2).err


def test_an_update_is_saved_before_it_is_approved(scheme: SchemeBuilder) -> None:
    scheme.done("update", "assurance", "--to", "1.1.0")
    told = scheme.done("approve", "assurance", *BOARD, "--despite-open", code=1)
    assert "schemekit save" in told.err
    scheme.done("save", "The update")
    scheme.done("approve", "assurance", *BOARD, "--despite-open")


class TestWhatIsShown:
    """`status`, `check` … show approved, changed since, effective, in transition, review due."""

    @pytest.mark.parametrize(("dates", "words"), [
        pytest.param(("--date", "2026-01-05"), "approved by Board on 2026-01-05", id="approved"),
        pytest.param(("--date", "2026-01-05", "--effective", "2026-02-01"), "effective since 2026-02-01",
                     id="effective"),
        pytest.param(("--date", "2026-01-05", "--effective", "2099-02-01"), "effective from 2099-02-01", id="not-yet"),
        pytest.param(("--date", "2026-01-05", "--transition-end", "2099-02-01"), "in transition until 2099-02-01",
                     id="in-transition"),
        pytest.param(("--date", "2019-01-05", "--review-due", "2020-01-05"), "review due since 2020-01-05",
                     id="review"),
        pytest.param(("--date", "2019-01-05", "--review-due", "2020-01-05"), "effective since 2019-01-05; review due",
                     id="both-effective-and-due"),
        pytest.param(("--date", "2019-01-05", "--review-due", "2020-01-05", "--transition-end", "2099-01-01"),
                     "in transition until 2099-01-01; review due", id="both-in-transition-and-due"),
        pytest.param(("--date", "2019-01-05", "--expires", "2020-01-05"), "expired on 2020-01-05", id="expired"),
    ])
    def test_status(self, scheme: SchemeBuilder, dates: tuple[str, ...], words: str) -> None:
        scheme.done("approve", "grievance", "--body", "Board", *dates)
        assert words in " ".join(scheme.run("status").out.split())

    def test_changed_since(self, scheme: SchemeBuilder) -> None:
        scheme.done("approve", "grievance", *BOARD)
        scheme.edit("shall", "should")
        assert "changed since" in scheme.run("status").out
        assert "approval-lapsed" in {item["code"] for item in scheme.json("check")["findings"]}

    @pytest.mark.parametrize(("dates", "code"), [
        pytest.param(("--review-due", "2020-01-05"), "review-due", id="review"),
        pytest.param(("--expires", "2020-01-05"), "approval-expired", id="expiry"),
    ])
    def test_check_warns(self, scheme: SchemeBuilder, dates: tuple[str, ...], code: str) -> None:
        scheme.done("approve", "grievance", "--body", "Board", "--date", "2019-01-05", *dates)
        assert code in {item["code"] for item in scheme.json("check")["findings"] if item["severity"] == "warning"}

    def test_dates_out_of_order_in_the_file_are_an_error(self, scheme: SchemeBuilder) -> None:
        scheme.done("approve", "grievance", *BOARD, "--effective", "2027-01-01")
        scheme.edit("2027-01-01", "2026-01-01", "policies/grievance/adoption.yaml")
        [found] = [item for item in scheme.json("check")["findings"] if item["code"] == "approval-dates"]
        assert (found["severity"], found["path"]) == ("error", "approvals[0]")


class TestSheet:
    """The sign-off sheet: who signs sees what is signed, and every blank that the meeting fills."""

    def test_its_facts_and_blanks(self, scheme: SchemeBuilder) -> None:
        scheme.edit("  grievance:\n", "  grievance:\n    code: NMI-PRO-01\n", "scheme.yaml")
        paper = sign_off_sheet(scheme.path, "grievance", date(2026, 10, 5))
        facts = dict(paper.facts)
        assert (facts["Code"], facts["Scheme"], facts["Contact"], facts["Licence of this text"]) == (
            "NMI-PRO-01", "Northern Minerals", "contact@example.org", "CC-BY-4.0")
        for blank in ("Version of the text", "To be published on", "Expires on"):
            assert f"| {blank} |" in " ".join(paper.parts[0].markdown.split()), blank

    def test_what_comes_next(self, scheme: SchemeBuilder) -> None:
        assert "After the meeting" in scheme.done("sheet", "grievance", "--to", "s.docx").out
        scheme.done("approve", "grievance", *BOARD)
        told = scheme.done("sheet", "grievance", "--to", "s.docx", "--force").out
        assert "It is approved already" in told

    def test_the_signatures_stay_with_the_sentence_that_is_signed(self, scheme: SchemeBuilder) -> None:
        import re
        from zipfile import ZipFile

        scheme.done("sheet", "grievance", "--to", "s.docx")
        with ZipFile(scheme.path / "s.docx") as docx:
            text = docx.read("word/document.xml").decode()
        [said] = [part for part in re.findall(r"<w:p[ >].*?</w:p>", text, re.DOTALL) if "The body has seen" in part]
        assert "<w:keepNext" in said


class TestForged:
    """A record is a file that anybody can edit: what the history knows of an approval is told beside it."""

    def forged(self, scheme: SchemeBuilder) -> None:
        """A clause changed after the approval, and the digest in the record made to fit."""
        scheme.done("approve", "grievance", *BOARD)
        old = approvals(scheme)[0]["text_sha256"]
        scheme.edit("shall", "should")
        new = approved_digest(SchemeFolder(scheme.path), "grievance")
        scheme.edit(old, new, "policies/grievance/adoption.yaml")

    def test_a_digest_that_was_exchanged_is_told(self, scheme: SchemeBuilder) -> None:
        self.forged(scheme)
        codes = {item["code"] for item in scheme.json("check")["findings"]}
        assert "approval-not-recorded" in codes
        assert "not found in the history" in " ".join(scheme.run("status").out.split())
        assert "not found in the history" in scheme.run("report", "grievance").out
        found = scheme.json("report", "grievance")["statements"][0]
        assert {item["approved"] for item in found["deviations"]} == {""}

    def test_also_once_it_was_saved(self, scheme: SchemeBuilder) -> None:
        self.forged(scheme)
        scheme.done("save", "Nothing to see here")
        assert "approval-not-recorded" in {item["code"] for item in scheme.json("check")["findings"]}

    def test_a_true_one_is_not(self, scheme: SchemeBuilder) -> None:
        scheme.done("approve", "grievance", *BOARD)
        codes = {item["code"] for item in scheme.json("check")["findings"]}
        assert not codes & {"approval-not-recorded", "approval-to-come"}

    def test_without_a_history_nobody_can_tell(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        self.forged(scheme)
        (scheme.path / ".git").rename(tmp_path / "elsewhere")
        assert "approval-not-recorded" not in {item["code"] for item in scheme.json("check")["findings"]}


class TestDerogations:
    """Derogations with dates: an exception from a clause, for whom, from when to when, why, by whom."""

    GIVEN = ("--for", "two pilot sites", "--from", "2026-11-01", "--reason", "no road", "--by", "Board, 14/2026")

    def test_it_is_recorded_and_its_end_can_be_moved(self, scheme: SchemeBuilder) -> None:
        scheme.done("derogate", "grievance", "#outcome", *self.GIVEN, "--to", "2027-04-30")
        told = scheme.done("derogate", "grievance", "outcome", *self.GIVEN, "--to", "2027-06-30")
        assert "replaced" in told.out
        record = loaded(scheme.text("policies/grievance/adoption.yaml"))
        assert record["derogations"] == [{
            "clause": "outcome", "scope": "two pilot sites", "from": "2026-11-01", "to": "2027-06-30",
            "reason": "no road", "approver": "Board, 14/2026"}]

    @pytest.mark.parametrize(("clause", "more", "words"), [
        pytest.param("outcom", (), "did you mean 'outcome'?", id="no-such-clause"),
        pytest.param("Fee", (), "did you mean 'no-charge'?", id="a-word-of-the-heading"),
        pytest.param("outcome", ("--by", "Bord, 14/2026"), "did you mean 'Board'?", id="misspelt-body"),
        pytest.param("outcome", ("--to", "2026-10-01"), "end before it begins", id="dates"),
        pytest.param("outcome", ("--to", "soon"), "no day of the calendar", id="no-day"),
    ])
    def test_what_cannot_be_is_refused(
        self, scheme: SchemeBuilder, clause: str, more: tuple[str, ...], words: str
    ) -> None:
        assert words in scheme.done("derogate", "grievance", clause, *self.GIVEN, *more, code=2).err

    def test_one_that_was_a_mistake_is_withdrawn(self, scheme: SchemeBuilder) -> None:
        """Like an approval; of several that begin on one day, by for whom it is."""
        record = "policies/grievance/adoption.yaml"
        before = scheme.text(record)
        scheme.done("derogate", "grievance", "outcome", *self.GIVEN)
        scheme.done("derogate", "grievance", "outcome", *self.GIVEN, "--for", "the mill")
        assert "say which one with --for" in scheme.done(
            "derogate", "grievance", "outcome", "--withdraw", "2026-11-01", code=2).err
        gone = scheme.json("derogate", "grievance", "#outcome", "--withdraw", "2026-11-01", "--for", "the mill")
        assert (gone["withdrawn"], gone["derogation"]["scope"]) == (True, "the mill")
        told = scheme.done("derogate", "grievance", "outcome", "--withdraw", "2026-11-01").out
        assert "derogation from 2026-11-01 for two pilot sites is no more in the record" in " ".join(told.split())
        assert scheme.text(record) == before

    @pytest.mark.parametrize(("options", "words"), [
        pytest.param(("--withdraw", "2026-11-02"), "recorded are those from 2026-11-01", id="another-day"),
        pytest.param(("--withdraw", "2026-11-01", "--for", "a mine"), "for 'a mine' is recorded", id="another-scope"),
        pytest.param(("--withdraw", "2026-11-01", "--by", "Board"), "give it alone", id="with-more"),
        pytest.param(("--withdraw", "2026-11-01", "--despite-lock", "why"), "give it alone", id="with-the-lock"),
        pytest.param(("--for", "two pilot sites"), "Missing option '--from'", id="half-of-one"),
    ])
    def test_what_cannot_be_withdrawn(self, scheme: SchemeBuilder, options: tuple[str, ...], words: str) -> None:
        scheme.done("derogate", "grievance", "outcome", *self.GIVEN)
        assert words in " ".join(scheme.done("derogate", "grievance", "outcome", *options, code=2).err.split())

    def test_check_tells_of_one_that_is_over_or_from_nothing(self, scheme: SchemeBuilder) -> None:
        scheme.done("derogate", "grievance", "outcome", *self.GIVEN, "--to", "2026-11-02")
        record = "policies/grievance/adoption.yaml"
        scheme.edit("2026-11-01", "2020-11-01", record)
        scheme.edit("2026-11-02", "2020-11-02", record)
        codes = {item["code"]: item["severity"] for item in scheme.json("check")["findings"]}
        assert codes["derogation-over"] == "note"
        scheme.edit("clause: outcome", "clause: nothing", record)
        codes = {item["code"]: item["severity"] for item in scheme.json("check")["findings"]}
        assert codes["derogation-clause"] == "error"


class TestLockedDerogations:
    """An exception from a locked clause asks, makes the text NEQ, and stands at the head of every screen."""

    GIVEN = ("derogate", "grievance", "purpose", "--for", "all sites", "--from", "2026-12-01", "--reason",
             "no staff", "--by", "Board")
    WHY = ("--despite-lock", "the ministry asked for it")

    def test_it_is_refused_without_a_reason_for_it(self, scheme: SchemeBuilder) -> None:
        assert "is locked" in scheme.done(*self.GIVEN, code=2).err
        assert "is no reason" in scheme.done(*self.GIVEN, "--despite-lock", ".", code=2).err
        assert "is not locked" in scheme.done("derogate", "grievance", "outcome", *TestDerogations.GIVEN, *self.WHY,
                                              code=2).err
        assert "derogations" not in scheme.text("policies/grievance/adoption.yaml")

    def test_the_text_is_not_equivalent_and_every_head_says_so(self, scheme: SchemeBuilder) -> None:
        scheme.done(*self.GIVEN, *self.WHY)
        found = scheme.json("status")["modules"][1]
        assert found["correspondence"] == "NEQ"
        words = "derogation from #purpose (locked by the source), for all sites, from 2026-12-01 " \
                "(no end: review yearly), granted by Board"
        assert found["derogations"] == [words]
        assert scheme.json("check")["derogations"] == [f"grievance: {words}"]
        because = "an exception from #purpose, which the source locks, is on record"
        for command in (("status",), ("check",), ("diff", "grievance"), ("report", "grievance")):
            told = " ".join(scheme.run(*command).out.replace("\\", "").split())
            assert words in told, command
        assert because in " ".join(scheme.run("status").out.split())
        facts = dict(sign_off_sheet(scheme.path, "grievance", date(2026, 10, 5)).facts)
        assert (facts["Derogations"], facts["Correspondence"][:3]) == (words, "NEQ")
        assert because in facts["Not equivalent because"]

    def test_without_an_end_it_is_told_by_check_and_the_calendar(self, scheme: SchemeBuilder) -> None:
        scheme.done("derogate", "grievance", "outcome", *TestDerogations.GIVEN)
        codes = {item["code"]: item["severity"] for item in scheme.json("check")["findings"]}
        assert codes["derogation-without-end"] == "warning"
        [day] = [day for day in scheme.json("calendar")["days"] if day["kind"] == "derogation to review"]
        assert (day["date"][4:], "no end: review yearly" in day["words"]) == ("-11-01", True)
        assert scheme.json("status")["modules"][1]["correspondence"] == "IDT"

    def test_one_that_was_typed_into_the_record(self, scheme: SchemeBuilder) -> None:
        scheme.done(*self.GIVEN, *self.WHY)
        scheme.edit("  despite_lock: the ministry asked for it\n", "", "policies/grievance/adoption.yaml")
        assert {"derogation-locked"} <= {item["code"] for item in scheme.json("check")["findings"]}

    def test_review_tells_that_one_came_and_that_one_went(self, scheme: SchemeBuilder) -> None:
        scheme.done("save", "Before")
        scheme.done("derogate", "grievance", "outcome", *TestDerogations.GIVEN, "--to", "2099-04-30")
        assert "new: derogation from #outcome" in scheme.run("review", "--since", "HEAD").out
        scheme.done("save", "With it")
        record = "policies/grievance/adoption.yaml"
        scheme.write(record, scheme.text(record).partition("derogations:")[0])
        scheme.done("review", "--since", "HEAD")
        assert "gone: derogation from" in scheme.text("review/comment.md").replace("\\", "")


class TestCalendar:
    """`schemekit calendar` lists what falls due, and writes .ics."""

    def everything(self, scheme: SchemeBuilder) -> None:
        scheme.done("approve", "grievance", "--body", "Board", "--date", "2019-01-05", "--effective", "2019-02-01",
                    "--transition-end", "2099-01-01", "--review-due", "2020-01-05", "--expires", "2098-01-01")
        scheme.done("derogate", "grievance", "outcome", *TestDerogations.GIVEN, "--to", "2097-04-30")

    def test_what_is_overdue_comes_first(self, scheme: SchemeBuilder) -> None:
        self.everything(scheme)
        found = scheme.json("calendar")
        assert [(day["date"], day["kind"], day["past"]) for day in found["days"]] == [
            ("2020-01-05", "review due", True), ("2097-04-30", "derogation ends", False),
            ("2098-01-01", "expires", False), ("2099-01-01", "transition ends", False)]
        assert found["without"] == ["assurance"]
        assert scheme.run("calendar", "--exit-code").code == 1
        assert [day["date"] for day in scheme.json("calendar", "--until", "2097-12-31")["days"]] == [
            "2020-01-05", "2097-04-30"]

    def test_the_file_is_read_by_a_calendar_program(self, scheme: SchemeBuilder) -> None:
        from icalendar import Calendar

        self.everything(scheme)
        scheme.done("calendar", "--to", "due.ics")
        data = (scheme.path / "due.ics").read_bytes()
        events = Calendar.from_ical(data.decode()).walk("VEVENT")
        assert [str(event["summary"]) for event in events] == [
            "grievance: review due", "grievance: derogation ends", "grievance: expires", "grievance: transition ends"]
        assert len({str(event["uid"]) for event in events}) == 4
        scheme.done("calendar", "--to", "due.ics")
        assert (scheme.path / "due.ics").read_bytes() == data
        assert max(len(line) for line in data.split(b"\r\n")) <= 75

    def test_days_that_are_none_in_a_record_that_was_sent(self, scheme: SchemeBuilder) -> None:
        self.everything(scheme)
        record = "policies/grievance/adoption.yaml"
        for day in ("2098-01-01", "2097-04-30"):
            scheme.edit(day, "9999-12-31", record)
        scheme.edit("2099-01-01", "2999-01-01", record)
        scheme.done("calendar", "--to", "due.ics")
        codes = {item["code"] for item in scheme.json("check")["findings"] if item["severity"] == "error"}
        assert {"approval-dates", "derogation-dates"} <= codes

    def test_it_writes_over_nothing_else(self, scheme: SchemeBuilder) -> None:
        scheme.write("mine.ics", "BEGIN:VCALENDAR\n")
        assert "is there already" in scheme.done("calendar", "--to", "mine.ics", code=2).err
        assert "ends in .ics" in scheme.done("calendar", "--to", "mine.txt", code=2).err

    def test_nothing_is_due_where_nothing_was_approved(self, scheme: SchemeBuilder) -> None:
        told = scheme.done("calendar")
        assert "Without an approval: assurance, grievance" in told.out
        assert "0 days" in told.out
