"""The title block of a document: what a board has to see before it reads the text, taken from records and never typed.

Empty facts are left out. The day is handed in, as a status depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schemekit.adopt.approval import ApprovalStanding, approval_of
from schemekit.adopt.licences import notice_entry, outgoing_licence
from schemekit.adopt.outcome import Adoption
from schemekit.errors import UsageError
from schemekit.licence.licence import licence_of
from schemekit.licence.use import Use
from schemekit.model.approval import Approval, Stage
from schemekit.text.formatted.paper_labels import Labels, labels
from schemekit.text.formatted.paper_words import is_known, paper_words

UNCONTROLLED = "Printed copies are uncontrolled."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a document stands on a day.

    Shape: `status` is a word such as draft or effective, `more` what is to be said with it, both in the scheme's
    language; `approval` is the one that the present words have, None where they have none; `version` is the scheme's
    own number, empty where it has none yet. Units: `day` is YYYY-MM-DD.
    """

    status: str
    version: str
    more: str = ""
    approval: Approval | None = None
    day: str = ""

    @property
    def words(self) -> str:
        """`Draft: changed since the approval of 2026-10-05`."""
        return self.status[:1].upper() + self.status[1:] + (f": {self.more}" if self.more else "")


def standing_of(adoption: Adoption, today: str, said: str = "") -> Standing:
    """How a module's text stands. Units: `today` is YYYY-MM-DD; `said` is the status that a person named, or empty.

    Raises: UsageError for a status that the records contradict.
    """
    say = labels(adoption.scheme.language)
    found = approval_of(adoption, date.fromisoformat(today))
    still_open = _waiting(adoption, say)
    _refuse_contradicted(adoption, found, said)
    if found is None:
        return Standing(status=say(said or "draft"), version="", day=today, more=still_open)
    approval = found.approval
    if not found.holds:
        version = say("draft after {}").format(approval.version) if approval.version else ""
        changed = "" if said else say("changed since the approval of {}").format(approval.date)
        return Standing(status=say(said or "draft"), version=version, day=today, more=_joined(changed, still_open))
    status, more = (said, "") if said else _status(found, say)
    return Standing(status=say(status), more=_joined(more, still_open), version=approval.version or approval.date,
                    approval=approval, day=today)


def _waiting(adoption: Adoption, say: Labels) -> str:
    waiting = len(adoption.record.open_decisions())
    told = "1 decision is open in this text" if waiting == 1 else "{} decisions are open in this text"
    return say(told).format(waiting) if waiting else ""


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


_TRUE_OF: Mapping[str, tuple[Stage, ...]] = {
    "approved": (Stage.APPROVED, Stage.IN_TRANSITION, Stage.EFFECTIVE, Stage.REVIEW_DUE),
    "effective": (Stage.IN_TRANSITION, Stage.EFFECTIVE, Stage.REVIEW_DUE),
    "in transition": (Stage.IN_TRANSITION,), "expired": (Stage.EXPIRED,), "draft": (),
    "superseded": tuple(Stage),
}
"""Of which stages of an approved text a status is true; that another text took its place, the records need not know."""


def _refuse_contradicted(adoption: Adoption, found: ApprovalStanding | None, said: str) -> None:
    """Refuse a status that the records contradict: paper is believed. Raises: UsageError."""
    is_approved = found is not None and found.holds
    if not said or (not is_approved and said in ("draft", "superseded")):
        return
    if found is not None and found.holds and (found.stage in _TRUE_OF[said]
                                              or (said == "in transition" and found.is_in_transition)):
        return
    records = "no approval of it is recorded" if found is None else found.words
    raise UsageError(
        f"{adoption.id} cannot be printed as {said}", why=f"the records say otherwise: {records}",
        fix="leave out --as, so that the records' word is printed; or record the approval first: schemekit approve "
            f"{adoption.id} --body … --date …" if not is_approved else "leave out --as: the records' word is printed",
    )


