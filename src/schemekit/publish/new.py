"""Starting a module: the scaffold of components/module, made complete and checked before it is moved into place."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemekit.errors import HostileContentError, UsageError, ValueRefusedError
from schemekit.files.scaffold import render_scaffold
from schemekit.files.schemas import load
from schemekit.files.shipped import shipped
from schemekit.files.yaml import edit_yaml
from schemekit.model.file_names import MODULE_FILE
from schemekit.model.finding import Finding, FindingsError, has_errors
from schemekit.model.module import Module
from schemekit.model.parameter import Scope
from schemekit.model.version import MODULE_ID_PATTERN
from schemekit.publish.checkout import POLICIES, Checkout
from schemekit.publish.lint import lint_library
from schemekit.text.cookiecutter_json import cookiecutter_json
from schemekit.text.linting.files import COOKIECUTTER_JSON

ID_LIMIT = 60
IGNORE_FILE = ".gitignore"
_IGNORED = """\
# What is named here is not kept in the record of changes, and so never reaches those who get this library.

# The website, which is made from docs/ and the releases when it is built, and what it is made in.
/site/
/.site.half-*/
/.site.old-*/
/build/

# What a running command uses, and nobody else.
/.schemekit/
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewModule:
    """A module that was just started.

    Shape: `folder` is relative to the library; `files` are its files; `beside` what was made for a library that began
    with it, by path in the library; `findings` are what lint says beside other modules of the library (a scheme-wide
    parameter that they define in another way).
    """

    id: str
    folder: str
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    beside: tuple[str, ...] = ()


def new_module(root: Path, module_id: str, answers: Mapping[str, str]) -> NewModule:
    """Make the folder of a new module in a library; `policies/` is made too where it is missing.

    Shape: `answers` are those of components/module (title, author, year, …) without the id.
    Raises: UsageError when the id exists or cannot be one; ValueRefusedError for an answer; nothing is left behind.
    """
    checkout = Checkout(root)
    folder = checkout.folder(free_id(checkout, module_id))
    with tempfile.TemporaryDirectory(prefix=".schemekit-", dir=root) as beside:
        (Path(beside) / POLICIES).mkdir()
        values = {"title": title_of(module_id), **answers, "id": module_id}
        made = render_scaffold(shipped("components") / "module", values, Path(beside) / POLICIES)
        _complete(made, values, _shared_parameters(checkout))
        begins = not (root / POLICIES).exists()
        (root / POLICIES).mkdir(exist_ok=True)
        made.rename(root / folder)
    ignored = _ignoring(root) if begins else ()
    findings = lint_library(root, [module_id]).findings
    return NewModule(id=module_id, folder=folder, files=tuple(checkout.files(module_id)), findings=findings,
                     beside=ignored)


def _ignoring(root: Path) -> tuple[str, ...]:
    """Keep what is made from a new library out of its history. Whoever has such a file already knows better."""
    try:
        with (root / IGNORE_FILE).open("x", encoding="utf-8", newline="\n") as file:
            file.write(_IGNORED)
    except FileExistsError:
        return ()
    return (IGNORE_FILE,)


def title_of(module_id: str) -> str:
    """A first title: `stakeholder-consultation` gives `Stakeholder consultation`."""
    return module_id.replace("-", " ").capitalize()


def free_id(checkout: Checkout, module_id: str) -> str:
    """An id that a new module can have. Raises: UsageError."""
    if not re.match(MODULE_ID_PATTERN, module_id) or len(module_id) > ID_LIMIT:
        raise UsageError(
            f"'{module_id[:60]}' cannot be the id of a module",
            why=f"ids are lower-case letters, digits and single hyphens, at most {ID_LIMIT} of them",
            fix="choose an id such as field-visits; it never changes later",
        )
    taken = {name.casefold() for name in checkout.module_ids()} | set(checkout.ledger().modules())
    if module_id in taken or (checkout.root / POLICIES / module_id).exists():
        raise UsageError(
            f"the module '{module_id}' exists already",
            why="an id is what a module is, and the ledger never forgets one",
            fix=f"choose another id, or go on in {POLICIES}/{module_id}",
        )
    return module_id


def _shared_parameters(checkout: Checkout) -> dict[str, Any]:
    """The scheme-wide parameters that the library's modules define, as the first one with each has it."""
    shared: dict[str, Any] = {}
    for module_id in checkout.module_ids():
        try:
            data = load(checkout.files(module_id).get(MODULE_FILE, b""), "module", MODULE_FILE)
        except (FindingsError, HostileContentError):
            continue  # lint tells what is wrong with it
        for entry in data.get("parameters", ()):
            if entry["scope"] == Scope.SCHEME.value:
                shared.setdefault(entry["name"], entry)
    return shared


def _complete(made: Path, values: Mapping[str, str], shared: Mapping[str, Any]) -> None:
    """Use the library's shared parameters, add what is made from module.yaml, and refuse what gives no sound module."""
    file = f"{POLICIES}/{made.name}/{MODULE_FILE}"
    text = (made / MODULE_FILE).read_text(encoding="utf-8")
    try:
        own = load(text, "module", file)["parameters"]
        changes = [(("parameters", index), shared.get(entry["name"], entry)) for index, entry in enumerate(own)]
        text = edit_yaml(text, changes, file)
        module = Module.from_mapping(load(text, "module", file))
    except FindingsError as error:
        first = error.findings[0]
        raise ValueRefusedError(
            f"the answers do not give a sound module: {first.path or first.place} is {first.found}",
            why=f"wanted: {first.wanted}",
            fix=f"give another value for one of: {', '.join(values)}",
        ) from error
    (made / MODULE_FILE).write_bytes(text.encode())
    (made / COOKIECUTTER_JSON).write_bytes(cookiecutter_json(module).encode())
    report = lint_library(made.parents[1], [made.name])
    if has_errors(report.findings):
        raise FindingsError(report.findings)
