"""The schemas: which kinds of file there are, and every finding of a file against the schema of its kind.

The one place that uses jsonschema. Nothing here can fetch: a schema that points outside itself is refused.
What a finding says is in `schema_words.py`; the fast yes or no is `gate.py`'s.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from schemekit.errors import HostileContentError, UnknownNameError
from schemekit.files.shipped import shipped
from schemekit.model.finding import Finding, FindingsError, gathered, ordered

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

    from schemekit.files.gate import Check
    from schemekit.files.yaml_read import YamlText

# Each kind of file and the name it goes by; two go by the folder they lie in.
SCHEMAS: Mapping[str, str] = MappingProxyType({
    "module": "module.yaml",
    "releases": "releases.yaml",
    "scheme": "scheme.yaml",
    "lock": "scheme.lock",
    "adoption": "adoption.yaml",
    "answers": "answers.yaml",
    "framework": "frameworks/*/*.yaml",
    "crosswalk": "crosswalks/*.yaml",
    "cooperation": "cooperation.yaml",
    "theory-of-change": "theory-of-change.yaml",
    "matches": "matches.yaml",
    "catalogue": "catalogue.json",
})
_READ_BY_OTHERS = frozenset({"cooperation", "theory-of-change", "matches"})
"""What one scheme writes and others read, on pages and pictures: no mark that hides or turns words may stand in it."""
FINDING_LIMIT = 200
# A published catalogue is made, not written, and lies in the site: whoever looks through a folder does not meet it.
_KINDS = {name: kind for kind, name in SCHEMAS.items() if "/" not in name and kind != "catalogue"}


def kind_of(filename: str) -> str | None:
    """The kind of file that a path or file name stands for, or None."""
    folder, _, name = filename.replace("\\", "/").rpartition("/")
    return _KINDS.get(name) or (kind_in(folder) if name.endswith(".yaml") else None)


def kind_in(folder: str) -> str | None:
    """The kind of every .yaml file that lies right in a folder, or None: a framework, or a crosswalk."""
    above, _, name = folder.rpartition("/")
    if name == "crosswalks":
        return "crosswalk"
    return "framework" if above.rpartition("/")[2] == "frameworks" else None


def load(text: str | bytes, kind: str, file: str) -> dict[str, Any]:
    """Read a file and hold it against the schema of its kind.

    Raises: FindingsError with every finding; UnknownNameError for a kind that does not exist.
    """
    read, findings = _examined(text, kind, file)
    if findings:
        raise FindingsError(findings)
    return read.data  # type: ignore[no-any-return]  # YAML edge: every schema asks for a mapping


def checked_data(data: object, kind: str, file: str, *, is_told: bool = True) -> dict[str, Any]:
    """Data that was read elsewhere, held against the schema of its kind; a finding has no line to name.

    Shape: without `is_told` there is one finding at most: telling all of them takes long where there is much data.
    Raises: FindingsError.
    """
    from schemekit.files.yaml_read import YamlText

    if _check(kind)(data):
        hidden = _hidden(YamlText(data, file, ""), kind)
        if hidden:
            raise FindingsError(hidden)
        return data  # type: ignore[return-value]  # JSON edge: every schema asks for a mapping
    found = _violations(YamlText(data, file, ""), _schema(kind), _validator(kind)) if is_told else ()
    raise FindingsError(found or (Finding(code="schema", file=file, found="something else", wanted=f"a {kind}",
                                          why="it does not keep the schema", fix="see that it is what you meant"),))


def findings_of(text: str | bytes, kind: str, file: str) -> tuple[Finding, ...]:
    """Everything that is wrong with a file, in the order of its lines; empty when it is valid."""
    try:
        return _examined(text, kind, file)[1]
    except FindingsError as error:
        return error.findings


def schema_bytes(kind: str) -> bytes:
    """A kind's schema as it is shipped. Raises: UnknownNameError."""
    if kind not in SCHEMAS:
        raise UnknownNameError(
            f"'{kind[:60]}' is not a kind of file",
            why=f"the kinds are {', '.join(SCHEMAS)}",
            fix="name one of these",
        )
    return (shipped("schemas") / f"{kind}.schema.json").read_bytes()


@cache
def rules_digest(kind: str) -> str:
    """A digest of what decides a kind's verdicts: its schema and the code that reads and words it."""
    digest = hashlib.sha256(schema_bytes(kind))
    here = __spec__.origin
    for name in ("schemas", "schema_words", "yaml_read", "yaml_words", "gate", "hidden_marks"):
        try:
            with open(str(here).replace("schemas.py", f"{name}.py"), "rb") as source:  # noqa: PTH123 - runs warm
                digest.update(source.read())
        except OSError:
            continue  # installed without its sources: the version in the cache's key has to do
    return digest.hexdigest()


def _examined(text: str | bytes, kind: str, file: str) -> tuple[YamlText, tuple[Finding, ...]]:
    from schemekit.files.yaml_read import read_yaml

    read = read_yaml(text, file)
    if _check(kind)(read.data):
        return read, _hidden(read, kind)
    return read, _violations(read, _schema(kind), _validator(kind))


