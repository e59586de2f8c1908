"""Merging: what is unambiguous is taken, what is not is a clash with all three wordings, and nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemekit.model.adoption import Scope
from schemekit.text.document import Document
from schemekit.text.merging.merge import Clash, Known, Merged, merge_texts
from schemekit.text.merging.word_merge import merge_wordings
from schemekit.text.template_grammar import parse_template

CASES = sorted(path for path in (Path(__file__).parent / "data" / "merge-cases").iterdir() if path.is_dir())
BASE = """\
# Title

## One { #one }

The body shall answer within 5 days.
It gives reasons.

## Two { #two }

Anyone may appeal.
An appeal costs nothing.

## Three { #three }

The record is kept.
"""
ANY_TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["## A { #aa }", "## B", "a", "b.", "", "```", "- c", "5 days"]), max_size=12).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\n\n"]).map(lambda end: end.join(lines))
    ),
)


def edited(*edits: tuple[str, str], text: str = BASE) -> str:
    """A text with some of its words exchanged, each of which has to be there."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def merge_words(base: str, ours: str, source: str) -> tuple[str, bool]:
    """The text that a merge by words gives, and whether nothing is left to decide."""
    merged = merge_wordings(base, ours, source)
    return merged.text, not merged.passages


def words_of(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"\w+", text)


class TestLaws:
    """'merge(b, b, t) = t; merge(b, o, b) = o; merge(b, x, x) = x.'"""

    @given(ANY_TEXT, ANY_TEXT)
    @settings(deadline=None)
    @example("", "a")
    @example("a\n", "")
    @example("## A\r\n", "## A\n")
    def test_what_only_one_side_changed_is_taken_whole(self, base: str, other: str) -> None:
        assert merge_texts(base, base, other) == Merged(other)
        assert merge_texts(base, other, base) == Merged(other)
        assert merge_texts(base, other, other) == Merged(other)

    @given(ANY_TEXT, ANY_TEXT)
    @settings(deadline=None)
    def test_so_is_it_by_word(self, base: str, other: str) -> None:
        assert merge_words(base, base, other) == (other, True)
        assert merge_words(base, other, base) == (other, True)
        assert merge_words(base, other, other) == (other, True)

    @given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
    @settings(max_examples=300, deadline=None)
    def test_no_word_of_either_side_is_lost(self, base: str, ours: str, source: str) -> None:
        merged = merge_texts(base, ours, source)
        kept = {*words_of(merged.text)}.union(*(words_of(f"{clash.ours} {clash.source}") for clash in merged.clashes))
        assert {*words_of(ours), *words_of(source)} - {*words_of(base)} <= kept

    @given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
    @settings(deadline=None)
    def test_once_merged_there_is_nothing_left_to_merge(self, base: str, ours: str, source: str) -> None:
        merged = merge_texts(base, ours, source)
        assert merge_texts(source, merged.text, source) == Merged(merged.text)


EDITS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["in", "for", "out"])), max_size=4)


def with_edits(text: str, edits: list[tuple[int, str]], mark: str) -> str:
    """A text with words put in, exchanged or taken out; every new word is found again by its mark."""
    pieces = re.findall(r"\S+\s*", text)
    for number, (place, kind) in enumerate(edits):
        at = place % len(pieces)
        if pieces[at].startswith(("#", "{", "}")) or "}" in pieces[at]:
            continue
        new = f"{mark}{number} "
        if kind == "in":
            pieces.insert(at, new)
        elif kind == "for":
            pieces[at] = new.strip() + pieces[at][len(pieces[at].rstrip()) :]
        else:
            pieces[at] = pieces[at][len(pieces[at].rstrip()) :]
    return "".join(pieces)


