"""A document: Markdown text as a sequence of clauses, each with an id that stays and a number that is computed.

Reading only. A document is never re-rendered: it is cut into slices of its own source, so that joining them gives
back the text byte for byte. How two documents differ is in `diff`, how three come together in `merge`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HEADING = re.compile(
    r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<heading>.*?)[ \t]*(?:\{[ \t]*#(?P<id>[^\s{}]+)[ \t]*\})?[ \t]*#*[ \t]*\r?$"
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_SPACE = re.compile(r"\s+")
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                             "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "…": "..."})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """One clause as it stands in a text.

    Shape: `raw` is the exact slice of the source, heading included; `body` is what follows the heading.
    Units: `line` counts from 1; `number` is computed from the place ("4.2"), never read.
    `has_own_id` is false where the heading carries no id and one was made from its words.
    """

    id: str
    level: int
    heading: str
    number: str
    line: int
    raw: str
    has_own_id: bool = True

    @property
    def body(self) -> str:
        """The words under the heading, with the blank lines around them taken off."""
        return self.raw.partition("\n")[2].strip("\r\n")

    @property
    def label(self) -> str:
        """`4.2 Acknowledgement`, as people cite it."""
        return f"{self.number} {self.heading}".strip()

    @property
    def comparable(self) -> str:
        """The heading and words without what does not matter: wrapping, spacing, typographic quotes."""
        return comparable(f"{self.heading}\n{self.body}")


@dataclass(frozen=True, slots=True)
class Document:
    """A text cut into clauses.

    Shape: `preamble` is everything before the first clause, the title included;
    `preamble + "".join(clause.raw for clause in clauses)` is the text, byte for byte.
    """

    title: str
    preamble: str
    clauses: tuple[ClauseText, ...]

    @classmethod
    def parse(cls, text: str) -> Document:
        """Cut a text into clauses. A clause is a heading and what follows it, to the next heading.

        The first level 1 heading without an id is the title. Headings in code blocks, HTML comments and
        front matter are words, not headings. A heading without an id gets one from its words.
        """
        title = ""
        starts: list[tuple[int, int, re.Match[str]]] = []
        for offset, line, match in _headings(text):
            if len(match["marks"]) == 1 and not match["id"] and not title and not starts:
                title = match["heading"]
            else:
                starts.append((offset, line, match))
        numbers, ids = _Numbers(), _Ids({match["id"] for _, _, match in starts if match["id"]})
        ends = [*(offset for offset, _, _ in starts[1:]), len(text)][: len(starts)]
        clauses = tuple(
            ClauseText(
                id=match["id"] or ids.made_from(match["heading"]),
                level=len(match["marks"]),
                heading=match["heading"],
                number=numbers.next(len(match["marks"])),
                line=line,
                raw=text[offset:end],
                has_own_id=bool(match["id"]),
            )
            for (offset, line, match), end in zip(starts, ends, strict=True)
        )
        return cls(title, text[: starts[0][0]] if starts else text, clauses)

    @property
    def text(self) -> str:
        """The whole text again, byte for byte."""
        return self.preamble + "".join(clause.raw for clause in self.clauses)

    def by_id(self) -> dict[str, ClauseText]:
        """The clauses by id; the first one where an id stands twice."""
        found: dict[str, ClauseText] = {}
        for clause in self.clauses:
            found.setdefault(clause.id, clause)
        return found

    def repeated_ids(self) -> tuple[ClauseText, ...]:
        """The clauses whose id already stood before them."""
        seen: set[str] = set()
        repeated = []
        for clause in self.clauses:
            if clause.id in seen:
                repeated.append(clause)
            seen.add(clause.id)
        return tuple(repeated)

    def replaced(self, clause_id: str, raw: str) -> Document:
        """The document with one clause's slice exchanged (removed when empty)."""
        parts = [raw if clause.id == clause_id else clause.raw for clause in self.clauses]
        return Document.parse(self.preamble + "".join(parts))


def comparable(text: str) -> str:
    """A text without what does not matter to its meaning: wrapping, spacing, typographic quotes and dashes."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)).strip()


def made_id(heading: str) -> str:
    """An id made from a heading's words: `Two working days` gives `two-working-days`."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")
    return slug if slug[:1].isalpha() else f"clause-{slug}".strip("-")


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are words, with their number from 1: no code blocks, HTML comments or front matter."""
    for number, _, line in _lines_outside_blocks(text):
        yield number, line


def _headings(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    for number, offset, line in _lines_outside_blocks(text):
        if "#" in line[:4] and (match := _HEADING.match(line.rstrip("\n"))):
            yield offset, number, match


def _lines_outside_blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Line number, offset and line of everything that is not code, comment or front matter."""
    offset, closing = 0, ""
    for number, match in enumerate(_LINE.finditer(text), start=1):
        line = match[0]
        stripped = line.strip()
        if closing:
            if closing in ("---", "-->"):
                closing = "" if (stripped == closing if closing == "---" else closing in line) else closing
            elif stripped.startswith(closing) and not stripped.strip(closing[0]):
                closing = ""
        elif number == 1 and stripped == "---" and _front_matter_closes(text):
            closing = "---"
        elif fence := _FENCE.match(line):
            closing = fence[1]
        elif "<!--" in line and "-->" not in line.split("<!--")[-1]:
            closing = "-->"
        else:
            yield number, offset, line
        offset += len(line)


def _front_matter_closes(text: str) -> bool:
    return re.search(r"^---[ \t]*\r?$", text[3:], re.MULTILINE) is not None


class _Numbers:
    """Counts headings: level 2 gives 1, 2, 3; level 3 gives 1.1; a skipped level counts as one."""

    def __init__(self) -> None:
        self._counts: list[int] = []

    def next(self, level: int) -> str:
        depth = max(level - 1, 1)
        self._counts = self._counts[:depth] + [0] * (depth - len(self._counts))
        self._counts[depth - 1] += 1
        return ".".join(str(max(count, 1)) for count in self._counts)


class _Ids:
    """Makes ids for headings that carry none, never one that is taken."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = set(taken)

    def made_from(self, heading: str) -> str:
        wanted = made_id(heading)
        found, count = wanted, 1
        while found in self._taken:
            count += 1
            found = f"{wanted}-{count}"
        self._taken.add(found)
        return found
