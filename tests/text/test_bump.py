"""How far an edit moves a module's version, as a table that a maintainer can read before editing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.module import Module
from schemekit.model.version import Bump
from schemekit.text.bump import bump_reasons, needed_bump

METADATA: dict[str, Any] = {
    "id": "answers", "title": "Answers", "type": "procedure", "summary": "How letters are answered.",
    "language": "en", "licence": "CC-BY-4.0", "credit": {"author": "Somebody", "year": 2026},
    "documents": [
        {"file": "policy.md", "title": "Answers", "kind": "text"},
        {"file": "form.md", "title": "Form", "kind": "form"},
    ],
    "parameters": [
        {"name": "days", "scope": "module", "type": "integer", "title": "Days", "prompt": "How many?", "help": "Few.",
         "unit": "working days", "default": 5, "minimum": 2, "maximum": 10, "stricter": "lower"},
        {"name": "tone", "scope": "module", "type": "choice", "title": "Tone", "prompt": "Which?", "help": "Plain.",
         "default": "plain", "stricter": "first",
         "options": [{"value": "plain", "label": "Plain"}, {"value": "formal", "label": "Formal"}]},
    ],
    "rules": [{"distinct": ["days", "tone"], "reason": "an example"}],
    "clauses": [
        {"id": "answer", "force": "requirement", "tailoring": "adjustable"},
        {"id": "copies", "force": "recommendation", "tailoring": "optional"},
        {"id": "tone", "force": "information", "tailoring": "adjustable"},
    ],
}
OPTIONS = METADATA["parameters"][1]["options"]
POLICY = """\
# {{ cookiecutter.scheme_name }}: Answers

This procedure is public.

## Answer { #answer }

The body shall answer within {{ cookiecutter.days }} working days and shall not charge a fee.
It gives all reasons in writing.

> A note explains it in 2 examples.

## Copies { #copies }

Two persons should get a copy, see [the form](form.md).
{% if cookiecutter.tone == "plain" %}It is kept.{% endif %}

## Tone { #tone }

Answers are friendly.
"""
TEXTS = {"policy.md": POLICY, "form.md": "# Form\n"}
DUTY = "a figure, a blank, a negation or a binding verb changed: the duty may be another"
Edit = Callable[[dict[str, Any], dict[str, str]], None]


def reasons(edit: Edit) -> list[str]:
    """What an edit of the metadata and texts is told as."""
    data, texts = deepcopy(METADATA), dict(TEXTS)
    edit(data, texts)
    old, new = Module.from_mapping(METADATA), Module.from_mapping(data)
    return [str(reason) for reason in bump_reasons(old, TEXTS, new, texts)]


def words(old: str, new: str) -> Edit:
    """An edit of the policy's words."""
    def edit(_: dict[str, Any], texts: dict[str, str]) -> None:
        assert texts["policy.md"].count(old) == 1, old
        texts["policy.md"] = texts["policy.md"].replace(old, new)

    return edit


def parameter(name: str, /, **changes: Any) -> Edit:
    """An edit of a parameter's entry; None takes a key out."""
    def edit(data: dict[str, Any], _: dict[str, str]) -> None:
        entry = next(item for item in data["parameters"] if item["name"] == name)
        entry.update(changes)
        for key in [key for key, value in entry.items() if value is None]:
            del entry[key]

    return edit


def clause(clause_id: str, **changes: str) -> Edit:
    """An edit of a clause's entry."""
    def edit(data: dict[str, Any], _: dict[str, str]) -> None:
        next(item for item in data["clauses"] if item["id"] == clause_id).update(changes)

    return edit


def new_clause(**entry: str) -> Edit:
    """A new clause at the end."""
    def edit(data: dict[str, Any], texts: dict[str, str]) -> None:
        data["clauses"].append({"id": "new", **entry})
        texts["policy.md"] += "\n## New { #new }\n\nSomething new.\n"

    return edit


