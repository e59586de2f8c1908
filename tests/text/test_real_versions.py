"""Real versions of real policies, compared: nothing is lost, and what a person would say is what is said."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from schemekit.text.comparing.diff import ClauseChange, Kind, Match, compare_texts
from schemekit.text.comparing.ids import proposed_ids
from schemekit.text.comparing.words_diff import ChangeKind
from schemekit.text.document import PREAMBLE, Document
from tests.marked_ids import with_ids

DATA = Path(__file__).with_name("data")
STANDARD = DATA / "standard-for-public-code"
OPEN = [f"{version}/code-in-the-open.md" for version in ("0.2.0", "0.4.0", "0.8.0")]
BUNDLE = ["0.2.0/bundle-policy-and-code.md", "0.4.0/bundle-policy-and-code.md",
          "0.8.0/bundle-policy-and-source-code.md"]
CASES = sorted(path.name for path in (DATA / "merge-cases").iterdir() if path.is_dir())


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


PAIRS = [
    *(pytest.param(STANDARD / old, STANDARD / new, id=f"{old}-{new[:5]}")
      for files in (OPEN, BUNDLE) for old, new in pairwise(files)),
    *(pytest.param(DATA / "merge-cases" / case / "base.md", DATA / "merge-cases" / case / side,
                   id=f"{case}-{side[:-3]}")
      for case in CASES for side in ("ours.md", "theirs.md")),
]


def of_clauses(changes: tuple[ClauseChange, ...]) -> list[ClauseChange]:
    return [change for change in changes if change.id != PREAMBLE]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_nothing_is_lost(old: Path, new: Path) -> None:
    """'Every clause of either side in exactly one change'; 'joining passages gives the clause back byte for byte'."""
    before, after = read(old), read(new)
    changes = of_clauses(compare_texts(before, after))
    assert [change.mine for change in changes if change.mine] == list(Document.parse(after).clauses)
    assert sorted(c.source.line for c in changes if c.source) == [c.line for c in Document.parse(before).clauses]
    for change in changes:
        if not change.told_with:
            words = [word for passage in change.passages for word in passage.words]
            assert "".join(word.text for word in words if word.kind is not ChangeKind.ADDED) == change.before
            assert "".join(word.text for word in words if word.kind is not ChangeKind.REMOVED) == change.after


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_other_way_round(old: Path, new: Path) -> None:
    there, back = compare_texts(read(old), read(new)), compare_texts(read(new), read(old))
    for kind, other in ((Kind.ADDED, Kind.REMOVED), (Kind.REMOVED, Kind.ADDED), (Kind.SPLIT, Kind.JOINED),
                        (Kind.JOINED, Kind.SPLIT)):
        assert [c.heading for c in there if kind in c.kinds] == [c.heading for c in back if other in c.kinds]


@pytest.mark.parametrize("files", [OPEN, BUNDLE], ids=["code-in-the-open", "bundle"])
def test_ids_are_kept_over_the_versions(files: list[str]) -> None:
    """'By similarity, so that a retitled or moved section keeps its id.'"""
    text = read(STANDARD / files[0])
    earlier = Document.parse(with_ids(text, proposed_ids(text)))
    for file in files[1:]:
        text = read(STANDARD / file)
        ids = proposed_ids(text, earlier)
        assert ids[0] == "requirements"
        assert len(set(ids) & {clause.id for clause in earlier.clauses}) >= len(earlier.clauses) - 2
        earlier = Document.parse(with_ids(text, ids))


@pytest.mark.parametrize(("case", "kind"), [("C-move-009", Kind.MOVED), ("C-swap-001", Kind.MOVED)])
def test_what_moved_is_said_to_have_moved_and_nothing_else(case: str, kind: Kind) -> None:
    folder = DATA / "merge-cases" / case
    kinds = {found for change in compare_texts(read(folder / "base.md"), read(folder / "ours.md"))
             for found in change.kinds}
    assert kind in kinds
    assert not kinds & {Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.JOINED}


def test_headings_one_level_lower_are_found_again() -> None:
    folder = DATA / "merge-cases" / "C-demote-001"
    changes = of_clauses(compare_texts(read(folder / "base.md"), read(folder / "ours.md")))
    assert {change.match for change in changes if change.source and change.mine} <= {Match.WORDS, Match.HEADING}
    assert not {kind for change in changes for kind in change.kinds} & {Kind.REWORDED, Kind.RETITLED, Kind.SPLIT}
