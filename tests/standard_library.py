"""Markdown files of others as modules: ids from their headings, one release for each version they came out in."""

from __future__ import annotations

import re
from pathlib import Path

from schemekit.text.document import made_id
from tests.builders import TEXT, LibraryBuilder

_MODULE = """\
format: 1
id: {id}
title: {title}
type: guidance
summary: {title}.
audience: Everybody.
topics: [code]
language: en
house_style: shall
licence: CC0-1.0
credit: {{author: Foundation for Public Code, year: 2023, url: "https://standard.publiccode.net", notice: ""}}
documents:
  - {{file: policy.md, title: {title}, kind: text}}
clauses:
{clauses}
"""


def with_ids(text: str) -> str:
    """A Markdown text with an id on every heading but the title, and without front matter and HTML."""
    text = re.sub(r"\A---\n.*?\n---\n+|^<!--.*?-->\n", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"</?(?:p|i)\b[^>]*>", "", text)
    seen: dict[str, int] = {}

    def heading(found: re.Match[str]) -> str:
        name = made_id(found[2])
        seen[name] = seen.get(name, 0) + 1
        return f"{found[1]} {found[2]} {{ #{name}{'' if seen[name] == 1 else f'-{seen[name]}'} }}"

    return re.sub(r"^(##+) (.*?) *$", heading, text, flags=re.MULTILINE)


def as_module(name: str, text: str) -> dict[str, str]:
    """The files of a module that holds the text."""
    ids = re.findall(r"^##+ .*\{ #(\S+) \}$", text, flags=re.MULTILINE)
    title = re.search(r"^# (.*)$", text, flags=re.MULTILINE)
    clauses = "\n".join(f"  - {{id: {clause}, force: information, tailoring: adjustable}}" for clause in ids)
    words = re.sub(r"[^\w ]", "", title[1]) if title else name
    return {"module.yaml": _MODULE.format(id=name, title=words, clauses=clauses), TEXT: text,
            "CHANGELOG.md": "# Changelog\n"}


def versions_in(folder: Path) -> dict[str, dict[str, str]]:
    """The texts of each version by the name of their file, ids put in; a renamed file goes on under its newest name."""
    found: dict[str, dict[str, str]] = {}
    renamed: dict[str, str] = {}
    for version in sorted((path.name for path in folder.iterdir() if path.is_dir()), reverse=True):
        found[version] = {}
        for file in sorted((folder / version).rglob("*.md")):
            raw = file.read_text("utf-8")
            if "{{" in raw or "{%" in raw or file.stem.startswith("_") or file.stem.isupper():
                continue
            name = renamed.get(file.stem, file.stem)
            for old in re.findall(r"^ +- criteria/([a-z-]+)$", raw, flags=re.MULTILINE):
                renamed.setdefault(old, name)
            found[version].setdefault(name, with_ids(raw))
    return dict(reversed(found.items()))


def released(library: LibraryBuilder, versions: dict[str, dict[str, str]]) -> LibraryBuilder:
    """The library with every text of every version released."""
    for version, texts in versions.items():
        for name, text in texts.items():
            library.release(name, version, as_module(name, text))
    return library
