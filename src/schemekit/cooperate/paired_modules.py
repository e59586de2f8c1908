"""Modules of two schemes laid beside each other: which are meant, their clauses with their words, their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemekit.adopt.clause_states import adopted_clauses
from schemekit.adopt.crosswalks import source_crosswalks
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.parameter_changes import renamed_parameters
from schemekit.adopt.proven import proven_adoptions, unconfirmed
from schemekit.adopt.said_values import SaidValue, said_values
from schemekit.adopt.values_in_words import is_said
from schemekit.cooperate.demands import demands_of
from schemekit.cooperate.own_names import Blanks, is_own_name
from schemekit.cooperate.two_schemes import BEFORE_HEADINGS, lined_clauses
from schemekit.crosswalk.evidence import ClauseState
from schemekit.crosswalk.lined_up import LinedClause
from schemekit.crosswalk.paired_clauses import JudgedClause, PairedClause, SideClause, through_items
from schemekit.crosswalk.side_by_side import SideValue, Stricter, ValueRow, value_rows
from schemekit.errors import UnknownNameError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.adoption import Verb
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.parameter import shown
from schemekit.model.unconfirmed import Unconfirmed
from schemekit.text.comparing.diff import SAME_WORDS
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.force import force_of
from schemekit.text.template import parameters_in

ASSURANCE = "assurance"
_HALF, _MOST = 0.5, 0.8


@dataclass(frozen=True)
class ModulePair:
    """A module of ours beside one of theirs."""

    ours: Adoption
    theirs: Adoption

    @property
    def name(self) -> str:
        """`assurance`, or `assurance beside certification` where they are called differently."""
        return self.ours.id if self.ours.id == self.theirs.id else f"{self.ours.id} beside {self.theirs.id}"

    @property
    def title(self) -> str:
        """What our text is called: its document's title, else the module's."""
        return self.ours.title_of(self.ours.main_file)

    @property
    def is_same_module(self) -> bool:
        """Whether both go back to one module, so that clauses can be held against each other by their ids.

        The name alone is not believed: two libraries may call different texts alike. Of one name, at least half of the
        clauses of the shorter one have to be in the other; under two names, most of the longer one's.
        """
        mine, hers = ({clause.id for clause in side.module.clauses} for side in (self.ours, self.theirs))
        if self.ours.module.id == self.theirs.module.id:
            return len(mine & hers) >= _HALF * min(len(mine), len(hers)) and bool(mine)
        return len(mine & hers) >= _MOST * max(len(mine), len(hers)) and bool(mine)


def module_pairs(ours: SchemeFolder, theirs: SchemeFolder, names: Sequence[str] = ()) -> tuple[ModulePair, ...]:
    """The modules that are meant, each of ours beside one of theirs.

    Shape: a name is MODULE, or OURS=THEIRS where theirs is called otherwise; none is the assurance module.
    Raises: UnknownNameError where a side has no such module; IntegrityError where its pulled source is not what its
    lock records; FindingsError for a record that cannot be read.
    """
    own = {adoption.id: adoption for adoption in proven_adoptions(ours)}
    other = {adoption.id: adoption for adoption in proven_adoptions(theirs)}
    found = []
    for name in names or (ASSURANCE,):
        mine, _, hers = name.partition("=")
        hers = hers or mine
        for known, module, scheme in ((own, mine, ours), (other, hers, theirs)):
            if module not in known:
                raise _no_module(module, known, scheme.scheme().name, mine)
        found.append(ModulePair(own[mine], other[hers]))
    return tuple(found)


def unconfirmed_in(pairs: Iterable[ModulePair]) -> tuple[Unconfirmed, ...]:
    """The modules of pairs whose source nobody could confirm, on either side."""
    return unconfirmed(side for pair in pairs for side in (pair.ours, pair.theirs))


def paired_values(pair: ModulePair) -> tuple[ValueRow, ...]:
    """The values of both sides; one that goes on under another name in their release is the same parameter.

    Shape: where a side put other words into a clause that uses a value, or has it no more, a person decides, and what
    is told is what the text says: the lock has what was filled in, and not what the clause says now. A value that the
    words of one side only say, or of neither, is no demand of that side: a choice may leave its sentence out.
    """
    renamed = renamed_parameters(pair.theirs.module, pair.ours.module) if pair.is_same_module else {}
    sides = (_Worded.of("ours", pair.ours, {}), _Worded.of("theirs", pair.theirs, renamed))
    rows = value_rows(*(side.values for side in sides))
    older = {now: was for was, now in renamed.items()}
    return tuple(_as_worded(_as_said(row, pair, older.get(row.name, row.name)), sides) for row in rows)


@dataclass(frozen=True)
class _Worded:
    """One side's values as its text has them.

    Shape: `values` are what is weighed; `said` are those that its text says otherwise than the lock, `places` the
    clauses in which a line with a value reads otherwise than the source's, both by the name that ours has for it.
    """

    name: str
    values: list[SideValue]
    said: Mapping[str, SaidValue]
    places: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, name: str, adoption: Adoption, renamed: dict[str, str]) -> _Worded:
        """The values of a side. Shape: `renamed` are the names of ours by those of the side."""
        said = {renamed.get(was, was): item for was, item in said_values(adoption).items()}
        values = [side if (item := said.get(side.parameter.name)) is None or item.value is None
                  else replace(side, value=item.value) for side in _values(adoption, renamed)]
        return cls(name, values, said, _rewritten(adoption, renamed))

    def note(self, row: str) -> str:
        """Where the text reads otherwise around a value; empty where it does not."""
        told = [item.place for item in self.said[row].instead] if row in self.said else []
        places = dict.fromkeys((*self.places.get(row, ()), *told))
        return f"{self.name} reads otherwise in {', '.join(places)}" if places else ""

    def is_settled(self, row: str) -> bool:
        """Whether the text says one value, and nothing else in the place of it."""
        return row not in self.said or self.said[row].value is not None


def _as_said(row: ValueRow, pair: ModulePair, their_name: str) -> ValueRow:
    """A row of two values that differ, by whether the words of either side say them."""
    mine, hers = pair.ours.entry.parameters.get(row.name), pair.theirs.entry.parameters.get(their_name)
    if row.stricter in (Stricter.SAME, Stricter.OWN) or mine is None or hers is None or mine == hers:
        return row
    is_ours, is_theirs = is_said(pair.ours, row.name, hers), is_said(pair.theirs, their_name, mine)
    if is_ours and is_theirs:
        return row
    if not is_ours and not is_theirs:
        return replace(row, stricter=Stricter.UNUSED, strictest="", value=None)
    note = "; ".join(filter(None, (row.note, f"used by {'ours' if is_ours else 'theirs'} only")))
    return replace(row, stricter=Stricter.PERSON, strictest="", value=None, note=note)


def _rewritten(adoption: Adoption, renamed: Mapping[str, str]) -> dict[str, list[str]]:
    """The clauses in which a line with a value reads otherwise than the source's, by the parameter of that value."""
    if adoption.text_is_untouched:
        return {}
    path = f"{TEMPLATE_FOLDER}/{adoption.main_file}"
    template = Document.parse(adoption.folder.pulled(adoption.id, {path: ""}).get(path, b"").decode("utf-8", "replace"))
    lines = {clause.id: clause.raw.splitlines() for clause in template.clauses}
    found: dict[str, list[str]] = {}
    for change in adoption.changes:
        if change.source is None or change.verb not in (Verb.ADAPT, Verb.DROP) or change.kinds <= SAME_WORDS:
            continue
        mine = " ".join(change.mine.raw.split()) if change.mine else ""
        filled, blanks = change.source.raw.splitlines(), lines.get(change.source.id, [])
        for name in adoption.parameters_in(change.source.id):
            if len(filled) == len(blanks):
                stand = [line for line, blank in zip(filled, blanks, strict=True) if name in parameters_in(blank)]
            else:   # a list or a choice filled in more lines, or fewer
                told = shown(adoption.entry.parameters[name])
                stand = [line for line in filled if told in line] or filled
            if not all(" ".join(line.split()) in mine for line in stand):
                found.setdefault(renamed.get(name, name), []).append(f"#{change.source.id}")
    return found


