"""Words of a redline in HTML: what was removed in <del>, what was added in <ins>, emphasis and links as such.

Every letter that comes from a text goes through `escaped`: no markup of a text is ever markup of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from schemekit.text.comparing.words_diff import ChangeKind, WordChange
from schemekit.text.inline import PLAIN, Face, Look, Span
from schemekit.text.web.escaped import escaped, escaped_in_attribute

Address = Callable[[str], str]
"""Where a link of a text leads on the page, from what was typed; empty where it leads nowhere."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*+\n\s*+")


def marked(words: Iterable[WordChange], before: Sequence[Span], after: Sequence[Span], address: Address) -> str:
    """A passage's words in HTML. Shape: `before` and `after` are the spans of the two wordings, as they stand."""
    if before is after:   # nothing differs
        return "".join(_shown(look, face, piece, address)
                       for word in words for look, face, piece in _Cursor(after).take(word.text))
    old, new = _Cursor(before), _Cursor(after)
    made = []
    for word in words:
        if word.kind is ChangeKind.SAME:
            made.append(_same(old.take(word.text), new.take(word.text), address))
        else:
            made.append(_changed(word.kind, (old if word.kind is ChangeKind.REMOVED else new).take(word.text), address))
    return "".join(made)


Letters = tuple[Look, Face, str]


class _Cursor:
    """The spans of one wording, taken from the front piece by piece."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._index = self._at = 0

    def take(self, text: str) -> list[Letters]:
        """The next letters, which are `text`, cut where they are treated otherwise."""
        found, done = [], 0
        while done < len(text):
            span = self._spans[self._index]
            start, done = done, min(len(text), span.end - self._at + done)
            found.append((span.look, span.face, text[start:done]))
            self._at += done - start
            if self._at >= span.end:
                self._index += 1
        return found


def _same(old: Sequence[Letters], new: Sequence[Letters], address: Address) -> str:
    """A piece that both sides have: in its later face, and with a remark where that is another."""
    if len(old) == len(new) == 1 and old[0][1] == new[0][1]:
        return _shown(*new[0], address)
    made, remark = [], ""
    for was, (look, face, text) in _together(old, new):
        told = "; ".join(_restyled(was, face)) if look is Look.SHOWN and text.strip() else remark
        if told != remark:
            made.append(_remark(remark))
        remark = told
        made.append(_shown(look, face, text, address))
    return "".join(made) + _remark(remark)


def _together(old: Sequence[Letters], new: Sequence[Letters]) -> Iterator[tuple[Face, Letters]]:
    """The later letters, cut so that each piece has one face on the earlier side, which comes with it."""
    olds = iter(old)
    face, left = PLAIN, 0
    for look, now, text in new:
        start = 0
        while start < len(text):
            if not left:
                _, face, piece = next(olds)
                left = len(piece)
            end = min(len(text), start + left)
            yield face, (look, now, text[start:end])
            left -= end - start
            start = end


_FACES = ("bold", "in italics", "code", "struck through")


def _restyled(was: Face, now: Face) -> Iterator[str]:
    """How the same words look otherwise, in words."""
    for name, before, after in zip(_FACES, was, now, strict=False):
        if before != after:
            yield f"now {name}" if after else f"no longer {name}"
    if was.target != now.target:
        yield ("now a link" if not was.target else "no longer a link" if not now.target
               else f"now a link to {now.target}")


def _remark(words: str) -> str:
    return f'<span class="remark come"> [{escaped(words)}]</span>' if words else ""


def _changed(kind: ChangeKind, letters: Sequence[Letters], address: Address) -> str:
    """A piece that one side has."""
    tag = "del" if kind is ChangeKind.REMOVED else "ins"
    inner = "".join(_shown(look, face, piece, address) for look, face, piece in letters)
    if inner.strip() and inner.strip() != "<br>":
        return f"<{tag}>{inner}</{tag}>"
    if _BLANK_LINE.search("".join(piece for look, _, piece in letters if look is Look.SHOWN)):
        return "<ins>¶<br></ins>" if tag == "ins" else "<del>¶</del> "
    return inner if tag == "ins" else ""   # blanks that are gone leave the ones beside them


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
