"""Modules: rules between parameters, and metadata read into a record."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.module import Credit, FixedFigure, Force, Module, Rule, RuleKind
from schemekit.model.parameter import Tailoring, Value

ORDERED = Rule.from_mapping({"ordered": ["a", "b", "c"], "reason": "first things first"})
DISTINCT = Rule.from_mapping({"distinct": ["a", "b", "c"]})
SUM = Rule.from_mapping({"sum": ["a", "b"], "at_most": "c"})


class TestRules:
    """'ordered (each no larger than the next), distinct, or a sum at most another'."""

    @pytest.mark.parametrize(("rule", "values", "breach"), [
        pytest.param(ORDERED, {"a": 1, "b": 2, "c": 3}, None, id="in-order"),
        pytest.param(ORDERED, {"a": 2, "b": 2, "c": 2}, None, id="equal-is-in-order"),
        pytest.param(ORDERED, {"a": 1, "b": 3, "c": 2}, ("b", "c"), id="out-of-order"),
        pytest.param(ORDERED, {"a": 3, "b": 2, "c": 1}, ("a", "b"), id="the-first-pair-is-told"),
        pytest.param(ORDERED, {"a": 3, "b": "none", "c": 2}, ("a", "c"), id="none-is-left-out-of-the-order"),
        pytest.param(ORDERED, {"a": 3, "c": 2}, ("a", "c"), id="a-missing-one-too"),
        pytest.param(ORDERED, {"a": True, "b": 0}, None, id="yes-is-no-number"),
        pytest.param(ORDERED, {"a": 1.5, "b": 1}, ("a", "b"), id="fractions"),
        pytest.param(ORDERED, {}, None, id="no-values"),
        pytest.param(DISTINCT, {"a": "x", "b": "y", "c": "z"}, None, id="all-different"),
        pytest.param(DISTINCT, {"a": "x", "b": "y", "c": "x"}, ("a", "c"), id="two-the-same"),
        pytest.param(DISTINCT, {"a": "Board", "b": " board "}, ("a", "b"), id="capitals-and-blanks-do-not-differ"),
        pytest.param(DISTINCT, {"a": "Straße", "b": "STRASSE"}, ("a", "b"), id="nor-do-special-letters"),
        pytest.param(DISTINCT, {"a": 5, "b": "5"}, ("a", "b"), id="a-number-and-its-digits"),
        pytest.param(SUM, {"a": 2, "b": 3, "c": 5}, None, id="the-sum-is-reached"),
        pytest.param(SUM, {"a": 2, "b": 4, "c": 5}, ("a", "c"), id="the-sum-is-passed"),
        pytest.param(SUM, {"a": 0.1, "b": 0.2, "c": 0.3}, None, id="fractions-add-up-as-people-add"),
        pytest.param(SUM, {"a": 0.1, "b": 0.21, "c": 0.3}, ("a", "c"), id="fractions-that-are-too-much"),
        pytest.param(SUM, {"a": 9, "b": 9, "c": "none"}, None, id="no-limit"),
        pytest.param(SUM, {"a": "none", "b": 6, "c": 5}, ("b", "c"), id="none-is-left-out-of-the-sum"),
        pytest.param(SUM, {"a": "none", "b": "none", "c": 5}, None, id="nothing-to-add"),
        pytest.param(SUM, {"a": 9}, None, id="a-limit-that-is-missing"),
    ])
    def test_the_breach_names_two_parameters(
        self, rule: Rule, values: dict[str, Value], breach: tuple[str, str] | None
    ) -> None:
        assert rule.breach(values) == breach

    @given(st.sampled_from([ORDERED, DISTINCT, SUM]), st.dictionaries(st.sampled_from("abc"), st.one_of(
        st.integers(-9, 9), st.floats(-9, 9), st.booleans(), st.just("none"), st.text(), st.just(("x", "y")),
    )))
    @settings(deadline=None)
    def test_any_values_are_judged(self, rule: Rule, values: dict[str, Value]) -> None:
        breach = rule.breach(values)
        assert breach is None or set(breach) <= set(values)

    def test_what_a_rule_says(self) -> None:
        rule = Rule.from_mapping({"sum": ["a", "b"], "at_most": "c"})
        assert rule == Rule(kind=RuleKind.SUM, parameters=("a", "b"), at_most="c", reason="")


MINIMAL: dict[str, Any] = {
    "id": "answers", "title": "Answers", "type": "procedure", "summary": "S.", "language": "en",
    "licence": "CC-BY-4.0", "credit": {"author": "Somebody", "year": 2026},
    "documents": [{"file": "policy.md", "title": "P", "kind": "text"}, {"file": "f.csv", "title": "F", "kind": "form"}],
}


class TestModule:
    """'Dicts stop at the YAML edge'."""

    def test_the_least_that_a_module_says(self) -> None:
        module = Module.from_mapping(MINIMAL)
        assert (module.audience, module.house_style, module.parameters, module.clauses) == ("", "shall", (), ())
        assert module.credit == Credit(author="Somebody", year=2026)
        assert module.text_files == ("policy.md",)
        assert module.parameter("x") is None
        assert module.clause("x") is None
        assert module.defaults() == {}

    def test_lists_become_tuples_so_that_nothing_changes_under_way(self) -> None:
        parameter = {"scope": "scheme", "type": "list", "title": "T", "prompt": "P?", "help": "H.", "default": ["a"]}
        module = Module.from_mapping({
            **MINIMAL,
            "topics": ["a", "b"],
            "related": [{"module": "other", "reason": "r"}],
            "references": [{"id": "ungp", "title": "UNGP", "items": ["29"]}],
            "parameters": [{"name": "x", **parameter}, {"name": "y", **parameter, "scope": "module"}],
            "clauses": [{"id": "one", "force": "requirement", "tailoring": "locked", "references": ["UNGP 31"],
                         "fixed": [{"text": "two persons", "reason": "r"}]}],
            "retired": [{"id": "old", "since": "1.1.0", "split_into": ["one"]}],
        })
        assert module.topics == ("a", "b")
        assert module.related[0].module == "other"
        assert module.references[0].items == ("29",)
        assert module.defaults() == {"x": ("a",), "y": ("a",)}
        assert [parameter.name for parameter in module.scheme_wide()] == ["x"]
        clause = module.clause("one")
        assert clause is not None
        assert (clause.force, clause.tailoring) == (Force.REQUIREMENT, Tailoring.LOCKED)
        assert clause.references == ("UNGP 31",)
        assert clause.fixed == (FixedFigure(text="two persons", reason="r"),)
        assert module.retired[0].split_into == ("one",)
        assert hash(module)
