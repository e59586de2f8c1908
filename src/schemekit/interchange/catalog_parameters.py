"""A parameter of an OSCAL catalog as one of a module: a choice where it offers choices, otherwise a line of text.

One that schemekit wrote has its type, unit, range and options in properties of ours.
"""

from __future__ import annotations

import re
from typing import Any

from schemekit.interchange.catalog_ids import Reading
from schemekit.interchange.catalog_words import INSERT, default_of, one_line, plain_words
from schemekit.interchange.json_data import Json, listed, mapping, text
from schemekit.interchange.oscal import prop_of, props_of
from schemekit.model.parameter import ParameterType

MOST_OPTIONS = 50


def parameter_entry(told: str, reading: Reading) -> dict[str, Any]:
    """The entry for module.yaml of a parameter that the text points to."""
    param = reading.params[told]
    title = one_line(text(param, "label"))[:200] or told
    if prop_of(param, "type") is not None:
        return _ours(param, reading.names[told], title)
    entry: dict[str, Any] = {
        "name": reading.names[told], "scope": "module", "type": ParameterType.TEXT.value, "title": title,
        "prompt": _prompt(param, title), "help": plain_words(text(param, "usage"))[:1000] or f"{title[:280]}.",
    }
    options = _options(param, reading)
    if len(options) > 1:
        is_several = text(mapping(param, "select"), "how-many") == "one-or-more"
        entry |= {"type": "choices" if is_several else "choice", "default": options[:1] if is_several else options[0],
                  "options": [{"value": option, "label": option} for option in options]}
    else:
        entry["default"] = default_of(param)
    if any(one.get("expression") for constraint in listed(param, "constraints")
           for one in listed(constraint, "tests")):
        reading.lost["tests"] += 1
    return entry


def _ours(param: Json, name: str, title: str) -> dict[str, Any]:
    """A parameter that schemekit wrote, with its type, unit, range and options."""
    kind = prop_of(param, "type") or ""
    entry: dict[str, Any] = {
        "name": name, "scope": prop_of(param, "scope") or "module", "type": kind, "title": title,
        "prompt": _prompt(param, title), "help": plain_words(text(param, "usage"))[:1000] or f"{title[:280]}.",
        "default": _typed(prop_of(param, "default") or "", kind),
    }
    if prop_of(param, "none_label"):   # the words for none stood in a condition, and that was settled
        entry |= {"type": "text", "default": str(entry["default"])} if entry["default"] == "none" else {}
    for key in ("unit", "stricter", "reference", "tailoring") if entry["type"] == kind else ():
        if told := prop_of(param, key):
            entry[key] = told
    for key in ("minimum", "maximum") if entry["type"] == kind else ():
        if told := prop_of(param, key):
            entry[key] = _typed(told, "number")
    options = [{"value": text(one, "value"), "label": text(one, "remarks") or text(one, "value")}
               for one in props_of(param, "option")]
    return entry | ({"options": options} if options else {})


def _typed(words: str, kind: str) -> Any:
    if kind in ("integer", "number") and re.fullmatch(r"-?\d{1,12}", words):
        return int(words)
    if kind == "number" and re.fullmatch(r"-?\d{1,12}\.\d{1,6}", words):
        return float(words)
    if kind == "boolean":
        return words == "yes"
    return words.split("\n") if kind in ("list", "choices") else words


def _prompt(param: Json, title: str) -> str:
    guidelines = listed(param, "guidelines")
    return (one_line(plain_words(text(guidelines[0], "prose"))) if guidelines else "")[:300].strip() or \
        f"Which {title[:250]}?"


def _options(param: Json, reading: Reading) -> list[str]:
    found: dict[str, None] = {}
    choices = mapping(param, "select").get("choice")
    for choice in choices if isinstance(choices, list) else []:
        if isinstance(choice, str):
            words = INSERT.sub(lambda one: f"[{default_of(reading.params.get(one[1], {}))}]", choice)
            found.setdefault(one_line(plain_words(words))[:100].strip())
    found.pop("", None)
    if len(found) > MOST_OPTIONS:
        reading.lost["options"] += len(found) - MOST_OPTIONS
    return list(found)[:MOST_OPTIONS]
