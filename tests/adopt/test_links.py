"""Links of the texts that lead nowhere."""

from __future__ import annotations

from tests.scheme_builders import SchemeBuilder

POLICY = "policies/grievance/policy.md"


def test_one_warning_for_a_module_that_was_not_taken(scheme: SchemeBuilder) -> None:
    """'one warning per module that is linked and not taken, with the count of places'"""
    scheme.write(POLICY, scheme.text(POLICY) + "\nSee [a](../appeals/policy.md#one) and [b](../appeals/policy.md), and "
                 "[c](../audits/policy.md).\n\nSee [d](../appeals/policy.md#two), and [e](gone.md).\n")
    found = [item["found"] for item in scheme.json("check")["findings"] if item["code"] == "dead-link"]
    assert found == ["3 links to appeals, the first: ../appeals/policy.md#one",
                     "a link to audits: ../audits/policy.md", "a link to gone.md"]
