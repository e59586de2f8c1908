"""The values of two schemes on paper and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.side_by_side import ModuleValues, SideBySide
from schemekit.cooperate.unconfirmed_paper import unconfirmed_facts, unconfirmed_sheets
from schemekit.crosswalk.side_by_side import Stricter, ValueRow, with_unit
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.formatted.made_markdown import as_words, table
from schemekit.word.spreadsheet import Column, Sheet

FORMATS = ("html", "docx", "pdf", "md", "xlsx", "json")
_NOTE = ("Which way is stricter is the module's own word. Where it names no direction, or the two count in different "
         "units, a person decides. The strictest values are a preview: nobody has agreed on them.")
_GROUPS = (
    ("Where they differ, and the strictest", (Stricter.OURS, Stricter.THEIRS, Stricter.EACH)),
    ("Where a person decides", (Stricter.PERSON,)),
    ("What only one of them has", (Stricter.ONLY_OURS, Stricter.ONLY_THEIRS)),
    ("Not used by either text", (Stricter.UNUSED,)),
    ("Names and addresses, each its own", (Stricter.OWN,)),
    ("The same in both", (Stricter.SAME,)),
)


def values_paper(found: SideBySide, today: str) -> Paper:
    """The values as a document. Units: `today` is YYYY-MM-DD."""
    lines = [as_words(_NOTE), ""]
    for module in found.modules:
        lines += [f"## {_title(module)}", "", *_module(module)]
    title = f"Values of {found.ours} and {found.theirs} side by side"
    return Paper(title=title, parts=(PaperPart(title=title, markdown="\n".join(lines)),), owner=found.ours,
                 facts=(("Ours", found.ours), ("Theirs", found.theirs), ("In all", found.summary),
                        ("Compared on", today), *unconfirmed_facts(found.unconfirmed)),
                 footer=f"Compared on {today}. Nobody has agreed on it.", is_numbered=False, has_contents=False)


def values_sheets(found: SideBySide) -> tuple[Sheet, ...]:
    """One sheet for each module, with a column for what the parties agree on."""
    return (*(Sheet(title=module.name.replace("/", " ")[:31], columns=(
        Column(heading="Value", width=30), Column(heading="Parameter", width=24), Column(heading="Ours", width=24),
        Column(heading="Theirs", width=24), Column(heading="Unit", width=14), Column(heading="Range", width=30),
        Column(heading="Stricter", width=18), Column(heading="What is stricter", width=24),
        Column(heading="Strictest wins", width=24), Column(heading="Note", width=34),
        Column(heading="Reference", width=34), Column(heading="Agreed", width=20), Column(heading="Reason", width=34),
    ), rows=tuple((row.title, row.name, row.ours, row.theirs, row.unit, row.bounds, row.stricter.value, row.rule,
                   row.strictest, row.note, row.reference, "", "") for row in module.rows))
        for module in found.modules), *unconfirmed_sheets(found.unconfirmed))


def _title(module: ModuleValues) -> str:
    return as_words(f"{module.title} ({module.name}, ours {module.our_version}, theirs {module.their_version})")


def _module(module: ModuleValues) -> Iterator[str]:
    if not module.is_same_module:
        yield ("The two go back to different texts. Values were put together by their names alone: "
               "look whether they mean the same before you rely on a row.")
        yield ""
    for words in module.broken:
        yield f"**Look here.** {as_words(words[:1].upper() + words[1:])}."
        yield ""
    for title, results in _GROUPS:
        rows = module.of(*results)
        if rows:
            yield f"### {title}"
            yield ""
            yield from _rows(rows, results)


def _rows(rows: tuple[ValueRow, ...], results: tuple[Stricter, ...]) -> Iterator[str]:
    if results == (Stricter.SAME,):
        yield from table(("Value", "Both", "Range"), [
            (as_words(row.title), _with_unit(row.ours, row), as_words(row.bounds) or "-") for row in rows])
    elif Stricter.OURS in results:
        yield from table(("Value", "Ours", "Theirs", "Range", "Stricter", "Strictest wins"), [
            (as_words(row.title), _with_unit(row.ours, row), _with_unit(row.theirs, row), as_words(row.bounds) or "-",
             row.stricter.value, _strictest(row)) for row in rows])
    else:
        yield from table(("Value", "Ours", "Theirs", "Range", "Why"), [
            (as_words(row.title), _with_unit(row.ours, row), _with_unit(row.theirs, row), as_words(row.bounds) or "-",
             as_words(row.note or (row.rule if row.stricter is Stricter.PERSON else row.stricter.value)))
            for row in rows])


def _strictest(row: ValueRow) -> str:
    note = f" ({as_words(row.note)})" if row.note else ""
    return f"**{_with_unit(row.strictest, row)}**{note}"


def _with_unit(words: str, row: ValueRow) -> str:
    if not words:
        return "-"
    return as_words(with_unit(words, row.unit))
