"""What the rules tell, as a table for practitioners: a sentence before, a sentence after, and what is told of it.

To try a case of your own, add a row. Where a row fails, the word is missing in `src/schemekit/text/rules.toml`.
"""

from __future__ import annotations

import pytest

from schemekit.model.parameter import Parameter
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text import rules
from schemekit.text.comparing.diff import ClauseChange, compare_texts
from schemekit.text.significance.brief import brief
from schemekit.text.significance.classify import signals_of
from schemekit.text.significance.context import Blank, Context


def change(before: str, after: str, heading: str = "Complaints") -> ClauseChange:
    """One clause before and after."""
    texts = [f"# Policy\n\n## {heading} {{ #it }}\n\n{text}\n" if text else "# Policy\n" for text in (before, after)]
    return next(found for found in compare_texts(*texts) if found.kinds)


def told(before: str, after: str, context: Context | None = None, heading: str = "Complaints") -> list[str]:
    """What is told of a change, one line for each signal: its class, then its words."""
    return [f"{signal.kind.value}: {signal.words}" for signal in signals_of(change(before, after, heading),
                                                                            context or Context())]


FORCE = [
    ("The Secretariat shall answer.", "The Secretariat should answer.", "shall became should: weaker"),
    ("The Secretariat should answer.", "The Secretariat shall answer.", "should became shall: stronger"),
    ("The Board may decide.", "The Board shall decide.", "may became shall: stronger"),
    ("Members must pay.", "Members may pay.", "must became may: weaker"),
    ("The Board is required to meet.", "The Board may meet.", "is required to became may: weaker"),
    ("Auditors have to report.", "Auditors need not report.", "have to became need not: weaker"),
    ("Auditors are expected to report.", "Auditors will report.", "are expected to became will: stronger"),
    ("Members may vote twice.", "Members may not vote twice.", "may became may not: stronger"),
    ("You can file a complaint.", "You can't file a complaint.", "can became can't: weaker"),
    ("Each party may appeal.", "No party may appeal.", "No party may: a prohibition came in: weaker"),
    ("No party may appeal.", "Each party may appeal.", "No party may: a prohibition is gone: stronger"),
    ("Each party may accept gifts.", "No party may accept gifts.", "No party may: a prohibition came in: stronger"),
    ("Parties may appeal.", "Parties may not appeal.", "may became may not: weaker"),
    ("The Board shall record it.", "The Board records it.", "shall is gone: weaker"),
    ("The Board records it.", "The Board may record it.", "may came in: weaker"),
    ("It is open. The Board shall decide.", "It is open.", "the duty is gone: 'The Board shall decide'"),
    ("It is open.", "It is open. The Board should decide.", "a new recommendation: 'The Board should decide'"),
    ("It is open. Members may appeal.", "It is open.", "the permission is gone: 'Members may appeal'"),
    ("It is open.", "It is open. Document the decision.", "a new duty: 'Document the decision'"),
    ("Registration is REQUIRED here.", "Registration is OPTIONAL here.", "is REQUIRED became is OPTIONAL: weaker"),
]
OTHER_LANGUAGES = [
    ("fr", "L'organe doit décider.", "L'organe devrait décider.", "doit became devrait: weaker"),
    ("fr", "Il convient de répondre.", "Le comité doit répondre.", "Il convient became doit: stronger"),
    ("fr", "Le comité peut répondre.", "Le comité doit répondre.", "peut became doit: stronger"),
    ("fr", "Le comité est tenu de répondre.", "Le comité peut répondre.", "est tenu de became peut: weaker"),
    ("es", "El comité debe decidir.", "El comité debería decidir.", "debe became debería: weaker"),
    ("es", "El comité deberá decidir.", "El comité podrá decidir.", "deberá became podrá: weaker"),
    ("es", "El comité puede decidir.", "El comité debe decidir.", "puede became debe: stronger"),
    ("pt", "O comitê deve decidir.", "O comitê deveria decidir.", "deve became deveria: weaker"),
    ("pt", "O comitê pode decidir.", "O comitê deve decidir.", "pode became deve: stronger"),
    ("pt", "O comitê é obrigado a decidir.", "O comitê pode decidir.", "é obrigado became pode: weaker"),
]
NEGATION = [
    ("Names are published.", "Names are not published.", "not came in"),
    ("Names are never published.", "Names are published.", "never is gone"),
    ("The Board shall decide.", "The Board shall decide unless it is absent.", "unless came in"),
    ("Members with a mandate vote.", "Members without a mandate vote.", "without came in"),
    ("The chair signs.", "Only the chair signs.", "Only came in"),
    ("It doesn't apply here.", "It does apply here.", "n't is gone"),
    ("All complaints are not published.", "Not all complaints are published.",
     "Not stands before 'all', not 'published'"),
]
QUANTITIES = [
    ("number: 30 % became 40 %", "Quota: 30 % of farms.", "Quota: 40 % of farms."),
    ("number: two thirds became half", "A majority is two thirds of farms.", "A majority is half of farms."),
    ("number: 3 became 2: looser", "At least 3 farms are visited.", "At least 2 farms are visited."),
    ("number: 3 became 4: looser", "At most 3 farms share one visit.", "At most 4 farms share one visit."),
    ("time limit: 10 days became 20 days: looser", "Answer within 10 days.", "Answer within 20 days."),
    ("time limit: 10 days became 10 working days: looser", "Answer within 10 days.", "Answer within 10 working days."),
    ("time limit: two weeks became ten days: stricter", "Answer within two weeks.", "Answer within ten days."),
    ("time limit: 10 days became 20 days: stricter", "Give 10 days notice.", "Give 20 days notice."),
    ("time limit: 10 days became without undue delay: looser", "Answer within 10 days.",
     "Answer without undue delay."),
    ("time limit: annually became every two years: looser", "Visit farms annually.", "Visit farms every two years."),
    ("time limit: 2025 became 2027: looser", "Reach this by 2025.", "Reach this by 2027."),
    ("time limit: before became after", "Ask before publication.", "Ask after publication."),
    ("quantifier: all became some: looser", "Visit all farms.", "Visit some farms."),
    ("quantifier: at least became at most", "Visit at least 3 farms.", "Visit at most 3 farms."),
    ("quantifier: most became every: stricter", "Visit most farms.", "Visit every farms."),
]
SUBJECTS = [
    ("actor: Board became Council", "The Board shall decide.", "The Council shall decide."),
    ("actor: Board became chair", "It is signed by the Board.", "It is signed by the chair."),
    ("actor: Panel came in", "The Board shall decide.", "The Board and the Panel shall decide."),
    ("reference: clause 4.2 became clause 4.3", "See clause 4.2.", "See clause 4.3."),
    ("reference: ISO 19011:2011 became ISO 19011:2018", "Audits follow ISO 19011:2011.",
     "Audits follow ISO 19011:2018."),
    ("reference: #appeal became #review", "See [this](#appeal).", "See [this](#review)."),
    ("reference: reference gone: #appeal", "See [this](#appeal).", "See this."),
    ("scope: new: 'if it is complete'", "The Board answers.", "The Board answers if it is complete."),
    ("scope: new: 'for small producers'", "There is one form.", "There is one form for small producers."),
    ("scope: gone: 'mines'", "This is about farms, mines, forests.", "This is about farms, forests."),
    ("definition: the meaning is put otherwise: 'an expression' became 'a report'",
     "A complaint means an expression of anger.", "A complaint means a report of anger."),
    ("wording: 'friendly' became 'courteous'", "The tone is friendly.", "The tone is courteous."),
    ("editorial: spelling only", "The organisation labelled colours.",
     "The organization labeled colors."),
    ("editorial: punctuation, markup or layout only", "The tone is friendly", "The tone is **friendly**."),
    ("editorial: spelling only", "It takes ten farms.", "It takes 10 farms."),
]


