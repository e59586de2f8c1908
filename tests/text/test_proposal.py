"""A wording turned back into its template: what stays, what becomes a blank again, what is asked, what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.adopt.rendering import template_values
from schemekit.errors import ProposalRefusedError
from schemekit.files.schemas import load
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.finding import FindingsError
from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.text.document import Document
from schemekit.text.proposing.aligning import Alignment, is_wrapped_alike
from schemekit.text.proposing.filling import Filling, addresses_in, fillings_of, is_distinctive
from schemekit.text.proposing.other_values import first_ill_read
from schemekit.text.proposing.patch_message import ProposalMessage
from schemekit.text.proposing.pieces import pieces_of
from schemekit.text.proposing.proposal import Proposal, Wording, turn_back
from schemekit.text.template_grammar import parse_template
from schemekit.text.template_slices import slices_of

POLICIES = Path(__file__).parents[2] / "policies"
MODULES = ("grievance", "assurance", "stakeholder-consultation")
OWN: Mapping[str, Value] = {
    "scheme_name": "Northern Minerals Initiative",
    "scheme_short": "NMI",
    "decision_body": "Council of Elders",
    "contact_email": "help@nmi.example",
    "appeal_body": "Review Board",
    "secretariat": "Office",
}


@cache
def module(name: str) -> Module:
    return Module.from_mapping(load((POLICIES / name / "module.yaml").read_bytes(), "module", "module.yaml"))


def values(name: str, own: Mapping[str, Value] = OWN) -> dict[str, Value]:
    return {**module(name).defaults(), **own}


@cache
def templates(name: str) -> tuple[str, ...]:
    """Every clause of a real module, and every form."""
    folder = POLICIES / name / TEMPLATE_FOLDER
    clauses = [clause.raw for clause in Document.parse((folder / "policy.md").read_text("utf-8")).clauses]
    return (*clauses, *(path.read_text("utf-8") for path in sorted(folder.glob("forms/*.md"))))


def render(name: str, template: str, own: Mapping[str, Value] = OWN) -> str:
    return parse_template(template, "policy.md").render(template_values(module(name), values(name, own)))


def proposed(name: str, template: str, text: str, **said: list[str]) -> Proposal:
    filled = fillings_of(module(name), values(name), "Northern Minerals Initiative", **said)
    return turn_back(
        template, Wording(text=text, file="policy.md"), template_values(module(name), values(name)), filled
    )


TEMPLATE = """\
### Answer { #answer }

The {{ cookiecutter.decision_body }} shall answer within {{ cookiecutter.acknowledge_days }} working days.
{% if cookiecutter.interim_measures %}It may order a hold.{% else %}It orders nothing.{% endif %}
The answer of {{ cookiecutter.scheme_short }} is public.
"""
SHOWN = """\
### Answer { #answer }

