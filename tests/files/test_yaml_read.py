"""YAML is read as data: what stands there and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.files import yaml_read
from schemekit.files.yaml import read_yaml
from schemekit.model.finding import Finding, FindingsError

LOADERS = [pytest.param(yaml_read.LOADER, id="libyaml"), pytest.param(yaml.SafeLoader, id="without-libyaml")]


def findings(text: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as caught:
        read_yaml(text, "f.yaml")
    return caught.value.findings


def places(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.line, finding.column) for finding in findings(text)]


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_read, "LOADER", request.param)


@pytest.mark.usefixtures("loader")
class TestValues:
    """Only true and false are booleans, only null, ~ and nothing are null, and numbers are plain decimals."""

    @pytest.mark.parametrize(("written", "value"), [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("0", 0), ("7", 7), ("-3", -3), ("+3", 3), ("1.10", 1.1), ("-0.5", -0.5),
        ("12345678901234567890", 12345678901234567890),
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("True", "True"), ("NULL", "NULL"),
        ("1:30", "1:30"), ("2026-01-01", "2026-01-01"), ("0x1", "0x1"), ("1_000", "1_000"), ("012", "012"),
        ("1e5", "1e5"), (".5", ".5"), ("5.", "5."), (".inf", ".inf"), ("1.2.3", "1.2.3"), ("=", "="),
        ('"no"', "no"), ("'1.10'", "1.10"), ('""', ""), ('"null"', "null"), ('"7"', "7"),
    ])
    def test_a_plain_word_is_read_as_what_stands_there(self, written: str, value: object) -> None:
        data = read_yaml(f"a: {written}\n", "f.yaml").data
        assert repr(data) == repr({"a": value})

    def test_keys_are_always_text(self) -> None:
        assert read_yaml("1: a\nno: b\n1.10: c\n~: d\n", "f").data == {"1": "a", "no": "b", "1.10": "c", "~": "d"}

    def test_a_number_too_large_for_a_float_stays_text(self) -> None:
        text = "1" + "0" * 399 + ".0"
        assert read_yaml(f"a: {text}", "f").data == {"a": text}

    @pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "---\n...\n"])
    def test_an_empty_file_holds_nothing(self, text: str) -> None:
        assert read_yaml(text, "f").data is None

    @pytest.mark.parametrize("text", [
        "a: 1\r\nb:\r\n  - x # c\r\n", b"\xef\xbb\xbfa: 1\nb:\n  - x\n", "\ufeffa: 1\nb: [x]", "a: 1\rb: [x]\r",
    ], ids=["crlf", "bom-bytes", "bom-text", "cr"])
    def test_any_editor_s_line_breaks_and_marks_are_fine(self, text: str | bytes) -> None:
        assert read_yaml(text, "f").data == {"a": 1, "b": ["x"]}

    def test_every_style_of_text_is_read(self) -> None:
        text = "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: 'it''s'\nd: \"a\\tb\\u2028\"\ne: two\n  lines\n"
        assert read_yaml(text, "f").data == {
            "a": "one\ntwo\n", "b": "one two", "c": "it's", "d": "a\tb\u2028", "e": "two lines",
        }


@pytest.mark.usefixtures("loader")
class TestRefusals:
    """Duplicate keys, anchors, aliases, merge keys, tags, several documents: each is told with line and column."""

    @pytest.mark.parametrize(("text", "wanted"), [
        pytest.param("a: 1\nb: 2\na: 3\n", [("yaml-duplicate-key", 3, 1)], id="duplicate-key"),
        pytest.param("x: {a: 1, 'a': 2}\n", [("yaml-duplicate-key", 1, 11)], id="duplicate-key-in-braces"),
        pytest.param("1: a\n'1': b\n", [("yaml-duplicate-key", 2, 1)], id="duplicate-key-as-text"),
        pytest.param("a: &x 1\nb: *x\n", [("yaml-anchor", 1, 4), ("yaml-alias", 2, 4)], id="anchor-and-alias"),
        pytest.param("a: *nowhere\n", [("yaml-alias", 1, 4)], id="undefined-alias"),
        pytest.param("*a : 1\n", [("yaml-alias", 1, 1)], id="alias-as-key"),
        pytest.param("a:\n  <<: {b: 1}\n", [("yaml-merge-key", 2, 3)], id="merge-key"),
        pytest.param("a: !!str 1\nb: !x y\n", [("yaml-tag", 1, 4), ("yaml-tag", 2, 4)], id="tags"),
        pytest.param("a: !!python/name:os.system x\n", [("yaml-tag", 1, 4)], id="python-tag"),
        pytest.param("a: 1\n---\nb: 2\n---\nc: 3\n", [("yaml-documents", 2, 1)], id="documents"),
        pytest.param("? [a]\n: b\n", [("yaml-key", 1, 3)], id="list-as-key"),
        pytest.param("a:\n\tb: 1\n\tc: 1\n", [("yaml-tab", 2, 1), ("yaml-tab", 3, 1)], id="tabs"),
        pytest.param("a: 'x\n", [("yaml-syntax", 1, 4)], id="unclosed-quote"),
        pytest.param("a: b: c\n", [("yaml-syntax", 1, 5)], id="colon-in-text"),
        pytest.param("a: @b\n", [("yaml-syntax", 1, 4)], id="at-sign"),
        pytest.param("a: [b\n", [("yaml-syntax", 1, 4)], id="unclosed-bracket"),
    ])
    def test_each_is_told_with_its_place(self, text: str, wanted: list[tuple[str, int, int]]) -> None:
        assert places(text) == wanted

    def test_all_are_told_at_once_with_their_paths(self) -> None:
        text = "list:\n  - {a: 1, a: 2}\n  - &x {b: *x}\nend: !t 1\n"
        assert [(finding.code, finding.path) for finding in findings(text)] == [
            ("yaml-duplicate-key", "list[0].a"), ("yaml-anchor", "list[1]"), ("yaml-alias", "list[1].b"),
            ("yaml-tag", "end"),
        ]

    def test_what_stands_before_a_syntax_error_is_told_too(self) -> None:
        assert [finding.code for finding in findings("a: 1\na: 2\nb: 'x\n")] == ["yaml-duplicate-key", "yaml-syntax"]

    def test_every_finding_says_what_was_found_what_is_wanted_and_a_fix(self) -> None:
        for finding in findings("a: &x 1\na: *x\n<<: !t {}\n? [b]\n: 1\n---\n\tc"):
            assert finding.found, finding
            assert finding.wanted, finding
            assert finding.fix, finding

    def test_a_quoted_merge_mark_is_a_key_like_any_other(self) -> None:
        assert read_yaml("'<<': 1", "f").data == {"<<": 1}


class TestCharacters:
    """A file is UTF-8 text without characters that cannot be seen."""

    @pytest.mark.parametrize(("data", "wanted"), [
        pytest.param(b"a: 1\nb: caf\xe9\n", [("yaml-not-utf8", 2, 7)], id="windows-1252"),
        pytest.param(b"a: \xe9\nb: \xe8\n", [("yaml-not-utf8", 1, 4), ("yaml-not-utf8", 2, 4)], id="each-of-them"),
        pytest.param("a: é".encode("utf-16"), [("yaml-not-utf8", 1, 1)], id="utf-16"),
        pytest.param(b"a: \x00\nb: \x07\n", [("yaml-character", 1, 4), ("yaml-character", 2, 4)], id="nul-and-bell"),
        pytest.param("a: x\u2028y\n", [("yaml-character", 1, 5)], id="line-separator"),
        pytest.param("a: x\ufeffy\n", [("yaml-character", 1, 5)], id="byte-order-mark-inside"),
        pytest.param("a: x\ud800\n", [("yaml-character", 1, 5)], id="half-a-character"),
    ])
    def test_each_is_told_with_its_place(self, data: str | bytes, wanted: list[tuple[str, int, int]]) -> None:
        assert places(data) == wanted

    def test_the_byte_is_named_as_windows_shows_it(self) -> None:
        assert "'é' in Windows-1252" in findings(b"a: caf\xe9")[0].found

    def test_other_findings_are_told_as_well(self) -> None:
        assert [finding.code for finding in findings(b"a: \xe9\na: 1\n")] == ["yaml-not-utf8", "yaml-duplicate-key"]

    def test_emoji_and_right_to_left_text_are_read(self) -> None:
        assert read_yaml("a: 🌱 שלום العربية".encode(), "f").data == {"a": "🌱 שלום العربية"}


class TestSize:
    """Sizes are bounded, and no text costs more than its length."""

    def test_too_big(self) -> None:
        assert places("#" * 2_000_001) == [("yaml-too-big", 0, 0)]

    @pytest.mark.parametrize("text", [
        "[" * 51 + "]" * 51, "{a: " * 51 + "1" + "}" * 51, "- " * 51 + "x", "? " * 51 + "x",
    ], ids=["brackets", "braces", "dashes", "question-marks"])
    def test_too_deep(self, text: str) -> None:
        assert "yaml-too-deep" in [finding.code for finding in findings(text)]

    def test_fifty_levels_are_fine(self) -> None:
        assert read_yaml("[" * 50 + "]" * 50, "f").data is not None

    @pytest.mark.parametrize("text", [
        pytest.param("[" * 1_900_000, id="brackets"),
        pytest.param("{" * 1_900_000, id="braces"),
        pytest.param("- " * 950_000, id="dashes"),
        pytest.param("? " * 950_000, id="question-marks"),
        pytest.param("a: " * 600_000, id="colons"),
        pytest.param("[\n" * 950_000, id="brackets-on-lines"),
        pytest.param("*a " * 600_000, id="aliases"),
        pytest.param("- *a\n" * 380_000, id="aliases-in-a-list"),
        pytest.param("!" * 1_900_000, id="tags"),
        pytest.param("\t" * 1_900_000, id="tabs"),
        pytest.param("\x00" * 1_900_000, id="nul"),
        pytest.param("'" * 1_900_001, id="quotes"),
        pytest.param("a: 1\n" * 380_000, id="the-same-key"),
        pytest.param("&" + "a" * 1_900_000, id="one-long-anchor"),
    ])
    def test_hostile_text_is_refused_before_it_costs_anything(self, text: str) -> None:
        assert 0 < len(findings(text)) <= yaml_read.NOTES_LIMIT + 1

    def test_billion_laughs_cost_nothing(self) -> None:
        lines = ['a0: &a0 ["lol", "lol"]'] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
        assert {finding.code for finding in findings("\n".join(lines))} == {"yaml-anchor", "yaml-alias"}


class TestPlaces:
    """A place is asked for by path, and is the nearest parent's where something is missing."""

    TEXT = "# c\nid: x\ncredit: {author: a}\nclauses:\n  - id: one\n    force: >-\n      folded\n  - id: 1.10\nlast:\n"

    @pytest.mark.parametrize(("path", "value", "key"), [
        ((), (2, 1), (2, 1)),
        (("id",), (2, 5), (2, 1)),
        (("credit",), (3, 9), (3, 1)),
        (("credit", "author"), (3, 18), (3, 10)),
        (("credit", "year"), (3, 1), (3, 1)),
        (("clauses", 0, "force"), (6, 12), (6, 5)),
        (("clauses", 1, "id"), (8, 9), (8, 5)),
        (("clauses", 1, "tailoring"), (8, 5), (8, 5)),
        (("clauses", 7), (4, 1), (4, 1)),
        (("last",), (9, 6), (9, 1)),
        (("nothing", 3, "x"), (2, 1), (2, 1)),
    ])
    def test_line_and_column_count_from_one(
        self, path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
    ) -> None:
        read = read_yaml(self.TEXT, "f")
        assert read.position(path) == value
        assert read.position(path, key=True) == key

    def test_an_empty_file_has_one_place(self) -> None:
        assert read_yaml("# c\n", "f").position(("a",)) == (1, 1)

    def test_a_number_is_known_as_it_was_written(self) -> None:
        read = read_yaml(self.TEXT, "f")
        assert read.data["clauses"][1]["id"] == 1.1
        assert read.written(("clauses", 1, "id")) == "1.10"
        assert read.written(("clauses",)) is None

    def test_lines_are_counted_as_editors_do(self) -> None:
        assert read_yaml("\ufeffa: 1\r\nb: 2\r\n", "f").position(("b",)) == (2, 4)


