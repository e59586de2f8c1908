"""A draft: a module as its folder stands, metadata and texts side by side, before anyone adopts it.

Here the files are paired with what module.yaml says of them, and places are found. What is wrong with a draft is
told by the `lint` files beside this one; reading the folder is the outside world's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schemekit.model.file_names import TEMPLATE_FOLDER, TEXTS
from schemekit.model.finding import Finding, FindingsError, Severity
from schemekit.model.module import Document as DeclaredDocument
from schemekit.model.module import Module
from schemekit.text.document import ClauseText, Document
from schemekit.text.linting.rules import REASONS
from schemekit.text.template import Template
from schemekit.text.template_grammar import parse_template

KeyPath = Sequence[str | int]
Position = tuple[int, int]
BLANK = "▢"
"""Stands in for a blank where the words around it are looked at: no letter, no digit."""
# A mark that is never closed ends where the next one begins: each of thousands would be followed to the end else.
_TAG = re.compile(r"\{%(?:(?!\{%).)*?%\}", re.DOTALL)
_BLANK = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """One document of a draft, unrendered.

    Shape: `name` as module.yaml has it (forms/register.csv), `file` as people open it
    (policies/grievance/{{cookiecutter.module}}/forms/register.csv). `template` is None where the text is outside the
    grammar; `findings` then say where. `document` is the text cut at its headings, conditions still in it.
    """

    name: str
    file: str
    kind: str
    text: str
    template: Template | None
    document: Document
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, name: str, file: str, kind: str, text: str) -> DraftText:
        """Pair a text with its template and headings."""
        template: Template | None = None
        findings: tuple[Finding, ...] = ()
        try:
            template = parse_template(text, file)
        except FindingsError as error:
            findings = error.findings
        document = Document.parse(text) if name.endswith(".md") else Document("", text, ())
        return cls(name=name, file=file, kind=kind, text=text, template=template, document=document, findings=findings)

    @property
    def has_clauses(self) -> bool:
        """Whether its headings are clauses, each with an id that stays."""
        return self.kind == "text"

    @property
    def is_markdown(self) -> bool:
        """Whether it is read as Markdown."""
        return self.name.endswith(".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A module as its folder stands.

    Shape: `files` by path in the module's folder, as in the source; `siblings` are the library's other modules by id;
    `positions` gives the line and column of a path in module.yaml; `folder` is the folder's path in the library.
    """

    module: Module
    files: Mapping[str, str]
    texts: tuple[DraftText, ...]
    siblings: Mapping[str, Module]
    positions: Callable[[tuple[str | int, ...]], Position]
    folder: str

    @classmethod
    def of(
        cls,
        module: Module,
        files: Mapping[str, str],
        positions: Callable[[tuple[str | int, ...]], Position],
        siblings: Mapping[str, Module],
        folder: str,
    ) -> Draft:
        """Pair a module's metadata with its files; a document that is missing, or no text, is not among its texts."""
        texts = [
            DraftText.of(document.file, f"{folder}/{TEMPLATE_FOLDER}/{document.file}", document.kind, files[path])
            for document in _once(module)
            if document.file.endswith(TEXTS) and (path := f"{TEMPLATE_FOLDER}/{document.file}") in files
        ]
        others = {name: sibling for name, sibling in siblings.items() if name != module.id}
        return cls(module=module, files=files, texts=tuple(texts), siblings=others, positions=positions, folder=folder)

    def clause_texts(self) -> tuple[tuple[DraftText, ClauseText], ...]:
        """The clauses of all texts, in the order of the documents, each with the text it stands in."""
        return tuple((text, clause) for text in self.texts if text.has_clauses for clause in text.document.clauses)

    def at_key(
        self, code: str, path: KeyPath, *, found: str, wanted: str, fix: str, severity: Severity = Severity.ERROR
    ) -> Finding:
        """A finding in module.yaml, at a key."""
        line, column = self.positions(tuple(path))
        return Finding(code=code, file=f"{self.folder}/module.yaml", line=line, column=column, path=key_text(path),
                       found=found, wanted=wanted, why=REASONS[code], fix=fix, severity=severity)

    def at_file(self, code: str, file: str, *, found: str, wanted: str, fix: str) -> Finding:
        """A finding about a file of the module as a whole."""
        return Finding(code=code, file=f"{self.folder}/{file}", found=found, wanted=wanted, why=REASONS[code], fix=fix)


def at_line(
    code: str, text: DraftText, line: int, *, found: str, wanted: str, fix: str,
    column: int = 1, path: str = "", severity: Severity = Severity.ERROR,
) -> Finding:
    """A finding in a document, at a line; `path` names the clause or parameter."""
    return Finding(code=code, file=text.file, line=line, column=column, path=path,
                   found=found, wanted=wanted, why=REASONS[code], fix=fix, severity=severity)


def key_text(path: KeyPath) -> str:
    """A path into YAML as people read it: `clauses[3].id`."""
    words = ""
    for part in path:
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def without_marks(text: str) -> str:
    """The text with conditions taken out, all branches one after the other, and a mark for every blank."""
    return _TAG.sub(_line_breaks, _BLANK.sub(BLANK, text))


def masked(text: str) -> str:
    """The text at its own length: spaces for conditions, a row of marks for every blank, so that places hold."""
    blanks = _BLANK.sub(lambda match: re.sub(r"[^\n]", BLANK, match[0]), text)
    return _TAG.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), blanks)


def _line_breaks(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _once(module: Module) -> tuple[DeclaredDocument, ...]:
    seen: dict[str, DeclaredDocument] = {}
    for document in module.documents:
        seen.setdefault(document.file, document)
    return tuple(seen.values())
