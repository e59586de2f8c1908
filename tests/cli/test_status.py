"""`status`: one screen that tells where a scheme stands; a golden file holds what a person sees."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.model.release import Standing
from tests.builders import LibraryBuilder
from tests.golden import same_as_golden
from tests.scheme_builders import SchemeBuilder

GOLDEN = Path(__file__).parent / "status.golden.txt"


def busy(scheme: SchemeBuilder) -> str:
    """The status of a scheme in which something of everything was done."""
    scheme.done("add", "nd-text", "odd-text")
    scheme.done("set", "grievance.acknowledge_days=12", "--reason", "two-person secretariat")
    scheme.done("set", "records_years=9", "grievance.anonymous=no")
    scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
    scheme.done("reason", "grievance", "no-charge", "our statutes say so")
    scheme.edit("handles complaints", "handles grievances")
    scheme.edit("should keep", "may keep")
    scheme.edit("## Records", "## Extra { #extra }\n\nOur own words.\n\n## Records")
    scheme.edit("an appeal within 12 working", "an appeal within twelve working")
    scheme.edit("case,received", "number,received", "policies/grievance/forms/register.csv")
    scheme.edit("in writing", "in writing and free", "policies/nd-text/policy.md")
    scheme.done("set", "grievance.acknowledge_days=9", code=1)
    return scheme.done("status", code=1).out


def test_one_screen(scheme: SchemeBuilder) -> None:
    """Version and what is newer, clauses adopted / adapted / dropped / added, deviations without a reason, locked
    clauses touched, open decisions: on one screen."""
    said = busy(scheme)
    same_as_golden(said, GOLDEN)
    assert len(said.splitlines()) <= 40
    assert max(len(line) for line in said.splitlines()) <= 100


def test_an_untouched_scheme(scheme: SchemeBuilder) -> None:
    told = scheme.done("status")
    assert "nothing open" in told.out
    assert "assurance 1.1.0 is out" in told.out
    assert max(len(line) for line in told.out.splitlines()) <= 100


def test_it_fits_a_screen_of_80_columns(scheme: SchemeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is left to the terminal to break inside a word, and no figure is cut off."""
    monkeypatch.setenv("COLUMNS", "80")
    said = busy(scheme)
    assert max(len(line) for line in said.splitlines()) <= 80
    assert "…" not in said


def test_no_colours_without_a_terminal(scheme: SchemeBuilder) -> None:
    """Colour only on a terminal."""
    assert "\x1b" not in scheme.run("status").all
    assert "\\u001b" not in scheme.run("status").all


def test_a_release_that_its_library_marked(scheme: SchemeBuilder, offered: LibraryBuilder) -> None:
    """A release can later be marked yanked, superseded or erratum with a reason, and adopters see it."""
    before = list(offered.releases)
    marked = [replace(r, standing=Standing.YANKED, standing_reason="wrong table") if r.module == "assurance" else r
              for r in before]
    offered.rewrite(marked)
    try:
        told = scheme.run("status").out
    finally:
        offered.rewrite(before)
    assert "assurance 1.0.0 was marked by its library: yanked: wrong table" in told


def test_it_tells_of_cooperations(scheme: SchemeBuilder) -> None:
    """'Each component: `check`, `status`, site page': what it is, with whom, until when, and what is open."""
    scheme.done("cooperate", "new", "working-group", "consent", "--with", "efc=Example Forest Council", "--no-input")
    told = scheme.done("status").out
    block = told[told.index("Works together"):].splitlines()
    assert block[0].split() == ["Works", "together", "With", "Until", "Open"]
    assert " ".join(block[1].split()).startswith(
        "consent working group, proposed Example Forest Council no end 10 warnings")
    assert "2 modules, nothing open; 10 warnings where you work together. Next: schemekit cooperate check" in told
    scheme.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both signed.")
    told = scheme.done("status", code=1).out
    assert "errors" in told
    assert "Next: schemekit cooperate check" in told
    assert scheme.run("check").code == 1


def test_nothing_of_them_where_there_is_none(scheme: SchemeBuilder) -> None:
    """And what reads them is not loaded, as it takes its time."""
    assert "Works together" not in scheme.done("status").out
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "schemekit", "status"], cwd=scheme.path, capture_output=True,
        check=False, text=True).stderr
    assert "schemekit.adopt.status" in loaded
    assert "schemekit.cooperate" not in loaded


def test_a_record_that_cannot_be_read_is_told(scheme: SchemeBuilder) -> None:
    scheme.write("cooperation/broken/cooperation.yaml", "format: 1\nid: broken\ncolour: red\n")
    assert "cooperation/broken/cooperation.yaml cannot be read" in scheme.done("status", code=1).all
