"""Turning a comparison into a recognition: a record with a row for each provision, ready to be judged by people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.writing import save, writing
from schemekit.cooperate.advice import judging_command
from schemekit.cooperate.compare import frameworks_of_both
from schemekit.cooperate.lined_paper import not_judged_mapping
from schemekit.cooperate.lined_words import Digests, clause_digests, digest_of_clauses, modules_of
from schemekit.cooperate.other_party import party_edits, party_meant, refuse_another, refuse_oneself
from schemekit.cooperate.pinned_text import pinned_texts
from schemekit.cooperate.record_edit import Edit, in_turn
from schemekit.cooperate.records import HeldCooperation, cooperation_ids, held, record_path
from schemekit.cooperate.start import NewCooperation, new_files
from schemekit.cooperate.two_schemes import line_up
from schemekit.crosswalk.lined_up import LinedClause, LinedItem, LinedUp, Match, Way
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.model.cooperation import Cooperation, CooperationType, State
from schemekit.model.recognition import EARLIER, Judgement, Provision, Recognition

_TERMS = ("object", "direction", "extent")
_FACTS = ("judgement", "reason", "judge", "date", "top_up")   # a person's; kept while the words are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognising:
    """What is to be recognised.

    Shape: `other` is a folder or an address; `place` how the record names it, where that is another (a person's own
    folder says nothing to the other party); `party` is who the other scheme is in the record, where its id or its name
    do not tell; `modules` are those whose clauses are lined up, empty for all that both adopted; `frameworks`, as ID or
    ID@VERSION, are those whose items get a row too. Empty `direction`, `extent`, `object` and `title` leave what the
    record or its component says. Units: `today` is YYYY-MM-DD.
    """

    other: str
    id: str
    today: str
    place: str = ""
    party: str = ""
    modules: Sequence[str] = ()
    frameworks: Sequence[str] = ()
    direction: str = ""
    extent: str = ""
    object: str = ""
    title: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A record that was made or brought up to date.

    Shape: `files` are the paths that were written; `kept` counts the rows whose judgement still stands, `again` names
    those that are open again as words changed under them, `open_rows` are all that wait for a judgement; `told` is what
    else changed in a record that was there.
    """

    id: str
    lined: LinedUp
    files: tuple[str, ...]
    kept: int
    again: tuple[str, ...]
    open_rows: tuple[Provision, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def next_step(self) -> str:
        """The command that comes next: judging while rows are open, then what is missing yet."""
        return judging_command(self.id, self.open_rows) if self.open_rows else f"schemekit cooperate check {self.id}"

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "with": self.lined.theirs, "files": list(self.files), "kept": self.kept,
                "again": list(self.again), "changed": list(self.told),
                "counts": {match.value: self.lined.count(match) for match in Match},
                "not_judged": not_judged_mapping(self.lined),
                "unconfirmed": [one.to_mapping() for one in self.lined.unconfirmed]}


def recognise(root: Path, wanted: Recognising) -> Recognised:
    """Line our scheme up with another, and write a row for each provision into a new record, or into one there is.

    Shape: what a person judged stays where the words on both sides are the same as when it was judged. Of a record that
    is there, the rows of modules and frameworks that were not asked for stay as they are; with none asked for, all
    modules are lined up anew, and the frameworks that it has rows for.
    Raises: UsageError where the two have nothing in common, where the other is one's own scheme or not the one that the
    record is with, and for terms of a record that binds people already; as `other_scheme` and `start_cooperation`.
    """
    with writing(root) as folder, other_scheme(wanted.other, root, offline=wanted.offline) as other:
        refuse_oneself(folder, other, wanted.other)
        is_new = wanted.id not in cooperation_ids(folder)
        present = Recognition()
        if not is_new:
            known = held(folder, wanted.id)
            _refuse_unlike(known, folder, other, wanted)
            present = Recognition.from_mapping(known.cooperation.section)
        named = wanted.frameworks or tuple(dict.fromkeys(row.framework for row in present.provisions if row.framework))
        frameworks = frameworks_of_both(folder, other, named) if named else ()
        lined = line_up(folder, other, frameworks, wanted.modules)
        _refuse_unjudged(lined, wanted)
        rows = tuple(_provisions(lined, folder, other))
        if not rows:
            raise UsageError(f"{lined.ours} and {lined.theirs} have nothing to line up",
                             why="they adopted no module in common, and no framework was asked for that both address",
                             fix="name a framework: --framework iso-iec-17065")
        files = _new_files(folder, other, wanted) if is_new else {}
        path = record_path(wanted.id)
        before = held(folder.with_changes(files), wanted.id)
        rows, again = _with_judgements(rows, present)
        rows = (*rows, *_left_alone(rows, present, wanted))
        text = in_turn(before.text, _edits(before, rows, lined, wanted, folder, other), path)
        changes = {**files, path: text.encode()}
        after = held(folder.with_changes(changes), wanted.id)
        message = f"Line up with {lined.theirs} for {wanted.id}"
        save(folder, Step(changes=changes, commit=Commit(message=message[:200], paths=tuple(sorted(changes)))))
        kept = sum(row.judgement is not Judgement.OPEN for row in rows)
        return Recognised(id=wanted.id, lined=lined, files=tuple(sorted(changes)), kept=kept, again=again,
                          open_rows=tuple(row for row in rows if row.judgement is Judgement.OPEN),
                          told=() if is_new else tuple(_told(before.cooperation, after.cooperation)))