class TestLawsOnEditedTexts:
    """'Nothing is ever lost silently: every word of either side is in the text, in a decision, or in the record.'"""

    @given(EDITS, EDITS)
    @settings(max_examples=300, deadline=None)
    def test_new_words_are_in_the_text_or_in_a_clash(
        self, mine: list[tuple[int, str]], its: list[tuple[int, str]]
    ) -> None:
        ours, source = with_edits(BASE, mine, "mine"), with_edits(BASE, its, "its")
        merged = merge_texts(BASE, ours, source)
        assert {word for word in words_of(ours) if word.startswith("mine")} <= {*words_of(merged.text)}
        in_clashes = {word for clash in merged.clashes for word in words_of(clash.source)}
        assert {word for word in words_of(source) if word.startswith("its")} <= {*words_of(merged.text), *in_clashes}

    @given(EDITS, EDITS)
    @settings(deadline=None)
    def test_a_word_is_not_said_twice(self, mine: list[tuple[int, str]], its: list[tuple[int, str]]) -> None:
        merged = merge_texts(BASE, with_edits(BASE, mine, "mine"), with_edits(BASE, its, "its"))
        new = [word for word in words_of(merged.text) if word.startswith(("mine", "its"))]
        assert len(new) == len(set(new))

    @given(EDITS, EDITS)
    @settings(max_examples=300, deadline=None)
    def test_clauses_that_nobody_touched_come_out_byte_for_byte(
        self, mine: list[tuple[int, str]], its: list[tuple[int, str]]
    ) -> None:
        ours, source = with_edits(BASE, mine, "mine"), with_edits(BASE, its, "its")
        texts = [Document.parse(text).by_id() for text in (BASE, ours, source)]
        merged = merge_texts(BASE, ours, source)
        for clause_id, clause in texts[0].items():
            raws = [text[clause_id].raw if clause_id in text else "" for text in texts]
            if raws[1] == raws[0] == raws[2]:
                assert clause.raw in merged.text

    @given(EDITS, EDITS)
    @settings(deadline=None)
    def test_it_is_a_clash_from_both_sides_or_from_none(
        self, mine: list[tuple[int, str]], its: list[tuple[int, str]]
    ) -> None:
        ours, source = with_edits(BASE, mine, "mine"), with_edits(BASE, its, "its")
        (text, clean), (turned, turned_clean) = merge_words(BASE, ours, source), merge_words(BASE, source, ours)
        assert clean is turned_clean
        if clean:
            assert text.split() == turned.split()


