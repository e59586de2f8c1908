"""'table in, diagram out (Mermaid and SVG for print, both with a text alternative)'."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from time import process_time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from schemekit.model.theory_of_change import Arrow, Level, TheoryOfChange
from schemekit.theory.layout import SIZE, Box, layout
from schemekit.theory.mermaid import mermaid
from schemekit.theory.outline import outline
from schemekit.theory.svg import picture, svg
from schemekit.theory.wrapping import text_width, wrapped
from tests.golden import same_as_golden
from tests.theory.theories import example, step, theories, theory, together

HERE = Path(__file__).parent
FEW = settings(max_examples=40, deadline=None)
HOSTILE = '</text><script>alert(1)</script> "quoted" & ]]> <!-- `end` #35; --> \u202e'


def apart(one: Box, other: Box) -> bool:
    return (one.x + one.width <= other.x or other.x + other.width <= one.x
            or one.y + one.height <= other.y or other.y + other.height <= one.y)


class TestLayout:
    """'layered left to right, deterministic, readable at 20 to 60 nodes, no overlaps'."""

    @given(theories(14))
    @FEW
    def test_no_boxes_overlap_and_none_is_outside(self, one: TheoryOfChange) -> None:
        plan = layout(one)
        assert len(plan.boxes) == len(one.by_id)
        assert all(apart(*pair) for pair in combinations(plan.boxes, 2))
        for box in plan.boxes:
            assert 0 <= box.x <= box.x + box.width <= plan.width
            assert 0 <= box.y <= box.y + box.height <= plan.height

    @given(theories(10))
    @FEW
    def test_levels_stand_from_left_to_right(self, one: TheoryOfChange) -> None:
        boxes = sorted(layout(one).boxes, key=lambda box: box.x)
        assert [box.step.level.rank for box in boxes] == sorted(box.step.level.rank for box in boxes)

    @pytest.mark.parametrize("name", ["copper", "forests", "terraces"])
    def test_an_arrow_runs_behind_no_box(self, name: str) -> None:
        plan = layout(example(name))
        for line in plan.lines:
            for x, y in line.points[1:-1]:
                assert not any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for box in plan.boxes)
            ends = {line.arrow.source, line.arrow.target}
            for start, end in zip(line.points[1::2], line.points[2::2], strict=False):   # straight through a column
                assert not any(start[0] <= box.x < end[0] and box.y < start[1] < box.y + box.height
                               for box in plan.boxes if box.step.id not in ends)

    def test_a_long_level_goes_over_several_columns(self) -> None:
        plan = layout(theory(*(step(f"s{number}", Level.OUTPUT) for number in range(30))))
        assert len({box.x for box in plan.boxes}) > 2
        assert plan.height < 30 * 50

    def test_what_leads_back_goes_round_below(self) -> None:
        plan = layout(theory(step("a", Level.STRATEGY), step("b"), arrows="a>b b>a"))
        (back,) = (line for line in plan.lines if line.is_back)
        assert max(y for _, y in back.points) > max(box.y + box.height for box in plan.boxes)

    def test_very_many_long_arrows_are_drawn_in_time(self) -> None:
        """A chain of 169 steps with 400 arrows over it took 11 s, and with 800 more than 100."""
        steps = [step(f"i{number}", Level.INPUT) for number in range(31)]
        steps += [step(f"m{number}", Level.OUTCOME_MID) for number in range(169)]
        ids = [one.id for one in steps]
        pairs = [*pairwise(ids[31:]), *((one, other) for one in ids[:16] for other in ids[-16:]),
                 *((one, other) for one in ids[16:31] for other in ids[-30:])][:800]
        one = theory(*steps, arrows=" ".join(f"{source}>{target}" for source, target in pairs))
        began = process_time()
        drawn = layout(one)
        assert process_time() - began < 12
        assert len(drawn.lines) == len(one.arrows)
        below = [line for line in drawn.lines if line.is_back]
        assert 0 < len(below) < len(drawn.lines)
        assert {(f"m{number}", f"m{number + 1}") for number in range(168)}.isdisjoint(
            (line.arrow.source, line.arrow.target) for line in below)

    def test_a_word_that_is_too_long_is_broken(self) -> None:
        lines = wrapped(f"A {'w' * 100} b", 120, 12)
        assert all(text_width(line, 12) <= 120 for line in lines)
        assert "".join(lines).replace(" ", "") == f"A{'w' * 100}b"


class TestSvg:
    @given(theories())
    @FEW
    def test_it_is_xml_with_title_and_description(self, one: TheoryOfChange) -> None:
        root = ElementTree.fromstring(svg(one))   # our own
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        names = [child.tag.rpartition("}")[2] for child in root]
        assert names[:2] == ["title", "desc"]
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == "toc-title toc-desc"

    def test_the_order_in_the_file_does_not_matter(self) -> None:
        one = example("forests")
        shuffled = random.Random(1).sample(one.steps, len(one.steps))
        arrows = random.Random(2).sample(one.arrows, len(one.arrows))
        assert svg(replace(one, steps=tuple(shuffled), arrows=tuple(arrows))) == svg(one)

    @pytest.mark.parametrize(("one", "sheet", "points"), [
        pytest.param(example("copper"), (277, 190), 6.5, id="twenty-on-a4"),
        pytest.param(example("terraces"), (277, 190), 5.4, id="twenty-in-long-chains-on-a4"),
        pytest.param(together(), (574, 400), 7, id="sixty-on-a2"),
        pytest.param(together(), (400, 277), 5, id="sixty-on-a3"),
    ])
    def test_how_large_letters_are_on_paper(self, one: TheoryOfChange, sheet: tuple[int, int], points: float) -> None:
        """'printed with narrow margins, twenty steps have letters of about six points on A4'; a sheet less its margins
        in millimetres."""
        drawn = picture(one)
        scale = min(sheet[0] / drawn.width, sheet[1] / drawn.height) * 96 / 25.4
        assert scale * SIZE * 72 / 96 >= points

    def test_hostile_words_are_words(self) -> None:
        told = svg(replace(theory(step("a", statement=f"Words {HOSTILE}")), title=HOSTILE))
        assert "<script" not in told
        assert "href" not in told
        ElementTree.fromstring(told)   # our own

    def test_colour_is_not_the_only_sign(self) -> None:
        """'arrows distinguishable, colour not the only sign'."""
        kinds = ("contributes", "necessary", "sufficient", "enables", "blocks")
        steps = (step("a", Level.STRATEGY), *(step(f"b{number}") for number in range(5)))
        told = svg(replace(theory(*steps), arrows=tuple(
            Arrow(source="a", target=f"b{number}", kind=kind) for number, kind in enumerate(kinds))))
        for words in ("contributes to", "is necessary for", "is enough for", "makes possible", "works against"):
            assert f">{words}</text>" in told
        assert ">MEDIUM-TERM OUTCOME</text>" in told


class TestMermaid:
    def test_the_example(self) -> None:
        same_as_golden(mermaid(example("copper")), HERE / "copper.golden.mmd")

    def test_hostile_words_are_words(self) -> None:
        told = mermaid(replace(theory(step("end", statement=f'Words {HOSTILE}"]; click n1 call x()')), title=HOSTILE))
        label = next(line for line in told.splitlines() if line.startswith("    n1"))
        assert re.fullmatch(r'    n1\["[^"\]\[;`<>&]*(?:(?:#\d+;|<br/>)[^"\]\[;`<>&]*)*"\]:::outcome_mid', label)
        assert "<script" not in told

    def test_no_name_is_a_word_of_mermaid(self) -> None:
        assert "end[" not in mermaid(theory(step("end")))


class TestOutline:
    """'text alternative (a nested list in words)': it says all that the picture shows."""

    def test_the_example(self) -> None:
        same_as_golden(outline(example("copper")), HERE / "copper.golden.md")

    @pytest.mark.parametrize("name", ["copper", "forests", "terraces"])
    def test_nothing_is_left_out(self, name: str) -> None:
        one, told = example(name), outline(example(name))
        for words in (*(item.statement for item in one.steps), *(item.statement for item in one.assumptions),
                      *(item.statement for item in one.risks)):
            assert words in told
        assert told.count("Nobody watches it") == 3

    def test_hostile_words_are_words(self) -> None:
        told = outline(theory(step("a", statement="[x](javascript:1) <b> # *a* | `c`")))
        assert r"\[x\](javascript:1) \<b\> \# \*a\* \| \`c\`" in told
