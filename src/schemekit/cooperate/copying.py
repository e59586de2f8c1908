"""Whether another scheme's words may stand in a document of ours: the verdict on a copy, and the credit that is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from schemekit.adopt.licences import letters_of, notice_entry, outgoing_licence
from schemekit.adopt.outcome import Adoption
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.licence.letter import Letter
from schemekit.licence.rules import rulebook
from schemekit.licence.use import Use
from schemekit.licence.verdict import DISCLAIMER, Verdict, judge

_NO_CHANGES = "no-derivatives-verbatim"   # rules of licence/rules.toml
_WHOLE = "part-keeps-its-licence"
_OF_PARTS = ("Quote what is taken word for word, marked as parts of the module, beside nothing that could pass for it, "
             "and say which licence covers it.")


@cache
def _whole_duties() -> frozenset[str]:
    return frozenset(duty for rule in rulebook().rules if rule.id == _WHOLE for duty in rule.duties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """What the licences say to a copy of one module's words. Shape: `credit` is the line that has to go with them."""

    module: str
    verdict: Verdict
    credit: str

    @property
    def is_allowed(self) -> bool:
        """Whether their words may be copied, with or without conditions."""
        return self.verdict.is_allowed

    @property
    def duties(self) -> tuple[str, ...]:
        """What the licence asks of a paper that has parts of the module: it cannot keep the module whole."""
        return tuple(_OF_PARTS if duty in _whole_duties() else duty for duty in self.verdict.duties)

    @property
    def warning(self) -> str:
        """What the rules cannot tell of parts of a text that nobody may change; empty where changes are allowed."""
        if not self.is_allowed or all(reason.rule != _NO_CHANGES for reason in self.verdict.reasons):
            return ""
        return (f"{self.verdict.upstream} forbids changes, and parts of {self.module} stand in this paper beside other "
                "words: whether that is a change is for the holder of the rights to say; ask before you give it out")

    @property
    def words(self) -> str:
        """The verdict in a sentence, with its reasons and what to do."""
        answer = self.verdict.answer.words
        parts = [f"{answer[:1].upper()}{answer[1:]} ({self.verdict.upstream}).",
                 *(one.text for one in self.verdict.reasons)]
        more = self.duties if self.is_allowed else self.verdict.ways_out
        return " ".join(f"{part.rstrip('.')}." for part in (*parts, self.warning, *more, DISCLAIMER) if part)

    def to_mapping(self) -> dict[str, object]:
        """The verdict as `--json` prints it."""
        return {"module": self.module, "credit": self.credit, **self.verdict.to_mapping(),
                "duties": list(self.duties), "warning": self.warning}


def copying(ours: SchemeFolder, theirs: Sequence[Adoption], today: date) -> tuple[Copying, ...]:
    """What the licences say to copying the words of each of these modules of theirs, unchanged, into a paper of ours.

    Shape: their own licence counts and that of the source that their text goes back to; a letter of permission that
    we hold counts where it was given for that licence.
    """
    scheme = ours.scheme()
    letters = letters_of(scheme)
    return tuple(_copying(adoption, scheme.licence, letters.get(_published(adoption)), today) for adoption in theirs)


def _copying(adoption: Adoption, outgoing: str, letter: Letter | None, today: date) -> Copying:
    published = _published(adoption)
    mixed = tuple(licence for licence in (adoption.module.licence,) if licence != published)
    verdict = judge(published, outgoing, Use.COLLECTION, mixed_with=mixed, letter=letter, on=today)
    return Copying(module=adoption.id, verdict=verdict, credit=credit_line(adoption))


def credit_line(adoption: Adoption) -> str:
    """Title, author, source and licence of a scheme's text, and of the text that it goes back to."""
    entry = notice_entry(adoption.scheme, adoption)
    published = _published(adoption)
    own = adoption.scheme.copyright or adoption.scheme.name
    source = f"{entry.title} {entry.version}, © {entry.holder}, {entry.licence}"
    place = f", {entry.url}" if entry.url else ""
    changes = f"; {entry.changes}" if entry.changes else ""
    return f"Words of {adoption.scheme.name}, © {own}, {published}, after {source}{place}{changes}"


def _published(adoption: Adoption) -> str:
    return outgoing_licence(adoption.scheme, adoption.id) or adoption.module.licence
