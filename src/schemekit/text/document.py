"""A document: Markdown text as a sequence of clauses, each with an id that stays and a number that is computed.

Reading only. A document is never re-rendered: it is cut into slices of its own source, so that joining them gives
back the text byte for byte. How two documents differ is in `diff`, how three come together in `merge`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARKS = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
# Possessive: the blanks after a list mark are never tried twice, or a hostile line would take for ever.
_FENCE = re.compile(r"(?P<list>(?: {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]++)*+) {0,3}(?P<marks>`{3,}(?=[^`]*$)|~{3,})")
_COMMENT = re.compile(r" {0,3}<!--")
_TYPED_NUMBER = re.compile(
    r"(?:(?:section|clause|article|chapter|annex|appendix|part|seção|secção|cláusula|artigo|capítulo|anexo|parte|sección|"
    r"artículo|annexe|chapitre|partie|§) ?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])[.):]?"
    r"|(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.)]"
    r"|(?P<bare>\d+(?:\.\d+)*))(?:[ -]+|$)", re.IGNORECASE
)
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                             "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "…": "..."})


PREAMBLE = "preamble"
"""The id under which the words before the first clause are compared; no clause of a module may have it."""


@dataclass(frozen=True, kw_only=True)
class ClauseText:
    """One clause as it stands in a text.

    Shape: `raw` is the exact slice of the source, heading included; `body` is what follows the heading.
    `ancestors` are the ids of the clauses it stands under, the outermost first.
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
    ancestors: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The words under the heading, with the blank lines around them taken off."""
        return self.raw.partition("\n")[2].strip("\r\n")

    @property
    def label(self) -> str:
        """`4.2 Acknowledgement`, as people cite it."""
        return f"{self.number} {self.heading}".strip()

    @cached_property
    def comparable(self) -> str:
        """The heading and words without what does not matter: wrapping, spacing, typographic quotes."""
        return comparable(f"{self.heading}\n{self.body}")

    @cached_property
    def name(self) -> str:
        """The heading without a number typed before it, as it is compared.

        A bare number is one only where it is the clause's: "5 days to answer" does not begin with a number.
        """
        words = comparable(self.heading)
        typed = _TYPED_NUMBER.match(words)
        if typed is None or (typed["bare"] and typed["bare"] != self.number):
            return words
        return words[typed.end() :]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A clause with the clauses under it. `place` is the clause's among all of the document."""

    clause: ClauseText
    place: int
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The clause and all that stands under it, byte for byte."""
        return self.clause.raw + "".join(section.text for section in self.sections)


@dataclass(frozen=True)
class Document:
    """A text cut into clauses.

    Shape: `preamble` is everything before the first clause, the title included;
    `preamble + "".join(clause.raw for clause in clauses)` is the text, byte for byte. `sections` are the same clauses
    as a tree, and `parents` says of each the place of the clause it stands under, -1 for none.
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
        starts = list(_headings(text))
        first = starts[0][2] if starts else None
        title = first.words if first and first.level == 1 and not first.id else None
        starts = starts if title is None else starts[1:]
        numbers, ids = _Numbers(), _Ids({PREAMBLE, *(heading.id for _, _, heading in starts)})
        ends = [*(offset for offset, _, _ in starts[1:]), len(text)][: len(starts)]
        clauses = []
        above = _Above()
        for (offset, line, heading), end in zip(starts, ends, strict=True):
            clause_id = heading.id or ids.made_from(heading.words)
            clauses.append(ClauseText(
                id=clause_id,
                level=heading.level,
                heading=heading.words,
                number=numbers.next(heading.level),
                line=line,
                raw=text[offset:end],
                has_own_id=bool(heading.id),
                ancestors=above.then(heading.level, clause_id),
            ))
        return cls(title or "", text[: starts[0][0]] if starts else text, tuple(clauses))

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """The place of the clause that each one stands under, -1 for one that stands under none."""
        found: list[int] = []
        for place, clause in enumerate(self.clauses):
            above = place - 1
            while above >= 0 and self.clauses[above].level >= clause.level:
                above = found[above]
            found.append(above)
        return tuple(found)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The clauses as a tree, those that stand under none first."""
        children: dict[int, list[Section]] = {}
        for place in reversed(range(len(self.clauses))):
            below = tuple(reversed(children.pop(place, ())))
            made = Section(clause=self.clauses[place], place=place, sections=below)
            children.setdefault(self.parents[place], []).append(made)
        return tuple(reversed(children.get(-1, ())))

    @property
    def beginning(self) -> ClauseText:
        """The words before the first clause, title included, as a clause of their own with the id PREAMBLE."""
        first = self.preamble.partition("\n")[0]
        return ClauseText(id=PREAMBLE, level=1, heading=first.lstrip("# "), number="", line=1, raw=self.preamble)

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
        """The document with one clause's slice exchanged (removed when empty).

        Where an id stands twice, it is the first one.
        """
        place = next((index for index, clause in enumerate(self.clauses) if clause.id == clause_id), None)
        if place is None:
            return self
        after = "".join(clause.raw for clause in self.clauses[place + 1 :])
        # Without a line break at its end, the slice would swallow the heading that follows.
        gap = "\n\n" if raw and after and not raw.endswith("\n") else ""
        before = "".join(clause.raw for clause in self.clauses[:place])
        return Document.parse(f"{self.preamble}{before}{raw}{gap}{after}")


def comparable(text: str) -> str:
    """A text without what does not matter to its meaning: wrapping, spacing, typographic quotes and dashes."""
    if not text.isascii():
        text = plain_typography(unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def plain_typography(text: str) -> str:
    """A text with one spelling for the variants of quotes, dashes and blanks."""
    return text.translate(_TYPOGRAPHY)


def made_id(heading: str) -> str:
    """An id made from a heading's words: `Two working days` gives `two-working-days`."""
    plain = unicodedata.normalize("NFKD", comparable(heading)).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")
    # The schemas ask for a letter first and two characters.
    return slug if slug[:1].isalpha() and len(slug) > 1 else f"clause-{slug}".strip("-")


