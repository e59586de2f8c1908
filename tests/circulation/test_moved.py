"""Clauses that come back elsewhere, or new, in a text that went on meanwhile: where they go, and that it is told.

'even when clause numbers, order or styles were changed; merges by clause with what happened meanwhile'
"""

from __future__ import annotations

import pytest

from schemekit.model.returned import ReturnedEdit
from schemekit.text.document import Document
from tests.returned_builders import POLICY, edit, received, returned, sent_out
from tests.scheme_builders import SchemeBuilder

CHAPTERS = "## Appeal { #appeal }\n\n### Panel { #panel }\n\nThree people.\n\n### Time { #time }\n\nSoon.\n\n"


def clause(text: str, name: str) -> str:
    """A clause as it stands in a text."""
    return Document.parse(text).by_id()[name].raw


def ids(scheme: SchemeBuilder) -> list[str]:
    """The clauses of the scheme's text, in order."""
    return [clause.id for clause in Document.parse(scheme.text()).clauses]


def moved(text: str, name: str, before: str) -> str:
    """A text with a clause moved above another one."""
    raw = clause(text, name)
    return text.replace(raw, "").replace(clause(text, before), raw + clause(text, before))


def came_back_moved(scheme: SchemeBuilder) -> str:
    """The text that went out, of which the clause about costs came back above that about records."""
    sent = sent_out(scheme)
    text = sent[0][1]
    raw = clause(text, "no-charge")
    received(scheme, returned(sent, ReturnedEdit(
        file=POLICY, clause="no-charge", before=raw, after=raw, text=moved(text, "no-charge", "records"),
        is_moved=True)))
    return text


class TestMoved:
    def test_after_an_update_that_changed_the_order(self, scheme: SchemeBuilder) -> None:
        """'accepted: the text has these words already', and nothing was moved."""
        text = came_back_moved(scheme)
        now = moved(text, "acknowledgement", "filing").replace("cost nothing", "cost nothing at all")
        scheme.write("policies/grievance/policy.md", now)
        assert "(moved: after 6 Appeal)" in scheme.done("proposals", "grievance").out
        assert scheme.json("proposals", "grievance")["proposals"][0]["goes"] == "after 6 Appeal"
        told = scheme.done("answer", "grievance", "c-001", "--accept", "clearer")
        assert "c-001 #no-charge: accepted into the text" in told.out
        assert ids(scheme) == ["purpose", "acknowledgement", "filing", "outcome", "appeal", "no-charge", "records"]
        assert "cost nothing at all" in scheme.text()
        scheme.done("answer", "grievance", "c-001", "--reopen")
        assert ids(scheme)[:3] == ["purpose", "acknowledgement", "no-charge"], "behind the neighbour that it had"

    def test_a_clause_that_is_gone(self, scheme: SchemeBuilder) -> None:
        scheme.edit(clause(came_back_moved(scheme), "no-charge"), "")
        told = scheme.done("answer", "grievance", "c-001", "--accept", "clearer", code=1)
        assert "the clause that it moves is not in your text any more" in told.err


class TestNew:
    """A new clause goes into its chapter, whatever became of its neighbour."""

    NEW = "### Costs { #costs }\n\nThe scheme bears them.\n\n"

    @pytest.mark.parametrize(("to", "after"), [
        pytest.param("records", "after 6.1 Panel", id="the-neighbour-stays"),
        pytest.param("appeal", "first in 6 Appeal", id="the-neighbour-went-to-another-chapter"),
    ])
    def test_in_its_chapter(self, scheme: SchemeBuilder, to: str, after: str) -> None:
        scheme.edit(clause(scheme.text(), "appeal"), CHAPTERS)
        sent = sent_out(scheme)
        received(scheme, returned(sent, edit(sent, "costs", "", self.NEW, behind="Three people.\n\n")))
        if to == "appeal":
            scheme.write("policies/grievance/policy.md",
                         moved(scheme.text(), "panel", "acknowledgement"))
            after = "first in 6 Appeal"
        assert f"(goes {after})" in scheme.done("proposals", "grievance").out
        scheme.done("answer", "grievance", "c-001", "--accept", "asked for")
        found = Document.parse(scheme.text())
        assert found.by_id()["costs"].ancestors == ("appeal",)
        assert ids(scheme).index("costs") < ids(scheme).index("time")
