"""The pages of the commands: usage, what each does, options, exit codes and a worked example."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from schemekit.site.page import Page, link_to
from schemekit.site.reference.command import Command, Option
from schemekit.site.reference.places import COMMANDS, command_place, report_place
from schemekit.site.table import table
from schemekit.text.web.words import code, fence, line_of, link, written

_QUOTED = re.compile(r"'(schemekit(?: [^'\n]{1,100})?)'")
_LEAVES = re.compile(r"Leaves with [^.]+\.")
_UNFOLDED = "\b"
"""Stands alone before lines of a help that are kept as they are."""
_CODES = (("0", "all is well"), ("1", "something was found, or waits for a decision"),
          ("2", "the command cannot be read as it was typed, or the computer lacks something"))


def command_pages(commands: Sequence[Command], reports: Collection[str]) -> tuple[Page, ...]:
    """The list of all commands, and a page for each; those of a group stand on its page."""
    return (_index(commands), *(_page(command, reports) for command in commands))


def _index(commands: Sequence[Command]) -> Page:
    blocks = ["# Commands", f"What is typed after {code('schemekit')}. {code('schemekit COMMAND --help')} says the "
              f"same in a terminal, and {code('-C FOLDER')} before a command works in another folder."]
    for section in dict.fromkeys(command.section for command in commands):
        rows = [(link(code(command.name), link_to(command_place(command.slug), COMMANDS)), written(command.summary))
                for command in commands if command.section == section]
        blocks += [f"## {written(section)}", table(("Command", "What it does"), rows)]
    blocks += ["## Exit codes { #exit-codes }", "What a command leaves with, for scripts and scheduled jobs:",
               table(("Code", "Means"), _CODES),
               "Where a command means something else by one of them, its page says so."]
    return Page(path=COMMANDS, title="Commands", markdown="\n\n".join(blocks) + "\n",
                description="Every command of schemekit")


def _page(command: Command, reports: Collection[str]) -> Page:
    here = command_place(command.slug)
    blocks = [f"# {code(f'schemekit {command.name}')}", *_told(command, reports, "##")]
    for inner in command.inner:
        blocks += [f"## {code(f'schemekit {inner.name}')} {{ #{inner.slug} }}", *_told(inner, reports, "###")]
    return Page(path=here, title=f"schemekit {command.name}", markdown="\n\n".join(blocks) + "\n",
                description=command.summary)


def _told(command: Command, reports: Collection[str], mark: str) -> Iterator[str]:
    yield from (_paragraph(words) for words in command.body)
    if command.inner:
        yield table(("Command", "What it does"), ((link(code(inner.name), f"#{inner.slug}"), written(inner.summary))
                                                  for inner in command.inner))
        return
    slug = command.slug
    yield f"{mark} Usage {{ #{slug}-usage }}"
    yield fence(command.usage)
    yield f"{mark} Example {{ #{slug}-example }}"
    yield fence("\n".join(command.examples), "sh")
    if command.options:
        yield f"{mark} Options {{ #{slug}-options }}"
        yield _options(command.options)
    yield f"{mark} Exit codes {{ #{slug}-exit-codes }}"
    yield _exit_codes(command)
    if found := _reports(command, reports):
        here = command_place(command.name.split(" ")[0])
        links = " or ".join(link(written(f"the report {name}"), link_to(report_place(name), here))
                            for name in found)
        yield f"With {code('--json')} it prints {links}."


def _reports(command: Command, reports: Collection[str]) -> list[str]:
    """What it prints with --json; the commands of a group may share a report that bears the group's name."""
    own = [name for name in reports if name == command.slug or name.startswith(f"{command.slug}-")]
    group = command.name.split(" ")[0]
    is_shared = not own and group in reports and any(option.typed == "--json" for option in command.options)
    return sorted([group] if is_shared else own)


def _options(options: Sequence[Option]) -> str:
    return table(("Option", "What it does"),
                 ((code(option.typed), line_of(_words(option.words))) for option in options))


def _exit_codes(command: Command) -> str:
    own = [match[0] for words in command.body for match in _LEAVES.finditer(" ".join(words.split()))]
    codes = "; ".join(f"**{number}** {words}" for number, words in _CODES)
    return "\n\n".join([*(line_of(_words(words)) for words in own), f"{codes}."])


def _paragraph(words: str) -> str:
    if words.startswith(_UNFOLDED):
        return fence(words.removeprefix(_UNFOLDED).strip("\n"))
    return line_of(_words(" ".join(words.split())))


def _words(words: str) -> str:
    """Help on a page: a command that is quoted in it becomes code."""
    pieces = _QUOTED.split(words)
    return "".join(code(piece) if number % 2 else written(piece) for number, piece in enumerate(pieces))
