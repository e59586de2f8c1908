"""The redline of two formatted texts: "accepting all gives the new text and rejecting all the old"."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.formatted.redline import Fate, redlined
from schemekit.text.formatted.tracked import Author, commented, tracked
from schemekit.text.formatted.tree import Piece, attributes, header, inlines, pieces_in, words_of
from schemekit.text.formatted.words import DELETION, INSERTION, stretches

BY = Author("Ann Example", "2026-03-01")


def side_of(blocks: Sequence[Piece], gone: str) -> list[Piece]:
    """A redline once what is `gone` has left and all the rest is taken for good."""
    return [made for block in blocks for made in block_of(block, gone)]


def block_of(block: Piece, gone: str) -> list[Piece]:
    kind, content = block["t"], block.get("c", [])
    if kind == "Div" and content[0][1] and content[0][1][0] in (INSERTION, DELETION):
        return [] if gone in content[0][1] else side_of(content[1], gone)
    if kind in ("Para", "Plain"):
        return [{"t": kind, "c": inlines_of(content, gone)}]
    if kind == "Header":
        return [{"t": kind, "c": [*content[:2], inlines_of(content[2], gone)]}]
    if kind == "BlockQuote":
        return [{"t": kind, "c": side_of(content, gone)}]
    if kind == "BulletList":
        return [{"t": kind, "c": items_of(content, gone)}]
    if kind == "OrderedList":
        return [{"t": kind, "c": [content[0], items_of(content[1], gone)]}]
    if kind == "Table":
        head, (body,) = content[3], content[4]
        return [{"t": kind, "c": [*content[:3], [head[0], rows_of(head[1], gone)],
                                  [[*body[:3], rows_of(body[3], gone)]], content[5]]}]
    return [block]


def items_of(items: Sequence[list[Piece]], gone: str) -> list[list[Piece]]:
    is_gone = [bool(item) and item[0]["t"] == "Div" and item[0]["c"][0][1] == [gone] for item in items]
    return [side_of(item, gone) for item, has_left in zip(items, is_gone, strict=True) if not has_left]


def rows_of(rows: Sequence[list[Any]], gone: str) -> list[list[Any]]:
    return [[attributes(), [[*cell[:4], side_of(cell[4], gone)] for cell in row[1]]]
            for row in rows if gone not in row[0][1]]


def inlines_of(pieces: Sequence[Piece], gone: str) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        content = piece.get("c", [])
        if piece["t"] == "Span" and content[0][1] in ([INSERTION], [DELETION]):
            found += [] if content[0][1] == [gone] else inlines_of(content[1], gone)
        elif piece["t"] == "Note":
            found.append({"t": "Note", "c": side_of(content, gone)})
        elif piece["t"] in ("Strong", "Emph"):
            inside = inlines_of(content, gone)
            found += [{"t": piece["t"], "c": inside}] if inside else []
        elif piece["t"] in ("Link", "Span"):
            inside = inlines_of(content[1], gone)
            found += [{"t": piece["t"], "c": [content[0], inside, *content[2:]]}] if inside else []
        else:
            found.append(piece)
    return found


def said(node: Any) -> Any:
    """A tree without what is no text: how words are cut into pieces, how far the paragraphs of a list stand apart."""
    if isinstance(node, list):
        if node and all(isinstance(piece, dict) and piece.get("t") in _INLINES for piece in node):
            return list(_lines(node))
        return [said(part) for part in node]
    if isinstance(node, dict):
        kind = node.get("t")
        if kind in ("Para", "Plain"):
            return {"t": "Para", "c": said(node["c"])} if said(node["c"]) else {"t": "Para"}
        if kind == "Header":
            return {"t": kind, "c": [node["c"][0], said(node["c"][2])]}
        return {name: said(part) for name, part in node.items()}
    return node


def cells_filled(blocks: Sequence[Piece]) -> list[Piece]:
    """The blocks with an empty paragraph in each empty cell, as it is in Word."""
    text: list[Piece] = json.loads(json.dumps(blocks))
    for piece in pieces_in(text):
        if piece["t"] == "Table":
            for row in (*piece["c"][3][1], *piece["c"][4][0][3]):
                for cell in row[1]:
                    cell[4] = cell[4] or [{"t": "Plain", "c": []}]
    return text


_INLINES = frozenset({"Str", "Space", "SoftBreak", "LineBreak", "Code", "Strong", "Emph", "Link", "Span", "Note"})


def _lines(pieces: Sequence[Piece]) -> Iterator[Any]:
    """Each mark with its formatting: where one piece ends and the next of the same kind begins says nothing."""
    for stretch in stretches(pieces):
        if stretch.piece is None:
            yield from ((mark, stretch.shells) for mark in stretch.text)
        else:
            yield said(stretch.piece["c"]), stretch.shells


WORDS = st.sampled_from(["the", "board", "decides", "complaints", "of", "within", "5", "days", "anybody", "."])
SPACES = st.sampled_from([{"t": "Space"}, {"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}])


def spaced(pieces: list[Piece], spaces: list[Piece]) -> list[Piece]:
    return [part for piece, space in zip(pieces, spaces, strict=False) for part in (piece, space)][:-1]


def inline_rows(leaf: st.SearchStrategy[Piece], most: int = 8) -> st.SearchStrategy[list[Piece]]:
    return st.builds(spaced, st.lists(leaf, min_size=1, max_size=most), st.lists(SPACES, min_size=most, max_size=most))


STRS = WORDS.map(lambda word: {"t": "Str", "c": word})
CODES = WORDS.map(lambda word: {"t": "Code", "c": [attributes(), f"{word} {word}"]})
PLAIN_ROWS = inline_rows(STRS, 4)
SHELLED = st.one_of(
    PLAIN_ROWS.map(lambda row: {"t": "Strong", "c": row}), PLAIN_ROWS.map(lambda row: {"t": "Emph", "c": row}),
    st.builds(lambda row, target: {"t": "Link", "c": [attributes(), row, [target, ""]]}, PLAIN_ROWS,
              st.sampled_from(["https://example.org/a", "#b"])),
    PLAIN_ROWS.map(lambda row: {"t": "Span", "c": [attributes("", ["number"]), row]}),
)
NOTES = st.lists(PLAIN_ROWS.map(lambda row: {"t": "Para", "c": row}), min_size=1, max_size=2).map(
    lambda blocks: {"t": "Note", "c": blocks})
ROWS = inline_rows(st.one_of(STRS, STRS, STRS, SHELLED, CODES, NOTES))
PARAS = ROWS.map(lambda row: {"t": "Para", "c": row})
PLAINS = ROWS.map(lambda row: {"t": "Plain", "c": row})


def table_of(columns: int, rows: list[list[list[Piece]]]) -> Piece:
    made = [[attributes(), [[attributes(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": cell}] if cell else []]
                            for cell in row[:columns]]] for row in rows]
    body = [[attributes(), 0, [], made[1:]]]
    specs = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * columns
    return {"t": "Table", "c": [attributes(), [None, []], specs, [attributes(), made[:1]], body, [attributes(), []]]}


CELLS: st.SearchStrategy[list[Piece]] = st.one_of(st.just([]), PLAIN_ROWS)
TABLE_ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4)
TABLES = st.builds(table_of, st.integers(1, 2), TABLE_ROWS)
LEAVES = st.one_of(PARAS, PARAS, TABLES, st.just({"t": "HorizontalRule"}),
                   PLAIN_ROWS.map(lambda row: {"t": "CodeBlock", "c": [attributes(), words_of(row)]}))
ITEMS = st.builds(lambda first, rest: [first, *rest], PLAINS, st.lists(PARAS, max_size=1))


def with_lists(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    items = st.lists(st.one_of(ITEMS, st.just([]), st.builds(lambda item, block: [*item, block], ITEMS, inner)),
                     min_size=1, max_size=4)
    return st.one_of(
        items.map(lambda found: {"t": "BulletList", "c": found}),
        items.map(lambda found: {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], found]}),
        st.lists(inner, min_size=1, max_size=2).map(lambda found: {"t": "BlockQuote", "c": found}),
    )


BLOCKS = st.recursive(LEAVES, with_lists, max_leaves=6)
HEADERS = st.builds(lambda name, row, level: header(level, row, name), st.sampled_from("abcd"), PLAIN_ROWS,
                    st.integers(1, 2))
TREES = st.lists(st.one_of(BLOCKS, BLOCKS, HEADERS), max_size=5)


class TestTheLaws:
    """ "Accepting all gives the new text and rejecting all the old." """

    @settings(max_examples=60, deadline=None)
    @given(before=TREES, after=TREES)
    def test_each_side_comes_back(self, before: list[Piece], after: list[Piece]) -> None:
        told = [block for clause in redlined(before, after) for block in clause.blocks]
        assert said(cells_filled(side_of(told, DELETION))) == said(cells_filled(after))
        assert said(cells_filled(side_of(told, INSERTION))) == said(cells_filled(before))
        for name, classes, pairs in changes(tracked(told, BY)):
            assert (name, dict(pairs)) == ("", BY.pairs), f"{classes} without author and date"

    @settings(max_examples=30, deadline=None)
    @given(tree=TREES)
    def test_a_text_held_against_itself_has_no_changes(self, tree: list[Piece]) -> None:
        assert not list(changes([block for clause in redlined(tree, tree) for block in clause.blocks]))


def changes(blocks: Sequence[Piece]) -> Iterator[Any]:
    """The attributes of everything that is told as having come or gone."""
    for piece in pieces_in(blocks):
        if piece["t"] in ("Div", "Span") and {INSERTION, DELETION} & set(piece["c"][0][1]):
            yield piece["c"][0]
        if piece["t"] == "Table":
            yield from (row[0] for row in piece["c"][4][0][3] if row[0][1])


def para(*content: Piece | str) -> Piece:
    return {"t": "Para", "c": [part for piece in content
                               for part in (inlines(piece) if isinstance(piece, str) else [piece])]}


def shown(blocks: Sequence[Piece]) -> str:
    """A redline in brackets: [-taken out-], {+put in+}."""
    brackets = {DELETION: "[-{}-]", INSERTION: "{{+{}+}}"}

    def words(piece: Any, change: Callable[[str], str] = str) -> str:
        if isinstance(piece, list):
            return "".join(words(part, change) for part in piece)
        if not isinstance(piece, dict):
            return ""
        if piece["t"] in ("Div", "Span"):
            inside = "".join(words(part) for part in piece["c"][1])
            return brackets.get("".join(piece["c"][0][1]), "{}").format(inside)
        return words_of([piece]) if piece["t"] in ("Str", "Space", "Code") else words(piece.get("c"))

    return " / ".join(words(block) for block in blocks)


@pytest.mark.parametrize(("before", "after", "told"), [
    pytest.param([para("Answered in 5 days.")], [para("Answered in 3 days.")], "Answered in [-5-]{+3+} days.",
                 id="a-word-exchanged"),
    pytest.param([para("Anybody may ask.")],
                 [para({"t": "Strong", "c": inlines("Anybody")}, {"t": "Space"}, "may ask.")],
                 "[-Anybody-]{+Anybody+} may ask.", id="a-word-that-is-bold-now"),
    pytest.param([para("One stays here."), para("Another goes away.")], [para("One stays here.")],
                 "One stays here. / [-Another goes away.-]", id="a-paragraph-gone"),
    pytest.param([{"t": "BulletList", "c": [[para("first item")], [para("second thing")]]}],
                 [{"t": "BulletList", "c": [[para("first item")], [para("new")], [para("second thing")]]}],
                 "first item{+new+}second thing", id="an-item-between-two"),
])
def test_what_changed_is_told_in_place(before: list[Piece], after: list[Piece], told: str) -> None:
    (clause,) = redlined(before, after)
    assert shown(clause.blocks) == told


def test_a_clause_that_moved_is_told_at_both_places() -> None:
    parts = [[header(1, inlines(name), name), para(f"What {name} says.")] for name in ("one", "two", "three")]
    one, two, three = parts
    fates = [(clause.name, clause.fate) for clause in redlined([*one, *two, *three], [*two, *three, *one])]
    assert fates == [("", Fate.KEPT), ("one", Fate.MOVED_AWAY), ("two", Fate.KEPT), ("three", Fate.KEPT),
                     ("one", Fate.MOVED_HERE)]


class TestComments:
    """ "Comments carrying significance and reason." """

    @pytest.mark.parametrize(("blocks", "place"), [
        pytest.param([header(1, inlines("Scope"), "scope"), para("Words.")], 0, id="on-the-heading"),
        pytest.param([para("Stays."), para({"t": "Span", "c": [attributes("", [INSERTION]), inlines("New.")]})], 1,
                     id="on-the-first-changed-words"),
        pytest.param([para("Stays."), para("Stays too.")], 0, id="on-the-first-words"),
    ])
    def test_a_comment_stands_where_it_belongs(self, blocks: list[Piece], place: int) -> None:
        made = commented(blocks, "7", ["Significance: major.", "The board wanted it."], BY)
        assert [position for position, (was, now) in enumerate(zip(blocks, made, strict=True)) if was != now] == [place]
        spans = [piece for piece in pieces_in(made) if piece["t"] == "Span"]
        start = next(piece for piece in spans if piece["c"][0][1] == ["comment-start"])
        assert start["c"][0] == ["7", ["comment-start"], [["author", "Ann Example"], ["date", "2026-03-01T00:00:00Z"]]]
        assert words_of(start["c"][1]) == "Significance: major. The board wanted it."
