"""What becomes of the reasons in a record when decisions are closed.

Words that were kept need a reason for the clause as it now reads, and against what the source says now: one that was
given before the source changed stands only if it is given again. A clause that is as the source has it needs none; one
that stays left out keeps its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemekit.adopt.decision_names import deviation_id
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import REASON_LIMIT
from schemekit.model.adoption import AdoptionRecord, Decision, Deviation, Verb
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.deciding.taking import BOTH, OWN, SOURCE


def reasons_after(adoption: Adoption, record: AdoptionRecord, closed: Sequence[Decision]) -> AdoptionRecord:
    """The record with its reasons after these decisions; `adoption` is read from the texts as they are then."""
    return _Following(adoption, record).followed(closed)


class _Following:
    """The reasons of a record, following decisions: for the clauses as they read now."""

    def __init__(self, adoption: Adoption, record: AdoptionRecord) -> None:
        self._adoption, self._record = adoption, record
        self._changes = {change.id: change for change in reversed((*adoption.changes, *adoption.annexes))}
        self._given: dict[str, set[str]] = {}
        self._given_now: dict[tuple[str, str], set[str]] = {}
        for item in record.decisions:
            if item.reason and (item.taken not in ("", SOURCE) or (item.taken and item.proposal)):
                clause, parts = deviation_id(adoption, item), self._parts(item.reason)
                self._given.setdefault(clause, set()).update(parts)
                self._given_now.setdefault((clause, item.cause), set()).update(parts)

    def followed(self, closed: Sequence[Decision]) -> AdoptionRecord:
        """The record after these decisions."""
        for decision in closed:
            self._follow(decision)
        return self._record

    def _follow(self, decision: Decision) -> None:
        clause = deviation_id(self._adoption, decision)
        change = self._changes.get(clause)
        if change is None or change.verb is Verb.ADOPT:
            self._record = self._record.without(clause)
            change = self._own_beside(decision)
            if change is None:
                return
        known = self._record.deviation(change.id)
        if reason := self._reason(decision):
            self._record = self._record.with_deviation(self._deviation(change, known, reason))
        elif known is not None and self._parts(known.reason) <= self._given_now.get((clause, decision.cause), set()):
            # Given for words that this choice did not touch: in another decision of the same clause and update.
            known = replace(known, verb=change.verb, text_sha256=change.text_sha256)
            self._record = self._record.with_deviation(known)
        elif known is not None and decision.taken != SOURCE and change.verb is not Verb.DROP:
            # Given before the source changed, and not again: it stays to be read, and `check` asks for it.
            self._record = self._record.with_deviation(replace(known, text_sha256=""))

    def _reason(self, decision: Decision) -> str:
        """Why the scheme's text differs: the source's own words need no reason, those that a reader proposed do."""
        if decision.taken == SOURCE and not decision.proposal:
            return ""
        answered = (item.response for item in self._record.proposals if item.id == decision.proposal)
        return decision.reason or (next(answered, "") if decision.taken == SOURCE else "")

    def _own_beside(self, decision: Decision) -> ClauseChange | None:
        """The scheme's own clause that was put beside the source's."""
        if decision.taken != BOTH:
            return None
        return next((change for name, change in self._changes.items()
                     if name.startswith(f"{decision.clause}{OWN}") and change.verb is Verb.ADD), None)

    def _deviation(self, change: ClauseChange, known: Deviation | None, reason: str) -> Deviation:
        """The reason as the record keeps it; who approved the clause holds for the very words that were approved."""
        if known is None:
            return Deviation(clause=change.id, verb=change.verb, reason=reason, text_sha256=change.text_sha256)
        before = self._parts(known.reason)
        if before <= self._given.get(change.id, set()) and not self._parts(reason) & before:
            reason = f"{known.reason}; {reason}"[:REASON_LIMIT]   # of two passages of one clause, both reasons
        is_same = known.text_sha256 == change.text_sha256 and known.verb is change.verb
        return replace(known, verb=change.verb, reason=reason, text_sha256=change.text_sha256,
                       by=known.by if reason == known.reason else "", approved=known.approved if is_same else "")

    @staticmethod
    def _parts(reason: str) -> set[str]:
        return {reason} if "; " not in reason else set(reason.split("; "))
