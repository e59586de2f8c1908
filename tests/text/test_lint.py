"""The rules a module is held to, one row a rule: a sound module, one edit, and what is told of it."""

# ruff: noqa: E501  # a policy has one sentence a line

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.files.yaml import read_yaml
from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Module
from schemekit.text.cookiecutter_json import cookiecutter_json
from schemekit.text.linting.figures import figures_in
from schemekit.text.linting.lint import lint_module
from schemekit.text.linting.rules import REASONS
from schemekit.text.linting.words import second_sentence

MODULE = """\
format: 1
id: answering
title: Answering letters
type: procedure
summary: How letters are answered.
language: en
licence: CC-BY-4.0
credit: {author: Somebody, year: 2026}
related:
  - {module: filing, reason: letters are filed}
documents:
  - {file: policy.md, title: Answering, kind: text}
  - {file: forms/letter.md, title: Letter, kind: form}
  - {file: forms/register.csv, title: Register, kind: register}
parameters:
  - {name: office, scope: scheme, type: text, title: Office, prompt: Which?, help: Name., default: Office}
  - {name: days, scope: module, type: integer, title: Days, prompt: How many?, help: Days., unit: working days,
     default: 5, minimum: 1, maximum: 10}
  - {name: limit, scope: module, type: integer, title: Limit, prompt: How many?, help: Days., unit: working days,
     default: 20, minimum: 10, maximum: 30, none_label: no limit, none_is: looser}
  - {name: oral, scope: module, type: boolean, title: Oral, prompt: Also oral?, help: Talk., default: true}
  - {name: tone, scope: module, type: choice, title: Tone, prompt: Which?, help: Tone., default: plain,
     options: [{value: plain, label: Plain words}, {value: formal, label: Formal words}]}
  - {name: languages, scope: module, type: list, title: Languages, prompt: Which?, help: Names., default: [A, B]}
rules:
  - {ordered: [days, limit], reason: first things first}
clauses:
  - {id: purpose, force: information, tailoring: adjustable}
  - {id: answer, force: requirement, tailoring: adjustable,
     fixed: [{text: two copies, reason: one for each side}]}
  - {id: tone, force: recommendation, tailoring: adjustable}
retired:
  - {id: old-answer, since: "1.1.0", replaced_by: answer}
"""
POLICY = """\
# {{ cookiecutter.office }}: Answering letters

## Purpose { #purpose }

This procedure says how the {{ cookiecutter.office }} answers, see [letters](forms/letter.md) and [filing](../filing/policy.md#shelves).

## Answer { #answer }

The {{ cookiecutter.office }} shall answer within {{ cookiecutter.days }} working {% if cookiecutter.days|int == 1 %}day{% else %}days{% endif %} in two copies.
{% if cookiecutter.limit != "none" %}A letter older than {{ cookiecutter.limit }} working days is [closed](#purpose).{% else %}No letter is closed.{% endif %}
{%- if cookiecutter.oral %}
An oral question counts as a letter, e.g. Thursday's.
{%- endif %}

> An answer names the person in charge.

### Tone { #tone }

{% if cookiecutter.tone == "plain" %}Answers should use plain words.{% else %}Answers should use the polite form.{% endif %}
They are written in {{ cookiecutter.languages }}.
"""
LETTER = """\
# {{ cookiecutter.office }}: Letter

See [the answer](../policy.md#answer) and the [register](register.csv).
"""
REGISTER = 'no,office,text\n1,"{{ cookiecutter.office }}",fictional\n'
FILING = Module.from_mapping({
    "id": "filing", "title": "Filing", "type": "procedure", "summary": "", "language": "en", "licence": "CC0-1.0",
    "credit": {"author": "Somebody", "year": 2026}, "documents": [{"file": "policy.md", "title": "F", "kind": "text"}],
    "parameters": [{"name": "office", "scope": "scheme", "type": "text", "title": "Office", "prompt": "Which?",
                    "help": "Name.", "default": "Office"}],
    "clauses": [{"id": "shelves", "force": "information", "tailoring": "adjustable"}],
})  # fmt: skip
FOLDER = "{{cookiecutter.module}}"
SOUND = {
    "module.yaml": MODULE,
    "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n- First text.\n",
    f"{FOLDER}/policy.md": POLICY,
    f"{FOLDER}/forms/letter.md": LETTER,
    f"{FOLDER}/forms/register.csv": REGISTER,
}
P, Y, L, R = f"{FOLDER}/policy.md", "module.yaml", f"{FOLDER}/forms/letter.md", f"{FOLDER}/forms/register.csv"


