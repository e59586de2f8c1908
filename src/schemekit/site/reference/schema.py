"""A schema as the groups of fields that a page tells of: one group for the file, one for each thing inside it.

Schemas are read as they are shipped, each reference in its place; what is here knows the words that ours use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_KINDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no", "null": "nothing",
          "array": "list", "object": "group of fields"}
_NEVER: Mapping[str, Any] = {"not": {}}
"""A field that may not stand here, as `inlined` leaves it."""
_SEVERAL = {"text": "texts", "whole number": "whole numbers", "number": "numbers", "list": "lists",
            "group of fields": "groups of fields"}
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    Shape: `path` from the top of the file, `[]` for each item of a list and `*` for a name of the writer's choice;
    `allowed` are the only values there are, `pattern` is for a text without words for how it is written;
    `group` is the path of what it holds, where that has fields of its own.
    """

    path: str
    kind: str
    is_required: bool
    title: str
    description: str
    allowed: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    pattern: str = ""
    default: str = ""
    example: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.removesuffix("[]").rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that stand together. Shape: `path` is empty for the top of the file; `rules` tell what holds between."""

    path: str
    description: str
    fields: tuple[Field, ...]
    rules: tuple[str, ...]


def groups(schema: Node) -> tuple[Group, ...]:
    """Every group of a schema, the file's own first, each before what is inside it."""
    return tuple(_groups(schema, ""))


def _groups(node: Node, path: str) -> Iterator[Group]:
    found = dict(_fields(node, path))
    yield Group(path=path, description=str(node.get("description", "")), fields=tuple(found), rules=tuple(_rules(node)))
    for field, inner in found.items():
        if field.group:
            yield from _groups(inner, field.group)


def _fields(node: Node, path: str) -> Iterator[tuple[Field, Node]]:
    required = node.get("required", ())
    before = f"{path}." if path else ""
    for name, item in node.get("properties", {}).items():
        if item != _NEVER:
            yield _field(item, f"{before}{name}", is_required=name in required)
    every = node.get("additionalProperties")
    if isinstance(every, Mapping):
        yield _field(every, f"{before}*", is_required=False, names=node.get("propertyNames"))


def _field(node: Node, path: str, *, is_required: bool, names: Node | None = None) -> tuple[Field, Node]:
    inner, inner_path = node, path
    while isinstance(inner.get("items"), Mapping):
        inner, inner_path = inner["items"], f"{inner_path}[]"
    has_fields = "properties" in inner or isinstance(inner.get("additionalProperties"), Mapping)
    called = (f"name: {_limited(names)}",) if names and _limited(names) else ()
    return Field(
        path=path, kind=_kind(node), is_required=is_required, title=str(node.get("title", "")),
        description=str(node.get("description", "")), allowed=_allowed(inner),
        limits=(*called, *_limits(node), *(_limits(inner) if inner is not node else ())),
        pattern="" if "$comment" in inner else inner.get("pattern", ""),
        default=_shown(node["default"]) if "default" in node else "",
        example=_shown(node["examples"][0]) if node.get("examples") else "",
        group=inner_path if has_fields else "",
    ), inner


def _kind(node: Node) -> str:
    """In a word or three what stands there."""
    if "const" in node or ("enum" in node and "type" not in node):
        return "one value" if "const" in node else "one of a few"
    kinds = node.get("type", ())
    told = [_KINDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    if isinstance(node.get("items"), Mapping):
        inner = _kind(node["items"])
        told = [f"list of {_SEVERAL.get(inner, inner)}" if inner != "anything" and word == "list" else word
                for word in told]
    return " or ".join(told) or "anything"


def _allowed(node: Node) -> tuple[str, ...]:
    if "const" in node:
        return (_shown(node["const"]),)
    return tuple(_shown(value) for value in node.get("enum", ()))


def _limits(node: Node) -> Iterator[str]:
    if limited := _limited(node):
        yield limited
    for low, high, unit in (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"),
                            ("minItems", "maxItems", " entries"), ("minProperties", "maxProperties", " entries")):
        bounds = (node.get(low), node.get(high))
        if bounds[0] is not None and bounds[1] is not None:
            yield f"{bounds[0]} to {bounds[1]}{unit}"
        elif bounds[1] is not None:
            yield f"at most {bounds[1]}{unit}"
        elif bounds[0] is not None:
            yield f"at least {bounds[0]}{unit}"
    if node.get("uniqueItems"):
        yield "no entry twice"


def _limited(node: Node) -> str:
    """How a text is written, where the schema has words for its pattern."""
    return str(node["$comment"]) if node.get("$comment") and "then" not in node else ""


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def _rules(node: Node, where: str = "") -> Iterator[str]:
    """What holds between fields, in words."""
    for part in (node, *node.get("allOf", ())):
        if "if" in part:
            case = _case(part["if"])
            yield from _then(part.get("then", {}), f"{where}where {case}")
            yield from _then(part.get("else", {}), f"{where}where it is not so that {case}")
    for key, words in (("oneOf", "exactly one"), ("anyOf", "at least one")):
        choices = [" and ".join(choice["required"]) for choice in node.get(key, ()) if "required" in choice]
        if choices:
            yield f"{words} of these stands here: {'; '.join(choices)}"


def _case(node: Node) -> str:
    values = {name: _allowed(item) for name, item in node.get("properties", {}).items()}
    told = [f"{name} is {' or '.join(allowed)}" for name, allowed in values.items()]
    return " and ".join(told) or " and ".join(f"{name} is there" for name in node.get("required", ()))


def _then(node: Node, where: str) -> Iterator[str]:
    comment = f" ({node['$comment']})" if "$comment" in node else ""
    for name in node.get("required", ()):
        yield f"{where}, {name} has to be there{comment}"
    for name, item in node.get("properties", {}).items():
        if item == _NEVER:
            yield f"{where}, {name} is left out{comment}"
            continue
        told = [*(["one of " + ", ".join(_allowed(item))] if _allowed(item) else []),
                *([_kind(item)] if "type" in item else []), *_limits(item)]
        if told:
            yield f"{where}, {name} is {'; '.join(told)}"
    if "if" in node:
        yield from _rules(node, f"{where}, and ")
