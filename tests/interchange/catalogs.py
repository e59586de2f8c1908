"""A generated OSCAL catalog, in the manner of NIST SP 800-53: families, items, parameters, withdrawn ones, traps."""

from __future__ import annotations

from typing import Any

_TRAP = "# Not a heading\n\n```\nunclosed\n{# no #} {{ x }} {% y %}"


def generated(count: int) -> dict[str, Any]:
    """A catalog of that many controls in twenty families."""
    groups = [{"id": f"g{family}", "title": f"Family {family}",
               "controls": [_control(family, number) for number in range(max(count // 20, 1))]} for family in range(20)]
    return {"catalog": {
        "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
        "metadata": {"title": "Generated controls", "last-modified": "2026-01-01T00:00:00Z", "version": "5",
                     "oscal-version": "1.1.2", "parties": [
                         {"uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724", "type": "organization",
                          "name": "Example Institute"}]},
        "groups": groups}}


def _control(family: int, number: int) -> dict[str, Any]:
    name = f"g{family}-{number + 1}"
    if number % 10 == 1:
        return {"id": name, "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}],
                "links": [{"href": f"#g{family}-1", "rel": "incorporated-into"}]}
    has_params = number % 6 == 0
    params = [{"id": f"{name}_prm_1", "label": "time period"},
              {"id": f"{name}_prm_2", "select": {"how-many": "one", "choice": [
                  "annually", f"{{{{ insert: param, {name}_prm_1 }}}}", "never"]}}]
    first = "Reviews the <b>plan</b> # and `x` " + (f"{{{{ insert: param, {name}_prm_1 }}}}" if has_params else "daily")
    second = f"Updates it {{{{ insert: param, {name}_prm_2 }}}}." if has_params else "Updates it within 30 days."
    return {
        "id": name, "title": f"Control {number + 1} of family {family}",
        **({"params": params} if has_params else {}),
        "props": [{"name": "label", "value": name.upper()}, {"name": "sort-id", "value": name}],
        "links": [{"href": "#g0-1", "rel": "related"}],
        "parts": [
            {"id": f"{name}_smt", "name": "statement", "prose": "The organization:", "parts": [
                {"id": f"{name}_smt.{letter}", "name": "item", "props": [{"name": "label", "value": f"{letter}."}],
                 "prose": prose} for letter, prose in (("a", first), ("b", second))]},
            {"id": f"{name}_gdn", "name": "guidance", "prose": _TRAP},
            {"id": f"{name}_obj", "name": "assessment-objective", "prose": "Check."}]}
