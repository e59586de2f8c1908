"""A returned file: what a Word file that was sent round brings back, edit by edit and comment by comment.

Here are the records only. How a Word file is read is in `word`, what is done with an edit in `circulation`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedEdit:
    """One place of a text that came back otherwise than it was sent.

    Shape: `file` is the path below policies/MODULE/, `clause` an id of the text that was sent, PREAMBLE for the words
    before the first clause, or the new id of a clause that was added. `before` is a slice of the text that was sent,
    empty for something new; `after` is Markdown in the house form, empty for something that was deleted. A whole clause
    that was added, removed or moved is one edit. `text` is the text that was sent with this edit alone made in it:
    what a three-way comparison takes as the other side.
    `authors` are the names in the tracked changes, in order, none where the edit was made without tracking.
    Units: `date` is YYYY-MM-DD, of the last change; empty where the file does not say.
    """

    file: str
    clause: str
    before: str
    after: str
    text: str
    authors: tuple[str, ...] = ()
    date: str = ""
    is_tracked: bool = False
    is_moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedComment:
    """A comment in the margin.

    Shape: `passage` holds the words it was put to; `replies_to` the id of another one; `is_resolved` says that somebody
    marked it as settled.
    """

    id: str
    file: str
    clause: str
    passage: str
    author: str
    text: str
    date: str = ""
    replies_to: str = ""
    is_resolved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """Everything that a returned file says.

    Shape: `sent` are the texts as they were sent, by file. `notes` tell in words what cannot be carried over
    (a picture, a text box), so that a person looks.
    """

    module: str
    sent: tuple[tuple[str, str], ...]
    edits: tuple[ReturnedEdit, ...]
    comments: tuple[ReturnedComment, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAround:
    """What stood around the texts in a Word file that went out, paragraph by paragraph.

    Shape: `titles` are the titles of the texts as the file gave them; `front` holds title, title block and the word
    above the contents, `end` the registers behind the texts, `heads` the heads and feet of pages; `shown` tells what
    the file showed beside its words (the fields and list marks of a house style). Units: `language` is a BCP 47 code.
    """

    titles: tuple[str, ...]
    language: str = "en"
    front: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