The Council of Elders shall answer within 5 working days.
It may order a hold.
The answer of NMI is public.
"""


class TestWhatStays:
    """'The parts that did not change keep the template's own text byte for byte (blanks, `{% if %}` [...])'."""

    @pytest.mark.parametrize(
        ("edits", "line"),
        [
            pytest.param(
                [("shall answer", "shall answer in writing")],
                "The {{ cookiecutter.decision_body }} shall answer in writing within "
                "{{ cookiecutter.acknowledge_days }} working days.",
                id="words-beside-blanks",
            ),
            pytest.param(
                [("a hold.", "a hold at once.")],
                "{% if cookiecutter.interim_measures %}It may order a hold at once.{% else %}It orders nothing."
                "{% endif %}",
                id="words-in-a-condition",
            ),
            pytest.param(
                [("It may order a hold.", "It may order a hold.\nIt tells everybody.")],
                "{% endif %}\nIt tells everybody.\n",
                id="a-sentence-after-a-condition",
            ),
            pytest.param(
                [("It may order a hold.\n", "It tells everybody.\nIt may order a hold.\n")],
                "working days.\nIt tells everybody.\n{% if",
                id="a-sentence-before-a-condition",
            ),
            pytest.param(
                [("It may order a hold.", "")],
                "{% if cookiecutter.interim_measures %}{% else %}It orders nothing.{% endif %}",
                id="the-other-branch-stays",
            ),
            pytest.param(
                [
                    (
                        "The Council of Elders shall answer within 5 working days.",
                        "Within 5 working days, the Council of Elders shall answer.",
                    )
                ],
                "Within {{ cookiecutter.acknowledge_days }} working days, the {{ cookiecutter.decision_body }} shall "
                "answer.",
                id="turned-round",
            ),
        ],
    )
    def test_it(self, edits: list[tuple[str, str]], line: str) -> None:
        text = SHOWN
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        assert line in proposed("grievance", TEMPLATE, text).text

    def test_a_condition_that_lost_all_its_words_goes(self) -> None:
        template = "A.\n{% if cookiecutter.interim_measures %}B {{ cookiecutter.secretariat }}.{% endif %}\nC.\n"
        found = proposed("grievance", template, "A.\n\nC.\n")
        assert (found.text, found.gone, found.conditions) == ("A.\n\nC.\n", ("secretariat",), ("interim_measures",))

    def test_wrapping_and_quotes_are_the_sources(self) -> None:
        """'Re-wrapping ... and typographic quotes' are no wording of the scheme's."""
        text = SHOWN.replace("shall answer within", "shall\nanswer within").replace("public", "open")
        assert proposed("grievance", TEMPLATE, text).text == TEMPLATE.replace("is public", "is open")

    def test_minus_signs_and_elif(self) -> None:
        template = (
            "A {%- if cookiecutter.interim_measures -%}  b {{- cookiecutter.secretariat }}"
            "{% elif cookiecutter.fee == '}} %}' %}q{% else %}r{% endif %} end\n"
        )
        assert "".join(part.text for part in slices_of(template)) == template
        assert render("grievance", template) == "AbOffice end\n"
        found = proposed("grievance", template, "AbOffice the end\n")
        assert found.text == template.replace(" end\n", " the end\n")


