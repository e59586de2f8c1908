"""The page of a coverage: one HTML file that needs nothing else. Items by modules first, then the evidence, then the
clauses as they stand.

How it looks is in page.html.j2 and page.css beside this file. No request leaves the page, nothing in it is run, and
its own style is named by its digest in its Content-Security-Policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.evidence import Evidence, Standing
from schemekit.crosswalk.told import (
    DISCLAIMER,
    OWN_NOTE,
    RELATIONS,
    own_words,
    standing_words,
    state_words,
    without_own_words,
)
from schemekit.files.page_frame import policy_digest, template_in
from schemekit.model.crosswalk import Relation
from schemekit.model.web_address import SCHEME, plain_address
from schemekit.review.coverage.clause import StandingClause
from schemekit.review.coverage.covered import Coverage, FrameworkCoverage
from schemekit.review.formats.marked_text import unmarked_text

_HERE = Path(__file__).parent
_SIGNS = {Standing.ADDRESSES: "full", Standing.PARTLY: "half", Standing.NOT_ADDRESSED: "empty"}
_MANY = 6   # columns; more have their heads upright
_WEB = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """What one module has on one item. Shape: `sign` is full, half or empty; nothing where nobody judged it."""

    module: str
    words: str = ""
    sign: str = ""
    clauses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """One clause behind an item."""

    label: str
    anchor: str
    relation: str
    state: str
    words: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of a framework."""

    id: str
    label: str
    anchor: str
    depth: int
    is_heading: bool
    words: str
    without_own: str
    sign: str
    coverage: ItemCoverage
    cells: tuple[CellView, ...]
    evidence: tuple[EvidenceView, ...]
    lowered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkView:
    """One framework. Shape: `has_many` says that its modules do not fit with their heads lying."""

    number: int
    coverage: FrameworkCoverage
    items: tuple[ItemView, ...]
    has_many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """A clause as it stands. Shape: `body` is HTML, made of escaped letters."""

    anchor: str
    clause: StandingClause
    body: str
    link: str


def html_of(coverage: Coverage) -> str:
    """The whole page. Shape: one HTML document; the same coverage gives the same bytes."""
    style = _read("page.css")
    return template_in(_HERE).render(
        coverage=coverage, note=DISCLAIMER, own_note=OWN_NOTE if coverage.has_own_judgements else "",
        style=style, style_digest=policy_digest(style),
        frameworks=[_framework(coverage, one, number) for number, one in enumerate(coverage.frameworks, 1)],
        clauses=[_clause(clause) for _, clause in sorted(coverage.clauses.items()) if clause.raw],
    )


def _framework(coverage: Coverage, one: FrameworkCoverage, number: int) -> FrameworkView:
    counted = {item.item.id for item in one.counted}
    items = tuple(_item(coverage, one, item, f"i{number}-{place}", is_heading=item.item.id not in counted)
                  for place, item in enumerate(one.listed, 1))
    return FrameworkView(number=number, coverage=one, items=items, has_many=len(one.modules) > _MANY)


def _item(
    coverage: Coverage, one: FrameworkCoverage, item: ItemCoverage, anchor: str, *, is_heading: bool
) -> ItemView:
    return ItemView(
        id=item.item.id, label=item.item.label(coverage.language), anchor=anchor, depth=item.depth,
        is_heading=is_heading, words=standing_words(item), without_own=without_own_words(item),
        sign=_SIGNS[item.standing] if item.is_judged else "",
        coverage=item, cells=tuple(_cells(one, item)), evidence=tuple(_evidence(coverage, item)),
        lowered=coverage.why_lowered(item),
    )


def _cells(one: FrameworkCoverage, item: ItemCoverage) -> Iterator[CellView]:
    standings = {one.module: one for one in item.modules}
    for module in one.modules:
        standing = standings.get(module)
        behind = [clause for clause in item.evidence if clause.module == module]
        if standing is None:
            yield CellView(module=module)
            continue
        is_help = bool(behind) and all(clause.relation is Relation.SUPPORTS for clause in behind)
        told = own_words(standing.standing, is_own=standing.is_own, is_anew=standing.is_anew)
        words = "only supports" if is_help else told if behind else "gap stated"
        has = {clause.clause for clause in behind if not clause.state.is_gone}
        yield CellView(module=module, words=words, sign=_SIGNS[standing.standing], clauses=len(has))


def _evidence(coverage: Coverage, item: ItemCoverage) -> Iterator[EvidenceView]:
    for one in item.evidence:
        clause = coverage.clause(one)
        label = clause.label if clause else one.clause
        yield EvidenceView(label=f"{one.module} {label}", anchor=_anchor(one.module, one.clause)
                           if clause and clause.raw else "", relation=RELATIONS[one.relation],
                           state=state_words(one), words=_judged_words(one), evidence=one)


def _judged_words(one: Evidence) -> str:
    """Which words were judged, and which stand here."""
    if one.is_own:
        return "on its own text"
    here = f"; here stands {one.scheme_version}" if one.module_version != one.scheme_version else ""
    return f"on {one.module_version}{here}"


def _clause(clause: StandingClause) -> ClauseView:
    return ClauseView(anchor=_anchor(clause.module, clause.clause), clause=clause,
                      body=unmarked_text(clause.raw, _leads_to).body, link=_leads_to(clause.link))


def _leads_to(target: str) -> str:
    """Links to the web stay; those to other clauses and files have no place on this page."""
    plain = plain_address(target)
    scheme = SCHEME.match(plain)
    is_web = scheme is not None and scheme[1].lower() in _WEB and target[:8].lower() == plain[:8].lower()
    return target if is_web else ""


def _anchor(module: str, clause: str) -> str:
    return f"c-{module}.{clause}"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
