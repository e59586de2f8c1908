"""The answers in a sheet that came back: only of rows that were sent, and in nobody's name but those we vouch for.

Whoever sends a sheet back may have written more into it than was asked, where nobody looks. So a row counts only where
its two steps are open in the comparison, an answer that stands gives way only where that is said, and a judge is
somebody whom the one who takes the sheet in has named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from schemekit.errors import UsageError
from schemekit.files.hidden_marks import MARK_FIX, mark_in
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.match_answer import JudgedStep, MatchAnswer, Verdict
from schemekit.model.said import says_something
from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.theory.pair_report import pair_reports
from schemekit.theory.report_tables import ANSWER_COLUMNS
from schemekit.word.hidden_cells import column_letters
from schemekit.word.spreadsheet import ReadSheet

TITLE = "To answer"
_NEEDED = tuple(column for column in ANSWER_COLUMNS if column not in ("Score", "Judge", "Why"))
_VERDICTS = tuple(verdict.value for verdict in Verdict)
_SHOWN, _REASON = 60, 300
_WORDS = "an answer is about these very words"
_Pair = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswers:
    """What a sheet brought. Shape: `known` counts rows that say what stands already; `notes` tell what people may not
    have seen in it.
    """

    answers: tuple[MatchAnswer, ...]
    known: int
    notes: tuple[str, ...]


def answers_of_sheet(
    sheets: Sequence[ReadSheet], name: str, theories: Sequence[TheoryOfChange], recorded: Sequence[MatchAnswer], *,
    judges: Sequence[str], date: str, is_replacing: bool = False,
) -> SheetAnswers:
    """The answers that people filled into the sheet of a comparison, without those that stand already.

    Shape: `recorded` are the answers that stand; `judges` are whom the sheet may name, and the first of them stands
    behind rows that name nobody.
    Raises: UsageError for a file that is no such sheet; FindingsError with row and column of all that is not taken.
    """
    sheet = next((sheet for sheet in sheets if sheet.title == TITLE), None)
    if sheet is None:
        raise UsageError(f"{name} has no sheet '{TITLE}'", why="answers are looked for there",
                         fix="begin with the file that 'schemekit toc compare … --to answers.xlsx' makes")
    heads = [head.strip().casefold() for head in sheet.rows[0]] if sheet.rows else []
    missing = [head for head in _NEEDED if head.casefold() not in heads]
    if missing:
        raise UsageError(f"{name} has no column {', '.join(missing)}", why="its answers could not be told apart",
                         fix="begin with the sheet that 'schemekit toc compare … --to answers.xlsx' makes")
    reading = _Reading(sheet, name, {head: heads.index(head.casefold()) for head in ANSWER_COLUMNS
                                     if head.casefold() in heads},
                       {theory.key: theory for theory in theories}, judges, is_replacing=is_replacing)
    reading.hold_against(theories, recorded)
    answers = tuple(answer for number, row in enumerate(sheet.rows[1:], 2)
                    if (answer := reading.answer(number, row, date)) is not None)
    if reading.findings:
        raise FindingsError(reading.findings)
    return SheetAnswers(answers=answers, known=reading.known, notes=tuple(_notes(sheet)))


def _notes(sheet: ReadSheet) -> Iterator[str]:
    if sheet.is_hidden:
        yield f"the sheet '{sheet.title}' is hidden, and was read"
    for told in sheet.hidden:
        yield f"{told} hidden in the sheet '{sheet.title}', and what stands there was read"


class _Reading:
    """A sheet while it is read: each row held against what was sent, what is wrong gathered."""

    def __init__(
        self, sheet: ReadSheet, name: str, places: Mapping[str, int], theories: Mapping[str, TheoryOfChange],
        judges: Sequence[str], *, is_replacing: bool,
    ) -> None:
        self._name, self._places, self._theories = name, places, theories
        self._formulas, self._judges, self._is_replacing = frozenset(sheet.formulas), judges, is_replacing
        self._sent: frozenset[_Pair] = frozenset()
        self._recorded: Mapping[_Pair, MatchAnswer] = {}
        self._seen: dict[_Pair, int] = {}
        self.known = 0
        self.findings: list[Finding] = []

    def hold_against(self, theories: Sequence[TheoryOfChange], recorded: Sequence[MatchAnswer]) -> None:
        """Which pairs a sheet can have been sent with: those open now, and those open before anybody answered."""
        self._recorded = {answer.pair: answer for answer in recorded}
        self._sent = frozenset(
            frozenset(((found.left.key, pair.left.id), (found.right.key, pair.right.id)))
            for answers in ((), recorded) for report in pair_reports(theories, answers)
            for found in (report.comparison,) for pair in (*found.asked, *found.tensions))

    def answer(self, number: int, row: Sequence[str], date: str) -> MatchAnswer | None:
        """What a row says; None where it says nothing, what stands already, or what cannot be taken."""
        cells = {head: row[self._places[head]].strip() if self._places.get(head, len(row)) < len(row) else ""
                 for head in ANSWER_COLUMNS}
        if not cells["Answer"]:
            return None
        troubles = [*self._strange(cells), *self._wrong(number, cells)] or [*self._unasked(number, cells)]
        self.findings += (self._finding(number, *trouble) for trouble in troubles)
        if troubles:
            return None
        found = self._answer(cells, date)
        before = self._recorded.get(found.pair)
        if before is not None and before.statements == found.statements and (before.verdict, before.judge) == (
                found.verdict, found.judge) and found.reason in ("", before.reason):
            self.known += 1
            return None
        return found

    def _answer(self, cells: Mapping[str, str], date: str) -> MatchAnswer:
        left, right = (JudgedStep(theory=cells[f"{side} theory"], step=cells[f"{side} step"],
                                  statement=cells[f"{side} statement"]) for side in ("Left", "Right"))
        return MatchAnswer(left=left, right=right, verdict=Verdict(cells["Answer"].casefold()), date=date,
                           judge=cells["Judge"] or self._judges[0],
                           reason=" ".join(cells["Why"].split())[:_REASON])

    def _strange(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
        """What is not as the comparison wrote it: the column, what was found, why that matters, and the mend."""
        for side in ("Left", "Right"):
            theory = self._theories.get(cells[f"{side} theory"])
            step = theory.by_id.get(cells[f"{side} step"]) if theory else None
            if theory is None:
                yield (f"{side} theory", f"'{cells[f'{side} theory'][:_SHOWN]}'",
                       f"the command names {', '.join(self._theories)}", "name that theory in the command too")
            elif step is None or step.statement != cells[f"{side} statement"]:
                yield (f"{side} statement", "words that are not, or no longer, in the theory", _WORDS,
                       "compare again, and answer about the words as they are now")

    def _wrong(self, number: int, cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
        """What people wrote that cannot be taken."""
        said = cells["Answer"].casefold()
        if said not in _VERDICTS:
            near = get_close_matches(said, _VERDICTS, n=1)
            meant = f"did you mean '{near[0]}'? Else " if near else ""
            yield ("Answer", f"'{cells['Answer'][:_SHOWN]}'", f"an answer is one of: {', '.join(_VERDICTS)}",
                   f"{meant}write one of them, or leave the cell empty")
        if cells["Judge"] and cells["Judge"] not in self._judges:
            yield ("Judge", f"'{cells['Judge'][:_SHOWN]}', whom --by does not name",
                   "anybody can write a name into a sheet; whoever takes it in says who judged",
                   f"if that is so, say --by \"{cells['Judge'][:_SHOWN]}\" too; else empty the cell")
        elif not cells["Judge"] and not self._judges:
            yield "Answer", "no judge", "an answer counts as long as somebody stands behind it", 'say --by "NAME"'
        elif not says_something(cells["Judge"] or self._judges[0]):
            yield "Judge", "no name", "an answer counts as long as somebody stands behind it", 'say --by "NAME"'
        for column in ("Judge", "Why"):
            if mark := mark_in(cells[column]):
                yield column, mark, "what people read is not what stands there", MARK_FIX
        for column, place in self._places.items():
            if f"{column_letters(place + 1)}{number}" in self._formulas:
                yield column, "a formula", "none is ever worked out", "write the words that you mean"

    def _unasked(self, number: int, cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
        """What of a row that reads well was not asked, or is settled."""
        found = self._answer(cells, "")
        before, first = self._recorded.get(found.pair), self._seen.setdefault(found.pair, number)
        stands = before is not None and before.statements == found.statements
        if first != number:
            yield "Left step", "a second row about the same two steps", f"row {first} is the first", "leave one of them"
        elif before is not None and stands and not self._is_replacing and (
                before.verdict, before.judge) != (found.verdict, found.judge):
            yield ("Answer", f"{found.verdict.value}, by {found.judge}, where the record has {before.told}",
                   "a sheet does not put an answer aside that stands",
                   "empty the cell, or say --replace if the new answers shall stand instead of those on record")
        elif not stands and found.pair not in self._sent:
            yield ("Left step", f"{found.left.step} and {found.right.step}, which nobody was asked about",
                   "the comparison has no open question about these two, so no sheet was sent with this row",
                   "take the row out; or answer it yourself with 'schemekit toc answer --pair'")

    def _finding(self, number: int, column: str, found: str, why: str, fix: str) -> Finding:
        return Finding(code="answer-sheet", file=self._name, line=number, column=self._places.get(column, 0) + 1,
                       found=found, wanted=f"'{column}' of a row that the comparison wrote", fix=fix, why=why)
