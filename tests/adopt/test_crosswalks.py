"""What a scheme can show for a framework follows from what it really has, read from its own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.adopt.clause_states import adopted_clauses
from schemekit.adopt.crosswalks import scheme_coverage
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.crosswalk.evidence import ClauseState, Standing
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.finding import FindingsError
from tests.adopt.update_fixtures import POLICY, Source, source
from tests.scheme_builders import SchemeBuilder

__all__ = ["source"]
CROSSWALK = """\
format: 1
module: grievance
module_version: "1.1.0"
framework: ungp-31
framework_version: "2011"
judge: A. Author
date: "2026-11-28"
rows:
  - {clause: no-charge, item: b, relation: subset, confidence: high, rationale: Cost is a barrier that is meant.}
  - {clause: filing, item: b, relation: subset, confidence: high, rationale: Several ways are open to file.}
  - {clause: acknowledgement, item: c, relation: superset, confidence: low, rationale: Steps and times are told.}
together:
  - {item: b, relation: equivalent, confidence: medium, rationale: Both together take the barriers away.}
"""


@pytest.fixture
def mapped(scheme: SchemeBuilder, source: Source) -> SchemeBuilder:
    """A scheme that has taken the release with which the crosswalk came."""
    source.release("1.1.0", files={"crosswalks/ungp-31.yaml": CROSSWALK})
    told = scheme.run("update", "grievance", "--yes")
    assert told.code == 0, told.all
    return scheme


def the_grievance(path: Path) -> Adoption:
    return next(adoption for adoption in adoptions(SchemeFolder(path)) if adoption.id == "grievance")


def standings(path: Path) -> dict[str, Standing]:
    (framework,) = shipped_frameworks()["ungp-31"]
    return {one.item.id: one.standing for one in scheme_coverage(framework, [the_grievance(path)])}


def test_a_crosswalk_comes_with_the_text_and_changes_none_of_it(mapped: SchemeBuilder) -> None:
    assert mapped.run("check").code == 0
    assert (mapped.path / ".schemekit/source/grievance/crosswalks/ungp-31.yaml").is_file()
    assert not (mapped.path / "policies/grievance/crosswalks").exists()
    found = standings(mapped.path)
    assert (found["b"], found["c"], found["a"]) == (Standing.ADDRESSES, Standing.ADDRESSES, Standing.NOT_ADDRESSED)


def test_a_clause_that_was_cut_out_or_rewritten_lowers_it(mapped: SchemeBuilder) -> None:
    """'From what the scheme really has: dropped and adapted clauses lower it.'"""
    text = (mapped.path / POLICY).read_text(encoding="utf-8")
    start = text.index("{ #no-charge }")
    heading = text.rindex("\n#", 0, start) + 1
    after = text.index("\n#", start) + 1
    (mapped.path / POLICY).write_text(
        (text[:heading] + text[after:]).replace("acknowledge", "confirm receipt of"), encoding="utf-8")
    found = standings(mapped.path)
    assert (found["b"], found["c"]) == (Standing.PARTLY, Standing.PARTLY)
    states = adopted_clauses(the_grievance(mapped.path)).states
    assert (states["no-charge"], states["acknowledgement"], states["filing"]) == (
        ClauseState.DROPPED, ClauseState.ADAPTED, ClauseState.KEPT)


@pytest.mark.parametrize(("days", "state"), [(9, ClauseState.LOOSENED), (3, ClauseState.KEPT)])
def test_a_looser_value_lowers_it_and_a_stricter_one_does_not(
    mapped: SchemeBuilder, days: int, state: ClauseState
) -> None:
    told = mapped.run("set", f"grievance.acknowledge_days={days}", "--reason", "two people")
    assert told.code == 0, told.all
    states = adopted_clauses(the_grievance(mapped.path)).states
    assert (states["acknowledgement"], states["filing"]) == (state, ClauseState.KEPT)
    assert standings(mapped.path)["c"] is (Standing.PARTLY if state is ClauseState.LOOSENED else Standing.ADDRESSES)


def test_wrapping_is_no_change_and_what_was_added_was_judged_by_nobody(mapped: SchemeBuilder) -> None:
    text = (mapped.path / POLICY).read_text(encoding="utf-8")
    (mapped.path / POLICY).write_text(
        text.replace(" shall ", "\nshall ", 1) + "\n## Own { #own }\n\nIt is ours.\n", encoding="utf-8")
    states = adopted_clauses(the_grievance(mapped.path)).states
    assert set(states.values()) == {ClauseState.KEPT}
    assert "own" not in states


def test_a_library_has_no_say_on_anothers_clauses(scheme: SchemeBuilder, source: Source) -> None:
    """'A hostile library harms nobody.'"""
    about_another = CROSSWALK.replace("module: grievance", "module: assurance")
    source.release("1.1.0", files={"crosswalks/ungp-31.yaml": about_another})
    assert scheme.run("update", "grievance", "--yes").code == 0
    (framework,) = shipped_frameworks()["ungp-31"]
    found = scheme_coverage(framework, adoptions(SchemeFolder(scheme.path)))
    assert [one.item.id for one in found if one.is_judged] == []


def test_a_crosswalk_that_breaks_its_schema_is_told_and_not_believed(scheme: SchemeBuilder, source: Source) -> None:
    source.release("1.1.0", files={"crosswalks/ungp-31.yaml": "rows: everything is fine\n"})
    assert scheme.run("update", "grievance", "--yes").code == 0
    with pytest.raises(FindingsError) as caught:
        standings(scheme.path)
    assert caught.value.findings[0].file == ".schemekit/source/grievance/crosswalks/ungp-31.yaml"
