"""The reasons of clauses that follow a proposed change: what was answered is why the scheme's text differs now.

A clause that differed before without a reason keeps lacking one: an answer to somebody else explains only their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import REASON_LIMIT
from schemekit.model.adoption import NAME_LIMIT, AdoptionRecord, Deviation, Verb
from schemekit.model.proposed_change import ProposedChange
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import PREAMBLE


def with_reasons(
    before: Adoption, after: Adoption, record: AdoptionRecord, accepted: Sequence[ProposedChange],
    answerers: Mapping[str, str],
) -> AdoptionRecord:
    """The record with a reason for each clause that accepted changes made differ, from the words of the answer.

    Shape: `before` and `after` are the adoption with its texts as they were, and as they are; `answerers` says by id
    who gave an answer, where that is known. Whoever proposed the change gave no reason for it: they are named in the
    words of the reason, and never as the one whose reason it is.
    """
    lacking = {change.id for change in before.unreasoned}
    changed = changed_clauses(before, after)
    names = {change.id for change in changed}
    forms = {change.id for change in after.annexes}
    for change in changed:
        if change.verb is Verb.ADOPT:
            record = record.without(change.id)
            continue
        about = [item for item in accepted if item.file == change.id] if change.id in forms else \
            [item for item in accepted if item.file not in forms and _is_about(item, change.id, names)]
        reason = _joined(_words(about, answerers), "; ", REASON_LIMIT)
        if change.id in lacking or not reason or not all(item.response for item in about):
            continue
        by = _joined((answerers.get(item.id, "") for item in about), ", ", NAME_LIMIT)
        record = record.with_deviation(_deviation(change, _standing(before, change.id), reason, by))
    return _without_forms(before, after, record)


def without_reasons(
    before: Adoption, after: Adoption, record: AdoptionRecord, taken_back: Sequence[ProposedChange]
) -> AdoptionRecord:
    """The record without the reasons that answers gave which are taken back, for the clauses that changed by it.

    Shape: as for `with_reasons`. What stood for a clause before stands for its words again; where nothing else is left
    of a reason, it is gone.
    """
    given = {part for item in taken_back for part in item.response.split("; ") if part}
    for change in changed_clauses(before, after):
        known = _standing(before, change.id)
        if change.verb is Verb.ADOPT:
            record = record.without(change.id)
        elif known is not None:
            kept = [part for part in known.reason.split("; ") if part.partition(" (proposed by ")[0] not in given]
            record = record.with_deviation(replace(
                known, verb=change.verb, reason="; ".join(kept), text_sha256=change.text_sha256)) if kept else \
                record.without(change.id)
    return _without_forms(before, after, record)


def _without_forms(before: Adoption, after: Adoption, record: AdoptionRecord) -> AdoptionRecord:
    """The record without the reasons of forms that ask what the source's ask, now that they were changed."""
    still = {change.id for change in after.annexes}
    for change in before.annexes:
        if change.id not in still:
            record = record.without(change.id)
    return record


def _words(about: Sequence[ProposedChange], answerers: Mapping[str, str]) -> Iterable[str]:
    """The answers as reasons; where nobody says who answered, with the names of those who proposed the change."""
    names: dict[str, list[str]] = {}
    for item in about:
        who = names.setdefault(item.response, [])
        if item.commenter and not answerers.get(item.id):
            who.append(item.commenter.replace("; ", ", "))   # a reason is cut at "; " where another comes to it
    for response, who in names.items():
        told = f" (proposed by {_joined(who, ', ', NAME_LIMIT)})" if who else ""
        yield response[: REASON_LIMIT - len(told)] + told


def changed_clauses(before: Adoption, after: Adoption) -> tuple[ClauseChange, ...]:
    """The clauses, and the forms, that say something else than before, as they are now against their source."""
    known = {change.id: (change.verb, change.text_sha256) for change in (*before.changes, *before.annexes)}
    return tuple(change for change in (*after.changes, *after.annexes)
                 if known.get(change.id) != (change.verb, change.text_sha256))


def _is_about(item: ProposedChange, clause: str, changed: Iterable[str]) -> bool:
    """Whether a change is about a clause; one whose own clause stayed as it was (a move, a new clause) is about all."""
    named = item.clause or PREAMBLE
    return named == clause or named not in changed


def _standing(before: Adoption, clause: str) -> Deviation | None:
    """The reason that stood for a clause before."""
    known = next((change for change in before.deviations if change.id == clause), None)
    return before.reason_for(known) if known is not None else None


def _deviation(change: ClauseChange, known: Deviation | None, reason: str, by: str) -> Deviation:
    """The reason as the record keeps it: after the one that stood; who approved the old words approved no others."""
    if known is None:
        return Deviation(clause=change.id, verb=change.verb, reason=reason, by=by, text_sha256=change.text_sha256)
    reason = _joined((*known.reason.split("; "), *reason.split("; ")), "; ", REASON_LIMIT)
    return replace(known, verb=change.verb, reason=reason, by=_joined((known.by, by), ", ", NAME_LIMIT), approved="",
                   text_sha256=change.text_sha256)


def _joined(words: Iterable[str], between: str, limit: int) -> str:
    return between.join(dict.fromkeys(word for word in words if word))[:limit].rstrip()
