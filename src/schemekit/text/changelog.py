"""A module's changelog: Keep a Changelog's headings, one for each version and one for what is not released yet.

Only the headings are understood; the entries are the maintainer's words and are never changed.
"""

from __future__ import annotations

import re

_UNRELEASED = re.compile(r"^##[ \t]+\[?Unreleased\]?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_SECTION = re.compile(r"^##[ \t]", re.MULTILINE)


def unreleased_notes(text: str) -> str:
    """What stands under the Unreleased heading, without the blank lines around it; empty when there is none."""
    heading = _UNRELEASED.search(text)
    if heading is None:
        return ""
    following = _SECTION.search(text, heading.end())
    return text[heading.end() : following.start() if following else len(text)].strip()


def released(text: str, version: str, date: str, note: str) -> str:
    """The changelog with what was unreleased put under a version and its date.

    The note becomes the entry where nothing stood under the Unreleased heading, or where there was no such heading.
    """
    title = f"## {version} - {date}"
    heading = _UNRELEASED.search(text)
    if heading and unreleased_notes(text):
        return f"{text[: heading.start()]}{title}{text[heading.end() :]}"
    section = f"{title}\n\n- {note}\n"
    if heading:
        rest = text[heading.end() :].lstrip("\n")
        return text[: heading.start()] + section + (f"\n{rest}" if rest else "")
    first = _SECTION.search(text)
    if first:
        return f"{text[: first.start()]}{section}\n{text[first.start() :]}"
    return f"{text.rstrip()}\n\n{section}" if text.strip() else f"# Changelog\n\n{section}"
