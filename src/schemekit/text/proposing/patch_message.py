"""The words that go with a proposal to a maintainer: what, why, from whom, under which licence.

What a person or a scheme wrote is set in by two blanks, wrapped, on lines of its own: nothing in it can end the
message, begin a patch, or pass for a line of the mail's head, which `git am` looks for at the beginning of lines.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH = 72
_SUBJECT = 68
_SCISSORS = re.compile(r"([<>])(?=[8%])|([8%])(?=[<>])")
_WORDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMessage:
    """What a maintainer reads first.

    Shape: `clauses` are `(id, what was done, reason)`, the reason empty where it is not to be told; `base` is the
    release the patch is made against, `state` the commit or tree that holds it; `signed` is `Name <address>` where the
    sender signs off.
    """

    module: str
    scheme: str
    adopted: str
    base: str
    state: str
    licence: str
    clauses: Sequence[tuple[str, str, str]]
    note: str = ""
    borrowed: Sequence[str] = ()
    signed: str = ""

    @property
    def text(self) -> str:
        """The whole message, subject first."""
        parts = [
            self._subject(),
            told(f"Proposed by {self.scheme}, which adopted {self.adopted}.", ""),
            "\n".join(told(f"{clause}: {done}") for clause, done, _ in self.clauses),
        ]
        if self.note:
            parts.append("Why:\n" + told(self.note))
        if reasons := [told(f"{clause}: {reason}") for clause, _, reason in self.clauses if reason]:
            parts.append("Reasons that the scheme recorded:\n" + "\n".join(reasons))
        if self.borrowed:
            parts.append("Words borrowed from others:\n" + "\n".join(told(item) for item in self.borrowed))
        parts.append(told(f"Made against {self.base}", "") + "\n" + told(self.state))
        parts.append(told(f"Offered under {self.licence}, the licence of the module.", ""))
        if self.signed:
            parts.append(f"Signed-off-by: {one_line(self.signed)}")
        return "\n\n".join(parts) + "\n"

    def _subject(self) -> str:
        names = ", ".join(clause for clause, _, _ in self.clauses)
        subject = one_line(f"{self.module}: {names}")
        return subject if len(subject) <= _SUBJECT else f"{self.module}: {len(self.clauses)} clauses"


def one_line(words: str) -> str:
    """Words from elsewhere on one line, without what does not show, and without marks that would cut a mail."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in words[:_WORDS]).split())
    return _SCISSORS.sub(lambda match: f"{match[0]} ", plain)


def told(words: str, lead: str = "  ") -> str:
    """Words from elsewhere as a paragraph that is set in; without a lead, our own words begin it."""
    return textwrap.fill(one_line(words), _WIDTH, initial_indent=lead, subsequent_indent="  ",
                         break_on_hyphens=False, break_long_words=False)
