"""`schemekit crosswalk` in a scheme: what came with a module goes out, and comes back as the scheme's own."""

from __future__ import annotations

from openpyxl import load_workbook

from tests.adopt.test_crosswalks import CROSSWALK, mapped
from tests.adopt.update_fixtures import source
from tests.scheme_builders import SchemeBuilder

__all__ = ["mapped", "source"]
OWN = "policies/grievance/crosswalks/ungp-31.yaml"


def test_out_and_back(mapped: SchemeBuilder) -> None:
    """'Export from a scheme (its own … or those that came with the source); import writes into the scheme's own.'"""
    told = mapped.done("crosswalk", "export", "grievance", "--to", "u.xlsx")
    assert "grievance 1.1.0 and ungp-31 2011, 3 rows, 1 joint judgement" in told.out
    book = load_workbook(mapped.path / "u.xlsx")
    book["Crosswalk"]["F2"] = "low"
    book.save(mapped.path / "u.xlsx")
    assert mapped.done("crosswalk", "import", "u.xlsx", code=1).out.startswith("changed  no-charge – b")
    assert not (mapped.path / OWN).exists()
    mapped.done("crosswalk", "import", "u.xlsx", "--yes")
    assert mapped.text(OWN) == CROSSWALK.replace("relation: subset, confidence: high, rationale: Cost",
                                                 "relation: subset, confidence: low, rationale: Cost")
    assert mapped.run("check").code == 0
    mapped.done("crosswalk", "export", "grievance", "--to", "own.tsv")   # its own now
    assert "\tclause\tskos:broadMatch\tsubset\titem:b\t" in mapped.text("own.tsv")
    assert "\t0.3\tCost" in mapped.text("own.tsv")


def test_a_catalog_of_the_schemes_own_words(mapped: SchemeBuilder) -> None:
    mapped.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
    told = mapped.done("module", "export", "grievance", "--to", "g.json")
    assert "grievance 1.1.0+adapted" in told.out
    assert "A complaint shall cost 5 euros." in mapped.text("g.json")
    assert mapped.done("module", "export", "grievance", "--open", "--to", "h.json", code=2).err
