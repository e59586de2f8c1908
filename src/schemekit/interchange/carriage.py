"""What each format can hold of a crosswalk, and what a particular one loses on its way into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from schemekit.model.crosswalk import Crosswalk, Relation


class Format(Enum):
    """A format of crosswalks, by the ending of its files."""

    XLSX = "xlsx"
    SSSOM = "tsv"
    OSCAL = "json"
    CISO = "yaml"

    @property
    def told(self) -> str:
        """Its name, as people call it."""
        return {"xlsx": "a spreadsheet", "tsv": "SSSOM", "json": "OSCAL", "yaml": "CISO Assistant"}[self.value]


class Fate(Enum):
    """What becomes of something: nothing, other words for it that only schemekit reads back, others for good, lost."""

    KEPT = "kept"
    OURS = "kept for schemekit"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that a crosswalk says: what it is called, one of them too, and how often a crosswalk says it."""

    name: str
    one: str
    count: Callable[[Crosswalk], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a format made of a part of a crosswalk, and of how many."""

    part: str
    count: int
    fate: Fate
    words: str

    @property
    def told(self) -> str:
        """`3 rows 'supports'`, `1 judge`."""
        one = next((part.one for part in PARTS if part.name == self.part), self.part)
        return f"{self.count} {one if self.count == 1 else self.part}"

    def to_mapping(self) -> dict[str, object]:
        """As `--json` tells it."""
        return {"part": self.part, "count": self.count, "fate": self.fate.value, "words": self.words}


def _of(*relations: Relation) -> Callable[[Crosswalk], int]:
    return lambda crosswalk: sum(row.relation in relations and not row.is_gap for row in crosswalk.rows)


def _gaps(crosswalk: Crosswalk) -> int:
    return sum(row.is_gap for row in crosswalk.rows)


def _judges(crosswalk: Crosswalk) -> int:
    return len({crosswalk.judge, *(one.judge for one in crosswalk.judgements)})


def _dates(crosswalk: Crosswalk) -> int:
    return len({crosswalk.date, *(one.date for one in crosswalk.judgements)})


def _mapped(crosswalk: Crosswalk) -> int:
    return len(crosswalk.rows) - _gaps(crosswalk)


PARTS = (
    Part(name="rows 'equal'", one="row 'equal'", count=_of(Relation.EQUAL)),
    Part(name="rows 'equivalent'", one="row 'equivalent'", count=_of(Relation.EQUIVALENT)),
    Part(name="rows 'subset', 'superset' or 'intersects'", one="row 'subset', 'superset' or 'intersects'",
         count=_of(Relation.SUBSET, Relation.SUPERSET, Relation.INTERSECTS)),
    Part(name="rows 'supports'", one="row 'supports'", count=_of(Relation.SUPPORTS)),
    Part(name="gaps", one="gap", count=_gaps),
    Part(name="reasons of gaps", one="reason of a gap", count=_gaps),
    Part(name="joint judgements", one="joint judgement", count=lambda crosswalk: len(crosswalk.together)),
    Part(name="rationales", one="rationale", count=_mapped),
    Part(name="confidences", one="confidence", count=_mapped),
    Part(name="judges", one="judge", count=_judges),
    Part(name="dates", one="date", count=_dates),
    Part(name="notes", one="note", count=lambda crosswalk: int(bool(crosswalk.note))),
    Part(name="pinned versions", one="pinned version", count=lambda _: 2),
)

CARRIAGE: Mapping[Format, Mapping[str, tuple[Fate, str]]] = {
    Format.XLSX: {},
    Format.SSSOM: {
        "rows 'supports'": (Fate.OURS, "skos:relatedMatch stands there, as for 'intersects'; ext_relation tells"),
        "joint judgements": (Fate.OURS, "rows whose subject is the whole module"),
        "confidences": (Fate.OURS, "0.3, 0.6 and 0.9 stand for low, medium and high"),
    },
    Format.OSCAL: {
        "rows 'supports'": (Fate.OURS, "'supports' in a namespace of ours, which others do not know"),
        "reasons of gaps": (Fate.OURS, "properties of ours; others read the ids alone"),
        "joint judgements": (Fate.OURS, "maps of several clauses, which a property of ours marks"),
        "judges": (Fate.OURS, "properties of ours, but for the first"),
        "dates": (Fate.OURS, "properties of ours, but for the first"),
    },
    Format.CISO: {
        "rows 'equivalent'": (Fate.CHANGED, "'equal' stands there"),
        "rows 'supports'": (Fate.CHANGED, "'not_related' stands there"),
        "gaps": (Fate.LOST, "a mapping needs a clause"),
        "reasons of gaps": (Fate.LOST, ""),
        "joint judgements": (Fate.LOST, "a mapping has one clause and one item"),
        "confidences": (Fate.LOST, ""),
        "judges": (Fate.LOST, ""),
        "dates": (Fate.LOST, ""),
    },
}
"""What becomes of each part in a format; a part that is not named is kept as it is."""


def fate_of(part: str, form: Format) -> tuple[Fate, str]:
    """What becomes of a part in a format, with the words that explain it."""
    return CARRIAGE[form].get(part, (Fate.KEPT, ""))


def losses(crosswalk: Crosswalk, form: Format) -> tuple[Loss, ...]:
    """All parts that this crosswalk really has, with what the format makes of them."""
    found = []
    for part in PARTS:
        count = part.count(crosswalk)
        fate, words = fate_of(part.name, form)
        if count:
            found.append(Loss(part=part.name, count=count, fate=fate, words=words))
    return tuple(found)


def carriage_table() -> str:
    """The table of docs/interchange.md: a row for each part, a column for each format."""
    lines = ["| of a crosswalk | " + " | ".join(f"`.{form.value}`" for form in Format) + " |",
             "| --- |" + " --- |" * len(Format)]
    for part in PARTS:
        cells = []
        for form in Format:
            fate, words = fate_of(part.name, form)
            cells.append(f"**{fate.value}**{f': {words}' if words else ''}" if fate is not Fate.KEPT else fate.value)
        lines.append(f"| {part.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
