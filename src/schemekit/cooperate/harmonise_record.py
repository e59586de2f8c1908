"""A joint draft in the record of a harmonisation: the draft, where each clause comes from, what is not asked by all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.writing import writing
from schemekit.cooperate.drawn_up import drawn_from
from schemekit.cooperate.harmonise import Harmonised, Harmonising, JointModule, harmonised
from schemekit.cooperate.into_record import Drafted, Into, IntoRecord, OtherParty, begun, put_in
from schemekit.cooperate.joint_clauses import JointClause, Outcome
from schemekit.cooperate.joint_draft import joint_draft
from schemekit.cooperate.lined_words import clause_digests
from schemekit.cooperate.pinned_text import pinned_texts
from schemekit.cooperate.record_edit import Edit, changed_list
from schemekit.errors import UsageError
from schemekit.model.cooperation import CooperationType, PinnedVersion
from schemekit.model.harmonisation import (
    Harmonisation,
    LastingDifference,
    MappedClause,
    MappedTerm,
    PartyClause,
    PartySays,
    PartyTerm,
)

_AT = CooperationType.HARMONISATION.section
_LINE, _LONGEST = 300, 4000   # signs of a line and of a text, as the record's schema has them
_STRICTEST, _ALL = "the strictest of each", "what all ask"   # as the record's schema names the rules


def harmonise_into(root: Path, others: Sequence[str], wanted: Harmonising, into: Into) -> tuple[Harmonised, IntoRecord]:
    """Draft a joint text of our scheme and others, and write it into the record of a harmonisation.

    Shape: `others` are folders or addresses; the schemes of `wanted` are not looked at. What people settled stays where
    the words on all sides are the same as then, and so does what they wrote by hand.
    Raises: as `harmonise` and `begun`; UsageError for several modules.
    """
    with writing(root) as folder, ExitStack() as opened:
        parties = [OtherParty(folder=opened.enter_context(other_scheme(name, root, offline=wanted.offline)), place=name)
                   for name in others]
        folders = [folder, *(party.folder for party in parties)]
        found = harmonised(folders, wanted)
        module = one_module(found)
        made, before = begun(folder, CooperationType.HARMONISATION, into, parties, f"One {module.title}")
        sides = _Sides(
            ids=tuple(one.scheme().id for one in folders), module=module,
            pins=tuple(pin for one, name in zip(folders, module.modules, strict=True)
                       for pin in pinned_texts(one, one.scheme().id, [name])),
            digests=tuple(clause_digests(one, [name]) for one, name in zip(folders, module.modules, strict=True)))
        terms = Harmonisation.from_mapping(before.cooperation.section)
        clauses, again = _clause_map(terms.clauses, sides)
        file = f"joint-{module.modules[0]}.md"
        return found, put_in(folder, before, made, parties, Drafted(
            file=file, text=joint_draft(found, module, into.today), versions=sides.pins,
            terms=[*changed_list((_AT, "clauses"), terms.clauses, clauses, _clause),
                   *changed_list((_AT, "terms"), terms.terms, _term_map(terms, sides.terms(found)), _term),
                   *changed_list((_AT, "differences"), terms.differences, _differences(terms, sides.differences()),
                                 _difference),
                   ((_AT, "text", "draft"), file),
                   ((_AT, "text", "drawn_from"), [text.to_mapping() for text in drawn_from(
                       before, file, terms.text.drawn_from, sides.pins, is_anew=into.is_forced)]),
                   *_unsaid(terms, found, module, is_new=bool(made))],
            words=_told(found, module), rows=len(clauses), kept=sum(bool(row.judge) for row in clauses), again=again),
            into)


def one_module(found: Harmonised) -> JointModule:
    """The module that a draft is of. Raises: UsageError for several."""
    if len(found.modules) > 1:
        names = ", ".join(module.name for module in found.modules)
        raise UsageError("a draft is of one module", why=f"there are {names}", fix="name it with --module")
    return found.modules[0]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The schemes of a joint module as the record names them: party ids, what each has, and digests of its clauses."""

    ids: tuple[str, ...]
    module: JointModule
    pins: tuple[PinnedVersion, ...]
    digests: tuple[Mapping[tuple[str, str], str], ...]

    def clauses(self) -> Iterator[MappedClause]:
        """The clauses of the draft with those that they come from; what has to be settled says so."""
        for clause in self.module.clauses:
            if clause.outcome is not Outcome.NOT_ALL:
                note = f"To be settled: {clause.why}"[:_LONGEST] if clause.outcome is Outcome.OPEN else ""
                yield MappedClause(joint=clause.id, sources=tuple(self._sources(clause)), note=note)

    def differences(self) -> Iterator[LastingDifference]:
        """What not all of them ask, which no draft of the common minimum has."""
        for clause in self.module.clauses:
            if clause.outcome is Outcome.NOT_ALL:
                says = {member.scheme: member.clause.label for member in clause.group.members}
                yield LastingDifference(about=clause.title[:_LINE], parties=tuple(
                    PartySays(party=party, says=says.get(scheme, "does not ask it"))
                    for scheme, party in enumerate(self.ids)))

    def words_now(self, source: PartyClause) -> str | None:
        """The digest of a clause's words as they are, empty where there is none; None for another module's clause."""
        for party, name, digests in zip(self.ids, self.module.modules, self.digests, strict=True):
            if (source.party, source.module) == (party, name):
                return digests.get((name, source.clause), "")
        return None

    def terms(self, found: Harmonised) -> Iterator[MappedTerm]:
        """The terms that collide in the texts that are harmonised: what each party calls a thing and means by it."""
        parties = dict(zip(found.schemes, self.ids, strict=True))
        for one in found.collisions:
            if any(item.place.startswith(f"{self.module.title} ") for item in one.terms):
                yield MappedTerm(term=one.name[:_LINE], note=f"{one.kind.value}.", parties=tuple(
                    PartyTerm(party=parties[item.scheme], term=item.term, meaning=item.meaning[:_LONGEST])
                    for item in one.terms))

    def _sources(self, clause: JointClause) -> Iterator[PartyClause]:
        for member in clause.group.members:
            module, name = self.module.modules[member.scheme], member.clause.id
            yield PartyClause(party=self.ids[member.scheme], module=module, clause=name,
                              words=self.digests[member.scheme].get((module, name), ""))


