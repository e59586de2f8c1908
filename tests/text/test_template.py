"""Templates: what is refused, with its place; what is allowed, rendered byte for byte as cookiecutter renders it."""

from __future__ import annotations

from typing import Any, NoReturn

import jinja2
import jinja2.compiler
import jinja2.environment
import pytest
from cookiecutter.environment import StrictEnvironment
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemekit.model.finding import Finding, FindingsError
from schemekit.text.template import SIZE_LIMIT, Blank, Literal
from schemekit.text.template_grammar import DEPTH_LIMIT, FINDING_LIMIT, parse_template

C = "cookiecutter"
X = "cookiecutter.x"


def refusals(text: str) -> tuple[Finding, ...]:
    """What is wrong with a template; empty when nothing is."""
    try:
        parse_template(text, "policy.md")
    except FindingsError as error:
        return error.findings
    return ()


class TestRefused:
    """'everything else a template could do is refused, so that adopting a text is safe'."""

    @pytest.mark.parametrize(("text", "found", "column"), [
        # the attacks that were tried on cookiecutter (a module's text, then an answer that is rendered again)
        pytest.param("{{ cookiecutter.__init__.__globals__.os.popen('id').read() }}", "a call", 4, id="a-command"),
        pytest.param("{{ ''.__class__.__mro__[1].__subclasses__() }}", "a call", 4, id="the-classes-of-python"),
        pytest.param("{{ cycler.__init__.__globals__['os'] }}", "a look-up with brackets", 4, id="a-global-function"),
        pytest.param("{{ self._TemplateReference__context }}", "an attribute", 4, id="the-template-itself"),
        pytest.param("{{ lipsum|attr('__globals__') }}", "the filter 'attr'", 11, id="attributes-by-filter"),
        pytest.param("{{ 7*7 }}", "a calculation", 4, id="a-calculation"),
        pytest.param("{{ cookiecutter._output_dir }}", "an attribute", 4, id="cookiecutters-own-settings"),
        pytest.param("{{ cookiecutter._extensions }}", "an attribute", 4, id="cookiecutters-extensions"),
        # expressions
        pytest.param("{{ cookiecutter.x() }}", "a call", 4, id="a-call"),
        pytest.param("{{ range(9) }}", "a call", 4, id="a-function"),
        pytest.param("{{ cookiecutter.x.y }}", "an attribute", 4, id="an-attribute-of-an-attribute"),
        pytest.param("{{ cookiecutter.__class__ }}", "an attribute", 4, id="a-dunder-name"),
        pytest.param("{{ cookiecutter['x'] }}", "a look-up with brackets", 4, id="brackets"),
        pytest.param("{{ cookiecutter.x[0] }}", "a look-up with brackets", 4, id="brackets-after-a-name"),
        pytest.param("{{ cookiecutter.0 }}", "a look-up with brackets", 4, id="a-number-as-a-name"),
        pytest.param("{{ x }}", "a bare name", 4, id="a-bare-name"),
        pytest.param("{{ cookiecutter }}", "a bare name", 4, id="all-answers"),
        pytest.param("{{ 'words' }}", "a constant", 4, id="a-constant"),
        pytest.param("{{ 5 }}", "a constant", 4, id="a-figure"),
        pytest.param("{{ true }}", "a constant", 4, id="true"),
        pytest.param("{{ none }}", "a constant", 4, id="none"),
        pytest.param("{{ [cookiecutter.x] }}", "a list", 4, id="a-list"),
        pytest.param("{{ {'a': 1} }}", "a mapping", 4, id="a-mapping"),
        pytest.param("{{ cookiecutter.x, cookiecutter.y }}", "a tuple", 4, id="a-tuple"),
        pytest.param("{{ cookiecutter.x ~ 'a' }}", "a joining of texts", 4, id="a-joining-of-texts"),
        pytest.param("{{ cookiecutter.x + 'a' }}", "a calculation", 4, id="a-sum"),
        pytest.param("{{ -cookiecutter.x }}", "a calculation", 4, id="a-minus"),
        pytest.param("{{ cookiecutter.x if cookiecutter.y }}", "an inline if", 4, id="an-inline-if"),
        pytest.param("{{ cookiecutter.x == 'a' }}", "a chained comparison or 'in'", 4, id="a-comparison-printed"),
        pytest.param("{{ not cookiecutter.x }}", "a test", 4, id="a-test-printed"),
        pytest.param("{{ cookiecutter.x is defined }}", "a test with 'is'", 4, id="is"),
        pytest.param("{{ cookiecutter.items }}", "the name 'items'", 4, id="a-method-of-pythons-mappings"),
        # filters
        pytest.param("{{ cookiecutter.x|safe }}", "the filter 'safe'", 19, id="a-filter-that-is-not-on-the-list"),
        pytest.param("{{ cookiecutter.x|upper() }}", None, 0, id="a-filter-with-empty-brackets-is-the-same-filter"),
        pytest.param("{{ cookiecutter.x|int(5) }}", "the filter 'int'", 19, id="a-filter-with-an-argument"),
        pytest.param("{{ cookiecutter.x|int(default=5) }}", "the filter 'int'", 19, id="a-filter-with-a-keyword"),
        pytest.param("{{ cookiecutter.x|int(*cookiecutter.y) }}", "the filter 'int'", 19, id="a-filter-with-a-list"),
        pytest.param("{{ cookiecutter.x|upper|safe }}", "the filter 'safe'", 25, id="the-second-filter"),
        pytest.param("{{ 'a'|upper }}", "a constant", 4, id="a-filter-on-a-constant"),
        # statements
        pytest.param("{% for a in cookiecutter.x %}{% endfor %}", "a loop", 1, id="a-loop"),
        pytest.param("{% set a = 1 %}", "an assignment", 1, id="an-assignment"),
        pytest.param("{% set a %}b{% endset %}", "an assignment", 1, id="a-block-assignment"),
        pytest.param("{% macro a() %}{% endmacro %}", "a macro", 1, id="a-macro"),
        pytest.param("{% call a() %}{% endcall %}", "a call block", 1, id="a-call-block"),
        pytest.param("{% include '/etc/passwd' %}", "an include", 1, id="an-include"),
        pytest.param("{% import 'a' as b %}", "an import", 1, id="an-import"),
        pytest.param("{% from 'a' import b %}", "an import", 1, id="an-import-from"),
        pytest.param("{% extends 'a' %}", "an extends", 1, id="an-extends"),
        pytest.param("{% block a %}{% endblock %}", "a block", 1, id="a-block"),
        pytest.param("{% filter upper %}a{% endfilter %}", "a filter block", 1, id="a-filter-block"),
        pytest.param("{% with a = 1 %}{% endwith %}", "a with block", 1, id="a-with-block"),
        pytest.param("{% autoescape true %}{% endautoescape %}", "an autoescape block", 1, id="an-autoescape-block"),
        pytest.param("{% print cookiecutter.x %}", "a print", 1, id="a-print"),
        pytest.param("{% do cookiecutter.x %}", "the statement 'do'", 1, id="a-do"),
        pytest.param("{% now 'utc' %}", "the statement 'now'", 1, id="a-statement-of-cookiecutters-extensions"),
        pytest.param("{%- set a = 1 -%}", "an assignment", 1, id="with-white-space-control"),
        # raw and comments
        pytest.param("{% raw %}{{ a }}{% endraw %}", "a raw block", 1, id="a-raw-block"),
        pytest.param("a {# b #}", "a template comment", 3, id="a-comment"),
        pytest.param("## Heading {#id}", "a template comment", 12, id="an-id-without-its-blank"),
        pytest.param("a {#- b -#}", "a template comment", 3, id="a-comment-with-white-space-control"),
        # conditions
        pytest.param("{% if x %}a{% endif %}", "a bare name", 7, id="a-condition-over-a-bare-name"),
        pytest.param("{% if cookiecutter.x in 'abc' %}a{% endif %}", "or 'in'", 7, id="in"),
        pytest.param("{% if cookiecutter.x not in 'abc' %}a{% endif %}", "or 'in'", 7, id="not-in"),
        pytest.param("{% if 1 < cookiecutter.x|int < 9 %}a{% endif %}", "a chained", 7, id="a-chained-comparison"),
        pytest.param("{% if cookiecutter.x is none %}a{% endif %}", "a test with 'is'", 7, id="is-in-a-condition"),
        pytest.param("{% if cookiecutter.x == none %}a{% endif %}", "a constant", 25, id="none-in-a-condition"),
        pytest.param("{% if cookiecutter.x|length > 1 %}a{% endif %}", "the filter 'length'", 22, id="another-filter"),
        pytest.param("{% if cookiecutter.x|int > -1 %}a{% endif %}", "a calculation", 28, id="a-negative-figure"),
        pytest.param("{% if (cookiecutter.x if 1 else 2) %}a{% endif %}", "an inline if", 8, id="an-inline-if-in-it"),
        # what cannot be read
        pytest.param("{{ cookiecutter.x", "cannot be read", 17, id="a-blank-that-is-not-closed"),
        pytest.param("{{ }}", "cannot be read", 4, id="an-empty-blank"),
        pytest.param("{{ cookiecutter.x | }}", "cannot be read", 21, id="a-filter-without-a-name"),
        pytest.param("{% if cookiecutter.x %}a", "cannot be read", 24, id="a-condition-that-is-not-closed"),
        pytest.param("{% endif %}", "cannot be read", 4, id="a-condition-that-is-not-opened"),
        pytest.param("{% else %}", "cannot be read", 4, id="an-else-on-its-own"),
        pytest.param("{% if %}a{% endif %}", "cannot be read", 7, id="a-condition-without-a-test"),
        pytest.param("{% %}", "cannot be read", 4, id="an-empty-statement"),
        pytest.param("{{ cookiecutter.x ! }}", "cannot be read", 19, id="a-mark-that-means-nothing"),
        pytest.param("{{ cookiecutter.x) }}", "cannot be read", 18, id="a-bracket-too-many"),
        pytest.param("{{ 'a }}", "cannot be read", 4, id="a-quotation-that-is-not-closed"),
        pytest.param("{# a", "a template comment", 1, id="a-comment-that-is-not-closed"),
        pytest.param("{% raw %}a", "a raw block", 1, id="a-raw-block-that-is-not-closed"),
    ])
    def test_a_construct_is_refused_with_its_place(self, text: str, found: str | None, column: int) -> None:
        findings = refusals(f"# Title\n\n{text}")
        if found is None:
            assert findings == ()
            return
        first = findings[0]
        assert (first.code, first.file, first.line) == ("template", "policy.md", 3)
        assert found in first.found
        assert first.column == column
        assert first.wanted
        assert first.why
        assert first.fix

    @pytest.mark.parametrize("text", [
        pytest.param("{% if cookiecutter.x %}" * 200 + "{% endif %}" * 200, id="conditions-in-conditions"),
        pytest.param("{% if cookiecutter.x %}" * 9000 + "{% endif %}" * 9000, id="conditions-without-end"),
        pytest.param("{% if cookiecutter.x %}" + "{% elif cookiecutter.x %}a" * 9000 + "{% endif %}", id="elifs"),
        pytest.param("{% if " + " and ".join([X] * 9000) + " %}a{% endif %}", id="ands"),
        pytest.param("{% if " + "not " * 9000 + X + " %}a{% endif %}", id="nots"),
        pytest.param("{{ " + "(" * 9000 + X + ")" * 9000 + " }}", id="brackets"),
        pytest.param("{{ " + X + ".x" * 9000 + " }}", id="attributes"),
        pytest.param("{% if cookiecutter.x|int == " + "9" * 5000 + " %}a{% endif %}", id="a-figure-of-5000-digits"),
        pytest.param("{" * 9000, id="braces"),
        pytest.param("a" * (SIZE_LIMIT + 1), id="a-text-without-marks-that-is-too-big"),
        pytest.param(("{{ " + X + " }}") * 60_000, id="a-text-with-marks-that-is-too-big"),
    ])
    def test_what_has_no_end_is_refused_in_words(self, text: str) -> None:
        findings = refusals(text)
        assert findings
        assert all(finding.line == 1 for finding in findings)

    def test_all_findings_come_at_once_in_their_order(self) -> None:
        text = "{{ a }} {{ cookiecutter.x }} {{ b }}\n{# c #}\n{% for d in e %}{% endfor %}\n{{ cookiecutter.y|e }}\n"
        assert [(finding.line, finding.column) for finding in refusals(text)] == [
            (1, 4), (1, 33), (2, 1), (3, 1), (4, 19),
        ]

    def test_a_hostile_text_is_not_listed_without_end(self) -> None:
        assert len(refusals("{{ a }}" * 9000)) == FINDING_LIMIT

    @pytest.mark.parametrize(("text", "line", "column"), [
        pytest.param("one\r\ntwo {{ a }}\r\n", 2, 8, id="windows-line-ends"),
        pytest.param("one\x0btwo\u2028three {{ a }}", 1, 18, id="characters-that-only-some-count-as-line-ends"),
        pytest.param("one   \n  {%- if a -%}   b{% endif %}", 2, 10, id="after-white-space-control"),
        pytest.param("{{\n\n a }}", 3, 2, id="a-blank-over-several-lines"),
        pytest.param("{{ cookiecutter.x -}}   \n\n {{ a }}", 3, 5, id="white-space-taken-away-after"),
    ])
    def test_the_place_is_where_an_editor_shows_it(self, text: str, line: int, column: int) -> None:
        assert [(finding.line, finding.column) for finding in refusals(text)] == [(line, column)]

    def test_a_condition_too_deep_is_refused_and_one_less_is_not(self) -> None:
        opened, closed = "{% if cookiecutter.x %}", "{% endif %}"
        deepest = parse_template(opened * DEPTH_LIMIT + "a" + closed * DEPTH_LIMIT, "policy.md")
        assert deepest.render({"x": True}) == "a"
        assert refusals(opened * (DEPTH_LIMIT + 1) + "a" + closed * (DEPTH_LIMIT + 1))


