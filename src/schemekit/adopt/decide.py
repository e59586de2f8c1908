"""Closing decisions: where the source and the scheme changed the same words, a person says which stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.decided_reasons import reasons_after
from schemekit.adopt.decision_names import deviation_id, file_of, name_of
from schemekit.adopt.making import licence_changes, record_bytes
from schemekit.adopt.open_decision import OpenDecision, Texts, obstacle_of, open_decisions_of, previews
from schemekit.adopt.outcome import Adoption, adoptions_of, read_adoption
from schemekit.adopt.reason import REASON_LIMIT
from schemekit.adopt.writing import reading, save, writing
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.transaction import Step
from schemekit.model.adoption import WORDS_LIMIT, Decision, Scope
from schemekit.model.said import says_why
from schemekit.text.deciding.rivals import rivals
from schemekit.text.deciding.standing import clause_of, line_of
from schemekit.text.deciding.taking import EDITED, OURS, TAKES, Asked, Obstacle, Taking


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person decided: whose words stand.

    Shape: `words` are a person's own, put in where `take` is "edited"; without them "edited" says that the text is
    right as it stands. `at` chooses among several places, from 1. `is_whole_clause`: `words` are the whole clause.
    """

    decision: Decision
    take: str
    reason: str = ""
    words: str = ""
    at: int = 0
    is_whole_clause: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A decision that was closed, with where it stands and the words that stand there now."""

    module: str
    decision: Decision
    place: str
    words: str

    def to_mapping(self) -> dict[str, object]:
        """The closed decision as `--json` prints it."""
        return {"module": self.module, "name": name_of(self.decision), "place": self.place, "stands": self.words,
                **_mapping(self.decision)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A choice that could not be carried out without force; the decision stays open."""

    module: str
    decision: Decision
    obstacle: Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of choices."""

    closed: tuple[Closed, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open decision with the words that would stand, by what is taken, and those that stand now.

    Shape: `rivals` says in a line what of both wordings cannot be followed at once; empty where nothing stands out.
    """

    opened: OpenDecision
    stands: str
    would_stand: dict[str, str]
    obstacle: Obstacle | None
    rivals: str = ""

    def to_mapping(self) -> dict[str, object]:
        """The open decision as `--json` prints it."""
        item = self.opened
        return {"module": item.module, "name": item.name, "number": item.number, "label": item.label,
                "went_to": list(item.went_to),
                "place": item.place, "lines": list(item.lines), "force": item.force, "tailoring": item.tailoring,
                "stands": self.stands, "would_stand": self.would_stand,
                "obstacle": self.obstacle.value if self.obstacle else "", **_mapping(item.decision)}


def _mapping(decision: Decision) -> dict[str, object]:
    return {**decision.to_mapping(), "scope": decision.scope.value}


def open_decisions(root: Path, module: str = "") -> tuple[OpenDecision, ...]:
    """What is still to decide in one module, or in all of them. Raises: UnknownNameError."""
    return tuple(item for adoption in adoptions_of(reading(root), module) for item in open_decisions_of(adoption))


def waiting(root: Path, module: str = "") -> tuple[Waiting, ...]:
    """The open decisions, each with what would come of taking either side."""
    return tuple(item for adoption in adoptions_of(reading(root), module) for item in _waiting(adoption))


def look_at(root: Path, item: OpenDecision) -> Waiting | None:
    """One open decision as it stands now; None where it was closed meanwhile."""
    adoption = read_adoption(reading(root), item.module)
    found = next((one for one in open_decisions_of(adoption) if one.decision == item.decision), None)
    return _waited(Texts(adoption), found) if found else None


def _waiting(adoption: Adoption) -> list[Waiting]:
    texts = Texts(adoption)
    return [_waited(texts, item) for item in open_decisions_of(adoption)]


def _waited(texts: Texts, item: OpenDecision) -> Waiting:
    return Waiting(opened=item, stands=texts.preview(item.decision, OURS).words, would_stand=previews(texts, item),
                   obstacle=obstacle_of(texts, item),
                   rivals=rivals(item.decision.ours, item.decision.source, texts.language))


def unreasoned(root: Path, module: str, closed: Sequence[Closed]) -> tuple[str, ...]:
    """The clauses among those decided for which no reason stands now, in the order of the text."""
    adoption = read_adoption(reading(root), module)
    decided = {deviation_id(adoption, item.decision) for item in closed}
    return tuple(change.id for change in adoption.unreasoned if change.id in decided)


def pick(opened: Sequence[OpenDecision], clause: str | None, number: int | None) -> tuple[OpenDecision, ...]:
    """The open decisions of a clause, or the one of that number; all without a clause. Raises: UnknownNameError."""
    found = [item for item in opened if clause in (None, item.name) and number in (None, item.number)]
    if clause is not None and not found:
        names = sorted({f"{item.name} ({item.number})" if item.among > 1 else item.name for item in opened})
        told = clause[:60] + (f" ({number})" if number else "")
        near = get_close_matches(clause, [item.name for item in opened], n=1) if not number else []
        raise UnknownNameError(
            f"no decision is open for '{told}'", why=f"open are: {', '.join(names[:20]) or 'none'}",
            fix=f"did you mean '{near[0]}'?" if near else "name one of these with --clause" + (
                " and --number" if number else ""),
        )
    return tuple(found)


