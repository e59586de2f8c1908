"""Words on a page: written so that a site's Markdown reader shows them and does nothing else with them.

The reader is Python-Markdown with attribute lists, tables, footnotes and fences. What it could take for markup is
escaped; the blanks of a template, which are marked in the words, become links to what is said of the parameter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

_SIGNS = re.compile(r"[\\`*_{}\[\]<>&|!]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
_BEGINNING = re.compile(r"(?P<number>\d+)(?=[.)])|(?P<sign>[#+\-=:~!?/])")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff\ue000-\uf8ff]")
_FRAME_SIGNS = re.compile(r"[<>\"'`{}]|&(?=#?\w{1,40};)")
_FRAME_ENTITIES = {"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;", "{": "&#123;", "}": "&#125;",
                   "&": "&amp;"}
_FRAME_LENGTH = 500
_ADDRESS = "/:?#@!$&,;=~+%-._*"
_ANCHOR = re.compile(r"[^\W_][\w.-]{0,199}")   # those that begin with a low line are the theme's own
_CODE_IS_PLAIN = re.compile(r"[^<>&`|\\\n]+")

OPENED, VALUE, CLOSED = "\ue000", "\ue001", "\ue002"
"""Marks around a blank's name and its value, in the words of a template that was filled in; no text may hold them."""
BLANK = re.compile(f"{OPENED}([a-z][a-z0-9_]{{0,99}}){VALUE}([^{OPENED}{CLOSED}]*){CLOSED}")
_ANY_MARK = re.compile(f"[{OPENED}{CLOSED}]|{OPENED}[a-z0-9_]*{VALUE}|{VALUE}")

BlankAddress = Callable[[str], str]
"""Where a parameter of a name is told about, as an address on the site; empty for none."""


def marked_blank(name: str, value: str) -> str:
    """A value with the marks that say which blank it stands in."""
    return f"{OPENED}{name}{VALUE}{unmarked(value)}{CLOSED}"


def unmarked(words: str) -> str:
    """Words without the marks of blanks: the values stand as they are."""
    if OPENED not in words and VALUE not in words and CLOSED not in words:
        return words
    return _ANY_MARK.sub("", BLANK.sub(lambda blank: blank[2], words))


def written(words: str) -> str:
    """Words in which nothing is read as Markdown, wherever in a line they stand but at its beginning."""
    return _SIGNS.sub(_escape, _HIDDEN.sub("", words))


def framed(words: str) -> str:
    """Words for the frame of a page (title, menu, description), which the theme puts there as they are, as HTML.

    An `&` that begins no character reference stays: it is shown as it is, and stands in many a name. Every page holds
    the titles of all others, so a long one is cut.
    """
    line = " ".join(_HIDDEN.sub("", unmarked(words)).split())
    line = line if len(line) <= _FRAME_LENGTH else f"{line[: _FRAME_LENGTH - 1]}…"
    return _FRAME_SIGNS.sub(lambda sign: _FRAME_ENTITIES[sign[0]], line)


def _escape(sign: re.Match[str]) -> str:
    return _ENTITIES.get(sign[0]) or f"\\{sign[0]}"


def with_blanks(words: str, address: BlankAddress) -> str:
    """The same, with each marked blank as a link to its parameter."""
    if OPENED not in words:
        return written(unmarked(words))
    pieces, at = [], 0
    for blank in BLANK.finditer(words):
        target = address(blank[1])
        value = written(blank[2])
        pieces += [written(unmarked(words[at : blank.start()])),
                   f"[{value}]({target}){{ .blank }}" if target and value.strip() else value]
        at = blank.end()
    return "".join([*pieces, written(unmarked(words[at:]))])


BREAK = "\ue003"
"""A line break that the author wrote, in inlines that are written already."""


def lines_of(inlines: str) -> str:
    """A paragraph: its words on one line, or more where its author broke it."""
    return "  \n".join(line for part in inlines.split(BREAK) if (line := line_of(part)))


def line_of(inlines: str) -> str:
    """Words on one line, the beginning no mark of a list, heading or anything else."""
    line = " ".join(inlines.replace(BREAK, " ").split())
    begun = _BEGINNING.match(line)
    if begun is None:
        return line
    if begun["number"]:
        return f"{begun['number']}\\{line[begun.end() :]}"
    sign = line[0]
    return f"\\{line}" if sign in "#+-!" else f"&#{ord(sign)};{line[1:]}"


def slug(words: str) -> str:
    """The id that the site's Markdown reader gives to a heading that carries none."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def code(words: str) -> str:
    """Words as code. What a Markdown reader could take for more than code is written as a character reference."""
    words = " ".join(_HIDDEN.sub("", unmarked(words)).split())
    if not words:
        return ""
    if _CODE_IS_PLAIN.fullmatch(words):
        return f"`{words}`"
    return f"<code>{_referenced(words)}</code>"


def _referenced(words: str) -> str:
    return re.sub(r"[^\w ]", lambda sign: f"&#{ord(sign[0])};", words)


def link(inlines: str, target: str) -> str:
    """A link. Shape: `inlines` are written already; `target` is an address that was found safe."""
    return f"[{inlines}]({quote(unmarked(target), safe=_ADDRESS)})" if inlines.strip() else ""


def is_anchor(name: str) -> bool:
    """Whether a clause's id can stand on a page: in a text it may be anything, attributes and handlers too."""
    return _ANCHOR.fullmatch(name) is not None


def anchor(name: str) -> str:
    """What stands behind a heading to give it an id, with a blank before it; empty for what is no id."""
    return f" {{ #{name} }}" if is_anchor(name) else ""


def image(description: str, target: str) -> str:
    """A picture. Shape: as `link`; the description is plain words."""
    return f"![{written(unmarked(description))}]({quote(unmarked(target), safe=_ADDRESS)})"


def fence(words: str, language: str = "") -> str:
    """Lines of code, with marks longer than any in them. A language is named where it is a plain word."""
    words = _HIDDEN.sub("", unmarked(words)).rstrip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", words)), default=2)
    marks = "`" * (longest + 1)
    named = language if re.fullmatch(r"[a-z][a-z0-9-]{0,20}", language) else ""
    return f"{marks}{named}\n{words}\n{marks}"
