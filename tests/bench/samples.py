"""Samples: modules of a given size with the same words every time, released into libraries that can be adopted from.

What they say means nothing; their size, their blanks and conditions are those of policies/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from schemekit.files.schemas import load
from schemekit.files.yaml import write_yaml
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.module import Module
from schemekit.text.cookiecutter_json import cookiecutter_json
from tests.builders import LibraryBuilder

DECLARED_LIMIT = 1000   # clauses that schemas/module.schema.json allows
_NOUNS = ("complaint", "decision", "record", "finding", "report", "notice", "appeal", "review", "visit", "agreement")
_PLACES = ("within the scope of this procedure", "at the site where the harm happened", "before the next meeting",
           "in a language that the person reads", "without asking for a fee", "together with the reasons for it")
_DEEDS = ("write down", "send out", "examine", "publish", "explain", "keep", "confirm", "hand over", "correct")
_WIDE = ("scheme_name", "scheme_short", "secretariat", "decision_body")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a module is. Shape: `clauses` with an id, each of so many `sentences` of about 20 words."""

    clauses: int = 18
    sentences: int = 6


def release_modules(folder: Path, modules: int, size: Size = Size()) -> LibraryBuilder:  # frozen
    """A library in `folder/library` with so many modules, each released once: module-000, module-001 …"""
    library = LibraryBuilder(folder)
    for number in range(modules):
        name = module_name(number)
        library.release(name, "1.0.0", module_files(name, size))
    return library


def module_name(number: int) -> str:
    """What the module of that number is called."""
    return f"module-{number:03}"


def module_files(name: str, size: Size) -> dict[str, str]:
    """A module's files by their path in its folder: metadata, the text, one form."""
    metadata = write_yaml(module_data(name, size.clauses))
    module = Module.from_mapping(load(metadata, "module", "module.yaml"))
    return {
        "module.yaml": metadata,
        "cookiecutter.json": cookiecutter_json(module),
        "CHANGELOG.md": "# Changelog\n\n## 1.0.0\n\nFirst release.\n",
        f"{TEMPLATE_FOLDER}/policy.md": "\n".join(_policy(name, size)),
        f"{TEMPLATE_FOLDER}/forms/form.md": "\n".join(_form(name)),
    }


def module_data(name: str, clauses: int) -> dict[str, Any]:
    """What module.yaml says: 12 parameters, four of them shared by the whole scheme."""
    declared = [
        {"id": _clause_id(number), "force": "requirement", "tailoring": "locked" if number % 7 == 3 else "adjustable",
         "references": ["UNGP 31 (c)"]}
        for number in range(min(clauses, DECLARED_LIMIT))
    ]
    return {
        "format": 1,
        "id": name,
        "title": f"Procedure {name}",
        "type": "procedure",
        "summary": "How the scheme receives, examines and answers what people write to it.",
        "audience": "The secretariat and everyone who writes to it.",
        "topics": ["grievance"],
        "language": "en",
        "house_style": "shall",
        "licence": "CC-BY-4.0",
        "credit": {"author": "Library contributors", "year": 2026, "url": "https://example.org/library", "notice": ""},
        "documents": [
            {"file": "policy.md", "title": f"Procedure {name}", "kind": "text"},
            {"file": "forms/form.md", "title": "Form", "kind": "form"},
        ],
        "parameters": [*map(_wide, _WIDE), *map(_days, range(6)), _choice(), _switch()],
        "clauses": declared,
    }


def _parameter(name: str, kind: str, default: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": name, "scope": "module", "type": kind, "title": name.replace("_", " ").capitalize(),
        "prompt": f"What is the {name.replace('_', ' ')} here?", "help": "Shorter is better for those who wait.",
        "default": default, "stricter": "none", "reference": "design choice", "tailoring": "adjustable", **more,
    }


def _wide(name: str) -> dict[str, Any]:
    return _parameter(name, "text", name.replace("_", " ").title(), scope="scheme")


def _days(number: int) -> dict[str, Any]:
    return _parameter(f"step_{number}_days", "integer", 5 + number, unit="working days", minimum=1, maximum=60,
                      stricter="lower", reference="practice: 1 to 60 working days")


def _choice() -> dict[str, Any]:
    options = [{"value": word, "label": f"It is {word}"} for word in ("offered", "required")]
    return _parameter("mediation", "choice", "offered", options=options)


def _switch() -> dict[str, Any]:
    return _parameter("publishes_summaries", "boolean", True, stricter="enabled")


def _clause_id(number: int) -> str:
    return f"clause-{number:04}"


def _policy(name: str, size: Size) -> Iterator[str]:
    yield f"# {{{{ cookiecutter.scheme_name }}}}: Procedure {name}"
    sentences = _sentences(name)
    for number in range(size.clauses):
        yield ""
        yield f"{'##' if number % 6 == 0 else '###'} Clause {number} {{ #{_clause_id(number)} }}"
        yield ""
        for _ in range(size.sentences):
            yield next(sentences)
    yield ""


def _sentences(name: str) -> Iterator[str]:
    """Sentences without end; about one in three holds a blank, one in fifteen a condition."""
    start = sum(name.encode())
    for number in count(start):
        words = f"{_DEEDS[number % 9]} each {_NOUNS[number % 10]} {number} {_PLACES[number % 6]}"
        who = "{{ cookiecutter.secretariat }}" if number % 3 == 0 else "secretariat"
        days = f"{{{{ cookiecutter.step_{number % 6}_days }}}}" if number % 5 == 0 else "a few"
        sentence = f"The {who} shall {words} {days} working days beforehand."
        if number % 15 == 7:
            offered = '{% if cookiecutter.mediation == "offered" %}'
            sentence = f"{offered}{sentence}{{% else %}}Nobody {words}.{{% endif %}}"
        yield sentence


def _form(name: str) -> Iterator[str]:
    yield f"# {{{{ cookiecutter.scheme_name }}}}: Form of {name}"
    yield ""
    yield "| What we ask | Your answer |"
    yield "|---|---|"
    for noun in _NOUNS:
        yield f"| What {{{{ cookiecutter.scheme_short }}}} should know of the {noun} | |"
    yield ""
