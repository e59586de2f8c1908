"""What a scheme's own words say in the place of a value: the one source for every figure that is told of two schemes.

The lock says what a blank was filled in with. Whoever edits the words over it by hand changes what the text asks, and
the lock goes on saying the old figure: where they differ, the text counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemekit.adopt.outcome import Adoption, is_text
from schemekit.adopt.rendering import template_values
from schemekit.model.adoption import Verb
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.parameter import Parameter, ParameterType, Value
from schemekit.model.signal import SignalKind
from schemekit.text.comparing.diff import SAME_WORDS, ClauseChange
from schemekit.text.template import parameters_in

if TYPE_CHECKING:
    from schemekit.text.significance.token import Amount

NOT_SAID = "not said in its text"
"""What stands in the place of a value that no words say any more."""
_NO_TEXT = "no longer says it"
_MOST = 5   # places that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidInstead:
    """What one clause or form says in the place of a value.

    Shape: `place` is `#acknowledgement`, or a file; `words` are empty where nothing stands there; `value` is None where
    no figure in the value's own unit can be read in them.
    """

    place: str
    words: str
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidValue:
    """A value that the text says otherwise than the lock.

    Shape: `held` is what the lock has; `still_said` tells whether any other words of the module go on saying that.
    """

    parameter: Parameter
    held: Value
    instead: tuple[SaidInstead, ...]
    still_said: bool

    @property
    def value(self) -> Value | None:
        """What the whole text says, where that is one value; else None."""
        found = {item.value for item in self.instead}
        return None if self.still_said or len(found) != 1 else found.pop()

    @property
    def words(self) -> str:
        """What the text says, as people read it: `25`, or `in #appeal: 25 days; else 10 days`.

        Shape: one figure alone is without its unit, as values are told; anything else has its units in it, and begins
        with no figure.
        """
        if self.value is not None:
            return self.parameter.labelled(self.value)
        if not self.still_said and not any(item.words for item in self.instead):
            return NOT_SAID
        named = [f"in {item.place}: {self.told(item)}" for item in self.instead[:_MOST]]
        more = [f"and in {len(self.instead) - _MOST} more places"] if len(self.instead) > _MOST else []
        rest = [f"else {self.parameter.told(self.held)}"] if self.still_said else []
        return "; ".join((*named, *more, *rest))

    def told(self, item: SaidInstead) -> str:
        """What stands in one place, with its unit."""
        if not item.words:
            return _NO_TEXT
        if item.value is None:
            return f"“{item.words}”"
        return item.words if item.words.lower().endswith(_endings(self.parameter)) else self.parameter.told(item.value)


def said_values(adoption: Adoption) -> Mapping[str, SaidValue]:
    """The values, by name, in whose place the scheme's words say something else, or nothing."""
    if adoption.text_is_untouched and not adoption.changed_forms:
        return {}
    found: dict[str, list[SaidInstead]] = {}
    for change in adoption.deviations:
        if change.source is not None and not (change.verb is Verb.ADAPT and change.kinds <= SAME_WORDS):
            for name, item in _of_clause(adoption, change):
                found.setdefault(name, []).append(item)
    known = {parameter.name: parameter for parameter in adoption.module.parameters}
    return {name: SaidValue(parameter=known[name], held=adoption.entry.parameters[name], instead=tuple(items),
                            still_said=_is_still_said(adoption, name, {item.place for item in items}))
            for name, items in found.items() if name in known}


def read_in(parameter: Parameter, words: str, language: str) -> Value | None:
    """The value that words stand for, in the parameter's own unit; None where they are none, or count otherwise."""
    from schemekit.text.recovering.meaning import meant

    if not parameter.is_numeric:
        return meant(parameter, words, language) if words else None
    amounts = _amounts(words, language)
    if len(amounts) != 1 or amounts[0].value < 0:
        return None
    amount = amounts[0]
    unit = parameter.unit.lower()
    is_same_unit = words.lower().endswith(unit) or \
        amount.key.partition(" ")[2].replace("-", " ") == unit.removesuffix("s")
    if amount.is_time and not is_same_unit:
        return None
    value = int(amount.value) if amount.value == int(amount.value) else amount.value
    return None if any(not issue.outside_range for issue in parameter.issues(value)) else value


def _amounts(words: str, language: str) -> tuple[Amount, ...]:
    """The figures and times in words."""
    from schemekit.text.rules import vocabulary  # a table to read, which an untouched text does not need
    from schemekit.text.significance.reading import Sentence

    return Sentence(words, vocabulary(language)).amounts


def _endings(parameter: Parameter) -> tuple[str, ...]:
    """The unit as it ends words: `days`, and `day` of one."""
    unit = parameter.unit.lower()
    return (unit, unit.removesuffix("s")) if unit else ("\0",)


def _of_clause(adoption: Adoption, change: ClauseChange) -> Iterator[tuple[str, SaidInstead]]:
    """What a changed clause or form says in the place of each of its values, those that it still says left out."""
    names = adoption.parameters_in(change.id)
    if not names or change.source is None:
        return
    place = change.id if change.id in adoption.changed_forms else f"#{change.id}"
    values = template_values(adoption.module, adoption.entry.parameters)
    told: set[tuple[str, str]] = set()
    for signal in adoption.meaning_of(change) if change.verb is Verb.ADAPT else ():
        parameter = adoption.module.parameter(signal.parameter) if signal.kind is SignalKind.PARAMETER else None
        if parameter is None or (parameter.name, signal.after) in told:
            continue
        told.add((parameter.name, signal.after))
        language = adoption.module.language
        said = signal.after if not parameter.is_numeric or _amounts(signal.after, language) else ""
        yield parameter.name, SaidInstead(place=place, words=said, value=read_in(parameter, said, language))
    mine = change.mine.raw if change.mine else ""
    # Two values of a clause may be the same figure: where one of them is told, the other one stays as it is.
    moved = {str(values[name]) for name, _ in told}
    for name in names:
        words, parameter = values[name], adoption.module.parameter(name)
        if parameter is not None and parameter.type is not ParameterType.TEXT and isinstance(words, str) \
                and words not in moved and _count(words, mine) < _count(words, change.source.raw):
            yield name, SaidInstead(place=place, words="", value=None)


def _count(words: str, text: str) -> int:
    """How often words stand in a text by themselves."""
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", " ".join(text.split()))) if words else 0


def _is_still_said(adoption: Adoption, name: str, places: set[str]) -> bool:
    """Whether any other clause or form has the blank of a value, and says the value."""
    words = str(template_values(adoption.module, adoption.entry.parameters)[name])
    if any(f"#{change.id}" not in places and change.source is not None and change.mine is not None
           and name in adoption.parameters_in(change.id) and _count(words, change.mine.raw)
           for change in adoption.changes):
        return True
    forms = [file for file in adoption.source_files
             if file not in adoption.module.text_files and file not in places and is_text(file)]
    pulled = adoption.folder.pulled(adoption.id, {f"{TEMPLATE_FOLDER}/{file}": "" for file in forms})
    return any(name in parameters_in(pulled.get(f"{TEMPLATE_FOLDER}/{file}", b"").decode("utf-8", "replace"))
               and _count(words, adoption.folder.own_text(adoption.id, file) or "") for file in forms)