YAML_LIKE = st.text(alphabet="ab1:-?[]{},&*!|>'\"%@` \n\t#<\\.~=\r\x85\ufeffé😀", max_size=60)


class TestWhateverTheText:
    """Any text and any bytes either read as data or raise FindingsError, and nothing else."""

    @settings(max_examples=400, deadline=None)
    @given(st.one_of(st.binary(max_size=200), st.text(max_size=200), YAML_LIKE, YAML_LIKE.map(str.encode)))
    def test_it_reads_or_tells_why_not(self, text: str | bytes) -> None:
        self.read_or_findings(text)

    @settings(max_examples=150, deadline=None)
    @given(YAML_LIKE)
    def test_so_it_does_without_libyaml(self, text: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_read, "LOADER", yaml.SafeLoader)
            self.read_or_findings(text)

    def test_every_file_of_the_library_reads_the_same_either_way(self, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parents[2].glob("policies/*/module.yaml")]
        fast = [read_yaml(text, "f").data for text in texts]
        monkeypatch.setattr(yaml_read, "LOADER", yaml.SafeLoader)
        assert [read_yaml(text, "f").data for text in texts] == fast

    def read_or_findings(self, text: str | bytes) -> None:
        told: tuple[Finding, ...] = ()
        data: object = None
        try:
            data = read_yaml(text, "f").data
        except FindingsError as error:
            told = error.findings or ()
            data = [str(finding) for finding in told]
            data = data or {None}   # no finding at all would be no reason to refuse
        assert plain(data)


def plain(data: object) -> bool:
    if isinstance(data, dict):
        return all(type(key) is str and plain(value) for key, value in data.items())
    if isinstance(data, list):
        return all(plain(item) for item in data)
    return data is None or type(data) in (str, int, float, bool)
