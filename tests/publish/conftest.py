"""A library under release: one module in a real git repository, made once and copied for each test."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from schemekit.cli.root import run
from schemekit.files.folder import read_folder
from tests.builders import GitFolder, copied, packed

MODULE = """\
format: 1
id: fees
title: Fees procedure
type: procedure
summary: How fees are set.
audience: The secretariat.
topics: [fees]
language: en
licence: CC-BY-4.0
credit: {author: Library contributors, year: 2026, url: "", notice: ""}
documents:
  - {file: policy.md, title: Fees procedure, kind: text}
parameters:
  - name: scheme_name
    scope: scheme
    type: text
    title: Name of the scheme
    prompt: What is the full name of the scheme?
    help: As it stands in the statutes.
    default: Example Scheme
    stricter: none
    reference: design choice
    tailoring: adjustable
  - name: notice_days
    scope: module
    type: integer
    unit: days
    title: Notice of a new fee
    prompt: How many days before it applies is a fee announced?
    help: Longer is fairer.
    default: 30
    minimum: 14
    maximum: 90
    stricter: higher
    reference: design choice
    tailoring: adjustable
clauses:
  - {id: purpose, force: information, tailoring: adjustable}
  - {id: notice, force: requirement, tailoring: adjustable}
  - {id: waiver, force: recommendation, tailoring: optional}
retired: []
"""
TEXT = """\
# {{ cookiecutter.scheme_name }}: Fees

## Purpose { #purpose }

This procedure says how fees are set.

## Notice { #notice }

The secretariat shall announce a fee {{ cookiecutter.notice_days }} days before it applies.

## Waiver { #waiver }

A waiver should be given to those who cannot pay.
"""
CROSSWALK = """\
format: 1
module: fees
module_version: "1.0.0"
framework: ungp-31
framework_version: "2011"
judge: A. Author
date: "2026-11-28"
rows:
  - {clause: notice, item: c, relation: subset, confidence: high, rationale: The day of a new fee is known before.}
  - {item: h, relation: none, confidence: high, rationale: The module has nothing on dialogue.}
"""
CROSSWALK_FILE = "policies/fees/crosswalks/ungp-31.yaml"
POLICY = "policies/fees/{{cookiecutter.module}}/policy.md"
YAML = "policies/fees/module.yaml"
CHANGELOG = "policies/fees/CHANGELOG.md"
LEDGER = "policies/releases.yaml"
FILES = {
    YAML: MODULE,
    POLICY: TEXT,
    CHANGELOG: "# Changelog\n\n## Unreleased\n\n- First text.\n",
    "README.md": "A library.\n",
}


@dataclass(frozen=True)
class Told:
    """What a command left with and printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Shop:
    """A library's folder, and schemekit run in it."""

    git: GitFolder
    schemekit: Callable[..., Told]

    @property
    def path(self) -> Path:
        """Its folder."""
        return self.git.path

    def text(self, path: str) -> str:
        """A file as it stands."""
        return (self.path / path).read_bytes().decode()

    def edit(self, path: str, *changes: tuple[str, str]) -> None:
        """Replace words in a file, each of which has to stand there."""
        text = self.text(path)
        for old, new in changes:
            assert old in text, f"{old!r} does not stand in {path}"
            text = text.replace(old, new)
        self.git.write({path: text})

    def release(self, *arguments: str, note: str = "A change.") -> Told:
        """Release the module."""
        return self.schemekit("release", "fees", *arguments, "--note", note)

    def state(self) -> Mapping[str, object]:
        """Everything that a refused command has to leave alone."""
        files = {str(path.relative_to(self.path)): path.read_bytes() for path in self.path.rglob("*")
                 if path.is_file() and ".git" not in path.parts}  # fmt: skip
        return {"files": files, "head": self.git.git("log", "--oneline", "--all"), "tags": self.git.git("tag"),
                "status": self.git.git("status", "--porcelain", "--untracked-files=all")}  # fmt: skip


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, with nothing released yet."""
    folder = GitFolder(tmp_path_factory.mktemp("shop") / "library")
    folder.write(FILES)
    assert run(["-C", str(folder.path), "module", "lint", "--write"]) == 0
    folder.commit("First text")
    return packed(folder.path)


@pytest.fixture(scope="session")
def released_template(shop_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with fees 1.0.0."""
    path = tmp_path_factory.mktemp("released") / "library"
    copied(shop_template, path)
    assert run(["-C", str(path), "module", "release", "fees", "--note", "First release."]) == 0
    return packed(path)


@pytest.fixture
def shop(shop_template: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Shop:
    """A copy of the library, nothing released yet, that the test may change."""
    return _copied(shop_template, tmp_path, capfd)


@pytest.fixture
def released(released_template: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Shop:
    """A copy of the library with fees 1.0.0 that the test may change."""
    return _copied(released_template, tmp_path, capfd)


def _copied(template: Path, folder: Path, capfd: pytest.CaptureFixture[str]) -> Shop:
    copied(template, folder / "library")

    def schemekit(*arguments: str) -> Told:
        capfd.readouterr()
        code = run(["-C", str(folder / "library"), "module", *arguments])
        captured = capfd.readouterr()
        return Told(code, captured.out, captured.err)

    return Shop(GitFolder(folder / "library"), schemekit)


def module_files(shop: Shop) -> dict[str, bytes]:
    """The files of the module as they stand."""
    return read_folder(shop.path / "policies" / "fees")
