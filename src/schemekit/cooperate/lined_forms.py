"""Forms and annexes of a module that both adopted: what differs between them is told at the clause that refers to them.

A form that a procedure calls a part of itself binds as its clauses do. Whoever looks only at the clauses would take two
procedures for the same, of which one lets a certificate be granted in its table of grades.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.said_values import said_values
from schemekit.cooperate.lined_values import Named, Said, signals_in_range, unnamed
from schemekit.cooperate.own_names import with_our_names
from schemekit.cooperate.told_words import has_meaning, told_words
from schemekit.crosswalk.lined_up import LinedClause, Match, Way
from schemekit.model.file_names import PROSE, REGISTERS, TEMPLATE_FOLDER
from schemekit.review.comparing.compared import About, compared
from schemekit.review.comparing.held import Held, held_own
from schemekit.review.comparison import ComparedValue
from schemekit.text.document import Document
from schemekit.text.register import changed_columns
from schemekit.text.template import parameters_in

_LINK = re.compile(r"\]\(\s*(?:\./)*([^)#\s]+)")
_MOST_TOLD = 8   # passages of one form


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDifference:
    """A form that reads otherwise on their side. Shape: `told` in words; `title` is what people call it."""

    file: str
    title: str
    told: str


def with_forms(
    rows: Sequence[LinedClause], sides: tuple[Adoption, Adoption], values: Sequence[ComparedValue],
    alike: frozenset[str],
) -> Iterator[LinedClause]:
    """The clauses of a module, those that refer to a form which reads otherwise as one for people to look at.

    Shape: a form that no clause refers to is told at the first one that both have, as it is nobody's else to tell.
    """
    found = list(form_differences(sides, values, alike))
    places = _places(rows, sides, [one.file for one in found]) if found else {}
    for at, row in enumerate(rows):
        for one in found:
            if at in places[one.file]:
                row = _to_look_at(row, one)
        yield row


def forms_of(adoption: Adoption, clause: str) -> tuple[str, ...]:
    """The forms and annexes that a clause text refers to, by file."""
    known = {*adoption.source_files, *adoption.added_files} - {adoption.main_file}
    return tuple(dict.fromkeys(file for file in _LINK.findall(clause) if file in known))


def form_differences(
    sides: tuple[Adoption, Adoption], values: Sequence[ComparedValue], alike: frozenset[str]
) -> Iterator[FormDifference]:
    """The forms of which theirs reads otherwise than ours, but for names and for values that clauses tell already."""
    ours, theirs = sides
    told = {value.name: value for value in values if not value.is_filled_in}
    alone = told.keys() - set(parameters_in(_template(ours, ours.main_file)))
    files = [file for file in _files(sides) if not _is_same(sides, file, alone)]
    if not files:
        return
    before, after = held_own(ours), with_our_names(held_own(theirs), values, alike)
    said = said_values(ours), said_values(theirs)
    for file in files:
        title = (ours if file in before.texts or file in before.others else theirs).title_of(file)
        if words := _told_of(file, (before, after), sides, values, alone, said):
            yield FormDifference(file=file, title=title, told=words)


def _told_of(
    file: str, held: tuple[Held, Held], sides: tuple[Adoption, Adoption], values: Sequence[ComparedValue],
    alone: set[str], said: Sequence[Said],
) -> str:
    """What differs in one form, in words; empty where nothing does that anybody has to know."""
    if file.endswith(REGISTERS):
        mine, hers = (side.others.get(file) for side in held)
        return changed_columns(mine, hers) if mine is not None and hers is not None else _of_one(mine, hers)
    before, after = (side.texts.get(file) for side in held)
    if before is None or after is None:
        return _of_one(before, after)
    mine_only, hers_only = (replace(side, texts={file: text}, others={})
                            for side, text in zip(held, (before, after), strict=True))
    named: Named = {value.name: (value.before, value.after) for value in values if value.is_filled_in}
    told = {value.name: value for value in values if not value.is_filled_in}
    lines: list[str] = []
    for clause in compared(mine_only, hers_only, About(values=tuple(values))).clauses:
        signals, beyond = signals_in_range(unnamed(clause.signals, named), clause.change, sides, said)
        # What a value does is told by the clauses that say it; one that only forms say has nobody else to tell it.
        counting = [signal for signal in signals if has_meaning(signal)
                    and not (signal.rule == "parameter.value" and signal.parameter not in alone)]
        lines += (*told_words(counting, told), *(beyond if counting else ()))
    passages = list(dict.fromkeys(lines))
    more = [f"and {len(passages) - _MOST_TOLD} more"] if len(passages) > _MOST_TOLD else []
    return "; ".join((*passages[:_MOST_TOLD], *more))


def _of_one(mine: object, hers: object) -> str:
    return "" if mine is None and hers is None else "only theirs has it" if mine is None else "only ours has it"


def _files(sides: Sequence[Adoption]) -> list[str]:
    """The forms, annexes and registers of either side, ours first."""
    return list(dict.fromkeys(
        file for side in sides for file in (*side.source_files, *side.added_files)
        if file != side.main_file and file.endswith((*PROSE, *REGISTERS))))


def _is_same(sides: tuple[Adoption, Adoption], file: str, alone: set[str]) -> bool:
    """Whether both have a form as its source has it, and the sources have it alike; values that clauses tell aside."""
    if not all(file in side.source_files and side.is_untouched(file) for side in sides):
        return all(file in side.source_files for side in sides) and file.endswith(REGISTERS) and not changed_columns(
            *(side.folder.data(side.folder.own_path(side.id, file)) or b"" for side in sides))
    mine, hers = (_template(side, file) for side in sides)
    return mine == hers and not alone.intersection(parameters_in(mine))


def _template(side: Adoption, file: str) -> str:
    path = f"{TEMPLATE_FOLDER}/{file}"
    return side.folder.pulled(side.id, {path: ""}).get(path, b"").decode("utf-8", "replace")


def _places(
    rows: Sequence[LinedClause], sides: tuple[Adoption, Adoption], files: Sequence[str]
) -> Mapping[str, frozenset[int]]:
    """At which rows each form is told: of the clauses of ours that refer to it, else of theirs, else of the first."""
    linked = [{clause.id: set(_LINK.findall(clause.raw)) for clause in Document.parse(
        side.folder.own_text(side.id, side.main_file) or "").clauses} for side in sides]
    first = next((at for at, row in enumerate(rows) if row.our_number and row.their_number and row.has_words), 0)
    found = {}
    for file in files:
        by_ours = {at for at, row in enumerate(rows) if row.our_number and file in linked[0].get(row.clause, ())}
        by_theirs = {at for at, row in enumerate(rows)
                     if row.their_number and file in linked[1].get(row.their_clause or row.clause, ())}
        found[file] = frozenset(by_ours or by_theirs or {first})
    return found


def _to_look_at(row: LinedClause, form: FormDifference) -> LinedClause:
    told = f"theirs reads otherwise in the form {form.title}: {form.told}"
    match, way = row.match, row.way
    if match is Match.MATCHED:
        match, way = Match.LOOK, Way.UNTOLD
    elif way is Way.LOOSER and match is Match.PARTLY:
        way = Way.MIXED
    top_up = row.top_up if match is Match.BEYOND or match is Match.GAP else \
        "; ".join(filter(None, (row.top_up, f"the form {form.title}, as ours has it")))
    return replace(row, match=match, way=way, told=(*row.told, told), top_up=top_up, is_reworded=False,
                   other_forms=(*row.other_forms, form.file))
