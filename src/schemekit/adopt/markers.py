"""git's marks in a text, for those who want to decide in their editor; the decisions stay in the record as well."""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.plan import ModulePlan
from schemekit.model.adoption import Decision, Scope
from schemekit.text.merging.marks import Labels, Style
from schemekit.text.merging.marks import with_marks as text_with_marks
from schemekit.text.merging.merge import Clash, Merged

Changes = Mapping[str, bytes | None]
_BOM = b"\xef\xbb\xbf"


def with_marks(adoption: Adoption, plan: ModulePlan, changes: Changes) -> dict[str, bytes | None]:
    """The changes with marks in every text where something is to decide. Shape: `adoption` is the one afterwards.

    A file that the scheme deleted, or the source, gets none: the decision alone tells of it. Answering "ours" at every
    mark gives the text as it is without them, which `decide` relies on.
    """
    marked = dict(changes)
    by_file: dict[str, list[Decision]] = {}
    for decision in plan.decisions:
        by_file.setdefault(decision.file or adoption.main_file, []).append(decision)
    for file, decisions in by_file.items():
        path = adoption.folder.own_path(adoption.id, file)
        data = marked.get(path, adoption.folder.data(path))
        if data is not None and all(item.scope is not Scope.FILE or item.source for item in decisions):
            bom = _BOM if data.startswith(_BOM) else b""
            source = adoption.base_text(file) if file in adoption.source_files else ""
            text = data.removeprefix(bom).decode()
            marked[path] = bom + _marked(text, decisions, source, str(plan.after)).encode()
    return marked


def _marked(text: str, decisions: list[Decision], source: str, version: str) -> str:
    """A text with the wordings of each decision between marks, the scheme's first."""
    clashes = tuple(
        Clash(clause="" if item.scope is Scope.FILE else item.clause, base=item.base, source=item.source,
              ours=text if item.scope is Scope.FILE else item.ours, scope=item.scope)
        for item in decisions
    )
    labels = Labels(ours="yours", base="source before", theirs=f"source {version}")
    return text_with_marks(Merged(text, clashes), labels, Style.DIFF3, theirs=source)
