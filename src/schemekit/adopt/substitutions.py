"""A file that says which words of the source stand as others in a scheme's text, for a merge that is told of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from schemekit.files.yaml_read import read_yaml
from schemekit.model.finding import Finding, FindingsError
from schemekit.text.merging.merge import Substitution

ENTRY_LIMIT = 1000
LENGTH_LIMIT = 1000  # characters of one wording; a value is one line
_KEYS = {"name", "upstream", "local"}
_SHAPE = 'a list of {"name": …, "upstream": …, "local": …}, or {"words of the source": "your words"}'


class SubstitutionsError(FindingsError):
    """A file of substitutions cannot be used; a merge that stops for it has not found that texts differ."""

    exit_code = 2


def read_substitutions(text: str, file: str) -> tuple[Substitution, ...]:
    """The substitutions that a JSON file holds, in its order.

    Shape: a list of mappings with the keys upstream and local (name is for people), or one mapping from the source's
    words to the scheme's.
    Raises: SubstitutionsError with every finding.
    """
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise SubstitutionsError([Finding(
            code="json", file=file, line=error.lineno, column=error.colno, found=f"no JSON: {error.msg}",
            wanted=_SHAPE, fix="mend it there; a comma or a quote is often missing",
        )]) from None
    except (RecursionError, ValueError):  # a number of thousands of digits, which Python refuses to read
        data = None
    findings = list(_findings(data, text, file))
    if findings:
        raise SubstitutionsError(findings)
    pairs = data.items() if isinstance(data, dict) else ((item["upstream"], item["local"]) for item in data)
    return tuple(Substitution(source=source, ours=ours) for source, ours in pairs)


def _findings(data: Any, text: str, file: str) -> Iterator[Finding]:
    if not isinstance(data, list | dict):
        yield _finding(text, file, (), "something else than a list or a mapping", _SHAPE)
        return
    if len(data) > ENTRY_LIMIT:
        yield _finding(text, file, (), f"{len(data)} entries", f"at most {ENTRY_LIMIT}")
        return
    if isinstance(data, dict):
        for source, ours in data.items():
            yield from _wordings(text, file, (source,), source, ours)
        return
    seen: dict[str, str] = {}
    for place, item in enumerate(data):
        if not isinstance(item, dict):
            yield _finding(text, file, (place,), "no mapping", _SHAPE)
            continue
        for key in sorted(item.keys() - _KEYS):
            yield _finding(text, file, (place, key), f"the unknown key '{key[:60]}'", "name, upstream and local")
        source, ours = item.get("upstream"), item.get("local")
        yield from _wordings(text, file, (place,), source, ours)
        if isinstance(source, str) and isinstance(ours, str) and seen.setdefault(source, ours) != ours:
            yield _finding(text, file, (place,), f"'{source[:60]}' for the second time, with other words",
                           "each wording of the source once")


def _wordings(text: str, file: str, path: tuple[str | int, ...], source: Any, ours: Any) -> Iterator[Finding]:
    for side, words in (("upstream", source), ("local", ours)):
        if not isinstance(words, str) or not words.strip() or len(words) > LENGTH_LIMIT or "\n" in words:
            yield _finding(text, file, path, f"no usable words for '{side}'",
                           f"one line of text in quotes, at most {LENGTH_LIMIT} characters")


def _finding(text: str, file: str, path: tuple[str | int, ...], found: str, wanted: str) -> Finding:
    line, column = _position(text, path)
    return Finding(code="substitutions", file=file, line=line, column=column, found=found, wanted=wanted,
                   path="".join(f"[{part}]" if isinstance(part, int) else f".{part[:60]}" for part in path).lstrip("."),
                   why="the merge would take a name for a change, or a change for a name", fix="mend it there")


def _position(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Where it stands; JSON is nearly always YAML too, and of that we know the places."""
    try:
        return read_yaml(text, "").position(path)
    except FindingsError:
        return 0, 0
