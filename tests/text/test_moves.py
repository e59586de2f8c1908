"""What one side moved, the other's edits follow: within a clause, into another one, into one that is new."""

from __future__ import annotations

import pytest

from schemekit.text.merging.merge import Known, Merged, merge_texts

BASE = """\
# T

## One { #one }

The body shall answer each complaint in writing within five days.
It gives its reasons and names a person to ask.
Nobody pays anything for an answer.

## Two { #two }

Anyone may appeal to the panel against a decision.
An appeal costs nothing at all.
"""
MOVED = "It gives its reasons and names a person to ask.\n"
EDITED = "It gives its reasons in plain words and names a person to ask.\n"


def moved(text: str, line: str, behind: str) -> str:
    """The text with a line put behind another one."""
    assert text.count(line) == 1
    assert text.count(behind) == 1
    return text.replace(line, "").replace(behind, behind + line)


@pytest.mark.parametrize("behind", [
    pytest.param("Nobody pays anything for an answer.\n", id="within-the-clause"),
    pytest.param("Anyone may appeal to the panel against a decision.\n", id="into-another-clause"),
    pytest.param("An appeal costs nothing at all.\n", id="to-its-end"),
])
class TestMoved:
    """'Re-wrapping, renumbering, moving and typographic quotes never conflict by themselves.'"""

    def test_an_edit_follows(self, behind: str) -> None:
        there, edited = moved(BASE, MOVED, behind), BASE.replace(MOVED, EDITED)
        wanted = Merged(there.replace(MOVED, EDITED))
        assert merge_texts(BASE, edited, there) == wanted
        assert merge_texts(BASE, there, edited) == wanted

    def test_what_the_other_side_took_out_stays_out(self, behind: str) -> None:
        """'every word deleted by one side only is gone or in a decision'"""
        there, without = moved(BASE, MOVED, behind), BASE.replace(MOVED, "")
        for merged in (merge_texts(BASE, without, there), merge_texts(BASE, there, without)):
            assert merged == Merged(without)

    def test_it_stands_once_where_both_moved_it(self, behind: str) -> None:
        there = moved(BASE, MOVED, behind)
        other = moved(BASE, MOVED, "# T\n")
        merged = merge_texts(BASE, there.replace("five", "seven"), other)
        assert not merged.clashes
        assert sorted(merged.text.split()) == sorted(BASE.replace("five", "seven").split())

    def test_new_words_of_the_other_side_beside_it_are_kept(self, behind: str) -> None:
        there, edited = moved(BASE, MOVED, behind), BASE.replace(MOVED, f"{MOVED}A copy goes to the panel.\n")
        merged = merge_texts(BASE, edited, there)
        assert merged.text.count("A copy goes to the panel.") == 1
        assert not merged.clashes


class TestClauses:
    """'Clauses are matched by id, then alias (`moved_from`, `replaced_by`, `split_into`), then similarity.'"""

    def test_an_edit_goes_along_with_a_clause_that_got_another_id(self) -> None:
        source = BASE.replace("## One { #one }", "## Answers { #answers }")
        ours = BASE.replace(MOVED, EDITED)
        wanted = Merged(source.replace(MOVED, EDITED))
        assert merge_texts(BASE, ours, source, Known(aliases={"one": ("answers",)})) == wanted
        assert merge_texts(BASE, ours, source).text.count("plain words") == 1

    def test_edits_go_to_the_clause_that_their_sentence_went_to(self) -> None:
        source = BASE.replace("It gives", "\n## Reasons { #reasons }\n\nIt gives")
        source = source.replace("{ #one }", "{ #answers }")
        ours = BASE.replace("in writing", "by letter").replace(MOVED, EDITED)
        merged = merge_texts(BASE, ours, source, Known(aliases={"one": ("answers", "reasons")}))
        assert merged == Merged(source.replace("in writing", "by letter").replace(MOVED, EDITED))

    def test_edits_of_joined_clauses_are_all_kept(self) -> None:
        source = BASE.replace("\n## Two { #two }\n\n", "")
        ours = BASE.replace(MOVED, EDITED).replace("nothing at all", "no money at all")
        known = Known(aliases={"two": ("one",)})
        merged = merge_texts(BASE, ours, source, known)
        assert merged == Merged(source.replace(MOVED, EDITED).replace("nothing at all", "no money at all"))

    def test_a_sentence_that_was_split_is_asked_about(self) -> None:
        """'When in doubt, ask': nobody can say for which of the two an edit was meant."""
        base = "- All code for any policy and software in use shall be open to everybody.\n- Other.\n"
        source = ("- All code for any policy in use shall be open to everybody.\n"
                  "- All code for any software in use shall be open to everybody.\n- Other.\n")
        merged = merge_texts(base, base.replace("everybody", "the public"), source)
        assert merged.text == base.replace("everybody", "the public")
        assert len(merged.clashes) == 1