def _as_worded(row: ValueRow, sides: tuple[_Worded, _Worded]) -> ValueRow:
    """A row with what the texts say; where one reads otherwise around the value, a person decides."""
    ours, theirs = (side.said.get(row.name) for side in sides)
    told = replace(row, ours=ours.words if ours else row.ours, theirs=theirs.words if theirs else row.theirs)
    if row.stricter is Stricter.SAME and all(side.is_settled(row.name) for side in sides):
        return told
    if row.stricter is Stricter.OWN or any(item and is_own_name(item.parameter) for item in (ours, theirs)):
        return replace(told, stricter=Stricter.OWN, strictest="", value=None)
    notes = [note for side in sides if (note := side.note(row.name))]
    if not notes:
        return told
    return replace(told, stricter=Stricter.PERSON, strictest="", value=None,
                   note="; ".join(filter(None, (row.note, *notes))))


def paired_clauses(pair: ModulePair) -> tuple[PairedClause, ...]:
    """The clauses of both sides: held against each other in one module, through crosswalks in two different ones."""
    mine, hers = side_clauses(pair.ours), side_clauses(pair.theirs)
    if not pair.is_same_module:
        return through_items(tuple(mine.values()), tuple(hers.values()), judged_clauses(pair.ours),
                             judged_clauses(pair.theirs))
    for side, clauses in ((pair.ours, mine), (pair.theirs, hers)):
        clauses.update({clause.id: clause for clause in _beginning(side)})
    return tuple(_paired(row, mine, hers) for row in lined_clauses(pair.ours, pair.theirs)
                 if _has(row, row.our_number, row.clause, mine)
                 or _has(row, row.their_number, row.their_clause or row.clause, hers))


