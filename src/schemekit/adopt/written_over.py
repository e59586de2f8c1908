"""Values that words were written over: a clause says another figure than its blank has, which still stands elsewhere.

Whoever edits "30 days" in one clause, by hand or by accepting somebody's change, may not know that it is a value of the
scheme: the other clauses and the annexes go on saying 30, and the text contradicts itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from shlex import quote

from schemekit.adopt.outcome import Adoption, is_text
from schemekit.model.adoption import Verb
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.parameter import Parameter, ParameterType
from schemekit.model.signal import Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.significance.context import Context
from schemekit.text.template_grammar import parse_template

_OVER = "parameter.over"   # the rule of text/significance for words in the place of a value
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOver:
    """A value that a clause's words replaced. Shape: `value` as it reads in a text, `others` where it still stands."""

    change: ClauseChange
    parameter: str
    value: str
    after: str
    others: tuple[str, ...]
    fix: str

    @property
    def found(self) -> str:
        """What is wrong, in words."""
        where = ", ".join(self.others[:5]) + (" and others" if len(self.others) > 5 else "")
        return f"#{self.change.id} has '{self.after}' where {self.parameter} is '{self.value}', which still " \
               f"stands in {where}"

    @property
    def told(self) -> str:
        """What to tell whoever has just put the words in."""
        return f"{self.found}: it is a value of yours, and this changes them all: {self.fix}"


def written_over(adoption: Adoption, among: Collection[str] | None = None) -> tuple[WrittenOver, ...]:
    """The values that words were written over and that stand elsewhere in the module's texts; `among` some clauses."""
    return tuple(item for change in adoption.deviations if change.verb is Verb.ADAPT
                 and (among is None or change.id in among) for item in _of_clause(adoption, change))


def _of_clause(adoption: Adoption, change: ClauseChange) -> Iterator[WrittenOver]:
    if not adoption.parameters_in(change.id):
        return
    context = adoption.context_of(change.id)
    told: set[str] = set()
    for signal in adoption.meaning_of(change):
        parameter = adoption.module.parameter(signal.parameter)
        if signal.kind is not SignalKind.PARAMETER or not _is_over(signal) or parameter is None:
            continue
        value = _value(context, parameter.name)
        others = tuple(_others(adoption, change, parameter.name, value)) if value else ()
        if others and parameter.name not in told:
            told.add(parameter.name)
            yield WrittenOver(change=change, parameter=parameter.name, value=value, after=signal.after, others=others,
                              fix=_fix(adoption, parameter, signal.after) + _reason(adoption, change.id))


def _is_over(signal: Signal) -> bool:
    return signal.rule == _OVER and bool(signal.after)


def _value(context: Context, name: str) -> str:
    return next((blank.before for blank in context.blanks if blank.name == name), "")


def _others(adoption: Adoption, change: ClauseChange, name: str, value: str) -> Iterator[str]:
    """Where else the module has that blank and the scheme's text still the value: clauses, then other documents."""
    standing = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
    for other in adoption.changes:
        if other.id != change.id and other.mine is not None and standing.search(other.mine.raw) \
                and name in adoption.parameters_in(other.id):
            yield f"#{other.id}"
    for file in adoption.source_files:
        if file in adoption.module.text_files or not is_text(file):
            continue
        path = f"{TEMPLATE_FOLDER}/{file}"
        data = adoption.folder.pulled(adoption.id, {path: ""}).get(path, b"")
        own = adoption.folder.own_text(adoption.id, file) or ""
        if standing.search(own) and name in parse_template(data.decode("utf-8", "replace"), path).names:
            yield file


def _fix(adoption: Adoption, parameter: Parameter, after: str) -> str:
    """The command that gives the value everywhere; what it shall be is left out where the words do not tell."""
    own = "" if parameter in adoption.module.scheme_wide() else f"{adoption.id}."
    wanted = "…"
    if parameter.type in (ParameterType.INTEGER, ParameterType.NUMBER):
        figures = _FIGURE.findall(after)
        wanted = figures[0] if len(figures) == 1 else wanted
    elif parameter.type is ParameterType.TEXT:
        wanted = after
    return f"schemekit set {own}{parameter.name}={quote(wanted) if wanted != '…' else wanted}"


def _reason(adoption: Adoption, clause: str) -> str:
    """The reason of the clause as the value takes it over: whoever gave it need not give it twice."""
    recorded = adoption.record.deviation(clause)
    return f" --reason {quote(recorded.reason)}" if recorded and recorded.reason else ""
