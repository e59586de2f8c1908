"""A program that compares two files with our library and prints the words of each change, for the bench to run."""

from __future__ import annotations

import sys
from pathlib import Path

from schemekit.text.comparing.diff import compare_texts


def main() -> None:
    """Print every clause that changed, with its words marked."""
    before, after = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
    marks = {"same": "", "removed": "-", "added": "+"}
    for change in compare_texts(before, after):
        if change.kinds:
            print(change.id, *(kind.value for kind in change.kinds))
            for passage in change.passages:
                print("".join(f"[{marks[word.kind.value]}{word.text}]" for word in passage.words))


if __name__ == "__main__":
    main()
