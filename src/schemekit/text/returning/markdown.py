"""New words as Markdown in the house form: one sentence a line, and nothing in them taken for a mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise

from schemekit.text.returning.unit import Run, Unit, UnitKind
from schemekit.text.returning.words import CELL, sentence_ends

_MARKS = re.compile(r"[\\`*\[\]<>{}~^|$]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,32};)|!(?=\[)")
# Basis: CommonMark 5.2 for marks and figures; pandoc's fancy lists for letters, Roman numbers and brackets.
_BEGINS = re.compile(
    r"(?P<mark>[-+*>=:#]|(?:\d{1,9}|[a-z#]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9})[.)]|[A-Z]\)"
    r"|[A-Z]\.(?=\s*$)|\((?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{2,9})\))(?=\s|$)"
    r"|(?P<marks>#{1,6}(?=\s|$)|[-=_]+(?=\s*$)|-{2,}|={2,}|~{3,}|:{2,}|!{3,}|\?{3,}|\+{2,})")
_AROUND = (("strong", "**"), ("emph", "*"), ("strike", "~~"), ("sup", "^"), ("sub", "~"))
Led = Callable[[str], str]
"""Where a link of the Word file leads in the text; empty for one that is only words here."""


def inline(runs: Iterable[Run], ambient: frozenset[str], led: Led, link: str = "") -> str:
    """Runs as Markdown. Shape: `ambient` and `link` are the look and link that the words around have anyway."""
    found = []
    for (look, target), group in groupby(runs, key=lambda run: (run.look - ambient, run.link)):
        words = "".join(_said(run, "code" in look) for run in group)
        found.append(_marked(words, look, "" if target == link else led(target)))
    return "".join(found)


def _said(run: Run, is_code: bool) -> str:
    if run.note:
        return run.note     # its sign in the text, which the caller has put there
    return run.text if is_code else _MARKS.sub(r"\\\g<0>", run.text)


def _marked(words: str, look: frozenset[str], target: str) -> str:
    core = words.strip()
    if not core:
        return words
    start = words.index(core)
    before, after = words[:start], words[start + len(core) :]
    if "code" in look:
        ticks = "`" * (max((len(run) for run in re.findall(r"`+", core)), default=0) + 1)
        core = f"{ticks} {core} {ticks}" if "`" in core else f"{ticks}{core}{ticks}"
    for name, mark in _AROUND:
        if name in look and not (mark in "^~" and re.search(r"\s", core)):
            core = f"{mark}{core}{mark}"
    return f"{before}[{core}]({_address(target)}){after}" if target else f"{before}{core}{after}"


def _address(target: str) -> str:
    plain = "".join(sign for sign in target if sign.isprintable())
    return f"<{plain.replace('<', '%3C').replace('>', '%3E')}>" if re.search(r"[\s()]", plain) else plain


def guarded(line: str) -> str:
    """A line whose first sign would make it a list item, a heading or a quotation, so that it does not."""
    match = _BEGINS.match(line)
    if match is None or line.startswith(("**", "\\")):
        return line
    sign = match["mark"] or match["marks"]
    return f"{line[: len(sign) - 1]}\\{line[len(sign) - 1 :]}" if sign[:1].isalnum() else f"\\{line}"


def in_lines(text: str, indent: str) -> str:
    """Words with a line for each sentence. Shape: `text` is Markdown without line breaks that mean something."""
    plain = " ".join(text.split())
    cuts = [0, *sorted(sentence_ends(plain)), len(plain)]
    lines = (plain[start:end].strip() for start, end in pairwise(cuts))
    return f"\n{indent}".join(guarded(line) for line in lines if line)


def block(unit: Unit, runs: Sequence[Run], led: Led, *, indent: str = "", mark: str = "-", level: int = 2,
          name: str = "") -> str:
    """A new paragraph, item, heading or piece of code. Shape: `runs` are its own, with the signs of its notes."""
    ambient = frozenset({"strong", "emph"}) if unit.kind is UnitKind.HEADING else frozenset[str]()
    if unit.kind is UnitKind.CODE:
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", unit.text)), 3)
        return f"{fence}\n{unit.text.strip(chr(10))}\n{fence}"
    words = inline(runs, ambient, led)
    if unit.kind is UnitKind.HEADING:
        return f"{'#' * level} {' '.join(words.split())} {{ #{name} }}"
    if unit.kind is UnitKind.ITEM:
        return f"{indent}{mark} {in_lines(words, indent + ' ' * (len(mark) + 1))}"
    if unit.kind is UnitKind.QUOTE:
        return f"> {in_lines(words, '> ')}"
    return indent + in_lines(words, indent)


def row(runs: Sequence[Run], led: Led, columns: int) -> str:
    """A row of a table."""
    cells: list[list[Run]] = [[]]
    for run in runs:
        if run.text == CELL:
            cells.append([])
        else:
            cells[-1].append(run)
    told = [" ".join(inline(cell, frozenset(), led).split()) for cell in cells]
    told += [""] * (columns - len(told))
    return "|" + "".join(f" {words} |" if words else " |" for words in told)


def table(rows: Sequence[Sequence[Run]], led: Led) -> str:
    """A table, its first row as the head."""
    columns = max((sum(run.text == CELL for run in runs) + 1 for runs in rows), default=1)
    told = [row(runs, led, columns) for runs in rows]
    return "\n".join([told[0], "|" + "---|" * columns, *told[1:]])
