"""What a distrustful reviewer slipped past the rules once: changes of meaning that may never be told as editorial."""

from __future__ import annotations

import pytest

from schemekit.model.signal import SignalKind
from schemekit.text.significance.brief import brief
from schemekit.text.significance.classify import signals_of
from schemekit.text.significance.context import Blank, Context
from schemekit.text.significance.footnotes import notes_of
from tests.text.significance.test_rules import change, told

SMALL = [
    ("Anyone who fears or suffers it may ask.", "Anyone who fears and suffers it may ask.", "scope: 'or' became 'and'"),
    ("It is a and/or b.", "It is a or b.", "scope: 'and/or' became 'or'"),
    ("Members of every body may ask.", "Members or every body may ask.", "wording: 'of' became 'or'"),
    ("It goes to the Board.", "It goes from the Board.", "wording: 'to' became 'from'"),
    ("It holds if it is severe.", "It holds if it was severe.", "wording: 'is' became 'was'"),
    ("It is in any of the languages.", "It is in any of the language.", "wording: 'languages' became 'language'"),
    ("It records only the data.", "It records the only data.", "wording: new: 'the'"),
    ("It supports a witness it invites.", "It supports a witness, it invites.",
     "wording: commas or brackets: 'witness it' became 'witness, it'"),
    ("Staff shall not serve.", "Staff shall (not) serve.",
     "wording: commas or brackets: 'shall not' became 'shall (not', 'not serve.' became 'not) serve.'"),
    ("It is open.", "It is open?", "wording: commas or brackets: 'open.' became 'open?'"),
    ("Any person or group may ask.", "Any Person or Group may ask.",
     "wording: capitals: 'person' became 'Person', 'group' became 'Group'"),
    ("A party may ask.", "The party may ask.", "wording: 'A' became 'The'"),
    ("Data are kept apart here.", "Data are kept a part here.", "wording: 'apart' became 'a part'"),
    ("See [the line](f.md) now.", 'See [the line](f.md "may be exceeded") now.',
     "wording: the title of a link came in: 'may be exceeded'"),
    ("It ends after 30 days.", "It ends after 30 days[^1].", "wording: a footnote came in: [^1]"),
]
SMALL_ABROAD = [
    ("fr", "Le titulaire ou le comité décide.", "Le titulaire et le comité décide.", "scope: 'ou' became 'et'"),
    ("es", "Una queja oral o escrita.", "Una queja oral y escrita.", "scope: 'o' became 'y'"),
    ("pt", "Um titular ou um comitê.", "Um titular e um comitê.", "scope: 'ou' became 'e'"),
]
SURE = [
    ("The organisation's colour on-line is gray.", "The organization's color online is grey."),
    ("The tone is friendly", "The tone is *friendly*."),
    ("The “tone” is kept – always.", 'The "tone" is kept — always.'),
    ("See [the line](f.md), and ask.", "See **[the line](f.md)**, and\nask."),
    ("The board meets", "The board meets;"),
]
TRIES = [
    ("en", "It shall answer.", "It shall endeavour to answer.",
     "endeavour to came in: the duty is only to try: weaker"),
    ("en", "It shall use reasonable efforts to answer.", "It shall answer.",
     "use reasonable efforts to is gone: stronger"),
    ("en", "It shall answer.", "It shall answer where practicable.",
     "where practicable came in: the duty holds only so far: weaker"),
    ("en", "It shall answer.", "It shall normally answer.", "normally came in: the duty lets exceptions be: weaker"),
    ("fr", "Le comité doit répondre.", "Le comité doit en principe répondre.",
     "en principe came in: the duty lets exceptions be: weaker"),
    ("es", "El comité debe responder.", "El comité debe procurar responder.",
     "procurar came in: the duty is only to try: weaker"),
    ("pt", "O comitê deve responder.", "O comitê deve, sempre que possível, responder.",
     "sempre que possível came in: the duty holds only so far: weaker"),
    ("en", "It shall not grant it.", "It may not grant it.", "shall not became may not"),
    ("fr", "Le titulaire ne peut refuser.", "Le titulaire peut refuser.", "ne peut became peut: weaker"),
    ("en", "The complainant stays unnamed.", "The complainant may not stay unnamed.",
     "may not came in: a prohibition: stronger"),
    ("en", "Each party may appeal.", "No party may appeal.", "No party may: a prohibition came in: weaker"),
]
DIRECTIONS = [
    ("It shall pass it on the next working day at the latest.", "It shall pass it in a timely manner.",
     "time limit: on the next working day became in a timely manner: looser"),
    ("It names one or more of these types.", "It names up to one of these types.",
     "quantifier: one or more became up to one: looser"),
    ("It shall not exceed 10 pages.", "It shall exceed 10 pages.", "negation: not exceed is gone"),
    ("It shall not exceed 10 pages.", "It shall exceed 10 pages.", "quantifier: not exceed became exceed: looser"),
    ("They tell it before seeing the file.", "They tell it on seeing the file.", "time limit: 'before' became 'on'"),
    ("Answer within 5 working days.", "Answer within 5 business days.",
     "time limit: 5 working days became 5 business days"),
]


@pytest.mark.parametrize(("before", "after", "words"), SMALL)
def test_small_words_are_never_editorial(before: str, after: str, words: str) -> None:
    """'Editorial must be only what cannot change meaning.'"""
    assert told(before, after) == [words]


