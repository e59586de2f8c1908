"""A text as the body of a web page: its clauses numbered, its links led to pages, everything else made plain words.

The text is read by markdown-it and written anew for the site's Markdown reader, block by block. Nothing is passed
through: raw HTML comes out as the words it is made of, comments not at all, attribute lists as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from schemekit.model.web_address import SCHEME, is_running, plain_address
from schemekit.text.document import Document, after_front_matter
from schemekit.text.filled_tables import fills_up
from schemekit.text.web import words as web

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLAIN = re.compile(r"[^\\`*_\[\]<>&!~|{}\n\x00-\x1f]*")
_NOTE = re.compile(r"\[\^([\w-]{1,60})\]")
_NOTE_TEXT = re.compile(r"\[\^([\w-]{1,60})\]:[ \t]*")
_UNREAD = re.compile(
    r"\[\^(?P<note>[\w-]{1,60})\](?!:)"
    r"|(?<![\w\]])(?:\[[^\[\]]{1,200}\](?:(?P<reference>\[[^\[\]]{0,200}\])|\([^()]{1,300}\)))"
)
"""What is left of a footnote, or of a link, where the reader found none: `[^1]`, `[words][name]`, `[words](a b.md)`."""
_NOTES_APART = re.compile(r"\n(?=\[\^[\w-]{1,60}\]:)")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_OUTSIDE = frozenset({"http", "https", "mailto"})
_DEPTH = 12
_SIGN = re.compile(r"[\\`*_\[\]<>&!~|{}]")
_MANY_SIGNS = 600   # in one paragraph, heading or cell; nobody writes so many
_MANY_HEADINGS, _MANY_FENCES = 5_000, 1_000   # on one page; likewise, and the renderer's time grows with their square

Resolve = Callable[[str], str]
"""From a relative address in a text to one on the site; empty where nothing is there, and only the words are shown.

It is asked for `#there` too, where that is no id of the text.
"""


class Missing(NamedTuple):
    """What a text leads to or shows and is not there. Shape: `line` in the text, from 1; `what` is a half sentence."""

    line: int
    what: str
    address: str


Tell = Callable[[Missing], None]

LINK, ANCHOR = "a link leads nowhere", "a link leads to a place that is not on this page"
PICTURE = "a picture is not there"
RUNNING = "a link of a kind that is not followed"
UNREAD = "a link cannot be read"
REFERENCE, NOTE = "a link's address is not given below", "a footnote is not given below"


def untold(missing: Missing) -> None:
    """Nobody asked."""


def no_address(address: str) -> str:  # noqa: ARG001  # the shape of Resolve and BlankAddress
    """Leads nowhere."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A text as it goes onto a page.

    Shape: `heading` is Markdown without its mark; `body` is all under it.
    """

    title: str
    heading: str
    body: str

    @property
    def markdown(self) -> str:
        """The text as a page."""
        return self.under(())

    def under(self, above: Sequence[str]) -> str:
        """The text as a page, with blocks of Markdown between its heading and its words."""
        blocks = (f"# {self.heading}", *(block.strip() for block in above), self.body)
        return "\n\n".join(block for block in blocks if block).rstrip() + "\n"


def page_text(
    text: str,
    *,
    title: str = "",
    under: Mapping[str, str] | None = None,
    resolve: Resolve = no_address,
    picture: Resolve = no_address,
    blank: web.BlankAddress = no_address,
    has_numbers: bool = True,
    tell: Tell = untold,
) -> PageText:
    """A text as a page's body.

    Shape: `title` stands in place of the text's own where it is given, as plain words; `under` gives for a clause's id
    a line of Markdown under its heading.
    `resolve` leads relative links, `picture` relative images, `blank` the blanks that are marked in the text. What is
    not there is shown as words, and `tell` hears of it.
    """
    text = _with_plain_lines(text)
    document = Document.parse(text)
    writer = _Writer(document, resolve=resolve, picture=picture, blank=blank, under=under or {},
                     has_numbers=has_numbers, tell=tell)
    blocks = writer.page(text)
    heading = web.line_of(web.written(title)) if title else writer.title or "Text"
    return PageText(title=title or document.title, heading=heading, body=blocks)


def anchors_of(text: str) -> tuple[str, ...]:
    """The ids that a link to a text's page can lead to, in order."""
    clauses = Document.parse(_with_plain_lines(text)).clauses
    return tuple(clause.id for clause in clauses[:_MANY_HEADINGS] if web.is_anchor(clause.id))


