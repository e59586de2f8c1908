"""How adopted modules are told: name, version, licence and where the text lies."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemekit.cli.screen import folded, print_table, say
from schemekit.cli.terminal import one_line, style
from schemekit.model.parameter import shown

if TYPE_CHECKING:
    from schemekit.adopt.add import Added
    from schemekit.adopt.own_values import NotTaken
    from schemekit.model.parameter import Value


def tell_added(added: Added) -> None:
    """One line for each module."""
    rows = [
        [f"  {item.module.id}", str(item.release.version), item.provenance.licence,
         f"policies/{item.module.id}/policy.md"]
        for item in added.modules
    ]
    if rows:
        print_table(rows, ["  Module", "Version", "Licence", "Your text"])
    if added.unreleased:
        say(style("note: ", fg="yellow") + "this build of schemekit holds newer, unreleased text of "
            f"{', '.join(added.unreleased)}; the released versions above were taken")
    for item in added.in_other_languages:
        say(folded(style("note: ", fg="yellow") + one_line(
            f"{item.module.id} is written in '{item.module.language}', and your scheme in '{added.language}': its text "
            "came as it is. A translation of it would count as your own words, clause by clause, with reasons")))
    for library in added.in_folders:
        say(folded(style("note: ", fg="yellow") + one_line(
            f"{library} is a folder on this computer, so scheme.yaml does not name its address: whoever you share the "
            "scheme with needs the library at an address of their own")))
    tell_not_taken(added.not_taken)


def tell_not_taken(left: Sequence[NotTaken]) -> None:
    """The answers that were left aside, each beside what the scheme has, and the commands that take them."""
    if not left:
        return
    say(folded(style("note: ", fg="yellow") + "your scheme has its own for these, and the answers were not taken:"))
    for item in left:
        name = item.target or ".".join(item.path)
        say(one_line(f"  {name}: {shown(item.value)} (stays: {shown(item.own)})" if item.value != "" else f"  {name}"))
    for command in _commands(left):
        say(one_line(f"To take what it sets into every text: {command}"))
    if by_hand := [item.path[0] for item in left if not item.target]:
        say(f"To take {', '.join(by_hand)}: write it into scheme.yaml, then schemekit sync")


def _commands(left: Sequence[NotTaken]) -> Iterator[str]:
    """One command for each reason that is given, and one for what needs none."""
    for reason in dict.fromkeys(item.reason for item in left if item.target):
        typed = " ".join(f"{item.target}={shlex.quote(_typed(item.value))}" for item in left
                         if item.target and item.reason == reason)
        yield f"schemekit set {typed}" + (f" --reason {shlex.quote(reason)}" if reason else "")


def _typed(value: Value) -> str:
    """A value as `set` reads it, whole."""
    return value if isinstance(value, str) else ",".join(value) if isinstance(value, tuple) else shown(value)
