"""The text of a clause in HTML: paragraphs, lists, tables, notes and code, with the words that changed marked in them.

A passage is one element, so that the page can set its two wordings side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from schemekit.review.formats.marked_words import Address, marked
from schemekit.text.comparing.passage_diff import Passage, PassageChange
from schemekit.text.comparing.passages import PassageKind, Piece, pieces
from schemekit.text.comparing.words_diff import ChangeKind, WordChange, word_changes
from schemekit.text.inline import Span, spans
from schemekit.text.web.escaped import escaped

_DELIMITER = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?\s*+")
_QUOTE = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_FENCE = re.compile(r"[ \t]*+(?:[-+*]|\d{1,9}[.)])?[ \t]*+(?:`{3,}|~{3,})[^\n]*\n?")
_ITEM_MARK = re.compile(r"\s*(?:[-+*](?=\s|$)\s*)?")
_HEADING = re.compile(r"\s*#{0,6}[ \t]*")
_NOTE = re.compile(r"\s*\[\^[^\]\s]{1,100}\](:)")
_ROW_BAR = re.compile(r"\s*\|?\s*")
_DEEPEST = 6   # list items in list items, for which the page has a margin
_AS_TYPED = frozenset({PassageKind.CODE, PassageKind.COMMENT, PassageKind.FRONT_MATTER, PassageKind.LINK})
_ONE_SIDED = {PassageChange.REMOVED: ChangeKind.REMOVED, PassageChange.ADDED: ChangeKind.ADDED}


@dataclass(frozen=True, slots=True)
class _Part:
    """A passage, or a cell of one, from whichever source it is known: what stood there, stands there, and its words."""

    kind: PassageKind
    olds: Sequence[Piece]
    news: Sequence[Piece]
    words: Sequence[WordChange]
    change: PassageChange
    has_moved: bool = False

    @property
    def piece(self) -> Piece:
        """The piece that tells its kind and depth: the later one where there is one."""
        return (self.news or self.olds)[0]

    @classmethod
    def of(cls, passage: Passage) -> _Part:
        return cls(passage.kind, passage.olds, passage.news, passage.words, passage.change, passage.has_moved)

    @classmethod
    def unchanged(cls, piece: Piece) -> _Part:
        words = (WordChange(ChangeKind.SAME, piece.text),)
        return cls(piece.kind, (piece,), (piece,), words, PassageChange.SAME)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A clause in HTML. Shape: `heading` and `body` are HTML; `is_marked` tells whether any word in them is marked."""

    heading: str
    body: str

    @property
    def is_marked(self) -> bool:
        """Whether anything is shown as removed or added."""
        return any(mark in text for text in (self.heading, self.body) for mark in ("<del", "<ins", 'class="remark'))


def marked_text(passages: Sequence[Passage], address: Address) -> MarkedText:
    """A changed clause, the words that changed marked."""
    return _text([_Part.of(passage) for passage in passages], [passage.parts for passage in passages], address)


def unmarked_text(text: str, address: Address) -> MarkedText:
    """A clause that is the same on both sides."""
    return _linkless(text) if "[" not in text and "<" not in text else _unmarked(text, address)


@lru_cache(maxsize=2_048)   # a module's releases are compared pair by pair, and most clauses stand in most of them
def _linkless(text: str) -> MarkedText:
    return _unmarked(text, lambda _: "")


def _unmarked(text: str, address: Address) -> MarkedText:
    found = [_Part.unchanged(piece) for piece in pieces(text)]
    return _text(found, [()] * len(found), address)


def inline_html(text: str, address: Address) -> str:
    """Words on one line, such as a heading, without any marks."""
    same = (WordChange(ChangeKind.SAME, text),)
    both = spans(text)
    return marked(same, both, both, address)


def _text(parts: Sequence[_Part], inner: Sequence[Sequence[Passage]], address: Address) -> MarkedText:
    heading, blocks = "", []
    is_first = True
    for part, cells in zip(parts, inner, strict=True):
        if part.kind is PassageKind.HEADING and is_first:
            heading, is_first = _words(part, address), False
        else:
            blocks.append((part, cells))
    return MarkedText(heading, "".join(_blocks(blocks, address)))


