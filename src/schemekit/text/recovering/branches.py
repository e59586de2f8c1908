"""Which branch of a condition a copy has: the one whose words are nearest to the copy's.

Only parameters that conditions ask for are looked at here; what stands in blanks is read by `readings`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from schemekit.model.parameter import NONE, Parameter, ParameterType, Value, in_text
from schemekit.text.recovering.clause_template import ClauseTemplate, names_in_test, operands
from schemekit.text.recovering.nearness import Nearness, Words, nearness
from schemekit.text.recovering.readings import Effort
from schemekit.text.template import Blank, Comparison, Constant

_TOGETHER = 3    # parameters that one test asks for
_TRIED = 64      # combinations of their values
ALL_OPERATORS = ("eq", "ne", "lt", "lteq", "gt", "gteq")
Pair = tuple[ClauseTemplate, Words]


@dataclass(frozen=True, slots=True)
class Fit:
    """A value that a copy's branches show.

    Shape: `clauses` are those that no other value fits as well. A number is `exact` where a test names it: that a
    branch stands for numbers of twelve and more does not tell which.
    """

    value: Value
    clauses: tuple[str, ...]
    is_exact: bool = True


def fit_branches(
    pairs: list[Pair], parameters: Mapping[str, Parameter], values: Mapping[str, Value], settled: frozenset[str],
    language: str, effort: Effort,
) -> dict[str, Fit]:
    """The values whose branches the copy has, for the parameters that are not settled and that any clause tells of."""
    found: dict[str, Fit] = {}
    current = dict(values)
    for names, clauses in _groups(pairs, parameters, settled).items():
        for name, fit in _best(names, clauses, parameters, current, language, effort):
            current[name] = fit.value
            known = found.get(name)
            # The same parameter in a test with another one: what was told of it before still counts.
            seen = known.clauses if known and known.value == fit.value else ()
            found[name] = Fit(fit.value, tuple(dict.fromkeys((*seen, *fit.clauses))), fit.is_exact)
    return found


def _groups(
    pairs: list[Pair], parameters: Mapping[str, Parameter], settled: frozenset[str]
) -> dict[tuple[str, ...], list[Pair]]:
    """The clauses by the parameters that one of their tests asks for together, single ones first."""
    groups: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        asked = {tuple(sorted(names_in_test(test) & parameters.keys() - settled)) for test in pair[0].tests}
        for names in asked:
            if 0 < len(names) <= _TOGETHER:
                groups[names].append(pair)
    for names in list(groups):   # a parameter that stands in a test with others is judged by all its clauses
        for name in names:
            groups[name,] = [pair for pair in pairs if any(name in names_in_test(test) for test in pair[0].tests)]
    return dict(sorted(groups.items(), key=lambda item: (len(item[0]), item[0])))


def _best(
    names: tuple[str, ...], clauses: list[Pair], parameters: Mapping[str, Parameter], current: Mapping[str, Value],
    language: str, effort: Effort,
) -> Iterator[tuple[str, Fit]]:
    """The values of one group that fit best, for each name that some clause really tells of."""
    choices = [_candidates(parameters[name], current[name], clauses) for name in names]
    combinations = list(islice(product(*choices), _TRIED))
    if not effort.allows_letters(len(combinations) * sum(clause.letters for clause, _ in clauses)):
        return
    scores = [[_judged(pair, names, combination, current, language) for pair in clauses]
              for combination in combinations]
    ahead = min(range(len(combinations)), key=lambda place: sum(score.apart for score, _ in scores[place]))
    for index, name in enumerate(names):
        others = [place for place, combination in enumerate(combinations)
                  if combination[index] != combinations[ahead][index]]
        told = tuple(
            clause.id for at, (clause, _) in enumerate(clauses)
            if others and scores[ahead][at][1]
            and all(scores[ahead][at][0].apart < scores[place][at][0].apart for place in others)
        )
        if told:
            value = combinations[ahead][index]
            named = {NONE, *_compared_with(name, clauses, ("eq", "ne"))}
            yield name, Fit(value, told, not parameters[name].is_numeric or value in named)


def _judged(
    pair: Pair, names: tuple[str, ...], combination: tuple[Value, ...], current: Mapping[str, Value], language: str
) -> tuple[Nearness, bool]:
    """How near the clause is under these values, and whether the branch is there at all.

    Where a passage was rewritten, the shortest branch leaves least over; it is no evidence unless some of it stands.
    """
    clause, copy = pair
    filled = {name: in_text(value, language) for name, value in {**current, **dict(zip(names, combination,
              strict=True))}.items()}
    text, bare = clause.render(filled), clause.without(frozenset(names)).render(filled)
    near = nearness(Words.of_text(text), copy)
    return near, text == bare or near.apart < nearness(Words.of_text(bare), copy).apart


def _candidates(parameter: Parameter, current: Value, clauses: list[Pair]) -> tuple[Value, ...]:
    """The values that tell branches apart, the present one first: an even match changes nothing."""
    tried: list[Value] = [current]
    if parameter.type is ParameterType.BOOLEAN:
        tried += [True, False]
    elif parameter.options and not parameter.is_several:
        tried += parameter.option_values
    elif not parameter.is_several:
        compared = list(_compared_with(parameter.name, clauses))
        tried += compared
        if parameter.is_numeric:
            tried += [step for value in compared if isinstance(value, int) for step in (value - 1, value + 1)]
            tried += [parameter.default, *([NONE] if parameter.none_label else [])]
            tried += [value for value in (parameter.minimum, parameter.maximum) if value is not None]
    unlike = {(type(value), value): value for value in tried}   # True is no 1
    return tuple(value for value in unlike.values() if value == current or not parameter.issues(value))


def _compared_with(name: str, clauses: list[Pair], operators: Container[str] = ALL_OPERATORS) -> Iterator[Value]:
    for clause, _ in clauses:
        for test in clause.tests:
            for found in operands(test):
                if isinstance(found, Comparison) and found.operator in operators:
                    sides = (found.left, found.right), (found.right, found.left)
                    yield from (other.value for side, other in sides if isinstance(side, Blank)
                                and side.name == name and isinstance(other, Constant))