def after_front_matter(text: str) -> int:
    """The number of lines of front matter with which a text begins, and of the blank lines below it; 0 without one."""
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[0].strip() != "---" or not _front_matter_closes(text):
        return 0
    end = next(number for number, line in enumerate(lines[1:], start=2) if line.rstrip() == "---")
    return next((end + blanks for blanks, line in enumerate(lines[end:]) if line.strip()), end)


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are words, with their number from 1: no code blocks, HTML comments or front matter."""
    for number, _, line in _lines_outside_blocks(text):
        yield number, line


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading line taken apart. `id` is empty where the line carries none."""

    level: int
    words: str
    id: str

    @classmethod
    def read(cls, line: str) -> _Heading | None:
        """Take a line apart by hand: a pattern for all of it would try every split of a run of blanks."""
        marks = _MARKS.match(line.rstrip())
        if marks is None:
            return None
        words = _without_closing_marks(line[marks.end() :].strip())
        found = ""
        if words.endswith("}"):
            before, _, inside = words[:-1].rpartition("{")
            found = _id_among(inside)
            words = before.rstrip() if found else words
        return cls(len(marks[1]), words, found)


def _without_closing_marks(words: str) -> str:
    """`Title ##` is the heading Title; `C#` is C#. Basis: CommonMark 4.2."""
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else words


def _id_among(attributes: str) -> str:
    """The id in an attribute list such as `#scope .wide`; empty where the braces hold anything else."""
    parts = attributes.removeprefix(":").split()
    if not all(part[0] in "#." or "=" in part for part in parts):
        return ""
    return next((part[1:] for part in parts if part[0] == "#" and len(part) > 1), "")


def _headings(text: str) -> Iterator[tuple[int, int, _Heading]]:
    for number, offset, line in _lines_outside_blocks(text):
        if "#" in line[:4] and (heading := _Heading.read(line)):
            yield offset, number, heading


def _lines_outside_blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Line number, offset and line of everything that is not code, comment or front matter."""
    offset, block = 0, None
    for number, match in enumerate(_LINE.finditer(text), start=1):
        line = match[0] if number > 1 else match[0].removeprefix("\ufeff")
        if block and block.is_left_by(line):
            block = None
        if block:
            block = None if block.is_closed_by(line) else block
        elif number == 1 and line.strip() == "---" and _front_matter_closes(text):
            block = _Block("---")
        else:
            block = _Block.opened_by(line)
            if block is None:
                yield number, offset + len(match[0]) - len(line), line
            elif block.closing == "-->" and block.is_closed_by(line):
                block = None
        offset += len(match[0])


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines that are no words: `closing` ends it, and so does a line left of its list item's text."""

    closing: str
    indent: int = 0

    @classmethod
    def opened_by(cls, line: str) -> _Block | None:
        if ("```" in line or "~~~" in line) and (fence := _FENCE.match(line)):
            return cls(fence["marks"], len(fence["list"]))
        # A comment in the middle of a line cannot hold a heading, so only one that begins a line is a block.
        return cls("-->") if _COMMENT.match(line) else None

    def is_left_by(self, line: str) -> bool:
        return bool(self.indent and line.strip()) and len(line) - len(line.lstrip(" ")) < self.indent

    def is_closed_by(self, line: str) -> bool:
        words = line.strip()
        if self.closing == "-->":
            return "-->" in line
        if self.closing == "---":
            return words == "---"
        return words.startswith(self.closing) and not words.strip(self.closing[0])


def _front_matter_closes(text: str) -> bool:
    return re.search(r"^---[ \t]*\r?$", text[3:], re.MULTILINE) is not None


class _Numbers:
    """Counts headings: level 2 gives 1, 2, 3; level 3 gives 1.1; a skipped level counts as one."""

    def __init__(self) -> None:
        self._counts: list[int] = []

    def next(self, level: int) -> str:
        depth = max(level - 1, 1)
        skipped = [1] * (depth - 1 - len(self._counts))
        last = self._counts[depth - 1] if len(self._counts) >= depth else 0
        self._counts = [*self._counts[: depth - 1], *skipped, last + 1]
        return ".".join(str(count) for count in self._counts)


class _Above:
    """The clauses that the next heading may stand under."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def then(self, level: int, clause_id: str) -> tuple[str, ...]:
        """The ids of those above a heading, which is the innermost one from now on."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        found = tuple(above for _, above in self._open)
        self._open.append((level, clause_id))
        return found


class _Ids:
    """Makes ids for headings that carry none, never one that is taken."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = set(taken)
        self._count: dict[str, int] = {}

    def made_from(self, heading: str) -> str:
        wanted = made_id(heading)
        # The count goes on where it stopped: a text of a hundred thousand equal headings takes no longer for it.
        count = self._count.get(wanted, 0) + 1
        while (found := wanted if count == 1 else f"{wanted}-{count}") in self._taken:
            count += 1
        self._count[wanted] = count
        self._taken.add(found)
        return found
