"""A clause as a reader of evidence has to see it: its words, how it binds, its values, since when, where it is read.

Basis: what benchmark assessors ask for each criterion (text, degree of obligation, document, version, clause, date,
last change, public or not).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemekit.crosswalk.evidence import ClauseState
from schemekit.model.parameter import Effect, Parameter, Value

NO_REASON = "no reason is on record"
PublicLink = Callable[[str, str], str]
"""From a module and a clause to where the public reads it; empty where it does not."""


def nowhere(module: str, clause: str) -> str:  # noqa: ARG001 - a PublicLink
    """For a scheme that publishes nothing."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingClause:
    """One clause of a scheme, or of a library's module.

    Shape: `label` is `5.2 Acknowledgement`; `raw` is the clause as it stands in the text, heading included, and empty
    for one that was dropped; `text` are its words as they are printed. `force` is a word of the field; `values` are
    the values in it, each in words, `other_values` those that are not what the module starts with. `version` is the
    release that the text goes back to; `since` says in words since when the text holds. `did` is what the scheme did to
    the clause that bears on the judgement, in words, with the `reason` on record (empty: none). `link` is where the
    public reads it, or empty.
    """

    module: str
    clause: str
    label: str
    raw: str
    text: str
    force: str
    values: tuple[str, ...]
    version: str
    since: str
    state: ClauseState = ClauseState.KEPT
    did: str = ""
    reason: str = ""
    link: str = ""
    other_values: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`grievance#acknowledgement`."""
        return f"{self.module}#{self.clause}"

    @property
    def why(self) -> str:
        """What the scheme did and why, or nothing where the clause is as it was judged."""
        return f"{self.did} ({self.reason or NO_REASON})" if self.did else ""

    def to_mapping(self) -> dict[str, object]:
        """The clause as `--json` prints it."""
        return {
            "module": self.module, "clause": self.clause, "label": self.label, "text": self.text,
            "force": self.force, "values": list(self.values), "version": self.version, "since": self.since,
            "state": self.state.value, "did": self.did, "reason": self.reason, "link": self.link,
        }


def value_words(parameter: Parameter, value: Value, mark: str = ": ") -> str:
    """`Time to acknowledge: 9 working days, looser than the default 5 working days`; `mark` follows the title.

    Shape: of a value that is neither, such as a name or an option, what the module starts with is told.
    """
    told = f"{parameter.title}{mark}{parameter.told(value)}"
    effect = parameter.effect(value)
    if effect in (Effect.LOOSER, Effect.STRICTER):
        return f"{told}, {effect.value} than the default {parameter.told(parameter.default)}"
    return f"{told} (the default is {parameter.told(parameter.default)})" if effect is Effect.DIFFERENT else told
