"""What is wrong or missing in one theory of change: names that lead nowhere, outcomes without a path, loops.

Values in, findings out; the lines of the file are looked up by whoever holds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from schemekit.model.finding import TOLD_OF_A_KIND, Finding, Severity
from schemekit.model.said import says_why
from schemekit.model.theory_of_change import Level, Step, TheoryOfChange
from schemekit.theory.language import READ, language_name, shown_language
from schemekit.theory.targets import SDG_TARGETS
from schemekit.theory.vocabulary import vocabulary

Path = tuple[str | int, ...]
Positions = Callable[[Path], tuple[int, int]]
_LOOP_SHOWN = 8


def lint_theory(theory: TheoryOfChange, file: str, positions: Positions) -> Iterator[Finding]:
    """Every finding of a theory. What is missing weighs as an error once the theory is approved."""
    sheet = _Sheet(theory, file, positions)
    yield from _names(sheet)
    yield from _language(sheet)
    yield from _codes(sheet)
    yield from _arrows(sheet)
    yield from _paths(sheet)
    yield from _assumptions(sheet)
    yield from _risks(sheet)


def loops(theory: TheoryOfChange) -> tuple[tuple[str, ...], ...]:
    """The steps that lead back to themselves, each loop once: the steps of it, in the order of one way round."""
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for name in sorted(theory.leads_to):
        reached = theory.reached_from(name)
        if name in reached and name not in seen:
            whole = {other for other in reached if name in theory.reached_from(other)}
            seen |= whole
            found.append(_way_round(theory, name, whole))
    return tuple(found)


def _way_round(theory: TheoryOfChange, start: str, whole: set[str]) -> tuple[str, ...]:
    """The shortest way from a step back to it."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:   # grows while it is gone through
        for name in theory.leads_to[way[-1]]:
            if name == start:
                return (*way, start)
            if name in whole and name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return (start,)


class _Sheet:
    """The file that findings are told about."""

    def __init__(self, theory: TheoryOfChange, file: str, positions: Positions) -> None:
        self.theory, self.file, self.positions = theory, file, positions
        self.weight = Severity.ERROR if theory.status == "approved" else Severity.WARNING
        self._searched = Counter[str]()

    def at(self, code: str, path: Path, *, found: str, wanted: str, why: str, fix: str,
           severity: Severity = Severity.ERROR) -> Finding:
        line, column = self.positions(path)
        words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
        return Finding(code=code, file=self.file, line=line, column=column, path=words, found=found, wanted=wanted,
                       why=why, fix=fix, severity=severity)

    def nearest(self, name: str, known: Sequence[str], what: str) -> str:
        """The known name that was meant, or nothing: looking takes long, so only as often as findings are told."""
        self._searched[what] += 1
        if self._searched[what] > TOLD_OF_A_KIND:
            return ""
        return next(iter(get_close_matches(name, known, n=1)), "")


def _names(sheet: _Sheet) -> Iterator[Finding]:
    theory = sheet.theory
    lists: tuple[tuple[str, Sequence[str]], ...] = (
        ("steps", [step.id for step in theory.steps]), ("assumptions", [item.id for item in theory.assumptions]),
        ("risks", [item.id for item in theory.risks]))
    for key, ids in lists:
        counted, seen = Counter(ids), set[str]()
        for place, name in enumerate(ids):
            if counted[name] > 1 and name in seen:
                yield sheet.at("theory-id-twice", (key, place, "id"), found=f"a second '{name}'", wanted="each id once",
                               why="the rest of the theory names it by its id", fix="give one of them another id")
            seen.add(name)
    steps = [step.id for step in theory.steps]
    assumptions = dict.fromkeys(item.id for item in theory.assumptions)
    for place, arrow in enumerate(theory.arrows):
        for key, name in (("from", arrow.source), ("to", arrow.target)):
            if name not in theory.by_id:
                yield _unknown(sheet, ("arrows", place, key), name, steps, "step")
        for number, name in enumerate(arrow.assumptions):
            if name not in assumptions:
                yield _unknown(sheet, ("arrows", place, "assumptions", number), name, tuple(assumptions), "assumption")
    for place, risk in enumerate(theory.risks):
        if risk.step and risk.step not in theory.by_id:
            yield _unknown(sheet, ("risks", place, "step"), risk.step, steps, "step")


