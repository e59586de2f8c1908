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


def refuse_misspelt_body(folder: SchemeFolder, words: str) -> None:
    """Refuse the name of a body that the scheme does not know, but nearly.

    Shape: in `words` a resolution may follow behind a comma ("Board, 14/2026"). A name that is near to none may be
    right: a general assembly stands in no blank. Raises: UsageError.
    """
    name = words.partition(",")[0].strip()
    known = {" ".join(body.split()) for body in _bodies(folder)}
    if name in known:
        return
    by_folded = {body.casefold(): body for body in sorted(known)}
    near = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=_NEAR)
    if near:
        raise UsageError(
            f"the scheme has no body called '{name[:_SHOWN]}'", why="a record is kept for good, as it was typed",
            fix=f"did you mean '{by_folded[near[0]]}'? If the name is right, say --as-written too",
        )


def _bodies(folder: SchemeFolder) -> Iterator[str]:
    yield from folder.scheme().bodies
    for adoption in adoptions(folder):
        for name, value in adoption.scheme.values_for(adoption.module).items():
            if name.endswith(_ENDING) and isinstance(value, str):
                yield value
        yield from (approval.body for approval in adoption.record.approvals)
