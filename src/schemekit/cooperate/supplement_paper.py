"""The supplement as a document: only what they ask beyond us, with their clause numbers, credit and licence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.cooperate.supplement import ModuleSupplement, Supplements
from schemekit.cooperate.unconfirmed_paper import unconfirmed_facts
from schemekit.crosswalk.paired_clauses import PairedClause
from schemekit.crosswalk.side_by_side import ValueRow, with_unit
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.formatted.made_markdown import as_words, table

FORMATS = ("docx", "pdf", "html", "md", "json")
_NOTE = ("Made by laying two texts beside each other. Each clause of theirs that differs from ours is in it: as asked "
         "beyond ours, as to be decided by people, or as found to ask no more, with the reason. No body has judged "
         "any of that.")


def supplement_paper(found: Supplements, today: str) -> Paper:
    """The supplement on paper. Units: `today` is YYYY-MM-DD."""
    title = f"Supplement: what {found.theirs} asks beyond {found.ours}"
    lines = [line for module in found.modules for line in _module(module, found)]
    return Paper(
        title=title, owner=found.ours, language=found.language,
        parts=(PaperPart(title=title, markdown="\n".join(lines)),),
        facts=(("Base", found.ours), ("Asked beside", found.theirs), ("In all", found.summary), ("Made on", today),
               *unconfirmed_facts(found.unconfirmed)),
        footer=f"Made on {today}. No body has judged it.", is_numbered=False, has_contents=False,
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
        ("To be decided by people: which asks more", _open(module, has_words=has_words)),
        ("Found to ask no more", _no_more(module, has_words=has_words)),
        ("What each fills in for itself", own_values_lines(module.found.own_values)),
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
    yield as_words(_NOTE)
    yield ""
    if not module.is_same_module:
        yield ("The two go back to different texts. Their clauses were laid beside ours through the items of "
               "frameworks that people judged both to address; two clauses on one item need not ask the same.")
        yield ""
    if not module.copying.is_allowed:
        yield ("**Their words are not printed here**, only numbers and headings: see *Licence and credit*.")
        yield ""
    if module.copying.warning:
        yield f"**Not to be given out yet.** {as_words(module.copying.warning)}."
        yield ""
    if module.found.is_empty:
        yield "Nothing was found that they ask beyond us."
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
    if pair.told and has_words and (pair.ours is not None or pair.way.is_open):
        yield f"**What differs.** {as_words('; '.join(pair.told))}"
        yield ""
    for words in pair.through:
        yield f"**Compare with ours.** {as_words(words)}"
        yield ""
    if has_words:
        yield from quoted(theirs.body)
        yield ""


def _no_more(module: ModuleSupplement, *, has_words: bool) -> Iterator[str]:
    yield from table(("Theirs", "Ours", "Why it asks no more"), [
        (as_words(less.pair.theirs.label if less.pair.theirs else ""),
         as_words(less.pair.ours.label) if less.pair.ours else "-",
         as_words("; ".join((less.why, *(less.told if has_words else ()))))) for less in module.found.no_more])


def own_values_lines(rows: Sequence[ValueRow]) -> Iterator[str]:
    """Values that each side fills in for itself, for people to see which of them are more than a name."""
    if rows:
        yield ("Names, addresses and other words of each side's own count as no difference. "
               "Look at those that are more than a name.")
        yield ""
        yield from table(("What", "Ours", "Theirs"), [
            (as_words(row.title), as_words(row.ours), as_words(row.theirs)) for row in rows])


def both_wordings(pair: PairedClause, mark: str, *, has_words: bool) -> Iterator[str]:
    """A clause as ours has it and as theirs has it, for people to decide which asks more.

    Shape: `mark` is that of its heading (`###`).
    """
    ours, theirs = pair.ours, pair.theirs
    yield f"{mark} {as_words(pair.clause.heading)}"
    yield ""
    if pair.told and has_words:
        yield f"**What differs.** {as_words('; '.join(pair.told))}"
        yield ""
    for name, side in (("Ours", ours), ("Theirs", theirs)):
        yield f"**{name}{as_words(f', {side.number}' if side and side.number else '')}**"
        yield ""
        if side is None:
            yield f"{name} has no such words."
        elif side is theirs and not has_words:
            yield "Their words may not be printed here."
        else:
            yield from quoted(side.body)
        yield ""


def quoted(body: str) -> Iterator[str]:
    """Words of a text as a quotation, so that nobody takes them for ours."""
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
        for pair in module.found.to_look_at:
            yield from both_wordings(pair, "####", has_words=has_words) if pair.ours is not None else \
                _clause(pair, has_words=has_words)


def _licence(module: ModuleSupplement) -> Iterator[str]:
    if module.copying.is_allowed:
        yield f"**Credit.** {as_words(module.copying.credit)}. Quoted without changes, in part."
        yield ""
    yield f"**May their words be copied?** {as_words(module.copying.words)}"


def _told(words: str, row: ValueRow) -> str:
    if not words:
        return "-"
    return as_words(with_unit(words, row.unit))
