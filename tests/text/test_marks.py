"""Git's marks around clashes: on lines of their own, and answered with "ours" they give the merged text back."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.adoption import Scope
from schemekit.text.merging.marks import Labels, Style, mark_size, resolved, with_marks
from schemekit.text.merging.merge import Clash, Merged, merge_texts

CASES = sorted(path for path in (Path(__file__).parent / "data" / "merge-cases").iterdir() if path.is_dir())
TEXT = """\
# Title

## One { #one }

The body answers within six days.
It gives reasons.

## Two { #two }

Anyone may appeal within six days.
"""
DAYS = Clash(clause="one", base="five days", ours="six days", source="four days")
OURS = Labels()


def marked(*clashes: Clash, text: str = TEXT, style: Style = Style.DIFF3, theirs: str = "") -> str:
    """The text with marks; answered with "ours" it is what it was."""
    merged = Merged(text, clashes)
    found = with_marks(merged, OURS, style, theirs=theirs)
    assert resolved(found, mark_size(merged)) == text
    return found


class TestPassages:
    """'A PASSAGE stands word for word inside its clause; the marks are put around it there, on lines of their own.'"""

    def test_the_whole_line_is_shown(self) -> None:
        found = marked(DAYS)
        assert found == TEXT.replace("The body answers within six days.\n", (
            "<<<<<<< ours\n"
            "The body answers within six days.\n"
            "||||||| base\n"
            "The body answers within five days.\n"
            "=======\n"
            "The body answers within four days.\n"
            ">>>>>>> theirs\n"), 1)
        assert resolved(found, take="theirs") == TEXT.replace("six", "four", 1)
        assert resolved(found, take="base") == TEXT.replace("six", "five", 1)

    def test_without_what_both_started_from(self) -> None:
        assert "|||||||" not in marked(DAYS, style=Style.MERGE)

    def test_the_labels(self) -> None:
        found = with_marks(Merged(TEXT, (DAYS,)), Labels(ours="HEAD", base="1a2b3c4", theirs="a\nbranch"), Style.DIFF3)
        assert [line for line in found.splitlines() if line[:7] in ("<<<<<<<", "|||||||", ">>>>>>>")] == [
            "<<<<<<< HEAD", "||||||| 1a2b3c4", ">>>>>>> a branch"]

    def test_the_words_are_looked_for_in_their_clause(self) -> None:
        clash = Clash(clause="two", base="five days", ours="six days", source="four days")
        assert resolved(marked(clash), take="theirs") == TEXT[::-1].replace("xis", "ruof", 1)[::-1]

    def test_two_on_one_line_are_one_place(self) -> None:
        body = Clash(clause="one", base="The office", ours="The body", source="The board")
        found = marked(body, DAYS)
        assert found.count("<<<<<<<") == 1
        assert "\nThe board answers within four days.\n" in found

    def test_two_with_the_same_words_are_two_places(self) -> None:
        text = TEXT.replace("reasons", "reasons within six days")
        found = marked(DAYS, Clash(clause="one", base="ten days", ours="six days", source="nine days"), text=text)
        assert "answers within four days.\n" in found
        assert "reasons within nine days.\n" in found

    def test_lines_that_both_have_are_left_out_unless_all_is_asked_for(self) -> None:
        clash = Clash(clause="one", base="", ours="The body answers within six days.\nIt gives reasons.\n",
                      source="The body answers within two days.\nIt gives reasons.\n")
        assert "<<<<<<< ours\nThe body answers within six days.\n=======" in marked(clash, style=Style.MERGE)
        assert "reasons.\n||||||| base\n=======" in marked(clash)

    def test_the_beginning(self) -> None:
        found = marked(Clash(clause="", base="# Old", ours="# Title", source="# New"))
        assert found.startswith("<<<<<<< ours\n# Title\n||||||| base\n# Old\n=======\n# New\n>>>>>>> theirs\n\n## One")


class TestClauses:
    """'A CLAUSE with an empty side likewise, put where the clause stood or would stand.'"""

    DROPPED = Clash(clause="extra", base="## Extra { #extra }\n\nOld.\n\n", ours="", scope=Scope.CLAUSE,
                    source="## Extra { #extra }\n\nNew.\n\n")

    def test_one_that_the_source_retired(self) -> None:
        whole = TEXT[TEXT.index("## One") : TEXT.index("## Two")]
        found = marked(Clash(clause="one", base=whole.replace("six", "five"), ours=whole, source="",
                             scope=Scope.CLAUSE))
        assert resolved(found, take="theirs") == TEXT.replace(whole, "")

    @pytest.mark.parametrize(("before", "after"), [
        pytest.param("## One { #one }\n", "## Two", id="between"),
        pytest.param("## Zero { #zero }\n", "## One", id="first"),
        pytest.param("## Two { #two }\n", "", id="last"),
    ])
    def test_one_that_ours_dropped(self, before: str, after: str) -> None:
        found = marked(self.DROPPED, theirs=f"{before}\n{self.DROPPED.source}")
        chosen = resolved(found, take="theirs")
        assert self.DROPPED.source in chosen
        assert chosen.split(self.DROPPED.source)[1].startswith(after)
        assert "\n\n## Extra" in chosen

    def test_where_it_belongs_is_not_known(self) -> None:
        assert marked(self.DROPPED).startswith(TEXT)

    def test_two_at_one_place(self) -> None:
        other = Clash(clause="more", base="", ours="", source="## More { #more }\n\nMore.\n\n", scope=Scope.CLAUSE)
        theirs = f"## One {{ #one }}\n\n{self.DROPPED.source}{other.source}"
        chosen = resolved(marked(self.DROPPED, other, theirs=theirs), take="theirs")
        assert f"{self.DROPPED.source}{other.source}## Two" in chosen

    def test_a_clause_that_the_engine_merged_in_part(self) -> None:
        """What is not found word for word is shown as the clause as it now stands."""
        clash = Clash(clause="one", base="## One\n\nA.\n\n", ours="## One\n\nNot there.\n\n", source="## One\n\nB.\n\n")
        found = marked(clash)
        assert resolved(found, take="theirs").count("\n\nB.\n\n## Two") == 1


class TestOddTexts:
    """'Resolving all marks to "ours" gives merged.text back byte for byte; a text that itself quotes `<<<<<<<`
    survives; CRLF kept.'"""

    @pytest.mark.parametrize("text", [
        pytest.param(TEXT.rstrip("\n"), id="no-line-break-at-the-end"),
        pytest.param(TEXT.replace("\n", "\r\n"), id="crlf"),
        pytest.param(TEXT.replace("\n", "\r\n").rstrip(), id="crlf-and-none-at-the-end"),
        pytest.param(f"{TEXT}\n```\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n```\n", id="it-quotes-marks"),
        pytest.param(f"Title\n=======\n\n{TEXT}", id="a-heading-underlined-with-seven-signs"),
        pytest.param("", id="nothing"),
        pytest.param("six days", id="a-few-words"),
    ])
    def test_they_come_back(self, text: str) -> None:
        two = Clash(clause="two", base="five days", ours="six days", source="one\nor two days")
        for style in Style:
            marked(DAYS, two, TestClauses.DROPPED, text=text, style=style)

    def test_marks_have_the_texts_line_ends(self) -> None:
        clash = Clash(clause="one", base="a\nb", ours="six days", source="c\nd")
        found = marked(clash, text=TEXT.replace("\n", "\r\n"))
        assert found.count("\n") == found.count("\r\n")

    def test_marks_are_longer_than_what_is_quoted(self) -> None:
        quoted = f"{TEXT}\n<<<<<<< a\n======== b\n"
        found = marked(DAYS, text=quoted, style=Style.MERGE)
        assert "\n<<<<<<<<< ours\n" in found

    def test_a_hostile_line_does_not_blow_them_up(self) -> None:
        assert mark_size(Merged(TEXT + "=" * 1_000_000, (DAYS,))) == 7

    def test_three_thousand_clashes_take_no_time(self) -> None:
        clauses = [f"## C {number} {{ #c{number} }}\n\nWords.\n\n" for number in range(3_000)]
        text = "".join(clauses[::2])
        clashes = [Clash(clause=f"c{number}", base="x\n", ours="" if number % 2 else "Words", source="New")
                   for number in range(3_000)]
        started = process_time()
        marked(*clashes, text=text, theirs="".join(clauses))
        assert process_time() - started < 3

    @given(st.data())
    @settings(max_examples=200, deadline=None)
    def test_law(self, data: st.DataObject) -> None:
        lines = st.lists(st.sampled_from(["## A { #aa }", "## B", "a b c", "b.", "", "=======", ">>>>>>> x", "- c"]),
                         max_size=8)
        end = data.draw(st.sampled_from(["\n", "\r\n"]))
        text = end.join(data.draw(lines)) + data.draw(st.sampled_from(["", end]))
        wording = lines.map("\n".join)
        clashes = [
            Clash(clause=data.draw(st.sampled_from(["", "aa", "b", "gone"])), base=data.draw(wording),
                  ours=data.draw(st.one_of(st.sampled_from(["", "a", "b c", "b"]), wording)),
                  source=data.draw(wording))
            for _ in range(data.draw(st.integers(0, 4)))
        ]
        merged = Merged(text, tuple(clashes))
        for style in Style:
            found = with_marks(merged, OURS, style, theirs=data.draw(wording))
            assert resolved(found, mark_size(merged)) == text
            assert all(line in found for clash in clashes for line in clash.source.split("\n"))

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_real_texts(self, case: Path) -> None:
        base, ours, theirs = ((case / f"{name}.md").read_text("utf-8") for name in ("base", "ours", "theirs"))
        merged = merge_texts(base, ours, theirs)
        found = with_marks(merged, OURS, Style.DIFF3, theirs=theirs)
        assert resolved(found, mark_size(merged)) == merged.text
        assert (found == merged.text) is (not merged.clashes)
        for clash in merged.clashes:
            assert {*clash.source.split()} <= {*found.split()}
