"""A recognition's rows as a spreadsheet that people judge in, and the judgements out of one that came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from schemekit.errors import UsageError
from schemekit.files.hidden_marks import MARK_FIX, mark_in
from schemekit.interchange.headings import headings_in
from schemekit.model.approval import day_advice, day_of
from schemekit.model.finding import TOLD_OF_A_KIND, Finding, FindingsError
from schemekit.model.recognition import EARLIER, Judgement, Provision
from schemekit.model.said import says_something, says_why
from schemekit.word.hidden_cells import column_letters
from schemekit.word.spreadsheet import Column, ReadSheet, Sheet

TITLE = "Provisions"
_ROW, _STATE = "Row", "Words"
_JUDGEMENT, _TOP_UP, _REASON, _JUDGE, _DATE = "Judgement", "Top-up", "Reason", "Judge", "Date"
_FILLED_IN = (_JUDGEMENT, _TOP_UP, _REASON, _JUDGE, _DATE)
_NEEDED = (_ROW, *_FILLED_IN, _STATE)
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RowJudgement:
    """What somebody made of one row. Shape: `row` is its name. Units: `date` is YYYY-MM-DD."""

    row: str
    judgement: Judgement
    judge: str
    date: str
    top_up: str = ""
    reason: str = ""

    @property
    def told(self) -> str:
        """`accepted, by Intern`."""
        return f"{self.judgement.value}, by {self.judge}"

    def overrules(self, row: Provision) -> bool:
        """Whether it says something else of a row that is judged than what stands there, or somebody else says it."""
        if row.judgement is Judgement.OPEN:
            return False
        has_top_up = row.judgement is Judgement.WITH_TOP_UP   # beside another judgement it is nobody's
        return (row.judgement, row.judge, _one_line(row.top_up) if has_top_up else "", _one_line(row.reason)) != (
            self.judgement, self.judge, _one_line(self.top_up) if has_top_up else "", _one_line(self.reason))

    @property
    def lacking(self) -> str:
        """What it lacks to be one, in words; empty where it lacks nothing."""
        if self.judgement is Judgement.WITH_TOP_UP and not says_why(self.top_up):
            return "nothing says what has to be added"
        if self.judgement is Judgement.REFUSED and not says_why(self.reason):
            return "nothing says why"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetJudgements:
    """What a sheet brought. Shape: `notes` tell what people may not have seen in it."""

    judgements: tuple[RowJudgement, ...]
    notes: tuple[str, ...]


def judgement_sheet(rows: Sequence[Provision]) -> Sheet:
    """The rows with room for a judgement of each; what was judged before stands in it."""
    return Sheet(title=TITLE, columns=(
        Column(heading=_ROW, width=30), Column(heading="Provision", width=36), Column(heading="Lines up", width=12),
        Column(heading="What differs", width=56),
        Column(heading=_JUDGEMENT, width=22, choices=tuple(one.value for one in Judgement)),
        Column(heading=_TOP_UP, width=44), Column(heading=_REASON, width=44), Column(heading=_JUDGE, width=22),
        Column(heading=_DATE, width=12), Column(heading=_STATE, width=30),
    ), rows=tuple((row.name, row.words, row.result, row.told,
                   "" if row.judgement is Judgement.OPEN else row.judgement.value, row.top_up, row.reason, row.judge,
                   row.date, _state(row)) for row in rows))


def judgements_in(
    sheets: Sequence[ReadSheet], name: str, rows: Sequence[Provision], *, by: str, day: str, is_replacing: bool = False
) -> SheetJudgements:
    """The judgements in a sheet that came back, without those that the record has already.

    Shape: `name` is what messages call the file; `by` and `day` are for rows that name no judge and no date;
    `is_replacing` lets them take the place of judgements that stand.
    Raises: UsageError for a file that is no such sheet; FindingsError with every cell that cannot be taken.
    """
    sheet = next((sheet for sheet in sheets if sheet.title == TITLE), None)
    if sheet is None:
        raise UsageError(f"{name} holds no rows to judge", why=f"it has no sheet '{TITLE}'",
                         fix="begin with the sheet that 'schemekit cooperate judge ID --to rows.xlsx' makes")
    headings = headings_in(sheet, _NEEDED, _NEEDED, name)
    reading = _Reading(name, {row.name: row for row in rows}, headings.places, frozenset(sheet.formulas), by, day,
                       is_replacing=is_replacing)
    found = [one for number, cells in enumerate(sheet.rows[headings.row:], headings.row + 1)
             if (one := reading.row(number, cells)) is not None]
    if reading.findings:
        raise FindingsError(reading.findings)
    return SheetJudgements(judgements=tuple(found), notes=tuple(_notes(sheet)))


def _notes(sheet: ReadSheet) -> Iterator[str]:
    if sheet.is_hidden:
        yield f"the sheet '{sheet.title}' is hidden, and was read"
    yield from (f"{told} hidden in the sheet '{sheet.title}', and what stands there was read" for told in sheet.hidden)


def _state(row: Provision) -> str:
    """What the row rests on, so that a judgement of other words is not taken for one of these."""
    return f"{row.result}; ours {row.our_words or '-'}, theirs {row.their_words or '-'}"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _said_now(reason: str) -> str:
    """A reason in one line; none where it is still that of an earlier judgement, which the sheet showed."""
    words = _one_line(reason)
    return "" if words.startswith(EARLIER) else words


class _Reading:
    """A sheet while it is read: each row held against the record, what is wrong gathered."""

    def __init__(
        self, name: str, known: Mapping[str, Provision], places: Mapping[str, int], formulas: frozenset[str], by: str,
        day: str, *, is_replacing: bool,
    ) -> None:
        self._name, self._known, self._places, self._formulas = name, known, places, formulas
        self._by, self._day, self._is_replacing = by, day, is_replacing
        self._seen: set[str] = set()
        self._searched = 0
        self.findings: list[Finding] = []

    def row(self, number: int, cells: Sequence[str]) -> RowJudgement | None:
        """What a row says; None where it says nothing, nothing new, or nothing that can be taken."""
        said = {head: cells[place].strip() if place < len(cells) else "" for head, place in self._places.items()}
        judgement = said[_JUDGEMENT].casefold()
        if judgement in ("", Judgement.OPEN.value):
            return None
        before = len(self.findings)
        self.findings += (self._finding(number, *trouble) for trouble in self._troubles(number, said))
        if len(self.findings) > before:
            return None
        found = RowJudgement(
            row=said[_ROW], judgement=Judgement(judgement), judge=said[_JUDGE] or self._by,
            date=said[_DATE] or self._day, top_up=_one_line(said[_TOP_UP]) if judgement ==
            Judgement.WITH_TOP_UP.value else "", reason=_said_now(said[_REASON]))
        if found.lacking:
            column = _TOP_UP if found.judgement is Judgement.WITH_TOP_UP else _REASON
            self.findings.append(self._finding(number, column, f"{found.judgement.value}, and {found.lacking}",
                                               "write it in a sentence"))
            return None
        row = self._known[found.row]
        if found.overrules(row) and not self._is_replacing:
            self.findings.append(self._finding(
                number, _JUDGEMENT, f"{found.row}: {found.told}, where the record has {row.judged}",
                "empty the cell, or say --replace if what the sheet says shall stand instead of what is on record"))
            return None
        return None if self._is_known(found) else found

    def _troubles(self, number: int, said: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """What cannot be taken: the column, what was found, and the mend."""
        known = self._known.get(said[_ROW])
        if known is None:
            near = self._near(said[_ROW])
            yield _ROW, f"'{said[_ROW][:_SHOWN]}', which is no row of the recognition", (
                f"did you mean '{near}'?" if near else "take the row out, or make the sheet anew")
        elif said[_STATE] != _state(known):
            yield _STATE, "other words than those that the record rests on", (
                "make the sheet anew, and judge the row on the words as they are")
        if said[_ROW] in self._seen:
            yield _ROW, f"a second row '{said[_ROW][:_SHOWN]}'", "leave one of them"
        self._seen.add(said[_ROW])
        if said[_JUDGEMENT].casefold() not in {one.value for one in Judgement}:
            yield _JUDGEMENT, f"'{said[_JUDGEMENT][:_SHOWN]}'", (
                f"write {', '.join(one.value for one in Judgement)}, or leave it empty")
        if not says_something(said[_JUDGE] or self._by):
            yield _JUDGE, "nobody who judged", 'write who did, or say --by "Technical Committee" for all'
        if said[_DATE] and day_of(said[_DATE]) is None:
            yield _DATE, f"'{said[_DATE][:_SHOWN]}'", day_advice(said[_DATE])
        for column in _FILLED_IN:
            if mark := mark_in(said[column]):
                yield column, mark, MARK_FIX
            if f"{column_letters(self._places[column] + 1)}{number}" in self._formulas:
                yield column, "a formula, which is never worked out", "write the words that you mean"

    def _near(self, name: str) -> str:
        """The row that was meant, or nothing: looking takes long, so only as often as findings are told."""
        self._searched += 1
        return next(iter(get_close_matches(name, self._known, n=1)), "") if self._searched <= TOLD_OF_A_KIND else ""

    def _is_known(self, found: RowJudgement) -> bool:
        row = self._known[found.row]
        return (row.judgement, row.judge, row.date, row.top_up, row.reason) == (
            found.judgement, found.judge, found.date, found.top_up, found.reason)

    def _finding(self, number: int, column: str, found: str, fix: str) -> Finding:
        return Finding(code="judgement-sheet", file=self._name, line=number, column=self._places[column] + 1,
                       found=found, wanted=f"'{column}' of a row of this recognition", fix=fix,
                       why="a judgement is about these very words, and somebody's")
