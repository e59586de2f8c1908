"""Schemes for the tests: a library whose modules use everything a module can have, and schemes that adopt from it.

`SchemeBuilder(path).run("status")` is what a person at the keyboard does, in this process, so that it is fast.
"""

# ruff: noqa: E501 - a parameter of a module is one line, as in the modules we ship
from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemekit.cli.root import run
from tests.builders import TEXT, LibraryBuilder, module_yaml, policy_text
from tests.yaml_text import loaded

LIBRARY_NAME = "efc"
_GRIEVANCE = """\
format: 1
id: grievance
title: Grievance procedure
type: procedure
summary: How complaints and appeals are handled.
audience: The secretariat and everybody who complains.
topics: [grievance, appeals]
language: en
house_style: shall
licence: CC-BY-4.0
credit: {author: Library contributors, year: 2026, url: "https://example.org/library", notice: ""}
documents:
  - {file: policy.md, title: Grievance procedure, kind: text}
  - {file: forms/complaint-form.md, title: Complaint form, kind: form}
  - {file: forms/register.csv, title: Case register, kind: register}
parameters:
  - {name: scheme_name, scope: scheme, type: text, title: Name of the scheme, prompt: "What is the full name of the scheme?", help: As it stands in the statutes., default: Example Scheme, stricter: none, reference: design choice, tailoring: adjustable}
  - {name: decision_body, scope: scheme, type: text, title: Decision body, prompt: "Which body takes the final decisions?", help: Usually the board., default: Board, stricter: none, reference: design choice, tailoring: adjustable}
  - {name: appeal_body, scope: scheme, type: text, title: Appeal body, prompt: "Which body hears appeals?", help: Another body than the one that decided., default: Appeals Panel, stricter: none, reference: "ISO/IEC 17065:2012 7.13", tailoring: adjustable}
  - {name: contact_email, scope: scheme, type: text, title: Contact address, prompt: "Which e-mail address do people write to?", help: A mailbox that is read every day., default: contact@example.org, stricter: none, reference: design choice, tailoring: adjustable}
  - {name: records_years, scope: scheme, type: integer, unit: years, title: How long records are kept, prompt: "For how many years are records kept?", help: Long enough for an appeal., default: 7, minimum: 5, maximum: 10, stricter: higher, reference: "practice: 5 to 10 years", tailoring: adjustable}
  - {name: acknowledge_days, scope: module, type: integer, unit: working days, title: Time to acknowledge, prompt: "Within how many working days is a complaint acknowledged?", help: Choose what holds in holiday time., default: 5, minimum: 1, maximum: 10, stricter: lower, reference: "practice: 5 to 10 working days", tailoring: adjustable}
  - {name: outcome_days, scope: module, type: integer, unit: days, title: Time for an outcome, prompt: "Within how many days is there an outcome?", help: Counted from receipt., default: 60, minimum: 8, maximum: 90, stricter: lower, reference: "practice: 60 days", tailoring: adjustable}
  - {name: channels, scope: module, type: list, title: Channels, prompt: "How can people complain?", help: More ways are better., default: [e-mail, post], stricter: more, reference: "UNGP 31 (b)", tailoring: adjustable}
  - {name: anonymous, scope: module, type: boolean, title: Anonymous complaints, prompt: "Are anonymous complaints taken?", help: They protect people., default: true, stricter: enabled, reference: "UNGP 31", tailoring: adjustable}
  - {name: reply_form, scope: module, type: choice, title: Form of the reply, prompt: "In which form is the reply given?", help: Writing can be shown later., default: letter, options: [{value: letter, label: By letter}, {value: e-mail, label: By e-mail}, {value: call, label: By telephone}], stricter: first, reference: design choice, tailoring: adjustable}
rules:
  - {ordered: [acknowledge_days, outcome_days], reason: a complaint is acknowledged before it is decided}
  - {distinct: [decision_body, appeal_body], reason: nobody hears an appeal against its own decision}
clauses:
  - {id: purpose, force: information, tailoring: locked}
  - {id: filing, force: requirement, tailoring: adjustable}
  - {id: acknowledgement, force: requirement, tailoring: adjustable, references: ["UNGP 31"]}
  - {id: no-charge, force: requirement, tailoring: adjustable}
  - {id: outcome, force: requirement, tailoring: adjustable}
  - {id: appeal, force: requirement, tailoring: adjustable}
  - {id: records, force: recommendation, tailoring: optional}
"""
_GRIEVANCE_TEXT = """\
# {{ cookiecutter.scheme_name }}: grievance procedure

## Purpose { #purpose }

This procedure says how {{ cookiecutter.scheme_name }} handles complaints.

## Filing { #filing }

A complaint can be made by {{ cookiecutter.channels }}.
{% if cookiecutter.anonymous %}It can be made without a name.
{% endif %}
## Acknowledgement { #acknowledgement }

The secretariat shall acknowledge a complaint within {{ cookiecutter.acknowledge_days }} working days.
The acknowledgement shall name a person to ask.

## Fee { #no-charge }

A complaint shall cost nothing.

## Outcome { #outcome }

The {{ cookiecutter.decision_body }} shall decide within {{ cookiecutter.outcome_days }} days.
{% if cookiecutter.reply_form == "letter" %}The outcome shall be sent by letter.
{% else %}The outcome shall be told by {{ cookiecutter.reply_form }}.
{% endif %}
## Appeal { #appeal }

The {{ cookiecutter.appeal_body }} shall hear an appeal within {{ cookiecutter.acknowledge_days }} working days.

## Records { #records }

The secretariat should keep a record of every case for {{ cookiecutter.records_years }} years.
"""
GRIEVANCE = {
    "module.yaml": _GRIEVANCE,
    TEXT: _GRIEVANCE_TEXT,
    "{{cookiecutter.module}}/forms/complaint-form.md":
        "# Complaint form\n\nWrite to {{ cookiecutter.contact_email }}.\n",
    "{{cookiecutter.module}}/forms/register.csv": "case,received,answered\n",
    "CHANGELOG.md": "# Changelog\n\n## 1.0.0\n\nFirst release.\n",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said: exit code, results on stdout, talk on stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The results as JSON."""
        return json.loads(self.out)

    @property
    def all(self) -> str:
        """Everything that was said."""
        return self.out + self.err


def tell(*arguments: str) -> Told:
    """Run one command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    return Told(code, out.getvalue(), err.getvalue())


class SchemeBuilder:
    """A scheme in a folder, worked by commands and by hand."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, *arguments: str) -> Told:
        """Run a command in the scheme."""
        return tell("-C", str(self.path), *arguments)

    def done(self, *arguments: str, code: int = 0) -> Told:
        """Run a command that has to leave with this code."""
        told = self.run(*arguments)
        assert told.code == code, told.all
        return told

    def json(self, *arguments: str) -> Any:
        """What a command reports as JSON."""
        return self.run(*arguments, "--json").json

    def text(self, path: str = "policies/grievance/policy.md") -> str:
        """A file's text, byte for byte."""
        return (self.path / path).read_bytes().decode()

    def write(self, path: str, text: str | bytes | None) -> None:
        """Write a file byte for byte, or take it away."""
        place = self.path / path
        if text is None:
            place.unlink()
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, old: str, new: str, path: str = "policies/grievance/policy.md") -> None:
        """Change words by hand, as in a text editor; the old ones have to be there."""
        text = self.text(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, 1))

    def manifest(self) -> Any:
        """What scheme.yaml says."""
        return loaded(self.text("scheme.yaml"))

    def record(self, module: str = "grievance") -> Any:
        """What a module's adoption record says."""
        return loaded(self.text(f"policies/{module}/adoption.yaml"))

    def lock(self, module: str = "grievance") -> Any:
        """A module's entry in the lock."""
        return loaded(self.text("scheme.lock"))["modules"][module]

    def files(self) -> Mapping[str, bytes]:
        """Every file of the scheme, without its history and the lock against two commands at once."""
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in sorted(self.path.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.path).parts[:1] and path.name != "lock"
        }


def full_library(folder: Path) -> LibraryBuilder:
    """A library with grievance (everything a module can have), assurance, and one module for each sort of licence."""
    library = LibraryBuilder(folder)
    library.write({"pyproject.toml": '[project]\nurls = { Documentation = "https://example.org/schemekit" }\n'})
    library.release("grievance", "1.0.0", GRIEVANCE)
    library.release("assurance", "1.0.0")
    for module, licence in LICENSED.items():
        library.release(module, "1.0.0", {"module.yaml": module_yaml(module, licence=licence), TEXT: policy_text(module)})
    library.release("assurance", "1.1.0", {"CHANGELOG.md": "# Changelog\n\n## 1.1.0\n\nClearer.\n"})
    return library


LICENSED = {
    "nd-text": "CC-BY-ND-4.0",
    "sa-text": "CC-BY-SA-4.0",
    "nc-text": "CC-BY-NC-4.0",
    "zero-text": "CC0-1.0",
    "reserved-text": "LicenseRef-all-rights-reserved",
    "odd-text": "LicenseRef-house-terms",
}
