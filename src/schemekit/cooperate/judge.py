"""Writing down what people made of a recognition's rows: who accepted what, with what top-up, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.records import HeldCooperation, held
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import edit_yaml
from schemekit.model.cooperation import CooperationType
from schemekit.model.recognition import Judgement, Provision, Recognition
from schemekit.model.said import says_something, says_why


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
    """What was written: the rows by name, and how many are open yet."""

    id: str
    rows: tuple[str, ...]
    open: int

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "rows": list(self.rows), "open": self.open}


def judging_command(cooperation_id: str, rows: Sequence[Provision], judgement: Judgement = Judgement.ACCEPTED) -> str:
    """The command with which people judge rows: the open ones that match all at once, else the first by its name."""
    matched = any(row.result == "matched" and row.judgement is Judgement.OPEN for row in rows)
    which = "--matched" if matched else f'"{rows[0].name}"'
    made = f'"{judgement.value}"' if " " in judgement.value else judgement.value
    return f'schemekit cooperate judge {cooperation_id} {which} --as {made} --by "…"'


def judge_rows(root: Path, cooperation_id: str, wanted: JudgedRows) -> Judged:
    """Write a judgement into rows of a recognition, with who judged and when.

    Raises: UnknownNameError for a row that is not there; UsageError for a top-up without words, for a refusal without
    a reason, and where nothing would be judged.
    """
    with writing(root) as folder:
        before = held(folder, cooperation_id)
        places = _places(before, wanted)
        rows = [dict(row) for row in before.cooperation.section["provisions"]]
        for place in places:
            rows[place] |= {name: words for name, words in (
                ("judgement", wanted.judgement.value), ("judge", wanted.by), ("date", wanted.day),
                ("top_up", wanted.top_up), ("reason", wanted.reason)) if words}
            if wanted.judgement is not Judgement.WITH_TOP_UP:
                rows[place].pop("top_up", None)
        text = edit_yaml(before.text, [(("recognition", "provisions"), rows)], before.path)
        changes = {before.path: text.encode()}
        after = held(folder.with_changes(changes), cooperation_id)
        _refuse_wordless(after, places)
        number = "1 row" if len(places) == 1 else f"{len(places)} rows"
        message = f"{before.cooperation.title}: {number} {wanted.judgement.value} by {wanted.by}"
        save(folder, Step(changes=changes, commit=Commit(message=message[:200], paths=(before.path,))))
        terms = Recognition.from_mapping(after.cooperation.section)
        return Judged(id=cooperation_id, rows=tuple(terms.provisions[place].name for place in places),
                      open=len(terms.open_provisions))


def _places(before: HeldCooperation, wanted: JudgedRows) -> list[int]:
    if before.cooperation.type is not CooperationType.RECOGNITION:
        raise UsageError(f"{before.id} is a {before.cooperation.type.words}",
                         why="only a recognition has rows to judge",
                         fix="name a recognition: schemekit cooperate list")
    if not says_something(wanted.by):
        raise UsageError("nobody is named who judged", why="a judgement is somebody's",
                         fix='--by "Technical Committee"')
    rows = Recognition.from_mapping(before.cooperation.section).provisions
    names = {row.name: place for place, row in enumerate(rows)}
    for name in wanted.rows:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            raise UnknownNameError(f"{before.id} has no row '{name[:80]}'",
                                   why=f"it has {len(names)} rows, such as {next(iter(names))}" if names
                                   else "it has none yet",
                                   fix=f"did you mean '{near[0]}'?" if near else "see them: schemekit cooperate export "
                                   f"{before.id} --to md")
    found = [names[name] for name in dict.fromkeys(wanted.rows)]
    if wanted.is_matched:
        found += [place for place, row in enumerate(rows)
                  if row.result == "matched" and row.judgement is Judgement.OPEN and place not in found]
    if not found:
        raise UsageError("there is no row to judge", why="none was named, or all that match are judged already",
                         fix="name a row such as grievance#appeal, or say --matched")
    return found


def _refuse_wordless(after: HeldCooperation, places: Sequence[int]) -> None:
    rows = Recognition.from_mapping(after.cooperation.section).provisions
    for row in (rows[place] for place in places):
        lacking = _lacking(row)
        if lacking:
            raise UsageError(f"{row.name} is {row.judgement.value}, and {lacking}",
                             why="whoever is asked for it has to know what it is",
                             fix='say it: --top-up "…"' if row.judgement is Judgement.WITH_TOP_UP else '--reason "…"')


def _lacking(row: Provision) -> str:
    if row.judgement is Judgement.WITH_TOP_UP and not says_why(row.top_up):
        return "nothing says what has to be added"
    if row.judgement is Judgement.REFUSED and not says_why(row.reason):
        return "nothing says why"
    return ""
