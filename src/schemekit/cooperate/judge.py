"""Writing down what people made of a recognition's rows: who accepted what, with what top-up, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.writing import reading, save, writing
from schemekit.cooperate.judgement_sheet import RowJudgement, judgement_sheet, judgements_in
from schemekit.cooperate.record_fields import node_of
from schemekit.cooperate.record_words import refuse_unfit
from schemekit.cooperate.records import HeldCooperation, held, held_of
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import edit_yaml
from schemekit.model.cooperation import CooperationType
from schemekit.model.recognition import EARLIER, Judgement, Provision, Recognition
from schemekit.model.said import says_something
from schemekit.word.spreadsheet import sheets_of, workbook_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRows:
    """Which rows are judged, and how.

    Shape: `rows` are names such as grievance#appeal; `is_matched` means all that line up as matched and are open.
    Units: `day` is YYYY-MM-DD.
    """

    judgement: Judgement
    by: str
    day: str
    rows: Sequence[str] = ()
    is_matched: bool = False
    top_up: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was written: the rows by name, and those that nobody judged yet."""

    id: str
    rows: tuple[str, ...]
    open_rows: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "rows": list(self.rows), "open": len(self.open_rows), "open_rows": list(self.open_rows)}


def judge_rows(root: Path, cooperation_id: str, wanted: JudgedRows) -> Judged:
    """Write a judgement into rows of a recognition, with who judged and when.

    Raises: UnknownNameError for a row that is not there; UsageError for a top-up without words, for a refusal without
    a reason, and where nothing would be judged.
    """
    with writing(root) as folder:
        before = _recognition(folder, cooperation_id)
        rows = Recognition.from_mapping(before.cooperation.section).provisions
        _refuse_unfit(wanted.by, wanted.top_up, wanted.reason)
        judgements = [
            RowJudgement(row=row.name, judgement=wanted.judgement, judge=wanted.by, date=wanted.day,
                         top_up=wanted.top_up or row.top_up, reason=wanted.reason or _still_said(row))
            for row in _meant(before.id, rows, wanted)]
        _refuse_wordless(judgements)
        words = f"{_number(judgements)} {wanted.judgement.value} by {wanted.by}"
        return _written(folder, before, judgements, words)


def sheet_of(root: Path, cooperation_id: str) -> bytes:
    """A spreadsheet in which people judge the rows of a recognition. Raises: as `held_of`; MissingPartError."""
    one = _recognition(reading(root), cooperation_id)
    rows = Recognition.from_mapping(one.cooperation.section).provisions
    return workbook_bytes([judgement_sheet(rows)], f"{one.cooperation.title}: what is made of each provision")


def judge_by_sheet(root: Path, cooperation_id: str, data: bytes, name: str, *, by: str, day: str) -> Judged:
    """Write the judgements of a spreadsheet that came back: all of them, or none where one cannot be taken.

    Shape: `name` is what messages call the file; `by` and `day` (YYYY-MM-DD) are for rows that name no judge or date.
    Raises: as `judgements_in` and `sheets_of`.
    """
    with writing(root) as folder:
        before = _recognition(folder, cooperation_id)
        rows = Recognition.from_mapping(before.cooperation.section).provisions
        _refuse_unfit(by)
        judgements = judgements_in(sheets_of(data, name), name, rows, by=by, day=day)
        judges = ", ".join(dict.fromkeys(one.judge for one in judgements))
        return _written(folder, before, judgements, f"{_number(judgements)} judged by {judges}")


def _recognition(folder: SchemeFolder, cooperation_id: str) -> HeldCooperation:
    return held_of(folder, cooperation_id, CooperationType.RECOGNITION, "only a recognition has rows to judge")


def _written(
    folder: SchemeFolder, before: HeldCooperation, judgements: Sequence[RowJudgement], words: str
) -> Judged:
    """The record with the judgements in it, saved where there are any."""
    found = {one.row: one for one in judgements}
    rows = [dict(row) for row in before.cooperation.section.get("provisions") or ()]
    names = [row.name for row in Recognition.from_mapping(before.cooperation.section).provisions]
    for row, name in zip(rows, names, strict=True):
        if name in found:
            one = found[name]
            said = {"judgement": one.judgement.value, "judge": one.judge, "date": one.date, "top_up": one.top_up,
                    "reason": one.reason}
            row |= {key: value for key, value in said.items() if value}
            if one.judgement is not Judgement.WITH_TOP_UP:
                row.pop("top_up", None)
            if not one.reason:
                row.pop("reason", None)
    after = before
    if judgements:
        text = edit_yaml(before.text, [(("recognition", "provisions"), rows)], before.path)
        changes = {before.path: text.encode()}
        after = held(folder.with_changes(changes), before.id)
        message = f"{before.cooperation.title}: {words}"[:200]
        save(folder, Step(changes=changes, commit=Commit(message=message, paths=(before.path,))))
    terms = Recognition.from_mapping(after.cooperation.section)
    return Judged(id=before.id, rows=tuple(one.row for one in judgements),
                  open_rows=tuple(row.name for row in terms.open_provisions))


def _refuse_unfit(by: str, top_up: str = "", reason: str = "") -> None:
    """Each option once, and not for each row that it would go into."""
    for option, key, words in (("--by", "judge", by), ("--top-up", "top_up", top_up), ("--reason", "reason", reason)):
        refuse_unfit(option, words, node_of("recognition", "provisions", key))


def _number(judgements: Sequence[RowJudgement]) -> str:
    return "1 row" if len(judgements) == 1 else f"{len(judgements)} rows"


def _meant(cooperation_id: str, rows: Sequence[Provision], wanted: JudgedRows) -> list[Provision]:
    """The rows that are to be judged."""
    if not says_something(wanted.by):
        raise UsageError("nobody is named who judged", why="a judgement is somebody's",
                         fix='--by "Technical Committee"')
    names = {row.name: row for row in rows}
    for name in wanted.rows:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            raise UnknownNameError(f"{cooperation_id} has no row '{name[:80]}'",
                                   why=f"it has {len(names)} rows, such as {next(iter(names))}" if names
                                   else "it has none yet",
                                   fix=f"did you mean '{near[0]}'?" if near else "see them: schemekit cooperate export "
                                   f"{cooperation_id} --to md")
    found = [names[name] for name in dict.fromkeys(wanted.rows)]
    if wanted.is_matched:
        found += [row for row in rows
                  if row.result == "matched" and row.judgement is Judgement.OPEN and row.name not in wanted.rows]
    if not found:
        raise UsageError("there is no row to judge", why="none was named, or all that match are judged already",
                         fix="name a row such as grievance#appeal, or say --matched")
    return found


def _still_said(row: Provision) -> str:
    """The reason beside a row, unless it is that of an earlier judgement."""
    return row.reason if row.judgement is Judgement.OPEN and not row.reason.startswith(EARLIER) else ""


def _refuse_wordless(judgements: Sequence[RowJudgement]) -> None:
    for one in judgements:
        if one.lacking:
            raise UsageError(f"{one.row} is {one.judgement.value}, and {one.lacking}",
                             why="whoever is asked for it has to know what it is",
                             fix='say it: --top-up "…"' if one.judgement is Judgement.WITH_TOP_UP else '--reason "…"')
