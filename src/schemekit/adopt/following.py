"""An adoption record after its text changed by our hand: reasons that still stand, decisions that are open now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemekit.adopt.outcome import Adoption
from schemekit.model.adoption import AdoptionRecord, Decision, Deviation, Scope, Verb
from schemekit.text.comparing.diff import clause_digest
from schemekit.text.document import ClauseText, comparable


@dataclass(frozen=True, slots=True)
class Followed:
    """The record as it has to be, and the reasons that were taken out because the source has the words now."""

    record: AdoptionRecord
    settled: tuple[Deviation, ...] = ()


def followed(
    adoption: Adoption, clauses: Mapping[str, ClauseText], opened: Sequence[Decision],
    aliases: Mapping[str, str] | None = None,
) -> AdoptionRecord:
    """The record for the clauses as they now read.

    A reason was given for the scheme's own words; what the tool filled in or took from the source since is none of
    them. A clause that is now to decide keeps the reason for the words it was given for. `aliases` gives the new id of
    a clause that the source calls otherwise now. A decision that was open for the same words is overtaken by the new
    one, which keeps the older base; where the source's words are then what they were, nothing is to decide.
    """
    decisions = tuple(_decisions(adoption.record.decisions, opened))
    aliases = aliases or {}
    standing = {change.id for change in adoption.deviations if adoption.reason_for(change) is not None}
    standing -= {decision.clause for decision in still_open(decisions, opened)}
    deviations = []
    for item in adoption.record.deviations:
        name = aliases.get(item.clause, item.clause)
        if item.clause in standing and item.text_sha256 and name in clauses:
            item = replace(item, clause=name, text_sha256=clause_digest(clauses[name]))
        deviations.append(item)
    return replace(adoption.record, deviations=tuple(deviations),
                   decisions=decisions)


def still_open(decisions: Sequence[Decision], opened: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those of the decisions that a merge opened which are open in the record afterwards."""
    known = {_words(item) for item in decisions if item.is_open}
    return tuple(item for item in opened if _words(item) in known)


def _words(item: Decision) -> tuple[str, str, str, str]:
    return item.clause, item.file, item.source, item.ours


def settled(record: AdoptionRecord, before: Adoption, after: Adoption, version: str) -> Followed:
    """The record without reasons for clauses that the source now has as the scheme does, and such decisions closed.

    Only what differed before and does not any more is taken out: an entry that a person wrote beforehand stays.
    """
    deviating = {change.id for change in after.deviations}
    was = {change.id for change in before.deviations}
    gone = tuple(item for item in record.deviations if item.clause in was and item.clause not in deviating)
    each = [(file, change) for file, changes in after.changes_by_file.items() for change in changes]
    same = {(file, change.id) for file, change in each if change.verb is Verb.ADOPT}
    same -= {(file, change.id) for file, change in each if change.verb is not Verb.ADOPT}
    decisions = tuple(
        replace(item, taken="ours", reason=f"the source has the same words since {version}")
        if item.is_open and not item.proposal and (item.file or after.main_file, item.clause) in same else item
        for item in record.decisions
    )
    kept = tuple(item for item in record.deviations if item not in gone)
    return Followed(replace(record, deviations=kept, decisions=decisions), gone)


def _decisions(known: Sequence[Decision], opened: Sequence[Decision]) -> Iterator[Decision]:
    """Every decision that was known and is not overtaken, then the new ones with the oldest base of their words."""
    overtaken = {id(old): new for old in known if old.is_open for new in opened if _overtakes(new, old)}
    yield from (item for item in known if id(item) not in overtaken)
    for new in opened:
        olds = [old for old in known if overtaken.get(id(old)) is new]
        yield _closed_if_void(replace(new, base=olds[0].base)) if len(olds) == 1 else new


def _closed_if_void(decision: Decision) -> Decision:
    """A value set and set back, a release taken and given up: the source's words are what they were at first."""
    if comparable(decision.base) != comparable(decision.source):
        return decision
    return replace(decision, taken="ours", reason="the source's words are what they were before")


def _overtakes(new: Decision, old: Decision) -> bool:
    """Whether a new decision is about the same words as an open one: of several in a clause, each stands for itself.

    What a reader proposed is no older wording of the source's.
    """
    if (new.clause, new.file, new.proposal) != (old.clause, old.file, old.proposal) or old.proposal:
        return False
    if Scope.PASSAGE not in (new.scope, old.scope):
        return True
    # A passage that holds another is not the same one: rather two decisions than one that nobody made.
    if new.ours.strip() or old.ours.strip():
        return comparable(new.ours) == comparable(old.ours)
    # Words that the scheme took out are known by what the source had last.
    return comparable(new.base) == comparable(old.source)