def told(files: dict[str, str]) -> tuple[Finding, ...]:
    """Lint a module given as its files; cookiecutter.json is made unless it is among them."""
    yaml = read_yaml(files["module.yaml"], "module.yaml")
    module = Module.from_mapping(yaml.data)
    files = {"cookiecutter.json": cookiecutter_json(module), **files}
    return lint_module(module, files, yaml.position, {"filing": FILING}, "policies/answering")


def edited(file: str, old: str, new: str) -> dict[str, str]:
    assert SOUND[file].count(old), f"{old!r} does not stand in {file}"
    return {**SOUND, file: SOUND[file].replace(old, new, 1)}


def test_a_sound_module_has_no_findings() -> None:
    assert [str(finding) for finding in told(SOUND)] == []


ONE_EDIT = [
    # parameters
    pytest.param(Y, "name: oral,", "name: days,", "parameter-twice", "module.yaml:21", id="two-parameters-of-one-name"),
    pytest.param(P, "{%- if cookiecutter.oral %}", '{%- if cookiecutter.tone == "plain" %}', "parameter-unused",
                 "module.yaml:21", id="a-parameter-that-no-document-uses"),
    pytest.param(P, "{{ cookiecutter.languages }}", "{{ cookiecutter.langs }}", "parameter-unknown", "policy.md:20",
                 id="a-blank-that-module-yaml-does-not-declare"),
    pytest.param(Y, "default: 5,", "default: 50,", "parameter-default", "module.yaml:18",
                 id="a-default-outside-the-range"),
    pytest.param(Y, "default: plain,", "default: rude,", "parameter-default", "module.yaml:22",
                 id="a-default-that-is-no-option"),
    pytest.param(Y, "minimum: 1,", "minimum: 11,", "parameter-range", "module.yaml:18",
                 id="a-minimum-above-the-maximum"),
    pytest.param(Y, "help: Name.,", "help: Other.,", "parameter-shared", "module.yaml:16",
                 id="a-scheme-wide-parameter-that-another-module-explains-otherwise"),
    pytest.param(P, '{% if cookiecutter.limit != "none" %}A', '{% if cookiecutter.oral %}A', "parameter-none",
                 "policy.md:10", id="a-blank-that-would-print-none"),
    pytest.param(P, "in two copies.", "in two copies, at most {{ cookiecutter.limit }}.", "parameter-none",
                 "policy.md:9", id="a-second-blank-outside-the-test-for-none"),
    pytest.param(P, "cookiecutter.days|int == 1", 'cookiecutter.days == "1"', "parameter-test", "policy.md:9",
                 id="a-number-compared-as-text"),
    pytest.param(P, "cookiecutter.days|int == 1", "cookiecutter.days|int == \"1\"", "parameter-test", "policy.md:9",
                 id="a-number-compared-with-text"),
    pytest.param(P, "cookiecutter.days|int == 1", 'cookiecutter.days == "none"', "parameter-test", "policy.md:9",
                 id="a-test-for-none-of-a-number-that-cannot-be-none"),
    pytest.param(P, 'cookiecutter.tone == "plain"', 'cookiecutter.tone == "plan"', "parameter-test", "policy.md:19",
                 id="a-choice-compared-with-no-option"),
    pytest.param(P, 'cookiecutter.tone == "plain"', "cookiecutter.tone", "parameter-test", "policy.md:19",
                 id="a-choice-tested-as-yes-or-no"),
    pytest.param(P, "cookiecutter.oral %}", 'cookiecutter.oral == "yes" %}', "parameter-test", "policy.md:11",
                 id="a-yes-or-no-value-compared-with-text"),
    pytest.param(P, "They are", "{% if cookiecutter.languages == 'A' %}They{% else %}They{% endif %} are",
                 "parameter-test", "policy.md:20", id="a-list-that-is-tested"),
    pytest.param(P, "They are", "{{ cookiecutter.oral }} They are", "parameter-printed", "policy.md:20",
                 id="a-yes-or-no-value-printed"),
    pytest.param(P, "within {{ cookiecutter.days }}", "within {{ cookiecutter.days|int }}", "parameter-printed",
                 "policy.md:9", id="a-number-printed-through-int"),
    pytest.param(Y, "ordered: [days, limit]", "ordered: [days, weeks]", "rule-name", "module.yaml:26",
                 id="a-rule-about-an-unknown-parameter"),
    pytest.param(Y, "ordered: [days, limit]", "ordered: [limit, days]", "rule-default", "module.yaml:26",
                 id="defaults-that-break-a-rule"),
    pytest.param(Y, "unit: working days,\n     default: 20", "unit: months,\n     default: 20", "rule-units",
                 "module.yaml:26", id="a-rule-that-compares-days-with-months"),
    # clauses and headings
    pytest.param(P, "{ #tone }", "{ #answer }", "clause-twice", "policy.md:17",
                 id="an-id-that-stands-twice-in-the-text"),
    pytest.param(Y, "id: tone, force: rec", "id: answer, force: rec", "clause-twice", "module.yaml:31",
                 id="an-id-that-stands-twice-in-module-yaml"),
    pytest.param(P, "{ #tone }", "{ #voice }", "clause-undeclared", "policy.md:17", id="a-clause-not-in-module-yaml"),
    pytest.param(P, "{ #tone }", "{ #voice }", "clause-missing", "module.yaml:31",
                 id="a-declared-clause-not-in-the-text"),
    pytest.param(Y, "  - {id: purpose, force: information, tailoring: adjustable}\n", "", "clause-undeclared",
                 "policy.md:3", id="a-section-not-in-module-yaml"),
    pytest.param(P, "{ #tone }", "{ #old-answer }", "clause-retired", "policy.md:17", id="a-retired-id-used-again"),
    pytest.param(Y, "id: old-answer", "id: tone", "clause-retired", "policy.md:17", id="an-id-in-use-and-retired"),
    pytest.param(Y, "replaced_by: answer", "replaced_by: nobody", "retired-target", "module.yaml:33",
                 id="a-retired-id-that-leads-nowhere"),
    pytest.param(P, "### Tone { #tone }", "### Tone", "heading-id", "policy.md:17", id="a-heading-without-an-id"),
    pytest.param(P, "### Tone", "# Tone", "heading-level", "policy.md:17", id="a-second-level-1-heading"),
    pytest.param(P, "# {{ cookiecutter.office }}: Answering letters\n", "Answering letters\n", "heading-title",
                 "policy.md:1", id="a-document-without-its-title-on-the-first-line"),
    pytest.param(P, "### Tone", "### 2.1 Tone", "heading-number", "policy.md:17", id="a-typed-number-in-a-heading"),
    pytest.param(P, "### Tone { #tone }\n\n{% if", "{% if cookiecutter.oral %}\n### Tone { #tone }\n{% endif %}\n{% if",
                 "heading-condition", "policy.md:18", id="a-heading-inside-a-condition"),
    pytest.param(P, "{% if cookiecutter.tone ==", "Voice\n-----\n\n{% if cookiecutter.tone ==", "heading-form",
                 "policy.md:19", id="an-underlined-heading"),
    # words
    pytest.param(P, "shall answer", "answers", "force", "policy.md:7", id="a-requirement-without-shall"),
    pytest.param(P, "should use plain", "shall use plain", "force", "policy.md:19", id="a-recommendation-with-shall"),
    pytest.param(P, "is [closed]", "can be [closed]", None, "", id="a-weaker-verb-beside-the-shall-is-fine"),
    pytest.param(P, "> An answer names", "> An answer shall name", "force-note", "policy.md:15", id="a-duty-in-a-note"),
    pytest.param(P, "They are", "They must be", "force-must", "policy.md:20", id="must"),
    pytest.param(Y, "language: en", "language: en\nhouse_style: present", "force-style", "policy.md:9",
                 id="shall-in-a-text-that-states-duties-in-the-present"),
    pytest.param(P,
                 "within {{ cookiecutter.days }} working {% if cookiecutter.days|int == 1 %}day{% else %}days{% endif %}",
                 "within five working days", "figure", "policy.md:9", id="a-bare-duration-in-a-duty"),
    pytest.param(Y, "text: two copies", "text: three copies", "figure-fixed", "module.yaml:30",
                 id="an-excuse-for-words-that-are-gone"),
    pytest.param(P, "They are", "From 1 March 2026 they are", "date", "policy.md:20", id="a-date-in-a-clause"),
    pytest.param(P, "They are", "Version: 2.1\nThey are", "date", "policy.md:20", id="a-version-line-in-a-clause"),
    pytest.param(P, "in charge.", "in charge. It is short.", "sentence", "policy.md:15", id="two-sentences-on-a-line"),
    pytest.param(P, "{% if cookiecutter.days|int == 1 %}day{% else %}days{% endif %}", "days", "singular",
                 "policy.md:7",
                 id="words-that-do-not-fit-one"),
    # links and safety
    pytest.param(P, "(#purpose)", "(#porpoise)", "link-target", "policy.md:10", id="a-link-to-no-clause"),
    pytest.param(P, "(forms/letter.md)", "(forms/leter.md)", "link-target", "policy.md:5", id="a-link-to-no-file"),
    pytest.param(L, "(../policy.md#answer)", "(policy.md#answer)", "link-target", "letter.md:3",
                 id="a-link-from-a-form-that-forgets-the-folder"),
    pytest.param(P, "(../filing/policy.md#shelves)", "(../filing/policy.md#boxes)", "link-target", "policy.md:5",
                 id="a-link-to-no-clause-of-another-module"),
    pytest.param(P, "(../filing/policy.md#shelves)", "(../../../secret.md)", "link-target", "policy.md:5",
                 id="a-link-out-of-the-library"),
    pytest.param(P, "(../filing/policy.md#shelves)", "(../posting/policy.md#stamps)", "link-module", "policy.md:5",
                 id="a-link-to-a-module-that-is-not-in-related"),
    pytest.param(P, "(#purpose)", "(javascript:alert)", "link-unsafe", "policy.md:10", id="a-link-that-runs-something"),
    pytest.param(P, "(#purpose)", "(jav&#x09;ascript:alert)", "link-unsafe", "policy.md:10",
                 id="a-link-that-hides-that-it-runs-something"),
    pytest.param(P, "(#purpose)", "(data:text/html,x)", "link-unsafe", "policy.md:10",
                 id="a-link-with-its-own-content"),
    pytest.param(P, "(#purpose)", "(//example.org/x)", "link-unsafe", "policy.md:10",
                 id="a-link-to-another-host-without-a-scheme"),
    pytest.param(P, "They are", "![logo](https://example.org/x.png) They are", "link-unsafe", "policy.md:20",
                 id="an-image-from-another-host"),
    pytest.param(P, "They are", "<b>They</b> are", "html", "policy.md:20", id="raw-html"),
    pytest.param(P, "They are", "<{% if cookiecutter.oral %}script{% endif %}>They are", "html", "policy.md:20",
                 id="raw-html-put-together-by-a-condition"),
    pytest.param(P, "They are", "<{{ cookiecutter.office }}> They are", "html", "policy.md:20",
                 id="raw-html-that-a-value-could-make"),
    pytest.param(P, "They are", "<!-- hidden -->\nThey are", "html", "policy.md:20", id="an-html-comment"),
    # layout and renderings
    pytest.param(P, "in charge.\n", "in charge. \n", "line-ending", "policy.md:15", id="blanks-at-the-end-of-a-line"),
    pytest.param(P, "in charge.\n", "in charge.\r\n", "line-ending", "policy.md:15", id="windows-line-endings"),
    pytest.param(P, "They are written in {{ cookiecutter.languages }}.\n", "They are {{ cookiecutter.languages }}.",
                 "line-ending", "policy.md:20", id="no-line-break-at-the-end"),
    pytest.param(P, "{%- if cookiecutter.oral %}\nAn", "\n{% if cookiecutter.oral %}\nAn", "blank-lines", "policy.md:7",
                 id="a-condition-that-leaves-two-blank-lines"),
    pytest.param(P, "is [closed](#purpose).{% else %}", "is [closed](#purpose).{% else %} ", None, "",
                 id="a-blank-at-the-start-of-a-branch-is-fine"),
    pytest.param(P, "closed.{% endif %}", "closed. {% endif %}", "line-ending", "policy.md:7",
                 id="blanks-at-the-end-of-a-line-for-one-value"),
    pytest.param(P, "Answers should use the polite", "Answers use the polite", "rendering-force", "policy.md:17",
                 id="an-option-under-which-the-force-is-gone"),
    pytest.param(P, "### Tone { #tone }\n", "{% if cookiecutter.oral %}### Tone { #tone }{% endif %}\n", "rendering",
                 "policy.md:1", id="a-heading-that-a-condition-makes"),
    pytest.param(P, "{% if cookiecutter.tone",
                 "{% for x in cookiecutter.languages %}{% endfor %}{% if cookiecutter.tone",
                 "template", "policy.md:19", id="a-loop"),
    # files
    pytest.param(Y, "id: answering", "id: writing", "module-id", "module.yaml:2", id="an-id-that-is-not-the-folder"),
    pytest.param(Y, "file: forms/letter.md", "file: forms/lettre.md", "document-missing", "module.yaml:13",
                 id="a-declared-document-that-is-not-there"),
    pytest.param(Y, "file: forms/letter.md", "file: policy.md", "document-twice", "module.yaml:13",
                 id="a-document-declared-twice"),
    pytest.param(Y, "kind: register", "kind: text", "document-kind", "module.yaml:14", id="clauses-in-a-register"),
    pytest.param(R, ",fictional", ",fictional,more", "register-columns", "register.csv:2",
                 id="a-row-with-more-columns"),
    pytest.param(R, '"{{ cookiecutter.office }}"', "{{ cookiecutter.office }}", "register-columns", "register.csv:1",
                 id="a-blank-in-a-register-that-a-comma-would-break"),
    pytest.param(R, "no,office,text", "no,,text", "register-columns", "register.csv:1", id="a-column-without-a-name"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "place"), ONE_EDIT)
