"""Taking a decision: the text with the wording that a person chose, and nothing put in by force.

Law: taking ours changes nothing; taking source makes the passage the source's words and leaves every other byte as it
was; all decisions of an update taken from the source give the source's text.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.adoption import Decision, Scope
from schemekit.text.deciding.standing import line_of, places
from schemekit.text.deciding.taking import BOTH, EDITED, OURS, SOURCE, Asked, Obstacle, take, take_all
from schemekit.text.merging.merge import Clash, merge_texts

TEXT = """\
---
title: Fees
---
# Fees

Words before.

## Scope { #scope }

It holds for all. It holds "here".
- the first item
- the second item

| what | days |
| --- | --- |
| answer | 5 days |

## Fee { #fee }

It is free.

## End ##

The last words.
"""
FEE = "## Fee { #fee }\n\nIt is free.\n"


def decision(clause: str, ours: str, source: str, scope: Scope = Scope.PASSAGE) -> Decision:
    return Decision(clause=clause, base="", source=source, ours=ours, cause="c", scope=scope)


def taken(asked: Decision, wanted: str, text: str = TEXT, **more: object) -> str:
    found = take(text, asked, wanted, **more)  # type: ignore[arg-type]
    assert found.obstacle is None
    assert found.text is not None
    return found.text


class TestPassage:
    """For PASSAGE the decision's `ours` is found in its clause and replaced."""

    @pytest.mark.parametrize(("clause", "ours", "source", "old", "new"), [
        pytest.param("scope", "It holds for all.\n", "It holds for many.\n", "for all.", "for many.", id="a-sentence"),
        pytest.param("scope", "It holds “here”.", "It holds there.", 'It holds "here".', "It holds there.",
                     id="other-quotes"),
        pytest.param("scope", "It\nholds  for all.", "None.", "It holds for all.", "None.", id="another-wrapping"),
        pytest.param("scope", "- the first item\n", "- one\n- two\n", "- the first item\n", "- one\n- two\n",
                     id="an-item"),
        pytest.param("scope", "| answer | 5 days |\n", "| answer | 3 days |\n", "5 days", "3 days", id="a-row"),
        pytest.param("scope", "5 days", "3 days", "5 days", "3 days", id="a-cell"),
        pytest.param("fee", "## Fee { #fee }\n", "## Cost { #fee }\n", "## Fee", "## Cost", id="a-heading"),
        pytest.param("", "Words before.\n", "Other words.\n", "Words before.", "Other words.", id="before-the-first"),
        pytest.param("", "title: Fees\n", "title: Costs\n", "title: Fees", "title: Costs", id="front-matter"),
        pytest.param("end", "The last words.\n", "No words.\n", "The last words.", "No words.", id="a-made-id"),
        pytest.param("scope", "- the second item\n", "", "- the second item\n", "", id="an-item-that-goes"),
        pytest.param("scope", 'It holds "here".', "", ' It holds "here".', "", id="a-sentence-that-goes"),
        pytest.param("", "Words before.\n", "", "Words before.\n\n", "", id="a-paragraph-that-goes"),
        pytest.param("fee", FEE, "## Fee { #fee }\n\nIt costs.\n", "It is free.", "It costs.", id="a-whole-clause"),
    ])
    def test_the_source(self, clause: str, ours: str, source: str, old: str, new: str) -> None:
        assert taken(decision(clause, ours, source), SOURCE) == TEXT.replace(old, new, 1)

    @pytest.mark.parametrize(("clause", "ours", "source", "old", "new"), [
        pytest.param("scope", "It holds for all.", "It holds for many.", "for all.",
                     "for all. It holds for many.", id="inside-a-line"),
        pytest.param("fee", "It is free.\n", "It costs 5.\n", "free.\n", "free.\nIt costs 5.\n", id="lines-of-its-own"),
        pytest.param("scope", "- the first item\n", "- one item\n", "first item\n", "first item\n- one item\n",
                     id="an-item"),
        pytest.param("scope", "| answer | 5 days |", "| answer | 3 days |", "| 5 days |\n",
                     "| 5 days |\n| answer | 3 days |\n", id="a-row"),
        pytest.param("scope", "5 days", "3 days", "5 days", "5 days / 3 days", id="a-cell"),
        pytest.param("scope", "## Scope { #scope }", "## Reach { #scope }", "## Scope {", "## Scope / Reach {",
                     id="a-heading"),
        pytest.param("scope", "It holds for all. It holds \"here\".", "It holds for all. It holds there.",
                     '"here".', '"here". It holds there.', id="what-both-say-stands-once"),
        pytest.param("fee", FEE, "## Fee { #fee }\n\nIt costs 5.\n", "free.\n", "free.\nIt costs 5.\n",
                     id="a-whole-clause-by-sentence"),
    ])
    def test_both(self, clause: str, ours: str, source: str, old: str, new: str) -> None:
        """Yours first, then the source's words that differ, as separate sentences or items."""
        assert taken(decision(clause, ours, source), BOTH) == TEXT.replace(old, new, 1)

    def test_a_key_has_one_value(self) -> None:
        found = take(TEXT, decision("", "title: Fees", "title: Costs"), BOTH)
        assert (found.text, found.obstacle) == (TEXT, Obstacle.NOT_BOTH)

    def test_own_words(self) -> None:
        assert taken(decision("fee", "It is free.\n", "x"), EDITED, edited="It is cheap.\n\nMostly.\n") == \
            TEXT.replace("It is free.", "It is cheap.\n\nMostly.")

    @pytest.mark.parametrize(("clause", "ours", "obstacle"), [
        pytest.param("scope", "It holds for nobody.", Obstacle.GONE, id="edited-since"),
        pytest.param("fee", "It holds for all.", Obstacle.GONE, id="in-another-clause"),
        pytest.param("fees", "It is free.", Obstacle.CLAUSE_GONE, id="no-such-clause"),
        pytest.param("scope", "old", Obstacle.GONE, id="inside-a-word"),
        pytest.param("scope", "item", Obstacle.SEVERAL, id="several"),
        pytest.param("", "   ", Obstacle.GONE, id="nothing"),
    ])
    @pytest.mark.parametrize("wanted", [SOURCE, BOTH])
    def test_nothing_by_force(self, clause: str, ours: str, obstacle: Obstacle, wanted: str) -> None:
        found = take(TEXT, decision(clause, ours, "x"), wanted)
        assert (found.text, found.obstacle) == (TEXT, obstacle)
        assert take(TEXT, decision(clause, ours, "x"), OURS).text == TEXT

    def test_one_of_several_places(self) -> None:
        asked = decision("scope", "item", "thing")
        assert [place.line for place in places(TEXT, asked)] == [11, 12]
        assert taken(asked, SOURCE, at=2) == TEXT.replace("second item", "second thing")
        assert take(TEXT, asked, SOURCE, at=3).obstacle is Obstacle.GONE

    def test_line_ends_of_windows(self) -> None:
        windows = TEXT.replace("\n", "\r\n")
        asked = decision("scope", "- the first item\n- the second item\n", "- one\n- two\n")
        assert taken(asked, SOURCE, windows) == windows.replace("the first item", "one").replace(
            "the second item", "two")


