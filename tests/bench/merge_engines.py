"""The ways of merging that are measured side by side: ours, and git by line, by sentence and by word.

What they are measured on and by what rule is in merging.py.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemekit.text.merging.marks import Labels, Style, with_marks
from schemekit.text.merging.merge import Known, Substitution, merge_texts

_MARK = 60   # longer than any line of signs in a real text
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_WORD = re.compile(r"(\w+|[^\w\s])(\s*)")
_OWN_LINE = re.compile(r"\s*(?:[#|>*+-]|\d+[.)]\s|```|~~~|---)")


@dataclass(frozen=True, slots=True)
class Question:
    """A place that a person has to read and decide, in its three wordings."""

    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a merge.

    Shape: in `text`, each question is answered with our wording; `sure` are the pieces between the lines that a
    question takes in, one more than questions, or empty where they are not known.
    """

    text: str
    questions: tuple[Question, ...] = ()
    sure: tuple[str, ...] = ()


Parameters = tuple[tuple[str, str], ...]
Engine = Callable[[str, str, str, Parameters], Outcome]
"""From base, ours, theirs and the names and values that ours substituted (theirs to ours) to what came out."""


def by_clause(base: str, ours: str, theirs: str, parameters: Parameters) -> Outcome:
    """Schemekit, told the values where they are known."""
    known = Known(substitutions=tuple(Substitution(source=source, ours=mine) for source, mine in parameters))
    merged = merge_texts(base, ours, theirs, known)
    questions = tuple(Question(clash.base, clash.ours, clash.source) for clash in merged.clashes)
    marked = with_marks(merged, Labels(), Style.DIFF3, theirs=theirs, size=_MARK)
    return Outcome(merged.text, questions, _read(marked).sure)


def by_clause_untold(base: str, ours: str, theirs: str, parameters: Parameters) -> Outcome:  # noqa: ARG001
    """Schemekit, not told the values."""
    return by_clause(base, ours, theirs, ())


def by_line(base: str, ours: str, theirs: str, parameters: Parameters) -> Outcome:  # noqa: ARG001
    """`git merge-file`."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(text.encode())
        done = subprocess.run(
            ["git", "merge-file", "-p", "--diff3", f"--marker-size={_MARK}", *(path.name for path in paths)],
            cwd=folder, capture_output=True, check=False,
        )
    if done.returncode > 127:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return _read(done.stdout.decode())


def by_sentence(base: str, ours: str, theirs: str, parameters: Parameters) -> Outcome:
    """`git merge-file` over texts with one sentence on each line."""
    return by_line(_sentences(base), _sentences(ours), _sentences(theirs), parameters)


def by_word(base: str, ours: str, theirs: str, parameters: Parameters) -> Outcome:
    """`git merge-file` over texts with one word or sign on each line, which says whether a space comes after."""
    outcome = by_line(_words(base), _words(ours), _words(theirs), parameters)
    questions = (Question(_joined(one.base), _joined(one.ours), _joined(one.theirs)) for one in outcome.questions)
    return Outcome(_joined(outcome.text), tuple(questions), tuple(map(_joined, outcome.sure)))


def _words(text: str) -> str:
    return "".join(f"{word}{' ' if space else ''}\n" for word, space in _WORD.findall(text))


def _joined(lines: str) -> str:
    return lines.replace("\n", "")


def _sentences(text: str) -> str:
    lines: list[str] = []
    is_open = False
    for line in text.splitlines():
        stands_alone = not line.strip() or _OWN_LINE.match(line)
        if is_open and not stands_alone:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip())
        is_open = bool(line.strip()) and not line.lstrip().startswith(("#", "|"))
    return "".join(f"{sentence}\n" for line in lines for sentence in _SENTENCE_END.split(line))


def _read(output: str) -> Outcome:
    """What git wrote, with its marks taken apart."""
    text: list[str] = []
    sure: list[str] = [""]
    questions: list[Question] = []
    sides: dict[str, list[str]] = {}
    side = ""
    for line in output.splitlines(keepends=True):
        sign = line[0] if line[:_MARK] in {mark * _MARK for mark in "<|=>"} else ""
        if sign == ">":
            questions.append(Question(*("".join(sides[name]) for name in "|<=")))
            text += sides["<"]
            sure.append("")
            side = ""
        elif sign:
            sides = {"<": [], "|": [], "=": []} if sign == "<" else sides
            side = sign
        elif side:
            sides[side].append(line)
        else:
            text.append(line)
            sure[-1] += line
    return Outcome("".join(text), tuple(questions), tuple(sure))
