"""The styles of a Word file: the scheme's own where it gives a file, ours for what is missing in it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from schemekit.word.docx_file import element, parsed, serialised, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PART = "word/styles.xml"
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "de": "de-DE", "it": "it-IT", "nl": "nl-NL",
            "id": "id-ID", "zh": "zh-CN", "sv": "sv-SE"}
"""A language without its country is not enough for Word's spelling."""
_GREY = "F2F2F2"
_USED = ("pStyle", "rStyle", "tblStyle")


def set_styles(parts: dict[str, bytes], roots: list[Element], language: str, own: frozenset[str] | None) -> None:
    """Give the file its styles: all of ours, or those that the scheme's own file lacks and the text uses.

    Shape: `own` are the ids of the styles in the scheme's own file, None without one.
    """
    ours = parsed(_ours())
    root = ours if own is None else parsed(parts[PART])
    if own is not None:
        _drop_made_up(root, roots, own)
        _complete(root, ours, roots)
    _set_language(root, language)
    parts[PART] = serialised(root)


@cache
def _ours() -> bytes:
    return files("schemekit.word").joinpath("look", "styles.xml").read_bytes()


def style_ids(styles: bytes) -> frozenset[str]:
    """The ids of the styles in a part of styles."""
    found = parsed(styles).iter(w("style")) if styles else ()
    return frozenset(style.get(w("styleId")) or "" for style in found)


def _drop_made_up(root: Element, roots: list[Element], own: frozenset[str]) -> None:
    """Take out what pandoc made up for styles that the text uses and the scheme's file lacks: ours are better."""
    known = {style.get(w("styleId")) for style in parsed(_ours()).iter(w("style"))}
    used = {found.get(w("val")) for part in roots for name in _USED for found in part.iter(w(name))}
    for style in list(root.iter(w("style"))):
        name = style.get(w("styleId"))
        if name in used and name in known and name not in own:
            root.remove(style)


def _complete(root: Element, ours: Element, roots: list[Element]) -> None:
    """Add the styles that are used and missing, with those that they build on."""
    present = {style.get(w("styleId")) for style in root.iter(w("style"))}
    known = {style.get(w("styleId")): style for style in ours.iter(w("style"))}
    wanted = [used.get(w("val")) for part in roots for name in _USED for used in part.iter(w(name))]
    while wanted:
        style_id = wanted.pop()
        style = known.get(style_id)
        if style is None or style_id in present:
            continue
        present.add(style_id)
        style.attrib.pop(w("default"), None)
        _take_colours(style)
        root.append(style)
        based = style.find(w("basedOn"))
        if based is not None:
            wanted.append(based.get(w("val")))


def _take_colours(style: Element) -> None:
    """A style of ours in a file of the scheme's own: without our colours, which are none of its house."""
    for colour in list(style.iter(w("color"))):
        parent = colour.getparent()
        if parent is not None:
            parent.remove(colour)
    for found in style.iter():
        if found.get(w("fill")) not in (None, "auto"):
            found.set(w("fill"), _GREY)
        if found.get(w("color")) not in (None, "auto"):
            found.set(w("color"), "auto")


def _set_language(root: Element, language: str) -> None:
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    if defaults is None:
        return
    lang = defaults.find(w("lang"))
    if lang is None:
        lang = element("lang")
        defaults.append(lang)
    lang.set(w("val"), word_language(language))


def word_language(language: str) -> str:
    """A language as Word knows it, with a country."""
    return language if "-" in language else _REGIONS.get(language.lower(), language)
