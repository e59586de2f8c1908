"""Harmonisation: one text in the place of several, and what has to be settled before the old ones end.

Basis: words differ because systems differ; the charge of the lowest common denominator; vested interests; holders of
certificates under the old texts in transition.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemekit.cooperate.drawn_up import outdated_findings
from schemekit.cooperate.due import due
from schemekit.cooperate.harmonisation_annexes import harmonisation_annexes, public_harmonisation
from schemekit.cooperate.kind import Kind
from schemekit.cooperate.licence_check import licence_finding
from schemekit.cooperate.lined_words import RestingRow, stale_findings
from schemekit.cooperate.party_check import Place, unknown_parties
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.approval import day_of
from schemekit.model.cooperation import CooperationType
from schemekit.model.due_date import Due, DueDate
from schemekit.model.finding import Finding, Severity
from schemekit.model.harmonisation import Harmonisation, Sunset
from schemekit.model.said import says_why

_AT = "harmonisation"


def _checks(held: HeldCooperation, schemes: PartySchemes, _today: date) -> Iterator[Finding]:
    terms = Harmonisation.from_mapping(held.cooperation.section)
    yield from _text(held, terms)
    yield from _terms(held, terms)
    yield from _clauses(held, terms)
    yield from _minimum(held, terms)
    yield from _differences(held, terms)
    yield from _sunset(held, terms)
    yield from _people(held, terms)
    yield from _unknown_parties(held, terms)
    yield from _stale(held, schemes, terms)


def _text(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    text = terms.text
    if not says_why(text.title):
        yield held.finding("harmonised-text", (_AT, "text"), found="no joint text", wanted="its title, best its id too",
                           severity=held.weight(), why="the parties have to know what they harmonise into",
                           fix=held.fill('text.title="…" text.id="…"'))
    if text.draft and text.draft not in held.files:
        yield held.finding("harmonised-draft", (_AT, "text", "draft"), wanted="the draft of the joint text",
                           found=f"no file {text.draft} in {held.document_path('')}",
                           why="nobody can see what is being agreed on",
                           fix=held.fill("text.draft=FILE", "or put it there"))
    yield from outdated_findings(
        held, text.draft, text.drawn_from, code="harmonised-draft-outdated", place=(_AT, "text", "draft"),
        fix=f"draw it up anew: schemekit cooperate harmonise FOLDER-OR-ADDRESS --into {held.id} --force (what people "
            f"wrote in it goes; or, once they brought it up to date: {held.fill('text.drawn_from=')})")
    if not held.cooperation.versions:
        yield held.finding("harmonised-versions", ("versions",), found="no version of the texts that it replaces",
                           wanted="the text of each party, with its version", severity=held.weight(),
                           why="the agreement replaces the texts that its first annex names",
                           fix=held.fill('--add versions="PARTY; document=grievance; version=1.1.0"',
                                         "once for each party"))
    if not text.licence:
        yield held.finding("harmonised-licence", (_AT, "text"), found="no licence for the joint text",
                           wanted="a licence that the licences of all sources allow", severity=held.weight(),
                           why="a text made from several has to agree with each of them",
                           fix=held.fill('text.licence="…"', "'schemekit cooperate harmonise' tells which may be used"))
    else:
        yield from licence_finding(held, (_AT, "text", "licence"), text.licence)
    if not says_why(text.keeper):
        yield held.finding("harmonised-keeper", (_AT, "text"), found="nobody who keeps the joint text",
                           wanted="a party or a body of all", severity=held.weight(), fix=held.fill('text.keeper="…"'),
                           why="a text of all that nobody keeps falls apart into copies")
    if not says_why(text.changes):
        yield held.finding("harmonised-changes", (_AT, "text"), found="nothing on how the joint text is changed",
                           wanted="who decides on a new version, and how", severity=held.weight(),
                           why="the first change by one party alone ends the harmonisation",
                           fix=held.fill('text.changes="…"'))


def _terms(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    if not terms.terms:
        yield held.finding("harmonised-terms", (_AT, "terms"), found="no term that was laid side by side",
                           wanted="what each party calls a thing and means by it", severity=Severity.WARNING,
                           why="the same word with two meanings is found in the first dispute",
                           fix=held.fill('--add terms="…; meaning=…"', "'schemekit cooperate harmonise' finds them"))
    for place, term in enumerate(terms.terms):
        if not says_why(term.meaning) and len(term.parties) > 1:
            yield held.finding("harmonised-term", (_AT, "terms", place), found=f"{term.term}: no joint meaning",
                               wanted="what the joint text means by it", severity=held.weight(),
                               why="each party goes on reading its own into it",
                               fix=held.fill(f'terms.{place + 1}.meaning="…"'))


def _clauses(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    if not terms.clauses:
        yield held.finding("harmonised-clauses", (_AT, "clauses"), found="no clause map", severity=held.weight(),
                           wanted="for each joint clause those that it comes from",
                           why="nobody can show later which words are whose",
                           fix=held.fill('--add clauses="…; judge=…; date=YYYY-MM-DD"',
                                         "'schemekit cooperate harmonise' lines them up"))
        return
    for place, clause in enumerate(terms.clauses):
        if not clause.joint and not says_why(clause.note):
            yield held.finding("harmonised-given-up", (_AT, "clauses", place), severity=held.weight(),
                               found="clauses that were given up, without a word why", wanted="a note",
                               why="those who relied on them will ask", fix=held.fill(f'clauses.{place + 1}.note="…"'))
        if not clause.judge:
            name = clause.joint or "given up"
            yield held.finding("harmonised-judge", (_AT, "clauses", place), found=f"{name}: nobody who settled it",
                               wanted="who settled it, and when", severity=held.weight(),
                               why="what a tool lined up nobody has agreed on",
                               fix=held.fill(f'clauses.{place + 1}.judge="…" clauses.{place + 1}.date=YYYY-MM-DD'))
    there = {source.party for clause in terms.clauses for source in clause.sources}
    for party in held.cooperation.working_parties:
        if party not in there:
            yield held.finding("harmonised-party", (_AT, "clauses"), severity=Severity.WARNING,
                               found=f"no clause of {held.cooperation.name_of(party)} in the map",
                               wanted="each party's clauses", why="its text would end without a trace",
                               fix=held.fill(f'--add clauses.1.from="{party}; module=grievance; clause=…"',
                                             "and so for each clause, also for those that were given up"))


def _stale(held: HeldCooperation, schemes: PartySchemes, terms: Harmonisation) -> Iterator[Finding]:
    """Which clauses to look at again, as the words of a party are no longer those that were lined up."""
    yield from stale_findings(
        held, schemes, [RestingRow(party=source.party, module=source.module, clause=source.clause, words=source.words,
                                  name=clause.joint or source.name)
                       for clause in terms.clauses for source in clause.sources if source.words],
        code="harmonised-stale", place=(_AT, "clauses"),
        fix=f"line them up anew: schemekit cooperate harmonise FOLDER-OR-ADDRESS --into {held.id}")


def _minimum(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    minimum = terms.minimum
    if not minimum.rule or not minimum.decided_by:
        yield held.finding("harmonised-minimum", (_AT, "minimum"), found="nothing on how the level was settled",
                           wanted="the rule, and who decided", severity=held.weight(),
                           fix=held.fill('minimum.rule="what all ask" minimum.decided_by="…"'),
                           why="it will be said that the lowest common denominator won")
    if minimum.rule == "what all ask" and not says_why(minimum.beyond):
        yield held.finding("harmonised-beyond", (_AT, "minimum"), severity=held.weight(),
                           found="nothing on what becomes of what single parties ask beyond",
                           wanted="whether it stays, where it stands and who checks it",
                           fix=held.fill('minimum.beyond="…"'),
                           why="a common minimum that nothing stands above lowers what was there")


def _differences(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    for place, item in enumerate(terms.differences):
        if not says_why(item.why):
            yield held.finding("harmonised-difference", (_AT, "differences", place), severity=held.weight(),
                               found=f"{item.about}: stays, and nothing says why", wanted="the reason",
                               why="in three years nobody knows whether it still has to be",
                               fix=held.fill(f'differences.{place + 1}.why="…"'))


def _sunset(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    ending = {item.party for item in terms.sunset}
    for party in held.cooperation.working_parties:
        if party not in ending:
            yield held.finding("harmonised-sunset", (_AT, "sunset"), severity=held.weight(),
                               found=f"no end of the text of {held.cooperation.name_of(party)}",
                               wanted="its last day, or a difference that stays",
                               why="two texts in force at once are one text too many", fix=held.fill(
                                   f'--add sunset="{party}; document=…; last_use=YYYY-MM-DD; last_day=YYYY-MM-DD"'))
    for place, item in enumerate(terms.sunset):
        yield from _ending(held, place, item)


def _ending(held: HeldCooperation, place: int, item: Sunset) -> Iterator[Finding]:
    path, at = (_AT, "sunset", place), f"sunset.{place + 1}"
    name = f"{item.document} of {held.cooperation.name_of(item.party)}"
    if not item.decided_by or not item.decided_on:
        yield held.finding("harmonised-retire", path, found=f"{name}: no decision to retire it",
                           wanted="the body of that party, and the day", severity=held.weight(),
                           why="only the body that adopted a text can end it",
                           fix=held.fill(f'{at}.decided_by="…" {at}.decided_on=YYYY-MM-DD'))
    last_use, last_day = day_of(item.last_use), day_of(item.last_day)
    if last_day is None:
        yield held.finding("harmonised-last-day", path, found=f"{name}: no last day", wanted="a day of the calendar",
                           severity=held.weight(), why="holders plan by it", fix=held.fill(f"{at}.last_day=YYYY-MM-DD"))
    elif last_use is None:
        yield held.finding("harmonised-last-use", path, found=f"{name}: no last day of use for something new",
                           wanted="a day before its last one", severity=Severity.WARNING,
                           fix=held.fill(f"{at}.last_use=YYYY-MM-DD"),
                           why="somebody will begin under the old text on its last day")
    elif last_use > last_day:
        yield held.finding("harmonised-last-use", path, found=f"{name}: used until {item.last_use}, after its last day",
                           wanted=f"a day up to {item.last_day}", why="it holds no more by then",
                           fix=held.fill(f"{at}.last_use=YYYY-MM-DD"))


def _people(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    if not says_why(terms.holders):
        yield held.finding("harmonised-holders", (_AT, "holders"), severity=held.weight(),
                           found="nothing on certificates and cases under the old texts",
                           wanted="what becomes of them, and how their holders are told",
                           why="holders in transition are the first to pay for it", fix=held.fill('holders="…"'))
    if not terms.consulted:
        yield held.finding("harmonised-consulted", (_AT, "consulted"), severity=held.weight(),
                           found="nobody who was consulted", wanted="who was asked before the old texts are given up",
                           why="those whose protection an old text was were promised it",
                           fix=held.fill('--add consulted="…"', "once for each"))


def _unknown_parties(held: HeldCooperation, terms: Harmonisation) -> Iterator[Finding]:
    named: list[tuple[Place, str]] = [
        (("sunset", place, "party"), item.party) for place, item in enumerate(terms.sunset)]
    rows: dict[tuple[str, str], list[list[str]]] = {
        ("terms", "parties"): [[one.party for one in item.parties] for item in terms.terms],
        ("clauses", "from"): [[one.party for one in item.sources] for item in terms.clauses],
        ("differences", "parties"): [[one.party for one in item.parties] for item in terms.differences],
    }
    named += [((key, place, at, inner, "party"), party) for (key, at), found in rows.items()
              for place, row in enumerate(found) for inner, party in enumerate(row)]
    yield from unknown_parties(held, (((_AT, *path), party) for path, party in named))


def _days(held: HeldCooperation, today: date) -> Iterator[DueDate]:
    record = held.cooperation
    terms = Harmonisation.from_mapping(record.section)
    for item in terms.sunset:
        name = f"{item.document} of {record.name_of(item.party)}"
        yield from due(held, Due.TRANSITION_END, item.last_use, f"last day on which {name} is used for something new",
                       today, stays=False)
        yield from due(held, Due.SUNSET, item.last_day, f"last day of {name}", today, stays=False)
    for difference in terms.differences:
        yield from due(held, Due.COOPERATION_REVIEW, difference.review,
                       f"{record.title}: whether {difference.about} still has to differ", today)


def _line(held: HeldCooperation) -> str:
    terms = Harmonisation.from_mapping(held.cooperation.section)
    last = max((item.last_day for item in terms.sunset), default="")
    parts = [terms.text.title, f"{len(terms.clauses)} clauses mapped" if terms.clauses else "",
             f"old texts end {last}" if last else ""]
    return ", ".join(part for part in parts if part)


HARMONISATION = Kind(
    type=CooperationType.HARMONISATION,
    purpose="Put one text in the place of several that ask for nearly the same.",
    checks=_checks, days=_days, annexes=harmonisation_annexes, public=public_harmonisation, line=_line,
    anew="cooperate harmonise FOLDER-OR-ADDRESS",
)
