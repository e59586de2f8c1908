"""What an OSCAL catalog loses of a module, and a module of a catalog, is told and counted: before against after."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.files.shipped import shipped
from schemekit.interchange.carriage import Fate
from schemekit.interchange.catalog_carriage import MODULE_PARTS, losses_of_catalog
from schemekit.interchange.catalog_reading import read_catalog
from schemekit.interchange.oscal_catalog import catalog_bytes
from schemekit.publish.catalog_export import library_catalog
from schemekit.publish.checkout import Checkout
from schemekit.publish.import_catalog import import_catalog
from schemekit.publish.import_module import Said
from tests.interchange.catalogs import generated

LIBRARY = Checkout(shipped("policies").parent)


@pytest.mark.parametrize("module", ["assurance", "grievance", "stakeholder-consultation"])
def test_what_does_not_come_back_is_told(module: str, tmp_path: Any) -> None:
    """Each thing that a module says is looked for in the module that its catalog gives."""
    told = library_catalog(LIBRARY, module, is_open=True)
    (tmp_path / "policies").mkdir()
    back = import_catalog(tmp_path, catalog_bytes(told), "x.json", module, Said(licence=told.module.licence),
                          dry_run=True)
    out, home = ({loss.part: loss for loss in losses} for losses in (losses_of_catalog(told), back.losses))
    unused = {one.name for one in told.module.parameters} - {one.name for one in back.module.parameters}
    assert home["parameters that no text uses"].count == len(unused)
    assert out["clauses"].count == len(back.module.clauses)
    for part in MODULE_PARTS:
        before, after = part.said(told.module), part.said(back.module)
        assert len(before) == (out[part.name].count if before else 0), part.name
        missing = [key for key, said in before.items() if after.get(key) != said and key not in unused]
        assert not missing or out[part.name].fate in (Fate.CHANGED, Fate.LOST), (part.name, missing)


Dress = Callable[[Any, Any, Any], object]

DRESSES: dict[str, tuple[Dress, str]] = {
    "a resource": (lambda catalog, _control, _param: catalog.setdefault("back-matter", {}).setdefault(
        "resources", []).append({"title": "A law"}), "resources of the back matter"),
    "a party": (lambda catalog, _control, _param: catalog["metadata"]["parties"].append({"name": "B"}),
                "further parties"),
    "a revision": (lambda catalog, _control, _param: catalog["metadata"].update({"revisions": [{"version": "4"}]}),
                   "revisions"),
    "a property": (lambda _catalog, control, _param: control["props"].append(
        {"name": "priority", "value": "P1", "ns": "https://example.org/ns"}), "properties"),
    "a property of a part": (lambda _catalog, control, _param: control["parts"][0].update(
        {"props": [{"name": "method", "value": "TEST"}]}), "properties"),
    "a property of a family": (lambda catalog, _control, _param: catalog["groups"][0].update(
        {"props": [{"name": "owner", "value": "A"}]}), "properties"),
    "a remark": (lambda _catalog, control, _param: control.update({"remarks": "Look here."}), "remarks"),
    "a link": (lambda _catalog, control, _param: control["links"].append({"href": "#g0-3", "rel": "related"}), "links"),
    "a link of a part": (lambda _catalog, control, _param: control["parts"][0].update(
        {"links": [{"href": "#g0-3"}]}), "links"),
    "a constraint": (lambda _catalog, _control, param: param.update(
        {"constraints": [{"description": "at most a year"}]}), "constraints of parameters in words"),
    "a second guideline": (lambda _catalog, _control, param: param.update(
        {"guidelines": [{"prose": "One."}, {"prose": "Two."}]}), "further guidelines of parameters"),
    "a note on a parameter": (lambda _catalog, _control, param: param.update({"remarks": "Think."}), "remarks"),
}
PLAIN = generated(40)


def counts(data: Any) -> dict[str, int]:
    return {loss.part: loss.count for loss in read_catalog(data, "x.json").losses if loss.fate is not Fate.KEPT}


@settings(max_examples=30, deadline=None)
@given(chosen=st.sets(st.sampled_from(sorted(DRESSES))))
def test_what_a_module_has_no_place_for_is_counted(chosen: set[str]) -> None:
    data = deepcopy(PLAIN)
    control = data["catalog"]["groups"][0]["controls"][0]
    expected = counts(PLAIN)
    for name in sorted(chosen):
        dress, part = DRESSES[name]
        dress(data["catalog"], control, control["params"][0])
        expected[part] = expected.get(part, 0) + 1
    assert counts(data) == expected
