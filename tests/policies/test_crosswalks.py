"""The frameworks and crosswalks that are shipped: whole, honest, and in step with the modules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from schemekit.crosswalk.coverage import ItemCoverage, coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState, Standing
from schemekit.files.folder import read_folder
from schemekit.files.schemas import load
from schemekit.library.crosswalks import read_crosswalks
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.model.module import Module

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
MODULES = ("assurance", "grievance", "stakeholder-consultation")
CONSULTATION_PARAGRAPHS = tuple("DEFHIJLMNOPQ")
"""The paragraphs of TBT Annex 3 that speak of making standards; the others are about accepting the code."""


def framework(name: str) -> Framework:
    (found,) = shipped_frameworks()[name]
    return found


@cache
def crosswalks() -> tuple[Crosswalk, ...]:
    return tuple(walk for module in MODULES for walk in read_crosswalks(read_folder(POLICIES / module), module))


@cache
def clauses_of(module: str) -> tuple[str, ...]:
    text = (POLICIES / module / "module.yaml").read_bytes()
    return tuple(clause.id for clause in Module.from_mapping(load(text, "module", "module.yaml")).clauses)


def kept(module: str) -> AdoptedClauses:
    return AdoptedClauses(module=module, version="1", states=dict.fromkeys(clauses_of(module), ClauseState.KEPT))


@cache
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


@pytest.mark.parametrize("name", [
    "eu-2024-825", "gdpr", "iseal-code", "iseal-credibility-principles", "iso-10002", "iso-10003", "iso-iec-17021-1",
    "iso-iec-17065", "iso-iec-guide-59", "oecd-due-diligence", "oecd-minerals", "ungp-31", "wto-tbt-annex-3"])
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


MAPPED = {
    "grievance": {"eu-2024-825", "gdpr", "iseal-code", "iseal-credibility-principles", "iso-10002", "iso-10003",
                  "iso-iec-17021-1", "iso-iec-17065", "iso-iec-guide-59", "oecd-due-diligence", "oecd-minerals",
                  "sdg", "ungp", "ungp-31", "wto-tbt-annex-3"},
    "stakeholder-consultation": {"eu-2024-825", "gdpr", "iseal-code", "iseal-credibility-principles", "iso-iec-17065",
                                 "iso-iec-guide-59", "sdg", "wto-tbt-annex-3"},
    "assurance": {"eu-2024-825", "gdpr", "iseal-code", "iseal-credibility-principles", "iso-iec-17021-1",
                  "iso-iec-17065", "oecd-due-diligence", "oecd-minerals", "sdg", "ungp"},
}


@pytest.mark.parametrize("module", MODULES)
def test_each_module_is_mapped_to_each_framework_where_a_practitioner_would_map_it(module: str) -> None:
    assert {walk.framework for walk in crosswalks() if walk.module == module} == MAPPED[module]


def unmapped_on_the_page() -> Iterator[tuple[str, str]]:
    """Each clause that the page for people lists as mapped to nothing, with its module; every line has a reason."""
    page = (ROOT / "docs/frameworks-and-crosswalks.md").read_text(encoding="utf-8")
    part = page.partition("mapped to nothing, on purpose:")[2].partition("\n## ")[0]
    for line in re.findall(r"^\| `.*$", part, flags=re.MULTILINE):
        module, clauses, why = (cell.strip() for cell in line.strip("|").split("|"))
        assert len(why.split()) > 4, line
        yield from ((module.strip("`"), clause) for clause in re.findall(r"`([^`]+)`", clauses))


@pytest.mark.parametrize("module", MODULES)
def test_every_clause_is_mapped_or_said_to_be_mapped_to_nothing_on_purpose(module: str) -> None:
    """'Every clause of the three core modules is mapped where a practitioner would map it.'"""
    mapped = {row.clause for walk in crosswalks() if walk.module == module for row in walk.rows}
    told = sorted(clause for name, clause in unmapped_on_the_page() if name == module)
    assert told == sorted(set(clauses_of(module)) - mapped)


def test_the_page_lists_what_is_shipped_and_who_maps_to_it() -> None:
    page = (ROOT / "docs/frameworks-and-crosswalks.md").read_text(encoding="utf-8")
    letters = {"G": "grievance", "C": "stakeholder-consultation", "A": "assurance"}
    told = {name: (version, frozenset(letters[one] for one in by.split(", ") if one != "none"))
            for name, version, by in re.findall(r"^\| `([\w-]+)` \| ([\w.]+) \| [^|]+ \| ([^|]+) \|$", page, re.M)}
    really = {name: (versions[-1].version, frozenset(module for module in MODULES if name in MAPPED[module]))
              for name, versions in shipped_frameworks().items()}
    assert told == really


@pytest.mark.parametrize("walk", crosswalks(), ids=lambda walk: f"{walk.module}-{walk.framework}")
def test_every_crosswalk_says_how_it_is_meant_and_no_two_rows_of_an_item_give_the_same_reason(walk: Crosswalk) -> None:
    assert len(walk.note.split()) > 6
    reasons = Counter((row.item, row.rationale) for row in walk.rows)
    assert [found for found, times in reasons.items() if times > 1] == []


@pytest.mark.parametrize("walk", [walk for walk in crosswalks() if walk.framework == "sdg"],
                         ids=lambda walk: walk.module)
def test_no_clause_of_a_scheme_is_said_to_fulfil_a_goal_that_binds_states(walk: Crosswalk) -> None:
    assert {row.relation.value for row in walk.rows} <= {"supports", "intersects"}


@pytest.mark.parametrize("walk", [walk for walk in crosswalks() if walk.framework == "iseal-code"],
                         ids=lambda walk: walk.module)
def test_what_was_not_checked_against_the_code_is_judged_with_low_confidence(walk: Crosswalk) -> None:
    unchecked = [row for row in walk.rows if row.item in ("3", "4", "6")]
    assert {row.confidence.value for row in unchecked} == {"low"}
