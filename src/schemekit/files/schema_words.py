"""What to say of data that breaks its schema: for each keyword what was found, what is wanted, and the mend.

Works on jsonschema's errors without importing it. In our schemas `$comment` says in words what a pattern or type
wants, and in a `then` or `else` why the rule holds.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from schemekit.files.gate import to_the_end
from schemekit.files.yaml_words import path_text, plain_key
from schemekit.files.yaml_write import write_flow
from schemekit.model.finding import Finding

if TYPE_CHECKING:
    from schemekit.files.yaml_read import YamlText

Path = tuple[str | int, ...]

_TYPE_WORDS = {
    "string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
    "array": "a list", "object": "a mapping (keys with values)", "null": "nothing",
}
_WORDS_LIMIT = 12   # allowed keys or values that a message names before it says how many more there are
_LINE_LIMIT = 110
_NEAR_LIMIT = 100   # characters of a word that is compared with the allowed ones
_MEANT_LIMIT = 50   # unknown keys that may be a missing one misspelt
_NEVER_TYPED = "bring back what schemekit wrote there: a digest is never typed"


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken keyword: where, by which value, and what the schema says there.

    Shape: `key` is the name of the field the value belongs to (of its list, for an item), `raw` the value as it
    is written in the file, `known` the fields of the nearest object schema, each with its own schema.
    """

    keyword: str
    limit: Any
    value: Any
    schema: Any
    path: Path
    why: str
    known: Mapping[str, Any]
    raw: str | None

    @property
    def key(self) -> str:
        """The name of the field."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def comment(self) -> str:
        """What the schema says in words of this very place."""
        return str(self.schema.get("$comment", "")) if isinstance(self.schema, Mapping) else ""

    def line(self, value: Any) -> str:
        """`key: value` as it can be typed, or the value alone for an item of a list."""
        lead = "" if self.path and isinstance(self.path[-1], int) else f"{self.key}: "
        return lead + write_flow(value)


Words = tuple[str, str, str]   # found, wanted, fix


def newer_format(read: YamlText) -> Finding | None:
    """The one finding of a file in a format that this version does not know; all others would mislead."""
    number = read.data.get("format") if isinstance(read.data, dict) else None
    if type(number) is not int or number == 1:
        return None
    line, column = read.position(("format",))
    return Finding(code="schema-format", file=read.file, line=line, column=column, path="format",
                   found=f"the format {number}", wanted="the format 1",
                   why="this version of schemekit knows no other",
                   fix="install a newer schemekit, or write format: 1")


def too_many(file: str, limit: int) -> Finding:
    """The finding that says that there are more than are told."""
    return Finding(code="schema-too-many-findings", file=file, found=f"more than {limit} findings",
                   wanted="a file that fits its schema", fix="mend the first ones and run the command again")


def worded(error: Any, read: YamlText, schema: Mapping[str, Any]) -> Iterator[Finding]:
    """The findings of one error: one, or one for each key that is missing or unknown."""
    breach = _breach(error, read, schema)
    if "propertyNames" in error.absolute_schema_path:
        yield _bad_key(breach, read)
    elif breach.keyword == "additionalProperties":
        for key in breach.value:
            if key not in breach.schema.get("properties", {}):
                yield _finding(breach, read, "unknown-key", _unknown_key(breach, key), (*breach.path, key), key=True)
    elif breach.keyword == "required":
        renamed = _meant_by_unknown(breach)
        for key in breach.limit:
            if key not in breach.value and key not in renamed:
                yield _finding(breach, read, "missing-key", _missing_key(breach, key), (*breach.path, key), key=True)
    else:
        words = _WORDERS.get(breach.keyword, _otherwise)(breach)
        yield _finding(breach, read, _CODES.get(breach.keyword, "value"), words, breach.path,
                       key=breach.keyword in ("false", "oneOf", "anyOf", "contains", "minItems", "maxProperties"))


def _breach(error: Any, read: YamlText, schema: Mapping[str, Any]) -> Breach:
    path: Path = tuple(error.absolute_path)
    why = ""
    known: Mapping[str, Any] = {}
    node: Any = schema
    for step in error.absolute_schema_path:
        fields = node.get("properties", {}) if isinstance(node, Mapping) else {}
        # The fields as the object itself describes them, with examples; not as a condition repeats them.
        if any("title" in field for field in fields.values() if isinstance(field, Mapping)):
            known = fields
        node = node[step]
        if step in ("then", "else") and isinstance(node, Mapping):
            why = str(node.get("$comment", why))
    keyword = "false" if error.validator == "not" and error.validator_value == {} else str(error.validator)
    return Breach(keyword=keyword, limit=error.validator_value, value=error.instance, schema=error.schema,
                  path=path, why=why, known=known, raw=read.written(path))


def _finding(breach: Breach, read: YamlText, code: str, words: Words, path: Path, *, key: bool) -> Finding:
    line, column = read.position(path, key=key)
    found, wanted, fix = words
    return Finding(code=f"schema-{code}", file=read.file, line=line, column=column, path=path_text(path),
                   found=found, wanted=wanted, why=breach.why, fix=fix)


# --- values in words ---------------------------------------------------------------------------------

def shown(value: Any, raw: str | None = None) -> str:
    """A value as a message names it: `'hours-ish'`, `the number 1.1`, `nothing`."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return plain_key(value) if value else "an empty text"
    if isinstance(value, bool):
        return "the value true" if value else "the value false"
    if isinstance(value, (int, float)):
        written = f" (written {raw[:40]})" if raw and raw != str(value) else ""
        return f"the number {str(value)[:40]}{written}"
    if not value:
        return "an empty list" if isinstance(value, list) else "an empty mapping"
    return f"a list of {len(value)}" if isinstance(value, list) else "a mapping (keys with values)"


