"""Documents: cut at the headings, joined again byte for byte, numbered by place, named by ids that stay."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemekit.text.document import ClauseText, Document, comparable, made_id, prose_lines

LINES = st.sampled_from([
    "# Title", "## Scope { #scope }", "## Scope", "### Notes", "### Notes { #scope }", "#### Deep {#deep}", "#",
    "##", "####### seven", "#no blank", " ## indented by one", "    ## indented by four", "\t## after a tab",
    "- ## in a list", "  ## under a list", "Setext", "======", "------", "---", "----", "```", "````", "~~~",
    "``` ## no fence ```", "- ```", "  ```", "1. ~~~ python", "> ```", "<!-- one line -->", "<!--", "-->",
    "words <!-- open", "<!-->", "## C#", "## Closed ##", "## Title { #id .wide }", "## Odd { #a b }", "words", "",
    "   ", "| a | b |", "## {{ cookiecutter.x }} { #blank }", "\ufeff# Marked", "---\r", "caf\u0301e", "\x0b",
    "\u2028## line separator",
])
TEXTS = st.one_of(
    st.text(),
    st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\r", ""]))).map(
        lambda lines: "".join(line + end for line, end in lines)
    ),
)


def told(text: str) -> list[tuple[str, str, str]]:
    """Number, id and heading of every clause."""
    return [(clause.number, clause.id, clause.heading) for clause in Document.parse(text).clauses]


def headings(text: str) -> list[str]:
    """The headings of every clause."""
    return [clause.heading for clause in Document.parse(text).clauses]


class TestJoining:
    """'joining them gives back the text byte for byte'."""

    @given(TEXTS)
    @settings(deadline=None)
    @example("")
    @example("no headings at all")
    @example("# Only a title")
    @example("---\n# front matter that never closes\n")
    @example("```\n## a fence that never closes\n")
    def test_the_slices_are_the_text(self, text: str) -> None:
        document = Document.parse(text)
        assert document.text == text
        assert all(clause.raw for clause in document.clauses)

    @given(TEXTS)
    @settings(deadline=None)
    def test_every_slice_begins_on_its_line(self, text: str) -> None:
        document = Document.parse(text)
        before = document.preamble
        for clause in document.clauses:
            assert before.count("\n") + 1 == clause.line
            before += clause.raw

    @given(TEXTS)
    @settings(deadline=None)
    def test_parsing_again_finds_the_same(self, text: str) -> None:
        document = Document.parse(text)
        assert Document.parse(document.text) == document

    @given(TEXTS)
    @settings(deadline=None)
    def test_exchanging_a_slice_for_itself_changes_nothing(self, text: str) -> None:
        document = Document.parse(text)
        for clause_id, clause in document.by_id().items():
            assert document.replaced(clause_id, clause.raw).text == text


class TestWhatIsAHeading:
    """'Headings in code blocks, HTML comments and front matter are words, not headings.'"""

    @pytest.mark.parametrize(("text", "found"), [
        pytest.param("## A\n", ["A"], id="two-marks"),
        pytest.param("###### A\n", ["A"], id="six-marks"),
        pytest.param("####### A\n", [], id="seven-marks-are-words"),
        pytest.param("##A\n", [], id="no-blank-after-the-marks"),
        pytest.param("##\tA\n", ["A"], id="a-tab-after-the-marks"),
        pytest.param("##\n", [""], id="an-empty-heading"),
        pytest.param("   ## A\n", ["A"], id="three-blanks-before"),
        pytest.param("    ## A\n", [], id="four-blanks-before-are-code"),
        pytest.param("- ## A\n", [], id="in-a-list-item"),
        pytest.param("> ## A\n", [], id="in-a-quotation"),
        pytest.param("A\n===\n\nB\n---\n", [], id="underlined-headings-are-words"),
        pytest.param("| ## | A |\n", [], id="in-a-table"),
        pytest.param("\\## A\n", [], id="escaped"),
        pytest.param("## A ##\n", ["A"], id="closing-marks"),
        pytest.param("## C#\n", ["C#"], id="a-mark-that-belongs-to-the-word"),
        pytest.param("## #\n", [""], id="nothing-but-closing-marks"),
        pytest.param("## A  \r\n", ["A"], id="windows-line-ends"),
        pytest.param("\ufeff## A\n", ["A"], id="after-a-byte-order-mark"),
        pytest.param("```\n## A\n```\n## B\n", ["B"], id="in-a-fence"),
        pytest.param("~~~\n## A\n~~~\n## B\n", ["B"], id="in-a-fence-of-tildes"),
        pytest.param("````\n```\n## A\n```\n````\n## B\n", ["B"], id="in-a-fence-inside-a-fence"),
        pytest.param("```\n~~~\n## A\n```\n## B\n", ["B"], id="tildes-do-not-close-backticks"),
        pytest.param("```\n## A\n``` x\n## B\n```\n## C\n", ["C"], id="a-closing-fence-has-no-words"),
        pytest.param("```\n## A\n`````\n## B\n", ["B"], id="a-longer-fence-closes"),
        pytest.param("``` a ```\n## A\n", ["A"], id="code-on-one-line-is-no-fence"),
        pytest.param("```\n## A\n", [], id="in-a-fence-that-never-closes"),
        pytest.param("- ```\n  ## A\n  ```\n## B\n", ["B"], id="in-a-fence-in-a-list"),
        pytest.param("1. ```\n   ## A\n## B\n", ["B"], id="a-list-ends-its-fence"),
        pytest.param("- a\n\n  ```\n  ## A\n  ```\n## B\n", ["B"], id="in-a-fence-under-a-list-item"),
        pytest.param("<!-- ## A -->\n## B\n", ["B"], id="in-a-comment-of-one-line"),
        pytest.param("<!--\n## A\n-->\n## B\n", ["B"], id="in-a-comment-of-several-lines"),
        pytest.param("write `<!--` to open\n## A\n", ["A"], id="a-comment-mark-among-words-opens-nothing"),
        pytest.param("<!-- a --> <!--\n## A\n", ["A"], id="a-comment-closed-on-its-line"),
        pytest.param("---\ntitle: x\n## A\n---\n## B\n", ["B"], id="in-front-matter"),
        pytest.param("---\r\n## A\r\n---\r\n## B\r\n", ["B"], id="in-front-matter-of-windows"),
        pytest.param("---\n## A\n", ["A"], id="a-line-that-opens-no-front-matter"),
        pytest.param("words\n---\n## A\n---\n", ["A"], id="front-matter-stands-first-only"),
    ])
    def test_headings_are_found(self, text: str, found: list[str]) -> None:
        assert headings(text) == found

    @pytest.mark.parametrize(("text", "title", "found"), [
        pytest.param("# A\n\n## B\n", "A", ["B"], id="the-first-level-one-heading-is-the-title"),
        pytest.param("# A\n\n# B\n", "A", ["B"], id="the-second-one-is-a-clause"),
        pytest.param("# A { #a }\n", "", ["A"], id="with-an-id-it-is-a-clause"),
        pytest.param("## A\n\n# B\n", "", ["A", "B"], id="after-another-heading-it-is-a-clause"),
        pytest.param("words\n\n# A\n", "A", [], id="words-may-stand-before-the-title"),
        pytest.param("#\n\n# B\n", "", ["B"], id="an-empty-title-is-a-title"),
    ])
    def test_the_title_is_no_clause(self, text: str, title: str, found: list[str]) -> None:
        document = Document.parse(text)
        assert (document.title, [clause.heading for clause in document.clauses]) == (title, found)

    def test_the_preamble_is_everything_before_the_first_clause(self) -> None:
        assert Document.parse("# A\n\nwords\n\n## B\nmore\n").preamble == "# A\n\nwords\n\n"

    @pytest.mark.parametrize("text", [
        pytest.param("# a" + " " * 200_000 + "b\n", id="blanks"),
        pytest.param("# " + "# " * 100_000 + "x\n", id="marks"),
        pytest.param("-   " * 50_000 + "`\n", id="list-marks"),
        pytest.param("## " + "{" * 200_000 + "}\n", id="braces"),
        pytest.param("## a\n" * 20_000, id="equal-headings"),
    ])
    def test_a_hostile_line_takes_no_longer_than_any_other(self, text: str) -> None:
        assert Document.parse(text).text == text   # tried with patterns that looked fine: minutes


class TestIds:
    """'A clause is a heading with an id'; 'a heading without an id gets one from its words'."""

    @pytest.mark.parametrize(("line", "clause_id", "heading", "own"), [
        pytest.param("## A b { #x }", "x", "A b", True, id="with-blanks-in-the-braces"),
        pytest.param("## A b {#x}", "x", "A b", True, id="without-blanks"),
        pytest.param("## A b { #x } ##", "x", "A b", True, id="before-closing-marks"),
        pytest.param("## A b { #x .wide data=1 }", "x", "A b", True, id="among-other-attributes"),
        pytest.param("## A b {: #x }", "x", "A b", True, id="with-a-colon"),
        pytest.param("## A b { .wide }", "a-b-wide", "A b { .wide }", False, id="attributes-without-an-id"),
        pytest.param("## A b { #x y }", "a-b-x-y", "A b { #x y }", False, id="braces-with-words"),
        pytest.param("## A b { # }", "a-b", "A b { # }", False, id="an-empty-id"),
        pytest.param("## A b", "a-b", "A b", False, id="none"),
        pytest.param("## Économie d’énergie", "economie-d-energie", "Économie d’énergie", False, id="accents"),
        pytest.param("## 4.2 Appeals", "clause-4-2-appeals", "4.2 Appeals", False, id="a-typed-number"),
        pytest.param("## 鉱物", "clause", "鉱物", False, id="no-latin-letters"),
        pytest.param("## A", "clause-a", "A", False, id="one-letter"),
        pytest.param("## {{ cookiecutter.x }} { #x }", "x", "{{ cookiecutter.x }}", True, id="after-a-blank"),
    ])
    def test_an_id_is_read_or_made(self, line: str, clause_id: str, heading: str, own: bool) -> None:
        clause = Document.parse(f"{line}\n").clauses[0]
        assert (clause.id, clause.heading, clause.has_own_id) == (clause_id, heading, own)

    def test_made_ids_never_take_one_that_is_used(self) -> None:
        assert told("## Notes\n## Notes\n## Other { #notes }\n## Notes\n") == [
            ("1", "notes-2", "Notes"), ("2", "notes-3", "Notes"), ("3", "notes", "Other"), ("4", "notes-4", "Notes"),
        ]

    def test_repeated_ids_are_told_and_the_first_one_counts(self) -> None:
        document = Document.parse("## A { #x }\n## B { #y }\n## C { #x }\n")
        assert [clause.heading for clause in document.repeated_ids()] == ["C"]
        assert document.by_id()["x"].heading == "A"
        assert document.replaced("x", "## Z { #x }\n").text == "## Z { #x }\n## B { #y }\n## C { #x }\n"

    def test_no_clause_is_taken_for_the_words_before_the_first(self) -> None:
        document = Document.parse("# T\n\nwords\n\n## Preamble\n")
        beginning = document.beginning
        assert (beginning.id, beginning.heading, beginning.body) == ("preamble", "T", "words")
        assert [clause.id for clause in document.clauses] == ["preamble-2"]

    @given(TEXTS)
    @settings(deadline=None)
    def test_ids_are_unique_unless_typed_twice(self, text: str) -> None:
        document = Document.parse(text)
        assert all(clause.has_own_id for clause in document.repeated_ids())

    @given(st.text())
    @settings(deadline=None)
    def test_a_made_id_fits_the_schemas(self, heading: str) -> None:
        made = made_id(heading)
        assert made[0].isalpha()
        assert 2 <= len(made) <= 57
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


class TestNumbers:
    """'Numbers are computed when the text is shown, never typed.'"""

    @pytest.mark.parametrize(("levels", "numbers"), [
        pytest.param([2, 2, 2], "1 2 3", id="sections"),
        pytest.param([2, 3, 3, 2, 3], "1 1.1 1.2 2 2.1", id="clauses-in-sections"),
        pytest.param([2, 3, 4, 4, 3, 4], "1 1.1 1.1.1 1.1.2 1.2 1.2.1", id="three-levels"),
        pytest.param([2, 4, 4], "1 1.1.1 1.1.2", id="a-skipped-level-counts-as-one"),
        pytest.param([2, 4, 3, 4], "1 1.1.1 1.2 1.2.1", id="a-skipped-level-is-not-given-again"),
        pytest.param([3, 2, 3], "1.1 2 2.1", id="a-clause-before-the-first-section"),
        pytest.param([2, 1, 2], "1 2 3", id="a-second-level-one-heading-counts-as-a-section"),
        pytest.param([6], "1.1.1.1.1", id="the-deepest-level"),
    ])
    def test_numbers_follow_the_place(self, levels: list[int], numbers: str) -> None:
        text = "".join(f"{'#' * level} Heading\n" for level in levels)
        assert [clause.number for clause in Document.parse(text).clauses] == numbers.split()

    @given(st.lists(st.integers(1, 6)))
    @settings(deadline=None)
    def test_no_number_is_given_twice(self, levels: list[int]) -> None:
        text = "## First\n" + "".join(f"{'#' * level} Heading\n" for level in levels)
        numbers = [clause.number for clause in Document.parse(text).clauses]
        assert len(set(numbers)) == len(numbers)
        assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])

    def test_a_label_is_what_people_cite(self) -> None:
        assert Document.parse("## A { #a }\n### Acknowledgement { #b }\n").clauses[1].label == "1.1 Acknowledgement"


class TestExchanging:
    """'The document with one clause's slice exchanged (removed when empty).'"""

    TEXT = "# T\n\n## A { #a }\n\none\n\n## B { #b }\n\ntwo\n"

    @pytest.mark.parametrize(("clause_id", "raw", "text"), [
        pytest.param("a", "## A { #a }\n\nnew\n\n", "# T\n\n## A { #a }\n\nnew\n\n## B { #b }\n\ntwo\n", id="new"),
        pytest.param("a", "", "# T\n\n## B { #b }\n\ntwo\n", id="removed"),
        pytest.param("a", "## A { #a }", "# T\n\n## A { #a }\n\n## B { #b }\n\ntwo\n", id="without-a-line-end"),
        pytest.param("b", "## B { #b }", "# T\n\n## A { #a }\n\none\n\n## B { #b }", id="the-last-one"),
        pytest.param("c", "## C { #c }", TEXT, id="one-that-is-not-there"),
    ])
    def test_a_slice_is_exchanged(self, clause_id: str, raw: str, text: str) -> None:
        assert Document.parse(self.TEXT).replaced(clause_id, raw).text == text


