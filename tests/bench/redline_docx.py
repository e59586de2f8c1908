"""The redline of a policy as a Word file, held against pandoc's own conversion of the same policy to Word."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from schemekit.word.pandoc import MARKDOWN, program
from tests.bench.comparisons import Effort
from tests.bench.measure import Cost, Surroundings, middle, run
from tests.bench.redline import LINES, Pair, edited_lines, long_text
from tests.bench.table import Row

BAR = 10
_OURS = Path(__file__).with_name("redline_files.py")


def against_pandoc(surroundings: Surroundings, effort: Effort, lines: int = LINES) -> Iterator[Row]:
    """A redline of 20,000 words as a whole program, pandoc's runs in it included, under ten times one conversion."""
    made = long_text(lines)
    pair = Pair.written(surroundings.folder / "redline-docx", "# Policy\n\n" + "".join(made),
                        "# Policy\n\n" + "".join(edited_lines(made)))
    made_file = surroundings.folder / "made.docx"
    ours, theirs = [], []
    for _ in range(effort.rounds):
        ours.append(run([sys.executable, str(_OURS), str(pair.before), str(pair.after), str(made_file)], surroundings))
        theirs.append(_converted(pair.after, made_file, surroundings))
    cost, peer = middle(ours), middle(theirs)
    yield Row(what="redline of 20,000 words in docx", ours=cost, peer="pandoc md -> docx", theirs=peer.cpu,
              ratio=cost.cpu / peer.cpu, at_most=BAR)


def _converted(policy: Path, to: Path, surroundings: Surroundings) -> Cost:
    return run([str(program()), "--from", MARKDOWN, "--to", "docx", "--output", str(to), str(policy)], surroundings)
