"""OSCAL: our catalogs and mapping collections against OSCAL's own schemas and in compliance-trestle, and back again."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from schemekit.errors import UsageError
from schemekit.files.shipped import shipped
from schemekit.interchange.catalog_reading import read_catalog
from schemekit.interchange.json_data import read_json
from schemekit.interchange.oscal import uuid_of
from schemekit.interchange.oscal_catalog import catalog_bytes
from schemekit.interchange.oscal_mapping import mapping_bytes
from schemekit.model.crosswalk import Confidence, Crosswalk, CrosswalkRow, Relation
from schemekit.publish.catalog_export import library_catalog
from schemekit.publish.checkout import Checkout
from schemekit.publish.crosswalk_exchange import library_crosswalks
from tests.interchange.catalogs import generated
from tests.interchange.crosswalks import CLAUSES, ITEMS, exchanged

DATA = Path(__file__).parent / "data" / "oscal-1.2.3"
LIBRARY = Checkout(shipped("policies").parent)
MODULES = ("assurance", "grievance", "stakeholder-consultation")
TRESTLE = Path(__file__).resolve().parents[2] / ".trestle" / "bin" / "python"
READ = """
import sys
from trestle.oscal.catalog import Catalog
from trestle.oscal.mapping import MappingCollection
for path in sys.argv[1:]:
    kind = MappingCollection if "mapping" in path else Catalog
    from pathlib import Path
    found = kind.oscal_read(Path(path))
    print(found.uuid, found.metadata.version)
"""


def broken(data: bytes, model: str) -> list[str]:
    """What OSCAL's own schema says against a file; its patterns are those of ECMAScript, which Python has not."""
    schema = json.loads((DATA / f"oscal_{model}_schema.json").read_text("utf-8"))
    judge = jsonschema_rs.Draft7Validator(schema)
    return [f"{error.instance_path}: {error.message[:200]}" for error in judge.iter_errors(json.loads(data))]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every catalog, closed and open, and every mapping collection of the library."""
    folder = tmp_path_factory.mktemp("oscal")
    made: dict[str, bytes] = {}
    for module in MODULES:
        made[f"{module}-catalog"] = catalog_bytes(library_catalog(LIBRARY, module))
        made[f"{module}-open-catalog"] = catalog_bytes(library_catalog(LIBRARY, module, is_open=True))
        for sent in library_crosswalks(LIBRARY, module):
            made[f"{module}-{sent.crosswalk.framework}-mapping"] = mapping_bytes(sent)
    for name, data in made.items():
        (folder / f"{name}.json").write_bytes(data)
    return {name: folder / f"{name}.json" for name in made}


def test_they_are_valid(files: dict[str, Path]) -> None:
    """'both valid against OSCAL's own JSON schema'."""
    assert len(files) > 20
    for name, file in files.items():
        assert broken(file.read_bytes(), name.rpartition("-")[2]) == [], name


