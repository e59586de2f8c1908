"""Schemes: which value a parameter has, from the module, the scheme and the defaults."""

from __future__ import annotations

from typing import Any

import pytest

from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.model.scheme import Publishing, Scheme, SetValue

ENTRY = {"type": "text", "title": "T", "prompt": "P?", "help": "H.", "default": "default"}
MODULE = Module.from_mapping({
    "id": "answers", "title": "A", "type": "procedure", "summary": "S.", "language": "en", "licence": "CC0-1.0",
    "credit": {"author": "A", "year": 2026}, "documents": [],
    "parameters": [{"name": "own", "scope": "module", **ENTRY}, {"name": "shared", "scope": "scheme", **ENTRY}],
})


def scheme(**fields: Any) -> Scheme:
    """A scheme with just enough said of it."""
    return Scheme.from_mapping({"id": "s", "name": "S", "licence": "CC-BY-4.0", **fields})


class TestValues:
    """'What the scheme set for a parameter: the module's own value first, then the scheme-wide one.'"""

    @pytest.mark.parametrize(("fields", "values"), [
        pytest.param({}, {"own": "default", "shared": "default"}, id="nothing-set"),
        pytest.param({"parameters": {"shared": "wide"}}, {"own": "default", "shared": "wide"}, id="for-the-scheme"),
        pytest.param({"parameters": {"own": "wide"}}, {"own": "default", "shared": "default"},
                     id="a-modules-own-value-is-not-set-for-all"),
        pytest.param({"modules": {"answers": {"parameters": {"own": "mine"}}}}, {"own": "mine", "shared": "default"},
                     id="for-the-module"),
        pytest.param({"parameters": {"shared": "wide"}, "modules": {"answers": {"parameters": {"shared": "mine"}}}},
                     {"own": "default", "shared": "mine"}, id="the-module-comes-first"),
        pytest.param({"modules": {"other": {"parameters": {"own": "mine"}}}}, {"own": "default", "shared": "default"},
                     id="for-another-module"),
        pytest.param({"modules": {"answers": {"parameters": {"own": {"value": "mine", "reason": "r"}}}}},
                     {"own": "mine", "shared": "default"}, id="with-a-reason"),
        pytest.param({"modules": {"answers": {"parameters": {"gone": "x"}}}}, {"own": "default", "shared": "default"},
                     id="of-a-parameter-that-is-not-there"),
    ])
    def test_where_a_value_comes_from(self, fields: dict[str, Any], values: dict[str, Value]) -> None:
        assert scheme(**fields).values_for(MODULE) == values

    @pytest.mark.parametrize(("written", "read"), [
        pytest.param(5, SetValue(value=5), id="a-value"),
        pytest.param({"value": 5, "reason": "r"}, SetValue(value=5, reason="r"), id="a-value-with-its-reason"),
        pytest.param(["a", "b"], SetValue(value=("a", "b")), id="a-list"),
        pytest.param({"value": ["a"]}, SetValue(value=("a",)), id="a-list-in-a-mapping"),
        pytest.param(False, SetValue(value=False), id="no"),
    ])
    def test_how_a_value_is_written(self, written: Any, read: SetValue) -> None:
        assert SetValue.read(written) == read


class TestManifest:
    """'scheme.yaml: the manifest, edited by hand'."""

    def test_what_is_left_blank_is_empty(self) -> None:
        blank = scheme(libraries=None, parameters=None, modules={"answers": None})
        assert (blank.libraries, blank.parameters, blank.language) == ((), {}, "en")
        wanted = blank.modules["answers"]
        assert (wanted.library, wanted.range.text, wanted.parameters) == ("schemekit", "", {})

    def test_a_module_is_wanted_from_a_library_at_a_range(self) -> None:
        made = scheme(libraries={"efc": "https://example.org/efc"},
                      modules={"answers": {"library": "efc", "version": "^1.2", "permission": "LicenseRef-a"}})
        wanted = made.modules["answers"]
        assert (wanted.library, wanted.range.text, wanted.permission) == ("efc", "^1.2", "LicenseRef-a")
        assert made.library_url("efc") == "https://example.org/efc"
        assert made.library_url("other") is None


class TestPublishing:
    """'`publish:` in scheme.yaml, private by default.'"""

    @pytest.mark.parametrize(("said", "wanted"), [
        pytest.param({}, Publishing(), id="nothing-said"),
        pytest.param({"publish": None}, Publishing(), id="nothing-under-it"),
        pytest.param({"publish": {"other": 1}}, Publishing(), id="other-keys"),
        pytest.param({"publish": {"reasons": True}}, Publishing(reasons=True), id="reasons"),
        pytest.param({"publish": {"drafts": True, "leave_out": ["grievance"]}},
                     Publishing(drafts=True, left_out=frozenset({"grievance"})), id="drafts-of-all-but-one"),
        pytest.param({"publish": {"leave_out": None}}, Publishing(), id="nothing-to-leave-out"),
    ])
    def test_what_is_public(self, said: dict[str, Any], wanted: Publishing) -> None:
        assert scheme(**said).publish == wanted
