"""The styles of a Word file as far as they say what a paragraph is: a heading, a list item, a quotation, code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemekit.text.returning.unit import UnitKind
from schemekit.word.package import Package, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"heading ([1-9])")
_KINDS = {
    "block text": UnitKind.QUOTE, "quote": UnitKind.QUOTE, "intense quote": UnitKind.QUOTE,
    "quotations": UnitKind.QUOTE, "source code": UnitKind.CODE, "preformatted text": UnitKind.CODE,
    "html preformatted": UnitKind.CODE,
}
_LOOKS = {"verbatim char": "code", "source text": "code", "strong": "strong", "strong emphasis": "strong",
          "emphasis": "emph"}
_TOGGLES = {"b": "strong", "i": "emph", "strike": "strike", "dstrike": "strike"}
CONTENTS = ("toc", "contents", "table of contents")
"""How the names of the styles of a table of contents begin."""
OFF = frozenset({"0", "false", "off"})
_DEEPEST = 20   # styles that build on each other


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is. Shape: `style` is its style's own name in small letters."""

    kind: UnitKind
    level: int
    is_ordered: bool
    style: str


@dataclass(frozen=True, slots=True)
class Styles:
    """Shape: `names` and `bases` are by a style's id; `lists` says of each list and depth whether it is numbered.

    `general` is how all words look (docDefaults), `defaults` the style of what names none, by the kind of style.
    """

    names: dict[str, str]
    bases: dict[str, str]
    numbered: dict[str, tuple[str, int]]
    lists: dict[tuple[str, int], bool]
    looks: dict[str, dict[str, bool]]
    general: frozenset[str] = frozenset()
    defaults: dict[str, str] = field(default_factory=dict)
    worked_out: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Styles:
        """Read the styles and lists of a Word file."""
        names, bases, numbered = dict[str, str](), dict[str, str](), dict[str, tuple[str, int]]()
        looks = dict[str, dict[str, bool]]()
        part = package.linked("styles")
        root, defaults = parsed(package.parts[part]) if part else None, dict[str, str]()
        for style in root.iter("{*}style") if root is not None else ():
            name = value_of(style, "styleId")
            if value_of(style, "default").lower() not in ("", *OFF):
                defaults.setdefault(value_of(style, "type"), name)
            names[name] = value_of(style.find("{*}name")).lower()
            bases[name] = value_of(style.find("{*}basedOn"))
            looks[name] = {}
            for properties in style.iterfind("{*}rPr"):
                looks[name] |= _unshown(properties)
            for part_of_table in style.iterfind("{*}tblStylePr/{*}rPr"):   # any row or column of it
                looks[name] |= {kind: True for kind, is_on in _unshown(part_of_table).items() if is_on}
            listed = style.find("{*}pPr/{*}numPr")
            if listed is not None:
                numbered[name] = _list_of(listed)
        of_all = _unshown(root.find("{*}docDefaults/{*}rPrDefault/{*}rPr") if root is not None else None)
        return cls(names, bases, numbered, _lists(package), looks, _on(of_all), defaults)

    def shape(self, paragraph: Element) -> Shape:
        """What a paragraph is."""
        properties = paragraph.find("{*}pPr")
        style = value_of(properties.find("{*}pStyle")) if properties is not None else ""
        chain = self._chain(style)
        name = self.names.get(style, style.lower())
        level = next((int(found[1]) for of in chain if (found := _HEADING.fullmatch(of))), 0)
        if level:
            return Shape(UnitKind.HEADING, level, False, name)
        listed = properties.find("{*}numPr") if properties is not None else None
        number, depth = _list_of(listed) if listed is not None else self.numbered.get(style, ("0", 0))
        if number not in ("", "0"):
            return Shape(UnitKind.ITEM, depth, self.lists.get((number, depth), False), name)
        kind = next((_KINDS[of] for of in chain if of in _KINDS), UnitKind.PARAGRAPH)
        return Shape(kind, 0, False, name)

    def look(self, run: Element) -> tuple[frozenset[str], str]:
        """How a run looks beside its paragraph, and the name of its own style."""
        properties = run.find("{*}rPr")
        if properties is None:
            return frozenset(), ""
        look, name = set[str](), ""
        for child in properties:
            tag = str(child.tag).rpartition("}")[2]
            if tag == "rStyle":
                name = self.names.get(value_of(child), value_of(child).lower())
                look |= {_LOOKS[name]} if name in _LOOKS else set()
            elif tag in _TOGGLES:
                kind = _TOGGLES[tag]
                look = look - {kind} if value_of(child).lower() in OFF else look | {kind}
            elif tag == "vertAlign" and value_of(child) in ("superscript", "subscript"):
                look.add(value_of(child)[:3])
        return frozenset(look), name

    def id_of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return value_of(paragraph.find("{*}pPr/{*}pStyle"))

    def unshown(self, run: Element, style: str, tables: Sequence[str] = ()) -> frozenset[str]:
        """Whether a run is struck through (`strike`), hidden (`vanish`) or raised, of itself or by any style.

        Shape: `tables` are the styles of the tables around it. Programs differ in which style outdoes which, so one
        that hides words is enough; only what is said of the run itself counts for all of them.
        """
        properties = run.find("{*}rPr")
        own = value_of(properties.find("{*}rStyle")) if properties is not None else ""
        chains = (style or self.defaults.get("paragraph", ""), own or self.defaults.get("character", ""),
                  *(table or self.defaults.get("table", "") for table in tables))
        if chains not in self.worked_out:
            self.worked_out[chains] = self.general.union(*(_on(self._looks_of(one)) for one in dict.fromkeys(chains)))
        by_styles = self.worked_out[chains]
        said = _unshown(properties)
        return frozenset(name for name in by_styles if said.get(name, True)) | _on(said)

    def _looks_of(self, style: str) -> dict[str, bool]:
        chain = list[str]()
        while style and len(chain) < _DEEPEST:
            chain.append(style)
            style = self.bases.get(style, "")
        found = dict[str, bool]()
        for one in reversed(chain):
            found |= self.looks.get(one, {})
        return found

    def _chain(self, style: str) -> list[str]:
        """The names of a style and of those that it builds on."""
        found: list[str] = []
        while style and len(found) < _DEEPEST:
            found.append(self.names.get(style, style.lower()))
            style = self.bases.get(style, "")
        return found


