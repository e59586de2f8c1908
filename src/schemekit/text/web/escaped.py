"""Text from elsewhere for an HTML page: no markup of it is ever markup of the page, and nothing in it is unseen."""

from __future__ import annotations

import re
from html import escape

# What does not show, or turns the reading direction: a reader must not be shown other words than those that stand
# there. Joiners belong to the spelling of Persian, Hindi and others. Basis: Unicode TR36, "Trojan Source" (2021).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
    "|(?<![\u0590-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)


def escaped(text: str) -> str:
    """Text from elsewhere for an HTML page; characters that do not show are written out."""
    text = escape(text)
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return f'<span class="unseen">U+{ord(found[0]):04X}</span>'


def escaped_in_attribute(text: str) -> str:
    """Text from elsewhere as the value of an attribute."""
    return escape(_UNSEEN.sub(lambda found: f"U+{ord(found[0]):04X}", text))