def metadata(**changes: Any) -> Edit:
    """An edit of the module's own keys."""
    def edit(data: dict[str, Any], _: dict[str, str]) -> None:
        data.update(changes)

    return edit


def both(*edits: Edit) -> Edit:
    """Several edits at once."""
    def edit(data: dict[str, Any], texts: dict[str, str]) -> None:
        for one in edits:
            one(data, texts)

    return edit


def files(**changes: str | None) -> Edit:
    """New, changed and deleted documents, named without their ending."""
    def edit(_: dict[str, Any], texts: dict[str, str]) -> None:
        for name, text in changes.items():
            texts[f"{name}.md"] = text or ""
            if text is None:
                del texts[f"{name}.md"]

    return edit


class TestWords:
    """'Patch is wording'; every rewording that touches a verb, figure, blank or negation is more."""

    @pytest.mark.parametrize(("edit", "told"), [
        pytest.param(words("are friendly", "are polite"), ["patch  tone: reworded"], id="another-word"),
        pytest.param(words("## Tone {", "## Manner {"), ["patch  tone: reworded"], id="another-heading"),
        pytest.param(words("A note explains it in 2", "The note shows it in 3"), ["patch  answer: reworded"],
                     id="another-note"),
        pytest.param(words("(form.md)", "(form.md#part-3)"), ["patch  copies: reworded"], id="another-link-target"),
        pytest.param(words("is public", "is open"), ["patch  policy.md: the words before the first clause changed"],
                     id="words-before-the-first-clause"),
        pytest.param(words("are friendly", "are\nfriendly"), ["patch  text: only its layout or order changed"],
                     id="another-wrapping"),
        pytest.param(words("shall answer", "should answer"), [f"major  answer: {DUTY}"], id="shall-to-should"),
        pytest.param(words("are friendly", "shall be friendly"), [f"major  tone: {DUTY}"], id="a-new-shall"),
        pytest.param(words("should get", "get"), [f"major  copies: {DUTY}"], id="a-should-less"),
        pytest.param(words("shall not charge", "shall charge"), [f"major  answer: {DUTY}"], id="a-negation-less"),
        pytest.param(words("all reasons", "reasons"), [f"major  answer: {DUTY}"], id="a-quantifier-less"),
        pytest.param(words("Two persons", "Three persons"), [f"major  copies: {DUTY}"], id="a-number-in-words"),
        pytest.param(words("working days and", "days and"), [f"major  answer: {DUTY}"], id="another-unit-of-time"),
        pytest.param(words("{{ cookiecutter.days }}", "5"), [f"major  answer: {DUTY}"], id="a-figure-for-a-blank"),
        pytest.param(words('== "plain"', '!= "plain"'), [f"major  copies: {DUTY}"], id="a-condition-turned-round"),
        pytest.param(words("{% if", "{%- if"), ["patch  copies: reworded"], id="white-space-control"),
        pytest.param(words("The body shall answer", "The body SHALL answer"), ["patch  answer: reworded"],
                     id="capitals"),
    ])
    def test_an_edit_of_the_words(self, edit: Edit, told: list[str]) -> None:
        assert reasons(edit) == told

    @pytest.mark.parametrize(("language", "old", "new", "bump"), [
        pytest.param("fr", "Elle ne publie pas le nom.", "Elle publie le nom.", Bump.MAJOR, id="fr-a-negation"),
        pytest.param("fr", "Dans deux jours.", "Dans trois jours.", Bump.MAJOR, id="fr-a-number"),
        pytest.param("fr", "Le nom est public.", "Le nom est connu.", Bump.PATCH, id="fr-wording"),
        pytest.param("es", "No se publica el nombre.", "Se publica el nombre.", Bump.MAJOR, id="es-a-negation"),
        pytest.param("es", "El órgano debe decidir.", "El órgano decide.", Bump.MAJOR, id="es-a-verb"),
        pytest.param("pt-BR", "Não se publica o nome.", "Publica-se o nome.", Bump.MAJOR, id="pt-a-negation"),
        pytest.param("de", "Die Stelle veröffentlicht 2 Namen.", "Die Stelle veröffentlicht 3 Namen.", Bump.MAJOR,
                     id="another-language-by-its-figures"),
    ])
    def test_other_languages(self, language: str, old: str, new: str, bump: Bump) -> None:
        module = Module.from_mapping({**METADATA, "language": language})
        before, after = ({**TEXTS, "policy.md": POLICY.replace("Answers are friendly.", text)} for text in (old, new))
        assert needed_bump(bump_reasons(module, before, module, after)) is bump