class TestClause:
    """For CLAUSE: put in, exchanged, or taken out."""

    CLAUSE = Scope.CLAUSE

    def test_taken_out(self) -> None:
        assert taken(decision("fee", FEE, "", self.CLAUSE), SOURCE) == TEXT.replace(FEE + "\n", "")
        last = "## End ##\n\nThe last words.\n"
        assert taken(decision("end", last, "", self.CLAUSE), SOURCE) == TEXT.replace(f"\n{last}", "")

    def test_exchanged(self) -> None:
        new = "## Cost { #fee }\n\nIt costs.\n"
        assert taken(decision("fee", FEE, new, self.CLAUSE), SOURCE) == TEXT.replace(FEE, new)

    @pytest.mark.parametrize(("source", "after"), [
        pytest.param("## Fee { #fee }\n\n## New { #new }\n\n## End\n", FEE, id="after-the-one-it-follows"),
        pytest.param("## Fee { #fee }\n\n## Gone { #gone }\n\n## New { #new }\n", FEE, id="one-before-is-not-there"),
        pytest.param("## New { #new }\n\n## Scope { #scope }\n", "Words before.\n", id="first"),
        pytest.param("", "The last words.\n", id="the-source-does-not-say"),
    ])
    def test_put_in(self, source: str, after: str) -> None:
        new = "## New { #new }\n\nNew words.\n"
        wanted = TEXT.replace(f"{after}\n" if after in TEXT[:-20] else after, f"{after}\n{new}\n")
        assert taken(decision("new", "", new, self.CLAUSE), SOURCE, source_text=source).rstrip() == wanted.rstrip()

    def test_both(self) -> None:
        """Both clauses, with an id of its own for one: the source's keeps the id, by which updates find it."""
        new = "## Cost { #fee }\n\nIt costs.\n"
        assert taken(decision("fee", FEE, new, self.CLAUSE), BOTH) == TEXT.replace(
            FEE, f"## Fee {{ #fee-own }}\n\nIt is free.\n\n{new}")
        end = decision("end", "## End ##\n\nThe last words.\n", "## End\n\nOther words.\n", self.CLAUSE)
        assert "## End { #end-own }\n\nThe last words.\n\n## End\n\nOther words.\n" in taken(end, BOTH)
        text = TEXT.replace("## End ##", "## End { #fee-own }")
        assert "{ #fee-own-2 }" in taken(decision("fee", FEE, new, self.CLAUSE), BOTH, text)

    @pytest.mark.parametrize(("asked", "text", "obstacle"), [
        pytest.param(decision("fee", FEE, "## Fee { #fee }\n\nx\n", Scope.CLAUSE), TEXT.replace("free", "cheap"),
                     Obstacle.GONE, id="edited-since"),
        pytest.param(decision("fee", FEE, "", Scope.CLAUSE), TEXT.replace("free", "cheap"), Obstacle.GONE,
                     id="edited-since-and-retired"),
        pytest.param(decision("fee", FEE, "x", Scope.CLAUSE), "", Obstacle.CLAUSE_GONE, id="deleted-since"),
        pytest.param(decision("fee", "", "## Fee { #fee }\n\nx\n", Scope.CLAUSE), TEXT, Obstacle.GONE, id="back-since"),
        pytest.param(decision("fee", "", FEE, Scope.CLAUSE), TEXT, None, id="back-as-the-source-has-it"),
        pytest.param(decision("fee", FEE, "", Scope.CLAUSE), "## X\n", None, id="gone-already"),
    ])
    def test_nothing_by_force(self, asked: Decision, text: str, obstacle: Obstacle | None) -> None:
        found = take(text, asked, SOURCE)
        assert (found.text, found.obstacle) == (text, obstacle)

    def test_a_clause_begins_with_its_heading(self) -> None:
        asked = decision("fee", FEE, "x", self.CLAUSE)
        assert take(TEXT, asked, EDITED, edited="No heading.\n").obstacle is Obstacle.NO_HEADING
        assert taken(asked, EDITED, edited="## Fee { #fee }\n\nMine.\n") == TEXT.replace("It is free.", "Mine.")


