"""Accepting and refusing what came back: a three-way comparison by clause, nothing lost, nothing by force.

'tracked changes and comments become proposals in the adoption record, one by one accepted or refused'
"""

from __future__ import annotations

import pytest

from schemekit.files.sent_texts import sent_key
from tests.returned_builders import FEE, busy, comment, edit, received, returned, sent_out, states
from tests.scheme_builders import SchemeBuilder

SENT_DAYS = "The secretariat shall acknowledge a complaint within 5 working days."
THEIR_DAYS = "The secretariat shall acknowledge a complaint within 3 working days."
MY_DAYS = "The secretariat shall acknowledge a complaint within 4 working days."


class TestAccept:
    """'clean -> text is changed, the state set […]; clash -> becomes an open Decision […], text keeps yours'"""

    def test_into_the_text(self, scheme: SchemeBuilder) -> None:
        """The text has the words, the clause its reason from the answer, by whom; `check` finds nothing wrong."""
        busy(scheme)
        told = scheme.done("answer", "grievance", "c-002", "--accept", "our statutes say so")
        assert "c-002 #no-charge: accepted into the text" in told.out
        assert FEE[1] in scheme.text()
        assert states(scheme)["c-002"] == "accepted"
        deviation, = scheme.record()["deviations"]
        assert {key: words for key, words in deviation.items() if key != "text_sha256"} == {
            "clause": "no-charge", "verb": "adapt", "reason": "our statutes say so (proposed by C. Treasurer)"}
        assert scheme.run("check").code == 0

    def test_with_the_name_of_whoever_answers(self, scheme: SchemeBuilder) -> None:
        """A reason is that of whoever answers, and never published under the name of whoever only proposed."""
        busy(scheme)
        scheme.done("answer", "grievance", "c-002", "--accept", "our statutes say so", "--as", "the office")
        deviation, = scheme.record()["deviations"]
        assert (deviation["reason"], deviation["by"]) == ("our statutes say so", "the office")

    def test_beside_what_was_edited_since(self, scheme: SchemeBuilder) -> None:
        """What happened meanwhile stays: a hand edit elsewhere in the clause, another value, another heading."""
        busy(scheme)
        scheme.edit("shall name a person to ask.", "shall name two people to ask.")
        scheme.edit("## Acknowledgement", "## Receipt")
        scheme.done("set", "grievance.outcome_days=50")
        scheme.done("answer", "grievance", "c-001", "--accept", "read daily")
        assert f"## Receipt {{ #acknowledgement }}\n\n{THEIR_DAYS}\n" in scheme.text()
        assert "name two people" in scheme.text()
        assert "within 50 days" in scheme.text()

    def test_what_differed_before_keeps_lacking_a_reason(self, scheme: SchemeBuilder) -> None:
        """An answer to a reader explains the reader's words, and not a hand edit that nobody explained."""
        busy(scheme)
        scheme.edit("shall name a person to ask.", "shall name two people to ask.")
        told = scheme.done("answer", "grievance", "c-001", "--accept", "read daily")
        assert "#acknowledgement: no reason stands" in told.err
        assert "acknowledgement" in scheme.done("check", code=1).out
        assert scheme.record()["deviations"] == []

    def test_two_reasons_for_one_clause(self, scheme: SchemeBuilder) -> None:
        """A reason that stood goes on standing; who approved the old words approved no others."""
        scheme.edit("shall name a person", "shall name two people")
        scheme.done("reason", "grievance", "acknowledgement", "holidays", "--by", "secretariat", "--approved", "B 12")
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "acknowledgement", SENT_DAYS, THEIR_DAYS)))
        scheme.done("answer", "grievance", "c-001", "--accept", "read daily")
        deviation, = scheme.record()["deviations"]
        assert (deviation["reason"], deviation["by"], "approved" in deviation) == (
            "holidays; read daily (proposed by A. Reviewer)", "secretariat", False)
        assert scheme.run("check").code == 0

    def test_back_to_the_source(self, scheme: SchemeBuilder) -> None:
        """A clause that is as the source has it again needs no reason."""
        scheme.edit(*FEE)
        scheme.done("reason", "grievance", "no-charge", "statutes")
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "no-charge", FEE[1], FEE[0])))
        scheme.done("answer", "grievance", "c-001", "--accept", "agreed")
        assert (FEE[0] in scheme.text(), scheme.record()["deviations"]) == (True, [])

    def test_both_changed_the_same_words(self, scheme: SchemeBuilder) -> None:
        """The text keeps yours; all three wordings are in a decision, which says who asked."""
        busy(scheme)
        scheme.edit(SENT_DAYS, MY_DAYS)
        scheme.done("reason", "grievance", "acknowledgement", "holidays")
        told = scheme.done("answer", "grievance", "c-001", "--accept", "read daily", code=1)
        assert "your words stand until you decide" in told.out
        assert MY_DAYS in scheme.text()
        decision, = scheme.record()["decisions"]
        assert decision == {"clause": "acknowledgement", "base": SENT_DAYS, "source": THEIR_DAYS, "ours": MY_DAYS,
                            "cause": "changed by A. Reviewer (c-001) and by you", "proposal": "c-001"}
        shown = scheme.run("decide").out
        assert "What was proposed (c-001)" in shown
        assert "What the source changed" not in shown
        told = scheme.done("decide", "grievance", "--take", "source")
        assert "the proposed words stand" in told.out
        assert THEIR_DAYS in scheme.text()
        reason = scheme.record()["deviations"][0]["reason"]
        assert reason.endswith("read daily"), "the answer is why the text differs from its source"
        assert scheme.run("check").code == 0

    def test_an_update_does_not_swallow_the_decision(self, scheme: SchemeBuilder) -> None:
        """Words of a reader are no older words of the source: another value asks beside them, and closes nothing."""
        busy(scheme)
        scheme.edit(SENT_DAYS, MY_DAYS)
        scheme.done("answer", "grievance", "c-001", "--accept", "read daily", code=1)
        scheme.done("set", "grievance.acknowledge_days=7", code=1)
        assert [item.get("proposal") for item in scheme.record()["decisions"]] == ["c-001", None]
        scheme.edit(MY_DAYS, SENT_DAYS.replace("5", "7"))
        scheme.done("set", "grievance.acknowledge_days=8")
        decisions = scheme.record()["decisions"]
        assert next(item for item in decisions if item.get("proposal")).get("taken", "") == ""

    def test_restoring_the_clause(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.edit(SENT_DAYS, MY_DAYS)
        scheme.done("answer", "grievance", "c-001", "--accept", "read daily", code=1)
        scheme.done("restore", "grievance", "acknowledgement")
        assert [item["taken"] for item in scheme.record()["decisions"]] == ["edited"]

    def test_words_that_are_there_already(self, scheme: SchemeBuilder) -> None:
        """'already in the text -> accepted with a note'"""
        busy(scheme)
        scheme.edit(*FEE)
        told = scheme.done("answer", "grievance", "c-002", "--accept")
        assert "c-002 #no-charge: accepted: the text has these words already" in told.out
        assert states(scheme)["c-002"] == "accepted"

    def test_without_a_reason(self, scheme: SchemeBuilder) -> None:
        """It can follow: `check` asks for it."""
        busy(scheme)
        told = scheme.done("answer", "grievance", "c-002", "--accept")
        assert "#no-charge: no reason stands for what the clause says now; check asks for it" in told.err
        assert "adapted without a reason" in scheme.done("check", code=1).out

    def test_over_a_value_that_stands_elsewhere(self, scheme: SchemeBuilder) -> None:
        """A figure that came from a blank stands in other clauses too: told at the answer, and by `check`."""
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "acknowledgement", SENT_DAYS, THEIR_DAYS)))
        told = scheme.done("answer", "grievance", "c-001", "--accept", "read daily")
        assert "#acknowledgement has '3" in told.err
        assert "still stands in #appeal: it is a value of yours, and this changes them all: " in told.err
        advice = "schemekit set grievance.acknowledge_days=3 --reason 'read daily (proposed by A. Reviewer)'"
        assert advice in told.err, "the reason that was given carries over to the value"
        assert advice in scheme.run("check").all
        checked = scheme.run("check")
        assert (checked.code, "value-written-over" in checked.all) == (0, True), checked.all
        scheme.edit("hear an appeal within 5", "hear an appeal within 3")
        assert "value-written-over" not in scheme.run("check").all

    def test_a_locked_clause(self, scheme: SchemeBuilder) -> None:
        """It can be accepted, as it can be edited by hand; what follows is told at once."""
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "purpose", "handles complaints", "handles grievances")))
        told = scheme.done("answer", "grievance", "c-001", "--accept", "our word for it")
        assert "#purpose: locked by the source" in told.err
        assert scheme.run("check").code == 1

    def test_a_text_that_is_gone(self, scheme: SchemeBuilder) -> None:
        """A document that the scheme deleted does not come back by itself: that is a decision."""
        sent = sent_out(scheme, "grievance", "forms/complaint-form.md")
        form = "forms/complaint-form.md"
        received(scheme, returned(sent, edit(sent, "", "Write to", "Write or telephone to", file=form)))
        scheme.write(f"policies/grievance/{form}", None)
        scheme.done("answer", "grievance", "c-001", "--accept", "by phone too", code=1)
        decision, = scheme.record()["decisions"]
        assert (decision["file"], decision["scope"], decision["ours"]) == (form, "file", "")
        assert not (scheme.path / f"policies/grievance/{form}").exists()
        scheme.done("decide", "grievance", "--take", "source")
        assert "Write or telephone" in scheme.text(f"policies/grievance/{form}")

    def test_in_a_form(self, scheme: SchemeBuilder) -> None:
        sent = sent_out(scheme, "grievance", "forms/complaint-form.md")
        form = "forms/complaint-form.md"
        received(scheme, returned(sent, edit(sent, "", "Write to", "Write or telephone to", file=form)))
        scheme.done("answer", "grievance", "c-001", "--accept", "by phone too")
        assert "Write or telephone" in scheme.text(f"policies/grievance/{form}")

    @pytest.mark.parametrize(("gone", "words"), [
        pytest.param(False, "", id="words-that-stand-once-are-found-all-the-same"),
        pytest.param(True, "the text that was sent is not kept here any more", id="words-that-do-not"),
    ])
    def test_the_sent_text_is_not_kept(self, scheme: SchemeBuilder, gone: bool, words: str) -> None:
        sent = busy(scheme)
        scheme.write(f".schemekit/sent/grievance/{sent_key(sent)}/files.json", None)
        if gone:
            scheme.edit(FEE[0], "It is free.")
        told = scheme.done("answer", "grievance", "c-002", "--accept", "statutes", code=int(gone))
        assert words in told.err
        assert states(scheme)["c-002"] == ("open" if gone else "accepted")

    @pytest.mark.parametrize("after", ["A complaint shall cost <b>nothing</b>.", "[Pay](javascript:alert(1))."])
    def test_words_that_may_stand_in_no_text(self, scheme: SchemeBuilder, after: str) -> None:
        """Raw HTML and links that run something are refused, and told; nothing is put in."""
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "no-charge", FEE[0], after)))
        before = scheme.text()
        told = scheme.done("answer", "grievance", "c-001", "--accept", "so", code=1)
        assert "It stays open." in told.err
        assert (scheme.text(), states(scheme)) == (before, {"c-001": "open"})

    def test_windows_line_ends_and_a_mark_stay(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.write("policies/grievance/policy.md", "\ufeff" + scheme.text().replace("\n", "\r\n"))
        scheme.done("answer", "grievance", "c-002", "--accept", "statutes")
        text = scheme.text()
        assert (text[0], text.count("\n"), FEE[1] in text) == ("\ufeff", text.count("\r\n"), True)


class TestOtherAnswers:
    """'Refuse needs a response'; a comment is answered in words."""

    def test_refused(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        before = scheme.text()
        told = scheme.done("answer", "grievance", "c-001", "--refuse", code=2)
        assert "the answer to c-001 has no words" in told.err
        scheme.done("answer", "grievance", "c-001", "--refuse", "two people cannot")
        assert (scheme.text(), states(scheme)["c-001"]) == (before, "refused")
        assert scheme.record()["proposals"][0]["response"] == "two people cannot"

    def test_noted(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.done("answer", "grievance", "c-003", "c-004", "--note", "thank you")
        assert {states(scheme)[name] for name in ("c-003", "c-004")} == {"noted"}
        assert "can only be accepted or refused" in scheme.done(
            "answer", "grievance", "c-001", "--note", "x y", code=2).err

    def test_all_of_one_person(self, scheme: SchemeBuilder) -> None:
        """Several at once only after they were listed, and with a yes."""
        busy(scheme)
        before = scheme.files()
        told = scheme.done("answer", "grievance", "--all", "--by", "A. Reviewer", "--accept", "agreed", code=2)
        assert "{+3+}" in told.out
        assert "--yes" in told.err
        assert scheme.files() == before
        scheme.done("answer", "grievance", "--all", "--by", "A. Reviewer", "--accept", "agreed", "--yes")
        assert states(scheme) == {"c-001": "accepted", "c-002": "open", "c-003": "open", "c-004": "accepted"}

    def test_all_without_a_name(self, scheme: SchemeBuilder) -> None:
        """They are listed as 'without a name', so that this finds them."""
        sent = sent_out(scheme)
        received(scheme, returned(sent, comment("appeal", "Who?", author="")))
        scheme.done("answer", "grievance", "--all", "--by", "without a name", "--note", "thank you", "--yes")
        assert states(scheme) == {"c-001": "noted"}

    def test_taken_back(self, scheme: SchemeBuilder) -> None:
        """An answer can be taken back: it is open in the lists and the log, and its words are out of the text."""
        busy(scheme)
        text = scheme.text()
        scheme.done("answer", "grievance", "c-002", "--accept", "statutes")
        again = scheme.done("answer", "grievance", "c-002", "--refuse", "so it is", code=2)
        assert "schemekit answer grievance c-002 --reopen" in again.err
        told = scheme.done("answer", "grievance", "c-002", "--reopen")
        assert "c-002 #no-charge: open again; its words are taken out of the text" in told.out
        assert "1 proposed change opened again, 4 open" in told.out
        assert (scheme.text(), scheme.record().get("deviations", [])) == (text, [])
        assert states(scheme)["c-002"] == "open"
        assert "c-002" in scheme.done("proposals").out
        scheme.done("answer", "grievance", "c-002", "--refuse", "the statutes forbid it")
        assert "c-001 is open" in scheme.done("answer", "grievance", "c-001", "--reopen", code=2).err
        assert "--reopen takes ids only" in scheme.done("answer", "grievance", "--reopen", "--all", code=2).err
        assert "proposal" in scheme.done("answer", "grievance", "c-002", "--reopen", "--json").json["answered"][0]

    def test_taken_back_beside_what_else_was_changed(self, scheme: SchemeBuilder) -> None:
        """What stood for the clause before stands again, and later edits stay."""
        busy(scheme)
        scheme.done("answer", "grievance", "c-002", "--accept", "statutes")
        scheme.edit(FEE[1], f"{FEE[1]}\nIt is paid back.")
        scheme.done("reason", "grievance", "no-charge", "statutes; we pay it back")
        scheme.done("answer", "grievance", "c-002", "--reopen")
        assert f"{FEE[0]}\nIt is paid back." in scheme.text()
        assert [item["reason"] for item in scheme.record()["deviations"]] == ["we pay it back"]

    def test_words_that_were_changed_since_stay_and_it_says_so(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.done("answer", "grievance", "c-002", "--accept", "statutes")
        scheme.edit("cost 5 euros", "cost 6 euros")
        told = scheme.done("answer", "grievance", "c-002", "--reopen")
        assert "ITS WORDS ARE STILL IN YOUR TEXT: you changed the same words since" in told.out
        assert "schemekit restore grievance no-charge" in told.out
        assert "cost 6 euros" in scheme.text()

    def test_one_of_two_who_ask_for_the_same(self, scheme: SchemeBuilder) -> None:
        sent = sent_out(scheme)
        for who in ("A. Reviewer", "B. Member"):
            received(scheme, returned(sent, edit(sent, "no-charge", *FEE, who)))
        scheme.done("answer", "grievance", "c-001", "c-002", "--accept", "statutes")
        told = scheme.done("answer", "grievance", "c-002", "--reopen")
        assert "its words stay in the text, as c-001 asks for the same and is accepted" in told.out
        assert FEE[1] in scheme.text()
        told = scheme.done("answer", "grievance", "c-002", "--refuse", "no", code=1)
        assert "your text says what was to be refused" in told.err
        assert states(scheme) == {"c-001": "accepted", "c-002": "open"}

    def test_a_row_of_a_log_taken_back(self, scheme: SchemeBuilder) -> None:
        wish = 'Replace: ""cost nothing"" By: ""cost little""'
        scheme.write("log.csv", f'clause,comment,proposed change\n4,,"{wish}"\n')
        scheme.done("comments", "grievance", "--from", "log.csv")
        before = scheme.text()
        scheme.done("answer", "grievance", "c-001", "--accept", "statutes")
        assert "cost little" in scheme.text()
        scheme.done("answer", "grievance", "c-001", "--reopen")
        assert scheme.text() == before

    def test_taken_back_with_its_decision(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        scheme.edit(SENT_DAYS, MY_DAYS)
        scheme.done("answer", "grievance", "c-001", "--accept", "read daily", code=1)
        told = scheme.done("answer", "grievance", "c-001", "--reopen")
        assert "the decision that it had opened is gone" in told.out
        assert (MY_DAYS in scheme.text(), scheme.record().get("decisions", [])) == (True, [])

    def test_the_last_answer(self, scheme: SchemeBuilder) -> None:
        busy(scheme)
        told = scheme.done("answer", "grievance", "--all", "--refuse", "out of scope", "--yes")
        assert "4 proposed changes answered, 0 open. Next: schemekit status" in told.out
        assert "Nothing to answer" in scheme.done("answer", "grievance").out
        assert "Nothing to answer" in scheme.done("proposals").out
        assert "c-004" in scheme.done("proposals", "grievance", "--all").out

    @pytest.mark.parametrize(("typed", "words"), [
        pytest.param(["c-09", "--accept"], "did you mean 'c-00", id="a-wrong-id"),
        pytest.param(["--accept", "so it is"], "Name what to answer", id="nothing-named"),
        pytest.param(["c-001", "why not"], "Say whether to --accept", id="no-answer"),
        pytest.param(["c-001", "one", "two", "--accept"], "Say why in one piece", id="two-reasons"),
        pytest.param(["--all", "c-001", "--accept"], "--all goes without ids", id="all-and-one"),
        pytest.param(["--all", "--by", "Nobody", "--accept"], "Nothing is open from 'Nobody'", id="nobody"),
        pytest.param(["c-001", "--accept", "x" * 2001], "too long", id="an-endless-reason"),
        pytest.param(["c-001", "--accept", "--json", "--all"], "--all goes", id="json"),
    ])
    def test_wrong_words(self, scheme: SchemeBuilder, typed: list[str], words: str) -> None:
        busy(scheme)
        before = scheme.files()
        assert words in scheme.done("answer", "grievance", *typed, code=2).all
        assert scheme.files() == before

    def test_a_record_that_leads_elsewhere(self, scheme: SchemeBuilder) -> None:
        """A record is a stranger's file too: no path in it leaves the scheme."""
        for item in ({"file": "../../scheme.yaml"}, {"sent": "../../.."}):
            keys = "".join(f", {key}: {value}" for key, value in item.items())
            scheme.write("policies/grievance/adoption.yaml", "format: 1\nmodule: grievance\nproposals:\n"
                         f"  - {{id: c-001, kind: change, clause: a, before: x, after: y{keys}}}\n")
            told = scheme.done("answer", "grievance", "c-001", "--accept", "so", code=2)
            assert "take the proposed change about it out of the record" in told.err

    def test_an_edited_record(self, scheme: SchemeBuilder) -> None:
        """Places that do not fit the text put nothing in."""
        busy(scheme)
        text = scheme.text("policies/grievance/adoption.yaml")
        scheme.write("policies/grievance/adoption.yaml", text.replace("at: 4", "at: 49999"))
        told = scheme.done("answer", "grievance", "c-002", "--accept", "so", code=1)
        assert "its words are not in the text that was sent" in told.err


def test_a_comment_is_open_until_it_is_answered(scheme: SchemeBuilder) -> None:
    """'an open proposal is something to do', and nothing is wrong meanwhile: see decision 26."""
    sent = sent_out(scheme)
    received(scheme, returned(sent, comment("appeal", "Why?")))
    status = scheme.run("status")
    assert (status.code, "1 proposed change to answer" in status.out) == (0, True)
    check = scheme.run("check")
    assert (check.code, "warning: 1 proposed change to answer" in check.out) == (0, True)
    assert scheme.run("proposals").code == 0
