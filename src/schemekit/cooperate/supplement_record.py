"""A supplement in the record of a shared process: what the other party asks beyond us, row by row, and the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.writing import writing
from schemekit.cooperate.drawn_up import drawn_from
from schemekit.cooperate.into_record import Drafted, Into, IntoRecord, OtherParty, begun, put_in
from schemekit.cooperate.lined_words import clause_digests
from schemekit.cooperate.pinned_text import pinned_texts
from schemekit.cooperate.record_edit import changed_list
from schemekit.cooperate.side_by_side import WithAnother
from schemekit.cooperate.side_names import with_names
from schemekit.cooperate.supplement import ModuleSupplement, Supplements, supplements_of
from schemekit.cooperate.supplement_paper import supplement_paper
from schemekit.crosswalk.paired_clauses import PairedClause
from schemekit.crosswalk.side_by_side import with_unit
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import CooperationType, PinnedVersion
from schemekit.model.shared_process import Extra, SharedProcess, SupplementFile

_AT = CooperationType.SHARED_PROCESS.section
_LONGEST = 1000   # signs of a row; the document has the clause whole

Digests = Mapping[tuple[str, str], str]


def supplement_into(root: Path, wanted: WithAnother, into: Into) -> tuple[Supplements, IntoRecord]:
    """Write what another scheme asks beyond ours into a shared process: a document, and a row for each requirement.

    Shape: rows of other parties, of other modules, and those that people wrote stay. Who checks a row stays too while
    its words are the same.
    Raises: as `supplements` and `begun`; MissingPartError where a part that writes Markdown is missing.
    """
    from schemekit.word.paper import markdown_of

    with writing(root) as folder, other_scheme(wanted.theirs, root, offline=wanted.offline) as theirs:
        found = supplements_of(folder, theirs, wanted.modules, date.fromisoformat(into.today))
        other = OtherParty(folder=theirs, place=wanted.theirs)
        made, before = begun(folder, CooperationType.SHARED_PROCESS, into, [other], f"Shared audit with {found.theirs}")
        terms = SharedProcess.from_mapping(before.cooperation.section)
        digests = clause_digests(theirs, [module.their_module for module in found.modules])
        rows = [row for module in found.modules for row in _rows(found, module, other.id, digests)]
        settled, again = _with_checkers(rows, terms.extras)
        modules = {module.their_module for module in found.modules}
        stay = [row for row in terms.extras if row.party != other.id or row.module not in modules]
        file = f"supplement-{other.id}.md"
        pins = tuple(_versions(found, folder, other))
        noted = [text for one in terms.supplements if one.party == other.id for text in one.drawn_from]
        document = SupplementFile(party=other.id, file=file, drawn_from=drawn_from(
            before, file, noted, pins, is_anew=into.is_forced))
        documents = [*(one for one in terms.supplements if one.party != other.id), document]
        return found, put_in(folder, before, made, [other], Drafted(
            file=file, text=markdown_of(supplement_paper(found, into.today)),
            versions=pins,
            terms=[*changed_list((_AT, "extras"), terms.extras, (*stay, *settled), _mapping),
                   ((_AT, "supplements"), [_document(one) for one in documents])],
            words=f"Supplement of {found.theirs} drawn up from {_sources(found)}: {found.summary}.",
            rows=len(settled), kept=sum(bool(row.checked_by) for row in settled), again=again), into)


def _rows(all_of: Supplements, module: ModuleSupplement, party: str, digests: Digests) -> Iterator[Extra]:
    """What they ask beyond us, a row each; a value that a clause's row tells has none of its own."""
    found = module.found
    told: list[str] = []
    for pairs, note in ((found.only, ""), (found.stricter, ""),
                        (found.to_look_at, "to be compared by a person, as no rule tells which asks more")):
        for pair in pairs:
            if pair.theirs is not None:
                told += pair.told
                yield Extra(party=party, module=module.their_module, clause=pair.theirs.id,
                            requirement=_requirement(all_of, module, pair, note),
                            words=digests.get((module.their_module, pair.theirs.id), ""))
    for row in (*found.values, *found.open_values):
        if not any(words.startswith(f"{row.title}:") for words in told):
            yield Extra(party=party, module=module.their_module,
                        requirement=f"{row.title}: {with_unit(row.theirs, row.unit)}"[:_LONGEST])


def _requirement(all_of: Supplements, module: ModuleSupplement, pair: PairedClause, note: str) -> str:
    label = pair.theirs.label if pair.theirs else ""
    differs = "; ".join(pair.told) if pair.ours is not None and module.copying.is_allowed else ""
    said = "; ".join(part for part in (with_names(differs, all_of.ours, all_of.theirs), note) if part)
    return (f"{label}: {said}" if said else label)[:_LONGEST]


def _with_checkers(rows: Sequence[Extra], before: Sequence[Extra]) -> tuple[list[Extra], tuple[str, ...]]:
    """The rows with who checks them, as far as they ask what they asked; and those that changed since."""
    old = {(row.party, row.module, row.clause or row.requirement): row for row in before if row.checked_by}
    found, again = [], []
    for row in rows:
        was = old.get((row.party, row.module, row.clause or row.requirement))
        if was is None:
            found.append(row)
        elif (was.words, was.requirement) == (row.words, row.requirement):
            found.append(replace(row, checked_by=was.checked_by))
        else:
            found.append(row)
            again.append(f"{row.module}#{row.clause}")
    return found, tuple(again)


def _versions(found: Supplements, ours: SchemeFolder, other: OtherParty) -> Iterator[PinnedVersion]:
    """What each side has of the modules, with what it made of them and the digest of its words."""
    for module in found.modules:
        for folder, party, name in ((ours, ours.scheme().id, module.our_module),
                                    (other.folder, other.id, module.their_module)):
            yield from pinned_texts(folder, party, [name])


def _sources(found: Supplements) -> str:
    return "; ".join(f"{module.their_module} {module.their_version} beside our {module.our_module} "
                     f"{module.our_version}" for module in found.modules)


def _document(one: SupplementFile) -> dict[str, object]:
    texts = [text.to_mapping() for text in one.drawn_from]
    return {"party": one.party, "file": one.file, **({"drawn_from": texts} if texts else {})}


def _mapping(row: Extra) -> dict[str, str]:
    return {name: value for name in Extra.__slots__ if (value := getattr(row, name))}
