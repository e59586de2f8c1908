"""'Own row beside the source's, never silently replacing a less favourable judgement of the source.'"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.crosswalk.coverage import ItemCoverage, coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState, Standing, rank
from schemekit.crosswalk.told import standing_words, without_own_words
from schemekit.model.crosswalk import Crosswalk
from tests.crosswalk.samples import crosswalk, framework

ONE = framework(("1", ""))
ADDRESSES, PARTLY, NOT_ADDRESSED = Standing
SAME, OTHER = "a" * 64, "b" * 64


def item(
    source: Crosswalk | None, own: Crosswalk, digest: str = "", **states: ClauseState
) -> ItemCoverage:
    """What comes of both; `notice` is the source's clause, `friends` one that the scheme added."""
    marked = replace(own, rows=tuple(replace(row, text_sha256=digest if row.clause else "") for row in own.rows))
    has = AdoptedClauses(module="fees", version="1.0.0", states={"notice": ClauseState.KEPT} | states,
                         digests={"notice": SAME, "waiver": SAME, "friends": SAME})
    (found,) = coverage(ONE, [*([source] if source else []), marked.own()], [has])
    return found


@pytest.mark.parametrize(("source", "own", "standing", "without"), [
    pytest.param(None, "notice equal 1", ADDRESSES, None, id="only-the-scheme-judged"),
    pytest.param("notice subset 1", "notice equal 1", PARTLY, PARTLY, id="the-sources-less-favourable-word-counts"),
    pytest.param("notice equal 1", "notice subset 1", PARTLY, ADDRESSES, id="its-own-less-favourable-word-counts"),
    pytest.param("notice equal 1", "notice supports 1", NOT_ADDRESSED, ADDRESSES, id="its-own-says-it-only-helps"),
    pytest.param("notice supports 1", "notice equal 1", NOT_ADDRESSED, NOT_ADDRESSED, id="the-source-says-it-helps"),
    pytest.param("notice subset 1", "friends equal 1", ADDRESSES, PARTLY, id="a-clause-that-it-added"),
    pytest.param("- none 1", "friends equal 1", ADDRESSES, NOT_ADDRESSED, id="an-answer-to-a-gap-of-the-source"),
    pytest.param("notice equal 1", "- none 1", NOT_ADDRESSED, ADDRESSES, id="a-gap-that-it-states-itself"),
    pytest.param("notice subset 1", "lost equal 1", PARTLY, PARTLY, id="a-clause-that-is-not-there"),
])
def test_both_judged(source: str | None, own: str, standing: Standing, without: Standing | None) -> None:
    found = item(crosswalk(source) if source else None, crosswalk(own))
    assert (found.standing, found.by_others) == (standing, without)
    assert found.is_own is (standing is not without)
    assert ("by its own judgement" in standing_words(found)) is found.is_own
    assert bool(without_own_words(found)) is found.is_own
    assert "A. Author (the scheme itself)" in found.judges


@pytest.mark.parametrize(("digest", "standing"), [
    pytest.param(SAME, ADDRESSES, id="as-it-was-judged"),
    pytest.param("", ADDRESSES, id="nobody-wrote-down-which-words"),
    pytest.param(OTHER, PARTLY, id="reads-otherwise-since"),
])
def test_it_holds_for_the_words_that_were_judged(digest: str, standing: Standing) -> None:
    assert item(None, crosswalk("friends equal 1"), digest).standing is standing


def test_of_a_clause_that_it_changed_its_own_word_counts() -> None:
    """The source judged other words; both are shown."""
    found = item(crosswalk("notice equal 1"), crosswalk("notice equal 1"), SAME, notice=ClauseState.ADAPTED)
    assert (found.standing, found.by_others, found.lowered_by) == (ADDRESSES, PARTLY, ())
    assert [(one.state, one.is_own) for one in found.evidence] == [
        (ClauseState.ADAPTED, False), (ClauseState.KEPT, True)]


SUM = crosswalk("notice subset 1", "waiver subset 1", together=("1 equivalent",))


@pytest.mark.parametrize(("own", "standing"), [
    pytest.param(crosswalk("friends subset 1"), ADDRESSES, id="a-further-clause-takes-nothing-away"),
    pytest.param(crosswalk("waiver supports 1"), PARTLY, id="one-that-was-counted-on-is-less-to-the-scheme"),
    pytest.param(replace(crosswalk("notice subset 1", together=("1 subset",)), rows=()), PARTLY,
                 id="together-less-to-the-scheme"),
])
def test_together(own: Crosswalk, standing: Standing) -> None:
    found = item(SUM, own, waiver=ClauseState.KEPT)
    assert (found.standing, found.by_others) == (standing, ADDRESSES)


def test_the_schemes_own_clauses_together() -> None:
    source, own = crosswalk("notice subset 1"), crosswalk("friends subset 1", together=("1 equivalent",))
    assert (item(source, own).standing, item(source, own).by_others) == (ADDRESSES, PARTLY)
    assert item(source, own, OTHER).standing is PARTLY


RELATIONS = st.sampled_from(["equal", "equivalent", "superset", "subset", "intersects", "supports"])
JOINT = st.sampled_from(["equal", "superset", "subset", "intersects"])


@given(source=st.dictionaries(st.sampled_from(["notice", "waiver", "friends"]), RELATIONS, min_size=1), data=st.data())
def test_never_higher_by_its_own_word_on_what_the_source_judged(source: dict[str, str], data: st.DataObject) -> None:
    """Of clauses that it kept and its source judged, whatever a scheme says raises nothing."""
    own = data.draw(st.dictionaries(st.sampled_from(sorted(source)), RELATIONS))
    joints = data.draw(st.one_of(st.none(), st.tuples(JOINT, st.one_of(st.none(), JOINT))))
    walk = crosswalk(*(f"{clause} {relation} 1" for clause, relation in source.items()),
                     together=(f"1 {joints[0]}",) if joints else ())
    mine = crosswalk(*(f"{clause} {relation} 1" for clause, relation in own.items()),
                     together=(f"1 {joints[1]}",) if joints and joints[1] else ())
    kept = dict.fromkeys(("notice", "waiver", "friends"), ClauseState.KEPT)
    found = item(walk, mine, SAME, **kept)
    assert found.by_others is not None
    assert rank(found.standing) <= rank(found.by_others)


def test_a_heading_tells_what_it_would_be_without() -> None:
    tree = framework(("A", ""), ("A1", "A"), ("A2", "A"))
    has = AdoptedClauses(module="fees", version="1.0.0", states={"notice": ClauseState.KEPT}, digests={"friends": SAME})
    head, *_ = coverage(tree, [crosswalk("notice equal A1"), crosswalk("friends equal A2").own()], [has])
    assert (head.standing, head.by_others, head.is_own) == (ADDRESSES, PARTLY, True)