class TestTurningBack:
    """'Values of parameters in new words become {{ cookiecutter.NAME }} again where this is certain'."""

    @pytest.mark.parametrize(
        ("words", "wanted", "how"),
        [
            pytest.param(
                "Northern Minerals Initiative says so.", "{{ cookiecutter.scheme_name }} says so.", "name", id="name"
            ),
            pytest.param("NMI says so.", "{{ cookiecutter.scheme_short }} says so.", "name", id="acronym"),
            pytest.param(
                "Write to help@nmi.example.", "Write to {{ cookiecutter.contact_email }}.", "name", id="address"
            ),
            pytest.param(
                "The Review Board hears it.", "The {{ cookiecutter.appeal_body }} hears it.", "name", id="body"
            ),
            pytest.param(
                "The Review\nBoard hears it.", "The {{ cookiecutter.appeal_body }} hears it.", "name", id="wrapped"
            ),
        ],
    )
    def test_distinctive_names(self, words: str, wanted: str, how: str) -> None:
        """'For new words that happen to equal a value [...]: turned back when distinctive, and every such turning-back
        is listed for the person to look at'."""
        found = proposed("grievance", TEMPLATE, SHOWN + words + "\n")
        assert found.text == TEMPLATE + wanted + "\n"
        assert [item.how for item in found.turned_back] == [how]
        assert found.left == ()

    @pytest.mark.parametrize(
        "words", ["Pre-NMI times.", "help@nmi.example.org answers.", "NMIs answer.", "@NMI answers."]
    )
    def test_no_part_of_something_longer(self, words: str) -> None:
        assert proposed("grievance", TEMPLATE, SHOWN + words + "\n").turned_back == ()

    def test_a_bare_number_is_asked_about(self) -> None:
        """'A bare number that merely equals a value is NOT turned back by itself but listed as a question'."""
        found = proposed("grievance", TEMPLATE, SHOWN + "It takes 5 working days or 5 letters.\n")
        assert found.text == TEMPLATE + "It takes 5 working days or 5 letters.\n"
        assert [(item.words, item.names[0]) for item in found.questions] == [("5", "acknowledge_days")] * 2
        assert "interim_days" in found.questions[0].names
        assert found.questions[1].names == ("acknowledge_days",)  # the clause's own

    def test_a_number_beside_other_words_is_not_taken_for_the_blank(self) -> None:
        text = SHOWN.replace("within 5 working days", "within 7 working days, or by 5 letters")
        found = proposed("grievance", TEMPLATE, text)
        assert "within 7 working days, or by 5 letters." in found.text
        assert (found.gone, [item.words for item in found.questions]) == (("acknowledge_days",), ["7", "5"])

    def test_a_person_decides(self) -> None:
        text = SHOWN + "Within 5 days the Office tells NMI.\n"
        found = proposed("grievance", TEMPLATE, text, blank=["acknowledge_days", "secretariat"], keep=["scheme_short"])
        assert found.text.endswith(
            "Within {{ cookiecutter.acknowledge_days }} days the {{ cookiecutter.secretariat }} tells NMI.\n"
        )
        assert (found.questions, found.left) == ((), ())

    def test_what_is_left_is_told(self) -> None:
        found = proposed("grievance", TEMPLATE, SHOWN + "The office writes to jane@nmi.example, NMI-wide.\n")
        assert found.left == ("jane@nmi.example", "NMI")  # "office" is an everyday word

    def test_one_value_of_two_parameters(self) -> None:
        twins = tuple(Filling(name=name, words="Review Board", is_certain=True) for name in ("one", "two"))
        wording = Wording(text="The Review Board.\n", file="policy.md")
        found = turn_back("", wording, {}, twins)
        assert (found.text, found.questions[0].names) == ("The Review Board.\n", ("one", "two"))

    @pytest.mark.parametrize(
        ("words", "is_one"),
        [
            ("Northern Minerals Initiative", True),
            ("NMI", True),
            ("a@b.example", True),
            ("https://b.example", True),
            ("Board", False),
            ("no time limit", False),
            ("5", False),
            ("NM", False),
            ("the Scheme", True),
        ],
    )
    def test_distinctive(self, words: str, is_one: bool) -> None:
        assert is_distinctive(words) is is_one


class TestRealClauses:
    """'Tests incl. real modules' clauses edited as a person would'."""

    @pytest.mark.parametrize(
        ("clause", "old", "new", "wanted"),
        [
            pytest.param(
                "no-retaliation",
                "anyone who helps them.",
                "anyone who helps them or their family.",
                "anyone who helps them or their family.{% endif %}\n",
                id="inside-a-condition",
            ),
            pytest.param(
                "acknowledgement",
                "The Complaints Officer shall",
                "Without delay, the Complaints Officer shall",
                "Without delay, the {{ cookiecutter.complaints_officer }} shall",
                id="before-a-blank",
            ),
            pytest.param(
                "commitment",
                "The Council of Elders shall approve this",
                "At its first meeting, the Council of Elders, advised by the Review Board, shall approve this",
                "At its first meeting, the {{ cookiecutter.decision_body }}, advised by the "
                "{{ cookiecutter.appeal_body }}, shall approve this",
                id="words-between-and-a-name",
            ),
            pytest.param(
                "acknowledgement",
                "within 5 working days of receipt",
                "within 5 working days of receipt, or at once",
                "{% if cookiecutter.acknowledge_days|int == 1 %}day{% else %}days{% endif %} of receipt, or at once",
                id="after-a-singular",
            ),
        ],
    )
    def test_one_sentence(self, clause: str, old: str, new: str, wanted: str) -> None:
        policy = (POLICIES / "grievance" / TEMPLATE_FOLDER / "policy.md").read_text("utf-8")
        template = Document.parse(policy).by_id()[clause].raw
        shown = render("grievance", template)
        assert old in shown
        found = proposed("grievance", template, shown.replace(old, new, 1))
        assert wanted in found.text
        assert (found.gone, found.left) == ((), ())
        assert render("grievance", found.text) == shown.replace(old, new, 1)