class TestFile:
    """For FILE: written, kept or deleted."""

    @pytest.mark.parametrize(("text", "ours", "source", "wanted", "after", "obstacle"), [
        pytest.param(None, "", "New.\n", SOURCE, "New.\n", None, id="written"),
        pytest.param("Mine.\n", "Mine.\n", "", SOURCE, None, None, id="deleted"),
        pytest.param("Mine.\n", "Mine.\n", "Its.\n", SOURCE, "Its.\n", None, id="exchanged"),
        pytest.param("Mine.\n", "Mine.\n", "", BOTH, "Mine.\n", None, id="both-where-there-is-one"),
        pytest.param("Mine.\n", "Mine.\n", "Its.\n", BOTH, "Mine.\n", Obstacle.NOT_BOTH, id="both"),
        pytest.param("Mine.\n", "Mine.\n", "", OURS, "Mine.\n", None, id="kept"),
        pytest.param("Later.\n", "Mine.\n", "Its.\n", SOURCE, "Later.\n", Obstacle.GONE, id="edited-since"),
        pytest.param("Later.\n", "", "Its.\n", SOURCE, "Later.\n", Obstacle.GONE, id="made-since"),
        pytest.param("Mine.\n", "Mine.\n", "Its.\n", EDITED, "Own.\n", None, id="edited"),
    ])
    def test_it(self, text: str | None, ours: str, source: str, wanted: str, after: str | None,
                obstacle: Obstacle | None) -> None:
        found = take(text, decision("", ours, source, Scope.FILE), wanted, edited="Own.\n")
        assert (found.text, found.obstacle) == (after, obstacle)


def test_the_line_to_look_at() -> None:
    assert line_of(TEXT, decision("scope", "- the second item", "x")) == 12
    assert line_of(TEXT, decision("fee", "gone", "x")) == 18
    assert line_of(TEXT, decision("fees", "gone", "x")) == 0
    assert line_of(None, decision("", "", "x", Scope.FILE)) == 0


WORDS = st.sampled_from(["board", "complaint", "answer", "appeal", "days", "shall", "should", "free", "5", "7"])
SENTENCE = st.lists(WORDS, min_size=3, max_size=6).map(lambda words: " ".join(words).capitalize() + ".")
UNIT = st.tuples(SENTENCE, SENTENCE, SENTENCE, st.sampled_from(["\n", " ", "\n\n", "\n- "]),
                 st.sampled_from(["none", "both", "source-out"]))
CLAUSES = st.lists(st.lists(UNIT, min_size=1, max_size=5), min_size=1, max_size=4)


