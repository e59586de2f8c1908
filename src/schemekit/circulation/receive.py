"""Receiving a text that was sent round: its edits and comments become proposed changes in the record.

Nothing of it is applied to the text. How the file is read is in `returned`, how one is taken into the text in `answer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.making import record_bytes
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import read_adoption
from schemekit.adopt.writing import reading, save, writing
from schemekit.circulation.proposals import PlacedProposal, placed
from schemekit.circulation.returned_record import Recorded, with_returned
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Step
from schemekit.model.proposed_change import ProposedChange
from schemekit.model.returned import ReturnedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a returned file brought.

    Shape: `placed` are those that are new, in the order of the text; `known` were in the record already; `superseded`
    are open ones in whose place a newer one of the same person came; `notes` tell what a person has to look at.
    """

    module: str
    placed: tuple[PlacedProposal, ...]
    known: tuple[ProposedChange, ...] = ()
    superseded: tuple[ProposedChange, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[ProposedChange, ...]:
        """Those that are new."""
        return tuple(item.proposal for item in self.placed)

    def to_mapping(self) -> dict[str, object]:
        """What came in as `--json` prints it."""
        return {"module": self.module, "added": [item.to_mapping() for item in self.placed],
                "known": [item.id for item in self.known], "superseded": [item.id for item in self.superseded],
                "notes": list(self.notes)}


def write_returned(
    root: Path, returned: ReturnedFile, key: str, *, author: str = "", is_dry: bool = False
) -> Received:
    """Put down in the record everything that a returned file says, in one write; with `is_dry` only tell.

    Shape: `key` names the texts that were sent. Raises: UnknownNameError, SchemekitError for too much.
    """
    if is_dry:
        adoption = read_adoption(reading(root), returned.module)
        return _told(adoption, _recorded(adoption, returned, key, author), returned)
    with writing(root) as folder:
        adoption = read_adoption(folder, returned.module)
        found = _recorded(adoption, returned, key, author)
        _save(folder, adoption, found)
        return _told(adoption, found, returned)


def _recorded(adoption: Adoption, returned: ReturnedFile, key: str, author: str) -> Recorded:
    return with_returned(adoption.record, returned, key, main=adoption.main_file, author=author)


def _save(folder: SchemeFolder, adoption: Adoption, found: Recorded) -> None:
    if found.record != adoption.record:
        save(folder, Step(changes={folder.record_path(adoption.id): record_bytes(found.record)}))


def _told(adoption: Adoption, found: Recorded, returned: ReturnedFile) -> Received:
    return Received(module=adoption.id, placed=placed(adoption, found.added), known=found.known,
                    superseded=found.superseded, notes=returned.notes)
