"""A file that a person wrote is edited in place: what is not changed stays as it is."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.errors import EditRefusedError
from schemekit.files import yaml_edit
from schemekit.files.yaml import DELETE, edit_yaml, read_yaml
from schemekit.model.finding import FindingsError

TEXT = '''\
# SPDX-FileCopyrightText: 2026 somebody

format: 1
name: Northern  # the name

# about the parameters
parameters:
  scheme_name: Northern Minerals   # keep
  records_years:
    value: 7   # seven
    reason: "law"

  # trailing comment
modules:
  grievance: {library: schemekit, version: "1.0.0"}   # one line
  assurance:
    version: "1.0.0"
    parameters:
      a: [x, y]  # list
      b:
        - one  # first
        - two
# before publish
publish:
'''


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


CHANGES: list[Any] = [
    pytest.param(("name",), "Southern", ["-name: Northern  # the name", "+name: Southern  # the name"], id="text"),
    pytest.param(("name",), "no", ["-name: Northern  # the name", '+name: "no"  # the name'], id="text-in-quotes"),
    pytest.param(("name",), "Øst: שלום", ["-name: Northern  # the name", '+name: "Øst: שלום"  # the name'],
                 id="letters-of-every-script"),
    pytest.param(("parameters", "records_years", "value"), 10, ["-    value: 7   # seven", "+    value: 10   # seven"],
                 id="number"),
    pytest.param(("parameters", "records_years"), 10,
                 ["-  records_years:", "-    value: 7   # seven", '-    reason: "law"', "+  records_years: 10"],
                 id="mapping-to-number"),
    pytest.param(("parameters", "scheme_name"), {"value": "1.10", "reason": "two, three"},
                 ["-  scheme_name: Northern Minerals   # keep", "+  scheme_name:   # keep", '+    value: "1.10"',
                  '+    reason: "two, three"'], id="text-to-mapping"),
    pytest.param(("parameters", "new_days"), {"value": 10, "reason": "small"},
                 ["+  new_days:", "+    value: 10", "+    reason: small"], id="new-key"),
    pytest.param(("modules", "grievance", "parameters", "x_days"), 10,
                 ['-  grievance: {library: schemekit, version: "1.0.0"}   # one line',
                  '+  grievance: {library: schemekit, version: "1.0.0", parameters: {x_days: 10}}   # one line'],
                 id="new-mapping-in-braces"),
    pytest.param(("modules", "assurance", "parameters", "b", 1), "2", ["-        - two", '+        - "2"'],
                 id="list-item"),
    pytest.param(("modules", "assurance", "parameters", "b", 2), "three", ["+        - three"], id="new-list-item"),
    pytest.param(("modules", "assurance", "parameters", "b", 0), DELETE, ["-        - one  # first"], id="delete-item"),
    pytest.param(("modules", "grievance"), DELETE,
                 ['-  grievance: {library: schemekit, version: "1.0.0"}   # one line'], id="delete-key"),
    pytest.param(("publish", "reasons"), True, ["+  reasons: true"], id="into-an-empty-key"),
    pytest.param(("contacts", "office"), "a@example.org", ["+contacts:", "+  office: a@example.org"], id="new-part"),
    pytest.param(("modules", "gone"), DELETE, [], id="delete-what-is-not-there"),
    pytest.param(("name",), "Northern", [], id="the-same-value"),
]


class TestChanges:
    """Comments and layout of a hand-written file are kept."""

    @pytest.mark.parametrize(("path", "value", "lines"), CHANGES)
    def test_only_the_changed_place_changes(self, path: tuple[str | int, ...], value: Any, lines: list[str]) -> None:
        assert changed_lines(TEXT, edit_yaml(TEXT, [(path, value)], "f")) == lines

    def test_several_changes_at_once(self) -> None:
        after = edit_yaml(TEXT, [(("name",), "A"), (("modules", "grievance", "version"), "^1.1"), (("new",), [1])], "f")
        assert read_yaml(after, "f").data["modules"]["grievance"]["version"] == "^1.1"
        assert len(changed_lines(TEXT, after)) == 6

    def test_the_last_part_leaves_an_empty_mapping_not_nothing(self) -> None:
        after = edit_yaml("a:\n  b: 1\nc: 2\n", [(("a", "b"), DELETE)], "f")
        assert read_yaml(after, "f").data == {"a": {}, "c": 2}

    @pytest.mark.parametrize(("text", "after"), [
        ("name: a # c\r\nb: 1\r\n", 'name: "no" # c\r\nb: 1\r\n'),
        ("\ufeffname: a\n", '\ufeffname: "no"\n'),
        ("# c\n---\nname: a # d\n...\n", '# c\n---\nname: "no" # d\n...\n'),
        ("# only a comment\n", '# only a comment\nname: "no"\n'),
        ("", 'name: "no"\n'),
        ("{name: a}\n", '{name: "no"}\n'),
        ("'name': a\n", "'name': \"no\"\n"),
    ], ids=["crlf", "bom", "document-marks", "only-a-comment", "empty", "braces", "quoted-key"])
    def test_the_frame_of_the_file_stays(self, text: str, after: str) -> None:
        assert edit_yaml(text, [(("name",), "no")], "f") == after


def part(data: Any, path: tuple[str | int, ...], default: object) -> Any:
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return default
    return data


def takes(data: Any, path: tuple[str | int, ...]) -> bool:
    """Whether there is room for a value: mappings may be missing on the way, lists and values may not be in it."""
    for step in path:
        if data is None and isinstance(step, str):
            return all(isinstance(below, str) for below in path[path.index(step):])
        if isinstance(data, list) and isinstance(step, int) and step <= len(data):
            data = data[step] if step < len(data) else None
        elif isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        else:
            return False
    return True


class TestLaws:
    """After an edit the file reads as the intended data, whatever way it was done."""

    PATHS = (
        ("name",), ("parameters", "scheme_name"), ("parameters", "new"), ("parameters", "records_years"),
        ("parameters", "records_years", "value"), ("modules", "grievance", "version"), ("modules", "grievance", "use"),
        ("modules", "assurance"), ("modules", "third"), ("modules", "assurance", "parameters", "a", 0),
        ("modules", "assurance", "parameters", "b", 1), ("publish", "reasons"), ("publish",), ("new top",),
    )
    TEXTS = st.text(max_size=20) | st.sampled_from(["no", "1.10", "", "a: b", "a\nb", "- x", "x # y", "a " * 80])
    VALUES = st.recursive(
        st.none() | st.booleans() | st.integers(-10, 1000) | TEXTS,
        lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3),
        max_leaves=6,
    )

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(PATHS), st.one_of(VALUES, st.just(DELETE))), min_size=1, max_size=3))
    def test_what_was_set_is_what_is_read(self, changes: list[Any]) -> None:
        text = TEXT
        for path, value in changes:
            before = read_yaml(text, "f").data
            if value is not DELETE and not takes(before, path):
                with pytest.raises(EditRefusedError):
                    edit_yaml(text, [(path, value)], "f")
                continue
            text = edit_yaml(text, [(path, value)], "f")
            here = read_yaml(text, "f").data
            if value is DELETE:
                assert isinstance(path[-1], int) or part(here, path, default=DELETE) is DELETE
            else:
                assert repr(part(here, path, default=DELETE)) == repr(value)

    @pytest.mark.parametrize(("path", "value", "lines"), CHANGES)
    def test_where_yaml_edit_cannot_the_splice_reads_the_same(
        self, path: tuple[str | int, ...], value: Any, lines: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wanted = read_yaml(edit_yaml(TEXT, [(path, value)], "f"), "f").data
        monkeypatch.setattr(yaml_edit, "_by_yaml_edit", _cannot)
        try:
            spliced = edit_yaml(TEXT, [(path, value)], "f")
        except EditRefusedError:
            return  # refusing is always safe
        assert read_yaml(spliced, "f").data == wanted
        assert len(changed_lines(TEXT, spliced)) <= len(lines) + 1

    def test_a_result_that_reads_otherwise_is_never_returned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(yaml_edit, "_by_yaml_edit", lambda *_: TEXT.replace("Minerals", "Metals"))
        monkeypatch.setattr(yaml_edit, "_by_splice", lambda *_: TEXT.replace("format: 1", "format: '1'"))
        with pytest.raises(EditRefusedError, match="name"):
            edit_yaml(TEXT, [(("name",), "x")], "f")

    def test_a_result_that_lost_a_comment_is_never_returned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        after = TEXT.replace("name: Northern ", "name: x ").replace("# before publish\n", "")
        monkeypatch.setattr(yaml_edit, "_by_yaml_edit", lambda *_: after)
        assert "# before publish" in edit_yaml(TEXT, [(("name",), "x")], "f")


def _cannot(*_: object) -> str:
    raise LookupError


class TestRefusals:
    """What cannot be changed safely is left as it is, and the reason told."""

    def test_a_text_that_cannot_be_read(self) -> None:
        with pytest.raises(FindingsError):
            edit_yaml("a: 1\na: 2\n", [(("a",), 3)], "f")

    @pytest.mark.parametrize(("path", "value"), [
        ((), 1), (("name", "part"), 1), (("modules", "assurance", "parameters", "b", 9), "x"), (("none", 0), "x"),
    ])
    def test_a_place_that_is_none(self, path: tuple[str | int, ...], value: object) -> None:
        with pytest.raises(EditRefusedError) as caught:
            edit_yaml(TEXT, [(path, value)], "scheme.yaml")
        assert "scheme.yaml" in caught.value.what
        assert caught.value.fix

    @pytest.mark.parametrize(("value", "error"), [({1: 2}, TypeError), ({1}, TypeError), ("\ud800", ValueError)])
    def test_a_value_that_yaml_cannot_hold(self, value: object, error: type[Exception]) -> None:
        with pytest.raises(error):
            edit_yaml(TEXT, [(("name",), value)], "f")


def test_every_number_of_a_real_module_can_be_changed() -> None:
    """The texts we ship are the layout that people copy: each default is changed, and nothing else moves."""
    for path in sorted(Path(__file__).parents[2].glob("policies/*/module.yaml")):
        text = path.read_text(encoding="utf-8")
        parameters = read_yaml(text, path.name).data["parameters"]
        numbers = [number for number, item in enumerate(parameters) if isinstance(item["default"], int)][:5]
        after = edit_yaml(text, [(("parameters", number, "default"), 77) for number in numbers], path.name)
        assert len(changed_lines(text, after)) == 2 * len([n for n in numbers if parameters[n]["default"] != 77])


@pytest.mark.parametrize(("item", "after"), [
    pytest.param("  - {id: a, x: 1}   # the first\n", "  - {id: a}   # the first\n", id="the-last-in-braces"),
    pytest.param("  - {x: 'a, b', 'y z': {c: 1}}\n", "  - {'y z': {c: 1}}\n", id="the-first-in-braces"),
    pytest.param("  - {x: 1}\n", "  - {}\n", id="the-only-one-in-braces"),
    pytest.param("  - id: b\n    x: 1\n    # why\n    y: []\n", "  - id: b\n    # why\n    y: []\n",
                 id="on-a-line-with-a-comment-below"),
    pytest.param("  - id: b\n    x: 1\n", "  - id: b\n", id="the-last-line"),
])
def test_a_key_of_an_item_is_deleted(item: str, after: str) -> None:
    assert edit_yaml(item, [((0, "x"), DELETE)], "f.yaml") == after
