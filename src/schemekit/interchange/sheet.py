"""A crosswalk as a spreadsheet: one row for each clause and item, with lists to choose from, for people who write none.

A last sheet holds what was sent, so that a sheet that comes back late undoes nothing that was judged meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from schemekit.interchange.exchanged import HEAD, JUDGED, Exchanged
from schemekit.model.crosswalk import Confidence, Crosswalk, CrosswalkRow, JointJudgement, Relation
from schemekit.word.spreadsheet import Column, Sheet, workbook_bytes

ROWS, TOGETHER, ABOUT, SENT = "Crosswalk", "Together", "About", "As sent"
CLAUSES, ITEMS, HOW = "Clauses", "Items", "How to fill this in"
OURS = frozenset({ROWS, TOGETHER, ABOUT, SENT, CLAUSES, ITEMS, HOW})
ROW_COLUMNS = ("clause", "heading", "item", "label", *JUDGED)
TOGETHER_COLUMNS = ("item", "label", *JUDGED)
SENT_COLUMNS = ("sheet", "clause", "item", "mark")
_WIDTHS = {"clause": 30, "heading": 30, "item": 12, "label": 34, "relation": 13, "confidence": 12, "rationale": 60,
           "judge": 20, "date": 12, "reviewed_by": 20, "reviewed": 12}
_SPARE = 30
_TOLD = (
    ("What this is", "Which clause of the module answers which item of the framework, as somebody judged it."),
    ("clause, item", "Their ids. Choose them from the list, or type them as they stand in the sheets Clauses and"
                     " Items. Leave the clause empty to say that nothing answers the item."),
    ("heading, label", "What the ids stand for. These two columns are not read."),
    ("relation", "What the clause is to the item. equal: says the same in the same words. equivalent: asks the same in"
                 " other words. superset: asks all of it, and more. subset: asks less than the item. intersects: asks"
                 " some of it, and other things. supports: helps towards it and asks none of it. none: there is no"
                 " clause."),
    ("confidence", "How sure you are: low, medium or high."),
    ("rationale", "Why, in a sentence of four words or more. It is published."),
    ("judge, date", "Who judged the row, and when (YYYY-MM-DD). Empty means: as the sheet About says."),
    ("reviewed_by, reviewed", "Who looked at the row after the judge, and when. Empty means: nobody did. If you change"
                              " what is judged, an earlier review goes."),
    ("Rows without an item", "At the end stand the clauses that nobody mapped yet. Fill them in, or leave them."),
    ("To take a row out", "Delete it, or empty its relation, confidence and rationale."),
    ("Together", "What all clauses at an item come to when they are read together. Two or more are needed."),
    ("As sent", "Leave this sheet as it is: by it we know what you changed, and what we changed meanwhile."),
)


def sheet_bytes(sent: Exchanged) -> bytes:
    """The spreadsheet; the same crosswalk gives the same bytes. Raises: MissingPartError."""
    crosswalk = sent.crosswalk
    labels = sent.labels()
    mapped = {row.clause for row in crosswalk.rows}
    rows = [(row.clause, sent.heading(row.clause), row.item, labels.get(row.item, ""), *_cells(row, crosswalk))
            for row in crosswalk.rows]
    rows += [(clause, heading, "", "", *("",) * len(JUDGED)) for clause, heading in sent.clauses.items()
             if clause not in mapped]
    together = [(joint.item, labels.get(joint.item, ""), *_cells(joint, crosswalk)) for joint in crosswalk.together]
    return workbook_bytes(
        [
            Sheet(title=ROWS, columns=_columns(ROW_COLUMNS), rows=tuple(rows), spare=_SPARE),
            Sheet(title=TOGETHER, columns=_columns(TOGETHER_COLUMNS), rows=tuple(together), spare=5),
            _listed(HOW, ("column", "what to write"), (24, 100), _TOLD),
            _listed(ABOUT, ("name", "value"), (20, 80),
                    [(name, str(getattr(crosswalk, name))) for name in HEAD]),
            _listed(CLAUSES, ("clause", "heading"), (30, 70), list(sent.clauses.items())),
            _listed(ITEMS, ("item", "label"), (16, 90), list(labels.items())),
            _listed(SENT, SENT_COLUMNS, (12, 30, 16, 20), list(_sent(crosswalk))),
        ],
        f"{sent.title}: {crosswalk.framework} {crosswalk.framework_version}",
    )


def mark_of(judged: CrosswalkRow | JointJudgement) -> str:
    """A short digest of what was judged, by which a row is known to be as it was sent."""
    review = (judged.reviewed_by, judged.reviewed) if judged.reviewed_by else ()
    return word_mark("\0".join((judged.relation.value, judged.confidence.value, judged.rationale, judged.judge,
                                judged.date, *review)))


def word_mark(words: str) -> str:
    """A short digest of words."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sent(crosswalk: Crosswalk) -> Iterator[tuple[str, ...]]:
    for row in crosswalk.rows:
        yield ROWS, row.clause, row.item, mark_of(row)
    for joint in crosswalk.together:
        yield TOGETHER, "", joint.item, mark_of(joint)
    for name in HEAD:
        yield ABOUT, name, "", word_mark(str(getattr(crosswalk, name)))


def _cells(judged: CrosswalkRow | JointJudgement, crosswalk: Crosswalk) -> tuple[str, ...]:
    """Judge and date are left out where they are the crosswalk's own, so that a page is not full of one name."""
    return (judged.relation.value, judged.confidence.value, judged.rationale,
            "" if judged.judge == crosswalk.judge else judged.judge,
            "" if judged.date == crosswalk.date else judged.date, judged.reviewed_by, judged.reviewed)


def _columns(names: tuple[str, ...]) -> tuple[Column, ...]:
    choices = {"relation": tuple(relation.value for relation in Relation),
               "confidence": tuple(confidence.value for confidence in Confidence)}
    lists = {"clause": CLAUSES, "item": ITEMS}
    return tuple(Column(heading=name, width=_WIDTHS[name], choices=choices.get(name, ()),
                        choices_from=lists.get(name, "")) for name in names)


def _listed(
    title: str, names: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]]
) -> Sheet:
    columns = tuple(Column(heading=name, width=width) for name, width in zip(names, widths, strict=True))
    return Sheet(title=title, columns=columns, rows=tuple(tuple(row) for row in rows))