class TestForce:
    """'force stronger or weaker (English, French, Spanish, Portuguese verbs)'."""

    @pytest.mark.parametrize(("before", "after", "words"), FORCE)
    def test_english(self, before: str, after: str, words: str) -> None:
        assert f"force: {words}" in told(before, after)

    @pytest.mark.parametrize(("language", "before", "after", "words"), OTHER_LANGUAGES)
    def test_other_languages(self, language: str, before: str, after: str, words: str) -> None:
        assert told(before, after, Context(language=language))[0] == f"force: {words}"

    @pytest.mark.parametrize(("before", "after", "words"), [
        ("The Secretariat records it.", "The Secretariat may record it.", "force: may came in: weaker"),
        ("The Secretariat shall record it.", "The Secretariat records it.",
         "editorial: the same duty was written with shall"),
        ("It is open. The Secretariat records it.", "It is open.",
         "force: the duty is gone: 'The Secretariat records it'"),
    ])
    def test_a_text_in_the_plain_present(self, before: str, after: str, words: str) -> None:
        """'per house style: *shall* styles and plain-present styles'."""
        assert words in told(before, after, Context(house_style="present"))

    @pytest.mark.parametrize(("before", "after"), [
        ("The Board shall decide.", "The Board must decide."),
        ("Members may ask.", "Members are entitled to ask."),
        ("Use the code that will be written.", "Use the code that was written."),
        ("> The Board shall decide.", "> The Board should decide."),
    ])
    def test_the_same_force(self, before: str, after: str) -> None:
        assert [line for line in told(before, after) if line.startswith("force")] == []

    def test_a_clause_that_is_gone(self) -> None:
        assert told("The Board shall decide. It may ask.", "") == [
            "force: the duty is gone: 'The Board shall decide'", "force: the permission is gone: 'It may ask'",
            "wording: words gone: 'Complaints'"]


