"""Linting a library: every finding of every module at once. The rules are in `schemekit.text.linting`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.errors import HostileContentError, SchemekitError
from schemekit.files.schemas import load
from schemekit.files.yaml import read_yaml
from schemekit.git.repository import Repository
from schemekit.library.frameworks import Frameworks
from schemekit.library.ledger import ledger_findings
from schemekit.model.file_names import MODULE_FILE, TEXTS
from schemekit.model.finding import Finding, FindingsError, Severity, ordered
from schemekit.model.module import Module
from schemekit.publish.checkout import LEDGER, Checkout
from schemekit.publish.crosswalks import module_findings, own_frameworks
from schemekit.publish.past import Past
from schemekit.text.cookiecutter_json import cookiecutter_json
from schemekit.text.linting.files import COOKIECUTTER_JSON
from schemekit.text.linting.lint import lint_module
from schemekit.text.linting.rules import REASONS


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleLint:
    """What was found in one module."""

    module: str
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintReport:
    """What was found in a library.

    Shape: `written` are the files made anew; `ledger` and `frameworks` are findings of the ledger and in frameworks/.
    """

    modules: tuple[ModuleLint, ...]
    ledger: tuple[Finding, ...] = ()
    frameworks: tuple[Finding, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in the order of files and lines."""
        in_modules = (finding for entry in self.modules for finding in entry.findings)
        return ordered([*self.ledger, *self.frameworks, *in_modules])

    def count(self, severity: Severity) -> int:
        """How many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)


def lint_library(root: Path, wanted: Iterable[str] = (), *, write: bool = False) -> LintReport:
    """Lint the named modules of a library, or all of them, the ledger and the frameworks.

    Shape: `write` makes their cookiecutter.json.

    Raises: UnknownNameError for a module that is not there. Findings are values, never raised.
    """
    checkout = Checkout(root)
    ids = tuple(dict.fromkeys(checkout.known(name) for name in wanted))
    shelf = {module_id: _Shelved.read(checkout, module_id) for module_id in checkout.module_ids()}
    chosen = ids or tuple(shelf)
    written = tuple(path for name in chosen if write for path in shelf[name].write_made_files(checkout))
    siblings = {name: read.module for name, read in shelf.items() if read.module is not None}
    frameworks, in_frameworks = own_frameworks(root)
    entries = [
        ModuleLint(module=name, findings=ordered(
            [*shelf[name].lint(checkout, siblings), *_promises(checkout, shelf[name]),
             *shelf[name].lint_crosswalks(checkout, frameworks)]))
        for name in chosen
    ]
    return LintReport(modules=tuple(entries), ledger=() if ids else _ledger(checkout),
                      frameworks=() if ids else in_frameworks, written=written)


@dataclass(slots=True)
class _Shelved:
    """One module's folder as read: its files, its metadata if it has any, and what kept them from being read."""

    id: str
    files: dict[str, bytes]
    module: Module | None
    findings: list[Finding]

    @classmethod
    def read(cls, checkout: Checkout, module_id: str) -> _Shelved:
        folder = checkout.folder(module_id)
        try:
            files = checkout.files(module_id)
        except HostileContentError as error:
            refused = Finding(code=error.code, file=folder, found=error.what, wanted=error.why, fix=error.fix)
            return cls(module_id, {}, None, [refused])
        if MODULE_FILE not in files:
            missing = Finding(code="document-missing", file=f"{folder}/{MODULE_FILE}", found=f"no {MODULE_FILE}",
                              wanted="a file that says what the module is", why=REASONS["document-missing"],
                              fix="write it, or take the folder out of policies/")
            return cls(module_id, files, None, [missing])
        try:
            module = Module.from_mapping(load(files[MODULE_FILE], "module", f"{folder}/{MODULE_FILE}"))
        except FindingsError as error:
            return cls(module_id, files, None, list(error.findings))
        return cls(module_id, files, module, [])

    def write_made_files(self, checkout: Checkout) -> list[str]:
        if self.module is None:
            return []
        made = cookiecutter_json(self.module).encode()
        if self.files.get(COOKIECUTTER_JSON) == made:
            return []
        path = f"{checkout.folder(self.id)}/{COOKIECUTTER_JSON}"
        checkout.write({path: made})
        self.files[COOKIECUTTER_JSON] = made
        return [path]

    def lint(self, checkout: Checkout, siblings: Mapping[str, Module]) -> tuple[Finding, ...]:
        if self.module is None:
            return ordered(self.findings)
        folder = checkout.folder(self.id)
        texts, unreadable = _decoded(self.files, folder)
        positions = read_yaml(self.files[MODULE_FILE], f"{folder}/{MODULE_FILE}").position
        return ordered([*unreadable, *lint_module(self.module, texts, positions, siblings, folder)])

    def lint_crosswalks(self, checkout: Checkout, frameworks: Frameworks) -> tuple[Finding, ...]:
        return () if self.module is None else module_findings(checkout, self.module, self.files, frameworks)


