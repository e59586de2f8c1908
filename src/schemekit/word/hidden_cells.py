"""What a spreadsheet hides from whoever opens it: rows and columns that stand there and are not shown.

openpyxl reads the cells alone; whether people saw them is said beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemekit.word.package import Package, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LOW, _NARROW = 1.5, 0.3   # points and characters: less than this nobody sees
_MOST_TOLD, _LAST = 10, 16_384


def hidden_of(package: Package) -> dict[str, tuple[str, ...]]:
    """By the title of a sheet, which of its rows and columns are not shown, as `rows 2, 7 are` or `column F is`."""
    links = package.links(package.main)
    found = dict[str, tuple[str, ...]]()
    for sheet in parsed(package.parts[package.main]).iter("{*}sheet"):
        part = next((links[str(value)][1] for key, value in sheet.attrib.items()
                     if str(key).rpartition("}")[2] == "id" and str(value) in links), "")
        if part in package.parts:
            found[str(sheet.get("name", ""))] = tuple(_told(parsed(package.parts[part])))
    return found


def _told(page: Element) -> Iterator[str]:
    form = page.find("{*}sheetFormatPr")
    filled = [row for row in page.iter("{*}row") if len(row)]
    if form is not None and _is_on(form.get("zeroHeight")) and any(row.get("ht") is None for row in filled):
        yield "rows without a height of their own are"
    rows = [str(row.get("r", "?"))[:9] for row in filled if _is_on(row.get("hidden")) or _is_less(row.get("ht"), _LOW)]
    yield from _joined("row", rows)
    columns = [name for column in page.iterfind("{*}cols/{*}col")
               if _is_on(column.get("hidden")) or _is_less(column.get("width"), _NARROW)
               for name in _names(column)]
    yield from _joined("column", columns)


def _names(column: Element) -> Iterator[str]:
    """The letters of the first columns that an element is about, and of the last."""
    first, last = (min(int(told[:6]), _LAST) if (told := str(column.get(name, ""))).isdecimal() else 0
                   for name in ("min", "max"))
    if last >= first > 0:
        yield column_letters(first) if first == last else f"{column_letters(first)} to {column_letters(last)}"


def column_letters(number: int) -> str:
    """What a spreadsheet program calls a column: B, AA. Units: `number` counts from 1."""
    told = ""
    while number:
        number, place = divmod(number - 1, 26)
        told = chr(65 + place) + told
    return told


def _joined(what: str, names: list[str]) -> Iterator[str]:
    if len(names) == 1 and " " not in names[0]:
        yield f"{what} {names[0]} is"
    elif names:
        more = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
        yield f"{what}s {', '.join(names[:_MOST_TOLD])}{more} are"


def _is_on(told: str | None) -> bool:
    return (told or "0").lower() not in ("0", "false")


def _is_less(told: str | None, than: float) -> bool:
    try:
        return told is not None and float(told) < than
    except ValueError:
        return False
