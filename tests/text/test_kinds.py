"""What happened to a clause: by what it was found again, and each kind of change told apart."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemekit.model.adoption import Verb
from schemekit.model.module import RetiredClause
from schemekit.text.comparing.diff import ClauseChange, Kind, Match, compare, compare_texts
from schemekit.text.comparing.pairing import aliases_of
from schemekit.text.comparing.refilled import Refilled, differ_in_values_only, refilled
from schemekit.text.document import PREAMBLE, Document

SCOPE = "This procedure applies to everyone who works with the scheme in any role and at any site."
ANSWER = "The body shall answer each complaint in writing within 5 days and shall say why it decided so."
APPEAL = "Anyone may appeal to the board against a decision of the panel without paying a fee for it."
COSTS = "Travel to a hearing is paid by the scheme when the person who complained asks for it in time."
SENTENCES = (SCOPE, ANSWER, APPEAL, COSTS)


def text(*clauses: tuple[str, str], ids: bool = True) -> str:
    """A text of clauses, each a heading with its words, the id made of the first word of the heading."""
    marks = [f" {{ #{heading.split()[0].lower()} }}" if ids else "" for heading, _ in clauses]
    return "# T\n\n" + "".join(
        f"## {heading}{mark}\n\n{words}\n\n" for (heading, words), mark in zip(clauses, marks, strict=True)
    )


BASE = (("Scope", SCOPE), ("Answer", ANSWER), ("Appeal", APPEAL))


def told(changes: tuple[ClauseChange, ...]) -> list[str]:
    """Each change with its kinds in a line; what did not change is left out."""
    return [f"{change.id}: {' '.join(kind.value for kind in Kind if kind in change.kinds)}"
            for change in changes if change.kinds]


def documents() -> st.SearchStrategy[Document]:
    """Texts whose clauses repeat, join, and lose sentences and ids."""
    words = st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n".join)
    clause = st.builds("{0} {1}{2}\n\n{3}\n\n".format, st.sampled_from(["##", "##", "###"]), st.sampled_from("ABCD"),
                       st.sampled_from(["", " { #aa }", " { #bb }", " { #cc }"]), words)
    return st.lists(clause, max_size=6).map("".join).map(Document.parse)


class TestKinds:
    """'It tells apart: added, removed, moved, renumbered, retitled, split, joined, re-wrapped only, parameter only,
    reworded.'"""

    @pytest.mark.parametrize("ids", [True, False], ids=["ids", "no-ids"])
    @pytest.mark.parametrize(("after", "changes"), [
        pytest.param(BASE, [], id="nothing"),
        pytest.param((*BASE, ("Costs", COSTS)), ["costs: added"], id="added"),
        pytest.param(BASE[:2], ["appeal: removed"], id="removed"),
        pytest.param((("Costs", COSTS), *BASE), ["costs: added", "scope: renumbered", "answer: renumbered",
                                                 "appeal: renumbered"], id="renumbered-by-a-new-one-before"),
        pytest.param((BASE[2], *BASE[:2]), ["appeal: moved renumbered", "scope: renumbered", "answer: renumbered"],
                     id="moved"),
        pytest.param((("Scope of it", SCOPE), *BASE[1:]), ["scope: retitled"], id="retitled"),
        pytest.param((("Scope", SCOPE.replace(" at ", "\nat ")), *BASE[1:]), ["scope: re-wrapped"], id="re-wrapped"),
        pytest.param((BASE[0], ("Answer", ANSWER.replace("5", "7")), BASE[2]), ["answer: reworded"], id="reworded"),
        pytest.param((BASE[0], ("Answer to all", ANSWER.replace("5", "7")), BASE[2]), ["answer: retitled reworded"],
                     id="retitled-and-reworded"),
        pytest.param((BASE[0], ("Answer", f"{ANSWER}\n{APPEAL}")), ["answer: joined", "appeal: joined"], id="joined"),
    ])  # fmt: skip
    def test_one_kind(self, after: tuple[tuple[str, str], ...], changes: list[str], ids: bool) -> None:
        assert told(compare_texts(text(*BASE, ids=ids), text(*after, ids=ids))) == changes

    @pytest.mark.parametrize("ids", [True, False], ids=["ids", "no-ids"])
    def test_a_clause_that_was_split(self, ids: bool) -> None:
        before = text(("Scope", SCOPE), ("Answer", f"{ANSWER}\n{APPEAL}"), ids=ids)
        after = text(("Scope", SCOPE), ("Answer", ANSWER), ("Appeal", APPEAL), ids=ids)
        changes = compare_texts(before, after)
        assert told(changes) == ["answer: split", "appeal: split"]
        assert [part.heading for part in changes[1].parts] == ["Answer", "Appeal"]
        assert (changes[2].told_with, changes[2].verb, changes[2].passages) == ("answer", Verb.ADD, ())
        assert changes[1].after == "".join(part.raw for part in changes[1].parts)

    def test_a_split_into_wholly_new_ids_is_seen(self) -> None:
        before = text(("Old", f"{ANSWER}\n{APPEAL}"))
        changes = compare_texts(before, text(("Answer", ANSWER), ("Appeal", APPEAL)))
        assert told(changes) == ["old: split", "answer: split", "appeal: split"]
        assert [change.verb for change in changes] == [Verb.DROP, Verb.ADD, Verb.ADD]
        assert changes[0].match is Match.SIMILARITY

    def test_a_copy_is_no_split(self) -> None:
        before = text(("Answer", f"{ANSWER}\n{APPEAL}"))
        assert told(compare_texts(before,
                                  text(("Answer", f"{ANSWER}\n{APPEAL}"), ("Appeal", APPEAL)))) == ["appeal: added"]

    def test_a_typed_number_is_renumbered_and_not_retitled(self) -> None:
        assert told(compare_texts("## 1. Scope\n\nx\n", "## 2. Scope\n\nx\n")) == ["clause-1-scope: renumbered"]
        assert told(compare_texts("## 5 days\n\nx\n", "## 7 days\n\nx\n")) == ["clause-5-days: retitled"]

    def test_items_counted_anew_are_renumbered(self) -> None:
        assert told(compare_texts("## A a\n\n1. x\n2. y\n", "## A a\n\n2. x\n3. y\n")) == ["a-a: renumbered"]
        assert told(compare_texts("## A a\n\nin\n2024. x\n", "## A a\n\nin\n2025. x\n")) == ["a-a: reworded"]

    def test_what_goes_along_with_its_section_has_not_moved(self) -> None:
        before = "## A a\n\n### B b\n\nx\n\n### C c\n\ny\n\n## D d\n\n### E e\n\nz\n\n### F f\n\nv\n\n### G g\n\nw\n"
        first, second = before.split("## D d")
        changes = compare_texts(before, f"## D d{second}{first}")
        assert [change.id for change in changes if Kind.MOVED in change.kinds] == ["a-a"]

    def test_under_another_clause_it_has_moved(self) -> None:
        before = "## A a\n\n### B b\n\nx\n\n## C c\n\ny\n"
        changes = compare_texts(before, "## A a\n\n## C c\n\ny\n\n### B b\n\nx\n")
        assert [change.id for change in changes if Kind.MOVED in change.kinds] == ["b-b"]

    @given(documents())
    @settings(deadline=None)
    def test_a_text_compared_with_itself_has_no_changes(self, document: Document) -> None:
        assert told(compare(document, document)) == []

    @given(documents(), documents())
    @settings(deadline=None)
    def test_the_other_way_round_added_is_removed_and_split_is_joined(self, before: Document, after: Document) -> None:
        # Of two clauses under one heading and without words, either may be taken for the other.
        assume(all(len({c.heading for c in side.clauses}) == len(side.clauses) for side in (before, after)))
        turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.SPLIT: Kind.JOINED, Kind.JOINED: Kind.SPLIT}

        def counted(changes: tuple[ClauseChange, ...], names: dict[Kind, Kind]) -> Counter[Kind]:
            return Counter(names.get(kind, kind) for change in changes for kind in change.kinds if kind in turned)

        assert counted(compare(before, after), {}) == counted(compare(after, before), turned)

    @given(documents(), documents())
    @settings(deadline=None)
    def test_every_clause_is_in_one_change_with_all_its_words(self, before: Document, after: Document) -> None:
        changes = [change for change in compare(before, after) if change.id != PREAMBLE]
        assert [change.mine for change in changes if change.mine] == list(after.clauses)
        assert sorted(change.source.line for change in changes if change.source) == [c.line for c in before.clauses]
        for change in changes:
            assert "".join(passage.before for passage in change.passages) == ("" if change.told_with else change.before)
            assert "".join(passage.after for passage in change.passages) == ("" if change.told_with else change.after)
            assert change.told_with or change.kinds or change.verb is Verb.ADOPT
        olds = [raw for change in changes if not change.told_with for raw in [change.before]]
        assert sorted("".join(olds)) == sorted("".join(clause.raw for clause in before.clauses))


