"""Lint finds dangling, duplicate, stale and rationale-less rows, and a framework's file that is out of place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from schemekit.crosswalk.lint import Surroundings, lint_crosswalk, lint_framework
from schemekit.crosswalk.rules import REASONS
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.finding import Finding, Severity
from schemekit.model.framework import Framework
from tests.crosswalk.samples import crosswalk, framework, module

FEES = framework(("1", ""), ("2", ""))
FILE = "policies/fees/crosswalks/fair-fees.yaml"
SOUND = crosswalk("notice subset 1", "waiver intersects 1", "- none 2", together=("1 equivalent",))


def nowhere(path: tuple[str | int, ...]) -> tuple[int, int]:
    return len(path), 1


def found(
    walk: Crosswalk, *, frameworks: Mapping[str, Sequence[Framework]] | None = None, file: str = FILE, **around: Any
) -> list[Finding]:
    retired = ({"id": "charge", "since": "1.1.0", "replaced_by": "notice"},)
    surroundings = Surroundings.of_module(
        module("notice", "waiver", retired=retired),
        {"fair-fees": (FEES,)} if frameworks is None else frameworks, **around)
    return list(lint_crosswalk(walk, surroundings, file, nowhere))


def test_a_sound_crosswalk_has_no_finding() -> None:
    assert found(SOUND, versions=("1.0.0",), changed=frozenset({"other"})) == []


@pytest.mark.parametrize(("walk", "codes", "path"), [
    pytest.param(crosswalk("refund subset 1"), ["crosswalk-clause"], "rows[0].clause", id="no-such-clause"),
    pytest.param(crosswalk("notice subset 3"), ["crosswalk-item"], "rows[0].item", id="no-such-item"),
    pytest.param(crosswalk("- none 3"), ["crosswalk-item"], "rows[0].item", id="a-gap-at-no-item"),
    pytest.param(crosswalk("notice subset 1", "notice equal 1"), ["crosswalk-twice"], "rows[1]", id="a-pair-twice"),
    pytest.param(crosswalk("- none 1", "- none 1"), ["crosswalk-twice"], "rows[1]", id="a-gap-twice"),
    pytest.param(crosswalk("- none 1", "notice subset 1"), ["crosswalk-gap"], "rows[0]", id="a-gap-that-is-none"),
    pytest.param(crosswalk("notice subset 1", together=("1 equal",)), ["crosswalk-together"], "together[0].item",
                 id="one-clause-together"),
    pytest.param(crosswalk("notice subset 1", "waiver supports 1", together=("1 equal",)), ["crosswalk-together"],
                 "together[0].item", id="support-adds-nothing-to-a-sum"),
    pytest.param(crosswalk("notice equal 1", "waiver subset 1", together=("1 subset",)), ["crosswalk-together"],
                 "together[0].relation", id="together-less-than-alone"),
    pytest.param(crosswalk("notice subset 1", "waiver subset 1", together=("1 equal", "1 subset")),
                 ["crosswalk-twice"], "together[1]", id="two-joint-judgements"),
    pytest.param(crosswalk("notice subset 1", module="fines"), ["crosswalk-place"], "module", id="another-module"),
    pytest.param(crosswalk("notice subset 1", framework="fair-fines"), ["crosswalk-place", "crosswalk-framework"],
                 "framework", id="another-framework"),
    pytest.param(crosswalk("notice subset 1", framework_version="3"), ["crosswalk-framework"], "framework_version",
                 id="an-unknown-version-of-the-framework"),
])  # fmt: skip
def test_what_is_found(walk: Crosswalk, codes: list[str], path: str) -> None:
    findings = found(walk)
    assert [finding.code for finding in findings] == codes
    assert findings[0].path == path
    assert all(finding.line and finding.why and finding.wanted and finding.fix for finding in findings)


@pytest.mark.parametrize("rationale", [" ", "Yes.", "As it says.", "\n\t."])
def test_a_rationale_that_says_nothing(rationale: str) -> None:
    row = replace(SOUND.rows[0], rationale=rationale)
    (finding,) = found(replace(SOUND, rows=(row, *SOUND.rows[1:])))
    assert (finding.code, finding.path) == ("crosswalk-rationale", "rows[0].rationale")


class TestBelow:
    """A parent that is judged wholly addressed while one of its children is a gap is a finding, and the like."""

    TREE = framework(("1", ""), ("1.1", "1"), ("1.1.1", "1.1"), ("1.2", "1"), ("2", ""))

    @pytest.mark.parametrize(("walk", "paths"), [
        pytest.param(crosswalk("notice subset 1", "waiver subset 1", "- none 1.2", together=("1 equivalent",)),
                     ["together[0].relation"], id="all-of-it-together-over-a-gap"),
        pytest.param(crosswalk("notice equivalent 1", "- none 1.2"), ["rows[0].relation"], id="one-clause-over-a-gap"),
        pytest.param(crosswalk("notice superset 1", "waiver supports 1.2"), ["rows[0].relation"],
                     id="over-what-is-only-supported"),
        pytest.param(crosswalk("notice equal 1", "waiver subset 1.2"), ["rows[0].relation"], id="over-a-part"),
        pytest.param(crosswalk("notice equal 1", "- none 1.1.1"), ["rows[0].relation"],
                     id="through-an-item-that-nobody-judged"),
        pytest.param(crosswalk("- none 1", "waiver subset 1.2"), ["rows[0].relation"], id="a-gap-over-an-answer"),
        pytest.param(crosswalk("notice equal 1", "waiver equal 1.1", "- none 1.1.1"), ["rows[1].relation"],
                     id="each-is-held-against-the-next-below"),
        pytest.param(crosswalk("notice subset 1", "- none 1.2"), [], id="a-part-over-a-gap"),
        pytest.param(crosswalk("notice supports 1", "waiver subset 1.2"), [], id="support-says-nothing-of-the-rest"),
        pytest.param(crosswalk("notice equal 1", "waiver subset 1.2", "notice subset 1.2", together=("1.2 equal",)), [],
                     id="over-what-is-whole-together"),
        pytest.param(crosswalk("notice equal 1", "- none 2"), [], id="a-gap-elsewhere"),
    ])
    def test_an_item_is_answered_no_better_than_those_under_it(self, walk: Crosswalk, paths: list[str]) -> None:
        findings = found(walk, frameworks={"fair-fees": (self.TREE,)})
        assert [(one.code, one.path) for one in findings] == [("crosswalk-below", path) for path in paths]

    def test_it_names_the_item_below_that_is_answered_least(self) -> None:
        walk = crosswalk("notice equal 1", "waiver subset 1.1", "- none 1.2")
        (finding,) = found(walk, frameworks={"fair-fees": (self.TREE,)})
        assert finding.found == "equal at '1', over '1.2', which no clause answers"


@pytest.mark.parametrize(("review", "path"), [
    pytest.param({"reviewed_by": "A. Author", "reviewed": "2026-11-29"}, "rows[0].reviewed_by", id="by-the-judge"),
    pytest.param({"reviewed_by": "B. Reviewer", "reviewed": "2026-11-27"}, "rows[0].reviewed", id="before-it"),
    pytest.param({"reviewed_by": "B. Reviewer", "reviewed": "2026-11-28"}, "", id="on-the-day"),
    pytest.param({}, "", id="none"),
])
def test_a_review_is_by_somebody_else_and_not_older_than_the_judgement(review: dict[str, str], path: str) -> None:
    row = replace(SOUND.rows[0], **review)  # type: ignore[arg-type]
    findings = found(replace(SOUND, rows=(row, *SOUND.rows[1:])))
    assert [(one.code, one.path) for one in findings] == ([("crosswalk-review", path)] if path else [])


class TestStale:
    """'Lint finds dangling, duplicate, stale and rationale-less rows.'"""

    def test_each_row_whose_clause_reads_otherwise_now(self) -> None:
        findings = found(SOUND, changed=frozenset({"waiver"}))
        assert [(finding.code, finding.path) for finding in findings] == [("crosswalk-stale", "rows[1].clause")]
        assert "otherwise than in 1.0.0" in findings[0].found
        assert findings[0].severity is Severity.ERROR

    def test_a_version_that_is_neither_released_nor_to_come(self) -> None:
        (finding,) = found(SOUND, versions=("1.1.0", "1.1.1"))
        assert (finding.code, finding.found) == ("crosswalk-version", "'1.0.0'")

    def test_a_framework_that_moved_on_is_a_warning(self) -> None:
        """What was judged on the old version stays true of it."""
        newer = framework(("1", ""), version="10")
        (finding,) = found(SOUND, frameworks={"fair-fees": (FEES, newer)})
        assert (finding.code, finding.severity) == ("crosswalk-newer-framework", Severity.WARNING)

    def test_a_retired_clause_says_where_its_duty_went(self) -> None:
        (finding,) = found(crosswalk("charge subset 1"))
        assert finding.fix.startswith("it was retired in 1.1.0; its duty went to notice")


class TestFrameworks:
    """A framework's items can be told apart and found under their headings."""

    @pytest.mark.parametrize(("items", "codes"), [
        pytest.param([("1", ""), ("1.1", "1"), ("1.1.1", "1.1")], [], id="a-tree"),
        pytest.param([("1", ""), ("1", "")], ["framework-item-twice"], id="an-id-twice"),
        pytest.param([("1", "2")], ["framework-parent"], id="no-such-parent"),
        pytest.param([("1", "1")], ["framework-parent"], id="its-own-parent"),
        pytest.param([("1", "2"), ("2", "1"), ("3", "2")], ["framework-parent", "framework-parent"], id="a-circle"),
    ])
    def test_items(self, items: list[tuple[str, str]], codes: list[str]) -> None:
        found = lint_framework(framework(*items), "frameworks/fair-fees/2.yaml", nowhere)
        assert [finding.code for finding in found] == codes

    @pytest.mark.parametrize(("file", "path"), [
        ("frameworks/fees/2.yaml", "id"), ("frameworks/fair-fees/3.yaml", "version"),
    ])
    def test_place(self, file: str, path: str) -> None:
        (finding,) = lint_framework(FEES, file, nowhere)
        assert (finding.code, finding.path) == ("framework-place", path)

    def test_a_long_chain_takes_no_long_time(self) -> None:
        items = [("i0", ""), *((f"i{number}", f"i{number - 1}") for number in range(1, 5000))]
        chain = framework(*items)
        assert list(lint_framework(chain, "frameworks/fair-fees/2.yaml", nowhere)) == []
        assert [depth for depth, _ in chain.walk()][-1] == 4999


def test_every_reason_is_told_on_the_page_for_people() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs/frameworks-and-crosswalks.md").read_text(encoding="utf-8")
    assert [code for code in REASONS if f"`{code}`" not in page] == []
