"""Evidence pages: a framework item by item, with the clauses that have to do with it, who judged that, and since when
those clauses can be read. Never more than that: whether a scheme meets a framework is for others to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from schemekit.crosswalk.coverage import ItemCoverage, counted, listed
from schemekit.crosswalk.evidence import Evidence, Standing
from schemekit.crosswalk.told import (
    DISCLAIMER,
    DOUBT_NOTE,
    OWN,
    OWN_NOTE,
    RELATIONS,
    standing_words,
    state_words,
    without_own_words,
)
from schemekit.model.crosswalk import CrosswalkRow, JointJudgement, Relation
from schemekit.model.framework import Framework
from schemekit.site.page import NavEntry, Page, link_to
from schemekit.site.table import table
from schemekit.text.document import made_id
from schemekit.text.web.words import code, link, written

EVIDENCE = "evidence/index.md"
_HEADING = 110   # characters: a target of the Sustainable Development Goals can have seven hundred
_NUMBER = re.compile(r"[\w.()]{1,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a clause can be read. Shape: `place` and `history` are pages with `#anchor`; `history` may be empty.

    `since` says in words since when the words stand there.
    """

    label: str
    place: str
    since: str
    history: str = ""


Evidenced = tuple[tuple[Framework, tuple[ItemCoverage, ...]], ...]
"""Frameworks, each with what there is on its items."""

SpotOf = Callable[[str, str], Spot | None]
"""From a module and a clause to where it is read on this site; None where it is not shown."""


def evidence_place(framework: str) -> str:
    """The page of a framework."""
    return f"evidence/{framework}/index.md"


def evidence_page(framework: Framework, items: Sequence[ItemCoverage], spot: SpotOf, language: str = "en") -> Page:
    """A framework's page. Shape: `items` as `coverage` gives them."""
    here = evidence_place(framework.id)
    judged = [item for item in items if item.is_judged]
    shown = listed(items)
    blocks = [
        f"# {written(framework.title)}",
        written(framework.summary),
        _counts(items),
        _source(framework),
        f"*{written(DISCLAIMER)}*",
        f"*{written(OWN_NOTE)}*" if any(item.has_own_judgements for item in items) else "",
        f"*{written(DOUBT_NOTE)}*" if any(one.is_doubted for item in items for one in item.evidence) else "",
        _overview(shown, spot, here, language),
        "" if len(shown) == len(items) else f"{len(items) - len(judged)} items that nobody has judged are not listed.",
        *(block for item in judged for block in _item(item, spot, here, language)),
    ]
    # Not searched: each clause stands there once more for each framework, and would hide the clause itself.
    return Page(path=here, title=framework.title, markdown="\n\n".join(filter(None, blocks)) + "\n",
                description=f"Which clauses address {framework.title}, as judged by whom", is_searched=False)


def evidence_pages(evidenced: Evidenced, spot: SpotOf, language: str = "en") -> list[Page]:
    """The list of frameworks and the page of each; none where nothing is mapped."""
    pages = [evidence_page(framework, items, spot, language) for framework, items in evidenced]
    return [evidence_index(evidenced), *pages] if pages else []


def evidence_index(frameworks: Evidenced) -> Page:
    """The list of frameworks."""
    rows = [(link(written(framework.title), link_to(evidence_place(framework.id), EVIDENCE)),
             written(framework.version), _counts(items)) for framework, items in frameworks]
    listed = table(("Framework", "Version", "As judged"), rows)
    markdown = f"# Evidence by framework\n\n{written(DISCLAIMER)}\n\n{listed}\n"
    return Page(path=EVIDENCE, title="Evidence", markdown=markdown,
                description="Which clauses address which framework")


def evidence_nav(evidenced: Evidenced) -> list[NavEntry]:
    """The evidence pages in the menu; none where nothing is mapped."""
    entries = [NavEntry(framework.title, evidence_place(framework.id)) for framework, _ in evidenced]
    return [NavEntry("Evidence", entries=(NavEntry("All frameworks", EVIDENCE), *entries))] if entries else []


