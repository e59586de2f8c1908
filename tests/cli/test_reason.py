"""`schemekit reason` at a terminal: both wordings, one question each, every answer written at once."""

from __future__ import annotations

import pytest

from tests.cli.test_new import Terminal
from tests.decision_builders import three
from tests.scheme_builders import SchemeBuilder


@pytest.fixture
def differing(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme with its own words in three clauses and in a locked one, with no reason for any."""
    three(scheme)
    scheme.write("policies/grievance/adoption.yaml", "format: 1\nmodule: grievance\ndeviations: []\ndecisions: []\n")
    scheme.edit("This procedure says how", "This page says how")
    return scheme


def reasons(scheme: SchemeBuilder) -> dict[str, str]:
    return {item["clause"]: item["reason"] for item in scheme.record()["deviations"]}


def test_stopping_loses_nothing(differing: SchemeBuilder) -> None:
    """Two reasons typed, Ctrl-C at the third: both are kept, and it is said."""
    person = Terminal(differing.path, "reason", "grievance")
    person._wait("#purpose is locked: a reason does not close it, only the source's words do: "
                 "schemekit restore grievance purpose")
    person._wait("within [-5 working days-]")
    person.answer("Why does the scheme differ here?", "x", "two people work here")
    person.answer("Why does the scheme differ here?", "our statutes")
    person._wait("3 of 3")
    person._wait("Why does the scheme differ here?")
    code, said = person.stop()
    assert (code, "2 reasons recorded before you stopped, and kept." in said) == (130, True), said
    assert reasons(differing) == {"acknowledgement": "two people work here", "no-charge": "our statutes"}
    person = Terminal(differing.path, "reason", "grievance", "#outcome")
    person.answer("Why does the scheme differ here?", "a small board")
    code, said = person.end()
    assert (code, "1 reason recorded" in said) == (0, True), said


def test_q_stops(differing: SchemeBuilder) -> None:
    person = Terminal(differing.path, "reason", "grievance")
    person.answer("Why does the scheme differ here?", "two people work here")
    person.answer("Why does the scheme differ here?", "q")
    code, said = person.end()
    assert (code, "1 reason recorded. Next: schemekit status" in said) == (0, True), said
    assert reasons(differing) == {"acknowledgement": "two people work here"}


def test_a_clause_that_is_none(differing: SchemeBuilder) -> None:
    """A name that is no clause is an error with the name that was meant, whether or not words follow."""
    for words in ((), ("because",)):
        told = differing.done("reason", "grievance", "outcomes", *words, code=2).err
        assert "did you mean 'outcome'?" in told, told
    assert "has no clause 'nothing'" in differing.done("reason", "grievance", "nothing", code=2).err


def test_a_locked_clause(differing: SchemeBuilder) -> None:
    """A reason closes nothing there, and the command says what does."""
    told = differing.done("reason", "grievance", "purpose", "clearer")
    assert "only the source's words do: schemekit restore grievance purpose" in told.err
