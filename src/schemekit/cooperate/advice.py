"""The commands that checks advise, as people type them."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.model.cooperation import CooperationType
from schemekit.model.recognition import Judgement, Provision


def field_at(place: Sequence[str | int]) -> str:
    """How `cooperate set` names a place in a record: without the type of the terms, entries counted from 1.

    Shape: `shared_process.steps[0].owner` is `steps.1.owner`.
    """
    rest = place[1:] if place[0] in {kind.section for kind in CooperationType} else place
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in rest)


def judging_command(cooperation_id: str, rows: Sequence[Provision], judgement: Judgement = Judgement.ACCEPTED) -> str:
    """The command with which people judge rows: the open ones that match all at once, else the first by its name."""
    matched = any(row.result == "matched" and row.judgement is Judgement.OPEN for row in rows)
    which = "--matched" if matched else f'"{rows[0].name}"'
    judgement = Judgement.ACCEPTED if judgement is Judgement.OPEN else judgement
    made = f'"{judgement.value}"' if " " in judgement.value else judgement.value
    return f'schemekit cooperate judge {cooperation_id} {which} --as {made} --by "…"'