class TestLaws:
    """What holds whatever the words are."""

    @given(CLAUSES)
    @settings(deadline=None, max_examples=40)
    def test_all_taken_from_the_source_give_its_text(
        self, clauses: list[list[tuple[str, str, str, str, str]]]
    ) -> None:
        """The scheme changed only what the source changed too; each sentence is its own."""
        ours, source, asked = "# T\n", "# T\n", []
        for number, units in enumerate(clauses):
            clause = f"c{number}"
            heading = f"\n## C{number} {{ #{clause} }}\n\nIt begins {number}."
            ours, source = ours + heading, source + heading
            for place, (_, mine, its, gap, what) in enumerate(units):
                same, mine, its = f"Same {place}.", f"{mine[:-1]} mine {place}.", f"{its[:-1]} its {place}."
                if what == "none":
                    ours, source = ours + gap + same, source + gap + same
                elif what == "source-out" and gap == " ":
                    ours += gap + mine
                    asked.append(decision(clause, mine, ""))
                else:
                    ours, source = ours + gap + mine, source + gap + its
                    asked.append(decision(clause, mine, its))
            ours, source = f"{ours}\n", f"{source}\n"
        together, _ = take_all(ours, [Asked(decision=item, wanted=SOURCE) for item in asked])
        assert together == source
        text = ours
        for item in asked:
            assert take(text, item, OURS).text == text
            text = taken(item, SOURCE, text)
        assert text == source

    @given(CLAUSES, st.integers(0, 7))
    @settings(deadline=None, max_examples=40)
    def test_with_the_merge(self, clauses: list[list[tuple[str, str, str, str, str]]], flags: int) -> None:
        """Whatever the merge asks, taken from the source, leaves no word of the source out."""
        texts = ["# T\n", "# T\n", "# T\n"]
        for number, units in enumerate(clauses):
            for side in range(3):
                texts[side] += f"\n## C{number} {{ #c{number} }}\n"
            for place, (*words, _, what) in enumerate(units):
                for side in range(3):
                    has_own = what == "both" or (flags >> side) & 1
                    texts[side] += f"\n{words[side if has_own else 0][:-1]} {place}.\n"
        base, ours, source = texts
        merged = merge_texts(base, ours, source)
        text = merged.text
        for clash in merged.clashes:
            item = _decision(clash)
            assert take(text, item, OURS).text == text
            both = take(text, item, BOTH, source_text=source)
            assert both.obstacle is not None or _has_words(both.text or "", item.ours, item.source)
            found = take(text, item, SOURCE, source_text=source)
            assert found.obstacle is None or places(text, item) == ()
            text = found.text or ""
        if not merged.clashes or all(clash.base for clash in merged.clashes):
            assert take(text, decision("c0", "nowhere", "x"), SOURCE).text == text

    @given(st.text("ab #{}\n-.|", max_size=60), st.text("ab #{}\n-.|", max_size=20), st.text("ab #\n-.|", max_size=20),
           st.sampled_from(Scope), st.sampled_from(["", "a", "b"]), st.sampled_from([SOURCE, BOTH, EDITED, OURS]))
    @settings(deadline=None, max_examples=150)
    def test_any_text(self, text: str, ours: str, source: str, scope: Scope, clause: str, wanted: str) -> None:
        """Nothing is lost: with an obstacle the text is as it was; what is around a passage stays."""
        asked = decision(clause, ours, source, scope)
        found = take(text, asked, wanted, source_text=source, edited=source)
        if found.obstacle or wanted == OURS:
            assert found.text == text
        elif scope is Scope.PASSAGE and len(places(text, asked)) == 1 and found.words:
            place = places(text, asked)[0]
            assert (found.text or "").startswith(text[: place.start])
            assert (found.text or "").rstrip().endswith(text[place.end :].rstrip())


def _decision(clash: Clash) -> Decision:
    return Decision(clause=clash.clause, base=clash.base, source=clash.source, ours=clash.ours, scope=clash.scope,
                    cause="c")


def _has_words(text: str, *wordings: str) -> bool:
    return all(word in text for words in wordings for word in words.split() if word[0].isalnum())


def test_equal_decisions_are_each_about_one_place() -> None:
    """The law above for a sentence that stands twice: without a place chosen, nothing is taken."""
    text = TEXT.replace("It is free.", "It is free.\nMore.\nIt is free.")
    asked = decision("fee", "It is free.", "It costs.")
    assert take(text, asked, SOURCE).obstacle is Obstacle.SEVERAL
    twice = [Asked(decision=asked, wanted=SOURCE, at=at) for at in (1, 2)]
    assert take_all(text, twice)[0] == text.replace("It is free.", "It costs.")
    assert taken(asked, SOURCE, text, at=1) == text.replace("It is free.", "It costs.", 1)
