"""cookiecutter.json is made from module.yaml, and plain cookiecutter then gives the same bytes as schemekit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.model.module import Module
from schemekit.model.parameter import Value, in_text
from schemekit.text.cookiecutter_json import cookiecutter_json
from schemekit.text.linting.renderings import variations
from schemekit.text.template_grammar import parse_template


def module_with(*parameters: dict[str, Any]) -> Module:
    named = [{"scope": "module", "title": "T", "prompt": "Which?", "help": "Think.", **item} for item in parameters]
    return Module.from_mapping({
        "id": "letters", "title": "Letters", "type": "policy", "summary": "", "language": "en", "licence": "CC0-1.0",
        "credit": {"author": "Somebody", "year": 2026}, "documents": [], "parameters": named, "clauses": [],
    })  # fmt: skip


DAYS = {"name": "days", "type": "integer", "default": 5, "minimum": 1, "maximum": 10, "unit": "working days"}
TONE = {"name": "tone", "type": "choice", "default": "formal",
        "options": [{"value": "plain", "label": "Plain words"}, {"value": "formal", "label": "Formal words"}]}


@pytest.mark.parametrize(("parameter", "default", "prompt"), [
    pytest.param(DAYS, "5", "Which? (1 to 10 working days) Think.", id="a-number-with-its-range-and-unit"),
    pytest.param({**DAYS, "none_label": "no limit"}, "5", "Which? (1 to 10 working days, or none (no limit)) Think.",
                 id="a-number-that-may-be-none"),
    pytest.param({"name": "oral", "type": "boolean", "default": False}, False, "Which? Think.", id="a-yes-or-no"),
    pytest.param({"name": "name", "type": "text", "default": "Office"}, "Office", "Which? Think.", id="a-text"),
    pytest.param({"name": "langs", "type": "list", "default": ["A", "B", "C"]}, "A, B and C",
                 "Which? (as words: a, b and c) Think.", id="a-list-as-prose"),
    pytest.param(TONE, ["formal", "plain"],
                 {"__prompt__": "Which? Think.", "plain": "Plain words", "formal": "Formal words"},
                 id="a-choice-with-the-default-first"),
    pytest.param({"name": "x", "type": "text", "default": "a", "help": "See [here]."}, "a", "Which? See (here).",
                 id="square-brackets-that-the-terminal-would-swallow"),
])  # fmt: skip
def test_one_parameter(parameter: dict[str, Any], default: object, prompt: object) -> None:
    made = json.loads(cookiecutter_json(module_with(parameter)))
    assert list(made) == ["module", parameter["name"], "__prompts__", "_made_by"]
    assert made["module"] == "letters"
    assert made[parameter["name"]] == default
    assert made["__prompts__"][parameter["name"]] == prompt


def test_the_same_module_gives_the_same_bytes() -> None:
    """'Made files are byte-stable.'"""
    module = module_with(DAYS, TONE)
    assert cookiecutter_json(module) == cookiecutter_json(module)
    assert cookiecutter_json(module).endswith("}\n")


TEXT = """\
# {{ cookiecutter.name }}: {{ cookiecutter.name|upper }}

Within {{ cookiecutter.days }} {% if cookiecutter.days|int == 1 %}day{% else %}days{% endif %}.
{%- if cookiecutter.oral and cookiecutter.tone != "plain" %}

{{ cookiecutter.langs|title }}{% if not cookiecutter.limit == "none" %} for {{ cookiecutter.limit }}{% endif %}
{%- endif %}
"""
PARAMETERS = (
    {"name": "name", "type": "text", "default": "Office & Sons <3"},
    DAYS,
    {**DAYS, "name": "limit", "none_label": "no limit"},
    {"name": "oral", "type": "boolean", "default": True},
    TONE,
    {"name": "langs", "type": "list", "default": ["english", "français"]},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module's folder as plain cookiecutter takes it."""
    made = tmp_path_factory.mktemp("letters")
    (made / "{{cookiecutter.module}}").mkdir()
    (made / "{{cookiecutter.module}}" / "policy.md").write_text(TEXT, encoding="utf-8")
    (made / "cookiecutter.json").write_text(cookiecutter_json(module_with(*PARAMETERS)), encoding="utf-8")
    return made


def by_cookiecutter(folder: Path, into: Path, values: dict[str, Any]) -> str:
    """The text that plain cookiecutter makes from its own reading of cookiecutter.json."""
    from cookiecutter.main import cookiecutter

    config = into / "config.yaml"
    config.write_text(f"replay_dir: {into}/replay\ncookiecutters_dir: {into}/cache\n", encoding="utf-8")
    made = cookiecutter(
        str(folder), no_input=True, extra_context=values, output_dir=str(into), overwrite_if_exists=True,
        config_file=str(config),
    )  # fmt: skip
    return (Path(made) / "policy.md").read_bytes().decode("utf-8")


def test_every_variation_renders_as_plain_cookiecutter_does(folder: Path, tmp_path: Path) -> None:
    module = module_with(*PARAMETERS)
    template = parse_template(TEXT, "policy.md")
    for changed, values in variations(module):
        filled = {name: in_text(value) for name, value in values.items()}
        assert by_cookiecutter(folder, tmp_path, dict(filled)) == template.render(filled), changed


PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="{}%#", exclude_categories=("C", "Z")), min_size=1)
NUMBERS = st.integers(-(10**6), 10**6)


class TestTheLawOfTheSameBytes:
    """'The result is byte for byte what plain cookiecutter gives.'"""

    @given(name=PLAIN, days=NUMBERS, oral=st.booleans(), tone=st.sampled_from(["plain", "formal"]),
           langs=st.lists(PLAIN, min_size=1, max_size=4), limit=NUMBERS | st.just("none"))  # fmt: skip
    def test_for_any_values(
        self, name: str, days: int, oral: bool, tone: str, langs: list[str], limit: int | str
    ) -> None:
        # cookiecutter itself takes half a second a call: here Jinja renders as cookiecutter has it set up.
        from cookiecutter.environment import StrictEnvironment

        values: dict[str, Value] = {"name": name, "days": days, "oral": oral, "tone": tone, "langs": tuple(langs),
                                    "limit": limit}  # fmt: skip
        filled = {key: in_text(value) for key, value in values.items()}
        environment = StrictEnvironment(context={"cookiecutter": {}}, keep_trailing_newline=True)
        assert parse_template(TEXT, "policy.md").render(filled) == environment.from_string(TEXT).render(
            cookiecutter=filled
        )
