"""Fields that fetch, run or send something, or that lead to a file: what their instructions ask for.

An instruction is read as Word reads it, and where it can be read in two ways the file is not taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemekit.word.docx_file import W_STRICT, W
from schemekit.word.targets import Hazard, hazard_of_target, is_file

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FIELDS = frozenset({
    "INCLUDETEXT", "INCLUDE", "INCLUDEPICTURE", "IMPORT", "LINK", "DDE", "DDEAUTO", "EMBED", "DATABASE", "MACROBUTTON",
    "GOTOBUTTON", "RD", "PRINT", "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY", "HTMLCONTROL", "PRIVATE", "ASK", "FILLIN",
})
"""Fields that fetch, run, send or ask for something. Basis: ISO/IEC 29500-1, 17.16.5."""
_LONGEST = 20_000   # characters of an instruction
_DEEPEST = 50       # fields inside one another
_NAME = re.compile(r"[^A-Za-z=]*([A-Za-z]+)")
_WHOLE_NAME = re.compile(r"\s*(?:=|[A-Za-z]+[\s\"\\])")
_PIECES = re.compile(r'"((?:[^"\\]|\\.)*)(?:"|$)|(\\[A-Za-z*#@!])|([^\s"]+)')
_BESIDE = frozenset({"\\o", "\\t", "\\l", "\\s"})   # what follows is a hint, a frame or a place, and no address
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "″": '"'})
_UNCLEAR: Hazard = ("it holds a field whose instruction can be read in two ways",
                    "turn the field into plain text (in Word: click it, then Ctrl+Shift+F9), save, and try again")
_TOO_DEEP: Hazard = (f"it holds more than {_DEEPEST} fields inside one another", _UNCLEAR[1])
_TOO_LONG: Hazard = (f"it holds a field whose instruction has more than {_LONGEST:,} characters", _UNCLEAR[1])


def hazard_of_fields(root: Element) -> Hazard | None:
    """What the fields of a part ask for."""
    return _Fields().hazard(root)


class _Field:
    """A field that is open. Shape: `holds` says that another one begins inside its instruction."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.shows = self.holds = False

    def add(self, words: str) -> Hazard | None:
        self.pieces.append(words)
        self.length += len(words)
        return _TOO_LONG if self.length > _LONGEST else None

    @property
    def has_name(self) -> bool:
        """Whether its name is written to the end, so that no field inside it can be a part of that."""
        return _WHOLE_NAME.match("".join(self.pieces)) is not None


class _Fields:
    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._asking = 0   # open fields whose instruction goes on

    def hazard(self, root: Element) -> Hazard | None:
        """The first thing that is not taken."""
        names = ("fldChar", "instrText", "delInstrText", "fldSimple", "t", "delText")
        for element in root.iter(*(f"{{{space}}}{name}" for space in (W, W_STRICT) for name in names)):
            found = self._one(element, str(element.tag).rpartition("}")[2])
            if found:
                return found
        return next((hazard for field in self._open if (hazard := _hazard(field))), None)

    def _one(self, element: Element, name: str) -> Hazard | None:
        if name == "fldSimple":
            return _simple(element)
        if name == "fldChar":
            return self._mark(_own(element, "fldCharType"))
        words = element.text or ""
        if name in ("instrText", "delInstrText"):
            if not self._open:
                self._begin()
            return self._open[-1].add(words)
        if self._asking:   # words inside an instruction are part of it, and so is what a field inside it shows
            return next(field for field in reversed(self._open) if not field.shows).add(words)
        return None

    def _begin(self) -> None:
        if self._open and not self._open[-1].shows:
            self._open[-1].holds = True
            self._open[-1].add(" ")
        self._open.append(_Field())
        self._asking += 1

    def _mark(self, kind: str) -> Hazard | None:
        if kind == "begin":
            is_nameless = bool(self._open) and not (self._open[-1].shows or self._open[-1].has_name)
            self._begin()
            if is_nameless:
                return _UNCLEAR
            return _TOO_DEEP if len(self._open) > _DEEPEST else None
        if not self._open:
            return None
        field = self._open[-1]
        if kind == "separate" and not field.shows:
            field.shows = True
            self._asking -= 1
            return _hazard(field)
        if kind == "end":
            self._open.pop()
            self._asking -= not field.shows
            return _hazard(field)
        return None


def _simple(element: Element) -> Hazard | None:
    told = [str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2].lower() == "instr"]
    if len(told) != 1 or told[0] != _own(element, "instr"):
        return _UNCLEAR
    if len(told[0]) > _LONGEST:
        return _TOO_LONG
    return _hazard_of(told[0], holds=False)


def _own(element: Element, name: str) -> str:
    """An attribute in the namespace of the element itself."""
    return str(element.get(f"{str(element.tag).rpartition('}')[0]}}}{name}") or "")


def _hazard(field: _Field) -> Hazard | None:
    return _hazard_of("".join(field.pieces), holds=field.holds)


def _hazard_of(instruction: str, *, holds: bool) -> Hazard | None:
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", instruction.translate(_QUOTES))
                    if unicodedata.category(sign) not in ("Cf", "Cc", "Co", "Cn") or sign in "\t\n\r")
    found = _NAME.match(plain)
    name = found[1].upper() if found else ""
    if name in _FIELDS:
        return (f"it holds a field that fetches or runs something when it is opened ({name})", _UNCLEAR[1])
    if found and name.startswith("HYPERLINK"):
        if holds or name != "HYPERLINK":
            return _UNCLEAR
        return next((hazard for hazard in _addresses(plain[found.end():]) if hazard), None)
    return None


def _addresses(words: str) -> Iterator[Hazard | None]:
    """What each piece of an instruction that leads somewhere is, if it is nothing to be followed."""
    before = ""
    for quoted, switch, bare in _PIECES.findall(words.lstrip('" ') if words.startswith('" ') else words):
        piece = switch or re.sub(r"\\(.)", r"\1", quoted) or bare
        if not switch and (is_file(piece) or is_file(quoted) or before not in _BESIDE):
            yield hazard_of_target(piece) or (hazard_of_target(quoted) if quoted else None)
        before = switch.lower()