def _counts(items: Sequence[ItemCoverage]) -> str:
    """How the items stand; one with a judgement of its own counts, and else those below it."""
    taken = counted(items)
    found = Counter(item.standing for item in taken if item.is_judged)
    own = Counter(item.standing for item in taken if item.is_own)
    told = [f"{standing.value}: {found[standing]}" + (f" ({own[standing]} {OWN})" if own[standing] else "")
            for standing in Standing if found[standing]]
    unjudged = sum(not item.is_judged for item in taken)
    told += [f"judged by nobody yet: {unjudged}"] if unjudged else []
    return f"{len(taken)} items. As judged, the clauses stand so to them: {', '.join(told)}."


def _source(framework: Framework) -> str:
    source = framework.source
    title = link(written(source.title), source.url) if source.url else written(source.title)
    return (f"Source: {title}, {written(source.publisher)}, version {written(framework.version)}. "
            f"The list of items is under {written(framework.licence)}, of {written(framework.date)}. "
            f"{written(source.rights)}")


def _overview(items: Sequence[ItemCoverage], spot: SpotOf, here: str, language: str) -> str:
    rows = []
    for item in items:
        label = f"{'– ' * item.depth}{shorten(_label(item, language), _HEADING, placeholder=' …')}"
        clauses = [_clause(one, found, here) for one, found in _shown(item, spot)
                   if one.relation is not Relation.SUPPORTS]
        shown = link(written(label), f"#{_anchor(item)}") if item.is_judged else written(label)
        rows.append((shown, standing_words(item), ", ".join(clauses)))
    return table(("Item", "As judged", "Clauses"), rows)


def _item(item: ItemCoverage, spot: SpotOf, here: str, language: str) -> Iterator[str]:
    label = _label(item, language)
    yield f"## {written(shorten(label, _HEADING, placeholder=' …'))} {{ #{_anchor(item)} }}"
    if len(label) > _HEADING:
        yield written(label)
    judges = f", as judged by {written(', '.join(item.judges))}" if item.judges else ""
    yield f"**{standing_words(item)}**{judges}"
    if without := without_own_words(item):
        yield f"Without what the scheme judged itself: {without}."
    for module, joint in item.joint:
        yield (f"Taken together, the clauses of {code(module)}: {RELATIONS[joint.relation]}. "
               f"{written(joint.rationale)} ({written(joint.judged_by)}, {written(joint.date)}{_review(joint)})")
    rows = [_row(one, found, here) for one, found in _shown(item, spot)]
    yield table(("Clause", "Relation", "Why", "Judged", "Readable since", "History"), rows)
    for module, gap in item.gaps:
        yield (f"Gap in {code(module)}: {written(gap.rationale)} "
               f"({written(gap.judged_by)}, {written(gap.date)}{_review(gap)})")
    if item.lowered_by:
        told = "Lower than its source" if item.is_lower else "Less behind it than its source has"
        yield f"{told}, because of: {', '.join(map(code, item.lowered_by))}"


def _review(judged: Evidence | CrosswalkRow | JointJudgement) -> str:
    return f"; {written(judged.review)}" if judged.review else ""


def _shown(item: ItemCoverage, spot: SpotOf) -> list[tuple[Evidence, Spot]]:
    """The evidence that this site shows: what it does not show is no evidence for anybody who reads it."""
    found = [(one, spot(one.module, one.clause)) for one in item.evidence if not one.state.is_gone]
    return [(one, place) for one, place in found if place is not None]


def _row(one: Evidence, spot: Spot, here: str) -> tuple[str, ...]:
    state = f" ({words})" if (words := state_words(one)) else ""
    on = "on its own text" if one.is_own else f"on {written(f'{one.module} {one.module_version}')}"
    judged = f"{written(one.judged_by)}, {written(one.date)}, {on}"
    if not one.is_own and one.scheme_version != one.module_version:
        judged += f"; here stands {written(one.scheme_version)}"
    history = link("history", link_to(spot.history, here)) if spot.history else ""
    return (f"{_clause(one, spot, here)}{state}", RELATIONS[one.relation], written(one.rationale),
            f"{judged}, confidence {one.confidence.value}{_review(one)}", written(spot.since), history)


def _clause(one: Evidence, spot: Spot, here: str) -> str:
    return link(written(f"{one.module} {spot.label}"), link_to(spot.place, here))


def _label(item: ItemCoverage, language: str) -> str:
    """A number before its words; an id that is words itself says nothing more."""
    label = item.item.label(language)
    return f"{item.item.id} {label}" if _NUMBER.fullmatch(item.item.id) else label


def _anchor(item: ItemCoverage) -> str:
    return f"i-{made_id(item.item.id)}"
