"""What a policy has otherwise than its source: the degree, each clause with what its change means, and each value.

Basis: ISO/IEC Guide 21-1 asks that a reader sees this at once. Reasons are told where the scheme wants them public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from schemekit.adopt.correspondence import degree_of
from schemekit.model.adoption import Verb
from schemekit.model.parameter import Effect, Parameter, Value, in_text, shown
from schemekit.review.comparing.against_source import changes_of
from schemekit.review.comparison import ComparedClause, Comparison
from schemekit.site.handbook.front import DIFFERENCES
from schemekit.site.handbook.policy import Policy, PublicText
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.told_signal import told_lines
from schemekit.text.web.words import written

_VERBS = {Verb.ADAPT: "adapted", Verb.DROP: "dropped", Verb.ADD: "added", Verb.ADOPT: "moved"}
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_WORD = re.compile(r"\w+")
_UNSAID = ("The values recorded for this text are not all those that it says: where only its values are other than "
           "the source's, its clauses are listed as changed.")
_NOT_RECORDED = "another than recorded: see the text"
_SIGNALS = 4   # a clause with more is for the redline


def differences_page(policy: Policy, text: PublicText, ids: frozenset[str], *, reasons: bool) -> Page:
    """The page for the text that is shown. Shape: `ids` are the clauses that have an anchor on its page."""
    path = f"{policy.id}/{DIFFERENCES}"
    adoption, comparison = text.adoption, changes_of(text.adoption)
    degree = degree_of(adoption)
    source = f"{adoption.module.title} {adoption.entry.version} of {adoption.entry.provenance.library}"
    blocks = [
        f"# {written(policy.title)}: what differs from the source",
        f"This is about [the text]({link_to(policy.path, path)}) that is "
        f"{written(text.words_inside)}. Its source is {written(source)}.",
        f"Degree of correspondence: **{degree.value}**, {degree.words}.",
        *((_UNSAID,) if text.unsaid else ()),
        "## Clauses", *_clauses(comparison, policy, path, ids, reasons=reasons),
        "## Values", *_values(text, comparison, reasons=reasons),
    ]
    return Page(path=path, title=f"{policy.title}: what differs from the source",
                markdown="\n\n".join(blocks) + "\n", description=f"What {policy.title} has otherwise than its source")


def _clauses(
    comparison: Comparison, policy: Policy, path: str, ids: frozenset[str], *, reasons: bool
) -> Iterator[str]:
    changed = [clause for clause in comparison.changed if clause.change.verb is not Verb.ADOPT or clause.change.moved]
    if not changed:
        yield "Every clause is as the source has it."
        return
    if len(changed) > 1:
        yield "The most significant first."
    heads = ("Clause", "What was done", "What it means", *(("Reason",) if reasons else ()))
    titles = {**comparison.titles, **{text.file: text.title for text in comparison.texts}}
    rows = [_clause_row(clause, titles, policy, path, ids, reasons=reasons) for clause in changed]
    yield table(heads, rows)


def _clause_row(
    clause: ComparedClause, titles: Mapping[str, str], policy: Policy, path: str, ids: frozenset[str], *, reasons: bool
) -> tuple[str, ...]:
    """Shape: `titles` are those of documents by file, and of parameters by name."""
    change = clause.change
    now = change.mine or change.source
    label = written(f"{clause.annex if now.number else ''}{_COMMENT.sub('', now.label)}" if now else change.id)
    if clause.file:
        title = written(titles.get(clause.file, clause.file))
        label = title if change.id == clause.file else f"{title}: {label}"
    elif change.mine is not None and change.id in ids:
        label = f"[{label}]({link_to(f'{policy.path}#{change.id}', path)})"
    means = "; ".join(_public(told_lines(clause.signals[:_SIGNALS], titles), clause)) or "other words"
    return (label, _VERBS[change.verb], written(means), *((written(clause.reason),) if reasons else ()))


def _public(lines: Sequence[str], clause: ComparedClause) -> Iterator[str]:
    """The lines without those that tell of a comment in the text: it stands on no page and no paper."""
    mine = clause.change.mine.raw if clause.change.mine else ""
    source = clause.change.source.raw if clause.change.source else ""
    inside = {word for comment in _COMMENT.findall(mine) for word in _WORD.findall(comment)}
    hidden = inside.difference(_WORD.findall(f"{_COMMENT.sub(' ', mine)} {_COMMENT.sub(' ', source)}"))
    for line in lines:
        if "<!--" not in line and "-->" not in line and not hidden.intersection(_WORD.findall(line)):
            yield line


def _values(text: PublicText, comparison: Comparison, *, reasons: bool) -> Iterator[str]:
    """Every value of the module: first those that are not its default, with the way they go, then the others."""
    module = text.adoption.module
    values = {item.name: text.adoption.entry.parameters.get(item.name, item.default) for item in module.parameters}
    why = {value.name: value.reason for value in comparison.values} if reasons else {}
    last = ("Reason",) if any(why.values()) else ()
    unsaid = [(written(item.title), _NOT_RECORDED) for item in module.parameters if item.name in text.unsaid]
    told = [item for item in module.parameters if item.name not in text.unsaid]
    other = [(*_value_row(item, values[item.name], module.language),
              *((written(why.get(item.name, "")),) if last else ()))
             for item in told if values[item.name] != item.default]
    if unsaid:
        yield table(("What", "Here"), unsaid)
    if other:
        yield table(("What", "Here", "Default of the source", "Compared with it", *last), other)
    same = [_value_row(item, values[item.name], module.language)[:2] for item in told
            if values[item.name] == item.default]
    if same:
        yield "As the source proposes:"
        yield table(("What", "Here"), same)
    if not module.parameters:
        yield "The source has no values to set."


def _value_row(parameter: Parameter, value: Value, language: str) -> tuple[str, ...]:
    unit = f" {parameter.unit}" if parameter.unit else ""
    here, default = (_words(parameter, item, language) for item in (value, parameter.default))
    outside = "; outside the range of the source" if parameter.issues(value) else ""
    return (written(parameter.title), written(f"{here}{unit}"), written(f"{default}{unit}"),
            f"{_way(parameter, value)}{outside}")


def _way(parameter: Parameter, value: Value) -> str:
    effect = parameter.effect(value)
    return effect.value if effect in (Effect.STRICTER, Effect.LOOSER) else "different"


def _words(parameter: Parameter, value: Value, language: str) -> str:
    if parameter.options:
        return parameter.labelled(value)
    told = in_text(value, language)
    return shown(value) if isinstance(told, bool) else told
