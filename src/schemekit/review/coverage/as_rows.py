"""Coverage as tables of words: the evidence pack for a spreadsheet, one line for each item and clause."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.evidence import Evidence
from schemekit.crosswalk.told import DISCLAIMER, OWN_NOTE, RELATIONS, standing_words, without_own_words
from schemekit.model.crosswalk import SELF, CrosswalkRow, JointJudgement
from schemekit.review.coverage.covered import Coverage
from schemekit.text.csv_rows import csv_bytes

EVIDENCE_COLUMNS = (
    ("framework", 14), ("version", 9), ("item", 10), ("label", 36), ("as judged", 14), ("without own judgement", 14),
    ("counts for less because of", 30),
    ("module", 16), ("clause", 22), ("clause as cited", 26), ("the clause", 22), ("what the scheme did, and why", 30),
    ("text as it stands", 60), ("force", 16), ("values", 34), ("why it was judged so", 40), ("confidence", 11),
    ("judge", 20), ("whose judgement", 18), ("judged on", 11), ("reviewed by", 24), ("words judged", 14),
    ("words here go back to", 14), ("in force", 34),
    ("public link", 30),
)
"""Headings with their widths in characters."""
ITEM_COLUMNS = (
    ("framework", 14), ("version", 9), ("item", 10), ("label", 44), ("as judged", 16), ("without own judgement", 16),
    ("judges", 24),
    ("clauses", 44), ("taken together", 44), ("gaps stated", 44), ("counts for less because of", 44),
)
CHANGE_COLUMNS = (
    ("framework", 14), ("version", 9), ("item", 10), ("label", 44), ("before", 16), ("now", 16), ("which way", 16),
    ("because of", 70),
)

Rows = Iterator[tuple[str, ...]]


def evidence_rows(coverage: Coverage) -> Rows:
    """A line for each item and clause; one for an item that no clause has to do with."""
    for one in coverage.frameworks:
        for item in one.items:
            head = (one.framework.id, one.framework.version, item.item.id, item.item.label(coverage.language),
                    standing_words(item), without_own_words(item), "; ".join(coverage.why_lowered(item)))
            for evidence in item.evidence:
                yield (*head, *_evidence(coverage, evidence))
            if not item.evidence:
                yield (*head, *("",) * (len(EVIDENCE_COLUMNS) - len(head)))


def _evidence(coverage: Coverage, one: Evidence) -> tuple[str, ...]:
    clause = coverage.clause(one)
    whose, words = (SELF, "its own text") if one.is_own else ("the source", f"{one.module} {one.module_version}")
    judged = (one.rationale, one.confidence.value, one.judge, whose, one.date, one.review.removeprefix("reviewed by "),
              words)
    doubt = coverage.doubt(one)
    if clause is None:
        return (one.module, one.clause, "", RELATIONS[one.relation], "not in the text", "", "", "", *judged,
                one.scheme_version, "", "")
    return (one.module, one.clause, clause.label, RELATIONS[one.relation],
            "; ".join(filter(None, (clause.why, doubt))), clause.text, clause.force,
            "; ".join(clause.values), *judged, f"{one.module} {clause.version}" if clause.version else "", clause.since,
            clause.link)


def item_rows(coverage: Coverage) -> Rows:
    """A line for each item."""
    for one in coverage.frameworks:
        for item in one.items:
            yield (one.framework.id, one.framework.version, item.item.id, item.item.label(coverage.language),
                   standing_words(item), without_own_words(item), ", ".join(item.judges), ", ".join(clauses_of(item)),
                   "; ".join(f"{module}: {RELATIONS[joint.relation]}; {joint.rationale}{_by_whom(joint)}"
                             for module, joint in item.joint),
                   "; ".join(f"{module}: {gap.rationale}{_by_whom(gap)}" for module, gap in item.gaps),
                   "; ".join(coverage.why_lowered(item)))


def _by_whom(judged: CrosswalkRow | JointJudgement) -> str:
    told = f" ({SELF})" if judged.is_own else ""
    return f"{told} ({judged.review})" if judged.review else told


def change_rows(coverage: Coverage) -> Rows:
    """A line for each item that stands elsewhere than at the state that was asked for."""
    for one in coverage.frameworks:
        for change in one.changes:
            yield (one.framework.id, one.framework.version, change.item.item.id,
                   change.item.item.label(coverage.language), change.before, change.after,
                   change.way, "; ".join(cause.told for cause in change.causes))


def summary_rows(coverage: Coverage) -> Rows:
    """What it is, and what it comes to."""
    yield ("of", coverage.name)
    for module, version in coverage.modules:
        yield ("module", f"{module} {version}")
    if coverage.since:
        yield ("compared with", coverage.since)
    for notice in coverage.notices:
        yield ("please note", notice)
    for one in coverage.frameworks:
        yield (one.framework.name, one.summary)
        for note in one.notes:
            yield ("note of the judge", f"{one.framework.name}: {note}")
    if coverage.has_own_judgements:
        yield ("note", OWN_NOTE)
    for clause in coverage.own:
        yield ("judged by nobody", f"{clause.name} {clause.label}")
    yield ("note", DISCLAIMER)


def clauses_of(item: ItemCoverage) -> tuple[str, ...]:
    """The clauses behind an item that count for anything, as MODULE#CLAUSE."""
    named = (one.name for one in item.evidence if not one.state.is_gone)
    return tuple(dict.fromkeys(named))


def csv_of(coverage: Coverage) -> bytes:
    """The evidence pack as CSV."""
    return csv_bytes([[heading for heading, _ in EVIDENCE_COLUMNS], *evidence_rows(coverage)])


def xlsx_of(coverage: Coverage) -> bytes:
    """All of it as a spreadsheet. Raises: MissingPartError."""
    from schemekit.word.spreadsheet import Column, Sheet, workbook_bytes

    def sheet(title: str, columns: tuple[tuple[str, int], ...], rows: Rows) -> Sheet:
        return Sheet(title=title, rows=tuple(rows),
                     columns=tuple(Column(heading=heading, width=width) for heading, width in columns))

    sheets = [sheet("Summary", (("what", 22), ("words", 110)), summary_rows(coverage)),
              sheet("Items", ITEM_COLUMNS, item_rows(coverage)),
              sheet("Evidence", EVIDENCE_COLUMNS, evidence_rows(coverage))]
    if coverage.since:
        sheets.append(sheet("Changes", CHANGE_COLUMNS, change_rows(coverage)))
    return workbook_bytes(sheets, f"Coverage: {coverage.name}")
