"""Licence expressions: how SPDX ids are spelled and joined by AND, OR and WITH.

`packaging` checks spelling and `license-expression` reads the tree; what a licence allows is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from itertools import product
from typing import Any

from schemekit.licence.licence import Kind, licence_of
from schemekit.licence.rules import rulebook
from schemekit.model.finding import Finding, FindingsError

NOT_STATED = ("NOASSERTION", "NONE")
LONGEST = 400
LONGEST_NAME = 80
MOST_CHOICES = 64

_BY_WORDS = {
    "all rights reserved": "LicenseRef-all-rights-reserved",
    "copyright": "LicenseRef-all-rights-reserved",
    "proprietary": "LicenseRef-all-rights-reserved",
    "public domain": "CC0-1.0 or LicenseRef-public-domain",
    "unknown": "NOASSERTION",
    "creative commons": "the id of the licence with its version, such as CC-BY-4.0",
}


class _UnreadableError(ValueError):
    """The text is no licence expression; the message says why."""


def normalise(text: str, *, file: str = "", path: str = "") -> str:
    """Spell a licence expression the SPDX way: `cc-by-4.0 and (mit)` becomes `CC-BY-4.0 AND MIT`.

    NOASSERTION (nobody knows) and NONE (no licence was given) stand alone.
    Raises: FindingsError with one finding at `file` and `path`, saying what to write instead.
    """
    try:
        return _normalised(text)
    except _UnreadableError as error:
        raise FindingsError([_finding(text, str(error), file, path)]) from None


def findings_of(text: str, *, file: str = "", path: str = "") -> tuple[Finding, ...]:
    """What is wrong with a licence expression; nothing if it can be read."""
    try:
        _normalised(text)
    except _UnreadableError as error:
        return (_finding(text, str(error), file, path),)
    return ()


def choices(text: str) -> tuple[tuple[str, ...], ...]:
    """The licence sets a taker may choose from: OR parts choices, AND joins licences, WITH stays one licence.

    `A AND (B OR C)` gives (A, B) and (A, C); `CC-BY-SA-3.0+` gives 3.0 and every later version.
    Raises: FindingsError if the text cannot be read, or offers more choices than anyone would read.
    """
    normal = normalise(text)
    found = _choices_of(_tree(normal)) if " " in normal else _later_versions(normal)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(one)) for one in found))


def joined(expressions: Iterable[str]) -> str:
    """Join expressions with AND, each once and an OR in brackets; all of them apply to one text."""
    parts = list(dict.fromkeys(expressions))
    if len(parts) == 1:
        return parts[0]
    return " AND ".join(f"({part})" if " OR " in part else part for part in parts)


def names_in(text: str) -> tuple[str, ...]:
    """Every licence and exception id that an expression names, for which a text belongs in LICENSES/."""
    words = re.findall(r"[^\s()]+", normalise(text))
    return tuple(dict.fromkeys(word.removesuffix("+") for word in words if word not in ("AND", "OR", "WITH")))


@lru_cache(maxsize=512)
def _normalised(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise _UnreadableError("nothing")
    if len(stripped) > LONGEST:
        raise _UnreadableError(f"{len(stripped)} characters")
    if any(len(word) > LONGEST_NAME for word in stripped.split()):
        raise _UnreadableError(f"a name of more than {LONGEST_NAME} characters")
    if stripped.upper() in NOT_STATED:
        return stripped.upper()
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        normal = str(canonicalize_license_expression(stripped))
    except (InvalidLicenseExpression, SyntaxError, RecursionError, MemoryError) as error:
        raise _UnreadableError(f"'{stripped[:80]}'") from error
    return str(_tree(normal)) if " " in normal or "(" in normal else normal


def _tree(normal: str) -> Any:
    """Parse what packaging accepted; only then, for license-expression's own check fails on "MIT or"."""
    from license_expression import ExpressionError, Licensing

    try:
        return Licensing().parse(normal)
    except (ExpressionError, AttributeError, TypeError, RecursionError) as error:
        raise _UnreadableError(f"'{normal[:80]}'") from error


def _choices_of(tree: Any) -> tuple[tuple[str, ...], ...]:
    operator = getattr(tree, "operator", "")
    if not operator.strip():
        return _later_versions(str(tree))
    each = [_choices_of(part) for part in tree.args]
    if operator.strip() == "OR":
        found = tuple(choice for part in each for choice in part)
    else:
        found = tuple(tuple(name for one in combo for name in one) for combo in _combined(each))
    if len(found) > MOST_CHOICES:
        raise FindingsError([_finding(str(tree), f"more than {MOST_CHOICES} choices", "", "")])
    return found


def _combined(each: list[tuple[tuple[str, ...], ...]]) -> list[tuple[tuple[str, ...], ...]]:
    count = 1
    for part in each:
        count *= len(part)
    if count > MOST_CHOICES:
        raise FindingsError([_finding("the licence", f"more than {MOST_CHOICES} choices", "", "")])
    return list(product(*each))


def _later_versions(name: str) -> tuple[tuple[str, ...], ...]:
    if not name.endswith("+"):
        return ((name,),)
    licence = licence_of(name[:-1])
    if licence.kind is not Kind.CREATIVE_COMMONS:
        return ((name[:-1],),)
    later = [v for v in rulebook().families[licence.family].versions if v > licence.version and "-" not in v]
    return ((licence.id,), *((f"{licence.family}-{version}",) for version in later))


def _finding(text: str, found: str, file: str, path: str) -> Finding:
    return Finding(
        code="licence-expression",
        file=file,
        path=path,
        found=f"{found}, which cannot be read as a licence",
        wanted="an SPDX licence expression, such as CC-BY-4.0, or CC-BY-4.0 AND Apache-2.0",
        why="what a text allows cannot be told when its licence cannot be read",
        fix=_suggestion(text),
    )


def _suggestion(text: str) -> str:
    low = " ".join(text.lower().replace("©", "copyright").split())
    likely = re.sub(r"[\s_-]+", "-", re.sub(r"\b(international|unported|generic|licen[cs]e)\b", "", low).strip())
    known = [name.upper() for name in rulebook().licence_ids()]
    # Nothing of twice the length is near; to find that out letter by letter takes long.
    is_id = len(likely) < 2 * max(map(len, known))
    near = get_close_matches(likely.upper(), known, n=1, cutoff=0.85) if is_id else []
    if near:
        return f"write {licence_of(near[0]).id}"
    for words, meant in _BY_WORDS.items():
        if words in low:
            return f"write {meant}"
    return "write the id of the licence as spdx.org/licenses lists it, or LicenseRef- and a name of your own"
