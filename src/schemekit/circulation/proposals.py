"""The proposed changes of a scheme as a person meets them: by clause, with where each stands in the present text.

Reading only; `answer` answers them, `receive` and `comment_log` bring them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.clause_names import ClauseNames
from schemekit.adopt.gone_words import gone_words
from schemekit.adopt.outcome import Adoption, adoptions_of, read_adoption
from schemekit.adopt.writing import reading
from schemekit.circulation.answer import look_at, report_mapping, unknown
from schemekit.circulation.sent import SentRound
from schemekit.errors import SchemekitError
from schemekit.model.proposed_change import ProposedChange, ProposedState
from schemekit.text.deciding.clause_order import stands_after
from schemekit.text.deciding.proposed import Span, TakenChange, in_whole_lines
from schemekit.text.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedProposal:
    """A proposed change with its place.

    Shape: `label` is the clause as people cite it ("4.2 Acknowledgement"), `place` the file and line of the present
    text; `answers` is the one that it replies to; `is_locked` says that the source locks the clause. `goes` says where
    a clause that is new or moved would stand ("after 5.3 Records"), empty for anything else. `since` says of an
    accepted change that the text has it no longer.
    """

    module: str
    proposal: ProposedChange
    label: str
    place: str
    before: str
    after: str
    is_locked: bool = False
    answers: ProposedChange | None = None
    goes: str = ""
    since: str = ""

    def to_mapping(self) -> dict[str, object]:
        """The proposed change as `--json` prints it."""
        return {"module": self.module, "label": self.label, "place": self.place, "locked": self.is_locked,
                "goes": self.goes, **report_mapping(self.proposal)}


def proposals(root: Path, module: str = "", *, answered: bool = False) -> tuple[PlacedProposal, ...]:
    """What others proposed for one module, or for all, in the order of the text; open ones, with `answered` all.

    Raises: UnknownNameError.
    """
    folder = reading(root)
    found = adoptions_of(folder, module)
    return tuple(item for adoption in found for item in placed(adoption, adoption.record.proposals)
                 if answered or item.proposal.is_open)


def pick(found: Sequence[PlacedProposal], names: Sequence[str], module: str) -> tuple[PlacedProposal, ...]:
    """Those that are named by their ids, in that order. Raises: UnknownNameError."""
    by_id = {item.proposal.id: item for item in reversed(found)}
    for name in names:
        if name not in by_id:
            raise unknown(name, list(by_id), module)
    return tuple(by_id[name] for name in dict.fromkeys(names))


def placed(adoption: Adoption, chosen: Sequence[ProposedChange]) -> tuple[PlacedProposal, ...]:
    """Proposed changes in the order of the text, those about no clause of it last; replies behind what they answer."""
    places = _Places(adoption)
    by_id = {item.id: item for item in adoption.record.proposals} | {item.id: item for item in chosen}
    gone = gone_words(adoption) if any(item.state is ProposedState.ACCEPTED for item in chosen) else {}
    number = {item.id: index for index, item in enumerate(chosen)}

    def order(item: ProposedChange) -> tuple[tuple[int, int], int]:
        return places.order(item), number[item.id]

    def made(item: ProposedChange) -> PlacedProposal:
        before, after = places.words(item)
        return PlacedProposal(
            module=adoption.id, proposal=item, label=places.label(item), place=places.place(item), before=before,
            after=after, is_locked=adoption.is_locked(item.clause), answers=by_id.get(item.replies_to),
            goes=_goes(adoption, item, places.names) if item.is_open else "",
            since=gone.get(item.id, "") if item.state is ProposedState.ACCEPTED else "",
        )

    return tuple(made(item) for item in _threaded(sorted(chosen, key=order)))


def look(root: Path, module: str, name: str) -> tuple[PlacedProposal, TakenChange | None] | None:
    """An open proposed change as it stands now, with what would come of accepting it; None where it was answered."""
    adoption = read_adoption(reading(root), module)
    found = next((item for item in adoption.record.open_proposals() if item.id == name), None)
    if found is None:
        return None
    return placed(adoption, [found])[0], look_at(adoption, found) if found.is_change else None


def _goes(adoption: Adoption, item: ProposedChange, names: ClauseNames) -> str:
    """Where a clause that is new or moved would stand in the present text, as people cite its neighbour."""
    is_new = not item.before.strip() and item.after.lstrip().startswith("#")
    if not item.is_change or not (is_new or item.to != item.at or item.before.strip() == item.after.strip()):
        return ""
    taken = look_at(adoption, item)
    if not taken.goes_in:
        return ""
    file = item.file or adoption.main_file
    now, before = Document.parse(taken.text), names.documents.get(file, Document.parse(""))
    return stands_after(before, now, item.clause, lambda clause: names.label(file, clause))


def _threaded(items: Sequence[ProposedChange]) -> Iterator[ProposedChange]:
    here = {item.id for item in items}
    replies: dict[str, list[ProposedChange]] = {}
    for item in items:
        replies.setdefault(item.replies_to if item.replies_to in here else "", []).append(item)
    told: set[str] = set()
    for first in items:   # a record edited by hand may reply in a circle: each is told once all the same
        waiting = [first] if not first.replies_to or first.replies_to not in here else []
        while waiting:
            item = waiting.pop(0)
            if item.id not in told:
                told.add(item.id)
                yield item
                waiting = [*replies.get(item.id, ()), *waiting]
    yield from (item for item in items if item.id not in told)


class _Places:
    """Where clauses stand in the scheme's text, else in the source's; each document is cut once."""

    def __init__(self, adoption: Adoption) -> None:
        self._adoption = adoption
        self.names = ClauseNames(adoption)
        self._known: dict[str, dict[str, tuple[int, str, int]]] = {}
        self._sent = SentRound(adoption.folder, adoption.id)

    def words(self, item: ProposedChange) -> tuple[str, str]:
        """The words before and after, in whole sentences where the text that was sent is kept."""
        file = item.file or self._adoption.main_file
        if not item.is_change or not item.sent:
            return item.before, item.after
        try:
            sent = self._sent.text(item.sent, file)
        except SchemekitError:   # no reason not to show what was proposed; accepting it tells
            sent = None
        if sent is None:
            return item.before, item.after
        return in_whole_lines(sent, Span(item.before, item.after, item.at, item.to))

    def label(self, item: ProposedChange) -> str:
        """`3 Acknowledgement`, or `A.3 Your complaint` as it is counted on paper; of a whole form, its name."""
        found = self._of(item.file).get(item.clause)
        whole = "the beginning" if item.is_change else "the whole text"
        if found and (not item.file or item.file in self.names.documents):
            return found[1]
        words = found[1] if found else item.clause or whole
        return f"{item.file}: {words}" if item.file else words

    def place(self, item: ProposedChange) -> str:
        """`policies/grievance/policy.md:14`."""
        path = self._adoption.folder.own_path(self._adoption.id, item.file or self._adoption.main_file)
        found = self._of(item.file).get(item.clause)
        return f"{path}:{found[2]}" if found and found[2] else path

    def order(self, item: ProposedChange) -> tuple[int, int]:
        """By document, then by clause."""
        files = [self._adoption.main_file, *self._adoption.source_files]
        file = item.file or self._adoption.main_file
        clauses = self._of(item.file)
        at = clauses[item.clause][0] if item.clause in clauses else -1 if item.is_change and not item.clause \
            else len(clauses)
        return files.index(file) if file in files else len(files), at

    def _of(self, file: str) -> dict[str, tuple[int, str, int]]:
        name = file or self._adoption.main_file
        if name not in self._known:
            own = self._adoption.folder.own_text(self._adoption.id, name) if name.endswith((".md", ".txt")) else None
            source = self._adoption.base_text(name) if name in self._adoption.source_files and \
                name.endswith((".md", ".txt")) else ""
            found = {clause.id: (index, self.names.label(name, clause), 0)
                     for index, clause in enumerate(Document.parse(source).clauses)}
            found |= {clause.id: (index, self.names.label(name, clause), clause.line)
                      for index, clause in enumerate(Document.parse(own or "").clauses)}
            self._known[name] = found
        return self._known[name]
