"""A comparison as a comment for a pull request: the table, then each clause to unfold, the most significant first.

A forge runs nothing that stands here and pings nobody: whatever a text holds is shown as it is. Basis: GitHub and
GitLab Flavored Markdown, their mentions, references and quick actions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape as html_escape

from schemekit.model.signal import SignalKind
from schemekit.review.comparison import ComparedClause, ComparedValue, Comparison
from schemekit.review.formats.comment_limits import GITHUB_LIMIT, SMALLEST
from schemekit.review.told import (
    done_to,
    label_of,
    name_of,
    reason_of,
    signal_line,
    summary_lines,
    value_line,
    ways_told,
    with_unit,
    words_of,
)
from schemekit.text.comparing.passage_diff import Passage
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.comparing.words_diff import ChangeKind, WordChange, joined

_TABLE_SHARE = 0.6    # of the room, at most, for the tables: the rest is for the words
_CELL = 240           # characters of one cell
_MARKS = {ChangeKind.REMOVED: "del", ChangeKind.ADDED: "ins"}
_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_AT_START = re.compile(r"^(?:([-+#=:])|(\d{1,9})([.)]))")
_HEADING_MARK = re.compile(r"^\s*#{1,6}[ \t]+")
_HEADING_ID = re.compile(r"[ \t]*\{[ \t]*#[^{}\n]{0,200}\}(?=\s*$)")
_NO_BREAK = "\u2060"
# What makes a link of its own to a person, an issue, a commit, a milestone or a label, on one forge or another.
_SUMMONS = re.compile(
    r"(?<![A-Za-z0-9])@(?=\w)|[#!&$](?=\d)|[%~](?=[\w\"])|\[(?=[a-z_]{1,30}:)|[*](?=iteration:)|\^(?=alert#)|\bGH(?=-\d)",
    re.ASCII)
_REVISION = re.compile(r"(?<![0-9a-zA-Z])([0-9a-f]{3})(?=[0-9a-f]{4,61}(?![0-9a-zA-Z]))")
_WEB = re.compile(r"(https?|ftp)(?=://)|(www)(?=\.)", re.IGNORECASE)


def markdown_of(comparison: Comparison, command: str, limit: int = GITHUB_LIMIT) -> str:
    """The comparison as Markdown of at most `limit` characters.

    Shape: cut at whole clauses; what is left out is counted, with `command`, by which it can be read.
    """
    room = max(limit, SMALLEST)
    head = "\n".join(_head(comparison)) + "\n"
    last = _left_out(len(comparison.changed), len(comparison.changed) + len(comparison.values), command)
    room -= len(head) + len(last)
    table, rows_left = _tables(comparison, int(room * _TABLE_SHARE))
    blocks, blocks_left = _fitting((_block(clause, comparison) for clause in comparison.changed), room - len(table))
    tail = _left_out(blocks_left, rows_left, command) if blocks_left or rows_left else ""
    return f"{head}{table}{''.join(blocks)}{tail}"


def _head(comparison: Comparison) -> Iterator[str]:
    yield f"### {plain(comparison.title, 200)}"
    yield ""
    yield f"**Before:** {plain(comparison.before.words, 200)}<br>"
    yield f"**Now:** {plain(comparison.after.words, 200)}"
    yield ""
    yield f"{plain('; '.join(summary_lines(comparison)), 400)}."
    counted = [f"{kind.value} {number}{f' ({ways})' if (ways := ways_told(comparison, kind)) else ''}"
               for kind, number in comparison.counts.items() if number]
    if counted:
        yield f"Clauses by kind of change: {', '.join(counted)}."
    yield ""
    shown = comparison.notices[:_NOTICES]
    yield from (f"- {plain(notice, 500)}" for notice in shown)
    if len(comparison.notices) > len(shown):
        yield f"- and {len(comparison.notices) - len(shown)} more"
    if shown:
        yield ""


_NOTICES = 12


def _tables(comparison: Comparison, room: int) -> tuple[str, int]:
    """The table of clauses and that of values, as many rows as there is room for, and how many are left out."""
    asks = comparison.correspondence is not None or any(
        clause.reason or clause.lacks_reason for clause in comparison.changed)
    heads = ["Clause", "What", "Was → now", *(["Reason"] if asks else [])]
    clauses, left = _fitting((_row(clause, comparison, asks=asks) for clause in comparison.changed),
                             room - 2 * len(_rule(heads)))
    table = f"{_rule(heads)}{''.join(clauses)}\n" if clauses else ""
    heads = ["Value", "What", "Was → now", "Reason"]
    values, more = _fitting((_value_row(value) for value in comparison.values), room - len(table) - len(_rule(heads)))
    return table + (f"{_rule(heads)}{''.join(values)}\n" if values else ""), left + more


def _rule(heads: Sequence[str]) -> str:
    return f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}\n"


def _row(clause: ComparedClause, comparison: Comparison, *, asks: bool) -> str:
    first = clause.signals[0] if clause.signals else None
    what = "; ".join([*(f"{signal.kind.value}: {signal_line(signal)}" if signal.kind is not SignalKind.WORDING
                        else signal_line(signal) for signal in clause.signals[:3]),
                      *([f"and {len(clause.signals) - 3} more"] if len(clause.signals) > 3 else [])])
    reason = [plain(reason_of(clause), _CELL)] if asks else []
    cells = [f"{plain(arrowed(label_of(clause)), _CELL)} {code(name_of(clause))}",
             plain(arrowed(f"{done_to(clause, comparison)}; {what}".strip("; ")), _CELL),
             plain(arrowed(words_of(first)), _CELL) if first else "", *reason]
    return f"| {' | '.join(cells)} |\n"


def _value_row(value: ComparedValue) -> str:
    cells = [f"{plain(value.title, _CELL)} {code(value.name)}", plain(value_line(value), _CELL),
             plain(f"{with_unit(value.before, value)} → {with_unit(value.after, value)}", _CELL),
             plain(value.reason, _CELL)]
    return f"| {' | '.join(cells)} |\n"


def _block(clause: ComparedClause, comparison: Comparison) -> str:
    """One clause to unfold: what it means, why, and its words with what went and what came."""
    summary = "; ".join([label_of(clause), done_to(clause, comparison)]).strip("; ")
    lines = [f"- **{signal.kind.value}**: {plain(arrowed(signal_line(signal)), 1_000)}" for signal in clause.signals]
    lines += [f"- **reason**: {plain(reason, 2_500)}" for reason in [reason_of(clause)] if reason]
    words = redlined(word for passage in clause.change.passages for word in _without_marks(passage))
    if clause.path:
        lines.append(f"- {code(f'{clause.path}:{clause.line}')}")
    told = "\n".join(lines)
    return f"<details><summary>{in_html(arrowed(summary), 300)}</summary>\n\n{told}\n\n{words}\n</details>\n\n"


def _without_marks(passage: Passage) -> Iterable[WordChange]:
    """The words of a passage, of a heading without the signs that make it one and without its id."""
    if passage.kind is not PassageKind.HEADING:
        return passage.words
    words = list(joined(passage.words))
    if words and (len(words) == 1 or words[0].kind is ChangeKind.SAME):
        words[0] = replace(words[0], text=_HEADING_MARK.sub("", words[0].text))
    if words and (len(words) == 1 or words[-1].kind is ChangeKind.SAME):
        words[-1] = replace(words[-1], text=_HEADING_ID.sub("", words[-1].text))
    return words


def redlined(changes: Iterable[WordChange]) -> str:
    """Words as a quotation, a line for each line of the text; what went is struck out, what came underlined."""
    lines = [""]
    for change in joined(changes):
        first, *more = change.text.split("\n")
        for place, piece in enumerate([first, *more]):
            if place:
                lines.append("")
            gap = " " if lines[-1].endswith("</del>") and piece.strip() and change.kind is ChangeKind.ADDED else ""
            lines[-1] += gap + _marked(piece, change.kind)
    told = [line.strip() for line in lines if line.strip()]
    return "> " + "<br>\n> ".join(told) + "\n" if told else ""


def _marked(piece: str, kind: ChangeKind) -> str:
    words = piece.strip()
    if not words:
        return " " if piece else ""
    lead, tail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()):]
    mark = _MARKS.get(kind)
    told = f"<{mark}>{plain(words)}</{mark}>" if mark else plain(words)
    return f"{lead and ' '}{told}{tail and ' '}"


def _fitting(pieces: Iterable[str], room: int) -> tuple[list[str], int]:
    """The pieces that there is room for, in order, and how many there is none for."""
    kept, left = [], 0
    for piece in pieces:
        if len(piece) <= room:
            kept.append(piece)
            room -= len(piece)
        else:
            left += 1
    return kept, left


def _left_out(blocks: int, rows: int, command: str) -> str:
    told = [f"the words of {blocks} {'clause' if blocks == 1 else 'clauses'}"] if blocks else []
    told += [f"{rows} {'row' if rows == 1 else 'rows'} of the tables"] if rows else []
    return f"**Left out here for want of room: {' and '.join(told)}.** All of it: {code(command)}\n"


def plain(text: str, limit: int = 0) -> str:
    """Words of anybody's as one line of Markdown that shows them and does nothing else. Shape: cut to `limit`."""
    words = visible(" ".join(text.split()))
    if limit and len(words) > limit:
        words = f"{words[: limit - 2]} …"
    words = _broken(words)
    words = _SPECIAL.sub(r"\\\1", words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if words.startswith("/"):
        return f"&#47;{words[1:]}"   # a line that begins so is an order to one of the forges
    return _AT_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", words)


def arrowed(told: str) -> str:
    """Our own `was -> now` with the arrow that people know."""
    return told.replace(" -> ", " → ")


def in_html(text: str, limit: int) -> str:
    """Words of anybody's inside a line of HTML."""
    words = visible(" ".join(text.split()))
    return html_escape(_broken(words if len(words) <= limit else f"{words[: limit - 2]} …"))


def code(text: str) -> str:
    """A name as code, where no forge looks for people or issues; with odd characters in it, as plain words."""
    return f"`{text}`" if re.fullmatch(r"[\w #:./{}=@<>,\"-]{1,300}", text) and "``" not in text else plain(text, 300)


def _broken(words: str) -> str:
    """The words with what would make a link of itself taken apart by a character that nobody sees."""
    words = _SUMMONS.sub(lambda match: f"{match[0]}{_NO_BREAK}", words)
    return _WEB.sub(lambda match: f"{match[0]}{_NO_BREAK}", _REVISION.sub(lambda match: match[1] + _NO_BREAK, words))


def visible(text: str) -> str:
    """The text with every character that hides, or turns the direction of writing, written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{ord(char):04x}" if unicodedata.category(char) in _HIDDEN and char not in _JOINERS else char
                   for char in text)


_JOINERS = "\u200c\u200d"   # belong to the spelling of some languages
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
