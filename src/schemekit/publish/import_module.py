"""One module of an import: its files as they would be, from the texts that came and the module as it stands.

What is kept of the module: ids, forces and tailoring that a person set, parameters and the blanks they fill, comments.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schemekit.files.schemas import load
from schemekit.files.texts import BESIDE, read_beside
from schemekit.model.adoption import Verb
from schemekit.model.file_names import MODULE_FILE, TEMPLATE_FOLDER
from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Module
from schemekit.model.version import Bump
from schemekit.publish.checkout import POLICIES
from schemekit.publish.import_metadata import Change, Gone, Wanted, WantedClause, kept_force, new_yaml, updated_yaml
from schemekit.publish.import_shelf import Shelf, filled_texts
from schemekit.publish.past import Past
from schemekit.text.comparing.diff import compare
from schemekit.text.comparing.ids import proposed_ids
from schemekit.text.cookiecutter_json import cookiecutter_json
from schemekit.text.document import Document
from schemekit.text.force import force_of
from schemekit.text.importing.escape import escaped
from schemekit.text.importing.ids import module_ids, with_heading_ids
from schemekit.text.importing.imported import (
    MOST_FIXED,
    REASONS,
    ImportedText,
    fixed_figures,
    front_matter,
    text_findings,
)
from schemekit.text.importing.links import Place, anchors_of, led_links, linked_files
from schemekit.text.importing.successors import successors
from schemekit.text.linting.draft import without_marks
from schemekit.text.linting.files import CHANGELOG, COOKIECUTTER_JSON
from schemekit.text.merging.merge import merge_texts

CHANGES_TEXT = """\
# Changelog

All notable changes to this module are recorded here, in the style of Keep a Changelog.
A note names the clauses, and says whether the meaning or only the wording changed.

## Unreleased

