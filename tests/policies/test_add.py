"""`schemekit add` with answers: the module's values are taken, and what the scheme has of its own stays."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from tests.scheme_builders import SchemeBuilder, tell

ANSWERS = """\
name: Example Scheme
parameters:
  scheme_name: Example Scheme
  decision_body: {value: "Council, the", reason: statutes}
  working_languages: [English, French]
  transition_months: 18
modules:
  assurance:
    version: "^1.0"
    parameters:
      provider_action_days: 45
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scheme that has grievance, and names of its own."""
    folder = tmp_path_factory.mktemp("adding")
    told = tell("-C", str(folder), "new", "northern-minerals", "--no-input", "--with", "grievance",
                "--set", "decision_body=Stiftungsrat")
    assert told.code == 0, told.all
    return folder / "northern-minerals"


@pytest.fixture
def scheme(template: Path, tmp_path: Path) -> SchemeBuilder:
    """A copy of the scheme that the test may change."""
    shutil.copytree(template, tmp_path / "northern-minerals")
    return SchemeBuilder(tmp_path / "northern-minerals")


def answers(folder: Path, text: str = ANSWERS) -> str:
    """The place of an answers file."""
    place = folder / "answers.yaml"
    place.write_text(text, "utf-8")
    return str(place)


def is_in_step(scheme: SchemeBuilder) -> bool:
    """Whether `check` finds no error."""
    told = scheme.run("check")
    assert told.code == 0, told.all
    return True


def test_the_schemes_own_values_stay_and_what_was_left_is_told(scheme: SchemeBuilder, tmp_path: Path) -> None:
    before, grievance = scheme.manifest()["parameters"], scheme.text()
    told = scheme.done("add", "assurance", "--answers", answers(tmp_path))
    assert scheme.manifest()["parameters"] == {**before, "transition_months": 18}   # no adopted text says it yet
    assert scheme.manifest()["modules"]["assurance"]["parameters"] == {"provider_action_days": 45}
    values = scheme.lock("assurance")["parameters"]
    assert (values["scheme_name"], values["decision_body"], values["transition_months"]) == (
        "Northern Minerals", "Stiftungsrat", 18)
    assert scheme.text() == grievance
    assert is_in_step(scheme)
    said = " ".join(told.err.split())
    assert "your scheme has its own for these, and the answers were not taken:" in said
    assert "decision_body: Council, the (stays: Stiftungsrat)" in said
    assert "To take name: write it into scheme.yaml, then schemekit sync" in said


def test_the_told_commands_take_what_was_left(scheme: SchemeBuilder, tmp_path: Path) -> None:
    told = scheme.done("add", "assurance", "--answers", answers(tmp_path))
    commands = [line.partition(": ")[2] for line in told.err.splitlines() if line.startswith("To take what")]
    assert len(commands) == 2   # one of them with its reason
    for command in commands:
        scheme.done(*shlex.split(command)[1:])
    for text in (scheme.text(), scheme.text("policies/assurance/policy.md")):
        assert ("Council, the" in text, "Stiftungsrat" in text) == (True, False)
    own = scheme.manifest()["parameters"]
    assert own["decision_body"] == {"value": "Council, the", "reason": "statutes"}
    assert own["working_languages"] == ["English", "French"]
    assert is_in_step(scheme)


def test_the_report_names_what_was_left(scheme: SchemeBuilder, tmp_path: Path) -> None:
    report = json.loads(scheme.done("add", "assurance", "--answers", answers(tmp_path), "--json").out)
    assert {"path": "parameters.decision_body", "set": "decision_body", "value": "Council, the",
            "own": "Stiftungsrat"} in report["not_taken"]


def test_a_default_that_an_adopted_text_says_stays_too(scheme: SchemeBuilder, tmp_path: Path) -> None:
    """Without a value in scheme.yaml, the adopted text says the module's default; another value would part the two."""
    assert "working_languages" not in scheme.manifest()["parameters"]
    told = scheme.done("add", "assurance", "--answers", answers(tmp_path))
    assert "working_languages" not in scheme.manifest()["parameters"]
    assert "working_languages: English, French (stays: English, French, Spanish)" in told.err


def test_nothing_is_said_where_the_answers_say_what_stands(scheme: SchemeBuilder, tmp_path: Path) -> None:
    same = "parameters: {decision_body: Stiftungsrat}\nmodules: {assurance: {parameters: {provider_action_days: 45}}}\n"
    assert "not taken" not in scheme.done("add", "assurance", "--answers", answers(tmp_path, same)).err


def test_values_for_a_module_that_is_there_are_told(scheme: SchemeBuilder, tmp_path: Path) -> None:
    text = "modules:\n  grievance: {parameters: {acknowledge_days: 2}}\n  assurance: {}\n"
    told = scheme.done("add", "assurance", "--answers", answers(tmp_path, text))
    assert "grievance.acknowledge_days: 2 (stays: 5)" in told.err
    assert "schemekit set grievance.acknowledge_days=2" in told.err
    assert is_in_step(scheme)


def test_publishing_is_not_widened_by_answers(scheme: SchemeBuilder, tmp_path: Path) -> None:
    """What a scheme shows on its website is decided in scheme.yaml, once it says anything of it."""
    before = scheme.manifest()["publish"]
    told = scheme.done("add", "assurance", "--answers", answers(tmp_path, "publish: {drafts: true}\n"))
    assert (scheme.manifest()["publish"], before["drafts"]) == (before, False)
    assert "To take publish: write it into scheme.yaml" in told.err


def test_a_typed_value_of_the_whole_scheme_is_refused(scheme: SchemeBuilder) -> None:
    before = scheme.files()
    told = scheme.done("add", "assurance", "--set", "decision_body=Council", code=2)
    assert "decision_body stands already, as 'Stiftungsrat'" in told.err
    assert "schemekit set decision_body=..." in told.err
    assert scheme.files() == before


def test_a_typed_value_that_stands_or_that_no_text_says_yet_is_taken(scheme: SchemeBuilder) -> None:
    scheme.done("add", "assurance", "--set", "transition_months=18", "--set", "decision_body=Stiftungsrat")
    assert scheme.lock("assurance")["parameters"]["transition_months"] == 18
    assert is_in_step(scheme)
