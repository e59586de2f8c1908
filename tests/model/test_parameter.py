"""Parameters: which values fit, which way they are stricter, how they are typed and how they read in a text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.parameter import (
    LIST_LIMIT,
    NUMBER_LIMIT,
    TEXT_LIMIT,
    Effect,
    Parameter,
    Value,
    ValueIssue,
    frozen_values,
    in_text,
    measured,
    plain,
    prose_list,
    shown,
    text_issues,
)

OPTIONS = [{"value": "none-asked", "label": "None"}, {"value": "one", "label": "One"}, {"value": "all", "label": "All"}]


def made(kind: str, default: Any, **fields: Any) -> Parameter:
    """A parameter of a type with a default."""
    return Parameter.from_mapping({"name": "x", "scope": "module", "type": kind, "title": "X", "prompt": "X?",
                                   "help": "X.", "default": default, **fields})


DAYS = made("integer", 5, minimum=1, maximum=10, unit="working days", stricter="lower")
LIMIT = made("integer", 20, minimum=10, none_label="no limit", none_is="looser", stricter="lower")
SHARE = made("number", 2.5, minimum=0, maximum=100, unit="percent", stricter="higher")
ORAL = made("boolean", True, stricter="enabled")
NAME = made("text", "Board")
TONE = made("choice", "one", options=OPTIONS, stricter="last")
CHANNELS = made("choices", ["one", "all"], options=OPTIONS, minimum=2, stricter="more")
LANGUAGES = made("list", ["English", "French"], maximum=3, stricter="more")
LOCKED = made("integer", 5, tailoring="locked")


class TestIssues:
    """'Everything that keeps a value from fitting; empty when it fits.'"""

    @pytest.mark.parametrize(("parameter", "value"), [
        pytest.param(DAYS, 1, id="the-smallest-number"),
        pytest.param(DAYS, 10, id="the-largest-number"),
        pytest.param(LIMIT, "none", id="none-where-it-has-a-label"),
        pytest.param(LIMIT, NUMBER_LIMIT - 1, id="a-number-without-a-maximum"),
        pytest.param(SHARE, 3, id="a-whole-number-for-a-number"),
        pytest.param(SHARE, 33.333, id="a-fraction"),
        pytest.param(ORAL, False, id="no"),
        pytest.param(NAME, "L'Étoile: #1 & \"co\" 50 % {fair} a < b 鉱物 🌍", id="a-name-with-marks"),
        pytest.param(NAME, "مؤسسة المعادن", id="a-name-written-from-the-right"),
        pytest.param(NAME, "x" * TEXT_LIMIT, id="a-long-text"),
        pytest.param(TONE, "all", id="an-option"),
        pytest.param(CHANNELS, ("one", "none-asked"), id="some-options"),
        pytest.param(LANGUAGES, ("Sámi",), id="one-item"),
        pytest.param(LOCKED, 5, id="the-locked-value"),
    ])
    def test_a_value_fits(self, parameter: Parameter, value: Value) -> None:
        assert parameter.issues(value) == ()

    @pytest.mark.parametrize(("parameter", "value", "found", "wanted"), [
        pytest.param(DAYS, 5.0, "5.0", "a whole number", id="a-fraction-for-a-whole-number"),
        pytest.param(DAYS, "5", "5", "a whole number", id="a-text-for-a-number"),
        pytest.param(DAYS, True, "yes", "a whole number", id="yes-for-a-number"),
        pytest.param(DAYS, ("5",), "5", "a whole number", id="a-list-for-a-number"),
        pytest.param(DAYS, "none", "none", "a whole number", id="none-where-it-has-no-label"),
        pytest.param(LIMIT, "None", "None", "a whole number", id="none-with-a-capital"),
        pytest.param(SHARE, float("nan"), "nan", "a number of at most 12 digits", id="not-a-number"),
        pytest.param(SHARE, float("inf"), "inf", "a number of at most 12 digits", id="infinite"),
        pytest.param(LIMIT, NUMBER_LIMIT, "1000000000000", "a number of at most 12 digits", id="13-digits"),
        pytest.param(LIMIT, 10**5000, "a number of more than a hundred digits", "a number of at most 12 digits",
                     id="5001-digits"),
        pytest.param(ORAL, "true", "true", "true or false", id="a-text-for-yes-or-no"),
        pytest.param(ORAL, 1, "1", "true or false", id="a-number-for-yes-or-no"),
        pytest.param(NAME, 5, "5", "text", id="a-number-for-a-text"),
        pytest.param(NAME, "", "nothing", "some text", id="an-empty-text"),
        pytest.param(NAME, " \t", "nothing", "some text", id="a-text-of-blanks"),
        pytest.param(TONE, "two", "two", "one of: none-asked, one, all", id="no-option"),
        pytest.param(TONE, ("one",), "one", "one of: none-asked, one, all", id="a-list-for-a-choice"),
        pytest.param(CHANNELS, "one", "one", "a list", id="a-text-for-a-list"),
        pytest.param(CHANNELS, ("one", "two"), "two", "any of: none-asked, one, all", id="an-unknown-option-in-a-list"),
        pytest.param(CHANNELS, ("one", "one"), "one, one", "each item once", id="an-option-twice"),
        pytest.param(LANGUAGES, (), "0 items", "at most 3", id="an-empty-list"),
        pytest.param(LANGUAGES, ("a", ""), "nothing", "some text", id="an-empty-item"),
        pytest.param(LOCKED, 6, "6", "5: the module locks this value", id="another-value-than-the-locked-one"),
    ])
    def test_a_value_does_not_fit_whatever_the_reason(
        self, parameter: Parameter, value: Value, found: str, wanted: str
    ) -> None:
        assert ValueIssue(found=found, wanted=wanted) in parameter.issues(value)

    @pytest.mark.parametrize(("parameter", "value", "wanted"), [
        pytest.param(DAYS, 0, "1 to 10 working days", id="below-the-range"),
        pytest.param(DAYS, 11, "1 to 10 working days", id="above-the-range"),
        pytest.param(LIMIT, 9, "10 or more, or none (no limit)", id="below-a-range-without-an-end"),
        pytest.param(SHARE, -0.5, "0 to 100 percent", id="a-fraction-below"),
        pytest.param(CHANNELS, ("one",), "at least 2", id="too-few"),
        pytest.param(LANGUAGES, ("a", "b", "c", "d"), "at most 3", id="too-many"),
    ])
    def test_a_value_outside_the_range_can_be_justified(
        self, parameter: Parameter, value: Value, wanted: str
    ) -> None:
        assert [(issue.outside_range, issue.wanted) for issue in parameter.issues(value)] == [(True, wanted)]

    def test_a_list_has_an_end(self) -> None:
        many = tuple(str(number) for number in range(LIST_LIMIT + 1))
        assert ValueIssue(found="51 items", wanted="at most 50") in made("list", ["a"]).issues(many)

    @given(st.sampled_from([DAYS, LIMIT, SHARE, ORAL, NAME, TONE, CHANNELS, LANGUAGES, LOCKED]), st.one_of(
        st.integers(), st.floats(), st.booleans(), st.text(), st.lists(st.one_of(st.text(), st.integers())).map(tuple),
    ))
    @settings(deadline=None)
    def test_any_value_is_judged_and_shown(self, parameter: Parameter, value: Any) -> None:
        for issue in parameter.issues(value):
            assert issue.found
            assert issue.wanted
        assert parameter.effect(value) in Effect


class TestPlainText:
    """'values are never templates', never lines and never HTML: a value is one line of plain text."""

    @pytest.mark.parametrize("value", [
        pytest.param("a\nb", id="a-line-end"),
        pytest.param("a\rb", id="an-old-line-end"),
        pytest.param("a\tb", id="a-tab"),
        pytest.param("a\x00b", id="a-nul"),
        pytest.param("a\x1b[31mb", id="a-terminal-code"),
        pytest.param("a\x85b", id="a-line-end-of-old-mainframes"),
        pytest.param("a\u2028b", id="a-line-separator"),
        pytest.param("a\u2029b", id="a-paragraph-separator"),
        pytest.param("a\ud800b", id="half-a-character"),
        pytest.param("a\uffffb", id="no-character"),
        pytest.param("a\u202eb", id="an-override-of-the-direction"),
        pytest.param("a\u2066b", id="an-isolate-of-the-direction"),
        pytest.param("{{ 7*7 }}", id="a-blank-of-a-template"),
        pytest.param("{% if a %}", id="a-statement"),
        pytest.param("{# a #}", id="a-comment"),
        pytest.param("a }} b", id="the-end-of-a-blank"),
        pytest.param("a %} b", id="the-end-of-a-statement"),
        pytest.param("<script>", id="a-script"),
        pytest.param("a </b>", id="a-closing-tag"),
        pytest.param("<!-- a", id="an-html-comment"),
        pytest.param("<?php", id="a-processing-instruction"),
        pytest.param("x" * (TEXT_LIMIT + 1), id="too-long"),
    ])
    def test_it_is_refused(self, value: str) -> None:
        assert text_issues(value)
        assert NAME.issues(value)
        assert LANGUAGES.issues((value,))

    @given(st.text(min_size=1))
    @settings(deadline=None)
    def test_what_passes_is_one_line_without_marks(self, value: str) -> None:
        if text_issues(value):
            return
        assert len(value.splitlines()) == 1
        assert "{{" not in value
        assert value.strip()
        assert value.encode()


def mirrored(parameter: Parameter, default: Value, value: Value) -> tuple[Effect, Effect]:
    """The effect of a value on a default, and of the default on the value."""
    there = made(parameter.type.value, plain(default), **fields_of(parameter)).effect(value)
    return there, made(parameter.type.value, plain(value), **fields_of(parameter)).effect(default)


def fields_of(parameter: Parameter) -> dict[str, Any]:
    """What a parameter says beside its type and default."""
    options = [{"value": option.value, "label": option.label} for option in parameter.options]
    return {"stricter": parameter.stricter, "none_label": parameter.none_label, "none_is": parameter.none_is,
            **({"options": options} if options else {})}


class TestEffect:
    """'Whether a value is stricter or looser than the module's default.'"""

    @pytest.mark.parametrize(("parameter", "value", "effect"), [
        pytest.param(DAYS, 5, Effect.DEFAULT, id="the-default"),
        pytest.param(DAYS, 3, Effect.STRICTER, id="fewer-days-where-lower-is-stricter"),
        pytest.param(DAYS, 7, Effect.LOOSER, id="more-days"),
        pytest.param(DAYS, 50, Effect.LOOSER, id="outside-the-range-too"),
        pytest.param(SHARE, 3, Effect.STRICTER, id="more-where-higher-is-stricter"),
        pytest.param(SHARE, 2.4, Effect.LOOSER, id="less-where-higher-is-stricter"),
        pytest.param(LIMIT, "none", Effect.LOOSER, id="none-where-it-is-looser"),
        pytest.param(made("integer", "none", none_label="no limit", none_is="looser", stricter="lower"), 9000,
                     Effect.STRICTER, id="any-number-where-none-was"),
        pytest.param(made("integer", 5, none_label="never", none_is="stricter", stricter="higher"), "none",
                     Effect.STRICTER, id="none-where-it-is-stricter"),
        pytest.param(ORAL, False, Effect.LOOSER, id="no-where-yes-is-stricter"),
        pytest.param(made("boolean", True, stricter="disabled"), False, Effect.STRICTER, id="no-where-no-is-stricter"),
        pytest.param(made("boolean", True), False, Effect.DIFFERENT, id="no-where-neither-is"),
        pytest.param(TONE, "all", Effect.STRICTER, id="a-later-option-where-the-last-is-strictest"),
        pytest.param(TONE, "none-asked", Effect.LOOSER, id="an-earlier-option"),
        pytest.param(made("choice", "one", options=OPTIONS, stricter="first"), "all", Effect.LOOSER,
                     id="a-later-option-where-the-first-is-strictest"),
        pytest.param(made("choice", "one", options=OPTIONS), "all", Effect.DIFFERENT, id="options-without-an-order"),
        pytest.param(TONE, "gone", Effect.DIFFERENT, id="an-option-that-is-no-longer-there"),
        pytest.param(LANGUAGES, ("English", "French", "Spanish"), Effect.STRICTER, id="a-language-more"),
        pytest.param(LANGUAGES, ("English",), Effect.LOOSER, id="a-language-less"),
        pytest.param(LANGUAGES, ("French", "English"), Effect.DIFFERENT, id="the-same-in-another-order"),
        pytest.param(LANGUAGES, ("English", "Spanish"), Effect.DIFFERENT, id="one-exchanged-for-another"),
        pytest.param(made("list", ["a", "b"], stricter="fewer"), ("a",), Effect.STRICTER, id="fewer-is-stricter"),
        pytest.param(NAME, "Council", Effect.DIFFERENT, id="another-name"),
        pytest.param(made("boolean", True, stricter="lower"), False, Effect.DIFFERENT, id="a-word-of-another-kind"),
        pytest.param(made("choices", ["one"], options=OPTIONS, stricter="first"), ("one", "all"), Effect.DIFFERENT,
                     id="first-says-nothing-of-a-list"),
    ])
    def test_a_value_beside_the_default(self, parameter: Parameter, value: Value, effect: Effect) -> None:
        assert parameter.effect(value) is effect

    @given(st.sampled_from([
        (made("integer", 1, stricter=stricter, none_label="none", none_is=none_is),
         st.one_of(st.integers(-9, 9), st.just("none")))
        for stricter in ("lower", "higher", "none") for none_is in ("stricter", "looser")
    ] + [
        (made("boolean", True, stricter=stricter), st.booleans()) for stricter in ("enabled", "disabled", "none")
    ] + [
        (made("choice", "one", options=OPTIONS, stricter=stricter), st.sampled_from(["none-asked", "one", "all"]))
        for stricter in ("first", "last", "none")
    ] + [
        (made("list", ["a"], stricter=stricter), st.lists(st.sampled_from("abc"), unique=True).map(tuple))
        for stricter in ("more", "fewer", "none")
    ]), st.data())
    @settings(deadline=None)
    def test_what_is_stricter_one_way_is_looser_the_other(
        self, kind: tuple[Parameter, st.SearchStrategy[Any]], data: st.DataObject
    ) -> None:
        there, back = mirrored(kind[0], data.draw(kind[1]), data.draw(kind[1]))
        opposite = {Effect.STRICTER: Effect.LOOSER, Effect.LOOSER: Effect.STRICTER}
        assert back is opposite.get(there, there)


