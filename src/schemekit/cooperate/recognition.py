"""Recognition: what an agreement has to say so that nobody reads it as more than it is, and which rows went stale.

Basis: versions move and the table goes stale; top-ups are forgotten; a partial recognition is read as full; claims go
too far; holders are not told when it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from schemekit.cooperate.advice import judging_command
from schemekit.cooperate.counterpart import counterpart_findings, whose_table
from schemekit.cooperate.due import due
from schemekit.cooperate.kind import Kind
from schemekit.cooperate.lined_words import RestingRow, named_rows, stale_findings
from schemekit.cooperate.open_places import OPEN
from schemekit.cooperate.other_party import another_scheme_findings
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.cooperate.rows_now import row_findings
from schemekit.cooperate.side_names import with_names
from schemekit.model.cooperation import Cooperation, CooperationType
from schemekit.model.due_date import Due, DueDate
from schemekit.model.finding import Finding, Severity
from schemekit.model.paper import PaperPart
from schemekit.model.recognition import Judgement, Provision, Recognition
from schemekit.model.said import says_why
from schemekit.text.formatted.made_markdown import as_words, table

_AT = "recognition"
_TITLE = "What is recognised"


def _checks(held: HeldCooperation, schemes: PartySchemes, today: date) -> Iterator[Finding]:
    terms = Recognition.from_mapping(held.cooperation.section)
    yield from _who(held, terms)
    yield from _limits(held, terms)
    yield from counterpart_findings(held, schemes.own, terms)
    yield from _provisions(held, terms)
    another = tuple(another_scheme_findings(held, schemes))
    yield from another
    if not another:
        yield from _stale(held, schemes, terms)
        yield from row_findings(held, schemes, terms, today)


def _who(held: HeldCooperation, terms: Recognition) -> Iterator[Finding]:
    known = {party.id for party in held.cooperation.parties}
    for key, party in (("recogniser", terms.recogniser), ("recognised", terms.recognised)):
        if party not in known:
            yield held.finding("recognition-party", (_AT, key), wanted=f"one of {', '.join(sorted(known))}",
                               found=f"'{party}', which is no party" if party else f"no {key}",
                               severity=Severity.ERROR if party else held.weight(),
                               why="it has to be plain who relies on whom",
                               fix=held.fill(f"{key}=PARTY"))
    if not terms.object:
        yield held.finding("recognition-object", (_AT, "object"), found="nothing on what is recognised",
                           wanted="certificate, audit result, standard or component", severity=held.weight(),
                           why="to accept an audit is another thing than to accept a certificate",
                           fix=held.fill('object="audit result"'))
    if not terms.decided_by:
        yield held.finding("recognition-decided", (_AT, "decided_by"), found="no body that decided it",
                           wanted="the body of the recogniser that decided", severity=held.weight(),
                           why="only it can extend or end it", fix=held.fill('decided_by="…"'))


def _limits(held: HeldCooperation, terms: Recognition) -> Iterator[Finding]:
    if terms.extent == "partial" and not terms.exclusions:
        yield held.finding("recognition-exclusions", (_AT, "exclusions"), found="a partial recognition without limits",
                           wanted="what it does not cover", severity=held.weight(),
                           why="it will be read as a full one",
                           fix=held.fill('--add exclusions="…"', "once for each"))
    wanting = [item for item in terms.provisions if item.judgement in (Judgement.REFUSED, Judgement.WITH_TOP_UP)]
    if terms.extent == "full" and wanting:
        yield held.finding("recognition-extent", (_AT, "extent"), severity=held.weight(),
                           found=f"full, though {_named(wanting)} are not accepted as they are",
                           wanted="partial, or no row wanting", why="it says more than was judged",
                           fix=held.fill("extent=partial", "or judge these rows again"))
    for key, code, words in (
        ("claims", "recognition-claims", "what a holder may say"),
        ("reassessed_when", "recognition-reassessed", "what makes the parties look again"),
    ):
        if not getattr(terms, key):
            yield held.finding(code, (_AT, key), found=f"nothing on {words}", wanted=f"{words}, one entry each",
                               severity=held.weight(), why="what nobody limits gets claimed" if key == "claims"
                               else "a table that nobody looks at again goes stale", fix=held.fill(f'--add {key}="…"'))
    yield from _named_in_annex(held, terms)
    if not says_why(terms.exit):
        yield held.finding("recognition-exit", (_AT, "exit"), found="nothing on how it ends", severity=held.weight(),
                           wanted="days of notice, and what becomes of what was issued before",
                           why="holders need to know in time", fix=held.fill('exit="…"'))
    if not held.cooperation.end:
        yield held.finding("recognition-validity", ("end",), found="no last day", severity=held.weight(),
                           wanted="a day on which it ends unless it is renewed",
                           why="a recognition without an end outlives what it was based on",
                           fix=held.day_command("end"))


def _named_in_annex(held: HeldCooperation, terms: Recognition) -> Iterator[Finding]:
    """What the agreement sends its readers to the annexes for."""
    if not says_why(terms.appeal):
        yield held.finding("recognition-appeal", (_AT, "appeal"), found="no body to appeal to", severity=held.weight(),
                           wanted="the body that decides on appeals",
                           why="the agreement promises an appeal to the body that its annex names",
                           fix=held.fill('appeal="…"'))
    if not (terms.claims_end or held.cooperation.end):
        yield held.finding("recognition-claims-end", (_AT, "claims_end"), found="no last day of claims",
                           wanted="the day until which a holder may make them, or a last day of the recognition",
                           severity=held.weight(),
                           why="the agreement allows claims until the last day that its annex names",
                           fix=held.fill("claims_end=YYYY-MM-DD"))
    if not held.cooperation.versions:
        yield held.finding("recognition-versions", ("versions",), found="no version of the texts it rests on",
                           wanted="the texts of both sides, with their versions", severity=held.weight(),
                           why="the agreement rests on the versions that its first annex names",
                           fix=held.fill('--add versions="PARTY; document=grievance; version=1.1.0"',
                                         "'schemekit recognise' fills it in"))


def _provisions(held: HeldCooperation, terms: Recognition) -> Iterator[Finding]:
    if not terms.provisions:
        yield held.finding("recognition-provisions", (_AT, "provisions"), found="no provision that was compared",
                           wanted="what the recogniser asks, beside what the other has", severity=held.weight(),
                           why="nobody can see what it rests on",
                           fix="fill it in: schemekit recognise FOLDER-OR-ADDRESS --into " + held.id)
        return
    if terms.open_provisions:
        yield held.finding("recognition-open", (_AT, "provisions"), severity=held.weight(),
                           found=f"{len(terms.open_provisions)} of {len(terms.provisions)} rows that nobody judged: "
                                 f"{_named(terms.open_provisions)}", wanted="a judgement of each by a person",
                           why="the tool lines texts up; whether that is enough is for the body that recognises",
                           fix=f"{judging_command(held.id, terms.open_provisions)} (or in a spreadsheet: "
                               f"schemekit cooperate judge {held.id} --to rows.xlsx)")
    for place, item in enumerate(terms.provisions):
        if item.judgement is Judgement.WITH_TOP_UP and not says_why(item.top_up):
            yield held.finding("recognition-top-up", (_AT, "provisions", place), severity=held.weight(),
                               found=f"{item.name}: no top-up in words", wanted="what has to be added",
                               why="it is forgotten otherwise",
                               fix=judging_command(held.id, [item], item.judgement) + ' --top-up "…"')
        if item.judgement is not Judgement.OPEN and not (item.judge and item.date):
            yield held.finding("recognition-judge", (_AT, "provisions", place), severity=held.weight(),
                               found=f"{item.name}: {item.judgement.value}, by nobody or on no day",
                               wanted="who judged it, and when", why="a judgement is somebody's",
                               fix=judging_command(held.id, [item], item.judgement))


def _named(rows: Sequence[Provision]) -> str:
    return named_rows([row.name for row in rows])


def _stale(held: HeldCooperation, schemes: PartySchemes, terms: Recognition) -> Iterator[Finding]:
    """Which rows to look at again, as either side's words are no longer those that were lined up."""
    if any(item.our_words or item.their_words for item in terms.provisions):
        yield from stale_findings(
            held, schemes, tuple(_resting(held, schemes.own.scheme().id, terms)), code="recognition-stale",
            place=(_AT, "provisions"),
            fix=f"look at these rows again: schemekit recognise FOLDER-OR-ADDRESS --into {held.id}")


