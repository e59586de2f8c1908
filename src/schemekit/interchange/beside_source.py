"""A scheme's own crosswalk beside its source's: one table for people, of which the scheme keeps its own rows only.

Basis: docs/decisions/0031-a-scheme-judges-beside-its-source.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schemekit.interchange.changes import Judgement, News, Plan, Wish, key_of
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a scheme's own crosswalk stands beside.

    Shape: `source` is what the source says of the same framework, if anything; `version` the release that the scheme's
    text goes back to.
    """

    source: Crosswalk | None
    version: str


def together_with(source: Crosswalk | None, own: Crosswalk | None) -> Crosswalk | None:
    """Both as one table; of two judgements about one thing it has the scheme's, which it can change."""
    if source is None or own is None:
        return own or source
    found = {key_of(one): one for one in (*source.judgements, *own.judgements)}
    return replace(own, rows=tuple(one for one in found.values() if isinstance(one, CrosswalkRow)),
                   together=tuple(one for one in found.values() if isinstance(one, JointJudgement)))


def own_part(
    plan: Plan, beside: Beside, own: Crosswalk | None, digests: Mapping[str, str], wish: Wish
) -> Crosswalk:
    """What the scheme has to keep of the table as it would be: what its source does not say in the same words.

    Shape: `digests` are those of the clauses as they stand, which new and changed rows are marked with. Where the
    scheme has nothing of its own yet, its judge and day are those of `wish`.
    """
    source = beside.source
    said = {key_of(one): one for one in source.judgements} if source else {}
    kept = {key_of(one): one for one in own.judgements} if own else {}
    table = plan.crosswalk
    rows = tuple(_marked(row, kept.get(key_of(row)), digests) for row in table.rows
                 if said.get(key_of(row)) != replace(row, text_sha256=""))
    together = tuple(joint for joint in table.together if said.get(key_of(joint)) != joint)
    if source is not None and own is None:
        table = replace(table, module_version=beside.version, judge=wish.judge, date=wish.date, note="")
    return replace(table, rows=rows, together=together)


def _marked(row: CrosswalkRow, before: Judgement | None, digests: Mapping[str, str]) -> CrosswalkRow:
    """A row with the digest of the words that were judged: those of now, unless nobody judged it anew."""
    if row == before or not row.clause:
        return row
    return replace(row, text_sha256=digests.get(row.clause, ""))


def of_own(plan: Plan, source: Crosswalk | None, own: Crosswalk | None) -> Plan:
    """A plan without what a scheme cannot do: take a judgement of its source out."""
    if source is None:
        return plan
    kept = {key_of(one) for one in own.judgements} if own else set()
    gone = [change for change in plan.changes
            if change.news is News.GONE and (change.is_joint, change.clause, change.item) not in kept]
    told = f"rows of the source's that the file does not have stay: {', '.join(change.told for change in gone)}"
    return replace(plan, changes=tuple(change for change in plan.changes if change not in gone),
                   head=plan.head if own else (), notes=(*plan.notes, *([told] if gone else [])))
