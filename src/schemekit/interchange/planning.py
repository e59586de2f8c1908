"""Planning an import: each row of a file is weighed against ours, and against what ours was when the file was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from schemekit.interchange.carriage import Format
from schemekit.interchange.changes import Judgement, Key, News, Plan, RowChange, Wish, key_of
from schemekit.interchange.exchanged import JUDGED, REVIEW, Judged, Received, Refusal
from schemekit.interchange.relations import as_written
from schemekit.interchange.sheet import mark_of, word_mark
from schemekit.model.crosswalk import Confidence, Crosswalk, CrosswalkRow, JointJudgement, Relation

_TAKEN_OVER = ("judge", "date", "note", "module_version", "framework_version")
"""What an import may change of what is said of a crosswalk as a whole."""


def planned(before: Crosswalk | None, received: Received, form: Format, wish: Wish) -> Plan:
    """What an import would make of a crosswalk. Shape: `before` is None where there is none for this framework."""
    if before is None:
        received = replace(received, sent=None, sent_head=None)
    base = before or _blank(received, wish)
    head = _head(base, received)
    weighing = _Weighing(base, _with_head(base, head), received, form, wish)
    for judged in received.judged:
        weighing.take(judged)
    weighing.miss()
    kept = [weighing.result[key] for key in _placed(weighing.order, before) if key in weighing.result]
    crosswalk = replace(weighing.head, rows=tuple(one for one in kept if isinstance(one, CrosswalkRow)),
                        together=tuple(one for one in kept if isinstance(one, JointJudgement)))
    return Plan(crosswalk=crosswalk, changes=tuple(weighing.changes), head=tuple(head) if before else (),
                places=weighing.places, refusals=(*received.refusals, *weighing.refusals),
                notes=(*received.notes, *weighing.notes()),
                is_new=before is None)


def _with_head(base: Crosswalk, head: Sequence[tuple[str, str, str]]) -> Crosswalk:
    values: dict[str, Any] = {name: new for name, _, new in head}
    return replace(base, **values)


class _Weighing:
    """Takes judgements in, one after the other, and gathers what comes of them."""

    def __init__(self, base: Crosswalk, head: Crosswalk, received: Received, form: Format, wish: Wish) -> None:
        self.head, self.received, self.form, self.wish = head, received, form, wish
        self.ours: dict[Key, Judgement] = {}
        for one in base.rows:
            self.ours.setdefault(key_of(one), one)
        for joint in base.together:
            self.ours.setdefault(key_of(joint), joint)
        self.result = dict(self.ours)
        self.order = list(self.ours)
        self.changes: list[RowChange] = []
        self.refusals: list[Refusal] = []
        self.places: dict[Key, str] = {}
        self.taken_out: set[Key] = set()
        self.unrelated = 0

    def take(self, judged: Judged) -> None:
        """One judgement of the file."""
        key = judged.key
        if key in self.places or key in self.taken_out:
            self.refusals.append(Refusal(place=judged.place, found=f"{_told(key)} for the second time",
                                         fix="keep the row that is right"))
            return
        is_ciso = self.form is Format.CISO
        if judged.is_empty or (is_ciso and _says_nothing(self.ours.get(key), judged)):
            self.taken_out.add(key)
            self.unrelated += not judged.is_empty and key not in self.ours
            return
        refusal = None if is_ciso else _contradiction(judged)
        if refusal is not None:
            self.refusals.append(refusal)
            self.places[key] = judged.place
            return
        self.places[key] = judged.place
        change, made = _weighed(self.ours.get(key), judged, self.received, self.head, self.form, self.wish)
        if change is not None:
            self.changes.append(change)
        if made is not None:
            self.order += [] if key in self.result else [key]
            self.result[key] = made

    def notes(self) -> Iterator[str]:
        """What of the file is no row, in words."""
        if self.unrelated:
            yield f"not taken over: rows that say that clause and item are not related ({self.unrelated})"

    def miss(self) -> None:
        """The rows that the file does not have."""
        for key, one in self.ours.items():
            if key in self.places or key in self.received.unread:
                continue
            change = _gone(one, self.received, self.form, key in self.taken_out, self.wish.keep)
            if change is not None:
                self.changes.append(change)
                if change.news is News.GONE:
                    del self.result[key]


def _told(key: Key) -> str:
    is_joint, clause, item = key
    return f"the joint judgement on '{item}'" if is_joint else f"'{clause}' and '{item}'" if clause else \
        f"the gap at '{item}'"


def _blank(received: Received, wish: Wish) -> Crosswalk:
    said = received.head
    return Crosswalk(module=said.get("module", ""), module_version=said.get("module_version", ""),
                     framework=said.get("framework", ""), framework_version=said.get("framework_version", ""),
                     judge=said.get("judge", "") or wish.judge, date=said.get("date", "") or wish.date, rows=(),
                     note=said.get("note", ""))


def _head(base: Crosswalk, received: Received) -> list[tuple[str, str, str]]:
    found = []
    for name in _TAKEN_OVER:
        said = received.head.get(name)
        is_as_sent = received.sent_head is not None and received.sent_head.get(name) == word_mark(said or "")
        if said is not None and said != getattr(base, name) and (said or name == "note") and not is_as_sent:
            found.append((name, getattr(base, name), said))
    return found


def _says_nothing(ours: Judgement | None, judged: Judged) -> bool:
    """Whether a row says that clause and item are not related, and no row of ours is told by that word."""
    return judged.relation is Relation.NONE and (ours is None or ours.relation is not Relation.SUPPORTS)


def _contradiction(judged: Judged) -> Refusal | None:
    """A row that says two things at once."""
    relation = judged.relation
    if judged.is_joint:
        if relation is None or relation.is_whole or relation.is_part:
            return None
        return Refusal(place=judged.place, found=f"'{relation.value}'",
                       fix="clauses together answer the item at least in part, or there is no judgement")
    if (relation is Relation.NONE) != bool(judged.clause):
        return None
    if judged.clause:
        return Refusal(place=judged.place, found="'none' beside a clause",
                       fix="leave the clause empty where nothing answers the item, or choose another relation")
    return Refusal(place=judged.place, found="no clause, and a relation that is not 'none'",
                   fix="choose the clause, or write 'none' where nothing answers the item")


def _weighed(
    ours: Judgement | None, judged: Judged, received: Received, head: Crosswalk, form: Format, wish: Wish
) -> tuple[RowChange | None, Judgement | None]:
    """What changes in one row, and the row as it would be; neither where it is as it was."""
    if ours is None:
        if received.sent is not None and judged.key in received.sent:
            # It was sent, and we took it out meanwhile: whoever left it in the sheet did not bring it back.
            return None, None
        made = _made(judged, head, wish)
        return _change(News.NEW, judged.place, judged.key, _all_parts(made)), made
    theirs = {name: value for name in JUDGED
              if (value := getattr(judged, name)) is not None}
    if form is Format.CISO and as_written(ours.relation, form) == as_written(theirs["relation"], form):
        del theirs["relation"]   # it has one word for several of ours
    differing = {name: value for name, value in theirs.items() if value != getattr(ours, name)}
    if all(name in ("judge", "date") and value == received.head.get(name) for name, value in differing.items()):
        return None, None   # nobody judged it anew: the file only names the judge of all of it
    mark = received.sent.get(judged.key) if received.sent is not None else None
    if received.sent is not None and mark != mark_of(ours):   # we changed it meanwhile, or made it too
        if mark == _mark(judged):
            return None, None
        return _change(News.STALE, judged.place, judged.key, _parts(ours, differing)), None
    if differing.keys() & {"relation", "confidence", "rationale"} and not differing.keys() & set(REVIEW):
        # Whoever reviewed it had other words before them.
        differing |= {name: "" for name in REVIEW if getattr(ours, name)}
    if wish.judge and differing.keys() & {"relation", "confidence", "rationale"}:
        differing |= {name: value for name, value in (("judge", wish.judge), ("date", wish.date))
                      if name not in differing and value}
    made = replace(ours, **differing)
    return _change(News.CHANGED, judged.place, judged.key, _parts(ours, differing)), made


def _gone(
    ours: Judgement, received: Received, form: Format, is_said: bool, is_keeping: bool
) -> RowChange | None:
    key = key_of(ours)
    if not is_said:
        if is_keeping or (received.sent is not None and key not in received.sent):
            return None   # it is newer than the sheet
        if form is Format.CISO and (key[0] or not key[1]):
            return None   # the format cannot hold it
    news = News.GONE
    if received.sent is not None and key in received.sent and received.sent[key] != mark_of(ours):
        news = News.STALE
    return _change(news, "", key, _all_parts(ours))


def _mark(judged: Judged) -> str:
    return mark_of(CrosswalkRow(clause=judged.clause, item=judged.item, relation=judged.relation or Relation.NONE,
                                rationale=judged.rationale or "", confidence=judged.confidence or Confidence.LOW,
                                judge=judged.judge or "", date=judged.date or "",
                                reviewed_by=judged.reviewed_by or "", reviewed=judged.reviewed or ""))


def _made(judged: Judged, head: Crosswalk, wish: Wish) -> Judgement:
    shared: dict[str, Any] = {
        "item": judged.item, "relation": judged.relation or Relation.NONE,
        "rationale": judged.rationale or "", "confidence": judged.confidence or Confidence.LOW,
        # Where the row itself names nobody, whoever imports may have said who judged.
        "judge": judged.judge if judged.judge and judged.judge != head.judge else wish.judge or head.judge,
        "date": judged.date if judged.date and judged.date != head.date else wish.date or head.date,
        "reviewed_by": judged.reviewed_by or "", "reviewed": judged.reviewed or "",
    }
    return JointJudgement(**shared) if judged.is_joint else CrosswalkRow(clause=judged.clause, **shared)


def _change(news: News, place: str, key: Key, parts: Sequence[tuple[str, str, str]]) -> RowChange:
    return RowChange(news=news, place=place, clause=key[1], item=key[2], is_joint=key[0], parts=tuple(parts))


def _value(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _parts(ours: Judgement, differing: Mapping[str, object]) -> list[tuple[str, str, str]]:
    return [(name, _value(getattr(ours, name)), _value(value)) for name, value in differing.items()]


def _all_parts(made: Judgement) -> list[tuple[str, str, str]]:
    return [(name, "", _value(getattr(made, name))) for name in ("relation", "confidence", "rationale")]


def _placed(order: Sequence[Key], before: Crosswalk | None) -> Iterator[Key]:
    """The order of the rows: ours as they are, each new one after the last row on its item, or at the end."""
    if before is None:
        yield from order
        return
    number = len(before.rows) + len(before.together)
    waiting: dict[tuple[bool, str], list[Key]] = {}
    for key in order[number:]:
        waiting.setdefault((key[0], key[2]), []).append(key)
    last = {(key[0], key[2]): key for key in order[:number]}
    for key in order[:number]:
        yield key
        if last[(key[0], key[2])] == key:
            yield from waiting.pop((key[0], key[2]), ())
    for keys in waiting.values():
        yield from keys