class TestMatch:
    """'Clauses are matched by id, then alias, then similarity; the diff says which.'"""

    @pytest.mark.parametrize(("before", "after", "match"), [
        pytest.param(f"## A {{ #xx }}\n\n{SCOPE}\n", f"## B {{ #xx }}\n\n{ANSWER}\n", Match.ID, id="id"),
        pytest.param(f"## A {{ #old }}\n\n{SCOPE}\n", f"## B {{ #new }}\n\n{ANSWER}\n", Match.ALIAS, id="alias"),
        pytest.param(f"## A\n\n{SCOPE}\n", f"## A {{ #xx }}\n\n{SCOPE}\n", Match.WORDS, id="words"),
        pytest.param(f"## A\n\n{SCOPE}\n", f"## A\n\n{ANSWER}\n", Match.HEADING, id="heading"),
        pytest.param(f"## A\n\n{SCOPE}\n", f"## B\n\n{SCOPE}\n", Match.SIMILARITY, id="similarity"),
    ])
    def test_it_says_which(self, before: str, after: str, match: Match) -> None:
        (change,) = compare_texts(before, after, aliases={"old": ("new",)})
        assert change.match is match
        assert 0 <= change.share <= 1

    def test_aliases_say_what_was_split_and_joined(self) -> None:
        before = text(("Old", f"{ANSWER}\n{APPEAL}"), ("Scope", SCOPE), ("Costs", COSTS))
        after = text(("Answer", "Other words."), ("Appeal", "Still others."), ("Scope", f"{SCOPE}\nAnd costs."))
        changes = compare_texts(before, after, aliases={"old": ("answer", "appeal"), "costs": ("scope",)})
        assert told(changes) == ["old: renumbered retitled split reworded".replace("renumbered ", ""), "appeal: split",
                                 "scope: renumbered joined reworded", "costs: joined"]
        assert {change.match for change in changes} == {Match.ALIAS, Match.ID}

    def test_they_are_read_from_what_a_module_retired(self) -> None:
        retired = (
            RetiredClause(id="aa", since="1.1.0", replaced_by="bb"),
            RetiredClause(id="bb", since="1.2.0", replaced_by="cc"),
            RetiredClause(id="dd", since="1.2.0", split_into=("ee", "ff")), RetiredClause(id="gone", since="1.2.0"),
            RetiredClause(id="late", since="2.0.0", replaced_by="cc", moved_from="early"),
            RetiredClause(id="x1", since="2.0.0", replaced_by="x2"),
            RetiredClause(id="x2", since="2.0.0", replaced_by="x1"),
        )
        found = aliases_of(retired)
        assert found["aa"] == found["bb"] == found["late"] == found["early"] == ("cc",)
        assert found["dd"] == ("ee", "ff")
        assert "gone" not in found

    def test_a_section_that_moved_and_was_edited_is_found(self) -> None:
        before = text(*BASE, ("Costs", COSTS), ids=False)
        after = text(("Money", COSTS.replace("in time", "early")), *BASE, ids=False)
        assert [change.id for change in compare_texts(before, after) if Kind.MOVED in change.kinds] == ["costs"]


