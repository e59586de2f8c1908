"""The grammar of templates: `{{ cookiecutter.NAME }}` with a few filters and `{% if %}` over parameters; it is closed.

A text is read with Jinja's own lexer and parser, and every place outside the grammar is told with line and column. What
a template is, and how it is filled in, is in `template`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from schemekit.model.finding import Finding, FindingsError
from schemekit.text.template import (
    OPERATORS,
    SIZE_LIMIT,
    Blank,
    Comparison,
    Condition,
    Constant,
    Junction,
    Literal,
    Negation,
    Part,
    Template,
    Test,
    jinja_newlines,
)
from schemekit.text.template_lexer import placing_environment

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

FILTERS = ("capitalize", "int", "lower", "title", "upper")
CONTEXT = "cookiecutter"
DEPTH_LIMIT = 40
FINDING_LIMIT = 200
STATEMENTS = ("if", "elif", "else", "endif")
UNUSABLE_NAMES = frozenset(dir(OrderedDict))
"""Names such as `items`: plain cookiecutter keeps its answers in a mapping and would print the mapping's method."""
_WHY = "a module is data: everything else a template could do is refused, so that adopting a text is safe"


def parse_template(text: str, file: str) -> Template:
    """Read and check a template.

    Raises: FindingsError with every place that is outside the grammar, with file, line and column.
    """
    if len(text) <= SIZE_LIMIT and "{{" not in text and "{%" not in text and "{#" not in text:
        return Template((Literal(jinja_newlines(text)),) if text else (), frozenset())
    return _read(jinja_newlines(text), file)


@lru_cache(maxsize=16)   # the same text is asked for again and again, each time with other values
def _read(text: str, file: str) -> Template:
    reader = _Reader(text, file)
    template = reader.read()
    if reader.findings:
        raise FindingsError(reader.findings)
    return template


