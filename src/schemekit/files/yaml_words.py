"""What to say of a YAML text that cannot be read: the notes a reader takes, and the parser's words in plain ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemekit.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Note:
    """One reason why a text cannot be read. Units: line and column from 1."""

    code: str
    line: int
    column: int
    found: str
    wanted: str
    fix: str
    path: tuple[str | int, ...] = ()

    def finding(self, file: str) -> Finding:
        """The note as a finding in a file."""
        return Finding(code=self.code, file=file, line=self.line, column=self.column, path=path_text(self.path),
                       found=self.found, wanted=self.wanted, fix=self.fix)


def path_text(path: tuple[str | int, ...]) -> str:
    """A path as findings show it: `clauses[3].id`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{plain_key(step, quote=False)}"
    return text.removeprefix(".")


def plain_key(key: str, *, quote: bool = True) -> str:
    """A key of a file as a message shows it: short, and with nothing in it that could upset a terminal."""
    visible = (char if char.isprintable() else char.encode("unicode_escape").decode() for char in key[:60])
    shown = "".join(visible) + ("…" if len(key) > 60 else "")
    return f"'{shown}'" if quote else shown


# The parser's words for what it met, what was wanted, and the mend. The first that is part of the problem's text
# holds; the words of libyaml and of PyYAML's own parser differ a little.
_PLAIN_WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("mapping values are not allowed", "a second ': ' in a line, or a line indented too far",
     "one key and one value in a line", "put a text that holds ': ' in double quotes, or mend the indentation"),
    ("could not find expected ':'", "a line that is no 'key: value'", "a colon and a blank after the key",
     "write 'key: value', or indent the line if it goes on from the one above"),
    ("did not find expected key", "something that does not belong here",
     "a key in line with those above, or the end of a value",
     "put the whole text in quotes, or give the line the same indentation as its neighbours"),
    ("expected <block end>", "something that does not belong here",
     "a key or a '-' in line with those above, or the end of a value",
     "put the whole text in quotes, or give the line the same indentation as its neighbours"),
    ("did not find expected '-' indicator", "a line that is no item of the list above it",
     "'- ' in line with the other items", "give the line the same indentation as its neighbours"),
    ("did not find expected ',' or ']'", "a list in brackets that does not end well", "a comma or ']'",
     "close the bracket, or put a text that holds commas, colons or brackets in quotes"),
    ("did not find expected ',' or '}'", "a mapping in braces that does not end well", "a comma or '}'",
     "close the brace, or put a text that holds commas, colons or braces in quotes"),
    ("expected ',' or ']'", "a list in brackets that does not end well", "a comma or ']'",
     "close the bracket, or put a text that holds commas, colons or brackets in quotes"),
    ("expected ',' or '}'", "a mapping in braces that does not end well", "a comma or '}'",
     "close the brace, or put a text that holds commas, colons or braces in quotes"),
    ("unexpected end of stream", "a quote that is never closed", "a closing quote",
     "close the quote at the end of the text"),
    ("unexpected document indicator", "'---' or '...' inside a quoted text", "a closing quote before it",
     "close the quote at the end of the text"),
    ("unknown escape character", "a backslash inside double quotes", "a plain backslash in single quotes",
     "use single quotes around the text, or write the backslash twice"),
    ("escape sequence", "an unfinished \\x or \\u in double quotes", "the digits of the character",
     "use single quotes around the text, or write the backslash twice"),
    ("sequence entries are not allowed", "a '-' where no list can begin", "the list on the lines below its key",
     "start the list on a line of its own, indented by two blanks"),
    ("mapping keys are not allowed", "a '?' where no key can begin", "text", "put the text in quotes"),
    ("undefined tag handle", "a tag ('!')", "no tags", "take it away, or put the text in quotes"),
    ("tag", "a tag ('!')", "no tags", "take it away, or put the text in quotes"),
    ("anchor or alias", "'&' or '*' at the beginning of a value", "no anchors and no aliases",
     "put the text in quotes"),
    ("expected alphabetic", "'&' or '*' at the beginning of a value", "no anchors and no aliases",
     "put the text in quotes"),
    ("<document start>", "something after the end of the document", "one document in a file",
     "take it away, or mend the indentation of the lines above"),
    ("directive", "a line that begins with '%'", "no directives", "take the line away, or put the text in quotes"),
    ("YAML document", "a line that begins with '%'", "no directives", "take the line away"),
    ("block scalar", "a mark after '|' or '>' that is not known", "'|' or '>', with '-' or '+' at most",
     "write the text on the lines below, indented"),
    ("indentation indicator", "a mark after '|' or '>' that is not known", "'|' or '>', with '-' or '+' at most",
     "write the text on the lines below, indented"),
    ("expected a comment or a line break", "text on the line of '|' or '>'", "the text on the lines below",
     "move the text to the next line, indented"),
)


def note_of_error(error: Any, text: str) -> Iterator[Note]:
    """Why the parser stopped, in plain words; for a tab, every line that is indented with one."""
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        yield Note("yaml-syntax", 0, 0, problem[:200], "YAML that can be read", "mend or retype the place")
        return
    line, column = mark.line, mark.column
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    here = lines[line] if line < len(lines) else ""
    tabs = list(_tabs(lines, line)) if "\t" in here[:len(here) - len(here.lstrip())] or "tab" in problem else []
    if tabs:
        yield from tabs
    elif "cannot start any token" in problem:
        yield _bad_start(here[column:column + 1], line, column)
    else:
        yield _translated(problem, getattr(error, "context_mark", None), line, column)


def _tabs(lines: list[str], start: int) -> Iterator[Note]:
    for number, line in enumerate(lines[start:], start=start):
        indent = line[:len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            yield Note("yaml-tab", number + 1, indent.index("\t") + 1, "a tab in the indentation", "blanks",
                       "replace the tab by blanks, two for each level")


def _bad_start(char: str, line: int, column: int) -> Note:
    if char == "\t":
        return Note("yaml-tab", line + 1, column + 1, "a tab where a value should begin", "blanks",
                    "replace the tab by a blank")
    return Note("yaml-syntax", line + 1, column + 1, f"a value that begins with {plain_key(char)}",
                "quotes around a text that begins so", "put the whole text in double quotes")


def _translated(problem: str, context: Any, line: int, column: int) -> Note:
    for part, found, wanted, fix in _PLAIN_WORDS:
        if part in problem:
            # An unclosed quote or bracket is mended where it was opened, not where the file ends.
            if context is not None and ("closed" in found or "end well" in found):
                line, column = context.line, context.column
            return Note("yaml-syntax", line + 1, column + 1, found, wanted, fix)
    return Note("yaml-syntax", line + 1, column + 1, plain_key(problem, quote=False), "YAML that can be read",
                "put the text in quotes, or mend the indentation")
