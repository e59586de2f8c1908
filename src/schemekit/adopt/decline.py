"""Declining a release: the refusal is recorded with its reason, and the next version is offered again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from schemekit.adopt.making import record_bytes
from schemekit.adopt.outcome import read_adoption
from schemekit.adopt.reason import REASON_LIMIT
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.target import Wish
from schemekit.adopt.writing import save, writing
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.transaction import Step
from schemekit.model.adoption import Refusal
from schemekit.model.said import says_why


def decline(root: Path, wish: Wish, reason: str, shelf: LibraryShelf, today: date) -> Refusal:
    """Record that a newer release is not taken, and why.

    Raises: UnknownNameError for a module or version that is not there; UsageError without a reason, or for a version
    that is not newer.
    """
    words = " ".join(reason.split())
    if not says_why(words) or len(words) > REASON_LIMIT:
        wrong = "missing" if not words else "too long" if says_why(words) else f"'{words[:20]}', which says nothing"
        raise UsageError(f"the reason is {wrong}",
                         why="a refusal without one cannot be understood a year later",
                         fix=f'schemekit update --decline {wish.module}@VERSION --reason "why"')
    if wish.version is None:
        raise UsageError("no version was named", why="a refusal is of one release; later ones are offered again",
                         fix=f"schemekit update --decline {wish.module}@VERSION, see 'schemekit outdated'")
    with writing(root) as folder:
        adoption = read_adoption(folder, wish.module)
        library = shelf.open(adoption.entry.provenance.library, folder.scheme())
        newer = [item.version for item in library.ledger().of(wish.module) if item.version > adoption.entry.version]
        if wish.version not in newer:
            raise UnknownNameError(
                f"{wish.module} {wish.version} is not newer than what you have",
                why=f"you have {adoption.entry.version}; newer are: {', '.join(map(str, newer)) or 'none'}",
                fix="name one of these" if newer else "there is nothing to decline",
            )
        refusal = Refusal(version=wish.version, reason=words, date=today.isoformat())
        others = [item for item in adoption.record.declined if item.version != wish.version]
        declined = tuple(sorted([*others, refusal], key=lambda item: item.version))
        save(folder, Step(changes={folder.record_path(wish.module): record_bytes(
            replace(adoption.record, declined=declined))}))
        return refusal
