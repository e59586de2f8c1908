"""The facts of a case, in the words that rules.toml asks about: what source, outgoing licence, mix and letter are.

Each phrase here is explained in rules.toml under [facts]; a test holds the two lists against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from schemekit.licence.letter import Letter
from schemekit.licence.licence import Kind, Licence
from schemekit.licence.rules import rulebook
from schemekit.licence.use import Use

_KNOWN_TO_SOMEBODY = (Kind.CREATIVE_COMMONS, Kind.PUBLIC_DOMAIN, Kind.PERMISSIVE, Kind.RESERVED, Kind.OWN_TERMS)


def facts_of(source: Licence, outgoing: Licence, others: Sequence[Licence]) -> frozenset[str]:
    """Tell which facts hold for one source, the outgoing licence, and the other sources in the same text."""
    return frozenset((*_source(source), *_outgoing(outgoing), *_both(source, outgoing), *_mix(source, others)))


def letter_facts(
    letter: Letter, use: Use, outgoing: Licence, others: Sequence[Licence], on: date | None
) -> frozenset[str]:
    """Tell which facts hold for a letter of permission on a day (None: the day is not known)."""
    return frozenset((*_letter(letter, use, outgoing, on), *_outgoing(outgoing), *_mix(None, others)))


def _source(source: Licence) -> Iterator[str]:
    if source.kind in (*_KNOWN_TO_SOMEBODY, Kind.NOT_IN_RULES):
        yield "the source licence is known"
    if source.kind is Kind.CREATIVE_COMMONS:
        yield "the source is Creative Commons"
    if source.credit:
        yield "the source asks for credit"
    if not source.commercial:
        yield "the source is non-commercial"
    if not source.adaptations:
        yield "the source forbids adaptations"
    if source.share_alike:
        yield "the source is share-alike"
    if source.version == "1.0":
        yield "the source is version 1.0"
    if source.is_national:
        yield "the source is a national version"
    yield from {
        Kind.PUBLIC_DOMAIN: ("the source is in the public domain",),
        Kind.PERMISSIVE: ("the source is permissive",),
        Kind.RESERVED: ("all rights in the source are reserved",),
        Kind.OWN_TERMS: ("the source has terms of its own",),
        Kind.NOT_IN_RULES: ("the source licence is not in these rules",),
        Kind.UNKNOWN: ("nobody knows the source licence",),
    }.get(source.kind, ())


def _outgoing(outgoing: Licence) -> Iterator[str]:
    yield from {
        Kind.CREATIVE_COMMONS: ("outgoing is Creative Commons",),
        Kind.PUBLIC_DOMAIN: ("outgoing is in the public domain",),
        Kind.RESERVED: ("outgoing is all rights reserved",),
        Kind.UNKNOWN: ("outgoing is not known",),
    }.get(outgoing.kind, ("outgoing is neither Creative Commons nor reserved",))
    is_public = outgoing.kind in (Kind.CREATIVE_COMMONS, Kind.PUBLIC_DOMAIN, Kind.PERMISSIVE)
    if is_public and outgoing.commercial:
        yield "outgoing lets people use it commercially"


def _both(source: Licence, outgoing: Licence) -> Iterator[str]:
    if source.kind is not Kind.CREATIVE_COMMONS or outgoing.kind is Kind.UNKNOWN:
        return
    if outgoing.id in rulebook().compatible.get(source.id, ()):
        yield "outgoing is listed as compatible"
    if outgoing.version and outgoing.version < source.version:
        yield "outgoing is an older Creative Commons version"
    if outgoing.family != source.family:
        yield "outgoing has other elements"
    elif outgoing.id == source.id:
        yield "outgoing is the very same licence"
    elif outgoing.version == source.version:
        yield "outgoing has the same elements and version"
    else:
        age = "later" if outgoing.version > source.version else "older"
        yield f"outgoing has the same elements, {age} version"


def _mix(source: Licence | None, others: Sequence[Licence]) -> Iterator[str]:
    restricted = [other for other in others if other.kind is not Kind.PUBLIC_DOMAIN]
    if restricted:
        yield "it is mixed with other text"
    if any(not other.commercial for other in restricted):
        yield "it is mixed with non-commercial text"
    shared = [other for other in restricted if other.share_alike]
    if shared:
        yield "it is mixed with share-alike text"
    if source and source.share_alike and any(other.family != source.family for other in shared):
        yield "it is mixed with share-alike text of another kind"


def _letter(letter: Letter, use: Use, outgoing: Licence, on: date | None) -> Iterator[str]:
    if use not in letter.uses:
        yield "the letter does not name this use"
    elif letter.expires and on is None:
        yield "the letter's end cannot be checked"
    elif on is not None and letter.has_ended(on):
        yield "the letter has ended"
    else:
        yield "the letter covers this use"
    if not letter.outgoing:
        yield "the letter names no licence to publish under"
    elif outgoing.id.casefold() not in {name.casefold() for name in letter.outgoing}:
        yield "the letter names other licences to publish under"
