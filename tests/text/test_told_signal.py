"""'programmers' words in board papers […]: say them as sentences a board member understands, in one table'"""

from __future__ import annotations

import pytest

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.told_signal import told_line, told_lines

TITLES = {"report_months": "Months between two reports", "impartiality_body": "Body for impartiality"}
FORCE, OF_VALUE = SignalKind.FORCE, SignalKind.PARAMETER


@pytest.mark.parametrize(("words", "told"), [
    ("shall became should", "“shall” became “should”"),
    ("Nobody came in", "“Nobody” was put in"),
    ("not is gone", "“not” was taken out"),
    ("up to came in", "“up to” was put in"),
    ("gone: 'may'", "taken out: “may”"),
    ("new: 'the Board's staff'", "put in: “the Board's staff”"),
    ("the Board came in", "“the Board” was put in"),
    ("the permission is gone: 'A party may ask.'", "the permission was taken out: “A party may ask.”"),
    ("a new permission: 'A party may ask.'", "a new permission: “A party may ask.”"),
    ("an item is gone under 'Any of these:': a complaint", "an item was taken out under “Any of these:”: a complaint"),
    ("the meaning is put otherwise: gone: 'that remains'", "the meaning is put otherwise: taken out: “that remains”"),
    ("'person, group or' became 'persons'", "“person, group or” became “persons”"),
    ("time limit gone: at the latest", "time limit taken out: “at the latest”"),
    ("new time limit: 10 years", "new time limit: “10 years”"),
    ("the footnote [^1] came in: 'Kept.'", "the footnote [^1] was put in: “Kept.”"),
    ("moved to another place", "moved to another place"),
])
def test_words(words: str, told: str) -> None:
    assert told_line(Signal(kind=FORCE, words=words, rule="x"), {}) == told
    with_direction = Signal(kind=FORCE, words=f"{words}: weaker", rule="x", direction=Direction.WEAKER)
    assert told_line(with_direction, {}) == f"{told} (weaker)"


@pytest.mark.parametrize(("signal", "told"), [
    pytest.param(Signal(kind=OF_VALUE, words="report_months 4 -> 3 months: stricter (ISO 1)", rule="parameter.value",
                        direction=Direction.STRICTER, parameter="report_months", reference="ISO 1"),
                 "Months between two reports: 4 became 3 months (stricter; ISO 1)", id="a-figure"),
    pytest.param(Signal(kind=OF_VALUE, words="impartiality_body Committee -> Board (design choice)",
                        rule="parameter.over", parameter="impartiality_body", reference="design choice"),
                 "Body for impartiality: Committee became Board (design choice)", id="a-name"),
    pytest.param(Signal(kind=OF_VALUE, words="report_months (4 months) no longer stands in it", rule="parameter.gone",
                        parameter="report_months"),
                 "Months between two reports: the value (4 months) no longer stands in the clause", id="gone"),
])
def test_a_value_bears_its_title(signal: Signal, told: str) -> None:
    """'internal parameter names […]: use the parameter's title'"""
    assert told_line(signal, TITLES) == told


def test_only_the_first_few() -> None:
    signals = [Signal(kind=FORCE, words=f"{word} came in", rule="x") for word in ("all", "each", "any", "any")]
    assert told_lines(signals, {}, most=2) == ("“all” was put in", "“each” was put in", "and 1 more")
    assert len(told_lines(signals, {})) == 3


@pytest.mark.parametrize(("words", "told"), [
    ("reference gone: ../assurance/policy.md#certificate-register",
     "reference taken out: “Assurance: certificate register”"),
    ("reference gone: forms/timeline.md", "reference taken out: “Time limits”"),
    ("'../policy.md' became 'forms/other-form.md'", "“Policy” became “Other form”"),
])
def test_documents_by_their_titles(words: str, told: str) -> None:
    """'print file paths […]: use the document's title'"""
    signal = Signal(kind=SignalKind.REFERENCE, words=words, rule="x")
    assert told_line(signal, {"forms/timeline.md": "Time limits"}) == told
