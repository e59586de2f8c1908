"""How far a new text moves a module's version, computed from what changed.

Major: an adopter must decide something (a new or stronger duty, an id gone, a range narrowed).
Minor: something optional is new. Patch: wording. See design.md section 2 and docs/decisions/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemekit.model.module import Clause, Force, Module
from schemekit.model.parameter import Parameter, Tailoring
from schemekit.model.version import Bump
from schemekit.text.document import ClauseText, Document
from schemekit.text.force import binding_words, is_stronger, verbs_in
from schemekit.text.shape import shape

_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
# Words whose change makes a duty another even if every verb stays: negations, quantifiers, numbers, units of time.
_QUALIFIERS = {
    "en": r"not|no|never|nor|none|neither|cannot|without|unless|except|only|all|any|each|every|both|least|most|more|"
    r"fewer|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|"
    r"hundred|half|third|thirds|quarter|quarters|once|twice|"
    r"minutes?|hours?|days?|weeks?|months?|years?|working|business|calendar",
    "fr": r"ne|n|pas|non|ni|sans|sauf|jamais|aucune?|seulement|uniquement|tous|toute?s?|chaque|plus|moins|"
    r"une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|soixante|cent|moitié|tiers|quart|"
    r"minutes?|heures?|jours?|semaines?|mois|ans?|années?|ouvrés?|ouvrables?",
    "es": r"no|ni|sin|salvo|excepto|nunca|ningún|ninguna?|sólo|solo|solamente|tod[oa]s?|cada|más|menos|"
    r"una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|sesenta|cien|mitad|tercio|cuarto|"
    r"minutos?|horas?|días?|semanas?|mes|meses|años?|hábiles|laborables",
    "pt": r"não|nem|sem|salvo|exceto|nunca|nenhuma?|só|somente|apenas|tod[oa]s?|cada|mais|menos|"
    r"uma?|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|doze|quinze|vinte|trinta|sessenta|cem|metade|terço|quarto|"
    r"minutos?|horas?|dias?|semanas?|mês|meses|anos?|úteis",
}
_QUALIFYING = {
    language: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for language, words in _QUALIFIERS.items()
}
_CONDITION = re.compile(r"\{%[-+]?((?:(?!\{%).)*?)[-+]?%\}", re.DOTALL)
_FREEDOM = {Tailoring.LOCKED: 0, Tailoring.ADJUSTABLE: 1, Tailoring.OPTIONAL: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class BumpReason:
    """One change between two states of a module, and how far it moves the version."""

    bump: Bump
    subject: str
    words: str

    def __str__(self) -> str:
        """`major  appeal: the clause is gone`."""
        return f"{self.bump.name.lower():<6} {self.subject}: {self.words}"


def bump_reasons(
    old: Module, old_texts: Mapping[str, str], new: Module, new_texts: Mapping[str, str]
) -> tuple[BumpReason, ...]:
    """Every change with its weight, heaviest first.

    Shape: the texts are the unrendered documents by file name (policy.md, forms/…).
    """
    reasons = [*_licence(old, new), *_parameters(old, new), *_clauses(old, old_texts, new, new_texts),
               *_documents(old_texts, new, new_texts), *_rules(old, new)]
    if not reasons and old != new:
        reasons.append(BumpReason(bump=Bump.PATCH, subject="module.yaml", words="its description changed"))
    if not reasons and dict(old_texts) != dict(new_texts):
        reasons.append(BumpReason(bump=Bump.PATCH, subject="text", words="only its layout or order changed"))
    return tuple(sorted(reasons, key=lambda reason: (-reason.bump, reason.subject)))


def needed_bump(reasons: tuple[BumpReason, ...]) -> Bump:
    """The weight of the heaviest change; NONE where nothing changed."""
    return max((reason.bump for reason in reasons), default=Bump.NONE)


def _licence(old: Module, new: Module) -> Iterator[BumpReason]:
    if old.licence != new.licence:
        yield BumpReason(bump=Bump.MAJOR, subject="licence", words=f"{old.licence} became {new.licence}")


def _rules(old: Module, new: Module) -> Iterator[BumpReason]:
    def key(module: Module) -> set[tuple[str, tuple[str, ...], str]]:
        return {(rule.kind.value, rule.parameters, rule.at_most) for rule in module.rules}

    if key(new) - key(old):
        yield BumpReason(bump=Bump.MAJOR, subject="rules", words="a rule between parameters is new")
    elif key(old) - key(new):
        yield BumpReason(bump=Bump.MINOR, subject="rules", words="a rule between parameters is gone")


def _parameters(old: Module, new: Module) -> Iterator[BumpReason]:
    before = {parameter.name: parameter for parameter in old.parameters}
    after = {parameter.name: parameter for parameter in new.parameters}
    for name in before.keys() - after.keys():
        yield BumpReason(bump=Bump.MAJOR, subject=name, words="the parameter is gone")
    for name in after.keys() - before.keys():
        yield BumpReason(bump=Bump.MINOR, subject=name, words="the parameter is new")
    for name in before.keys() & after.keys():
        yield from _parameter(before[name], after[name])


def _parameter(old: Parameter, new: Parameter) -> Iterator[BumpReason]:
    def reason(bump: Bump, words: str) -> BumpReason:
        return BumpReason(bump=bump, subject=new.name, words=words)

    if old.type is not new.type or old.unit != new.unit:
        yield reason(Bump.MAJOR, "its type or unit changed")
    if old.scope is not new.scope:
        yield reason(Bump.MAJOR, f"it now belongs to the {new.scope.value}, so values have to be set again")
    if _narrower(old, new):
        yield reason(Bump.MAJOR, "its range is narrower")
    elif _narrower(new, old):
        yield reason(Bump.MINOR, "its range is wider")
    elif new.stricter in ("first", "last") and old.option_values != new.option_values:
        yield reason(Bump.MINOR, "its options stand in another order, which says what is stricter")
    if old.tailoring is not new.tailoring:
        locked = new.tailoring is Tailoring.LOCKED
        yield reason(Bump.MAJOR if locked else Bump.MINOR, f"it is now {new.tailoring.value}")
    if old.default != new.default:
        if new.tailoring is Tailoring.LOCKED:
            yield reason(Bump.MAJOR, "its locked value changed")
        else:
            yield reason(Bump.MINOR, "its default changed")


def _narrower(old: Parameter, new: Parameter) -> bool:
    low = new.minimum is not None and (old.minimum is None or new.minimum > old.minimum)
    high = new.maximum is not None and (old.maximum is None or new.maximum < old.maximum)
    options = bool(set(old.option_values) - set(new.option_values))
    loses_none = bool(old.none_label) and not new.none_label
    return low or high or options or loses_none


def _clauses(
    old: Module, old_texts: Mapping[str, str], new: Module, new_texts: Mapping[str, str]
) -> Iterator[BumpReason]:
    before, after = _clause_texts(old, old_texts), _clause_texts(new, new_texts)
    for clause_id in before.keys() - after.keys():
        yield BumpReason(bump=Bump.MAJOR, subject=clause_id, words="the clause is gone")
    for clause_id in after.keys() - before.keys():
        clause = new.clause(clause_id)
        duty = clause is not None and clause.force is Force.REQUIREMENT and clause.tailoring is not Tailoring.OPTIONAL
        yield BumpReason(
            bump=Bump.MAJOR if duty else Bump.MINOR,
            subject=clause_id,
            words="the clause is new and a requirement" if duty else "the clause is new",
        )
    for clause_id in before.keys() & after.keys():
        yield from _clause_record(clause_id, old.clause(clause_id), new.clause(clause_id))
        yield from _clause_words(clause_id, before[clause_id], after[clause_id], new.language)


def _clause_texts(module: Module, texts: Mapping[str, str]) -> dict[str, ClauseText]:
    found: dict[str, ClauseText] = {}
    for file in module.text_files:
        found |= Document.parse(texts.get(file, "")).by_id()
    return found


def _clause_record(clause_id: str, old: Clause | None, new: Clause | None) -> Iterator[BumpReason]:
    if old is None or new is None:
        return
    if old.force is not new.force:
        stronger = is_stronger(new.force, old.force)
        words = f"{old.force.value} became {new.force.value}"
        yield BumpReason(bump=Bump.MAJOR, subject=clause_id, words=words + (" (stronger)" if stronger else " (weaker)"))
    if old.tailoring is not new.tailoring:
        less_free = _FREEDOM[new.tailoring] < _FREEDOM[old.tailoring]
        yield BumpReason(
            bump=Bump.MAJOR if less_free else Bump.MINOR,
            subject=clause_id,
            words=f"{old.tailoring.value} became {new.tailoring.value}",
        )


def _clause_words(clause_id: str, old: ClauseText, new: ClauseText, language: str) -> Iterator[BumpReason]:
    if old.comparable == new.comparable:
        if old.raw != new.raw and shape(old.body) != shape(new.body):
            yield BumpReason(bump=Bump.MAJOR, subject=clause_id,
                             words="the same words are laid out otherwise: the duty may be another")
        return
    if _duty_words(old, language) != _duty_words(new, language):
        yield BumpReason(bump=Bump.MAJOR, subject=clause_id,
                         words="a figure, a blank, a negation or a binding verb changed: the duty may be another")
    else:
        yield BumpReason(bump=Bump.PATCH, subject=clause_id, words="reworded")


def _duty_words(clause: ClauseText, language: str) -> tuple[object, ...]:
    """What makes a duty another when it changes: verbs, figures, units, blanks, conditions, negations, in order.

    Notes, code and link targets do not bind, so they do not count.
    """
    body = clause.body
    qualifying = _QUALIFYING.get(language.partition("-")[0], _QUALIFYING["en"])
    words = binding_words(_CONDITION.sub(" ", body))
    return (
        tuple(verb.lower() for verb in verbs_in(words, Force.REQUIREMENT, language)),
        tuple(verb.lower() for verb in verbs_in(words, Force.RECOMMENDATION, language)),
        tuple(_FIGURE.findall(words)),
        tuple(re.findall(r"cookiecutter\.(\w+)", body)),
        tuple(" ".join(condition.split()) for condition in _CONDITION.findall(body)),
        tuple(word.lower() for word in qualifying.findall(words)),
    )


def _documents(
    old_texts: Mapping[str, str], new: Module, new_texts: Mapping[str, str]
) -> Iterator[BumpReason]:
    before, after = set(old_texts), set(new_texts)
    for file in sorted(before - after):
        yield BumpReason(bump=Bump.MAJOR, subject=file, words="the file is gone")
    for file in sorted(after - before):
        yield BumpReason(bump=Bump.MINOR, subject=file, words="the file is new")
    for file in sorted((before & after) - {*new.text_files}):
        if old_texts[file] != new_texts[file]:
            yield BumpReason(bump=Bump.PATCH, subject=file, words="the form or annex changed")
    for file in sorted(before & after & {*new.text_files}):
        if Document.parse(old_texts[file]).preamble != Document.parse(new_texts[file]).preamble:
            yield BumpReason(bump=Bump.PATCH, subject=file, words="the words before the first clause changed")
