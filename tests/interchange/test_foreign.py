"""'What a format drops …, both ways': what a file of others says and a crosswalk cannot hold is told and counted."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.interchange.carriage import Format
from schemekit.interchange.changes import Wish
from schemekit.interchange.exchanged import Received
from schemekit.interchange.formats import received, written
from schemekit.interchange.planning import planned
from schemekit.model.crosswalk import Confidence, Crosswalk, CrosswalkRow, Relation
from tests.interchange.crosswalks import exchanged

Dress = Callable[[Any], object]

ROWS = (
    CrosswalkRow(clause="notice", item="1", relation=Relation.EQUAL, rationale="The same day is named.",
                 confidence=Confidence.LOW, judge="A. Author", date="2026-01-01"),
    CrosswalkRow(clause="waiver", item="L", relation=Relation.SUBSET, rationale="Only some fees are meant.",
                 confidence=Confidence.HIGH, judge="A. Author", date="2026-01-01"),
)
WALK = Crosswalk(module="fees", module_version="1.0.0", framework="fair-fees", framework_version="2.1",
                 judge="A. Author", date="2026-01-01", rows=ROWS)


def keys(found: Received) -> list[tuple[str, str]]:
    return [(one.clause, one.item) for one in found.judged]


def columns(table: list[list[str]], name: str, *cells: str) -> None:
    """Put a column behind the others."""
    for row, cell in zip(table, (name, *cells), strict=False):
        row.append(cell)


def put(table: list[list[str]], column: str, cell: str) -> None:
    """Change a cell of the first row."""
    table[1][table[0].index(column)] = cell


SSSOM: dict[str, tuple[Dress, str]] = {
    "a column": (lambda table: columns(table, "mapping_tool", "sssom-py", ""),
                 "cells of the column 'mapping_tool' (1)"),
    "a justification": (lambda table: put(table, "mapping_justification", "semapv:LexicalMatching"),
                        "justifications other than by hand (1)"),
    "two authors": (lambda table: put(table, "author_label", "A. Author|B. Reviewer"), "further authors of rows (1)"),
    "a number": (lambda table: put(table, "confidence", "0.71"), "told as low, medium or high (1)"),
    "no item": (lambda table: table.append(["clause:x1", "", "", "skos:relatedMatch", "", "sssom:NoTermFound",
                                            *[""] * (len(table[0]) - 6)]), "clauses to which no item answers (1)"),
}


@settings(max_examples=20, deadline=None)
@given(chosen=st.sets(st.sampled_from(sorted(SSSOM))), head=st.booleans())
def test_sssom(chosen: set[str], head: bool) -> None:
    text = written(exchanged(WALK), Format.SSSOM).decode()
    lines = text.splitlines()
    above = [line for line in lines if line.startswith("#")]
    above += ["#mapping_provider: https://example.org"] if head else []
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    for name in sorted(chosen):
        SSSOM[name][0](table)
    whole = "".join(f"{line}\n" for line in (*above, *("\t".join(row) for row in table)))
    found = received(whole.encode(), "x.tsv", Format.SSSOM)
    assert not found.refusals
    assert keys(found) == [("notice", "1"), ("waiver", "L")]
    told = [*(SSSOM[name][1] for name in sorted(chosen)), *(["'mapping_provider' in the head (1)"] if head else [])]
    assert_told(found, told)


def test_a_mapping_that_is_denied_is_no_row() -> None:
    """'predicate_modifier: Not' says that the match does not hold."""
    text = written(exchanged(WALK), Format.SSSOM).decode().replace("\tcomment\n", "\tcomment\tpredicate_modifier\n")
    head, _, rows = text.partition("predicate_modifier\n")
    rows = rows.replace("\n", "\t\n").replace("The same day is named.\t", "It is not the same day.\tNot")
    found = received(f"{head}predicate_modifier\n{rows}".encode(), "x.tsv", Format.SSSOM)
    assert [refusal.found for refusal in found.refusals] == ["'Not'"]
    assert keys(found) == [("waiver", "L")]


def mapped(data: Any) -> Any:
    return data["mapping-collection"]["mappings"][0]["maps"]


OSCAL: dict[str, tuple[Dress, str]] = {
    "nothing": (lambda data: mapped(data).append({"relationship": "no-relationship", "sources": [{"id-ref": "x1"}],
                                                  "targets": [{"id-ref": "l2"}]}),
                "maps that say there is no relationship (1)"),
    "a party": (lambda data: data["mapping-collection"]["metadata"]["parties"].append({"name": "B"}),
                "further parties (1)"),
    "a gap": (lambda data: data["mapping-collection"]["mappings"][0].update(
        {"target-gap-summary": {"unmapped-controls": [{"with-ids": ["1.10", "l2"]}]}}),
        "ids in a target-gap-summary, which gives no reasons (2)"),
    "a qualifier": (lambda data: mapped(data)[0].update({"qualifiers": [{}]}), "'qualifiers' of maps (1)"),
    "a number": (lambda data: mapped(data)[0].update({"confidence-score": {"percentage": 0.7}}),
                 "told as low, medium or high (1)"),
}


@settings(max_examples=20, deadline=None)
@given(chosen=st.sets(st.sampled_from(sorted(OSCAL))))
def test_oscal(chosen: set[str]) -> None:
    data = json.loads(written(exchanged(WALK), Format.OSCAL))
    data["mapping-collection"]["metadata"]["props"] = []   # as of others
    for summary in ("source-gap-summary", "target-gap-summary"):
        data["mapping-collection"]["mappings"][0].pop(summary, None)
    for found in mapped(data):
        found.pop("props")
    for name in sorted(chosen):
        OSCAL[name][0](data)
    got = received(json.dumps(data).encode(), "x.json", Format.OSCAL)
    assert not got.refusals
    assert keys(got) == [("notice", "1"), ("waiver", "L")]
    assert_told(got, [OSCAL[name][1] for name in sorted(chosen)])


def sets(data: Any) -> Any:
    return data["objects"]["requirement_mapping_sets"]


CISO: dict[str, tuple[Dress, str]] = {
    "another set": (lambda data: sets(data).append({
        "source_framework_urn": "urn:a", "target_framework_urn": "urn:b", "requirement_mappings": [{}, {}]}),
        "mappings of other sets (2)"),
    "a strength": (lambda data: sets(data)[0]["requirement_mappings"][0].update({"strength_of_relationship": 8}),
                   "'strength_of_relationship' of mappings (1)"),
    "a rationale": (lambda data: sets(data)[0]["requirement_mappings"][0].update({"rationale": "semantic"}),
                    "'rationale' of mappings, where 'annotation' has words (1)"),
}


@settings(max_examples=20, deadline=None)
@given(chosen=st.sets(st.sampled_from(sorted(CISO))))
def test_ciso(chosen: set[str]) -> None:
    data = yaml.safe_load(written(exchanged(WALK), Format.CISO))
    data["packager"] = "another"
    for name in sorted(chosen):
        CISO[name][0](data)
    got = received(yaml.safe_dump(data).encode(), "x.yaml", Format.CISO)
    assert not got.refusals
    assert keys(got) == [("notice", "1"), ("waiver", "L")]
    assert_told(got, [CISO[name][1] for name in sorted(chosen)])


def test_what_is_not_related_is_no_row() -> None:
    """'supports' and foreign 'not_related' look alike there: only where the row is still here can it be told."""
    walk = replace(WALK, rows=(*ROWS, replace(ROWS[0], clause="x1", relation=Relation.SUPPORTS)))
    data = written(exchanged(walk), Format.CISO)
    came = received(data, "x.yaml", Format.CISO)
    assert planned(walk, came, Format.CISO, Wish()).notes == ()
    plan = planned(WALK, came, Format.CISO, Wish())
    assert plan.notes == ("not taken over: rows that say that clause and item are not related (1)",)
    assert plan.crosswalk == WALK


@pytest.mark.parametrize("chosen", [(), ("column",), ("sheet",), ("column", "sheet")])
def test_xlsx(chosen: tuple[str, ...]) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(written(exchanged(WALK), Format.XLSX)))
    told = []
    if "column" in chosen:
        book["Crosswalk"]["K1"], book["Crosswalk"]["K2"] = "remarks", "Ask Anna."
        told += ["cells of the column 'remarks' in 'Crosswalk' (1)"]
    if "sheet" in chosen:
        book.create_sheet("Anna's notes")["A1"] = "Later."
        told += ["the sheet 'Anna's notes' (1)"]
    file = io.BytesIO()
    book.save(file)
    got = received(file.getvalue(), "x.xlsx", Format.XLSX)
    assert not got.refusals
    assert keys(got) == [("notice", "1"), ("waiver", "L")]
    assert_told(got, told)


def assert_told(found: Received, told: list[str]) -> None:
    """All of it is told, and nothing else."""
    notes = [note for note in found.notes if note.startswith("not taken over: ")]
    assert [words for words in told if not any(note.endswith(words) for note in notes)] == []
    assert len(notes) == len(told), notes


@pytest.mark.parametrize("form", Format)
def test_of_a_file_of_ours_nothing_is_left(form: Format) -> None:
    assert received(written(exchanged(WALK), form), f"x.{form.value}", form).notes == ()
