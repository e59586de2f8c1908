"""`schemekit answer` at a real terminal: one screen and one question each, every answer written at once.

'a walk through them at a terminal like `decide` does (one screen each, word redline, keys, reason asked on refusal,
each answer written at once, Ctrl-C keeps those given)'
"""

from __future__ import annotations

from tests.cli.test_new import Terminal
from tests.returned_builders import FEE, busy, states
from tests.scheme_builders import SchemeBuilder


def test_one_after_the_other(scheme: SchemeBuilder) -> None:
    """Accepted with a reason, refused only with one, noted, and left for later."""
    busy(scheme)
    scheme.edit("within 5 working days.\nThe ack", "within 4 working days.\nThe ack")
    person = Terminal(scheme.path, "answer", "grievance")
    person._wait("1 of 4   grievance c-001   3 Acknowledgement")
    person._wait("you changed the same words since: accepting makes it a decision")
    person._wait("What A. Reviewer changed")
    person._wait("within [-5-] {+3+} working")
    person._wait("What you changed there since")
    person.answer("a accept, and decide about the words that you changed too   r refuse   l later   q stop here", "r")
    person.answer("Why not?", "", "n", "Refuse.", "two people cannot")
    person.answer("a accept into the text   r refuse   l later   q stop here", "x")
    person.answer("Type one of a, r, l, q, then Enter.", "a")
    person.answer("Why does it become part of your text?", "refuse", "our statutes say so")
    person.answer("a agree   r refuse   n note   l later   q stop here", "n")
    person.answer("What is the answer?", "three people")
    person.answer("Answers  c-003, B. Member, 2026-11-21: Who sits on it?", "l")
    code, said = person.end()
    assert (code, "3 proposed changes answered, 1 open. Next: schemekit answer grievance" in said) == (0, True), said
    assert states(scheme) == {"c-001": "refused", "c-002": "accepted", "c-003": "noted", "c-004": "open"}
    assert FEE[1] in scheme.text()
    assert scheme.record()["deviations"][0]["reason"] == "our statutes say so (proposed by C. Treasurer)"


def test_stopping_keeps_what_was_answered(scheme: SchemeBuilder) -> None:
    busy(scheme)
    person = Terminal(scheme.path, "answer", "grievance")
    person.answer("q stop here", "l")
    person.answer("q stop here", "a")
    person.answer("Why does it become part of your text?", "")
    person._wait("3 of 4")
    person._wait("q stop here")
    code, said = person.stop()
    assert (code, "Traceback" in said, "1 proposed change answered before you stopped, and kept." in said) == (
        130, False, True), said
    assert states(scheme)["c-002"] == "accepted"


def test_several_at_once_are_asked_about(scheme: SchemeBuilder) -> None:
    busy(scheme)
    before = scheme.files()
    person = Terminal(scheme.path, "answer", "grievance", "--all", "--by", "A. Reviewer", "--accept", "agreed")
    person.answer("Shall 2 proposed changes be accepted? [y/N]", "n")
    code, said = person.end()
    assert (code, "Nothing was written." in said) == (0, True), said
    assert scheme.files() == before
