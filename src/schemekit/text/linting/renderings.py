"""What can be wrong with a module once values are filled in: every value that adopters may choose is tried.

Each parameter is taken to its ends and options one at a time, the others staying at their defaults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Module
from schemekit.model.parameter import NONE, Parameter, ParameterType, Tailoring, Value, in_text, shown
from schemekit.text.document import Document
from schemekit.text.force import LANGUAGES, force_of
from schemekit.text.linting.draft import Draft, DraftText, at_line
from schemekit.text.linting.words import wanted_force
from schemekit.text.template import Template

_ONE_OF_MANY = re.compile(
    r"(?<![\d.,-])1 (?:working |calendar )?(?:minutes|hours|days|weeks|months|quarters|years|persons|people|members|"
    r"auditors|times|rounds|meetings|opportunities)\b"
)


def variations(module: Module) -> Iterator[tuple[str, dict[str, Value]]]:
    """The defaults, then each parameter at its other ends and options, with the words for what was changed."""
    defaults = module.defaults()
    yield "the defaults", defaults
    for parameter in module.parameters:
        for value in other_values(parameter):
            yield f"{parameter.name} = {shown(value)}", {**defaults, parameter.name: value}


def other_values(parameter: Parameter) -> tuple[Value, ...]:
    """The values besides the default that tell most about a text: the ends, one, none, every option, both answers."""
    tried: list[Value] = []
    if parameter.tailoring is Tailoring.LOCKED:
        return ()
    if parameter.is_numeric:
        tried = [value for value in (parameter.minimum, 1, parameter.maximum) if value is not None]
        tried += [NONE] if parameter.none_label else []
    elif parameter.type is ParameterType.BOOLEAN:
        tried = [True, False]
    elif parameter.type is ParameterType.CHOICE:
        tried = list(parameter.option_values)
    elif parameter.is_several and parameter.options:
        tried = [*((value,) for value in parameter.option_values), parameter.option_values]
    elif isinstance(parameter.default, tuple):
        tried = [parameter.default[:1]]
    fitting = [value for value in tried if value != parameter.default and not parameter.issues(value)]
    return tuple(dict.fromkeys(fitting))


def lint_renderings(draft: Draft) -> Iterator[Finding]:
    """Every finding about the texts as adopters would get them, each told once with the first values that show it."""
    known = {parameter.name for parameter in draft.module.parameters} | {"module"}
    for text in draft.texts:
        if text.template is not None and text.template.names <= known:
            yield from _text(draft, text, text.template)


def _text(draft: Draft, text: DraftText, template: Template) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    looked_at: set[_Piece] = set()
    for changed, values in variations(draft.module):
        name = changed.partition(" = ")[0]
        if name in values and name not in template.names:
            continue
        rendered = template.render(_filled(draft.module, values))
        document = Document.parse(rendered) if text.is_markdown else Document("", rendered, ())
        # One value changes few clauses: what was looked at in an earlier rendering is not looked at again.
        new = [piece for piece in _pieces(document) if piece not in looked_at]
        looked_at.update(new)
        for finding in (*_same_clauses(text, document, changed), *_of_pieces(draft, text, new, changed)):
            if (finding.code, finding.path) not in told:
                told.add((finding.code, finding.path))
                yield finding


def _filled(module: Module, values: Mapping[str, Value]) -> dict[str, str | bool]:
    return {"module": module.id, **{name: in_text(value, module.language) for name, value in values.items()}}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause as it came out of a rendering, or the words before the first one (no id)."""

    id: str
    words: str
    is_followed: bool


def _pieces(document: Document) -> Iterator[_Piece]:
    yield _Piece("", document.preamble, False)
    for place, clause in enumerate(document.clauses, start=1):
        yield _Piece(clause.id, clause.raw, place < len(document.clauses))


def _same_clauses(text: DraftText, document: Document, changed: str) -> Iterator[Finding]:
    wanted = [clause.id for clause in text.document.clauses]
    found = [clause.id for clause in document.clauses]
    if text.has_clauses and wanted != found:
        differing = next(iter([*(set(wanted) ^ set(found)), *found]))
        yield at_line("rendering", text, 1, path=differing, found=f"other clauses, with {changed}: '{differing}'",
                      wanted="the same headings in every rendering", fix="move the heading out of the condition")


def _of_pieces(draft: Draft, text: DraftText, pieces: list[_Piece], changed: str) -> Iterator[Finding]:
    lines_of = {clause.id: clause.line for clause in text.document.clauses}
    for piece in pieces:
        line = lines_of.get(piece.id, 1)
        yield from _layout(text, piece, line, changed)
        if text.has_clauses:
            yield from _force(draft, text, piece, line, changed)


def _layout(text: DraftText, piece: _Piece, line: int, changed: str) -> Iterator[Finding]:
    if "\n\n\n" in piece.words or (not piece.id and piece.words.startswith("\n")):
        yield at_line("blank-lines", text, line, path=piece.id, found=f"two blank lines in a row, with {changed}",
                      wanted="one blank line between paragraphs",
                      fix="write {%- if … %} or {%- endif %}, or move the condition to the line of its words")
    if piece.is_followed and not piece.words.endswith("\n\n"):
        yield at_line("blank-lines", text, line, path=piece.id,
                      found=f"no blank line after it, before the next heading, with {changed}",
                      wanted="a blank line before a heading", fix="take the dash out of the mark before the heading")
    if re.search(r"[ \t]$", piece.words, re.MULTILINE):
        yield at_line("line-ending", text, line, path=piece.id, found=f"blanks at the end of a line, with {changed}",
                      wanted="lines that end where their words end",
                      fix="move the blank before the words inside the condition")
    if match := _ONE_OF_MANY.search(piece.words):
        yield at_line("singular", text, line, path=piece.id, severity=Severity.WARNING,
                      found=f"'{match[0]}', with {changed}", wanted="words that fit one as well",
                      fix="write {% if cookiecutter.NAME|int == 1 %}day{% else %}days{% endif %}")


def _force(draft: Draft, text: DraftText, piece: _Piece, line: int, changed: str) -> Iterator[Finding]:
    declared = draft.module.clause(piece.id)
    if declared is None or draft.module.language not in LANGUAGES:
        return
    carried = force_of(piece.words.partition("\n")[2], draft.module.language)
    if wanted := wanted_force(declared.force, carried, draft.module.house_style):
        yield at_line("rendering-force", text, line, path=piece.id,
                      found=f"words that carry {carried.value}, with {changed}", wanted=wanted,
                      fix="use the same verb in every branch of the condition")
