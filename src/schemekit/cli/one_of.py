"""A choice on the command line: in whatever case it is typed, and where it was mistyped, the one that was meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click


class OneOf(click.Choice[str]):
    """One of a few words, each in small letters: `DOCX` is docx, and `acepted` is told as accepted mistyped."""

    def __init__(self, choices: Sequence[str]) -> None:
        """Take the words there are."""
        super().__init__(choices, case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word that was typed. Raises: click.BadParameter with the words there are and the one that is near."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = _near(str(value), self.choices)
            raise click.BadParameter(f"{error.message} Did you mean '{near}'?" if near else error.message, ctx,
                                     param) from None


def _near(typed: str, words: Sequence[str]) -> str:
    """The word that is nearest, where one is near; a blank and an underscore are as good as a hyphen."""
    plain = {word.replace("-", " "): word for word in words}
    close = get_close_matches(typed.casefold().replace("-", " ").replace("_", " "), plain, n=1)
    return plain[close[0]] if close else ""
