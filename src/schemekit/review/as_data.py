"""A comparison as plain data: what `--json` prints, with the changed clauses whole and the others counted."""

from __future__ import annotations

from schemekit.review.comparison import ComparedClause, ComparedValue, Comparison, Side
from schemekit.review.told import done_to, label_of


def data_of(comparison: Comparison) -> dict[str, object]:
    """The comparison as a mapping, the most significant change first. Basis: schemas/reports/diff.schema.json."""
    degree = comparison.correspondence
    shown = len(comparison.changed)
    changed, total = comparison.out_of if any(comparison.out_of) else (shown, len(comparison.clauses))
    return {
        "module": comparison.module,
        "title": comparison.title,
        "language": comparison.language,
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "correspondence": degree.value if degree else "",
        "notices": list(comparison.notices),
        "clauses": total,
        "changed": changed,
        "shown": shown,
        "without_reason": sum(clause.lacks_reason for clause in comparison.clauses),
        "counts": {kind.value: number for kind, number in comparison.counts.items()},
        "values": [_value(value) for value in comparison.values],
        "changes": [_clause(clause, comparison) for clause in comparison.changed],
    }


def _side(side: Side) -> dict[str, str]:
    return {"name": side.name, "owner": side.owner, "version": side.version}


def _value(value: ComparedValue) -> dict[str, object]:
    return {
        "name": value.name, "title": value.title, "before": value.before, "after": value.after,
        "direction": value.direction.value, "unit": value.unit, "default": value.default, "bounds": value.bounds,
        "reference": value.reference, "reason": value.reason, "in_range": value.is_in_range,
    }


def _clause(clause: ComparedClause, comparison: Comparison) -> dict[str, object]:
    return {
        "key": clause.key,
        "file": clause.file,
        "label": label_of(clause),
        "what": done_to(clause, comparison),
        "path": clause.path,
        "line": clause.line,
        "tailoring": clause.tailoring.value if clause.tailoring else "",
        "reason": clause.reason,
        "by": clause.by,
        "approved": clause.approved,
        "lacks_reason": clause.lacks_reason,
        "signals": [signal.to_mapping() for signal in clause.signals],
        "before": clause.change.before,
        "after": clause.change.after,
        **clause.change.to_mapping(),
    }
