"""Passages: what a clause is made of, and what became of each sentence, item, row and cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.comparing.passage_diff import Passage, PassageChange, passages
from schemekit.text.comparing.passages import pieces
from schemekit.text.comparing.words_diff import ChangeKind

LINES = st.sampled_from([
    "## A { #x }", "One sentence. Two of them.", "The body answers within 5 days.", "goes on", "- an item",
    "* another item",
    "  - a nested one", "  goes on in it", "1. first", "2. second", "3) third", "10. tenth", "- [ ] to do", "| a | b |",
    "|---|:-:|", "| 1 \\| 2 | 3", "a | b", "--- | ---", "> quoted", ">> twice", "```", "~~~ text", "    code", "\tcode",
    "<!-- a comment", "-->", "<!-- whole -->", "[x]: https://example.org", "[^1]: A note. More of it.", "***", "---",
    "Setext", "===", "", "  ", "\\|", "“Typed.” 2024.", "&nbsp;", "\u00a0", "x\r",
])
TEXTS = st.one_of(st.text(max_size=30), st.lists(LINES, max_size=12).map("\n".join))
MARKS = {ChangeKind.SAME: "", ChangeKind.REMOVED: "-", ChangeKind.ADDED: "+"}


def told(passage: Passage) -> str:
    """A passage in a line: kind, change, and its words where they changed."""
    words = "|".join(MARKS[word.kind] + word.text for word in passage.words).strip()
    moved = " moved" if passage.has_moved else ""
    shown = f": {words}" if passage.change is not PassageChange.SAME else ""
    return f"{passage.kind.value} {passage.change.value}{moved}{shown}"


def changed(before: str, after: str) -> list[str]:
    """The passages that are not as they were, and inside the reworded ones their parts that are not."""
    found = []
    for passage in passages(before, after):
        if passage.change is not PassageChange.SAME:
            parts = [part for part in passage.parts if part.change is not PassageChange.SAME]
            found += [told(part) for part in parts] if parts else [told(passage)]
    return found


class TestPieces:
    """'Blocks (paragraph sentences, list items incl. nested, table rows and cells, code blocks, headings, …)'."""

    @pytest.mark.parametrize(("text", "kinds"), [
        pytest.param("## A\n\nwords\nmore\n\nother\n", "heading paragraph paragraph", id="paragraphs"),
        pytest.param("- a\n  b\n- c\n  - d\n\n    e\n", "item item item1 paragraph2", id="nested-items"),
        pytest.param("1. a\n2. b\n10. c\n", "item item item", id="numbered-items"),
        pytest.param("in\n2024. The rest\n", "paragraph", id="a-year-at-the-start-of-a-line-is-no-item"),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |\n", "row row row", id="a-table"),
        pytest.param("a | b\n--- | ---\n1 | 2\n\nx | y\n", "row row row paragraph", id="a-table-without-outer-bars"),
        pytest.param("```\na\n\nb\n```\nwords\n", "code paragraph", id="code"),
        pytest.param("words\n\n    code\n    more\n", "paragraph code", id="indented-code"),
        pytest.param("> a\n> b\n\nwords\n", "quote paragraph", id="a-quotation"),
        pytest.param("[^1]: A note.\n[x]: https://example.org\n", "footnote link", id="notes-and-links"),
        pytest.param("<!-- a\nb -->\nwords\n***\n", "comment paragraph rule", id="comments-and-rules"),
        pytest.param("---\ntitle: x\n---\n# T\n", "front matter heading", id="front-matter"),
        pytest.param("\n\nwords", "paragraph", id="blank-lines-before-everything"),
        pytest.param("", "", id="nothing"),
    ])  # fmt: skip
    def test_a_text_is_cut(self, text: str, kinds: str) -> None:
        assert " ".join(f"{piece.kind.value}{piece.depth or ''}" for piece in pieces(text)) == kinds

    @given(TEXTS)
    @settings(deadline=None)
    def test_joined_they_are_the_text(self, text: str) -> None:
        found = pieces(text)
        assert "".join(piece.text for piece in found) == text
        for piece in found:
            assert not piece.parts or "".join(part.text for part in piece.parts) == piece.text

    @pytest.mark.parametrize("piece", ["- ", "| ", "|-", "> ", "`", "```\n", "  - a\n", "1. ", "* ", "<!--", "[^1]: ",
                                       "[x]: ", "a\n", "\n", "\t", "\\|", "---\n"])
    def test_hostile_texts_end(self, piece: str) -> None:
        text = piece * 10_000
        assert "".join(found.text for found in pieces(text)) == text


class TestChanges:
    """'Inside a clause it goes by sentence, list item, table row and cell, then word.'"""

    @pytest.mark.parametrize(("before", "after", "changes"), [
        pytest.param("It binds. They answer within 5 days. It ends.", "It binds. They answer within 7 days. It ends.",
                     ["sentence reworded: They answer within |-5|+7| days."], id="a-sentence"),
        pytest.param("It binds. It ends.", "It binds. More is new. It ends.", ["sentence added: +More is new."],
                     id="a-sentence-more"),
        pytest.param("It binds.\nIt ends.\n", "It binds. It ends.\n",
                     ["paragraph re-wrapped: It binds.|-\n|+ |It ends."],
                     id="another-wrapping"),
        pytest.param("It “binds”.\n", "It \"binds\".\n", ["paragraph re-wrapped: It |-“|+\"|binds|-”|+\"|."],
                     id="other-quotes"),
        pytest.param("They are told within five days, and the panel meets.",
                     "They are told within five days. The panel meets.",
                     ["sentence reworded: They are told within five days|-, and the|+. The| panel meets."],
                     id="a-sentence-split-in-two"),
        pytest.param("- one is here\n- two is there\n", "- one is here\n- two is not there\n",
                     ["sentence reworded: - two is |+not |there"], id="an-item"),
        pytest.param("1. a b c\n2. d e f\n", "1. new it is\n2. a b c\n3. d e f\n",
                     ["item added: +1. new it is", "item re-wrapped: -1|+2|. a b c", "item re-wrapped: -2|+3|. d e f"],
                     id="items-counted-anew"),
        pytest.param("- first of all\n- second to none\n", "- second to none\n- first of all\n",
                     ["item added moved: +- second to none", "item removed moved: -- second to none"],
                     id="items-exchanged"),
        pytest.param("| days | what |\n|--|--|\n| five | an answer |\n",
                     "| days | what |\n|--|--|\n| five | no answer |\n",
                     ["cell reworded: |-an|+no| answer |"], id="a-cell"),
        pytest.param("| a | 1 |\n|--|--|\n| b | wholly other |\n",
                     "| a | 1 |\n|--|--|\n| n | new |\n| b | things said |\n",
                     ["row added: +| n | new |", "cell reworded: |-wholly other ||+things said ||"],
                     id="a-row-is-known-by-its-first-cell"),
        pytest.param("```\na = 1\nb\n```\n", "```\na = 2\nb\n```\n", ["line reworded: -a = 1|+a = 2|"],
                     id="a-line-of-code"),
        pytest.param("Words here.\n\nMore words there.\n", "- Words here.\n\nMore words there.\n",
                     ["sentence re-wrapped: +- |Words here."], id="a-paragraph-made-an-item"),
        pytest.param("## Costs\n\nx\n", "## Who pays\n\nx\n", ["heading reworded: -## Costs|+## Who pays|"],
                     id="another-heading"),
        pytest.param("---\norder: 1\n---\n", "---\ncredit: them\norder: 1\n---\n", ["line added: +credit: them"],
                     id="a-line-of-front-matter"),
        pytest.param("", "It binds.", ["paragraph added: +It binds."], id="all-new"),
    ])  # fmt: skip
    def test_one_edit(self, before: str, after: str, changes: list[str]) -> None:
        assert changed(before, after) == changes

    @given(TEXTS, TEXTS)
    @settings(deadline=None)
    def test_nothing_is_lost(self, before: str, after: str) -> None:
        """'Joining passages gives the clause back byte for byte', and so do their parts and words."""
        found = passages(before, after)
        assert "".join(passage.before for passage in found) == before
        assert "".join(passage.after for passage in found) == after
        parts = [part for passage in found for part in passage.parts]
        for passage in (*found, *parts):
            words = passage.words
            assert "".join(word.text for word in words if word.kind is not ChangeKind.ADDED) == passage.before
            assert "".join(word.text for word in words if word.kind is not ChangeKind.REMOVED) == passage.after
            if passage.parts:
                assert "".join(part.before for part in passage.parts) == passage.before
                assert "".join(part.after for part in passage.parts) == passage.after

    @given(TEXTS)
    @settings(deadline=None)
    def test_a_text_compared_with_itself_is_the_same(self, text: str) -> None:
        assert {passage.change for passage in passages(text, text)} <= {PassageChange.SAME}

    @given(TEXTS)
    @settings(deadline=None)
    def test_it_can_be_printed(self, text: str) -> None:
        mapped = [passage.to_mapping() for passage in passages(text, "Other words.\n")]
        assert "".join(str(item["before"]) for item in mapped) == text

    @pytest.mark.parametrize(("before", "after"), [
        pytest.param("- a\n" * 3_000, "- b\n" * 3_001, id="equal-items"),
        pytest.param("a b. " * 5_000, "b a. " * 5_000, id="equal-sentences"),
        pytest.param("| a " * 30_000, "| b " * 30_001, id="a-row-of-cells"),
        pytest.param("word " * 100_000, "words " * 100_000, id="a-line-of-a-million"),
    ])  # fmt: skip
    def test_hostile_clauses_end(self, before: str, after: str) -> None:
        found = passages(before, after)
        assert "".join(word.text for passage in found for word in passage.words
                       if word.kind is not ChangeKind.ADDED) == before
