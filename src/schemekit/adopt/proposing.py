"""Turning clauses of a scheme back into a module's own files, against one release: its text, and its module.yaml.

Nothing is written. Whether a proposal may be made at all, and where it goes, is in `propose`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemekit.adopt.proposal_base import Base
from schemekit.errors import ProposalRefusedError
from schemekit.files.yaml import DELETE, edit_yaml, insert_item
from schemekit.model.adoption import Verb
from schemekit.model.file_names import MODULE_FILE, TEMPLATE_FOLDER
from schemekit.model.finding import FindingsError
from schemekit.text.document import PREAMBLE, ClauseText, Document
from schemekit.text.merging.merge import merge_texts
from schemekit.text.proposing.aligning import Budget
from schemekit.text.proposing.filling import Filling
from schemekit.text.proposing.proposal import Proposal, Wording, turn_back
from schemekit.text.proposing.proposed_clauses import changes_for, entry_place, new_entry
from schemekit.text.template_grammar import parse_template

_CLAUSE_ID = re.compile(r"[a-z][a-z0-9-]{1,59}")
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*$")


class NotCleanError(ProposalRefusedError):
    """A wording does not fit a newer release by itself: the source changed the same words, or took them away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person wants to propose.

    Shape: `verb` None says that it is a whole form, `file` its path; else `mine` is the scheme's clause. `place` is
    where it stands in the scheme. `follows` are the clauses before an added one, the nearest first.
    """

    id: str
    label: str
    file: str
    place: str
    line: int
    verb: Verb | None
    mine: str
    heading: str = ""
    level: int = 2
    has_own_id: bool = True
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedClause:
    """One clause, or form, as it is proposed.

    Shape: `before` and `after` are the source's template and the proposed one; `metadata` is what module.yaml says
    anew, in words.
    """

    wanted: Wanted
    before: str
    proposal: Proposal
    metadata: tuple[str, ...] = ()

    @property
    def done(self) -> str:
        """What was done to it, in the field's words."""
        return {Verb.ADAPT: "adapted", Verb.ADD: "added", None: "form adapted"}.get(self.wanted.verb, "")


