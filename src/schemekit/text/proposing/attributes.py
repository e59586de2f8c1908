"""The lines of .gitattributes that hand policy texts to schemekit: a block of ours among lines that are not ours."""

from __future__ import annotations

import re

ATTRIBUTES = ".gitattributes"
_BEGIN = "# Policy texts are compared and brought together by clause: 'schemekit git install' on each computer."
_LINE = "/policies/**/*.md diff=schemekit merge=schemekit"
_END = "# End of the lines of schemekit."
BLOCK = f"{_BEGIN}\n{_LINE}\n{_END}\n"
_NAMED = re.compile(r"^[^#\n]*\smerge=schemekit\b", re.MULTILINE)


def with_block(text: str) -> str:
    """The text with our block: where it was, or at the end, so that it outranks what stands before."""
    end = "\r\n" if "\r\n" in text else "\n"
    block = BLOCK.replace("\n", end)
    before, found, after = _parted(text)
    if found:
        return before + block + after
    if text and not text.endswith("\n"):
        text += end
    return f"{text}{end if text else ''}{block}"


def without_block(text: str) -> str:
    """The text without our block, and without the blank line that parts it from what stands before."""
    before, found, after = _parted(text)
    if not found:
        return text
    end = "\r\n" if before.endswith("\r\n") else "\n"
    return (before.removesuffix(end) if before.endswith(end * 2) else before) + after


def names_driver(text: str) -> bool:
    """Whether some line asks for our merge driver."""
    return _NAMED.search(text) is not None


def _parted(text: str) -> tuple[str, bool, str]:
    """What stands before our block, whether there is one, and what stands after it.

    A block without its end, as a person may leave it, ends with the last of our own lines.
    """
    lines = text.splitlines(keepends=True)
    bare = [line.rstrip("\r\n") for line in lines]
    if _BEGIN not in bare:
        return text, False, ""
    first = bare.index(_BEGIN)
    if _END in bare[first:]:
        last = bare.index(_END, first)
    else:
        last = first + (bare[first + 1 : first + 2] == [_LINE])
    return "".join(lines[:first]), True, "".join(lines[last + 1 :])