- First text.
"""
_LANGUAGE = "en"   # of a new module, where nobody said
_SPDX = re.compile(r"SPDX-License-Identifier:[ \t]*([A-Za-z0-9.+-]{2,60})")
_COMPANION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of the modules on the command line; empty where nothing was said.

    Shape: `this_year` is the year of a new module for which none was said.
    """

    title: str = ""
    type: str = ""
    summary: str = ""
    language: str = ""
    licence: str = ""
    author: str = ""
    year: int = 0
    url: str = ""
    this_year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseNews:
    """What became of one clause: new, gone, reworded, retitled, moved or re-wrapped, and more to say of it."""

    clause: str
    what: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A module as it would be after the import.

    Shape: `files` by path in the module's folder; `changes` by path in the library, None for a file that goes.
    """

    module: Module
    is_new: bool
    texts: tuple[ImportedText, ...]
    files: Mapping[str, bytes]
    changes: Mapping[str, bytes | None]
    news: tuple[ClauseNews, ...]
    findings: tuple[Finding, ...]
    past: Past
    likeness: float


def places(shelf: Shelf) -> dict[str, Place]:
    """Where the files of a module go, by their paths, for the links of all texts that are imported together."""
    ids = _ids(shelf)
    found = {}
    for text in shelf.texts:
        document = Document.parse(text.text)
        found[text.path] = Place(shelf.batch.module, text.name,
                                 anchors_of(document.clauses, document.title, ids[text.name]))
    return found


def made_module(shelf: Shelf, where: Mapping[str, Place], said: Said, base_url: str) -> Made:
    """The module with the texts in it. Raises: FindingsError where no sound module.yaml comes of it."""
    findings = [finding for text in shelf.texts for finding in text_findings(text)]
    ids = _ids(shelf)
    files = {path: data for path, data in shelf.files.items() if not _is_old_text(shelf, path)}
    companions = dict(_companions(shelf))
    related: dict[str, None] = {}
    for text in shelf.texts:
        led = led_links(text.text, text.path, {**where, **companions}, base_url)
        related |= dict.fromkeys(led.others)
        template, clashes = _with_blanks(shelf, text, escaped(with_heading_ids(led.text, ids[text.name])))
        findings += clashes
        files[f"{TEMPLATE_FOLDER}/{text.name}"] = template.encode("utf-8", "surrogatepass")
    for path, place in companions.items():
        files[f"{TEMPLATE_FOLDER}/{place.name}"] = read_beside(shelf.batch.base, path) or b""
    wanted, told = _wanted(shelf, said, files, tuple(place.name for place in companions.values()), tuple(related))
    findings += told
    folder = f"{POLICIES}/{shelf.batch.module}"
    metadata, told = _yaml(shelf, wanted, said, f"{folder}/{MODULE_FILE}")
    findings += told
    module = Module.from_mapping(load(metadata, "module", f"{folder}/{MODULE_FILE}"))
    files[MODULE_FILE] = metadata.encode()
    files[COOKIECUTTER_JSON] = cookiecutter_json(module).encode()
    files.setdefault(CHANGELOG, CHANGES_TEXT.encode())
    changes: dict[str, bytes | None] = {
        f"{folder}/{path}": files.get(path)
        for path in sorted(files.keys() | shelf.files.keys()) if files.get(path) != shelf.files.get(path)
    }
    news = tuple(_news(shelf, filled_texts(module, files), wanted))
    return Made(module=module, is_new=shelf.module is None, texts=shelf.texts, files=dict(sorted(files.items())),
                changes=changes, news=news, findings=tuple(findings), past=shelf.past, likeness=shelf.batch.likeness)


def _ids(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    documents = {text.name: Document.parse(text.text) for text in shelf.texts}
    proposals = {text.name: proposed_ids(text.text, shelf.earlier.get(text.name)) for text in shelf.texts}
    return module_ids(documents, proposals, shelf.earlier, shelf.spent_ids())


def _is_old_text(shelf: Shelf, path: str) -> bool:
    texts = () if shelf.module is None else shelf.module.text_files
    return path.startswith(f"{TEMPLATE_FOLDER}/") and path.removeprefix(f"{TEMPLATE_FOLDER}/") in texts


def _companions(shelf: Shelf) -> Iterator[tuple[str, Place]]:
    """The pictures and tables that the texts point to and that lie beside them, by their paths."""
    alone = len(shelf.texts) == 1
    for text in shelf.texts:
        for path in linked_files(text.text, text.path, BESIDE):
            name = posixpath.relpath(path, posixpath.dirname(text.path) or ".") if alone else path
            if _COMPANION.fullmatch(name) and read_beside(shelf.batch.base, path) is not None:
                yield path, Place(shelf.batch.module, name)


def _with_blanks(shelf: Shelf, text: ImportedText, template: str) -> tuple[str, list[Finding]]:
    """The new text with the blanks that a person made in the old one."""
    filled = shelf.filled.get(text.name)
    if filled is None:
        return template, []
    old = shelf.files[f"{TEMPLATE_FOLDER}/{text.name}"].decode("utf-8", "replace")
    if escaped(filled) == old:
        return template, []
    merged = merge_texts(escaped(filled), old, template)
    clashes = [
        Finding(code="import-parameter", file=f"{POLICIES}/{shelf.batch.module}/{TEMPLATE_FOLDER}/{text.name}",
                path=clash.clause, found="words that changed in the text where a blank stands in the module",
                wanted=" ".join(clash.source.split())[:200] or "no such words", why=REASONS["import-parameter"],
                fix="bring the new words into the module's text by hand, with the blank, then import again")
        for clash in merged.clashes
    ]
    return merged.text, clashes


def _wanted(
    shelf: Shelf, said: Said, files: Mapping[str, bytes], companions: tuple[str, ...], related: tuple[str, ...]
) -> tuple[Wanted, list[Finding]]:
    documents = _documents(shelf, companions)
    findings: list[Finding] = []
    clauses: list[WantedClause] = []
    language = said.language or (shelf.module.language if shelf.module else _LANGUAGE)
    texts = {text.name: text for text in shelf.texts}
    old = {clause.id: clause for document in shelf.earlier.values() for clause in document.clauses}
    now = []
    for name, _, kind in documents:
        if kind != "text" or not name.endswith(".md"):
            continue
        for clause in Document.parse(files[f"{TEMPLATE_FOLDER}/{name}"].decode("utf-8", "surrogatepass")).clauses:
            before = shelf.module.clause(clause.id) if shelf.module else None
            carried_before = force_of(old[clause.id].body, language) if clause.id in old else None
            force = kept_force(before, carried_before, force_of(without_marks(clause.body), language))
            fixed = fixed_figures(clause.raw, force, before, language)
            for figure in fixed if name in texts else ():
                if before is None or figure not in before.fixed:
                    findings.append(texts[name].finding(
                        "import-figure", clause.line, severity=Severity.NOTE,
                        found=f"the figure '{figure.text}' in '{clause.id}'", wanted="nothing of you",
                        fix="if adopters may set it, make it a parameter; it stands under fixed: until then"))
            if len(fixed) > MOST_FIXED and name in texts:
                findings.append(texts[name].finding(
                    "import-figure", clause.line, found=f"{len(fixed)} figures in the clause '{clause.id}'",
                    wanted=f"at most {MOST_FIXED}", fix="give its parts headings of their own"))
            clauses.append(WantedClause(id=clause.id, force=force, fixed=fixed[:MOST_FIXED]))
            now.append(clause)
    in_use = {clause.id for clause in clauses}
    released = shelf.released
    alive = {clause.id for clause in released.clauses} if released else set()
    retired = {clause.id for clause in shelf.module.retired} if shelf.module else set()
    gone = [clause for clause in old.values() if clause.id in alive - in_use - retired]
    went = successors(gone, now)
    since = str(shelf.past.newest.version.bumped(Bump.MAJOR)) if shelf.past.newest else ""
    return Wanted(
        documents=documents,
        clauses=tuple(clauses),
        gone=tuple(Gone(id=clause.id, since=since, successors=went.get(clause.id, ())) for clause in gone),
        related=related,
    ), findings


def _documents(shelf: Shelf, companions: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """The documents in the order that module.yaml has, the new ones after them in the order of their names."""
    names = {text.name: _title(text) for text in shelf.texts}
    kept = []
    for document in shelf.module.documents if shelf.module else ():
        if document.kind != "text" or document.file in names:
            kept.append((document.file, _kept_title(shelf, document.file, document.title, names), document.kind))
    known = {entry[0] for entry in kept}
    new = [(name, title, "text") for name, title in names.items() if name not in known]
    new += [(name, posixpath.basename(name), "annex") for name in dict.fromkeys(companions) if name not in known]
    return (*kept, *new)


def _kept_title(shelf: Shelf, name: str, title: str, names: Mapping[str, str]) -> str:
    """The title that a person gave, or the text's own where the old text's stood there."""
    old = shelf.filled.get(name)
    if name in names and old is not None and title == _title_of(old, name):
        return names[name]
    return title


def _title(text: ImportedText) -> str:
    return _title_of(text.text, posixpath.basename(text.path))


def _title_of(text: str, name: str) -> str:
    """The title of a text: its first heading, else what its front matter says, else the file's name."""
    found = Document.parse(text).title or front_matter(text).get("title", "")
    words = " ".join((found or name.rpartition(".")[0].replace("-", " ").replace("_", " ").capitalize()).split())
    return words[:300].rstrip() or name