FRAGMENTS = st.sampled_from([
    "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", " ", "\n", "\r\n", "{{ cookiecutter.x }}", "{% if cookiecutter.b %}",
    "{% else %}", "{% elif cookiecutter.b %}", "{% endif %}", "cookiecutter", ".", "x", "|", "int", "upper", "(", ")",
    "[", "]", "'", '"', "==", "<", "not ", "and ", " if ", "for ", "set ", "raw", "endraw", "7", "1.5e9", "\\", "~",
    "words", "\ud800", "\x00", "{% raw %}", "{% endraw %}", "{% print 1 %}",
])


class TestAnyText:
    """'No traceback for anything a user can cause.'"""

    @given(st.lists(FRAGMENTS, max_size=30).map("".join))
    @settings(max_examples=400, deadline=None)
    @example("{% if cookiecutter.x == '\\N{x}' %}a{% endif %}")
    @example("{{ cookiecutter.x|int.y }}")
    @example("{% if cookiecutter.x|int == 0x1_0 %}a{% endif %}")
    def test_a_text_is_a_template_or_has_findings_with_places(self, text: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for finding in refusals(text):
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
            assert finding.found
            assert finding.wanted
            assert finding.fix


NAMES = st.sampled_from(["x", "y", "flag", "days"])
BLANKS = st.sampled_from([" ", "  ", "\n", "\t", ""])
EDGES = st.sampled_from(["", "", "", "-", "+"])
LETTERS = st.one_of(st.sampled_from("ab \n\r\t.|}%#-'\"\\\u2028é\x0b"),
                    st.characters(exclude_categories=["Cs"], exclude_characters="{"))
WORDS = st.text(alphabet=LETTERS, max_size=12)
FILTERS = st.sampled_from(["lower", "upper", "capitalize", "title", "int"])
CONSTANTS = st.sampled_from(['"a"', "'none'", '""', '"A b"', '"7"', "'\\n'", '"a" "b"'])
FIGURES = st.sampled_from(["0", "1", "7", "1.5", "1_000", "true", "false"])


@st.composite
def blanks(draw: st.DrawFn) -> str:
    filters = "".join(f"{draw(BLANKS)}|{draw(BLANKS)}{draw(FILTERS)}" for _ in range(draw(st.integers(0, 2))))
    left, right = draw(EDGES), draw(st.sampled_from(["", "-"]))
    if left == "+":   # Jinja has no {{+
        left = ""
    return f"{{{{{left}{draw(BLANKS)}{C}.{draw(NAMES)}{filters}{draw(BLANKS)}{right}}}}}"


def comparisons() -> st.SearchStrategy[str]:
    order = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    equal = st.sampled_from(["==", "!="])
    whole = st.builds("{0}.{1}|int {2} {3}".format, st.just(C), NAMES, order, FIGURES)
    turned = st.builds("{3} {2} {0}.{1}|int".format, st.just(C), NAMES, order, FIGURES)
    words = st.builds("{0}.{1} {2} {3}".format, st.just(C), NAMES, equal, CONSTANTS)
    ordered = st.builds("{0}.{1}|lower {2} {3}".format, st.just(C), NAMES, order, CONSTANTS)
    other = st.builds("{0}.{1} {2} {0}.{3}".format, st.just(C), NAMES, equal, NAMES)
    return st.one_of(whole, turned, words, ordered, other, NAMES.map(lambda name: f"{C}.{name}"))


TESTS = st.recursive(comparisons(), lambda inner: st.one_of(
    inner.map(lambda test: f"not {test}"),
    inner.map(lambda test: f"({test})"),
    st.builds("{0} and {1}".format, inner, inner),
    st.builds("{0} or {1}".format, inner, inner),
), max_leaves=4)


@st.composite
def conditions(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    def tag(words: str) -> str:
        right = draw(EDGES)
        return f"{{%{draw(EDGES)} {words} {right}%}}"

    text = tag(f"if {draw(TESTS)}") + draw(inner)
    for _ in range(draw(st.integers(0, 2))):
        text += tag(f"elif {draw(TESTS)}") + draw(inner)
    if draw(st.booleans()):
        text += tag("else") + draw(inner)
    return text + tag("endif")


TEMPLATES = st.recursive(
    st.one_of(WORDS, blanks()),
    lambda inner: st.one_of(conditions(inner), st.lists(inner, max_size=4).map("".join)),
    max_leaves=12,
)
VALUES = st.fixed_dictionaries({
    "x": st.one_of(st.text(max_size=20),
                   st.sampled_from(["{{ 7*7 }}", "{% if %}", "{# a #}", "a", "none", "'\"", "ǆ"])),
    "y": st.sampled_from(["a", "A b", "web form, e-mail and post", "<b>", "&amp;", "İ", "ß", ""]),
    "flag": st.booleans(),
    "days": st.sampled_from(["5", "07", "-3", "1.9", "none", "1e3", "٣", "9" * 30, " 4 "]),
})


class TestAsCookiecutter:
    """'The result is byte for byte what plain cookiecutter gives.'"""

    ENVIRONMENT = StrictEnvironment(keep_trailing_newline=True)

    def cookiecutters(self, text: str, values: dict[str, Any]) -> str:
        """What cookiecutter makes of a text."""
        rendered = self.ENVIRONMENT.from_string(text).render(cookiecutter=values)
        assert isinstance(rendered, str)
        return rendered

    @given(TEMPLATES, VALUES)
    @settings(max_examples=200, deadline=None)
    def test_it_renders_the_same(self, text: str, values: dict[str, str | bool]) -> None:
        template = parse_template(text, "policy.md")
        assert template.render(values) == self.cookiecutters(text, values)

    @pytest.mark.parametrize("text", [
        pytest.param("", id="nothing"),
        pytest.param("words", id="no-marks"),
        pytest.param("words\n", id="one-line-end"),
        pytest.param("words\n\n\n", id="several-line-ends"),
        pytest.param("a\r\nb\rc\n", id="line-ends-of-windows-and-old-macs"),
        pytest.param("{{ cookiecutter.x }}\r\n", id="a-windows-line-end-after-a-blank"),
        pytest.param("a }} b %} c #} { d", id="marks-that-open-nothing"),
        pytest.param("{{cookiecutter.x}}", id="no-blanks-inside"),
        pytest.param("a {{- cookiecutter.x -}} b", id="white-space-control"),
        pytest.param("{{ (cookiecutter.x) }}", id="brackets-around-a-name"),
        pytest.param("{{ cookiecutter.days|int }}", id="a-number-printed"),
        pytest.param("{{ cookiecutter.flag }} {{ cookiecutter.flag|upper }}", id="a-boolean-printed"),
        pytest.param("{{ cookiecutter.y|title }} {{ cookiecutter.y|capitalize }}", id="filters"),
        pytest.param("{% if cookiecutter.flag %}\na\n{% endif %}\nb\n", id="a-condition-on-lines-of-its-own"),
        pytest.param("{% if cookiecutter.flag %}{{ cookiecutter.gone }}{% endif %}", id="a-name-that-is-not-asked-for"),
    ])
    @pytest.mark.parametrize("flag", [True, False])
    def test_by_example(self, text: str, flag: bool) -> None:
        if flag and "gone" in text:
            return
        values: dict[str, str | bool] = {"x": "{{ 7*7 }}", "y": "eFC's o'neil-b (mEn) a_b", "flag": flag, "days": "7.9"}
        assert parse_template(text, "policy.md").render(values) == self.cookiecutters(text, values)

    def test_a_name_without_a_value_is_an_error_there_and_here(self) -> None:
        template = parse_template("{{ cookiecutter.x }}", "policy.md")
        with pytest.raises(KeyError):
            template.render({})
        with pytest.raises(jinja2.UndefinedError):
            self.cookiecutters("{{ cookiecutter.x }}", {})

    def test_the_one_difference_a_comparison_that_stops_cookiecutter_does_not_hold(self) -> None:
        """A person sees a text without the words, and lint has told the author; nobody sees a traceback."""
        text = "{% if cookiecutter.x > 1 %}a{% endif %}b"
        assert parse_template(text, "policy.md").render({"x": "5"}) == "b"
        with pytest.raises(TypeError):
            self.cookiecutters(text, {"x": "5"})

    def test_a_value_is_never_read_as_a_template(self) -> None:
        template = parse_template("{{ cookiecutter.x }}{% if cookiecutter.x == '{{ 7*7 }}' %}!{% endif %}", "policy.md")
        assert template.render({"x": "{{ 7*7 }}"}) == "{{ 7*7 }}!"


class TestNothingIsRun:
    """'Nothing of a template is ever compiled or run.'"""

    def test_no_template_is_compiled(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            raise AssertionError("a template was compiled")

        for name in ("compile", "_compile", "_generate", "from_string", "get_template", "compile_expression"):
            monkeypatch.setattr(jinja2.Environment, name, refuse)
        monkeypatch.setattr(jinja2.compiler, "generate", refuse)
        monkeypatch.setattr(jinja2.environment, "generate", refuse)
        monkeypatch.setattr(jinja2.Template, "__new__", refuse)
        text = "a {{ cookiecutter.x|title }}{% if cookiecutter.x|int > 1 and not cookiecutter.y == 'b' %}c{% endif %}"
        template = parse_template(text, "policy.md")
        assert template.render({"x": "5", "y": "a"}) == "a 5c"
        assert refusals("{{ cycler() }}{% for a in b %}{% endfor %}{{")

    def test_the_names_are_what_has_to_be_filled_in(self) -> None:
        text = "{{ cookiecutter.a }}{% if cookiecutter.b or cookiecutter.c|int > 1 %}{{ cookiecutter.d }}{% endif %}"
        assert parse_template(text, "policy.md").names == {"a", "b", "c", "d"}

    def test_the_parts_are_records_that_compare(self) -> None:
        template = parse_template("a {{ cookiecutter.x|lower|title }}", "policy.md")
        assert template.parts == (Literal("a "), Blank("x", ("lower", "title")))
