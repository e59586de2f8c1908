"""The rulebook: rules.toml as records, and the one door to the data files packaged beside this code.

What the rules say is in rules.toml, for lawyers; which facts hold in a case is `facts.py`; the answer is `verdict.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any


class Answer(Enum):
    """What the rules say to a use, from the mildest to the strictest."""

    ALLOWED = "allowed"
    CONDITIONS = "conditions"
    ASK = "ask"
    BLOCKED = "blocked"

    @property
    def rank(self) -> int:
        """0 for allowed to 3 for blocked: of several answers to one text the highest counts."""
        return list(Answer).index(self)

    @property
    def words(self) -> str:
        """The answer as people read it."""
        return {"conditions": "allowed with conditions", "ask": "ask a person"}.get(self.value, self.value)

    @property
    def is_allowed(self) -> bool:
        """Whether the use may go ahead, with or without conditions."""
        return self.rank <= Answer.CONDITIONS.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a licence that decide a rule; a test compares them with the packaged text."""

    licence: str
    section: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: it fires when every fact in `needs` holds and none in `unless`.

    Shape: `grants` tells that it lets the use go ahead; without one that does, nothing is allowed.
    `reason`, `duties` and `ways_out` hold blanks such as {source} and {outgoing}.
    """

    id: str
    uses: frozenset[str]
    needs: frozenset[str]
    unless: frozenset[str]
    answer: Answer
    grants: bool
    reason: str
    duties: tuple[str, ...]
    ways_out: tuple[str, ...]
    source: str
    url: str
    quotes: tuple[Quote, ...]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Rule:
        """Make the rule from its table in rules.toml."""
        return cls(
            id=data["id"],
            uses=frozenset(data.get("use", ())),
            needs=frozenset(data.get("if", ())),
            unless=frozenset(data.get("unless", ())),
            answer=Answer(data["answer"]),
            grants=data.get("grants", False),
            reason=data["reason"],
            duties=tuple(data.get("duties", ())),
            ways_out=tuple(data.get("ways_out", ())),
            source=data["source"],
            url=data["url"],
            quotes=tuple(Quote(licence=q[0], section=q[1], words=q[2]) for q in data.get("quotes", ())),
        )

    def fires(self, use: str, facts: frozenset[str]) -> bool:
        """Whether the rule speaks to this use, with these facts."""
        return use in self.uses and self.needs <= facts and not self.unless & facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What the licences of one Creative Commons family ask for, in every version."""

    id: str
    name: str
    credit: bool
    commercial: bool
    adaptations: bool
    share_alike: bool
    versions: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything rules.toml says.

    Shape: `public_domain`, `permissive` and `reserved` map a licence id to its address;
    `compatible` maps a licence to those declared equivalent; `facts` maps a fact to its explanation.
    """

    families: Mapping[str, Family]
    public_domain: Mapping[str, str]
    permissive: Mapping[str, str]
    reserved: Mapping[str, str]
    unknown: Mapping[str, str]
    compatible: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, str]
    rules: tuple[Rule, ...]
    letter_rules: tuple[Rule, ...]
    notes: Mapping[str, Rule]

    def licence_ids(self) -> tuple[str, ...]:
        """Every licence id that the rules know by name, in the order of the file."""
        creative_commons = tuple(f"{f.id}-{v}" for f in self.families.values() for v in f.versions)
        return (*creative_commons, *self.public_domain, *self.permissive, *self.reserved, *self.unknown)


@cache
def rulebook() -> Rulebook:
    """Read the packaged rules; the file is read once in a run."""
    import tomllib

    data = tomllib.loads(packaged("rules.toml") or "")
    families = {
        name: Family(id=name, **{**item, "versions": tuple(item["versions"])})
        for name, item in data["families"].items()
    }
    return Rulebook(
        families=families,
        public_domain=data["public_domain"],
        permissive=data["permissive"],
        reserved=data["reserved"],
        unknown=data["unknown"],
        compatible={name: tuple(others) for name, others in data["compatible"].items()},
        facts=data["facts"],
        rules=tuple(Rule.from_mapping(item) for item in data["rules"]),
        letter_rules=tuple(Rule.from_mapping(item) for item in data["letter_rules"]),
        notes={item["id"]: Rule.from_mapping(item) for item in data["notes"]},
    )


def packaged(path: str) -> str | None:
    """Read a data file that is installed with schemekit, or None if there is none of that name.

    The only place in this room that touches a disk, and it can read nothing but our own package.
    """
    # Not by importlib.resources: importing it takes as long as half of `schemekit --help`.
    file = Path(__file__).parent / path
    return file.read_text(encoding="utf-8") if file.is_file() else None
