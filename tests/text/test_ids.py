"""Ids for texts without ids: from the headings, and kept by what the clauses say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.comparing.ids import proposed_ids
from schemekit.text.document import PREAMBLE, Document
from tests.marked_ids import with_ids

LINES = st.sampled_from(["# T", "## A", "## A { #aa }", "### B ##", "## { .wide }", "##", "## #", "## C#\r",
                         "## Preamble",
                         "## X { #Bad }", "## 4.2 Appeals", "## A {", "words of a clause here", "other words", "```",
                         "<!--", "-->", "", "   ## B  ", "\ufeff## A"])
TEXTS = st.one_of(st.text(max_size=30), st.lists(LINES, max_size=10).map("\n".join))
OLD = """\
# T

## Scope and purpose

This procedure applies to everyone who works with the scheme in any role.

## Appeals

Anyone may appeal to the board against a decision of the panel within thirty days.

## Notes

See the list.
"""


@pytest.mark.parametrize(("text", "ids"), [
    pytest.param("## Scope\n## Appeals\n", ("scope", "appeals"), id="from-the-headings"),
    pytest.param("## 4.2. Appeals\n", ("appeals",), id="without-a-typed-number"),
    pytest.param("## Notes\n## Notes\n", ("notes", "notes-2"), id="counted-where-a-heading-stands-twice"),
    pytest.param("## Notes\n## Other { #notes }\n", ("notes-2", "notes"), id="never-one-that-is-used"),
    pytest.param("## A { #xx }\n## B { #xx }\n", ("xx", "xx-2"), id="one-that-stands-twice"),
    pytest.param("## A { #Not_Valid }\n", ("not-valid",), id="one-that-the-schema-refuses"),
    pytest.param("## Preamble\n", ("preamble-2",), id="not-the-name-of-what-stands-before"),
    pytest.param("no clause\n", (), id="none"),
])
def test_a_first_version(text: str, ids: tuple[str, ...]) -> None:
    """'One id for each clause in order, unique, valid by the schema's id pattern.'"""
    assert proposed_ids(text) == ids


@pytest.mark.parametrize(("old", "new", "ids"), [
    pytest.param("## Scope and purpose", "## Who it is for", ("scope-and-purpose", "appeals", "notes"), id="retitled"),
    pytest.param("thirty", "sixty", ("scope-and-purpose", "appeals", "notes"), id="reworded"),
    pytest.param("## Appeals\n\nAnyone", "## Complaints\n\nEvery person can complain.\n\n## Second look\n\nAnyone",
                 ("scope-and-purpose", "complaints", "appeals", "notes"), id="retitled-behind-a-new-one"),
    pytest.param("## Appeals\n\nAnyone may appeal to the board against a decision of the panel within thirty days.",
                 "## Costs\n\nNo fee is asked.", ("scope-and-purpose", "costs", "notes"), id="exchanged-for-another"),
])  # fmt: skip
def test_a_later_version(old: str, new: str, ids: tuple[str, ...]) -> None:
    """'By similarity, so that a retitled or moved section keeps its id.'"""
    assert old in OLD
    assert proposed_ids(OLD.replace(old, new), Document.parse(OLD)) == ids


def test_a_moved_section_keeps_its_id() -> None:
    _, first, *others = re.split(r"(?=^## )", OLD, flags=re.MULTILINE)
    moved = "# T\n\n" + "".join(others) + first.replace("Scope and purpose", "For whom").replace("any role", "a role")
    assert proposed_ids(moved, Document.parse(OLD)) == ("appeals", "notes", "scope-and-purpose")


def test_an_id_is_never_given_to_another_clause() -> None:
    """'The clause id that is used no longer, and never again for anything else.'"""
    earlier = with_ids(OLD, ("scope", "appeals", "notes"))
    later = OLD.replace("## Notes\n\nSee the list.",
                        "## Scope\n\nWholly different words about fees and costs stand here.")
    assert proposed_ids(later, Document.parse(earlier)) == ("scope", "appeals", "scope-2")


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_they_are_unique_and_valid(text: str, earlier: str) -> None:
    for ids in (proposed_ids(text), proposed_ids(text, Document.parse(earlier))):
        assert len(set(ids)) == len(ids) == len(Document.parse(text).clauses)
        assert all(re.fullmatch(r"[a-z][a-z0-9-]{1,59}", clause_id) for clause_id in ids)
        assert PREAMBLE not in ids


@given(TEXTS)
@settings(deadline=None)
def test_they_stay_when_run_again(text: str) -> None:
    ids = proposed_ids(text)
    written = with_ids(text, ids)
    assert proposed_ids(written) == ids
    assert proposed_ids(text, Document.parse(written)) == ids
    assert proposed_ids(written, Document.parse(text)) == ids
    assert with_ids(written, ids) == written


@given(TEXTS)
@settings(deadline=None)
def test_every_other_byte_stays(text: str) -> None:
    """'Writes `{ #id }` into the heading lines that have none and leaves every other byte alone.'"""
    ids = proposed_ids(text)
    written = with_ids(text, ids)
    rest = written
    for clause, clause_id in zip(Document.parse(text).clauses, ids, strict=True):
        if not clause.has_own_id:
            assert f" {{ #{clause_id} }}" in rest
            rest = rest.replace(f" {{ #{clause_id} }}", "", 1)
    assert rest == text
    assert [clause.id for clause in Document.parse(written).clauses if clause.has_own_id] == [
        clause.id if clause.has_own_id else clause_id
        for clause, clause_id in zip(Document.parse(text).clauses, ids, strict=True)]


def test_as_many_ids_as_clauses_are_asked_for() -> None:
    with pytest.raises(ValueError, match="argument"):
        with_ids(OLD, ("one",))


def test_headings_by_the_thousand_end() -> None:
    ids = proposed_ids("## a\n" * 4_000, Document.parse("## b\n" * 4_000))
    assert len(set(ids)) == 4_000
