"""An approval: which body approved which text, when, and from when to when it holds.

Here are the record and what follows from its dates. What the hash is made of is in `adopt/approval`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved a module's text.

    Units: dates are YYYY-MM-DD, empty where there is none. `date` is the approval, `published` the publication,
    `effective` the day from which the text binds, `transition_end` the last day on which the earlier text may still be
    used, `review_due` the day by which it is to be reviewed, `expires` the day on which it stops to hold.
    Shape: `text_sha256` is `approved_digest` of the text that was approved; `version` the scheme's own number for it
    ("V1-0"), empty where it gives none. Basis: schemas/adoption.schema.json, `approvals`.
    """

    body: str
    date: str
    text_sha256: str
    resolution: str = ""
    version: str = ""
    effective: str = ""
    published: str = ""
    transition_end: str = ""
    review_due: str = ""
    expires: str = ""
    vote: str = ""
    conditions: str = ""
    minutes: str = ""
    signatory: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Approval:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**{name: str(value) for name, value in data.items()})

    def to_mapping(self) -> dict[str, str]:
        """The approval as adoption.yaml holds it, without what is empty."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}
