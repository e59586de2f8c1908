"""What binding an old copy finds: the release, the values with where they stand, and what is to be written.

How it is found is in `bind` and `nearest`; nothing here reads or writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from schemekit.adopt.correspondence import degree_of
from schemekit.adopt.nearest import Nearest, as_documents
from schemekit.adopt.outcome import Adoption
from schemekit.files.old_copy import OldCopy
from schemekit.files.transaction import Step
from schemekit.model.parameter import Parameter, Scope, Value, plain
from schemekit.model.release import Release
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.links_only import lacks_only_links
from schemekit.text.recovering.recovery import Recovered


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A module that a copy may be of. Units: `share` of the words in common, from 0 to 1."""

    library: str
    module: str
    title: str
    version: str
    share: Fraction

    def to_mapping(self) -> dict[str, object]:
        """The proposal as `--json` prints it."""
        return {"library": self.library, "module": self.module, "title": self.title, "version": self.version,
                "share": round(float(self.share), 4)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundValue:
    """One parameter with the value that stands.

    Shape: `basis` is text, scheme (scheme.yaml's own stands) or default; `scheme_has` is what scheme.yaml says where
    that differs from the text.
    """

    parameter: Parameter
    value: Value
    read: Recovered
    basis: str
    scheme_has: Value | None = None

    @property
    def is_contradicted(self) -> bool:
        """Whether scheme.yaml says otherwise than the text."""
        return self.scheme_has is not None

    @property
    def is_in_range(self) -> bool:
        """Whether the module's range takes it."""
        return not self.parameter.issues(self.value)

    @property
    def is_worth_a_look(self) -> bool:
        """Whether the value is unlike the module's default, or was not read alike and in range everywhere."""
        is_even = not (self.read.others or self.is_contradicted)
        return self.value != self.parameter.default or not (is_even and self.is_in_range)

    def to_mapping(self) -> dict[str, object]:
        """The value as `--json` prints it."""
        told: dict[str, object] = {
            "name": self.parameter.name,
            "scope": self.parameter.scope.value,
            "value": plain(self.value),
            "basis": self.basis,
            "sureness": self.read.sureness.value,
            "in_text": plain(self.read.value) if self.read.is_seen else None,
            "in_scheme": plain(self.scheme_has) if self.scheme_has is not None else None,
            "clauses": list(self.read.clauses),
            "otherwise": [{"clause": reading.clause, "text": reading.text} for reading in self.read.others],
            "in_range": self.is_in_range,
        }
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """An old copy with the release it is bound to.

    Shape: `missing` are documents of the module that the copy lacks; `stale` are adopted modules whose text no longer
    follows scheme.yaml, because a value of the whole scheme was taken from this text.
    """

    copy: OldCopy
    nearest: Nearest
    adoption: Adoption
    values: tuple[BoundValue, ...]
    missing: tuple[str, ...]
    step: Step
    notes: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def release(self) -> Release:
        """The release it is bound to."""
        return self.nearest.best.offered.releases[0]

    @property
    def copied(self) -> tuple[str, ...]:
        """The paths that the text is copied to; none where it lies in its place."""
        if self.copy.is_in_place:
            return ()
        return tuple(sorted(f"policies/{self.adoption.id}/{file}"
                            for file in as_documents(self.copy, self.adoption.module)))

    @property
    def seen(self) -> tuple[BoundValue, ...]:
        """The values that the text shows."""
        return tuple(value for value in self.values if value.read.is_seen)

    @property
    def without_links(self) -> tuple[ClauseChange, ...]:
        """The clauses that differ only in that links are missing."""
        return tuple(change for change in self.adoption.deviations if lacks_only_links(change))

    @property
    def unseen(self) -> tuple[BoundValue, ...]:
        """The values that it does not show."""
        return tuple(value for value in self.values if not value.read.is_seen)

    @property
    def contradictions(self) -> tuple[BoundValue, ...]:
        """The values for which scheme.yaml says otherwise than the text."""
        return tuple(value for value in self.values if value.is_contradicted)

    def name_of(self, value: BoundValue) -> str:
        """`grievance.answer_days`, and `scheme_name` for one of the whole scheme."""
        own = value.parameter.scope is Scope.MODULE
        return f"{self.adoption.id}.{value.parameter.name}" if own else value.parameter.name

    def to_mapping(self, *, is_written: bool) -> dict[str, object]:
        """The binding as `--json` prints it."""
        adoption, best = self.adoption, self.nearest.best
        provenance = adoption.entry.provenance
        return {
            "written": is_written,
            "path": self.copy.place,
            "copied": list(self.copied),
            "left": list(self.copy.left),
            "missing": list(self.missing),
            "module": adoption.id,
            "title": adoption.module.title,
            "version": str(self.release.version),
            "library": provenance.library,
            "commit": provenance.commit,
            "tree": provenance.tree,
            "licence": provenance.licence,
            "share": round(float(best.near.share), 4),
            "sureness": self.nearest.sureness,
            "as_near": list(self.nearest.even),
            "releases": [weighed.to_mapping() for weighed in self.nearest.weighed],
            "clauses": {verb.value: count for verb, count in adoption.counts.items()},
            "correspondence": degree_of(adoption).value,
            "deviations": [{"clause": change.id, "verb": change.verb.value, "heading": change.heading,
                            "only_links": lacks_only_links(change)}
                           for change in adoption.deviations],
            "values": [value.to_mapping() for value in self.values],
            "stale": list(self.stale),
            "notes": list(self.notes),
        }