def decide(root: Path, module: str, choices: Sequence[Choice]) -> Decided:
    """Close decisions, all of them in one write. What cannot be put in without force is refused and stays open.

    Every wording stays in the record, and the reasons follow. Raises: UnknownNameError, UsageError,
    HostileContentError.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        desk = _Desk(adoption)
        desk.close([_checked(choice) for choice in choices])
        if desk.closed:
            save(folder, Step(changes=_changes(adoption, desk)))
        return Decided(closed=tuple(desk.closed), refused=tuple(desk.refused))


def _checked(choice: Choice) -> Choice:
    if choice.take not in TAKES:
        raise UsageError(f"'{choice.take[:40]}' cannot be taken", why=f"it is one of {', '.join(TAKES)}",
                         fix="for example --take source")
    reason = " ".join(choice.reason.split())
    if reason and not says_why(reason):
        raise UsageError(f"'{reason[:40]}' is no reason for {name_of(choice.decision)}",
                         why="a reviewer will ask for it, and a board will read it",
                         fix="say in a sentence why these words stand, or leave the reason out for now")
    if len(reason) > REASON_LIMIT or len(choice.words) > WORDS_LIMIT:
        raise UsageError(
            f"the {'reason' if len(reason) > REASON_LIMIT else 'wording'} for {name_of(choice.decision)} is too long",
            why=f"a reason has at most {REASON_LIMIT:,} characters, a wording {WORDS_LIMIT:,}",
            fix="say it in fewer words, or edit the text itself and take 'edited'",
        )
    return replace(choice, reason=reason)


class _Desk:
    """The record and the texts of one module while choices are carried out, one after the other."""

    def __init__(self, adoption: Adoption) -> None:
        self._adoption = adoption
        self.decisions = list(adoption.record.decisions)
        self._open: dict[Decision, list[int]] = {}
        for index, decision in enumerate(self.decisions):
            if decision.is_open:
                self._open.setdefault(decision, []).append(index)
        self.texts = Texts(adoption)
        self.closed: list[Closed] = []
        self.refused: list[Refused] = []

    def close(self, choices: Sequence[Choice]) -> None:
        """Carry out choices. Raises: UnknownNameError when a decision is not open any more."""
        indices = [self._index(choice) for choice in choices]
        by_file: dict[str, list[int]] = {}
        for number, choice in enumerate(choices):
            by_file.setdefault(file_of(self._adoption, choice.decision), []).append(number)
        takings: dict[int, Taking] = {}
        for numbers in by_file.values():
            asked = [self._asked(choices[number]) for number in numbers]
            takings |= dict(zip(numbers, self.texts.take(asked), strict=True))
        for number, choice in enumerate(choices):
            self._done(choice, indices[number], takings[number])

    def _index(self, choice: Choice) -> int:
        indices = self._open.get(choice.decision)
        if not indices:
            raise UnknownNameError(
                f"the decision about {name_of(choice.decision)[:60]} is not open any more",
                why="somebody closed or changed it meanwhile", fix="run 'schemekit decide' again",
            )
        return indices.pop(0)

    def _asked(self, choice: Choice) -> Asked:
        decision = choice.decision
        if choice.is_whole_clause:
            decision = _whole(decision, self.texts.of(decision))
        return Asked(decision=decision, wanted=choice.take, edited=choice.words, at=choice.at)

    def _done(self, choice: Choice, index: int, taking: Taking) -> None:
        decision = choice.decision
        if taking.obstacle is not None:
            self.refused.append(Refused(module=self._adoption.id, decision=decision, obstacle=taking.obstacle))
            return
        edited = taking.words if choice.take == EDITED and len(taking.words) <= WORDS_LIMIT else ""
        done = replace(decision, taken=choice.take, reason=choice.reason, edited=edited)
        self.decisions[index] = done
        path = self._adoption.folder.own_path(self._adoption.id, file_of(self._adoption, decision))
        line = line_of(self.texts.of(decision), replace(decision, ours=taking.words or decision.ours))
        self.closed.append(Closed(module=self._adoption.id, decision=done, words=taking.words,
                                  place=f"{path}:{line}" if line else path))


def _whole(decision: Decision, text: str | None) -> Decision:
    """The decision as one about all that now stands in its clause, or in its file."""
    if decision.scope is Scope.FILE:
        return replace(decision, ours=text or "")
    scope = Scope.CLAUSE if decision.clause else Scope.PASSAGE
    return replace(decision, scope=scope, ours=clause_of(text, decision))


def _changes(adoption: Adoption, desk: _Desk) -> dict[str, bytes | None]:
    """The texts with the words that were taken, the record that follows them, and what follows from both."""
    folder = adoption.folder
    changes: dict[str, bytes | None] = {}
    for file, text in desk.texts.known.items():
        path = folder.own_path(adoption.id, file)
        old = folder.data(path)
        mark = b"\xef\xbb\xbf" if old is not None and old.startswith(b"\xef\xbb\xbf") else b""
        data = None if text is None else mark + text.encode()
        if data != old:
            changes[path] = data
    after = adoption.with_changes(changes)
    record = replace(adoption.record, decisions=tuple(desk.decisions))
    record = reasons_after(after, record, [closed.decision for closed in desk.closed])
    changes[folder.record_path(adoption.id)] = record_bytes(record)
    return changes | licence_changes(folder.with_changes(changes))
