"""Files are held against their schemas: what each finding says, and that three judges agree."""

from __future__ import annotations

import copy
import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.errors import HostileContentError, UnknownNameError
from schemekit.files.gate import UnknownKeywordError, gate
from schemekit.files.schemas import SCHEMAS, findings_of, inlined, kind_of, load, rules_digest, schema_bytes, validator
from schemekit.files.shipped import shipped
from schemekit.files.yaml import read_yaml, write_yaml
from schemekit.model.adoption import AdoptionRecord
from schemekit.model.cooperation import Cooperation
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.finding import FindingsError
from schemekit.model.framework import Framework
from schemekit.model.lock import Lock
from schemekit.model.match_answer import MatchAnswer
from schemekit.model.module import Module
from schemekit.model.release import Ledger
from schemekit.model.scheme import Scheme
from schemekit.model.theory_of_change import TheoryOfChange

EXAMPLES = Path(__file__).parents[1] / "examples"
LIBRARY = Path(__file__).parents[2] / "policies"
RECORDS: dict[str, Callable[[Any], Any]] = {
    "module": Module.from_mapping, "releases": Ledger.from_mapping, "scheme": Scheme.from_mapping,
    "lock": Lock.from_mapping, "adoption": AdoptionRecord.from_mapping,
    "framework": Framework.from_mapping, "crosswalk": Crosswalk.from_mapping,
    "cooperation": Cooperation.from_mapping,
    "theory-of-change": TheoryOfChange.from_mapping,
    "matches": lambda data: tuple(map(MatchAnswer.from_mapping, data["answers"])),
}


def examples(verdict: str) -> list[Any]:
    files = sorted(EXAMPLES.glob(f"*/{verdict}/*.yaml"))
    return [pytest.param(file, id=f"{file.parts[-3]}-{file.stem}") for file in files]


def kind_at(file: Path) -> str:
    return file.parts[-3]


