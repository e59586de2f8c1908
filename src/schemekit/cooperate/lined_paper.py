"""A comparison of two schemes on paper, as a spreadsheet and as data: what lines up, and what is wanting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.cooperate.unconfirmed_paper import unconfirmed_facts, unconfirmed_sheets
from schemekit.crosswalk.lined_up import LinedClause, LinedUp, Match, NotJudged, Way
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.formatted.made_markdown import as_words, table
from schemekit.word.spreadsheet import Column, Sheet

_ITEMS_NAMED = 8   # of those that are not lined up
FORMATS = ("html", "docx", "pdf", "md", "xlsx", "json")
_NOTE = ("Texts were lined up by clause ids, words and values, and by crosswalks as people judged them. "
         "What lines up is not thereby recognised: that is for the body that decides.")


def summary(lined: LinedUp) -> str:
    """`47 clauses: 41 matched, 2 partly, 4 gap; 8 items of frameworks: 8 matched`, without what there is none of."""
    parts = []
    for rows, one, many in ((lined.clauses, "clause", "clauses"),
                            (lined.items, "item of a framework", "items of frameworks")):
        matches = [row.match for row in rows]
        counted = [f"{number} {match.value}" for match in Match if (number := matches.count(match))]
        if counted:
            parts.append(f"{len(matches)} {one if len(matches) == 1 else many}: {', '.join(counted)}")
    return "; ".join(parts) or "nothing in common"


def not_judged_told(lined: LinedUp) -> tuple[str, ...]:
    """What is not lined up as nobody judged one side, with what to do: a line for each side, and for how much of it."""
    return tuple(_not_judged(found, lined) for is_ours in (True, False) for is_mapped in (False, True)
                 if (found := [one for one in lined.not_judged
                               if (one.is_ours, one.is_mapped) == (is_ours, is_mapped)]))


def _not_judged(found: Sequence[NotJudged], lined: LinedUp) -> str:
    is_ours = found[0].is_ours
    name = f"{lined.ours} (ours)" if is_ours else f"{lined.theirs} (theirs)"
    number = sum(len(one.items) for one in found)
    counted = f"{number} item{'' if number == 1 else 's'} not lined up, which is no gap" if number else "not lined up"
    do = f"{'update' if is_ours else 'ask them to update'} to releases that are mapped{_releases(lined)}"
    if not found[0].is_mapped:
        named = ", ".join(f"{one.framework} {one.version} ({len(one.items)})" for one in found)
        return f"{counted}: the modules of {name} are mapped to no item of {named}; {do}"
    named = "; ".join(f"{one.framework} {one.version}: {_named(one.items)}" for one in found)
    return f"{counted}: nobody judged the texts of {name} on {named}; {do}"


def _named(items: Sequence[str]) -> str:
    more = len(items) - _ITEMS_NAMED
    return f"{', '.join(items[:_ITEMS_NAMED])}{f' and {more} more' if more > 0 else ''}"


def _releases(lined: LinedUp) -> str:
    """The shared modules of which the two have other releases: the later one may be mapped where the other is not."""
    told = [f"{module}, ours {ours}, theirs {theirs}" for module, ours, theirs in lined.versions if ours != theirs]
    return f" ({'; '.join(told)})" if told else ""


def lined_paper(lined: LinedUp, today: str) -> Paper:
    """The comparison as a document. Units: `today` is YYYY-MM-DD."""
    facts = [("We ask", lined.ours), ("They have", lined.theirs), ("In all", summary(lined)), ("Compared on", today),
             *unconfirmed_facts(lined.unconfirmed)]
    if lined.only_ours:
        facts.append(("Only ours", ", ".join(lined.only_ours)))
    if lined.only_theirs:
        facts.append(("Only theirs", ", ".join(lined.only_theirs)))
    lines = [as_words(_NOTE), ""]
    for heading, made in (
        ("What is wanting, and what to look at", list(_wanting(lined))), ("Top-ups", list(_top_ups(lined))),
        ("Clause by clause", list(_clauses(lined))), ("By framework", list(_items(lined))),
        ("Not lined up", [f"- {as_words(line)}" for line in not_judged_told(lined)]),
    ):
        if made:
            lines += [f"## {heading}", "", *made, ""]
    title = f"{lined.theirs} beside {lined.ours}"
    return Paper(title=title, parts=(PaperPart(title=title, markdown="\n".join(lines)),), facts=tuple(facts),
                 owner=lined.ours, footer=f"Compared on {today}. No body has judged it.",
                 is_numbered=False, has_contents=False)


def lined_sheets(lined: LinedUp) -> tuple[Sheet, ...]:
    """The comparison as two sheets, to be filtered and judged row by row."""
    clauses = Sheet(title="Clauses", columns=(
        Column(heading="Module", width=22), Column(heading="Clause", width=28), Column(heading="Heading", width=32),
        Column(heading="Ours", width=8), Column(heading="Theirs", width=8), Column(heading="Lines up", width=12),
        Column(heading="How", width=22), Column(heading="What differs", width=60), Column(heading="Top-up", width=60),
        Column(heading="Judgement", width=20, choices=("accepted", "accepted with top-up", "not accepted")),
        Column(heading="Reason", width=40),
    ), rows=tuple((row.module, row.clause, row.heading, row.our_number, row.their_number, row.match.value,
                   row.way.value, "; ".join(row.told), row.top_up, "", "") for row in lined.clauses))
    items = Sheet(title="Frameworks", columns=(
        Column(heading="Framework", width=22), Column(heading="Item", width=12), Column(heading="Label", width=60),
        Column(heading="Ours", width=16), Column(heading="Theirs", width=16), Column(heading="Lines up", width=12),
        Column(heading="Our clauses", width=40), Column(heading="Their clauses", width=40),
        Column(heading="As judged by", width=30),
    ), rows=tuple((row.framework, row.item, row.label, row.ours.value, row.theirs.value, row.match.value,
                   ", ".join(row.our_clauses), ", ".join(row.their_clauses), ", ".join(row.judges))
                  for row in lined.items))
    return (clauses, *((items,) if lined.items else ()), *unconfirmed_sheets(lined.unconfirmed))


def lined_mapping(lined: LinedUp) -> dict[str, object]:
    """The comparison as `--json` prints it."""
    return {
        "ours": lined.ours, "theirs": lined.theirs,
        "counts": {match.value: lined.count(match) for match in Match},
        "versions": [{"module": module, "ours": ours, "theirs": theirs} for module, ours, theirs in lined.versions],
        "only_ours": list(lined.only_ours), "only_theirs": list(lined.only_theirs),
        "clauses": [{"module": row.module, "clause": row.clause, "heading": row.heading, "our_number": row.our_number,
                     "their_number": row.their_number, "match": row.match.value, "way": row.way.value,
                     "told": list(row.told), "top_up": row.top_up} for row in lined.clauses],
        "items": [{"framework": row.framework, "item": row.item, "label": row.label, "ours": row.ours.value,
                   "theirs": row.theirs.value, "match": row.match.value, "our_clauses": list(row.our_clauses),
                   "their_clauses": list(row.their_clauses), "judges": list(row.judges)} for row in lined.items],
        "not_judged": not_judged_mapping(lined), "unconfirmed": [one.to_mapping() for one in lined.unconfirmed],
    }


def not_judged_mapping(lined: LinedUp) -> list[dict[str, object]]:
    """What is not lined up, as `--json` prints it."""
    return [{"framework": one.framework, "version": one.version, "side": "ours" if one.is_ours else "theirs",
             "mapped": one.is_mapped, "items": list(one.items)} for one in lined.not_judged]


def _wanting(lined: LinedUp) -> Iterator[str]:
    rows = [row for row in lined.clauses if not row.match.is_whole or row.way not in (Way.SAME,)]
    yield from table(("Clause", "Lines up", "What differs"), [
        (as_words(_name(row)), row.match.value, as_words("; ".join((row.way.value, *row.told)))) for row in rows])
    items = [row for row in lined.items if row.match in (Match.PARTLY, Match.GAP)]
    yield from table(("Item", "Ours", "Theirs"), [
        (as_words(f"{row.framework} {row.item} {row.label}"), row.ours.value, row.theirs.value) for row in items])
    if not rows and not items:
        yield "Nothing."


def _top_ups(lined: LinedUp) -> Iterator[str]:
    for row in lined.top_ups:
        if row.match is not Match.LOOK:
            yield f"### {as_words(_name(row))}"
            yield ""
            yield row.top_up
            yield ""


def _clauses(lined: LinedUp) -> Iterator[str]:
    yield from table(("Module", "Clause", "Ours", "Theirs", "Lines up", "How"), [
        (row.module, as_words(row.heading), row.our_number or "-", row.their_number or "-", row.match.value,
         row.way.value) for row in lined.clauses])


def _items(lined: LinedUp) -> Iterator[str]:
    yield from table(("Item", "Ours", "Theirs", "Lines up", "As judged by"), [
        (as_words(f"{row.framework} {row.item} {row.label}"), row.ours.value, row.theirs.value, row.match.value,
         as_words(", ".join(row.judges)) or "-") for row in lined.items])


def _name(row: LinedClause) -> str:
    """`grievance 3.1 Counting time (theirs 3.2)`; with "theirs" before the number of what only they have."""
    if not row.our_number:
        return f"{row.module}, theirs {row.their_number} {row.heading}"
    theirs = f" (theirs {row.their_number})" if row.their_number not in ("", row.our_number) else ""
    return f"{row.module} {row.our_number} {row.heading}{theirs}"
