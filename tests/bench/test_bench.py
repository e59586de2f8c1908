"""The bench at a tiny size: that it still runs and counts right. How fast anything is, is not asked here."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.text.document import Document
from schemekit.text.template_grammar import parse_template
from tests.bench import adopters, comparisons, coverage, growth, redline, redline_docx, theories, two_schemes
from tests.bench.comparisons import Effort
from tests.bench.measure import Cost, Surroundings, middle, program, run
from tests.bench.samples import Size, module_files
from tests.bench.schemes import Bench, edited_text
from tests.bench.table import Row, table

TINY = Effort(rounds=1, modules=2, peer_calls=1, files=4, peer_files=2)
POLICY = "{{cookiecutter.module}}/policy.md"


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    """A home of the bench's own, for the samples' git commands too."""
    made = Surroundings.made_in(tmp_path / "bench")
    for name, value in made.variables.items():
        monkeypatch.setenv(name, value)
    return made


def needs(peer: str) -> pytest.MarkDecorator:
    """Mark what compares with a program of the extra `bench`."""
    return pytest.mark.skipif(not Path(program(peer)).exists(), reason=f"{peer} is not installed (extra: bench)")


class TestSamples:
    """Each module is about 2,000 words, 12 parameters, 15 to 20 clauses and one form, the same every time."""

    def test_their_size(self) -> None:
        text = module_files("module-001", Size())[POLICY]
        assert 1800 < len(text.split()) < 2600
        assert 15 <= len(Document.parse(text).clauses) <= 20
        assert len(parse_template(text, POLICY).names) >= 9

    def test_they_are_always_the_same(self) -> None:
        assert module_files("module-001", Size()) == module_files("module-001", Size())
        assert module_files("module-001", Size())[POLICY] != module_files("module-002", Size())[POLICY]

    def test_an_edit_touches_one_clause_in_so_many(self) -> None:
        text = module_files("module-001", Size())[POLICY]
        before, after = Document.parse(text).clauses, Document.parse(edited_text(text, 6)).clauses
        assert sum(one.raw != other.raw for one, other in zip(before, after, strict=True)) == 3


class TestMeasuring:
    """Cpu seconds of a whole program with everything that it starts."""

    def test_children_count(self, surroundings: Surroundings) -> None:
        busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(3_000_000))'])"
        assert run([sys.executable, "-c", busy], surroundings).cpu > 0.01

    def test_a_failure_is_told_and_not_measured(self, surroundings: Surroundings) -> None:
        with pytest.raises(RuntimeError, match="no such thing"):
            run([sys.executable, "-c", "raise SystemExit('no such thing')"], surroundings)

    def test_the_middle_of_several_runs(self) -> None:
        assert middle([Cost(3, 10), Cost(1, 30), Cost(2, 20)]) == Cost(2, 30)

    @pytest.mark.parametrize(("times", "steeper"), [
        pytest.param([1.1, 1.5, 3.0], 1.0, id="linear-after-a-start"),
        pytest.param([1.1, 3.5, 41.0], 4.17, id="quadratic"),
    ])
    def test_growth(self, times: list[float], steeper: float) -> None:
        assert growth.steepening([10, 50, 200], times) == pytest.approx(steeper, abs=0.01)


def test_the_table() -> None:
    met = Row(what="new", ours=Cost(0.5, 40), peer="cookiecutter", theirs=10, ratio=20, at_least=12)
    missed = Row(what="--help", ours=Cost(0.2, 20), peer="bare click", theirs=0.1, ratio=2, at_most=1.5)
    told = Row(what="verify", ours=Cost(0.2, 20), peer="cruft check", theirs=20, ratio=100)
    assert [row.is_met for row in (met, missed, told)] == [True, False, True]
    assert table([met, missed, told]) == (
        "| What   | Ours | Held against | Theirs | Ratio | Bar    | Met | Peak |\n"
        "|--------|------|--------------|--------|-------|--------|-----|------|\n"
        "| new    | 0.50 | cookiecutter | 10.00  | 20    | >= 12  | yes | 40   |\n"
        "| --help | 0.20 | bare click   | 0.10   | 2.00  | <= 1.5 | NO  | 20   |\n"
        "| verify | 0.20 | cruft check  | 20.00  | 100   |        |     | 20   |"
    )


class TestComparisons:
    """Every comparison runs, ours and theirs: its first row here, for time, and all of them in `make bench`."""

    def test_start_up(self, surroundings: Surroundings) -> None:
        assert [row.what for row in comparisons.start_up(surroundings, TINY)] == ["--help"]

    @needs("cookiecutter")
    def test_create(self, surroundings: Surroundings) -> None:
        row = next(comparisons.create(Bench.made(surroundings, "create", 2), TINY))
        assert row.peer == "cookiecutter x 2 from git, scaled from 1"

    @needs("cruft")
    def test_look(self, surroundings: Surroundings) -> None:
        assert next(comparisons.look(Bench.made(surroundings, "look", 1), replace(TINY, modules=1))).at_least == 40

    @needs("cruft")
    def test_update(self, surroundings: Surroundings) -> None:
        assert next(comparisons.update(Bench.made(surroundings, "update", 2), TINY)).at_least == 1.5

    @needs("check-jsonschema")
    def test_validate(self, surroundings: Surroundings) -> None:
        assert next(comparisons.validate(surroundings, TINY)).at_least == 10

    def test_growth(self, surroundings: Surroundings) -> None:
        assert next(growth.in_clauses(surroundings, 1, sizes=(5, 10, 20))).at_most

    def test_texts_of_more_and_more_clauses(self, surroundings: Surroundings) -> None:
        honest = redline.in_clauses(surroundings, 1, sizes=(2, 5, 10))
        hostile = redline.of_hostile_texts(surroundings, 1, size=40)
        assert [row.at_most for row in (*honest, *hostile)] == [1.5] * 5

    @needs("redlines")
    def test_redline(self, surroundings: Surroundings) -> None:
        (row,) = redline.against_redlines(surroundings, replace(TINY, rounds=1), lines=120)
        assert row.at_least == 10

    def test_redline_in_word(self, surroundings: Surroundings) -> None:
        (row,) = redline_docx.against_pandoc(surroundings, replace(TINY, rounds=1), lines=120)
        assert row.at_most == 10

    def test_coverage(self, surroundings: Surroundings) -> None:
        row = next(coverage.of_many_modules(surroundings, 1, modules=2, frameworks=1, items=3))
        assert row.at_least == 20

    def test_adopters(self, surroundings: Surroundings) -> None:
        """Two processes say what one says, or there is no row."""
        (row,) = adopters.in_two_processes(surroundings, repositories=4, rounds=1)
        assert row.at_least == 1.7

    def test_two_schemes(self, surroundings: Surroundings) -> None:
        (row,) = two_schemes.of_many_modules(surroundings, 1, modules=3, frameworks=2)
        assert (row.what, row.at_least) == ("compare two schemes of 3 modules, 2 frameworks", 1)

    def test_theories(self, surroundings: Surroundings) -> None:
        assert [row.at_least for row in theories.of_many_steps(surroundings, 1, most=6)] == [1, 1, 1]

    def test_a_page(self, surroundings: Surroundings) -> None:
        (row,) = redline.as_a_page(surroundings, 1, lines=120)
        assert row.at_most == 1


class TestLongTexts:
    """22,000 words on 2,500 lines; 3 of 20 prose lines rewritten, words swapped, a block moved."""

    def test_their_size(self) -> None:
        lines = redline.long_text()
        assert len(lines) == 2_500
        assert 21_000 < len("".join(lines).split()) < 23_000

    def test_their_edits(self) -> None:
        before, after = redline.long_text(), redline.edited_lines(redline.long_text())
        prose = sum(len(line.split()) > 10 for line in before)
        assert prose * 0.15 <= len(set(after) - set(before)) <= prose * 0.25
        assert len(after) == len(before)