def _resting(held: HeldCooperation, own: str, terms: Recognition) -> Iterator[RestingRow]:
    others = [party.id for party in held.cooperation.parties
              if party.id != own and party.id in (terms.recogniser, terms.recognised)]
    for party in (own, *others):
        for item in terms.provisions:
            if item.module:
                yield RestingRow(party=party, module=item.module, clause=item.clause, name=item.name,
                                 words=item.our_words if party == own else item.their_words)


def _days(held: HeldCooperation, today: date) -> Iterator[DueDate]:
    terms = Recognition.from_mapping(held.cooperation.section)
    yield from due(held, Due.CLAIMS_END, terms.claims_end,
                   f"last day of claims under {held.cooperation.title}", today)


def _annexes(held: HeldCooperation) -> Iterator[PaperPart]:
    terms, record = Recognition.from_mapping(held.cooperation.section), held.cooperation
    yield PaperPart(title=_TITLE, markdown="\n".join(_terms(terms, record, OPEN)))
    asked = f"what {record.name_of(terms.recogniser)} asks" if terms.recogniser else "what the recogniser asks"
    wanting = [item for item in terms.provisions
               if item.result != "matched" or item.judgement in (Judgement.WITH_TOP_UP, Judgement.REFUSED)]
    if wanting:
        yield PaperPart(title=f"Gaps and top-ups in {asked}", markdown="\n".join(table(
            ("Provision", "Lines up", "What differs", "Judgement", "Top-up, or why not"),
            [(as_words(item.words), item.result, as_words(_told(item, record, terms)) or "-", item.judgement.value,
              as_words(_added(item)) or "-") for item in wanting])))
    rows = list(table(
        ("Provision", "Lines up", "Judgement", "By and on"),
        [(as_words(item.words), item.result, item.judgement.value,
          as_words(f"{item.judge} {item.date}".strip()) or "-") for item in terms.provisions]))
    yield PaperPart(title=f"All provisions: {asked}",
                    markdown="\n".join([*whose_table(terms, record), *(rows or [OPEN])]))