class TestClauses:
    """'major is a new or stronger duty, an id gone; minor is new optional text'."""

    @pytest.mark.parametrize(("edit", "told"), [
        pytest.param(new_clause(force="requirement", tailoring="adjustable"),
                     ["major  new: the clause is new and a requirement"], id="a-new-requirement"),
        pytest.param(new_clause(force="requirement", tailoring="locked"),
                     ["major  new: the clause is new and a requirement"], id="a-new-locked-requirement"),
        pytest.param(new_clause(force="requirement", tailoring="optional"), ["minor  new: the clause is new"],
                     id="a-new-requirement-that-is-optional"),
        pytest.param(new_clause(force="recommendation", tailoring="adjustable"), ["minor  new: the clause is new"],
                     id="a-new-recommendation"),
        pytest.param(words("## Tone { #tone }\n\nAnswers are friendly.\n", ""), ["major  tone: the clause is gone"],
                     id="a-clause-gone"),
        pytest.param(words("{ #tone }", "{ #manner }"),
                     ["major  tone: the clause is gone", "minor  manner: the clause is new"], id="another-id"),
        pytest.param(clause("tone", force="requirement"), ["major  tone: information became requirement (stronger)"],
                     id="a-stronger-force"),
        pytest.param(clause("answer", force="permission"), ["major  answer: requirement became permission (weaker)"],
                     id="a-weaker-force"),
        pytest.param(clause("copies", tailoring="adjustable"), ["major  copies: optional became adjustable"],
                     id="no-longer-optional"),
        pytest.param(clause("answer", tailoring="locked"), ["major  answer: adjustable became locked"], id="locked"),
        pytest.param(clause("answer", tailoring="optional"), ["minor  answer: adjustable became optional"],
                     id="made-optional"),
        pytest.param(metadata(clauses=[METADATA["clauses"][2], *METADATA["clauses"][:2]]),
                     ["patch  module.yaml: its description changed"], id="another-order"),
    ])
    def test_an_edit_of_a_clause(self, edit: Edit, told: list[str]) -> None:
        assert reasons(edit) == told


