"""Coverage as data, for `--json` and the file of that kind. Basis: schemas/reports/coverage.schema.json."""

from __future__ import annotations

from typing import Any

from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.evidence import Evidence, Standing
from schemekit.crosswalk.told import DISCLAIMER
from schemekit.model.crosswalk import CrosswalkRow, JointJudgement
from schemekit.review.coverage.covered import Coverage, FrameworkCoverage, ItemChange


def data_of(coverage: Coverage) -> dict[str, Any]:
    """All of it. Shape: the clauses stand once, and evidence names them by module and id."""
    return {
        "name": coverage.name,
        "note": DISCLAIMER,
        "since": coverage.since,
        "modules": [{"module": module, "version": version} for module, version in coverage.modules],
        "frameworks": [_framework(coverage, one) for one in coverage.frameworks],
        "clauses": [coverage.clauses[key].to_mapping() for key in sorted(coverage.clauses)],
        "own": [{"module": clause.module, "clause": clause.clause, "label": clause.label} for clause in coverage.own],
        "notices": list(coverage.notices),
    }


def _framework(coverage: Coverage, one: FrameworkCoverage) -> dict[str, Any]:
    framework = one.framework
    return {
        "framework": framework.id, "version": framework.version, "title": framework.title,
        "summary": one.summary,
        "addresses": one.counts[Standing.ADDRESSES], "partly": one.counts[Standing.PARTLY],
        "not_addressed": one.counts[Standing.NOT_ADDRESSED], "not_judged": one.unjudged,
        "to_be_judged_anew": one.anew,
        "own_judgements": len(one.own),
        "notes": list(one.notes),
        "judges": list(one.judges),
        "items": [_item(coverage, item) for item in one.items],
        "changes": [_change(change) for change in one.changes],
    }


def _item(coverage: Coverage, item: ItemCoverage) -> dict[str, Any]:
    return {
        "item": item.item.id, "label": item.item.label(coverage.language), "depth": item.depth,
        "standing": item.standing.value if item.is_judged else None,
        "to_be_judged_anew": item.is_anew,
        "standing_untouched": item.untouched.value if item.untouched else None,
        "own_judgement": item.is_own,
        "standing_without_own": item.by_others.value if item.by_others else None,
        "judged_by": list(item.judges),
        "evidence": [_evidence(one) for one in item.evidence],
        "together": [{"module": module, "relation": joint.relation.value, "rationale": joint.rationale,
                      "confidence": joint.confidence.value, "judge": joint.judge, "date": joint.date,
                      "own": joint.is_own, **_review(joint)}
                     for module, joint in item.joint],
        "gaps": [{"module": module, "rationale": gap.rationale, "judge": gap.judge, "date": gap.date,
                  "own": gap.is_own, **_review(gap)}
                 for module, gap in item.gaps],
        "lowered_by": list(coverage.why_lowered(item)),
    }


def _evidence(one: Evidence) -> dict[str, str | bool]:
    return {
        "module": one.module, "clause": one.clause, "relation": one.relation.value, "state": one.state.value,
        "rationale": one.rationale, "confidence": one.confidence.value, "judge": one.judge, "date": one.date,
        "judged_on": one.module_version, "version": one.scheme_version, "own": one.is_own,
        "in_doubt": one.is_doubted, "to_be_judged_anew": one.is_to_be_judged_anew,
        **_review(one),
    }


def _review(judged: Evidence | CrosswalkRow | JointJudgement) -> dict[str, str]:
    return {"reviewed_by": judged.reviewed_by, "reviewed": judged.reviewed}


def _change(change: ItemChange) -> dict[str, Any]:
    return {
        "item": change.item.item.id, "before": change.before, "after": change.after, "lower": change.is_lower,
        "way": change.way,
        "causes": [{"module": cause.module, "clause": cause.clause, "words": cause.words, "reason": cause.reason}
                   for cause in change.causes],
    }
