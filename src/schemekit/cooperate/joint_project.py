"""Joint projects: objectives and means on paper, what keeps unequal partners fair, and a way out.

Basis: perceived differences in power and size are what such projects break over; after a split the origin of each text
has to be provable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemekit.cooperate.due import due
from schemekit.cooperate.kind import Kind
from schemekit.cooperate.licence_check import licence_finding
from schemekit.cooperate.open_places import OPEN
from schemekit.cooperate.party_check import unknown_parties
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.cooperate.theories.records import theory_path
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Cooperation, CooperationType
from schemekit.model.due_date import Due, DueDate
from schemekit.model.finding import Finding, Severity
from schemekit.model.joint_project import JointProject
from schemekit.model.paper import PaperPart
from schemekit.model.said import says_why
from schemekit.text.formatted.made_markdown import as_words, table

_AT = "joint_project"
_HEAVY = 2 / 3   # of what is counted in one unit; who gives that much has the say, whatever the agreement says


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a party gives of all that is counted in one unit. Units: `part` from 0 to 1."""

    party: str
    unit: str
    amount: float
    part: float


def balance(record: Cooperation) -> tuple[Share, ...]:
    """Who gives how much of each unit, the largest share of a unit first; what has no amount is not in it."""
    sums: dict[str, dict[str, float]] = {}
    for item in record.contributions:
        if item.amount is not None and item.unit:
            of_unit = sums.setdefault(item.unit, {})
            of_unit[item.party] = of_unit.get(item.party, 0) + item.amount
    return tuple(
        Share(party=party, unit=unit, amount=amount, part=amount / total)
        for unit, parties in sums.items() if (total := sum(parties.values())) > 0
        for party, amount in sorted(parties.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _checks(held: HeldCooperation, schemes: PartySchemes, _today: date) -> Iterator[Finding]:
    terms, record = JointProject.from_mapping(held.cooperation.section), held.cooperation
    heavy = next((share for share in balance(record) if share.part > _HEAVY and len(record.parties) > 1), None)
    if not says_why(terms.power_note):
        told = f"{record.name_of(heavy.party)} gives {heavy.part:.0%} of all {heavy.unit}, and " if heavy else ""
        yield held.finding("project-power", (_AT, "power_note"), found=f"{told}nothing on differences in size and say",
                           wanted="what keeps it fair where parties are unequal", severity=held.weight(),
                           why="perceived imbalance stops such projects more often than money does",
                           fix=held.fill('power_note="…"',
                                         "who is larger, and what is done about it, such as one party one vote"))
    if not terms.deliverables:
        yield held.finding("project-deliverables", (_AT, "deliverables"), found="nothing that is delivered",
                           wanted="each deliverable with who answers for it and a day", severity=held.weight(),
                           why="expectations have to be formal",
                           fix=held.fill('--add deliverables="…; owner=PARTY; due=YYYY-MM-DD"'))
    for place, item in enumerate(terms.deliverables):
        if not item.owner:
            yield held.finding("project-owner", (_AT, "deliverables", place), found="nobody who answers for it",
                               wanted="a party", severity=held.weight(),
                               fix=held.fill(f"deliverables.{item.id}.owner=PARTY"),
                               why="what everybody answers for nobody delivers")
    yield from unknown_parties(held, (((_AT, "deliverables", place, "owner"), item.owner)
                                      for place, item in enumerate(terms.deliverables)))
    if not terms.licence:
        yield held.finding("project-licence", (_AT, "licence"), found="no licence for the results",
                           wanted="a licence under which each party may go on with them", severity=held.weight(),
                           why="after a split nobody could use what was made together",
                           fix=held.fill("licence=CC-BY-4.0"))
    else:
        yield from licence_finding(held, (_AT, "licence"), terms.licence)
    if terms.exit is None or terms.exit.notice_days is None or not says_why(terms.exit.results):
        yield held.finding("project-exit", (_AT, "exit"), found="no way out", severity=held.weight(),
                           wanted="days of notice, and who may go on with what there is by then",
                           why="it is agreed on while nobody wants to leave, or not at all",
                           fix=held.fill('exit.notice_days=90 exit.results="…"'))
    if not held.cooperation.end:
        yield held.finding("project-end", ("end",), found="no last day", severity=held.weight(),
                           wanted="the day on which the project ends unless it is renewed",
                           why="the agreement holds from the first to the last day in its head",
                           fix=held.day_command("end"))
    yield from _nodes(held, schemes.own, terms)


def _nodes(held: HeldCooperation, folder: SchemeFolder, terms: JointProject) -> Iterator[Finding]:
    own = folder.scheme().id
    for place, item in enumerate(terms.shared_nodes):
        text = folder.text(theory_path(item.theory)) if item.party == own else "?"
        if text is None:
            yield held.finding("project-theory", (_AT, "shared_nodes", place, "theory"), severity=Severity.WARNING,
                               found=f"no theory of change '{item.theory}'", wanted="one of your own theories",
                               why="nobody can see what the project leads to",
                               fix=held.fill(f"shared_nodes.{place + 1}.theory=THEORY", "or write the theory"))


def _days(held: HeldCooperation, today: date) -> Iterator[DueDate]:
    for item in JointProject.from_mapping(held.cooperation.section).deliverables:
        if not item.delivered:
            yield from due(held, Due.OUTPUT, item.due, f"{held.cooperation.title}: {item.title}", today)


def _annexes(held: HeldCooperation) -> Iterator[PaperPart]:
    terms, record = JointProject.from_mapping(held.cooperation.section), held.cooperation
    lines: list[str] = []
    leaving = terms.exit
    notice = f"{leaving.notice_days} days of notice. {leaving.results}" if leaving and leaving.notice_days else ""
    for label, words in (("Size and say", terms.power_note), ("Licence of the results", terms.licence),
                         ("Leaving", notice)):
        lines += [f"**{label}.** {as_words(words) or OPEN}", ""]
    lines += table(("Deliverable", "Answers for it", "By", "Delivered"), [
        (as_words(item.title), as_words(record.name_of(item.owner)) or "-", item.due or "-", item.delivered or "-")
        for item in terms.deliverables])
    yield PaperPart(title="What the project delivers", markdown="\n".join(lines))
    shares = balance(record)
    if shares:
        yield PaperPart(title="Balance of what is put in", markdown="\n".join(table(
            ("Unit", "Party", "Amount", "Share"),
            [(as_words(item.unit), as_words(record.name_of(item.party)), f"{item.amount:g}", f"{item.part:.0%}")
             for item in shares])))
    if terms.derived:
        yield PaperPart(title="Works made from the results", markdown="\n".join(table(
            ("Work", "By", "Made from", "On"),
            [(as_words(item.title), as_words(record.name_of(item.party)), as_words(item.made_from), item.day or "-")
             for item in terms.derived])))


def _public(held: HeldCooperation) -> Iterator[PaperPart]:
    """What it delivers, and what came of it and is out; not who gives how much, who is larger, how a party leaves."""
    terms, record = JointProject.from_mapping(held.cooperation.section), held.cooperation
    lines = [f"**Licence of the results.** {as_words(terms.licence)}\n"] if terms.licence else []
    lines += table(("Deliverable", "Answers for it", "By", "Delivered"), [
        (as_words(item.title), as_words(record.name_of(item.owner)) or "-", item.due or "-", item.delivered or "-")
        for item in terms.deliverables])
    # Works without an address are their makers' to announce: a draft of another party is not ours to publish.
    lines += table(("Work made from the results", "By", "Made from", "On", "Where"), [
        (as_words(item.title), as_words(record.name_of(item.party)), as_words(item.made_from), item.day or "-",
         as_words(item.url)) for item in terms.derived if item.url])
    yield PaperPart(title="What the project delivers", markdown="\n".join(lines))


def _line(held: HeldCooperation) -> str:
    terms = JointProject.from_mapping(held.cooperation.section)
    done = sum(bool(item.delivered) for item in terms.deliverables)
    return f"{done} of {len(terms.deliverables)} deliverables delivered" if terms.deliverables else ""


JOINT_PROJECT = Kind(
    type=CooperationType.JOINT_PROJECT,
    purpose="Pool people, money or data for one piece of work that each of you needs.",
    checks=_checks, days=_days, annexes=_annexes, public=_public, line=_line,
)