class TestParameters:
    """'a range narrowed' is major; a new parameter, a wider range and another default are minor."""

    @pytest.mark.parametrize(("edit", "told"), [
        pytest.param(parameter("days", minimum=3), ["major  days: its range is narrower"], id="a-higher-minimum"),
        pytest.param(parameter("days", maximum=9), ["major  days: its range is narrower"], id="a-lower-maximum"),
        pytest.param(parameter("days", minimum=1), ["minor  days: its range is wider"], id="a-lower-minimum"),
        pytest.param(parameter("days", maximum=None), ["minor  days: its range is wider"], id="no-maximum-any-more"),
        pytest.param(parameter("days", minimum=1, maximum=9), ["major  days: its range is narrower"],
                     id="wider-on-one-side-and-narrower-on-the-other"),
        pytest.param(parameter("days", none_label="no limit", none_is="looser"), ["minor  days: its range is wider"],
                     id="may-be-none-now"),
        pytest.param(parameter("days", default=6), ["minor  days: its default changed"], id="another-default"),
        pytest.param(parameter("days", default=6, tailoring="locked"),
                     ["major  days: it is now locked", "major  days: its locked value changed"],
                     id="locked-at-another-value"),
        pytest.param(parameter("days", tailoring="locked"), ["major  days: it is now locked"], id="locked"),
        pytest.param(parameter("days", unit="days"), ["major  days: its type or unit changed"], id="another-unit"),
        pytest.param(parameter("days", type="number"), ["major  days: its type or unit changed"], id="another-type"),
        pytest.param(parameter("days", scope="scheme"),
                     ["major  days: it now belongs to the scheme, so values have to be set again"], id="another-scope"),
        pytest.param(parameter("days", prompt="Within how many?"), ["patch  module.yaml: its description changed"],
                     id="another-question"),
        pytest.param(parameter("tone", options=[{"value": "plain", "label": "Plain"}, {"value": "warm", "label": "W"}]),
                     ["major  tone: its range is narrower"], id="an-option-exchanged"),
        pytest.param(parameter("tone", options=[*OPTIONS, {"value": "warm", "label": "Warm"}]),
                     ["minor  tone: its range is wider"], id="an-option-more"),
        pytest.param(parameter("tone", options=OPTIONS[::-1]),
                     ["minor  tone: its options stand in another order, which says what is stricter"],
                     id="options-in-another-order"),
        pytest.param(parameter("tone", name="voice"),
                     ["major  tone: the parameter is gone", "minor  voice: the parameter is new"], id="another-name"),
        pytest.param(metadata(rules=[]), ["minor  rules: a rule between parameters is gone"], id="a-rule-less"),
        pytest.param(metadata(rules=[*METADATA["rules"], {"ordered": ["days", "tone"]}]),
                     ["major  rules: a rule between parameters is new"], id="a-rule-more"),
    ])
    def test_an_edit_of_a_parameter_or_rule(self, edit: Edit, told: list[str]) -> None:
        assert reasons(edit) == told


class TestTheRest:
    """Licence, documents and description."""

    @pytest.mark.parametrize(("edit", "told"), [
        pytest.param(both(), [], id="nothing-at-all"),
        pytest.param(metadata(licence="CC-BY-SA-4.0"), ["major  licence: CC-BY-4.0 became CC-BY-SA-4.0"], id="licence"),
        pytest.param(metadata(summary="Other."), ["patch  module.yaml: its description changed"], id="the-summary"),
        pytest.param(files(form="# Form\n\nmore\n"), ["patch  form.md: the form or annex changed"], id="a-form"),
        pytest.param(files(form=None), ["major  form.md: the file is gone"], id="a-form-gone"),
        pytest.param(files(list="# List\n"), ["minor  list.md: the file is new"], id="a-form-more"),
        pytest.param(both(words("are friendly", "are polite"), parameter("days", minimum=3),
                          parameter("tone", default="formal")),
                     ["major  days: its range is narrower", "minor  tone: its default changed",
                      "patch  tone: reworded"], id="the-heaviest-comes-first"),
    ])
    def test_an_edit_of_the_rest(self, edit: Edit, told: list[str]) -> None:
        assert reasons(edit) == told

    def test_the_weight_needed_is_the_heaviest(self) -> None:
        module = Module.from_mapping(METADATA)
        changed = {**TEXTS, "policy.md": POLICY.replace("shall", "should")}
        assert needed_bump(()) is Bump.NONE
        assert needed_bump(bump_reasons(module, TEXTS, module, changed)) is Bump.MAJOR

    @given(st.dictionaries(st.sampled_from(["policy.md", "form.md", "more.md"]), st.text(), min_size=1))
    @settings(deadline=None)
    def test_nothing_that_changed_goes_untold(self, texts: Mapping[str, str]) -> None:
        module = Module.from_mapping(METADATA)
        assert bump_reasons(module, texts, module, texts) == ()
        found = bump_reasons(module, TEXTS, module, texts)
        assert bool(found) is (dict(texts) != TEXTS)
