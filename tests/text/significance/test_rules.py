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
from schemekit.text.significance.reading import Sentence


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


# What a reviewer who trusts nothing wrote so that it looked stricter, or like nothing, and what is told now.
PUBLISH = "The Secretariat shall publish the report within 30 days."
REFUSE = "The Board shall not refuse a complaint."
ANSWER = "The Board shall answer."
LIFTED = [
    ("en", REFUSE, "The Board shall not have to refuse a complaint.", "shall not became shall not have to: weaker"),
    ("en", REFUSE, "The Board shall not need to refuse a complaint.", "shall not became shall not need to: weaker"),
    ("en", REFUSE, "The Board shall not be expected to refuse a complaint.",
     "shall not became shall not be expected to: weaker"),
    ("en", REFUSE, "The Board shall not be able to refuse a complaint.", "shall not became shall not be able to"),
    ("en", ANSWER, "The Board shall never be required to answer.",
     "shall became shall never be required to: weaker"),
    ("en", ANSWER, "No Board shall be required to answer.", "shall became No Board shall be required to: weaker"),
    ("en", ANSWER, "The Board shall be able to answer.", "shall became shall be able to: weaker"),
    ("en", ANSWER, "The Board shall be free to answer.", "shall became shall be free to: weaker"),
    ("en", ANSWER, "The Board shall have discretion to answer.", "shall became shall have discretion to: weaker"),
    ("en", ANSWER, "The Board shall do its best to answer.",
     "do its best to came in: the duty is only to try: weaker"),
    ("en", "The Board shall publish it.", "The Board shall consider publishing it.",
     "consider came in: the duty is only to think of it: weaker"),
    ("en", ANSWER, "Ideally, the Board shall answer.", "Ideally came in: the duty lets exceptions be: weaker"),
    ("en", ANSWER, "The Board shall answer as it sees fit.",
     "as it sees fit came in: the duty holds only so far: weaker"),
    ("en", ANSWER, "The Board shall, resources permitting, answer.",
     "resources permitting came in: the duty holds only so far: weaker"),
    ("en", PUBLISH, f"{PUBLISH[:-1]}; later answers are valid.",
     "later answers are valid came in: what is not done counts as done: weaker"),
    ("en", ANSWER, f"{ANSWER} This clause is to be read as advice.",
     "'as advice' came in: said to be no duty: 'This clause is to be read as advice.': weaker"),
    ("en", ANSWER, "Guidance: the Board shall answer.", "'Guidance' came in: said to be no duty: weaker"),
    ("fr", "Le Conseil ne doit pas refuser.", "Le Conseil ne doit pas être obligé de refuser.",
     "ne doit pas became ne doit pas être obligé: weaker"),
    ("fr", "Le Conseil doit publier.", "Le Conseil ne sera pas tenu de publier.",
     "doit became ne sera pas tenu: weaker"),
    ("es", "La Junta no podrá rechazarla.", "La Junta no podrá ser obligada a rechazarla.",
     "no podrá became no podrá ser obligada: weaker"),
    ("es", "La Junta debe responder.", "Nadie está obligado a responder.",
     "debe became Nadie está obligado: weaker"),
    ("pt", "O Conselho não deve recusar.", "O Conselho não deve ser obrigado a recusar.",
     "não deve became não deve ser obrigado: weaker"),
]
# The same words on a page, or not: what markup takes away from a reader.
HIDDEN = [
    ("[The Panel shall answer.]: #", "the definition of a link, which no page shows"),
    ("[//]: # (The Panel shall answer.)", "the definition of a link, which no page shows"),
    ("[^z]: The Panel shall answer.", "a footnote"),
    ('The Panel shall answer.\n{: style="display:none" }', "hidden by HTML or attributes"),
    ("<span hidden>The Panel shall answer.</span>", "hidden by HTML or attributes"),
    ("<template>The Panel shall answer.</template>", "hidden by HTML or attributes"),
    ('<div style="display:none">\n\nThe Panel shall answer.\n\n</div>', "hidden by HTML or attributes"),
    ("{>>The Panel shall answer.<<}", "a comment"),
    ("!!! note\n    The Panel shall answer.", "a note"),
]
WITHIN = "The Panel shall answer within {}."
PRINTED = [   # what a reader of the page sees counts
    ("30 days", "30&#48; days", "30 days became 30&#48; days: looser"),
    ("10 days", "10**0** days", "10 days became 10**0** days: looser"),
    ("10 days", "1<b></b>00 days", "10 days became 1<b></b>00 days: looser"),
    ("30 days", "30<!-- -->0 days", "30 days became 30<!-- -->0 days: looser"),
    ("10 days", "\uff13\uff10 days", "10 days became \uff13\uff10 days: looser"),
    ("10 days", "\u0663\u0660 days", "10 days became \u0663\u0660 days: looser"),
    ("ten days", "one hundred and one days", "ten days became one hundred and one days: looser"),
    ("10 days", "10/20 days", "10 days became 10/20 days"),
    ("10 days", "10+10 days", "10 days became 10+10 days"),
]
NUMBERS = [   # the value of a number in words
    ("en", "one hundred and one", 101), ("en", "nine hundred ninety-nine", 999), ("en", "two fifths", 0.4),
    ("fr", "vingt et un", 21), ("fr", "quatre-vingt-dix-sept", 97), ("fr", "soixante et onze", 71),
    ("fr", "deux cents", 200), ("es", "treinta y un", 31), ("es", "quinientos veintitrés", 523),
    ("pt", "duzentos e trinta e cinco", 235),
]
UNSURE = [   # which way these go, nobody can tell from the words
    ("A party may appeal within 30 days.", "A party may appeal within 10 days."),
    ("The appeal shall be lodged within 30 days.", "The appeal shall be lodged within 10 days."),
    ("The complainant has 30 days to appeal.", "The complainant has 10 days to appeal."),
    ("They bound complaints of up to two years.", "They bound complaints of up to one year."),
    ("Complaints above 100 euro shall be heard.", "Complaints above 500 euro shall be heard."),
    ("A fee of more than 100 euro shall not be asked.", "A fee of more than 500 euro shall not be asked."),
    ("The Board shall act if at least 3 members ask.", "The Board shall act if at least 5 members ask."),
    ("The Panel shall be fair.", "The Panel shall be fair. Appeals not decided within 60 days are dismissed."),
    ("It concerns acts within the 24 months before the report.", "It concerns acts within the 12 months before it."),
    ("The Board shall answer.", "The Board shall answer in due course."),
    ("The Panel shall answer within ten days.", "The Panel shall answer within ten days, or twenty in August."),
    ("The Panel shall answer within ten days.", "The Panel shall answer within ten days, extended by ten days."),
    ("Audit at least 10 % of sites.", "Audit at most 10 % of sites."),
    ("The Board, which can end it, shall answer.", "The Board, which can end it at will, shall answer."),
]
NO_SPELLING = [
    ("The member shall re-sign it.", "The member shall resign it.", "wording: 're-sign' became 'resign'"),
    ("Un-ionised workers are heard.", "Unionised workers are heard.", "wording: 'Un-ionised' became 'Unionised'"),
    ("Members meet twice.", "Members meet two.", "wording: 'twice' became 'two'"),
    ("A double vote is needed.", "A two vote is needed.", "wording: 'double' became 'two'"),
    ("The Panel shall be independent.", "The Panel shall be 'independent'.",
     "wording: quotation marks: 'be independent.' became 'be 'independent'.'"),
    ("- the witnesses hear it", "- [ ] the witnesses hear it", "wording: a box to tick came in"),
    ("It is here.", "It <small>is</small> here.",
     "wording: HTML, attributes or a link's definition came in: '<small>', '</small>'"),
    ("Copies are free of charge.", "Copies are against a charge.", "negation: free of charge is gone"),
    ("It is open.", "It is open. No part of it binds the Board.",
     "negation: No part of came in: 'No part of it binds the Board'"),
    ("It is open.", "It is open. They lapse without a notice.",
     "negation: without came in: 'They lapse without a notice'"),
    ("| Step | Days |\n| --- | --- |\n| Reply | 30 |", "| Step | Weeks |\n| --- | --- |\n| Reply | 30 |",
     "time limit: Days became Weeks"),
]