def test_trestle_reads_them(files: dict[str, Path]) -> None:
    """'and read by compliance-trestle in a test'."""
    if not (TRESTLE.parents[1] / ".installed").exists():
        pytest.skip("compliance-trestle is not installed: .ci/trestle makes an environment for it")
    done = subprocess.run([TRESTLE, "-c", READ, *map(str, files.values())], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == len(files)


def test_the_same_bytes_and_ids() -> None:
    """'UUIDs stable (uuid5), no clock: dates from the records'."""
    told = library_catalog(LIBRARY, "grievance")
    assert catalog_bytes(told) == catalog_bytes(library_catalog(LIBRARY, "grievance"))
    data = json.loads(catalog_bytes(told))["catalog"]
    assert data["metadata"]["last-modified"] == f"{told.date}T00:00:00Z"
    assert uuid_of("a", "b/c") != uuid_of("a/b", "c")


def row(clause: str, item: str, relation: Relation) -> CrosswalkRow:
    return CrosswalkRow(clause=clause, item=item, relation=relation, rationale=f"{clause or 'nothing'} on {item}",
                        confidence=Confidence.HIGH, judge="A. Author", date="2026-11-02")


def test_what_is_mapped_and_what_is_not() -> None:
    """Gaps stand with their reason, and among the items that nothing answers; clauses that answer nothing beside."""
    rows = (row("", "L", Relation.NONE), row("notice", "1", Relation.EQUIVALENT), row("", "7.13.1", Relation.NONE),
            row("", "9.9", Relation.NONE), row("waiver", "l2", Relation.INTERSECTS))
    walk = Crosswalk(module="fees", module_version="1.0.0", framework="fair-fees", framework_version="2.1",
                     judge="A. Author", date="2026-11-02", rows=rows)
    collection = json.loads(mapping_bytes(exchanged(walk)))["mapping-collection"]
    (mapping,) = collection["mappings"]
    assert [(one["sources"][0]["id-ref"], one["targets"][0]["id-ref"]) for one in mapping["maps"]] == [
        ("notice", "1"), ("waiver", "l2")]
    assert [(one["name"], one["value"], one["remarks"], one["group"]) for one in mapping["props"]] == [
        ("gap", "L", "nothing on L", "row-0"), ("gap", "7.13.1", "nothing on 7.13.1", "row-2"),
        ("gap", "9.9", "nothing on 9.9", "row-3")]
    assert mapping["target-gap-summary"]["unmapped-controls"] == [
        {"with-ids": ["item_1.10", "L", "a-b", "item_7.13.1", "item_9.9"]}]
    assert mapping["source-gap-summary"]["unmapped-controls"] == [{"with-ids": ["purpose", "x1"]}]
    ids = [resource["uuid"] for resource in collection["back-matter"]["resources"]]
    assert [mapping[end]["href"] for end in ("source-resource", "target-resource")] == [f"#{one}" for one in ids]
    assert broken(mapping_bytes(exchanged(walk)), "mapping") == []


def test_an_item_that_is_answered_and_called_a_gap_is_answered() -> None:
    rows = (row("notice", "1", Relation.EQUIVALENT), row("", "1", Relation.NONE))
    walk = Crosswalk(module="fees", module_version="1.0.0", framework="fair-fees", framework_version="2.1",
                     judge="A. Author", date="2026-11-02", rows=rows)
    (mapping,) = json.loads(mapping_bytes(exchanged(walk)))["mapping-collection"]["mappings"]
    assert "item_1" not in mapping["target-gap-summary"]["unmapped-controls"][0]["with-ids"]


def test_nothing_mapped_and_all_mapped() -> None:
    """A collection has at least one map; what there is none of is left out."""
    every = tuple(row(clause, item, Relation.EQUIVALENT) for clause in CLAUSES for item in ITEMS)
    walk = Crosswalk(module="fees", module_version="1.0.0", framework="fair-fees", framework_version="2.1",
                     judge="A. Author", date="2026-11-02", rows=every)
    (full,) = json.loads(mapping_bytes(exchanged(walk)))["mapping-collection"]["mappings"]
    assert set(full) == {"uuid", "source-resource", "target-resource", "maps"}
    (none,) = json.loads(mapping_bytes(exchanged(replace(walk, rows=(row("", "1", Relation.NONE),)))))[
        "mapping-collection"]["mappings"]
    assert [(one["relationship"], one["targets"][0]["id-ref"]) for one in none["maps"]] == [("no-relationship", "1")]


def test_open_and_filled() -> None:
    """'params with values filled in, or open with params'."""
    closed, opened = (json.loads(catalog_bytes(library_catalog(LIBRARY, "grievance", is_open=is_open)))["catalog"]
                      for is_open in (False, True))
    days = next(param for param in closed["params"] if param["id"] == "acknowledge_days_prm")
    assert days["values"] == ["5 working days"]
    assert "{{ insert: param, acknowledge_days_prm }}" in json.dumps(opened["groups"])
    assert "insert: param" not in json.dumps(closed["groups"])
    assert not any("values" in param for param in opened["params"])


class TestCatalogs:
    """'OSCAL catalogs import as modules'."""

    def test_what_becomes_of_each_thing(self) -> None:
        found = read_catalog(generated(40), "x.json")
        by_id = {clause.id: clause for clause in found.clauses}
        assert by_id["g0-1"].heading == "G0-1 Control 1 of family 0"
        assert by_id["g0-1"].body.startswith("The organization:\n\n- (a) Reviews the \\<b>plan\\</b>")
        assert "{{ cookiecutter.g0_1_prm_1 }}" in by_id["g0-1"].body
        assert "\\# Not a heading" in by_id["g0-1"].body
        assert {entry["name"]: entry["type"] for entry in found.parameters[:2]} == {
            "g0_1_prm_1": "text", "g0_1_prm_2": "choice"}
        assert found.retired[0] == {"id": "g0-2", "since": "1.0.0", "replaced_by": "g0-1"}
        assert found.said["author"] == "Example Institute"

    @pytest.mark.parametrize(("change", "told"), [
        pytest.param(lambda catalog: catalog["groups"].append(catalog["groups"][0]), "stand twice", id="twice"),
        pytest.param(lambda catalog: catalog.update(groups=_deep(30)), "nested too deep", id="deep"),
        pytest.param(lambda catalog: catalog.update(controls=[{"title": "x"}]), "without an id", id="no-id"),
        pytest.param(lambda catalog: catalog.update(controls=[{"id": f"c{n}"} for n in range(1200)]),
                     "has 1,2", id="many"),
    ])
    def test_hostile_catalogs(self, change: Any, told: str) -> None:
        """'hostile input bounded (sizes, depth, ids, duplicate ids, html)'."""
        data = generated(20)
        change(data["catalog"])
        with pytest.raises(UsageError, match=told):
            read_catalog(data, "x.json")

    @pytest.mark.parametrize("odd", [1, "x", [], {}, [1], [[]], None, True])
    def test_anything_anywhere(self, odd: Any) -> None:
        """A part of any kind where another is expected is passed over, or refused; it never breaks the reading."""
        for key in ("groups", "controls", "params", "metadata"):
            read_catalog({"catalog": {**generated(20)["catalog"], key: odd}}, "x.json")
        for key in ("parts", "params", "props", "links", "title", "controls"):
            data = generated(20)
            data["catalog"]["groups"][0]["controls"][0][key] = odd
            read_catalog(data, "x.json")

    def test_growth(self) -> None:
        """'growth linear': eight times the controls take no more than sixteen times as long."""
        spent = []
        for count in (120, 960):
            data = json.dumps(generated(count)).encode()
            start = time.process_time()
            read_catalog(read_json(data, "x.json"), "x.json")
            spent.append(time.process_time() - start)
        assert spent[1] < 16 * max(spent[0], 0.01)


def _deep(levels: int) -> list[dict[str, Any]]:
    group: dict[str, Any] = {"id": "g", "title": "Bottom"}
    for level in range(levels):
        group = {"id": f"g{level}", "title": "Group", "groups": [group]}
    return [group]