class TestReading:
    """'The value that a typed or written text stands for; what cannot be read comes back as text.'"""

    @pytest.mark.parametrize(("parameter", "typed", "value"), [
        pytest.param(DAYS, "7", 7, id="a-number"),
        pytest.param(DAYS, " 7 ", 7, id="with-blanks-around"),
        pytest.param(DAYS, "+7", 7, id="with-a-plus"),
        pytest.param(DAYS, "-7", -7, id="with-a-minus"),
        pytest.param(DAYS, "007", 7, id="with-zeros-before"),
        pytest.param(DAYS, "٧", 7, id="in-other-digits"),
        pytest.param(DAYS, "7.0", "7.0", id="a-fraction-for-a-whole-number-stays-text"),
        pytest.param(DAYS, "7 days", "7 days", id="with-its-unit-stays-text"),
        pytest.param(DAYS, "1_000", "1_000", id="with-an-underscore-stays-text"),
        pytest.param(DAYS, "1e3", "1e3", id="with-an-exponent-stays-text"),
        pytest.param(DAYS, "0x10", "0x10", id="in-hexadecimal-stays-text"),
        pytest.param(DAYS, "9" * 5000, "9" * 5000, id="of-5000-digits-stays-text"),
        pytest.param(DAYS, "²", "²", id="a-raised-digit-stays-text"),
        pytest.param(DAYS, "none", "none", id="none-where-it-is-no-value-stays-text"),
        pytest.param(LIMIT, "None", "none", id="none"),
        pytest.param(SHARE, "2.50", 2.5, id="a-fraction"),
        pytest.param(SHARE, "3", 3, id="a-whole-number-for-a-number"),
        pytest.param(SHARE, "1,5", "1,5", id="a-fraction-with-a-comma-stays-text"),
        pytest.param(SHARE, "nan", "nan", id="nan-stays-text"),
        pytest.param(SHARE, "inf", "inf", id="inf-stays-text"),
        pytest.param(ORAL, "Yes", True, id="yes"),
        pytest.param(ORAL, "n", False, id="n"),
        pytest.param(ORAL, "TRUE", True, id="true"),
        pytest.param(ORAL, "1", "1", id="one-stays-text"),
        pytest.param(NAME, " Board ", "Board", id="a-text"),
        pytest.param(NAME, "yes", "yes", id="yes-as-a-text"),
        pytest.param(TONE, "one", "one", id="an-option"),
        pytest.param(LANGUAGES, "English, French,, ", ("English", "French"), id="a-list"),
        pytest.param(LANGUAGES, "", (), id="an-empty-list"),
    ])
    def test_typed_words(self, parameter: Parameter, typed: str, value: Value) -> None:
        read = parameter.read(typed)
        assert (read, type(read)) == (value, type(value))

    WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=","), max_size=60).map(str.strip)

    @given(st.one_of(
        st.tuples(st.just(DAYS), st.integers(-NUMBER_LIMIT + 1, NUMBER_LIMIT - 1)),
        st.tuples(st.just(LIMIT), st.one_of(st.just("none"), st.integers(10, 99))),
        st.tuples(st.just(SHARE), st.integers(-10**9, 10**9).map(lambda number: number / 10**6)),
        st.tuples(st.just(ORAL), st.booleans()),
        st.tuples(st.just(TONE), st.sampled_from(["none-asked", "one", "all"])),
        st.tuples(st.just(NAME), WORDS),
        st.tuples(st.just(LANGUAGES), st.lists(WORDS.filter(bool)).map(tuple)),
    ))
    @settings(deadline=None)
    def test_what_is_shown_can_be_typed_again(self, pair: tuple[Parameter, Any]) -> None:
        parameter, value = pair
        assert parameter.read(shown(value)) == value

    @given(st.sampled_from([DAYS, LIMIT, SHARE, ORAL, NAME, TONE, CHANNELS, LANGUAGES]), st.text())
    @settings(deadline=None)
    def test_any_typing_is_read_and_judged(self, parameter: Parameter, typed: str) -> None:
        parameter.issues(parameter.read(typed))