def _unknown(sheet: _Sheet, path: Path, name: str, known: Sequence[str], what: str) -> Finding:
    near = sheet.nearest(name, known, what)
    return sheet.at(f"theory-{what}-unknown", path, found=f"'{name}', which is no {what}", wanted=f"the id of a {what}",
                    why="what it was meant for is lost",
                    fix=f"did you mean '{near}'?" if near else f"add the {what}, or take the name out")


def _codes(sheet: _Sheet) -> Iterator[Finding]:
    known = vocabulary().themes
    lists = (("steps", [step.themes for step in sheet.theory.steps]),
             ("assumptions", [item.themes for item in sheet.theory.assumptions]))
    for key, themes in lists:
        for place, codes in enumerate(themes):
            for number, code in enumerate(codes):
                if code not in known:
                    near = sheet.nearest(code, tuple(known), "theme")
                    yield sheet.at("theory-theme-unknown", (key, place, "themes", number),
                                   found=f"'{code}', which is no theme", wanted="a code of the theme list",
                                   why="steps are compared by these codes, and an own one matches nobody's",
                                   fix=f"did you mean '{near}'?" if near else "see them with 'schemekit toc themes'")
    for place, step in enumerate(sheet.theory.steps):
        if not step.themes:
            yield sheet.at("theory-no-theme", ("steps", place), found=f"no theme for '{step.id}'",
                           wanted="one code or more under 'themes'", severity=Severity.WARNING,
                           why="without one it is found alike to others' steps by its words alone",
                           fix="choose from 'schemekit toc themes'")
        for number, target in enumerate(step.sdg_targets):
            if target not in SDG_TARGETS:
                yield sheet.at("theory-sdg-unknown", ("steps", place, "sdg_targets", number),
                               found=f"'{target}', which is no SDG target", wanted="a target such as 6.4 or 17.16",
                               why="nobody else can name it", fix="look it up in the list of the United Nations")


def _language(sheet: _Sheet) -> Iterator[Finding]:
    shown = shown_language(sheet.theory)
    if not sheet.theory.language and shown != READ:
        yield sheet.at("theory-language", ("title",), found=f"words that look {language_name(shown)}, and no language",
                       wanted="its code under 'language'", severity=Severity.WARNING,
                       why="words are compared in English only, and others are left out of the scores",
                       fix=f"write 'language: {shown}', or 'language: {READ}' if they are English")


def _arrows(sheet: _Sheet) -> Iterator[Finding]:
    theory, seen = sheet.theory, set[tuple[str, str]]()
    for place, arrow in enumerate(theory.arrows):
        pair = (arrow.source, arrow.target)
        if arrow.source == arrow.target:
            yield sheet.at("theory-arrow-to-itself", ("arrows", place), wanted="two different steps",
                           found=f"an arrow from '{arrow.source}' to itself", why="nothing leads to itself",
                           fix="correct one of the ends")
        elif pair in seen:
            yield sheet.at("theory-arrow-twice", ("arrows", place), found=f"a second arrow {pair[0]} → {pair[1]}",
                           wanted="one arrow for each pair", why="of two kinds or strengths nobody knows which holds",
                           fix="take one of them out")
        seen.add(pair)
        source, target = theory.by_id.get(arrow.source), theory.by_id.get(arrow.target)
        if source and target and target.level.rank < source.level.rank and arrow.kind != "blocks":
            yield sheet.at("theory-backwards", ("arrows", place), severity=Severity.NOTE,
                           found=f"an arrow back from a {source.level.words} to a {target.level.words}",
                           wanted="to be read as a feedback", why="most arrows lead on",
                           fix="exchange the ends if it is not meant as one")
    for loop in loops(theory):
        place = next(number for number, step in enumerate(theory.steps) if step.id == loop[0])
        shown = " → ".join(loop if len(loop) <= _LOOP_SHOWN else (*loop[:_LOOP_SHOWN], "…", loop[-1]))
        yield sheet.at("theory-loop", ("steps", place), found=f"a loop: {shown}", severity=sheet.weight,
                       wanted="a first step and a last one",
                       why="what causes itself explains nothing, and no path can be told through it",
                       fix="take out the arrow that is weakest, or split a step into an earlier and a later one")