class TestWords:
    """'what only one side changed is taken; where both did, ours stays and it is not clean'."""

    @pytest.mark.parametrize(("base", "ours", "source", "text", "clean"), [
        pytest.param("5 days", "7 days", "5 days", "7 days", True, id="only-the-scheme-changed"),
        pytest.param("5 days", "5 days", "3 days", "3 days", True, id="only-the-source-changed"),
        pytest.param("5 days", "7 days", "3 days", "7 days", False, id="both-changed-so-a-person-decides"),
        pytest.param("5 days", "3 days", "3 days", "3 days", True, id="both-changed-alike"),
        pytest.param("a b c d", "x b c d", "a b c y", "x b c y", True, id="far-from-each-other"),
        pytest.param("a b c d", "a x c d", "a b y d", "a x c d", False, id="neighbouring-words"),
        pytest.param("a b c d e", "a x c d e", "a b c d y", "a x c d y", True, id="two-words-between"),
        pytest.param("a b c d", "a x y d", "a b z d", "a x y d", False, id="overlapping-words"),
        pytest.param("within 5 days", "within at most 5 days", "within 3 days", "within at most 5 days", False,
                     id="words-put-before-the-figure"),
        pytest.param("within 5 days", "within 5 full days", "within 3 days", "within 5 full days", False,
                     id="a-word-put-after-the-figure"),
        pytest.param("a b c", "a x b c", "a y b c", "a x b c", False, id="both-put-words-into-one-place"),
        pytest.param("a b c", "a x b c", "a x b c y", "a x b c y", True, id="both-put-the-same-word-in"),
        pytest.param("a b c d", "a d", "a b x c d", "a d", False, id="words-put-into-what-the-scheme-took-out"),
        pytest.param("a b c", "a c", "a b x c", "a c", False, id="words-put-beside-what-the-scheme-took-out"),
        pytest.param("a b x c", "a b c x c", "a x c", "a b c x c", False, id="or-beside-what-the-source-took-out"),
        pytest.param("a b c d e f", "a d e f", "a b c d e", "a d e", True, id="both-took-out-other-words"),
        pytest.param("one. two.", "one. two. mine.", "one. two. its.", "one. two. mine.", False,
                     id="both-added-a-sentence-at-the-end"),
        pytest.param("One. Two.", "One. Mine. Two.", "Its. One. Two.", "Its. One. Mine. Two.", True,
                     id="sentences-added-in-two-places"),
        pytest.param("A cat sat.", "A cat\nsat.", "A dog sat.", "A dog\nsat.", True, id="new-wrapping-and-a-new-word"),
        pytest.param("A cat sat.", "A dog sat.", "A cat\nsat.", "A dog\nsat.", True, id="the-other-way-round"),
        pytest.param("A cat\nsat.", "A cat sat.", "A cat\n\nsat.", "A cat\n\nsat.", True,
                     id="spacing-is-never-a-clash"),
        pytest.param("A 'cat' sat up.", "A ‘cat’ sat up.", "A 'cat' sits up.", "A ‘cat’ sits up.", True,
                     id="nor-are-quotes"),
        pytest.param("in 5 or 6 days.", "in 5 or 6 days of it.", "at 5 or 6 days.", "at 5 or 6 days of it.", True,
                     id="words-keep-their-distance"),
        pytest.param("in 5 or 6 days of it.", "in 5 or 6 days.", "at 5 or 6 days of it.", "at 5 or 6 days.", True,
                     id="and-a-full-stop-stays-close"),
        pytest.param("one two", "one two three", "zero one two", "zero one two three", True, id="at-both-ends"),
        pytest.param("one\ntwo", "one\nthree", "one\ntwo\nfour", "one\nthree\nfour", True,
                     id="a-last-word-exchanged-and-one-added-after-it"),
        pytest.param("pay 1.5 now", "pay 1.6 now", "pay 1.7 now", "pay 1.6 now", False, id="a-figure-is-one-word"),
        pytest.param("§ 4.2.1 holds", "§ 4.2.2 holds", "§ 4.3.1 holds", "§ 4.2.2 holds", False, id="so-is-a-number"),
        pytest.param("", "mine", "its", "mine", False, id="both-wrote-where-nothing-was"),
        pytest.param("a", "", "b", "", False, id="one-took-out-what-the-other-changed"),
        pytest.param("L’étoile du nord brille", "L’étoile du nord luit", "Une étoile du nord brille",
                     "Une étoile du nord luit", True, id="accents"),
        pytest.param("鉱物 の 規則 を 守る", "鉱石 の 規則 を 守る", "鉱物 の 規則 を 破る",
                     "鉱石 の 規則 を 破る", True,
                     id="other-scripts"),
    ])
    def test_three_wordings(self, base: str, ours: str, source: str, text: str, clean: bool) -> None:
        assert merge_words(base, ours, source) == (text, clean)

    @pytest.mark.parametrize(("ours", "source"), [
        pytest.param(" ".join(f"w{at}" for at in range(30_000, 0, -1)), "x", id="turned-round"),
        pytest.param("a " * 60_000 + "b", "b " + "a " * 60_000, id="one-word-again-and-again"),
        pytest.param("b.\n" + "a.\n" * 30_000, "a.\n" * 30_000 + "c.\n", id="one-sentence-again-and-again"),
    ])
    def test_a_hostile_text_is_compared_in_bounded_time(self, ours: str, source: str) -> None:
        base = " ".join(f"w{at}" for at in range(30_000)) if ours.startswith("w") else ours.replace("b", "").strip()
        merged = merge_texts(base, ours, source)   # comparing all pairs of words took hours
        assert merged.text == ours or not merged.clashes