def _hidden(read: YamlText, kind: str) -> tuple[Finding, ...]:
    """Marks that do not show, in files of kinds that others read."""
    if kind not in _READ_BY_OTHERS:
        return ()
    from schemekit.files.hidden_marks import marks_in_data

    return ordered(gathered(marks_in_data(read)))


def _violations(read: YamlText, schema: Mapping[str, Any], judge: Validator) -> tuple[Finding, ...]:
    """Every way in which data breaks a schema whose references are in place."""
    from schemekit.files.schema_words import newer_format, too_many, worded

    newer = newer_format(read)
    if newer is not None:
        return (newer,)
    best: dict[tuple[str, str], tuple[bool, Finding]] = {}
    is_cut = False
    for error in _errors(read.data, judge):
        if is_cut:
            break
        conditional = "then" in error.absolute_schema_path or "else" in error.absolute_schema_path
        for finding in worded(error, read, schema):
            place = (finding.path, finding.code)
            # One thing is told once; a rule for just this case says more than the rule for all.
            if place not in best or (conditional and not best[place][0]):
                best[place] = (conditional, finding)
            # Finding the word that was meant takes time for each, and nobody mends two hundred things at once.
            is_cut = len(best) >= FINDING_LIMIT
            if is_cut:
                break
    not_here = {path for path, code in best if code == "schema-key-not-here"}
    told = [finding for (path, code), (_, finding) in best.items()
            if path not in not_here or code == "schema-key-not-here"]
    return ordered([*told, too_many(read.file, FINDING_LIMIT)] if is_cut else told)


def _errors(data: Any, judge: Validator) -> Iterator[Any]:
    from jsonschema.exceptions import best_match

    for error in judge.iter_errors(data):
        # Of several alternatives the nearest miss is the one to mend.
        yield best_match([error]) if error.context else error


def validator(schema: Mapping[str, Any]) -> Validator:
    """A validator that knows this schema and nothing else: it has no way to fetch another."""
    from jsonschema import Draft202012Validator, validators
    from jsonschema.exceptions import ValidationError
    from referencing import Registry

    from schemekit.files.gate import to_the_end

    def pattern(_: Any, wanted: str, value: Any, schema: Any) -> Iterator[ValidationError]:
        is_told_as_empty = value == "" and "minLength" in schema
        if isinstance(value, str) and not is_told_as_empty and not _compiled(to_the_end(wanted)).search(value):
            yield ValidationError("does not match")

    def items(judge: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        # jsonschema takes ten times as long over a valid item as the gate does, and most are valid.
        is_valid, first = _gate_of(wanted), len(schema.get("prefixItems", ()))
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if number >= first and not is_valid(item):
                yield from judge.descend(item, wanted, path=number)

    extend: Any = validators.extend   # without types in jsonschema
    strict = extend(Draft202012Validator, {"pattern": pattern, "items": items})
    judge: Validator = strict(inlined(schema), registry=Registry())
    return judge


@cache
def _validator(kind: str) -> Validator:
    return validator(_schema(kind))


@cache
def _compiled(pattern: str) -> Any:
    import re

    return re.compile(pattern)


@cache
def _schema(kind: str) -> dict[str, Any]:
    return inlined(json.loads(schema_bytes(kind)))


@cache
def _check(kind: str) -> Check:
    return _gate_of(_schema(kind))


def _gate_of(schema: Any) -> Check:
    """The gate of a schema, made once; one that lets nothing pass where the gate does not know a keyword."""
    from schemekit.files.gate import UnknownKeywordError, gate

    known = _gates.get(id(schema))
    if known is None:
        try:
            known = (schema, gate(schema))
        except UnknownKeywordError:
            known = (schema, _never)
        _gates[id(schema)] = known
    return known[1]


# By identity, which is safe while the schema itself is held beside its gate.
_gates: dict[int, tuple[Any, Check]] = {}


def _never(_: Any) -> bool:
    return False


def inlined(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with each `$ref` replaced by the definition it points to, beside whatever stands there.

    Raises: HostileContentError for a `$ref` that points outside the schema or to itself; nothing is fetched.
    """
    definitions = schema.get("$defs", {})

    def put_in(node: Any, inside: tuple[str, ...]) -> Any:
        if isinstance(node, list):
            return [put_in(item, inside) for item in node]
        if not isinstance(node, dict):
            return node
        target = node.get("$ref")
        if isinstance(target, str):
            name = target.removeprefix("#/$defs/")
            if name not in definitions or name in inside or not target.startswith("#/$defs/"):
                raise _leads_outside(target)
            beside = {key: item for key, item in node.items() if key != "$ref"}
            return put_in({**definitions[name], **beside}, (*inside, name))
        return {key: _named(put_in(item, inside)) if key == "properties" else put_in(item, inside)
                for key, item in node.items()}

    body = {key: item for key, item in schema.items() if key != "$defs"}
    return put_in(body, ())  # type: ignore[no-any-return]  # a mapping stays one


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields with each `false` as `{"not": {}}`: the same, but jsonschema then says which field it was."""
    return {name: {"not": {}} if field is False else field for name, field in fields.items()}


def _leads_outside(target: str) -> HostileContentError:
    return HostileContentError(
        f"a schema points to '{target[:100]}'",
        why="schemas stand by themselves: nothing is fetched while a file is checked",
        fix="put the definition into the schema's own '$defs'",
    )