def _named(names: Any) -> str:
    """`a, b, c`, cut where it grows too long to read."""
    listed = [str(name) for name in names]
    more = f" and {len(listed) - _WORDS_LIMIT} more" if len(listed) > _WORDS_LIMIT else ""
    return ", ".join(listed[:_WORDS_LIMIT]) + more


def _near(word: Any, allowed: Any) -> str | None:
    """The allowed word that was most likely meant."""
    text = str(word)[:_NEAR_LIMIT].strip().lower().replace("_", "-")
    words = {str(item).lower().replace("_", "-"): str(item) for item in allowed}
    close = difflib.get_close_matches(text, words, n=1, cutoff=0.6)
    return words[close[0]] if close else None


# --- keys --------------------------------------------------------------------------------------------

def _unknown_key(breach: Breach, key: str) -> Words:
    allowed = list(breach.schema.get("properties", {}))
    free = [name for name in allowed if name not in breach.value]
    near = _near(key, free) or _near(key, allowed)
    wanted = f"one of the keys {_named(allowed)}" if allowed else "no key here"
    fix = f"did you mean '{near}'? Rename it" if near in free else "take it away, or correct its name or indentation"
    return f"the unknown key {plain_key(key)}", wanted, fix


def _missing_key(breach: Breach, key: str) -> Words:
    field = breach.known.get(key) or breach.schema.get("properties", {}).get(key) or {}
    title = field.get("title", "") if isinstance(field, Mapping) else ""
    title = "" if title.lower() == key else title
    examples = field.get("examples", [""]) if isinstance(field, Mapping) else [""]
    line = f"{key}: {write_flow(examples[0])}"
    fix = f"add a line such as: {line}" if len(line) <= _LINE_LIMIT else f"add the key '{key}' with its parts"
    fix = _NEVER_TYPED if _is_digest(field) else fix
    return f"no key '{key}'", f"the key '{key}'" + (f" ({title[0].lower()}{title[1:]})" if title else ""), fix


def _meant_by_unknown(breach: Breach) -> set[str]:
    """The missing keys that are there under a misspelt name, which is told of already."""
    free = [name for name in breach.known if name not in breach.value]
    unknown = (name for name in breach.value if name not in breach.known)
    return {near for name in islice(unknown, _MEANT_LIMIT) if (near := _near(name, free))}


def _bad_key(breach: Breach, read: YamlText) -> Finding:
    """A name that a mapping with free names cannot hold; the place is the key's own."""
    words = _WORDERS.get(breach.keyword, _otherwise)(replace(breach, path=(*breach.path, "a key")))
    path = (*breach.path, str(breach.value))
    suggestion = _suggested(breach)
    fix = f"rename it to {suggestion}" if suggestion else "rename it"
    return _finding(breach, read, "key", (f"the key {plain_key(str(breach.value))}", words[1], fix), path, key=True)


def _forbidden(breach: Breach) -> Words:
    return f"the key '{breach.key}'", f"no '{breach.key}' here", "take the line away"


# --- types -------------------------------------------------------------------------------------------