class TestReadsWell:
    """'Rendering with other values must read well': no word of a condition is left beside words it was not made for."""

    DAYS = "within {{ cookiecutter.acknowledge_days }} working "\
           "{% if cookiecutter.acknowledge_days|int == 1 %}day{% else %}days{% endif %} of receipt"
    MEDIUM = "It answers {% if cookiecutter.interim_measures %}in writing{% else %}by phone{% endif %} and at once.\n"

    @pytest.mark.parametrize(
        ("template", "old", "new", "wanted"),
        [
            pytest.param(f"A {DAYS}.\n", "5 working days", "two weeks", "A within two weeks of receipt.\n",
                         id="two-weeks"),
            pytest.param(f"A {DAYS}.\n", "5 working days of", "two weeks after", "A within two weeks after receipt.\n",
                         id="and-words-after-it"),
            pytest.param(f"A {DAYS}.\n", "within 5", "within ten", "A within ten working days of receipt.\n",
                         id="the-number-went-and-the-plural-stays"),
            pytest.param(f"A {DAYS}.\n", "days", "weeks",
                         "A within {{ cookiecutter.acknowledge_days }} working weeks of receipt.\n", id="the-one-word"),
            pytest.param(f"A {DAYS}.\n", "of receipt", "of its receipt", f"A {DAYS}.\n".replace("of r", "of its r"),
                         id="words-beside-it-change-nothing"),
            pytest.param(MEDIUM, "in writing", "by letter", MEDIUM.replace("in writing", "by letter"), id="one-branch"),
            pytest.param(MEDIUM, "answers in writing and at once", "says what it thinks", "It says what it thinks.\n",
                         id="with-words-around"),
        ],
    )
    def test_it(self, template: str, old: str, new: str, wanted: str) -> None:
        shown = render("grievance", template)
        assert old in shown
        assert proposed("grievance", template, shown.replace(old, new, 1)).text == wanted

    @pytest.mark.parametrize("days", [1, 2, 10])
    def test_the_acknowledgement_of_the_library(self, days: int) -> None:
        policy = (POLICIES / "grievance" / TEMPLATE_FOLDER / "policy.md").read_text("utf-8")
        template = Document.parse(policy).by_id()["acknowledgement"].raw
        text = render("grievance", template).replace("5 working days of receipt", "two weeks of receipt")
        found = proposed("grievance", template, text)
        assert "within two weeks of receipt, by" in render("grievance", found.text, {**OWN, "acknowledge_days": days})
        assert found.gone == ("acknowledge_days",)

    @pytest.mark.parametrize(
        ("now", "told"),
        [
            ("It{% if cookiecutter.interim_measures %} may{% else %}may{% endif %} rest.", "'Itmay'"),
            ("Two {% if cookiecutter.acknowledge_days|int > 3 %}weeks{% else %}day{% endif %}s.", ""),
            ("Two weeks{% if cookiecutter.acknowledge_days|int == 1 %}day{% else %}{% endif %} on.", "'Two weeksday'"),
            ("It {% if cookiecutter.interim_measures %}may {% else %} {% endif %}rest.", "'It'"),
        ],
    )
    def test_every_value_that_a_condition_asks_for_is_tried(self, now: str, told: str) -> None:
        before = "Two {% if cookiecutter.acknowledge_days|int > 3 %}weeks{% else %}day{% endif %}s."
        filled = template_values(module("grievance"), values("grievance"))
        assert first_ill_read(before, now, "policy.md", filled) == told


