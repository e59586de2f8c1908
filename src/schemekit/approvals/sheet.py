"""The sign-off sheet: one page that a body signs when it approves a text, with what it is told before it does.

It says what is approved (the text by its digest), what differs from the source and why, and leaves blanks for what the
meeting adds; once an approval is recorded for the present words, they are filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from schemekit.adopt.adopted_values import standings_of
from schemekit.adopt.adoption_facts import correspondence_facts
from schemekit.adopt.approval import ApprovalStanding, approval_of, approved_digest
from schemekit.adopt.form_changes import form_reason, form_words
from schemekit.adopt.licences import notice_entry, outgoing_licence
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.proven import unconfirmed
from schemekit.adopt.todo import DONE, open_before_approval
from schemekit.adopt.values import ParameterStanding
from schemekit.adopt.writing import reading
from schemekit.approvals.approve import refuse_altered
from schemekit.licence.use import Use
from schemekit.model.adoption import Verb
from schemekit.model.paper import Paper, PaperPart
from schemekit.model.parameter import Effect, ParameterType, Value
from schemekit.model.signal import SignalKind
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.links_only import lacks_only_links
from schemekit.text.formatted.made_markdown import as_words, table
from schemekit.text.formatted.paper_labels import Labels, labels
from schemekit.text.significance.marks import UNSEEN
from schemekit.text.told_signal import told_lines

FORMATS = ("docx", "pdf")
"""It is printed and signed."""
_BLANK = "\\_" * 30
_ROOM = "\u00a0"
_SIGNATURES = 4
_MOST = 3   # things that are told of one clause
_OTHER_VALUES = "Values other than the source's default"


def is_approved(root: Path, module: str, today: date) -> bool:
    """Whether an approval is recorded for the words as they stand now."""
    standing = approval_of(read_adoption(reading(root), module), today)
    return standing is not None and standing.holds


def sign_off_sheet(root: Path, module: str, today: date) -> Paper:
    """The sheet for a module's text as it stands now.

    Raises: UnknownNameError; ApprovalRefusedError where its source is not what was released: it would list no changes.
    """
    folder = reading(root)
    adoption = read_adoption(folder, module)
    refuse_altered(adoption)
    standing = approval_of(adoption, today)
    filled = standing if standing is not None and standing.holds else None
    say = labels(folder.scheme().language)
    title = f"{say('Sign-off sheet')}: {adoption.module.title}"
    return Paper(
        title=title, parts=(PaperPart(title=title, markdown="\n".join(_body(adoption, filled, say))),),
        language=folder.scheme().language, owner=folder.scheme().name,
        facts=tuple((say(label), words) for label, words in _facts(adoption, today)),
        footer=f"{adoption.module.title}: {say('Text')} {approved_digest(folder, adoption.id)[:16]}",
        is_numbered=False, has_contents=False, has_room_to_sign=True,
    )


def _facts(adoption: Adoption, today: date) -> Iterator[tuple[str, str]]:
    entry = adoption.entry
    scheme, wanted = adoption.scheme, adoption.scheme.modules.get(adoption.id)
    yield "Text", f"{adoption.module.title} ({adoption.id})"
    if wanted and wanted.code:
        yield "Code", wanted.code
    yield "Scheme", scheme.name
    if isinstance(contact := entry.parameters.get("contact_email", ""), str) and contact:
        yield "Contact", contact
    credit = notice_entry(scheme, adoption)
    is_own = credit.use is Use.ADAPTATION
    yield "Licence of this text", outgoing_licence(scheme, adoption.id) if is_own else credit.licence
    yield "Adopted from", f"{entry.provenance.library}, {entry.module} {entry.version}"
    yield from correspondence_facts(adoption, today)
    yield "Digest of the text", approved_digest(adoption.folder, adoption.id)


def _body(adoption: Adoption, filled: ApprovalStanding | None, say: Labels) -> Iterator[str]:
    yield f"## {say('What the text changes against its source')}"
    yield ""
    yield from _deviations(adoption, say)
    yield from _values(adoption, say)
    yield from _documents(adoption, say)
    yield from _open(adoption, say)
    yield f"## {say('Approval')}"
    yield ""
    yield from table(_heads(say, "About the approval", "As recorded" if filled else "To be filled in"),
                     [(say(label), words) for label, words in _blanks(filled)])
    yield say("The body has seen the text with the digest above, and approves it.")
    yield ""
    yield from table(_heads(say, "Name and office", "Signature and date"), [(_ROOM, _ROOM)] * _SIGNATURES)


def _heads(say: Labels, *heads: str) -> tuple[str, ...]:
    return tuple(map(say, heads))


def _deviations(adoption: Adoption, say: Labels) -> Iterator[str]:
    rows = list(_rows(adoption))
    yield from table(_heads(say, "Clause", "What was done, and what it means", "Why"), rows)
    if not rows:
        yield say("Nothing: every clause is as the source has it.")
        yield ""


def _rows(adoption: Adoption) -> Iterator[tuple[str, str, str]]:
    """The deviations, what weighs most first."""
    for change in sorted(adoption.deviations, key=lambda one: _weight(adoption, one)):
        recorded = adoption.reason_for(change)
        clause = (change.source if change.verb is Verb.DROP else change.mine) or change.source
        is_document = change in adoption.annexes or change.id in adoption.added_files
        name = adoption.title_of(change.id) if is_document else clause.label if clause else change.id
        reason = recorded.reason if recorded else "no reason recorded yet"
        locked = ", though locked" if change in adoption.locked_touched else ""
        told = "; ".join((f"{DONE[change.verb]}{locked}", *_meaning(adoption, change)))
        yield as_words(name), as_words(told), as_words(reason)


def _meaning(adoption: Adoption, change: ClauseChange) -> tuple[str, ...]:
    """What a change means, in plain words: what weighs, else the first thing there is to say."""
    if lacks_only_links(change):
        return ("only links are missing",)
    signals = adoption.meaning_of(change)
    weighty = [one for one in signals if one.kind.rank < SignalKind.WORDING.rank or one.rule in UNSEEN]
    titles = {parameter.name: parameter.title for parameter in adoption.module.parameters}
    titles |= {document.file: document.title for document in adoption.module.documents}
    return told_lines(weighty or signals[:1], titles, _MOST)


def _weight(adoption: Adoption, change: ClauseChange) -> tuple[bool, int]:
    ranks = [signal.kind.rank for signal in adoption.meaning_of(change)]
    return change not in adoption.locked_touched, min(ranks, default=len(ranks))


def _values(adoption: Adoption, say: Labels) -> Iterator[str]:
    """The values that are not the source's defaults, the looser ones and those out of range first."""
    found = [item for item in standings_of(adoption) if not item.in_range or (
        item.effect is not Effect.DEFAULT and item.parameter.type is not ParameterType.TEXT)]
    if found:
        yield f"## {say(_OTHER_VALUES)}"
        yield ""
        found.sort(key=lambda item: (item.in_range, item.effect is not Effect.LOOSER))
        yield from table(_heads(say, "Value", "Default", "Here", "Effect", "Why"), [
            (as_words(item.parameter.title), _value(item.parameter.default, item), _value(item.value, item),
             f"{item.effect.value}{'' if item.in_range else ', outside the range'}",
             as_words(item.reason) or "no reason recorded") for item in found])