def _new_files(folder: SchemeFolder, other: SchemeFolder, wanted: Recognising) -> dict[str, bytes]:
    """The files of a new record."""
    if wanted.party:
        raise UsageError(f"there is no {wanted.id} yet, so it has no party '{wanted.party[:60]}'",
                         why="--party says who the other scheme is in a record that is there",
                         fix="leave it out, or name the record that is meant: schemekit cooperate list")
    scheme = other.scheme()
    answers = {"other_id": scheme.id, "other_name": scheme.name,
               "title": wanted.title or f"Recognition of {scheme.name}",
               **{key: words for key in _TERMS if (words := getattr(wanted, key))}}
    plan = NewCooperation(type=CooperationType.RECOGNITION, id=wanted.id, answers=answers, today=wanted.today)
    return new_files(folder, plan)


def _refuse_unlike(known: HeldCooperation, folder: SchemeFolder, other: SchemeFolder, wanted: Recognising) -> None:
    """Raises: UsageError for another party than the record's, and for other terms of one that binds people already."""
    party = party_meant(known, folder.scheme().id, wanted.party)
    if party is not None and not wanted.party:
        refuse_another(known, party, other.scheme(), wanted.other, wanted.place, folder.root)
    asked = dict(_asked(known.cooperation, wanted))
    if asked and known.cooperation.state is not State.PROPOSED:
        name = next(iter(asked))
        raise UsageError(f"{known.id} is {known.cooperation.state.value}: --{name} is not changed in passing",
                         why="people rely on what the parties agreed on",
                         fix=f"leave --{name} out; where the parties agreed on another, write it into {known.path}")


def _refuse_unjudged(lined: LinedUp, wanted: Recognising) -> None:
    """Raises: UsageError for a framework that was asked for by name and that a side is mapped to in nothing."""
    for name in wanted.frameworks:
        framework = name.strip().partition("@")[0]
        lacking = [one for one in lined.not_judged if one.framework == framework and not one.is_mapped]
        if lacking and framework not in {row.framework for row in lined.items}:
            is_ours = lacking[0].is_ours
            raise UsageError(
                f"no module of {lined.ours if is_ours else lined.theirs} is mapped to {framework[:60]}",
                why="nobody judged what those texts have on it, and that nobody looked is no gap",
                fix=f"{'update your modules' if is_ours else 'ask them to update theirs'} to releases that are mapped, "
                    "or leave --framework out")


def _asked(record: Cooperation, wanted: Recognising) -> Iterator[tuple[str, str]]:
    """The terms that were named and that the record has otherwise."""
    terms = Recognition.from_mapping(record.section)
    for key in _TERMS:
        if getattr(wanted, key) not in ("", getattr(terms, key)):
            yield key, getattr(wanted, key)
    if wanted.title not in ("", record.title):
        yield "title", wanted.title


def _told(before: Cooperation, after: Cooperation) -> Iterator[str]:
    """What of a record that was there already is otherwise than before, beside its rows."""
    old, new = (Recognition.from_mapping(record.section) for record in (before, after))
    pairs = [("title", before.title, after.title), *((key, getattr(old, key), getattr(new, key)) for key in _TERMS)]
    for was, now in zip(before.parties, after.parties, strict=True):
        pairs += [(f"name of {now.id}", was.name, now.name),
                  (f"id of the scheme of {now.id}", was.scheme_id_or_id, now.scheme_id_or_id),
                  (f"where {now.name} is looked up", was.scheme or "nowhere", now.scheme or "nowhere")]
    yield from (f"{what}: {was or 'nothing'} → {now}" for what, was, now in pairs if was != now)


