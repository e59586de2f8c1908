"""Braces that mean themselves: 'find the way that renders back to the same bytes'."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from schemekit.text.comparing.ids import proposed_ids
from schemekit.text.importing.escape import escaped, signs_in
from schemekit.text.template_grammar import parse_template
from tests.marked_ids import with_ids


@pytest.mark.parametrize("text", [
    pytest.param("{{ page.title }}\n", id="a-blank"),
    pytest.param("{% for page in pages %}{{page}}{% endfor %}\n", id="a-loop"),
    pytest.param("{# note #}\n", id="a-comment"),
    pytest.param("{{{ three }}}\n", id="three-braces"),
    pytest.param("{{{{{%{#", id="many-that-are-never-closed"),
    pytest.param("{%- raw -%}{{ x }}{% endraw %}\n", id="raw"),
    pytest.param("a { b } }} %} #}\n", id="what-opens-nothing"),
    pytest.param("## Terms {#terms}\n\nx\n", id="an-id-as-other-tools-write-it"),
    pytest.param("\n{\n{ %\n", id="signs-apart"),
])
def test_it_renders_back(text: str) -> None:
    assert parse_template(escaped(text), "policy.md").render({"module": "fees"}) == text
    # Plain cookiecutter fills it in with Jinja itself.
    plain = Environment(keep_trailing_newline=True).from_string(escaped(text))
    assert plain.render(cookiecutter={"module": "fees"}) == text


@settings(max_examples=500, deadline=None)
@given(text=st.text(alphabet="{}%#-+ \nax", max_size=40))
def test_any_text_renders_back(text: str) -> None:
    assert parse_template(escaped(text), "policy.md").render({"module": "fees"}) == text


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="{}%# \na", max_size=40))
def test_with_ids_too(text: str) -> None:
    text = f"# T\n\n## A{{#a}}\n{text}"
    marked = with_ids(text, proposed_ids(text))
    assert parse_template(escaped(marked), "policy.md").render({"module": "fees"}) == marked


def test_a_text_without_signs_is_its_own_template() -> None:
    assert escaped("## Fees { #fees }\n\n50 % of {it}.\n") == "## Fees { #fees }\n\n50 % of {it}.\n"


def test_where_they_stand() -> None:
    assert signs_in("a\n{{ b }}\nc {\n{%") == (2, 4)
