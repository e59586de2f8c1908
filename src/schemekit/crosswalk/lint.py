"""Linting frameworks and crosswalks: what points nowhere, stands twice, contradicts itself or was overtaken.

Values in, findings out. The files are read, and their schemas held against them, by the outside world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemekit.crosswalk.contradictions import contradictions
from schemekit.crosswalk.rules import REASONS
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement
from schemekit.model.finding import Finding, Severity
from schemekit.model.framework import Framework
from schemekit.model.module import Module, RetiredClause

Positions = Callable[[tuple[str | int, ...]], tuple[int, int]]
RATIONALE_WORDS = 4
"""A rationale of fewer words says no more than the relation beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a crosswalk is held against.

    Shape: `frameworks` maps an id to its known versions, oldest first; `versions` are the versions that may be pinned,
    or None where they are not known; `changed` are the clauses whose words, force or default values are no longer
    those of the pinned version, and is empty where that is not known. Of a scheme's own crosswalk `digests` are those
    of the clauses as they stand, by id, and `beside` are the rows of the source's, or none; `digests` is None for one
    of a library.
    """

    module: str
    clauses: frozenset[str]
    frameworks: Mapping[str, Sequence[Framework]]
    retired: Mapping[str, RetiredClause] = field(default_factory=dict)
    versions: tuple[str, ...] | None = None
    changed: frozenset[str] = frozenset()
    digests: Mapping[str, str] | None = None
    beside: tuple[CrosswalkRow, ...] = ()

    @classmethod
    def of_module(
        cls, module: Module, frameworks: Mapping[str, Sequence[Framework]], *,
        versions: tuple[str, ...] | None = None, changed: frozenset[str] = frozenset(),
    ) -> Surroundings:
        """What a crosswalk of a library is held against."""
        return cls(module=module.id, clauses=frozenset(clause.id for clause in module.clauses), frameworks=frameworks,
                   retired={clause.id: clause for clause in module.retired}, versions=versions, changed=changed)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A file that findings are told about."""

    file: str
    positions: Positions

    def at(
        self, code: str, path: tuple[str | int, ...], *, found: str, wanted: str, fix: str,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        line, column = self.positions(path)
        words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
        return Finding(code=code, file=self.file, line=line, column=column, path=words, found=found, wanted=wanted,
                       why=REASONS[code], fix=fix, severity=severity)


def lint_framework(framework: Framework, file: str, positions: Positions) -> Iterator[Finding]:
    """Every finding of a framework's file. Shape: `file` ends in ID/VERSION.yaml."""
    sheet = _Sheet(file, positions)
    folder, _, name = file.rpartition("/")
    for key, told, place in (("id", framework.id, folder.rpartition("/")[2]),
                             ("version", framework.version, name.removesuffix(".yaml"))):
        if told != place:
            yield sheet.at("framework-place", (key,), found=f"'{told}'", wanted=f"'{place}', as the file lies",
                           fix="write the name of the folder and of the file, or move the file")
    above = {item.id: item.parent for item in framework.items}
    seen: set[str] = set()
    for index, item in enumerate(framework.items):
        if item.id in seen:
            yield sheet.at("framework-item-twice", ("items", index, "id"), found=f"'{item.id}' for the second time",
                           wanted="each id once", fix="give one of them another id, or take it out")
        seen.add(item.id)
        if item.parent and item.parent not in above:
            yield sheet.at("framework-parent", ("items", index, "parent"), found=f"'{item.parent}', which is no item",
                           wanted="the id of another item", fix="correct it, or leave it out for an item at the top")
    circles = _in_circles(above)
    for index, item in enumerate(framework.items):
        if item.id in circles:
            yield sheet.at("framework-parent", ("items", index, "parent"), found=f"'{item.id}' is under itself",
                           wanted="a parent that is not below the item", fix="take the circle apart")


def _in_circles(above: Mapping[str, str]) -> frozenset[str]:
    """The items that come back to themselves on the way up."""
    met: set[str] = set()
    found: set[str] = set()
    for start in above:
        way: dict[str, int] = {}
        here = start
        while here in above and here not in met:
            met.add(here)
            way[here] = len(way)
            here = above[here]
        if here in way:
            found.update(item for item, place in way.items() if place >= way[here])
    return frozenset(found)


def lint_crosswalk(crosswalk: Crosswalk, around: Surroundings, file: str, positions: Positions) -> Iterator[Finding]:
    """Every finding of a crosswalk's file. Shape: `file` ends in MODULE/crosswalks/FRAMEWORK.yaml."""
    sheet = _Sheet(file, positions)
    yield from _place(crosswalk, around, sheet)
    yield from _versions(crosswalk, around, sheet)
    yield from _rows(crosswalk, around, sheet)
    yield from _together(crosswalk, around, sheet)
    framework = _framework(crosswalk, around)
    if framework is not None:
        for path, found, wanted, fix in contradictions(crosswalk, framework):
            yield sheet.at("crosswalk-below", path, found=found, wanted=wanted, fix=fix)
    for key, judgements in (("rows", crosswalk.rows), ("together", crosswalk.together)):
        yield from _rationales(key, judgements, sheet)
        yield from _reviews(key, judgements, sheet)


def _place(crosswalk: Crosswalk, around: Surroundings, sheet: _Sheet) -> Iterator[Finding]:
    name = sheet.file.rpartition("/")[2].removesuffix(".yaml")
    if crosswalk.framework != name:
        yield sheet.at("crosswalk-place", ("framework",), found=f"'{crosswalk.framework}'",
                       wanted=f"'{name}', as the file is called", fix="write the name of the file, or rename the file")
    if crosswalk.module != around.module:
        yield sheet.at("crosswalk-place", ("module",), found=f"'{crosswalk.module}'",
                       wanted=f"'{around.module}', the module it lies in",
                       fix="write that id, or move the file to the other module")


def _versions(crosswalk: Crosswalk, around: Surroundings, sheet: _Sheet) -> Iterator[Finding]:
    if around.versions is not None and crosswalk.module_version not in around.versions:
        yield sheet.at("crosswalk-version", ("module_version",), found=f"'{crosswalk.module_version}'",
                       wanted=f"a release, or the one to come: {', '.join(around.versions[-6:])}",
                       fix="name the release whose words were judged")
    known = around.frameworks.get(crosswalk.framework, ())
    if not known:
        ids = ", ".join(sorted(around.frameworks)) or "none"
        yield sheet.at("crosswalk-framework", ("framework",), found=f"'{crosswalk.framework}', which is not known here",
                       wanted=f"one of the frameworks: {ids}",
                       fix=f"correct it, or list the framework in frameworks/{crosswalk.framework}/VERSION.yaml")
    elif _framework(crosswalk, around) is None:
        yield sheet.at("crosswalk-framework", ("framework_version",),
                       found=f"'{crosswalk.framework_version}', which is not known here",
                       wanted=f"one of: {', '.join(item.version for item in known)}",
                       fix="name the version whose items are meant, or add its file to frameworks/")
    elif known[-1].version != crosswalk.framework_version:
        yield sheet.at("crosswalk-newer-framework", ("framework_version",),
                       found=f"'{crosswalk.framework_version}', which {known[-1].version} has followed",
                       wanted=f"a mapping to {known[-1].name}",
                       fix="look through the rows with the new version beside you, then write it and your date",
                       severity=Severity.WARNING)


def _framework(crosswalk: Crosswalk, around: Surroundings) -> Framework | None:
    known = around.frameworks.get(crosswalk.framework, ())
    return next((item for item in known if item.version == crosswalk.framework_version), None)


def _rows(crosswalk: Crosswalk, around: Surroundings, sheet: _Sheet) -> Iterator[Finding]:
    framework = _framework(crosswalk, around)
    items = {item.id for item in framework.items} if framework else None
    answered = {row.item for row in crosswalk.rows if not row.is_gap}
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(crosswalk.rows):
        place = ("rows", index)
        if row.clause and row.clause not in around.clauses:
            yield sheet.at("crosswalk-clause", (*place, "clause"), found=f"'{row.clause}', which is no clause",
                           wanted=f"a clause of {around.module}", fix=_where(around.retired.get(row.clause)))
        elif row.clause in around.changed:
            yield sheet.at("crosswalk-stale", (*place, "clause"),
                           found=f"'{row.clause}', which reads otherwise than in {crosswalk.module_version}",
                           wanted="a judgement about the words as they are now",
                           fix="read the clause again, correct the row if need be, then write the version to come as "
                               "module_version and today's date")
        elif row.clause and around.digests is not None:
            yield from _own_words(row, around.digests[row.clause], place, sheet)
        if items is not None and row.item not in items:
            yield sheet.at("crosswalk-item", (*place, "item"), found=f"'{row.item}', which is no item",
                           wanted=f"an item of {crosswalk.framework} {crosswalk.framework_version}",
                           fix="correct the id, or take the row out")
        if (row.clause, row.item) in seen:
            pair = f"'{row.clause}' and '{row.item}'" if row.clause else f"the gap at '{row.item}'"
            yield sheet.at("crosswalk-twice", place, found=f"{pair} for the second time",
                           wanted="one row for a clause and an item", fix="keep the row that is right")
        elif row.is_gap and row.item in answered:
            yield sheet.at("crosswalk-gap", place, found=f"a gap at '{row.item}', which another row answers",
                           wanted="the gap or the clauses, not both", fix="take out what is not true")
        seen.add((row.clause, row.item))


def _own_words(row: CrosswalkRow, digest: str, place: tuple[str | int, ...], sheet: _Sheet) -> Iterator[Finding]:
    """Whether a clause that a scheme judged itself still reads as it did then."""
    if not row.text_sha256:
        yield sheet.at("crosswalk-undated-words", place, found=f"'{row.clause}', without the digest of what was judged",
                       wanted="the digest of the clause's words", severity=Severity.NOTE,
                       fix=f'read the clause, then write into the row: text_sha256: "{digest}"')
    elif row.text_sha256 != digest:
        yield sheet.at("crosswalk-stale", (*place, "text_sha256"),
                       found=f"'{row.clause}', which reads otherwise than when it was judged",
                       wanted="a judgement about the words as they are now",
                       fix="read the clause again, correct the row if need be, then write today's date and "
                           f'text_sha256: "{digest}"')


def _where(gone: RetiredClause | None) -> str:
    """What to do about a clause that is not there."""
    if gone is None:
        return "correct the id, or take the row out"
    others = [name for name in (gone.replaced_by, *gone.split_into) if name]
    went = f"; its duty went to {', '.join(others)}" if others else ""
    return f"it was retired in {gone.since}{went}: map what took its place, or take the row out"


def _together(crosswalk: Crosswalk, around: Surroundings, sheet: _Sheet) -> Iterator[Finding]:
    # Of two rows about one clause the crosswalk's own is the one that is meant.
    judged = {(row.item, row.clause): row for row in (*around.beside, *crosswalk.rows)}
    rows: dict[str, list[CrosswalkRow]] = {}
    for row in judged.values():
        rows.setdefault(row.item, []).append(row)
    seen: set[str] = set()
    for index, joint in enumerate(crosswalk.together):
        place = ("together", index)
        if joint.item in seen:
            yield sheet.at("crosswalk-twice", place, found=f"'{joint.item}' for the second time",
                           wanted="one joint judgement for an item", fix="keep the one that is right")
        seen.add(joint.item)
        # What only supports an item asks none of it, so it adds nothing to a sum of what is asked.
        asking = [row for row in rows.get(joint.item, ()) if row.relation.is_whole or row.relation.is_part]
        if len(asking) < 2:
            yield sheet.at("crosswalk-together", (*place, "item"),
                           found=f"{len(asking) or 'no'} clause{'' if len(asking) == 1 else 's'} at '{joint.item}'",
                           wanted="two or more rows that answer the item, at least in part",
                           fix="say it in the row itself, or add the rows")
        elif joint.relation.is_part and any(row.relation.is_whole for row in asking):
            yield sheet.at("crosswalk-together", (*place, "relation"),
                           found=f"{joint.relation.value}, where a single clause already answers '{joint.item}'",
                           wanted="no less than the best row", fix="correct the row or the joint judgement")


def _rationales(
    key: str, judgements: Iterable[CrosswalkRow | JointJudgement], sheet: _Sheet
) -> Iterator[Finding]:
    for index, judged in enumerate(judgements):
        if len(judged.rationale.split()) < RATIONALE_WORDS:
            yield sheet.at("crosswalk-rationale", (key, index, "rationale"), found=f"'{judged.rationale.strip()}'",
                           wanted="a sentence that says why", fix="say what in the clause answers the item, or why not")


def _reviews(
    key: str, judgements: Iterable[CrosswalkRow | JointJudgement], sheet: _Sheet
) -> Iterator[Finding]:
    for index, judged in enumerate(judgements):
        if not judged.reviewed_by:
            continue
        if judged.reviewed_by == judged.judge:
            yield sheet.at("crosswalk-review", (key, index, "reviewed_by"),
                           found=f"'{judged.judge}', who judged it too", wanted="somebody other than the judge",
                           fix="name who looked at it besides, or take the review out")
        elif judged.reviewed < judged.date:
            yield sheet.at("crosswalk-review", (key, index, "reviewed"),
                           found=f"{judged.reviewed}, before it was judged on {judged.date}",
                           wanted="a review of the judgement as it is",
                           fix="have it reviewed again, or take the review out")