def test_one_edit_is_told_at_its_place(file: str, old: str, new: str, code: str | None, place: str) -> None:
    """'Errors name the file, line and column, what is wrong, why it matters, and the way to fix it.'"""
    found = told(edited(file, old, new))
    if code is None:
        assert [str(finding) for finding in found] == []
        return
    places = [f"{Path(finding.file).name}:{finding.line}" for finding in found if finding.code == code]
    assert place in places, [str(finding) for finding in found]
    assert all(finding.wanted and finding.why and finding.fix and finding.found for finding in found)


FILES = [
    pytest.param({f"{FOLDER}/notes.md": "# Notes\n"}, "document-undeclared", id="a-document-that-is-not-declared"),
    pytest.param({"hooks/pre_gen_project.py": "print()\n"}, "file-unknown", id="a-hook-beside-the-texts"),
    pytest.param({"cookiecutter.json": "{}\n"}, "cookiecutter-json", id="a-cookiecutter-json-out-of-step"),
    pytest.param({"crosswalks/ungp.yaml": "a: 1\n", "README.md": "# Read\n"}, None,
                 id="crosswalks-and-a-readme-are-fine"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "code"), FILES)
def test_files_beside_the_declared_ones(more: dict[str, str], code: str | None) -> None:
    assert {finding.code for finding in told({**SOUND, **more})} == ({code} if code else set())


