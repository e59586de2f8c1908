"""A person with Word, by code: edits a Word file in the way Word writes edits down, tracked or not."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from tests.word.crafted import W, packed, parts_of

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PART = "word/document.xml"


def w(name: str) -> str:
    """A name of WordprocessingML in full."""
    return f"{{{W}}}{name}"


class WordUser:
    """Opens a Word file, edits it, saves it. With `author` the changes are tracked."""

    def __init__(self, data: bytes, author: str = "", date: str = "2026-02-03T10:00:00Z") -> None:
        self._parts = parts_of(data)
        self.root = etree.fromstring(self._parts[_PART])
        self.author, self.date = author, date
        self._number = 9000

    def saved(self) -> bytes:
        """The file as it stands."""
        self._parts[_PART] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return packed(self._parts)

    def add_part(self, name: str, content: str, kind: str, content_type: str) -> None:
        """Add a part that the text links to."""
        self._parts[f"word/{name}"] = content.encode()
        types = self._parts["[Content_Types].xml"].decode()
        entry = f'<Override PartName="/word/{name}" ContentType="{content_type}"/>'
        self._parts["[Content_Types].xml"] = types.replace("</Types>", f"{entry}</Types>").encode()
        rels = self._parts["word/_rels/document.xml.rels"].decode()
        link = f'<Relationship Id="rIdOf{name[:4]}{len(rels)}" Type="{kind}" Target="{name}"/>'
        rels = rels.replace("</Relationships>", f"{link}</Relationships>")
        self._parts["word/_rels/document.xml.rels"] = rels.encode()

    def part(self, name: str) -> str:
        """A part's content."""
        return self._parts[name].decode()

    def set_part(self, name: str, content: str) -> None:
        """Exchange a part."""
        self._parts[name] = content.encode()

    def paragraphs(self, words: str) -> Iterator[etree._Element]:
        """The paragraphs of the text that hold the words, contents left out."""
        for found in self.root.iter(w("p")):
            style = found.find(f"{w('pPr')}/{w('pStyle')}")
            if words in text_of(found) and not (style is not None and str(style.get(w("val"))).startswith("TOC")):
                yield found

    def paragraph(self, words: str) -> etree._Element:
        """The first paragraph that holds the words."""
        found = next(self.paragraphs(words), None)
        assert found is not None, words
        return found

    def replace(self, old: str, new: str, *, look: str = "") -> WordUser:
        """Exchange words. Shape: `look` is XML of a run's properties for the new ones."""
        paragraph = self.paragraph(old)
        place = text_of(paragraph).index(old)
        runs = cut(paragraph, place, place + len(old))
        made = run(new, look, like=runs[0] if not look else None) if new else None
        if made is not None:
            runs[-1].addnext(self._tracked("ins", made))
        for gone in runs:
            self._take_out(gone)
        return self

    def insert(self, after: str, new: str, *, look: str = "") -> WordUser:
        """Type words behind others."""
        paragraph = self.paragraph(after)
        place = text_of(paragraph).index(after) + len(after)
        near = cut(paragraph, place - 1, place)[-1]
        near.addnext(self._tracked("ins", run(new, look, like=near if not look else None)))
        return self

    def delete(self, words: str) -> WordUser:
        """Delete words."""
        return self.replace(words, "")

    def delete_paragraph(self, words: str) -> WordUser:
        """Delete a whole paragraph with its end."""
        paragraph = self.paragraph(words)
        if not self.author:
            parent = paragraph.getparent()
            assert parent is not None
            parent.remove(paragraph)
            return self
        for gone in list(paragraph.iter(w("r"))):
            self._take_out(gone)
        self._mark_end(paragraph, "del")
        return self

    def add_paragraph(self, after: str, words: str, style: str = "BodyText", *, like: bool = False) -> etree._Element:
        """Type a new paragraph below one, in a style, or like it."""
        near = self.paragraph(after)
        made = etree.Element(w("p"))
        properties = near.find(w("pPr"))
        if like and properties is not None:
            made.append(copy.deepcopy(properties))
        else:
            etree.SubElement(etree.SubElement(made, w("pPr")), w("pStyle")).set(w("val"), style)
        if words:
            made.append(self._tracked("ins", run(words)))
        if self.author:
            self._mark_end(made, "ins")
        near.addnext(made)
        return made

    def split(self, before: str) -> WordUser:
        """Press Enter in front of some words."""
        paragraph = self.paragraph(before)
        text = text_of(paragraph)
        later = cut(paragraph, text.index(before), len(text))
        made = etree.Element(w("p"))
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        made.extend(later)
        paragraph.addnext(made)
        if self.author:
            self._mark_end(paragraph, "ins")
        return self

    def section(self, heading: str, until: str) -> list[etree._Element]:
        """The paragraphs and tables from one heading up to another."""
        first, last = self.paragraph(heading), self.paragraph(until)
        found, current = [], first
        while current is not last:
            found.append(current)
            following = current.getnext()
            assert following is not None
            current = following
        return found

    def move(self, elements: Sequence[etree._Element], before: str) -> WordUser:
        """Cut out paragraphs and paste them above a place."""
        place = self.paragraph(before)
        for element in elements:
            place.addprevious(element)
        return self

    def _take_out(self, gone: etree._Element) -> None:
        parent = gone.getparent()
        assert parent is not None
        if not self.author:
            parent.remove(gone)
            return
        for words in list(gone.iter(w("t"))):
            words.tag = w("delText")
        wrapper = self._change("del")
        gone.addprevious(wrapper)
        wrapper.append(gone)

    def _tracked(self, kind: str, made: etree._Element) -> etree._Element:
        if not self.author:
            return made
        wrapper = self._change(kind)
        wrapper.append(made)
        return wrapper

    def _change(self, kind: str) -> etree._Element:
        self._number += 1
        return etree.Element(w(kind), {w("id"): str(self._number), w("author"): self.author, w("date"): self.date})

    def _mark_end(self, paragraph: etree._Element, kind: str) -> None:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        inside = properties.find(w("rPr"))
        if inside is None:
            inside = etree.SubElement(properties, w("rPr"))
        inside.append(self._change(kind))


def run(words: str, look: str = "", *, like: etree._Element | None = None) -> etree._Element:
    """A run of words, looking like another one."""
    made = etree.Element(w("r"))
    if look:
        made.append(etree.fromstring(f'<w:rPr xmlns:w="{W}">{look}</w:rPr>'))
    elif like is not None and (properties := like.find(w("rPr"))) is not None:
        made.append(copy.deepcopy(properties))
    text = etree.SubElement(made, w("t"))
    text.text = words
    text.set(XML_SPACE, "preserve")
    return made


def text_of(paragraph: etree._Element) -> str:
    """The words of a paragraph that are not deleted."""
    return "".join(found.text or "" for found in paragraph.iter(w("t")))


def cut(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """The runs that hold the words from one place to another, and no others: runs are split where it is needed."""
    at, found = 0, []
    for words in list(paragraph.iter(w("t"))):
        text = words.text or ""
        left, right = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if left >= right:
            continue
        whole = words.getparent()
        assert whole is not None
        for piece, is_wanted in ((text[:left], False), (text[left:right], True), (text[right:], False)):
            if piece:
                made = run(piece, like=whole)
                whole.addprevious(made)
                if is_wanted:
                    found.append(made)
        parent = whole.getparent()
        assert parent is not None
        parent.remove(whole)
    return found