@pytest.mark.parametrize(("language", "before", "after", "words"), SMALL_ABROAD)
def test_nor_are_they_in_other_languages(language: str, before: str, after: str, words: str) -> None:
    assert words in told(before, after, Context(language=language))


@pytest.mark.parametrize(("before", "after"), SURE)
def test_what_stays_editorial(before: str, after: str) -> None:
    assert {line.partition(":")[0] for line in told(before, after)} == {"editorial"}


@pytest.mark.parametrize(("language", "before", "after", "words"), TRIES)
def test_a_duty_that_is_weakened_beside_its_verb(language: str, before: str, after: str, words: str) -> None:
    assert told(before, after, Context(language=language))[0] == f"force: {words}"


@pytest.mark.parametrize(("before", "after", "words"), DIRECTIONS)
def test_directions(before: str, after: str, words: str) -> None:
    found = told(before, after)
    assert words in found
    assert not any(line.endswith("stricter") for line in found)


def test_a_bare_ne_denies() -> None:
    """'fr "ne peut refuser" became "peut refuser": negation (ne without pas counts before verbs)'."""
    french = Context(language="fr")
    assert "negation: ne is gone" in told("Le rapport ne doit être publié.", "Le rapport doit être publié.", french)
    assert told("Il doit partir avant que le délai ne finisse.", "Il doit partir avant que le délai finisse.",
                french) == ["scope: gone: 'ne'"]


@pytest.mark.parametrize(("after", "words"), [
    ("A party m\u0430y ask.", "a letter of another script came in: U+0430 in 'm\u0430y'"),
    ("A party ma\u200by ask.", "a character that does not show came in: U+200B in 'may'"),
])
def test_what_is_not_what_it_looks_like_is_told_first(after: str, words: str) -> None:
    [signal] = signals_of(change("A party may ask.", after), Context())
    assert (signal.kind, signal.words) == (SignalKind.WORDING, words)
    assert brief(change("A party may ask.", after), Context()) == (words,)
    assert told("A party shall ask.", after)[0].startswith("force: shall became ")


def test_an_actor_that_is_a_value_is_told_as_both() -> None:
    blank = Blank(name="body", before="Board", after="Board", unit="", stricter="none")
    found = told("The Board shall decide.", "The Secretariat shall decide.", Context(blanks=(blank,)))
    assert "actor: Board became Secretariat" in found
    assert found[0].startswith("parameter: body Board -> Secretariat")


@pytest.mark.parametrize(("before", "after", "value"), [
    pytest.param("The Board should approve.", "The Council must approve.", "Council", id="a-verb-behind-it"),
    pytest.param("The Board should always approve.", "The Council must never approve.", "Council", id="two-words"),
    pytest.param("The Board itself should approve.", "The Council alone must approve.", "Council", id="a-word-between"),
    pytest.param("The Board should approve.", "The Standing Council must approve.", "Standing Council", id="longer"),
    pytest.param("Then the Board approves it.", "Later the Council signs it.", "Council", id="no-verb-that-binds"),
    pytest.param("The Board should ask.", "The Secretariat shall ask.", "Secretariat", id="another-actor"),
])
def test_a_value_ends_where_its_blank_ends(before: str, after: str, value: str) -> None:
    """'the value read back from a text must end where the blank ends'"""
    blank = Blank(name="body", before="Board", after="Board", unit="", stricter="none")
    found = told(before, after, Context(blanks=(blank,)))
    assert f"parameter: body Board -> {value}" in found
    assert f"actor: Board became {value}" in found


@pytest.mark.parametrize(("after", "value"), [
    pytest.param("Monday to Thursday except holidays", "Monday to Thursday except holidays", id="in-its-midst"),
    pytest.param("Monday to Friday except market days", "Monday to Friday except market days", id="at-its-end"),
    pytest.param("Sunday to Friday except holidays", "Sunday to Friday except holidays", id="at-its-beginning"),
    pytest.param("Monday to Thursday", "Monday to Thursday", id="words-of-it-gone"),
])
def test_a_word_within_a_value_is_told_with_the_whole_of_it(after: str, value: str) -> None:
    """A board can make nothing of `-> Thursday`."""
    before = "Monday to Friday except holidays"
    blank = Blank(name="days", before=before, after=before, unit="", stricter="none")
    found = told(f"Working days are {before}, at the seat.", f"Working days are {after}, at the seat.",
                 Context(blanks=(blank,)))
    assert any(line.startswith(f"parameter: days {before} -> {value}") for line in found)


def test_what_a_new_footnote_says_is_told_with_the_clause() -> None:
    """'words in a footnote that came are told with the clause'."""
    pair = ("The Board shall answer within 30 days.", "The Board shall answer within 30 days[^1].")
    context = Context(notes_after=notes_of("Text[^1].\n\n[^1]: Where practicable.\n"))
    assert told(*pair, context) == ["force: the footnote [^1] came in: 'Where practicable.': weaker",
                                    "wording: a footnote came in: [^1]"]
    context = Context(notes_after={"1": "Counted from receipt."})
    assert told(*pair, context)[0] == "scope: the footnote [^1] came in: 'Counted from receipt.'"
