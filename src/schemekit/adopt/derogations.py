"""Derogations as every screen tells them, at its head: an exception is read before the text that it is from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemekit.adopt.outcome import Adoption
from schemekit.model.derogation import Derogation
from schemekit.model.finding import Finding, Severity


def derogation_words(adoption: Adoption, item: Derogation) -> str:
    """One in a line: `derogation from #fee (locked by the source), for two sites, from 2026-11-01 until 2027-04-30`."""
    locked = " (locked by the source)" if adoption.is_locked(item.clause) else ""
    until = item.until if item.end else f"({item.until})"
    return f"derogation from #{item.clause}{locked}, for {item.scope}, from {item.start} {until}, granted by " \
           f"{item.approver}"


def derogation_lines(adoption: Adoption, today: date | None = None) -> tuple[str, ...]:
    """Those on record in words, the locked first; with a day, without those that are over."""
    found = [item for item in adoption.record.derogations if today is None or not item.is_over(today)]
    found.sort(key=lambda item: not adoption.is_locked(item.clause))
    return tuple(derogation_words(adoption, item) for item in found)


def came_or_went(then: Adoption, now: Adoption) -> Iterator[str]:
    """What became of the derogations of a module between two states of a scheme, in words."""
    before = {(item.clause, item.scope): item for item in then.record.derogations}
    after = {(item.clause, item.scope): item for item in now.record.derogations}
    for key, item in after.items():
        if key not in before:
            yield f"new: {derogation_words(now, item)}"
        elif before[key] != item:
            yield f"changed: {derogation_words(now, item)}; before, it was {before[key].until}"
    yield from (f"gone: {derogation_words(then, item)}" for key, item in before.items() if key not in after)


def open_ended(adoption: Adoption) -> Iterator[Finding]:
    """Derogations without an end, and those from a locked clause for which nobody said why."""
    for number, item in enumerate(adoption.record.derogations):
        file, path = adoption.folder.record_path(adoption.id), f"derogations[{number}]"
        if not item.end:
            yield Finding(
                code="derogation-without-end", file=file, path=path, severity=Severity.WARNING,
                found=f"the derogation from #{item.clause} has no end", wanted="a last day",
                why="an exception for good is a change of the text that nobody sees in it",
                fix="give it an end (the same command with --to), or let the body that granted it review it yearly",
            )
        if adoption.is_locked(item.clause) and not item.despite_lock:
            yield Finding(
                code="derogation-locked", file=file, path=path,
                found=f"an exception from #{item.clause}, which the source locks, and nobody said why all the same",
                wanted="locked clauses that bind everybody", why="the source lets nobody adopt the text without them",
                fix="take it out of the record, or record it again with --despite-lock and the reason",
            )
