"""`schemekit reason`: say why a clause differs from its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, is_interactive, json_option, print_json, say
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.adopt.reason import Reason
    from schemekit.model.adoption import Deviation
    from schemekit.text.comparing.diff import ClauseChange


@click.command()
@click.argument("module")
@click.argument("clause", required=False)
@click.argument("words", required=False)
@click.option("--by", default="", help="Who says so.")
@click.option("--approved", default="", help="The resolution that approved it.")
@click.option("--licence", default="", help="The licence of words borrowed from a third text.")
@click.option("--source", default="", help="Where borrowed words come from.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    module: str,
    clause: str | None,
    words: str | None,
    by: str,
    approved: str,
    licence: str,
    source: str,
    as_json: bool,
) -> None:
    """Say why a clause differs from its source.

    At a terminal without words, shows what differs and asks; without a clause, for every deviation of the module that
    has no reason yet. Each answer is written at once. A locked clause is closed by `restore` only.
    """
    from schemekit.adopt.clause_names import clause_or_form_named
    from schemekit.adopt.reason import Reason, deviations_to_ask, give_reasons, locked_among
    from schemekit.cli.naming import scheme_root, tell_whole_form

    root = scheme_root(ctx)
    given_name, clause = clause, clause and clause_or_form_named(root, module, clause)
    tell_whole_form(given_name or "", clause or "")
    if clause and words:
        reason = Reason(clause=clause, words=words, by=by, approved=approved, licence=licence, source=source)
        given = list(give_reasons(root, module, [reason]))
        for change in locked_among(root, module, [clause]):
            _tell_locked(module, change)
    elif is_interactive() and not as_json:
        walk = Walk(root, module, Reason(clause="", words="", by=by, approved=approved, licence=licence, source=source))
        walk.through(deviations_to_ask(root, module, clause or ""))
        given = walk.given
    else:
        deviations_to_ask(root, module, clause or "")   # a name that is no clause is told first
        raise click.UsageError(f'Say why: schemekit reason {module} {clause or "CLAUSE"} "why it differs"')
    if as_json:
        print_json("reason", {"module": module, "deviations": [deviation.to_mapping() for deviation in given]})
        return
    for deviation in given if words else ():
        _tell(module, deviation)
    click.echo(f"{count_words(len(given), 'reason')} recorded. Next: schemekit status")


def _tell(module: str, deviation: Deviation) -> None:
    click.echo(one_line(f"{module} #{deviation.clause}  {deviation.verb.value}  {deviation.reason}"))


def _tell_locked(module: str, change: ClauseChange) -> None:
    say(style(one_line(f"#{change.id} is locked: a reason does not close it, only the source's words do: "
                       f"schemekit restore {module} {change.id}"), fg="yellow"))


@dataclass(slots=True)
class Walk:
    """A person giving reasons at a terminal. Shape: `given` are those so far, all of them written."""

    root: Path
    module: str
    template: Reason
    given: list[Deviation] = field(default_factory=list)

    def through(self, changes: Sequence[ClauseChange]) -> None:
        """Ask for each and write each answer at once; return when all were seen or the person stops."""
        from schemekit.adopt.reason import locked_among

        locked = {change.id for change in locked_among(self.root, self.module, [change.id for change in changes])}
        asked = [change for change in changes if change.id not in locked]
        for change in changes:
            if change.id in locked:
                _tell_locked(self.module, change)
        if asked:
            say("Each answer is written at once. q stops.")
        try:
            for position, change in enumerate(asked, start=1):
                if not self._is_answered(change, f"{position} of {len(asked)}"):
                    return
        except (click.Abort, KeyboardInterrupt):   # the latter between two questions
            say(f"\n{count_words(len(self.given), 'reason')} recorded before you stopped, and kept.")
            raise

    def _is_answered(self, change: ClauseChange, position: str) -> bool:
        """Ask for one; False when the person stops."""
        from schemekit.adopt.reason import give_reasons
        from schemekit.cli.decision_screen import OWN_WORDS, show_change
        from schemekit.cli.questions import ask_reason

        click.echo()
        head = f"{position}   {self.module} #{change.id}   {change.heading}"
        click.echo(style(one_line(head), bold=True))
        show_change("What you changed", change.source.raw if change.source else "",
                    change.mine.raw if change.mine else "", OWN_WORDS)
        answer = ask_reason("Why does the scheme differ here?", keys=("q",))
        if answer.lower() == "q":
            return False
        if answer:
            given, = give_reasons(self.root, self.module, [replace(self.template, clause=change.id, words=answer)])
            self.given.append(given)
            _tell(self.module, given)
        return True
