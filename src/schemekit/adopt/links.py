"""Links of a scheme's policies: those that lead to no file or clause of it, and images that lie elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemekit.errors import HostileContentError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Module
from schemekit.text.document import Document, prose_lines

# Without an opening bracket inside the target, or a line of nothing but `](a` would be read to its end from each.
_LINK = re.compile(r"\]\((?P<target>(?:[^()\s]|\([^()\s]*\))++)\)")


def dead_links(folder: SchemeFolder, modules: Mapping[str, Module]) -> Iterator[Finding]:
    """Links between policies that lead to no file or clause of this scheme.

    Shape: one finding for a module that was not taken, with the number of places: they are mended all at once.
    """
    documents: dict[str, frozenset[str] | None] = {}
    untaken: dict[str, list[Finding]] = {}
    for name, module in modules.items():
        for file in module.text_files:
            path = folder.own_path(name, file)
            text = folder.text(path) or ""
            for number, line in prose_lines(text) if "](" in text else ():
                for match in _LINK.finditer(line):
                    for finding in _dead_link(folder, documents, path, number, match):
                        other = _module_of(path, match["target"])
                        if other and other not in modules:
                            untaken.setdefault(other, []).append(finding)
                        else:
                            yield finding
    for other, found in untaken.items():
        told = f"{len(found)} links to {other}, the first" if len(found) > 1 else f"a link to {other}"
        yield replace(found[0], found=f"{told}: {found[0].found.removeprefix('a link to ')}",
                      wanted=f"{other} in this scheme, or no link to it",
                      fix=f"adopt it with 'schemekit add {other}', or change what links to it")


def remote_images(folder: SchemeFolder, modules: Mapping[str, Module]) -> Iterator[Finding]:
    """Images in the policies that every reader's computer would fetch from somewhere else."""
    from schemekit.text.linting.links import remote_images as images_in

    for name, module in modules.items():
        for file in module.text_files:
            path = folder.own_path(name, file)
            for line, target in images_in(folder.text(path) or ""):
                yield Finding(
                    code="remote-image", file=path, line=line, column=1, found=f"an image from '{target[:80]}'",
                    wanted="an image that is a file of this scheme", severity=Severity.NOTE,
                    why="whoever owns that place is told of each reader, and can show another image",
                    fix="put the image beside the text, or take it out",
                )


def _dead_link(
    folder: SchemeFolder, documents: dict[str, frozenset[str] | None], path: str, number: int, match: re.Match[str]
) -> Iterator[Finding]:
    target, column = match["target"], match.start("target") + 1
    if re.match(r"^[a-z][a-z0-9+.-]*:", target) or target.startswith("/"):
        return
    file, _, anchor = target.partition("#")
    wanted = _resolved(path, file) if file else path
    if wanted not in documents:
        documents[wanted] = _ids_of(folder, wanted)
    ids = documents[wanted]
    if ids is None:
        module = wanted.split("/")[1] if wanted.count("/") > 1 else ""
        yield Finding(
            code="dead-link", file=path, line=number, column=column, found=f"a link to {target}",
            wanted="a file of this scheme", severity=Severity.WARNING,
            why="the text sends its reader to a procedure that this scheme does not have",
            fix=f"adopt it with 'schemekit add {module}', or change the sentence" if module else "change the sentence",
        )
    elif anchor and wanted.endswith(".md") and anchor not in ids:
        yield Finding(
            code="dead-link", file=path, line=number, column=column, found=f"a link to {target}",
            wanted=f"a clause of {wanted}", severity=Severity.WARNING,
            why="the clause it points to was dropped, or its id changed", fix="point it to a clause that is there",
        )


def _module_of(path: str, target: str) -> str:
    """The module whose document a link leads to, by its folder; empty for one that leads elsewhere."""
    parts = _resolved(path, target.partition("#")[0]).split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "policies" else ""


def _resolved(path: str, relative: str) -> str:
    parts = path.split("/")[:-1]
    for piece in relative.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece not in (".", ""):
            parts.append(piece)
    return "/".join(parts)


def _ids_of(folder: SchemeFolder, path: str) -> frozenset[str] | None:
    if not path.startswith("policies/") or path.count("/") < 2:
        return None
    try:
        text = folder.text(path)
    except HostileContentError:  # a path that no file can have, or a link to elsewhere: nothing of this scheme
        return None
    return None if text is None else frozenset(clause.id for clause in Document.parse(text).clauses)
