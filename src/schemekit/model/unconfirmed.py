"""Unconfirmed: a source that is said to be of the tool's own library, in a version that its ledger does not have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """A module of a scheme whose source nobody here could confirm.

    It may be newer than this program, or never have been released: a person has to ask.
    """

    scheme: str
    module: str
    version: str

    @property
    def words(self) -> str:
        """It in a sentence without its stop, as documents and screens say it."""
        return (f"{self.module} {self.version} of {self.scheme} is not in the ledger of this schemekit, "
                "so that its source is not confirmed")

    @property
    def told(self) -> str:
        """The same with what to do."""
        return f"{self.words}: update schemekit, or ask where it comes from"

    def to_mapping(self) -> dict[str, str]:
        """The entry as `--json` prints it."""
        return {"scheme": self.scheme, "module": self.module, "version": self.version}
