"""Taking proposed changes into a text: an edit is found again by its place, and no word of either side is lost.

'nothing lost: every word of the returned file is in the text, in an open proposal or in an answered one'
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.circulation.returned_record import with_returned
from schemekit.model.adoption import AdoptionRecord
from schemekit.model.proposed_change import ProposedChange, ProposedKind
from schemekit.model.returned import ReturnedEdit, ReturnedFile
from schemekit.text.comment_rows import exchange, told_exchange
from schemekit.text.deciding.proposed import Hitch, Span, in_whole_lines, made_in, span_of, taken_into
from schemekit.text.document import Document
from tests.text.edited_documents import Writer, words_of

TEXTS = st.text("ab \n", max_size=12)


class TestPlaces:
    """An edit is kept as its words and a place: making it in the text that was sent gives the edited text again."""

    @given(TEXTS, TEXTS, TEXTS, TEXTS)
    @settings(max_examples=200, deadline=None)
    def test_an_exchange(self, head: str, before: str, tail: str, after: str) -> None:
        sent, edited = head + before + tail, head + after + tail
        assert made_in(sent, span_of(sent, edited, before, after)) == edited

    @given(TEXTS, TEXTS, TEXTS, TEXTS)
    @settings(max_examples=200, deadline=None)
    def test_a_move(self, head: str, moved: str, passed: str, tail: str) -> None:
        sent, edited = head + moved + passed + tail, head + passed + moved + tail
        assert made_in(sent, span_of(sent, edited, moved, moved)) == edited

    @given(TEXTS, TEXTS)
    @settings(max_examples=200, deadline=None)
    def test_words_that_do_not_fit(self, sent: str, edited: str) -> None:
        """A reader of files that told the words otherwise loses nothing: the passage is kept more widely."""
        for before, after in (("x", "y"), ("", ""), ("a", "b")):
            assert made_in(sent, span_of(sent, edited, before, after)) == edited

    def test_whole_words(self) -> None:
        assert span_of("pay 15 euros now", "pay 16 euros now", "?", "?") == Span("15", "16", 4, 4)

    @pytest.mark.parametrize("span", [Span("x", "y", 0, 0), Span("a", "b", 9, 9), Span("ab", "c", 0, 1)])
    def test_places_that_are_none(self, span: Span) -> None:
        assert made_in("ab", span) is None

    @pytest.mark.parametrize(("before", "after", "told"), [
        pytest.param("| b |\n", "| a |\n| b |\n", ("", "| a |"), id="a-row-before-another"),
        pytest.param("| b |\n", "| b |\n| c |\n", ("", "| c |"), id="a-row-behind-another"),
        pytest.param("| a |\n| b |\n", "| b |\n", ("| a |", ""), id="a-row-that-goes"),
        pytest.param("| b |\n", "| c |\n", ("| b |", "| c |"), id="a-cell"),
    ])
    def test_whole_lines(self, before: str, after: str, told: tuple[str, str]) -> None:
        """A row that came in before another one is told as that row, without its neighbour."""
        span = span_of(f"| h |\n|---|\n{before}| z |\n", f"| h |\n|---|\n{after}| z |\n", "?", "?")
        found = in_whole_lines(f"| h |\n|---|\n{before}| z |\n", span)
        assert tuple(words.strip() for words in found) == told

    def test_patience(self) -> None:
        """A text that repeats itself takes no longer for it."""
        sent = "a " * 200_000
        edited = f"{sent[:200_000]}b {sent[200_000:]}"
        assert made_in(sent, span_of(sent, edited, "a ", "a b ")) == edited


class Round:
    """A text that was sent, what came back clause by clause, and the text as it was edited meanwhile."""

    def __init__(self, seed: int) -> None:
        writer = Writer(seed)
        document = writer.document()
        self.sent = writer.text(document)
        mine, theirs = (writer.text(writer.edited(document, side)) for side in "ot")
        self.ours = mine
        base, other = Document.parse(self.sent), Document.parse(theirs).by_id()
        self.edits = [
            ReturnedEdit(file="policy.md", clause=clause.id, before=clause.raw, after=other[clause.id].raw,
                         text=base.replaced(clause.id, other[clause.id].raw).text, authors=("A. Reviewer",))
            for clause in base.clauses if clause.id in other and other[clause.id].raw.strip() != clause.raw.strip()
        ]
        returned = ReturnedFile(module="m", sent=(("policy.md", self.sent),), edits=tuple(self.edits), comments=())
        self.record = with_returned(AdoptionRecord(module="m"), returned, "k" * 16, main="policy.md").record

    def accepted(self, text: str, seed: int) -> tuple[str, str]:
        """The text after some of it was accepted, and the words that a person is asked about."""
        asked, some = "", random.Random(seed)
        for item in self.record.proposals:
            if some.random() < 0.7:
                taken = taken_into(text, item, self.sent)
                assert taken.hitch is None
                text = taken.text
                asked += " ".join(f"{clash.base} {clash.ours} {clash.source} " for clash in taken.clashes)
        return text, asked


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost(seed: int) -> None:
    """Whatever is accepted, every word that came back is in the record, and every word of ours stands or is asked."""
    sent_round = Round(seed)
    text, asked = sent_round.accepted(sent_round.ours, seed)
    kept = {word for item in sent_round.record.proposals for word in words_of(f"{item.before} {item.after}")}
    came = {word for edit in sent_round.edits for word in words_of(edit.after)}
    assert came <= kept
    mine = {word for word in words_of(sent_round.ours) if word[0] == "o" and word[1:].isdecimal()}
    assert mine <= {*words_of(text), *words_of(asked)}


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_accepting_all_gives_the_text_that_came_back(seed: int) -> None:
    """Where nothing happened meanwhile, one by one comes to the same as all at once."""
    sent_round = Round(seed)
    wanted = Document.parse(sent_round.sent)
    for edit in sent_round.edits:
        wanted = wanted.replaced(edit.clause, edit.after)
    text = sent_round.sent
    for item in sent_round.record.proposals:
        taken = taken_into(text, item, sent_round.sent)
        assert not taken.clashes
        text = taken.text
    assert text.split() == wanted.text.split()


class TestWords:
    """`Replace: "…" By: "…"` is read as it is written, in four languages; anything else is no exact change."""

    @pytest.mark.parametrize(("words", "found"), [
        pytest.param('Replace: "5 days" By: "3 days"', ("5 days", "3 days"), id="english"),
        pytest.param("replace “5 days” with “3 days”.", ("5 days", "3 days"), id="typographic"),
        pytest.param("Remplacer « 5 jours » par « 3 jours »", ("5 jours", "3 jours"), id="french"),
        pytest.param("Sustituir: “5 días” por “3 días”", ("5 días", "3 días"), id="spanish"),
        pytest.param('Excluir: "5 dias"', ("5 dias", ""), id="portuguese"),
        pytest.param("Say three days.", None, id="in-words"),
        pytest.param('Replace "a', None, id="half"),
        pytest.param('replace "' + " " * 7_900, None, id="blanks"),
        pytest.param('replace "a' + '" by "' * 1_300, None, id="many-ends"),
        pytest.param("replace" * 5_000, None, id="endless"),
    ])
    def test_it(self, words: str, found: tuple[str, str] | None) -> None:
        assert exchange(words) == found

    @given(st.text("ab .\n", min_size=1, max_size=9), st.text("ab .\n", max_size=9))
    @settings(max_examples=100, deadline=None)
    def test_it_comes_back(self, before: str, after: str) -> None:
        """What goes out in a log is what it reads again."""
        if before.strip() and before.strip() != after.strip():
            assert exchange(told_exchange(before, after)) == (before.strip(), after.strip())


class TestShape:
    """After any accept the blocks are those that were proposed: what would break a table is not put in."""

    TABLE = ("# T\n\n## A { #a }\n\n| Step | Days |\n|---|---|\n| Receipt | 5 |\n| Appeal | 9 |\n\n"
             "Words.\n\n- one\n- two\n")

    @pytest.mark.parametrize(("before", "after", "behind", "hitch"), [
        pytest.param("", "\n| Intake | 1 |", "| Step | Days |", Hitch.OTHER_SHAPE, id="a-row-above-the-line-of-dashes"),
        pytest.param("", "\n| Intake | 1 |", "|---|---|", None, id="a-row-below-it"),
        pytest.param("", "\n| Last | 1 |", "| Appeal | 9 |", None, id="a-row-at-the-end"),
        pytest.param("|---|---|\n", "", "", Hitch.OTHER_SHAPE, id="the-line-of-dashes-goes"),
        pytest.param("| Receipt | 5 |\n", "", "", None, id="a-row-goes"),
        pytest.param("Receipt | 5", "Receipt | 6", "", None, id="a-cell"),
        pytest.param("Step | Days", "Stage | Days", "", None, id="the-head"),
        pytest.param("", "\nMore words.", "Words.", None, id="a-sentence"),
        pytest.param("", "\n- three", "- two", None, id="an-item"),
        pytest.param("\n- two", " two", "", None, id="two-items-in-one"),
        pytest.param("", "    More words.\n\n", "Words.\n\n", Hitch.OTHER_SHAPE, id="words-that-become-code"),
        pytest.param("", "## B { #b }\n\nMore.\n\n", "Words.\n\n", None, id="a-clause"),
        pytest.param("\n\n## A { #a }\n", "", "", None, id="a-heading-goes"),
    ])
    def test_what_is_put_in(self, before: str, after: str, behind: str, hitch: Hitch | None) -> None:
        at = self.TABLE.index(before) if before else self.TABLE.index(behind) + len(behind)
        change = ProposedChange(id="c-001", kind=ProposedKind.CHANGE, before=before, after=after, at=at, to=at,
                                sent="x")
        taken = taken_into(self.TABLE, change, self.TABLE)
        assert taken.hitch is hitch
        assert taken.text == (self.TABLE if hitch else self.TABLE[:at] + after + self.TABLE[at + len(before):])
