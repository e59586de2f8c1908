"""The relations as each format names them, there and back.

Basis: NIST IR 8477; the SKOS vocabulary, in which a broad match is an object that is broader; OSCAL 1.2; the mapping
sets of CISO Assistant.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.interchange.carriage import Format
from schemekit.model.crosswalk import Relation

_OF: Mapping[Format, Mapping[Relation, str]] = {
    Format.XLSX: {relation: relation.value for relation in Relation},
    Format.SSSOM: {
        Relation.EQUAL: "skos:exactMatch", Relation.EQUIVALENT: "skos:closeMatch", Relation.SUBSET: "skos:broadMatch",
        Relation.SUPERSET: "skos:narrowMatch", Relation.INTERSECTS: "skos:relatedMatch",
        Relation.SUPPORTS: "skos:relatedMatch", Relation.NONE: "skos:relatedMatch",
    },
    Format.OSCAL: {
        Relation.EQUAL: "equal-to", Relation.EQUIVALENT: "equivalent-to", Relation.SUBSET: "subset-of",
        Relation.SUPERSET: "superset-of", Relation.INTERSECTS: "intersects-with", Relation.SUPPORTS: "supports",
        Relation.NONE: "no-relationship",
    },
    Format.CISO: {
        Relation.EQUAL: "equal", Relation.EQUIVALENT: "equal", Relation.SUBSET: "subset",
        Relation.SUPERSET: "superset", Relation.INTERSECTS: "intersect", Relation.SUPPORTS: "not_related",
        Relation.NONE: "not_related",
    },
}
_ORDER = (Relation.EQUAL, Relation.EQUIVALENT, Relation.SUBSET, Relation.SUPERSET, Relation.INTERSECTS,
          Relation.NONE, Relation.SUPPORTS)
"""Of two relations that one word stands for, the first is read back."""


def as_written(relation: Relation, form: Format) -> str:
    """A relation as a format names it."""
    return _OF[form][relation]


def as_read(word: str, form: Format) -> Relation | None:
    """The relation that a word of a format stands for; None for another word."""
    return next((relation for relation in _ORDER if _OF[form][relation] == word), None)


def relations_table() -> str:
    """The table of docs/interchange.md: a row for each relation, a column for each format."""
    forms = [form for form in Format if form is not Format.XLSX]
    lines = ["| relation | " + " | ".join(f"`.{form.value}`" for form in forms) + " |",
             "| --- |" + " --- |" * len(forms)]
    lines += [f"| `{relation.value}` | " + " | ".join(f"`{as_written(relation, form)}`" for form in forms) + " |"
              for relation in Relation]
    return "\n".join(lines)
