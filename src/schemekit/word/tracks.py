"""Tracked changes in a Word file: what pandoc leaves to be done for paragraphs, table rows, footnotes and comments.

Which words and paragraphs came and went is marked in the tree that pandoc wrote, see `text.formatted.tracked`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from schemekit.text.formatted.tracked import MARK_ELEMENT, PARAGRAPH_MARK, ROW_MARK, Author
from schemekit.text.formatted.words import DELETION, INSERTION
from schemekit.word.docx_file import element, packed, parsed, serialised, style_of, unpacked, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXTS = ("word/document.xml", "word/footnotes.xml")
_COMMENTS = "word/comments.xml"
_ELEMENTS = {INSERTION: "ins", DELETION: "del"}
_CHANGES = tuple(w(name) for name in ("ins", "del", "pPrChange"))
_CONTAINERS = tuple(w(name) for name in ("body", "tc", "footnote"))


def with_tracks(docx: bytes, author: Author) -> bytes:
    """A Word file of pandoc's, with its marks turned into tracked changes."""
    parts = unpacked(docx)
    roots = {name: parsed(parts[name]) for name in _TEXTS if name in parts}
    for root in roots.values():
        _Tracks(author).finish(root)
    _number([change for root in roots.values() for change in root.iter(*_CHANGES)])
    if _COMMENTS in parts:
        roots[_COMMENTS] = parsed(parts[_COMMENTS])
        for comment in roots[_COMMENTS].iter(w("comment")):
            comment.set(w("initials"), "".join(word[0] for word in author.name.split()))
            _split_paragraphs(comment)
    return packed({**parts, **{name: serialised(root) for name, root in roots.items()}})


def _number(changes: Sequence[Element]) -> None:
    """Give each change a number of its own: pandoc gives one twice."""
    for number, change in enumerate(changes, 1):
        change.set(w("id"), str(number))


def _split_paragraphs(comment: Element) -> None:
    """A line break that pandoc wrote begins a paragraph of the comment."""
    for broken in list(comment.iter(w("br"))):
        run = broken.getparent()
        paragraph = run.getparent() if run is not None else None
        if run is None or paragraph is None:
            continue
        properties = paragraph.find(w("pPr"))
        following = element("p", *([deepcopy(properties)] if properties is not None else []), *run.itersiblings())
        paragraph.addnext(following)
        paragraph.remove(run)


