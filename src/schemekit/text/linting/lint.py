"""Linting: everything that can be wrong with a module before it is released, told all at once.

The rules and their reasons are in `lint_rules`; this file only calls those who check them. Schema errors in
module.yaml are found where YAML is read, and an unreadable module.yaml never gets here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemekit.model.finding import Finding, ordered
from schemekit.model.module import Module
from schemekit.text.linting.clauses import lint_clauses
from schemekit.text.linting.draft import Draft
from schemekit.text.linting.figures import lint_figures
from schemekit.text.linting.files import lint_files
from schemekit.text.linting.links import lint_links
from schemekit.text.linting.module_files import file_findings, text_findings
from schemekit.text.linting.parameters import lint_parameters
from schemekit.text.linting.renderings import lint_renderings
from schemekit.text.linting.words import lint_words


def lint_module(
    module: Module,
    files: Mapping[str, str],
    positions: Callable[[tuple[str | int, ...]], tuple[int, int]],
    siblings: Mapping[str, Module] | None = None,
    folder: str = "",
) -> tuple[Finding, ...]:
    """Every finding of a module, in the order of its files and lines; empty when it is fit for release.

    Shape: `files` are the texts by path in the module's folder, as in the source (module.yaml, CHANGELOG.md,
    {{cookiecutter.module}}/policy.md). `positions` gives line and column of a path in module.yaml.
    `siblings` are the modules of the same library by id. `folder` is printed before the files' names.
    Basis: design.md section 2; docs/writing-a-module.md lists the rules.
    """
    where = folder or f"policies/{module.id}"
    draft = Draft.of(module, files, positions, siblings or {}, where)
    found = [
        finding
        for check in (lint_files, lint_parameters, lint_clauses, lint_words, lint_figures, lint_links, lint_renderings)
        for finding in check(draft)
    ]
    named = {finding.file for finding in found if finding.code in ("file-unknown", "document-undeclared")}
    found += (finding for finding in file_findings(files, where) if finding.file not in named)
    texts = {path: text.encode("utf-8", "replace") for path, text in files.items()}
    told = {"html", "link-unsafe"}   # by lint_links
    found += (finding for finding in text_findings(texts, where) if finding.code not in told)
    return ordered(_without_echoes(found))


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """A rendering says again what the text itself already shows: those are told once, at the text's own place."""
    own = {(finding.file, finding.path) for finding in findings if finding.code == "force"}
    unreadable = {finding.file for finding in findings if finding.code == "clause-undeclared"}
    conditional = {finding.file for finding in findings if finding.code == "heading-condition"}
    return [
        finding
        for finding in findings
        if not (finding.code == "rendering-force" and (finding.file, finding.path) in own)
        and not (finding.code == "rendering" and finding.file in conditional | unreadable)
    ]