def _type(breach: Breach) -> Words:
    names = [breach.limit] if isinstance(breach.limit, str) else list(breach.limit)
    wanted = (breach.comment if "string" in names else "") or _alternatives(names)
    if not breach.path:
        return (shown(breach.value), "a file of 'key: value' lines",
                f"write at least the keys {_named(breach.schema.get('required', ['that its schema lists']))}")
    return shown(breach.value, breach.raw), wanted, _type_fix(breach, names)


def _type_fix(breach: Breach, names: list[str]) -> str:
    value, raw = breach.value, breach.raw or ""
    if value is None:
        return f"write a value after '{breach.key}:', or take the key away"
    if "integer" in names and isinstance(value, float):
        return "write a whole number"
    if "string" in names and isinstance(value, (bool, int, float)):
        quoted = _as_wanted(breach, raw)
        return f"put it in quotes: {breach.line(quoted)}" if quoted else _like_example(breach)
    if names == ["string"]:
        return f"write one text after '{breach.key}:', without dashes, brackets or keys of its own"
    if isinstance(value, str):
        if {"integer", "number"} & set(names) and re.fullmatch(r"\s*-?\d{1,12}(\.\d{1,6})?\s*", value):
            return f"take the quotes away: {breach.key}: {value.strip()}"
        if "boolean" in names and value.lower() in ("yes", "on", "true", "no", "off", "false"):
            return f"write {breach.key}: {'true' if value.lower() in ('yes', 'on', 'true') else 'false'}"
        if {"integer", "number"} & set(names):
            return "write digits only, without quotes; a unit has a key of its own"
    if "array" in names and not isinstance(value, (list, dict)):
        return f"write it as a list: {breach.key}: {write_flow([value])}"
    if "object" in names:
        return f"write its keys on the lines below '{breach.key}:', indented by two blanks"
    return f"write {_alternatives(names)}"


def _alternatives(names: list[str]) -> str:
    words = [_TYPE_WORDS[name] for name in names if name != "null"]
    return ", ".join(words[:-1]) + " or " + words[-1] if words[1:] else "".join(words)


def _as_wanted(breach: Breach, raw: str) -> str | None:
    """The text a bare number or word was meant to be: 1.1 where a version of three numbers is wanted is 1.1.0."""
    pattern = breach.schema.get("pattern", "") if isinstance(breach.schema, Mapping) else ""
    return next((text for text in (raw, f"{raw}.0", f"{raw}.0.0") if _matches(pattern, text)), None)


# --- texts -------------------------------------------------------------------------------------------

def _pattern(breach: Breach) -> Words:
    suggestion = _suggested(breach)
    value = str(breach.value)
    if suggestion:
        fix = f"write {breach.line(suggestion)}"
    elif not value.strip():
        fix = "write some text, or take the key away"
    elif re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", value):
        fix = "write it on one line, without tabs or other invisible characters"
    else:
        fix = _like_example(breach)
    return shown(value), breach.comment or f"text of the form {breach.limit}", fix


def _like_example(breach: Breach) -> str:
    field = breach.known.get(breach.key)
    examples = field.get("examples", []) if isinstance(field, Mapping) else []
    example = next((item for item in examples if isinstance(item, str) and item), "")
    if _is_digest(breach.schema):
        return _NEVER_TYPED
    if breach.why or not example:
        return f"write {breach.comment}" if breach.comment else "write it in this form"
    return f"write it like this: {breach.line(example)}"


def _is_digest(field: Any) -> bool:
    return isinstance(field, Mapping) and "[0-9a-f]{" in str(field.get("pattern", ""))


def _suggested(breach: Breach) -> str | None:
    """The value put into the wanted form, where that is plain: blanks, capitals, missing numbers."""
    value = str(breach.value)
    schema: Mapping[str, Any] = breach.schema if isinstance(breach.schema, Mapping) else {}
    pattern = str(schema.get("pattern", ""))
    slug: str = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    numbers = value.strip().removeprefix("v").removeprefix("V")
    slugs = (slug, slug.replace("-", "_")) if pattern.startswith("^[a-z]") else ()
    candidates: list[str] = [value.strip(), " ".join(value.split()), value.strip().lower(), *slugs]
    if numbers[:1].isdigit():
        candidates += [numbers, f"{numbers}.0", f"{numbers}.0.0"]
    for candidate in candidates:
        if candidate and candidate != value and pattern and _matches(pattern, candidate) \
                and len(candidate) <= schema.get("maxLength", 1000):
            return candidate
    return None


def _matches(pattern: str, text: str) -> bool:
    return re.search(to_the_end(pattern), text) is not None


