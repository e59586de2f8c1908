"""Force: the verb of a clause that binds its reader most, in four languages."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.module import Force
from schemekit.text.force import LANGUAGES, binding_words, force_of, is_stronger, outside_law_verbs, verbs_in

SHALL, SHOULD, MAY, CAN, NOTHING = Force


class TestForce:
    """'the strongest verb in the clause body: shall = requirement, should = recommendation, ...'."""

    @pytest.mark.parametrize(("text", "force"), [
        pytest.param("The body shall decide.", SHALL, id="shall"),
        pytest.param("The body shall not decide.", SHALL, id="shall-not-is-a-requirement-too"),
        pytest.param("The body should decide.", SHOULD, id="should"),
        pytest.param("The body should not decide.", SHOULD, id="should-not"),
        pytest.param("The body may decide.", MAY, id="may"),
        pytest.param("The body may not decide.", MAY, id="may-not-is-read-as-a-permission-not-to"),
        pytest.param("The body can decide.", CAN, id="can"),
        pytest.param("The body cannot decide.", CAN, id="cannot"),
        pytest.param("The body can't decide.", CAN, id="cant"),
        pytest.param("The body decides.", NOTHING, id="no-verb-of-the-list"),
        pytest.param("The body must decide.", NOTHING, id="must-is-kept-for-outside-law"),
        pytest.param("", NOTHING, id="no-words"),
        pytest.param("It can. It may. It should. It shall.", SHALL, id="the-strongest-one-counts"),
        pytest.param("The body may, and if asked should, decide.", SHOULD, id="not-the-first-one"),
        pytest.param("THE BODY SHALL DECIDE.", SHALL, id="capitals"),
        pytest.param("Shall a body decide, it does.", SHALL, id="at-the-beginning"),
        pytest.param("| who | shall decide |", SHALL, id="in-a-table"),
        pytest.param("- **shall** decide", SHALL, id="in-bold"),
        pytest.param("[shall](#shall) decide", SHALL, id="as-the-words-of-a-link"),
    ])
    def test_the_strongest_verb_is_found(self, text: str, force: Force) -> None:
        assert force_of(text) is force

    @pytest.mark.parametrize("text", [
        pytest.param("Marshall, shallow, dismay, maybe, canned, scan, candid.", id="in-the-middle-of-words"),
        pytest.param("A can-do, may-fly, shall-never sort of text.", id="in-words-with-hyphens"),
        pytest.param("> The body shall decide.", id="in-a-note"),
        pytest.param("- a\n  > The body shall decide.", id="in-a-note-under-a-list"),
        pytest.param("The word `shall` is used.", id="in-code"),
        pytest.param("```\nshall\n```", id="in-a-code-block"),
        pytest.param("<!--\nshall\n-->", id="in-a-comment"),
        pytest.param("See [there](#shall) and [there](x/shall-may.md 'can').", id="in-the-target-of-a-link"),
        pytest.param("It starts in May.", id="the-month-after-a-word"),
        pytest.param("By 31 May the report is out.", id="the-month-after-a-day"),
        pytest.param("It ends (May 2027).", id="the-month-before-a-year"),
        pytest.param("May 2027 is the end.", id="the-month-at-the-start"),
        pytest.param("- January, May and June", id="the-month-in-a-list-of-months"),
        pytest.param("It starts in\nMay.", id="the-month-on-the-next-line"),
    ])
    def test_what_does_not_bind_is_left_out(self, text: str) -> None:
        assert force_of(text) is NOTHING

    @pytest.mark.parametrize("text", [
        pytest.param("May a person file twice? Yes.", id="a-question"),
        pytest.param("It ends. May a person file twice?", id="a-question-after-a-sentence"),
        pytest.param("- May file twice.", id="a-list-item"),
        pytest.param("| May file | twice |", id="a-table-cell"),
    ])
    def test_may_with_a_capital_at_the_start_is_the_verb(self, text: str) -> None:
        assert force_of(text) is MAY

    @pytest.mark.parametrize(("language", "text", "force"), [
        pytest.param("fr", "L'organe doit décider.", SHALL, id="fr-doit"),
        pytest.param("fr", "Les organes ne doivent pas décider.", SHALL, id="fr-ne-doivent-pas"),
        pytest.param("fr", "L'organe devra décider.", SHALL, id="fr-devra"),
        pytest.param("fr", "L'organe devrait décider.", SHOULD, id="fr-devrait"),
        pytest.param("fr", "Il convient de décider.", SHOULD, id="fr-il-convient"),
        pytest.param("fr", "La plainte orale est admise.", MAY, id="fr-est-admise"),
        pytest.param("fr", "Les plaintes orales sont autorisées.", MAY, id="fr-sont-autorisees"),
        pytest.param("fr", "L'organe pourra décider.", MAY, id="fr-pourra"),
        pytest.param("fr", "L'organe peut décider.", CAN, id="fr-peut"),
        pytest.param("fr", "L'organe décide d'un peu.", NOTHING, id="fr-nothing"),
        pytest.param("es", "El órgano debe decidir.", SHALL, id="es-debe"),
        pytest.param("es", "Los órganos deberán decidir.", SHALL, id="es-deberan"),
        pytest.param("es", "El órgano debería decidir.", SHOULD, id="es-deberia-is-not-debe"),
        pytest.param("es", "Está permitido decidir.", MAY, id="es-esta-permitido"),
        pytest.param("es", "El órgano podrá decidir.", MAY, id="es-podra"),
        pytest.param("es", "El órgano puede decidir.", CAN, id="es-puede"),
        pytest.param("es", "El órgano decide los deberes.", NOTHING, id="es-nothing"),
        pytest.param("pt", "O órgão deve decidir.", SHALL, id="pt-deve"),
        pytest.param("pt", "Os órgãos deverão decidir.", SHALL, id="pt-deverao"),
        pytest.param("pt", "Convém decidir.", SHOULD, id="pt-convem"),
        pytest.param("pt", "O órgão deveria decidir.", SHOULD, id="pt-deveria-is-not-deve"),
        pytest.param("pt", "São permitidas queixas orais.", MAY, id="pt-sao-permitidas"),
        pytest.param("pt", "O órgão pode decidir.", CAN, id="pt-pode"),
        pytest.param("pt", "O órgão decide.", NOTHING, id="pt-nothing"),
        pytest.param("pt-BR", "O órgão deve decidir.", SHALL, id="a-country-in-the-code"),
        pytest.param("es", unicodedata.normalize("NFD", "Los órganos deberán decidir."), SHALL, id="es-split-letters"),
    ])
    def test_other_languages_have_their_own_verbs(self, language: str, text: str, force: Force) -> None:
        assert force_of(text, language) is force

    def test_may_as_a_verb_of_english_binds_in_no_other_language(self) -> None:
        assert force_of("May, shall and can are English.", "fr") is NOTHING

    @given(st.text(), st.sampled_from(sorted(LANGUAGES)))
    @settings(deadline=None)
    def test_the_force_is_that_of_the_strongest_verb_that_is_listed(self, text: str, language: str) -> None:
        found = [force for force in Force if verbs_in(text, force, language)]
        assert force_of(text, language) is (found[0] if found else NOTHING)

    @given(st.text())
    @settings(deadline=None)
    def test_a_note_more_changes_nothing(self, text: str) -> None:
        assert force_of(f"{text}\n> It shall.\n" if "```" not in text else text) is force_of(text)


class TestVerbs:
    """'The verbs of one force as they stand in a text, in order.'"""

    def test_verbs_come_as_they_stand(self) -> None:
        text = "It shall. SHALL it? `shall` It should.\n> It shall."
        assert verbs_in(text, SHALL) == ("shall", "SHALL")
        assert verbs_in(text, SHOULD) == ("should",)
        assert verbs_in(text, MAY) == ()
        assert verbs_in(text, NOTHING) == ()

    @pytest.mark.parametrize(("text", "language", "found"), [
        pytest.param("The law must be kept. Must it?", "en", ("must", "Must"), id="must"),
        pytest.param("The mustard, a must-have.", "en", (), id="in-other-words"),
        pytest.param("> It must.", "en", (), id="in-a-note"),
        pytest.param("It must.", "fr", (), id="another-language"),
    ])
    def test_must_is_told_apart(self, text: str, language: str, found: tuple[str, ...]) -> None:
        assert outside_law_verbs(text, language) == found

    def test_hostile_brackets_take_no_longer_than_words(self) -> None:
        assert binding_words("](" * 50_000).count("](") == 50_000


def test_each_force_is_stronger_than_those_after_it() -> None:
    """'First force': a reviewer sees what is asked less of first."""
    for first, second in itertools.product(Force, Force):
        order = list(Force)
        assert is_stronger(first, second) is (order.index(first) < order.index(second))