def _with_plain_lines(text: str) -> str:
    """The text as everything here reads it, whichever system it was written on."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


@cache
def _parser(*, has_tables: bool = True) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock, reference

    def but_no_note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        # `[^1]: word` is the text of a footnote, and no address by the name ^1.
        at = state.bMarks[start] + state.tShift[start]
        return not state.src.startswith("[^", at) and reference(state, start, end, silent)

    parser = MarkdownIt("commonmark", {"store_labels": True}).enable("table" if has_tables else [])
    parser.block.ruler.at("reference", but_no_note)
    return parser


class _Writer:
    """Writes the tokens of one text; `title` is what its own heading says, once the page was written."""

    def __init__(self, document: Document, *, resolve: Resolve, picture: Resolve, blank: web.BlankAddress,
                 under: Mapping[str, str], has_numbers: bool, tell: Tell) -> None:
        self._resolve, self._picture, self._blank, self._under = resolve, picture, blank, under
        self._numbered, self._tell = has_numbers, tell
        self._clauses = {clause.line: clause for clause in document.clauses[:_MANY_HEADINGS]}
        self._ids = {clause.id for clause in self._clauses.values()}
        self._fences = 0
        self._notes: frozenset[str] = frozenset()
        self._line = 0   # of what is being written
        self.title = ""

    def page(self, text: str) -> str:
        start = after_front_matter(text)
        lines = text.split("\n")
        body = "\n" * start + "\n".join(lines[start:])
        self._notes = frozenset(match[1] for line in lines for match in [_NOTE_TEXT.match(line)] if match)
        env: dict[str, object] = {}
        tokens: list[Token] = []
        parser = _parser(has_tables=not fills_up(body))
        parser.block.parse(body, parser, env, tokens)
        self._env = env
        return "\n\n".join(block for block in self._blocks(tokens, 0, len(tokens), 0) if block)

    def _blocks(self, tokens: Sequence[Token], at: int, end: int, depth: int) -> Iterator[str]:
        """Each block of a stretch of tokens, as Markdown; blocks inside it are indented by what holds them."""
        while at < end:
            token = tokens[at]
            if token.type.endswith("_open"):
                close = _closing(tokens, at)
                yield from self._container(tokens, at, close, depth)
                at = close + 1
                continue
            if token.type in ("fence", "code_block"):
                yield self._code(token)
            elif token.type == "hr":
                yield "* * *"
            elif token.type == "html_block":
                words = _COMMENT.sub("", token.content).strip()
                yield web.line_of(web.with_blanks(" ".join(words.split()), self._blank)) if words else ""
            at += 1

    def _container(self, tokens: Sequence[Token], at: int, close: int, depth: int) -> Iterator[str]:
        token = tokens[at]
        if token.type == "heading_open":
            yield self._heading(token, tokens[at + 1], depth)
        elif token.type == "paragraph_open":
            self._line = _line_of(tokens[at + 1])
            yield from self._paragraph(tokens[at + 1].content)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield self._list(tokens, at, close, depth)
        elif token.type == "blockquote_open":
            inner = "\n\n".join(block for block in self._inner(tokens, at + 1, close, depth) if block)
            yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        elif token.type == "table_open":
            yield self._table(tokens, at, close)

    def _code(self, token: Token) -> str:
        self._fences += 1
        if self._fences > _MANY_FENCES:
            return "  \n".join(filter(None, map(web.code, token.content.split("\n"))))
        return web.fence(token.content, next(iter(token.info.split()), ""))

    def _inner(self, tokens: Sequence[Token], at: int, end: int, depth: int) -> Iterator[str]:
        if depth < _DEPTH:
            yield from self._blocks(tokens, at, end, depth + 1)
            return
        # Deeper than anybody writes: the words, without what holds them.
        for token in tokens[at:end]:
            if token.type in ("inline", "fence", "code_block", "html_block"):
                yield web.line_of(web.written(web.unmarked(token.content)))

    def _heading(self, token: Token, inline: Token, depth: int) -> str:
        self._line = _line_of(inline)
        words = " ".join(self._inline(inline.content).split())
        clause = self._clauses.get((token.map or [0])[0] + 1) if not depth else None
        if clause is None:
            if not depth and token.tag == "h1" and not self.title:
                self.title = words
                return ""
            return f"**{words}**" if words.strip() else ""
        self._line = _line_of(inline)
        own = " ".join(self._inline(clause.heading).split())
        number = f"{clause.number} " if self._numbered and clause.number else ""
        marks = "#" * min(max(clause.level, 2), 6)
        line = self._under.get(clause.id, "")
        return f"{marks} {web.line_of(number + own) if not number else number + own}{web.anchor(clause.id)}" + (
            f"\n\n{line}" if line else "")

    def _paragraph(self, content: str) -> Iterator[str]:
        for part in _NOTES_APART.split(content) if "[^" in content else (content,):
            note, start = _NOTE_TEXT.match(part), self._line
            if note:
                yield f"[^{note[1]}]: {' '.join(self._inline(part[note.end() :]).split()) or '—'}"
            else:
                yield web.lines_of(self._inline(part))
            self._line = start + part.count("\n") + 1

    def _list(self, tokens: Sequence[Token], at: int, close: int, depth: int) -> str:
        ordered = tokens[at].type == "ordered_list_open"
        number = int(tokens[at].attrGet("start") or 1) if ordered else 0
        items, loose, place = [], False, at + 1
        while place < close:
            end = _closing(tokens, place)
            blocks = [block for block in self._inner(tokens, place + 1, end, depth) if block]
            loose = loose or any(token.type == "paragraph_open" and not token.hidden
                                 for token in tokens[place + 1 : end] if token.level == tokens[place].level + 1)
            mark = f"{number}." if ordered else "-"
            items.append((mark, blocks))
            number += 1
            place = end + 1
        return ("\n\n" if loose else "\n").join(_item(mark, blocks) for mark, blocks in items)

    def _table(self, tokens: Sequence[Token], at: int, close: int) -> str:
        rows: list[list[str]] = []
        aligned: list[str] = []
        for place in range(at, close):
            token = tokens[place]
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                self._line = _line_of(tokens[place + 1])
                rows[-1].append(" ".join(self._inline(tokens[place + 1].content).split()))
                if len(rows) == 1:
                    aligned.append(_ALIGNED.get(str(token.attrGet("style") or ""), "---"))
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (rows[0], aligned, *rows[1:]))

    def _inline(self, content: str) -> str:
        """Inlines as Markdown. Most lines of a policy hold no mark at all and need no reading."""
        if len(content) > _MANY_SIGNS and len(_SIGN.findall(content)) > _MANY_SIGNS:
            # The site's Markdown reader takes a time that grows with their square.
            content = _SIGN.sub(" ", content)
        if _PLAIN.fullmatch(content):
            return web.written(content) if web.OPENED not in content else web.with_blanks(content, self._blank)
        tokens: list[Token] = []
        parser = _parser()
        parser.inline.parse(content, parser, self._env, tokens)
        return "".join(self._inlines(tokens))

    def _inlines(self, tokens: Sequence[Token]) -> Iterator[str]:
        opened: list[tuple[str, list[str]]] = []

        def put(words: str) -> Iterator[str]:
            if opened:
                opened[-1][1].append(words)
            else:
                yield words

        for token in tokens:
            if token.type == "link_open":
                opened.append((self._address(token), []))
            elif token.type == "link_close":
                target, words = opened.pop()
                yield from put(web.link("".join(words), target) if target else "".join(words))
            else:
                yield from put(self._leaf(token, is_linked=bool(opened)))

    def _leaf(self, token: Token, *, is_linked: bool) -> str:
        if token.type in ("text", "text_special"):
            return self._words(token.content, is_linked=is_linked)
        if token.type == "code_inline":
            return web.code(token.content)
        if token.type in _BREAKS:
            self._line += 1
            return _BREAKS[token.type]
        if token.type in _MARKS:
            return _MARKS[token.type]
        if token.type == "image":
            address = _as_named(str(token.attrGet("src") or ""))
            place = self._picture(address)
            if not place:
                self._miss(PICTURE, address, token)
            return web.image(token.content, place) if place else web.written(web.unmarked(token.content))
        if token.type == "html_inline":
            self._line += token.content.count("\n")
            return "" if token.content.startswith("<!--") else web.written(web.unmarked(token.content))
        return ""

    def _words(self, words: str, *, is_linked: bool) -> str:
        if "[" in words:
            for mark in _UNREAD.finditer(words):
                if mark["note"] not in self._notes:
                    what = NOTE if mark["note"] else REFERENCE if mark["reference"] else UNREAD
                    self._tell(Missing(self._line, what, mark[0]))
        if "[^" not in words or not self._notes:
            return web.written(web.unmarked(words)) if is_linked else web.with_blanks(words, self._blank)
        pieces = []
        for place, part in enumerate(_NOTE.split(words)):
            known = place % 2 and part in self._notes
            pieces.append(f"[^{part}]" if known else
                          web.written(f"[^{part}]") if place % 2 else web.with_blanks(part, self._blank))
        return "".join(pieces)

    def _address(self, token: Token) -> str:
        raw = str(token.attrGet("href") or "")
        address = plain_address(_without_marks(raw))
        scheme = SCHEME.match(address)
        found, what = "", LINK
        if is_running(address) or address.startswith("//") or (scheme and scheme[1].lower() not in _OUTSIDE):
            what = RUNNING
        elif scheme:
            found = _without_marks(raw)
        elif address.startswith("#"):
            is_here = address[1:] in self._ids and web.is_anchor(address[1:])
            found, what = address if is_here else self._resolve(address), ANCHOR
        else:
            address = _as_named(raw)
            found = self._resolve(address)
        if not found:
            self._miss(what, address, token)
        return found

    def _miss(self, what: str, address: str, token: Token) -> None:
        """Tell what is not there; of an address that is given below the words, in the line where it is given."""
        given: Any = self._env.get("references", {})
        given = given.get(str(token.meta.get("label", "")), {}).get("map")
        self._tell(Missing(given[0] + 1 if given else self._line, what, address))


_MARKS = {"em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**"}
_BREAKS = {"softbreak": " ", "hardbreak": web.BREAK}
_ALIGNED = {"text-align:left": ":--", "text-align:right": "--:", "text-align:center": ":-:"}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
_ENCODED_MARK = re.compile(r"%EE%80%80.*?%EE%80%81|%EE%80%8[0-2]", re.IGNORECASE)


def _without_marks(address: str) -> str:
    return _ENCODED_MARK.sub("", web.unmarked(address))


def _line_of(inline: Token) -> int:
    return (inline.map or [0])[0] + 1


def _as_named(raw: str) -> str:
    """An address of something here as files are named, blanks and all."""
    return _UNSEEN.sub("", unquote(_without_marks(raw)))


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The place of the token that closes the one at a place."""
    level, kind = tokens[at].level, tokens[at].type.removesuffix("_open") + "_close"
    for place in range(at + 1, len(tokens)):
        if tokens[place].level == level and tokens[place].type == kind:
            return place
    return len(tokens) - 1


def _item(mark: str, blocks: Sequence[str]) -> str:
    inner = "\n\n".join(blocks) if len(blocks) != 2 or "\n\n" in blocks[1] else _tight(blocks)
    # A mark alone would be taken for the line under a heading.
    lines = inner.split("\n") if inner else ["&nbsp;"]
    first = f"{mark}{' ' * (4 - len(mark) if len(mark) < 4 else 1)}{lines[0]}"
    return "\n".join([first, *(f"    {line}" if line else "" for line in lines[1:])])


def _tight(blocks: Sequence[str]) -> str:
    """A line and the list under it, without a blank line between, so that no paragraph comes of it."""
    is_list = re.match(r"(?:-|\d+\.) ", blocks[1])
    return "\n".join(blocks) if is_list else "\n\n".join(blocks)
