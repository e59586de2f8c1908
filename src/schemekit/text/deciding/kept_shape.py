"""Whether a change leaves the blocks of a text that it is not about: a table stays a table, an item an item.

A row put in at the wrong line makes words of a table, a line too few joins two items. The words are all there then, so
that no comparison of words finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from schemekit.text.shape import Block, blocks

_ROWS = ("head row", "row")
_COUNTED = ("item", "code", "quote", "html", "comment", "rule", "front matter")


def keeps_shape(before: str, after: str, gone: str, come: str) -> bool:
    """Whether a text has after a change the blocks that the change was about, and those that it had.

    Shape: `before` and `after` are whole texts; `gone` and `come` are the lines that the change takes and gives. Rows
    and headings are only lost where such a line goes; of the others, as many come or go as the lines hold, or fewer
    (where both sides made the same change).
    """
    old, new = blocks(before), blocks(after)
    lost = Counter(block.line for block in old) - Counter(block.line for block in new)
    told = Counter(_kind(line) for line in lost.elements())
    table_lines = sum("|" in line for line in gone.splitlines())
    if told["row"] > table_lines:
        return False
    heading_lines = sum(line.lstrip().startswith("#") or set(line.strip()) <= set("=-") for line in gone.splitlines())
    if told["heading"] > heading_lines:
        return False
    return _is_between(_counted(old), _counted(new), _counted(blocks(_dedented(gone))),
                       _counted(blocks(_dedented(come))))


def _kind(line: str) -> str:
    """`row` or `heading` for a line of a text's shape, else what it says it is."""
    kind = line.partition(": ")[0].rpartition(" > ")[2]
    return "row" if kind in _ROWS else "heading" if kind.startswith("heading") else kind


def _counted(found: tuple[Block, ...]) -> Mapping[str, int]:
    return Counter(block.kind for block in found if block.kind in _COUNTED)


def _is_between(old: Mapping[str, int], new: Mapping[str, int], gone: Mapping[str, int], come: Mapping[str, int]
                ) -> bool:
    """Whether of each kind no more came and no more went than the lines of the change hold."""
    return all(-gone.get(kind, 0) <= new.get(kind, 0) - old.get(kind, 0) <= come.get(kind, 0) for kind in _COUNTED)


def _dedented(lines: str) -> str:
    """Lines without the indent that all have, which is that of the item around them and makes no code of them."""
    said = [line for line in lines.splitlines() if line.strip()]
    indent = min((len(line) - len(line.lstrip(" ")) for line in said), default=0)
    return "\n".join(line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines.splitlines())
