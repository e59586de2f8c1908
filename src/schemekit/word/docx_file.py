"""A Word file as the parts that it is made of, read and written as a zip archive with the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from schemekit.errors import MissingPartError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
"""The same two in a file that is saved as 'Strict Open XML'."""
WORD = frozenset({W, W_STRICT})
"""The namespaces of a Word file's text. One file is written in one of them."""
DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can tell: made files have no clock."""
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts by name. The file is pandoc's, or was looked through before."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def packed(parts: Mapping[str, bytes], *, level: int | None = None) -> bytes:
    """The Word file of some parts: in one order, without a clock."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*_FIRST, *sorted(set(parts) - set(_FIRST))):
            if name in parts:
                entry = zipfile.ZipInfo(name, DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0   # or it would tell on which system it was made
                archive.writestr(entry, parts[name], compresslevel=level)
    return stream.getvalue()


def w(name: str) -> str:
    """A name of WordprocessingML in full."""
    return f"{{{W}}}{name}"


def element(name: str, /, *inside: Element, **values: str | int) -> Element:
    """An element of WordprocessingML with its attributes and what is in it."""
    from lxml import etree

    made = etree.Element(w(name), {w(key): str(value) for key, value in values.items()}, nsmap={"w": W, "r": R})
    made.extend(inside)
    return made


def is_w(element: Element, *names: str) -> bool:
    """Whether an element is one of WordprocessingML, of one of these names: those of other namespaces are no text."""
    space, _, name = str(element.tag).rpartition("}")
    return space[1:] in WORD and (not names or name in names)


def style_of(run: Element) -> str:
    """The name of a run's own style, empty where it has none."""
    style = run.find(f"{w('rPr')}/{w('rStyle')}")
    return (style.get(w("val")) or "") if style is not None else ""


def parsed(data: bytes) -> Element:
    """A part as a tree: nothing is fetched, no entity is filled in, depth is bounded, comments are no part of it.

    A comment in the middle of words would cut them in two, and what stands behind it would be read by nobody.
    Raises: MissingPartError, lxml's XMLSyntaxError (a SyntaxError).
    """
    try:
        from lxml import etree
    except ImportError:
        raise MissingPartError("lxml, which looks through Word files", "word") from None
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                                                  huge_tree=False, remove_comments=True, remove_pis=True))


def serialised(root: Element) -> bytes:
    """A tree as a part again."""
    from lxml import etree

    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def xml_words(words: str) -> str:
    """Words without what XML cannot hold."""
    return "".join(mark for mark in words if mark in "\t\n" or (
        " " <= mark <= "\ud7ff" or "\ue000" <= mark <= "\ufffd" or mark >= "\U00010000"))


def run(words: str, *properties: Element) -> Element:
    """A run of words."""
    text = element("t")
    text.text = xml_words(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", *([element("rPr", *properties)] if properties else []), text)


def field_runs(code: str, shown: str) -> list[Element]:
    """A field (PAGE, PAGEREF, …) with what it shows until the office program works it out."""
    instruction = element("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    begin, middle, end = (element("r", element("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, element("r", instruction), middle, run(shown), end]
