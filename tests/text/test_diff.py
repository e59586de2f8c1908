"""What was done to each clause: adopted, adapted, dropped, added, and what goes with it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.adoption import Verb
from schemekit.text.comparing.alignment import longest_rising
from schemekit.text.comparing.diff import ClauseChange, clause_digest, compare, paired
from schemekit.text.comparing.links_only import lacks_only_links
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.significance.brief import brief
from schemekit.text.significance.context import Context

SOURCE = """\
# Title

## Scope { #scope }

Everyone.

### Answer { #answer }

The body shall answer within 5 days.

### Appeal { #appeal }

Anyone may appeal.
"""
WORDS = st.text(alphabet="ab ", max_size=6)


def told(source: str, mine: str) -> list[str]:
    """Each change in a line: verb, id, and what else is marked."""
    return [line(change) for change in compare(Document.parse(source), Document.parse(mine))]


def line(change: ClauseChange) -> str:
    """One change as a line."""
    marks = [name for name in ("editorial", "retitled", "moved") if getattr(change, name)]
    return " ".join([change.verb.value, change.id, *marks])


def documents() -> st.SearchStrategy[Document]:
    """Texts of few headings and words, so that ids, headings and words repeat; some headings carry an id."""
    heading = st.sampled_from([*"ABCDEF", *(f"{name} {{ #id-{name.lower()} }}" for name in "ABCDEF")])
    clause = st.builds("## {0}\n{1}\n".format, heading, WORDS)
    start = st.sampled_from(["", "# Title\n", "# Another\nwords\n"])
    return st.builds("{0}{1}".format, start, st.lists(clause, max_size=7).map("".join)).map(Document.parse)


class TestVerbs:
    """'adopt / adapt / drop / add: what was done to each clause'."""

    @pytest.mark.parametrize(("old", "new", "changes"), [
        pytest.param("", "", ["adopt scope", "adopt answer", "adopt appeal"], id="nothing-changed"),
        pytest.param("5 days", "7 days", ["adopt scope", "adapt answer", "adopt appeal"], id="a-figure"),
        pytest.param("shall", "should", ["adopt scope", "adapt answer", "adopt appeal"], id="a-verb"),
        pytest.param("answer within", "answer\nwithin", ["adopt scope", "adopt answer editorial", "adopt appeal"],
                     id="another-wrapping-is-editorial"),
        pytest.param("5 days", "5\u00a0days", ["adopt scope", "adopt answer editorial", "adopt appeal"],
                     id="a-typographic-blank-is-editorial"),
        pytest.param("### Answer {", "#### Answer {", ["adopt scope", "adopt answer editorial", "adopt appeal"],
                     id="another-level-is-editorial"),
        pytest.param("days.\n\n", "days.\n\n\n\n", ["adopt scope", "adopt answer", "adopt appeal"],
                     id="blank-lines-between-clauses-are-nothing"),
        pytest.param("### Answer {", "### Reply {", ["adopt scope", "adapt answer retitled", "adopt appeal"],
                     id="another-heading"),
        pytest.param("\n", "\r\n", ["adopt scope editorial", "adopt answer editorial", "adopt appeal editorial"],
                     id="windows-line-ends-are-editorial"),
        pytest.param("### Answer { #answer }\n\nThe body shall answer within 5 days.\n\n", "",
                     ["adopt scope", "drop answer", "adopt appeal"], id="a-clause-left-out"),
        pytest.param("## Scope { #scope }\n\nEveryone.\n\n", "", ["drop scope", "adopt answer", "adopt appeal"],
                     id="the-first-clause-left-out"),
        pytest.param("### Appeal { #appeal }\n\nAnyone may appeal.\n", "",
                     ["adopt scope", "adopt answer", "drop appeal"], id="the-last-clause-left-out"),
        pytest.param("### Appeal {", "### Costs { #costs }\n\nNone.\n\n### Appeal {",
                     ["adopt scope", "adopt answer", "add costs", "adopt appeal"], id="a-clause-more"),
        pytest.param("### Appeal {", "### Costs\n\nNone.\n\n### Appeal {",
                     ["adopt scope", "adopt answer", "add costs", "adopt appeal"], id="a-clause-more-without-an-id"),
        pytest.param("{ #answer }", "{ #reply }", ["adopt scope", "drop answer", "add reply", "adopt appeal"],
                     id="another-id-is-another-clause-whatever-its-words"),
        pytest.param("# Title", "# Another", ["adapt preamble", "adopt scope", "adopt answer", "adopt appeal"],
                     id="another-title"),
        pytest.param("# Title\n", "# Title\n\nFor members only.\n",
                     ["adapt preamble", "adopt scope", "adopt answer", "adopt appeal"],
                     id="words-before-the-first-clause"),
        pytest.param("# Title\n", "# Title  \n\n\n", ["adopt scope", "adopt answer", "adopt appeal"],
                     id="blanks-before-the-first-clause-are-nothing"),
        pytest.param("# Title\n", "", ["drop preamble", "adopt scope", "adopt answer", "adopt appeal"],
                     id="no-title-any-more"),
        pytest.param("### Answer { #answer }\n", "", ["adapt scope", "drop answer", "adopt appeal"],
                     id="a-heading-taken-away-joins-two-clauses"),
    ])
    def test_one_edit(self, old: str, new: str, changes: list[str]) -> None:
        mine = SOURCE.replace(old, new) if old else SOURCE
        assert (mine != SOURCE) is bool(old)
        assert told(SOURCE, mine) == changes

    def test_dropped_clauses_are_told_at_their_old_place(self) -> None:
        source = "".join(f"## {name} {{ #{name}{name} }}\n{name}\n" for name in "abcdef")
        mine = "".join(f"## {name} {{ #{name}{name} }}\n{name}\n" for name in "dbx")
        assert " ".join(told(source, mine)) == "drop aa adopt dd moved drop ee drop ff adopt bb drop cc add xx"

    @given(documents())
    @settings(deadline=None)
    def test_a_text_compared_with_itself_is_adopted_whole(self, document: Document) -> None:
        changes = compare(document, document)
        assert [line(change) for change in changes] == [f"adopt {clause.id}" for clause in document.clauses]

    @given(documents(), documents())
    @settings(deadline=None)
    def test_every_clause_of_both_is_told_once(self, source: Document, mine: Document) -> None:
        changes = [change for change in compare(source, mine) if change.id != PREAMBLE]
        assert [change.mine for change in changes if change.mine] == list(mine.clauses)
        told_sources = [change.source for change in changes if change.source]
        assert sorted(clause.line for clause in told_sources) == [clause.line for clause in source.clauses]
        for change in changes:
            assert (change.verb is Verb.ADD) == (change.source is None)
            assert (change.verb is Verb.DROP) == (change.mine is None)

    @given(documents(), documents())
    @settings(deadline=None)
    def test_the_words_before_the_first_clause_are_told_when_they_differ(
        self, source: Document, mine: Document
    ) -> None:
        told_first = [change for change in compare(source, mine) if change.id == PREAMBLE]
        differ = source.beginning.comparable != mine.beginning.comparable
        assert len(told_first) == (differ and bool(mine.text))

    @given(documents())
    @settings(deadline=None)
    def test_against_nothing_all_is_added_and_the_other_way_dropped(self, document: Document) -> None:
        nothing = Document.parse("")
        assert {change.verb for change in compare(nothing, document)} <= {Verb.ADD}
        assert {change.verb for change in compare(document, nothing)} <= {Verb.DROP}


class TestPairs:
    """'Clauses are matched by id; where a side has no id of its own, by heading, then by their words.'"""

    @pytest.mark.parametrize(("source", "mine", "changes"), [
        pytest.param("## A { #x }\none\n", "## A\none\n", ["adopt x"], id="a-lost-id-found-by-its-words"),
        pytest.param("## A { #x }\none\n", "## A\ntwo\n", ["adapt x"], id="a-lost-id-found-by-its-heading"),
        pytest.param("## A b { #x }\none\n", "## a  B\ntwo\n", ["adapt x retitled"], id="whatever-the-capitals"),
        pytest.param("## A\none\n", "## A { #x }\ntwo\n", ["adapt clause-a"], id="an-id-that-the-scheme-added"),
        pytest.param("## A { #x }\none two three four\n", "## A more\none two three five\n", ["adapt x retitled"],
                     id="a-lost-id-and-another-heading-found-by-most-words"),
        pytest.param("## A { #x }\none two three four\n", "## B\nfive six\n", ["drop x", "add clause-b"],
                     id="other-words-are-another-clause"),
        pytest.param("## N\none\n## N\ntwo\n", "## N\ntwo\n", ["drop clause-n", "adopt clause-n-2"],
                     id="of-two-equal-headings-the-one-with-the-words"),
        pytest.param("## A { #x }\none\n", "## A { #x }\none\n## A { #x }\ntwo\n", ["adopt x", "add x"],
                     id="a-copy-with-the-same-id-is-added"),
        pytest.param("## A { #xx }\n1\n## A { #yy }\n2\n", "## A\n2\n## A\n1\n", ["adopt yy moved", "adopt xx"],
                     id="lost-ids-of-equal-headings-by-their-words"),
    ])
    def test_a_clause_is_found_again(self, source: str, mine: str, changes: list[str]) -> None:
        assert [change.replace(" editorial", "") for change in told(source, mine)] == changes

    @given(documents(), documents())
    @settings(deadline=None)
    def test_two_ids_that_differ_are_never_one_clause(self, source: Document, mine: Document) -> None:
        for place, other in paired(source, mine).items():
            ours, theirs = mine.clauses[place], source.clauses[other]
            assert ours.id == theirs.id or not (ours.has_own_id and theirs.has_own_id)

    @given(documents(), documents())
    @settings(deadline=None)
    def test_no_clause_is_given_twice(self, source: Document, mine: Document) -> None:
        pairs = paired(source, mine)
        assert len(set(pairs.values())) == len(pairs)


class TestMoved:
    """'`moved` where the clause stands elsewhere among its neighbours'."""

    @pytest.mark.parametrize(("order", "moved"), [
        pytest.param("abcd", "", id="none"),
        pytest.param("bcda", "a", id="the-first-to-the-end"),
        pytest.param("dabc", "d", id="the-last-to-the-beginning"),
        pytest.param("acbd", "c", id="two-neighbours-exchanged"),
        pytest.param("dcba", "dcb", id="turned-round"),
        pytest.param("acd", "", id="one-dropped"),
        pytest.param("axbcd", "", id="one-added"),
        pytest.param("daxc", "d", id="all-at-once"),
    ])
    def test_only_what_left_its_place_is_moved(self, order: str, moved: str) -> None:
        source = "".join(f"## {name} {{ #{name}{name} }}\n" for name in "abcd")
        mine = "".join(f"## {name} {{ #{name}{name} }}\n" for name in order)
        changes = compare(Document.parse(source), Document.parse(mine))
        assert "".join(change.id[0] for change in changes if change.moved) == moved

    @given(st.lists(st.integers(0, 20)))
    @settings(deadline=None)
    def test_the_longest_rising_run_is_one_and_no_other_is_longer(self, places: list[int]) -> None:
        run = [places[index] for index in sorted(longest_rising(places))]
        assert all(first < second for first, second in pairwise(run))
        longest = [1] * len(places)
        for index, place in enumerate(places):
            longest[index] = 1 + max((longest[j] for j in range(index) if places[j] < place), default=0)
        assert len(run) == max(longest, default=0)


class TestDigest:
    """'wrapping, spacing and typographic quotes do not change it'."""

    def test_it_follows_the_words_only(self) -> None:
        def digest(raw: str) -> str:
            return clause_digest(Document.parse(raw).clauses[0])

        assert digest("## A { #x }\n\n“one” two\n") == digest("### A {#x}\n\"one\"\ntwo\n\n\n")
        assert digest("## A\none\n") != digest("## A\nOne\n")
        assert digest("## A\none\n") != digest("## B\none\n")

    def test_a_dropped_clause_has_none(self) -> None:
        changes = compare(Document.parse("## A { #xx }\none\n"), Document.parse(""))
        assert (changes[0].text_sha256, changes[0].heading) == ("", "A")


@pytest.mark.parametrize(("before", "now", "only_links"), [
    ("See [the appeal](#appeal).", "See the appeal.", True),
    ("See [a](#a) and [b](b.md).", "See [a](#a) and b.", True),
    ("See [the appeal](#appeal).", "See the form.", False),
    ("See the appeal.", "See [the appeal](#appeal).", False),
    ("See ![the appeal](a.png).", "See the appeal.", False),
    ("See [a](#a) in 5 days.", "See a in 6 days.", False),
])
def test_only_links_are_missing(before: str, now: str, only_links: bool) -> None:
    """'`[text](address)` became `text`'."""
    source, mine = (Document.parse(f"# T\n\n## A {{ #a }}\n\n{words}\n") for words in (before, now))
    [change] = compare(source, mine)
    assert lacks_only_links(change) is only_links
    assert (brief(change, Context()) == ("only links are missing",)) is only_links


@pytest.mark.parametrize(("before", "now", "words"), [
    ("For 5 farms.", "For 6 farms.", "5 became 6"),
    ("For farms.", "For 33 farms.", "new figure: 33"),
    ("For 5 farms.", "For farms.", "figure gone: 5"),
])
def test_figures_in_words(before: str, now: str, words: str) -> None:
    source, mine = (Document.parse(f"# T\n\n## A {{ #a }}\n\n{words}\n") for words in (before, now))
    [change] = compare(source, mine)
    assert brief(change, Context()) == (words,)
