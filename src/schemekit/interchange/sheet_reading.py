"""A crosswalk from a spreadsheet that came back from anybody: read as words, every cell that cannot be taken named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemekit.errors import UsageError
from schemekit.interchange.cells import Cells, Gathered
from schemekit.interchange.exchanged import HEAD, JUDGED, REVIEW, Judged, Received
from schemekit.interchange.headings import Headings, headings_in
from schemekit.interchange.sheet import ABOUT, OURS, ROW_COLUMNS, ROWS, SENT, TOGETHER, TOGETHER_COLUMNS
from schemekit.word.hidden_cells import column_letters
from schemekit.word.spreadsheet import ReadSheet, sheets_of

_OPTIONAL = frozenset({"heading", "label", "judge", "date", *REVIEW})
"""Columns that may be taken out: what they say stands elsewhere too."""


def received_sheet(data: bytes, name: str) -> Received:
    """What a returned spreadsheet says. Shape: `name` is what messages call it.

    Raises: UsageError for one that is no crosswalk, lacks columns or is too long, HostileContentError,
    MissingPartError.
    """
    sheets = {sheet.title: sheet for sheet in sheets_of(data, name)}
    if ROWS not in sheets or ABOUT not in sheets:
        missing = ROWS if ROWS not in sheets else ABOUT
        raise UsageError(f"{name} is no crosswalk", why=f"it has no sheet '{missing}'",
                         fix="send a sheet out with 'schemekit crosswalk export', and take that one back")
    gathered = Gathered()
    head = _head(sheets[ABOUT])
    judged = [*_judged(sheets[ROWS], ROW_COLUMNS, name, head, gathered)]
    for title in sorted(sheets.keys() - OURS):
        gathered.left[f"the sheet '{title[:60]}'"] += 1
    if TOGETHER in sheets:
        judged += _judged(sheets[TOGETHER], TOGETHER_COLUMNS, name, head, gathered)
    return Received(head=head, judged=tuple(judged), refusals=tuple(gathered.refusals),
                    unread=frozenset(gathered.unread), notes=(*_notes(sheets), *gathered.notes()),
                    sent=_sent(sheets.get(SENT)), sent_head=_sent_head(sheets.get(SENT)))


def _notes(sheets: Mapping[str, ReadSheet]) -> Iterator[str]:
    for title in (ROWS, TOGETHER, ABOUT):
        sheet = sheets.get(title)
        if sheet is None:
            continue
        if sheet.is_hidden:
            yield f"the sheet '{title}' is hidden, and was read"
        yield from (f"{told} hidden in the sheet '{title}', and what stands there was read" for told in sheet.hidden)
    if SENT not in sheets:
        yield (f"the sheet '{SENT}' is gone: what we changed meanwhile cannot be told from what the sheet has"
               " otherwise")


def _head(sheet: ReadSheet) -> dict[str, str]:
    """What the sheet is about. Only the ids lose the blanks at their ends."""
    found: dict[str, str] = {}
    for row in sheet.rows:
        name = row[0].strip() if row else ""
        if name in HEAD and len(row) > 1:
            found.setdefault(name, row[1] if name in ("judge", "note") else row[1].strip())
    return found


def _sent(sheet: ReadSheet | None) -> dict[tuple[bool, str, str], str] | None:
    if sheet is None:
        return None
    return {(row[0] == TOGETHER, row[1], row[2]): row[3] for row in sheet.rows[1:] if len(row) >= 4 and row[0] != ABOUT}


def _sent_head(sheet: ReadSheet | None) -> dict[str, str] | None:
    if sheet is None:
        return None
    return {row[1]: row[3] for row in sheet.rows[1:] if len(row) >= 4 and row[0] == ABOUT}


def _judged(
    sheet: ReadSheet, columns: Sequence[str], name: str, head: Mapping[str, str], gathered: Gathered
) -> Iterator[Judged]:
    found_at = headings_in(sheet, columns, [column for column in columns if column not in _OPTIONAL], name)
    places = found_at.places
    _leave(sheet, found_at, gathered)
    formulas = frozenset(sheet.formulas)
    for number, row in enumerate(sheet.rows[found_at.row:], found_at.row + 1):
        values = {name: row[place] for name, place in places.items() if place < len(row)}
        if not any(words.strip() for name, words in values.items() if name not in ("heading", "label")):
            continue
        found = _row(sheet.title, number, values, places, formulas, head, gathered)
        if found is not None:
            yield found


def _leave(sheet: ReadSheet, headings: Headings, gathered: Gathered) -> None:
    """Count the cells that people put beside our columns."""
    ours, heads = frozenset(headings.places.values()), sheet.rows[headings.row - 1]
    for row in sheet.rows[headings.row:]:
        for at, cell in enumerate(row):
            if at not in ours and cell.strip():
                head = heads[at].strip() if at < len(heads) else ""
                gathered.left[f"cells of the column '{head[:60] or column_letters(at)}' in '{sheet.title}'"] += 1


def _row(
    title: str, number: int, values: dict[str, str], places: Mapping[str, int], formulas: frozenset[str],
    head: Mapping[str, str], gathered: Gathered,
) -> Judged | None:
    def where(column: str) -> str:
        return f"{title}, row {number}, column {column_letters(places[column] + 1)} ({column})"

    cells = Cells(values, where, gathered)
    for column, at in places.items():
        if column not in ("heading", "label") and f"{column_letters(at + 1)}{number}" in formulas:
            cells.refuse(column, "a formula, which is never worked out", "write the words that you mean")
    is_joint = title == TOGETHER
    clause = "" if is_joint else cells.clause()
    is_blank = not any(values.get(name, "").strip() for name in JUDGED[:3])
    if is_blank and not cells.word("item"):
        return None   # a clause that nobody mapped yet
    item = cells.item()
    place = f"{title}, row {number}"
    if is_blank:
        if cells.is_sound:
            return Judged(place=place, clause=clause, item=item, is_joint=is_joint, is_empty=True)
        cells.given_up(is_joint=is_joint, clause=clause, item=item)
        return None
    relation, confidence = cells.relation(), cells.confidence()
    rationale, judge, day = cells.text("rationale"), cells.text("judge"), cells.day()
    reviewed_by, reviewed = cells.review(has_place=places.keys() >= set(REVIEW))
    if not rationale:
        cells.refuse("rationale", "nothing", "say in a sentence why")
    if not cells.is_sound:
        cells.given_up(is_joint=is_joint, clause=clause, item=item)
        return None
    return Judged(place=place, clause=clause, item=item, is_joint=is_joint, relation=relation, confidence=confidence,
                  rationale=rationale, judge=_or_head("judge", judge, places, head),
                  date=_or_head("date", day, places, head), reviewed_by=reviewed_by, reviewed=reviewed)


def _or_head(column: str, words: str, places: Mapping[str, int], head: Mapping[str, str]) -> str | None:
    """Whose judgement it is, or when: an empty cell means as the sheet About says, and no column that nothing is said.

    Where the column was taken out, the rows keep the judge and the day that they have.
    """
    return None if column not in places else words if words.strip() else head.get(column, "")
