"""Edits as a person makes them to a text taken over years ago: the same ones for the same seed.

Words exchanged, sentences and items added, dropped or moved, headings renamed and numbered, the text wrapped anew.
"""

from __future__ import annotations

import random
import re
import textwrap

_WORDS = (("MUST", "must"), ("SHOULD", "shall"), ("codebase", "repository"), ("organization", "ministry"),
          ("contributors", "colleagues"), ("public", "municipal"), ("policy", "rule"), ("Make sure", "See to it"),
          ("all", "all our"), ("other", "another"), ("code", "software"), ("and", "as well as"))
_NEW = ("The department reports on this every year.", "The board of the ministry decides on exceptions.",
        "Suppliers are told so in every tender.", "This applies from the first of January.",
        "Questions are answered by the office for digital affairs.")


def stripped(text: str) -> str:
    """The text without the ids of its headings."""
    return re.sub(r"^(#+ .*?) *\{ *#[^}]*\}$", r"\1", text, flags=re.MULTILINE)


def edited(text: str, edits: int, seed: int) -> str:
    """The text after so many edits by hand; the title stays."""
    chance = random.Random(seed)
    lines = text.splitlines()
    for _ in range(edits):
        _edit(lines, chance)
    return "\n".join(lines) + "\n"


def wrapped(text: str, width: int = 80) -> str:
    """The text wrapped hard, as an editor does it; list items keep their mark."""
    return "\n".join(textwrap.fill(line, width, subsequent_indent="  " if line.startswith(("* ", "- ")) else "",
                                   break_long_words=False, break_on_hyphens=False)
                     if line and line[0] not in "#|" else line for line in text.splitlines()) + "\n"


def typographic(text: str) -> str:
    """The text after a word processor: quotes and dashes turned."""
    return re.sub(r"'(\w)", "\u2018\\1", text).replace("'", "\u2019").replace(" - ", " \u2013 ")


def _edit(lines: list[str], chance: random.Random) -> None:
    words = [place for place, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    heads = [place for place, line in enumerate(lines) if line.startswith("##")]
    if not words:
        return
    place = chance.choice(words)
    kind = chance.choices(("word", "add", "drop", "end", "swap", "head"), (8, 3, 2, 3, 2, 2))[0]
    if kind == "word":
        fitting = [pair for pair in _WORDS if re.search(rf"\b{pair[0]}\b", lines[place])]
        old, new = chance.choice(fitting) if fitting else (lines[place].split()[-1], "so.")
        lines[place] = lines[place].replace(old, new, 1)
    elif kind == "add":
        mark = lines[place][:2] if lines[place].startswith(("* ", "- ")) else ""
        lines.insert(place + 1, mark + chance.choice(_NEW))
    elif kind == "drop" and len(words) > 5:
        del lines[place]
    elif kind == "end":
        lines[place] = f"{lines[place].rstrip('.')}, {chance.choice(('as far as the law allows', 'where it fits'))}."
    elif kind == "swap" and place + 1 in words:
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    elif heads:
        head = chance.choice(heads)
        marks, _, title = lines[head].partition(" ")
        lines[head] = f"{marks} {chance.randint(1, 9)}. {title.replace('what you need to do', 'duties')}"