def _paired(row: LinedClause, mine: Mapping[str, SideClause], hers: Mapping[str, SideClause]) -> PairedClause:
    theirs = row.their_clause or row.clause
    return PairedClause(
        ours=mine[row.clause] if _has(row, row.our_number, row.clause, mine) else None,
        theirs=hers[theirs] if _has(row, row.their_number, theirs, hers) else None,
        match=row.match, way=row.way, told=row.told, is_reworded=row.is_reworded)


def _has(row: LinedClause, number: str, clause: str, clauses: Mapping[str, SideClause]) -> bool:
    """Whether a side has a clause of a row: what it has is numbered, but for the words before the first heading."""
    return clause in clauses and (bool(number) or row.clause == PREAMBLE)


def _beginning(side: Adoption) -> Iterator[SideClause]:
    """The words before the first heading, as a clause without a number; nothing where only a title stands there."""
    clause = Document.parse(side.folder.own_text(side.id, side.main_file) or "").beginning
    body = "\n".join(line for line in clause.raw.split("\n") if not line.startswith("# ")).strip()
    if body:
        language = side.module.language
        force = force_of(body, language)
        yield SideClause(module=side.id, id=clause.id, number="", heading=BEFORE_HEADINGS, body=body, force=force,
                         demands=demands_of(body, force, language, Blanks.of(side).put_into))


def side_clauses(adoption: Adoption) -> dict[str, SideClause]:
    """The clauses of a scheme's text by id, each with its force and what binds in it.

    Shape: the force is the module's word for a clause that is as its source has it, else what its words carry.
    """
    language = adoption.module.language
    source = {clause.id: clause.comparable for clause in Document.parse(adoption.base_text(adoption.main_file)).clauses}
    text = adoption.folder.own_text(adoption.id, adoption.main_file) or ""
    blanks = Blanks.of(adoption)
    found: dict[str, SideClause] = {}
    for clause in Document.parse(text).clauses:
        told = adoption.module.clause(clause.id)
        is_kept = told is not None and source.get(clause.id) == clause.comparable
        force = told.force if told is not None and is_kept else force_of(clause.body, language)
        found.setdefault(clause.id, SideClause(
            module=adoption.id, id=clause.id, number=clause.number, heading=clause.heading, body=clause.body,
            force=force, demands=demands_of(clause.body, force, language, blanks.put_into),
        ))
    return found


def _values(adoption: Adoption, renamed: dict[str, str]) -> list[SideValue]:
    values = adoption.entry.parameters
    return [SideValue(parameter=replace(item, name=renamed.get(item.name, item.name)),
                      value=values.get(item.name, item.default)) for item in adoption.module.parameters]


def judged_clauses(adoption: Adoption) -> tuple[JudgedClause, ...]:
    """The clauses that the source's crosswalks say address an item, wholly or in part."""
    states = adopted_clauses(adoption).states
    return tuple(
        JudgedClause(clause=row.clause, framework=f"{walk.framework} {walk.framework_version}", item=row.item,
                     judge=row.judge, is_changed=states.get(row.clause) is not ClauseState.KEPT)
        for walk in source_crosswalks(adoption) for row in walk.rows
        if not row.is_gap and (row.relation.is_whole or row.relation.is_part)
    )


def _no_module(module: str, known: dict[str, Adoption], scheme: str, mine: str) -> UnknownNameError:
    return UnknownNameError(
        f"{scheme} has adopted no module '{module[:60]}'",
        why=f"it has {', '.join(known)}" if known else "it has adopted none",
        fix=f"name the modules that are meant: --module {mine[:60]}=THEIRS",
    )
