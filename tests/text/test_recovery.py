"""Reading values back: what was filled in is found again, whatever was edited around it, in bounded time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.parameter import Parameter, Value, in_text
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.recovering.clause_template import cut
from schemekit.text.recovering.meaning import meant
from schemekit.text.recovering.nearness import Words, nearness
from schemekit.text.recovering.recovery import Laid, Recovered, Sureness, recover
from schemekit.text.template_grammar import parse_template


def parameter(name: str, kind: str, default: Any, **more: Any) -> Parameter:
    return Parameter.from_mapping({
        "name": name, "scope": "module", "type": kind, "title": name, "prompt": name, "help": name,
        "default": default, **more})


DAYS = parameter("days", "integer", 5, minimum=1, maximum=30, none_label="no limit")
BODY = parameter("body", "text", "Board")
MAIL = parameter("mail", "text", "contact@example.org")
WAYS = parameter("ways", "list", ["e-mail", "post"])
OPEN = parameter("open", "boolean", True)
FORM = parameter("form", "choice", "letter", options=[
    {"value": "letter", "label": "By letter"}, {"value": "e-mail", "label": "By e-mail"},
    {"value": "call", "label": "By telephone"}])
RATE = parameter("rate", "number", 1.5, minimum=0, maximum=10)
ALL = (DAYS, BODY, MAIL, WAYS, OPEN, FORM, RATE)
TEXT = """\
# Answers of the {{ cookiecutter.body }}

Write to {{ cookiecutter.mail }}.

## Who { #who }

The {{ cookiecutter.body }} shall answer, by {{ cookiecutter.ways }}, whatever is asked of it.
{% if cookiecutter.open %}Anyone may ask, without giving a reason.
{% else %}Only members of good standing may put a question.
{% endif %}
## When { #when }

{% if cookiecutter.days == "none" %}There is no time limit for an answer.
{% else %}The answer shall be given within {{ cookiecutter.days }} working {% if cookiecutter.days|int == 1 %}day\
{% else %}days{% endif %} of the question.
{% endif %}
## How { #how }

{% if cookiecutter.form == "letter" %}The answer is sent by post, signed by hand.
{% else %}The answer is given by {{ cookiecutter.form }} and noted down.
{% endif %}
## Cost { #cost }

