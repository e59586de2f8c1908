"""The walk through proposed changes at a terminal: one screen and one question each, every answer written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, say
from schemekit.cli.terminal import tell_error

if TYPE_CHECKING:
    from schemekit.circulation.answer import AnswerReport
    from schemekit.circulation.proposals import PlacedProposal
    from schemekit.text.deciding.proposed import TakenChange

_STATES = {"a": "accepted", "r": "refused", "n": "noted"}
_COMMANDS = frozenset({"accept", "accepted", "refuse", "refused", "reject", "rejected", "note", "noted", "later",
                       "quit", "stop", "skip", "agree", "decide", "stop here"})
"""Words that were meant for the question which answer it is: as a reason they say nothing."""
_WHY = {"a": "Why does it become part of your text?", "r": "Why not? Whoever sent it may read your answer.",
        "n": "What is the answer? Whoever sent it may read it."}


class Stopped(Exception):
    """A person said that this is enough for now."""


@dataclass(slots=True)
class Walk:
    """A person answering proposed changes. Shape: `reports` are of the answers so far, all of them written."""

    root: Path
    module: str
    reports: list[AnswerReport]
    by: str = ""

    def through(self, chosen: Sequence[PlacedProposal]) -> None:
        """Ask for each; return when all were seen or the person stops."""
        from schemekit.circulation.proposals import look
        from schemekit.cli.proposal_screen import show

        try:
            for position, item in enumerate(chosen, start=1):
                found = look(self.root, self.module, item.proposal.id)
                if found is not None:   # somebody may have answered it meanwhile
                    show(*found, position, len(chosen))
                    self._ask(*found)
        except Stopped:
            return
        except (click.Abort, KeyboardInterrupt):   # the latter between two questions
            number = sum(len(report.answered) for report in self.reports)
            say(f"\n{count_words(number, 'proposed change')} answered before you stopped, and kept.")
            raise

    def _ask(self, item: PlacedProposal, taken: TakenChange | None) -> None:
        """One proposed change, until it is answered or left for later."""
        from schemekit.cli.questions import ask_key

        keys = _keys(item, taken)
        while True:
            key = ask_key(keys)
            if key == "q":
                raise Stopped
            if key == "l" or self._is_written(item, key):
                return

    def _is_written(self, item: PlacedProposal, key: str) -> bool:
        from schemekit.circulation.answer import Answer, answer
        from schemekit.cli.answers_told import tell_answers
        from schemekit.cli.questions import ask, ask_reason
        from schemekit.errors import UsageError
        from schemekit.model.proposed_change import ProposedState

        if key == "a" and item.proposal.is_change:
            why = ask_reason(_WHY["a"], check=_is_answer_or_empty)
        else:
            why = ask(f"{_WHY[key] if key != 'a' else _WHY['n']} It goes into the record.", "", check=_is_answer)
        try:
            report = answer(self.root, self.module,
                            [Answer(id=item.proposal.id, state=ProposedState(_STATES[key]), response=why, by=self.by)])
        except UsageError as error:
            tell_error(error)
            return False
        self.reports.append(report)
        tell_answers(report)
        return bool(report.answered)


def _is_answer(typed: str) -> str:
    """What is wrong with an answer; a letter alone was meant for another question."""
    if len(typed) > 1 and typed.strip(" .!-").lower() not in _COMMANDS:
        return ""
    return "Say it in a sentence, or press Ctrl-C to stop."


def _is_answer_or_empty(typed: str) -> str:
    return "" if typed.strip(" .!-").lower() not in _COMMANDS else \
        f"'{typed}' alone is no reason. Say it in a sentence, or press Ctrl-C to answer otherwise."


def _keys(item: PlacedProposal, taken: TakenChange | None) -> dict[str, str]:
    """The answers that can be given, each with what it does."""
    if not item.proposal.is_change:
        accept = "agree"
    elif taken is not None and taken.clashes:
        accept = "accept, and decide about the words that you changed too"
    else:
        accept = "accept into the text"
    is_stuck = taken is not None and taken.hitch is not None
    keys = {"a": "" if is_stuck else accept, "r": "refuse", "n": "" if item.proposal.is_change else "note",
            "l": "later", "q": "stop here"}
    return {key: words for key, words in keys.items() if words}