def _value(value: Value, of: ParameterStanding) -> str:
    return as_words(of.parameter.told(value)) or "-"


def _documents(adoption: Adoption, say: Labels) -> Iterator[str]:
    deleted = adoption.deleted_forms
    rows = [(as_words(adoption.title_of(file)), "deleted" if file in deleted else "changed",
             as_words(form_reason(adoption, file)) or "-") for file in adoption.changed_forms]
    rows += [(as_words(adoption.title_of(file)), "added", "-") for file in adoption.added_files]
    if rows:
        yield f"## {say('Forms and other documents')}"
        yield ""
        yield from table(_heads(say, "Document", "What was done", "Why"), rows)
    words = [(as_words(adoption.title_of(file)), as_words(item.where) or "-", as_words(item.told))
             for file in adoption.changed_forms if file not in deleted for item in form_words(adoption, file)]
    if words:
        yield say("What reads otherwise in the forms:")
        yield ""
        yield from table(_heads(say, "Document", "Where", "What was changed"), words)


def _open(adoption: Adoption, say: Labels) -> Iterator[str]:
    yield f"## {say('Still open')}"
    yield ""
    found = [*(f"{one.words}." for one in unconfirmed([adoption])),
             *(item.line for item in open_before_approval(adoption))]
    yield from (f"- {as_words(words)}" for words in found)
    if not found:
        yield say("Nothing.")
    yield ""


_ASKED = (
    ("Body", "body"), ("Resolution", "resolution"), ("Date of the approval", "date"), ("Vote", "vote"),
    ("Version of the text", "version"), ("To be published on", "published"), ("Effective from", "from_day"),
    ("Earlier text may be used until", "transition_end"), ("Review due", "review_due"), ("Expires on", "expires"),
    ("Conditions", "conditions"), ("Minutes", "minutes"),
)
"""What the meeting adds, as the sheet asks for it and as the record calls it."""


def _blanks(filled: ApprovalStanding | None) -> Iterator[tuple[str, str]]:
    for name, field in _ASKED:
        value = getattr(filled.approval, field) if filled else ""
        # A line to write on before the meeting; afterwards what was left empty is of no interest.
        if value or filled is None:
            yield name, as_words(value) or _BLANK
