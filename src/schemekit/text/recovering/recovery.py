"""The values of a module's parameters, read back from a text that was filled in with them and edited since.

Blanks are read between the words around them, conditions are told by the branch that stands; each round uses what the
one before found, until nothing new is found. Nothing is guessed: what cannot be seen stays as it was given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from schemekit.model.parameter import Parameter, Value, in_text
from schemekit.text.comparing.diff import paired
from schemekit.text.document import PREAMBLE, Document, comparable
from schemekit.text.recovering.branches import Fit, fit_branches
from schemekit.text.recovering.clause_template import ClauseTemplate
from schemekit.text.recovering.meaning import meant
from schemekit.text.recovering.nearness import Words
from schemekit.text.recovering.readings import Effort, Reading, read_blanks
from schemekit.text.template import Values, filled

ROUNDS = 4


class Sureness(Enum):
    """How sure a value is."""

    CERTAIN = "certain"      # alike in several places, and in more than differ
    LIKELY = "likely"        # in one place only
    DIVIDED = "divided"      # places differ, and no value has most of them
    UNSEEN = "unseen"        # nowhere to be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """One parameter's value as a text shows it.

    Shape: `clauses` are those where it stands so; `others` are the places that read otherwise, which are deviations
    then. An unseen value is the one that was given.
    """

    name: str
    value: Value
    sureness: Sureness
    clauses: tuple[str, ...] = ()
    others: tuple[Reading, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Whether the text shows it."""
        return self.sureness is not Sureness.UNSEEN


@dataclass(frozen=True, slots=True)
class Laid:
    """One document's template beside the copy of it."""

    clauses: tuple[ClauseTemplate, ...]
    copy: Document


def recover(
    documents: Sequence[Laid], parameters: Sequence[Parameter], given: Mapping[str, Value], language: str,
    fixed: Mapping[str, str], effort: Effort | None = None,
) -> dict[str, Recovered]:
    """Every parameter with its value as the copies show it, else as given.

    Shape: `fixed` are the template's names that are no parameters. Nothing is raised: a text that cannot be read
    leaves every value as given.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    effort = effort or Effort()
    values = {name: given[name] for name in by_name}
    found: dict[str, Recovered] = {}
    for _ in range(ROUNDS):
        told = {**_in_text(values, language), **fixed}
        pairs = [pair for laid in documents for pair in _pairs(laid, told)]
        read = _votes(pairs, by_name, told, frozenset(found) | fixed.keys(), language, effort)
        fits = fit_branches([(clause, Words.of_text(copy)) for clause, copy in pairs if clause.tests],
                            by_name, {**values, **fixed, **{name: item.value for name, item in read.items()}},
                            frozenset(read) | fixed.keys(), language, effort)
        before, values = values, {**values, **{name: fit.value for name, fit in fits.items()},
                                  **{name: item.value for name, item in read.items()}}
        known, found = found, {**_told_by_branches(fits), **read}
        if before == values and known.keys() == found.keys():
            break
    return {name: found.get(name) or Recovered(name=name, value=given[name], sureness=Sureness.UNSEEN)
            for name in by_name}


def _in_text(values: Mapping[str, Value], language: str) -> dict[str, str | bool]:
    return {name: in_text(value, language) for name, value in values.items()}


def _pairs(laid: Laid, values: Values) -> list[tuple[ClauseTemplate, str]]:
    """The template's clauses with the copy's text of each, for those that the copy still has."""
    rendered = [clause.render(values) for clause in laid.clauses]
    ends = list(accumulate(map(len, rendered)))
    document = Document.parse("".join(rendered))
    pairs = [(laid.clauses[0], laid.copy.preamble)] if laid.clauses and laid.clauses[0].id == PREAMBLE else []
    starts = accumulate((len(clause.raw) for clause in document.clauses), initial=len(document.preamble))
    # A condition can hold a heading, so that a clause of the template is several of the text: its first one counts.
    owners: dict[int, int] = {}
    at = 0
    for place, start in enumerate(starts):
        while at < len(ends) and ends[at] <= start:
            at += 1
        owners.setdefault(at, place)
    copies = {there: here for here, there in paired(document, laid.copy).items()}
    for owner, place in owners.items():
        if place in copies and 0 < owner < len(laid.clauses):
            pairs.append((laid.clauses[owner], laid.copy.clauses[copies[place]].raw))
    return pairs


def _votes(
    pairs: Iterable[tuple[ClauseTemplate, str]], parameters: Mapping[str, Parameter], values: Values,
    known: frozenset[str], language: str, effort: Effort,
) -> dict[str, Recovered]:
    places: dict[str, list[Reading]] = defaultdict(list)
    for clause, copy in pairs:
        if clause.has_blanks:
            for reading in read_blanks(clause, values, known, copy, effort):
                places[reading.blank.name].append(reading)
    found = {}
    for name, readings in places.items():
        if name in parameters and (recovered := _elected(parameters[name], readings, language)) is not None:
            found[name] = recovered
    return found


def _elected(parameter: Parameter, readings: Sequence[Reading], language: str) -> Recovered | None:
    """The value that most places have; of two with as many, the one that stands first."""
    # A filter takes capitals away: what it left is believed only where no place shows the value itself.
    bare = [reading for reading in readings if not reading.blank.filters] or readings
    candidates: dict[Value, int] = {}
    spelled = Counter(reading.text for reading in bare)
    for text in sorted(spelled, key=lambda text: -spelled[text]):
        value = meant(parameter, text, language)
        if value is not None and value not in candidates:
            candidates[value] = sum(_stands_so(reading, value, language) for reading in readings)
    if not candidates:
        return None
    value = max(candidates, key=lambda value: candidates[value])
    agreeing = [reading for reading in readings if _stands_so(reading, value, language)]
    others = tuple(reading for reading in readings if not _stands_so(reading, value, language))
    if not agreeing:
        return None   # a figure in words, say: filled in, it would not read as the text does
    sureness = Sureness.CERTAIN if len(agreeing) > max(len(others), 1) else \
        Sureness.DIVIDED if others else Sureness.LIKELY
    return Recovered(name=parameter.name, value=value, sureness=sureness, others=others,
                     clauses=tuple(dict.fromkeys(reading.clause for reading in agreeing)))


def _stands_so(reading: Reading, value: Value, language: str) -> bool:
    return comparable(filled(reading.blank, {reading.blank.name: in_text(value, language)})) == comparable(reading.text)


def _told_by_branches(fits: Mapping[str, Fit]) -> dict[str, Recovered]:
    return {
        name: Recovered(name=name, value=fit.value, clauses=fit.clauses,
                        sureness=Sureness.CERTAIN if len(fit.clauses) > 1 else Sureness.LIKELY)
        for name, fit in fits.items() if fit.is_exact
    }
