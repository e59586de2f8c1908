"""What a proposed template reads like with values that are not the scheme's: no word may stick to another.

Only where a condition begins or ends: what is between is the scheme's wording, which was looked at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, product

from schemekit.text.proposing.pieces import pieces_of
from schemekit.text.recovering.clause_template import names_in_test, operands, walk
from schemekit.text.template import Blank, Comparison, Condition, Constant, Test, Values
from schemekit.text.template_grammar import parse_template

_TRIED = 64      # combinations of values, as many as when values are read from a copy
_AROUND = 20
_GLUED = re.compile(r"\w\w")
_GAP = re.compile(r" [ .,;)]")


def first_ill_read(before: str, now: str, file: str, values: Values) -> str:
    """Words that some values leave stuck to others, or apart from their full stop, as nothing in the source does.

    Every value that a test of the template tells from another is tried, up to 64 combinations. Empty where all is well.
    """
    own = _seams(now, file, values)
    for other in _others(now, file, values):
        fresh = _seams(now, file, other)
        fresh -= _seams(before, file, other)
        fresh -= own
        if fresh:
            return f"'{next(iter(fresh))}'"
    return ""


def _others(text: str, file: str, values: Values) -> Iterator[Values]:
    choices: dict[str, set[str | bool]] = defaultdict(set)
    tests = (part.test for part in walk(parse_template(text, file).parts) if isinstance(part, Condition))
    for test in tests:
        for name in names_in_test(test) & values.keys():
            choices[name] |= {values[name], *_told_apart(test, name, values[name])}
    names = sorted(choices)
    told = [sorted(choices[name], key=str) for name in names]
    for combination in islice(product(*told), _TRIED):
        yield {**values, **dict(zip(names, combination, strict=True))}


def _told_apart(test: Test, name: str, value: str | bool) -> Iterator[str | bool]:
    """Values of a parameter for which the test comes out one way and the other."""
    if isinstance(value, bool):
        yield from (True, False)
        return
    for found in operands(test):
        if isinstance(found, Comparison):
            for side, other in ((found.left, found.right), (found.right, found.left)):
                if isinstance(side, Blank) and side.name == name and isinstance(other, Constant):
                    yield str(other.value)
                    if isinstance(other.value, int) and not isinstance(other.value, bool):
                        yield from (str(other.value - 1), str(other.value + 1))
        elif isinstance(found, Blank) and found.name == name:
            yield ""


def _seams(text: str, file: str, values: Values) -> Counter[str]:
    """The words on both sides of each place where a condition's mark stands between two letters, or two gaps."""
    found: Counter[str] = Counter()
    last, has_mark = "", False
    for piece in pieces_of(text, file, values):
        if piece.is_mark:
            has_mark = True
        elif piece.shown:
            if has_mark and last and (_GLUED.match(last[-1] + piece.shown[0]) or _GAP.match(last[-1] + piece.shown[0])):
                found[" ".join(f"{last[-_AROUND:]}{piece.shown[:_AROUND]}".split())] += 1
            last, has_mark = (last + piece.shown)[-_AROUND:], False
    return found
