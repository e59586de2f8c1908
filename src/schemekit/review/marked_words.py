"""Words of a redline in HTML: what was removed in <del>, what was added in <ins>, emphasis and links as such.

Every letter that comes from a text goes through `escaped`: no markup of a text is ever markup of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from schemekit.text.comparing.words_diff import ChangeKind, WordChange
from schemekit.text.formatted.inline import PLAIN, Face, Look, Span

Address = Callable[[str], str]
"""Where a link of a text leads on the page, from what was typed; empty where it leads nowhere."""

# What does not show, or turns the reading direction: a reader must not be shown other words than those that stand
# there. Joiners belong to the spelling of Persian, Hindi and others. Basis: Unicode TR36, "Trojan Source" (2021).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
    "|(?<![\u0590-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
_BLANK_LINE = re.compile(r"\s*\n[ \t\r]*\n\s*")
_TAGS = {ChangeKind.REMOVED: "del", ChangeKind.ADDED: "ins"}


def escaped(text: str) -> str:
    """Text from elsewhere for an HTML page; characters that do not show are written out."""
    text = escape(text)
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return f'<span class="unseen">U+{ord(found[0]):04X}</span>'


def marked(words: Iterable[WordChange], before: Sequence[Span], after: Sequence[Span], address: Address) -> str:
    """A passage's words in HTML. Shape: `before` and `after` are the spans of the two wordings, as they stand."""
    old, new = _Cursor(before), _Cursor(after)
    made = []
    for word in words:
        if word.kind is ChangeKind.SAME:
            old.skip(len(word.text))
            made.append(_same(word.text, new, address))
        else:
            side = old if word.kind is ChangeKind.REMOVED else new
            made.append(_changed(word, side, address))
    return "".join(made)


class _Cursor:
    """The spans of one wording, taken from the front piece by piece."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._index = self._at = 0

    def skip(self, length: int) -> None:
        """Go on by so many letters."""
        self._at += length
        while self._index < len(self._spans) and self._spans[self._index].end <= self._at:
            self._index += 1

    def take(self, text: str) -> Iterator[tuple[Look, Face, str]]:
        """The next letters, which are `text`, cut where they are treated otherwise."""
        start = done = 0
        while done < len(text):
            span = self._spans[self._index]
            start, done = done, min(len(text), span.end - self._at + done)
            yield span.look, span.face, text[start:done]
            self._at += done - start
            if self._at >= span.end:
                self._index += 1


def _same(text: str, side: _Cursor, address: Address) -> str:
    return "".join(_shown(look, face, piece, address) for look, face, piece in side.take(text))


def _changed(word: WordChange, side: _Cursor, address: Address) -> str:
    """A piece that one side has: marked, its blanks outside the mark, so that no line is drawn under nothing."""
    tag, pieces = _TAGS[word.kind], list(side.take(word.text))
    inner = "".join(_shown(look, face, piece, address) for look, face, piece in pieces)
    if not inner.strip() or inner.strip() == "<br>":
        markup = "".join(piece for look, _, piece in pieces if look is Look.MARKUP).strip()
        if markup:   # nothing but markup differs: then it is what changed
            return f'<{tag} class="markup">{escaped(markup)}</{tag}>'
        if _BLANK_LINE.search("".join(piece for look, _, piece in pieces if look is Look.SHOWN)):
            return "<ins>¶<br></ins>" if tag == "ins" else "<del>¶</del> "
        return inner if tag == "ins" else ""
    bare = inner.strip()
    lead, _, tail = inner.partition(bare)
    return f"{lead}<{tag}>{bare}</{tag}>{tail}"


def _shown(look: Look, face: Face, text: str, address: Address) -> str:
    if look is Look.BREAK:
        return "<br>"
    if look is not Look.SHOWN:
        return ""
    html = escaped(text)
    if "\n" in html:
        html = _BLANK_LINE.sub(" <br>", html)
    return html if face is PLAIN or face == PLAIN else _faced(html, face, address)


def _faced(html: str, face: Face, address: Address) -> str:
    for is_so, tag in ((face.code, "code"), (face.emphasis, "em"), (face.strong, "strong"), (face.struck, "s"),
                       (face.note, "sup")):
        html = f"<{tag}>{html}</{tag}>" if is_so else html
    if face.picture:
        html = f'<span class="picture">{html}</span>'
    if face.target:
        found = address(face.target)
        html = (f'<a href="{escape(found)}" rel="noopener noreferrer">{html}</a>' if found
                else f'<span class="nolink" title="{escaped_in_attribute(face.target)}">{html}</span>')
    return html


def escaped_in_attribute(text: str) -> str:
    """Text from elsewhere as the value of an attribute."""
    return escape(_UNSEEN.sub(lambda found: f"U+{ord(found[0]):04X}", text))
