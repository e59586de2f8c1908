"""A record after its text changed: which open decisions a new one is about, and which settled themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemekit.adopt.following import followed, settled
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.adoption import AdoptionRecord, Decision
from tests.scheme_builders import SchemeBuilder


def grievance(scheme: SchemeBuilder) -> Adoption:
    return next(item for item in adoptions(SchemeFolder(scheme.path)) if item.id == "grievance")


def decision(ours: str, base: str = "- the Board", source: str = "- the Assembly", **more: str) -> Decision:
    return Decision(clause=more.get("clause", "filing"), base=base, source=source, ours=ours, cause="by both",
                    file=more.get("file", ""))


OLD = decision("- the Council")
TAKEN_OUT = decision("", "- the Board", "- the Assembly")


class TestOvertaken:
    """A decision that was open for the same words is overtaken by the new one; any other stays."""

    @pytest.mark.parametrize(("old", "new", "left"), [
        pytest.param(OLD, decision("-  the\nCouncil", "- the Assembly", "- all"), 1, id="the-same-words"),
        pytest.param(OLD, decision("- the Council and its members"), 2, id="more-words"),
        pytest.param(decision("- the Council and its members"), decision("- the Council"), 2, id="fewer-words"),
        pytest.param(OLD, decision("- the Council", file="annex.md"), 2, id="another-document"),
        pytest.param(TAKEN_OUT, decision("", "- the Assembly", "- all"), 1, id="taken-out"),
        pytest.param(TAKEN_OUT, decision("", "- the Panel", "- all"), 2, id="something-else-taken-out"),
        pytest.param(TAKEN_OUT, decision("- the Council"), 2, id="taken-out-and-reworded"),
    ])
    def test_it(self, scheme: SchemeBuilder, old: Decision, new: Decision, left: int) -> None:
        adoption = replace(grievance(scheme), record=AdoptionRecord(module="grievance", decisions=(old,)))
        assert len(followed(adoption, {}, [new]).decisions) == left


class TestSettled:
    """A decision settles itself where the source has the scheme's words now, in the document it is about."""

    @pytest.mark.parametrize(("file", "clause", "taken"), [
        ("", "filing", "ours"), ("annex.md", "filing", ""), ("annex.md", "appeal", "ours"), ("", "appeal", ""),
    ])
    def test_in_each_document(self, scheme: SchemeBuilder, file: str, clause: str, taken: str) -> None:
        """In the policy the appeal differs, in the annex the filing does."""
        adoption = grievance(scheme)
        changes = {change.id: change for change in adoption.changes}
        scheme.edit("an appeal within", "every appeal within")
        scheme.edit("can be made by", "may be made by")
        differing = {change.id: change for change in grievance(scheme).changes}
        vars(adoption)["changes_by_file"] = {"policy.md": (changes["filing"], differing["appeal"]),
                                             "annex.md": (differing["filing"], changes["appeal"])}
        record = AdoptionRecord(module="grievance", decisions=(decision("- the Council", file=file, clause=clause),))
        [found] = settled(record, adoption, adoption, "1.1.0").record.decisions
        assert found.taken == taken