def _max_length(breach: Breach) -> Words:
    return (f"{len(breach.value):,} characters", f"at most {breach.limit:,}",
            f"shorten it by {len(breach.value) - breach.limit:,}")


def _min_length(breach: Breach) -> Words:
    return (shown(breach.value), "some text" if breach.limit == 1 else f"at least {breach.limit} characters",
            "write some text, or take the key away")


# --- closed sets and numbers -------------------------------------------------------------------------

def _enum(breach: Breach) -> Words:
    near = _near(breach.value, breach.limit) if isinstance(breach.value, str) else None
    wanted = [item if item != "" else '""' for item in breach.limit]
    fix = f"did you mean '{near}'? Write {breach.line(near)}" if near else "write one of these"
    return (shown(breach.value, breach.raw),
            f"one of: {_named(wanted)}" if len(wanted) > 1 else f"only: {wanted[0]}",
            fix if len(wanted) > 1 else f"write {breach.line(breach.limit[0])}, or take the line away")


def _const(breach: Breach) -> Words:
    quoted = isinstance(breach.value, str) and breach.value == str(breach.limit)
    return (f"'{breach.value}' in quotes" if quoted else shown(breach.value, breach.raw),
            shown(breach.limit), f"write {breach.line(breach.limit)}")


def _not(breach: Breach) -> Words:
    comment = breach.limit.get("$comment", "") if isinstance(breach.limit, Mapping) else ""
    return shown(breach.value), str(comment) or "another value", "choose another"


def _minimum(breach: Breach) -> Words:
    return shown(breach.value, breach.raw), f"{breach.limit} or more", f"write {breach.line(breach.limit)} or more"


def _maximum(breach: Breach) -> Words:
    return shown(breach.value, breach.raw), f"{breach.limit} or less", f"write {breach.line(breach.limit)} or less"


# --- lists and mappings ------------------------------------------------------------------------------

def _min_items(breach: Breach) -> Words:
    return shown(breach.value), f"at least {breach.limit} items", "add to the list, or take the key away"


def _max_items(breach: Breach) -> Words:
    return shown(breach.value), f"at most {breach.limit} items", f"take away {len(breach.value) - breach.limit}"


def _max_properties(breach: Breach) -> Words:
    return f"{len(breach.value)} keys", f"at most {breach.limit} keys", f"take away {len(breach.value) - breach.limit}"


def _unique(breach: Breach) -> Words:
    first: dict[str, int] = {}
    twice = next((item for number, item in enumerate(breach.value)
                  if first.setdefault(repr(item), number) != number), None)
    return f"{shown(twice)} a second time", "each item once", "take one of the two away"


def _contains(breach: Breach) -> Words:
    wanted = breach.comment or "one item of another kind"
    return "none such in the list", wanted, f"add {wanted.removeprefix('at least ')}"


def _one_of(breach: Breach) -> Words:
    names = [name for option in breach.limit for name in option.get("required", [])]
    there = [name for name in names if isinstance(breach.value, dict) and name in breach.value]
    found = f"the keys {_named(there)} together" if there else "none of the keys that say what it is"
    others = "other" if len(there) == 2 else "others"
    fix = f"keep one of them and take the {others} away" if there else "add one of them"
    return found, breach.comment or f"one of the keys {_named(names)}", fix


def _otherwise(breach: Breach) -> Words:
    """For a keyword that has no words of its own yet: what the field says of itself."""
    description = str(breach.schema.get("description", "")) if isinstance(breach.schema, Mapping) else ""
    return (shown(breach.value, breach.raw), breach.comment or description or "what the schema describes",
            "see the description of this field in its schema")


_WORDERS: dict[str, Callable[[Breach], Words]] = {
    "false": _forbidden, "type": _type, "pattern": _pattern, "maxLength": _max_length, "minLength": _min_length,
    "enum": _enum, "const": _const, "not": _not, "minimum": _minimum, "maximum": _maximum,
    "minItems": _min_items, "maxItems": _max_items, "maxProperties": _max_properties, "uniqueItems": _unique,
    "contains": _contains, "oneOf": _one_of, "anyOf": _one_of,
}
_CODES = {
    "false": "key-not-here", "type": "type", "pattern": "form", "maxLength": "too-long", "minLength": "empty",
    "enum": "not-one-of", "const": "constant", "not": "reserved", "minimum": "too-small", "maximum": "too-large",
    "minItems": "too-few", "maxItems": "too-many", "maxProperties": "too-many", "uniqueItems": "twice",
    "contains": "none-such", "oneOf": "alternatives", "anyOf": "alternatives",
}
