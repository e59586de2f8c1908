"""git's marks in a text, for those who want to decide in their editor; the decisions stay in the record as well."""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.plan import ModulePlan
from schemekit.model.adoption import Decision, Scope
from schemekit.text.document import Document

Changes = Mapping[str, bytes | None]


def with_marks(adoption: Adoption, plan: ModulePlan, changes: Changes) -> dict[str, bytes | None]:
    """The changes with marks in every text where something is to decide. Shape: `adoption` is the one afterwards.

    A file that the scheme deleted, or the source, gets none: the decision alone tells of it.
    """
    marked = dict(changes)
    for decision in plan.decisions:
        file = decision.file or adoption.main_file
        path = adoption.folder.own_path(adoption.id, file)
        data = marked.get(path, adoption.folder.data(path))
        if data is not None and (decision.scope is not Scope.FILE or decision.source):
            marked[path] = marked_text(data.decode("utf-8-sig"), decision, str(plan.after)).encode()
    return marked


def marked_text(text: str, decision: Decision, version: str) -> str:
    """A text with both wordings of one decision between marks, the scheme's first."""
    marks = (f"<<<<<<< yours\n{_lines(decision.ours)}||||||| source before\n{_lines(decision.base)}"
             f"=======\n{_lines(decision.source)}>>>>>>> source {version}\n")
    if decision.scope is Scope.FILE:
        return marks
    start, end = _span(text, decision)
    before, after = text[:start], text[end:]
    gap = "" if not before or before.endswith("\n") else "\n"
    # What the marks replace ended a clause; the next one keeps the blank line before it.
    blank = "\n" if decision.ours.endswith("\n\n") else ""
    return f"{before}{gap}{marks}{blank}{after}"


def _span(text: str, decision: Decision) -> tuple[int, int]:
    """Where the scheme's words stand: as they are, else the whole clause; the end of the text for what it dropped."""
    words = decision.ours.rstrip("\n")
    start, end = _clause(text, decision.clause)
    found = text.find(words, start) if words else -1
    if found >= 0:
        start, end = found, found + len(words)
        while decision.ours[len(words):] and end < len(text) and text[end] == "\n":
            end += 1
    return start, end


def _clause(text: str, clause: str) -> tuple[int, int]:
    """Where a clause begins and ends; the words before the first one without an id, the end where there is none."""
    document = Document.parse(text)
    at = len(document.preamble)
    if not clause:
        return 0, at
    for item in document.clauses:
        if item.id == clause:
            return at, at + len(item.raw)
        at += len(item.raw)
    return at, at


def _lines(words: str) -> str:
    core = words.strip("\n")
    return f"{core}\n" if core else ""
