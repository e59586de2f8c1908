"""What an OSCAL catalog can hold of a module, and what a module can hold of a catalog, with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from schemekit.interchange.carriage import Fate, Loss
from schemekit.interchange.catalog_ids import Reading, is_withdrawn, walk
from schemekit.interchange.catalog_parameters import MOST_OPTIONS
from schemekit.interchange.catalog_words import MOST_PARAMETERS
from schemekit.interchange.json_data import Json, listed, mapping
from schemekit.interchange.oscal import NS, prop_of
from schemekit.interchange.oscal_catalog import DOCUMENT, Catalogued
from schemekit.model.module import Module
from schemekit.text.document import Document

_READ_PROPS = frozenset({"label", "sort-id", "status"})
_MOST_PARTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePart:
    """Something that a module says, and what becomes of it. Shape: `said` gives all of it, by what it is about."""

    name: str
    fate: Fate
    said: Callable[[Module], Mapping[str, object]]
    words: str = ""


def _one(value: object) -> Mapping[str, object]:
    return {"": value} if value else {}


MODULE_PARTS = (
    ModulePart(name="retired clauses", fate=Fate.KEPT, said=lambda module: {one.id: True for one in module.retired}),
    ModulePart(name="parameters", fate=Fate.KEPT, said=lambda module: {one.name: one.title
                                                                      for one in module.parameters}),
    ModulePart(name="units, defaults and ranges", fate=Fate.OURS, words="OSCAL has words for a range, and no types",
               said=lambda module: {one.name: (one.type, one.unit, one.default, one.minimum, one.maximum, one.options,
                                               one.scope, one.stricter, one.tailoring, one.reference)
                                    for one in module.parameters if not one.none_label}),
    ModulePart(name="words for none", fate=Fate.LOST, words="a condition chose them",
               said=lambda module: {one.name: (one.none_label, one.none_is) for one in module.parameters
                                    if one.none_label}),
    ModulePart(name="rules between parameters", fate=Fate.LOST, said=lambda module: {
        str(place): rule for place, rule in enumerate(module.rules)}),
    ModulePart(name="forces", fate=Fate.OURS, words="properties of ours",
               said=lambda module: {one.id: (one.force, one.tailoring) for one in module.clauses}),
    ModulePart(name="excused figures", fate=Fate.LOST, said=lambda module: {
        f"{one.id} {figure.text}": figure.reason for one in module.clauses for figure in one.fixed}),
    ModulePart(name="references of clauses", fate=Fate.OURS, words="properties of ours", said=lambda module: {
        f"{one.id} {reference}": True for one in module.clauses for reference in one.references}),
    ModulePart(name="references of the module", fate=Fate.CHANGED, words="resources for others; they do not come back",
               said=lambda module: {one.id: one for one in module.references}),
    ModulePart(name="forms and annexes", fate=Fate.LOST, words="only their names stand there", said=lambda module: {
        one.file: one for one in module.documents if one.file not in module.text_files}),
    ModulePart(name="related modules", fate=Fate.LOST, said=lambda module: {
        one.module: one.reason for one in module.related}),
    ModulePart(name="description of the audience", fate=Fate.LOST, said=lambda module: _one(module.audience)),
    ModulePart(name="topics", fate=Fate.LOST, said=lambda module: dict.fromkeys(module.topics, True)),
    ModulePart(name="address of the credit", fate=Fate.LOST, said=lambda module: _one(module.credit.url)),
    ModulePart(name="notice of the credit", fate=Fate.LOST, said=lambda module: _one(module.credit.notice)),
    ModulePart(name="title, type, language, summary, author and year", fate=Fate.OURS, words="properties of ours",
               said=lambda module: _one((module.title, module.type, module.language, module.summary,
                                         module.credit.author, module.credit.year))),
    ModulePart(name="licence", fate=Fate.OURS, words="OSCAL has no field for it: a property and a link",
               said=lambda module: _one(module.licence)),
)


def losses_of_catalog(told: Catalogued) -> tuple[Loss, ...]:
    """What a catalog makes of this module, and of how many parts. Shape: the clauses are those of the texts told."""
    clauses = sum(len(Document.parse(text).clauses) for text in told.texts.values())
    found = [Loss(part="clauses", count=clauses, fate=Fate.KEPT, words="")] if clauses else []
    found += [Loss(part=part.name, count=count, fate=part.fate, words=part.words) for part in MODULE_PARTS
             if (count := len(part.said(told.module)))]
    more = ((told.conditions, "conditions", Fate.LOST, "the words that the values choose stand there"),
            (1, "file of change notes", Fate.LOST, ""),
            (len(told.texts) if len(told.texts) > 1 else 0, "documents", Fate.CHANGED,
             "groups; they come back as one text"))
    found += [Loss(part=part, count=count, fate=fate, words=words) for count, part, fate, words in more if count]
    return tuple(found)


def count_left(catalog: Json, holder: Json, reading: Reading) -> None:
    """Count what a catalog says and a module has no place for. Shape: `holder` is what is taken of it."""
    lost, metadata = reading.lost, mapping(catalog, "metadata")
    lost["resources"] = len(listed(mapping(catalog, "back-matter"), "resources"))
    lost["parties"] = max(len(listed(metadata, "parties")) - 1, 0)
    lost["revisions"] = len(listed(metadata, "revisions"))
    for one, _, is_group in walk(holder):
        if is_withdrawn(one):
            continue
        lost["links"] += len(listed(one, "links"))
        for said in (*([] if one is catalog else [one]), *_parts(one)):
            lost["props"] += sum(_is_lost(prop, is_group=is_group) for prop in listed(said, "props"))
            lost["remarks"] += "remarks" in said
        for part in _parts(one):
            lost["links"] += len(listed(part, "links"))
        for param in listed(one, "params"):
            _count_param(param, reading)
    documents = sum(one.get("class") == DOCUMENT for one in listed(catalog, "groups"))
    lost["documents"] = documents if documents > 1 and holder is catalog else 0


def _is_lost(prop: Json, *, is_group: bool) -> bool:
    """Whether a property says what nothing of ours reads."""
    if prop.get("ns") == NS:
        return False
    return "ns" in prop or prop.get("name") not in _READ_PROPS or (is_group and prop.get("name") != "sort-id")


def _count_param(param: Json, reading: Reading) -> None:
    if prop_of(param, "type") is not None:
        return   # ours, which is read by its properties
    reading.lost["props"] += len(listed(param, "props"))
    reading.lost["links"] += len(listed(param, "links"))
    reading.lost["remarks"] += "remarks" in param
    reading.lost["constraints"] += sum("description" in one for one in listed(param, "constraints"))
    reading.lost["guidelines"] += max(len(listed(param, "guidelines")) - 1, 0)


def _parts(one: Json) -> Iterator[Json]:
    """The parts of a control at any depth; as many as a catalog can have within reason."""
    waiting, count = list(listed(one, "parts")), 0
    while waiting and count < _MOST_PARTS:
        part = waiting.pop()
        count += 1
        yield part
        waiting += listed(part, "parts")


def losses_of_reading(reading: Reading, clauses: int, retired: int, parameters: int, there: int) -> tuple[Loss, ...]:
    """What a module makes of a catalog that was read. Shape: `there` are the parameters that the catalog has."""
    lost = reading.lost
    found = (
        (clauses, "clauses", Fate.KEPT, ""),
        (retired, "withdrawn controls", Fate.KEPT, "as retired ids"),
        (parameters, "parameters", Fate.KEPT, "as text or choice: OSCAL has no numbers"),
        (lost["ids"], "ids", Fate.CHANGED, "a clause's id has small letters, digits and hyphens"),
        (lost["documents"], "documents", Fate.CHANGED, "one text of all of them"),
        (lost["parameters"], "uses of parameters", Fate.LOST, f"a module has at most {MOST_PARAMETERS}; their labels"
         " stand there in brackets"),
        (max(there - parameters, 0), "parameters that no text uses", Fate.LOST, ""),
        (lost["dangling"], "blanks without a parameter", Fate.CHANGED, "the id stands there in brackets"),
        (lost["assessments"], "assessment objectives and methods", Fate.LOST, ""),
        (lost["links"], "links", Fate.LOST, ""),
        (lost["links in the text"], "links in the text", Fate.CHANGED, "their words stand there"),
        (lost["props"], "properties", Fate.LOST, ""),
        (lost["remarks"], "remarks", Fate.LOST, ""),
        (lost["resources"], "resources of the back matter", Fate.LOST, ""),
        (lost["parties"], "further parties", Fate.LOST, ""),
        (lost["revisions"], "revisions", Fate.LOST, ""),
        (lost["constraints"], "constraints of parameters in words", Fate.LOST, ""),
        (lost["guidelines"], "further guidelines of parameters", Fate.LOST, ""),
        (lost["tests"], "tests of parameters", Fate.LOST, ""),
        (lost["options"], "options", Fate.LOST, f"a choice has at most {MOST_OPTIONS}"),
        (lost["deep parts"], "parts nested too deep", Fate.LOST, ""),
    )
    return tuple(Loss(part=part, count=count, fate=fate, words=words) for count, part, fate, words in found if count)