def _yaml(shelf: Shelf, wanted: Wanted, said: Said, file: str) -> tuple[str, list[Finding]]:
    first = shelf.texts[0]
    if shelf.module is not None:
        changes: list[Change] = [((key,), value) for key in ("title", "type", "summary", "language", "licence")
                                 if (value := getattr(said, key)) and value != getattr(shelf.module, key)]
        credit = {"author": said.author, "year": said.year, "url": said.url}
        changes += [(("credit", key), value) for key, value in credit.items()
                    if value and value != getattr(shelf.module.credit, key)]
        old = shelf.filled.get(first.name)
        if not said.title and len(shelf.texts) == 1 and old and shelf.module.title == _title_of(old, first.name):
            changes += [(("title",), _title(first))] if _title(first) != shelf.module.title else []
        text = shelf.files[MODULE_FILE].decode("utf-8")
        return updated_yaml(text, shelf.module, changes, wanted, file), []
    title = said.title or (_title(first) if len(shelf.texts) == 1 else _title_of("", f"{shelf.batch.module}.md"))
    matter = front_matter(first.text)
    summary = said.summary or matter.get("summary") or matter.get("description") or ""
    entry: dict[str, Any] = {
        "id": shelf.batch.module,
        "title": title,
        "type": said.type or "policy",
        "summary": summary[:2000] or f"{title[:280]}.",
        "language": said.language or _LANGUAGE,
        "house_style": "shall",
        "licence": said.licence or "CC0-1.0",
        "credit": {"author": said.author or "unknown", "year": said.year or said.this_year, "url": said.url},
    }
    return new_yaml(entry, wanted), list(_unsaid(shelf, said, summary, first, file))


