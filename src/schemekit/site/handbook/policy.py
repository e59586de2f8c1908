"""What of a policy may be seen: each text that a body approved, where it stands today, and at which address it is.

Only what is in these records gets onto a page. What is not public is not in them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.unsaid_values import unsaid_values
from schemekit.circulation.module_paper import module_paper
from schemekit.model.approval import Approval, Stage
from schemekit.model.paper import Paper
from schemekit.model.parameter import Value
from schemekit.text.formatted.paper_labels import Labels, labels

STAGE_WORDS = {
    Stage.APPROVED: "approved", Stage.EFFECTIVE: "effective", Stage.IN_TRANSITION: "in transition",
    Stage.REVIEW_DUE: "review due", Stage.EXPIRED: "expired",
}
DRAFT, SUPERSEDED, WITHDRAWN = "draft", "superseded", "withdrawn"
_SOME_DAY = "1900-01-01"   # a paper wants a day for a standing that is not used here


@dataclass(frozen=True, kw_only=True)
class PublicText:
    """One text of a policy that may be seen.

    Shape: `adoption` holds the words that were approved, and no others; `approval` is None for a draft. `folder` is
    its own address, which never changes: `grievance/2026-10-05`. `status` is a word as `schemekit status` has it, and
    `more` what is said right after it; `overlap_end` is the last day on which it and the text before or after it may
    both be used, empty where there is none. `changed` says that the scheme's text has changed since this approval, the
    newest.
    """

    adoption: Adoption
    approval: Approval | None
    folder: str
    status: str
    more: str = ""
    overlap_end: str = ""
    changed: bool = False

    @property
    def id(self) -> str:
        """The module's name."""
        return self.adoption.id

    @property
    def words(self) -> str:
        """`In transition until 2027-06-30`; in another language what papers say there."""
        words = f"{self.status}{self.more}" if self.say("draft") == "draft" else _in_labels(self, self.say)
        return f"{words[:1].upper()}{words[1:]}"

    @property
    def words_inside(self) -> str:
        """The same as a part of a sentence."""
        return f"{self.words[:1].lower()}{self.words[1:]}"

    @property
    def say(self) -> Labels:
        """The labels of the language that its scheme works in."""
        return labels(self.adoption.scheme.language)

    @property
    def version(self) -> str:
        """The scheme's own number for it, or the day of its approval; empty for a draft."""
        return (self.approval.version or self.approval.date) if self.approval else ""

    @cached_property
    def unsaid(self) -> frozenset[str]:
        """The parameters whose recorded value is not what the text says: no page tells it as if it were."""
        return frozenset(unsaid_values(self.adoption))

    def value(self, name: str) -> Value | None:
        """A parameter's value, None where the text says another."""
        return None if name in self.unsaid else self.adoption.entry.parameters.get(name)

    @cached_property
    def paper(self) -> Paper:
        """Its documents as they go onto pages and into files, without the marks by which a file is known again.

        A register is no part of what was approved: it is told with the columns of its source, and never with its rows.
        """
        adoption, folder = self.adoption, self.adoption.folder
        registers = {folder.own_path(self.id, document.file): adoption.base_text(document.file).encode()
                     for document in adoption.module.documents if document.kind == "register"}
        there = {path: data for path, data in registers.items() if folder.data(path) is not None}
        # Who approved it is known already; without it, nobody works out again whether the words are the approved ones.
        public = replace(adoption, folder=folder.with_changes(there), record=replace(adoption.record, approvals=()))
        return replace(module_paper(public, _SOME_DAY).paper, properties=())


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One policy of the handbook.

    Shape: `shown` stands at the policy's own address: the text in force, else the one that comes next, else what there
    is; None where an approval was withdrawn and no text is left. `approved` are all approved texts, oldest first;
    `draft` is one beside them, where the scheme shows drafts. `withdrawn` are the days of approvals that were taken
    back.
    """

    id: str
    title: str
    shown: PublicText | None
    approved: tuple[PublicText, ...] = ()
    draft: PublicText | None = None
    withdrawn: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"{self.id}/index.md"

    @property
    def status(self) -> str:
        """Where it stands, in words."""
        return self.shown.words if self.shown else WITHDRAWN.capitalize()

    @property
    def coming(self) -> tuple[PublicText, ...]:
        """The approved texts that are not in force yet, apart from the one that is shown."""
        return tuple(text for text in self.approved
                     if text.status == STAGE_WORDS[Stage.APPROVED] and text is not self.shown)


def _in_labels(text: PublicText, say: Labels) -> str:
    """Where a text stands, made of the labels that papers have."""
    approval = text.approval
    if approval is None or text.status in (SUPERSEDED, WITHDRAWN, DRAFT):
        return say(text.status)
    status, more = {
        "approved": ("approved", say("takes effect on {}").format(approval.from_day)),
        "in transition": ("in transition", say("the earlier text may be used until {}").format(
            approval.transition_end)),
        "review due": ("effective", "; ".join((say("its review was due on {}").format(approval.review_due), *(
            (say("the earlier text may be used until {}").format(approval.transition_end),)
            if text.overlap_end else ())))),
        "expired": ("expired", say("on {}").format(approval.expires)),
    }.get(text.status, (text.status, ""))
    return f"{say(status)}: {more}" if more else say(status)


def stage_of(approval: Approval, later: Approval | None, today: date) -> tuple[str, str]:
    """The word and what is said with it, of an approved text on a day.

    Shape: `later` is the newest approval whose text binds by now, or None; where it came after, this one is superseded.
    """
    stage, until = approval.stage_on(today), overlap_end(approval, later, today)
    if later is not None and later is not approval and stage is not Stage.APPROVED:
        still = f"; it may still be used until {until}" if until else ""
        return SUPERSEDED, f" by the text approved on {later.date}{still}"
    return STAGE_WORDS[stage], {
        Stage.APPROVED: f", effective from {approval.from_day}",
        Stage.EFFECTIVE: f" since {approval.from_day}",
        Stage.IN_TRANSITION: f" until {approval.transition_end}",
        Stage.REVIEW_DUE: f" since {approval.review_due}" + (f", in transition until {until}" if until else ""),
        Stage.EXPIRED: f" on {approval.expires}",
    }[stage]


def overlap_end(approval: Approval, later: Approval | None, today: date) -> str:
    """The last day on which a text and the one before or after it may both be used; empty where there is none.

    Shape: `later` as in `stage_of`.
    """
    if approval.stage_on(today) is Stage.APPROVED:
        return ""
    binding = later or approval
    return binding.transition_end if binding.from_day <= today.isoformat() <= binding.transition_end else ""
