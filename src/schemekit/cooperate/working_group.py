"""Working groups: what their terms of reference have to settle before anybody can rely on them.

Basis: such groups are slow, nobody owns the text afterwards, and their outputs go out without a licence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemekit.cooperate.due import due
from schemekit.cooperate.kind import Kind
from schemekit.cooperate.licence_check import licence_finding
from schemekit.cooperate.open_places import OPEN
from schemekit.cooperate.party_check import unknown_parties
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.cooperation import CooperationType
from schemekit.model.due_date import Due, DueDate
from schemekit.model.finding import Finding, Severity
from schemekit.model.paper import PaperPart
from schemekit.model.said import says_why
from schemekit.model.working_group import WorkingGroup
from schemekit.text.formatted.made_markdown import as_words, table

_AT = "working_group"


def _checks(held: HeldCooperation, _schemes: PartySchemes, _today: date) -> Iterator[Finding]:
    terms = WorkingGroup.from_mapping(held.cooperation.section)
    if terms.decisions is None:
        yield held.finding("group-decisions", (_AT, "decisions"), found="no rule on how it decides",
                           wanted="consensus, consensus then vote, or vote", severity=held.weight(),
                           why="a group that has to find its rule in a dispute does not find one",
                           fix=held.fill('decisions.rule="consensus then vote" decisions.threshold_percent=67'))
    elif terms.decisions.rule != "consensus" and not terms.decisions.threshold_percent:
        yield held.finding("group-threshold", (_AT, "decisions"), found="a vote without the share that carries it",
                           wanted="a share in percent", severity=held.weight(),
                           why="half and two thirds both get claimed",
                           fix=held.fill("decisions.threshold_percent=67"))
    yield from _rights(held, terms)
    if not says_why(terms.keeper):
        yield held.finding("group-keeper", (_AT, "keeper"), found="nobody who keeps the text afterwards",
                           wanted="a party that keeps it once the group is gone", severity=held.weight(),
                           why="a text that nobody owns goes on in as many copies as there were members",
                           fix=held.fill("keeper=PARTY"))
    if not terms.outputs:
        yield held.finding("group-outputs", (_AT, "outputs"), found="nothing that the group makes",
                           wanted="one output or more, each with a day", severity=Severity.WARNING,
                           why="members give time to what comes to an end",
                           fix=held.fill('--add outputs="…; owner=PARTY; due=YYYY-MM-DD"'))
    yield from unknown_parties(held, (((_AT, "outputs", place, "owner"), output.owner)
                                      for place, output in enumerate(terms.outputs)))


def _rights(held: HeldCooperation, terms: WorkingGroup) -> Iterator[Finding]:
    if terms.rights is None or not terms.rights.licence:
        yield held.finding(
            "group-rights", (_AT, "rights"), found="no licence for what the group makes", severity=held.weight(),
            wanted="a licence for its outputs, and what members agree to for what they bring",
            why="without it nobody may use the result, its authors included",
            fix=held.fill('rights.licence=CC-BY-4.0 rights.credit="…" rights.contributions="…"'),
        )
        return
    yield from licence_finding(held, (_AT, "rights", "licence"), terms.rights.licence)
    if not says_why(terms.rights.contributions):
        yield held.finding(
            "group-contributions", (_AT, "rights", "contributions"), severity=Severity.WARNING,
            found="nothing on what members bring", wanted="a sentence by which they permit its use",
            why="a paragraph out of somebody's own standard stays that owner's",
            fix=held.fill('rights.contributions="Members bring only what they may release under the licence above."'),
        )


def _days(held: HeldCooperation, today: date) -> Iterator[DueDate]:
    terms = WorkingGroup.from_mapping(held.cooperation.section)
    title = held.cooperation.title
    for meeting in terms.meetings:
        words = ", ".join(part for part in (f"{title} meets", meeting.place, meeting.about) if part)
        yield from due(held, Due.MEETING, meeting.day, words, today, stays=False)
    for output in terms.outputs:
        if not output.published:
            yield from due(held, Due.OUTPUT, output.due, f"{title}: {output.title}", today)


def _annexes(held: HeldCooperation) -> Iterator[PaperPart]:
    terms = WorkingGroup.from_mapping(held.cooperation.section)
    names = {party.id: party.name for party in held.cooperation.parties}
    lines: list[str] = []
    for label, words in _terms(terms, names):
        lines += [f"**{label}.** {as_words(words)}", ""]
    lines += table(("Output", "Answers for it", "By", "Published"), [
        (as_words(item.title), as_words(names.get(item.owner, item.owner)) or "-", item.due or "-",
         item.published or "-") for item in terms.outputs])
    lines += table(("Meeting on", "Where", "About"), [
        (item.day, as_words(item.place) or "-", as_words(item.about) or "-") for item in terms.meetings])
    yield PaperPart(title="How the group works", markdown="\n".join(lines))


def _terms(terms: WorkingGroup, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    rule = terms.decisions
    told = OPEN
    if rule is not None:
        parts = [rule.rule]
        parts += [f"carried by {rule.threshold_percent} percent"] if rule.threshold_percent else []
        parts += [f"with {rule.quorum_percent} percent of the members present"] if rule.quorum_percent else []
        told = "; ".join((", ".join(parts), *((rule.note,) if rule.note else ())))
    yield "Decisions", told
    rights = terms.rights
    yield "Licence of the outputs", rights.licence if rights and rights.licence else OPEN
    if rights and rights.credit:
        yield "Credit", rights.credit
    if rights and rights.contributions:
        yield "What members bring", rights.contributions
    yield "Keeper of the text afterwards", names.get(terms.keeper, terms.keeper) or OPEN


def _public(held: HeldCooperation) -> Iterator[PaperPart]:
    """How it decides, whose its outputs are and which there are; no meetings, no notes, nothing on single members."""
    terms, record = WorkingGroup.from_mapping(held.cooperation.section), held.cooperation
    rights = terms.rights
    told = {"Decisions": terms.decisions.rule if terms.decisions else "", "Licence of the outputs":
            rights.licence if rights else "", "Credit": rights.credit if rights else "",
            "Keeper of the text afterwards": record.name_of(terms.keeper)}
    lines = [f"**{label}.** {as_words(words)}\n" for label, words in told.items() if words]
    lines += table(("Output", "Answers for it", "By", "Published", "Where"), [
        (as_words(item.title), as_words(record.name_of(item.owner)) or "-", item.due or "-", item.published or "-",
         as_words(item.url) or "-") for item in terms.outputs])
    yield PaperPart(title="How the group works", markdown="\n".join(lines))


def _line(held: HeldCooperation) -> str:
    terms = WorkingGroup.from_mapping(held.cooperation.section)
    done = sum(bool(output.published) for output in terms.outputs)
    return f"{done} of {len(terms.outputs)} outputs published" if terms.outputs else ""


WORKING_GROUP = Kind(
    type=CooperationType.WORKING_GROUP,
    purpose="Work out together what none of you has to work out alone: a guidance, a shared module, a common position.",
    checks=_checks, days=_days, annexes=_annexes, public=_public, line=_line,
)