def test_a_missing_changelog_is_told() -> None:
    files = {path: text for path, text in SOUND.items() if path != "CHANGELOG.md"}
    assert [finding.code for finding in told(files)] == ["changelog-missing"]


def test_the_order_of_module_yaml_is_the_order_of_the_text() -> None:
    first = "  - {id: purpose, force: information, tailoring: adjustable}\n"
    last = "  - {id: tone, force: recommendation, tailoring: adjustable}\n"
    text = MODULE.replace(first, "").replace(last, last + first)
    assert [finding.code for finding in told({**SOUND, "module.yaml": text})] == ["clause-order"]


def test_all_findings_are_told_at_once() -> None:
    """'All findings at once, not the first only.'"""
    files = edited(P, "shall answer", "answers") | {R: "no\n", "hooks/x.sh": ""}
    codes = {finding.code for finding in told(files)}
    assert {"force", "register-columns", "file-unknown"} <= codes


def test_must_dates_and_long_lines_are_warnings() -> None:
    files = edited(P, "They are", "They must be. From 2026-01-01 they are")
    assert {finding.code: finding.severity for finding in told(files)} == {
        "force-must": Severity.WARNING, "date": Severity.WARNING, "sentence": Severity.WARNING,
    }  # fmt: skip


def test_a_text_in_the_present_style_needs_no_shall() -> None:
    files = edited(P, "shall answer", "answers") | {Y: MODULE.replace("language: en", "language: en\nhouse_style: present")}
    assert [str(finding) for finding in told(files)] == []