class TestClauses:
    """'The scheme's added and dropped clauses stay as they are'; a clash keeps all three wordings."""

    @pytest.mark.parametrize(("mine", "its"), [
        pytest.param([("5 days", "7 days")], [("Anyone", "Everybody")], id="edits-in-two-clauses"),
        pytest.param([("5 days", "7 days")], [("gives reasons", "says why")], id="edits-in-one-clause"),
        pytest.param([("# Title", "# Northern")], [("5 days", "3 days")], id="another-title"),
        pytest.param([("## Two {", "## Mine { #mine }\n\nNew.\n\n## Two {")], [("5 days", "3 days")],
                     id="the-scheme-added-a-clause"),
        pytest.param([("5 days", "7 days")], [("## Two {", "## Its { #its }\n\nNew.\n\n## Two {")],
                     id="the-source-added-a-clause"),
        pytest.param([("5 days", "7 days")], [("is kept.\n", "is kept.\n\n## Its { #its }\n\nNew.\n")],
                     id="the-source-added-a-clause-at-the-end"),
        pytest.param([("is kept.\n", "is kept.\n\n## Mine { #mine }\n\nNew.\n")],
                     [("## Three {", "## Its { #its }\n\nNew.\n\n## Three {")], id="both-added-a-clause"),
        pytest.param([("## Two { #two }\n\nAnyone may appeal.\nAn appeal costs nothing.\n\n", "")],
                     [("5 days", "3 days")], id="the-scheme-dropped-a-clause"),
        pytest.param([("5 days", "7 days")],
                     [("## Two { #two }\n\nAnyone may appeal.\nAn appeal costs nothing.\n\n", "")],
                     id="the-source-retired-a-clause-that-nobody-edited"),
        pytest.param([("5 days", "7 days")], [("\n## Three { #three }\n\nThe record is kept.\n", "")],
                     id="the-source-retired-the-last-clause"),
        pytest.param([("## Two {", "### Second {")], [("Anyone", "Everybody")],
                     id="another-heading-and-new-words"),
        pytest.param([("Anyone may", "Anyone\nmay")], [("costs nothing", "is free")], id="another-wrapping"),
        pytest.param([("reasons.\n\n", "reasons.\n\n\n\n")], [("5 days", "3 days")], id="blank-lines"),
        pytest.param([("5 days", "7 days")], [("reasons.\n\n", "reasons.\n\n\n")], id="blank-lines-of-the-source"),
        pytest.param([("## Two { #two }", "## Two")], [("Anyone", "Everybody")], id="an-id-that-the-scheme-lost"),
    ])
    def test_edits_that_do_not_meet_are_all_in_the_text(
        self, mine: list[tuple[str, str]], its: list[tuple[str, str]]
    ) -> None:
        assert merge_texts(BASE, edited(*mine), edited(*its)) == Merged(edited(*mine, *its))

    @pytest.mark.parametrize(("mine", "its", "text", "asked"), [
        pytest.param([("5 days", "7 days")], [("5 days", "3 days")], [("5 days", "7 days")],
                     ("one", "The body shall answer within 5 days.", "The body shall answer within 3 days.",
                      "The body shall answer within 7 days."), id="one-figure"),
        pytest.param([("5 days", "7 days")], [("5 days", "3 days"), ("gives reasons", "says why")],
                     [("5 days", "7 days"), ("gives reasons", "says why")],
                     ("one", "The body shall answer within 5 days.", "The body shall answer within 3 days.",
                      "The body shall answer within 7 days."), id="what-else-the-source-changed-there-is-taken"),
        pytest.param([("# Title", "# Northern")], [("# Title", "# Southern")], [("# Title", "# Northern")],
                     ("", "# Title", "# Southern", "# Northern"), id="the-title"),
        pytest.param([("shall answer", "should answer")], [("shall answer", "shall not answer")],
                     [("shall answer", "should answer")],
                     ("one", "The body shall answer within 5 days.", "The body shall not answer within 5 days.",
                      "The body should answer within 5 days."), id="a-binding-verb"),
        pytest.param([("An appeal costs nothing.\n", "")], [("costs nothing", "is free of charge")],
                     [("An appeal costs nothing.\n", "")],
                     ("two", "Anyone may appeal.\nAn appeal costs nothing.",
                      "Anyone may appeal.\nAn appeal is free of charge.", "Anyone may appeal."),
                     id="a-sentence-taken-out-is-shown-with-the-one-before-it"),
        pytest.param([("## Two {", "## New { #new }\n\nMine.\n\n## Two {")],
                     [("## Two {", "## New { #new }\n\nIts.\n\n## Two {")],
                     [("## Two {", "## New { #new }\n\nMine.\n\n## Two {")],
                     ("new", "", "## New { #new }\n\nIts.", "## New { #new }\n\nMine."),
                     id="one-new-id-in-two-wordings"),
    ])
    def test_edits_that_meet_are_a_clash_and_the_schemes_words_stay(
        self, mine: list[tuple[str, str]], its: list[tuple[str, str]], text: list[tuple[str, str]],
        asked: tuple[str, str, str, str],
    ) -> None:
        clause, base, source, ours = asked
        merged = merge_texts(BASE, edited(*mine), edited(*its))
        assert merged.text == edited(*text)
        assert merged.clashes == (Clash(clause=clause, base=base, source=source, ours=ours),)

    @pytest.mark.parametrize(("mine", "its"), [
        pytest.param([("## Two { #two }\n\nAnyone may appeal.\nAn appeal costs nothing.\n\n", "")],
                     [("Anyone", "Everybody")], id="a-dropped-clause-that-the-source-changed"),
        pytest.param([("Anyone", "Everybody")],
                     [("## Two { #two }\n\nAnyone may appeal.\nAn appeal costs nothing.\n\n", "")],
                     id="an-edited-clause-that-the-source-retired"),
    ])
    def test_a_clause_gone_here_and_changed_there_is_asked_about_as_a_whole(
        self, mine: list[tuple[str, str]], its: list[tuple[str, str]]
    ) -> None:
        ours, source = edited(*mine), edited(*its)
        merged = merge_texts(BASE, ours, source)
        assert merged.text == ours
        base, new, own = (
            document.by_id()["two"].raw if "two" in document.by_id() else ""
            for document in map(Document.parse, (BASE, source, ours))
        )
        assert merged.clashes == (Clash(clause="two", base=base, source=new, ours=own, scope=Scope.CLAUSE),)

    def test_a_clause_dropped_by_both_is_gone(self) -> None:
        gone = ("\n## Three { #three }\n\nThe record is kept.\n", "")
        merged = merge_texts(BASE, edited(gone, ("5 days", "7 days")), edited(gone, ("Anyone", "Everybody")))
        assert merged == Merged(edited(gone, ("5 days", "7 days"), ("Anyone", "Everybody")))

    def test_a_clause_added_alike_by_both_stands_once(self) -> None:
        new = ("## Two {", "## New { #new }\n\nBoth.\n\n## Two {")
        merged = merge_texts(BASE, edited(new, ("5 days", "7 days")), edited(new, ("Anyone", "Everybody")))
        assert merged == Merged(edited(new, ("5 days", "7 days"), ("Anyone", "Everybody")))

    @pytest.mark.parametrize(("ours", "source", "text"), [
        pytest.param("a b! c", "c a b", "c a b!", id="the-source-moved-a-clause"),
        pytest.param("c a b", "a b! c", "c a b!", id="the-scheme-moved-a-clause"),
        pytest.param("c a b", "b a c!", "c! a b", id="both-moved-so-the-schemes-order-stays"),
        pytest.param("a x b! c", "c a b", "c a x b!", id="an-added-clause-follows-its-neighbour"),
        pytest.param("a b! c", "c y a b", "c y a b!", id="a-new-clause-of-the-source-too"),
        pytest.param("x a b c", "a! b c y", "x a! b c y", id="added-at-both-ends"),
    ])
    def test_the_order_follows_whoever_changed_it(self, ours: str, source: str, text: str) -> None:
        def built(order: str) -> str:
            return "\n\n".join(f"## {name[0]} {{ #{name[0] * 2} }}\n\nWords {name}" for name in order.split()) + "\n"

        assert merge_texts(built("a b c"), built(ours), built(source)) == Merged(built(text))

    def test_clauses_with_one_id_are_not_mixed_up(self) -> None:
        base = "## A { #aa }\n\nin 5 days.\n\n## A { #aa }\n\nin 6 days.\n"
        ours, source = base.replace("in 6", "within 6"), base.replace("5 days", "5 weeks")
        assert merge_texts(base, ours, source) == Merged(
            "## A { #aa }\n\nin 5 weeks.\n\n## A { #aa }\n\nwithin 6 days.\n"
        )

    def test_a_text_without_ids_is_merged_by_heading_and_words(self) -> None:
        base = "## Acme rules\n\nAcme shall answer within 5 days and say why.\n\n## Costs\n\nNone.\n"
        ours, source = base.replace("Acme", "Northern"), base.replace("5 days", "3 days").replace("None", "Low")
        assert merge_texts(base, ours, source) == Merged(ours.replace("5 days", "3 days").replace("None", "Low"))

    def test_a_clash_without_an_id_is_found_again_in_the_text(self) -> None:
        base = "## Rules\n\nAnswers come in 5 days and are given in writing.\n"
        ours, source = base.replace("5", "7"), base.replace("5", "3").replace("## Rules", "## New rules")
        merged = merge_texts(base, ours, source)
        (clash,) = merged.clashes
        assert clash.ours in Document.parse(merged.text).by_id()[clash.clause].raw


