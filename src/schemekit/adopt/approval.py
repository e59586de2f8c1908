"""Approvals: whether the text that a body approved is still the one that stands in the scheme.

Here is the one definition of what is approved: the words of all of a module's documents. Registers are left out, since
entries are made in them every day; so are wrapping, spacing and typographic quotes, which change no meaning.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from schemekit.adopt.outcome import Adoption
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.text.document import comparable

_PROSE = (".md", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalStanding:
    """The newest approval of a module's text, and whether it was given for the words as they now are.

    Units: dates are YYYY-MM-DD, `effective` may be empty.
    """

    body: str
    date: str
    resolution: str
    effective: str
    holds: bool

    @property
    def words(self) -> str:
        """`approved by Board on 2026-10-05; changed since`."""
        by = f"approved by {self.body} on {self.date}"
        return by if self.holds else f"{by}; changed since"

    def to_mapping(self) -> dict[str, object]:
        """The approval as `--json` prints it."""
        return {name: getattr(self, name) for name in self.__slots__}


def approved_digest(folder: SchemeFolder, module: str) -> str:
    """The SHA-256 of what a body approves: every text of a module's folder, by path, as it stands now.

    Shape: of each .md and .txt file, sorted by path, the path and the comparable words, each with a zero byte after it.
    """
    digest = hashlib.sha256()
    for file in folder.own_files(module):
        if file.endswith(_PROSE):
            digest.update(f"{file}\0{comparable(folder.own_text(module, file) or '')}\0".encode())
    return digest.hexdigest()


def approval_of(adoption: Adoption) -> ApprovalStanding | None:
    """The newest approval in a module's record, or None: an older one was for a text that is no more."""
    approvals = adoption.record.approvals
    if not approvals:
        return None
    newest = max(enumerate(approvals), key=lambda pair: (str(pair[1]["date"]), pair[0]))[1]
    return ApprovalStanding(
        body=newest["body"], date=str(newest["date"]), resolution=newest.get("resolution", ""),
        effective=str(newest.get("effective", "")),
        holds=newest["text_sha256"] == approved_digest(adoption.folder, adoption.id),
    )