@dataclass(slots=True)
class Proposing:
    """A module's files while clauses are put into them.

    Shape: `adopted` is the release the scheme started from, `base` the one the patch is made against, the same or a
    newer one.
    Raises (propose): FindingsError, ProposalRefusedError; NotCleanError where a wording does not fit `base`.
    """

    adopted: Base
    base: Base
    fillings: Sequence[Filling]
    files: dict[str, bytes] = field(default_factory=dict)
    _budget: Budget = field(default_factory=Budget)

    def propose(self, wanted: Sequence[Wanted]) -> tuple[ProposedClause, ...]:
        """The clauses turned back; `files` then holds what changes, by path in the module's folder."""
        return tuple(self._one(item) for item in wanted)

    def _one(self, item: Wanted) -> ProposedClause:
        if item.verb is None:
            return self._form(item)
        if item.verb is Verb.ADD:
            return self._added(item)
        return self._preamble(item) if item.id == PREAMBLE else self._adapted(item)

    def _text(self, file: str) -> str:
        path = f"{TEMPLATE_FOLDER}/{file}"
        return self.files[path].decode() if path in self.files else self.base.template(file)

    def _put(self, file: str, text: str) -> None:
        self.files[f"{TEMPLATE_FOLDER}/{file}"] = text.encode()

    def _form(self, item: Wanted) -> ProposedClause:
        if not (template := self.base.template(item.file)):
            raise NotCleanError(f"{self.base.name} has no {item.file} any more", why="the source took it away")
        proposal = self._turned(item, template, self.adopted.rendered(item.file), self.base.rendered(item.file))
        self._put(item.file, proposal.text)
        return ProposedClause(wanted=item, before=template, proposal=proposal)

    def _preamble(self, item: Wanted) -> ProposedClause:
        document = Document.parse(self._text(item.file))
        old, now = (Document.parse(base.rendered(item.file)).preamble for base in (self.adopted, self.base))
        proposal = self._turned(item, document.preamble, old, now)
        self._put_checked(item, replace(document, preamble=proposal.text), document)
        return ProposedClause(wanted=item, before=document.preamble, proposal=proposal)

    def _adapted(self, item: Wanted) -> ProposedClause:
        document = Document.parse(self._text(item.file))
        (_, old), (place, now) = (_found(Document.parse(base.rendered(item.file)), item.id, base)
                                  for base in (self.adopted, self.base))
        place = next((at for at, clause in enumerate(document.clauses) if clause.id == item.id), place)
        if place >= len(document.clauses):
            raise _entangled(item)   # a heading in a condition, which no release of a checked library has
        before = document.clauses[place]
        proposal = self._turned(item, before.raw, old.raw, now.raw)
        clauses = list(document.clauses)
        clauses[place] = replace(before, raw=proposal.text)
        self._put_checked(item, replace(document, clauses=tuple(clauses)), document)
        metadata = self._follow(before, replace(before, raw=proposal.text))
        return ProposedClause(wanted=item, before=before.raw, proposal=proposal, metadata=metadata)

    def _turned(self, item: Wanted, template: str, old: str, now: str) -> Proposal:
        """A wording turned back into a template slice that reads `now`, and read `old` when it was adopted."""
        mine = _with_sources_ends(item, old)
        if now != old:
            newer = f"{now.rstrip()}\n"
            merged = merge_texts(f"{old.rstrip()}\n", f"{mine.rstrip()}\n", newer)
            if merged.clashes:
                raise NotCleanError(f"{item.id} was changed in {self.base.name} too, in the same words as by you")
            mine = _with_sources_ends(replace(item, mine=merged.text, has_own_id=True), now)
            if merged.text == newer:
                raise ProposalRefusedError(f"{self.base.name} says of {item.id} what you would propose",
                                           why="the source has changed it in the same way",
                                           fix="take the newer release over")
        values, plain = self.base.template_values, template.replace("\r\n", "\n")
        _refuse_entangled(item, plain, now, values)
        wording = Wording(text=mine, file=item.place, line=item.line)
        proposal = turn_back(plain, wording, values, self.fillings, self._budget)
        return replace(proposal, text=_with_breaks(proposal.text, template))

    def _added(self, item: Wanted) -> ProposedClause:
        self._refuse_taken(item)
        document = Document.parse(self._text(item.file))
        ids = [clause.id for clause in document.clauses]
        after = next((name for name in item.follows if name in ids), "")
        place = ids.index(after) + 1 if after else 0
        heading = f"{'#' * item.level} {item.heading} {{ #{item.id} }}"
        body = item.mine.replace("\r\n", "\n").partition("\n")[2].strip("\n")
        words = f"{heading}\n\n{body}\n"
        wording = Wording(text=words, file=item.place, line=item.line)
        proposal = turn_back("", wording, self.base.template_values, self.fillings, self._budget)
        raw = _with_breaks(proposal.text, document.text)
        clause = ClauseText(id=item.id, level=item.level, heading=item.heading, number="", line=1, raw=raw)
        self._put_checked(item, _inserted(document, place, clause), document)
        entry = new_entry(self.base.module, replace(clause, raw=proposal.text))
        before = ids[place - 1] if place else ""
        self._insert_entry(entry, before)
        told = f"a new entry in {MODULE_FILE}: {entry['force']}, {entry['tailoring']}"
        return ProposedClause(wanted=item, before="", proposal=proposal, metadata=(told,))

    def _refuse_taken(self, item: Wanted) -> None:
        if not _CLAUSE_ID.fullmatch(item.id):
            raise ProposalRefusedError(f"'{item.id[:60]}' cannot be the id of a clause in a module",
                                       why="an id is small letters, digits and hyphens, and a letter comes first",
                                       fix="write another id after the heading, as in { #our-clause }")
        used = {clause.id for clause in self.base.module.clauses} | {clause.id for clause in self.base.module.retired}
        if item.id in used:
            raise ProposalRefusedError(f"{self.base.name} has used the id '{item.id}' already",
                                       why="an id is what a clause is, and is never used again",
                                       fix="give your clause another id, as in { #our-clause }")

    def _put_checked(self, item: Wanted, now: Document, before: Document) -> None:
        """Keep a text in which the wording is one clause, and every other clause is still there."""
        text = now.text
        found = Document.parse(text)
        ids = [clause.id for clause in now.clauses]
        if [clause.id for clause in found.clauses] != ids or found.title.strip() == "" != before.title.strip():
            raise ProposalRefusedError(
                f"the wording of {item.id} would swallow or add clauses of the source",
                why="a heading, a code block or a comment in it does not end where the clause ends",
                fix="write it as one clause: no heading inside, and every block closed",
            )
        self._put(item.file, text)

    def _metadata(self) -> str:
        return self.files.get(MODULE_FILE, self.base.files[MODULE_FILE]).decode()

    def _follow(self, before: ClauseText, now: ClauseText) -> tuple[str, ...]:
        changes = changes_for(self.base.module, before, now)
        edits = [(change.path, DELETE if change.value is None else change.value) for change in changes]
        if edits:
            # A new entry may have come before this clause since, so that places have moved.
            shift = self._entries_before(before.id) - _place_in(self.base, before.id)
            moved = [((path[0], int(path[1]) + shift, *path[2:]), value) for path, value in edits]
            self.files[MODULE_FILE] = edit_yaml(self._metadata(), moved, MODULE_FILE).encode()
        return tuple(change.words for change in changes)

    def _insert_entry(self, entry: Mapping[str, str], before: str) -> None:
        ids = self._ids()
        place = ids.index(before) + 1 if before in ids else entry_place(self.base.module, before)
        text = insert_item(self._metadata(), ("clauses",), place, dict(entry), MODULE_FILE)
        self.files[MODULE_FILE] = text.encode()

    def _ids(self) -> list[str]:
        from schemekit.files.yaml import read_yaml

        return [item["id"] for item in read_yaml(self._metadata(), MODULE_FILE).data.get("clauses", ())]

    def _entries_before(self, clause: str) -> int:
        return self._ids().index(clause)


