"""The page of a schema: every field of a file or report, and of all inside it, each with an anchor of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemekit.files.yaml import write_yaml
from schemekit.site.page import Page
from schemekit.site.reference.places import field_anchor, group_anchor
from schemekit.site.reference.schema import Field, Group, groups
from schemekit.text.web.words import code, fence, line_of, link, written

_EXAMPLE_LIMIT = 120
"""An example longer than this is the example of the whole file again."""


def schema_page(path: str, title: str, schema: Mapping[str, Any], *, above: Sequence[str] = (),
                top: str = "The file", has_example: bool = True) -> Page:
    """The page. Shape: `schema` has each reference in its place; `above` are blocks of Markdown under the heading."""
    found = groups(schema)
    example = schema.get("examples", ())[:1] if has_example else ()
    blocks = [
        f"# {written(title)}",
        line_of(written(str(schema.get("description", "")))),
        *above,
        *(block for group in found for block in _group(group, top)),
        *(block for item in example for block in ("## Example { #a-whole-file }", fence(write_yaml(item), "yaml"))),
    ]
    # Not searched: a word of a field is found in dozens of them.
    return Page(path=path, title=title, markdown="\n\n".join(block for block in blocks if block) + "\n",
                description=str(schema.get("description", "")), is_searched=False)


def _group(group: Group, top: str) -> Iterator[str]:
    yield f"## {code(group.path) if group.path else written(top)} {{ #{group_anchor(group.path or 'top')} }}"
    if group.path and group.description:
        yield line_of(written(group.description))
    if group.fields:
        yield "\n".join(line for field in group.fields for line in _field(field))
    if group.rules:
        yield "Between the fields:"
        yield "\n".join(f"- {line_of(written(_sentence(rule)))}" for rule in group.rules)


def _field(field: Field) -> Iterator[str]:
    """An item of a list; each further line is one of the same item."""
    anchor = field_anchor(field.path)
    name = "any name" if field.name == "*" else field.name
    kind = link(written(field.kind), f"#{group_anchor(field.group)}") if field.group else written(field.kind)
    lines = [f"**[{code(name)}](#{anchor}){{ #{anchor} .field }}** · {kind}{' · **required**' * field.is_required}"]
    if words := field.description or field.title:
        lines.append(line_of(written(words)))
    if field.allowed:
        lines.append("Only: " + ", ".join(code(value) for value in field.allowed))
    if field.limits:
        lines.append(written(_sentence("; ".join(field.limits))))
    if field.pattern:
        lines.append(f"Pattern: {code(field.pattern)}")
    if field.default:
        lines.append(f"Default: {code(field.default)}")
    if field.example and len(field.example) <= _EXAMPLE_LIMIT and not field.allowed:
        lines.append(f"Example: {code(field.example)}")
    first, *more = lines
    yield f"- {first}{'  ' if more else ''}"
    yield from (f"    {line}{'  ' if line is not more[-1] else ''}" for line in more)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
