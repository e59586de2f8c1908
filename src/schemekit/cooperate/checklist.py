"""The checklist of a joint audit: each requirement of two schemes asked once, and what that saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.cooperate.copying import Copying, copying
from schemekit.cooperate.paired_modules import ModulePair, module_pairs, paired_clauses, paired_values, unconfirmed_in
from schemekit.cooperate.records import held
from schemekit.cooperate.side_by_side import WithAnother
from schemekit.crosswalk.joint_questions import Ask, JointFigures, Question, figures, questions
from schemekit.crosswalk.paired_clauses import Demand, PairedClause
from schemekit.crosswalk.savings import Savings, savings
from schemekit.crosswalk.side_by_side import ValueRow
from schemekit.crosswalk.supplement import own_values
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import CooperationType
from schemekit.model.shared_process import Grade, SharedProcess
from schemekit.model.unconfirmed import Unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleChecklist:
    """The questions of one module.

    Shape: `to_decide` are the clauses of which no rule tells which side asks more, those too that ask nothing by
    themselves and say what other clauses mean; `own_values` are those that each side fills in for itself.
    """

    name: str
    title: str
    is_same_module: bool
    our_version: str
    their_version: str
    questions: tuple[Question, ...]
    copying: Copying

    to_decide: tuple[PairedClause, ...] = ()
    own_values: tuple[ValueRow, ...] = ()

    def demand(self, question: Question, *, is_theirs: bool) -> Demand | None:
        """What a side asks in its own words; where theirs may not be copied, where they stand."""
        found = question.theirs if is_theirs else question.ours
        side = question.pair.theirs
        if found is None or side is None or not is_theirs or self.copying.is_allowed:
            return found
        return Demand(words=f"See {side.label} in their text.", is_recommended=found.is_recommended)

    def number_of(self, pair: PairedClause) -> tuple[int, ...]:
        """The numbers of the questions in which a clause is asked in both forms."""
        return tuple(number for number, one in enumerate(self.questions, 1)
                     if one.pair is pair and one.ask is Ask.BOTH_FORMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The checklist of a joint audit under two schemes.

    Shape: `saved` and `grades` come from the record of a shared process, where one was named; else None and empty.
    `unconfirmed` are the modules whose source nobody could confirm.
    """

    ours: str
    theirs: str
    our_id: str
    their_id: str
    language: str
    modules: tuple[ModuleChecklist, ...]
    figures: JointFigures
    saved: Savings | None = None
    grades: tuple[Grade, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()

    @property
    def to_compare(self) -> int:
        """How many questions may fall away once a person has compared the two forms of them."""
        return sum(one.ask is Ask.BOTH_FORMS or bool(one.pair.through)
                   for module in self.modules for one in module.questions)

    def grades_of(self, party: str) -> tuple[str, ...]:
        """What a party calls the grades, as the record has them."""
        return tuple(item.grade for grade in self.grades for item in grade.parties if item.party == party)

    @property
    def summary(self) -> str:
        """`62 questions instead of 118: 56 saved, 47 %`."""
        found = self.figures
        alone = found.ours_alone + found.theirs_alone
        return f"{found.joint} questions instead of {alone}: {found.saved} saved, {found.saved_percent:.0f} %"

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {
            "ours": self.ours, "theirs": self.theirs, "figures": self.figures.to_mapping(),
            "to_compare": self.to_compare, "savings": self.saved.to_mapping() if self.saved else None,
            "modules": [{"module": module.name, "same_module": module.is_same_module,
                         "our_version": module.our_version, "their_version": module.their_version,
                         "licence": module.copying.to_mapping(),
                         "questions": [_mapping(module, one) for one in module.questions],
                         "to_decide": [_open_mapping(module, one) for one in module.to_decide],
                         "own_values": [row.to_mapping() for row in module.own_values]}
                        for module in self.modules],
            "unconfirmed": [one.to_mapping() for one in self.unconfirmed],
        }


def checklist(root: Path, wanted: WithAnother, today: date, record: str = "") -> Checklist:
    """Make the checklist of a joint audit. Shape: `record` is the id of a shared process, for its grades and numbers.

    Raises: as `other_scheme` and `module_pairs`; UnknownNameError, UsageError for a record that is no shared process.
    """
    ours = SchemeFolder(root)
    terms = _terms(ours, record) if record else None
    with other_scheme(wanted.theirs, root, offline=wanted.offline) as theirs:
        pairs = module_pairs(ours, theirs, wanted.modules)
        permitted = copying(ours, [pair.theirs for pair in pairs], today)
        modules = tuple(_of(pair, one) for pair, one in zip(pairs, permitted, strict=True))
        own, other = ours.scheme(), theirs.scheme()
        return Checklist(
            ours=own.name, theirs=other.name, our_id=own.id, their_id=other.id, language=own.language, modules=modules,
            figures=figures([one for module in modules for one in module.questions]),
            saved=savings(terms.figures, (own.id, other.id)) if terms else None, grades=terms.grades if terms else (),
            unconfirmed=unconfirmed_in(pairs),
        )


def _terms(folder: SchemeFolder, record: str) -> SharedProcess:
    found = held(folder, record).cooperation
    section = found.sections.get(CooperationType.SHARED_PROCESS.section)
    if section is None:
        raise UsageError(f"{record} is no shared process", why=f"it is a {found.type.words}",
                         fix="name one of type shared-process; 'schemekit cooperate list' has them")
    return SharedProcess.from_mapping(section)


def _of(pair: ModulePair, permitted: Copying) -> ModuleChecklist:
    pairs = paired_clauses(pair)
    return ModuleChecklist(
        name=pair.name, title=pair.title, is_same_module=pair.is_same_module,
        our_version=str(pair.ours.entry.version), their_version=str(pair.theirs.entry.version),
        questions=questions(pairs, has_words=permitted.is_allowed), copying=permitted,
        to_decide=tuple(one for one in pairs if one.is_to_decide or (pair.is_same_module and one.way.is_open)),
        own_values=tuple(own_values(paired_values(pair))),
    )


def asked_words(module: ModuleChecklist, question: Question) -> tuple[tuple[str, Demand], ...]:
    """What is asked: whose form it is (empty where it is one for both), and the words with their points."""
    ours, theirs = (module.demand(question, is_theirs=is_theirs) for is_theirs in (False, True))
    is_ours = question.ask in (Ask.ONCE, Ask.OUR_FORM, Ask.OURS)
    forms = [("Ours", ours), ("Theirs", theirs)] if question.ask is Ask.BOTH_FORMS else [
        ("", ours if is_ours else theirs)]
    return tuple((form, demand) for form, demand in forms if demand is not None)


def _mapping(module: ModuleChecklist, question: Question) -> dict[str, object]:
    pair = question.pair
    return {
        "ask": question.ask.value, "heading": pair.clause.heading,
        "our_clause": pair.ours.id if pair.ours else "", "our_number": pair.ours.number if pair.ours else "",
        "their_clause": pair.theirs.id if pair.theirs else "",
        "their_number": pair.theirs.number if pair.theirs else "",
        "asked": [{"form": form, "words": demand.words, "points": list(demand.points)}
                  for form, demand in asked_words(module, question)],
        "notes": list(question.notes), "counts_as": question.count,
    }


def _open_mapping(module: ModuleChecklist, pair: PairedClause) -> dict[str, object]:
    has_words = module.copying.is_allowed
    return {
        "heading": pair.clause.heading, "questions": list(module.number_of(pair)),
        "told": list(pair.told) if has_words else [],
        **{f"{name}_{what}": found for name, side, is_shown in (("our", pair.ours, True),
                                                               ("their", pair.theirs, has_words))
           for what, found in (("clause", side.id if side else ""), ("number", side.number if side else ""),
                               ("words", side.body if side and is_shown else ""))},
    }
