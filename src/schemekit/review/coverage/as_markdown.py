"""Coverage as Markdown, for a pull request or a wiki: whatever a text holds is shown and does nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.told import DISCLAIMER, OWN_NOTE, RELATIONS, standing_words, state_words
from schemekit.model.crosswalk import SELF, Relation
from schemekit.review.coverage.covered import Coverage, FrameworkCoverage
from schemekit.review.formats.markdown import arrowed, plain

_CELL = 400   # characters of one cell
_NOTE = 2000
_NAMED = 20_000   # of a cell that names clauses: what counts for less is never cut away


def markdown_of(coverage: Coverage) -> str:
    """All of it but the words of the clauses, which the other formats have."""
    return "\n".join(_lines(coverage)) + "\n"


def _lines(coverage: Coverage) -> Iterator[str]:
    yield f"# Coverage: {plain(coverage.name, _CELL)}"
    yield ""
    yield f"*{plain(DISCLAIMER)}*"
    yield ""
    yield f"Modules: {plain(', '.join(f'{module} {version}' for module, version in coverage.modules)) or 'none'}"
    if coverage.has_own_judgements:
        yield f"\n*{plain(OWN_NOTE)}*"
    for notice in coverage.notices:
        yield f"\n> {plain(notice, _CELL)}"
    for one in coverage.frameworks:
        yield from _framework(coverage, one)
    yield from _values(coverage)
    if coverage.own:
        yield "\n## Judged by nobody yet\n"
        yield "Clauses that the scheme added count for nothing until somebody judges them.\n"
        yield from (f"- {plain(f'{clause.name}: {clause.label}', _CELL)}" for clause in coverage.own)


def _values(coverage: Coverage) -> Iterator[str]:
    """The values that are not the module's own, each with the clauses in which it stands."""
    standing: dict[str, list[str]] = {}
    for _, clause in sorted(coverage.clauses.items()):
        for value in clause.other_values:
            standing.setdefault(value, []).append(clause.name)
    if standing:
        yield "\n## Values other than the module's\n"
        yield from _table(("Value", "In"), [(value, ", ".join(names)) for value, names in standing.items()])


def _framework(coverage: Coverage, one: FrameworkCoverage) -> Iterator[str]:
    yield f"\n## {plain(one.framework.title, _CELL)}\n"
    yield f"{plain(one.framework.name)}. {plain(one.summary, _CELL)}."
    for note in one.notes:
        yield f"\nNote of the judge: {plain(note, _NOTE)}"
    if coverage.since:
        yield f"\n### Since {plain(coverage.since, _CELL)}\n"
        if one.changes:
            yield from _table(("Item", "Before", "Now", "Because of"), [
                (_name(coverage, change.item), change.before,
                 change.after if change.step else f"{change.after} ({change.way})",
                 "; ".join(arrowed(cause.told) for cause in change.causes)) for change in one.changes])
        else:
            yield "No item stands elsewhere, and none has other clauses behind it."
        yield ""
    yield ""
    yield from _table(("Item", "As judged", "Clauses", "Judged by", "Counts for less"),
                      [_row(coverage, item) for item in one.listed])
    if one.left_out:
        yield f"\n{one.left_out}"


def _row(coverage: Coverage, item: ItemCoverage) -> tuple[str, ...]:
    told = []
    for one in item.evidence:
        clause = coverage.clause(one)
        if one.relation is not Relation.SUPPORTS:
            label = f"{one.module} {clause.label}" if clause else one.name
            own = f", as judged by {SELF}" if one.is_own else ""
            state = f"; {words}" if (words := state_words(one)) else ""
            told.append(f"{label} ({RELATIONS[one.relation]}{own}{state})")
    gaps = [f"gap in {module}: {gap.rationale}" + (f" ({SELF})" if gap.is_own else "") for module, gap in item.gaps]
    return (_name(coverage, item), standing_words(item), "; ".join([*told, *gaps]), ", ".join(item.judges),
            "; ".join(coverage.why_lowered(item)))


def _name(coverage: Coverage, item: ItemCoverage) -> str:
    return f"{'– ' * item.depth}{item.item.id} {item.item.label(coverage.language)}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(' --- ' for _ in heads)}|"
    for row in rows:
        yield f"| {' | '.join(plain(cell, _NAMED) for cell in row)} |"
