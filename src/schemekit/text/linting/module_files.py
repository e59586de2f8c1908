"""Which files a module may hold, and what its texts may not: a module is data, and is read by more tools than ours.

Asked when a module is linted and again when one is pulled, as a stranger's was never linted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemekit.model.file_names import CROSSWALK_FILE, TEMPLATE_FOLDER
from schemekit.model.finding import Finding
from schemekit.text.linting.rules import REASONS

DOCUMENT_ENDINGS = (".md", ".csv", ".txt", ".png", ".jpg")
BESIDE = ("module.yaml", "cookiecutter.json")
OUR_RECORDS = ("adoption.yaml", "scheme.yaml", "scheme.lock")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MAYBE_HTML = re.compile(r"<[A-Za-z!/?{]")
_WANTED = f"documents ending in {', '.join(DOCUMENT_ENDINGS)}, beside {' and '.join(BESIDE)}"


def file_findings(paths: Mapping[str, object], folder: str) -> Iterator[Finding]:
    """A finding for each path, from the module's folder, that is no data an adopter may receive."""
    for path in paths:
        if told := _refusal(path):
            yield Finding(code="file-kind", file=f"{folder}/{path}", found=told, wanted=_WANTED,
                          why=REASONS["file-kind"], fix="take the file out of the module, or save it in another form")


def text_findings(files: Mapping[str, bytes], folder: str) -> Iterator[Finding]:
    """A finding for each text with raw HTML, links that run something, or marks that turn the direction of writing."""
    from schemekit.text.linting.links import raw_html, running_links

    for path, data in files.items():
        is_markdown = path.startswith(f"{TEMPLATE_FOLDER}/") and path.endswith(".md")
        text = data.decode("utf-8", "replace")
        if match := _TURNING.search(text):
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(code="hidden-mark", file=f"{folder}/{path}", line=line, column=1,
                          found=f"the mark U+{ord(match[0]):04X}, which turns the direction of writing",
                          wanted="text that reads as it is", why=REASONS["hidden-mark"], fix="take the mark out")
        if is_markdown and _MAYBE_HTML.search(text):
            for line, words in raw_html(text):
                yield Finding(code="html", file=f"{folder}/{path}", line=line, column=1,
                              found=f"raw HTML {words.strip()[:60]!r}", wanted="Markdown only", why=REASONS["html"],
                              fix="write it in Markdown; for a sign such as < put a backslash before it")
        for line, target in running_links(text) if is_markdown else ():
            yield Finding(code="link-unsafe", file=f"{folder}/{path}", line=line, column=1,
                          found=f"a link to '{target[:60]}'", wanted="a link that opens a page or a file",
                          why=REASONS["link-unsafe"], fix="take the link out")


def _refusal(path: str) -> str:
    """Why a file is no part of a module; empty when it may be."""
    *folders, name = path.split("/")
    hidden = next((part for part in (*folders, name) if part.startswith(".")), "")
    if hidden:
        return f"'{hidden}', which editors and shells act upon without being asked"
    if folders[:1] == ["hooks"]:
        return "a hook of cookiecutter's"
    if name.lower() in OUR_RECORDS:
        return f"'{name}', which only the scheme itself writes"
    if path in BESIDE or CROSSWALK_FILE.fullmatch(path) or name.lower().endswith(DOCUMENT_ENDINGS):
        return ""
    return "a kind of file that other programs may run or load from"
