"""`schemekit trace`: tell where a clause comes from and who changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, print_json, print_table, say
from schemekit.cli.terminal import one_line, style, visible

if TYPE_CHECKING:
    from schemekit.adopt.trace import ClauseTrace, Edit
    from schemekit.adopt.values import ParameterStanding
    from schemekit.model.adoption import Decision


@click.command()
@click.argument("module")
@click.argument("clause", required=False, default="")
@json_option
@click.pass_context
def command(ctx: click.Context, module: str, clause: str, as_json: bool) -> None:
    """Tell where a clause comes from and who changed it.

    Its source and version, the values in it, who changed it since, and why. Without a clause: all of the module.
    """
    from schemekit.adopt.clause_names import named
    from schemekit.adopt.trace import is_source_as_recorded, trace
    from schemekit.cli.naming import scheme_root

    root = scheme_root(ctx)
    found = named(root, module, clause)
    clauses = trace(root, module, found.clause, found.form)
    if not is_source_as_recorded(root, module):
        say(style(one_line(f"the source of {module} in this scheme is not what was released and recorded: what stands "
                           "below may be wrong; schemekit verify says what differs"), fg="yellow"))
    if as_json:
        print_json("trace", {"module": module, "clauses": [item.to_mapping() for item in clauses]})
    elif clause:
        _tell_one(clauses[0])
    else:
        rows = []
        for item in clauses:
            author = item.edits[0].author if item.edits else ""
            rows.append([item.label, f"#{item.clause}", item.verb.value, author, item.reason])
        print_table(rows, ["Clause", "Id", "Done", "Last changed by", "Reason"])
        click.echo(f"{count_words(len(clauses), 'clause')}. Next: schemekit trace {module} CLAUSE")


def _value_words(standing: ParameterStanding) -> str:
    from schemekit.model.parameter import shown

    parameter = standing.parameter
    told = f"{parameter.name} = {shown(standing.value)} {parameter.unit}".rstrip()
    told = f"{told}; {standing.differs}" if standing.differs else told
    if standing.effect.value == "default":
        return told
    place = "" if standing.in_range else ", outside the range"
    reason = f": {standing.reason}" if standing.reason else ""
    return f"{told} ({standing.effect.value} than the default {shown(parameter.default)}{place}){reason}".replace(
        "different than", "another than")


def _reason_words(item: ClauseTrace) -> str:
    if not item.reason:
        return ""
    stale = "" if item.reason_is_current else "   (given for other words than those that stand there now)"
    return item.reason + (f" ({item.by})" if item.by else "") + stale


def _edit_words(edit: Edit) -> str:
    if not edit.commit:
        return "since the last save: schemekit save keeps it, with who and why"
    return f"{edit.date} {edit.author}: {edit.subject} ({edit.commit[:10]})"


def _decision_words(decision: Decision) -> str:
    taken = {"source": "took the source's words", "ours": "kept your words", "both": "took both",
             "edited": "wrote your own words"}[decision.taken]
    return f"{taken} ({decision.cause})" + (f": {decision.reason}" if decision.reason else "")


def _tell_one(item: ClauseTrace) -> None:
    click.echo(style(one_line(item.label), bold=True) + "   " + one_line(f"#{item.clause}   {item.place}"))
    rows = [
        ["  Source", item.source],
        ["  Commit", item.commit],
        ["  Done to it", item.verb.value],
        ["  Force", f"{item.force}, {item.tailoring} (in the source)" if item.force else ""],
        ["  Stands out", "; ".join(item.signals)],
        *(["  Value", _value_words(standing)] for standing in item.parameters),
        ["  References", "; ".join(item.references)],
        *(["  Changed", _edit_words(edit)] for edit in item.edits),
        ["  Reason", _reason_words(item)],
        ["  Approved", item.approved],
        *(["  Decided", _decision_words(decision)] for decision in item.decisions),
    ]
    print_table([row for row in rows if row[1].strip()], ["", ""])
    for who, words in (("The source's words", item.source_words), ("Your words", item.own_words)):
        if words:
            click.echo(style(f"\n  {who}", bold=True))
            click.echo(visible("    " + words.replace("\n", "\n    ")))
