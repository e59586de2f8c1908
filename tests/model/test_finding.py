"""Findings: told in one order, each with its place and its mend."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.finding import Finding, FindingsError, Severity, gathered, has_errors, ordered

WORDS = st.sampled_from(["a", "b", "c"])
FINDINGS = st.lists(st.builds(
    Finding, code=WORDS, found=WORDS, wanted=WORDS, fix=st.just("f"), file=WORDS, line=st.integers(0, 2),
    column=st.integers(0, 2), path=WORDS, severity=st.sampled_from(Severity),
), max_size=8)


class TestOrder:
    """'All problems of a file at once, sorted'; 'same order every run'."""

    @given(FINDINGS)
    @settings(deadline=None)
    def test_the_order_they_were_found_in_is_not_seen(self, findings: list[Finding]) -> None:
        told = ordered(findings)
        assert told == ordered(reversed(findings))
        assert [finding.sort_key for finding in told] == sorted(finding.sort_key for finding in told)
        assert set(told) == set(findings)
        assert len(told) == len(set(findings))

    def test_files_then_lines_then_columns(self) -> None:
        places = [("a", 1, 2), ("a", 2, 1), ("a", 10, 1), ("b", 1, 1)]
        findings = [Finding(code="c", found="f", wanted="w", fix="x", file=file, line=line, column=column)
                    for file, line, column in reversed(places)]
        assert [(finding.file, finding.line, finding.column) for finding in ordered(findings)] == places


class TestGathered:
    """One cause can give thousands of findings in one file, and nobody mends more than a few in one go."""

    @given(FINDINGS)
    @settings(deadline=None)
    def test_a_few_are_as_they_were(self, findings: list[Finding]) -> None:
        assert sorted(map(str, gathered(findings))) == sorted(map(str, findings))

    def test_of_many_the_first_are_told_and_the_others_counted(self) -> None:
        many = [Finding(code="c", found="f", wanted="w", fix="x", file="a", line=line, path=f"rows[{line}]")
                for line in range(1_030, 0, -1)]
        other = Finding(code="other", found="f", wanted="w", fix="x", file="a", line=2_000)
        told = gathered([*many, other])
        assert [finding.line for finding in told] == [*range(1, 22), 2_000]
        assert told[20].found == "1,010 more of this kind: lines 21, 22, 23, 24, 25 and 1,005 others"
        assert told[20].wanted == "w"

    def test_what_stands_in_one_line_is_named_by_its_place(self) -> None:
        many = [Finding(code="c", found="f", wanted="w", fix="x", file="a", line=1, column=n, path=f"rows[{n}]")
                for n in range(10, 33)]
        assert gathered(many)[-1].found == "3 more of this kind: rows[30], rows[31], rows[32]"


class TestWords:
    """'Errors name the file, line and column, what is wrong, why it matters, and the way to fix it.'"""

    @pytest.mark.parametrize(("line", "column", "place"), [
        pytest.param(3, 7, "a.md:3:7", id="line-and-column"),
        pytest.param(3, 0, "a.md:3", id="line"),
        pytest.param(0, 0, "a.md", id="the-whole-file"),
        pytest.param(0, 7, "a.md", id="no-column-without-a-line"),
    ])
    def test_the_place_is_one_that_editors_jump_to(self, line: int, column: int, place: str) -> None:
        assert Finding(code="c", found="f", wanted="w", fix="x", file="a.md", line=line, column=column).place == place

    def test_a_finding_in_full(self) -> None:
        finding = Finding(code="force", found="'must'", wanted="shall", fix="write shall", file="a.md", line=3,
                          column=7, path="answer", why="it is kept for law", severity=Severity.WARNING)
        assert str(finding) == (
            "a.md:3:7: warning: 'must' [force]\n"
            "    at:   answer\n"
            "    want: shall\n"
            "    why:  it is kept for law\n"
            "    fix:  write shall"
        )

    def test_a_finding_in_short(self) -> None:
        assert str(Finding(code="c", found="f", wanted="", fix="")) == "-: error: f [c]"

    @pytest.mark.parametrize(("files", "words"), [
        pytest.param(["a.md"], "1 finding in a.md", id="one"),
        pytest.param(["b.md", "a.md"], "2 findings in a.md, b.md", id="two-files"),
    ])
    def test_an_error_counts_them(self, files: list[str], words: str) -> None:
        error = FindingsError(Finding(code="c", found="f", wanted="w", fix="x", file=file) for file in files)
        assert error.what == words
        assert error.exit_code == 1

    def test_only_errors_are_errors(self) -> None:
        warning = Finding(code="c", found="f", wanted="w", fix="x", severity=Severity.WARNING)
        assert not has_errors([warning])
        assert has_errors([warning, Finding(code="c", found="f", wanted="w", fix="x")])
