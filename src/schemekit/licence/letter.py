"""A letter of permission: what a rights holder allowed one scheme to do, for how long, and where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemekit.errors import UsageError
from schemekit.licence.use import Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter of permission.

    Shape: an entry under `letters` in scheme.yaml; its key there is `licence_ref`, `LicenseRef-` and a name.
    `uses` is what it permits; `outgoing` the licences under which the changed text may be published (empty: it
    names none, so readers get no rights); `file` where the letter is kept.
    Units: `expires` is the last day on which it holds; None: it has no end.
    Raises (from_mapping): UsageError naming the letter and its key.
    """

    licence_ref: str
    grantor: str
    file: str
    uses: frozenset[Use] = frozenset()
    expires: date | None = None
    outgoing: tuple[str, ...] = ()
    territory: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def from_mapping(cls, licence_ref: str, data: Mapping[str, Any]) -> Letter:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            licence_ref=licence_ref,
            grantor=data["grantor"],
            file=data["file"],
            uses=frozenset(Use(use) for use in data.get("uses") or ()),
            expires=_day(licence_ref, data.get("expires") or ""),
            outgoing=tuple(data.get("outgoing") or ()),
            territory=data.get("territory", ""),
            languages=tuple(data.get("languages") or ()),
            note=data.get("note", ""),
        )

    def has_ended(self, on: date) -> bool:
        """Whether the letter no longer holds on that day; it still holds on its last."""
        return self.expires is not None and on > self.expires

    @property
    def uses_words(self) -> str:
        """The uses it permits, in words."""
        return ", ".join(use.value for use in Use if use in self.uses) or "no use at all"

    @property
    def limits(self) -> str:
        """What narrows it besides the uses: territory, languages, its note."""
        parts = []
        if self.territory:
            parts.append(f"territory {self.territory}")
        if self.languages:
            parts.append(f"languages {', '.join(self.languages)}")
        if self.note:
            parts.append(self.note.strip().rstrip("."))
        return "; ".join(parts)


def _day(licence_ref: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise UsageError(
            f"letters.{licence_ref}.expires: '{str(text)[:40]}' is not a day",
            why="without a readable last day nobody can tell whether the letter still holds",
            fix='write year, month and day in quotes, as in expires: "2030-01-01"; leave it out if there is no end',
        ) from None
