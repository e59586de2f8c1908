"""What a scheme made of each clause of a module: by its own words, and by the values that it set.

What stands elsewhere in the text and may undo them all is found in `doubts`.
Basis: docs/decisions/0032-changed-words-count-for-what-somebody-can-say.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemekit.adopt.doubts import doubts_of
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.significance import clause_context
from schemekit.adopt.values_in_words import words_with
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState
from schemekit.model.adoption import Verb
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.parameter import Effect, Parameter, ParameterType
from schemekit.text.comparing.diff import SAME_WORDS, ClauseChange, compare
from schemekit.text.document import Document
from schemekit.text.template import Template, parameters_in
from schemekit.text.template_grammar import parse_template

_NAMES = (ParameterType.TEXT, ParameterType.LIST)
"""Values that are the scheme's own words: who does it, where, when. Nobody can tell which of two asks less."""
_WORSE = (ClauseState.KEPT, ClauseState.LOOSENED, ClauseState.TURNED, ClauseState.ADAPTED, ClauseState.TAKEN_BACK,
          ClauseState.DROPPED)


@dataclass(frozen=True, slots=True)
class _Found:
    """What became of one clause. Shape: `told` by which words, or empty; `values` are those that did it."""

    state: ClauseState
    told: str = ""
    values: tuple[str, ...] = ()


def adopted_clauses(adoption: Adoption) -> AdoptedClauses:
    """What a scheme made of each clause of a module.

    Shape: a clause whose words stay counts as kept, wherever it stands and however it is wrapped, unless a value
    changed them; one that asks more does too. What the scheme added was judged by nobody, and is left out.
    """
    by_values = dict(_by_values(adoption))
    found, words = {}, {}
    for change in adoption.changes:
        if change.source is not None:
            one, value = _by_words(adoption, change), by_values.get(change.source.id)
            one = one if value is None else _both(one, value)
            found[change.source.id] = one
            if one.state is not ClauseState.KEPT:
                words[change.source.id] = change.text_sha256
    return AdoptedClauses(
        module=adoption.module.id, version=str(adoption.entry.version),
        states={name: one.state for name, one in found.items()},
        told={name: one.told for name, one in found.items() if one.told},
        by_values={name: one.values for name, one in found.items() if one.values},
        words=words, doubts=doubts_of(adoption),
    )


def _by_words(adoption: Adoption, change: ClauseChange) -> _Found:
    if change.verb is Verb.DROP:
        return _Found(ClauseState.DROPPED)
    if change.verb is Verb.ADOPT or change.kinds <= SAME_WORDS:
        return _Found(ClauseState.KEPT)   # without the table of rules, which an untouched text does not need
    from schemekit.text.significance.left_over import left_over

    left, told = left_over(change, adoption.meaning_of(change), adoption.context_of(change.id))
    return _Found(_states()[left], told)


def _states() -> dict[object, ClauseState]:
    from schemekit.text.significance.left_over import LeftOver

    return {LeftOver.ALL: ClauseState.KEPT, LeftOver.LESS: ClauseState.LOOSENED, LeftOver.OTHER: ClauseState.ADAPTED,
            LeftOver.NOTHING: ClauseState.TAKEN_BACK}


def _both(words: _Found, value: _Found) -> _Found:
    worse = max(words.state, value.state, key=_WORSE.index)
    told = "; ".join(filter(None, (words.told, value.told)))
    return _Found(worse, told, () if words.state is ClauseState.DROPPED else value.values)


def _by_values(adoption: Adoption) -> Iterator[tuple[str, _Found]]:
    """The clauses of the source whose words are others, or ask less, by a value that is not the default."""
    set_here = {parameter.name: parameter for parameter in adoption.module.parameters
                if _may_lower(adoption, parameter)}
    if not set_here:
        return
    paths = {f"{TEMPLATE_FOLDER}/{file}": "" for file in adoption.module.text_files}
    for path, data in adoption.folder.pulled(adoption.id, paths).items():
        for clause in Document.parse(data.decode("utf-8", "replace")).clauses:
            used = [set_here[name] for name in parameters_in(clause.raw) if name in set_here]
            one = _by_values_of(adoption, parse_template(clause.raw, path), used) if used else None
            if one is not None:
                yield clause.id, one


def _may_lower(adoption: Adoption, parameter: Parameter) -> bool:
    """Whether a value is another than the default, no name, and not stricter as the module says."""
    value = adoption.entry.parameters.get(parameter.name, parameter.default)
    return parameter.type not in _NAMES and parameter.effect(value) in (Effect.LOOSER, Effect.DIFFERENT)


def _by_values_of(adoption: Adoption, template: Template, used: Iterable[Parameter]) -> _Found | None:
    """What the values make of one clause; None where its words stay as they were judged."""
    values = adoption.entry.parameters
    here = _rendered(adoption, template, {})
    others = [parameter for parameter in used
              if _rendered(adoption, template, {parameter.name: parameter}) != here]
    if not others:
        return None
    names = tuple(parameter.name for parameter in others)
    if all(parameter.is_numeric and not isinstance(values[parameter.name], str) for parameter in others):
        is_less = all(parameter.effect(values[parameter.name]) is Effect.LOOSER for parameter in others)
        return _Found(ClauseState.LOOSENED if is_less else ClauseState.TURNED, values=names)
    return _turned(adoption, _rendered(adoption, template, {one.name: one for one in others}), here, others)


def _turned(adoption: Adoption, judged: str, here: str, others: list[Parameter]) -> _Found:
    """What a choice makes of a clause. Its words are the module's own, so a not in them is no sign by itself."""
    from schemekit.text.significance.left_over import NO_WORDS, binds_no_more, says_anything

    values, names = adoption.entry.parameters, tuple(parameter.name for parameter in others)
    before = {**values, **{parameter.name: parameter.default for parameter in others}}
    context = clause_context(adoption.module, names, before, values)
    for change in compare(Document.parse(judged), Document.parse(here)):
        if says_anything(change.before) and not says_anything(change.after):
            return _Found(ClauseState.TAKEN_BACK, NO_WORDS, names)
        if binds_no_more(change, context):
            return _Found(ClauseState.TAKEN_BACK, "no duty is left in it", names)
    is_less = all(parameter.effect(values[parameter.name]) is Effect.LOOSER for parameter in others)
    return _Found(ClauseState.LOOSENED if is_less else ClauseState.TURNED, values=names)


def _rendered(adoption: Adoption, template: Template, judged: dict[str, Parameter]) -> str:
    """A clause with the scheme's values, but for those that are taken as it was judged with."""
    return words_with(adoption, template, {name: parameter.default for name, parameter in judged.items()})
