"""The run itself: a scheme adopts an old version, is edited, and updates; after each update every word is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from schemekit.text.document import Document
from tests.realrun.edits import EDITS
from tests.realrun.library import NAME, Published
from tests.realrun.words import account, words_of
from tests.scheme_builders import SchemeBuilder, tell

SCHEME = "northern-minerals"
FATES = ("taken", "yours kept", "decision", "new", "retired", "moved")


@dataclass(slots=True)
class Step:
    """What one update did. Units: `to_read` counts the words of both wordings of the decisions that it opened."""

    before: str
    after: str
    modules: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    waiting: int = 0
    to_read: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    back: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Run:
    """A whole run. `texts` are the scheme's at its end, by module; `asked` the clauses that ever had a decision."""

    name: str
    steps: list[Step] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)


def run(published: Published, folder: Path, versions: tuple[str, ...], *, name: str, take: str = "") -> Run:
    """Adopt the first of the versions, edit, and update through the others.

    Shape: `take` decides every question that way as soon as it is asked; empty leaves all of them open.
    """
    scheme = adopted(published, folder, versions[0])
    done = Run(name)
    for before, after in pairwise(versions):
        done.steps.append(_updated(published, scheme, before, after, done))
        if take:
            _decide(scheme, take)
        told = scheme.run("save", f"Update to {after}")
        assert told.code in (0, 1), told.all
    done.texts = {module: _text(scheme, module) for module in sorted(published.modules[versions[0]])}
    return done


def adopted(published: Published, folder: Path, version: str) -> SchemeBuilder:
    """A scheme that adopted every criterion of a version and made the edits, saved."""
    folder.mkdir(parents=True)
    assert tell("library", "add", NAME, str(published.path)).code in (0, 2)   # 2: it is on the list already
    wanted = ",".join(f"{NAME}/{module}@{number}" for module, number in sorted(published.modules[version].items()))
    told = tell("-C", str(folder), "new", SCHEME, "--no-input", "--set", "scheme_name=Northern Minerals Initiative",
                "--with", wanted)
    if told.code:   # no module of this library asks for the scheme's name
        told = tell("-C", str(folder), "new", SCHEME, "--no-input", "--with", wanted)
    assert told.code == 0, told.all
    scheme = SchemeBuilder(folder / SCHEME)
    for edit in EDITS:
        module = published.files[version].get(edit.file)
        if module:
            scheme.write(f"policies/{module}/policy.md", edit.made_in(_text(scheme, module)))
    assert scheme.run("save", "Our own words").code in (0, 1)
    return scheme


def _updated(published: Published, scheme: SchemeBuilder, before: str, after: str, done: Run) -> Step:
    step = Step(before, after)
    held = {module: entry["version"] for module, entry in _lock(scheme).items()}
    wanted = {module: number for module, number in sorted(published.modules[after].items())
              if module in held and number != held[module]}
    old = {module: (_source(scheme, module), _text(scheme, module), _wordings(scheme, module)) for module in held}
    if not wanted:
        return step
    told = scheme.run("update", *(f"{module}@{number}" for module, number in wanted.items()), "--yes", "--json")
    assert told.code in (0, 1), told.all
    report = told.json
    assert "modules" in report, told.all
    step.modules = len(report["modules"])
    for entry in report["modules"]:
        module = entry["module"]
        step.fates.update(clause["fate"] for clause in entry["clauses"])
        step.opened += len(entry["decisions"])
        step.to_read += sum(len(words_of(item["source"])) + len(words_of(item["ours"])) for item in entry["decisions"])
        done.asked.setdefault(module, set()).update(item["clause"] for item in entry["decisions"])
        base, ours, _ = old[module]
        found = account(base, ours, _source(scheme, module), _text(scheme, module), _wordings(scheme, module))
        step.lost += found.lost
        step.back += found.back
    step.waiting = sum(len(_open(scheme, module)) for module in held)
    return step


def _decide(scheme: SchemeBuilder, take: str) -> None:
    for module in _lock(scheme):
        if _open(scheme, module):
            told = scheme.run("decide", module, "--take", take, "--reason", "as we decided for all")
            assert told.code in (0, 1), told.all


def _lock(scheme: SchemeBuilder) -> dict[str, Any]:
    data = yaml.safe_load((scheme.path / "scheme.lock").read_text("utf-8"))["modules"]
    return dict(data) if isinstance(data, dict) else {entry["module"]: entry for entry in data}


def _record(scheme: SchemeBuilder, module: str) -> dict[str, Any]:
    place = scheme.path / f"policies/{module}/adoption.yaml"
    return dict(yaml.safe_load(place.read_text("utf-8"))) if place.is_file() else {}


def _open(scheme: SchemeBuilder, module: str) -> list[dict[str, Any]]:
    return [item for item in _record(scheme, module).get("decisions") or () if "taken" not in item]


def _wordings(scheme: SchemeBuilder, module: str) -> list[str]:
    """Every wording that the adoption record keeps."""
    record = _record(scheme, module)
    sides = ("base", "source", "ours", "edited")
    kept = [item.get(side, "") for item in record.get("decisions") or () for side in sides]
    return [*kept, *(item.get("reason", "") for item in record.get("deviations") or ())]


def _text(scheme: SchemeBuilder, module: str) -> str:
    return scheme.text(f"policies/{module}/policy.md")


def _source(scheme: SchemeBuilder, module: str) -> str:
    """The source's text as the scheme holds it; none of these modules has a blank in it."""
    return scheme.text(f".schemekit/source/{module}/{{{{cookiecutter.module}}}}/policy.md")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two runs side by side: clauses that no run asked about and that are the same, or differ."""

    same: int
    different: tuple[str, ...]
    asked: int


def agreement(first: Run, second: Run) -> Agreement:
    """Whether two ways to the same version give the same text where neither asked."""
    same, different, asked = 0, [], 0
    for module, text in first.texts.items():
        questions = first.asked.get(module, set()) | second.asked.get(module, set())
        ours = {clause.id: clause for clause in Document.parse(text).clauses}
        theirs = {clause.id: clause for clause in Document.parse(second.texts[module]).clauses}
        for name in sorted(ours.keys() | theirs.keys()):
            left, right = ours.get(name), theirs.get(name)
            if name in questions:
                asked += 1
            elif left is not None and right is not None and left.comparable == right.comparable:
                same += 1
            else:
                different.append(f"{module}#{name}")
    return Agreement(same, tuple(different), asked)
