"""Where the links and pictures of a text lead on the site, and what is told of one that leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from schemekit.text.web.words import BlankAddress

Resolve = Callable[[str], str]
"""From a relative address in a text to one on the site; empty where nothing is there, and only the words are shown.

It is asked for `#there` too, where that is no id of the text.
"""


class Missing(NamedTuple):
    """What a text leads to or shows and is not there. Shape: `line` in the text, from 1; `what` is a half sentence."""

    line: int
    what: str
    address: str


Tell = Callable[[Missing], None]

LINK, ANCHOR = "a link leads nowhere", "a link leads to a place that is not on this page"
PICTURE = "a picture is not there"
RUNNING = "a link of a kind that is not followed"
UNREAD = "a link cannot be read"
REFERENCE, NOTE = "a link's address is not given below", "a footnote is not given below"


def untold(missing: Missing) -> None:
    """Nobody asked."""


def no_address(address: str) -> str:  # noqa: ARG001  # the shape of Resolve and BlankAddress
    """Leads nowhere."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a text's relative links, its relative pictures and its blanks lead; `tell` hears of what is not there."""

    resolve: Resolve
    picture: Resolve
    blank: BlankAddress
    tell: Tell