@pytest.mark.parametrize(("words", "figures"), [
    pytest.param("within thirty days", ["thirty days"], id="number-words"),
    pytest.param("a 30-day period and a two-year term", ["30-day", "two-year"], id="with-a-hyphen"),
    pytest.param("five further working days", ["five further working days"], id="with-adjectives"),
    pytest.param("two competent auditors", ["two competent auditors"], id="a-describing-word-between"),
    pytest.param("three or more members", ["three or more members"], id="or-more"),
    pytest.param("3 to 5 years", ["3 to 5 years"], id="a-span"),
    pytest.param("one week for one person", ["one week"], id="one-only-with-time"),
    pytest.param("at least half of the members", ["half of the members"], id="half"),
    pytest.param("two thirds of the votes", ["two thirds"], id="a-fraction"),
    pytest.param("10% or 10 percent or ten per cent", ["10%", "10 percent", "ten per cent"], id="shares"),
    pytest.param("up to 5 rounds, twenty-five people", ["5 rounds", "twenty-five people"], id="counts"),
    pytest.param("one of the members, a third party, an hour", [], id="one-of-and-ordinals"),
    pytest.param("Article 3 members, ISO 10002 days, step 2 people, clause 4.2 months", [], id="numbers-that-name"),
    pytest.param("ISO/IEC 17065:2012 7.13 and UNGP 31 persons", [], id="standards"),
    pytest.param("1. Members decide", [], id="list-numbers"),
    pytest.param("> within 30 days", [], id="notes"),
    pytest.param("see [5 days](forms/5-days.md) and `7 days`", ["5 days"], id="code-and-targets-do-not-count"),
    pytest.param("{{ cookiecutter.n }} days{% if cookiecutter.n|int > 5 %} or so{% endif %}", [], id="blanks"),
])  # fmt: skip
def test_bare_figures(words: str, figures: list[str]) -> None:
    assert [figure.words for figure in figures_in(words)] == figures


