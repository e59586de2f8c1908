"""`schemekit answer`: accept or refuse what others proposed, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, is_interactive, json_option, print_json
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.circulation.answer import AnswerReport
    from schemekit.circulation.proposals import PlacedProposal


@click.command()
@click.argument("module")
@click.argument("words", nargs=-1, metavar="[ID…] [WHY]")
@click.option("--accept", "state", flag_value="accepted",
              help="Take it into the text; WHY is then the clause's reason.")
@click.option("--refuse", "state", flag_value="refused", help="Leave the text as it is, and say WHY.")
@click.option("--note", "state", flag_value="noted", help="Answer a comment for which nothing is changed.")
@click.option("--reopen", is_flag=True, help="Take an answer back: it is open again, and its words go out of the text.")
@click.option("--as", "answerer", default="", metavar="NAME", help="Who answers: recorded as whose reason it is.")
@click.option("--all", "every", is_flag=True, help="All that are open, with --by those of one person.")
@click.option("--by", default=None, metavar="NAME", help="Only what this person proposed.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask before answering several.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, module: str, words: tuple[str, ...], state: str | None, reopen: bool, answerer: str,
    every: bool, by: str | None, yes: bool, as_json: bool,
) -> int:
    """Accept or refuse what others proposed, one by one.

    At a terminal without --accept, --refuse or --note, shows one after the other: what was changed, by whom, and
    whether you changed the same words since. Each answer is written at once. What both changed becomes a decision, and
    your words stand until you decide. Leaves with 1 while a decision is open, or where something could not be put in.
    """
    from schemekit.circulation.proposals import proposals
    from schemekit.cli.answers_told import tell_answers
    from schemekit.cli.naming import scheme_root

    root = scheme_root(ctx)
    known = proposals(root, module, answered=True)
    names, why = _ids_and_why(known, words)
    if reopen:
        return _reopened(root, module, names, is_alone=not (why or state or every or by), as_json=as_json)
    _refuse_mixed(names, state, has_words=bool(why), every=every)
    chosen = _chosen(known, module, names, by)
    if state is None and is_interactive() and not as_json:
        from schemekit.cli.answering import Walk

        walk = Walk(root, module, [], answerer)
        walk.through(chosen)
        return _report(root, module, walk.reports, as_json=False)
    if state is None:
        if as_json:
            raise click.UsageError("Say --accept, --refuse or --note; 'schemekit proposals --json' lists what is open.")
        from schemekit.cli.proposal_screen import tell_list

        tell_list(chosen)
        click.echo()
        return _report(root, module, [], as_json=False)
    if not names and not every:
        raise click.UsageError("Name what to answer, such as c-001, or say --all, with --by those of one person.")
    if as_json and every and not yes:
        raise click.UsageError("Several answers at once need --yes.")
    if len(chosen) > 1 and not (yes or names) and not _agrees(chosen, state):
        click.echo("Nothing was written.")
        return 0
    reports = [_answered(root, module, chosen, state, why, answerer)] if chosen else []
    for report in reports if not as_json else ():
        tell_answers(report)
    return _report(root, module, reports, as_json=as_json)


def _ids_and_why(known: Sequence[PlacedProposal], words: Sequence[str]) -> tuple[list[str], str]:
    """The words that name proposed changes, and the one behind them that says why, empty without one."""
    ids = {item.proposal.id for item in known}
    names = [word for word in words if word in ids or (word.startswith("c-") and word[2:].isdecimal())]
    rest = [word for word in words if word not in names]
    if len(rest) > 1 or (rest and words[-1] != rest[0]):
        raise click.UsageError('Say why in one piece, behind the ids: schemekit answer grievance c-001 --accept "why"')
    return names, rest[0] if rest else ""


def _refuse_mixed(names: Sequence[str], state: str | None, *, has_words: bool, every: bool) -> None:
    if every and names:
        raise click.UsageError("--all goes without ids.")
    if state is None and has_words:
        raise click.UsageError("Say whether to --accept, --refuse or --note it.")


def _chosen(known: Sequence[PlacedProposal], module: str, names: Sequence[str], by: str | None) -> list[PlacedProposal]:
    """What is to be answered: those that are named, else all open ones, of one person where that is said."""
    from schemekit.circulation.proposals import pick

    if names:
        return list(pick(known, names, module))
    waiting = [item for item in known if item.proposal.is_open]
    found = [item for item in waiting if by in (None, item.proposal.commenter, _name(item))]
    if by is not None and not found:
        people = sorted({_name(item) for item in waiting})
        raise click.UsageError(one_line(f"Nothing is open from '{by[:60]}'. Open are those of: "
                                        f"{', '.join(people[:20]) or 'nobody'}"))
    return found


def _name(item: PlacedProposal) -> str:
    return item.proposal.commenter or "without a name"


def _agrees(chosen: Sequence[PlacedProposal], state: str) -> bool:
    """Show what several answers are about, and ask once. Shape: without a terminal, --yes has to be given."""
    from schemekit.cli.proposal_screen import tell_list
    from schemekit.cli.questions import ask_yes

    tell_list(chosen)
    number = count_words(len(chosen), "proposed change")
    if not is_interactive():
        raise click.UsageError(f"{number} would be {state}: read them above, then say --yes.")
    return ask_yes(f"Shall {number} be {state}?", default=False)


def _answered(root: Path, module: str, chosen: Sequence[PlacedProposal], state: str, why: str, by: str
              ) -> AnswerReport:
    from schemekit.circulation.answer import Answer, answer
    from schemekit.model.proposed_change import ProposedState

    given = [Answer(id=item.proposal.id, state=ProposedState(state), response=why, by=by) for item in chosen]
    return answer(root, module, given)


def _reopened(root: Path, module: str, names: Sequence[str], *, is_alone: bool, as_json: bool) -> int:
    from schemekit.circulation.reopen import reopen
    from schemekit.cli.answers_told import tell_answers

    if not names or not is_alone:
        raise click.UsageError("--reopen takes ids only: schemekit answer grievance c-001 --reopen")
    report = reopen(root, module, list(dict.fromkeys(names)))
    if not as_json:
        tell_answers(report)
    return _report(root, module, [report], as_json=as_json, did="opened again")


def _report(root: Path, module: str, reports: Sequence[AnswerReport], *, as_json: bool, did: str = "answered"
            ) -> int:
    from schemekit.adopt.decide import open_decisions
    from schemekit.circulation.proposals import proposals
    from schemekit.cli.answers_told import tell_unreasoned

    left, decisions = proposals(root, module), open_decisions(root, module)
    answered = [item for report in reports for item in report.answered]
    unanswered = [item for report in reports for item in report.unanswered]
    unreasoned = list(dict.fromkeys(name for report in reports for name in report.unreasoned))
    if as_json:
        print_json("answer", {
            "module": module, "answered": [item.to_mapping() for item in answered],
            "unanswered": [item.to_mapping() for item in unanswered], "unreasoned": unreasoned,
            "locked": list(dict.fromkeys(name for report in reports for name in report.locked)),
            "written_over": [words for report in reports for words in report.written_over],
            "open": len(left), "decisions": len(decisions)})
        return int(bool(unanswered or decisions))
    tell_unreasoned(unreasoned)
    if not answered and not left and not decisions:
        click.echo("Nothing to answer. Next: schemekit status")
        return 0
    how = "" if is_interactive() else ' ID --accept|--refuse|--note "why"'
    step = f"schemekit answer {module}{how}" if left else f"schemekit decide {module}" if decisions else \
        f"schemekit reason {module}" if unreasoned else "schemekit status"
    told = count_words(len(decisions), "decision")
    click.echo(one_line(f"{count_words(len(answered), 'proposed change')} {did}, {len(left)} open"
                        + (f", {told} to take" if decisions else "") + f". Next: {step}"))
    return int(bool(unanswered or decisions))