def _place_in(base: Base, clause: str) -> int:
    return [item.id for item in base.module.clauses].index(clause)


def _found(document: Document, clause: str, base: Base) -> tuple[int, ClauseText]:
    for place, found in enumerate(document.clauses):
        if found.id == clause:
            return place, found
    raise NotCleanError(f"{base.name} has no clause '{clause}' any more", why="the source retired it")


def _with_sources_ends(item: Wanted, source: str) -> str:
    """The scheme's words with the source's id after the heading, and its blank lines at the end.

    The id is what the clause is, and the lines between two clauses are nobody's words.
    """
    text = item.mine.replace("\r\n", "\n").rstrip()
    heading, _, body = text.partition("\n")
    if item.verb is Verb.ADAPT and item.id != PREAMBLE:
        own = source.partition("\n")[0]
        attributes = _ATTRIBUTES.search(own)
        if heading.strip() != own.strip() and attributes:
            heading = f"{_ATTRIBUTES.sub('', heading).rstrip()}{attributes[0].rstrip()}"
        text = f"{heading}\n{body}" if body else heading
    return text + source[len(source.rstrip()) :].replace("\r\n", "\n")


def _with_breaks(text: str, like: str) -> str:
    """The text with the line ends of another."""
    return text.replace("\n", "\r\n") if "\r\n" in like and "\n" not in like.replace("\r\n", "") else text


def _inserted(document: Document, place: int, clause: ClauseText) -> Document:
    """The document with a clause more, and a blank line on both sides of it."""
    clauses = list(document.clauses)
    end = "\r\n" if clause.raw.endswith("\r\n") else "\n"
    preamble = document.preamble
    if place:
        last = clauses[place - 1]
        clauses[place - 1] = replace(last, raw=_parted(last.raw, end))
    else:
        preamble = _parted(preamble, end) if preamble else ""
    raw = _parted(clause.raw, end) if place < len(clauses) else clause.raw
    return replace(document, preamble=preamble, clauses=(*clauses[:place], replace(clause, raw=raw), *clauses[place:]))


def _parted(raw: str, end: str) -> str:
    """A slice with a blank line at its end."""
    return raw if raw.endswith(end * 2) else raw.rstrip("\r\n") + end * 2


def _refuse_entangled(item: Wanted, template: str, now: str, values: Mapping[str, str | bool]) -> None:
    """Refuse a slice of a template that is not by itself what is shown of it."""
    try:
        shown = parse_template(template, item.file).render(values)
    except (FindingsError, KeyError):
        raise _entangled(item) from None
    if shown != now.replace("\r\n", "\n"):
        raise _entangled(item)


def _entangled(item: Wanted) -> ProposalRefusedError:
    return ProposalRefusedError(
        f"the source's template of {item.id} cannot be told apart from its neighbours",
        why="a condition begins in one clause and ends in another",
        fix="send your wording to the maintainer as text",
    )
