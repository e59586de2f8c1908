"""Receiving a text that was sent round: its edits and comments become proposed changes in the record.

Nothing of it is applied to the text. How a Word file is read is `word`'s; how a change is taken in is in `answer`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.making import record_bytes
from schemekit.adopt.outcome import Adoption, not_adopted, read_adoption
from schemekit.adopt.writing import reading, save, writing
from schemekit.circulation.proposals import PlacedProposal, placed
from schemekit.circulation.returned_record import Recorded, with_returned
from schemekit.circulation.sent import sent_keys
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.sent_texts import SENT, sent_around, sent_texts
from schemekit.files.transaction import Step
from schemekit.model.proposed_change import ProposedChange
from schemekit.model.returned import ReturnedFile

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}", re.IGNORECASE)
"""The most that an id of a scheme or a module can be: no line break, nothing that a screen would obey."""
_NOT_KEPT = ("its title block, heads of pages and registers cannot be compared, as it is not kept here how they went"
             " out; look at them")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a returned file brought.

    Shape: `placed` are those that are new, in the order of the text; `known` were in the record already; `rivals` are
    the ids of open ones that a new one under the same name words otherwise, both of which stay open; `notes` tell what
    a person has to look at.
    """

    module: str
    placed: tuple[PlacedProposal, ...]
    known: tuple[ProposedChange, ...] = ()
    rivals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[ProposedChange, ...]:
        """Those that are new."""
        return tuple(item.proposal for item in self.placed)

    def to_mapping(self) -> dict[str, object]:
        """What came in as `--json` prints it."""
        return {"module": self.module, "added": [item.to_mapping() for item in self.placed],
                "known": [item.id for item in self.known], "rivals": list(self.rivals),
                "notes": list(self.notes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveWish:
    """How a file is to be received.

    Shape: `author` is whoever edited without leaving a name; `module` and `key` say which texts went out in it, where
    its properties do not; with `is_dry` nothing is written. `name` is what messages call the file.
    """

    name: str
    author: str = ""
    module: str = ""
    key: str = ""
    is_dry: bool = False


def receive(root: Path, data: bytes, wish: ReceiveWish) -> Received:
    """Put down in the record what a Word file says that came back.

    Raises: HostileContentError; MissingPartError; UsageError for a file of another scheme or module, or whose sent
    texts are not kept here; UnknownNameError for a module that is not adopted; as `write_returned`.
    """
    from schemekit.word.returned import returned_file

    folder = reading(root)
    module, key = _identity(folder, data, wish)
    sent = sent_texts(folder, module, key)
    if not sent:
        raise UsageError(
            f"the text that {wish.name} was made of is not kept here",
            why=f"nothing was sent from {module} as {key[:40]}",
            fix="receive it in the copy of the scheme that it was exported from, or bring that copy's "
                f"{SENT}/{module} here",
        )
    around = sent_around(folder, module, key)
    returned = returned_file(data, sent, module, author=wish.author, name=wish.name, around=around)
    if not around:
        returned = replace(returned, notes=(*returned.notes, _NOT_KEPT))
    return write_returned(root, returned, key, author=wish.author, is_dry=wish.is_dry)


def _identity(folder: SchemeFolder, data: bytes, wish: ReceiveWish) -> tuple[str, str]:
    """Which texts went out in a file: the module and the key of the texts."""
    from schemekit.word.returned import identity_of

    found = identity_of(data, wish.name)
    if any(named and not _NAME.fullmatch(named) for named in (found.module, found.scheme, found.key)):
        raise UsageError(f"{wish.name} was not read", why="what its properties say of scheme, module or text sent is no"
                         " name of any", fix="ask whoever sent it for the file as it came from 'schemekit export'")
    scheme = found.scheme
    if scheme and scheme != folder.scheme().id:
        raise UsageError(f"{wish.name} went out from another scheme", why=f"it says that it is of '{scheme[:60]}', and "
                         f"this is '{folder.scheme().id}'", fix="receive it in the folder of that scheme")
    marked = found.module
    if wish.module and marked and wish.module != marked:
        raise UsageError(f"{wish.name} is not {wish.module}", why=f"it says that it is '{marked[:60]}'",
                         fix="leave --module away, or look whether it is the file you meant")
    module, lock = wish.module or marked, folder.lock()
    if not module:
        raise UsageError(f"{wish.name} does not say which document it is",
                         why="it was not made by 'schemekit export', or its properties were taken out",
                         fix="say which one, for example --module grievance")
    if module not in lock.entries:
        raise not_adopted(module, lock)
    return module, wish.key or found.key or _only_key(folder, module, wish.name)


def _only_key(folder: SchemeFolder, module: str, name: str) -> str:
    keys = sent_keys(folder, module)
    if len(keys) != 1:
        raise UsageError(
            f"{name} does not say which text of {module} went out in it",
            why=f"{len(keys) or 'no'} texts of it were sent", fix=f"say which one with --sent: {', '.join(keys[:10])}"
            if keys else f"make a new file with 'schemekit export {module} --to docx', and put the changes into it",
        )
    return keys[0]


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
                    rivals=tuple(item.id for item, _ in found.rivals),
                    notes=(*returned.notes, *(_rivals(item, other) for item, other in found.rivals)))


def _rivals(item: ProposedChange, other: ProposedChange) -> str:
    return (f"{other.id} changes the same words as {item.id}, under the same name ({item.commenter}); a name in a file"
            " proves nobody, so both are open: ask whoever sent them, and refuse the one that is given up")
