"""What a crosswalk that came back would change in the one that is there: row by row, before anything is written.

Here are the records; they are found in `planning`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from schemekit.interchange.exchanged import Refusal
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement

Key = tuple[bool, str, str]
"""What a judgement is about: whether it is a joint one, its clause, its item."""
Judgement = CrosswalkRow | JointJudgement


def key_of(judged: Judgement) -> Key:
    """What a judgement is about."""
    if isinstance(judged, CrosswalkRow):
        return (False, judged.clause, judged.item)
    return (True, "", judged.item)


class News(Enum):
    """What became of a row. `stale` means that both sides changed it, so that ours stays."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row that would change. Shape: `parts` are (name, before, after); `place` is where the file has it."""

    news: News
    place: str
    clause: str
    item: str
    is_joint: bool
    parts: tuple[tuple[str, str, str], ...] = ()

    @property
    def told(self) -> str:
        """`no-charge – b`, `gap – h` or `together – b`."""
        return f"{'together' if self.is_joint else self.clause or 'gap'} – {self.item}"


_SEVERAL = 3   # rows; of fewer one sees each that goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A crosswalk as it would be, with what changes.

    Shape: `head` are (name, before, after) of what is said of the crosswalk as a whole; `places` tell for the rows and
    the joint judgements of the new crosswalk where the file has them, empty for those that stay.
    """

    crosswalk: Crosswalk
    changes: tuple[RowChange, ...]
    head: tuple[tuple[str, str, str], ...]
    places: Mapping[Key, str]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]
    is_new: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.head and all(change.news is News.STALE for change in self.changes) and not self.is_new

    def count(self, news: News) -> int:
        """How many rows are new, changed, gone or stale."""
        return sum(change.news is news for change in self.changes)

    @property
    def before(self) -> int:
        """How many rows and joint judgements there were."""
        return len(self.crosswalk.rows) + len(self.crosswalk.together) - self.count(News.NEW) + self.count(News.GONE)

    @property
    def loses_most(self) -> bool:
        """Whether more than half of what there was would go: more often a file that was cut than a decision."""
        return self.count(News.GONE) >= _SEVERAL and 2 * self.count(News.GONE) > self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What whoever imports says besides: in whose name and when new and changed rows were judged, and whether rows
    that the file does not have stay.
    """

    judge: str = ""
    date: str = ""
    keep: bool = False
