"""A person's own words for a decision: written in their editor, or typed where none is set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import say
from schemekit.cli.terminal import visible

if TYPE_CHECKING:
    from schemekit.adopt.decide import Waiting

_MARK = "%%"
_ENDS = "."


def words_of(item: Waiting, present: str, root: Path) -> str:
    """The words that a person wants; empty where they were not changed, or taken away. Raises: EditorError."""
    from schemekit.files.editor import edited, editor_words

    command = editor_words(os.environ)
    if not command:
        return _typed()
    mark = mark_for(present)
    text = with_comments(item, present, mark)
    words = without_comments(edited(text, command, root, name="wording.md"), mark)
    return "" if words.strip() == present.strip() else words


def mark_for(words: str) -> str:
    """The mark of comment lines: one that none of the words' own lines begins with."""
    mark = _MARK
    while any(line.startswith(mark) for line in words.splitlines()):
        mark += _MARK[0]
    return mark


def with_comments(item: Waiting, present: str, mark: str) -> str:
    """The words as they go into the editor: the three wordings as comment lines above, yours below.

    Five lines of our own stand first and last, where some editors would read settings out of a stranger's words.
    """
    decision = item.opened.decision
    above = [
        f"Write below what shall stand in {item.opened.place}.",
        f"Lines that begin with {mark} are taken away afterwards.",
        "An empty or unchanged text leaves the decision for later.",
        "Save the file and close the editor when you are done.",
        "",
    ]
    theirs = "WHAT WAS PROPOSED" if decision.proposal else "THE SOURCE NOW"
    for head, words in (("BEFORE", decision.base), (theirs, decision.source), ("YOURS", decision.ours)):
        above += [f"{head}:", *(f"  {line}" for line in visible(words.strip() or "(nothing)").split("\n")), ""]
    comments = "".join(f"{mark} {line}".rstrip() + "\n" for line in above)
    below = f"{mark}\n" * 5
    return f"{comments}\n{present.strip(chr(10))}\n\n{below}"


def without_comments(text: str, mark: str) -> str:
    """What a person wrote, without the comment lines and the empty lines around it."""
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(mark)]
    return "".join(lines).strip("\n")


def _typed() -> str:
    say("No editor is set. To set one, leave with q and type for example: export EDITOR=nano")
    say(f"Or type your words here, as many lines as you like, and a line with only '{_ENDS}' at the end; "
        f"'{_ENDS}' alone leaves it for later.")
    lines: list[str] = []
    while (line := str(click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True))) != _ENDS:
        lines.append(line)
    return "\n".join(lines).strip("\n")