class TestInText:
    """'numbers as digits, lists as prose, booleans as they are'."""

    @pytest.mark.parametrize(("value", "language", "text"), [
        pytest.param(5, "en", "5", id="a-number"),
        pytest.param(2.5, "en", "2.5", id="a-fraction"),
        pytest.param(0.00001, "en", "0.00001", id="a-small-fraction-without-an-exponent"),
        pytest.param(1e20, "en", "100000000000000000000", id="a-large-number-without-an-exponent"),
        pytest.param("none", "en", "none", id="none"),
        pytest.param("a {{ b }}", "en", "a {{ b }}", id="a-text-as-it-is"),
        pytest.param(True, "en", True, id="yes-for-conditions"),
        pytest.param((), "en", "", id="an-empty-list"),
        pytest.param(("a",), "en", "a", id="one-item"),
        pytest.param(("a", "b"), "en", "a and b", id="two-items"),
        pytest.param(("a", "b", "c"), "en", "a, b and c", id="three-items"),
        pytest.param(("a", "b"), "fr", "a et b", id="in-french"),
        pytest.param(("a", "b"), "es", "a y b", id="in-spanish"),
        pytest.param(("a", "b"), "pt", "a e b", id="in-portuguese"),
        pytest.param(("a", "b"), "xx", "a and b", id="in-a-language-that-is-not-known"),
    ])
    def test_a_value_as_a_template_receives_it(self, value: Value, language: str, text: str | bool) -> None:
        assert in_text(value, language) == text

    @given(st.one_of(st.integers(-NUMBER_LIMIT, NUMBER_LIMIT), st.floats(-1e12, 1e12)))
    @settings(deadline=None)
    def test_a_number_is_digits_and_the_same_number(self, value: float) -> None:
        text = in_text(value)
        assert isinstance(text, str)
        assert set(text) <= set("-.0123456789")
        assert float(text) == value

    @given(st.lists(st.sampled_from(["web form", "e-mail", "post", "telephone"]), min_size=1, unique=True))
    @settings(deadline=None)
    def test_prose_names_every_item(self, items: list[str]) -> None:
        assert prose_list(items).replace(" and ", ", ").split(", ") == items