class TestDistrust:
    """'never say "stronger/stricter" or "editorial" when it can be the opposite'."""

    @pytest.mark.parametrize(("language", "before", "after", "words"), LIFTED)
    def test_a_duty_that_is_lifted(self, language: str, before: str, after: str, words: str) -> None:
        found = told(before, after, Context(language=language))
        assert f"force: {words}" in found
        assert not any(line.endswith(("stronger", "stricter")) for line in found)

    @pytest.mark.parametrize(("after", "how"), HIDDEN)
    def test_a_duty_that_no_page_shows(self, after: str, how: str) -> None:
        assert told("The Panel shall answer.", after)[0] == \
            f"force: the duty is now {how}: 'The Panel shall answer.': weaker"

    @pytest.mark.parametrize(("before", "after", "words"), PRINTED)
    def test_a_figure_is_read_as_it_prints(self, before: str, after: str, words: str) -> None:
        assert f"time limit: {words}" in told(WITHIN.format(before), WITHIN.format(after))

    @pytest.mark.parametrize(("language", "words", "value"), NUMBERS)
    def test_numbers_in_words(self, language: str, words: str, value: float) -> None:
        [amount] = Sentence(f"{words} of it", rules.vocabulary(language)).amounts
        assert amount.value == pytest.approx(value)

    @pytest.mark.parametrize(("before", "after"), UNSURE)
    def test_no_direction_is_told_where_it_may_be_the_other(self, before: str, after: str) -> None:
        found = signals_of(change(before, after), Context())
        assert [signal.words for signal in found if signal.direction is not Direction.OTHER] == []
        assert any(signal.kind is not SignalKind.EDITORIAL for signal in found)

    @pytest.mark.parametrize(("before", "after", "words"), NO_SPELLING)
    def test_what_is_more_than_spelling(self, before: str, after: str, words: str) -> None:
        assert words in told(before, after)

    def test_the_name_of_a_scheme_is_no_figure(self) -> None:
        assert not any(line.startswith("number") for line in told("It is the scheme.", "It is S0."))

    def test_a_value_of_the_module_goes_its_own_way(self) -> None:
        """'parameters' `stricter` direction must be used where it is one of a parameter'."""
        blank = Blank(name="filing", before="24", after="24", unit="months", stricter="higher")
        found = told("A complaint shall be filed within 24 months.", "A complaint shall be filed within 12 months.",
                     Context(blanks=(blank,)))
        assert found[0].endswith("12 months: looser")


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

BODY = Parameter.from_mapping({
    "name": "decision_body", "scope": "scheme", "type": "text", "title": "Decision body", "default": "Board",
    "stricter": "none", "prompt": "Which?", "help": "Usually the board.", "tailoring": "adjustable",
    "reference": "design choice",
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

    @pytest.mark.parametrize(("still", "is_told"), [
        pytest.param("The Board shall approve the sum.\n", False, id="it-stands-in-another-sentence"),
        pytest.param("", True, id="it-is-gone-from-the-clause"),
    ])
    def test_a_value_is_gone_only_where_the_clause_has_it_no_more(self, still: str, is_told: bool) -> None:
        """'the value (Board) no longer stands in the clause', while it stands there twice more."""
        context = Context(blanks=(Blank.of(BODY, "Board", "Board"),))
        lines = told(f"{still}The minutes of the Board record the names and the sum.",
                     f"{still}The Secretariat keeps a list of donors.", context)
        assert ("parameter: decision_body (Board) no longer stands in it (design choice)" in lines) is is_told
        assert lines[-1] == "wording: 'the Board record the names and the sum' became 'donors'"

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
