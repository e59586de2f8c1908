"""YAML is written the same for the same data, and reads back as that data."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.files import yaml_read
from schemekit.files.yaml import read_yaml, write_yaml
from schemekit.files.yaml_write import write_flow

TRICKY = [
    "no", "yes", "on", "Off", "y", "N", "true", "null", "~", "", " ", " a", "a ", "1", "1.10", "-1", "+1",
    "1e5", "12e5", "0x1", "012", "1_000", "1:30", ".5", ".inf", ".nan", "2026-01-01", "2026-01-01 10:00", "=",
    "<<", "a: b", "a:", ":a", "a #b", "#a", "a#b", "- a", "-", "? a", "?", "| a", ">", "%a", "@a", "`a", "!a",
    "!!str a", "&a", "*a", "{a}", "[a]", "{{ cookiecutter.x }}", "a, b", "a]", "'", "a'", "'a'", '"', 'a"b',
    "\\", "a\\nb", "\t", "a\tb", "\n", "\n\n", "a\n", "a\nb", "a\n\n", "a\n\n\nb\n\n\n", " a\nb", "a\n b",
    "a\n\tb", "a \nb", "a\n \nb", "\na", "\r", "a\r\nb", "\x00", "\x07", "\x85", "\xa0", "\xa0a", "a\u2028b",
    "a\u2029", "\u200f", "a\u202eb", "\ufeff", "\ufffe", "😀", "שלום עולם", "Ελληνικά", "e\u0301",
    "\U0010ffff", "---", "...", "--- a", "word " * 60 + "end", "a  b   " * 40 + "end", "x" * 3000,
    "long: " + "word " * 60 + "end", "# " + "word " * 60 + "end", "word " * 30 + "\n" + "word " * 30 + "end",
    "deadbeef", "1234567e12345678", "0000000", "C# and F#", "http://example.org/a#b", "mailto:a@example.org",
]
TEXTS = st.one_of(st.text(max_size=120), st.sampled_from(TRICKY))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=20,
)


def is_same(left: Any, right: Any) -> bool:
    return repr(left) == repr(right)


class TestReadingBack:
    """read(write(data)) == data, for any data that JSON could hold."""

    @pytest.mark.parametrize("text", TRICKY, ids=lambda text: repr(text)[:30])
    def test_a_tricky_text_comes_back(self, text: str) -> None:
        shapes: list[Any] = [text, [text], [[text]], {"key": text}, {"a": [{"b": text}, text]}, {text: {text: [text]}}]
        for data in shapes:
            assert is_same(read_yaml(write_yaml(data), "f").data, data), write_yaml(data)

    @settings(max_examples=300, deadline=None)
    @given(VALUES)
    def test_any_data_comes_back(self, data: Any) -> None:
        written = write_yaml(data, "Made by schemekit.")
        assert is_same(read_yaml(written, "f").data, data), written
        assert is_same(read_yaml(written.encode(), "f").data, data)

    @settings(max_examples=100, deadline=None)
    @given(VALUES)
    def test_it_comes_back_without_libyaml_too(self, data: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_read, "LOADER", yaml.SafeLoader)
            assert is_same(read_yaml(write_yaml(data), "f").data, data)

    @settings(max_examples=200, deadline=None)
    @given(VALUES)
    def test_any_data_comes_back_from_one_line(self, data: Any) -> None:
        try:
            written = write_flow(data)
        except ValueError:
            return  # a key of more than 500 characters
        assert "\n" not in written
        assert is_same(read_yaml(f"a: {written}\n", "f").data["a"], data), written

    @pytest.mark.parametrize("number", [1e22, 1e-9, 5e-324, 1.7976931348623157e308, -0.0, 0.1, 10**30, -(10**300)])
    def test_a_number_is_written_in_plain_digits(self, number: float) -> None:
        written = write_yaml([number])
        assert re.fullmatch(r"- -?\d+(\.\d+)?\n", written)
        assert is_same(read_yaml(written, "f").data, [number])


class TestOtherReaders:
    """Texts are quoted where a reader of YAML 1.1 would take them for something else."""

    @pytest.mark.parametrize("text", [text for text in TRICKY if "\x85" not in text], ids=lambda text: repr(text)[:30])
    def test_pyyaml_reads_the_same_text(self, text: str) -> None:
        assert yaml.safe_load(write_yaml({"a": text})) == {"a": text}

    @settings(max_examples=200, deadline=None)
    @given(st.dictionaries(st.text(max_size=20), st.one_of(TEXTS, st.booleans(), st.none(), st.integers()), max_size=5))
    def test_pyyaml_reads_the_same_mapping(self, data: dict[str, Any]) -> None:
        assert yaml.safe_load(write_yaml(data)) == data


class TestLayout:
    """Block style, keys in the order given, letters of every script as they are, one line break at the end."""

    def test_it_looks_like_what_people_write(self) -> None:
        data = {
            "format": 1,
            "name": "Ámbito — Fórum",
            "version": "1.10.0",
            "empty": [],
            "none": {},
            "list": ["a", "no", ["b", "c"], {"x": 1, "why": [True, None]}],
            "text": "one\ntwo\n",
            "long": "word " * 30 + "end",
            "float": 66.7,
        }
        assert write_yaml(data, "Made by schemekit.\n# Do not edit.") == (
            "# Made by schemekit.\n# Do not edit.\n"
            "format: 1\nname: Ámbito — Fórum\nversion: \"1.10.0\"\nempty: []\nnone: {}\n"
            "list:\n  - a\n  - \"no\"\n  - - b\n    - c\n  - x: 1\n    why:\n      - true\n      - null\n"
            "text: |\n  one\n  two\n"
            "long: >-\n"
            "  word word word word word word word word word word word word word word word word word word word\n"
            "  word word word word word word word word word word word end\n"
            "float: 66.7\n"
        )

    def test_the_same_data_gives_the_same_bytes(self) -> None:
        data = json.loads(json.dumps({text: [text] for text in TRICKY}))
        assert write_yaml(data) == write_yaml(data)

    def test_marks_that_turn_the_direction_of_text_are_shown_as_escapes(self) -> None:
        assert write_yaml({"a": "x\u202ey\u2066"}) == 'a: "x\\u202ey\\u2066"\n'

    def test_no_line_ends_with_a_blank(self) -> None:
        for text in TRICKY:
            assert not re.search(r"[ \t]\n", write_yaml({"a": {"b": [text]}}))


class TestWhatCannotBeWritten:
    """What YAML data cannot be is refused, not written as something else."""

    @pytest.mark.parametrize(("data", "error"), [
        pytest.param({1: "a"}, TypeError, id="a-number-as-key"),
        pytest.param({"a": {1, 2}}, TypeError, id="a-set"),
        pytest.param([b"a"], TypeError, id="bytes"),
        pytest.param(float("inf"), ValueError, id="infinity"),
        pytest.param(float("nan"), ValueError, id="not-a-number"),
        pytest.param("\ud800", ValueError, id="half-a-character"),
        pytest.param(10**400, ValueError, id="too-many-digits"),
    ])
    def test_it_is_refused(self, data: Any, error: type[Exception]) -> None:
        with pytest.raises(error):
            write_yaml(data)
        with pytest.raises(error):
            write_flow(data)

    def test_data_deeper_than_can_be_read_is_refused(self) -> None:
        data: Any = []
        for _ in range(60):
            data = [data]
        with pytest.raises(ValueError, match="50"):
            write_yaml(data)