def _provisions(lined: LinedUp, ours: SchemeFolder, theirs: SchemeFolder) -> Iterator[Provision]:
    own, other = (clause_digests(side, modules_of(lined)) for side in (ours, theirs))
    for row in lined.clauses:
        if row.match is not Match.BEYOND:   # what only they have is nothing that we ask
            key = (row.module, row.clause)
            yield _of_clause(row, own.get(key, ""), other.get(key, ""))
    yield from (_of_item(row, own, other) for row in lined.items if row.match is not Match.BEYOND)


def _of_clause(row: LinedClause, our_words: str, their_words: str) -> Provision:
    told = "; ".join((row.way.value, *row.told)) if row.way is not Way.SAME else ""
    top_up = row.top_up if row.match in (Match.GAP, Match.PARTLY) else ""
    title = f"{row.our_number} {row.heading}".strip()
    return Provision(title=title[:300], module=row.module, clause=row.clause, result=row.match.value, told=told[:4000],
                     top_up=top_up[:4000], our_words=our_words, their_words=their_words)


def _of_item(row: LinedItem, own: Digests, other: Digests) -> Provision:
    return Provision(title=row.label[:300], framework=row.framework, item=row.item, result=row.match.value,
                     told=f"ours {row.ours.value}, theirs {row.theirs.value}",
                     our_words=digest_of_clauses(row.our_clauses, own),
                     their_words=digest_of_clauses(row.their_clauses, other))


def _with_judgements(
    rows: Sequence[Provision], before: Recognition
) -> tuple[tuple[Provision, ...], tuple[str, ...]]:
    """The rows with what people made of them, as far as both sides' words and the result are as they were."""
    judged = {row.name: row for row in before.provisions if row.judgement is not Judgement.OPEN}
    found, again = [], []
    for row in rows:
        old = judged.get(row.name)
        if old is None:
            found.append(row)
        elif (old.our_words, old.their_words, old.result) == (row.our_words, row.their_words, row.result):
            found.append(replace(row, **{name: getattr(old, name) for name in _FACTS}))
        else:
            found.append(replace(row, reason=f"{EARLIER}{old.judgement.value}. {old.reason}".strip()))
            again.append(row.name)
    return tuple(found), tuple(again)


def _left_alone(rows: Sequence[Provision], present: Recognition, wanted: Recognising) -> Iterator[Provision]:
    """The rows of what was not asked for: to line one module up anew takes nothing from the others."""
    lined = {row.name for row in rows}
    frameworks = {name.partition("@")[0] for name in wanted.frameworks}
    for row in present.provisions:
        is_asked = row.module in wanted.modules if row.module else row.framework in frameworks
        if row.name not in lined and not is_asked and (wanted.modules if row.module else frameworks):
            yield row


def _edits(
    before: HeldCooperation, rows: Sequence[Provision], lined: LinedUp, wanted: Recognising, ours: SchemeFolder,
    theirs: SchemeFolder,
) -> Iterator[Edit]:
    own, other = ours.scheme(), theirs.scheme()
    record, place = before.cooperation, wanted.place or wanted.other
    party = party_meant(before, own.id, wanted.party) or record.party(other.id)
    other_id = party.id if party else other.id
    terms = Recognition.from_mapping(record.section)
    for key, value, is_set in (("recogniser", own.id, terms.recogniser), ("recognised", other_id, terms.recognised)):
        if value and not is_set:
            yield ("recognition", key), value
    for key, value in _asked(record, wanted):
        yield (key,) if key == "title" else ("recognition", key), value
    yield ("recognition", "provisions"), [_row(row) for row in rows]
    modules = [module for module, *_ in lined.versions if not wanted.modules or module in wanted.modules]
    texts = sorted((*pinned_texts(ours, own.id, modules), *pinned_texts(theirs, other_id, modules)),
                   key=lambda pinned: modules.index(pinned.document))
    anew = {(pinned.party, pinned.document) for pinned in texts}
    stay = (pinned for pinned in record.versions if (pinned.party, pinned.document) not in anew)
    yield ("versions",), [pinned.to_mapping() for pinned in (*texts, *stay)]
    if party is not None:
        if wanted.party:
            yield from party_edits(before, party, other, place, wanted.today)
        if party.scheme != place:
            yield ("parties", record.parties.index(party), "scheme"), place


def _row(row: Provision) -> Mapping[str, str]:
    values = {name: getattr(row, name) for name in Provision.__slots__}
    return {name: value.value if isinstance(value, Judgement) else value for name, value in values.items() if value}
