"""What module.yaml has to say of proposed clauses: a new entry, another force, an excuse for a figure that is gone.

Only what the words decide by themselves is changed here; the rest is the maintainer's. The text is edited elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemekit.model.module import Clause, Module
from schemekit.text.document import ClauseText
from schemekit.text.force import LANGUAGES, force_of
from schemekit.text.linting.draft import without_marks
from schemekit.text.linting.words import wanted_force

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataChange:
    """One change of module.yaml. `value` None takes the place away; `words` tell it to people."""

    path: Path
    value: str | None
    words: str


def new_entry(module: Module, clause: ClauseText) -> dict[str, Any]:
    """The entry under `clauses:` of a clause that the source does not have: adopters may change it, until told else."""
    return {"id": clause.id, "force": force_of(without_marks(clause.body), module.language).value,
            "tailoring": "adjustable"}


def changes_for(module: Module, before: ClauseText, now: ClauseText) -> tuple[MetadataChange, ...]:
    """What changes in the entry of a clause with its words, the last excuses first so that places hold."""
    place, declared = next(
        ((place, item) for place, item in enumerate(module.clauses) if item.id == before.id), (0, None)
    )
    if declared is None:
        return ()
    changes = [
        MetadataChange(path=("clauses", place, "fixed", number), value=None,
                       words=f"'{fixed.text}' no longer stands in it and needs no excuse")
        for number, fixed in reversed(list(enumerate(declared.fixed)))
        if fixed.text in before.raw and fixed.text not in now.raw
    ]
    if force := _new_force(module, declared, before, now):
        changes.append(MetadataChange(path=("clauses", place, "force"), value=force,
                                      words=f"its force, {declared.force.value}, becomes {force}"))
    return tuple(changes)


def _new_force(module: Module, declared: Clause, before: ClauseText, now: ClauseText) -> str:
    """The force that the words carry now, where they carried the declared one; empty where nothing is to change."""
    if module.language.partition("-")[0] not in LANGUAGES:
        return ""
    old, new = (force_of(without_marks(clause.body), module.language) for clause in (before, now))
    fitted = not wanted_force(declared.force, old, module.house_style)
    return new.value if fitted and wanted_force(declared.force, new, module.house_style) else ""


def entry_place(module: Module, after: str) -> int:
    """Where in `clauses:` a new entry goes: behind the clause that it follows in the text; empty for the first."""
    places: Mapping[str, int] = {clause.id: place for place, clause in enumerate(module.clauses)}
    return places[after] + 1 if after in places else 0
