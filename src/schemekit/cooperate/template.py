"""The component of a type: the cookiecutter template that a cooperation's record and documents are made from."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.files.folder import read_folder
from schemekit.files.scaffold import render_scaffold
from schemekit.files.shipped import shipped
from schemekit.model.cooperation import CooperationType

_PROMPTS = "__prompts__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a component. Shape: `options` is empty where any line of text will do."""

    name: str
    words: str
    default: str
    options: tuple[str, ...] = ()


def questions(kind: CooperationType) -> tuple[Question, ...]:
    """What a component asks, in its order."""
    return questions_of(kind.value)


def questions_of(component: str) -> tuple[Question, ...]:
    """What the component of that name asks, in its order."""
    data = json.loads((shipped("components") / component / "cookiecutter.json").read_text("utf-8"))
    prompts = data.pop(_PROMPTS, {})
    found = []
    for name, default in data.items():
        options = tuple(default) if isinstance(default, list) else ()
        found.append(Question(name=name, words=prompts.get(name, name), default=options[0] if options else default,
                              options=options))
    return tuple(found)


def made_from(kind: CooperationType, answers: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a new cooperation, by name. Raises: UnknownNameError, ValueRefusedError for an answer."""
    return files_made_from(kind.value, answers)


def files_made_from(component: str, answers: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a component of that name. Raises: UnknownNameError, ValueRefusedError for an answer."""
    with tempfile.TemporaryDirectory(prefix="schemekit-") as temporary:
        made = render_scaffold(shipped("components") / component, answers, Path(temporary))
        return read_folder(made)