class _Reader:
    """Walks Jinja's tree once, keeping what the grammar allows and noting every thing else.

    Every `lineno` of the tree and of Jinja's errors is an offset here, see `template_lexer`.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._line_starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._names: set[str] = set()
        self.findings: list[Finding] = []

    def read(self) -> Template:
        if len(self._text) > SIZE_LIMIT:
            self._refuse(0, f"{len(self._text)} characters", f"at most {SIZE_LIMIT}", "split the document")
            return Template((), frozenset())
        parts = self._parts(self._parsed(), 0)
        return Template(parts, frozenset(self._names))

    def _parsed(self) -> list[nodes.Node]:
        from jinja2 import TemplateSyntaxError
        from jinja2.parser import Parser

        environment = placing_environment()
        try:
            self._refuse_marks(environment)
            return Parser(environment, self._text).subparse()
        except TemplateSyntaxError as error:
            message = re.sub(r" at \d+$", "", error.message or "")
            if not (self.findings and message.startswith("Encountered unknown tag")):
                self._refuse(
                    error.lineno,
                    f"a blank or condition that cannot be read: {message}",
                    "{{ cookiecutter.NAME }} or {% if cookiecutter.NAME %} … {% endif %}",
                    "close what was opened, or write the braces as words",
                )
        except ValueError:
            self._refuse(0, "a number with thousands of digits", "a figure that people can read", "shorten it")
        except RecursionError:
            self._refuse(0, "brackets or conditions inside each other without end", f"at most {DEPTH_LIMIT} deep",
                         "flatten them")
        return []

    def _refuse_marks(self, environment: Environment) -> None:
        """Refuse comments, raw blocks and every statement but `if`, which show best before there is a tree."""
        opened = -1
        for offset, mark, words in environment.lexer.tokeniter(self._text, None):
            if mark in ("comment_begin", "raw_begin"):
                what = "a template comment {# … #}" if mark == "comment_begin" else "a raw block"
                self._refuse(offset, what, "text, blanks and conditions only",
                             "take it out; an id after a heading is written { #id } with a blank after the brace")
            elif mark == "block_begin":
                opened = offset
            elif opened >= 0 and mark != "whitespace":
                if mark == "name" and words not in STATEMENTS and not words.startswith("end"):
                    self._refuse_kind(opened, _STATEMENT_KINDS.get(words, f"the statement '{words[:40]}'"))
                opened = -1

    def _parts(self, body: list[nodes.Node], depth: int) -> tuple[Part, ...]:
        from jinja2 import nodes

        parts: list[Part] = []
        for node in body:
            if isinstance(node, nodes.Output):
                for item in node.nodes:
                    if isinstance(item, nodes.TemplateData):
                        parts.append(Literal(item.data))
                    elif (blank := self._blank(item)) is not None:
                        parts.append(blank)
            elif isinstance(node, nodes.If):
                parts.append(self._condition(node, depth + 1))
            elif not self.findings:
                # Every statement but `if` was refused by its mark; this stands for what a later Jinja may bring.
                self._refuse_node(node)
        return tuple(parts)

    def _condition(self, node: nodes.If, depth: int) -> Condition:
        # Each elif is a condition in the else of the one before, so it counts as one deeper.
        deepest = depth + len(node.elif_)
        if deepest > DEPTH_LIMIT:
            self._refuse_depth(node)
            return Condition(Constant(False), (), ())
        otherwise = self._parts(node.else_, deepest)
        for branch in reversed(node.elif_):
            otherwise = (Condition(self._test(branch.test, 0), self._parts(branch.body, deepest), otherwise),)
        return Condition(self._test(node.test, 0), self._parts(node.body, depth), otherwise)

    def _test(self, node: nodes.Node, depth: int) -> Test:
        from jinja2 import nodes

        if depth > DEPTH_LIMIT:
            self._refuse_depth(node)
            return Constant(False)
        if isinstance(node, nodes.Not):
            return Negation(self._test(node.node, depth + 1))
        if isinstance(node, (nodes.And, nodes.Or)):
            both = isinstance(node, nodes.And)
            return Junction(self._test(node.left, depth + 1), self._test(node.right, depth + 1), both)
        if isinstance(node, nodes.Compare):
            if len(node.ops) == 1 and node.ops[0].op in OPERATORS:
                return Comparison(self._operand(node.expr), node.ops[0].op, self._operand(node.ops[0].expr))
            self._refuse_node(node)
            return Constant(False)
        return self._operand(node)

    def _operand(self, node: nodes.Node) -> Blank | Constant:
        from jinja2 import nodes

        if isinstance(node, nodes.Const) and isinstance(node.value, (str, int, float, bool)):
            return Constant(node.value)
        return self._blank(node) or Constant(False)

    def _blank(self, node: nodes.Node) -> Blank | None:
        from jinja2 import nodes

        filters: list[str] = []
        inner: nodes.Node | None = node
        while isinstance(inner, nodes.Filter):
            plain = not (inner.args or inner.kwargs or inner.dyn_args or inner.dyn_kwargs)
            if inner.name not in FILTERS or not plain:
                self._refuse(inner.lineno, f"the filter '{inner.name}'",
                             f"one of: {', '.join(FILTERS)}, without brackets", "take the filter out")
                return None
            filters.append(inner.name)
            inner = inner.node
        if (
            isinstance(inner, nodes.Getattr)
            and isinstance(inner.node, nodes.Name)
            and inner.node.name == CONTEXT
            and not inner.attr.startswith("_")
        ):
            if inner.attr in UNUSABLE_NAMES:
                self._refuse(_beginning(inner), f"the name '{inner.attr}'", "a name that no mapping of Python has",
                             "give the parameter another name: plain cookiecutter would print something else")
            self._names.add(inner.attr)
            return Blank(inner.attr, tuple(reversed(filters)))
        self._refuse_node(inner if inner is not None else node)
        return None

    def _refuse_node(self, node: nodes.Node) -> None:
        kind = type(node).__name__
        self._refuse_kind(_beginning(node), _KINDS.get(kind, f"'{kind.lower()}'"))

    def _refuse_kind(self, offset: int, kind: str) -> None:
        self._refuse(offset, f"{kind} in a template", "{{ cookiecutter.NAME }} and {% if %} over parameters only",
                     "write it as plain text, or make it a parameter in module.yaml")

    def _refuse_depth(self, node: nodes.Node) -> None:
        self._refuse(node.lineno, "conditions inside or after each other", f"at most {DEPTH_LIMIT} deep",
                     "flatten them, or split the text")

    def _refuse(self, offset: int, found: str, wanted: str, fix: str) -> None:
        if len(self.findings) >= FINDING_LIMIT:
            return
        line = bisect_right(self._line_starts, min(offset, len(self._text)))
        column = offset - self._line_starts[line - 1] + 1
        self.findings.append(
            Finding(code="template", file=self._file, line=line, column=column, found=found, wanted=wanted,
                    why=_WHY, fix=fix)
        )


def _beginning(node: nodes.Node) -> int:
    """The offset where a construct begins; Jinja notes that of its operator."""
    offset = node.lineno
    for _ in range(DEPTH_LIMIT):
        first = next(iter(node.iter_child_nodes()), None)
        if first is None:
            break
        node, offset = first, min(offset, first.lineno)
    return offset


_STATEMENT_KINDS = {
    "for": "a loop", "set": "an assignment", "macro": "a macro", "include": "an include", "import": "an import",
    "from": "an import", "extends": "an extends", "block": "a block", "call": "a call block", "print": "a print",
    "filter": "a filter block", "with": "a with block", "autoescape": "an autoescape block",
}
_KINDS = {
    "Call": "a call", "Getitem": "a look-up with brackets", "Getattr": "an attribute", "Name": "a bare name",
    "Const": "a constant", "Compare": "a chained comparison or 'in'", "CondExpr": "an inline if",
    "Concat": "a joining of texts", "Test": "a test with 'is'", "List": "a list", "Dict": "a mapping",
    "Tuple": "a tuple", "And": "a test", "Or": "a test", "Not": "a test", "TemplateData": "text",
    **dict.fromkeys(("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"), "a calculation"),
}
