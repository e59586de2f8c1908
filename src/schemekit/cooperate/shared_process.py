"""Shared processes: one audit or one form for several schemes, and what has to be settled before the first one.

Basis: what such processes break over is who decides on appeals, grades and days that differ, confidential data that
flows further than anybody agreed, and auditors whom only one of the schemes has approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemekit.cooperate.drawn_up import outdated_findings
from schemekit.cooperate.due import due
from schemekit.cooperate.kind import Kind
from schemekit.cooperate.lined_words import RestingRow, stale_findings
from schemekit.cooperate.party_check import Place, unknown_parties
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.process_annexes import process_annexes, public_process
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.cooperation import CooperationType
from schemekit.model.due_date import Due, DueDate
from schemekit.model.finding import Finding, Severity
from schemekit.model.said import says_why
from schemekit.model.shared_process import Grade, SharedProcess

_AT = "shared_process"
_WHOLE = 100.0
_ROUNDING = 0.5   # three thirds are written as 33, 33 and 34


def _checks(held: HeldCooperation, schemes: PartySchemes, _today: date) -> Iterator[Finding]:
    terms = SharedProcess.from_mapping(held.cooperation.section)
    yield from _process(held, terms)
    yield from _decisions(held, terms)
    yield from _grades(held, terms)
    yield from _data(held, terms)
    yield from _auditors(held, terms)
    yield from _supplement(held, schemes, terms)
    yield from _costs(held, terms)
    yield from _unknown_parties(held, terms)


def _process(held: HeldCooperation, terms: SharedProcess) -> Iterator[Finding]:
    if not says_why(terms.process):
        yield held.finding("process-name", (_AT, "process"), found="nothing on which process is shared",
                           wanted="the process in a few words", severity=held.weight(),
                           why="each party thinks of another one", fix=held.fill('process="the audit of a site"'))
    if not terms.steps:
        yield held.finding("process-steps", (_AT, "steps"), found="no step", severity=held.weight(),
                           wanted="what is done, in its order, and which party answers for it",
                           why="what nobody answers for stays undone between two offices",
                           fix=held.fill('--add steps="…; owner=PARTY; days=10"', "once for each"))
    for place, step in enumerate(terms.steps):
        if not step.owner:
            yield held.finding("process-owner", (_AT, "steps", place), found=f"{step.id}: nobody who answers for it",
                               wanted="a party", severity=held.weight(), why="two offices wait for each other",
                               fix=held.fill(f"steps.{step.id}.owner=PARTY"))
        if step.form and step.form not in {form.title for form in terms.forms}:
            yield held.finding("process-form", (_AT, "steps", place, "form"), severity=Severity.WARNING,
                               found=f"the form '{step.form}', which is none of the shared ones",
                               wanted="the title of a form under 'forms'", why="nobody finds it",
                               fix=held.fill(f'--add forms="{step.form}; keeper=PARTY"', "or correct the title"))
    for place, form in enumerate(terms.forms):
        if not form.keeper:
            yield held.finding("process-keeper", (_AT, "forms", place), found=f"{form.title}: nobody who keeps it",
                               wanted="a party that keeps it up to date", severity=held.weight(),
                               why="a shared form that nobody keeps is two forms within a year",
                               fix=held.fill(f"forms.{place + 1}.keeper=PARTY"))
    if not held.cooperation.versions:
        yield held.finding("process-versions", ("versions",), found="no version of the texts it rests on",
                           wanted="the assurance text of each party, with its version", severity=held.weight(),
                           why="without it nobody is told when one side changes its rules",
                           fix=held.fill('--add versions="PARTY; document=assurance; version=1.0.1"',
                                         "once for each party"))


def _decisions(held: HeldCooperation, terms: SharedProcess) -> Iterator[Finding]:
    if not terms.decision or not says_why(terms.decided_by):
        yield held.finding("process-decision", (_AT, "decision"), found="nothing on who decides on the result",
                           wanted="joint or separate, and the body that decides", severity=held.weight(),
                           why="one audit does not mean one decision, and clients will ask",
                           fix=held.fill('decision=separate decided_by="…"'))
    if not terms.appeals:
        yield held.finding("process-appeals", (_AT, "appeals"), found="nobody who decides on appeals",
                           wanted="the body, for each thing that can be appealed against", severity=held.weight(),
                           why="each party sends the appellant to the other",
                           fix=held.fill('--add appeals="the grade of a finding; decided_by=…; days=60"'))
    for place, appeal in enumerate(terms.appeals):
        if appeal.days is None:
            yield held.finding("process-appeal-days", (_AT, "appeals", place), severity=Severity.WARNING,
                               found=f"{appeal.about}: no time in which an appeal is decided", wanted="days",
                               why="an appeal without an end is none", fix=held.fill(f"appeals.{place + 1}.days=60"))


def _grades(held: HeldCooperation, terms: SharedProcess) -> Iterator[Finding]:
    if not terms.grades:
        yield held.finding("process-grades", (_AT, "grades"), found="no grades of nonconformity",
                           severity=held.weight(),
                           wanted="the grades of the shared process, and what each is to each party",
                           why="a minor of one scheme is a major of the other, and the client learns of it last",
                           fix=held.fill('--add grades="major; close_days=90"',
                                         "see 'schemekit cooperate side-by-side'"))
    for place, grade in enumerate(terms.grades):
        yield from _of_grade(held, place, grade)


def _of_grade(held: HeldCooperation, place: int, grade: Grade) -> Iterator[Finding]:
    path = (_AT, "grades", place)
    named = {item.party for item in grade.parties}
    missing = [party for party in held.cooperation.working_parties if party not in named]
    if missing:
        names = ", ".join(held.cooperation.name_of(party) for party in missing)
        yield held.finding("process-grade", path, found=f"{grade.grade}: not what it is to {names}",
                           wanted="the grade of each party", severity=held.weight(),
                           why="each party has to enter the finding under a grade of its own",
                           fix=held.fill(f'--add grades.{place + 1}.parties="{missing[0]}; grade=…; close_days=90"'))
    if grade.close_days is None:
        yield held.finding("process-close-out", path, found=f"{grade.grade}: no days in which it is closed",
                           wanted="days", severity=held.weight(), why="each side would count its own",
                           fix=held.fill(f"grades.{place + 1}.close_days=90",
                                         "the shortest of the parties' own meets them all"))
        return
    for item in grade.parties:
        if item.close_days is not None and item.close_days < grade.close_days:
            name = held.cooperation.name_of(item.party)
            yield held.finding("process-close-out", path, severity=held.weight(),
                               found=f"{grade.grade}: closed within {grade.close_days} days, and {name} wants it "
                                     f"within {item.close_days}",
                               wanted="days that meet each party's own",
                               fix=held.fill(f"grades.{place + 1}.close_days={item.close_days}", "or fewer"),
                               why="a finding would be in time for one scheme and late for the other")


def _data(held: HeldCooperation, terms: SharedProcess) -> Iterator[Finding]:
    data = terms.data
    if data is None or not data.shared:
        yield held.finding("process-data", (_AT, "data"), found="nothing on what passes between the parties",
                           wanted="what each may see, what is kept back, who agreed, for how long",
                           severity=held.weight(), why="audit reports name people, and what has flowed stays out",
                           fix=held.fill('--add data.shared="…" data.consent="…" data.keep_months=60'))
        return
    for is_there, key, how, words, why in (
        (bool(data.withheld), "withheld", '--add data.withheld="…"', "nothing that is kept back",
         "sources who spoke to an auditor were promised that nobody learns of it"),
        (says_why(data.consent), "consent", 'data.consent="…"',
         "nothing on how clients and people agreed", "they spoke to one scheme"),
        (says_why(data.use), "use", 'data.use="…"', "nothing on what it may be used for", "what is there gets used"),
        (data.keep_months is not None, "keep_months", "data.keep_months=60",
         "no end to keeping it", "what is kept for ever leaks some day"),
        (data.incident_hours is not None, "incident_hours", "data.incident_hours=72", "no time in which a leak is told",
         "the law may count the hours from the first who knew"),
    ):
        if not is_there:
            yield held.finding("process-data", (_AT, "data", key), found=words, wanted=f"'{key}'", why=why,
                               severity=held.weight(), fix=held.fill(how))
    if data.agreement and data.agreement not in held.files:
        yield held.finding("process-data-agreement", (_AT, "data", "agreement"), found=f"'{data.agreement}'",
                           wanted="a file in the folder of the cooperation", severity=Severity.WARNING,
                           why="nobody can look it up",
                           fix="put it there, or correct the name: "
                           + held.fill("data.agreement=FILE"))


def _auditors(held: HeldCooperation, terms: SharedProcess) -> Iterator[Finding]:
    approving = {item.party for item in terms.auditors if says_why(item.approved_by) and says_why(item.accepts)}
    missing = [party for party in held.cooperation.working_parties if party not in approving]
    if missing:
        names = ", ".join(held.cooperation.name_of(party) for party in missing)
        found = f"auditors whom {names} has not approved" if approving else "no approval of auditors by any party"
        yield held.finding("process-auditors", (_AT, "auditors"), found=found, severity=held.weight(),
                           wanted="for each party the body that approves, and whom it accepts",
                           why="an audit by somebody whom one party has not approved is no audit to that party",
                           fix=held.fill(f'--add auditors="{missing[0]}; approved_by=…; accepts=…; until=YYYY-MM-DD"'))


def _supplement(held: HeldCooperation, schemes: PartySchemes, terms: SharedProcess) -> Iterator[Finding]:
    for place, document in enumerate(terms.supplements):
        if document.file not in held.files:
            yield held.finding("process-supplement", (_AT, "supplements", place, "file"),
                               found=f"no file {document.file} in {held.document_path('')}", wanted="the supplement",
                               why="auditors work by it", fix="put it there, or take the entry out")
        yield from outdated_findings(
            held, document.file, document.drawn_from, code="process-supplement-outdated",
            place=(_AT, "supplements", place),
            modules=[(extra.party, extra.module) for extra in terms.extras
                     if extra.party == document.party and extra.module],
            fix=f"draw it up anew: schemekit cooperate supplement FOLDER-OR-ADDRESS --into {held.id} --force (what "
                "people wrote in it goes; or, once they brought it up to date: "
                f"{held.fill(f'supplements.{place + 1}.drawn_from=')})")
    yield from stale_findings(
        held, schemes, [RestingRow(party=extra.party, module=extra.module, clause=extra.clause, words=extra.words,
                                  name=f"{extra.module}#{extra.clause}") for extra in terms.extras if extra.words],
        code="process-stale", place=(_AT, "extras"),
        fix=f"draw it up anew: schemekit cooperate supplement FOLDER-OR-ADDRESS --into {held.id} --force")
    for place, extra in enumerate(terms.extras):
        if not extra.checked_by:
            yield held.finding("process-extra", (_AT, "extras", place), severity=held.weight(),
                               found=f"{extra.requirement[:80]}: nobody who checks it", wanted="who checks it",
                               why="what only one party asks is what a joint team forgets",
                               fix=held.fill(f'extras.{place + 1}.checked_by="…"'))


def _costs(held: HeldCooperation, terms: SharedProcess) -> Iterator[Finding]:
    if not terms.costs:
        yield held.finding("process-costs", (_AT, "costs"), found="nothing on who bears the cost",
                           wanted="what each party bears", severity=held.weight(),
                           why="it is settled in the first bill otherwise",
                           fix=held.fill('--add costs="PARTY; bears=…; percent=50"', "once for each party"))
    shares = [item.percent for item in terms.costs if item.percent is not None]
    if shares and abs(sum(shares) - _WHOLE) > _ROUNDING:
        yield held.finding("process-shares", (_AT, "costs"), found=f"shares of {sum(shares):g} percent in all",
                           wanted="100 percent", severity=held.weight(),
                           why="a part of the cost is borne by nobody, or twice",
                           fix=held.fill("costs.1.percent=50", "and so for the others"))


def _unknown_parties(held: HeldCooperation, terms: SharedProcess) -> Iterator[Finding]:
    named: list[tuple[Place, str]] = []
    named += [(("steps", place, "owner"), item.owner) for place, item in enumerate(terms.steps)]
    named += [(("forms", place, "keeper"), item.keeper) for place, item in enumerate(terms.forms)]
    named += [(("extras", place, "party"), item.party) for place, item in enumerate(terms.extras)]
    named += [(("supplements", place, "party"), item.party) for place, item in enumerate(terms.supplements)]
    named += [(("costs", place, "party"), item.party) for place, item in enumerate(terms.costs)]
    named += [(("auditors", place, "party"), item.party) for place, item in enumerate(terms.auditors)]
    named += [(("figures", "audits", place, "party"), item.party) for place, item in enumerate(terms.figures.audits)]
    named += [(("grades", place, "parties", at, "party"), item.party)
              for place, grade in enumerate(terms.grades) for at, item in enumerate(grade.parties)]
    yield from unknown_parties(held, (((_AT, *path), party) for path, party in named))


def _days(held: HeldCooperation, today: date) -> Iterator[DueDate]:
    record = held.cooperation
    for item in SharedProcess.from_mapping(record.section).auditors:
        yield from due(held, Due.EXPIRY, item.until,
                       f"{record.title}: approval of auditors by {record.name_of(item.party)}", today)


def _line(held: HeldCooperation) -> str:
    terms = SharedProcess.from_mapping(held.cooperation.section)
    parts = [terms.process, f"{terms.decision} decision" if terms.decision else "",
             f"{len(terms.extras)} further requirements" if terms.extras else ""]
    return ", ".join(part for part in parts if part)


SHARED_PROCESS = Kind(
    type=CooperationType.SHARED_PROCESS,
    purpose="Do once what clients go through twice: one audit, one application, one form for several schemes.",
    checks=_checks, days=_days, annexes=process_annexes, public=public_process, line=_line,
    anew="cooperate supplement FOLDER-OR-ADDRESS",
)
