"""A comparison as SARIF, which code-scanning views show beside the lines of the text.

Basis: SARIF 2.1.0 (OASIS, with errata 01), and what GitHub's code scanning reads of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from schemekit.files.scheme_folder import MANIFEST
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.review.comparison import ComparedClause, ComparedValue, Comparison
from schemekit.review.formats.sarif_log import clipped, fingerprint, log_of, place_of, run_of
from schemekit.review.told import (
    done_to,
    is_touched_lock,
    label_of,
    name_of,
    reason_of,
    signal_line,
    value_line,
    with_unit,
)

NO_REASON = "no-reason"
_RULES: Mapping[SignalKind, tuple[str, str]] = {
    SignalKind.FORCE: ("How far a clause binds", "A shall, should or may changed, or came or went with a clause."),
    SignalKind.NEGATION: ("A negation", "A not, never, unless or only came, went or changed."),
    SignalKind.PARAMETER: ("A value", "A value in a blank of the module is another."),
    SignalKind.NUMBER: ("A figure", "A figure in the words is another."),
    SignalKind.TIME_LIMIT: ("A time limit", "Until when, within what time or how often something is done."),
    SignalKind.QUANTIFIER: ("All or some", "All, some, each, any, at least or at most changed."),
    SignalKind.ACTOR: ("Who acts", "Who acts or is bound is another."),
    SignalKind.SCOPE: ("Scope", "Whom or what the text covers, with its conditions and exceptions."),
    SignalKind.DEFINITION: ("A definition", "What a term means is another."),
    SignalKind.REFERENCE: ("A reference", "A reference to another clause or document changed."),
    SignalKind.WORDING: ("Wording", "Other words; no rule can tell whether they mean the same."),
    SignalKind.STRUCTURE: ("Structure", "Moved, split, joined, renumbered, or at another level."),
    SignalKind.EDITORIAL: ("Editorial", "Spelling, typography or layout; the words mean the same."),
}
_LESS = (Direction.WEAKER, Direction.LOOSER)
_NOTES = frozenset({SignalKind.REFERENCE, SignalKind.WORDING, SignalKind.STRUCTURE, SignalKind.EDITORIAL})
_LEVELS = ("error", "warning", "note")


def sarif_of(comparison: Comparison) -> dict[str, object]:
    """The comparison as a SARIF log, for a JSON file. Shape: as `changes_run`."""
    return log_of([changes_run(comparison)])


def changes_run(comparison: Comparison) -> dict[str, object]:
    """The comparison as a run of a SARIF log.

    Shape: one result for each signal of a clause, the errors first.
    Where there are more than GitHub takes, the last of them are left out and a notification says so.
    """
    found = sorted(_results(comparison), key=lambda result: _LEVELS.index(str(result["level"])))
    category = f"schemekit diff/{quote(comparison.module, safe='')}"
    return run_of(category, list(_rules()), found, comparison.notices)


def _rules() -> Iterator[dict[str, object]]:
    for kind, (name, words) in _RULES.items():
        yield _rule(kind.slug, name, words, "error" if kind is SignalKind.FORCE else _usual(kind))
    words = "The scheme differs from its source here, and does not say why."
    yield _rule(NO_REASON, "No reason given", words, "warning")


def _rule(name: str, title: str, words: str, level: str) -> dict[str, object]:
    more = "docs/comparing-texts.md says how changes are found and what each kind means."
    return {
        "id": name, "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": title}, "fullDescription": {"text": words},
        "help": {"text": f"{words} {more}", "markdown": f"{words} `docs/comparing-texts.md` says more."},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["policy"], "precision": "high"},
    }


_INDEX = {name: place for place, name in enumerate([*(kind.slug for kind in _RULES), NO_REASON])}


def _usual(kind: SignalKind) -> str:
    return "note" if kind in _NOTES else "warning"


def level_of(signal: Signal, clause: ComparedClause, comparison: Comparison) -> str:
    """How loud a view shows a signal: a weaker force is an error, and so is what touches a locked clause."""
    if signal.kind is SignalKind.FORCE and signal.direction in _LESS:
        return "error"
    if is_touched_lock(clause, comparison) and signal.kind is not SignalKind.EDITORIAL:
        return "error"
    if signal.direction is Direction.STRICTER:
        return "note"
    return _usual(signal.kind)


def _results(comparison: Comparison) -> Iterator[dict[str, object]]:
    for clause in comparison.changed:
        seen: Counter[str] = Counter()
        for signal in clause.signals:
            made = f"{signal.rule}\n{signal.before}\n{signal.after}\n{signal.parameter}"
            seen[made] += 1
            yield _result(signal.kind.slug, level_of(signal, clause, comparison), comparison, clause,
                          _message(clause, comparison, signal_line(signal)), f"{made}\n{seen[made]}")
        if clause.lacks_reason:
            yield _result(NO_REASON, "warning", comparison, clause,
                          _message(clause, comparison, "differs from its source, and no reason is given"), "")
    for value in comparison.values if comparison.correspondence else ():
        yield _value_result(value, comparison)


def _message(clause: ComparedClause, comparison: Comparison, words: str) -> str:
    done = done_to(clause, comparison)
    reason = f" Reason: {clause.reason and reason_of(clause)}." if clause.reason else ""
    return f"{label_of(clause)} ({name_of(clause)}{f', {done}' if done else ''}): {words}.{reason}"


def _result(
    rule: str, level: str, comparison: Comparison, clause: ComparedClause, message: str, made: str
) -> dict[str, object]:
    identity = f"{comparison.module}\n{clause.key}\n{rule}\n{made}"
    location: dict[str, object] = {
        "logicalLocations": [{"name": clause.change.id, "kind": "object",
                              "fullyQualifiedName": f"{comparison.module}#{clause.key}"}],
    }
    if clause.path:
        location["physicalLocation"] = place_of(clause.path, clause.line)
    return _as_result(rule, level, message, location, identity)


def _value_result(value: ComparedValue, comparison: Comparison) -> dict[str, object]:
    is_looser = value.direction is Direction.LOOSER or not value.is_in_range
    reason = f" Reason: {value.reason}." if value.reason else ""
    words = f"{value.title} ({value.name}): {with_unit(value.before, value)} became {with_unit(value.after, value)}, " \
            f"{value_line(value)}.{reason}"
    identity = f"{comparison.module}\n{value.name}\nparameter\n{value.before}\n{value.after}"
    return _as_result(SignalKind.PARAMETER.slug, "warning" if is_looser else "note", words,
                      {"physicalLocation": place_of(MANIFEST, 1)}, identity)


def _as_result(
    rule: str, level: str, message: str, location: dict[str, object], identity: str
) -> dict[str, object]:
    return {
        "ruleId": rule,
        "ruleIndex": _INDEX[rule],
        "level": level,
        "message": {"text": clipped(message)},
        "locations": [location],
        "partialFingerprints": {"schemekitChange/v1": fingerprint(identity)},
    }