def schema_of(kind: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(schema_bytes(kind))
    return data


class TestExamples:
    """Every example folder holds what it says; each invalid file has its findings beside it, word for word.

    A file dropped into a folder is a new case; UPDATE_EXPECTED=1 writes what is expected, to be read before it is kept.
    """

    @pytest.mark.parametrize("file", examples("valid"))
    def test_a_valid_file_has_no_findings_and_makes_a_record(self, file: Path) -> None:
        assert findings_of(file.read_bytes(), kind_at(file), file.name) == ()
        data = load(file.read_bytes(), kind_at(file), file.name)
        RECORDS.get(kind_at(file), dict)(data)

    @pytest.mark.parametrize("file", examples("valid"))
    def test_it_stays_valid_when_the_tool_writes_it(self, file: Path) -> None:
        data = load(file.read_bytes(), kind_at(file), file.name)
        assert load(write_yaml(data), kind_at(file), file.name) == data

    @pytest.mark.parametrize("file", examples("valid"))
    def test_line_breaks_of_windows_and_a_byte_order_mark_change_nothing(self, file: Path) -> None:
        windows = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
        assert load(windows, kind_at(file), file.name) == load(file.read_bytes(), kind_at(file), file.name)

    @pytest.mark.parametrize("file", examples("invalid"))
    def test_an_invalid_file_has_exactly_these_findings(self, file: Path) -> None:
        told = "".join(f"{finding}\n" for finding in findings_of(file.read_bytes(), kind_at(file), file.name))
        expected = file.with_suffix(".expected")
        if os.environ.get("UPDATE_EXPECTED"):
            expected.write_text(told, encoding="utf-8", newline="\n")
        assert told == expected.read_text(encoding="utf-8")

    @pytest.mark.parametrize("file", examples("invalid"))
    def test_each_finding_has_a_place_what_is_wanted_and_a_fix(self, file: Path) -> None:
        findings = findings_of(file.read_bytes(), kind_at(file), file.name)
        assert findings
        for finding in findings:
            assert finding.line, finding
            assert finding.column, finding
            assert finding.found, finding
            assert finding.wanted, finding
            assert finding.fix, finding

    def test_loading_raises_all_findings_at_once(self) -> None:
        file = EXAMPLES / "module/invalid/wrong-types.yaml"
        with pytest.raises(FindingsError) as caught:
            load(file.read_bytes(), "module", "module.yaml")
        assert caught.value.findings == findings_of(file.read_bytes(), "module", "module.yaml")
        assert len(caught.value.findings) > 5

    def test_our_own_library_is_valid(self) -> None:
        for file in sorted(LIBRARY.glob("*/module.yaml")):
            assert findings_of(file.read_bytes(), "module", str(file)) == ()


class TestWords:
    """Messages are plain sentences; a float where a version is wanted is named for what it is."""

    def finding(self, text: str, kind: str = "scheme") -> Any:
        head = "format: 1\nid: x\nname: X\nlicence: CC-BY-4.0\n"
        (found,) = findings_of(head + text, kind, "scheme.yaml")
        return found

    def test_a_number_where_a_version_is_wanted(self) -> None:
        finding = self.finding("modules: {grievance: {version: 1.1}}\n")
        assert finding.found == "the number 1.1"
        assert finding.wanted.startswith('a version in quotes, such as "1.10"')
        assert finding.fix == 'put it in quotes: version: "1.1"'

    def test_a_number_is_quoted_as_it_was_written(self) -> None:
        finding = self.finding("modules: {grievance: {version: 1.10}}\n")
        assert (finding.found, finding.fix) == ("the number 1.1 (written 1.10)", 'put it in quotes: version: "1.10"')

    def test_a_misspelt_key_is_told_once(self) -> None:
        finding = self.finding("modlues: {}\n")
        assert (finding.code, finding.line, finding.column) == ("schema-unknown-key", 5, 1)
        assert finding.fix == "did you mean 'modules'? Rename it"

    def test_what_is_found_cannot_upset_a_terminal(self) -> None:
        finding = self.finding('copyright: "' + "\\e[31m" * 100 + '"\n')
        assert "\x1b" not in str(finding)
        assert len(finding.found) < 100

    def test_a_line_break_at_the_end_does_not_slip_through_a_pattern(self) -> None:
        text = 'format: 1\nid: "x\\n"\nname: X\nlicence: CC-BY-4.0\n'
        assert [finding.path for finding in findings_of(text, "scheme", "f")] == ["id"]

    def test_a_newer_format_is_the_only_finding(self) -> None:
        (finding,) = findings_of("format: 2\nnew: yes\n", "lock", "scheme.lock")
        assert finding.code == "schema-format"


class TestKinds:
    """A file's kind follows from its name."""

    @pytest.mark.parametrize(("name", "kind"), [
        ("module.yaml", "module"), ("policies/grievance/module.yaml", "module"), ("a\\b\\scheme.lock", "lock"),
        ("policies/releases.yaml", "releases"), ("scheme.yaml", "scheme"), ("adoption.yaml", "adoption"),
        ("answers.yaml", "answers"), ("module.yml", None), ("my-module.yaml", None), ("", None),
        ("frameworks/ungp-31/2011.yaml", "framework"), ("a\\frameworks\\ungp-31\\2011.yaml", "framework"),
        ("policies/grievance/crosswalks/ungp-31.yaml", "crosswalk"), ("crosswalks/ungp-31.yaml", "crosswalk"),
        ("frameworks/2011.yaml", None), ("crosswalks/notes.md", None), ("crosswalks/old/ungp-31.yaml", None),
    ])
    def test_by_name(self, name: str, kind: str | None) -> None:
        assert kind_of(name) == kind

    def test_an_unknown_kind_names_the_known_ones(self) -> None:
        with pytest.raises(UnknownNameError, match="pdf") as caught:
            load("", "pdf", "f")
        assert "adoption" in caught.value.why

    def test_the_rules_of_each_kind_have_their_own_digest(self) -> None:
        assert len({rules_digest(kind) for kind in SCHEMAS}) == len(SCHEMAS)

    def test_the_schemas_are_found_where_they_are_shipped(self) -> None:
        assert {f"{kind}.schema.json" for kind in SCHEMAS} <= {file.name for file in shipped("schemas").iterdir()}


def fields(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that a schema describes; what stands under if, then and else only narrows them."""
    if not isinstance(node, dict):
        return
    for name, field in node.get("properties", {}).items():
        yield f"{path}.{name}", field
        yield from fields(field, f"{path}.{name}")
    for keyword in ("items", "additionalProperties"):
        yield from fields(node.get(keyword), f"{path}[]")
    for name, definition in node.get("$defs", {}).items():
        yield from fields(definition, f"{path}#{name}")


def parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for key, item in node.items():
            if key not in ("examples", "enum", "const"):
                yield from parts(item)
    elif isinstance(node, list):
        for item in node:
            yield from parts(item)


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
class TestSchemaFiles:
    """The schemas are JSON Schema 2020-12, closed, bounded, and describe every field with an example."""

    def test_it_is_a_schema_of_its_draft(self, kind: str) -> None:
        from jsonschema import Draft202012Validator

        schema = schema_of(kind)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"https://example.org/schemekit/schemas/{kind}.schema.json"

    def test_every_field_has_title_description_and_examples(self, kind: str) -> None:
        found = list(fields(schema_of(kind)))
        assert len(found) > 5
        for path, field in found:
            assert field.get("title"), path
            assert field.get("description"), path
            assert field.get("examples"), path

    def test_every_example_of_a_field_validates(self, kind: str) -> None:
        schema = schema_of(kind)
        for path, field in [("", schema), *fields(schema)]:
            judge = validator({**field, "$defs": schema["$defs"]})
            for example in field.get("examples", []):
                assert not list(judge.iter_errors(example)), (path, example)

    def test_the_whole_example_makes_a_valid_file(self, kind: str) -> None:
        for example in schema_of(kind)["examples"]:
            assert findings_of(write_yaml(example), kind, "f") == ()

    def test_every_pattern_is_whole_and_said_in_words(self, kind: str) -> None:
        for part in parts(schema_of(kind)):
            if "pattern" in part:
                assert part["pattern"].startswith("^")
                assert part["pattern"].endswith("$")
                assert part.get("$comment"), part

    def test_every_text_and_list_has_a_limit(self, kind: str) -> None:
        for part in parts(schema_of(kind)):
            if part.get("type") == "string":
                assert "maxLength" in part or "pattern" in part, part
            if part.get("type") == "array" and "items" in part:
                assert "maxItems" in part, part

    def test_objects_are_closed(self, kind: str) -> None:
        for part in parts(schema_of(kind)):
            if part.get("type") == "object" or part.get("type") == ["object", "null"]:
                assert "additionalProperties" in part, part

    def test_a_reference_stays_inside_and_has_only_words_beside_it(self, kind: str) -> None:
        schema = schema_of(kind)
        for part in parts(schema):
            if "$ref" in part:
                assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
                assert set(part) <= {"$ref", "title", "description", "examples", "$comment"}, part

    def test_every_definition_is_used(self, kind: str) -> None:
        text = schema_bytes(kind).decode()
        for name in schema_of(kind)["$defs"]:
            assert f'"#/$defs/{name}"' in text, name

    def test_the_gate_knows_every_keyword(self, kind: str) -> None:
        assert gate(inlined(schema_of(kind)))(schema_of(kind)["examples"][0])


JSON = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 3000), st.sampled_from([0.5, 1.0, 1.1, 2026.0]),
    st.sampled_from(["", " ", "a", "no", "none", "integer", "choice", "text", "x\n", "a b", "1.0.0", "module"]),
    st.just("x" * 600),
    st.text(max_size=10),
    st.just([]), st.just({}), st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.sampled_from(["value", "reason", "id", "x"]), st.integers() | st.text(max_size=3), max_size=2),
)
VALID = [(kind_at(param.values[0]), param.values[0]) for param in examples("valid")]


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, Any]:
    """A valid example with one or two places changed, taken away, added, renamed or repeated."""
    kind, file = draw(st.sampled_from(VALID))
    data = copy.deepcopy(read_yaml(file.read_bytes(), "f").data)
    for _ in range(draw(st.integers(1, 2))):
        here = data
        while isinstance(here, (dict, list)) and here:
            key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
            if not isinstance(here[key], (dict, list)) or not here[key] or draw(st.integers(0, 3)) == 0:
                spoil(draw, here, key)
                break
            here = here[key]
    return kind, data


def spoil(draw: st.DrawFn, here: Any, key: Any) -> None:
    way = draw(st.sampled_from(["change", "change", "remove", "add", "again"]))
    if way == "change":
        here[key] = draw(JSON)
    elif way == "remove":
        del here[key]
    elif isinstance(here, list):
        here.append(copy.deepcopy(here[key]) if way == "again" else draw(JSON))
    else:
        here[draw(st.sampled_from(["minimum", "options", "none_is", "unit", "x y", "x", "Ä"]))] = draw(JSON)


class TestThreeJudges:
    """The gate, jsonschema and jsonschema-rs give the same verdict; the gate never passes what jsonschema refuses."""

    @pytest.mark.parametrize("file", [*examples("valid"), *examples("invalid")])
    def test_over_the_examples(self, file: Path) -> None:
        jsonschema_rs = pytest.importorskip("jsonschema_rs")
        try:
            data = read_yaml(file.read_bytes(), "f").data
        except FindingsError:
            assert file.parts[-2] == "invalid"
            return
        schema = schema_of(kind_at(file))
        verdict = file.parts[-2] == "valid"
        assert jsonschema_rs.validator_for(schema).is_valid(data) is verdict
        assert gate(inlined(schema))(data) is verdict
        assert (not list(validator(schema).iter_errors(data))) is verdict

    @settings(max_examples=400, deadline=None)
    @given(spoiled())
    def test_over_spoiled_examples(self, example: tuple[str, Any]) -> None:
        from jsonschema import Draft202012Validator

        kind, data = example
        judges = self.judges(kind)
        verdict = judges["gate"](data)
        assert judges["ours"].is_valid(data) is verdict
        assert verdict <= Draft202012Validator(judges["schema"]).is_valid(data)   # it lets "x\n" pass for "x"
        if judges["rust"] is not None:
            assert judges["rust"].is_valid(data) is verdict

    @settings(max_examples=200, deadline=None)
    @given(spoiled())
    def test_what_is_refused_is_told_with_a_place_and_a_fix(self, example: tuple[str, Any]) -> None:
        kind, data = example
        findings = findings_of(write_yaml(data), kind, "f")
        assert bool(findings) is not self.judges(kind)["gate"](data)
        assert all(finding.found and finding.wanted and finding.fix and finding.line for finding in findings)

    known: dict[str, dict[str, Any]] = {}   # noqa: RUF012 - made once for all cases

    def judges(self, kind: str) -> dict[str, Any]:
        if kind not in self.known:
            schema = schema_of(kind)
            try:
                import jsonschema_rs

                rust = jsonschema_rs.validator_for(schema)
            except ImportError:
                rust = None
            ours = {"gate": gate(inlined(schema)), "ours": validator(schema)}
            self.known[kind] = {"schema": schema, "rust": rust, **ours}
        return self.known[kind]


class TestGate:
    """The gate knows JSON Schema's fine print, or refuses to judge."""

    @pytest.mark.parametrize(("schema", "valid", "invalid"), [
        ({"type": "integer"}, [1, 1.0, -3], [1.5, True, "1", None]),
        ({"type": "number"}, [1, 1.5], [True, "1"]),
        ({"type": ["boolean", "null"]}, [True, None], [0, 1, ""]),
        ({"const": 1}, [1, 1.0], [True, "1", 2]),
        ({"const": False}, [False], [0, None]),
        ({"enum": [1, "a", None]}, [1, 1.0, "a", None], [True, "b", 0]),
        ({"enum": [[1], {"a": 1}]}, [[1], {"a": 1.0}], [[True], {"a": 2}, [1, 1]]),
        ({"uniqueItems": True}, [[1, True], [0, False], ["1", 1], [{"a": 1}, {"a": 2}]], [[1, 1.0], [[1], [1]]]),
        ({"uniqueItems": False}, [[1, 1]], []),
        ({"minLength": 2, "maxLength": 3}, ["ab", "😀😀", 5], ["a", "abcd"]),
        ({"minimum": 1, "maximum": 2}, [1, 2.0, "0", True], [0, 2.1]),
        ({"pattern": "^a$"}, ["a", 5], ["b", "a\n", "ab"]),
        ({"pattern": "b"}, ["abc"], ["ac"]),
        ({"pattern": "b\\$"}, ["ab$c"], ["ab"]),
        ({"required": ["a"]}, [{"a": None}, []], [{}]),
        ({"properties": {"a": {"type": "string"}}}, [{"a": ""}, {"b": 1}, 5], [{"a": 1}]),
        ({"properties": {"a": True}, "additionalProperties": False}, [{}, {"a": 1}], [{"b": 1}]),
        ({"additionalProperties": {"type": "string"}}, [{"a": "x"}], [{"a": 1}]),
        ({"propertyNames": {"maxLength": 1}}, [{"a": 1}, 5], [{"ab": 1}]),
        ({"maxProperties": 1}, [{"a": 1}], [{"a": 1, "b": 2}]),
        ({"items": {"type": "string"}, "minItems": 1, "maxItems": 2}, [["a"], "x"], [[], [1], ["a", "b", "c"]]),
        ({"contains": {"const": 1}}, [[2, 1], 5], [[], [2]]),
        ({"not": {"const": 1}}, [2], [1]),
        ({"anyOf": [{"const": 1}, {"const": 2}]}, [1, 2], [3]),
        ({"oneOf": [{"minimum": 1}, {"maximum": 1}]}, [0, 2], [1]),
        ({"allOf": [{"minimum": 1}, {"maximum": 2}, {"type": "number"}]}, [1], [0, 3, "x"]),
        ({"if": {"const": 1}, "then": False, "else": {"const": 2}}, [2], [1, 3]),
        ({"if": {"const": 1}, "then": {"type": "string"}}, [2], [1]),
        ({}, [1, None], []),
    ])
    def test_it_judges_as_jsonschema_does(self, schema: dict[str, Any], valid: list[Any], invalid: list[Any]) -> None:
        judge = validator(schema)
        for data in [*valid, *invalid]:
            assert gate(schema)(data) is (data in valid and not any(data is item for item in invalid))
            assert judge.is_valid(data) is gate(schema)(data)

    @pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "unevaluatedProperties", "patternProperties",
                                         "prefixItems", "dependentSchemas", "format", "multipleOf", "no-keyword"])
    def test_it_does_not_judge_what_it_does_not_know(self, keyword: str) -> None:
        with pytest.raises(UnknownKeywordError):
            gate({"properties": {"a": {"items": {keyword: {}}}}})


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that notes every request."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}", asked
        finally:
            http.shutdown()
            thread.join()


