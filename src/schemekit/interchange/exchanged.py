"""What is handed to a format: a crosswalk with the words that its ids stand for; and what a format hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemekit.model.crosswalk import Confidence, Crosswalk, Relation
from schemekit.model.framework import Framework
from schemekit.model.unconfirmed import Unconfirmed

ADDRESS = "https://example.org/schemekit"
"""What the names of ours begin with, where a format wants names that are unique in the world."""

HEAD = ("module", "module_version", "framework", "framework_version", "judge", "date", "note")
"""What is said of a crosswalk as a whole, in the order of its file."""
REVIEW = ("reviewed_by", "reviewed")
"""What is said in a judgement that somebody reviewed; a file may have no place for it."""
JUDGED = ("relation", "confidence", "rationale", "judge", "date", *REVIEW)
"""What is said in each judgement."""
MOST_ROWS = 10_000
"""Judgements that are taken from a file; a crosswalk holds at most 5,000 of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """A crosswalk that goes out.

    Shape: `clauses` are the headings of all clauses of the module by their ids, in the order of the text; `framework`
    is None where its items are not known here, and their labels are then left out; `unconfirmed` is the module where
    nobody could confirm its source.
    """

    crosswalk: Crosswalk
    title: str
    licence: str
    clauses: Mapping[str, str]
    framework: Framework | None = None
    unconfirmed: tuple[Unconfirmed, ...] = ()

    def heading(self, clause: str) -> str:
        """A clause's heading, empty where there is no such clause."""
        return self.clauses.get(clause, "")

    @property
    def framework_title(self) -> str:
        """The framework's title, or its id where it is not known here."""
        return self.framework.title if self.framework else self.crosswalk.framework

    def labels(self) -> dict[str, str]:
        """The labels of all items by their ids."""
        return {item.id: item.label() for item in self.framework.items} if self.framework else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement as a format had it.

    Shape: `place` tells people where it stood ("row 7"); what is None the format cannot hold, or nobody filled in.
    `clause` is empty for a gap and for a joint judgement; `is_empty` says that whoever sent it emptied the row.
    """

    place: str
    clause: str
    item: str
    is_joint: bool = False
    relation: Relation | None = None
    rationale: str | None = None
    confidence: Confidence | None = None
    judge: str | None = None
    date: str | None = None
    reviewed_by: str | None = None
    reviewed: str | None = None
    is_empty: bool = False

    @property
    def key(self) -> tuple[bool, str, str]:
        """What it is about."""
        return (self.is_joint, self.clause, self.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something in a file that cannot be taken: where it stands ("row 7, column E"), what is there and what to do."""

    place: str
    found: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A crosswalk as a file brought it.

    Shape: `head` are module, module_version, framework, framework_version, judge, date and note, as far as the file
    has them; `sent` are the judgements as they were when the file was made, by a digest of each, None where the file
    does not say; `unread` are rows that were refused, and are not gone; `notes` are told to whoever imports it.
    """

    head: Mapping[str, str]
    judged: tuple[Judged, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    sent: Mapping[tuple[bool, str, str], str] | None = None
    sent_head: Mapping[str, str] | None = None
    unread: frozenset[tuple[bool, str, str]] = frozenset()