class TestNegation:
    """'negation': a not, never, unless or only that came, went or stands elsewhere."""

    @pytest.mark.parametrize(("before", "after", "words"), NEGATION)
    def test_english(self, before: str, after: str, words: str) -> None:
        found = [line.removeprefix("negation: ") for line in told(before, after) if line.startswith("negation")]
        assert any(line.endswith(words) for line in found), told(before, after)

    @pytest.mark.parametrize(("language", "before", "after"), [
        ("fr", "Les noms sont publiés.", "Les noms ne sont jamais publiés."),
        ("es", "Los nombres se publican.", "Los nombres no se publican."),
        ("pt", "Os nomes são publicados.", "Os nomes não são publicados."),
    ])
    def test_other_languages(self, language: str, before: str, after: str) -> None:
        assert any(line.startswith("negation") for line in told(before, after, Context(language=language)))

    @pytest.mark.parametrize(("before", "after"), [
        ("It is not done.", "It isn't done."),
        ("It helps us.", "It helps not only us but also others."),
        ("It cannot hold.", "It can't hold."),
    ])
    def test_no_denial(self, before: str, after: str) -> None:
        assert [line for line in told(before, after) if line.startswith("negation")] == []


class TestQuantitiesAndSubjects:
    """'quantifier (all/some, at least/at most), actor changed, scope or definition, time limit, reference …'."""

    @pytest.mark.parametrize(("words", "before", "after"), [*QUANTITIES, *SUBJECTS])
    def test_is_told(self, words: str, before: str, after: str) -> None:
        assert words in told(before, after)

    @pytest.mark.parametrize(("language", "before", "after", "words"), [
        ("fr", "Répondre dans un délai de dix jours.", "Répondre dans un délai de vingt jours.",
         "time limit: dix jours became vingt jours: looser"),
        ("es", "Responder en un plazo de 10 días hábiles.", "Responder en un plazo de un mes.",
         "time limit: 10 días hábiles became un mes: looser"),
        ("pt", "Pelo menos 30 por cento.", "Pelo menos 20 por cento.",
         "number: 30 por cento became 20 por cento: looser"),
    ])
    def test_other_languages(self, language: str, before: str, after: str, words: str) -> None:
        assert words in told(before, after, Context(language=language))

    def test_a_definition_by_its_heading(self) -> None:
        assert told("- **case**: what is done.", "- **case**: what was planned.", heading="Definitions")[0] \
            .startswith("definition: the meaning is put otherwise")


DAYS = Parameter.from_mapping({
    "name": "acknowledge_days", "scope": "module", "type": "integer", "title": "Days", "prompt": "How many?",
    "help": "Few.", "unit": "working days", "default": 5, "minimum": 2, "maximum": 10, "stricter": "lower",
    "reference": "ISO 10002:2018, 7.2",
})


