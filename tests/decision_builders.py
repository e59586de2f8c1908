"""Open decisions for the tests, written into a record as an update writes them, whatever opens them."""

from __future__ import annotations

from typing import Any

from tests.scheme_builders import SchemeBuilder
from tests.yaml_text import dumped, loaded

RECORD = "policies/grievance/adoption.yaml"
POLICY = "policies/grievance/policy.md"
CAUSE = "grievance 1.0.0 -> 1.1.0"


def open_decisions(scheme: SchemeBuilder, *decisions: dict[str, Any], deviations: Any = ()) -> None:
    """Put decisions into the record of grievance, behind those that are there."""
    record = loaded(scheme.text(RECORD)) if (scheme.path / RECORD).exists() else {}
    known = record.get("decisions") or []
    full = [{"cause": CAUSE, "base": "", "clause": "", "source": "", "ours": "", **item} for item in decisions]
    scheme.write(RECORD, dumped({
        "format": 1, "module": "grievance", "deviations": [*(record.get("deviations") or []), *deviations],
        "decisions": [*known, *full]}, sort_keys=False))


def three(scheme: SchemeBuilder) -> None:
    """A scheme with its own words in three clauses, all of which the source changed too."""
    scheme.edit("acknowledge a complaint within 5 working days.", "acknowledge a complaint within two weeks.")
    scheme.edit("shall decide within 60 days.", "shall decide within two months.")
    scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
    open_decisions(scheme, ACKNOWLEDGE, FEE, OUTCOME)


ACKNOWLEDGE = {
    "clause": "acknowledgement",
    "base": "The secretariat shall acknowledge a complaint within 5 working days.\n",
    "source": "The secretariat shall acknowledge a complaint within 3 working days.\n",
    "ours": "The secretariat shall acknowledge a complaint within two weeks.\n",
}
FEE = {
    "clause": "no-charge",
    "base": "A complaint shall cost nothing.\n",
    "source": "A complaint and an appeal shall cost nothing.\n",
    "ours": "A complaint shall cost 5 euros.\n",
}
OUTCOME = {
    "clause": "outcome",
    "base": "The Board shall decide within 60 days.\n",
    "source": "The Board shall decide within 50 days, and say why.\n",
    "ours": "The Board shall decide within two months.\n",
}
