"""The frameworks and crosswalks that are shipped: whole, honest, and in step with the modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.crosswalk.coverage import AdoptedClauses, ClauseState, ItemCoverage, Standing, coverage
from schemekit.files.folder import read_folder
from schemekit.files.schemas import load
from schemekit.library.crosswalks import read_crosswalks
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.model.module import Module

POLICIES = Path(__file__).parents[2] / "policies"
MODULES = ("assurance", "grievance", "stakeholder-consultation")
CONSULTATION_PARAGRAPHS = tuple("DEFHIJLMNOPQ")
"""The paragraphs of TBT Annex 3 that speak of making standards; the others are about accepting the code."""


def framework(name: str) -> Framework:
    (found,) = shipped_frameworks()[name]
    return found


def crosswalks() -> list[Crosswalk]:
    return [walk for module in MODULES for walk in read_crosswalks(read_folder(POLICIES / module), module)]


def kept(module: str) -> AdoptedClauses:
    text = (POLICIES / module / "module.yaml").read_bytes()
    clauses = Module.from_mapping(load(text, "module", "module.yaml")).clauses
    return AdoptedClauses(module=module, version="1", states={clause.id: ClauseState.KEPT for clause in clauses})


def whole(name: str) -> dict[str, ItemCoverage]:
    found = coverage(framework(name), crosswalks(), [kept(module) for module in MODULES])
    return {one.item.id: one for one in found}


@pytest.mark.parametrize(("name", "items"), [
    pytest.param("ungp-31", tuple("abcdefgh"), id="every-ungp-31-criterion"),
    pytest.param("wto-tbt-annex-3", CONSULTATION_PARAGRAPHS, id="every-paragraph-on-making-standards"),
    pytest.param("iso-iec-17065", tuple(f"7.{number}" for number in range(1, 14)), id="every-clause-of-17065-7"),
    pytest.param("iso-iec-17065", tuple(f"7.13.{number}" for number in range(1, 10)), id="every-part-of-7-13"),
    pytest.param("eu-2024-825", tuple(item.id for item in framework("eu-2024-825").items), id="every-point"),
])
def test_every_item_that_applies_is_answered_or_the_gap_is_stated(name: str, items: tuple[str, ...]) -> None:
    """'… is addressed by a clause, or the gap is stated.'"""
    found = whole(name)
    for item in items:
        assert found[item].is_judged, item
        assert found[item].standing is not Standing.NOT_ADDRESSED or found[item].gaps, item


@pytest.mark.parametrize("name", ["ungp-31", "wto-tbt-annex-3", "iso-iec-17065"])
def test_no_item_is_passed_over_in_silence(name: str) -> None:
    assert [item for item, one in whole(name).items() if not one.is_judged] == []


def test_what_is_only_asked_by_reference_is_not_counted() -> None:
    """provider-approval asks certification bodies for the whole of ISO/IEC 17065; that is support, and no answer."""
    found = whole("iso-iec-17065")
    assert [found[item].standing for item in ("8", "8.3", "6.2")] == [Standing.NOT_ADDRESSED] * 3
    assert [one.clause for one in found["8"].evidence] == ["provider-approval"]


@pytest.mark.parametrize("walk", crosswalks(), ids=lambda walk: f"{walk.module}-{walk.framework}")
def test_every_crosswalk_names_judge_date_and_both_versions(walk: Crosswalk) -> None:
    """'Rationale of a sentence each, judge, date, confidence, both versions pinned.'"""
    assert (walk.judge, walk.framework_version) == ("schemekit maintainers", framework(walk.framework).version)
    for why in (*(row.rationale for row in walk.rows), *(joint.rationale for joint in walk.together)):
        assert why.endswith("."), why
        assert "complian" not in why, why