def _unshown(properties: Element | None) -> dict[str, bool]:
    """What properties say of strike-through and hiding."""
    found = dict[str, bool]()
    for child in properties if properties is not None else ():
        tag = str(child.tag).rpartition("}")[2]
        if tag in ("strike", "dstrike", "vanish"):
            kind = "strike" if tag.endswith("strike") else "vanish"
            found[kind] = found.get(kind, False) or value_of(child).lower() not in OFF
        elif tag in ("vertAlign", "position"):
            found["raised"] = found.get("raised", False) or value_of(child) not in ("baseline", "0", "")
    return found


def _on(found: dict[str, bool]) -> frozenset[str]:
    return frozenset(name for name, is_on in found.items() if is_on)


def _list_of(properties: Element) -> tuple[str, int]:
    depth = value_of(properties.find("{*}ilvl"))
    return value_of(properties.find("{*}numId")), int(depth[:2]) if depth.isdecimal() else 0


def _lists(package: Package) -> dict[tuple[str, int], bool]:
    part = package.linked("numbering")
    if not part:
        return {}
    root = parsed(package.parts[part])
    abstract = {value_of(found, "abstractNumId"): found for found in root.iter("{*}abstractNum")}
    numbered = {}
    for found in root.iter("{*}num"):
        kind = abstract.get(value_of(found.find("{*}abstractNumId")))
        for level in kind.iter("{*}lvl") if kind is not None else ():
            depth = value_of(level, "ilvl")
            form = value_of(level.find("{*}numFmt"))
            numbered[value_of(found, "numId"), int(depth[:2]) if depth.isdecimal() else 0] = form not in (
                "bullet", "none", "")
    return numbered


def value_of(element: Element | None, name: str = "val") -> str:
    """An attribute whatever its namespace, empty where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
