"""Whether the parties that a record names are parties of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemekit.cooperate.advice import field_at
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.finding import Finding

Place = tuple[str | int, ...]


def unknown_parties(
    held: HeldCooperation, named: Iterable[tuple[Place, str]], *, why: str = "nobody would answer for it"
) -> Iterator[Finding]:
    """A finding for each place that names somebody who is no party. A place that names nobody is for other checks."""
    known = {party.id for party in held.cooperation.parties}
    for place, party in named:
        if party and party not in known:
            yield held.finding("cooperation-party", place, found=f"'{party}', which is no party", why=why,
                               wanted=f"one of {', '.join(sorted(known))}",
                               fix=held.fill(f"{field_at(place)}=PARTY", "or --add the party to parties"))