class TestWords:
    """'without what does not matter: wrapping, spacing, typographic quotes'."""

    @pytest.mark.parametrize(("one", "other", "same"), [
        pytest.param("a b\nc", "a\nb c", True, id="wrapping"),
        pytest.param("a  b\tc ", "a b c", True, id="spacing"),
        pytest.param("a\r\nb", "a\nb", True, id="line-ends"),
        pytest.param("“a” – ‘b’…", "\"a\" - 'b'...", True, id="typography"),
        pytest.param("5\u00a0days", "5 days", True, id="a-blank-that-does-not-break"),
        pytest.param("cafe\u0301", "caf\u00e9", True, id="two-spellings-of-one-letter"),
        pytest.param("a b", "ab", False, id="a-blank-more-or-less"),
        pytest.param("Shall", "shall", False, id="capitals"),
        pytest.param("a.", "a", False, id="a-full-stop"),
    ])
    def test_texts_compare_by_their_words(self, one: str, other: str, same: bool) -> None:
        assert (comparable(one) == comparable(other)) is same

    @given(st.text())
    @settings(deadline=None)
    def test_comparing_twice_changes_nothing(self, text: str) -> None:
        assert comparable(comparable(text)) == comparable(text)

    def test_a_body_is_what_follows_the_heading(self) -> None:
        clause = ClauseText(id="a", level=2, heading="A", number="1", line=1, raw="## A { #a }\r\n\r\none\r\n\r\n")
        assert clause.body == "one"

    def test_prose_lines_leave_out_code_comments_and_front_matter(self) -> None:
        text = "---\na: 1\n---\none\n```\ntwo\n```\n<!--\nthree\n-->\nfour\n"
        assert list(prose_lines(text)) == [(4, "one\n"), (11, "four\n")]