class TestRange:
    """'The range in words.'"""

    @pytest.mark.parametrize(("parameter", "text"), [
        pytest.param(DAYS, "1 to 10 working days", id="from-to"),
        pytest.param(LIMIT, "10 or more, or none (no limit)", id="or-more-or-none"),
        pytest.param(made("integer", 5, maximum=9, unit="days"), "up to 9 days", id="up-to"),
        pytest.param(made("integer", 5, minimum=5, maximum=5, unit="days"), "5 days", id="one-value"),
        pytest.param(made("integer", 5, unit="days"), "days", id="only-a-unit"),
        pytest.param(made("number", 0.5, minimum=0.00001, maximum=1), "0.00001 to 1", id="small-fractions"),
        pytest.param(made("integer", 5), "", id="no-range"),
        pytest.param(TONE, "one of: none-asked, one, all", id="a-choice"),
        pytest.param(CHANNELS, "any of: none-asked, one, all (at least 2)", id="choices"),
        pytest.param(LANGUAGES, "at most 3", id="a-list"),
        pytest.param(made("list", ["a"], minimum=1, maximum=3), "at least 1 and at most 3", id="a-list-with-two-ends"),
        pytest.param(NAME, "", id="a-text"),
    ])
    def test_in_words(self, parameter: Parameter, text: str) -> None:
        assert parameter.range_text == text


