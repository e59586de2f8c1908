"""A crosswalk as SSSOM: a table with a head of metadata in comment lines, which many programs of mappings read.

Our own relation stands in an extension column, so that it comes back as it was. A gap is sssom:NoTermFound, and what
clauses come to together is said of the whole module.
Basis: SSSOM 1.1, https://mapping-commons.github.io/sssom/spec/
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemekit.files.yaml import write_yaml
from schemekit.interchange.carriage import Format
from schemekit.interchange.exchanged import ADDRESS, Exchanged
from schemekit.interchange.relations import as_written
from schemekit.model.crosswalk import Confidence, CrosswalkRow, JointJudgement
from schemekit.text.csv_rows import guarded

NO_TERM = "sssom:NoTermFound"
CLAUSE, ITEM, MODULE, FRAMEWORK = "clause", "item", "module", "framework"
RELATION_SLOT, PROPERTY = "ext_relation", f"{ADDRESS}/relation"
REVIEWER, REVIEWED_SLOT = "reviewer_label", "ext_reviewed"
COLUMNS = ("subject_id", "subject_label", "subject_category", "predicate_id", RELATION_SLOT, "object_id",
           "object_label", "mapping_justification", "author_label", "mapping_date", "confidence", "comment")
REVIEW_COLUMNS = (REVIEWER, REVIEWED_SLOT)
"""Further columns of a crosswalk in which something was reviewed."""
CONFIDENCES: Mapping[Confidence, str] = {Confidence.LOW: "0.3", Confidence.MEDIUM: "0.6", Confidence.HIGH: "0.9"}
JUSTIFICATION, MODIFIER = "semapv:ManualMappingCuration", "predicate_modifier"


def sssom_bytes(sent: Exchanged) -> bytes:
    """The file; the same crosswalk gives the same bytes."""
    head = "".join(f"#{line}\n" for line in write_yaml(_head(sent)).splitlines())
    has_reviews = _has_reviews(sent)
    lines = [_line((*COLUMNS, *REVIEW_COLUMNS) if has_reviews else COLUMNS),
             *(_line([guarded(cell) for cell in row]) for row in _rows(sent, has_reviews=has_reviews))]
    return "".join([head, *lines]).encode("utf-8", "backslashreplace")


def _has_reviews(sent: Exchanged) -> bool:
    return any(judged.reviewed_by for judged in sent.crosswalk.judgements)


def _line(cells: Sequence[str]) -> str:
    """A line of the table. What could end a line is put in quotes, and csv looks only for signs of its own line end."""
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n") + "\n"


def prefixes(module: str, framework: str) -> dict[str, str]:
    """What the short names of clauses and items stand for."""
    return {
        CLAUSE: f"{ADDRESS}/policies/{module}/clauses/",
        ITEM: f"{ADDRESS}/frameworks/{framework}/items/",
        MODULE: f"{ADDRESS}/policies/",
        FRAMEWORK: f"{ADDRESS}/frameworks/",
    }


def _head(sent: Exchanged) -> dict[str, Any]:
    crosswalk = sent.crosswalk
    return {
        "sssom_version": "1.1",
        "mapping_set_id": f"{ADDRESS}/policies/{crosswalk.module}/crosswalks/{crosswalk.framework}",
        "mapping_set_title": f"{sent.title}: {sent.framework_title}",
        "mapping_set_version": crosswalk.module_version,
        "license": f"https://spdx.org/licenses/{sent.licence.replace(' ', '%20')}",
        "creator_label": [crosswalk.judge],
        "publication_date": crosswalk.date,
        **({"mapping_set_description": crosswalk.note} if crosswalk.note else {}),
        "subject_source": f"{MODULE}:{crosswalk.module}",
        "subject_source_version": crosswalk.module_version,
        "object_source": f"{FRAMEWORK}:{crosswalk.framework}",
        "object_source_version": crosswalk.framework_version,
        "curie_map": {**prefixes(crosswalk.module, crosswalk.framework),
                      "semapv": "https://w3id.org/semapv/vocab/", "skos": "http://www.w3.org/2004/02/skos/core#",
                      "sssom": "https://w3id.org/sssom/"},
        "extension_definitions": [
            {"slot_name": RELATION_SLOT, "property": PROPERTY, "type_hint": "http://www.w3.org/2001/XMLSchema#string"},
            *([{"slot_name": REVIEWED_SLOT, "property": f"{ADDRESS}/reviewed",
                "type_hint": "http://www.w3.org/2001/XMLSchema#date"}] if _has_reviews(sent) else []),
        ],
    }


def _rows(sent: Exchanged, *, has_reviews: bool) -> Iterator[Sequence[str]]:
    labels = sent.labels()
    for row in sent.crosswalk.rows:
        subject = (NO_TERM, "", "") if row.is_gap else (f"{CLAUSE}:{row.clause}", sent.heading(row.clause), "clause")
        yield (*_row(subject, row, labels), *(_review(row) if has_reviews else ()))
    for joint in sent.crosswalk.together:
        subject = (f"{MODULE}:{sent.crosswalk.module}", sent.title, "module")
        yield (*_row(subject, joint, labels), *(_review(joint) if has_reviews else ()))


def _review(judged: CrosswalkRow | JointJudgement) -> Sequence[str]:
    return several(judged.reviewed_by), judged.reviewed


def _row(
    subject: tuple[str, str, str], judged: CrosswalkRow | JointJudgement, labels: Mapping[str, str]
) -> Sequence[str]:
    return (*subject, as_written(judged.relation, Format.SSSOM), judged.relation.value, f"{ITEM}:{judged.item}",
            labels.get(judged.item, ""), JUSTIFICATION, several(judged.judge), judged.date,
            CONFIDENCES[judged.confidence], judged.rationale)


def several(name: str) -> str:
    """One name in a cell that may hold several, parted by bars."""
    return name.replace("\\", "\\\\").replace("|", "\\|")