def _paths(sheet: _Sheet) -> Iterator[Finding]:
    theory = sheet.theory
    levels = {step.level for step in theory.steps}
    for level, words in ((Level.STRATEGY, "strategy"), (Level.IMPACT, "impact")):
        if theory.steps and level not in levels:
            yield sheet.at("theory-level-missing", ("steps",), found=f"no {words}", wanted="strategies and impacts",
                           severity=Severity.WARNING, fix=f"add a step of the level '{level.value}'",
                           why="a theory tells what is done and what it is done for")
    if not theory.steps:
        yield sheet.at("theory-empty", ("steps",), found="no steps", wanted="strategies, outputs, outcomes and impacts",
                       severity=sheet.weight, why="there is nothing to draw or compare",
                       fix=f"fill in a sheet: schemekit toc export {theory.id} --to sheet.xlsx, then toc import")
    for place, step in enumerate(theory.steps):
        yield from _path_of(sheet, place, step)


def _path_of(sheet: _Sheet, place: int, step: Step) -> Iterator[Finding]:
    theory = sheet.theory
    if step.level.is_change and not theory.actions_behind[step.id]:
        yield sheet.at("theory-outcome-without-path", ("steps", place), found=f"no path from a strategy to '{step.id}'",
                       wanted="a strategy that leads to it over one or more arrows", severity=sheet.weight,
                       why="nothing that you do brings it about, so it is a hope",
                       fix="draw the arrow that is missing, or make it an assumption")
    is_for_something = any(theory.by_id[name].level.is_change for name in theory.reached_from(step.id))
    if not step.level.is_change and not is_for_something:
        yield sheet.at("theory-leads-nowhere", ("steps", place), found=f"'{step.id}' leads to no outcome",
                       wanted="an arrow towards what it is done for", severity=Severity.WARNING,
                       why="work that leads to nothing in the theory is hard to defend in a budget",
                       fix="draw the arrow, or ask why it is done")
    if step.level.is_change and step.level is not Level.IMPACT and not step.indicators:
        yield sheet.at("theory-no-indicator", ("steps", place), found=f"no indicator for '{step.id}'",
                       wanted="how one sees that it happened", severity=Severity.WARNING,
                       why="what is not measured cannot be told to have happened", fix="write one under 'indicators'")


def _assumptions(sheet: _Sheet) -> Iterator[Finding]:
    theory = sheet.theory
    relied_on = {name for arrow in theory.arrows for name in arrow.assumptions}
    nobody_looks = {item.id for item in theory.unwatched}
    for place, item in enumerate(theory.assumptions):
        if item.id in nobody_looks:
            yield sheet.at("theory-assumption-unwatched", ("assumptions", place),
                           found=f"nobody watches whether '{item.id}' holds", severity=sheet.weight,
                           wanted="who looks, how and when, under 'watched_by'",
                           why="when it fails, everything behind it fails unseen",
                           fix="name somebody, or find out whose outcome it is: schemekit toc compare")
        if item.id not in relied_on:
            yield sheet.at("theory-assumption-unused", ("assumptions", place),
                           found=f"no arrow rests on '{item.id}'", wanted="an arrow that names it",
                           severity=Severity.WARNING, why="nobody sees what would break if it failed",
                           fix="add it to 'assumptions' of the arrow that needs it, or take it out")


def _risks(sheet: _Sheet) -> Iterator[Finding]:
    for place, risk in enumerate(sheet.theory.risks):
        is_grave = "high" in (risk.likelihood, risk.impact) and "low" not in (risk.likelihood, risk.impact)
        if is_grave and not says_why(risk.response):
            yield sheet.at("theory-risk-unanswered", ("risks", place), found=f"no answer to the grave risk '{risk.id}'",
                           wanted="what is done about it, under 'response'", severity=Severity.WARNING,
                           why="it is likely or bad enough by your own word",
                           fix="write what you do, or that you bear it and why")
