"""Holding a crosswalk that would be written against the rules, and telling where the file has what is wrong.

What was wrong before is not told again: `module lint` tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.crosswalk.lint import Surroundings, lint_crosswalk
from schemekit.files.schemas import load
from schemekit.interchange.beside_source import Beside, of_own, own_part, together_with
from schemekit.interchange.carriage import Format
from schemekit.interchange.changes import Key, Plan, Wish
from schemekit.interchange.exchanged import Received, Refusal
from schemekit.interchange.planning import planned
from schemekit.interchange.written import crosswalk_text
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.finding import Finding, FindingsError, Severity

_STALE = "crosswalk-stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkImport:
    """What an import makes of a crosswalk's file.

    Shape: `file` is where it lies, from the folder that holds it; `text` is what it would say, empty where it is
    refused; `reread` names rows whose clause reads otherwise than in the release that was judged.
    """

    file: str
    form: Format
    plan: Plan
    text: str
    refusals: tuple[Refusal, ...]
    reread: tuple[str, ...]
    is_written: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return self.plan.is_empty


def assessed(
    before: str | None, received: Received, form: Format, wish: Wish, around: Surroundings, file: str,
    beside: Beside | None = None,
) -> CrosswalkImport:
    """What an import would write, or why it would not.

    Shape: `before` is the text of the file as it stands, None where there is none; `file` ends in
    MODULE/crosswalks/FRAMEWORK.yaml. In a scheme `beside` is what its own crosswalk stands beside: the file is held
    against both, and the scheme's own rows are written.
    Raises: FindingsError where the file that is there cannot be read, EditRefusedError.
    """
    ours = None if before is None else Crosswalk.from_mapping(load(before, "crosswalk", file))
    plan = planned(together_with(beside.source if beside else None, ours), received, form, wish)
    wanted = plan.crosswalk
    if beside is not None:
        plan = of_own(plan, beside.source, ours)
        wanted = own_part(plan, beside, ours, around.digests or {}, wish)
    known = set() if ours is None else {(one.code, key) for one, key in _found(ours, around, file)}
    refusals = list(plan.refusals)
    reread = []
    for finding, key in _found(wanted, around, file):
        if finding.code == _STALE:
            reread.append(finding.found)
        elif finding.severity is Severity.ERROR and (finding.code, key) not in known:
            refusals.append(_refusal(finding, key, plan))
    text = ""
    if not refusals and not plan.is_empty:
        text = crosswalk_text(before, wanted, file)
        try:
            load(text, "crosswalk", file)
        except FindingsError as error:   # what only the schema knows, such as a name of two hundred and one letters
            refusals += [Refusal(place=one.path or "the file", found=one.found, fix=one.fix) for one in error.findings]
            text = ""
    return CrosswalkImport(file=file, form=form, plan=plan, text=text, refusals=tuple(refusals),
                           reread=tuple(dict.fromkeys(reread)))


def _found(crosswalk: Crosswalk, around: Surroundings, file: str) -> Iterator[tuple[Finding, Key | None]]:
    """The findings of a crosswalk, with what each is about."""
    def place(path: tuple[str | int, ...]) -> tuple[int, int]:
        return (path[1] + 1 if len(path) > 1 and isinstance(path[1], int) else 0, 0)

    for finding in lint_crosswalk(crosswalk, around, file, place):
        key: Key | None = None
        if finding.line and finding.path.startswith("rows"):
            row = crosswalk.rows[finding.line - 1]
            key = (False, row.clause, row.item)
        elif finding.line:
            key = (True, "", crosswalk.together[finding.line - 1].item)
        yield finding, key


def _refusal(finding: Finding, key: Key | None, plan: Plan) -> Refusal:
    if key is None:
        return Refusal(place=finding.path or "the file", found=finding.found, fix=finding.fix)
    told = "together" if key[0] else key[1] or "gap"
    place = plan.places.get(key) or f"the row {told} – {key[2]}, which is here already"
    column = finding.path.rpartition("].")[2] if "]." in finding.path else ""
    return Refusal(place=f"{place}{f', {column}' if column else ''}", found=finding.found, fix=finding.fix)