class TestWhatOnlyAPersonCanSay:
    """'When in doubt, ask: a guess that is silently wrong is worse than ten questions.'"""

    NEW = "The body shall confirm every grievance by letter within five days.\n"
    OLD = "The body shall answer each complaint in writing within five days.\n"

    @pytest.mark.parametrize("place", [
        pytest.param("An appeal costs nothing at all.\n", id="in-another-clause"),
        pytest.param("# T\n", id="before-the-first"),
    ])
    def test_what_we_took_out_and_the_source_moved_and_reworded(self, place: str) -> None:
        source = BASE.replace(self.OLD, "").replace(place, f"{place}{self.NEW}")
        merged = merge_texts(BASE, BASE.replace(self.OLD, ""), source)
        assert "grievance" not in merged.text
        assert ["grievance" in clash.source for clash in merged.clashes] == [True]

    def test_the_same_in_a_clause_that_is_new(self) -> None:
        source = f"{BASE.replace(self.OLD, '')}\n## New {{ #new }}\n\n{self.NEW}"
        merged = merge_texts(BASE, BASE.replace(self.OLD, ""), source)
        assert "grievance" not in merged.text
        assert ["grievance" in clash.source for clash in merged.clashes] == [True]

    def test_what_the_source_moved_into_a_clause_that_we_dropped(self) -> None:
        dropped = BASE[: BASE.index("\n## Two")]
        merged = merge_texts(BASE, dropped, moved(BASE, MOVED, "An appeal costs nothing at all.\n"))
        assert merged.text == dropped.replace(MOVED, "")
        assert [(clash.clause, MOVED in clash.source) for clash in merged.clashes] == [("two", True)]

    def test_our_item_of_a_list_of_which_nothing_is_left(self) -> None:
        items = "".join(f"- Item number {word} of the list.\n" for word in ("one", "two", "three"))
        base = f"Before.\n\n{items}\nAfter.\n"
        ours = base.replace("two of the list.\n", "two of the list.\n- Ours.\n")
        merged = merge_texts(base, ours, "Before.\n\nAfter.\n")
        assert ["- Ours." in clash.ours for clash in merged.clashes] == [True]
        assert "- Ours." in merged.text

    def test_our_item_goes_along_with_its_list(self) -> None:
        items = "".join(f"- Item number {word} of the list.\n" for word in ("one", "two", "three"))
        base = f"# T\n\nBefore.\n\n{items}\nAfter.\n"
        ours = base.replace("two of the list.\n", "two of the list.\n- Ours.\n")
        source = f"# T\n\nBefore.\n\nAfter.\n\n## List {{ #list }}\n\n{items}"
        assert merge_texts(base, ours, source) == Merged(source.replace("two of the list.\n",
                                                                        "two of the list.\n- Ours.\n"))

    @pytest.mark.parametrize(("base", "mine", "its"), [
        pytest.param("It hears both. It decides alone.\n\nIt is paid.\n", (". It", "; it"), (" It decides alone.", ""),
                     id="a-sentence-joined-to-one-that-is-gone"),
        pytest.param("Anyone may complain unless it is in court.\n", ("unless", "if"), ("Anyone", "Nobody"),
                     id="two-limits-of-one-sentence"),
        pytest.param("The fee is refunded when the appeal is upheld.\n", ("is refunded", "isn't refunded"),
                     ("is upheld", "is not upheld"), id="two-negations"),
        pytest.param("Die Gebühr wird erstattet, wenn sie erfolgreich ist.\n", ("wird", "wird nicht"),
                     ("erfolgreich", "nicht erfolgreich"), id="in-german"),
    ])
    def test_two_changes_that_together_say_what_nobody_said(
        self, base: str, mine: tuple[str, str], its: tuple[str, str]
    ) -> None:
        ours = base.replace(*mine)
        merged = merge_texts(base, ours, base.replace(*its))
        assert merged.text == ours
        assert len(merged.clashes) == 1

    def test_white_space_of_what_nobody_touched_stays(self) -> None:
        base = "redirect_from:\n    - criteria/maturity\n# Codebase maturity\n\n* [Labels of versions](https://example.org).\n"
        source = base.replace("# Codebase maturity", "## Further reading")
        merged = merge_texts(base, base.replace("# Codebase", "# The codebase"), source)
        assert merged.text.startswith("redirect_from:\n    - criteria/maturity\n# The codebase")
