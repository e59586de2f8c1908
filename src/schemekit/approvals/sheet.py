"""The sign-off sheet: one page that a body signs when it approves a text, with what it is told before it does.

It says what is approved (the text by its digest), what differs from the source and why, and leaves blanks for what the
meeting adds; once an approval is recorded for the present words, they are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from schemekit.adopt.approval import ApprovalStanding, approval_of, approved_digest
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import read_adoption
from schemekit.adopt.todo import DONE, todo_of
from schemekit.adopt.writing import reading
from schemekit.errors import UsageError
from schemekit.model.adoption import Verb
from schemekit.model.paper import Paper, PaperPart

FORMATS = (".docx", ".pdf")
_BLANK = "\\_" * 30
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~^$@:!&-])")


def sign_off_sheet(root: Path, module: str, today: date) -> Paper:
    """The sheet for a module's text as it stands now. Raises: UnknownNameError."""
    folder = reading(root)
    adoption = read_adoption(folder, module)
    standing = approval_of(adoption, today)
    filled = standing if standing is not None and standing.holds else None
    title = f"Sign-off sheet: {adoption.module.title}"
    return Paper(
        title=title, parts=(PaperPart(title=title, markdown="\n".join(_body(adoption, filled))),),
        language=folder.scheme().language, owner=folder.scheme().name, facts=tuple(_facts(adoption)),
        footer=f"{adoption.module.title}: text {approved_digest(folder, adoption.id)[:16]}",
        is_numbered=False, has_contents=False,
    )


def written_sheet(paper: Paper, ending: str) -> bytes:
    """The sheet as a file. Shape: `ending` is one of FORMATS. Raises: UsageError; MissingPartError."""
    from schemekit.word.paper import docx_of, pdf_of

    if ending not in FORMATS:
        raise UsageError(f"a sign-off sheet is not written as '{ending[:20]}'", why="it is printed and signed",
                         fix="name a file that ends in .docx or .pdf")
    return docx_of(paper) if ending == ".docx" else pdf_of(paper)


def _facts(adoption: Adoption) -> Iterator[tuple[str, str]]:
    entry = adoption.entry
    yield "Text", f"{adoption.module.title} ({adoption.id})"
    yield "Adopted from", f"{entry.provenance.library}, {entry.module} {entry.version}"
    yield "Correspondence", f"{adoption.correspondence.value}, {adoption.correspondence.words} (ISO/IEC Guide 21-1)"
    yield "Clauses", ", ".join(f"{count} {DONE[verb]}" for verb, count in adoption.counts.items() if count)
    yield "Digest of the text", approved_digest(adoption.folder, adoption.id)


def _body(adoption: Adoption, filled: ApprovalStanding | None) -> Iterator[str]:
    yield "## What the text changes against its source"
    yield ""
    yield from _deviations(adoption)
    open_items = todo_of(adoption)
    if open_items:
        yield "## Still open"
        yield ""
        yield from (f"- {_plain(item.subject)}: {_plain(item.words)}" for item in open_items)
        yield ""
    yield "## Approval"
    yield ""
    yield from _table(("", ""), list(_blanks(filled)))
    yield "The body has seen the text with the digest above, and approves it."
    yield ""
    yield from _table(("Name and office", "Signature and date"), [("\u00a0", "\u00a0"), ("\u00a0", "\u00a0")])


def _deviations(adoption: Adoption) -> Iterator[str]:
    rows = []
    for change in adoption.deviations:
        recorded = adoption.reason_for(change)
        clause = (change.source if change.verb is Verb.DROP else change.mine) or change.source
        name = clause.label if clause else change.id
        reason = recorded.reason if recorded else "no reason recorded yet"
        rows.append((_plain(name), DONE[change.verb], _plain(reason)))
    if rows:
        yield from _table(("Clause", "What was done", "Why"), rows)
    else:
        yield "Nothing: every clause is as the source has it."
        yield ""


def _blanks(filled: ApprovalStanding | None) -> Iterator[tuple[str, str]]:
    item = filled.approval if filled else None
    for name, value in (
        ("Body", item.body if item else ""), ("Resolution", item.resolution if item else ""),
        ("Date of the approval", item.date if item else ""), ("Vote", item.vote if item else ""),
        ("Effective from", item.from_day if item else ""),
        ("Earlier text may be used until", item.transition_end if item else ""),
        ("Review due", item.review_due if item else ""), ("Conditions", item.conditions if item else ""),
        ("Minutes", item.minutes if item else ""),
    ):
        # A line to write on before the meeting; afterwards what was left empty is of no interest.
        if value or item is None:
            yield name, _plain(value) or _BLANK


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _plain(text: str) -> str:
    """Words of others as words: nothing in them is read as Markdown, and they stay on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
