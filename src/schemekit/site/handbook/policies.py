"""Which policies a scheme's handbook shows: what was approved, in the words that were approved; drafts where wanted.

Everything else stays inside. What is left out is told to the person who builds the site, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from schemekit.adopt.approved_words import ApprovedWords
from schemekit.adopt.outcome import Adoption
from schemekit.errors import UnknownNameError
from schemekit.files.scheme_folder import MANIFEST
from schemekit.model.approval import Approval, Stage, day_of, newest
from schemekit.model.scheme import Scheme
from schemekit.site.addresses import refuse_reserved
from schemekit.site.handbook.policy import (
    DRAFT,
    STAGE_WORDS,
    SUPERSEDED,
    WITHDRAWN,
    Policy,
    PublicText,
    overlap_end,
    stage_of,
)


@dataclass(frozen=True, kw_only=True)
class Policies:
    """The policies that are public, by module name, and what was left out, a line each."""

    all: tuple[Policy, ...]
    notes: tuple[str, ...]


def read_policies(scheme: Scheme, found: Sequence[Adoption], words: ApprovedWords, today: date) -> Policies:
    """What is public of a scheme's adoptions, and of those that it had once.

    Raises: SiteError for a reserved name; UnknownNameError where a module is to be left out that the scheme never had.
    """
    left_out = scheme.publish.left_out
    _refuse_unknown(left_out, [*(adoption.id for adoption in found), *(past.id for past in words.removed())])
    notes = [f"{adoption.id} is left out, as scheme.yaml says under publish" for adoption in found
             if adoption.id in left_out]
    present = [_Reader(adoption, words, today, notes) for adoption in found if adoption.id not in left_out]
    gone = [_Reader(past, words, today, notes) for past in words.removed() if past.id not in left_out]
    refuse_reserved(reader.id for reader in (*present, *gone))
    read = [*(reader.policy(drafts=scheme.publish.drafts) for reader in present),
            *(reader.removed_policy() for reader in gone)]
    kept = sorted((policy for policy in read if policy is not None), key=lambda policy: policy.id)
    return Policies(all=tuple(kept), notes=tuple(notes))


def _refuse_unknown(left_out: frozenset[str], known: Sequence[str]) -> None:
    """Refuse a misspelt name: the module that was meant would be published."""
    for name in sorted(left_out.difference(known)):
        near = get_close_matches(name, known, n=1)
        raise UnknownNameError(
            f"{MANIFEST}: publish.leave_out names '{name}', which is no module of this scheme",
            why="the one that was meant would be published",
            fix=f"did you mean '{near[0]}'?" if near else "take it out; see what there is: schemekit status",
        )


class _Reader:
    """One module's approvals, read into what may be seen."""

    def __init__(self, adoption: Adoption, words: ApprovedWords, today: date, notes: list[str]) -> None:
        self.id = adoption.id
        self._adoption, self._words, self._today, self._notes = adoption, words, today, notes
        self._approvals = adoption.record.approvals

    def policy(self, *, drafts: bool) -> Policy | None:
        """The policy, or None where nothing of it may be seen."""
        texts = self._texts()
        if texts and not self._is_present(texts[-1]):
            texts = (*texts[:-1], replace(texts[-1], changed=True))
        draft = self._draft() if drafts and not (texts and self._is_present(texts[-1])) else None
        withdrawn = self._withdrawn()
        if not (texts or draft or withdrawn):
            if not self._approvals:
                self._notes.append(f"{self.id} is not approved, so it has no page")
            return None
        shown = _shown(texts) or draft
        return Policy(id=self.id, title=(shown.adoption if shown else self._adoption).module.title, shown=shown,
                      approved=texts, draft=draft if shown is not draft else None, withdrawn=withdrawn)

    def removed_policy(self) -> Policy | None:
        """A policy that the scheme has no more: its texts stay where they were, marked as withdrawn."""
        texts = tuple(replace(text, status=WITHDRAWN, more="", overlap_end="") for text in self._texts())
        if not texts:
            return None
        return Policy(id=self.id, title=self._adoption.module.title, shown=texts[-1], approved=texts)

    def _texts(self) -> tuple[PublicText, ...]:
        """The approved texts that may be seen, oldest first."""
        found = sorted(self._found(), key=lambda item: (item[1].date, item[0]))
        begun = tuple(approval for _, approval, _ in found if approval.stage_on(self._today) is not Stage.APPROVED)
        # Not `in_force`: a text that another one replaced does not come back because that one has expired.
        later = newest(begun)
        folders = _folders(self.id, self._approvals)
        texts = []
        for place, approval, adoption in found:
            status, more = stage_of(approval, later, self._today)
            texts.append(PublicText(adoption=adoption, approval=approval, folder=folders[place], status=status,
                                    more=more, overlap_end=overlap_end(approval, later, self._today)))
        return tuple(texts)

    def _found(self) -> Iterator[tuple[int, Approval, Adoption]]:
        for place, approval in enumerate(self._approvals):
            why = self._hidden_because(approval)
            adoption = None if why else self._words.of(self.id, approval)
            if adoption is not None:
                yield place, approval, adoption
                continue
            why = why or "those words are not in the history of this copy"
            self._notes.append(f"the text of {self.id} that was {approval.words} is left out: {why}")

    def _hidden_because(self, approval: Approval) -> str:
        """Why an approval on record is not public; empty where it may be."""
        today = self._today.isoformat()
        if day_of(approval.date) is None or any(approval.disorder()):
            return "its dates cannot be right; see schemekit check"
        if approval.date > today:
            return "that day is still to come"
        if approval.published > today:
            return f"it is published on {approval.published}"
        if self._words.is_unheard_of(self.id, approval):
            return "the history knows nothing of that approval"
        return ""

    def _is_present(self, text: PublicText) -> bool:
        return text.approval is not None and self._words.is_present(self.id, text.approval)

    def _draft(self) -> PublicText | None:
        if not (self._adoption.folder.own_text(self.id, self._adoption.main_file) or "").strip():
            return None
        more = ", changed since the approval" if self._approvals else ", not approved"
        return PublicText(adoption=self._adoption, approval=None, folder=f"{self.id}/draft", status=DRAFT, more=more)

    def _withdrawn(self) -> tuple[str, ...]:
        standing = {approval.date for approval in self._approvals}
        days = self._words.withdrawn.get(self.id, frozenset())
        return tuple(sorted(day for day in days if day not in standing and day_of(day) is not None))


def _shown(texts: Sequence[PublicText]) -> PublicText | None:
    """The text at the policy's own address: in force, else the next to come, else the last that was."""
    coming, expired = STAGE_WORDS[Stage.APPROVED], STAGE_WORDS[Stage.EXPIRED]
    in_force = [text for text in texts if text.status not in (SUPERSEDED, coming, expired)]
    next_to_come = sorted((text for text in texts if text.approval and text.status == coming),
                          key=lambda text: text.approval.from_day if text.approval else "")
    return next(iter([*in_force, *next_to_come, *reversed(texts)]), None)


def _folders(module: str, approvals: Sequence[Approval]) -> list[str]:
    """The address of each approval, in the order of the record: its day, of two of one day with a number after it."""
    seen: dict[str, int] = {}
    folders = []
    for approval in approvals:
        seen[approval.date] = seen.get(approval.date, 0) + 1
        number = f"-{seen[approval.date]}" if seen[approval.date] > 1 else ""
        folders.append(f"{module}/{approval.date}{number}")
    return folders
