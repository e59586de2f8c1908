"""'The method reads English': a theory in another language is never compared by English endings unsaid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemekit.model.theory_of_change import Assumption, Level, TheoryOfChange
from schemekit.theory.language import language_of, shown_language
from schemekit.theory.leads import leads
from schemekit.theory.lint import lint_theory
from schemekit.theory.pair_report import pair_reports
from schemekit.theory.report_formats import comparison_markdown, comparison_page
from tests.theory.theories import example, step, theory

SPANISH = (
    "El consejo revisa la norma con las partes interesadas.",
    "Las minas toman menos agua de la cuenca.",
    "Los trabajadores del valle y sus familias viven con un salario digno.",
)
FRENCH = (
    "Le conseil révise la norme avec les parties prenantes.",
    "Les mines prennent moins d’eau dans le bassin.",
    "Les travailleurs de la vallée et leurs familles vivent d’un salaire décent.",
)


def spanish(language: str = "") -> TheoryOfChange:
    return theory(
        step("norma", Level.STRATEGY, SPANISH[0], themes=("standard-setting",), sdg_targets=("12.6",),
             actor="el consejo"),
        step("agua", Level.OUTCOME_MID, SPANISH[1], themes=("water-use",), sdg_targets=("6.4",), actor="las minas"),
        step("salario", Level.OUTCOME_LONG, SPANISH[2], themes=("wages",), sdg_targets=("8.5",), actor="trabajadores"),
        key="cav/cobre", language=language)


@pytest.mark.parametrize(("statements", "code"), [
    pytest.param(SPANISH, "es", id="spanish"),
    pytest.param(FRENCH, "fr", id="french"),
    pytest.param(("Os trabalhadores dos vales vivem com uma renda digna.", "As minas não tomam mais água."), "pt",
                 id="portuguese"),
    pytest.param(("Die Bergwerke nehmen mit der Zeit und von Jahr zu Jahr weniger Wasser.",), "de", id="german"),
    pytest.param(("Mines take less water from the basin.",), "en", id="english"),
    pytest.param(("No child works.",) * 9, "en", id="few-small-words"),
    pytest.param(("Agua limpia.",), "en", id="too-few-to-tell"),
])
def test_what_the_words_show(statements: tuple[str, ...], code: str) -> None:
    one = theory(*(step(f"s{number}", statement=words) for number, words in enumerate(statements)))
    assert shown_language(one) == language_of(one) == code


@pytest.mark.parametrize("name", ["copper", "forests", "terraces"])
def test_the_examples_are_english(name: str) -> None:
    assert shown_language(example(name)) == "en"


def test_what_a_theory_says_of_itself_counts_more() -> None:
    assert language_of(spanish(language="en")) == "en"
    assert language_of(replace(example("copper"), language="fr")) == "fr"


class TestComparing:
    @pytest.mark.parametrize(("said", "words"), [
        pytest.param("es", "CAV writes in Spanish: words and actors are not compared", id="said"),
        pytest.param("", "CAV seems to write in Spanish: words and actors are not compared", id="shown"),
        pytest.param("sw", "CAV writes in 'sw': words and actors are not compared", id="without-a-name"),
    ])
    def test_it_is_said(self, said: str, words: str) -> None:
        reports = pair_reports([example("copper"), spanish(language=said)])
        assert words in reports[0].scope_words[0]
        assert words in comparison_page(reports).replace("&#x27;", "'")
        assert words in comparison_markdown(reports)
        assert reports[0].to_mapping()["words_compared"] is False

    def test_scores_rest_on_links(self) -> None:
        """Two that write in Spanish, with words in common, are not compared by what English endings make of them."""
        left, right = spanish(), replace(spanish(), organisation="otra")
        changed = replace(right, steps=tuple(replace(item, statement=f"{item.statement} Siempre.", actor="otros")
                                             for item in right.steps))
        found = pair_reports([left, changed])[0].comparison
        assert [pair.likeness.parts["text"] for pair in found.asked] == [0, 0, 0]
        assert [pair.likeness.parts["actor"] for pair in found.asked] == [0, 0, 0]
        assert [pair.likeness.shares["theme"] > 0 for pair in found.asked] == [True] * 3
        assert not found.same, "links alone, without a direction, are for a person to judge"

    def test_words_that_are_the_same_are_the_same(self) -> None:
        found = pair_reports([spanish(), replace(spanish(), organisation="otra")])[0].comparison
        assert [pair.likeness.score for pair in found.same] == [1, 1, 1]

    def test_leads_rest_on_themes(self) -> None:
        holder = replace(example("forests"), assumptions=(
            Assumption(id="agua", statement="Las minas toman menos agua de la cuenca alta.", themes=("water-use",)),))
        (lead,) = [one for one in leads(holder, spanish()) if one.assumption.id == "agua"]
        assert (lead.step.id, lead.likeness.parts["text"]) == ("agua", 0)

    def test_in_english_nothing_is_said(self) -> None:
        (report,) = pair_reports([example("copper"), example("forests")])
        assert report.to_mapping()["words_compared"] is True
        assert not any("compared" in words for words in report.scope_words)


@pytest.mark.parametrize(("said", "fixes"), [
    pytest.param("", ["write 'language: es', or 'language: en' if they are English"], id="not-said"),
    pytest.param("es", [], id="said"),
    pytest.param("en", [], id="said-otherwise"),
])
def test_check_asks_for_the_language(said: str, fixes: list[str]) -> None:
    found = lint_theory(spanish(language=said), "t.yaml", lambda _: (1, 1))
    assert [finding.fix for finding in found if finding.code == "theory-language"] == fixes