class TestLineEnds:
    """The scheme's line ends are kept, and are never what two sides clash about."""

    def test_a_windows_text_stays_one(self) -> None:
        ours = edited(("5 days", "7 days")).replace("\n", "\r\n")
        merged = merge_texts(BASE, ours, edited(("Anyone", "Everybody")))
        assert merged == Merged(edited(("5 days", "7 days"), ("Anyone", "Everybody")).replace("\n", "\r\n"))

    def test_a_windows_text_that_nobody_edited_stays_one(self) -> None:
        source = edited(("5 days", "3 days"))
        assert merge_texts(BASE, BASE.replace("\n", "\r\n"), source) == Merged(source.replace("\n", "\r\n"))

    def test_one_windows_line_among_others_does_not_spread(self) -> None:
        ours = edited(("gives reasons.\n", "gives reasons.\r\n"))
        merged = merge_texts(BASE, ours, edited(("Anyone", "Everybody")))
        assert merged == Merged(edited(("gives reasons.\n", "gives reasons.\r\n"), ("Anyone", "Everybody")))

    @pytest.mark.parametrize("ends", [pytest.param("", id="none"), pytest.param("\n\n\n", id="three")])
    def test_the_end_of_the_text_is_the_schemes(self, ends: str) -> None:
        ours = edited(("5 days", "7 days")).rstrip("\n") + ends
        new = "\n\n## New { #new }\n\nIts.\n"
        merged = merge_texts(BASE, ours, BASE.rstrip("\n") + new)
        assert merged == Merged(edited(("5 days", "7 days")).rstrip("\n") + new.rstrip("\n") + ends)


