"""Which signatures under a document stand under its words as they are, and which under others that it had before.

Nobody is shown as having signed what came afterwards: a print or a page has the first as signatures, and tells of the
others in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemekit.model.cooperation import Cooperation, Signature, SignedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSignatures:
    """The signatures of a document: `here` under the words that it has, `elsewhere` under others."""

    here: tuple[Signature, ...]
    elsewhere: tuple[Signature, ...]


def standing_signatures(document: SignedDocument, digest: str) -> StandingSignatures:
    """The signatures told apart. Shape: `digest` is of the words as they are, empty for what is no text.

    One whose words nobody wrote down is taken to be under these, as `check` takes it.
    """
    here = {item.party: item for item in document.signatures if not digest or item.words in ("", digest)}
    return StandingSignatures(here=tuple(here.values()), elsewhere=tuple(
        item for item in document.signatures if item.party not in here))


def elsewhere_words(record: Cooperation, signatures: Iterable[Signature]) -> str:
    """`Solo Standard signed on 2026-11-20, on other words; these have not been signed.`; empty where nobody did."""
    told = [f"{record.name_of(item.party)} signed on {item.day}" for item in signatures]
    if not told:
        return ""
    named = " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return f"{named}, on other words; these have not been signed by {'it' if len(told) == 1 else 'them'}."
