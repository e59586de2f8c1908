"""What harmonising begins with, on paper, as a spreadsheet and as data."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.harmonise import Harmonised, JointModule
from schemekit.cooperate.joint_clauses import JointClause, JointValue, Outcome
from schemekit.cooperate.joint_draft import difference_rows, how_computed, provenance
from schemekit.cooperate.unconfirmed_paper import unconfirmed_facts, unconfirmed_sheets
from schemekit.crosswalk.side_by_side import with_unit
from schemekit.licence.verdict import DISCLAIMER
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.formatted.made_markdown import as_words, table
from schemekit.word.spreadsheet import Column, Sheet

FORMATS = ("html", "docx", "pdf", "md", "xlsx", "json")
_NOTE = ("Terms and clauses were put together by ids, by words, and by crosswalks as people judged them. "
         "Whether they mean the same is for the parties to settle.")


def harmonised_paper(found: Harmonised, today: str) -> Paper:
    """The whole as a document. Units: `today` is YYYY-MM-DD."""
    lines = ["## Terms", "", *_terms(found), ""]
    for module in found.modules:
        lines += [f"## {as_words(module.title)}", "", *_module(found, module), ""]
    title = f"Towards one text: {', '.join(found.schemes)}"
    return Paper(title=title, parts=(PaperPart(title=title, markdown="\n".join(lines)),), owner=found.schemes[0],
                 language=found.language,
                 facts=(("Schemes", ", ".join(found.schemes)), ("Draft takes", found.level),
                        ("In all", found.summary), ("Made on", today), *unconfirmed_facts(found.unconfirmed)),
                 footer=f"Made on {today}. Nobody has agreed on it.", is_numbered=False, has_contents=False)


def harmonised_sheets(found: Harmonised) -> tuple[Sheet, ...]:
    """Sheets to be worked on: terms, clauses, values, differences, each with columns for what the parties settle."""
    terms = Sheet(title="Terms", columns=(
        Column(heading="Collision", width=26), Column(heading="Scheme", width=24), Column(heading="Term", width=24),
        Column(heading="Meaning", width=60), Column(heading="Where", width=30), Column(heading="Joint term", width=24),
        Column(heading="Joint meaning", width=50),
    ), rows=tuple((one.kind.value, item.scheme, item.term, item.meaning, item.place, "", "")
                  for one in found.collisions for item in one.terms))
    clauses = Sheet(title="Clause map", columns=(
        Column(heading="Module", width=20), Column(heading="Joint clause", width=28),
        Column(heading="Outcome", width=18),
        *(Column(heading=name, width=28) for name in found.schemes), Column(heading="Put together", width=24),
        Column(heading="Rests on", width=36), Column(heading="To be settled", width=44),
        Column(heading="Judge", width=18), Column(heading="Date", width=12),
    ), rows=tuple((module.name, clause.id, clause.outcome.value,
                   *("\n".join(member.clause.label for member in clause.group.of(scheme))
                     for scheme in range(len(found.schemes))), _how(clause), clause.rests_on, clause.why, "", "")
                  for module in found.modules for clause in module.clauses))
    values = Sheet(title="Values", columns=(
        Column(heading="Module", width=20), Column(heading="Value", width=32),
        *(Column(heading=name, width=24) for name in found.schemes), Column(heading="Unit", width=14),
        Column(heading="Taken", width=24), Column(heading="Note", width=40), Column(heading="Agreed", width=20),
    ), rows=tuple((module.name, value.title, *value.values, value.unit, value.taken, value.told, "")
                  for module in found.modules for value in module.values))
    differences = Sheet(title="Differences", columns=(
        Column(heading="Module", width=20), Column(heading="About", width=32), Column(heading="What differs", width=70),
        Column(heading="Stays", width=12, choices=("stays", "ends")), Column(heading="Why", width=44),
        Column(heading="Looked at again", width=16),
    ), rows=tuple((module.name, about, what, "", "", "")
                  for module in found.modules for about, what in difference_rows(found, module)))
    return terms, clauses, values, differences, *unconfirmed_sheets(found.unconfirmed)


def harmonised_mapping(found: Harmonised) -> dict[str, object]:
    """The whole as `--json` prints it."""
    return {
        "schemes": list(found.schemes), "takes": found.level,
        "terms": [{"kind": one.kind.value, "terms": [
            {"scheme": item.scheme, "term": item.term, "meaning": item.meaning, "place": item.place}
            for item in one.terms]} for one in found.collisions],
        "modules": [{
            "module": module.name, "versions": list(module.versions), "licence": module.verdict.to_mapping(),
            "sources": [{"scheme": scheme, "licence": licence} for scheme, licence in module.sources],
            "broken": list(module.broken),
            "counts": {outcome.value: module.count(outcome) for outcome in Outcome},
            "clauses": [_clause_mapping(found, module, clause) for clause in module.clauses],
            "values": [{"name": value.name, "title": value.title, "unit": value.unit, "values": list(value.values),
                        "taken": value.taken, "told": value.told} for value in module.values],
        } for module in found.modules],
        "unconfirmed": [one.to_mapping() for one in found.unconfirmed],
    }


def _clause_mapping(found: Harmonised, module: JointModule, clause: JointClause) -> dict[str, object]:
    return {"id": clause.id, "heading": clause.title, "outcome": clause.outcome.value,
            "from": list(provenance(found, module, clause)), "put_together": _how(clause),
            "rests_on": clause.rests_on, "why": clause.why}


def _how(clause: JointClause) -> str:
    group = clause.group
    return f"{group.how}: {'; '.join(group.told[:3])}" if group.told else group.how


def _terms(found: Harmonised) -> Iterator[str]:
    yield as_words(_NOTE)
    yield ""
    if not found.collisions:
        yield "No term was found that two of them define differently."
    for one in found.collisions:
        yield f"### {as_words(one.name)} ({one.kind.value})"
        yield ""
        yield from table(("Scheme", "Term", "Means", "Where"), [
            (as_words(item.scheme), as_words(item.term), as_words(item.meaning), as_words(item.place))
            for item in one.terms])


def _module(found: Harmonised, module: JointModule) -> Iterator[str]:
    yield f"**How the draft is made.** {as_words(how_computed(found))}"
    yield ""
    yield from _licence(module)
    for words in module.broken:
        yield f"**Look here.** {as_words(words)}."
        yield ""
    yield from ("### Values", "")
    rows = [value for value in module.values if len(set(value.values)) > 1 and not value.is_name]
    yield from table(("Value", *map(as_words, found.schemes), "Taken"), [
        (as_words(value.title), *(as_words(with_unit(words, value.unit)) for words in value.values),
         _taken(value)) for value in rows])
    if not rows:
        yield from ("All have the same.", "")
    for title, outcome in (("To be settled", Outcome.OPEN), ("Not asked by all", Outcome.NOT_ALL)):
        clauses = [clause for clause in module.clauses if clause.outcome is outcome]
        if clauses:
            yield from (f"### {title}", "")
            yield from table(("Clause", "From", "Put together", "Why"), [
                (as_words(clause.title), as_words("; ".join(provenance(found, module, clause))),
                 as_words(_how(clause)), as_words(clause.why)) for clause in clauses])
    yield from ("### Drafted", "")
    yield from table(("Clause", "From", "Rests on"), [
        (as_words(clause.title), as_words("; ".join(provenance(found, module, clause))), as_words(clause.rests_on))
        for clause in module.clauses if clause.outcome is Outcome.SETTLED])


def _taken(value: JointValue) -> str:
    told = as_words(value.told)
    return f"**{as_words(with_unit(value.taken, value.unit))}**{f' ({told})' if told else ''}" if value.taken else told


def _licence(module: JointModule) -> Iterator[str]:
    verdict = module.verdict
    answer = verdict.answer.words
    yield (f"**Licence of the joint text, {as_words(verdict.outgoing)}.** {answer[:1].upper()}{answer[1:]}. "
           f"{DISCLAIMER}")
    yield ""
    for words in (*(one.text for one in verdict.reasons),
                  *(verdict.duties if verdict.is_allowed else verdict.ways_out)):
        yield f"- {as_words(words)}"
    yield ""
    yield from table(("Source", "Licence"), [
        (as_words(scheme), as_words(licence)) for scheme, licence in module.sources])