class _Tracks:
    """One part of a Word file, with whose changes they are."""

    def __init__(self, author: Author) -> None:
        self._values = author.pairs

    def finish(self, root: Element) -> None:
        """Turn marks into changes."""
        self._mend_deleted_notes(root)
        for paragraph in root.iter(w("p")):
            _set_tabs(paragraph)
        paragraphs, rows = _taken_marks(root)
        for row, change in rows:
            properties = row.find(w("trPr"))
            if properties is None:
                properties = element("trPr")
                row.insert(0, properties)
            properties.append(self._change(_ELEMENTS[change]))
        for table in list(root.iter(w("tbl"))):
            _remove_gap(table)
        note = next(root.iter(w("footnoteReference")), None)
        first_note = next(note.iterancestors(w("p"))) if note is not None else None
        for container in list(root.iter(*_CONTAINERS)):
            for stretch in _stretches(container):
                self._set_marks(stretch, [paragraphs.get(paragraph, "") for paragraph in stretch], first_note)
                _keep_apart(stretch)

    def _mend_deleted_notes(self, root: Element) -> None:
        """What pandoc itself puts into a footnote in deleted words is deleted too, but it does not say so."""
        for text in list(root.iter(w("delText"))):
            run = text.getparent()
            above = run.getparent() if run is not None else None
            if run is None or above is None or above.tag == w("del"):
                continue
            gone = self._change("del")
            above.replace(run, gone)
            gone.append(run)

    def _set_marks(self, stretch: Sequence[Element], changes: Sequence[str], first_note: Element | None) -> None:
        """Mark the ends of paragraphs that came or went.

        The end of a paragraph that goes lets the next one in. Where none follows, before a table or at the end of a
        cell, a footnote or the document, the end that goes is that of the paragraph before, as Word does it itself.
        So it is with the paragraph of the first footnote, whose own mark LibreOffice loses while it reads the notes.
        """
        marks = list(changes)
        noted = next((place for place, found in enumerate(stretch) if found is first_note), 0)
        at_end, at_note = (_kept_before(changes, last) for last in (len(changes) - 1, noted))
        shifted = [slice(at_end, len(changes))]
        if at_note != at_end:
            shifted.append(slice(at_note, noted + 1))
        for part in shifted:
            if any(changes[part]) and not all(changes[part]):
                marks[part] = [*changes[part][1:], ""]
                self._keep_properties(stretch[part], changes[part], marks[part])
        for paragraph, change in zip(stretch, marks, strict=True):
            if change:
                self._mark(paragraph, change)

    def _keep_properties(self, stretch: Sequence[Element], changes: Sequence[str], marks: Sequence[str]) -> None:
        """Word gives joined paragraphs the looks of the last one, LibreOffice those of the first: they are made alike.

        Shape: `changes` say which paragraphs came or went, `marks` which ends of paragraphs.
        """
        own = [_without_changes(_properties(paragraph)) for paragraph in stretch]
        accepted, rejected = (_joined_looks(own, changes, marks, gone) for gone in (DELETION, INSERTION))
        for paragraph, looks, now, before in zip(stretch, own, accepted, rejected, strict=True):
            if _as_text(now) == _as_text(before) == _as_text(looks):
                continue
            replaced = deepcopy(now)
            if _as_text(now) != _as_text(before):
                replaced.append(self._change("pPrChange", deepcopy(before)))
            paragraph.replace(_properties(paragraph), replaced)

    def _mark(self, paragraph: Element, change: str) -> None:
        properties = _properties(paragraph)
        held = properties.find(w("rPr"))
        if held is None:
            held = element("rPr")
            after = [found for name in ("sectPr", "pPrChange") if (found := properties.find(w(name))) is not None]
            properties.insert(properties.index(after[0]) if after else len(properties), held)
        held.insert(0, self._change(_ELEMENTS[change]))

    def _change(self, name: str, *inside: Element) -> Element:
        return element(name, *inside, id=0, **self._values)


def _remove_gap(table: Element) -> None:
    """Pandoc keeps two tables apart with an empty paragraph; between one that goes and one that comes in its place,
    nothing would take it away.
    """
    gap = table.getnext()
    following = gap.getnext() if gap is not None else None
    if gap is None or following is None or gap.tag != w("p") or len(gap) or following.tag != w("tbl"):
        return
    parent = gap.getparent()
    if parent is not None and {_fate(table), _fate(following)} == {"ins", "del"}:
        parent.remove(gap)


def _fate(table: Element) -> str:
    """As what all rows of a table are tracked; empty where not all are, or not alike."""
    fates = {next((name for name in ("ins", "del") if row.find(f"{w('trPr')}/{w(name)}") is not None), "")
             for row in table.findall(w("tr"))}
    return fates.pop() if len(fates) == 1 else ""


def _set_tabs(paragraph: Element) -> None:
    """A clause's number is followed by a tab where it stands in pieces too; the words "Annex A" are not."""
    runs = list(paragraph.iter(w("r")))
    numbers = [style_of(run) == "SectionNumber" for run in runs]
    if any(" " in _text_of(run) for run, is_number in zip(runs, numbers, strict=True) if is_number):
        return
    for place, run in enumerate(runs[1:], 1):
        if numbers[place - 1] and not numbers[place] and _text_of(run).isspace():
            for text in (*run.findall(w("t")), *run.findall(w("delText"))):
                run.replace(text, element("tab"))
            _part_numbers(runs[:place], run)