def _status(found: ApprovalStanding, say: Labels) -> tuple[str, str]:
    approval, stage = found.approval, found.stage
    until = say("the earlier text may be used until {}").format(approval.transition_end)
    if stage is Stage.EXPIRED:
        return "expired", say("on {}").format(approval.expires)
    if stage is Stage.APPROVED:
        return "approved", say("takes effect on {}").format(approval.from_day)
    if stage is Stage.IN_TRANSITION:
        return "in transition", until
    if stage is Stage.REVIEW_DUE:
        due = say("its review was due on {}").format(approval.review_due)
        return "effective", _joined(due, until if found.is_in_transition else "")
    return "effective", ""


def title_block(adoption: Adoption, standing: Standing) -> tuple[tuple[str, str], ...]:
    """The rows of a document's title block, in order, without empty ones."""
    scheme, approval = adoption.scheme, standing.approval
    wanted = scheme.modules.get(adoption.id)
    say = labels(scheme.language)
    rows = (
        ("Code", wanted.code if wanted else ""),
        ("Version", standing.version[:1].upper() + standing.version[1:]),
        ("Status", standing.words),
        *(_approval_rows(approval, say) if approval else ()),
        ("Printed", standing.day),
        ("Owner", scheme.name),
        ("Contact", _value(adoption, "contact_email")),
        ("Language", paper_words(scheme.language).language if is_known(scheme.language) else scheme.language),
        ("Based on", _source(adoption)),
        ("Licence", _licence(adoption)),
    )
    return tuple((say(label), words) for label, words in rows if words)


def foot(adoption: Adoption, standing: Standing) -> str:
    """What stands at the foot of each page: which document and version it is, and that paper grows old."""
    wanted = adoption.scheme.modules.get(adoption.id)
    say = labels(adoption.scheme.language)
    # As in the title block: a text that holds no more is called so, and one that has no number yet by its status.
    gone = standing.status if standing.status in (say("superseded"), say("expired")) else ""
    version = ", ".join(part for part in (standing.version, gone) if part) or say("draft")
    name = " ".join(part for part in (wanted.code if wanted else "", version) if part)
    return f"{name[:1].upper()}{name[1:]}. {say(UNCONTROLLED)}"


def _approval_rows(approval: Approval, say: Labels) -> tuple[tuple[str, str], ...]:
    resolution = say("resolution {}").format(approval.resolution) if approval.resolution else ""
    by = ", ".join(part for part in (approval.body, approval.date, resolution) if part)
    return (
        ("Approved by", by), ("Conditions", approval.conditions), ("Published", approval.published),
        ("Effective from", approval.effective), ("Transition ends", approval.transition_end),
        ("Review due", approval.review_due), ("Expires", approval.expires),
    )


def _value(adoption: Adoption, name: str) -> str:
    value = adoption.entry.parameters.get(name, "")
    return value if isinstance(value, str) else ""


def _source(adoption: Adoption) -> str:
    """Title, author, address and changes of the source, as its licence asks for. Basis: CC 4.0 section 3(a)(1)."""
    entry = notice_entry(adoption.scheme, adoption)
    copyright_line = f"© {entry.copyright}" if entry.copyright else entry.author
    parts = [f"{entry.title}, version {entry.version}", copyright_line, entry.url, _named(entry.licence), entry.notice]
    changes = entry.changes or ("changed" if entry.use is Use.ADAPTATION else "not changed")
    return ". ".join(part.rstrip(".") for part in (*parts, f"Changes: {changes}") if part) + "."


def _licence(adoption: Adoption) -> str:
    """The licence that readers have this text under: the scheme's where it changed the text, else the source's."""
    entry = notice_entry(adoption.scheme, adoption)
    if entry.permission:
        return f"used by permission ({entry.permission})"
    return _named(outgoing_licence(adoption.scheme, adoption.id) if entry.use is Use.ADAPTATION else entry.licence)


def _named(licence: str) -> str:
    url = licence_of(licence).url if licence.replace("-", "").replace(".", "").isalnum() else ""
    return f"{licence} ({url})" if url else licence