def _unsaid(shelf: Shelf, said: Said, summary: str, first: ImportedText, file: str) -> Iterator[Finding]:
    if not said.licence:
        hint = next((match[1] for text in shelf.texts if (match := _SPDX.search(text.text))), "")
        yield first.finding("import-licence", 0, found=f"no licence named{f'; the text says {hint}' if hint else ''}",
                            wanted="an SPDX id such as CC-BY-4.0", fix=f"add --licence {hint or 'CC-BY-4.0'}")
    if not said.author:
        yield first.finding("import-author", 0, found="no author named", wanted="whom adopters credit",
                            fix='add --author "Example Forest Council"')
    if not summary:
        yield Finding(code="import-summary", file=file, path="summary", severity=Severity.WARNING,
                      found="nothing that says what the module is for", wanted="one or two sentences",
                      why=REASONS["import-summary"], fix="write it in module.yaml, or give --summary; import keeps it")


def _news(shelf: Shelf, filled: Mapping[str, str], wanted: Wanted) -> Iterator[ClauseNews]:
    """What became of each clause, in the order of the texts; nothing is told of a new module."""
    if shelf.module is None:
        return
    gone = {entry.id: entry for entry in wanted.gone}
    in_use = {clause.id for clause in wanted.clauses}
    was = {name: Document.parse(text) for name, text in shelf.filled.items()}
    for text in shelf.texts:
        old = shelf.earlier.get(text.name, Document("", "", ()))
        known = {clause.id for document in was.values() for clause in document.clauses}
        old = Document(old.title, old.preamble, tuple(clause for clause in old.clauses if clause.id in known))
        new = Document.parse(filled.get(text.name, ""))
        for change in compare(old, new):
            if change.verb is Verb.DROP and change.id in in_use:
                continue
            words = _change_words(change.verb, change.retitled, change.moved, change.editorial)
            if words:
                led = gone[change.id].successors if change.id in gone else ()
                yield ClauseNews(clause=change.id, what=words, words=f"now in {', '.join(led)}" if led else "")
    told = {clause.id for text in shelf.texts for clause in shelf.earlier.get(text.name, Document("", "", ())).clauses}
    for entry in wanted.gone:
        if entry.id not in told:
            yield ClauseNews(clause=entry.id, what="gone",
                             words=f"now in {', '.join(entry.successors)}" if entry.successors else "")


def _change_words(verb: Verb, retitled: bool, moved: bool, editorial: bool) -> str:
    if verb in (Verb.ADD, Verb.DROP):
        return "new" if verb is Verb.ADD else "gone"
    parts = [word for word, holds in (
        ("retitled", retitled), ("reworded", verb is Verb.ADAPT and not retitled), ("moved", moved),
        ("layout only", editorial),
    ) if holds]
    return ", ".join(parts)