def _added(item: Provision) -> str:
    """What has to be added to what was found, and what the judges said of it."""
    if item.judgement is Judgement.REFUSED:
        return item.reason
    if item.judgement is Judgement.OPEN:
        return item.top_up   # a proposal of the tool; the reason beside it is that of an earlier judgement
    return " ".join(filter(None, (item.top_up, item.reason)))


def _roles(held: HeldCooperation) -> dict[str, str]:
    """What the agreement calls the two; where the recognition is mutual, each is both."""
    terms = Recognition.from_mapping(held.cooperation.section)
    if terms.direction == "mutual":
        return dict.fromkeys((terms.recogniser, terms.recognised), "recogniser and recognised")
    return {terms.recogniser: "recogniser", terms.recognised: "recognised"}


def _told(item: Provision, record: Cooperation, terms: Recognition) -> str:
    return with_names(item.told, record.name_of(terms.recogniser), record.name_of(terms.recognised))


def _terms(terms: Recognition, record: Cooperation, gap: str) -> Iterator[str]:
    """What is recognised, and what is not, as lines of Markdown.

    Shape: `gap` stands for what is empty; where it is empty itself, that is left out.
    """
    for label, words in (
        ("Recogniser", record.name_of(terms.recogniser)), ("Recognised", record.name_of(terms.recognised)),
        ("Direction", terms.direction), ("Extent", terms.extent), ("What is recognised", terms.object),
        ("Decided by", terms.decided_by), ("Appeal", terms.appeal), ("Ending", terms.exit),
    ):
        if words or gap:
            yield from (f"**{label}.** {as_words(words) or gap}", "")
    for label, entries in (("Claims that may be made", terms.claims), ("Not covered", terms.exclusions),
                           ("The parties look again when", terms.reassessed_when)):
        if entries or gap:
            yield from (f"**{label}.**", "", *(f"- {as_words(entry)}" for entry in entries or (gap,)), "")
    with_it = f"{record.end}, as long as the recognition" if record.end else ""
    if until := terms.claims_end or with_it or gap:
        yield from (f"**Claims may be made until.** {until}", "")


def _public(held: HeldCooperation) -> Iterator[PaperPart]:
    """All that holders have to know; of the provisions, where the record says so, what was judged and never why."""
    terms, record = Recognition.from_mapping(held.cooperation.section), held.cooperation
    yield PaperPart(title=_TITLE, markdown="\n".join(_terms(terms, record, "")))
    judged = [item for item in terms.provisions if item.judgement is not Judgement.OPEN]
    if record.shown.provisions and judged:
        rows = [(as_words(item.words), item.judgement.value, as_words(item.top_up) or "-", item.date or "-")
                for item in judged]
        title = "Provisions that were judged" if terms.open_provisions else "All provisions"
        yield PaperPart(title=title, markdown="\n".join([
            "What the recogniser asks, and what it made of what the other has for it.", "",
            *table(("Provision", "Judgement", "Top-up", "On"), rows)]))


def _line(held: HeldCooperation) -> str:
    terms = Recognition.from_mapping(held.cooperation.section)
    judged = len(terms.provisions) - len(terms.open_provisions)
    told = f"{terms.direction}, {terms.extent}"
    return f"{told}, {judged} of {len(terms.provisions)} rows judged" if terms.provisions else told


RECOGNITION = Kind(
    type=CooperationType.RECOGNITION,
    purpose="Accept a certificate, an audit result or a procedure of another instead of asking for it again.",
    checks=_checks, days=_days, annexes=_annexes, public=_public, roles=_roles, line=_line,
    anew="recognise FOLDER-OR-ADDRESS",
)