_Block = tuple[_Part, Sequence[Passage]]


def _blocks(blocks: Iterable[_Block], address: Address) -> Iterator[str]:
    """The passages; neighbours that are items are one list, rows one table."""
    for kind, run in groupby(blocks, key=lambda block: block[0].kind):
        if kind is PassageKind.ROW:
            yield _table(list(run), address)
        elif kind is PassageKind.ITEM:
            items = "".join(_item(part, address) for part, _ in run)
            yield f'<ul role="list">{items}</ul>\n'
        else:
            make = _MAKERS.get(kind, _typed if kind in _AS_TYPED else _paragraph)
            for part, _ in run:
                yield make(part, address)


def _item(part: _Part, address: Address) -> str:
    numbered = "numbered" if part.piece.mark[:1].isdigit() else ""   # its number is among the words
    return f"<li{_class(part, numbered, _depth(part))}>{_words(part, address)}</li>"


def _paragraph(part: _Part, address: Address) -> str:
    words = _words(part, address)
    return f"<p{_class(part, _depth(part))}>{words}</p>\n" if words.strip() else ""


def _heading(part: _Part, address: Address) -> str:
    return f"<p{_class(part, 'subhead')}>{_words(part, address)}</p>\n"


def _quote(part: _Part, address: Address) -> str:
    return f"<blockquote{_class(part, _depth(part))}><p>{_words(part, address)}</p></blockquote>\n"


def _note(part: _Part, address: Address) -> str:
    return f"<p{_class(part, 'footnote')}>{_words(part, address)}</p>\n"


def _rule(part: _Part, address: Address) -> str:  # noqa: ARG001 - one of the makers of a passage
    if part.change in _ONE_SIDED:
        return f'<p{_class(part, "typed")}>{_typed_words(part)}</p>\n'
    return "<hr>\n"


def _typed(part: _Part, address: Address) -> str:  # noqa: ARG001 - one of the makers of a passage
    label = _TYPED_LABELS.get(part.kind, "")
    told = f'<p class="typed-label">{label}</p>' if label else ""
    # It may be wider than the screen: then it has to be reached by keyboard to be scrolled.
    return (f'{told}<div{_class(part, "typed", "scroll")} role="group" aria-label="{label or "Text as it is typed"}" '
            f'tabindex="0"><pre>{_typed_words(part)}</pre></div>\n')


_TYPED_LABELS = {
    PassageKind.COMMENT: "Comment in the file, not part of the text",
    PassageKind.FRONT_MATTER: "Data at the head of the file",
    PassageKind.LINK: "Address of a link",
}
_MAKERS: dict[PassageKind, Callable[[_Part, Address], str]] = {
    PassageKind.HEADING: _heading, PassageKind.QUOTE: _quote, PassageKind.FOOTNOTE: _note, PassageKind.RULE: _rule,
}


def _class(part: _Part, *names: str) -> str:
    """The attribute that tells the page what became of a passage."""
    state = {PassageChange.REMOVED: "gone", PassageChange.ADDED: "come"}.get(part.change, "")
    found = " ".join(name for name in (*names, state) if name)
    return f' class="{found}"' if found else ""


def _depth(part: _Part) -> str:
    return f"d{min(part.piece.depth, _DEEPEST)}" if part.piece.depth else ""


def _words(part: _Part, address: Address) -> str:
    if part.change is PassageChange.SAME:
        both = _spans(part.news)
        return marked(part.words, both, both, address)
    return _moved(part) + marked(part.words, _spans(part.olds), _spans(part.news), address)


def _moved(part: _Part) -> str:
    if not part.has_moved:
        return ""
    return f'<span class="moved">{"moved away" if part.change is PassageChange.REMOVED else "moved here"}</span> '


def _spans(side: Sequence[Piece]) -> list[Span]:
    """The spans of a passage's wording, the signs that only place it among them."""
    if len(side) == 1:
        return spans(side[0].text, _layout(side[0]))
    layout, at = [], 0
    for number, piece in enumerate(side):
        layout += [(start + at, end + at) for start, end in _layout(piece, number + 1 == len(side))]
        at += len(piece.text)
    return spans("".join(piece.text for piece in side), layout)


