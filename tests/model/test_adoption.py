"""The adoption record: deviations, decisions and approvals, written and read again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.adoption import AdoptionRecord, Correspondence, Decision, Deviation, Verb
from schemekit.model.approval import Approval
from schemekit.model.derogation import Derogation

WORDS = st.text(max_size=12)
DEVIATIONS = st.builds(Deviation, clause=WORDS.filter(bool), verb=st.sampled_from(Verb), reason=WORDS, by=WORDS,
                       approved=WORDS, text_sha256=WORDS, licence=WORDS, source=WORDS)
DECISIONS = st.builds(Decision, clause=WORDS, base=WORDS, source=WORDS, ours=WORDS, cause=WORDS,
                      taken=st.sampled_from(["", "source", "ours", "edited"]), reason=WORDS)
APPROVALS = st.builds(Approval, body=WORDS, date=WORDS, text_sha256=WORDS, effective=WORDS, vote=WORDS)
DEROGATIONS = st.builds(Derogation, clause=WORDS, scope=WORDS, start=WORDS, end=WORDS, reason=WORDS, approver=WORDS)
RECORDS = st.builds(AdoptionRecord, module=WORDS, deviations=st.lists(DEVIATIONS, max_size=3).map(tuple),
                    decisions=st.lists(DECISIONS, max_size=3).map(tuple),
                    approvals=st.lists(APPROVALS, max_size=2).map(tuple),
                    derogations=st.lists(DEROGATIONS, max_size=2).map(tuple))


class TestRecord:
    """'from_mapping(to_mapping(x)) == x'."""

    @given(RECORDS)
    @settings(deadline=None)
    def test_what_is_written_is_read_again(self, record: AdoptionRecord) -> None:
        assert AdoptionRecord.from_mapping(record.to_mapping()) == record

    @given(RECORDS, DEVIATIONS)
    @settings(deadline=None)
    def test_a_deviation_is_put_in_once(self, record: AdoptionRecord, deviation: Deviation) -> None:
        changed = record.with_deviation(deviation)
        assert changed.deviation(deviation.clause) == deviation
        assert changed.with_deviation(deviation) == changed
        assert [item.clause for item in changed.deviations].count(deviation.clause) == 1
        assert changed.decisions == record.decisions
        assert changed.approvals == record.approvals

    def test_what_is_not_said_is_not_written(self) -> None:
        deviation = Deviation(clause="a", verb=Verb.DROP, reason="r")
        assert deviation.to_mapping() == {"clause": "a", "verb": "drop", "reason": "r"}
        decision = Decision(clause="a", base="", source="s", ours="", cause="c")
        assert decision.to_mapping() == {"clause": "a", "base": "", "source": "s", "ours": "", "cause": "c"}
        assert "approvals" not in AdoptionRecord(module="m").to_mapping()

    def test_an_empty_list_may_be_left_blank_by_hand(self) -> None:
        record = AdoptionRecord.from_mapping({"module": "m", "deviations": None, "decisions": None})
        assert record == AdoptionRecord(module="m")

    def test_a_decision_is_open_until_it_is_taken(self) -> None:
        open_one = Decision(clause="a", base="b", source="s", ours="o", cause="c")
        taken = Decision(clause="a", base="b", source="s", ours="o", cause="c", taken="ours")
        assert AdoptionRecord(module="m", decisions=(open_one, taken)).open_decisions() == (open_one,)


def test_the_degrees_of_correspondence_have_words() -> None:
    """'IDT / MOD / NEQ (identical, modified, not equivalent)'."""
    assert [degree.words for degree in Correspondence] == ["identical", "modified", "not equivalent"]