class TestRefused:
    """'A scheme's text with Jinja signs in new words must not become template code: escaped or refused'."""

    @pytest.mark.parametrize(
        "words",
        [
            "{{ 7*7 }}",
            "{% include 'x' %}",
            "{# hidden #}",
            "{{ cookiecutter.scheme_name }}",
            "{%- endif -%}",
            "\x07",
            "\u202eabc",
            "a\u200bb",
            "\x1b[31m",
            "\ufeff",
            "{" + "{{ x",
        ],
    )
    @pytest.mark.parametrize("template", [TEMPLATE, ""], ids=["adapted", "added"])
    def test_template_marks_and_what_does_not_show(self, words: str, template: str) -> None:
        with pytest.raises(FindingsError) as refused:
            proposed("grievance", template, SHOWN + f"More {words} words.\n")
        finding = refused.value.findings[0]
        assert (finding.code, finding.file, finding.line) == ("proposal", "policy.md", 6 + words.count("\n"))

    @pytest.mark.parametrize(
        "edit", [("answer within 5", "answer within {5"), ("of NMI", "of {NMI"), ("The Council", "{%The Council")]
    )
    def test_a_brace_beside_a_blank(self, edit: tuple[str, str]) -> None:
        with pytest.raises((ProposalRefusedError, FindingsError)):
            proposed("grievance", TEMPLATE, SHOWN.replace(*edit))

    def test_words_already_in_the_rendering_are_not_new(self) -> None:
        """A value that holds no mark cannot make one, and closing braces alone are words."""
        assert proposed("grievance", TEMPLATE, SHOWN + "So }} and %} stay.\n").text.endswith("So }} and %} stay.\n")


WORDS = st.sampled_from(
    [
        "in writing",
        "promptly",
        "the Review Board",
        "NMI",
        "Northern Minerals Initiative",
        "5",
        "30 days",
        "shall",
        "Office",
        "help@nmi.example",
        "\n- an item",
        "\n",
        "|",
        "“quoted”",
        "{ x }",
        "Council of Elders",
        "not",
        "**",
        "é",
        "Review",
        "%",
    ]
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, str]:
    """A clause of a real module, and its rendering edited as a person would: words put in, taken out, exchanged."""
    name = draw(st.sampled_from(MODULES))
    template = draw(st.sampled_from(templates(name)))
    words = re.split(r"(\s+)", render(name, template))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(1, max(1, len(words) - 1)))
        gone = draw(st.integers(0, min(6, len(words) - place)))
        new = [part for word in draw(st.lists(WORDS, max_size=3)) for part in (" ", word, " ")]
        words[place : place + gone] = new
    return name, template, "".join(words)


