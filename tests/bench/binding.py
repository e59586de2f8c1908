"""`python -m tests.bench.binding FOLDER`: old copies of a real standard, edited by hand, are bound to their version.

FOLDER holds the Standard for Public Code, one folder for each version; see docs/binding-an-old-copy.md.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.nearest import Nearest, weigh
from schemekit.adopt.shelf import LibraryShelf
from schemekit.files.old_copy import OldCopy
from schemekit.library.library import Library
from schemekit.library.opening import open_library
from schemekit.model.version import VersionRange
from tests.bench.measure import Surroundings
from tests.builders import LibraryBuilder
from tests.hand_edits import edited, stripped, typographic, wrapped
from tests.standard_library import released, versions_in, with_ids

WHOLE = "the-whole-standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How many copies were bound to the version they are of; `unsure` went elsewhere, and were told as likely only."""

    what: str
    edits: int
    copies: int
    right: int
    unsure: int
    seconds: float


def main() -> int:
    """Bind every copy and print the table; 1 where a copy of the whole standard went to a wrong version."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    versions = versions_in(Path(sys.argv[1]))
    for texts in versions.values():
        texts[WHOLE] = with_ids("# The whole standard\n\n" + "\n".join(f"#{stripped(text)}" for text in texts.values()))
    with tempfile.TemporaryDirectory(prefix="schemekit-bench-") as folder:
        import os

        os.environ.update(Surroundings.made_in(Path(folder).resolve()).variables)
        builder = released(LibraryBuilder(Path(folder)), versions)
        library = open_library("standard", builder.url, offline=True, fetch=False)
        rows = list(_rows(library, LibraryShelf(offline=True), versions))
    print("| text | edits | copies | bound to their version | wrong, but told to be likely only | seconds each |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.what} | {row.edits} | {row.copies} | {row.right} | {row.unsure} | "
              f"{row.seconds / row.copies:.2f} |")
    return int(any(row.right < row.copies for row in rows if row.what.startswith("whole")))


def _rows(library: Library, shelf: LibraryShelf, versions: dict[str, dict[str, str]]) -> Iterator[Row]:
    for edits in (0, 20, 100):
        yield _row("whole standard, about 7,000 words", edits, library, shelf,
                   {version: {WHOLE: texts[WHOLE]} for version, texts in versions.items()})
    singles = {version: {name: text for name, text in texts.items() if name != WHOLE}
               for version, texts in versions.items()}
    for edits in (0, 1, 5, 20):
        yield _row("one criterion, 250 to 600 words", edits, library, shelf, singles)


def _row(
    what: str, edits: int, library: Library, shelf: LibraryShelf, versions: dict[str, dict[str, str]]
) -> Row:
    copies = right = unsure = 0
    before = time.process_time()
    for version, texts in versions.items():
        for name, text in texts.items():
            copies += 1
            found = bound(library, shelf, name, copy_of(text, edits, seed=copies))
            is_right = version in found.best.versions
            right += is_right
            unsure += not is_right and found.sureness != "certain"
    return Row(what=what, edits=edits, copies=copies, right=right, unsure=unsure,
               seconds=time.process_time() - before)


def copy_of(text: str, edits: int, *, seed: int) -> str:
    """A text as it looks years later: no ids, edited by hand, and each third one wrapped anew or typeset."""
    changed = edited(stripped(text), edits, seed)
    return (changed, wrapped(changed), typographic(changed))[seed % 3]


def bound(library: Library, shelf: LibraryShelf, module: str, text: str) -> Nearest:
    """The releases that a text is nearest to."""
    copy = OldCopy(place="copy.md", files={"copy.md": text.encode()}, is_folder=False)
    return weigh(module, VersionRange(), copy, library, shelf)


if __name__ == "__main__":
    sys.exit(main())