class TestParameterOnly:
    """'Parameter only (only the values filled in differ).'"""

    @pytest.mark.parametrize(("before", "after", "changes", "only"), [
        pytest.param("within 5 days", "within 7 days", [("5", "7")], True, id="one-value"),
        pytest.param("5 days and 5 weeks", "7 days and 5 weeks", [("5", "7")], True, id="one-of-two-places"),
        pytest.param("within 5 days", "in 7 days", [("5", "7")], False, id="and-a-word"),
        pytest.param("within 5 days", "within 8 days", [("5", "7")], False, id="another-value"),
        pytest.param("within 15 days", "within 17 days", [("5", "7")], False, id="not-inside-a-number"),
        pytest.param("the Board and NMI", "the Council of NMI and EFC", [("Board", "Council of NMI"), ("NMI", "EFC")],
                     True,
                     id="two-values"),
        pytest.param("within 5 days", "within\n5 days", [("5", "7")], False, id="nothing-exchanged"),
        pytest.param("a b", "a c", [("", "c")], False, id="an-empty-value"),
    ])  # fmt: skip
    def test_only_values(self, before: str, after: str, changes: list[tuple[str, str]], only: bool) -> None:
        exchanged = [Refilled(before=old, after=new) for old, new in changes]
        assert differ_in_values_only(before, after, exchanged) is only

    def test_the_clause_says_so(self) -> None:
        values = refilled({"days": "5", "body": "the body"}, {"days": "7", "body": "the body", "new": "x"})
        assert values == (Refilled(before="5", after="7"),)
        after = text(BASE[0], ("Answer", ANSWER.replace("5", "7")), BASE[2])
        assert told(compare_texts(text(*BASE), after, refilled=values)) == ["answer: parameter"]
        assert told(compare_texts(text(*BASE), after.replace("shall", "may"), refilled=values)) == ["answer: reworded"]

    def test_values_by_the_thousand_end(self) -> None:
        exchanged = [Refilled(before="a", after="a a"), Refilled(before="a a", after="a")]
        assert not differ_in_values_only("a " * 5_000, "a " * 4_999 + "b", exchanged)
