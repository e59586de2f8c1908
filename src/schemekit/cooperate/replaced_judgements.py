"""Judgements of a recognition's rows that stand already: when a new one would put one aside, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemekit.cooperate.judgement_sheet import RowJudgement
from schemekit.errors import UsageError
from schemekit.model.recognition import Judgement, Provision

_LONGEST = 4000   # signs of a text, as the record's schema has them


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedJudgement:
    """A judgement that stood in a row, and the one that took its place."""

    before: Provision
    now: RowJudgement

    @property
    def told(self) -> str:
        """`grievance#no-charge: accepted, by Intern, instead of not accepted, by Board on 2026-11-02 (…)`."""
        return f"{self.now.row}: {self.now.told}, instead of {self.before.judged}"

    def to_mapping(self) -> dict[str, str]:
        """It, as `--json` prints it."""
        row = self.before
        return {"row": row.name, "judgement": row.judgement.value, "judge": row.judge, "date": row.date,
                "top_up": row.top_up, "reason": row.reason}


def replaced_judgements(
    rows: Sequence[Provision], judgements: Sequence[RowJudgement]
) -> tuple[ReplacedJudgement, ...]:
    """The judgements that would be put aside. The same again, on another day, puts nothing aside."""
    known: Mapping[str, Provision] = {row.name: row for row in rows if row.judgement is not Judgement.OPEN}
    return tuple(ReplacedJudgement(before=known[one.row], now=one) for one in judgements
                 if one.row in known and one.overrules(known[one.row]))


def refuse_replaced(replaced: Sequence[ReplacedJudgement]) -> None:
    """Raises: UsageError that names what stands."""
    if replaced:
        more = f", and {len(replaced) - 1} more are judged too" if len(replaced) > 1 else ""
        raise UsageError(f"{replaced[0].now.row} is judged already: {replaced[0].before.judged}{more}",
                         why="a judgement that stands is not put aside by the way",
                         fix="talk to those who judged, and say --replace if the new one shall stand instead; the "
                             "history keeps both")


def replaced_notes(replaced: Sequence[ReplacedJudgement], day: str) -> tuple[dict[str, str], ...]:
    """Entries of the history that keep what was put aside, as few as hold it. Units: `day` is YYYY-MM-DD."""
    texts: list[str] = []
    for one in replaced:
        words = one.told[:_LONGEST]
        if texts and len(texts[-1]) + len(words) + 2 <= _LONGEST:
            texts[-1] += f"; {words}"
        else:
            texts.append(words)
    return tuple({"day": day, "kind": "note", "words": words} for words in texts)
