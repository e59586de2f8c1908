"""An OSCAL catalog as a text with clauses and blanks: ids, labels and prose of anybody, made fit for a module.

A control becomes a clause, a parameter that the prose points to a blank, a withdrawn control a retired id. What a
module cannot hold is counted. Every walk is bounded, and nothing of the prose can be read as anything but words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemekit.errors import UsageError
from schemekit.interchange.carriage import Loss
from schemekit.interchange.catalog_carriage import count_left, losses_of_reading
from schemekit.interchange.catalog_ids import (
    MOST_DEPTH,
    Reading,
    all_controls,
    clause_id,
    is_withdrawn,
    number_all,
    walk,
)
from schemekit.interchange.catalog_parameters import parameter_entry
from schemekit.interchange.catalog_words import (
    by_sentence,
    heading_words,
    one_line,
    plain_words,
    template_words,
)
from schemekit.interchange.json_data import Json, listed, mapping, text
from schemekit.interchange.oscal import day_of, prop_of, props_of
from schemekit.interchange.oscal_catalog import DOCUMENT

MOST_CLAUSES = 1000
"""What a module.yaml takes."""
_MOST_WORDS = 200_000
_DEEPEST_HEADING = 6
_FIRST = "1.0.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogClause:
    """A clause as it will stand. Shape: `body` is a piece of a template; `force` is empty where nobody said it."""

    id: str
    level: int
    heading: str
    body: str
    force: str = ""
    tailoring: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogModule:
    """What a catalog comes to.

    Shape: `said` is what its metadata tells, empty where it does not: author, year, summary, type, language, and
    `document`, the title of its text; `parameters` and `retired` are entries for module.yaml.
    """

    said: dict[str, str]
    title: str
    heading: str
    preamble: str
    clauses: tuple[CatalogClause, ...]
    parameters: tuple[dict[str, Any], ...]
    retired: tuple[dict[str, Any], ...]
    losses: tuple[Loss, ...]


def read_catalog(data: Json, name: str, group: str = "") -> CatalogModule:
    """The module that a catalog comes to; with `group` only that group of it.

    Raises: UsageError for what is no catalog, has an id twice, is too large or nested too deep.
    """
    catalog = data.get("catalog")
    if not isinstance(catalog, dict):
        raise UsageError(f"{name} is no OSCAL catalog", why="it has no 'catalog'; a profile has to be resolved first",
                         fix="name a catalog in JSON")
    reading = Reading()
    number_all(catalog, name, reading)
    top = listed(catalog, "groups")
    groups = tuple((text(one, "id"), text(one, "title")) for one in top)
    if group:
        top = [one for one in top if text(one, "id") == group]
        if not top:
            known = ", ".join(one for one, _ in groups[:40]) or "none"
            raise UsageError(f"{name} has no group '{group[:60]}'", why=f"its groups: {known}", fix="check the id")
    holder: Json = top[0] if group else catalog
    reading.included = {text(one, "id") for one, _, _ in walk(holder) if not is_withdrawn(one)}
    reading.lost["ids"] = sum(reading.clause_ids[one] != one for one in reading.included if one in reading.clause_ids
                              and text(top[0] if top else {}, "class") != DOCUMENT)
    there = sum(len(listed(one, "params")) for one, _, _ in walk(holder))
    clauses = [clause for one in listed(holder, "groups") for clause in _group(one, 2, reading)]
    clauses += [clause for one in listed(holder, "controls") for clause in _control(one, 2, reading)]
    metadata = mapping(catalog, "metadata")
    title = one_line(text(holder, "title") if group else text(metadata, "title"))[:300] or name
    overview = _preamble(top if not group else [holder], reading)
    documents = [one for one in top if text(one, "class") == DOCUMENT]
    heading = heading_words(text(documents[0], "title") if len(documents) == 1 else title, reading)
    if len(clauses) > MOST_CLAUSES:
        told = ", ".join(one for one, _ in groups[:40])
        raise UsageError(f"{name} has {len(clauses):,} controls and groups",
                         why=f"a module has at most {MOST_CLAUSES:,} clauses",
                         fix=f"import its groups one by one with --group: {told}" if told else
                         "part it into catalogs of its own")
    parameters = tuple(parameter_entry(one, reading) for one in reading.used)
    retired = tuple(_retired(one, reading) for one in all_controls(holder if group else catalog) if is_withdrawn(one))
    count_left(catalog, holder, reading)
    losses = losses_of_reading(reading, len(clauses), len(retired), len(parameters), there)
    return CatalogModule(
        said=_said(metadata, documents), title=title, heading=heading, preamble=overview, clauses=tuple(clauses),
        parameters=parameters, retired=retired, losses=losses)


def _group(group: Json, level: int, reading: Reading) -> Iterator[CatalogClause]:
    """A group with what is in it; one that is a document of ours is no clause."""
    if text(group, "class") == DOCUMENT and level == 2:
        for one in listed(group, "controls"):
            yield from _control(one, level, reading)
        return
    told = text(group, "id")
    title = one_line(text(group, "title")) or told or "Group"
    name = reading.clause_ids.get(told) or clause_id(title, reading)   # a group need not have an id
    yield CatalogClause(id=name, level=level, heading=heading_words(title, reading), body=_parts(group, reading),
                        force="information")
    for one in listed(group, "groups"):
        yield from _group(one, min(level + 1, _DEEPEST_HEADING), reading)
    for one in listed(group, "controls"):
        yield from _control(one, min(level + 1, _DEEPEST_HEADING), reading)


def _control(control: Json, level: int, reading: Reading) -> Iterator[CatalogClause]:
    told = text(control, "id")
    if not is_withdrawn(control):
        label = "" if props_of(control, "force") else _label(control)
        title = one_line(text(control, "title"))
        heading = f"{label} {title}".strip() or told
        yield CatalogClause(
            id=reading.clause_ids[told], level=level, heading=heading_words(heading, reading),
            body=_parts(control, reading), force=prop_of(control, "force") or "",
            tailoring=prop_of(control, "tailoring") or "",
            references=tuple(reference for one in props_of(control, "reference")
                             if (reference := one_line(text(one, "remarks") or text(one, "value"))[:200]))[:20])
    for one in listed(control, "controls"):
        yield from _control(one, min(level + 1, _DEEPEST_HEADING), reading)


def _label(holder: Json) -> str:
    """The printed number: of several, the one that is not padded with zeros."""
    labels = [one for one in listed(holder, "props") if one.get("name") == "label"]
    plain = [one for one in labels if one.get("class") != "zero-padded"]
    return one_line(text((plain or labels)[0], "value"))[:40] if labels else ""


def _preamble(groups: list[Json], reading: Reading) -> str:
    return "\n\n".join(words for one in groups if text(one, "class") == DOCUMENT and (words := _overview(one, reading)))


def _overview(group: Json, reading: Reading) -> str:
    words = _parts(group, reading)
    return re.sub(r"\A\\# [^\n]*\n*", "", words)   # the title, which stands above already


def _parts(holder: Json, reading: Reading) -> str:
    """The prose of a control: its statement, the items in it as a list, and what else is said, under its name."""
    pieces: list[str] = []
    for part in listed(holder, "parts"):
        name = text(part, "name")
        if name.startswith("assessment"):
            reading.lost["assessments"] += 1
            continue
        words = "\n".join(_part(part, 0, reading))
        if not words.strip():
            continue
        is_ours = name in ("statement", "overview") or not name
        named = "" if is_ours else name.replace("_", " ").replace("-", " ").capitalize()
        told = one_line(text(part, "title")) or named
        pieces.append(f"**{template_words(told, reading)}.**\n\n{words}" if told else words)
    body = "\n\n".join(pieces).strip("\n")
    if len(body) > _MOST_WORDS:
        raise UsageError("a control of the catalog is too long", why=f"'{text(holder, 'id')[:60]}' has more than"
                         f" {_MOST_WORDS:,} characters", fix="check that this is the file you meant")
    return body


def _part(part: Json, depth: int, reading: Reading) -> Iterator[str]:
    """A part as lines: a paragraph, or an item of a list that is indented by its depth."""
    prose = by_sentence(template_words(text(part, "prose"), reading).strip("\n"))
    label = _label(part)
    if depth == 0:
        if prose:
            yield prose
            if listed(part, "parts"):
                yield ""
    else:
        indent = "  " * (depth - 1)
        number = f"({template_words(label.strip('.()'), reading)})" if label.strip(".()") else ""
        first, *rest = (f"{number} {prose}".strip() or "-").split("\n")
        yield f"{indent}- {first}"
        yield from (f"{indent}  {words}" if words else "" for words in rest)
    if depth > MOST_DEPTH:
        reading.lost["deep parts"] += len(listed(part, "parts"))
        return
    for one in listed(part, "parts"):
        yield from _part(one, depth + 1, reading)


def _retired(control: Json, reading: Reading) -> dict[str, Any]:
    told = text(control, "id")
    went = [reading.clause_ids[name] for link in listed(control, "links")
            if text(link, "rel") in ("moved-to", "incorporated-into")
            and (name := text(link, "href").removeprefix("#").partition("_")[0]) in reading.included]
    went = list(dict.fromkeys(one for one in went if one != reading.clause_ids[told]))
    entry: dict[str, Any] = {"id": reading.clause_ids[told], "since": prop_of(control, "since") or _FIRST}
    if not re.fullmatch(r"\d{1,5}\.\d{1,5}\.\d{1,5}", entry["since"]):
        entry["since"] = _FIRST
    if len(went) == 1:
        return entry | {"replaced_by": went[0]}
    if len(went) > 1:
        return entry | {"split_into": went[:20]}
    return entry | {"reason": (prop_of(control, "reason") or f"withdrawn: {one_line(text(control, 'title'))}")[:500]}


def _said(metadata: Json, documents: list[Json]) -> dict[str, str]:
    """What the metadata tells of the text as a whole."""
    parties = [text(one, "name") for one in listed(metadata, "parties") if text(one, "name")]
    year = prop_of(metadata, "year") or day_of(metadata.get("published") or metadata.get("last-modified"))[:4]
    return {
        "author": one_line(parties[0])[:200] if parties else "", "year": year if year.isdecimal() else "",
        "summary": plain_words(prop_of(metadata, "summary") or "")[:2000],
        "document": one_line(prop_of(documents[0], "title") or "")[:300] if len(documents) == 1 else "",
        "type": prop_of(metadata, "type") or "", "language": prop_of(metadata, "language") or "",
    }