def _promises(checkout: Checkout, shelved: _Shelved) -> tuple[Finding, ...]:
    """What `release` would refuse because an id went, or came back; nothing where no release can be read."""
    if shelved.module is None or not (checkout.root / ".git").exists():
        return ()   # a folder without a history has released nothing yet
    path = f"{checkout.folder(shelved.id)}/{MODULE_FILE}"
    try:
        releases = checkout.ledger().of(shelved.id)
        broken = Past.read(Repository(checkout.root), releases).broken(shelved.module) if releases else ()
    except FindingsError:
        return ()   # told of the ledger itself
    except SchemekitError as error:
        return (Finding(code=error.code, file=path, found=f"its releases cannot be read: {error.what}",
                        wanted="releases as the ledger has them", why=error.why, fix=error.fix,
                        severity=Severity.WARNING),)
    position = read_yaml(shelved.files[MODULE_FILE], path).position
    ids = [clause.id for clause in shelved.module.clauses]
    return tuple(
        Finding(code=item.code, file=path, line=line, column=column, path=item.clause, found=item.found,
                wanted=item.wanted, why=REASONS[item.code], fix=item.fix)
        for item in broken
        for line, column in [
            position(("clauses", ids.index(item.clause), "id") if item.clause in ids else ("retired",))]
    )


def _decoded(files: Mapping[str, bytes], folder: str) -> tuple[dict[str, str], list[Finding]]:
    """The files as text. What is no text (a picture) is empty text: that it is there is all that is asked of it."""
    texts: dict[str, str] = {}
    findings = []
    for path, data in files.items():
        texts[path] = ""
        if not path.endswith((*TEXTS, ".yaml", ".json")):
            continue
        try:
            texts[path] = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            findings.append(Finding(code="encoding", file=f"{folder}/{path}", line=line, column=1,
                                    found=f"the byte {data[error.start]:#04x}, which is no UTF-8",
                                    wanted="text saved as UTF-8", why=REASONS["encoding"],
                                    fix="save the file again with the encoding UTF-8"))
            texts[path] = data.decode("utf-8", "replace")
    return texts, findings


def _ledger(checkout: Checkout) -> tuple[Finding, ...]:
    """What is wrong with the ledger: its schema, and what contradicts itself, as its readers will find it."""
    try:
        ledger = checkout.ledger()
    except FindingsError as error:
        return error.findings
    position = read_yaml(checkout.ledger_text() or "", LEDGER).position
    placed = []
    for finding in ledger_findings(ledger, LEDGER):
        entry = re.fullmatch(r"releases\[(\d+)\]\.(\w+)", finding.path)
        line, column = position(("releases", int(entry[1]), entry[2])) if entry else (0, 0)
        placed.append(replace(finding, line=line, column=column))
    return tuple(placed)