An answer costs {{ cookiecutter.rate }} units.
The {{ cookiecutter.body|lower }} publishes the rates of each year.
"""


def filled(values: Mapping[str, Value], text: str = TEXT) -> str:
    return parse_template(text, "policy.md").render({name: in_text(value) for name, value in values.items()})


def read(copy: str, text: str = TEXT, parameters: tuple[Parameter, ...] = ALL) -> dict[str, Recovered]:
    given = {item.name: item.default for item in parameters}
    return recover([Laid(cut(parse_template(text, "policy.md")), Document.parse(copy))], parameters, given, "en", {})


def values(found: dict[str, Recovered]) -> dict[str, Value]:
    return {name: item.value for name, item in found.items()}


FAR: dict[str, Value] = {
    "days": 12, "body": "Council of the North", "mail": "help@mine.example.net", "ways": ("telephone", "letter", "fax"),
    "open": False, "form": "call", "rate": 2.75}
_NAMES = st.lists(st.text("ABCDEFGHabcdefgh", min_size=2, max_size=8), min_size=1, max_size=4).map(" ".join)
_ITEMS = st.lists(st.text("uvwxyz", min_size=4, max_size=8), min_size=1, max_size=5, unique=True).map(tuple)


class TestTheLaw:
    """'render(values) -> recover(values) gives the same values for parameters that stand in the text.'"""

    @settings(max_examples=40, deadline=None)
    @given(st.fixed_dictionaries({
        "days": st.one_of(st.integers(1, 30), st.just("none")), "body": _NAMES,
        "mail": st.builds("{}@{}.example".format, st.text("abc", min_size=1), st.text("xyz", min_size=1)),
        "ways": _ITEMS, "open": st.booleans(), "form": st.sampled_from(["letter", "e-mail", "call"]),
        "rate": st.integers(0, 40).map(lambda number: number / 4)}))
    def test_what_was_filled_in_is_read(self, chosen: dict[str, Value]) -> None:
        found = read(filled(chosen))
        assert values(found) == chosen
        assert all(item.is_seen for item in found.values())
        assert not any(item.others for item in found.values())

    @settings(max_examples=15, deadline=None)
    @given(st.text(max_size=300))
    def test_any_text_can_be_read(self, text: str) -> None:
        """Nothing is raised, and a value that is not seen is the one that was given."""
        for name, item in read(text).items():
            assert item.is_seen or item.value == {p.name: p.default for p in ALL}[name]


class TestEditedTexts:
    @pytest.mark.parametrize("edit", [
        pytest.param(lambda text: text.replace("\n", " \n"), id="blanks-at-line-ends"),
        pytest.param(lambda text: text.replace(" shall ", "\nshall "), id="wrapped"),
        pytest.param(lambda text: text.replace(" of the question", ""), id="an-end-cut-off"),
        pytest.param(lambda text: text + "\n## More { #more }\n\nOur own words.\n", id="a-clause-more"),
        pytest.param(lambda text: text.replace("and noted down", "and kept"), id="a-sentence-edited"),
        pytest.param(lambda text: text.replace(" { #when }", "").replace("## When", "### 2. Time"), id="retitled"),
    ])
    def test_the_values_are_the_same(self, edit: Any) -> None:
        assert values(read(edit(filled(FAR)))) == FAR

    def test_the_majority_is_taken(self) -> None:
        """'Contradictory readings: the majority is taken and the other place is a deviation.'"""
        copy = filled(FAR).replace("The Council of the North shall", "The Committee shall")
        body = read(copy)["body"]
        assert (body.value, body.sureness) == ("Council of the North", Sureness.CERTAIN)
        assert [(item.clause, item.text) for item in body.others] == [("who", "Committee")]
        assert body.clauses == (PREAMBLE, "cost")

    @pytest.mark.parametrize(("cut_out", "name"), [
        pytest.param("An answer costs 2.75 units.\n", "rate", id="the-sentence-is-gone"),
        pytest.param("Only members of good standing may put a question.\n", "", id="an-empty-branch-tells-nothing"),
    ])
    def test_what_is_gone_is_not_guessed(self, cut_out: str, name: str) -> None:
        found = read(filled(FAR).replace(cut_out, ""))
        assert not found[name or "open"].is_seen

    def test_a_comma_is_no_landmark(self) -> None:
        """Where the words after the comma were edited, nobody can tell which comma it is: not read is not wrong."""
        assert not read(filled(FAR).replace("whatever is asked of it", "with care"))["ways"].is_seen

    def test_a_rewritten_passage_is_no_evidence(self) -> None:
        """The shorter branch leaves less over, and is not there for that."""
        copy = filled(FAR).replace("Only members of good standing may put a question.", "Ask us over coffee.")
        assert read(copy)["open"].sureness is Sureness.UNSEEN

    def test_what_a_filter_left(self) -> None:
        """Capitals that a filter took away are not made up."""
        text = "## One { #one }\n\nHere the {{ cookiecutter.body|lower }} decides on each and every case.\n"
        found = read(filled({"body": "Grand Council"}, text), text, (BODY,))["body"]
        assert (found.value, found.sureness) == ("grand council", Sureness.LIKELY)
        assert read(filled({"body": "Board"}, text), text, (BODY,))["body"].value in ("board", "Board")


@pytest.mark.parametrize(("of", "text", "value"), [
    pytest.param(DAYS, "7", 7, id="a-number"),
    pytest.param(DAYS, "99", 99, id="a-number-out-of-range"),
    pytest.param(DAYS, "none", "none", id="none"),
    pytest.param(DAYS, "seven", None, id="a-number-in-words"),
    pytest.param(DAYS, "7 or 8", None, id="two-numbers"),
    pytest.param(RATE, "1.25", 1.25, id="a-fraction"),
    pytest.param(FORM, "E-Mail", "e-mail", id="a-choice"),
    pytest.param(FORM, "pigeon", None, id="no-choice"),
    pytest.param(WAYS, "post", ("post",), id="one-item"),
    pytest.param(WAYS, "e–mail, fax and post", ("e-mail", "fax", "post"), id="three-items"),
    pytest.param(WAYS, "e-mail and drum and fife", ("e-mail", "drum and fife"), id="an-item-that-is-known"),
    pytest.param(BODY, "Health and Safety Board", "Health and Safety Board", id="a-name"),
    pytest.param(BODY, "<b>Board</b>", None, id="what-no-value-may-be"),
    pytest.param(OPEN, "yes", True, id="yes"),
])
def test_what_a_passage_means(of: Parameter, text: str, value: Value | None) -> None:
    assert meant(of, text, "en") == value


class TestClauses:
    def test_a_template_is_cut_at_its_headings(self) -> None:
        clauses = cut(parse_template(TEXT, "policy.md"))
        assert [clause.id for clause in clauses] == [PREAMBLE, "who", "when", "how", "cost"]
        told = {name: in_text(value) for name, value in FAR.items()}
        assert "".join(clause.render(told) for clause in clauses) == filled(FAR)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.sampled_from([
        "# T\n", "## A { #a }\n", "## B\n", "words ", "\n", "{{ cookiecutter.body }}", "```\n",
        "{% if cookiecutter.open %}", "{% else %}", "{% endif %}"]), max_size=20))
    def test_cutting_loses_nothing(self, pieces: list[str]) -> None:
        from schemekit.model.finding import FindingsError

        try:
            template = parse_template("".join(pieces), "policy.md")
        except FindingsError:
            return
        for is_open in (True, False):
            told: dict[str, str | bool] = {"body": "Board", "open": is_open}
            assert "".join(clause.render(told) for clause in cut(template)) == template.render(told)


def near(first: str, second: str) -> tuple[int, int]:
    found = nearness(Words.of_document(Document.parse(first)), Words.of_document(Document.parse(second)))
    return found.common, found.total


class TestNearness:
    """'The share of words that stand in the same company.'"""

    @pytest.mark.parametrize(("first", "second", "wanted"), [
        pytest.param("", "", (0, 0), id="nothing"),
        pytest.param("one two three four\n", "one two three four\n", (8, 8), id="the-same"),
        pytest.param("one two three four\n", "one two\nthree  four\n", (8, 8), id="wrapped"),
        pytest.param("a b c d e f g\n", "a b c X e f g\n", (12, 14), id="one-word"),
        pytest.param("a b c d\n", "d c b a\n", (0, 8), id="no-run-in-common"),
        pytest.param("## A { #a }\n\na b c\n\n## B\n\nd e\n", "## B\n\nd e\n\n## A\n\na b c\n", (14, 14), id="moved"),
        pytest.param("a a a a a a\n", "a a a\n", (6, 9), id="a-run-counts-as-often-as-it-stands"),
    ])
    def test_it(self, first: str, second: str, wanted: tuple[int, int]) -> None:
        assert near(first, second) == wanted
        assert near(second, first) == wanted

    def test_nothing_is_as_near_as_can_be_to_nothing(self) -> None:
        assert nearness(Words([]), Words([])).share == 1


class TestHostileTexts:
    """'Text that repeats one line 100,000 times: bounded.'"""

    @pytest.mark.parametrize("copy", [
        pytest.param("The Board shall answer within 5 days.\n" * 27_000, id="one-line"),
        pytest.param("## Who\n\nThe Board.\n\n" * 20_000, id="one-heading"),
        pytest.param(", word" * 100_000, id="one-word"),
    ])
    def test_it(self, copy: str) -> None:
        before = time.process_time()
        read(copy)
        near(copy, filled(FAR))
        assert time.process_time() - before < 20
