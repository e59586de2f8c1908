r"""What reaches the terminal: words, line ends and our own colours, and no other character that commands a terminal.

Texts, titles, names and messages come from libraries and histories that strangers wrote. A terminal takes some
characters as orders (move, overwrite, rename the window, open a link) and others turn the reading direction; here
each is written out as `\u001b`, which is also how JSON writes it. Basis: Unicode TR36, "Trojan Source" (2021).
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

# Controls but line end and tab; marks of direction; line separators; what does not show, letters that are empty
# among them; halves of characters.
_ORDERS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff"
)
# Joiners belong to the spelling of Persian, Hindi and others, and to pictures; after other letters they only hide.
_JOINERS = "(?<![\u0590-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
_ORDER = re.compile(f"[{_ORDERS}]|{_JOINERS}")
# Our own colours carry a number that nobody can know beforehand; any other colour is a stranger's.
_OURS = str(int.from_bytes(os.urandom(6), "big"))
_ORDER_BUT_OURS = re.compile(rf"\x1b\[{_OURS};([0-9;]*m)|[{_ORDERS}]|{_JOINERS}")


def style(
    words: str, *, fg: str | None = None, bold: bool | None = None, dim: bool | None = None,
    underline: bool | None = None, strikethrough: bool | None = None,
) -> str:
    """Words in one of our colours or hands; what is in them besides words is written out."""
    if os.environ.get("NO_COLOR"):
        return visible(words)
    styled = click.style(visible(words), fg=fg, bold=bold, dim=dim, underline=underline, strikethrough=strikethrough)
    return styled.replace("\x1b[", f"\x1b[{_OURS};")


def is_coloured() -> bool:
    """Whether results are shown in colours: on a terminal, and nobody said no. Basis: no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def visible(text: str) -> str:
    """Text from elsewhere, with every character that could command a terminal written out."""
    return _ORDER.sub(lambda match: _written(match[0]), text)


def tell_error(error: Exception) -> None:
    """Tell a failure in its own words."""
    click.echo(style("error: ", fg="red") + visible(str(error)), err=True)


def one_line(text: str) -> str:
    """Text from elsewhere that has one line to stand on: line breaks and runs of blanks in it are single blanks.

    Else a title or the subject of a commit could add lines of its own to what we say. Blanks in front of it stay.
    """
    words = visible(" ".join(text.split()))
    return " " * (len(text) - len(text.lstrip(" "))) + words if words else ""


def _visible_but_ours(text: str) -> str:
    return _ORDER_BUT_OURS.sub(lambda match: f"\x1b[{match[1]}" if match[1] else _written(match[0]), text)


def _written(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


class _GuardedStream:
    """A text stream that lets no order through. It has no `buffer`, so that nobody writes past it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str | bytes) -> int:
        # click answers a shell that completes with bytes, and having found no `buffer` hands them over here.
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        self._stream.write(_visible_but_ours(text))
        return len(text)

    def pour(self, data: bytes) -> None:
        """Bytes as they are, where no terminal reads them: into a file, or to another program."""
        under = None if self._stream.isatty() else getattr(self._stream, "buffer", None)
        if under is None:
            self.write(data)
            return
        self._stream.flush()
        under.write(data)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name in ("buffer", "raw", "detach"):
            raise AttributeError(name)
        return getattr(self._stream, name)


def pour(data: bytes) -> None:
    """Print the content of a file: byte for byte, unless it is a terminal that reads it."""
    stream = sys.stdout
    if isinstance(stream, _GuardedStream):
        stream.pour(data)
    else:
        stream.write(visible(data.decode("utf-8", "replace")))


def page(text: str) -> None:
    """Show a text in the person's pager, with our colours and nothing else that commands a terminal.

    Shape: only for a terminal that has a pager, see `pager`.
    """
    click.echo_via_pager(_visible_but_ours(text), color=None if is_coloured() else False)


def pager() -> str:
    """The program to page through a text with; empty where nobody sits there, or there is none."""
    wanted = os.environ.get("PAGER", "").split() or ["less"]
    is_screen = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", "emacs")
    return wanted[0] if is_screen and shutil.which(wanted[0]) is not None else ""


@contextmanager
def guarded() -> Iterator[None]:
    """Guard what is printed, on both streams, as long as a command runs."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _GuardedStream(out), _GuardedStream(err)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