def _part_numbers(numbers: Sequence[Element], tab: Element) -> None:
    """The number that went and the one that came each get the tab that follows them, or they read as one number."""
    changes = [parent for run in numbers if (parent := run.getparent()) is not None and parent.tag in _CHANGES]
    around = tab.getparent()
    if around is None or around.tag in _CHANGES or len(changes) != len(numbers) or len({*changes}) < 2:
        return
    for change in dict.fromkeys(changes):
        change.append(deepcopy(tab))
    around.remove(tab)


def _text_of(run: Element) -> str:
    return "".join(text.text or "" for text in run.iter(w("t"), w("delText")))


def _taken_marks(root: Element) -> tuple[dict[Element, str], list[tuple[Element, str]]]:
    """What is marked, paragraphs and rows, with the marks taken out."""
    paragraphs: dict[Element, str] = {}
    rows: list[tuple[Element, str]] = []
    for mark in list(root.iter(w(MARK_ELEMENT))):
        words, paragraph = mark.get(w("type")) or "", next(mark.iterancestors(w("p")))
        if words.startswith(PARAGRAPH_MARK):
            paragraphs[paragraph] = words.removeprefix(PARAGRAPH_MARK)
        elif words.startswith(ROW_MARK):
            rows.append((next(mark.iterancestors(w("tr"))), words.removeprefix(ROW_MARK)))
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    return paragraphs, rows


def _stretches(container: Element) -> Iterator[list[Element]]:
    """The paragraphs that follow each other, up to a table or the end."""
    stretch: list[Element] = []
    for child in container:
        if child.tag == w("p"):
            stretch.append(child)
        elif child.tag == w("tbl") and stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _kept_before(changes: Sequence[str], last: int) -> int:
    """The last of the first so many paragraphs that stayed; the first one of all where none did."""
    return next((place for place in range(last, -1, -1) if not changes[place]), 0)


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = element("pPr")
        paragraph.insert(0, properties)
    return properties


def _keep_apart(stretch: Sequence[Element]) -> None:
    """Give changes on both sides of a paragraph's end that stayed another time, or LibreOffice takes them for one.

    It would then take the end away with them, and join two paragraphs that nobody joined.
    """
    minute, above = 0, ""
    for paragraph in stretch:
        changes = list(paragraph.iter(*_CHANGES))
        mark = next((change.tag for change in changes if _is_mark(change)), "")
        runs = [_change_of(run) for run in paragraph.iter(w("r")) if run.find(w("commentReference")) is None]
        minute ^= bool(above) and above == (runs[0] if runs else mark)
        above = "" if mark or not runs else runs[-1]
        for change in changes if minute else ():
            change.set(w("date"), (change.get(w("date")) or "").replace("T00:00:", "T00:05:"))


def _is_mark(change: Element) -> bool:
    parent = change.getparent()
    return parent is not None and parent.tag == w("rPr")


def _change_of(run: Element) -> str:
    """As what a run is tracked; empty where it is not."""
    parent = run.getparent()
    return parent.tag if parent is not None and parent.tag in _CHANGES else ""


def _joined_looks(own: Sequence[Element], changes: Sequence[str], marks: Sequence[str], gone: str) -> list[Element]:
    """The looks of paragraphs once what is `gone` has left: those of the words that stay, at the end that stays."""
    found = list(own)
    words: Element | None = None
    for place, looks in enumerate(own):
        if changes[place] != gone:
            words = looks
        if marks[place] != gone:
            found[place] = looks if words is None else words
            words = None
    return found


def _without_changes(properties: Element) -> Element:
    plain = deepcopy(properties)
    for name in ("rPr", "sectPr", "pPrChange"):
        for found in plain.findall(w(name)):
            plain.remove(found)
    return plain


def _as_text(properties: Element) -> bytes:
    from lxml import etree

    return etree.tostring(properties, method="c14n")
