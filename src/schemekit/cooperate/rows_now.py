"""The rows of a recognition held against what lining up gives today: a record is a file, and files get edited by hand.

Rows whose words moved are told elsewhere (`lined_words`). Here are those that the record hides: a provision that lines
up and has no row, a result that the same words do not give, and a judgement of a day that has not come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from schemekit.cooperate.advice import judging_command
from schemekit.cooperate.compare import frameworks_of_both
from schemekit.cooperate.lined_words import (
    Digests,
    clause_digests,
    digest_of_clauses,
    modules_of,
    named_rows,
    rows_rest,
)
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.cooperate.two_schemes import line_up
from schemekit.crosswalk.lined_up import LinedUp, Match
from schemekit.errors import IntegrityError, SchemekitError
from schemekit.model.finding import Finding, Severity
from schemekit.model.recognition import Provision, Recognition

_AT = ("recognition", "provisions")
_LOOK = "look at these rows again: schemekit recognise FOLDER-OR-ADDRESS --into "


def row_findings(
    held: HeldCooperation, schemes: PartySchemes, terms: Recognition, today: date
) -> Iterator[Finding]:
    """What the rows say otherwise than lining up does; of a scheme that is not at hand, only the days."""
    early = [row for row in terms.provisions if row.date > today.isoformat()]
    if early:
        yield held.finding("recognition-date", _AT, severity=held.weight(), wanted="the day on which it was judged",
                           found=f"judged in the future: {named_rows([row.name for row in early])}",
                           why="nobody can have judged it yet",
                           fix=judging_command(held.id, early, early[0].judgement))
    if terms.provisions and terms.recogniser == schemes.own.scheme().id:
        yield from _against(held, schemes, terms)


def _against(held: HeldCooperation, schemes: PartySchemes, terms: Recognition) -> Iterator[Finding]:
    party = held.cooperation.party(terms.recognised)
    if party is None or not party.scheme:
        return   # told already
    modules = tuple(dict.fromkeys((*(row.module for row in terms.provisions if row.module),
                                   *(pinned.document for pinned in held.cooperation.versions))))
    try:
        folder, other = schemes.own, schemes.of(party.id)
        names = tuple(dict.fromkeys(row.framework for row in terms.provisions if row.framework))
        frameworks = frameworks_of_both(folder, other, names) if names else ()
        lined = line_up(folder, other, frameworks, modules)
        own, theirs = (clause_digests(side, modules_of(lined)) for side in (folder, other))
    except SchemekitError as error:
        # That a scheme is not at hand says nothing of it; that its source is not what was released does.
        is_forged = isinstance(error, IntegrityError)
        yield held.finding("recognition-unproven", _AT, severity=held.weight() if is_forged else Severity.NOTE,
                           found=error.what, why=error.why,
                           wanted="sources that are what was released" if is_forged else
                           "both schemes at hand, to line them up again",
                           fix=error.fix or f"schemekit cooperate check {held.id} --fetch")
        return
    now, words = _results(lined), _words(lined, own, theirs)
    unjudged = {f"{one.framework} {item}" for one in lined.not_judged for item in one.items} - now.keys()
    yield from _stale_items(held, [row for row in terms.provisions if row.name not in unjudged], words)
    missing = sorted(now.keys() - {row.name for row in terms.provisions})
    if missing:
        yield held.finding("recognition-missing", _AT, severity=held.weight(),
                           found=f"no row for {named_rows(missing)}",
                           wanted="a row for each provision of the texts that were lined up",
                           why="what is left out is not seen by whoever signs", fix=_LOOK + held.id)
    other_result = [f"{row.name} ({row.result}, now {now[row.name].value})" for row in terms.provisions
                    if row.name in now and now[row.name].value != row.result
                    and (row.our_words, row.their_words) == words.get(row.name)]
    other_result += [f"{row.name} ({row.result}, but judged on one side only)" for row in terms.provisions
                     if row.name in unjudged]
    if other_result:
        yield held.finding("recognition-result", _AT, severity=held.weight(),
                           found=f"lines up otherwise than its row says: {named_rows(other_result)}",
                           wanted="the result that the two texts give",
                           why="the row was edited, or the tool reads these words more closely by now",
                           fix=_LOOK + held.id)


def _results(lined: LinedUp) -> dict[str, Match]:
    """How each provision lines up, by the name that a row gives it; what only they have is none."""
    named = (*((row.name, row.match) for row in lined.clauses), *((row.name, row.match) for row in lined.items))
    return {name: match for name, match in named if match is not Match.BEYOND}


def _words(lined: LinedUp, own: Digests, theirs: Digests) -> dict[str, tuple[str, str]]:
    """The digests of both sides' words behind each provision."""
    of_clauses = {row.name: (own.get(key := (row.module, row.clause), ""), theirs.get(key, ""))
                  for row in lined.clauses}
    of_items = {row.name: (digest_of_clauses(row.our_clauses, own), digest_of_clauses(row.their_clauses, theirs))
                for row in lined.items}
    return {**of_clauses, **of_items}


def _stale_items(
    held: HeldCooperation, rows: Sequence[Provision], words: Mapping[str, tuple[str, str]]
) -> Iterator[Finding]:
    """Items whose clauses read otherwise than when they were judged, or are others."""
    stale = [row.name for row in rows
             if row.framework and (row.our_words, row.their_words) != words.get(row.name, ("", ""))]
    if stale:
        yield held.finding("recognition-stale", _AT, severity=held.weight(),
                           found=f"{rows_rest(stale)} on clauses that changed since: {named_rows(stale)}",
                           wanted="rows that were judged on the words as they are",
                           why="what was judged is not what is there", fix=_LOOK + held.id)