def _clause_map(before: Sequence[MappedClause], sides: _Sides) -> tuple[list[MappedClause], tuple[str, ...]]:
    """The rows that stand as people settled or wrote them, then those drafted of all clauses that are not in these.

    Returns: the rows; and the names of settled ones that are open again, as words changed under them.
    """
    stay = [row for row in before if _stays(row, sides)]
    opened = [row for row in before if row.judge and row not in stay]
    was = {_key(source): row for row in opened for source in row.sources}
    taken = {_key(source) for row in stay for source in row.sources}
    rows = list(stay)
    for row in sides.clauses():
        sources = tuple(source for source in row.sources if _key(source) not in taken)
        old = next((was[_key(source)] for source in sources if _key(source) in was), None)
        told = f"Before: settled by {old.judge} {old.date}".strip() + f". {old.note}" if old else ""
        if sources:
            rows.append(replace(row, sources=sources, note=" ".join(filter(None, (row.note, told.strip())))[:_LONGEST]))
    return rows, tuple(row.joint or "given up" for row in opened)


def _key(source: PartyClause) -> tuple[str, str, str]:
    return source.party, source.module, source.clause


def _stays(row: MappedClause, sides: _Sides) -> bool:
    """Whether a row is not to be drafted anew: people wrote it, it is of other texts, or settled on the same words."""
    rested = [(source.words, sides.words_now(source)) for source in row.sources if source.words]
    if all(now is None for _, now in rested):
        return True
    return bool(row.judge) and all(now in (None, words) for words, now in rested)


def _differences(terms: Harmonisation, drafted: Iterator[LastingDifference]) -> list[LastingDifference]:
    """Those of the record, and the drafted ones that it does not have yet."""
    known = {item.about for item in terms.differences}
    return [*terms.differences, *(item for item in drafted if item.about not in known)]


def _term_map(terms: Harmonisation, drafted: Iterator[MappedTerm]) -> list[MappedTerm]:
    """Those of the record, and the colliding ones of which it has none of the parties' terms yet."""
    known = {(item.party, item.term) for row in terms.terms for item in row.parties}
    return [*terms.terms, *(row for row in drafted if not any((item.party, item.term) in known
                                                             for item in row.parties))]


def _unsaid(terms: Harmonisation, found: Harmonised, module: JointModule, *, is_new: bool) -> Iterator[Edit]:
    """What the draft says of the joint text, where no person said it yet."""
    if is_new or not terms.minimum.rule:
        yield (_AT, "minimum", "rule"), _STRICTEST if found.is_strictest else _ALL
    if not terms.text.licence and module.verdict.is_allowed:
        yield (_AT, "text", "licence"), module.verdict.outgoing


def _told(found: Harmonised, module: JointModule) -> str:
    sources = ", ".join(f"{name} {version} of {scheme}" for name, version, scheme
                        in zip(module.modules, module.versions, found.schemes, strict=True))
    counts = ", ".join(f"{number} {words}" for words, number in module.counts.items())
    rule = _STRICTEST if found.is_strictest else _ALL
    return f"Joint text drafted from {sources}, taking {rule}: {counts}."


def _clause(row: MappedClause) -> dict[str, object]:
    sources = [{name: value for name in PartyClause.__slots__ if (value := getattr(source, name))}
               for source in row.sources]
    said = {"note": row.note, "judge": row.judge, "date": row.date}
    return {"joint": row.joint, "from": sources, **{name: words for name, words in said.items() if words}}


def _term(row: MappedTerm) -> dict[str, object]:
    parties = [{name: value for name in PartyTerm.__slots__ if (value := getattr(one, name))} for one in row.parties]
    said = {"meaning": row.meaning, "note": row.note}
    return {"term": row.term, "parties": parties, **{name: words for name, words in said.items() if words}}


def _difference(row: LastingDifference) -> dict[str, object]:
    said = {"why": row.why, "review": row.review}
    return {"about": row.about, "parties": [{"party": one.party, "says": one.says} for one in row.parties],
            **{name: words for name, words in said.items() if words}}
