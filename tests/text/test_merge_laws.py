"""The laws of the merge on documents that two people edited: moved, split, dropped, reworded, wrapped anew."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.adoption import Scope
from schemekit.text.document import Document
from schemekit.text.merging.merge import Merged, merge_texts
from tests.text.edited_documents import Writer, words_of

SEEDS = st.integers(0, 10**9)


class Edited:
    """A base, two edited texts of it, and what came out of them."""

    def __init__(self, seed: int) -> None:
        writer = Writer(seed)
        document = writer.document()
        self.base = writer.text(document)
        self.ours = writer.text(writer.edited(document, "o"), wrapped=seed % 5 == 0)
        self.source = writer.text(writer.edited(document, "t"))
        self.merged = merge_texts(self.base, self.ours, self.source)
        self.asked = " ".join(f"{clash.base} {clash.ours} {clash.source}" for clash in self.merged.clashes)


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_no_inserted_word_is_lost(seed: int) -> None:
    """'every word that either side inserted is in the result or in a decision'"""
    edited = Edited(seed)
    there = {*words_of(edited.merged.text), *words_of(edited.asked)}
    new = {word for word in words_of(f"{edited.ours} {edited.source}") if word[0] in "ot" and word[1:].isdecimal()}
    assert new <= there


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_a_word_that_one_side_took_out_is_gone_or_asked_about(seed: int) -> None:
    """'every word deleted by one side only is gone or in a decision'"""
    edited = Edited(seed)
    base, ours, source = (Counter(words_of(text)) for text in (edited.base, edited.ours, edited.source))
    taken_out = {word for word in base if word[0] == "w" and (word in ours) != (word in source)}
    assert taken_out & {*words_of(edited.merged.text)} <= {*words_of(edited.asked)}


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_no_word_is_said_twice_unasked(seed: int) -> None:
    edited = Edited(seed)
    told, ours, source = (Counter(words_of(text)) for text in (edited.merged.text, edited.ours, edited.source))
    twice = {word for word, times in told.items() if word[1:].isdecimal() and times > max(ours[word], source[word])}
    assert {word for word in twice if word[0] in "wot"} <= {*words_of(edited.asked)}


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_it_is_the_same_from_the_other_side(seed: int) -> None:
    """'symmetric up to side names'"""
    edited = Edited(seed)
    turned = merge_texts(edited.base, edited.source, edited.ours)
    assert bool(turned.clashes) is bool(edited.merged.clashes)
    if not turned.clashes:
        # The number of an item follows from its place, and that from who moved what.
        words, turned_words = (sorted(word for word in words_of(text) if not word.isdecimal())
                               for text in (edited.merged.text, turned.text))
        assert words == turned_words


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_merging_again_changes_nothing(seed: int) -> None:
    edited = Edited(seed)
    assert merge_texts(edited.source, edited.merged.text, edited.source) == Merged(edited.merged.text)


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_the_words_of_a_question_stand_in_its_clause(seed: int) -> None:
    """A decision keeps 'where it stands': our wording is found again, word for word."""
    edited = Edited(seed)
    document = Document.parse(edited.merged.text)
    for clash in edited.merged.clashes:
        if clash.scope is Scope.PASSAGE:
            raw = document.by_id()[clash.clause].raw if clash.clause else document.preamble
            assert clash.ours
            assert clash.ours in raw


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_clauses_that_nobody_touched_come_out_byte_for_byte(seed: int) -> None:
    edited = Edited(seed)
    texts = [Document.parse(text) for text in (edited.base, edited.ours, edited.source)]
    if not all(clause.has_own_id for text in texts for clause in text.clauses):
        return   # without ids, who is who is for the comparison to say
    raws = [{clause.id: clause.raw.rstrip() for clause in text.clauses} for text in texts]
    for clause_id, raw in raws[0].items():
        if raw == raws[1].get(clause_id) == raws[2].get(clause_id):
            assert raw in edited.merged.text


@pytest.mark.parametrize("seed", range(40))
def test_each_side_alone_is_taken_whole(seed: int) -> None:
    """'merge(b,b,t)=t; merge(b,o,b)=o; merge(b,x,x)=x'"""
    edited = Edited(seed)
    assert merge_texts(edited.base, edited.base, edited.source) == Merged(edited.source)
    assert merge_texts(edited.base, edited.ours, edited.base) == Merged(edited.ours)
    assert merge_texts(edited.base, edited.ours, edited.ours) == Merged(edited.ours)
