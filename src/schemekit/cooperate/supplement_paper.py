"""The supplement as a document: only what they ask beyond us, with their clause numbers, credit and licence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.cooperate.supplement import ModuleSupplement, Supplements
from schemekit.crosswalk.paired_clauses import PairedClause
from schemekit.crosswalk.side_by_side import ValueRow
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.formatted.made_markdown import as_words, table

FORMATS = ("docx", "pdf", "html", "md", "json")
_NOTE = ("Made by laying two texts beside each other. What is not in it was found to ask no more than ours does, or "
         "binds nobody; no body has judged that.")


def supplement_paper(found: Supplements, today: str) -> Paper:
    """The supplement on paper. Units: `today` is YYYY-MM-DD."""
    title = f"Supplement: what {found.theirs} asks beyond {found.ours}"
    lines = [line for module in found.modules for line in _module(module, found)]
    return Paper(
        title=title, owner=found.ours, language=found.language,
        parts=(PaperPart(title=title, markdown="\n".join(lines)),),
        facts=(("Base", found.ours), ("Asked beside", found.theirs), ("In all", found.summary), ("Made on", today)),
        footer=f"Made on {today}. {_NOTE}", is_numbered=False, has_contents=False,
    )


def _module(module: ModuleSupplement, found: Supplements) -> Iterator[str]:
    yield f"## {as_words(f'{module.title}, {module.their_version}')}"
    yield ""
    yield from _head(module, found)
    has_words = module.copying.is_allowed
    for title, lines in (
        ("Clauses that only they have", _clauses(module.found.only, has_words=has_words)),
        ("Clauses in which they ask more", _clauses(module.found.stricter, has_words=has_words)),
        ("Values that ask more", _values(module.found.values)),
        ("For a person to look at", _open(module, has_words=has_words)),
        ("Licence and credit", _licence(module)),
    ):
        made = list(lines)
        if made:
            yield from (f"### {title}", "", *made, "")


def _head(module: ModuleSupplement, found: Supplements) -> Iterator[str]:
    yield (f"A client that meets the {as_words(module.our_title)} of {as_words(found.ours)} ({module.our_version}) "
           f"has to meet what stands here as well, to meet the {as_words(module.title)} of {as_words(found.theirs)} "
           f"({module.their_version}).")
    yield ""
    if not module.is_same_module:
        yield ("The two go back to different texts. Their clauses were laid beside ours through the items of "
               "frameworks that people judged both to address; two clauses on one item need not ask the same.")
        yield ""
    if not module.copying.is_allowed:
        yield ("**Their words are not printed here**, only numbers and headings: see *Licence and credit*.")
        yield ""
    if module.found.is_empty:
        yield "Nothing was found that they ask beyond us."
        yield ""
    if module.found.without_force:
        number = module.found.without_force
        yield f"Left out: {number} clause{'s' if number != 1 else ''} of theirs that only inform{'s' * (number == 1)}."
        yield ""


def _clauses(pairs: Sequence[PairedClause], *, has_words: bool) -> Iterator[str]:
    for pair in pairs:
        yield from _clause(pair, has_words=has_words)


def _clause(pair: PairedClause, *, has_words: bool) -> Iterator[str]:
    theirs = pair.theirs
    if theirs is None:
        return
    yield f"#### {as_words(theirs.label)}"
    yield ""
    beside = [f"their clause {theirs.number or theirs.id}", theirs.force.value]
    if pair.ours is not None:
        beside.append(f"beside ours {pair.ours.label}")
    yield f"*{as_words(', '.join(beside))}*"
    yield ""
    if pair.told and has_words and pair.ours is not None:
        yield f"**What differs.** {as_words('; '.join(pair.told))}"
        yield ""
    for words in pair.through:
        yield f"**Compare with ours.** {as_words(words)}"
        yield ""
    if has_words:
        yield from _quoted(theirs.body)
        yield ""


def _quoted(body: str) -> Iterator[str]:
    """Their words as a quotation, so that nobody takes them for ours."""
    for line in body.split("\n"):
        yield f"> {line}" if line.strip() else ">"


def _values(rows: Sequence[ValueRow]) -> Iterator[str]:
    yield from table(("Value", "Ours", "Theirs", "To be met"), [
        (as_words(row.title), _told(row.ours, row), _told(row.theirs, row),
         f"**{_told(row.strictest or row.theirs, row)}**") for row in rows])


def _open(module: ModuleSupplement, *, has_words: bool) -> Iterator[str]:
    if module.found.open_values:
        yield "No rule tells which of these values is the stricter."
        yield ""
        yield from table(("Value", "Ours", "Theirs", "Why"), [
            (as_words(row.title), _told(row.ours, row), _told(row.theirs, row), as_words(row.note or row.rule))
            for row in module.found.open_values])
    if module.found.to_look_at:
        yield "No rule tells whether these clauses of theirs ask more than ours. Until somebody looked, meet both."
        yield ""
        yield from _clauses(module.found.to_look_at, has_words=has_words)


def _licence(module: ModuleSupplement) -> Iterator[str]:
    if module.copying.is_allowed:
        yield f"**Credit.** {as_words(module.copying.credit)}. Quoted without changes, in part."
        yield ""
    yield f"**May their words be copied?** {as_words(module.copying.words)}"


def _told(words: str, row: ValueRow) -> str:
    if not words:
        return "-"
    return as_words(f"{words} {row.unit}".strip() if words[:1].isdigit() else words)
