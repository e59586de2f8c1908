"""Proposed changes on the screen: a short list by clause, and one at a time with everything a person needs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from schemekit.cli.decision_screen import show_change, width
from schemekit.cli.redline import redline
from schemekit.cli.screen import print_table
from schemekit.cli.table import wrapped
from schemekit.cli.terminal import is_coloured, one_line, style, visible

if TYPE_CHECKING:
    from schemekit.circulation.proposals import PlacedProposal
    from schemekit.model.proposed_change import ProposedChange
    from schemekit.text.deciding.proposed import TakenChange

_INDENT = "    "
_LONGEST = 12   # lines of one wording in a list; `answer` shows all of it
_WORDS = ("They put this in.", "They took this out.", "They moved this; its words are as they were.")


def tell_list(items: Sequence[PlacedProposal]) -> None:
    """Proposed changes by clause, each with a redline or what was said."""
    for (module, label), group in groupby(items, key=lambda item: (item.module, item.label)):
        click.echo(style(f"{module}   {one_line(label)}", bold=True))
        for item in group:
            _tell_one(item)


def _tell_one(item: PlacedProposal) -> None:
    proposal = item.proposal
    click.echo("  " + "   ".join(one_line(part) for part in (proposal.id, who(proposal), _kind(item)) if part))
    if proposal.is_change:
        _short(_redline(item))
        if proposal.comment:
            _short(wrapped(visible(f"comment: {proposal.comment.strip()}"), width() - len(_INDENT)))
    else:
        if proposal.before:
            _short([f"on: “{one_line(_cut(proposal.before))}”"])
        _short(wrapped(visible(proposal.comment.strip()), width() - len(_INDENT)))
        if proposal.after:
            _short(wrapped(visible(f"wanted: {proposal.after.strip()}"), width() - len(_INDENT)))
    if proposal.response:
        _short(wrapped(one_line(f"answer: {proposal.response}"), width() - len(_INDENT)))
    if item.since:
        _short(wrapped(one_line(f"since then: {item.since}"), width() - len(_INDENT)))


def _short(lines: Sequence[str]) -> None:
    for line in lines[:_LONGEST]:
        click.echo((_INDENT + line).rstrip())
    if len(lines) > _LONGEST:
        click.echo(f"{_INDENT}and {len(lines) - _LONGEST} lines more")


def _redline(item: PlacedProposal) -> list[str]:
    from schemekit.text.told_change import plain_marks, plain_pair, told_part

    if told := told_part(item.before, item.after):
        lines = [line for words in told for line in wrapped(one_line(words), width() - len(_INDENT))]
        return [*lines[:1], f"(goes {one_line(item.goes)})", *lines[1:]] if item.goes else lines
    if item.before.strip() == item.after.strip():
        where = f"(moved: {one_line(item.goes)})" if item.goes else "(moved to another place)"
        return [*wrapped(one_line(_cut(plain_marks(item.before))), width() - len(_INDENT)), where]
    return redline(*plain_pair(item.before, item.after), width() - len(_INDENT), colours=is_coloured())


def _kind(item: PlacedProposal) -> str:
    proposal = item.proposal
    words = [proposal.type.value, "comment" if not proposal.is_change else ""]
    words += [f"reply to {item.answers.id}"] if item.answers else []
    words += [proposal.state.value] if not proposal.is_open else []
    return ", ".join(word for word in words if word)


def who(proposal: ProposedChange) -> str:
    """Who asks for it, and when."""
    return ", ".join(part for part in (proposal.commenter or "without a name", proposal.date) if part)


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 200 else f"{flat[:199]}…"


def show(item: PlacedProposal, taken: TakenChange | None, position: int, total: int) -> None:
    """Print everything that a person needs to answer, whole."""
    proposal = item.proposal
    click.echo()
    head = [f"{position} of {total}", f"{item.module} {proposal.id}", item.label]
    click.echo("   ".join(style(one_line(words), bold=True) for words in head if words))
    rows = [
        ["Where", item.place],
        ["From", who(proposal)],
        ["Kind", ", ".join(word for word in (proposal.type.value, proposal.kind.value) if word)],
        ["Answers", f"{item.answers.id}, {who(item.answers)}: {_cut(item.answers.comment)}" if item.answers else ""],
        ["About", f"“{_cut(proposal.before)}”" if proposal.before and not proposal.is_change else ""],
        ["Goes", item.goes],
        ["Clause", "locked by the source: while your words differ, check stays red"
         if item.is_locked and proposal.is_change else ""],
        ["Note", _note(taken)],
    ]
    print_table([row for row in rows if row[1]], ["", ""])
    if proposal.is_change:
        _show_change(item)
    if proposal.comment:
        _block("Comment", proposal.comment)
    if proposal.after and not proposal.is_change:
        _block("What is wanted", proposal.after)
    for clash in taken.clashes if taken else ():
        show_change("What you changed there since", clash.base, clash.ours,
                    ("You put this in.", "You left this out.", "You left this as it was."))


def _show_change(item: PlacedProposal) -> None:
    from schemekit.text.told_change import plain_marks, plain_pair, told_part

    head = f"What {item.proposal.commenter or 'the reader'} changed"
    before, after = item.before, item.after
    if before.strip() == after.strip():
        before = after = plain_marks(before)
    elif told := told_part(before, after):
        words = "\n".join(told)
        before, after = (words, "") if before.strip() else ("", words)
    else:
        before, after = plain_pair(before, after)
    show_change(head, before, after, _WORDS)


def _note(taken: TakenChange | None) -> str:
    if taken is None:
        return ""
    if taken.hitch is not None:
        return f"it cannot be put in: {taken.hitch.value}"
    if taken.is_there:
        return "your text has these words already"
    return "you changed the same words since: accepting makes it a decision" if taken.clashes else ""


def _block(head: str, text: str) -> None:
    click.echo()
    click.echo(style(one_line(head), bold=True))
    for line in wrapped(visible(text.strip()), width() - len(_INDENT)):
        click.echo((_INDENT + line).rstrip())
