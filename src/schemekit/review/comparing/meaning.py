"""What a change means: the one place that asks the rules of significance, with the blanks that stand in the clause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from schemekit.adopt.parameter_changes import renamed_parameters
from schemekit.model.module import Module
from schemekit.model.signal import Signal
from schemekit.review.comparing.held import Held, parsed
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.significance.classify import signals_of
from schemekit.text.significance.context import Blank, Context
from schemekit.text.significance.footnotes import notes_of

_NAME = re.compile(r"\bcookiecutter\.([a-z][a-z0-9_]{0,100})")


class Meaning:
    """Tells what the changes between two sides mean. Shape: made once for a comparison, asked for each clause."""

    def __init__(self, before: Held, after: Held, language: str) -> None:
        module = after.module or before.module
        self._style = module.house_style if module else "shall"
        self._language = language
        self._blanks = _blanks(before, after, language)
        self._notes = tuple({file: notes_of(text) for file, text in held.texts.items()} for held in (before, after))
        self._used: dict[tuple[str, str], set[str]] = defaultdict(set)
        for held in (before, after):
            for file, template in held.templates.items():
                for clause in parsed(template).clauses:
                    self._used[file, clause.id] |= set(_NAME.findall(clause.raw))

    def signals_of(self, file: str, change: ClauseChange) -> tuple[Signal, ...]:
        """The signals of a change, the most weighty first; none for a clause that is the same."""
        if not change.kinds:
            return ()
        ids = {clause.id for clause in (change.source, change.mine, *change.parts) if clause}
        names = sorted({name for clause in ids for name in self._used.get((file, clause), ())})
        blanks = tuple(self._blanks[name] for name in names if name in self._blanks)
        notes = [side.get(file, {}) for side in self._notes]
        return signals_of(change, Context(language=self._language, house_style=self._style, blanks=blanks,
                                          notes_before=notes[0], notes_after=notes[1]))


def _blanks(before: Held, after: Held, language: str) -> dict[str, Blank]:
    """The blanks that both sides fill, by their names on either side."""
    if before.module is None or after.module is None:
        return {}
    renamed = _names(before.module, after.module)
    found: dict[str, Blank] = {}
    for parameter in after.module.parameters:
        was = renamed.get(parameter.name, parameter.name)
        if was in before.values and parameter.name in after.values:
            blank = Blank.of(parameter, before.values[was], after.values[parameter.name], language)
            found[was] = found[parameter.name] = blank
    return found


def _names(old: Module, new: Module) -> Mapping[str, str]:
    return {after: before for before, after in renamed_parameters(old, new).items()}
