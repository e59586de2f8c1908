"""The frame of a Word file's pages: their size and margins, and what stands in the head and at the foot of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemekit.model.paper import Paper
from schemekit.text.formatted.paper_words import paper_words
from schemekit.word.docx_file import R, element, field_runs, parsed, run, serialised, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FRAME = re.compile(r"word/(?:header|footer)\d*\.xml")
_PAGE_FIELD = re.compile(rb"""(?:instrText[^>]*>|instr=["'])\s*PAGE\b""")
_LINE = 92   # signs at the head of a page; more would wrap in the middle of the title
_PAGE = {"w": 11906, "h": 16838}   # A4
_MARGINS = {"top": 1588, "right": 1418, "bottom": 1474, "left": 1418, "header": 737, "footer": 624, "gutter": 0}


def lacks_page_number(reference: bytes) -> bool:
    """Whether a scheme's own Word file has a head or a foot, which takes the place of ours, without a page number."""
    from schemekit.word.package import read_package

    parts = read_package(reference, "the file with your styles").parts
    frames = [data for name, data in parts.items() if _FRAME.fullmatch(name)]
    return bool(frames) and not any(_PAGE_FIELD.search(data) for data in frames)


def set_frame(parts: dict[str, bytes], root: Element, paper: Paper) -> None:
    """Give the pages size, margins, head and foot, where the scheme's own Word file gives none."""
    body = root.find(w("body"))
    if body is None:
        return
    section = body.find(w("sectPr"))
    if section is None:
        section = element("sectPr")
        body.append(section)
    if section.find(w("pgSz")) is None:
        section.append(element("pgSz", **_PAGE))
        section.append(element("pgMar", **_MARGINS))
    heads, feet = (section.findall(w(name)) for name in ("headerReference", "footerReference"))
    for kind, held, part in (("header", [*heads, *feet], _head(paper)), ("footer", feet, _foot(paper))):
        if not held:
            name = _add_part(parts, kind, serialised(part))
            reference = element(f"{kind}Reference", type="default")
            reference.set(f"{{{R}}}id", name)
            section.insert(0 if kind == "header" else len(heads) + (not heads), reference)
    if heads or feet:
        _say_below(parts, feet, paper)


def _say_below(parts: dict[str, bytes], feet: list[Element], paper: Paper) -> None:
    """What the paper is, under the scheme's own foot: a printed page must say its title, version and standing."""
    links = {link.get("Id"): link.get("Target") or "" for link in parsed(parts["word/_rels/document.xml.rels"])}
    told = " · ".join(words for words in (paper.title, *paper.footer.splitlines()) if words)
    for part in {f"word/{links.get(foot.get(f'{{{R}}}id') or '', '')}" for foot in feet} & parts.keys():
        root = parsed(parts[part])
        root.append(element("p", element("pPr", element("pStyle", val="Footer")), run(told)))
        parts[part] = serialised(root)


def _head(paper: Paper) -> Element:
    words = [part for part in (paper.owner, paper.title) if part]
    inside = [run(words[0])] if words else []
    if len(words) > 1:
        parted = "tab" if len(words[0]) + len(words[1]) <= _LINE else "br"
        inside += [element("r", element(parted)), run(words[1])]
    return element("hdr", element("p", element("pPr", element("pStyle", val="Header")), *inside))


def _foot(paper: Paper) -> Element:
    before, _, rest = paper_words(paper.language).page.partition("{page}")
    between = rest.partition("{pages}")[0]
    told, *below = paper.footer.splitlines() or [""]
    pages = [run(before), *field_runs("PAGE", "1"), run(between), *field_runs("NUMPAGES", "1")]
    return element("ftr", element("p", element("pPr", element("pStyle", val="Footer")), run(told),
                                  element("r", element("tab")), *pages, *(
                                      inner for line in below for inner in (element("r", element("br")), run(line)))))


def _add_part(parts: dict[str, bytes], kind: str, data: bytes) -> str:
    """Add a part to the package. Returns: the name by which the document refers to it."""
    from lxml import etree

    parts[f"word/schemekit-{kind}.xml"] = data
    types = parsed(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/word/schemekit-{kind}.xml", ContentType=(
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"))
    parts["[Content_Types].xml"] = serialised(types)
    relations = parsed(parts["word/_rels/document.xml.rels"])
    name = f"rIdSchemekit{kind.title()}"
    etree.SubElement(relations, f"{{{_RELATIONSHIPS}}}Relationship", Id=name, Type=f"{R}/{kind}",
                     Target=f"schemekit-{kind}.xml")
    parts["word/_rels/document.xml.rels"] = serialised(relations)
    return name
