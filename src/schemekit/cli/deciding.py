"""The walk through open decisions at a terminal: one screen and one question each, every answer written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, say
from schemekit.cli.terminal import one_line, style, tell_error, visible

if TYPE_CHECKING:
    from schemekit.adopt.decide import Choice, Closed, Waiting
    from schemekit.adopt.open_decision import OpenDecision

_TAKES = {"s": "source", "m": "ours", "b": "both", "a": "edited"}
DONE = {"source": "the source's words stand", "ours": "your words stand", "both": "both stand",
        "edited": "your edited words stand"}
_WHY = {"source": "Why do you take what was proposed?", "ours": "Why do you keep your words?",
        "both": "Why shall both stand?", "edited": "Why these words?"}


def done_words(closed: Closed) -> str:
    """Whose words stand now."""
    taken = closed.decision.taken
    return "the proposed words stand" if taken == "source" and closed.decision.proposal else DONE[taken]


class Stopped(Exception):
    """A person said that this is enough for now."""


@dataclass(slots=True)
class Walk:
    """A person going through decisions. Shape: `closed` are those that were closed so far, all of them written."""

    root: Path
    closed: list[Closed]

    def through(self, opened: Sequence[OpenDecision]) -> None:
        """Ask for each; return when all were seen or the person stops."""
        from schemekit.adopt.decide import look_at
        from schemekit.cli.decision_screen import show

        try:
            for position, item in enumerate(opened, start=1):
                found = look_at(self.root, item)
                if found is not None:
                    show(found, position, len(opened))
                    self._ask(found)
        except Stopped:
            return
        except (click.Abort, KeyboardInterrupt):   # the latter between two questions
            say(f"\n{count_words(len(self.closed), 'decision')} closed before you stopped, and kept.")
            raise

    def _ask(self, item: Waiting) -> None:
        """One decision, until it is closed or left for later."""
        from schemekit.cli.questions import ask_key

        keys = _keys(item)
        draft = ""
        while True:
            key = ask_key(keys)
            if key == "q":
                raise Stopped
            if key == "l":
                return
            if key == "b" and not _wants_both(item):
                continue
            if key != "e":
                choice = self._taken(item, _TAKES[key])
            elif words := self._own_words(item, draft or _present(item)):
                choice, draft = self._edited(item, words), words   # kept for when it cannot be put in as it is
            elif _leaves_it():
                return
            else:
                continue
            if self._is_written(item, choice):
                return

    def _own_words(self, item: Waiting, present: str) -> str:
        from schemekit.cli.wording import words_of
        from schemekit.files.editor import EditorError

        try:
            return words_of(item, present, self.root)
        except EditorError as error:
            tell_error(error)
            return ""

    def _taken(self, item: Waiting, take: str) -> Choice:
        from schemekit.adopt.decide import Choice

        at = _which(item) if take in ("source", "both") else 0
        reason = _reason(item, take) if take != "source" or item.opened.decision.proposal else ""
        return Choice(decision=item.opened.decision, take=take, reason=reason, at=at)

    def _edited(self, item: Waiting, words: str) -> Choice:
        from schemekit.adopt.decide import Choice

        is_whole = _is_gone(item)
        at = 0 if is_whole else _which(item)
        choice = Choice(decision=item.opened.decision, take="edited", words=words, at=at, is_whole_clause=is_whole)
        try:
            return replace(choice, reason=_reason(item, "edited"))
        except (click.Abort, KeyboardInterrupt):   # the words took work: they are written, the reason can follow
            click.echo(err=True)
            if not self._is_written(item, choice):
                say(f"Your words were not put in. They were:\n{visible(words)}")
            raise

    def _is_written(self, item: Waiting, choice: Choice) -> bool:
        from schemekit.adopt.decide import decide
        from schemekit.errors import UsageError

        try:
            done = decide(self.root, item.opened.module, [choice])
        except UsageError as error:
            tell_error(error)
            return False
        for refused in done.refused:
            say(style(f"That cannot be put in: {refused.obstacle.value}. It stays open.", fg="yellow"))
        for closed in done.closed:
            self.closed.append(closed)
            click.echo(one_line(f"Closed: {done_words(closed)} in {closed.place}"))
        return bool(done.closed)


def _keys(item: Waiting) -> dict[str, str]:
    """The answers that can be given, each with what it does."""
    decision = item.opened.decision
    source, mine = "take the source's", "keep mine"
    if decision.proposal:
        source = "take what was proposed" if decision.source.strip() else "take it out, as was proposed"
    elif not decision.source.strip():
        source, mine = "take it out, as the source did", "keep mine"
    elif not decision.ours.strip():
        source, mine = "put the source's in", "leave it out"
    is_gone, is_several = _is_gone(item), len(item.opened.lines) > 1 and not item.opened.at
    keys = {"s": source if not is_gone else "", "m": mine if not is_gone else "",
            "b": "both" if (is_several or "both" in item.would_stand) and _has_both(item) else "",
            "a": "it is right as it stands now" if is_gone else "",
            "e": "edit" if item.stands.strip() or not is_gone else "", "l": "later", "q": "stop here"}
    return {key: words for key, words in keys.items() if words}


def _has_both(item: Waiting) -> bool:
    return bool(item.opened.decision.source.strip() and item.opened.decision.ours.strip()) and not _is_gone(item)


def _is_gone(item: Waiting) -> bool:
    """Whether the words of the decision are not in the text any more."""
    return item.obstacle is not None and len(item.opened.lines) < 2


def _present(item: Waiting) -> str:
    """The words to edit: those that stand there, or the source's where the scheme has none."""
    return item.stands if item.stands.strip() else item.opened.decision.source


def _which(item: Waiting) -> int:
    """Which of several places is meant, from 1."""
    lines = item.opened.lines
    if item.opened.at or len(lines) < 2:
        return item.opened.at
    told = ", ".join(f"{number} in line {line}" for number, line in enumerate(lines, start=1))
    number: int = click.prompt(f"Your words stand there {len(lines)} times: {told}. Which one?",
                               type=click.IntRange(1, len(lines)), err=True, prompt_suffix="\n> ")
    return number


def _reason(item: Waiting, take: str) -> str:
    from schemekit.cli.questions import ask_reason

    return ask_reason(visible(_WHY[take]), item.opened.reason)


def _wants_both(item: Waiting) -> bool:
    """Show what would come of it first: two rival figures would stand side by side."""
    from schemekit.cli.decision_screen import show_both
    from schemekit.cli.questions import ask_yes

    show_both(item)
    return ask_yes("Shall it stand so?", default=True)


def _leaves_it() -> bool:
    return click.confirm("Nothing was changed. Leave this one for later?", default=True, err=True)
