"""What is wrong or missing in the header of a cooperation: the advice of those who did it before, as checks.

Basis: ISEAL's article on interoperability: a shared outcome, a neutral backbone, formal objectives, the resources that
each party can offer, and a start with what is broadly relevant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemekit.cooperate.party_check import unknown_parties
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.approval import day_advice, day_of
from schemekit.model.cooperation import Neutrality, State
from schemekit.model.finding import Finding, Severity
from schemekit.model.said import says_why

_SAMPLE = "Other Scheme"   # what the components say where nobody named the other party
_SOON = 60   # days before an end on which it is told


def header_findings(held: HeldCooperation, today: date) -> Iterator[Finding]:
    """Every finding of the common header. What is missing weighs as an error once the cooperation is active."""
    if held.cooperation.state is State.ENDED:
        return
    yield from _advice(held)
    yield from _parties(held)
    yield from _dates(held, today)
    yield from _law(held)
    yield from _documents(held)


def _advice(held: HeldCooperation) -> Iterator[Finding]:
    record, weight = held.cooperation, held.weight()
    if not says_why(record.outcome):
        yield held.finding(
            "cooperation-outcome", ("outcome",), found="no shared outcome", severity=weight,
            wanted="one sentence on what all parties want to have reached together",
            why="a group without a shared outcome finds out late that it never had one",
            fix=held.fill('outcome="…"', "where the parties have none, that is the first thing to talk about"),
        )
    if record.convenor is None:
        yield held.finding(
            "cooperation-convenor", ("convenor",), found="nobody who convenes", severity=weight,
            wanted="a person or organisation that calls the meetings and keeps the papers",
            why="without a backbone the work stops when everybody is busy",
            fix=held.fill('convenor.name="…" convenor.neutral=yes', "best one whom all parties take as neutral"),
        )
    elif record.convenor.neutrality is Neutrality.UNSAID:
        yield held.finding(
            "cooperation-neutral", ("convenor",), found=f"nothing on whether {record.convenor.name} is neutral",
            wanted="whether all parties take it as neutral", severity=Severity.WARNING,
            why="those who gain from a result are not trusted to lead to it",
            fix=held.fill("convenor.neutral=yes", "or no, with convenor.why; ask the parties first"),
        )
    elif record.convenor.neutrality is Neutrality.NOT_NEUTRAL and not says_why(record.convenor.why):
        yield held.finding(
            "cooperation-neutral", ("convenor", "neutral"),
            found=f"{record.convenor.name} is not taken as neutral by all parties",
            wanted="a neutral convenor, or what is done about it", severity=Severity.WARNING,
            why="those who gain from a result are not trusted to lead to it",
            fix=held.fill('convenor.why="…"', "what keeps it fair, such as a rotating chair; or choose another"),
        )
    if not record.objectives:
        yield held.finding(
            "cooperation-objectives", ("objectives",), found="no objectives", severity=weight,
            wanted="objectives, each with how one sees that it was reached",
            why="expectations that were never written down are remembered in as many ways as there are parties",
            fix=held.fill('--objective "…" --measure "…" --due YYYY-MM-DD', "once for each"),
        )
    if not says_why(record.begins_with):
        yield held.finding(
            "cooperation-begins", ("begins_with",), found="nothing on what the parties start with",
            wanted="what matters to all and divides none", severity=Severity.WARNING,
            why="trust grows on the easy parts, and is needed for the hard ones",
            fix=held.fill('begins_with="…"'),
        )


def _parties(held: HeldCooperation) -> Iterator[Finding]:
    record, weight = held.cooperation, held.weight()
    seen: set[str] = set()
    for place, party in enumerate(record.parties):
        if party.id in seen:
            yield held.finding("cooperation-party-twice", ("parties", place, "id"),
                               found=f"a second party '{party.id}'", wanted="each id once",
                               why="the rest of the record names parties by it",
                               fix=held.fill(f"parties.{place + 1}.id=other-scheme"))
        seen.add(party.id)
    if len(seen) < 2:
        yield held.finding("cooperation-parties", ("parties",), found="one party", wanted="two or more",
                           severity=weight, why="nobody cooperates alone",
                           fix=held.fill('--add parties="Example Forest Council; id=efc; role=member"'))
    for place, party in enumerate(record.parties):
        if party.name == _SAMPLE:
            yield held.finding("cooperation-sample", ("parties", place, "name"), found=f"a party called {_SAMPLE}",
                               wanted="the name of the organisation that you work with", severity=weight,
                               why="that name is the sample that was there",
                               fix=held.fill(f'parties.{party.id}.name="…" parties.{party.id}.id=…'))
    named = {"contributions": [entry.party for entry in record.contributions],
             "versions": [entry.party for entry in record.versions]}
    yield from unknown_parties(held, (((key, place, "party"), party_id) for key, party_ids in named.items()
                                      for place, party_id in enumerate(party_ids)))
    giving = {entry.party for entry in record.contributions}
    for place, party in enumerate(record.parties):
        if party.is_bound and party.id not in giving:
            yield held.finding(
                "cooperation-resources", ("parties", place), found=f"nothing on what {party.name} puts in",
                wanted="what each party can offer, be it only time", severity=Severity.WARNING,
                why="unequal means that nobody spoke of are what such work breaks over",
                fix=held.fill(f'--gives "{party.id}=…"'),
            )


def _law(held: HeldCooperation) -> Iterator[Finding]:
    """Advice, as what was signed without it binds all the same: only once people rely on it."""
    record = held.cooperation
    if record.state is State.ACTIVE and record.is_an_agreement and not says_why(record.governing_law):
        yield held.finding(
            "cooperation-law", ("governing_law",), found="no law that applies", severity=Severity.WARNING,
            wanted="the law under which the parties read what they signed",
            why="in a dispute, the first one is about whose law counts",
            fix=held.fill('governing_law="the law of …"', "and have it signed: other words have another digest"))


def _dates(held: HeldCooperation, today: date) -> Iterator[Finding]:
    record, weight = held.cooperation, held.weight()
    for key in ("start", "end", "review_due"):
        text = getattr(record, key)
        if text and day_of(text) is None:
            yield held.finding("cooperation-day", (key,), found=f"{text}, which is no day", wanted="a day that exists",
                               why="nothing could fall due on it", fix=day_advice(text))
    if not record.start:
        yield held.finding("cooperation-start", ("start",), found="no first day", severity=weight,
                           wanted="the day from which it holds", why="the head of its paper says that none is agreed",
                           fix=held.fill("start=YYYY-MM-DD"))
    if record.start and record.end and record.end < record.start:
        yield held.finding("cooperation-day", ("end",), found=f"an end on {record.end}, before the start",
                           wanted=f"a day after {record.start}", why="it would be over before it began",
                           fix=held.day_command("end"))
    if record.start and record.review_due and record.review_due < record.start:
        yield held.finding("cooperation-review", ("review_due",), wanted=f"a day after {record.start}",
                           found=f"a review on {record.review_due}, before the start",
                           why="there would be nothing to look at yet", fix=held.day_command("review_due"))
    if record.end and record.review_due and record.review_due > record.end:
        yield held.finding("cooperation-review", ("review_due",), wanted=f"a day up to {record.end}",
                           found=f"a review on {record.review_due}, after the end", severity=Severity.WARNING,
                           why="it would be over by then", fix=held.day_command("review_due"))
    if not record.review_due:
        yield held.finding("cooperation-review", ("review_due",), found="no day of review", severity=weight,
                           wanted="a day by which the parties look at it again",
                           why="what nobody looks at again goes stale", fix=held.day_command("review_due"))
    elif record.review_due < today.isoformat():
        yield held.finding(
            "cooperation-overdue", ("review_due",), found=f"a review that was due on {record.review_due}",
            wanted="a review by then", why="the parties agreed to look at it again",
            fix=f"hold it, then: schemekit cooperate change {held.id} --review-due YYYY-MM-DD --reason \"…\"",
        )
    yield from _end(held, today)


def _end(held: HeldCooperation, today: date) -> Iterator[Finding]:
    record = held.cooperation
    end = day_of(record.end) if record.end else None
    if end is None or record.state is State.PROPOSED:
        return
    fix = (f"renew it (schemekit cooperate change {held.id} --end YYYY-MM-DD --reason \"…\") or end it "
           f"(--state ended)")
    if end < today:
        yield held.finding("cooperation-expired", ("end",),
                           found=f"it ended on {record.end} and is {record.state.value}",
                           wanted="a record that says so", why="people rely on what is over", fix=fix)
    elif (end - today).days <= _SOON:
        yield held.finding("cooperation-ends-soon", ("end",), found=f"it ends on {record.end}",
                           wanted="a decision before that day", severity=Severity.WARNING,
                           why="those who rely on it need time", fix=fix)


def _documents(held: HeldCooperation) -> Iterator[Finding]:
    record = held.cooperation
    for place, document in enumerate(record.documents):
        if document.file not in held.files:
            yield held.finding("cooperation-document", ("documents", place, "file"),
                               found=f"no file {document.file} in {held.document_path('')}", wanted="the document",
                               why="what was signed has to be found", fix="put it there, or take the entry out")
        signing = ((("documents", place, "signed", number, "party"), signature.party)
                    for number, signature in enumerate(document.signatures))
        yield from unknown_parties(held, signing, why="nobody would be bound by it")