class TestNothingIsFetched:
    """JSON Schema never fetches: a reference to another address is refused without a request."""

    @pytest.mark.parametrize("target", ["{server}/x.json", "https://example.org/schemekit/schemas/module.schema.json",
                                        "module.schema.json", "file:///etc/passwd", "#/properties/a", "#", ""])
    def test_a_schema_that_points_outside_is_refused(self, target: str, server: tuple[str, list[str]]) -> None:
        address, asked = server
        schema = {"properties": {"a": {"items": {"$ref": target.format(server=address)}}}}
        with pytest.raises(HostileContentError, match="points to"):
            validator(schema)
        assert asked == []

    def test_a_schema_that_points_to_itself_is_refused(self) -> None:
        with pytest.raises(HostileContentError):
            inlined({"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}})

    @pytest.mark.parametrize("keyword", ["$schema", "$id", "$dynamicRef", "$ref"])
    def test_addresses_in_a_schema_or_in_data_are_not_followed(
        self, keyword: str, server: tuple[str, list[str]]
    ) -> None:
        address, asked = server
        text = f'format: 1\n"{keyword}": {address}/x.json\nid: {{"{keyword}": "{address}/y.json"}}\n'
        assert findings_of(text, "module", "module.yaml")
        schema = {"$id": f"{address}/z.json", "properties": {"a": {"$comment": address, "$anchor": "x"}}}
        assert validator(schema).is_valid({"a": {keyword: f"{address}/x.json"}})
        assert asked == []
