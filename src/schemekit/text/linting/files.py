"""What can be wrong with a module's files: declared and not there, there and not declared, out of step, badly saved."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from schemekit.model.file_names import CROSSWALK_FILE, TEMPLATE_FOLDER
from schemekit.model.finding import Finding
from schemekit.model.parameter import ParameterType, in_text
from schemekit.text.cookiecutter_json import cookiecutter_json
from schemekit.text.linting.draft import Draft, DraftText, at_line

COOKIECUTTER_JSON = "cookiecutter.json"
CHANGELOG = "CHANGELOG.md"
_BESIDE = frozenset({"module.yaml", COOKIECUTTER_JSON, CHANGELOG, "README.md"})
_BAD_END = re.compile(r"\r|(?<![ \t])[ \t]+$|\ufeff")


def lint_files(draft: Draft) -> Iterator[Finding]:
    """Every finding about files as files."""
    yield from _declared(draft)
    yield from _beside(draft)
    if draft.folder.rpartition("/")[2] != draft.module.id:
        yield draft.at_key("module-id", ("id",), found=f"'{draft.module.id}'", wanted="the name of the module's folder",
                           fix="write the folder's name, or rename the folder")
    for text in draft.texts:
        yield from text.findings
        yield from _saved(text)
        if text.has_clauses and not text.is_markdown:
            yield draft.at_key("document-kind", ("documents", _index(draft, text.name), "kind"),
                               found=f"kind: text for {text.name}", wanted="a .md file",
                               fix="write kind: register, form or annex, or make it Markdown")
        if text.name.endswith(".csv") and not text.findings:
            yield from _register(draft, text)


def _declared(draft: Draft) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, document in enumerate(draft.module.documents):
        if document.file in seen:
            yield draft.at_key("document-twice", ("documents", index, "file"), found=f"'{document.file}' a second time",
                               wanted="each file once", fix="take one of the two entries out")
        elif f"{TEMPLATE_FOLDER}/{document.file}" not in draft.files:
            yield draft.at_key("document-missing", ("documents", index, "file"),
                               found=f"'{document.file}', which is not in {TEMPLATE_FOLDER}/",
                               wanted="every declared document", fix="add the file, or take the entry out")
        seen.add(document.file)


def _beside(draft: Draft) -> Iterator[Finding]:
    declared = {f"{TEMPLATE_FOLDER}/{document.file}" for document in draft.module.documents}
    for path in sorted(set(draft.files) - declared - _BESIDE):
        if path.startswith(f"{TEMPLATE_FOLDER}/"):
            yield draft.at_file("document-undeclared", path, found="a file that module.yaml does not name",
                                wanted="every document under documents:",
                                fix="add it there with a title and a kind, or delete it")
        elif not CROSSWALK_FILE.fullmatch(path):
            yield draft.at_file("file-unknown", path, found="a file that is no part of a module",
                                wanted=f"module.yaml, {COOKIECUTTER_JSON}, {CHANGELOG}, crosswalks/ and the documents",
                                fix="move it out of the module's folder")
    if CHANGELOG not in draft.files:
        yield draft.at_file("changelog-missing", CHANGELOG, found="no changelog", wanted=CHANGELOG,
                            fix="add it, with a heading ## Unreleased")
    if draft.files.get(COOKIECUTTER_JSON) != cookiecutter_json(draft.module):
        state = "out of step with module.yaml" if COOKIECUTTER_JSON in draft.files else "missing"
        yield draft.at_file("cookiecutter-json", COOKIECUTTER_JSON, found=f"a {COOKIECUTTER_JSON} that is {state}",
                            wanted="the file that module.yaml gives",
                            fix=f"run 'schemekit module lint {draft.module.id} --write'")


def _index(draft: Draft, name: str) -> int:
    return next(index for index, document in enumerate(draft.module.documents) if document.file == name)


def _saved(text: DraftText) -> Iterator[Finding]:
    for number, line in enumerate(text.text.split("\n"), start=1):
        if match := _BAD_END.search(line):
            what = {"\r": "a Windows line ending", "\ufeff": "a byte order mark"}.get(match[0], "blanks at the end")
            yield at_line("line-ending", text, number, column=match.start() + 1, found=what,
                          wanted="lines that end where their words end", fix="save with LF endings, UTF-8, no blanks")
            if match[0] == "\r":
                return  # every further line says the same
    if not text.text.endswith("\n") or text.text.endswith("\n\n"):
        yield at_line("line-ending", text, text.text.count("\n") + 1,
                      found="no line break at the end" if not text.text.endswith("\n") else "blank lines at the end",
                      wanted="a file that ends with one line break", fix="mend the last line")


def _register(draft: Draft, text: DraftText) -> Iterator[Finding]:
    """A register has a header and rows of its width, also where a value holds a comma."""
    assert text.template is not None
    values = {parameter.name: in_text(parameter.default, draft.module.language)
              for parameter in draft.module.parameters}
    commas = {parameter.name: "one, two" for parameter in draft.module.parameters
              if parameter.type in (ParameterType.TEXT, ParameterType.LIST, ParameterType.CHOICES)}
    if text.template.names - set(values) - {"module"}:
        return
    plain = text.template.render({"module": draft.module.id, **values})
    try:
        rows = list(csv.reader(io.StringIO(plain)))
    except csv.Error:
        yield at_line("register-columns", text, 1, found="a cell that is too long to be read",
                      wanted="cells of a few words", fix="close each quote that was opened")
        return
    header = rows[0] if rows else []
    if len(header) < 2 or any(not name.strip() for name in header) or len(set(header)) != len(header):
        yield at_line("register-columns", text, 1, found="a first line that is no header",
                      wanted="the name of every column, each once", fix="write the columns' names on the first line")
        return
    found_plain = False
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            found_plain = True
            yield at_line("register-columns", text, number, found=f"{len(row)} columns",
                          wanted=f"{len(header)} columns, as in the header",
                          fix='put text with commas in "quotes", or add the missing commas')
    with_commas = csv.reader(io.StringIO(text.template.render({"module": draft.module.id, **values, **commas})))
    if not found_plain and any(len(row) != len(header) for row in with_commas):
        yield at_line("register-columns", text, 1, found="a blank outside quotes, where a comma would add a column",
                      wanted='blanks inside "quotes"', fix='put the fields with {{ … }} in "quotes"')
