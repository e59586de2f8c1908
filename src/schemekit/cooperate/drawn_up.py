"""From which texts a draft in a cooperation's folder was drawn up, and whether the record speaks of others by now.

People work on a draft, so that it stays when the record is filled anew; then the two may tell of different words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.cooperate.records import HeldCooperation
from schemekit.model.cooperation import PinnedVersion
from schemekit.model.finding import Finding, Severity

Place = tuple[str | int, ...]


def drawn_from(
    before: HeldCooperation, file: str, noted: Sequence[PinnedVersion], now: Sequence[PinnedVersion], *, is_anew: bool
) -> tuple[PinnedVersion, ...]:
    """The texts that a draft is drawn up from once it is written, or left as it is.

    Shape: `noted` are those that the record has for it. Of a draft from before they were noted, it is the versions that
    the record had; `now` are those that it would be drawn up from today.
    """
    if is_anew or file not in before.files:
        return tuple(now)
    meant = {(text.party, text.document) for text in now}
    return tuple(noted) or tuple(text for text in before.cooperation.versions if (text.party, text.document) in meant)


def outdated_findings(
    held: HeldCooperation, file: str, noted: Sequence[PinnedVersion], *, code: str, place: Place, modules: Sequence[
        tuple[str, str]] = (), fix: str
) -> Iterator[Finding]:
    """A draft that was drawn up from other words than the record has now.

    Shape: `modules` are the texts, by party and id, of which the record has rows that the draft ought to tell of.
    """
    if not noted:
        return   # a draft of people's own, or from before it was noted
    known = {(text.party, text.document): text for text in held.cooperation.versions}
    changed = [text for text in noted if (now := known.get((text.party, text.document))) is not None
               and (now.version, now.words) != (text.version, text.words)]
    there = {(text.party, text.document) for text in noted}
    told = [f"{held.cooperation.name_of(text.party)}'s {text.document} {text.version}" for text in changed]
    absent = [f"{held.cooperation.name_of(party)}'s {module}" for party, module in dict.fromkeys(modules)
              if (party, module) not in there]
    if changed:
        told[-1] += " as it was"
    if told or absent:
        parts = [*([f"drawn up from other words than the record has now: {', '.join(told)}"] if told else ()),
                 *([f"drawn up without {', '.join(absent)}"] if absent else ())]
        yield held.finding(code, place, severity=Severity.WARNING, found=f"{file}: {'; '.join(parts)}",
                           wanted="a document that says what the record says",
                           why="people work by the document, and it may leave out what is asked now", fix=fix)