class TestSections:
    """'A document is a tree of clauses.'"""

    def test_what_stands_under_what(self) -> None:
        document = Document.parse("# T\n\n## A\n### B\nb\n#### C\n### D\n## E\n#### F\n# G\n### H\n")
        assert document.parents == (-1, 0, 1, 0, -1, 4, -1, 6)
        assert [section.clause.heading for section in document.sections] == ["A", "E", "G"]
        first = document.sections[0]
        assert [section.clause.heading for section in first.sections] == ["B", "D"]
        assert first.text == "## A\n### B\nb\n#### C\n### D\n"
        assert [section.place for section in first.sections] == [1, 3]
        assert document.clauses[2].ancestors == (document.clauses[0].id, document.clauses[1].id)
        assert document.clauses[2].number == "1.1.1"

    @given(TEXTS)
    @settings(deadline=None)
    def test_joined_they_are_the_text(self, text: str) -> None:
        document = Document.parse(text)
        assert document.preamble + "".join(section.text for section in document.sections) == text
        for clause, above in zip(document.clauses, document.parents, strict=True):
            over = document.clauses[above] if above >= 0 else None
            assert clause.ancestors == ((*over.ancestors, over.id) if over else ())

    @pytest.mark.parametrize(("heading", "name"), [
        pytest.param("4.2. Appeals", "Appeals", id="a-number"),
        pytest.param("Section 4 Appeals", "Appeals", id="a-word-and-a-number"),
        pytest.param("Article IV: Appeals", "Appeals", id="a-roman-one"),
        pytest.param("b) Appeals", "Appeals", id="a-letter"),
        pytest.param("1 Appeals", "Appeals", id="a-bare-number-that-is-its-own"),
        pytest.param("5 days to appeal", "5 days to appeal", id="a-bare-number-that-is-not"),
        pytest.param("Appeals", "Appeals", id="none"),
        pytest.param("A body", "A body", id="a-letter-that-is-a-word"),
    ])
    def test_the_name_is_without_the_number(self, heading: str, name: str) -> None:
        assert Document.parse(f"# T\n\n## {heading}\n").clauses[0].name == name