class TestLaws:
    """'Rendering the proposed template with the scheme's values gives the scheme's clause back'."""

    @settings(max_examples=80, deadline=None)
    @given(edited())
    def test_rendered_it_is_the_wording_again(self, case: tuple[str, str, str]) -> None:
        name, template, text = case
        try:
            found = proposed(name, template, text)
        except ProposalRefusedError:
            return
        assert is_wrapped_alike(render(name, found.text), text)
        if "\n" not in template[2:] or text == render(name, template):
            assert render(name, found.text).split() == text.split()

    @settings(max_examples=40, deadline=None)
    @given(edited())
    def test_other_values_show_nothing_of_the_scheme(self, case: tuple[str, str, str]) -> None:
        """'Rendering with other values never contains the scheme's own name/values where a blank stands'."""
        name, template, text = case
        try:
            found = proposed(name, template, text)
        except ProposalRefusedError:
            return
        other = {key: f"Other{key.replace('_', '')}" for key in OWN}
        shown = render(name, found.text, other)
        for words in (str(OWN[key]) for key in OWN if module(name).parameter(key)):
            assert words in ("NMI", "Office") or words not in shown or any(words in told for told in found.left)

    def test_a_name_that_lost_the_blank_beside_it_is_told(self) -> None:
        template = "## Purpose { #purpose }\n\nIt says how.\n\n"
        found = proposed("grievance", template, template.replace("says", f"says{OWN['scheme_name']}"))
        assert OWN["scheme_name"] in found.left

    @pytest.mark.parametrize("name", MODULES)
    def test_nothing_changed_gives_nothing(self, name: str) -> None:
        """'Proposing nothing changed gives nothing', for every clause and form of the real modules."""
        for template in templates(name):
            found = proposed(name, template, render(name, template))
            assert found == Proposal(text=template)

    @pytest.mark.parametrize("name", MODULES)
    def test_pieces_are_the_template_and_its_rendering(self, name: str) -> None:
        filled = template_values(module(name), values(name))
        for template in templates(name):
            pieces = pieces_of(template, "policy.md", filled)
            assert "".join(piece.source for piece in pieces) == template
            assert "".join(piece.shown for piece in pieces) == render(name, template)

    @settings(max_examples=100)
    @given(st.text("ab .\n-|", max_size=40), st.text("ab .\n-|", max_size=40))
    def test_edits_make_the_new_text(self, old: str, new: str) -> None:
        at, made = 0, ""
        for edit in Alignment(old=old, new=new).edits():
            made += old[at : edit.start] + new[edit.new_start : edit.new_end]
            at = edit.end
        assert is_wrapped_alike(made + old[at:], new)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a " * 15_000, id="one-word"),
        pytest.param("a\n" * 15_000, id="one-line"),
        pytest.param("NMI " * 8_000, id="a-name"),
        pytest.param("5 " * 10_000, id="a-number"),
        pytest.param("a.a-a@" * 5_000, id="addresses"),
        pytest.param("\n| a | b |" * 3_000, id="a-table"),
        pytest.param("Northern Minerals " * 2_000, id="half-a-name"),
    ],
)
def test_hostile_texts_end_soon(text: str) -> None:
    """'Time bounded (no quadratic blow-up on hostile text)'."""
    import time

    began = time.process_time()
    proposed("grievance", TEMPLATE, SHOWN + text)
    proposed("grievance", text.replace("NMI", "{{ cookiecutter.scheme_short }}") + "x", text[: len(text) // 2] + "y")
    assert time.process_time() - began < 8


def test_addresses() -> None:
    assert addresses_in("To a.b@c.example, <d@e.example>; not @x or y@.") == ("a.b@c.example", "d@e.example")


class TestMessage:
    """'Patch header injection via clause headings/reasons (newlines, "From ", "---" lines)'."""

    @pytest.mark.parametrize(
        "words",
        [
            "x\n---\nFrom: evil <e@e.example>",
            "From 1234567890123456789012345678901234567890 Mon Sep 17 00:00:00 2001",
            "a\ndiff --git a/x b/x",
            "a\r\nIndex: x",
            "-- >8 --",
            "--- 8< ---",
            "a\nSigned-off-by: Somebody <s@s.example>",
            "Subject: other\n\n",
            "\x00\x1b[1m",
            "a " * 3000,
        ],
    )
    def test_words_from_elsewhere_stay_inside(self, words: str) -> None:
        message = ProposalMessage(
            module="grievance",
            scheme=words,
            adopted="grievance 1.0.0",
            base="grievance 1.0.0",
            state="tree x",
            licence="CC-BY-4.0",
            clauses=[("no-charge", words, words)],
            note=words,
            borrowed=[words],
        ).text
        starts = ("Proposed by", "Why:", "Reasons that", "Words borrowed", "Made against", "Offered under", "  ")
        subject, blank, *rest = message.rstrip("\n").split("\n")
        assert (subject, blank) == ("grievance: no-charge", "")
        assert all(not line or line.startswith(starts) for line in rest)
        assert not re.search(r"[<>]8|8[<>]|[\x00-\x09\x0b-\x1f]", message)
