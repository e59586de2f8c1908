"""The bodies of a scheme by their names, so that a misspelt one gets into no record."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from schemekit.adopt.outcome import adoptions
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder

_ENDING = "_body"   # of the scheme-wide parameters that name a body
_NEAR = 0.75
_SHOWN = 60
_MOST = 12


def refuse_unknown_body(folder: SchemeFolder, words: str) -> None:
    """Refuse the name of a body that the scheme does not know.

    Shape: in `words` a resolution may follow behind a comma ("Board, 14/2026"). A scheme that names no body at all
    takes any. Raises: UsageError.
    """
    name = words.partition(",")[0].strip()
    known = {" ".join(body.split()) for body in _bodies(folder)} - {""}
    if not known or name in known or " ".join(words.split()) in known:
        return
    by_folded = {body.casefold(): body for body in sorted(known)}
    near = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=_NEAR)
    meant = by_folded[near[0]] if near else next((body for body in sorted(known) if _holds(body, name)), "")
    guess = f"did you mean '{meant}'? " if meant else ""
    raise UsageError(
        f"the scheme has no body called '{name[:_SHOWN]}'",
        why=f"its bodies are {', '.join(sorted(known)[:_MOST])}; a record is kept for good, as it was typed",
        fix=f"{guess}If the name is right, put it under 'bodies' in scheme.yaml, "
            "or say --as-written too",
    )


def _holds(body: str, name: str) -> bool:
    """`Board` of `Board of Trustees`: people leave out what goes without saying."""
    return bool(name) and name.casefold() in body.casefold().split()


def _bodies(folder: SchemeFolder) -> Iterator[str]:
    """The names in scheme.yaml and in its values; not those on record, where a slip would make itself known."""
    yield from folder.scheme().bodies
    for adoption in adoptions(folder):
        for name, value in adoption.scheme.values_for(adoption.module).items():
            if name.endswith(_ENDING) and isinstance(value, str):
                yield value
