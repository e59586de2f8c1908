"""An OSCAL catalog becomes a module of a library: made and linted in memory, then written whole, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from schemekit.errors import UsageError
from schemekit.files.journal import Step
from schemekit.files.schemas import load
from schemekit.files.yaml import read_yaml, write_flow, write_yaml
from schemekit.interchange.carriage import Loss
from schemekit.interchange.catalog_reading import CatalogClause, CatalogModule, read_catalog
from schemekit.interchange.json_data import read_json
from schemekit.model.file_names import MODULE_FILE, TEMPLATE_FOLDER
from schemekit.model.finding import Finding, FindingsError, has_errors
from schemekit.model.module import Force, Module
from schemekit.publish.checkout import Checkout
from schemekit.publish.import_metadata import Wanted, WantedClause, new_yaml
from schemekit.publish.import_module import CHANGES_TEXT, Said
from schemekit.publish.importing import siblings_of
from schemekit.publish.new import free_id
from schemekit.publish.writing import finish_interrupted, library_writing, write_step
from schemekit.text.cookiecutter_json import cookiecutter_json
from schemekit.text.document import Document
from schemekit.text.force import force_of
from schemekit.text.importing.imported import MOST_FIXED, fixed_figures
from schemekit.text.linting.draft import without_marks
from schemekit.text.linting.files import CHANGELOG, COOKIECUTTER_JSON
from schemekit.text.linting.lint import lint_module

POLICY = "policy.md"
_NO_BLANKS = """\
# The blanks in the text: none yet. To make a figure or a name one, write {{ cookiecutter.NAME }} in its place and
# describe it here; the next import keeps it.
"""
_TYPES = ("policy", "procedure", "standard", "guidance")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogImport:
    """A module that was made of a catalog, with what it could not hold of it."""

    module: Module
    files: Mapping[str, bytes]
    folder: str
    losses: tuple[Loss, ...]
    findings: tuple[Finding, ...]
    is_written: bool = False


def import_catalog(
    root: Path, data: bytes, name: str, module_id: str, said: Said, *, group: str = "", dry_run: bool = False
) -> CatalogImport:
    """Make a module of a catalog. Shape: `name` is what messages call the file; `group` takes one group of it only.

    Raises: UsageError for a catalog that cannot be taken, without a licence or an author, or for an id that is there
    already; FindingsError with every finding when one of them is an error. Nothing is written then.
    """
    found = read_catalog(read_json(data, name), name, group)
    if dry_run:
        return _made(root, found, module_id, said, name)
    finish_interrupted(root)
    with library_writing(root):
        made = _made(root, found, module_id, said, name)
        write_step(root, Step(changes={f"{made.folder}/{path}": content for path, content in made.files.items()}))
    return replace(made, is_written=True)


def _made(root: Path, found: CatalogModule, module_id: str, said: Said, name: str) -> CatalogImport:
    checkout = Checkout(root)
    _refuse_newer(checkout, module_id, name)
    free_id(checkout, module_id)
    author = said.author or found.said["author"]
    if not said.licence:
        raise UsageError(f"{name} does not say under which licence its text may be used",
                         why="OSCAL has no field for it, and nobody may guess it",
                         fix="name it with --licence, such as --licence CC0-1.0")
    if not author:
        raise UsageError(f"{name} does not say who wrote it", why="the licence of a text asks for its credit",
                         fix='name them with --author "Example Forest Council"')
    language = said.language or found.said["language"] or "en"
    text = _text(found)
    folder = checkout.folder(module_id)
    metadata = _yaml(found, module_id, said, author, language, text)
    module = Module.from_mapping(load(metadata, "module", f"{folder}/{MODULE_FILE}"))
    files = {
        MODULE_FILE: metadata.encode(),
        f"{TEMPLATE_FOLDER}/{POLICY}": text.encode(),
        COOKIECUTTER_JSON: cookiecutter_json(module).encode(),
        CHANGELOG: CHANGES_TEXT.encode(),
    }
    texts = {path: content.decode() for path, content in files.items()}
    findings = lint_module(module, texts, read_yaml(metadata, f"{folder}/{MODULE_FILE}").position,
                           siblings_of(checkout) | {module_id: module}, folder)
    if has_errors(findings):
        raise FindingsError(findings)
    return CatalogImport(module=module, files=files, folder=folder, losses=found.losses, findings=findings)


def _refuse_newer(checkout: Checkout, module_id: str, name: str) -> None:
    """Refuse a catalog for a module that is there.

    Its text, its blanks and its module.yaml may hold what people wrote since, which no catalog knows: what of it stays
    is for a person to say, clause by clause, and git shows it.
    """
    if module_id not in checkout.module_ids():
        return
    folder = f"../newer-{module_id}"
    raise UsageError(
        f"the module '{module_id}' exists already", why="a catalog does not know what was written into it since it was"
        " imported, and would write over it",
        fix=f"make the newer one beside it, as ids stay the same: mkdir {folder}; schemekit -C {folder} module import "
            f"{name} --as {module_id} --licence …; then copy its policies/{module_id} over yours and take in with "
            "'git diff' what you want (docs/interchange.md, 'A newer revision')")


def _more(clause: CatalogClause) -> str:
    """What our own catalogs tell of a clause besides."""
    tailoring = clause.tailoring if clause.tailoring in ("locked", "optional") else "adjustable"
    return f"{tailoring}, references: {write_flow(list(clause.references))}" if clause.references else tailoring


def _text(found: CatalogModule) -> str:
    pieces = [f"# {found.heading}"]
    pieces += [found.preamble] if found.preamble else []
    for clause in found.clauses:
        pieces.append(f"{'#' * clause.level} {clause.heading} {{ #{clause.id} }}")
        pieces += [clause.body] if clause.body else []
    return "\n\n".join(pieces) + "\n"


def _yaml(
    found: CatalogModule, module_id: str, said: Said, author: str, language: str, text: str
) -> str:
    kind = said.type or found.said["type"]
    title = (said.title or found.title)[:300]
    entry: dict[str, Any] = {
        "id": module_id, "title": title, "type": kind if kind in _TYPES else "standard",
        "summary": said.summary or found.said["summary"] or f"{title[:280]}.",
        "language": language, "house_style": "shall", "licence": said.licence,
        "credit": {"author": author, "year": said.year or int(found.said["year"] or said.this_year), "url": said.url},
    }
    told = {clause.id: clause for clause in found.clauses}
    wanted = []
    for one in Document.parse(text).clauses:
        force = force_of(without_marks(one.body), language)
        if told[one.id].force in {known.value for known in Force}:
            force = Force(told[one.id].force)
        figures = fixed_figures(one.raw, force, None, language)[:MOST_FIXED]
        wanted.append(WantedClause(id=one.id, force=force, fixed=figures))
    document = (POLICY, found.said["document"] or title, "text")
    metadata = new_yaml(entry, Wanted(documents=(document,), clauses=tuple(wanted)))
    for clause in wanted:
        row = f"{{id: {clause.id}, force: {clause.force.value}, tailoring: "
        metadata = metadata.replace(f"{row}adjustable", f"{row}{_more(told[clause.id])}", 1)
    if found.parameters:
        metadata = metadata.replace(_NO_BLANKS, "# The blanks in the text, with what fills them while nobody says"
                                                " otherwise.\n", 1)
    for key, entries in (("parameters", found.parameters), ("retired", found.retired)):
        if entries:
            metadata = metadata.replace(f"\n{key}: []\n", f"\n{write_yaml({key: list(entries)})}", 1)
    return metadata
