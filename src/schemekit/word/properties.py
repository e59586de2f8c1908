"""What a Word file says of itself unseen: title, owner, language, and the scheme's own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemekit.model.paper import Paper
from schemekit.word.docx_file import parsed, serialised, xml_words
from schemekit.word.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_FORM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"   # Basis: MS-OLEPS, the set of a user's own properties


def set_properties(parts: dict[str, bytes], paper: Paper) -> None:
    """Write the three parts that hold properties, without dates: a file says the same whenever it is made."""
    from lxml import etree

    core = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    for name, words in (("title", paper.title), ("creator", paper.owner), ("language", paper.language)):
        if words:
            etree.SubElement(core, f"{{{_DC}}}{name}").text = xml_words(words)
    custom = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _TYPES})
    for number, (name, words) in enumerate(paper.properties, 2):   # the first two numbers are the format's own
        held = etree.SubElement(custom, f"{{{_CUSTOM}}}property", fmtid=_FORM, pid=str(number), name=name)
        etree.SubElement(held, f"{{{_TYPES}}}lpwstr").text = xml_words(words)
    extended = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap={None: _EXTENDED})
    etree.SubElement(extended, f"{{{_EXTENDED}}}Application").text = "schemekit"
    for name, root in (("core", core), ("custom", custom), ("app", extended)):
        parts[f"docProps/{name}.xml"] = serialised(root)


def properties_of(package: Package) -> dict[str, str]:
    """The scheme's own marks in a Word file, as `set_properties` wrote them; whatever saved it since."""
    root = _root(package, "custom-properties")
    # Words of a stranger that stand in messages: on one line, so that they add none of their own.
    return {str(held.get("name") or ""): " ".join("".join(str(words) for words in held.itertext()).split())
            for held in root} if root is not None else {}


def core_property(package: Package, name: str) -> str:
    """What a Word file says of itself under a name such as `creator`; empty where it does not."""
    root = _root(package, "core-properties")
    found = root.find(f"{{*}}{name}") if root is not None else None
    return (found.text or "").strip() if found is not None else ""


def _root(package: Package, kind: str) -> Element | None:
    part = next((part for known, part in package.links("").values() if known == kind), "")
    return parsed(package.parts[part]) if part in package.parts else None
