"""Ids for a text that has none: made from headings, kept across versions by likeness, never used for something else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.document import Document
from schemekit.text.ids import proposed_ids, with_ids
from schemekit.text.import_ids import is_valid_id

STANDARD = Path(__file__).parents[1] / "publish" / "data" / "standard-for-public-code"
TEXTS = [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in sorted(STANDARD.glob("*/*.md"))]
DUTY = "The secretariat writes to everybody who asked and keeps a copy of the letter for five years."
OTHER = "Members elect the board every spring by secret ballot at a meeting that is open to observers."

heading = st.sampled_from(["Scope", "Scope ", "1. Scope", "4.2 Fees", "Fees ##", "Ünïcode", "", "# x", "{#own}",
                           "a {.b}", "Fees {#fees}", "Fees { #Fees }", "C#", "§ 3 Notice", "`code`", "Preamble"])
body = st.text(alphabet="ab #\n`-{}", max_size=30)
texts = st.lists(st.tuples(st.integers(1, 6), heading, body), max_size=8).map(
    lambda parts: "".join(f"{'#' * level} {words}\n{rest}\n" for level, words, rest in parts))


def _text(*sections: tuple[str, str]) -> str:
    return "# Title\n\n" + "\n".join(f"## {words}\n\n{rest}\n" for words, rest in sections)


class TestProposedIds:
    """'Unique, valid, stable, from headings.'"""

    @pytest.mark.parametrize(("headings", "ids"), [
        pytest.param(["Scope", "Who pays?"], ["scope", "who-pays"], id="from-the-words"),
        pytest.param(["1. Scope", "2.3 Fees", "Article 4 Notice", "A. Terms", "IV. End"],
                     ["scope", "fees", "notice", "terms", "end"], id="typed-numbers-are-no-part-of-them"),
        pytest.param(["3 days of notice"], ["clause-3-days-of-notice"], id="a-number-in-a-sentence-is"),
        pytest.param(["Fees", "Fees"], ["fees", "fees-2"], id="unique"),
        pytest.param(["Preamble"], ["preamble-2"], id="not-the-one-that-is-kept-for-the-beginning"),
        pytest.param(["Scope { #reach }", "Reach"], ["reach", "reach-2"], id="the-authors-own-comes-first"),
        pytest.param(["Scope {#reach}"], ["reach"], id="as-other-tools-write-it"),
        pytest.param(["Scope {#Reach}"], ["scope"], id="but-not-one-that-module-yaml-refuses"),
        pytest.param(["条款", "?"], ["clause", "clause-2"], id="no-letters-that-an-id-may-have"),
    ])
    def test_of_a_first_text(self, headings: list[str], ids: list[str]) -> None:
        assert proposed_ids(_text(*((words, "Words.") for words in headings))) == tuple(ids)

    def test_a_repeated_heading_takes_the_one_above_it_along(self) -> None:
        text = "# T\n\n## Fees\n\n### Notes\n\na\n\n## Votes\n\n### Notes\n\nb\n"
        assert proposed_ids(text) == ("fees", "notes", "votes", "votes-notes")

    @settings(max_examples=100, deadline=None)
    @given(text=texts)
    def test_they_fit_every_text(self, text: str) -> None:
        """Each is valid and stands once; put into the text they are read back, and change nothing else."""
        ids = proposed_ids(text)
        marked = with_ids(text, ids)
        document = Document.parse(marked)
        assert [clause.id for clause in document.clauses] == list(ids)
        assert len(set(ids)) == len(ids)
        assert all(map(is_valid_id, ids))
        assert [c.heading for c in document.clauses] == [c.heading for c in Document.parse(text).clauses]
        assert [c.raw.partition("\n")[2] for c in document.clauses] == [
            c.raw.partition("\n")[2] for c in Document.parse(text).clauses]
        assert proposed_ids(marked) == ids
        assert with_ids(marked, ids) == marked

    @settings(max_examples=60, deadline=None)
    @given(text=texts)
    def test_the_same_text_keeps_them(self, text: str) -> None:
        ids = proposed_ids(text)
        assert proposed_ids(text, Document.parse(with_ids(text, ids))) == ids

    @pytest.mark.parametrize("path", TEXTS)
    def test_of_a_real_text(self, path: Path) -> None:
        text = path.read_text("utf-8")
        ids = proposed_ids(text)
        assert ids[0] == "requirements"
        assert proposed_ids(text, Document.parse(with_ids(text, ids))) == ids


class TestKeptIds:
    """'Against the earlier version ids are kept by similarity: retitled, moved, renumbered sections keep their id.'"""

    BEFORE = Document.parse(with_ids(_text(("Letters", DUTY), ("Elections", OTHER), ("Fees", "See below.")),
                                     ("letters", "elections", "fees")))

    @pytest.mark.parametrize(("sections", "ids"), [
        pytest.param([("Letters", DUTY), ("Elections", OTHER), ("Fees", "See below.")],
                     ["letters", "elections", "fees"], id="nothing-changed"),
        pytest.param([("Elections", OTHER), ("Fees", "See below."), ("Letters", DUTY)],
                     ["elections", "fees", "letters"], id="moved"),
        pytest.param([("1. Letters", DUTY), ("2. Elections", OTHER), ("3. Fees", "See below.")],
                     ["letters", "elections", "fees"], id="numbered"),
        pytest.param([("Correspondence", DUTY), ("Elections", OTHER)], ["letters", "elections"], id="retitled"),
        pytest.param([("Elections", OTHER), ("Post", DUTY.replace("five", "ten"))], ["elections", "letters"],
                     id="retitled-reworded-and-moved"),
        pytest.param([("Letters", "Something else is said here now, in other words altogether.")], ["letters"],
                     id="reworded-under-its-heading"),
        pytest.param([("Letters", OTHER)], ["elections"], id="its-words-are-stronger-than-its-heading"),
        pytest.param([("Letters", OTHER), ("Elections", DUTY)], ["elections", "letters"], id="headings-exchanged"),
        pytest.param([("Levies", "The board sets what members pay each year by its own rules.")], ["levies"],
                     id="a-new-one-gets-a-new-id"),
        pytest.param([("Fees and letters", DUTY), ("Fees", "See below.")], ["letters", "fees"], id="half-retitled"),
    ])
    def test_it(self, sections: list[tuple[str, str]], ids: list[str]) -> None:
        assert proposed_ids(_text(*sections), self.BEFORE) == tuple(ids)

    def test_an_id_is_not_used_for_something_else(self) -> None:
        """Letters went, and a new clause of that name says something else beside the old one."""
        text = _text(("Letters", "The alphabet is taught."), ("Correspondence", DUTY))
        assert proposed_ids(text, self.BEFORE) == ("letters-2", "letters")

    @pytest.mark.parametrize(("old", "new"), [
        pytest.param("0.1.4/open-standards.md", "0.5.0/open-standards.md", id="open-standards-4-years-on"),
        pytest.param("0.5.0/require-review.md", "0.6.0/require-review-of-contributions.md", id="review-renamed"),
        pytest.param("0.1.4/continuous-integration.md", "0.6.0/use-continuous-integration.md", id="from-first-to-last"),
    ])
    def test_of_real_versions(self, old: str, new: str) -> None:
        """Between these versions headings were retitled and sections reworded; six of the clauses are the same."""
        before = (STANDARD / old).read_text("utf-8")
        ids = proposed_ids(before)
        after = proposed_ids((STANDARD / new).read_text("utf-8"), Document.parse(with_ids(before, ids)))
        lasting = set(ids) - {"why-this-is-important", "what-this-does", "what-this-does-not-do"}
        assert (len(lasting), lasting - set(after)) == (6, set())


def test_three_thousand_clauses_take_seconds() -> None:
    """Time is bounded, also where every heading is the same or every body is alike."""
    same = "# T\n\n" + "## Fees\n\nSee there.\n\n" * 3_000
    alike = "# T\n\n" + "".join(f"## A{n}\n\nThe board says {n % 97} and {n % 89} to it.\n\n" for n in range(3_000))
    began = time.process_time()
    for text in (same, alike):
        before = Document.parse(with_ids(text, proposed_ids(text)))
        assert len(set(proposed_ids(text.replace("said", "told").replace("## A", "## B"), before))) == 3_000
    assert time.process_time() - began < 6


def test_as_many_ids_as_clauses() -> None:
    with pytest.raises(ValueError, match="shorter"):
        with_ids("# T\n\n## A\n", ())