class TestParameter:
    """'parameter stricter or looser with its unit and reference'."""

    @pytest.mark.parametrize(("after", "value", "words"), [
        ("Answer within 10 working days.", 10,
         "parameter: acknowledge_days 5 -> 10 working days: looser (ISO 10002:2018, 7.2)"),
        ("Answer within 3 working days.", 3,
         "parameter: acknowledge_days 5 -> 3 working days: stricter (ISO 10002:2018, 7.2)"),
        ("Answer within 40 working days.", 5,
         "parameter: acknowledge_days 5 -> 40 working days: looser (ISO 10002:2018, 7.2)"),
        ("Answer in time.", 5,
         "parameter: acknowledge_days 5 -> in time (ISO 10002:2018, 7.2)"),
    ])
    def test_a_value(self, after: str, value: int, words: str) -> None:
        context = Context(blanks=(Blank.of(DAYS, 5, value),))
        assert told("Answer within 5 working days.", after, context)[0] == words

    def test_it_carries_unit_and_reference(self) -> None:
        context = Context(blanks=(Blank.of(DAYS, 5, 10),))
        [signal] = signals_of(change("Answer in 5 working days.", "Answer in 10 working days."), context)
        assert (signal.kind, signal.direction, signal.parameter, signal.unit, signal.reference) == (
            SignalKind.PARAMETER, Direction.LOOSER, "acknowledge_days", "working days", "ISO 10002:2018, 7.2")


class TestStructure:
    """'structure': moved, split, joined, another level, a list made of a sentence."""

    def test_a_clause_that_moved(self) -> None:
        first, second = "## A { #a1 }\n\nOne thing.\n\n", "## B { #b1 }\n\nAnother thing.\n\n"
        changes = compare_texts(f"# T\n\n{first}{second}", f"# T\n\n{second}{first}")
        words = [signal.words for found in changes for signal in signals_of(found, Context())]
        assert words == ["moved to another place", "number 1 became 2"]

    def test_a_level(self) -> None:
        [found] = [one for one in compare_texts("# T\n\n## A { #a1 }\n\nX.\n\n## B { #b1 }\n\nY.\n",
                                                "# T\n\n## A { #a1 }\n\nX.\n\n### B { #b1 }\n\nY.\n") if one.kinds]
        assert "level 2 became 3" in [signal.words for signal in signals_of(found, Context())]

    def test_an_item(self) -> None:
        assert "structure: became an item of a list" in told("The body is independent of us.",
                                                             "- The body is independent of us.")


class TestBrief:
    """Screens have one line for a clause: the most weighty first, and never two accounts of one thing."""

    def test_the_most_weighty_come_first(self) -> None:
        found = brief(change("The Board shall answer all farms within 10 days, see clause 4.",
                             "The Panel should answer some farms within 20 days, see clause 5."), Context())
        assert found == ("shall became should: weaker", "10 days became 20 days: looser",
                         "all became some: looser", "and 2 more")

    def test_light_changes_are_told_in_two_words(self) -> None:
        assert brief(change("The tone is friendly.", "The tone is courteous."), Context()) == ("other words",)
        assert brief(change("The tone is friendly", "The tone is friendly."), Context()) == ("spelling or layout only",)


class TestTable:
    """'rules in one readable table'."""

    def test_every_block_says_why_or_where_from(self) -> None:
        plain = ("unit", "often", "role", "percent")
        assert [rule.name for rule in rules.rules() if not rule.why and rule.section not in plain] == []
        verbs = [rule for rule in rules.rules() if rule.section == "force"]
        assert [rule.name for rule in verbs if not (rule.source and rule.weight)] == []

    def test_no_phrase_means_two_things_of_one_class(self) -> None:
        for language in rules.LANGUAGES:
            for phrases in rules.vocabulary(language).phrases.values():
                for phrase in phrases:
                    same = [other for other in phrases if other.words == phrase.words
                            and other.rule.section == phrase.rule.section and other.is_exact == phrase.is_exact]
                    assert len({other.rule.id for other in same}) == 1 or phrase.rule.id in ("can", "cannot"), phrase

    def test_what_a_signal_carries(self) -> None:
        found = signals_of(change("The Board shall decide.", "The Board should decide."), Context())
        assert found == (Signal(
            kind=SignalKind.FORCE, words="shall became should: weaker", rule="force.should", direction=Direction.WEAKER,
            before="shall", after="should", passage_before="The Board shall decide.",
            passage_after="The Board should decide."),)
