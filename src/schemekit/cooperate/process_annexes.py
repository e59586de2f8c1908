"""The annexes of a joint process agreement, made from its record."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.open_places import OPEN
from schemekit.cooperate.records import HeldCooperation
from schemekit.crosswalk.savings import Savings, savings
from schemekit.model.cooperation import Cooperation
from schemekit.model.paper import PaperPart
from schemekit.model.shared_process import DataTerms, Extra, SharedProcess
from schemekit.text.formatted.made_markdown import as_words, table


def process_annexes(held: HeldCooperation) -> Iterator[PaperPart]:
    """The terms of a shared process as tables, in the order in which its agreement names them."""
    record = held.cooperation
    terms = SharedProcess.from_mapping(record.section)
    for title, lines in (
        ("Steps and shared forms", _steps(record, terms)), ("Decisions and appeals", _decisions(terms)),
        ("Grades of nonconformity", _grades(record, terms)), ("Approval of auditors", _auditors(record, terms)),
        ("What each party asks beside", (*_extras(record, terms), *_supplements(record, terms))),
        ("Data", _data(terms.data)),
        ("Cost", _costs(record, terms)),
    ):
        yield PaperPart(title=title, markdown="\n".join(lines))
    saved = list(_figures(record, terms))
    if saved:
        yield PaperPart(title="What is saved", markdown="\n".join(saved))


def public_process(held: HeldCooperation) -> Iterator[PaperPart]:
    """What clients have to know: steps and forms, who decides, grades, what each party asks beside.

    Not who pays what, what passes between the parties, who approves auditors, and their figures.
    """
    record = held.cooperation
    terms = SharedProcess.from_mapping(record.section)
    for title, is_there, lines in (
        ("Steps and shared forms", terms.process or terms.steps, _steps(record, terms)),
        ("Decisions and appeals", terms.appeals, _decisions(terms)),
        ("Grades of nonconformity", terms.grades, _grades(record, terms)),
        ("What each party asks beside", terms.extras, _extras(record, terms)),
    ):
        if is_there:
            yield PaperPart(title=title, markdown="\n".join(lines))


def savings_lines(found: Savings) -> Iterator[tuple[str, str]]:
    """What was worked out, as label and words; nothing for what was not."""
    money = found.currency or "money"
    for label, value, unit in (
        ("Auditor days, each party alone", found.alone_days, "days"),
        ("Auditor days of a joint audit", found.joint_days, "days"),
        ("Saved by a joint audit", found.saved_days, "days"), ("Of the days alone", found.saved_percent, "percent"),
        ("Saved by a joint audit, in money", found.saved_money, money),
        ("Saved in a year", found.saved_money_a_year, money),
    ):
        if value is not None:
            yield label, f"{round(value, 1):,g} {unit}" if abs(value) < 1e6 else f"{value:,.0f} {unit}"


def _steps(record: Cooperation, terms: SharedProcess) -> Iterator[str]:
    yield f"**The process.** {as_words(terms.process) or OPEN}"
    yield ""
    yield from table(("No.", "Step", "Answers for it", "Within", "Form"), [
        (str(place), as_words(item.step), as_words(record.name_of(item.owner)) or "-",
         f"{item.days} days" if item.days is not None else "-", as_words(item.form) or "-")
        for place, item in enumerate(terms.steps, 1)], is_counted=True)
    yield from table(("Shared form", "Kept by", "Version", "Where"), [
        (as_words(item.title), as_words(record.name_of(item.keeper)) or "-", as_words(item.version) or "-",
         as_words(item.place) or "-") for item in terms.forms])


def _decisions(terms: SharedProcess) -> Iterator[str]:
    words = {"joint": "The parties take one decision.", "separate": "Each party takes a decision of its own."}
    yield f"**Decision.** {words.get(terms.decision, OPEN)}"
    yield ""
    yield f"**Decided by.** {as_words(terms.decided_by) or OPEN}"
    yield ""
    if not terms.appeals:
        yield f"**Appeals.** {OPEN}"
    yield from table(("An appeal against", "is decided by", "within"), [
        (as_words(item.about), as_words(item.decided_by), f"{item.days} days" if item.days is not None else "-")
        for item in terms.appeals])


def _grades(record: Cooperation, terms: SharedProcess) -> Iterator[str]:
    if not terms.grades:
        yield OPEN
    yield from table(("Grade", "When", "Closed within", "Effect"), [
        (as_words(item.grade), as_words(item.meaning) or "-", _days(item.close_days), as_words(item.effect) or "-")
        for item in terms.grades])
    yield from table(("Grade", "At", "is called", "and closed within"), [
        (as_words(grade.grade), as_words(record.name_of(item.party)), as_words(item.grade), _days(item.close_days))
        for grade in terms.grades for item in grade.parties])


def _auditors(record: Cooperation, terms: SharedProcess) -> Iterator[str]:
    if not terms.auditors:
        yield OPEN
    yield from table(("Party", "Approved by", "Accepts", "Until"), [
        (as_words(record.name_of(item.party)), as_words(item.approved_by) or "-", as_words(item.accepts) or "-",
         item.until or "-") for item in terms.auditors])


def _extras(record: Cooperation, terms: SharedProcess) -> Iterator[str]:
    if not terms.extras:
        yield "None is on record."
    yield from table(("Party", "Asks beside", "Its clause", "Checked by"), [
        (as_words(record.name_of(item.party)), as_words(item.requirement), as_words(_clause(item)) or "-",
         as_words(item.checked_by) or "-") for item in terms.extras])


def _supplements(record: Cooperation, terms: SharedProcess) -> Iterator[str]:
    """The documents in which the rows stand whole."""
    for document in terms.supplements:
        yield f"**Supplement of {as_words(record.name_of(document.party))}.** {as_words(document.file)}"
        yield ""


def _clause(extra: Extra) -> str:
    """Where it stands: as people wrote it, or the clause of a module."""
    return f"{extra.module}#{extra.clause}" if extra.module and extra.clause else extra.clause or extra.module


def _data(data: DataTerms | None) -> Iterator[str]:
    if data is None:
        yield OPEN
        return
    for label, entries in (("Passed on", data.shared), ("Kept back", data.withheld)):
        yield from (f"**{label}.**", "", *(f"- {as_words(entry)}" for entry in entries or (OPEN,)), "")
    for label, words in (
        ("Consent", data.consent), ("Use", data.use),
        ("Kept for", f"{data.keep_months} months" if data.keep_months is not None else ""),
        ("A leak is told within", f"{data.incident_hours} hours" if data.incident_hours is not None else ""),
    ):
        yield f"**{label}.** {as_words(words) or OPEN}"
        yield ""
    if data.agreement:
        yield f"**Data-sharing agreement.** {as_words(data.agreement)}"


def _costs(record: Cooperation, terms: SharedProcess) -> Iterator[str]:
    if not terms.costs:
        yield OPEN
    yield from table(("Party", "Bears", "Share"), [
        (as_words(record.name_of(item.party)), as_words(item.bears),
         f"{item.percent:g} %" if item.percent is not None else "-") for item in terms.costs])


def _figures(record: Cooperation, terms: SharedProcess) -> Iterator[str]:
    audits = terms.figures.audits
    found = list(savings_lines(savings(terms.figures, tuple(item.party for item in audits))))
    if audits:
        yield "Worked out from the parties' own numbers."
        yield ""
        yield from table(("Party", "Auditor days alone"), [
            (as_words(record.name_of(item.party)), f"{item.days:g}") for item in audits])
        yield from table(("Figure", "Amount"), [(label, as_words(words)) for label, words in found])


def _days(number: int | None) -> str:
    return f"{number} days" if number is not None else "-"
