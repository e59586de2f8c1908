"""`schemekit crosswalk` in a scheme: what came with a module goes out, and comes back as the scheme's own."""

from __future__ import annotations

import re

from openpyxl import load_workbook

from tests.adopt.test_crosswalks import mapped
from tests.adopt.update_fixtures import source
from tests.scheme_builders import SchemeBuilder

__all__ = ["mapped", "source"]
OWN = "policies/grievance/crosswalks/ungp-31.yaml"


def test_out_and_back(mapped: SchemeBuilder) -> None:
    """'Import writes into the scheme's own': what the source does not say in the same words, and nothing else."""
    told = mapped.done("crosswalk", "export", "grievance", "--to", "u.xlsx")
    assert "grievance 1.1.0 and ungp-31 2011, 3 rows, 1 joint judgement" in told.out
    book = load_workbook(mapped.path / "u.xlsx")
    book["Crosswalk"]["F2"] = "low"
    book.save(mapped.path / "u.xlsx")
    day = ("--date", "2026-12-01")
    assert mapped.done("crosswalk", "import", "u.xlsx", *day, code=1).out.startswith("changed  no-charge – b")
    assert not (mapped.path / OWN).exists()
    mapped.done("crosswalk", "import", "u.xlsx", "--yes", *day)
    own = mapped.text(OWN)
    digest = re.search(r'text_sha256: ("?[0-9a-f]{64}"?)', own)
    assert digest
    assert own == f"""\
# yaml-language-server: $schema=../../../schemas/crosswalk.schema.json
format: 1
module: grievance
module_version: "1.1.0"
framework: ungp-31
framework_version: "2011"
judge: Northern Minerals
date: "2026-12-01"
rows:
  - {{clause: no-charge, item: b, relation: subset, confidence: low,
     rationale: Cost is a barrier that is meant.,
     text_sha256: {digest[1]}}}
"""
    assert mapped.run("check").code == 0
    mapped.done("crosswalk", "export", "grievance", "--to", "own.tsv")   # its own beside the source's
    assert "\tclause\tskos:broadMatch\tsubset\titem:b\t" in mapped.text("own.tsv")
    assert "\t0.3\tCost" in mapped.text("own.tsv")
    assert mapped.text("own.tsv").count("\titem:") == 4
    again = mapped.done("crosswalk", "import", "own.tsv", "--yes")
    assert "Nothing to write" in again.out
    assert mapped.text(OWN) == own


def test_a_row_of_the_source_stays(mapped: SchemeBuilder) -> None:
    """A scheme says something beside its source; it takes nothing of it away."""
    mapped.done("crosswalk", "export", "grievance", "--to", "u.xlsx")
    book = load_workbook(mapped.path / "u.xlsx")
    book["Crosswalk"].delete_rows(2)
    book.save(mapped.path / "u.xlsx")
    told = mapped.done("crosswalk", "import", "u.xlsx", "--yes")
    assert "rows of the source's that the file does not have stay: no-charge – b" in told.out
    assert not (mapped.path / OWN).exists()


def test_a_sheet_for_what_nobody_mapped(mapped: SchemeBuilder) -> None:
    """A scheme's own clause is judged in a sheet that begins empty."""
    mapped.write("policies/grievance/policy.md", mapped.text() + "\n## Friends { #friends }\n\nAnyone may write.\n")
    mapped.done("crosswalk", "export", "grievance", "--framework", "iso-10002", "--to", "i.xlsx")
    book = load_workbook(mapped.path / "i.xlsx")
    row = next(row for row in book["Crosswalk"].iter_rows(min_row=2) if row[0].value == "friends")
    for cell, value in zip(row[2:], ("4.2", "", "supports", "low", "Anyone can be heard by writing."), strict=False):
        cell.value = value
    item = book["Items"]["A2"].value
    row[2].value = item
    book.save(mapped.path / "i.xlsx")
    assert mapped.done("crosswalk", "import", "i.xlsx", "--judge", "B. Reviewer", "--yes").code == 0
    walk = mapped.text("policies/grievance/crosswalks/iso-10002.yaml")
    assert f"clause: friends, item: \"{item}\", relation: supports" in walk
    assert "judge: B. Reviewer" in walk


def test_a_catalog_of_the_schemes_own_words(mapped: SchemeBuilder) -> None:
    mapped.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
    told = mapped.done("module", "export", "grievance", "--to", "g.json")
    assert "grievance 1.1.0+adapted" in told.out
    assert "A complaint shall cost 5 euros." in mapped.text("g.json")
    assert mapped.done("module", "export", "grievance", "--open", "--to", "h.json", code=2).err