def _layout(piece: Piece, is_last: bool = True) -> Iterator[tuple[int, int]]:
    """The stretches of a piece that place it: blanks at its ends, marks of a heading, item, quotation, cell."""
    text, kind = piece.text, piece.kind
    end = len(text.rstrip())
    if kind is PassageKind.HEADING:
        yield 0, _end(_HEADING, text)
        end = _end_of_heading(text[:end])
    elif kind is PassageKind.ITEM:
        yield 0, _end(_ITEM_MARK, text)
    elif kind is PassageKind.QUOTE:
        yield from (found.span() for found in _QUOTE.finditer(text))
    elif kind is PassageKind.FOOTNOTE and (found := _NOTE.match(text)):
        yield found.span(1)
    elif kind is PassageKind.CELL:
        yield 0, _end(_ROW_BAR, text)
        end = len(text[:end].removesuffix("|").rstrip()) if not text[:end].endswith("\\|") else end
    elif text[:1].isspace():
        yield 0, len(text) - len(text.lstrip())
    if is_last or kind in (PassageKind.HEADING, PassageKind.CELL):
        yield end, len(text)


def _end_of_heading(text: str) -> int:
    """Where the words of a heading end, before its id and closing marks."""
    if text.endswith("}") and (start := text.rfind("{")) >= 0:
        text = text[:start]
    return len(text.rstrip("# \t"))


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _typed_words(part: _Part) -> str:
    """Code and the like: every letter as it is typed, the fences around code aside where they did not change."""
    made = []
    for word in part.words:
        text = escaped(word.text)
        made.append(text if word.kind is ChangeKind.SAME else _tagged(word.kind, text))
    html = "".join(made).strip("\n")
    if part.kind is PassageKind.CODE and (first := _FENCE.match(html)):
        html = html[first.end() :].rstrip().rstrip("`~").rstrip("\n")
    return html


def _tagged(kind: ChangeKind, html: str) -> str:
    tag = "del" if kind is ChangeKind.REMOVED else "ins"
    return f"<{tag}>{html}</{tag}>" if html.strip() else html


def _table(rows: Sequence[_Block], address: Address) -> str:
    """Rows as a table; the ones above a row of dashes are its heads. Wider than the screen, it scrolls by itself."""
    made: list[str] = []
    for number, (part, cells) in enumerate(rows):
        if _is_delimiter(part):
            continue
        is_head = number + 1 < len(rows) and _is_delimiter(rows[number + 1][0])
        tag = 'th scope="col"' if is_head else "td"
        inner = "".join(f"<{tag}{_class(cell)}>{_words(cell, address)}</{tag[:2]}>" for cell in _cells(part, cells))
        row = f"<tr{_class(part)}>{inner}</tr>\n"
        # Only the head of the table itself is repeated on each sheet of paper.
        made.append(f"<thead>{row}</thead>\n" if is_head and not made else row)
    return ('<div class="scroll" role="group" aria-label="Table" tabindex="0">'
            f'<table>\n{"".join(made)}</table></div>\n')


def _is_delimiter(part: _Part) -> bool:
    return part.kind is PassageKind.ROW and _DELIMITER.fullmatch(part.piece.text) is not None


def _cells(part: _Part, cells: Sequence[Passage]) -> Iterator[_Part]:
    if cells:
        yield from map(_Part.of, cells)
        return
    if part.change is PassageChange.REWORDED:
        yield part
        return
    if part.change is PassageChange.REWRAPPED:
        for old, new in zip(part.olds[0].parts, part.news[0].parts, strict=True):
            yield _Part(PassageKind.CELL, (old,), (new,), word_changes(old.text, new.text), part.change)
        return
    kind = _ONE_SIDED.get(part.change, ChangeKind.SAME)
    for piece in part.piece.parts:
        sides = ((piece,) if part.olds else (), (piece,) if part.news else ())
        yield _Part(PassageKind.CELL, *sides, (WordChange(kind, piece.text),), part.change)