def test_lists_of_yaml_become_tuples_and_go_back() -> None:
    values = frozen_values({"a": ["x", "y"], "b": 5, "c": True})
    assert values == {"a": ("x", "y"), "b": 5, "c": True}
    assert {name: plain(value) for name, value in values.items()} == {"a": ["x", "y"], "b": 5, "c": True}


@pytest.mark.parametrize(("words", "unit", "told"), [
    ("1", "opportunities", "1 opportunity"), ("2", "opportunities", "2 opportunities"),
    ("1", "working days", "1 working day"),
    ("1", "percent", "1 percent"), ("1", "mois", "1 mois"), ("0", "days", "0 days"), ("1", "", "1"),
])
def test_one_of_a_unit(words: str, unit: str, told: str) -> None:
    assert measured(words, unit) == told


@pytest.mark.parametrize(("low", "unit", "told"), [
    (0, "currency units", "only 0"), (1, "opportunities", "only 1 opportunity"), (3, "days", "only 3 days"),
])
def test_a_range_of_one_value(low: int, unit: str, told: str) -> None:
    assert made("integer", low, minimum=low, maximum=low, unit=unit).range_labels == told


def test_too_many_digits_are_told_as_such() -> None:
    """It is a whole number, so that another one was asked for in vain."""
    (issue,) = DAYS.issues(DAYS.read("99999999999999999999"))
    assert issue.wanted == "a number of at most 12 digits"
