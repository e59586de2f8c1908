"""A module as an OSCAL catalog: a group for each document, a control for each clause, a parameter for each blank.

With its values filled in, or open: the prose then points to the parameters, which have no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from schemekit.interchange.json_data import Json, json_bytes
from schemekit.interchange.oscal import VERSION, line, moment, prop, uuid_of
from schemekit.model.module import Module, RetiredClause
from schemekit.model.parameter import NONE, Parameter, ParameterType, Value, in_text, shown
from schemekit.model.unconfirmed import Unconfirmed
from schemekit.text.document import Document, Section
from schemekit.text.template import Blank, Condition, Template, filled, standing

DOCUMENT = "document"
"""The class of a group that is a document of ours, so that it is no clause when it comes back."""
_TOKEN = re.compile(r"[^A-Za-z0-9_.\-]+")
_MARK = "\ue000"   # no text of a module may hold it: it is for private use
_MARKED = re.compile(f"{_MARK}([a-z0-9_]+){_MARK}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogued:
    """A module that goes out.

    Shape: `texts` are the documents with clauses by file, as adopters read them, or with `open_text` as parameters;
    `values` fill the blanks; `version` and `date` are of the release or of the edition that is told; `unconfirmed` is
    the module where nobody could confirm its source.
    """

    module: Module
    version: str
    date: str
    values: Mapping[str, Value]
    texts: Mapping[str, str]
    is_open: bool = False
    conditions: int = 0
    remarks: str = ""
    unconfirmed: tuple[Unconfirmed, ...] = ()


def open_text(template: Template, values: Mapping[str, Value], language: str) -> tuple[str, int]:
    """A document whose blanks are still open, and how many conditions had to be settled for it."""
    words = {name: in_text(value, language) for name, value in values.items()}
    told = {**dict.fromkeys(template.names, ""), **words}
    parts = [
        part.text if not isinstance(part, Blank) else
        f"{_MARK}{part.name}{_MARK}" if not part.filters and part.name in values else filled(part, told)
        for part in standing(template.parts, told)
    ]
    return "".join(parts), conditions_in(template)


def conditions_in(template: Template) -> int:
    """How many conditions a text has."""
    count, waiting = 0, list(template.parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, Condition):
            count += 1
            waiting += [*part.then, *part.otherwise]
    return count


def catalog_bytes(told: Catalogued) -> bytes:
    """The file; the same module gives the same bytes."""
    return json_bytes(catalog(told))


def catalog(told: Catalogued) -> Json:
    """The catalog, as data."""
    module = told.module
    body: Json = {
        **({"params": params} if (params := [_param(one, told) for one in module.parameters]) else {}),
        "groups": [_group(file, text, told) for file, text in told.texts.items()],
        **({"controls": [_retired(one, told) for one in module.retired]} if module.retired else {}),
    }
    resources = [*_files(told), *_references(told)]
    party = uuid_of("party", module.credit.author)
    digest = sha256(repr(body).encode("utf-8", "surrogatepass")).hexdigest()
    return {"catalog": {
        "uuid": uuid_of("catalog", module.id, told.version, digest),
        "metadata": {
            "title": line(module.title),
            "last-modified": moment(told.date),
            "version": told.version,
            "oscal-version": VERSION,
            "props": [prop("module", module.id), prop("type", module.type), prop("language", module.language),
                      prop("licence", module.licence), prop("summary", module.summary),
                      prop("year", str(module.credit.year))],
            "links": [{"href": f"https://spdx.org/licenses/{module.licence}", "rel": "license"}]
            if " " not in module.licence else [],
            "roles": [{"id": "creator", "title": "Who wrote the text"}],
            "parties": [{"uuid": party, "type": "organization", "name": line(module.credit.author)}],
            "responsible-parties": [{"role-id": "creator", "party-uuids": [party]}],
            **({"remarks": told.remarks} if told.remarks else {}),
        },
        **body,
        **({"back-matter": {"resources": resources}} if resources else {}),
    }}


def param_id(name: str) -> str:
    """What a parameter is called; no clause can have such an id."""
    return f"{name}_prm"


def _param(parameter: Parameter, told: Catalogued) -> Json:
    value = told.values.get(parameter.name, parameter.default)
    words = _shown(parameter, value, told.module.language)
    how_many = "one-or-more" if parameter.is_several else "one"
    props = [prop("type", parameter.type.value), prop("default", _plain(parameter.default)),
             prop("scope", parameter.scope.value), prop("stricter", parameter.stricter),
             prop("tailoring", parameter.tailoring.value)]
    names = ("unit", "minimum", "maximum", "none_label", "none_is", "reference")
    props += [prop(name, str(told_value)) for name in names
              if (told_value := getattr(parameter, name)) not in (None, "")]
    props += [prop("option", option.value, option.label) for option in parameter.options]
    return {
        "id": param_id(parameter.name),
        "props": props,
        "label": line(parameter.title),
        "usage": parameter.help,
        **({"constraints": [{"description": parameter.range_text}]} if parameter.range_text else {}),
        "guidelines": [{"prose": parameter.prompt}],
        **({"select": {"how-many": how_many, "choice": [line(option.label) for option in parameter.options]}}
           if told.is_open and parameter.options else {}),
        **({} if told.is_open else {"values": [line(words)]}),
    }


def _plain(value: Value) -> str:
    return "\n".join(value) if isinstance(value, tuple) else shown(value)


def _shown(parameter: Parameter, value: Value, language: str) -> str:
    """A value as the text has it, with its unit; switches as yes and no."""
    if value == NONE and parameter.none_label:
        return parameter.none_label
    words = in_text(value, language)
    told = words if isinstance(words, str) else shown(value)
    return f"{told} {parameter.unit}" if parameter.unit and parameter.type is not ParameterType.BOOLEAN else told


def _group(file: str, text: str, told: Catalogued) -> Json:
    document = Document.parse(text)
    title = next((one.title for one in told.module.documents if one.file == file), file)
    name = f"{_TOKEN.sub('-', file.rpartition('.')[0]) or 'text'}_doc"
    name = name if name[0].isalpha() or name[0] == "_" else f"_{name}"
    preamble = document.preamble.strip()
    controls = [_control(section, told) for section in document.sections]
    return {
        "id": name, "class": DOCUMENT, "title": _prose(document.title, told) or line(title),
        "props": [prop("file", file), prop("title", title)],
        **({"parts": [{"id": f"{name}_ovr", "name": "overview", "prose": _prose(preamble, told)}]} if preamble else {}),
        **({"controls": controls} if controls else {}),
    }


def _control(section: Section, told: Catalogued) -> Json:
    clause = section.clause
    known = told.module.clause(clause.id)
    props = [{"name": "label", "value": line(clause.number)}] if clause.number else []
    if known is not None:
        props += [prop("force", known.force.value), prop("tailoring", known.tailoring.value)]
        props += [prop("reference", reference) for reference in known.references]
    body = _prose(clause.body, told)
    children = [_control(child, told) for child in section.sections]
    return {
        "id": clause.id,
        "title": _prose(clause.heading, told) or clause.id,
        **({"props": props} if props else {}),
        **({"parts": [{"id": f"{clause.id}_smt", "name": "statement", "prose": body}]} if body.strip() else {}),
        **({"controls": children} if children else {}),
    }


def _prose(words: str, told: Catalogued) -> str:
    """Words of ours as OSCAL reads them: its own signs stand only where a parameter is meant."""
    plain = words.replace("{{", "{ {")
    return _MARKED.sub(lambda mark: f"{{{{ insert: param, {param_id(mark[1])} }}}}", plain) if told.is_open else plain


def _retired(one: RetiredClause, told: Catalogued) -> Json:
    went = [name for name in (one.replaced_by, one.moved_from, *one.split_into) if name]
    rel = "moved-to" if one.moved_from else "incorporated-into"
    known = {clause.id for clause in told.module.clauses}
    return {
        "id": one.id, "title": one.id,
        "props": [{"name": "status", "value": "withdrawn"}, prop("since", one.since),
                  *([prop("reason", one.reason)] if one.reason else [])],
        **({"links": links} if (links := [{"href": f"#{name}", "rel": rel} for name in went if name in known]) else {}),
    }


def _files(told: Catalogued) -> Iterator[Json]:
    for document in told.module.documents:
        if document.file not in told.texts:
            yield {"uuid": uuid_of("file", told.module.id, told.version, document.file), "title": line(document.title),
                   "description": f"A {document.kind} of the module, which the catalog does not hold: {document.file}"}


def _references(told: Catalogued) -> Iterator[Json]:
    for reference in told.module.references:
        words = f"{reference.title} {reference.version}".strip()
        yield {"uuid": uuid_of("reference", told.module.id, reference.id), "title": line(reference.title),
               "citation": {"text": line(words)},
               **({"rlinks": [{"href": reference.url}]} if reference.url else {})}


