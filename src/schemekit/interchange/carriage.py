"""What each format can hold of a crosswalk, and what a particular one loses on its way into it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum

from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement, Relation


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
    """Something that a crosswalk says: what it is called, and one of them.

    Shape: `said` gives all of it, each by what it is about, so that it can be found again in what came back.
    """

    name: str
    one: str
    said: Callable[[Crosswalk], Mapping[Hashable, object]]


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


def _key(judged: CrosswalkRow | JointJudgement) -> tuple[str, str]:
    return (judged.clause if isinstance(judged, CrosswalkRow) else "together", judged.item)


def _mapped(crosswalk: Crosswalk) -> list[CrosswalkRow]:
    return [row for row in crosswalk.rows if not row.is_gap]


def _gaps(crosswalk: Crosswalk) -> list[CrosswalkRow]:
    return [row for row in crosswalk.rows if row.is_gap]


def _of(*relations: Relation) -> Callable[[Crosswalk], Mapping[Hashable, object]]:
    return lambda walk: {_key(row): row.relation for row in _mapped(walk) if row.relation in relations}


def _of_its_own(name: str) -> Callable[[Crosswalk], Mapping[Hashable, object]]:
    """What rows say themselves, where the crosswalk as a whole says something else."""
    return lambda walk: {_key(one): getattr(one, name) for one in walk.judgements
                         if getattr(one, name) != getattr(walk, name)}


def _windows_breaks(walk: Crosswalk) -> Mapping[Hashable, object]:
    words = {_key(one): one.rationale for one in walk.judgements} | {("note", ""): walk.note}
    return {key: told for key, told in words.items() if "\r\n" in told}


PARTS = (
    Part(name="rows 'equal'", one="row 'equal'", said=_of(Relation.EQUAL)),
    Part(name="rows 'equivalent'", one="row 'equivalent'", said=_of(Relation.EQUIVALENT)),
    Part(name="rows 'subset', 'superset' or 'intersects'", one="row 'subset', 'superset' or 'intersects'",
         said=_of(Relation.SUBSET, Relation.SUPERSET, Relation.INTERSECTS)),
    Part(name="rows 'supports'", one="row 'supports'", said=_of(Relation.SUPPORTS)),
    Part(name="gaps", one="gap", said=lambda walk: {_key(row): row.relation for row in _gaps(walk)}),
    Part(name="reasons of gaps", one="reason of a gap",
         said=lambda walk: {_key(row): (plain_breaks(row.rationale), row.confidence) for row in _gaps(walk)}),
    Part(name="joint judgements", one="joint judgement", said=lambda walk: {
        _key(one): (one.relation, one.confidence, plain_breaks(one.rationale)) for one in walk.together}),
    Part(name="rationales", one="rationale",
         said=lambda walk: {_key(row): plain_breaks(row.rationale) for row in _mapped(walk)}),
    Part(name="confidences", one="confidence", said=lambda walk: {_key(row): row.confidence for row in _mapped(walk)}),
    Part(name="judges of the whole", one="judge of the whole", said=lambda walk: {"": walk.judge}),
    Part(name="dates of the whole", one="date of the whole", said=lambda walk: {"": walk.date}),
    Part(name="other judges of rows", one="other judge of a row", said=_of_its_own("judge")),
    Part(name="other dates of rows", one="other date of a row", said=_of_its_own("date")),
    Part(name="reviews", one="review",
         said=lambda walk: {_key(one): (one.reviewed_by, one.reviewed) for one in walk.judgements if one.reviewed_by}),
    Part(name="notes", one="note", said=lambda walk: {"": plain_breaks(walk.note)} if walk.note else {}),
    Part(name="pinned versions", one="pinned version",
         said=lambda walk: {walk.module: walk.module_version, walk.framework: walk.framework_version}),
    Part(name="digests of what was judged", one="digest of what was judged",
         said=lambda walk: {_key(row): row.text_sha256 for row in walk.rows if row.text_sha256}),
    Part(name="line breaks of Windows", one="text with line breaks of Windows", said=_windows_breaks),
)


def plain_breaks(words: str) -> str:
    """Words with plain line breaks: those of Windows are a part of their own."""
    return words.replace("\r\n", "\n")


_DIGESTS = (Fate.LOST, "rows that come back as they are keep theirs")
_BREAKS = (Fate.CHANGED, "plain ones stand there")
CARRIAGE: Mapping[Format, Mapping[str, tuple[Fate, str]]] = {
    Format.XLSX: {"digests of what was judged": _DIGESTS, "line breaks of Windows": _BREAKS},
    Format.SSSOM: {
        "rows 'supports'": (Fate.OURS, "skos:relatedMatch stands there, as for 'intersects'; ext_relation tells"),
        "joint judgements": (Fate.OURS, "rows whose subject is the whole module"),
        "confidences": (Fate.OURS, "0.3, 0.6 and 0.9 stand for low, medium and high"),
        "reviews": (Fate.OURS, "reviewer_label has the name, a column of ours the day"),
        "digests of what was judged": _DIGESTS,
        "line breaks of Windows": _BREAKS,
    },
    Format.OSCAL: {
        "rows 'supports'": (Fate.OURS, "'supports' in a namespace of ours, which others do not know"),
        "reasons of gaps": (Fate.OURS, "properties of ours; others read the ids alone"),
        "joint judgements": (Fate.OURS, "maps of several clauses, which a property of ours marks"),
        "dates of the whole": (Fate.OURS, "a property of ours; others read the newest date of all"),
        "other judges of rows": (Fate.OURS, "properties of ours"),
        "other dates of rows": (Fate.OURS, "properties of ours"),
        "reviews": (Fate.OURS, "properties of ours"),
        "digests of what was judged": _DIGESTS,
    },
    Format.CISO: {
        "rows 'equivalent'": (Fate.CHANGED, "'equal' stands there"),
        "rows 'supports'": (Fate.CHANGED, "'not_related' stands there, which comes back only to a row that is here"),
        "gaps": (Fate.LOST, "a mapping needs a clause"),
        "reasons of gaps": (Fate.LOST, ""),
        "joint judgements": (Fate.LOST, "a mapping has one clause and one item"),
        "confidences": (Fate.LOST, ""),
        "other judges of rows": (Fate.LOST, ""),
        "other dates of rows": (Fate.LOST, ""),
        "reviews": (Fate.LOST, ""),
        "digests of what was judged": _DIGESTS,
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
        count = len(part.said(crosswalk))
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
