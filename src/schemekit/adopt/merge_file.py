"""Bringing three files together by clause, whatever they belong to: a scheme, a library, or nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemekit.files.given import text_of
from schemekit.model.adoption import Scope
from schemekit.text.merging.marks import MARK_SIZE, Labels, Style, with_marks
from schemekit.text.merging.merge import Clash, Known, Substitution, form_of, merge_texts


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was named and what it holds."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFile:
    """What came out. Shape: `text` has our wording wherever a person has to decide, `marked` git's marks there."""

    text: str
    marked: str
    clashes: tuple[Clash, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"text": self.text, "marked": self.marked, "clashes": [_mapping(clash) for clash in self.clashes]}


def merge_files(
    base: GivenFile, ours: GivenFile, theirs: GivenFile, substitutions: Sequence[Substitution] = (), *,
    labels: Labels, style: Style = Style.MERGE, size: int = MARK_SIZE,
) -> MergedFile:
    """Merge by clause, then sentence, then word. Raises: UsageError for a file that is no text."""
    old, mine, its = (text_of(file.data, file.name) for file in (base, ours, theirs))
    merged = merge_texts(old, mine, its, Known(substitutions=tuple(substitutions), form=form_of(ours.name)))
    return MergedFile(text=merged.text, clashes=merged.clashes,
                      marked=with_marks(merged, labels, style, theirs=its, size=size))


def _mapping(clash: Clash) -> dict[str, object]:
    told: dict[str, object] = {"clause": clash.clause, "base": clash.base, "source": clash.source, "ours": clash.ours}
    return told if clash.scope is Scope.PASSAGE else {**told, "scope": clash.scope.value}