@pytest.mark.parametrize(("line", "is_two"), [
    pytest.param("One sentence here. Another one.", True, id="a-full-stop-between"),
    pytest.param('He said "yes." Then he left.', True, id="a-quote-between"),
    pytest.param("Why? Because.", True, id="a-question-mark-between"),
    pytest.param("It ends. ▢ begins.", True, id="a-blank-may-begin-a-sentence"),
    pytest.param("Letters, e.g. Thursday's, i.e. These, and No. Five.", False, id="abbreviations"),
    pytest.param("Written by J. Smith and Dr. Jones.", False, id="initials-and-titles"),
    pytest.param("1. Item one", False, id="list-numbers"),
    pytest.param("- **Cost.** Complaining is free.", False, id="a-lead-in"),
    pytest.param("Version 1.2 of ISO 9001. ", False, id="nothing-follows"),
])  # fmt: skip
def test_two_sentences_on_a_line(line: str, is_two: bool) -> None:
    assert bool(second_sentence(line)) is is_two


PIECES = st.sampled_from([
    "# ", "## ", "### ", "{ #answer }", "{ #tone }", "{{ cookiecutter.days }}", "{{ cookiecutter.limit }}",
    "{% if cookiecutter.oral %}", '{%- if cookiecutter.limit != "none" %}', "{% elif cookiecutter.days|int > 1 %}",
    "{% else %}", "{% endif %}", "{% if 1 == 1 %}", "{# x #}", "\n", "\n\n", "\r\n", " ", "\t", "shall ", "may. The ",
    "5 days", "> note", "[x](#answer)", "[y](../../z.md)", "![i](a.png)", "<b>", "<!--", "-->", "```", "| a | b |",
    "1. ", "- ", "---", "é\u2028", "[z]: data:x", "\x00", "&#106;", "%%", "}}", "{{",
])  # fmt: skip


class TestAnyTextWhatever:
    """'No traceback for anything a user can cause.'"""

    @settings(max_examples=40)
    @given(policy=st.lists(PIECES, max_size=30).map("".join), register=st.lists(PIECES, max_size=6).map("".join))
    def test_findings_are_values(self, policy: str, register: str) -> None:
        for finding in told({**SOUND, P: policy, R: register}):
            assert all((finding.found, finding.wanted, finding.fix, finding.file))


def test_every_rule_has_a_row_and_every_row_a_rule() -> None:
    beside = {"encoding", "cookiecutter-json", "file-unknown", "document-undeclared", "changelog-missing", "clause-order",
              "file-kind", "hidden-mark", "clause-gone", "clause-reused"}
    rows = {str(row.values[3]) for row in ONE_EDIT if row.values[3]}
    assert rows | beside == set(REASONS)


def test_the_guide_for_maintainers_lists_every_rule() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "writing-a-module.md").read_text(encoding="utf-8")
    listed = {line.split("`")[1] for line in guide.splitlines() if line.startswith("| `")}
    assert set(REASONS) <= listed