TEMPLATE = parse_template("""\
# {{ cookiecutter.name }}: Answers

## Answer { #answer }

The {{ cookiecutter.body }} shall answer within {{ cookiecutter.days }} working days, in writing.
It gives its reasons, and copies them to {{ cookiecutter.copies }}.
{%- if cookiecutter.oral %}
An answer can also be given by word of mouth.
{%- endif %}

## Record { #record }

The {{ cookiecutter.body }} shall keep a record.
""", "policy.md")
REFILLED = Known(is_refilled=True)
OLD: dict[str, str | bool] = {"name": "North", "body": "Board", "days": "5", "copies": "the parties", "oral": False}


class TestANewValue:
    """'`schemekit set` re-renders and keeps every hand edit.'"""

    @pytest.mark.parametrize(("hand", "values", "kept"), [
        pytest.param(("keep a record", "keep a short record"), {"days": "10"}, None, id="in-another-clause"),
        pytest.param(("gives its reasons", "says why"), {"days": "10"}, None, id="in-another-sentence"),
        pytest.param((", in writing", ", by letter"), {"days": "10"}, None, id="in-the-same-sentence"),
        pytest.param(("within ", "within at most "), {"days": "10"}, None, id="words-just-before-the-figure"),
        pytest.param((" working", " full working"), {"days": "10"}, None, id="a-word-just-after-the-figure"),
        pytest.param(("working days", "calendar days"), {"days": "10"}, None, id="another-word-after-the-figure"),
        pytest.param((" working days", " days"), {"days": "10"}, None, id="a-word-taken-out-after-the-figure"),
        pytest.param(("within 5 working", "within 10 working"), {"days": "10"}, ("", ""), id="the-new-figure-itself"),
        pytest.param(("keep a record", "keep a short record"), {"body": "Supervisory Council"}, None,
                     id="beside-a-longer-name"),
        pytest.param(("The Board shall answer", "Our Board shall answer"), {"body": "Council"},
                     ("The Council shall answer", "Our Council shall answer"), id="a-word-before-the-name"),
        pytest.param(("gives its reasons", "says why"), {"oral": True}, None, id="beside-a-sentence-more"),
        pytest.param((": Answers", ": How we answer"), {"name": "South"}, None, id="in-the-title"),
        pytest.param(("gives its reasons", "says why"), {"copies": "all, the public and {{ 7*7 }}"}, None,
                     id="beside-a-list"),
    ])
    def test_hand_edits_stay(
        self, hand: tuple[str, str], values: dict[str, str | bool], kept: tuple[str, str] | None
    ) -> None:
        before, after = TEMPLATE.render(OLD), TEMPLATE.render({**OLD, **values})
        wanted = edited(kept or hand, text=after) if kept != ("", "") else after
        assert merge_texts(before, edited(hand, text=before), after, REFILLED) == Merged(wanted)

    @pytest.mark.parametrize(("hand", "values"), [
        pytest.param(("within 5 working", "within 7 working"), {"days": "10"}, id="another-figure"),
        pytest.param(("within 5 working days", "without delay"), {"days": "10"}, id="words-instead-of-the-figure"),
        pytest.param(("The Board shall answer within 5 working days, in writing.\n", ""), {"days": "10"},
                     id="the-sentence-taken-out"),
        pytest.param(("to the parties.", "to the parties.\nIt is free."), {"oral": True},
                     id="two-sentences-more-in-one-place"),
    ])
    def test_an_edit_over_the_value_is_a_clash(self, hand: tuple[str, str], values: dict[str, str | bool]) -> None:
        before, after = TEMPLATE.render(OLD), TEMPLATE.render({**OLD, **values})
        ours = edited(hand, text=before)
        merged = merge_texts(before, ours, after, REFILLED)
        assert merged.text == ours
        (clash,) = merged.clashes
        assert clash.ours in Document.parse(ours).by_id()["answer"].raw
        for wording, side in ((clash.base, before), (clash.source, after)):
            assert wording in Document.parse(side).by_id()["answer"].raw

    @given(EDITS.map(lambda edits: [(place, "in") for place, _ in edits]), st.sampled_from(["10", "none", "1"]))
    @settings(deadline=None)
    def test_words_put_anywhere_stay_and_the_value_is_new_everywhere(
        self, edits: list[tuple[int, str]], days: str
    ) -> None:
        before, after = TEMPLATE.render(OLD), TEMPLATE.render({**OLD, "days": days})
        ours = with_edits(before, edits, "mine")
        merged = merge_texts(before, ours, after, REFILLED)
        assert merged == Merged(ours.replace(" 5 ", f" {days} "))


class TestRealMerges:
    """Policies that real organisations adapted, see data/merge-cases/README.md."""

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_the_truth_comes_out_or_a_clash(self, case: Path) -> None:
        base, ours, source = ((case / name).read_text("utf-8") for name in ("base.md", "ours.md", "theirs.md"))
        merged = merge_texts(base, ours, source)
        if not (case / "truth.md").exists():
            assert merged.clashes
            return
        assert merged.clashes == ()
        assert merged.text.split() == (case / "truth.md").read_text("utf-8").split()

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_the_laws_hold(self, case: Path) -> None:
        base, ours, source = ((case / name).read_text("utf-8") for name in ("base.md", "ours.md", "theirs.md"))
        assert merge_texts(base, base, source) == Merged(source)
        assert merge_texts(base, ours, base) == Merged(ours)
        assert merge_words(base, ours, base) == (ours, True)
        assert merge_words(base, source, source) == (source, True)
        merged = merge_texts(base, ours, source)
        kept = {*words_of(merged.text)}.union(*(words_of(clash.source) for clash in merged.clashes))
        assert {*words_of(ours), *words_of(source)} - {*words_of(base)} <= kept
