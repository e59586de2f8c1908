"""The words of a paragraph, a heading or a cell as Markdown: marks, links, pictures, and all else plain words.

What leads nowhere is shown as its words and told, with the line where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from schemekit.model.web_address import SCHEME, is_running, plain_address
from schemekit.text.web import words as web
from schemekit.text.web.addresses import ANCHOR, LINK, NOTE, PICTURE, REFERENCE, RUNNING, UNREAD, Addresses, Missing
from schemekit.text.web.reader import References, inlines_of

if TYPE_CHECKING:
    from schemekit.text.web.reader import Token

_PLAIN = re.compile(r"[^\\`*_\[\]<>&!~|{}\n\x00-\x1f]*")
_NOTE = re.compile(r"\[\^([\w-]{1,60})\]")
NOTE_TEXT = re.compile(r"\[\^([\w-]{1,60})\]:[ \t]*")
"""What begins the text of a footnote."""
_UNREAD = re.compile(
    r"\[\^(?P<note>[\w-]{1,60})\](?!:)"
    r"|(?<![\w\]])(?:\[[^\[\]]{1,200}\](?:(?P<reference>\[[^\[\]]{0,200}\])|\([^()]{1,300}\)))"
)
"""What is left of a footnote, or of a link, where the reader found none: `[^1]`, `[words][name]`, `[words](a b.md)`."""
_OUTSIDE = frozenset({"http", "https", "mailto"})
_SIGN = re.compile(r"[\\`*_\[\]<>&!~|{}]")
_MANY_SIGNS = 600   # in one paragraph, heading or cell; nobody writes so many
_MARKS = {"em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**"}
_BREAKS = {"softbreak": " ", "hardbreak": web.BREAK}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
_ENCODED_MARK = re.compile(r"%EE%80%80.*?%EE%80%81|%EE%80%8[0-2]", re.IGNORECASE)


class Inlines:
    """Writes the inlines of one text; `line` is where in the text the ones stand that are being written.

    Shape: `ids` are those of the text's clauses, `notes` those of the footnotes that it has.
    """

    def __init__(
        self, addresses: Addresses, references: References, *, ids: Collection[str], notes: Collection[str]
    ) -> None:
        self._addresses, self._references, self._ids, self._notes = addresses, references, ids, notes
        self.line = 0

    def with_blanks(self, words: str) -> str:
        """Words that hold no mark but those of blanks."""
        return web.with_blanks(words, self._addresses.blank)

    def written(self, content: str) -> str:
        """The words of a paragraph, a heading or a cell as Markdown.

        Most lines of a policy hold no mark at all and need no reading.
        """
        if len(content) > _MANY_SIGNS and len(_SIGN.findall(content)) > _MANY_SIGNS:
            # The site's Markdown reader takes a time that grows with their square.
            content = _SIGN.sub(" ", content)
        if _PLAIN.fullmatch(content):
            return web.written(content) if web.OPENED not in content else self.with_blanks(content)
        return "".join(self._inlines(inlines_of(content, self._references)))

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
            self.line += 1
            return _BREAKS[token.type]
        if token.type in _MARKS:
            return _MARKS[token.type]
        if token.type == "image":
            address = _as_named(str(token.attrGet("src") or ""))
            place = self._addresses.picture(address)
            if not place:
                self._miss(PICTURE, address, token)
            return web.image(token.content, place) if place else web.written(web.unmarked(token.content))
        if token.type == "html_inline":
            self.line += token.content.count("\n")
            return "" if token.content.startswith("<!--") else web.written(web.unmarked(token.content))
        return ""

    def _words(self, words: str, *, is_linked: bool) -> str:
        if "[" in words:
            for mark in _UNREAD.finditer(words):
                if mark["note"] not in self._notes:
                    what = NOTE if mark["note"] else REFERENCE if mark["reference"] else UNREAD
                    self._addresses.tell(Missing(self.line, what, mark[0]))
        if "[^" not in words or not self._notes:
            return web.written(web.unmarked(words)) if is_linked else self.with_blanks(words)
        pieces = []
        for place, part in enumerate(_NOTE.split(words)):
            known = place % 2 and part in self._notes
            pieces.append(f"[^{part}]" if known else
                          web.written(f"[^{part}]") if place % 2 else self.with_blanks(part))
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
            found, what = address if is_here else self._addresses.resolve(address), ANCHOR
        else:
            address = _as_named(raw)
            found = self._addresses.resolve(address)
        if not found:
            self._miss(what, address, token)
        return found

    def _miss(self, what: str, address: str, token: Token) -> None:
        """Tell what is not there; of an address that is given below the words, in the line where it is given."""
        given: Any = self._references.get("references", {})
        given = given.get(str(token.meta.get("label", "")), {}).get("map")
        self._addresses.tell(Missing(given[0] + 1 if given else self.line, what, address))


def notes_in(text: str) -> frozenset[str]:
    """The ids of the footnotes whose text is given."""
    return frozenset(match[1] for line in text.split("\n") for match in [NOTE_TEXT.match(line)] if match)


def _without_marks(address: str) -> str:
    return _ENCODED_MARK.sub("", web.unmarked(address))


def _as_named(raw: str) -> str:
    """An address of something here as files are named, blanks and all."""
    return _UNSEEN.sub("", unquote(_without_marks(raw)))
